#include "eval/assert_check.h"

#include <assert.h>

#include "base/unicode.h"

static void fold_texts(struct assert_check *check, struct arena *arena)
{
    const struct assertion *assertion = check->assertion;
    check->texts = ARENA_ARRAY(arena, struct str, assertion->text_count);
    for (size_t i = 0; i < assertion->text_count; i++)
        check->texts[i] = unicode_fold_case(arena, assertion->texts[i]);
}

static void compile_bleu(struct assert_check *check, struct arena *arena)
{
    size_t count = check->assertion->text_count;
    struct ngrams_words *words = ARENA_ARRAY(arena, struct ngrams_words, count);
    fold_texts(check, arena);
    for (size_t i = 0; i < count; i++)
        words[i] = ngrams_split(check->texts[i], arena);
    check->bleu = bleu_prepare(words, count, arena);
}

static void compile_rouge(struct assert_check *check, struct arena *arena)
{
    struct ngrams_words words = ngrams_tokens(check->assertion->texts[0], arena);
    check->rouge = ngrams_count(&words, check->assertion->gram, arena);
}

struct assert_check *assert_check_open(const struct assertion *assertion, struct arena *arena)
{
    struct assert_check *check = ARENA_NEW(arena, struct assert_check);
    bool compiled = true;
    *check = (struct assert_check){.assertion = assertion, .texts = assertion->texts};
    switch (assertion->type) {
    case ASSERTION_ICONTAINS:
    case ASSERTION_ICONTAINS_ANY:
    case ASSERTION_ICONTAINS_ALL:
    case ASSERTION_STARTS_WITH_THEME:
        fold_texts(check, arena);
        break;
    case ASSERTION_REGEX:
        compiled =
            pattern_open(assertion->texts[0], PATTERN_UTF, AT_NOWHERE, &check->pattern, NULL);
        break;
    case ASSERTION_IS_JSON:
    case ASSERTION_CONTAINS_JSON:
        compiled = assertion->json.size == 0 ||
                   json_schema_open(assertion->json, AT_NOWHERE, &check->schema, NULL);
        break;
    case ASSERTION_LEVENSHTEIN:
        check->distance = edit_distance_prepare(assertion->texts[0], arena);
        break;
    case ASSERTION_ROUGE_N:
        compile_rouge(check, arena);
        break;
    case ASSERTION_BLEU:
        compile_bleu(check, arena);
        break;
    default:
        break;
    }
    assert(compiled && "assertion_read() compiled it before");
    return check;
}

void assert_check_close(struct assert_check *check)
{
    if (check == NULL)
        return;
    pattern_close(check->pattern);
    json_schema_close(check->schema);
}
