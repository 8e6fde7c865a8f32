/* feed.h - the bytes of a fuzzer as a file, and a loader that reads it. */
#ifndef FUZZ_FEED_H
#define FUZZ_FEED_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/unicode.h"
#include "load/loader.h"
#include "load/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FEED_ARENA ((size_t)1 << 30)

struct feed {
    struct arena *arena;
    struct arena *scratch;
    struct input_list inputs;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct pseudonym_key key;
    struct loader loader;
    struct source_list sources; /* one file */
};

/* A file without a name, which is filled anew for each input. */
static inline const char *feed_file(const uint8_t *data, size_t size)
{
    static char path[32];
    static int file = -1;
    if (file < 0) {
        char name[] = "/tmp/reelgauge-fuzz-XXXXXX";
        file = mkstemp(name);
        assert(file >= 0 && unlink(name) == 0);
        snprintf(path, sizeof path, "/dev/fd/%d", file);
    }
    assert(ftruncate(file, 0) == 0);
    assert(pwrite(file, data, size, 0) == (ssize_t)size);
    return path;
}

/* Compiled once: patterns take longer than any input. */
static inline struct redactor *feed_redactor(void)
{
    static struct redactor *redactor;
    if (redactor == NULL)
        assert(redact_open(&redactor, NULL));
    return redactor;
}

static inline void feed_open(struct feed *feed, enum source_kind kind, const uint8_t *data,
                             size_t size)
{
    *feed = (struct feed){.arena = arena_open("fuzz", FEED_ARENA),
                          .scratch = arena_open("fuzz scratch", FEED_ARENA)};
    feed->inputs.arena = feed->arena;
    feed->genres = genre_table_init(feed->arena);
    genre_add(&feed->genres, STR("Comedy"));
    genre_add_alias(&feed->genres, genre_add(&feed->genres, STR("Sci-Fi")), STR("scifi"));
    intent_add(&feed->intents, STR("search"));
    intent_add(&feed->intents, STR("similar"));
    feed->catalogue = catalogue_init(feed->arena);
    catalogue_add(&feed->catalogue, STR("alien-1979"), STR("Alien (1979)"), 0);
    assert(pseudonym_key_from(STR("a secret for fuzzers"), &feed->key));
    feed->loader = (struct loader){.arena = feed->arena,
                                   .scratch = feed->scratch,
                                   .inputs = &feed->inputs,
                                   .redactor = feed_redactor(),
                                   .genres = &feed->genres,
                                   .intents = &feed->intents,
                                   .catalogue = &feed->catalogue,
                                   .key = &feed->key};
    struct source *source = ARENA_PUSH(feed->arena, &feed->sources);
    feed->sources.kind = kind;
    source->path = feed_file(data, size);
}

/* Asserts what holds for every file: read whole and accounted for, or refused with a reason. */
static inline const struct input *feed_check(const struct feed *feed, bool done,
                                             const struct error *err)
{
    assert(feed->inputs.count == 1);
    const struct input *input = &feed->inputs.items[0];
    if (!done) {
        assert(err->kind == ERROR_INPUT && err->text[0] != '\0');
        return input;
    }
    assert(input->read == input->accepted + input->rejected + input->duplicate + input->blank);
    assert(input->rejected == input->rejects.count);
    for (size_t i = 0; i < findings_kept(&input->rejects); i++) {
        const struct finding *reject = &input->rejects.items[i];
        assert(reject->at.line != 0 && reject->reason.size != 0);
        assert(unicode_invalid_at(reject->reason) == reject->reason.size);
    }
    for (size_t i = 0; i < findings_kept(&input->notes); i++) {
        struct str reason = input->notes.items[i].reason;
        assert(unicode_invalid_at(reason) == reason.size);
    }
    return input;
}

static inline void feed_close(struct feed *feed)
{
    arena_close(feed->scratch);
    arena_close(feed->arena);
}

/* Asserts that a text may be shown and stored. */
static inline void feed_text(struct str text)
{
    assert(unicode_invalid_at(text) == text.size);
}

#endif
