#include "load/gold_file.h"

#include "loading.h"
#include "suite.h"

static struct gold_set gold;
static struct gold_fields fields;

static void open_all(void)
{
    loading_open();
    gold = (struct gold_set){0};
    fields = (struct gold_fields){0};
}

static bool load(const char *name, const char *text, struct error *err)
{
    struct source_list list = loading_file(SOURCE_GOLD, name, str_from(text));
    return gold_file_load(&loading.loader, &list, &fields, &gold, err);
}

static void read_gold(const char *name, const char *text)
{
    struct error err = {0};
    ck_assert_msg(load(name, text, &err), "%s", err.text);
}

START_TEST(a_case_arrives_with_all_its_slots)
{
    read_gold(
        "g.jsonl",
        "{\"id\":\"c1\",\"query\":\"A scifi  Comedy\",\"expected\":{\"intent\":\"search\","
        "\"genres\":[\"scifi\",\"Comedy\"],\"exclude_genres\":[],\"year_min\":1980,"
        "\"year_max\":null,\"similar_to\":[\"Alien (1979)\"]},\"tags\":[\"a\",\"b\",\"a\"]}\n");
    ck_assert_uint_eq(gold.count, 1);
    const struct gold_case *one = &gold.items[0];
    ck_assert(str_equal(one->id, STR("c1")));
    ck_assert(str_equal(one->canonical, STR("a scifi comedy")));
    ck_assert_uint_eq(one->expected.named, (1u << SLOT_COUNT) - 1 - SLOT_BIT(SLOT_MOVIES));
    ck_assert_uint_eq(one->expected.genres, 3);
    ck_assert_int_eq(one->expected.year_min, 1980);
    ck_assert_int_eq(one->expected.year_max, 0);
    ck_assert_uint_eq(one->expected.similar_to.count, 1);
    ck_assert_uint_eq(one->expected.similar_to.items[0], 0);
    ck_assert_uint_eq(one->tag_count, 2);
}
END_TEST

#define EXPECTED "\"expected\":{\"intent\":\"search\",\"genres\":[\"Comedy\"]}"

START_TEST(lines_an_array_and_csv_give_the_same_cases)
{
    static const char *const TEXTS[] = {
        "{\"id\":\"c1\",\"query\":\"q\"," EXPECTED "}\n",
        "[\n\n  {\"id\":\"c1\",\n\"query\":\"q\"," EXPECTED "}\n]\n",
        "id,query,intent,genres,year_min\nc1,q,search,Comedy,\n",
    };
    static const size_t LINES[] = {1, 3, 2};
    for (size_t i = 0; i < 3; i++) {
        gold = (struct gold_set){0};
        read_gold("g.txt", TEXTS[i]);
        ck_assert_uint_eq(gold.count, 1);
        ck_assert_uint_eq(gold.items[0].at.line, LINES[i]);
        static struct hash_sha256 first;
        if (i == 0)
            first = gold.items[0].digest;
        ck_assert_mem_eq(&gold.items[0].digest, &first, sizeof first);
        ck_assert_uint_eq(loading_account()->accepted, 1);
    }
}
END_TEST

START_TEST(a_dash_expects_none_and_an_empty_cell_is_not_judged)
{
    read_gold("g.csv", "query,intent,genres,exclude_genres,tags\nq,search,-,,a|b\n");
    ck_assert_uint_eq(gold.items[0].expected.named, SLOT_BIT(SLOT_INTENT) | SLOT_BIT(SLOT_GENRES));
    ck_assert_uint_eq(gold.items[0].expected.genres, 0);
    ck_assert_uint_eq(gold.items[0].tag_count, 2);
}
END_TEST

START_TEST(array_elements_are_told_by_their_line)
{
    read_gold("g.json", "[{\"query\":\"a[\\\"]\"," EXPECTED "},\n7,\n {\"query\":\"b\"}]");
    ck_assert_uint_eq(gold.count, 1);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "g.json:2: not a JSON object");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 1),
                     "g.json:3: \"expected\" is not an object");
    ck_assert_uint_eq(loading_account()->read, 3);
}
END_TEST

START_TEST(a_case_without_an_id_is_named_by_its_query)
{
    read_gold("g.jsonl", "{\"query\":\"Q  x\"," EXPECTED "}\n{\"query\":\"q X\"," EXPECTED "}\n");
    ck_assert_uint_eq(gold.count, 1);
    ck_assert_uint_eq(gold.items[0].id.size, 16);
    ck_assert_uint_eq(loading_account()->duplicate, 1);
}
END_TEST

START_TEST(a_taken_id_names_its_first_place)
{
    read_gold("g.jsonl", "{\"id\":\"a\",\"query\":\"x\"," EXPECTED "}\n"
                         "{\"id\":\"a\",\"query\":\"y\"," EXPECTED "}\n");
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "g.jsonl:2: the id \"a\" is taken by g.jsonl:1");
}
END_TEST

START_TEST(queries_are_masked_before_anything_else)
{
    read_gold("g.jsonl", "{\"query\":\"comedies to ana@example.com\"," EXPECTED "}\n");
    ck_assert(str_equal(gold.items[0].query, STR("comedies to [email]")));
    ck_assert_uint_eq(loading.masked.found[REDACT_EMAIL], 1);
}
END_TEST

START_TEST(no_reason_shows_personal_data)
{
    read_gold("g.jsonl", "{\"query\":\"x\",\"expected\":{\"genres\":[\"ana@example.com\"]}}\n"
                         "{\"query\":\"x\",\"expected\":{\"intent\":\"ask ana@example.com\"}}\n"
                         "{\"query\":\"x\",\"expected\":{\"movies\":[\"by "
                         "ana@example.com\"],\"ana@example.com\":1}}\n");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "g.jsonl:1: genres: unknown genre \"[email]\"");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 1),
                     "g.jsonl:2: unknown intent \"ask [email]\"");
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "g.jsonl:3: \"expected\" has \"[email]\", which is no slot");
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 1),
                     "g.jsonl:3: movies: the catalogue does not list \"by [email]\"");
    ck_assert(str_equal(gold.items[0].expected.movies.texts[0], STR("by [email]")));
}
END_TEST

START_TEST(a_long_value_is_cut_between_two_characters)
{
    read_gold("g.jsonl",
              "{\"query\":\"x\",\"expected\":{\"genres\":["
              "\"a\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
              "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\"]}}");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "g.jsonl:1: genres: unknown genre \"aééééééééééééééééééé…\"");
}
END_TEST

/* The tables of another night may list the same genres and films in another order. */
START_TEST(the_digest_does_not_depend_on_the_order_of_the_tables)
{
    static const char TEXT[] = "{\"query\":\"x\",\"expected\":{\"genres\":[\"Comedy\",\"Sci-Fi\"],"
                               "\"movies\":[\"Alien (1979)\",\"Brazil (1985)\"]}}\n";
    catalogue_add(&loading.catalogue, STR("brazil-1985"), STR("Brazil (1985)"), 0);
    read_gold("g.jsonl", TEXT);
    struct hash_sha256 first = gold.items[0].digest;

    loading.genres = genre_table_init(loading.arena);
    genre_add(&loading.genres, STR("Sci-Fi"));
    genre_add(&loading.genres, STR("Comedy"));
    loading.catalogue = catalogue_init(loading.arena);
    catalogue_add(&loading.catalogue, STR("2"), STR("Brazil (1985)"), 0);
    catalogue_add(&loading.catalogue, STR("1"), STR("Alien (1979)"), 0);
    gold = (struct gold_set){0};
    read_gold("g.jsonl", TEXT);
    ck_assert_mem_eq(&gold.items[0].digest, &first, sizeof first);
}
END_TEST

START_TEST(what_is_odd_but_usable_is_noted)
{
    read_gold("g.jsonl", "{\"query\":\"x\",\"expected\":{\"mood\":\"sad\",\"movies\":"
                         "[\"Nowhere (1900)\"]}}\n");
    ck_assert_uint_eq(gold.count, 1);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "g.jsonl:1: \"expected\" has \"mood\", which is no slot");
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 1),
                     "g.jsonl:1: movies: the catalogue does not list \"Nowhere (1900)\"");
}
END_TEST

START_TEST(every_bad_case_is_rejected_with_its_reason)
{
    static const struct {
        const char *line;
        const char *message;
    } BAD[] = {
        {"{\"query\":7," EXPECTED "}", "g.jsonl:1: \"query\" is not a string"},
        {"{" EXPECTED "}", "g.jsonl:1: \"query\" is missing"},
        {"{\"query\":\"x\"}", "g.jsonl:1: \"expected\" is not an object"},
        {"{\"query\":\"x\",\"expected\":{}}", "g.jsonl:1: the case expects nothing"},
        {"{\"query\":\"x\",\"expected\":{\"genres\":\"Comedy\"}}",
         "g.jsonl:1: \"genres\" is not a list of strings"},
        {"{\"query\":\"x\",\"expected\":{\"genres\":[1]}}",
         "g.jsonl:1: \"genres\" is not a list of strings"},
        {"{\"query\":\"x\",\"expected\":{\"genres\":[\"Comdey\"]}}",
         "g.jsonl:1: genres: unknown genre \"Comdey\"; did you mean \"Comedy\"?"},
        {"{\"query\":\"x\",\"expected\":{\"exclude_genres\":[\"Telenovela\"]}}",
         "g.jsonl:1: exclude_genres: unknown genre \"Telenovela\""},
        {"{\"query\":\"x\",\"expected\":{\"intent\":\"find\"}}",
         "g.jsonl:1: unknown intent \"find\""},
        {"{\"query\":\"x\",\"expected\":{\"intent\":[]}}", "g.jsonl:1: \"intent\" is not a string"},
        {"{\"query\":\"x\",\"expected\":{\"year_min\":\"1980\"}}",
         "g.jsonl:1: \"year_min\" is not a year or null"},
        {"{\"query\":\"x\",\"expected\":{\"year_min\":80}}",
         "g.jsonl:1: year_min: 80 is outside 1870..2200"},
        {"{\"query\":\"x\",\"expected\":{\"year_min\":1990,\"year_max\":1980}}",
         "g.jsonl:1: year_min 1990 is after year_max 1980"},
        {"{\"query\":\"x\",\"expected\":{\"movies\":[\" \"]}}",
         "g.jsonl:1: movies: an empty title"},
        {"{\"query\":\"x\"," EXPECTED ",\"tags\":\"a\"}",
         "g.jsonl:1: \"tags\" is not a list of strings"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        read_gold("g.jsonl", BAD[i].line);
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), BAD[i].message);
        ck_assert_uint_eq(loading_account()->rejected, 1);
    }
    ck_assert_uint_eq(gold.count, 0);
}
END_TEST

START_TEST(a_file_in_none_of_the_formats_is_an_error_at_its_line)
{
    static const struct {
        const char *text;
        const char *message;
    } BAD[] = {
        {"a,b\n1,2\n", "g.txt:1: the header has no column \"query\""},
        {"[{\"query\":\"x\"},\n{]", "g.txt:2: "},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error err = {0};
        ck_assert(!load("g.txt", BAD[i].text, &err));
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_int_eq(strncmp(err.text, BAD[i].message, strlen(BAD[i].message)), 0);
        ck_assert_uint_eq(gold.count, 0);
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "load_gold", a_case_arrives_with_all_its_slots,
        lines_an_array_and_csv_give_the_same_cases,
        a_dash_expects_none_and_an_empty_cell_is_not_judged, array_elements_are_told_by_their_line,
        a_case_without_an_id_is_named_by_its_query, a_taken_id_names_its_first_place,
        queries_are_masked_before_anything_else, no_reason_shows_personal_data,
        a_long_value_is_cut_between_two_characters,
        the_digest_does_not_depend_on_the_order_of_the_tables, what_is_odd_but_usable_is_noted,
        every_bad_case_is_rejected_with_its_reason,
        a_file_in_none_of_the_formats_is_an_error_at_its_line);
}
