#include "train/comparison.h"

#include "../reference/scoring.h"
#include "base/rng.h"
#include "suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { USERS = sizeof SCORING_FIRST / sizeof SCORING_FIRST[0], RESAMPLES = 300 };

static const struct user_bootstrap BOOTSTRAP = {RESAMPLES, 5};
static const struct interval UNKNOWN = {NAN, NAN};

static struct comparison_question question_of(const double *first, const double *second,
                                              const double *counts, bool errors)
{
    return (struct comparison_question){
        .metric = errors ? STR("rmse") : STR("ndcg_at_10"),
        .lower_is_better = errors,
        .of_roots = errors,
        .first = {STR("svd"), {first, counts}},
        .second = {STR("biases"), {second, counts}},
    };
}

static struct comparison answer(struct comparison_question question, size_t n_users)
{
    struct comparison out;
    comparison_answer(&BOOTSTRAP, &question, 1, n_users, NULL, &out);
    return out;
}

START_TEST(the_p_value_is_that_of_scipys_paired_test)
{
    double ones[USERS + 1];
    double first[USERS + 1];
    double second[USERS + 1];
    for (size_t u = 0; u < USERS; u++) {
        ones[u] = 1.0;
        first[u] = SCORING_FIRST[u];
        second[u] = SCORING_SECOND[u];
    }
    /* A user without a relevant film has no part in it. */
    ones[USERS] = first[USERS] = second[USERS] = 0.0;
    struct comparison found = answer(question_of(first, second, ones, false), USERS + 1);
    ck_assert_double_eq_tol(found.p, SCORING_PAIRED_P, 1e-12);
    ck_assert_double_eq(found.p_corrected, found.p);
    ck_assert_uint_eq(found.users, USERS);
    ck_assert_double_eq(found.difference, found.first_value - found.second_value);
    ck_assert_double_lt(found.interval.low, found.difference);
    ck_assert_double_gt(found.interval.high, found.difference);
    ck_assert_int_eq(found.verdict, COMPARISON_UNDECIDED);
}
END_TEST

/* Users with 1 to 40 ratings, and a mean squared error of their own that both models share. */
static void draw_errors(struct rng *rng, size_t n_users, double advantage, double *first,
                        double *second, double *counts)
{
    for (size_t u = 0; u < n_users; u++) {
        double luck = rng_uniform(rng);
        double scale = exp(rng_normal(rng) * 0.5);
        counts[u] = 1.0 + floor(40.0 * luck * luck * luck);
        first[u] = second[u] = 0.0;
        for (double n = 0.0; n < counts[u]; n += 1.0) {
            double shared = rng_normal(rng);
            double a = scale * (shared + 0.3 * rng_normal(rng)) * (1.0 - advantage);
            double b = scale * (shared + 0.3 * rng_normal(rng));
            first[u] += a * a;
            second[u] += b * b;
        }
    }
}

START_TEST(a_better_model_is_found_from_either_side)
{
    enum { MANY = 300 };
    double first[MANY];
    double second[MANY];
    double counts[MANY];
    struct rng rng = rng_init(3, 3);
    draw_errors(&rng, MANY, 0.1, first, second, counts);
    struct comparison found = answer(question_of(first, second, counts, true), MANY);
    ck_assert_int_eq(found.verdict, COMPARISON_FIRST_BETTER);
    ck_assert_double_lt(found.difference, 0.0);
    ck_assert_double_lt(found.interval.high, 0.0);
    ck_assert_double_lt(found.p, 1e-3);

    struct comparison turned = answer(question_of(second, first, counts, true), MANY);
    ck_assert_int_eq(turned.verdict, COMPARISON_SECOND_BETTER);
    ck_assert_double_eq(turned.difference, -found.difference);
    ck_assert_double_eq(turned.p, found.p);
    ck_assert_double_eq_tol(turned.interval.low, -found.interval.high, 1e-15);

    struct comparison gain = answer(question_of(first, second, counts, false), MANY);
    ck_assert_int_eq(gain.verdict, COMPARISON_SECOND_BETTER);
}
END_TEST

/*
 * Two models that are equally good: 5 % of such pairs may look different. The bounds are three
 * standard errors of that share away.
 */
START_TEST(equal_models_look_different_as_rarely_as_the_level_says)
{
    enum { TRIALS = 2000, FEW = 120 };
    double first[FEW];
    double second[FEW];
    double counts[FEW];
    struct rng rng = rng_init(5, 5);
    size_t found = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        draw_errors(&rng, FEW, 0.0, first, second, counts);
        struct comparison_question question = question_of(first, second, counts, true);
        struct comparison comparison;
        comparison_settle(&question, 1, &UNKNOWN, FEW, &comparison);
        found += comparison.p < 0.05;
    }
    ck_assert_uint_ge(found, TRIALS * 35 / 1000);
    ck_assert_uint_le(found, TRIALS * 65 / 1000);
}
END_TEST

/* Ten challengers at once, all as good as the first: a false finding in at most 5 % of the nights.
 */
START_TEST(many_comparisons_find_no_more_than_one)
{
    enum { TRIALS = 400, FEW = 40, CHALLENGERS = 10 };
    double gains[CHALLENGERS + 1][FEW];
    double ones[FEW];
    struct rng rng = rng_init(6, 6);
    size_t nights = 0;
    for (size_t u = 0; u < FEW; u++)
        ones[u] = 1.0;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct comparison_question questions[CHALLENGERS];
        struct comparison found[CHALLENGERS];
        const struct interval unknown[CHALLENGERS] = {{0}};
        for (size_t m = 0; m <= CHALLENGERS; m++)
            for (size_t u = 0; u < FEW; u++)
                gains[m][u] = rng_uniform(&rng);
        for (size_t m = 0; m < CHALLENGERS; m++)
            questions[m] = question_of(gains[0], gains[m + 1], ones, false);
        comparison_settle(questions, CHALLENGERS, unknown, FEW, found);
        bool any = false;
        for (size_t m = 0; m < CHALLENGERS; m++)
            any |= found[m].verdict != COMPARISON_UNDECIDED;
        nights += any;
    }
    ck_assert_uint_le(nights, TRIALS * 8 / 100);
}
END_TEST

START_TEST(one_user_decides_nothing)
{
    const double first[] = {1.0};
    const double second[] = {4.0};
    const double counts[] = {1.0};
    struct comparison found = answer(question_of(first, second, counts, true), 1);
    ck_assert_double_eq(found.difference, -1.0);
    ck_assert_double_nan(found.p);
    ck_assert_double_nan(found.p_corrected);
    ck_assert_int_eq(found.verdict, COMPARISON_UNDECIDED);

    const double nobody[] = {0.0};
    found = answer(question_of(nobody, nobody, nobody, true), 1);
    ck_assert_double_nan(found.difference);
    ck_assert_uint_eq(found.users, 0);
}
END_TEST

START_TEST(a_model_is_not_better_than_itself)
{
    double ones[USERS];
    for (size_t u = 0; u < USERS; u++)
        ones[u] = 1.0;
    struct comparison found = answer(question_of(SCORING_FIRST, SCORING_FIRST, ones, false), USERS);
    ck_assert_double_eq(found.difference, 0.0);
    ck_assert_double_eq(found.p, 1.0);
    ck_assert_double_eq(found.interval.low, 0.0);
    ck_assert_int_eq(found.verdict, COMPARISON_UNDECIDED);
}
END_TEST

int main(void)
{
    return SUITE_RUN("comparison", the_p_value_is_that_of_scipys_paired_test,
                     a_better_model_is_found_from_either_side,
                     equal_models_look_different_as_rarely_as_the_level_says,
                     many_comparisons_find_no_more_than_one, one_user_decides_nothing,
                     a_model_is_not_better_than_itself);
}
