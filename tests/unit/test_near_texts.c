#include "eval/near_texts.h"

#include <stdio.h>
#include <string.h>

#include "base/rng.h"
#include "suite.h"

#define ALL 1000000

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", (size_t)1 << 28);
}

static void close_arena(void)
{
    arena_close(arena);
}

START_TEST(words_count_once_and_in_any_order)
{
    static const struct {
        const char *a;
        const char *b;
        double threshold;
        double similarity; /* 0: not near */
    } PAIRS[] = {
        {"a b c d", "a b c d e", .8, .8},
        {"a b c d", "a b c d e", .81, 0},
        {"a b c d", "d c b a", 1, 1},
        {"a a a b", "b a", 1, 1},
        {"a  b ", " a b", 1, 1},
        {"a", "b", .5, 0},
        {"a b", "b c", .34, 0},
        {"a b", "b c", .33, 1. / 3},
        {"", "", .5, 0},
        {"", "a", .5, 0},
        {"a b c d e f g h i j", "a b c d e f g h i", .9, .9},
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        struct str texts[] = {str_from(PAIRS[i].a), str_from(PAIRS[i].b)};
        struct near_texts near = near_texts_find(texts, 2, PAIRS[i].threshold, ALL, arena, arena);
        ck_assert_msg(near.count == (PAIRS[i].similarity != 0), "%s | %s: %zu pairs", PAIRS[i].a,
                      PAIRS[i].b, near.count);
        if (near.count != 0)
            ck_assert_double_eq_tol(near.items[0].similarity, PAIRS[i].similarity, 1e-12);
    }
}
END_TEST

/* Texts of up to 9 of 14 words: many pairs near the threshold. */
static struct str *random_texts(size_t count, uint64_t seed)
{
    struct str *texts = ARENA_ARRAY(arena, struct str, count);
    struct rng rng = rng_init(seed, 1);
    for (size_t t = 0; t < count; t++) {
        struct strbuf buf = strbuf_init(arena, 64);
        for (uint32_t w = rng_below(&rng, 10); w > 0; w--)
            strbuf_addf(&buf, "%c ", 'a' + (int)rng_below(&rng, 14));
        texts[t] = strbuf_str(&buf);
    }
    return texts;
}

static unsigned set_of(struct str text)
{
    unsigned set = 0;
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ')
            set |= 1u << (text.data[i] - 'a');
    return set;
}

START_TEST(every_pair_is_found_and_no_other)
{
    static const double THRESHOLDS[] = {.3, .5, .6, 2. / 3, .75, .8, .9, 1};
    for (size_t k = 0; k < sizeof THRESHOLDS / sizeof *THRESHOLDS; k++) {
        struct str *texts = random_texts(300, k);
        struct near_texts near = near_texts_find(texts, 300, THRESHOLDS[k], ALL, arena, arena);
        size_t found = 0;
        for (uint32_t b = 0; b < 300; b++)
            for (uint32_t a = 0; a < b; a++) {
                unsigned one = set_of(texts[a]);
                unsigned two = set_of(texts[b]);
                int common = __builtin_popcount(one & two);
                int all = __builtin_popcount(one | two);
                if (common == 0 || common < THRESHOLDS[k] * all - 1e-9)
                    continue;
                ck_assert_uint_lt(found, near.count);
                ck_assert_uint_eq(near.items[found].first, a);
                ck_assert_uint_eq(near.items[found].second, b);
                ck_assert_double_eq_tol(near.items[found++].similarity, (double)common / all,
                                        1e-12);
            }
        ck_assert_uint_gt(found, 0);
        ck_assert_uint_eq(near.count, found);
        ck_assert(!near.cut);
    }
}
END_TEST

START_TEST(the_search_ends_where_it_is_told_to)
{
    struct str texts[100];
    for (size_t t = 0; t < 100; t++)
        texts[t] = STR("the same words");
    struct near_texts near = near_texts_find(texts, 100, 1, 50, arena, arena);
    ck_assert_uint_eq(near.count, 50);
    ck_assert(near.cut);
    near = near_texts_find(texts, 100, 1, 4950, arena, arena);
    ck_assert_uint_eq(near.count, 4950);
    ck_assert(!near.cut);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "near_texts",
                            words_count_once_and_in_any_order, every_pair_is_found_and_no_other,
                            the_search_ends_where_it_is_told_to);
}
