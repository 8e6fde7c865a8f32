#include "load/gold_case.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/suggest.h"
#include "base/unicode.h"
#include "load/assertion_read.h"
#include "load/quote.h"

#define YEAR_MIN 1870
#define YEAR_MAX 2200
#define ID_DIGITS 16   /* of the hash that names a case without an id */
#define REASON_MAX 400 /* bytes of a reason */

/* What is at hand while one case is made. */
struct maker {
    struct loader *loader;
    struct input *input;
    struct at at;
    struct slots slots;
};

/* Rejects the case for a reason that has a kind of its own. */
static bool refuse(struct maker *maker, enum gold_finding_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(struct maker *maker, enum gold_finding_kind kind, const char *format, ...)
{
    char reason[REASON_MAX];
    struct loader *loader = maker->loader;
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    if (loader->gold_findings != NULL)
        gold_finding_add(loader->gold_findings, loader->arena, kind, maker->at, "%s", reason);
    return input_reject(maker->input, maker->at, "%s", reason);
}

static bool unknown_genre(struct maker *maker, enum slot slot, struct str text)
{
    const struct genre_table *genres = maker->loader->genres;
    struct suggest near = suggest_for(text);
    struct str shown = quote_text(maker->loader, text);
    for (size_t g = 0; g < genres->count; g++)
        suggest_consider(&near, genres->names[g]);
    if (near.best.size == 0)
        return refuse(maker, GOLD_FINDING_UNKNOWN_GENRE, "%s: unknown genre \"%.*s\"",
                      slots_name(slot), STR_ARG(shown));
    return refuse(maker, GOLD_FINDING_UNKNOWN_GENRE,
                  "%s: unknown genre \"%.*s\"; did you mean \"%.*s\"?", slots_name(slot),
                  STR_ARG(shown), STR_ARG(near.best));
}

static bool make_genres(struct maker *maker, enum slot slot, const struct gold_case_texts *texts,
                        genre_set *out)
{
    for (size_t i = 0; i < texts->count; i++) {
        int genre = genre_find(maker->loader->genres, maker->loader->scratch, texts->items[i]);
        if (genre == GENRE_UNKNOWN)
            return unknown_genre(maker, slot, texts->items[i]);
        if (genre != GENRE_NOTHING)
            *out |= genre_bit(genre);
    }
    return true;
}

static bool make_intent(struct maker *maker, const struct gold_case_texts *texts)
{
    if (texts->count != 1)
        return texts->count == 0 || input_reject(maker->input, maker->at, "more than one intent");
    maker->slots.intent = intent_find(maker->loader->intents, texts->items[0]);
    if (maker->slots.intent == INTENT_NONE)
        return refuse(maker, GOLD_FINDING_UNKNOWN_INTENT, "unknown intent \"%.*s\"",
                      STR_ARG(quote_text(maker->loader, texts->items[0])));
    return true;
}

static bool make_year(struct maker *maker, enum slot slot, const struct gold_case_texts *texts,
                      int *out)
{
    int64_t year;
    if (texts->count == 0)
        return true;
    if (texts->count > 1 || !str_to_int64(str_trim(texts->items[0]), &year))
        return input_reject(maker->input, maker->at, "%s: \"%.*s\" is not a year", slots_name(slot),
                            STR_ARG(quote_text(maker->loader, texts->items[0])));
    if (year < YEAR_MIN || year > YEAR_MAX)
        return input_reject(maker->input, maker->at, "%s: %lld is outside %d..%d", slots_name(slot),
                            (long long)year, YEAR_MIN, YEAR_MAX);
    *out = (int)year;
    return true;
}

static struct str mask(struct loader *loader, struct str text)
{
    return redact_text(loader->redactor, loader->scratch, text, loader->masked);
}

static bool make_films(struct maker *maker, enum slot slot, const struct gold_case_texts *texts,
                       struct film_set *out)
{
    struct loader *loader = maker->loader;
    for (size_t i = 0; i < texts->count; i++) {
        struct str text = mask(loader, str_trim(texts->items[i]));
        uint32_t film = catalogue_resolve(loader->catalogue, loader->scratch, text);
        if (film == FILM_NONE)
            return input_reject(maker->input, maker->at, "%s: an empty title", slots_name(slot));
        if (film >= loader->catalogue->count)
            findings_add(&maker->input->notes, maker->at,
                         "%s: the catalogue does not list \"%.*s\"", slots_name(slot),
                         STR_ARG(quote_text(loader, text)));
        slots_add_film(loader->arena, out, film, str_copy(loader->arena, text));
    }
    return true;
}

static bool make_slot(struct maker *maker, enum slot slot, const struct gold_case_texts *texts)
{
    switch (slot) {
    case SLOT_INTENT:
        return make_intent(maker, texts);
    case SLOT_GENRES:
        return make_genres(maker, slot, texts, &maker->slots.genres);
    case SLOT_EXCLUDE_GENRES:
        return make_genres(maker, slot, texts, &maker->slots.exclude_genres);
    case SLOT_YEAR_MIN:
        return make_year(maker, slot, texts, &maker->slots.year_min);
    case SLOT_YEAR_MAX:
        return make_year(maker, slot, texts, &maker->slots.year_max);
    case SLOT_SIMILAR_TO:
        return make_films(maker, slot, texts, &maker->slots.similar_to);
    case SLOT_MOVIES:
        return make_films(maker, slot, texts, &maker->slots.movies);
    case SLOT_COUNT:
        break;
    }
    return false;
}

static bool make_slots(struct maker *maker, const struct gold_case_draft *draft)
{
    maker->slots = slots_empty();
    maker->slots.named = draft->named;
    if (draft->named == 0 && draft->assertions.size == 0)
        return refuse(maker, GOLD_FINDING_EMPTY, "the case expects nothing");
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if ((draft->named & SLOT_BIT(slot)) != 0 &&
            !make_slot(maker, (enum slot)slot, &draft->slots[slot]))
            return false;
    if (maker->slots.year_min != 0 && maker->slots.year_max != 0 &&
        maker->slots.year_min > maker->slots.year_max)
        return refuse(maker, GOLD_FINDING_CONTRADICTION, "year_min %d is after year_max %d",
                      maker->slots.year_min, maker->slots.year_max);
    return true;
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* What is expected of one slot, as texts that do not depend on how the tables are numbered. */
static struct gold_case_texts stable_texts(const struct loader *loader, const struct slots *slots,
                                           enum slot slot)
{
    struct gold_case_texts texts = {0};
    struct arena *scratch = loader->scratch;
    const struct film_set *films = slot == SLOT_MOVIES ? &slots->movies : &slots->similar_to;
    genre_set genres = slot == SLOT_GENRES ? slots->genres : slots->exclude_genres;
    switch (slot) {
    case SLOT_GENRES:
    case SLOT_EXCLUDE_GENRES:
        for (size_t g = 0; g < loader->genres->count; g++)
            if ((genres & genre_bit((int)g)) != 0)
                *ARENA_PUSH(scratch, &texts) = loader->genres->names[g];
        break;
    case SLOT_SIMILAR_TO:
    case SLOT_MOVIES:
        for (size_t f = 0; f < films->count; f++)
            *ARENA_PUSH(scratch, &texts) = unicode_canonical(scratch, films->texts[f]);
        break;
    default:
        *ARENA_PUSH(scratch, &texts) =
            slots_text(slot, slots, loader->genres, loader->intents, loader->catalogue, scratch);
    }
    if (texts.count > 1)
        qsort(texts.items, texts.count, sizeof *texts.items, compare_texts);
    return texts;
}

/* Of the canonical query and all that is expected, so that equal cases of two nights are
 * comparable. */
static struct hash_sha256 digest_of(const struct loader *loader, const struct gold_case *one)
{
    struct hash_stream *stream = hash_stream_open();
    hash_stream_add_field(stream, one->canonical);
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        if ((one->expected.named & SLOT_BIT(slot)) == 0)
            continue;
        struct gold_case_texts texts = stable_texts(loader, &one->expected, (enum slot)slot);
        hash_stream_add_field(stream, str_from(slots_name((enum slot)slot)));
        for (size_t i = 0; i < texts.count; i++)
            hash_stream_add_field(stream, texts.items[i]);
    }
    for (size_t i = 0; i < one->assertions.count; i++) {
        hash_stream_add_field(stream, STR("assert"));
        hash_stream_add_field(stream, one->assertions.items[i].source);
    }
    return hash_stream_close(stream);
}

static void copy_tags(struct loader *loader, const struct gold_case_texts *tags,
                      struct gold_case *out)
{
    out->tags = ARENA_ARRAY(loader->arena, struct str, tags->count);
    for (size_t i = 0; i < tags->count; i++) {
        struct str tag = mask(loader, tags->items[i]);
        bool known = tag.size == 0;
        for (size_t t = 0; t < out->tag_count && !known; t++)
            known = str_equal(out->tags[t], tag);
        if (!known)
            out->tags[out->tag_count++] = str_copy(loader->arena, tag);
    }
}

static struct str name_case(struct arena *arena, const struct gold_case *one, struct str id)
{
    char digits[HASH_SHA256_HEX];
    if (id.size != 0)
        return str_copy(arena, id);
    hash_hex(hash_sha256(one->canonical), digits);
    return str_from(arena_printf(arena, "%.*s", ID_DIGITS, digits));
}

bool gold_case_make(struct loader *loader, struct input *input, struct at at,
                    const struct gold_case_draft *draft, struct gold_case *out)
{
    struct maker maker = {.loader = loader, .input = input, .at = at};
    struct str query = str_trim(draft->query);
    if (query.size == 0)
        return input_reject(input, at, "\"query\" is empty");
    struct assertion_list assertions = {0};
    if (!make_slots(&maker, draft) ||
        (draft->assertions.size != 0 &&
         !assertion_read(loader, input, at, draft->assertions, &assertions)))
        return false;

    struct arena *arena = loader->arena;
    *out = (struct gold_case){.query = str_copy(arena, mask(loader, query)),
                              .expected = maker.slots,
                              .assertions = assertions,
                              .at = at};
    out->canonical = unicode_canonical(arena, out->query);
    out->id = name_case(arena, out, str_trim(draft->id));
    out->digest = digest_of(loader, out);
    copy_tags(loader, &draft->tags, out);
    return true;
}
