#include "eval/gold_balance.h"

#include <stdlib.h>

#include "base/map.h"

#define DECADE 10
#define YEAR_MIN 1870 /* what the loader takes */
#define YEAR_MAX 2200
#define DECADES ((YEAR_MAX - YEAR_MIN) / DECADE + 1)

static void add_class(struct gold_axis *axis, struct arena *arena, struct str name, size_t cases)
{
    *ARENA_PUSH(arena, axis) = (struct gold_class){name, cases};
}

/* ── slots and decades ── */

static bool says_something(const struct slots *slots, enum slot slot)
{
    switch (slot) {
    case SLOT_INTENT:
        return slots->intent != INTENT_NONE;
    case SLOT_GENRES:
        return slots->genres != 0;
    case SLOT_EXCLUDE_GENRES:
        return slots->exclude_genres != 0;
    case SLOT_YEAR_MIN:
        return slots->year_min != 0;
    case SLOT_YEAR_MAX:
        return slots->year_max != 0;
    case SLOT_SIMILAR_TO:
        return slots->similar_to.count != 0;
    case SLOT_MOVIES:
        return slots->movies.count != 0;
    case SLOT_COUNT:
        break;
    }
    return false;
}

static void count_slots(const struct gold_set *gold, struct arena *arena, struct gold_axis *axis)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        size_t cases = 0;
        for (size_t i = 0; i < gold->count; i++)
            cases += says_something(&gold->items[i].expected, (enum slot)slot);
        add_class(axis, arena, str_from(slots_name((enum slot)slot)), cases);
    }
}

/* With one end open, the decade of the other end. */
static void count_decades(const struct gold_set *gold, struct arena *arena, struct gold_axis *axis)
{
    size_t cases[DECADES] = {0};
    for (size_t i = 0; i < gold->count; i++) {
        const struct slots *slots = &gold->items[i].expected;
        int from = slots->year_min != 0 ? slots->year_min : slots->year_max;
        int to = slots->year_max != 0 ? slots->year_max : slots->year_min;
        if (from < YEAR_MIN || to > YEAR_MAX)
            continue;
        for (int d = (from - YEAR_MIN) / DECADE; d <= (to - YEAR_MIN) / DECADE; d++)
            cases[d]++;
    }
    for (int d = 0; d < DECADES; d++)
        if (cases[d] != 0)
            add_class(axis, arena, str_from(arena_printf(arena, "%ds", YEAR_MIN + DECADE * d)),
                      cases[d]);
}

/* ── tags ── */

static int compare_classes(const void *left, const void *right)
{
    const struct gold_class *a = left;
    const struct gold_class *b = right;
    if (a->cases != b->cases)
        return a->cases > b->cases ? -1 : 1;
    return str_compare(a->name, b->name);
}

static void count_tags(const struct gold_set *gold, struct arena *arena, struct gold_axis *axis)
{
    struct map known = map_init(arena);
    for (size_t i = 0; i < gold->count; i++)
        for (size_t t = 0; t < gold->items[i].tag_count; t++) {
            uint32_t index = map_intern(&known, gold->items[i].tags[t], NULL);
            if (index == axis->count)
                add_class(axis, arena, gold->items[i].tags[t], 0);
            axis->items[index].cases++;
        }
    if (axis->count != 0)
        qsort(axis->items, axis->count, sizeof *axis->items, compare_classes);
}

struct gold_classes gold_balance_count(const struct gold_set *gold,
                                       const struct genre_table *genres,
                                       const struct intent_table *intents, struct arena *arena)
{
    struct gold_classes classes = {0};
    for (size_t n = 0; n < intents->count; n++) {
        size_t cases = 0;
        for (size_t i = 0; i < gold->count; i++)
            cases += gold->items[i].expected.intent == (int)n;
        add_class(&classes.axes[GOLD_AXIS_INTENT], arena, intents->names[n], cases);
    }
    for (size_t g = 0; g < genres->count; g++) {
        size_t cases = 0;
        for (size_t i = 0; i < gold->count; i++)
            cases += (gold->items[i].expected.genres & genre_bit((int)g)) != 0;
        add_class(&classes.axes[GOLD_AXIS_GENRE], arena, genres->names[g], cases);
    }
    count_slots(gold, arena, &classes.axes[GOLD_AXIS_SLOT]);
    count_decades(gold, arena, &classes.axes[GOLD_AXIS_DECADE]);
    count_tags(gold, arena, &classes.axes[GOLD_AXIS_TAG]);
    return classes;
}

void gold_balance_judge(const struct gold_classes *classes, size_t least, struct arena *arena,
                        struct gold_finding_list *out)
{
    for (int axis = GOLD_AXIS_INTENT; axis <= GOLD_AXIS_SLOT; axis++)
        for (size_t c = 0; c < classes->axes[axis].count; c++) {
            const struct gold_class *one = &classes->axes[axis].items[c];
            const char *name = gold_classes_axis_name((enum gold_axis_kind)axis);
            if (one->cases == 0)
                gold_finding_add(out, arena, GOLD_FINDING_MISSING_CLASS, AT_NOWHERE,
                                 "no case expects the %s %.*s", name, STR_ARG(one->name));
            else if (one->cases < least)
                gold_finding_add(out, arena, GOLD_FINDING_RARE_CLASS, AT_NOWHERE,
                                 "%zu %s the %s %.*s, fewer than %zu", one->cases,
                                 one->cases == 1 ? "case expects" : "cases expect", name,
                                 STR_ARG(one->name), least);
        }
}
