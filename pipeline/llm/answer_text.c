#include "llm/answer_text.h"

#include <stdint.h>
#include <string.h>

const char *answer_text_name(size_t n)
{
    static const char *const NAMES[ANSWER_TEXT_MENDS] = {
        "reasoning",    "code fence",    "prose",          "array",   "wrapper object",
        "smart quotes", "single quotes", "trailing comma", "comment", "Python literal",
    };
    return NAMES[n];
}

size_t answer_text_line(struct str text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset && i < text.size; i++)
        line += text.data[i] == '\n';
    return line;
}

struct str answer_text_without_reasoning(struct str text)
{
    const struct str end = STR("</think>");
    for (size_t at = str_find(text, end); at != SIZE_MAX; at = str_find(text, end))
        text = str_slice(text, at + end.size, text.size);
    return text;
}

/* ── finding ── */

/* Behind the string that opens at `at`, or the end of the text when it is never closed. */
static size_t string_end(struct str text, size_t at)
{
    for (size_t i = at + 1; i < text.size; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (text.data[i] == '"')
            return i + 1;
    }
    return text.size;
}

/* Behind the brace that closes the one at `at`, or SIZE_MAX. */
static size_t object_end(struct str text, size_t at)
{
    size_t depth = 0;
    while (at < text.size) {
        char c = text.data[at];
        at = c == '"' ? string_end(text, at) : at + 1;
        if (c == '{')
            depth++;
        else if (c == '}' && --depth == 0)
            return at;
    }
    return SIZE_MAX;
}

enum answer_text_found answer_text_next(struct str text, size_t *at, struct str *object)
{
    const char *brace = *at >= text.size ? NULL : memchr(text.data + *at, '{', text.size - *at);
    if (brace == NULL)
        return ANSWER_TEXT_END;
    size_t from = (size_t)(brace - text.data);
    size_t end = object_end(text, from);
    *at = from + 1;
    *object = str_slice(text, from, end);
    return end == SIZE_MAX ? ANSWER_TEXT_UNCLOSED : ANSWER_TEXT_OBJECT;
}

/* ── what stands around ── */

/* Cuts a fence with its language off the end of what stands before the object. */
static bool cut_fence_before(struct str *before)
{
    size_t size = before->size;
    while (size > 0 && before->data[size - 1] != '`' && before->data[size - 1] != '\n')
        size--;
    struct str cut = str_trim(str_slice(*before, 0, size));
    if (!str_ends_with(cut, STR("```")))
        return false;
    *before = str_trim(str_slice(cut, 0, cut.size - 3));
    return true;
}

static bool cut_fence_behind(struct str *behind)
{
    if (!str_starts_with(*behind, STR("```")))
        return false;
    *behind = str_trim(str_slice(*behind, 3, behind->size));
    return true;
}

unsigned answer_text_around(struct str text, struct str object)
{
    size_t from = (size_t)(object.data - text.data);
    struct str before = str_trim(str_slice(text, 0, from));
    struct str behind = str_trim(str_slice(text, from + object.size, text.size));
    unsigned around = 0;
    if (str_ends_with(before, STR(":")) &&
        (str_starts_with(behind, STR("}")) || str_starts_with(behind, STR(","))))
        return ANSWER_TEXT_WRAPPER;
    if (str_ends_with(before, STR("[")) &&
        (str_starts_with(behind, STR("]")) || str_starts_with(behind, STR(",")))) {
        around |= ANSWER_TEXT_ARRAY;
        before = str_trim(str_slice(before, 0, before.size - 1));
        size_t end = str_find(behind, STR("]"));
        behind = end == SIZE_MAX ? behind : str_trim(str_slice(behind, end + 1, behind.size));
    }
    if (cut_fence_before(&before))
        around |= ANSWER_TEXT_FENCE;
    if (cut_fence_behind(&behind))
        around |= ANSWER_TEXT_FENCE;
    if (before.size != 0 || behind.size != 0)
        around |= ANSWER_TEXT_PROSE;
    return around;
}

/* ── mending ── */

struct mender {
    struct str text;
    size_t at;
    struct strbuf out;
    unsigned mends;
};

static bool is_smart_quote(struct str text, size_t at)
{
    /* U+201C, U+201D and U+201E are E2 80 9C, 9D and 9E in UTF-8. */
    return at + 2 < text.size && memcmp(text.data + at, "\xE2\x80", 2) == 0 &&
           (unsigned char)text.data[at + 2] >= 0x9C && (unsigned char)text.data[at + 2] <= 0x9E;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the comment at `at`, or `at` when there is none. */
static size_t comment_end(struct str text, size_t at)
{
    struct str rest = str_slice(text, at, text.size);
    size_t end;
    if (str_starts_with(rest, STR("//")))
        end = str_find(rest, STR("\n"));
    else if (str_starts_with(rest, STR("/*"))) {
        end = str_find(rest, STR("*/"));
        end = end == SIZE_MAX ? end : end + 2;
    } else {
        return at;
    }
    return end == SIZE_MAX ? text.size : at + end;
}

/* The first character at or behind `at` that is neither white space nor comment; NUL at the end. */
static char next_sign(struct str text, size_t at)
{
    while (at < text.size) {
        size_t end = comment_end(text, at);
        char c = text.data[at];
        if (end == at && c != ' ' && c != '\n' && c != '\t' && c != '\r')
            return c;
        at = end == at ? at + 1 : end;
    }
    return '\0';
}

/* An apostrophe closes a string only where something of JSON follows: 'Ocean's Eleven'. */
static bool closes_single(struct str text, size_t at)
{
    char next = next_sign(text, at + 1);
    return text.data[at] == '\'' &&
           (next == ',' || next == ':' || next == '}' || next == ']' || next == '\0');
}

/* Copies the string that opens at `at` with quotes that JSON does not know. */
static void mend_string(struct mender *mender, bool smart)
{
    struct str text = mender->text;
    strbuf_add_char(&mender->out, '"');
    size_t at = mender->at + (smart ? 3 : 1);
    while (at < text.size && !(smart ? is_smart_quote(text, at) : closes_single(text, at))) {
        char c = text.data[at];
        if (c == '"') {
            strbuf_add_char(&mender->out, '\\');
        } else if (c == '\\' && at + 1 < text.size) {
            if (text.data[++at] != '\'')
                strbuf_add_char(&mender->out, '\\');
            c = text.data[at];
        }
        strbuf_add_char(&mender->out, c);
        at++;
    }
    strbuf_add_char(&mender->out, '"');
    mender->at = at + (smart ? 3 : 1);
    mender->mends |= smart ? ANSWER_TEXT_SMART_QUOTES : ANSWER_TEXT_SINGLE_QUOTES;
}

static void mend_word(struct mender *mender)
{
    static const char *const WORDS[][2] = {{"None", "null"}, {"True", "true"}, {"False", "false"}};
    size_t end = mender->at;
    while (end < mender->text.size && is_letter(mender->text.data[end]))
        end++;
    struct str word = str_slice(mender->text, mender->at, end);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_equal(word, str_from(WORDS[i][0]))) {
            word = str_from(WORDS[i][1]);
            mender->mends |= ANSWER_TEXT_PYTHON;
        }
    }
    strbuf_add(&mender->out, word);
    mender->at = end;
}

/* One step outside strings that are well-formed. */
static void mend_next(struct mender *mender)
{
    struct str text = mender->text;
    char c = text.data[mender->at];
    size_t end = comment_end(text, mender->at);
    if (end != mender->at) {
        mender->mends |= ANSWER_TEXT_COMMENT;
        mender->at = end;
        return;
    }
    if (c == ',') {
        char next = next_sign(text, mender->at + 1);
        if (next == '}' || next == ']') {
            mender->mends |= ANSWER_TEXT_TRAILING_COMMA;
            mender->at++;
            return;
        }
    }
    strbuf_add_char(&mender->out, c);
    mender->at++;
}

struct str answer_text_mend(struct str object, struct arena *arena, unsigned *mends)
{
    struct mender mender = {.text = object, .out = strbuf_init(arena, 2 * object.size + 2)};
    while (mender.at < object.size) {
        char c = object.data[mender.at];
        if (c == '"') {
            size_t end = string_end(object, mender.at);
            strbuf_add(&mender.out, str_slice(object, mender.at, end));
            mender.at = end;
        } else if (c == '\'' || is_smart_quote(object, mender.at)) {
            mend_string(&mender, c != '\'');
        } else if (is_letter(c)) {
            mend_word(&mender);
        } else {
            mend_next(&mender);
        }
    }
    *mends |= mender.mends;
    return strbuf_str(&mender.out);
}
