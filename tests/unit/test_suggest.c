#include "base/suggest.h"

#include "suite.h"

static size_t distance(const char *a, const char *b)
{
    size_t there = suggest_distance(str_from(a), str_from(b));
    ck_assert_uint_eq(there, suggest_distance(str_from(b), str_from(a)));
    return there;
}

START_TEST(each_kind_of_slip_costs_one)
{
    ck_assert_uint_eq(distance("epochs", "epochs"), 0);
    ck_assert_uint_eq(distance("epochz", "epochs"), 1);
    ck_assert_uint_eq(distance("epoch", "epochs"), 1);
    ck_assert_uint_eq(distance("eepochs", "epochs"), 1);
    ck_assert_uint_eq(distance("epohcs", "epochs"), 1);
    ck_assert_uint_eq(distance("Epochs", "epochs"), 0);
}
END_TEST

START_TEST(distances_are_the_published_ones)
{
    ck_assert_uint_eq(distance("", ""), 0);
    ck_assert_uint_eq(distance("", "abc"), 3);
    ck_assert_uint_eq(distance("kitten", "sitting"), 3);
    ck_assert_uint_eq(distance("saturday", "sunday"), 3);
    /* 2 when a part may be edited twice, 3 in optimal string alignment */
    ck_assert_uint_eq(distance("ca", "abc"), 3);
    ck_assert_uint_eq(distance("abcdef", "badcfe"), 3);
}
END_TEST

START_TEST(words_are_compared_up_to_a_limit)
{
    char a[200];
    char b[200];
    for (size_t i = 0; i < sizeof a; i++) {
        a[i] = 'x';
        b[i] = i < SUGGEST_WORD_MAX ? 'x' : 'y';
    }
    ck_assert_uint_eq(suggest_distance((struct str){a, sizeof a}, (struct str){b, sizeof b}), 0);
}
END_TEST

static struct str suggestion(const char *word, const char *const candidates[])
{
    struct suggest search = suggest_for(str_from(word));
    for (size_t i = 0; candidates[i] != NULL; i++)
        suggest_consider(&search, str_from(candidates[i]));
    return search.best;
}

START_TEST(the_nearest_word_is_suggested_and_of_equals_the_first)
{
    static const char *const keys[] = {"folds", "factors", "epochs", "epoch", NULL};
    ck_assert(str_equal(suggestion("epochz", keys), STR("epochs")));
    ck_assert(str_equal(suggestion("factor", keys), STR("factors")));
    static const char *const equals[] = {"seat", "seed", "feed", NULL};
    ck_assert(str_equal(suggestion("seet", equals), STR("seat")));
}
END_TEST

START_TEST(nothing_is_suggested_that_is_far)
{
    static const char *const keys[] = {"epochs", "k", NULL};
    ck_assert_ptr_null(suggestion("momentum", keys).data);
    ck_assert_ptr_null(suggestion("batch", keys).data);
    ck_assert(str_equal(suggestion("kk", keys), STR("k")));
    ck_assert_ptr_null(suggestion("abc", keys).data);
}
END_TEST

int main(void)
{
    return SUITE_RUN("suggest", each_kind_of_slip_costs_one, distances_are_the_published_ones,
                     words_are_compared_up_to_a_limit,
                     the_nearest_word_is_suggested_and_of_equals_the_first,
                     nothing_is_suggested_that_is_far);
}
