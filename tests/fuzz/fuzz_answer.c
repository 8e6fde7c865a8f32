/*
 * fuzz_answer.c - whatever a model writes is read: slots stay in their ranges, a reason is text,
 * and what is mended is read the same when it is asked again.
 */
#include <assert.h>
#include <stdint.h>

#include "../unit/vocabulary_fixture.h"
#include "base/unicode.h"
#include "llm/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_films(const struct vocabulary_fixture *fixture, const struct film_set *films)
{
    for (size_t i = 0; i < films->count; i++) {
        assert(films->items[i] != FILM_NONE);
        assert(films->items[i] < fixture->catalogue.count || films->items[i] >= FILM_UNLISTED);
        assert(i == 0 || films->items[i - 1] < films->items[i]);
        assert(unicode_invalid_at(films->texts[i]) == films->texts[i].size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    if (unicode_invalid_at(text) != size)
        return 0; /* the loader refuses it */

    struct vocabulary_fixture *fixture = vocabulary_fixture_open();
    struct json_reader *reader = json_reader_open(ANSWER_MAX);
    struct reading reading =
        answer_read(&fixture->vocabulary, reader, text, fixture->arena, fixture->scratch);
    assert(reading.status == READING_OK || reading.status == READING_UNPARSEABLE);
    assert(reading.status == READING_OK || reading.reason.size != 0);
    assert(unicode_invalid_at(reading.reason) == reading.reason.size);
    assert(reading.slots.intent >= INTENT_NONE);
    assert(reading.slots.intent < (int)fixture->intents.count);
    assert((reading.slots.genres | reading.slots.exclude_genres) >> fixture->genres.count == 0);
    check_films(fixture, &reading.slots.similar_to);
    check_films(fixture, &reading.slots.movies);

    struct reading again =
        answer_read(&fixture->vocabulary, reader, text, fixture->arena, fixture->scratch);
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        assert(slots_equal((enum slot)slot, &reading.slots, &again.slots));
    json_reader_close(reader);
    vocabulary_fixture_close(fixture);
    return 0;
}
