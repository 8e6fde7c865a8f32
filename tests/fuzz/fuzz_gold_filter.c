/* fuzz_gold_filter.c - a filter is refused with its character, or leaves some cases in their order.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/unicode.h"
#include "load/gold_filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct str tag = STR("easy");
    struct gold_case cases[] = {
        {.id = STR("a"), .query = STR("comedies"), .tags = &tag, .tag_count = 1},
        {.id = STR("b"), .query = STR("a film from the 80s")},
        {.id = STR("c"), .query = STR("")},
    };
    const struct gold_set gold = {.items = cases, .count = sizeof cases / sizeof *cases};
    struct gold_filter filter;
    struct gold_set left;
    struct error err = {0};
    /* A value of the configuration is valid UTF-8 without control characters. */
    if (size > 4096 || unicode_invalid_at(text) != size)
        return 0;
    struct arena *arena = arena_open("fuzz", (size_t)1 << 26);
    const struct map failed = map_init(arena);
    if (!gold_filter_parse(text, AT_FILE("--filter"), arena, &filter, &err)) {
        assert(strncmp(err.text, "--filter: character ", 20) == 0);
        arena_close(arena);
        return 0;
    }
    for (size_t i = 0; i < filter.count; i++)
        filter.terms[i].failed = &failed;
    if (gold_filter_apply(&filter, &gold, 42, arena, &left, &err)) {
        assert(left.count >= 1 && left.count <= gold.count);
        for (size_t i = 1; i < left.count; i++)
            assert(str_compare(left.items[i - 1].id, left.items[i].id) < 0);
    } else {
        assert(err.kind == ERROR_USAGE);
    }
    gold_filter_close(&filter);
    arena_close(arena);
    return 0;
}
