#include "load/gold_filter.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/unicode.h"

/* ── reading ── */

struct reader {
    struct str text;
    size_t place;
    struct at at;
    struct arena *arena;
    struct error *err;
};

static bool fail(const struct reader *reader, size_t place, const char *what)
{
    size_t character = unicode_length(str_slice(reader->text, 0, place)) + 1;
    return error_set(reader->err, ERROR_USAGE, reader->at, "character %zu: %s", character, what);
}

static char peek(const struct reader *reader)
{
    return reader->place < reader->text.size ? reader->text.data[reader->place] : '\0';
}

static void pass_spaces(struct reader *reader)
{
    while (peek(reader) == ' ')
        reader->place++;
}

static bool pass_word(struct reader *reader, const char *word)
{
    struct str rest = str_slice(reader->text, reader->place, reader->text.size);
    if (!str_starts_with(rest, str_from(word)))
        return false;
    reader->place += strlen(word);
    return true;
}

/* Up to the comma that ends the term, or the end. */
static struct str read_value(struct reader *reader)
{
    size_t from = reader->place;
    while (reader->place < reader->text.size && peek(reader) != ',')
        reader->place++;
    return str_trim(str_slice(reader->text, from, reader->place));
}

static bool read_globs(struct reader *reader, struct gold_filter_term *term)
{
    size_t place = reader->place;
    struct str value = read_value(reader);
    struct str part;
    size_t capacity = 0;
    while (str_next(&value, '|', &part)) {
        part = str_trim(part);
        if (part.size == 0)
            return fail(reader, place, "`tag=` and `id=` take one or more words with | between");
        term->globs = arena_grow(reader->arena, term->globs, term->glob_count, &capacity,
                                 sizeof *term->globs);
        term->globs[term->glob_count++] = str_copy(reader->arena, part).data;
    }
    return true;
}

/* Behind the first slash: up to the next one that has no backslash before it. */
static bool read_expression(struct reader *reader, struct gold_filter_term *term)
{
    size_t begin = reader->place;
    struct strbuf expression = strbuf_init(reader->arena, reader->text.size);
    unsigned flags = PATTERN_UTF;
    for (; reader->place < reader->text.size && peek(reader) != '/'; reader->place++) {
        struct str two = str_slice(reader->text, reader->place, reader->place + 2);
        if (two.size == 2 && two.data[0] == '\\') {
            if (two.data[1] != '/')
                strbuf_add_char(&expression, '\\');
            reader->place++;
        }
        strbuf_add_char(&expression, peek(reader));
    }
    if (peek(reader) != '/')
        return fail(reader, begin - 1, "the expression has no slash at its end");
    reader->place++;
    if (pass_word(reader, "i"))
        flags |= PATTERN_CASELESS;
    if (expression.size == 0)
        return fail(reader, begin, "the expression is empty");
    struct error why = {0};
    if (pattern_open(strbuf_str(&expression), flags, AT_NOWHERE, &term->pattern, &why))
        return true;
    return fail(reader, begin, arena_printf(reader->arena, "%s", why.text));
}

static bool read_failed(struct reader *reader, struct gold_filter_term *term)
{
    size_t place = reader->place;
    struct str value = read_value(reader);
    str_next(&value, '/', &term->run);
    bool named = value.data != NULL;
    term->interpreter = named ? str_trim(value) : STR("");
    term->run = str_trim(term->run);
    if (term->run.size == 0 || (named && term->interpreter.size == 0))
        return fail(reader, place,
                    "`failed-of:` takes RUN, RUN/INTERPRETER or RUN/any; RUN is an id, the "
                    "beginning of one, or latest");
    return true;
}

static bool read_sample(struct reader *reader, struct gold_filter_term *term)
{
    size_t place = reader->place;
    int64_t count;
    if (!str_to_int64(read_value(reader), &count) || count < 1)
        return fail(reader, place, "`sample:` takes how many, a whole number from 1 on");
    term->from = (size_t)count;
    return true;
}

static bool read_range(struct reader *reader, struct gold_filter_term *term)
{
    size_t place = reader->place;
    struct str last = read_value(reader);
    struct str first;
    int64_t from;
    int64_t to;
    str_next(&last, '-', &first);
    if (!str_to_int64(str_trim(first), &from) || !str_to_int64(str_trim(last), &to) || from < 1 ||
        to < from)
        return fail(reader, place,
                    "`range:` takes FIRST-LAST, both counted from 1 and included, as 11-20");
    term->from = (size_t)from;
    term->to = (size_t)to;
    return true;
}

/* What a term begins with, and what reads the rest. */
static const struct {
    const char *word;
    enum gold_filter_kind kind;
    bool negated;
    bool (*read)(struct reader *reader, struct gold_filter_term *term);
} TERMS[] = {
    {"tag=", GOLD_FILTER_TAG, false, read_globs},
    {"tag!=", GOLD_FILTER_TAG, true, read_globs},
    {"id=", GOLD_FILTER_ID, false, read_globs},
    {"id!=", GOLD_FILTER_ID, true, read_globs},
    {"/", GOLD_FILTER_QUERY, false, read_expression},
    {"failed-of:", GOLD_FILTER_FAILED, false, read_failed},
    {"failed-of ", GOLD_FILTER_FAILED, false, read_failed},
    {"sample:", GOLD_FILTER_SAMPLE, false, read_sample},
    {"range:", GOLD_FILTER_RANGE, false, read_range},
};

static bool read_term(struct reader *reader, struct gold_filter_term *term)
{
    size_t begin = reader->place;
    bool negated = pass_word(reader, "!");
    pass_spaces(reader);
    for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++) {
        if (!pass_word(reader, TERMS[i].word))
            continue;
        term->kind = TERMS[i].kind;
        term->negated = negated != TERMS[i].negated;
        if (!TERMS[i].read(reader, term))
            return false;
        term->text = str_trim(str_slice(reader->text, begin, reader->place));
        return true;
    }
    return fail(reader, begin,
                "a filter is tag=…, id=…, /EXPRESSION/, failed-of:RUN, sample:N or range:A-B");
}

static bool read_terms(struct reader *reader, struct gold_filter *filter)
{
    for (;;) {
        pass_spaces(reader);
        struct gold_filter_term term = {0};
        bool fine = read_term(reader, &term);
        filter->terms = arena_grow(reader->arena, filter->terms, filter->count, &filter->capacity,
                                   sizeof *filter->terms);
        filter->terms[filter->count++] = term;
        if (!fine)
            return false;
        pass_spaces(reader);
        if (reader->place == reader->text.size)
            return true;
        if (peek(reader) != ',')
            return fail(reader, reader->place, "a comma is missing between two filters");
        reader->place++;
    }
}

bool gold_filter_parse(struct str text, struct at at, struct arena *arena, struct gold_filter *out,
                       struct error *err)
{
    struct gold_filter filter = {.at = at};
    struct reader reader = {.text = text, .at = at, .arena = arena, .err = err};
    if (str_trim(text).size != 0 && !read_terms(&reader, &filter)) {
        gold_filter_close(&filter);
        return false;
    }
    *out = filter;
    return true;
}

void gold_filter_close(struct gold_filter *filter)
{
    for (size_t i = 0; i < filter->count; i++)
        pattern_close(filter->terms[i].pattern);
}

/* ── applying ── */

static bool matches_any(const struct gold_filter_term *term, struct str text)
{
    for (size_t i = 0; i < term->glob_count; i++)
        if (fnmatch(term->globs[i], text.data, 0) == 0)
            return true;
    return false;
}

static bool has_tag(const struct gold_filter_term *term, const struct gold_case *one)
{
    for (size_t t = 0; t < one->tag_count; t++)
        if (matches_any(term, one->tags[t]))
            return true;
    return false;
}

/* Whether a case is what the term asks for; a place is the case's number, from 1. */
static bool is_meant(const struct gold_filter_term *term, const struct gold_case *one, size_t place)
{
    struct pattern_span span;
    switch (term->kind) {
    case GOLD_FILTER_TAG:
        return has_tag(term, one);
    case GOLD_FILTER_ID:
        return matches_any(term, one->id);
    case GOLD_FILTER_QUERY:
        return pattern_next(term->pattern, one->query, 0, &span) == PATTERN_FOUND;
    case GOLD_FILTER_FAILED:
        return map_find(term->failed, one->id, NULL);
    case GOLD_FILTER_RANGE:
        return place >= term->from && place <= term->to;
    case GOLD_FILTER_SAMPLE:
        break;
    }
    return false;
}

/* A case's lot follows from the seed and its id, so that other cases do not change it. */
struct lot {
    uint64_t value;
    size_t index;
};

static int compare_lots(const void *left, const void *right)
{
    const struct lot *a = left;
    const struct lot *b = right;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void draw(const struct gold_filter_term *term, const struct gold_set *gold, uint64_t seed,
                 struct arena *arena, bool *meant)
{
    struct lot *lots = ARENA_ARRAY(arena, struct lot, gold->count);
    for (size_t i = 0; i < gold->count; i++)
        lots[i] = (struct lot){hash_fast(gold->items[i].id, seed), i};
    qsort(lots, gold->count, sizeof *lots, compare_lots);
    for (size_t i = 0; i < gold->count && i < term->from; i++)
        meant[lots[i].index] = true;
}

static void apply_term(const struct gold_filter_term *term, uint64_t seed, struct arena *arena,
                       struct gold_set *gold)
{
    bool *meant = ARENA_ARRAY(arena, bool, gold->count);
    size_t kept = 0;
    if (term->kind == GOLD_FILTER_SAMPLE)
        draw(term, gold, seed, arena, meant);
    else
        for (size_t i = 0; i < gold->count; i++)
            meant[i] = is_meant(term, &gold->items[i], i + 1);
    for (size_t i = 0; i < gold->count; i++)
        if (meant[i] != term->negated)
            gold->items[kept++] = gold->items[i];
    gold->count = kept;
}

bool gold_filter_apply(const struct gold_filter *filter, const struct gold_set *gold, uint64_t seed,
                       struct arena *arena, struct gold_set *out, struct error *err)
{
    struct gold_set left = {.count = gold->count, .capacity = gold->count};
    left.items = ARENA_ARRAY(arena, struct gold_case, gold->count);
    if (gold->count != 0)
        memcpy(left.items, gold->items, gold->count * sizeof *gold->items);
    for (size_t i = 0; i < filter->count; i++) {
        size_t before = left.count;
        apply_term(&filter->terms[i], seed, arena, &left);
        if (left.count == 0)
            return error_set(err, ERROR_USAGE, filter->at,
                             "`%.*s` leaves no case of the %zu before it",
                             STR_ARG(filter->terms[i].text), before);
    }
    *out = left;
    return true;
}
