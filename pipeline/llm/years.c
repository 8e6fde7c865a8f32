#include "llm/years.h"

#include <string.h>

#define FIRST 1880 /* four digits below are a number of something else */
#define LAST 2049
#define NEAR 2 /* tokens between a year and the word that says what it bounds */

/* ── one year or decade ── */

/* Digits and a suffix of letters: "80s" gives 80, 2 digits and "s". */
static bool split_number(struct str key, int *number, size_t *digits, struct str *suffix)
{
    *number = 0;
    for (*digits = 0; *digits < key.size && *digits <= 4; ++*digits) {
        char c = key.data[*digits];
        if (c < '0' || c > '9')
            break;
        *number = *number * 10 + (c - '0');
    }
    *suffix = str_slice(key, *digits, key.size);
    return *digits == 2 || *digits == 4;
}

static bool is_decade_suffix(struct str suffix)
{
    static const char *const SUFFIXES[] = {"s",   "ies",    "er",    "ern", "ers",
                                           "lar", "lardan", "luvun", "an"};
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
        if (str_equal(suffix, str_from(SUFFIXES[i])))
            return true;
    }
    return false;
}

/* 80 is 1980; 10 and 0 are of this century, 20 to 90 of the last. */
static int with_century(int number)
{
    return number >= 100 ? number : number < 20 ? 2000 + number : 1900 + number;
}

static bool in_range(int year)
{
    return year >= FIRST && year <= LAST;
}

static bool set_decade(struct years *out, int number)
{
    int first = with_century(number);
    if (first % 10 != 0 || !in_range(first))
        return false;
    *out = (struct years){first, first + 9};
    return true;
}

static bool set_year(struct years *out, int year)
{
    if (!in_range(year))
        return false;
    *out = (struct years){year, year};
    return true;
}

static int number_word(const struct query *query, size_t token)
{
    const struct sign *sign = query_sign_at(query, token, LEXICON_NUMBER);
    return sign == NULL ? -1 : sign->number;
}

/* "nineteen sixty-four", "twenty ten", "two thousand and five" → the year; 0: none. */
static int year_in_words(const struct query *query, size_t token, size_t *end)
{
    int first = number_word(query, token);
    int second = number_word(query, token + 1);
    size_t next = token + 2;
    int base;
    if (first == 2 && second == 1000) {
        base = 2000;
        next += query_sign_at(query, next, LEXICON_AND) != NULL;
        second = number_word(query, next);
        *end = token + 2;
        if (second < 0 || second > 99)
            return base;
        next++;
    } else if ((first == 19 || first == 20) && second >= 10 && second <= 99) {
        base = first * 100;
    } else {
        return 0;
    }
    int unit = number_word(query, next);
    *end = next;
    if (second >= 20 && second % 10 == 0 && unit >= 1 && unit <= 9) {
        second += unit;
        ++*end;
    }
    return base + second;
}

/* A number of two or four digits, or in words, that a sign before or behind it calls a decade. */
static size_t named_decade(const struct query *query, size_t token, struct years *out)
{
    const struct sign *before = query_sign_at(query, token, LEXICON_DECADE_OF);
    size_t at = before == NULL ? token : before->to;
    if (at >= query->tokens.count || query->taken[at])
        return token;

    size_t digits;
    struct str suffix;
    int number;
    size_t end = at + 1;
    if (!split_number(query->tokens.items[at].key, &number, &digits, &suffix) || suffix.size != 0) {
        const struct sign *word = query_sign_at(query, at, LEXICON_NUMBER);
        if (word == NULL || word->number < 10)
            return token;
        number = word->number;
        end = word->to;
    }
    const struct sign *behind = query_sign_at(query, end, LEXICON_DECADE_END);
    if (behind != NULL)
        end = behind->to;
    return (before != NULL || behind != NULL) && set_decade(out, number) ? end : token;
}

/* "1980", "1980s", "80s", "'98". */
static bool digits_at(const struct query *query, size_t at, struct years *out)
{
    const struct token *token = &query->tokens.items[at];
    size_t digits;
    struct str suffix;
    int number;
    if (!split_number(token->key, &number, &digits, &suffix))
        return false;
    if (suffix.size != 0)
        return is_decade_suffix(suffix) && set_decade(out, number);
    if (query_sign_at(query, at + 1, LEXICON_UNIT) != NULL)
        return false;
    if (digits == 4)
        return set_year(out, number);
    return token->apostrophe && set_year(out, number < 30 ? 2000 + number : 1900 + number);
}

static size_t plain_years_at(const struct query *query, size_t token, struct years *out)
{
    size_t end = named_decade(query, token, out);
    if (end != token)
        return end;
    if (digits_at(query, token, out))
        return token + 1;

    const struct sign *sign = query_sign_at(query, token, LEXICON_DECADE);
    if (sign != NULL && set_decade(out, sign->number))
        return sign->to;
    int century = number_word(query, token);
    sign = query_sign_at(query, token + 1, LEXICON_DECADE);
    if ((century == 19 || century == 20) && sign != NULL &&
        set_decade(out, century * 100 + sign->number % 100))
        return sign->to; /* "nineteen eighties" */
    int year = year_in_words(query, token, &end);
    return year != 0 && set_year(out, year) ? end : token;
}

/* "early 90s", "Anfang der 90er": the part, and up to two small words before the decade. */
static size_t part_at(const struct query *query, const struct sign *part, struct years *out)
{
    static const struct years PARTS[] = {{0, 3}, {4, 6}, {7, 9}};
    for (size_t token = part->to; token <= part->to + NEAR && token < query->tokens.count;
         token++) {
        size_t end = query->taken[token] ? token : plain_years_at(query, token, out);
        if (end == token)
            continue;
        if (out->max - out->min == 9) {
            out->max = out->min + PARTS[part->number].max;
            out->min += PARTS[part->number].min;
        }
        return end;
    }
    return part->from; /* which is the token that was asked about */
}

size_t years_at(const struct query *query, size_t token, struct years *out)
{
    if (token >= query->tokens.count || query->taken[token])
        return token;
    const struct sign *part = query_sign_at(query, token, LEXICON_PART);
    return part != NULL ? part_at(query, part, out) : plain_years_at(query, token, out);
}

/* ── what bounds it ── */

static bool is_bound(const struct sign *sign)
{
    return sign != NULL && ((sign->kind >= LEXICON_BEFORE && sign->kind <= LEXICON_FROM) ||
                            sign->kind == LEXICON_SETTING || sign->kind == LEXICON_NOT);
}

/* The word before the year at `token` that says what it bounds; NULL: none. */
static const struct sign *bound_before(const struct query *query, size_t token)
{
    for (size_t step = 0; step <= NEAR && step < token; step++) {
        size_t at = token - step - 1;
        const struct sign *sign = query_sign(query, at);
        if (query->tokens.items[at + 1].gap >= TOKENS_COMMA || query->taken[at])
            return NULL;
        if (is_bound(sign))
            return sign;
    }
    return NULL;
}

static const struct sign *bound_behind(const struct query *query, size_t token)
{
    for (size_t step = 0; step < NEAR; step++) {
        const struct sign *sign = query_sign(query, token + step);
        if (token + step < query->tokens.count &&
            query->tokens.items[token + step].gap == TOKENS_STOP)
            return NULL;
        if (sign != NULL && sign->kind >= LEXICON_BEFORE_END && sign->kind <= LEXICON_SINCE_END)
            return sign;
    }
    return NULL;
}

/* True when a negation in the same clause, with no genre in between, reaches the word at `token`.
 */
static bool is_negated(const struct query *query, size_t token)
{
    for (size_t i = token; i > 0 && token - i < 4; i--) {
        if (query->tokens.items[i].gap >= TOKENS_COMMA || query->taken[i - 1])
            return false;
        const struct sign *sign = query_sign(query, i - 1);
        if (sign == NULL || sign->kind == LEXICON_FILM || sign->kind == LEXICON_FROM)
            continue;
        return sign->kind == LEXICON_NOT;
    }
    return false;
}

/* Where the year that is joined to the one ending at `end` begins, or SIZE_MAX. */
static size_t joined(const struct query *query, size_t end)
{
    if (end >= query->tokens.count || query->tokens.items[end].gap == TOKENS_STOP)
        return SIZE_MAX;
    const struct sign *sign = query_sign(query, end);
    bool joins = sign != NULL && (sign->kind == LEXICON_AND || sign->kind == LEXICON_OR ||
                                  sign->kind == LEXICON_TO || sign->kind == LEXICON_UNTIL);
    enum tokens_gap gap = query->tokens.items[end].gap;
    struct years years;
    if (!joins && (gap == TOKENS_DASH || gap == TOKENS_SLASH || gap == TOKENS_COMMA))
        return years_at(query, end, &years) != end ? end : SIZE_MAX;
    for (size_t step = 0; joins && step <= NEAR; step++) {
        if (years_at(query, sign->to + step, &years) != sign->to + step)
            return sign->to + step;
        if (is_bound(query_sign(query, sign->to + step)))
            break;
    }
    return SIZE_MAX;
}

static struct years hull(struct years a, struct years b)
{
    return (struct years){a.min < b.min ? a.min : b.min, a.max > b.max ? a.max : b.max};
}

static void narrow(struct years *all, struct years bound)
{
    /* Two ranges with nothing in common are alternatives: "something from 1994, or 1999?" */
    if (all->min != 0 && all->max != 0 && bound.min != 0 && bound.max != 0 &&
        (bound.min > all->max || bound.max < all->min)) {
        *all = hull(*all, bound);
        return;
    }
    if (bound.min != 0 && bound.min > all->min)
        all->min = bound.min;
    if (bound.max != 0 && (all->max == 0 || bound.max < all->max))
        all->max = bound.max;
}

/* The bound that a kind makes of a year, `negated` the opposite one. */
static struct years bound_of(enum lexicon_kind kind, bool negated, struct years year)
{
    switch (kind) {
    case LEXICON_BEFORE:
    case LEXICON_BEFORE_END:
        return negated ? (struct years){year.min, 0} : (struct years){0, year.min - 1};
    case LEXICON_UNTIL:
    case LEXICON_UNTIL_END:
        return negated ? (struct years){year.max + 1, 0} : (struct years){0, year.max};
    case LEXICON_AFTER:
    case LEXICON_AFTER_END:
        return negated ? (struct years){0, year.max} : (struct years){year.max + 1, 0};
    case LEXICON_SINCE:
    case LEXICON_SINCE_END:
        return negated ? (struct years){0, year.min - 1} : (struct years){year.min, 0};
    case LEXICON_SETTING:
    case LEXICON_NOT:
        return (struct years){0, 0};
    default:
        return negated ? (struct years){0, 0} : year;
    }
}

/* Adds what the year, decade or range that begins at `token` says; returns where it ends. */
static size_t read_range(const struct query *query, size_t token, struct years *all)
{
    struct years year;
    size_t end = years_at(query, token, &year);
    if (end == token)
        return token + 1;

    for (size_t next = joined(query, end); next != SIZE_MAX; next = joined(query, end)) {
        struct years other = {0};
        end = years_at(query, next, &other);
        year = hull(year, other);
    }
    const struct sign *bound = bound_behind(query, end);
    if (bound == NULL)
        bound = bound_before(query, token);
    size_t from = bound != NULL && bound->from < token ? bound->from : token;
    narrow(all,
           bound_of(bound == NULL ? LEXICON_FROM : bound->kind, is_negated(query, from), year));
    return end;
}

struct years years_find(const struct query *query)
{
    struct years all = {0, 0};
    size_t token = 0;
    while (token < query->tokens.count)
        token = read_range(query, token, &all);
    return all;
}
