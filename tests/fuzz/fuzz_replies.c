/*
 * fuzz_replies.c - whatever stands in the file of recorded replies, it opens, and what was kept
 * reads back; a reply that is added then is found, also by the next run.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "base/io.h"
#include "llm/replies.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 1 << 28 };

static const struct trace added = {.ts_ms = 7,
                                   .query = {"q", 1},
                                   .model = {"m", 1},
                                   .output = {"added", 5},
                                   .latency_ms = 1,
                                   .input_tokens = -1,
                                   .output_tokens = 3};

/* Reads the reply to the key of the corpus, if it has one, and adds another. */
static void use(const char *path, const struct clock *clock, struct arena *arena, bool expected)
{
    const struct hash_sha256 key = {{0}};
    struct replies *replies;
    struct replies_entry entry;
    struct trace trace;
    size_t ignored;
    bool opened = replies_open(path, clock, arena, &replies, &ignored, NULL);
    assert(opened);
    bool found = replies_find(replies, &key, &entry);
    assert(!expected || (found && !entry.own && !entry.failed));
    if (found) {
        bool read = replies_read(replies, &entry, arena, &trace, NULL);
        assert(read);
        assert(!expected || str_equal(trace.output, added.output));
    }
    bool done = replies_add(replies, &key, &added, arena, NULL) && replies_sync(replies, NULL);
    assert(done);
    assert(replies_find(replies, &key, &entry) && entry.own);
    replies_close(replies);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open("fuzz", ARENA_BYTES);
    const struct clock clock = clock_start(0, true);
    char path[64];
    snprintf(path, sizeof path, "/tmp/fuzz-replies-%ld", (long)getpid());
    bool written = io_write_file(path, (struct str){(const char *)data, size}, 0600, NULL);
    assert(written);
    use(path, &clock, arena, false);
    use(path, &clock, arena, true);
    unlink(path);
    arena_close(arena);
    return 0;
}
