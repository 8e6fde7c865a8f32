/*
 * replies.h - every reply of a model, on disk before anybody looks at it.
 *
 * One file that only grows, OUT/replies.jsonl: a line for each reply, in the format of recorded
 * calls (datasets/README.md, "Traces") with a "key" that stands for everything that could have
 * changed the reply. Whoever asks again with an equal key is answered from here. In memory are the
 * keys and where their lines are; of lines with equal keys the last one counts.
 */
#ifndef LLM_REPLIES_H
#define LLM_REPLIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "model/trace.h"

struct replies;

/* A recorded reply, without its texts. */
struct replies_entry {
    uint64_t offset; /* of its line */
    size_t size;
    int64_t ts_ms;
    int64_t output_tokens; /* -1: unknown */
    unsigned nth;          /* how many replies the key had before this one */
    bool own;              /* recorded by this run */
    bool failed;           /* it has an error instead of an answer */
    bool transient;        /* … of a kind that the next try may well not have: see asking.h */
};

/*
 * Opens or makes the file and reads its keys; a last line that a kill has torn is cut off first.
 * `ignored` is how many lines are none of ours. `path` and `clock` outlive it. Errors: those of
 * base/append_file.h.
 */
bool replies_open(const char *path, const struct clock *clock, struct arena *arena,
                  struct replies **out, size_t *ignored, struct error *err);

/* The last reply to the key; false: there is none. */
bool replies_find(const struct replies *replies, const struct hash_sha256 *key,
                  struct replies_entry *out);

/*
 * Appends a reply, whose texts are masked already, under a trace id of its own. It is in the page
 * cache when this returns, which a kill of the process cannot undo, and on disk after at most 64
 * replies or a second, and after replies_sync().
 */
bool replies_add(struct replies *replies, const struct hash_sha256 *key, const struct trace *trace,
                 struct arena *scratch, struct error *err);

/* Reads a reply back; its texts are in `arena`. Error: ERROR_INPUT when the line is not what it
 * was. */
bool replies_read(const struct replies *replies, const struct replies_entry *entry,
                  struct arena *arena, struct trace *out, struct error *err);

bool replies_sync(struct replies *replies, struct error *err);

/* Closes without flushing. NULL is nothing. */
void replies_close(struct replies *replies);

#endif
