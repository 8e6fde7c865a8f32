-- schema_1.sql - the tables of the history, as the first version has them.
--
-- Times are milliseconds since 1970 in UTC. A number that could not be computed is NULL. Digests are
-- the 32 bytes of SHA-256.

CREATE TABLE experiment (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A run, and each of its stages as a run below it.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,       -- ascends in the order of taking in
    parent_id INTEGER REFERENCES run (id) ON DELETE CASCADE, -- NULL: a run; otherwise one of its stages
    name TEXT NOT NULL,           -- of a run its id, "20261120T030000Z-1a2b3c4d"; of a stage "train"
    experiment_id INTEGER NOT NULL REFERENCES experiment (id),
    started_ms INTEGER,
    duration_ms REAL,
    outcome TEXT NOT NULL CHECK (outcome IN ('success', 'gate_failed', 'error')), -- as it ended
    folder_lost INTEGER NOT NULL DEFAULT 0 CHECK (folder_lost IN (0, 1)),
    status TEXT NOT NULL AS (iif(folder_lost, 'error', outcome)),                 -- as it counts
    is_full INTEGER NOT NULL DEFAULT 0 CHECK (is_full IN (0, 1)), -- all stages ran
    -- What follows a stage shares with its run.
    baseline TEXT,                -- id of the run that it was compared with; that one may be gone
    version TEXT,                 -- of the program
    host TEXT,
    threads INTEGER,
    seed TEXT,                    -- decimal digits, for it is unsigned
    config_digest BLOB CHECK (length(config_digest) = 32),
    input_digest BLOB CHECK (length(input_digest) = 32),
    case_set_id INTEGER REFERENCES case_set (id), -- NULL: no case was read
    CONSTRAINT "a run has a start" CHECK (parent_id IS NOT NULL OR started_ms IS NOT NULL),
    CONSTRAINT "a run has a version" CHECK (parent_id IS NOT NULL OR version IS NOT NULL),
    CONSTRAINT "a run has a seed" CHECK (parent_id IS NOT NULL OR seed IS NOT NULL),
    CONSTRAINT "a run has digests" CHECK (parent_id IS NOT NULL
        OR (config_digest IS NOT NULL AND input_digest IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX run_by_name ON run (name) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX run_stage ON run (parent_id, name) WHERE parent_id IS NOT NULL;
CREATE INDEX run_by_start ON run (experiment_id, started_ms) WHERE parent_id IS NULL;
CREATE INDEX run_by_case_set ON run (case_set_id) WHERE case_set_id IS NOT NULL;

CREATE TABLE tag (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE param (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

-- What is measured: written once, not once per run. Titles follow the latest run.
CREATE TABLE metric (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,    -- ndcg_at_10{model=svd}
    key TEXT NOT NULL,            -- ndcg_at_10
    labels TEXT NOT NULL,         -- a JSON object: {"model":"svd"}
    title TEXT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('share', 'count', 'stars', 'score', 'ms')),
    direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower', 'neutral'))
) STRICT;

CREATE INDEX metric_by_key ON metric (key);

CREATE TABLE measurement (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    metric_id INTEGER NOT NULL REFERENCES metric (id),
    step INTEGER NOT NULL,        -- 0: of the whole run; from 1 on: of an epoch of its training
    value REAL,
    low REAL,                     -- 95 % interval
    high REAL,
    support INTEGER,              -- cases, users, ratings or events behind it
    headline INTEGER NOT NULL CHECK (headline IN (0, 1)), -- what the bare key means in this run
    PRIMARY KEY (run_id, metric_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE gate (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    rule TEXT NOT NULL,
    metric TEXT NOT NULL,         -- selector
    unit TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('passed', 'failed', 'skipped')),
    value REAL,
    threshold REAL,
    baseline REAL,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE input (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    read INTEGER NOT NULL,        -- accepted + rejected + duplicate + blank
    accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    blank INTEGER NOT NULL,
    synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifact (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    path TEXT NOT NULL,           -- from the folder of the history: runs/RUN/index.html
    bytes INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (run_id, path)
) STRICT, WITHOUT ROWID;

-- The content of a gold case; one whose expectation changes is another one of the same name.
CREATE TABLE gold_case (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,           -- its id in the gold file
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    UNIQUE (name, digest)
) STRICT;

-- Which cases a run read; most nights share one set.
CREATE TABLE case_set (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,  -- of `members`
    members BLOB NOT NULL         -- ids of gold_case, ascending, four bytes each, little-endian
) STRICT;

-- How an interpreter did on the run's case set.
CREATE TABLE case_result (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    interpreter TEXT NOT NULL,
    verdicts TEXT NOT NULL,       -- a letter per member: P passed, F failed, U not scored
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
