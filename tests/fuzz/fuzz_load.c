/*
 * fuzz_load.c - whatever a file holds, a loader reads it to its end or says where it cannot, and
 * every record is accounted for. The first byte chooses the loader, the rest is the file.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/feedback_file.h"
#include "load/genres_file.h"
#include "load/gold_file.h"
#include "load/intents_file.h"
#include "load/movies_file.h"
#include "load/ratings_file.h"
#include "load/traces_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];
static struct redactor *redactor;

static void remove_file(void)
{
    unlink(path);
}

static bool prepare(void)
{
    if (redactor != NULL)
        return true;
    snprintf(path, sizeof path, "/tmp/reelgauge-fuzz-%ld", (long)getpid());
    atexit(remove_file);
    return redact_open(&redactor, NULL);
}

static bool write_file(const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    bool done = size == 0 || fwrite(data, 1, size, file) == size;
    return fclose(file) == 0 && done;
}

static bool ignore_event(void *context, const struct feedback_event *event, struct error *err)
{
    (void)context;
    (void)err;
    assert(event->film == FILM_NONE || event->film == 0);
    return true;
}

static bool ignore_trace(void *context, const struct trace *trace, struct error *err)
{
    (void)context;
    (void)err;
    assert(trace->model.size != 0);
    return true;
}

static bool load_ratings(struct loader *loader, const struct source_list *list, struct error *err)
{
    struct ratings ratings = {0};
    bool done = ratings_file_load(loader, list, &RATINGS_FILE_OPTIONS, &ratings, err);
    for (size_t i = 0; done && i < ratings.count; i++) {
        assert(ratings.users[i] < ratings.n_users && ratings.items[i] < ratings.n_items);
        assert(ratings.values[i] >= 0.5f && ratings.values[i] <= 5);
    }
    ratings_free(&ratings);
    return done;
}

static bool load(struct loader *loader, unsigned kind, const struct source_list *list,
                 struct error *err)
{
    struct catalogue films = catalogue_init(loader->arena);
    struct gold_set gold = {0};
    struct intent_table intents = {0};
    switch (kind % 7) {
    case 0:
        return gold_file_load(loader, list, &(struct gold_fields){0}, &gold, err);
    case 1:
        return feedback_file_read(loader, list, 1000, ignore_event, NULL, err);
    case 2:
        return traces_file_read(loader, list, ignore_trace, NULL, err);
    case 3:
        return movies_file_load(loader, list, &films, err);
    case 4:
        return load_ratings(loader, list, err);
    case 5:
        return genres_file_load(loader, path, false, loader->genres, err);
    default:
        return intents_file_load(loader, path, false, &intents, err);
    }
}

static void check_account(const struct input_list *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        assert(input->read == input->accepted + input->rejected + input->duplicate + input->blank);
        assert(input->rejected == input->rejects.count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || !prepare() || !write_file(data + 1, size - 1))
        return -1;

    struct arena *arena = arena_open("fuzz", (size_t)1 << 30);
    struct arena *scratch = arena_open("scratch", (size_t)1 << 30);
    struct input_list inputs = {.arena = arena};
    struct genre_table genres = genre_table_init(arena);
    struct intent_table intents = {0};
    struct catalogue catalogue = catalogue_init(arena);
    struct pseudonym_key key = {0};
    struct source source = {.path = path};
    const struct source_list list = {.items = &source, .count = 1};
    struct loader loader = {
        .arena = arena,
        .scratch = scratch,
        .inputs = &inputs,
        .redactor = redactor,
        .genres = &genres,
        .intents = &intents,
        .catalogue = &catalogue,
        .key = &key,
    };
    struct error err = {0};
    genre_add(&genres, STR("Comedy"));
    intent_add(&intents, STR("search"));
    catalogue_add(&catalogue, STR("1"), STR("Alien (1979)"), 1);

    if (load(&loader, data[0], &list, &err))
        check_account(&inputs);
    else
        assert(err.kind != ERROR_NONE && err.text[0] != '\0');
    arena_close(scratch);
    arena_close(arena);
    return 0;
}
