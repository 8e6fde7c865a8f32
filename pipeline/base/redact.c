#include "base/redact.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/pattern.h"

#define PHONE_DIGITS_MIN 7
#define PASSES_MAX 8 /* over one text: a number that is masked may have hidden the next one */

/*
 * The expressions work on bytes, so that text which is not UTF-8 is masked too; letters beyond
 * ASCII are spelled out as their UTF-8 bytes. The text may itself be JSON, in which a line
 * break is written as \n: the "n" then belongs to the escape and not to what follows.
 */
#define ESCAPE "\\\\(?:[\"\\\\/bfnrt]|u[0-9a-f]{4})"
#define LETTER_2 "[\\xC3-\\xDF][\\x80-\\xBF]"              /* U+00C0 … U+07FF */
#define LETTER_3 "[\\xE3-\\xED][\\x80-\\xBF][\\x80-\\xBF]" /* Chinese, Japanese, Korean, … */

/* ── e-mail addresses ── */

#define LOCAL_1 "[a-z0-9._%+~-]"
#define LOCAL "(?:" LOCAL_1 "|" LETTER_2 ")++"
#define LABEL "(?:[a-z0-9-]|" LETTER_2 "|" LETTER_3 ")++"

/*
 * An address is tried only where a run of its characters begins: a long run without "@" then
 * costs one look at each byte and not one for each pair of bytes.
 */
static const char EMAIL[] =
    "(?:" ESCAPE "\\K"
    "|(?<!" LOCAL_1 ")(?<!" LETTER_2 ")(?<!" LOCAL_1 "')(?!(?<=\\\\)[bfnrt]))"
    "(?:" LOCAL "')*+" LOCAL "@"
    "(?:(?:" LABEL "\\.)+(?:xn--[a-z0-9-]{2,}|(?:[a-z]|" LETTER_2 "){2,})"
    "|\\[(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\])";

/* ── phone numbers ── */

/* clang-format off: one form of writing a number to the line */

/* One separator: a space, or a dash, dot or slash that may have spaces around it. */
#define SPACE "(?: |\\xC2\\xA0|\\xE2\\x80\\xAF)"
#define DASH "(?:[-./]|\\xE2\\x80[\\x90-\\x95]|\\xE2\\x88\\x92)"
#define SEP "(?:" SPACE "?" DASH SPACE "?|" SPACE ")"

/* One more digit of a loosely written number. */
#define MORE "(?:[()]{0,2}" SEP "?[()]?[0-9])"

/* Where a number may begin and end; without separators it could be part of an id. */
#define FIRST "(?:(?<![a-z0-9])|(?<=\\\\[bfnrt])|(?<=\\\\u[0-9a-f]{4}))"
#define DIGITS "(?=[0-9(])" FIRST
#define LAST "(?![0-9])"
#define ALONE "(?![a-z0-9])"
#define EXTENSION "(?: ?(?:x|ext\\.?|extension) ?[0-9]{1,5})?" LAST

#define YEAR "(?:18|19|20)[0-9]{2}" LAST
#define YEARS YEAR "(?:" SEP YEAR "){1,9}+"
#define DAY "[0-3]?[0-9]" /* or month */
#define TIME "[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"

/* What looks like a phone number and is none: passed over whole. */
#define NO_PHONE                                                                                   \
    DIGITS "(?:" YEAR "([-./])" DAY "\\g{-1}" DAY LAST "(?:[t ]" TIME                              \
           ")?"                                               /* 2026-11-20T03:00:00.250 */        \
           "|" DAY "([-./])" DAY "\\g{-1}" YEAR               /* 20.11.2026 */                     \
           "|" DAY "[-./]" YEAR "(?!" SEP "[0-9]{3})"         /* 08/2012 */                        \
           "|" YEARS                                          /* 1977 1980 1983 */                 \
           "|" YEAR DASH "[0-9]{2}(?!" SEP "?[0-9])"          /* 1980-89 */                        \
           "|(?:0|[1-9][0-9]?)\\.[0-9]{5,}" LAST              /* 3.14159265 */                     \
           "|[0-9]{1,3}(?:,[0-9]{3})++" LAST                  /* 2,787,965,087 */                  \
           "|97[89](?:[- ]?[0-9]){10}" LAST                   /* ISBN-13 */                        \
           ")|\\$ ?[0-9][0-9.,]*+"                            /* $2787965087 */                    \
           "|\"\\s*:\\s*-?[0-9]+(?=\\s*[,}\\]])"              /* a number in a JSON text */        \
           "|isbn(?:-?1[03])?[: ]*[0-9](?:[- ]?[0-9x]){9,12}" /* what is called an ISBN */         \
           "|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"     /* a UUID */

/* Words behind which any run of digits is a phone number. */
#define CUE                                                                                        \
    "(?:phone|t(?:e|\\xC3\\xA9)l(?:(?:e|\\xC3\\xA9)(?:ph|f)on[eo]?)?|mobile?|m\\xC3\\xB3vil"       \
    "|cell|handy|fax|call|text|sms|whatsapp|signal|number|numero|nummer|reach|ring)"               \
    "(?:[\"':.,# ]{0,4}(?:me|us|him|her|them|now|no|nr|number|is|at|on|under|via|to))*"            \
    "[\"':.,# ]{0,4}"

static const char PHONE[] =
    "(?:" NO_PHONE ")(*SKIP)(*FAIL)"
    "|" DIGITS "(?:"
    /* 0049 30 123456; "007" is somebody else */
    "00(?!7" LAST ")" SEP "?[1-9]" MORE "{7,13}" LAST
    /* 415-555-0123, (415) 555-0123, 1-415-555-0123 */
    "|(?:1" SEP ")?(?:\\([2-9][0-9]{2}\\)" SEP "?|[2-9][0-9]{2}" SEP ")"
    "[0-9]{3}" SEP "?[0-9]{4}" EXTENSION
    /* 020 7946 0958, 01 23 45 67 89, 030/1234567, 07911123456: national with a leading 0 */
    "|\\(?0[1-9]" MORE "{7,10}" ALONE
    /* 55 1234 5678, 11 98765-4321, 138 1234 5678 */
    "|(?:[1-9][0-9]|1[3-9][0-9])" SEP "(?!" YEARS ")9?[0-9]{4}" SEP "[0-9]{4}" LAST
    /* 612 345 678 */
    "|[5-9][0-9]{2}([- ])[0-9]{3}\\g{-1}[0-9]{3}" LAST
    /* 495 123-45-67 */
    "|[2-9][0-9]{2}" SEP "[0-9]{3}" SEP "[0-9]{2}" SEP "[0-9]{2}" LAST
    /* 612 34 56 78 */
    "|[5-9][0-9]{2}([-. ])[0-9]{2}\\g{-1}[0-9]{2}\\g{-1}[0-9]{2}" LAST
    /* 98765 43210 */
    "|[6-9][0-9]{4}[- ][0-9]{5}" LAST
    /* 4155550123, which is no time in seconds, and 13812345678 */
    "|(?:[2-9][0-9]{9}|1[3-9][0-9]{9})" ALONE
    /* 555-0123, the exchange of numbers in films */
    "|555-[0-9]{4}" LAST ")"
    /* (11) 98765-4321: an area code in parentheses that is not the year of a film */
    "|\\((?!" YEAR ")[0-9]{2,5}\\)" SEP "?[0-9](?:" SEP "?[0-9]){5,9}" LAST
    /* +1 415 555 0123, +49 (0)30 123456 */
    "|(?<![a-z0-9+])\\(?\\+ ?(?!" YEARS ")\\(?[0-9]" MORE "{6,14}" EXTENSION
    /* call me at 5550123: a local number where a word says what it is */
    "|(?<![a-z])" CUE "\\K(?!" YEARS ")[0-9](?:" SEP "?[0-9]){6,14}" LAST;

/* clang-format on */

/* ── what cannot hold any of them, told apart quickly ── */

static bool may_hold_email(struct str text)
{
    return text.size != 0 && memchr(text.data, '@', text.size) != NULL;
}

/* Enough digits with nothing between them but what separates the groups of a number. */
static bool may_hold_phone(struct str text)
{
    unsigned run = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= '0' && c <= '9') {
            if (++run == PHONE_DIGITS_MIN)
                return true;
        } else if (c < 0x80 && c != ' ' && (c < '(' || c > '/')) {
            run = 0;
        }
    }
    return false;
}

/* One row per kind that has an expression. */
static const struct rule {
    const char *name;
    const char *expression;
    bool (*may_hold)(struct str text);
} RULES[] = {
    [REDACT_EMAIL] = {"email", EMAIL, may_hold_email},
    [REDACT_PHONE] = {"phone", PHONE, may_hold_phone},
};

#define RULE_COUNT (sizeof RULES / sizeof *RULES)

struct redactor {
    struct pattern *patterns[RULE_COUNT];
};

const char *redact_kind_name(enum redact_kind kind)
{
    return kind < RULE_COUNT ? RULES[kind].name : "unreadable";
}

bool redact_open(struct redactor **out, struct error *err)
{
    struct redactor *redactor = calloc(1, sizeof *redactor);
    if (redactor == NULL)
        memory_exhausted("the redactor", sizeof *redactor);
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (!pattern_open(str_from(RULES[i].expression), PATTERN_BYTES | PATTERN_CASELESS,
                          AT_NOWHERE, &redactor->patterns[i], err)) {
            redact_close(redactor);
            if (err != NULL)
                err->kind = ERROR_SYSTEM; /* the expression is ours, not the user's */
            return false;
        }
    }
    *out = redactor;
    return true;
}

void redact_close(struct redactor *redactor)
{
    if (redactor == NULL)
        return;
    for (size_t i = 0; i < RULE_COUNT; i++)
        pattern_close(redactor->patterns[i]);
    free(redactor);
}

/* Masks every match in `*text`; false when a limit was hit. `*found` grows by the matches. */
static bool mask(struct pattern *pattern, const char *name, struct arena *arena, struct str *text,
                 size_t *found)
{
    struct pattern_span span;
    enum pattern_result result = pattern_next(pattern, *text, 0, &span);
    if (result == PATTERN_NONE)
        return true;

    struct strbuf masked = strbuf_init(arena, 2 * text->size);
    size_t done = 0;
    for (; result == PATTERN_FOUND; result = pattern_next(pattern, *text, done, &span)) {
        strbuf_add(&masked, str_slice(*text, done, span.from));
        strbuf_addf(&masked, "[%s]", name);
        done = span.to;
        ++*found;
    }
    strbuf_add(&masked, str_slice(*text, done, text->size));
    *text = strbuf_str(&masked);
    return result == PATTERN_NONE;
}

/* Masks until a pass finds nothing; false when a limit was hit. */
static bool mask_all(struct redactor *redactor, size_t kind, struct arena *arena, struct str *text,
                     size_t *found)
{
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        size_t before = *found;
        if (!RULES[kind].may_hold(*text))
            return true;
        if (!mask(redactor->patterns[kind], RULES[kind].name, arena, text, found))
            return false;
        if (*found == before)
            return true;
    }
    return false;
}

struct str redact_text(struct redactor *redactor, struct arena *arena, struct str text,
                       struct redact_counts *counts)
{
    struct redact_counts here = {0};
    bool complete = true;
    for (size_t kind = 0; complete && kind < RULE_COUNT; kind++)
        complete = mask_all(redactor, kind, arena, &text, &here.found[kind]);
    if (!complete) {
        here = (struct redact_counts){.found[REDACT_UNREADABLE] = 1};
        text = STR("[unreadable]");
    }
    for (size_t kind = 0; counts != NULL && kind < REDACT_KINDS; kind++)
        counts->found[kind] += here.found[kind];
    return text;
}
