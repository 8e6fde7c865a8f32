/*
 * report_scoring_fixture.h - what scoring found, for the tests of report/ and charts/.
 *
 * Three models beside the headline "svd": "ease" ranks better and "bayes" predicts better, both
 * beyond chance; "biases" is undecided. Films come from the catalogue of report_fixture.h, but for
 * one that it does not list and whose id is hostile.
 */
#ifndef UNIT_REPORT_SCORING_FIXTURE_H
#define UNIT_REPORT_SCORING_FIXTURE_H

#include <math.h>

#include "model/scoring.h"

static inline struct comparison fixture_pair(const char *metric, const char *second, double first,
                                             double value, double p,
                                             enum comparison_verdict verdict)
{
    double difference = first - value;
    return (struct comparison){
        .metric = str_from(metric),
        .lower_is_better = metric[0] == 'r',
        .first = STR("svd"),
        .second = str_from(second),
        .first_value = first,
        .second_value = value,
        .difference = difference,
        .interval = {difference - .01, difference + .01},
        .p = p / 4,
        .p_corrected = p,
        .users = 90,
        .verdict = verdict,
    };
}

static inline struct scoring fixture_scoring(const char *hostile_id)
{
    static struct comparison pairs[4];
    static struct calibration_bucket buckets[] = {
        {2, 3, 100, 2.6, 2.9, {2.7, 3.1}},
        {3, 4, 300, 3.5, 3.5, {3.4, 3.6}},
        {4, 5, 100, 4.4, 4.2, {4.1, 4.3}},
    };
    static struct calibration_spread spreads[] = {{250, .8, .85}, {250, 1.1, 1.05}};
    static struct calibration calibrations[] = {
        {.model = {"svd", 3}, .buckets = buckets, .bucket_count = 3},
        {
            .model = {"bayes", 5},
            .buckets = buckets,
            .bucket_count = 3,
            .has_spread = true,
            .levels = {{.5, {240, 500}, {.44, .52}, 1.2},
                       {.8, {390, 500}, {.74, .81}, 2.1},
                       {.9, {430, 500}, {.83, .89}, 2.7},
                       {.95, {470, 500}, {.92, .96}, 3.1}},
            .spreads = spreads,
            .spread_count = 2,
        },
    };
    static struct slice slices[] = {
        {{"Users by ratings in train", 25},
         {"1\u201319", 6},
         {"users_1_19", 10},
         120,
         30,
         1.1,
         {1.02, 1.18},
         .188,
         20,
         .2,
         {.15, .25},
         -.1},
        {{"Users by ratings in train", 25},
         {"20 and more", 11},
         {"users_20", 8},
         880,
         70,
         .88,
         {.86, .9},
         -.032,
         70,
         .32,
         {.3, .34},
         .02},
        {{"Genre", 5},
         {"Horror", 6},
         {"", 0},
         40,
         25,
         .95,
         {NAN, NAN},
         .038,
         0,
         NAN,
         {NAN, NAN},
         NAN},
    };
    static struct extreme films[2];
    static struct extreme users[] = {{{"u-1f2e", 6}, 12, 9, 2.1, 3.6, 1.9}};
    pairs[0] = fixture_pair("rmse", "bayes", .912, .88, .004, COMPARISON_SECOND_BETTER);
    pairs[1] = fixture_pair("rmse", "biases", .912, .943, .2, COMPARISON_UNDECIDED);
    pairs[2] = fixture_pair("ndcg_at_10", "ease", .3, .36, .0001, COMPARISON_SECOND_BETTER);
    pairs[3] = fixture_pair("ndcg_at_10", "popularity", .3, .2, .0001, COMPARISON_FIRST_BETTER);
    films[0] = (struct extreme){STR("alien-1979"), 40, 8, 2.5, 3.9, 1.7};
    films[1] = (struct extreme){str_from(hostile_id), 3, 5, 4.5, 3.1, 1.6};
    return (struct scoring){
        .test = 1000,
        .headline = STR("svd"),
        .k = 10,
        .calibrations = calibrations,
        .calibration_count = 2,
        .slices = slices,
        .slice_count = 3,
        .comparisons = pairs,
        .comparison_count = 4,
        .extremes_from = 5,
        .worst_films = {films, 2},
        .best_films = {films, 1},
        .worst_users = {users, 1},
        .best_users = {users, 1},
        .leakage = {1000, 2, true, 50, 900, STR("2 held-out ratings are in train too.")},
    };
}

#endif
