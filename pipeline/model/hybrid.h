/*
 * hybrid.h - do the two halves together find what a person likes better than each of them alone?
 *
 * The halves are the reading of a query (which films match what was asked for) and a model that
 * learned from ratings (which films this person likes). A request is a query of a person together
 * with a film that they liked afterwards; a list is good when that film stands high in it.
 * train/hybrid.h says how lists are mixed and measured. Unknown figures are NAN; everything lives
 * in the arena that made it.
 */
#ifndef MODEL_HYBRID_H
#define MODEL_HYBRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ratio.h"
#include "base/str.h"
#include "model/scoring.h"

#define HYBRID_POINTS_MAX 101
#define HYBRID_COMPARISONS 4

/* Where requests come from. */
enum hybrid_source {
    HYBRID_SWIPES, /* likes in the feedback logs that carry the query that led to them */
    HYBRID_TAGS,   /* tags that people gave to films they then rated well, read as if asked for */
    HYBRID_SOURCES,
};

/*
 * What became of the events of a source: events = unknown_users + unknown_films + unconfirmed +
 * used. An event counts in the first of these that fits.
 */
struct hybrid_account {
    size_t events;        /* with a query: swipes, of the newest that were kept; or tags */
    size_t unknown_users; /* nothing can be learned about the user: no rating is left */
    size_t unknown_films; /* the film has no rating at all, so that no model could list it */
    size_t unconfirmed;   /* tags only: no rating of the same user says that the film was liked */
    size_t used;
    size_t held_out; /* of `used`: the user rated the film too, and that rating was not learned */
    size_t early;    /* of `used`: the model learned from a rating that the user gave later */
};

struct hybrid_value {
    double value;
    struct interval interval; /* 95 %, bootstrap of users */
};

/* What one way of making lists is worth. */
struct hybrid_scores {
    struct hybrid_value hit_rate; /* share of requests whose liked film is among the first k;
                                     like the others, a mean over users of means over requests */
    struct hybrid_value ndcg;     /* 1 ÷ log2(1 + rank), 0 beyond k */
    struct hybrid_value unwanted; /* share of disliked films among the first k: lower is better */
};

struct hybrid_point {
    double weight; /* of the reading: 0 is the model alone, 1 the reading alone */
    struct hybrid_scores scores;
};

/* The weight that is best on one half of the users, and what it is worth on the other half. */
struct hybrid_half {
    size_t users;
    size_t requests;
    double weight;      /* best nDCG on this half; of equals the smaller weight */
    double chosen_ndcg; /* on this half, on which it was chosen: flattering */
    double other_ndcg;  /* on the other half */
};

/* The figures of one source. Without a request that can be used, only the first six are valid. */
struct hybrid_curve {
    enum hybrid_source source;
    bool synthetic;    /* made by `reelgauge synth` */
    struct str reason; /* why there is no curve, a sentence; "" when there is one */
    struct hybrid_account liked;
    struct hybrid_account disliked; /* swipes only: behind `unwanted` */
    struct str interpreter;         /* that read the queries */

    size_t users;      /* with a request */
    size_t readings;   /* distinct queries among the requests */
    size_t unfiltered; /* requests whose reading asks for nothing that a film could match */
    double matching;   /* mean share of the candidates that match, over the other requests */

    struct hybrid_point points[HYBRID_POINTS_MAX]; /* (point_count), ascending from 0 to 1 */
    size_t point_count;
    size_t best;                 /* the point with the highest nDCG; of equals the first */
    struct hybrid_scores filter; /* the model's order of the films that match, the others left out
                                  */
    struct hybrid_scores chosen; /* each half of the users with the weight chosen on the other */
    struct hybrid_half halves[2];

    /* `chosen` against the model alone and the reading alone: first both by nDCG, then both by hit
     * rate. first is "hybrid"; second the model's name, then "reading". Holm over all of them. */
    struct comparison comparisons[HYBRID_COMPARISONS];
};

struct hybrid {
    bool done;         /* false: only `reason` is valid */
    struct str reason; /* why nothing was measured ("switched off"), a sentence; "" when done */
    struct str model;  /* the name of the model: "svd" */
    size_t k;          /* length of the lists */
    size_t items;      /* that could be listed */
    struct hybrid_curve curves[HYBRID_SOURCES]; /* (curve_count) */
    size_t curve_count;
};

#endif
