#include "eval/assertion_plan.h"

#include <assert.h>

#include "base/map.h"

struct planner {
    struct arena *arena;
    struct assertion_plan plan;
    struct map numbers; /* source → number of the node */
};

/* Counts one more use of a node and of all within it. */
static void use(struct planner *planner, uint32_t number)
{
    assert(number < planner->plan.nodes.count);
    struct assertion_plan_node *node = &planner->plan.nodes.items[number];
    node->uses++;
    for (size_t i = 0; i < node->assertion->children.count; i++)
        use(planner, node->children[i]);
}

/* The number of the node that an assertion is, made when it is the first such. */
static uint32_t number_of(struct planner *planner, const struct assertion *assertion)
{
    uint32_t number;
    if (map_find(&planner->numbers, assertion->source, &number))
        return number;
    size_t count = assertion->children.count;
    struct assertion_plan_node node = {.assertion = assertion, .size = 1};
    node.children = ARENA_ARRAY(planner->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        node.children[i] = number_of(planner, &assertion->children.items[i]);
        assert(node.children[i] < planner->plan.nodes.count);
        node.size += planner->plan.nodes.items[node.children[i]].size;
    }
    number = (uint32_t)planner->plan.nodes.count;
    *ARENA_PUSH(planner->arena, &planner->plan.nodes) = node;
    map_add(&planner->numbers, assertion->source, number);
    return number;
}

static void add_roots(struct planner *planner, const struct assertion_list *list,
                      struct assertion_plan_case *one)
{
    for (size_t i = 0; i < list->count; i++) {
        uint32_t number = number_of(planner, &list->items[i]);
        use(planner, number);
        one->roots[one->count++] = number;
        planner->plan.outcomes += planner->plan.nodes.items[number].size;
    }
}

struct assertion_plan assertion_plan_make(const struct gold_set *gold,
                                          const struct assertion_list *for_all, struct arena *arena)
{
    struct planner planner = {.arena = arena, .numbers = map_init(arena)};
    struct assertion_plan *plan = &planner.plan;
    plan->cases = ARENA_ARRAY(arena, struct assertion_plan_case, gold->count);
    plan->count = gold->count;
    for (size_t i = 0; i < gold->count; i++) {
        const struct assertion_list *own = &gold->items[i].assertions;
        plan->cases[i].first = plan->outcomes;
        plan->cases[i].roots = ARENA_ARRAY(arena, uint32_t, for_all->count + own->count);
        add_roots(&planner, for_all, &plan->cases[i]);
        add_roots(&planner, own, &plan->cases[i]);
    }
    return *plan;
}
