#include "eval/assert_answer.h"

#include <string.h>

#include "base/unicode.h"

#define TRIES_MAX 100 /* braces of one text behind which JSON is looked for */

struct str assert_answer_folded(struct assert_answer *answer)
{
    if (answer->folded.data == NULL)
        answer->folded = unicode_fold_case(answer->scratch, answer->text);
    return answer->folded;
}

const struct ngrams_words *assert_answer_words(struct assert_answer *answer)
{
    if (answer->words.items == NULL)
        answer->words = ngrams_split(assert_answer_folded(answer), answer->scratch);
    return &answer->words;
}

const struct ngrams_words *assert_answer_tokens(struct assert_answer *answer)
{
    if (answer->tokens.items == NULL)
        answer->tokens = ngrams_tokens(answer->text, answer->scratch);
    return &answer->tokens;
}

bool assert_answer_json(struct assert_answer *answer)
{
    if (!answer->parsed)
        answer->is_json = json_reader_parse(answer->reader, str_trim(answer->text), &answer->json,
                                            &answer->json_reason);
    answer->parsed = true;
    return answer->is_json;
}

/* Where the string that begins at `from` ends; the end of the text when it does not. */
static size_t closing_quote(struct str text, size_t from)
{
    const char *quote = text.data + from;
    const char *end = text.data + text.size;
    while ((quote = memchr(quote + 1, '"', (size_t)(end - quote) - 1)) != NULL) {
        size_t slashes = 0;
        while (quote[-1 - (ptrdiff_t)slashes] == '\\') /* ends at the first quote at the latest */
            slashes++;
        if (slashes % 2 == 0)
            return (size_t)(quote - text.data);
    }
    return text.size;
}

/* Where the brace at `from` is closed, strings left out; SIZE_MAX: nowhere. */
static size_t closing_brace(struct str text, size_t from)
{
    size_t depth = 0;
    for (size_t i = from; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"') {
            i = closing_quote(text, i);
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

bool assert_answer_object(struct assert_answer *answer, size_t *at, struct json_reader_value *out)
{
    const char *reason;
    struct str text = answer->text;
    answer->parsed = false;
    for (size_t tries = 0; tries < TRIES_MAX; tries++) {
        size_t open = str_find(str_slice(text, *at, text.size), STR("{"));
        if (open == SIZE_MAX)
            return false;
        open += *at;
        *at = open + 1;
        size_t close = closing_brace(text, open);
        if (close == SIZE_MAX ||
            !json_reader_parse(answer->reader, str_slice(text, open, close + 1), out, &reason))
            continue;
        *at = close + 1;
        return true;
    }
    return false;
}
