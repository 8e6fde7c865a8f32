-- schema_2.sql - the prompts that runs used, by the digest of their content.

-- A version of a prompt is written once and never changed.
CREATE TABLE prompt (
    id INTEGER PRIMARY KEY,       -- ascends in the order of first use
    name TEXT NOT NULL,           -- interpret
    version TEXT NOT NULL,        -- the first digits of the digest: 1a2b3c4d5e6f
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- of all that is sent
    source TEXT NOT NULL,         -- the prompt's file as a JSON object
    first_run TEXT NOT NULL,      -- id of the run that used it first; that one may be gone
    UNIQUE (name, digest)
) STRICT;

CREATE TABLE prompt_use (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    prompt_id INTEGER NOT NULL REFERENCES prompt (id),
    used_by TEXT NOT NULL,        -- interpreter NAME, judge NAME
    PRIMARY KEY (run_id, prompt_id, used_by)
) STRICT, WITHOUT ROWID;
