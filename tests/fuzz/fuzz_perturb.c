/*
 * fuzz_perturb.c - whatever query is changed, it stays text, differs from before, and is changed in
 * the same way again. The first byte says how many words there are to a typo.
 */
#include <assert.h>
#include <stdint.h>

#include "base/unicode.h"
#include "eval/perturb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(enum perturb_kind kind, const struct gold_case *gold,
                  const struct perturb_options *options, struct arena *arena)
{
    struct str changed = perturb_query(kind, gold, options, arena);
    assert(unicode_invalid_at(changed) == changed.size);
    assert(!str_equal(changed, gold->query) || changed.size == 0);
    assert(str_equal(changed, perturb_query(kind, gold, options, arena)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data + 1, size - 1};
    if (size == 0 || size > 1 << 16 || unicode_invalid_at(text) != text.size)
        return 0; /* the loader refuses it */
    struct arena *arena = arena_open("perturb", (size_t)1 << 28);
    struct perturb_options options = {.seed = size, .typo_words = 1 + data[0] % 8};
    struct gold_case gold = {.id = STR("case"), .query = text, .expected = slots_empty()};

    /* The part in front of the first line break is a title that the case names. */
    size_t line = str_find(text, STR("\n"));
    if (line != SIZE_MAX)
        slots_add_film(arena, &gold.expected.movies, 1, str_slice(text, 0, line));
    for (int kind = 0; kind < PERTURB_KINDS; kind++)
        check((enum perturb_kind)kind, &gold, &options, arena);
    arena_close(arena);
    return 0;
}
