#include "commands/gold_line.h"

#include "load/gold_file.h"
#include "loading.h"
#include "suite.h"

static void read_gold(const char *text, struct gold_set *out)
{
    const struct gold_fields fields = {0};
    struct error err = {0};
    struct source_list list = loading_file(SOURCE_GOLD, "g.jsonl", str_from(text));
    *out = (struct gold_set){0};
    ck_assert_msg(gold_file_load(&loading.loader, &list, &fields, out, &err), "%s", err.text);
    ck_assert_msg(out->count == 1, "%s", text);
}

START_TEST(a_written_case_reads_back_as_the_same)
{
    static const char *const CASES[] = {
        "{\"id\":\"a\",\"query\":\"say "
        "\\\"x\\\"\\n\u00e9\",\"expected\":{\"intent\":\"search\",\"genres\":"
        "[\"Comedy\",\"Sci-Fi\"],\"exclude_genres\":[],\"year_min\":null,\"year_max\":1990,"
        "\"similar_to\":[\"Alien (1979)\",\"Nope (1900)\"],\"movies\":[]},\"tags\":[\"t\",\"u\"]}",
        "{\"query\":\"x\",\"expected\":{\"intent\":null}}",
        "{\"query\":\"x\",\"expected\":{\"year_min\":1980},\"assert\":[{\"type\":\"icontains\","
        "\"value\":\"a \\\"b\\\"\"},{\"type\":\"not-is-json\"}]}",
        "{\"query\":\"x\",\"assert\":[{\"type\":\"contains\",\"value\":\"y\"}]}",
        "{\"vars\":{\"question\":\"x\"},\"assert\":[{\"type\":\"equals\",\"value\":{\"genres\":"
        "[\"scifi\"]}},{\"type\":\"latency\",\"threshold\":5}]}",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct gold_set before;
        struct gold_set after;
        read_gold(CASES[i], &before);
        struct str line =
            gold_line_write(&before.items[0], &loading.genres, &loading.intents, loading.arena);
        read_gold(str_copy(loading.arena, line).data, &after);
        ck_assert_msg(memcmp(&before.items[0].digest, &after.items[0].digest,
                             sizeof before.items[0].digest) == 0,
                      "%s became %.*s", CASES[i], STR_ARG(line));
        ck_assert(str_equal(before.items[0].id, after.items[0].id));
        ck_assert(str_equal(before.items[0].query, after.items[0].query));
        ck_assert_uint_eq(before.items[0].tag_count, after.items[0].tag_count);
        ck_assert_uint_eq(before.items[0].expected.named, after.items[0].expected.named);
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(loading_open, loading_close, "gold_line",
                            a_written_case_reads_back_as_the_same);
}
