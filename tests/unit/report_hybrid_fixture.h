/*
 * report_hybrid_fixture.h - what readings and ratings find together, for the tests of report/ and
 * charts/: a curve of three weights from swipes, in which the two halves together are better than
 * either alone, and tags from which nothing could be measured.
 */
#ifndef UNIT_REPORT_HYBRID_FIXTURE_H
#define UNIT_REPORT_HYBRID_FIXTURE_H

#include <math.h>

#include "report_scoring_fixture.h"

#include "model/hybrid.h"

static inline struct hybrid_scores fixture_hybrid_scores(double ndcg)
{
    return (struct hybrid_scores){
        .hit_rate = {2 * ndcg, {2 * ndcg - .1, 2 * ndcg + .1}},
        .ndcg = {ndcg, {ndcg - .05, ndcg + .05}},
        .unwanted = {.125, {.1, .15}},
    };
}

static inline struct comparison fixture_half(const char *metric, const char *second, double first,
                                             double value, double p)
{
    struct comparison pair = fixture_pair(metric, second, first, value, p, COMPARISON_FIRST_BETTER);
    pair.first = STR("hybrid");
    return pair;
}

static inline const struct hybrid *fixture_hybrid(void)
{
    static struct hybrid hybrid;
    hybrid = (struct hybrid){.done = true, .model = STR("svd"), .k = 10, .items = 500};
    hybrid.curve_count = 2;
    struct hybrid_curve *curve = &hybrid.curves[0];
    curve->source = HYBRID_SWIPES;
    curve->synthetic = true;
    curve->liked = (struct hybrid_account){.events = 70,
                                           .unknown_users = 4,
                                           .unknown_films = 6,
                                           .used = 60,
                                           .held_out = 9,
                                           .early = 7};
    curve->interpreter = STR("built-in");
    curve->users = 30;
    curve->readings = 12;
    curve->unfiltered = 5;
    curve->matching = .08;
    static const double NDCG[] = {.25, .31, .2};
    for (size_t p = 0; p < 3; p++)
        curve->points[p] = (struct hybrid_point){.5 * (double)p, fixture_hybrid_scores(NDCG[p])};
    curve->point_count = 3;
    curve->best = 1;
    curve->filter = fixture_hybrid_scores(.28);
    curve->chosen = fixture_hybrid_scores(.3);
    curve->halves[0] = (struct hybrid_half){15, 31, .5, .32, .3};
    curve->halves[1] = (struct hybrid_half){15, 29, .5, .3, .32};
    curve->comparisons[0] = fixture_half("ndcg_at_10", "svd", .3, .25, .0004);
    curve->comparisons[1] = fixture_half("ndcg_at_10", "reading", .3, .2, .012);
    curve->comparisons[2] = fixture_half("hit_rate_at_10", "svd", .6, .5, .02);
    curve->comparisons[3] = fixture_half("hit_rate_at_10", "reading", .6, .4, .02);
    hybrid.curves[1] = (struct hybrid_curve){.source = HYBRID_TAGS,
                                             .reason = STR("no tag is of a well rated film")};
    return &hybrid;
}

#endif
