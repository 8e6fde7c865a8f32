#include "eval/gold_changes.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* A set of cases from pairs of letters: id, and what it says. "aX bY" */
static struct gold_set set_of(const char *text)
{
    struct gold_set gold = {0};
    struct str rest = str_from(text);
    struct str pair;
    while (rest.size != 0 && str_next(&rest, ' ', &pair)) {
        struct gold_case *one = ARENA_PUSH(arena, &gold);
        one->id = str_copy(arena, str_slice(pair, 0, 1));
        one->digest = hash_sha256(str_slice(pair, 1, 2));
        one->at = (struct at){"gold.jsonl", gold.count};
    }
    return gold;
}

static struct history_gold history_of(const char *text)
{
    struct gold_set gold = set_of(text);
    struct history_gold out = {.exists = true, .run_id = "RUN", .started_ms = 7};
    out.cases = ARENA_ARRAY(arena, struct history_gold_case, gold.count);
    out.count = gold.count;
    for (size_t i = 0; i < gold.count; i++)
        out.cases[i] = (struct history_gold_case){gold.items[i].id, gold.items[i].digest};
    return out;
}

static bool same_digest(const char *a, const char *b)
{
    struct gold_set first = set_of(a);
    struct gold_set second = set_of(b);
    struct hash_sha256 one = gold_changes_digest(&first, arena);
    struct hash_sha256 two = gold_changes_digest(&second, arena);
    return memcmp(&one, &two, sizeof one) == 0;
}

START_TEST(the_digest_knows_what_is_said_and_not_where)
{
    ck_assert(same_digest("aX bY cZ", "cZ aX bY"));
    ck_assert(same_digest("aX bY", "dX eY"));
    ck_assert(!same_digest("aX bY", "aX bZ"));
    ck_assert(!same_digest("aX", "aX bX"));
    ck_assert(same_digest("", ""));
}
END_TEST

START_TEST(cases_are_added_removed_and_edited)
{
    struct history_gold before = history_of("aX bX cX dX");
    struct gold_set now = set_of("eX cX bY aX");
    struct gold_changes changes = gold_changes_since(&before, &now, arena, arena);
    ck_assert(changes.known);
    ck_assert_str_eq(changes.run_id, "RUN");
    ck_assert_uint_eq(changes.counts[GOLD_CHANGE_ADDED], 1);
    ck_assert_uint_eq(changes.counts[GOLD_CHANGE_EDITED], 1);
    ck_assert_uint_eq(changes.counts[GOLD_CHANGE_REMOVED], 1);
    ck_assert_uint_eq(changes.count, 3);
    ck_assert_str_eq(changes.items[0].id.data, "e");
    ck_assert_int_eq(changes.items[1].kind, GOLD_CHANGE_EDITED);
    ck_assert_uint_eq(changes.items[1].at.line, 3);
    ck_assert_str_eq(changes.items[2].id.data, "d");
    ck_assert_ptr_null(changes.items[2].at.file);
}
END_TEST

START_TEST(equal_sets_have_no_changes_and_no_history_knows_none)
{
    struct history_gold before = history_of("aX bX");
    struct gold_set now = set_of("bX aX");
    struct gold_changes changes = gold_changes_since(&before, &now, arena, arena);
    ck_assert(changes.known);
    ck_assert_uint_eq(changes.count, 0);
    before = (struct history_gold){0};
    changes = gold_changes_since(&before, &now, arena, arena);
    ck_assert(!changes.known);
    ck_assert_uint_eq(changes.count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "gold_changes", the_digest_knows_what_is_said_and_not_where,
        cases_are_added_removed_and_edited, equal_sets_have_no_changes_and_no_history_knows_none);
}
