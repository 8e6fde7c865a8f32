/*
 * assertion_plan.h - which assertions are asked of which case, equal ones known as one.
 *
 * An assertion that many cases have is compiled once and not once a case.
 */
#ifndef EVAL_ASSERTION_PLAN_H
#define EVAL_ASSERTION_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/assertion.h"
#include "model/gold.h"

/* A distinct assertion. */
struct assertion_plan_node {
    const struct assertion *assertion; /* the first that is written so */
    uint32_t *children;                /* (assertion->children.count) of a set */
    size_t uses;                       /* how often it is asked */
    size_t size;                       /* it and all within it */
};

struct assertion_plan_nodes {
    struct assertion_plan_node *items;
    size_t count;
    size_t capacity;
};

/* The assertions of a case outside of sets, and where its outcomes begin. */
struct assertion_plan_case {
    uint32_t *roots;
    size_t count;
    size_t first; /* outcomes of the cases before it: one for each assertion, sets and all */
};

struct assertion_plan {
    struct assertion_plan_nodes nodes;
    struct assertion_plan_case *cases; /* (count) */
    size_t count;
    size_t outcomes; /* of all cases */
};

/* Those for all cases come before the case's own. The plan lives in the arena. */
struct assertion_plan assertion_plan_make(const struct gold_set *gold,
                                          const struct assertion_list *for_all,
                                          struct arena *arena);

#endif
