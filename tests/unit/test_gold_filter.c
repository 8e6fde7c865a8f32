#include "load/gold_filter.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static struct arena *arena;
static struct gold_set gold;
static struct map failed;

static void add(const char *id, const char *query, const char *first_tag, const char *second_tag)
{
    struct gold_case *one = ARENA_PUSH(arena, &gold);
    *one = (struct gold_case){.id = str_from(id), .query = str_from(query)};
    one->tags = ARENA_ARRAY(arena, struct str, 2);
    one->tags[0] = str_from(first_tag);
    one->tags[1] = str_from(second_tag);
    one->tag_count = second_tag == NULL ? 1 : 2;
}

static void open_all(void)
{
    arena = arena_open("test", (size_t)1 << 26);
    gold = (struct gold_set){0};
    failed = map_init(arena);
    map_add(&failed, STR("b"), 0);
    map_add(&failed, STR("held-2"), 0);
    map_add(&failed, STR("gone"), 0);
    add("a", "Comedies, please", "genres", "easy");
    add("b", "a comedy from the 80s", "decade", "easy");
    add("c", "films like Alien", "similar", NULL);
    add("held-1", "a war/drama film", "genres", "held-out");
    add("held-2", "a WESTERN", "genres", "held-out");
}

static void close_all(void)
{
    arena_close(arena);
}

/* The ids that the filter leaves, with spaces between; an error's text when it leaves none. */
static const char *left(const char *text, uint64_t seed)
{
    struct gold_filter filter;
    struct gold_set out;
    static struct error err;
    err = (struct error){0};
    if (!gold_filter_parse(str_from(text), AT_FILE("--filter"), arena, &filter, &err))
        return err.text;
    for (size_t i = 0; i < filter.count; i++)
        filter.terms[i].failed = &failed;
    bool done = gold_filter_apply(&filter, &gold, seed, arena, &out, &err);
    gold_filter_close(&filter);
    if (!done)
        return err.text;
    struct strbuf buf = strbuf_init(arena, 1 << 20);
    for (size_t i = 0; i < out.count; i++)
        strbuf_addf(&buf, "%s%.*s", i == 0 ? "" : " ", STR_ARG(out.items[i].id));
    return buf.data;
}

START_TEST(every_term_leaves_what_it_asks_for)
{
    static const struct {
        const char *filter;
        const char *left;
    } CASES[] = {
        {"", "a b c held-1 held-2"},
        {"  ", "a b c held-1 held-2"},
        {"tag=decade", "b"},
        {"tag=decade|similar", "b c"},
        {"tag=d*", "b"},
        {"tag!=easy", "c held-1 held-2"},
        {"!tag=easy", "c held-1 held-2"},
        {"!tag!=easy", "a b"},
        {"id=held-*", "held-1 held-2"},
        {"id=a | c", "a c"},
        {"id!=held-?", "a b c"},
        {"/comed(y|ies)/i", "a b"},
        {"/comed(y|ies)/", "b"},
        {"/^.{9,9}$/", "held-2"},
        {"/war\\/drama/", "held-1"},
        {"/\\bwestern\\b/i", "held-2"},
        {"failed-of:latest", "b held-2"},
        {"failed-of latest/any", "b held-2"},
        {"!failed-of:x", "a c held-1"},
        {"range:2-3", "b c"},
        {"range:4-999", "held-1 held-2"},
        {"!range:2-5", "a"},
        {"tag=genres,id=held-*", "held-1 held-2"},
        {"tag=genres, range:1-2", "a held-1"},
        {"range:1-2,tag=genres", "a"},
        {"sample:5", "a b c held-1 held-2"},
        {"sample:9", "a b c held-1 held-2"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        ck_assert_msg(strcmp(left(CASES[i].filter, 42), CASES[i].left) == 0, "%s leaves %s",
                      CASES[i].filter, left(CASES[i].filter, 42));
}
END_TEST

START_TEST(a_sample_follows_from_the_seed_and_the_ids_alone)
{
    gold = (struct gold_set){0};
    for (int i = 0; i < 1000; i++)
        add(arena_printf(arena, "case-%d", i), "q", "t", NULL);
    const char *first = left("sample:100", 1);
    ck_assert_str_eq(left("sample:100", 1), first);
    ck_assert_str_ne(left("sample:100", 2), first);

    /* Backwards the same cases come, backwards. */
    for (size_t i = 0; i < 500; i++) {
        struct gold_case other = gold.items[i];
        gold.items[i] = gold.items[999 - i];
        gold.items[999 - i] = other;
    }
    struct str rest = str_from(first);
    struct str id;
    struct str backwards = str_from(left("sample:100", 1));
    while (str_next(&rest, ' ', &id))
        ck_assert(str_find(backwards, id) != SIZE_MAX);
    ck_assert_uint_eq(backwards.size, strlen(first));

    /* What a larger sample draws has the smaller one in it. */
    struct str larger = str_from(left("sample:200", 1));
    for (rest = str_from(first); str_next(&rest, ' ', &id);)
        ck_assert(str_find(larger, id) != SIZE_MAX);
}
END_TEST

START_TEST(a_sample_and_its_negation_are_everything)
{
    gold = (struct gold_set){0};
    for (int i = 0; i < 100; i++)
        add(arena_printf(arena, "%03d", i), "q", "t", NULL);
    ck_assert_uint_eq(strlen(left("sample:30", 7)), 30 * 4 - 1);
    ck_assert_uint_eq(strlen(left("!sample:30", 7)), 70 * 4 - 1);
    ck_assert_str_eq(left("sample:30,!sample:30", 7),
                     "--filter: `!sample:30` leaves no case of the 30 before it");
}
END_TEST

START_TEST(a_bad_filter_is_told_with_its_character)
{
    static const struct {
        const char *filter;
        const char *message;
    } BAD[] = {
        {"easy", "--filter: character 1: a filter is tag=…, id=…, /EXPRESSION/, failed-of:RUN, "
                 "sample:N or range:A-B"},
        {"tag=easy,", "--filter: character 10: a filter is tag=…, id=…, /EXPRESSION/, "
                      "failed-of:RUN, sample:N or range:A-B"},
        {"id=é, foo", "--filter: character 7: a filter is tag=…, id=…, /EXPRESSION/, "
                      "failed-of:RUN, sample:N or range:A-B"},
        {"tag=", "--filter: character 5: `tag=` and `id=` take one or more words with | between"},
        {"id=a||b",
         "--filter: character 4: `tag=` and `id=` take one or more words with | between"},
        {"tag=a,/x", "--filter: character 7: the expression has no slash at its end"},
        {"//", "--filter: character 2: the expression is empty"},
        {"/x/g", "--filter: character 4: a comma is missing between two filters"},
        {"failed-of:", "--filter: character 11: `failed-of:` takes RUN, RUN/INTERPRETER or "
                       "RUN/any; RUN is an id, the beginning of one, or latest"},
        {"failed-of:x/", "--filter: character 11: `failed-of:` takes RUN, RUN/INTERPRETER or "
                         "RUN/any; RUN is an id, the beginning of one, or latest"},
        {"sample:0", "--filter: character 8: `sample:` takes how many, a whole number from 1 on"},
        {"sample:many",
         "--filter: character 8: `sample:` takes how many, a whole number from 1 on"},
        {"range:3", "--filter: character 7: `range:` takes FIRST-LAST, both counted from 1 and "
                    "included, as 11-20"},
        {"range:5-3", "--filter: character 7: `range:` takes FIRST-LAST, both counted from 1 and "
                      "included, as 11-20"},
        {"range:0-3", "--filter: character 7: `range:` takes FIRST-LAST, both counted from 1 and "
                      "included, as 11-20"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        ck_assert_str_eq(left(BAD[i].filter, 1), BAD[i].message);
    ck_assert(strstr(left("tag=a,/(/", 1), "--filter: character 8: ") != NULL);
}
END_TEST

START_TEST(a_filter_that_leaves_nothing_names_the_term_that_did_it)
{
    ck_assert_str_eq(left("tag=genres,id=b,tag=easy", 1),
                     "--filter: `id=b` leaves no case of the 3 before it");
    ck_assert_str_eq(left("range:6-9", 1),
                     "--filter: `range:6-9` leaves no case of the 5 before it");
}
END_TEST

START_TEST(failed_of_names_a_run_and_an_interpreter)
{
    struct gold_filter filter;
    struct error err;
    ck_assert(gold_filter_parse(STR("failed-of: 2026 / any,failed-of latest"), AT_NOWHERE, arena,
                                &filter, &err));
    ck_assert(str_equal(filter.terms[0].run, STR("2026")));
    ck_assert(str_equal(filter.terms[0].interpreter, STR("any")));
    ck_assert(str_equal(filter.terms[1].run, STR("latest")));
    ck_assert_uint_eq(filter.terms[1].interpreter.size, 0);
    gold_filter_close(&filter);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "gold_filter", every_term_leaves_what_it_asks_for,
                            a_sample_follows_from_the_seed_and_the_ids_alone,
                            a_sample_and_its_negation_are_everything,
                            a_bad_filter_is_told_with_its_character,
                            a_filter_that_leaves_nothing_names_the_term_that_did_it,
                            failed_of_names_a_run_and_an_interpreter);
}
