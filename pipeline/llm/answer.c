#include "llm/answer.h"

#include <math.h>

#include "base/json_scan.h"
#include "base/unicode.h"
#include "llm/answer_text.h"

#define BRACES_MAX 100 /* tried in one answer */
#define REASON_MAX 300 /* bytes */
#define QUOTED_MAX 40  /* bytes of the answer's own text in a reason */
#define YEAR_TEXT_MAX 4

/* Everything that reading one answer needs. */
struct answer {
    const struct vocabulary *vocabulary;
    struct json_reader *reader;
    struct arena *arena;
    struct arena *scratch;
    struct strbuf reason;
    struct strbuf unknown; /* the names of genres that the table lacks */
    size_t unknown_count;
    unsigned mends;
    struct slots slots;
};

/* ── notes ── */

static void note(struct answer *answer, const char *text)
{
    if (answer->reason.size != 0)
        strbuf_add(&answer->reason, STR("; "));
    strbuf_add(&answer->reason, str_from(text));
}

/* At most so many bytes of the text that no character is cut. */
static struct str cut(struct str text, size_t bytes)
{
    struct str head = str_slice(text, 0, bytes);
    while (unicode_invalid_at(head) != head.size)
        head.size--;
    return head;
}

/* The answer's own words between quotation marks. */
static const char *quoted(struct answer *answer, struct str text)
{
    struct str shown = unicode_displayable(answer->scratch, cut(text, QUOTED_MAX));
    return arena_printf(answer->scratch, "\"%.*s%s\"", STR_ARG(shown),
                        text.size > QUOTED_MAX ? "…" : "");
}

/* ── slots ── */

/* The words that models write for "nothing". */
static bool says_nothing(struct str text)
{
    static const char *const WORDS[] = {"", "none", "null", "n/a", "any", "-", "unknown"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_equal_ascii_nocase(text, str_from(WORDS[i])))
            return true;
    }
    return false;
}

static void read_intent(struct answer *answer, struct json_reader_value value)
{
    struct str text;
    if (!json_reader_string(value, &text)) {
        if (json_reader_type(value) != JSON_READER_NULL)
            note(answer, "the intent is no text");
        return;
    }
    answer->slots.intent = intent_find(answer->vocabulary->intents, text);
    if (answer->slots.intent == INTENT_NONE && !says_nothing(str_trim(text)))
        note(answer, arena_printf(answer->scratch, "unknown intent %s", quoted(answer, text)));
}

static void add_genre(struct answer *answer, struct str text, genre_set *set)
{
    text = str_trim(text);
    int genre = genre_find(answer->vocabulary->genres, answer->scratch, text);
    if (genre >= 0)
        *set |= genre_bit(genre);
    if (genre != GENRE_UNKNOWN || says_nothing(text))
        return;
    strbuf_addf(&answer->unknown, "%s%s", answer->unknown_count == 0 ? "" : ", ",
                quoted(answer, text));
    answer->unknown_count++;
}

/* A genre, or several in one text: "Comedy, Drama", "Sci-Fi/Horror". */
static void add_genres(struct answer *answer, struct str text, genre_set *set)
{
    static const char SEPARATORS[] = ",|/;";
    if (genre_find(answer->vocabulary->genres, answer->scratch, text) != GENRE_UNKNOWN) {
        add_genre(answer, text, set);
        return;
    }
    for (const char *separator = SEPARATORS; *separator != '\0'; separator++) {
        struct str part;
        if (str_find(text, (struct str){separator, 1}) == SIZE_MAX)
            continue;
        while (str_next(&text, *separator, &part))
            add_genre(answer, part, set);
        return;
    }
    add_genre(answer, text, set);
}

static void read_genres(struct answer *answer, const char *name, struct json_reader_value value,
                        genre_set *set)
{
    struct str text;
    struct json_reader_value element;
    struct json_reader_cursor cursor = {0};
    enum json_reader_type type = json_reader_type(value);
    if (json_reader_string(value, &text)) {
        add_genres(answer, text, set);
        if (!says_nothing(str_trim(text)))
            note(answer, arena_printf(answer->scratch, "%s as one text", name));
    } else if (type != JSON_READER_ARRAY && type != JSON_READER_NULL) {
        note(answer, arena_printf(answer->scratch, "%s is no list", name));
    }
    while (type == JSON_READER_ARRAY && json_reader_walk(value, &cursor, NULL, &element)) {
        if (json_reader_string(element, &text))
            add_genres(answer, text, set);
        else if (json_reader_type(element) != JSON_READER_NULL)
            note(answer, arena_printf(answer->scratch, "%s holds something else than text", name));
    }
}

/* "1980", or "1980s" as its first or last year. */
static bool year_from_text(struct str text, bool last, int *year)
{
    int64_t number;
    struct str digits = str_slice(text, 0, YEAR_TEXT_MAX);
    struct str rest = str_slice(text, YEAR_TEXT_MAX, text.size);
    if (digits.size != YEAR_TEXT_MAX || !str_to_int64(digits, &number) || number < 0)
        return false;
    bool decade = str_equal(rest, STR("s")) || str_equal(rest, STR("'s"));
    if (rest.size != 0 && !(decade && number % 10 == 0))
        return false;
    *year = (int)number + (decade && last ? 9 : 0);
    return true;
}

static void read_year(struct answer *answer, const char *name, struct json_reader_value value,
                      bool last, int *year)
{
    struct str text;
    double number;
    if (json_reader_type(value) == JSON_READER_NULL)
        return;
    if (json_reader_number(value, &number)) {
        if (number == floor(number) && fabs(number) < 1e6)
            *year = (int)number;
        else
            note(answer, arena_printf(answer->scratch, "%s is no year", name));
        return;
    }
    if (!json_reader_string(value, &text)) {
        note(answer, arena_printf(answer->scratch, "%s is no number", name));
        return;
    }
    text = str_trim(text);
    if (says_nothing(text))
        return;
    if (year_from_text(text, last, year))
        note(answer, arena_printf(answer->scratch, "%s as text", name));
    else
        note(answer, arena_printf(answer->scratch, "%s %s is no year", name, quoted(answer, text)));
}

static void add_film(struct answer *answer, struct str text, uint32_t film, struct film_set *set)
{
    if (film != FILM_NONE)
        slots_add_film(answer->arena, set, film, str_copy(answer->arena, text));
}

static void add_title(struct answer *answer, struct str text, struct film_set *set)
{
    text = str_trim(text);
    if (!says_nothing(text))
        add_film(answer, text,
                 catalogue_resolve(answer->vocabulary->catalogue, answer->scratch, text), set);
}

/* A film as an object: {"title": "Alien", "year": 1979}. */
static bool add_film_object(struct answer *answer, struct json_reader_value value,
                            struct film_set *set)
{
    struct str title;
    int64_t year = 0;
    if (!json_reader_string(json_reader_field(value, "title"), &title))
        return false;
    json_reader_int64(json_reader_field(value, "year"), &year);
    uint32_t film = catalogue_resolve_title(answer->vocabulary->catalogue, answer->scratch, title,
                                            year > 0 && year < 10000 ? (int)year : 0);
    struct str text = str_trim(title);
    if (year > 0 && year < 10000)
        text = str_from(arena_printf(answer->scratch, "%.*s (%d)", STR_ARG(text), (int)year));
    add_film(answer, text, film, set);
    return true;
}

/* One text for the whole list: a film, or films separated by `|` or `;`. Titles have commas. */
static void add_titles(struct answer *answer, struct str text, struct film_set *set)
{
    char separator = str_find(text, STR("|")) != SIZE_MAX ? '|' : ';';
    struct str part;
    while (str_next(&text, separator, &part))
        add_title(answer, part, set);
}

static void read_films(struct answer *answer, const char *name, struct json_reader_value value,
                       struct film_set *set)
{
    struct str text;
    struct json_reader_value element;
    struct json_reader_cursor cursor = {0};
    enum json_reader_type type = json_reader_type(value);
    bool objects = false;
    if (json_reader_string(value, &text)) {
        add_titles(answer, text, set);
        if (!says_nothing(str_trim(text)))
            note(answer, arena_printf(answer->scratch, "%s as one text", name));
    } else if (type != JSON_READER_ARRAY && type != JSON_READER_NULL) {
        note(answer, arena_printf(answer->scratch, "%s is no list", name));
    }
    while (type == JSON_READER_ARRAY && json_reader_walk(value, &cursor, NULL, &element)) {
        if (json_reader_string(element, &text))
            add_title(answer, text, set);
        else if (add_film_object(answer, element, set))
            objects = true;
        else if (json_reader_type(element) != JSON_READER_NULL)
            note(answer, arena_printf(answer->scratch, "%s holds something else than films", name));
    }
    if (objects)
        note(answer, arena_printf(answer->scratch, "%s as objects", name));
}

/* ── the object ── */

static void read_slot(struct answer *answer, enum slot slot, struct json_reader_value value)
{
    struct slots *slots = &answer->slots;
    const char *name = slots_name(slot);
    slots->named |= SLOT_BIT(slot);
    switch (slot) {
    case SLOT_INTENT:
        read_intent(answer, value);
        break;
    case SLOT_GENRES:
        read_genres(answer, name, value, &slots->genres);
        break;
    case SLOT_EXCLUDE_GENRES:
        read_genres(answer, name, value, &slots->exclude_genres);
        break;
    case SLOT_YEAR_MIN:
        read_year(answer, name, value, false, &slots->year_min);
        break;
    case SLOT_YEAR_MAX:
        read_year(answer, name, value, true, &slots->year_max);
        break;
    case SLOT_SIMILAR_TO:
        read_films(answer, name, value, &slots->similar_to);
        break;
    case SLOT_MOVIES:
        read_films(answer, name, value, &slots->movies);
        break;
    case SLOT_COUNT:
        break;
    }
}

static bool has_slot(struct json_reader_value object)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        if (json_reader_type(json_reader_field(object, slots_name((enum slot)slot))) !=
            JSON_READER_MISSING)
            return true;
    }
    return false;
}

static void read_object(struct answer *answer, struct json_reader_value object)
{
    for (size_t n = 0; n < ANSWER_TEXT_MENDS; n++) {
        if (answer->mends & (1u << n))
            note(answer, answer_text_name(n));
    }
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        struct json_reader_value value = json_reader_field(object, slots_name((enum slot)slot));
        if (json_reader_type(value) != JSON_READER_MISSING)
            read_slot(answer, (enum slot)slot, value);
    }
    if (answer->unknown_count != 0)
        note(answer, arena_printf(answer->scratch, "%zu unknown genre%s: %.*s",
                                  answer->unknown_count, answer->unknown_count == 1 ? "" : "s",
                                  STR_ARG(strbuf_str(&answer->unknown))));
}

/* Parses the object as it is, or as far as it can be mended. */
static bool parse(struct answer *answer, struct str object, struct json_reader_value *out)
{
    const char *reason;
    if (json_reader_parse(answer->reader, object, out, &reason))
        return true;
    struct str mended = answer_text_mend(object, answer->scratch, &answer->mends);
    return json_reader_parse(answer->reader, mended, out, &reason);
}

/* Why `said`, the part of `text` that is the answer, is none: the first fault of its first object.
 */
static const char *fault_of(struct answer *answer, struct str text, struct str said)
{
    size_t at = 0;
    struct str object;
    struct json_scan_place place;
    if (str_trim(said).size == 0)
        return "the answer is empty";
    enum answer_text_found found = answer_text_next(said, &at, &object);
    if (found == ANSWER_TEXT_END)
        return "there is no JSON object in the answer";
    size_t line = answer_text_line(text, (size_t)(object.data - text.data));
    if (found == ANSWER_TEXT_UNCLOSED)
        return arena_printf(answer->scratch, "line %zu: the object is never closed", line);
    if (json_scan_fault(object, &place))
        return arena_printf(answer->scratch, "line %zu: %s", line + place.line - 1, place.reason);
    return arena_printf(answer->scratch, "line %zu: the object has no slot of an interpretation",
                        line);
}

/* Finds the first object with a slot and reads it. */
static bool find_interpretation(struct answer *answer, struct str text, unsigned mends)
{
    size_t at = 0;
    struct str object;
    struct json_reader_value value;
    for (size_t tried = 0; tried < BRACES_MAX; tried++) {
        enum answer_text_found found = answer_text_next(text, &at, &object);
        if (found == ANSWER_TEXT_END)
            return false;
        answer->mends = mends;
        if (found == ANSWER_TEXT_UNCLOSED || !parse(answer, object, &value) || !has_slot(value))
            continue;
        answer->mends |= answer_text_around(text, object);
        read_object(answer, value);
        return true;
    }
    return false;
}

struct reading answer_read(const struct vocabulary *vocabulary, struct json_reader *reader,
                           struct str text, struct arena *arena, struct arena *scratch)
{
    struct answer answer = {.vocabulary = vocabulary,
                            .reader = reader,
                            .arena = arena,
                            .scratch = scratch,
                            .reason = strbuf_init(arena, REASON_MAX),
                            .unknown = strbuf_init(scratch, REASON_MAX),
                            .slots = slots_empty()};
    struct reading reading = {.status = READING_UNPARSEABLE,
                              .slots = slots_empty(),
                              .raw = text,
                              .latency_ms = NAN,
                              .input_tokens = TOKENS_UNKNOWN,
                              .output_tokens = TOKENS_UNKNOWN};
    struct str said = answer_text_without_reasoning(text);
    if (text.size > ANSWER_MAX) {
        note(&answer, "the answer is longer than 1 MiB");
    } else if (find_interpretation(&answer, said,
                                   said.size == text.size ? 0 : ANSWER_TEXT_REASONING)) {
        reading.status = READING_OK;
        reading.slots = answer.slots;
    } else {
        note(&answer, fault_of(&answer, text, said));
    }
    reading.reason = cut(strbuf_str(&answer.reason), REASON_MAX);
    return reading;
}
