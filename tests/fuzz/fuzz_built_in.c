/*
 * fuzz_built_in.c - whatever a person writes is read without a fault: slots stay in their
 * ranges and fit the intent.
 */
#include <assert.h>
#include <stdint.h>

#include "../unit/vocabulary_fixture.h"
#include "base/unicode.h"
#include "llm/built_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reading the lexicon takes longer than reading a query: it is done once. */
static struct vocabulary_fixture *fixture;
static const struct built_in *built_in;

static void check_films(const struct film_set *films)
{
    for (size_t i = 0; i < films->count; i++) {
        assert(films->items[i] < fixture->catalogue.count || films->items[i] >= FILM_UNLISTED);
        assert(unicode_invalid_at(films->texts[i]) == films->texts[i].size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    if (unicode_invalid_at(text) != size)
        return 0; /* the loader refuses it */
    if (fixture == NULL) {
        fixture = vocabulary_fixture_open();
        built_in = built_in_open(&fixture->vocabulary, fixture->arena, fixture->scratch);
    }
    arena_reset(fixture->scratch);
    struct arena *arena = arena_open("reading", (size_t)1 << 26);
    struct reading reading = built_in_read(built_in, text, arena, fixture->scratch);
    const struct slots *slots = &reading.slots;

    assert(reading.status == READING_OK);
    assert(slots->intent >= 0 && slots->intent < (int)fixture->intents.count);
    assert((slots->genres & slots->exclude_genres) == 0);
    assert((slots->genres | slots->exclude_genres) >> fixture->genres.count == 0);
    assert(slots->year_min == 0 || (slots->year_min > 1870 && slots->year_min < 2100));
    assert(slots->year_max == 0 || (slots->year_max > 1870 && slots->year_max < 2100));
    assert(slots->similar_to.count == 0 || slots->movies.count == 0);
    check_films(&slots->similar_to);
    check_films(&slots->movies);
    arena_close(arena);
    return 0;
}
