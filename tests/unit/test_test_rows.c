#include "train/test_rows.h"

#include "suite.h"

static const struct {
    const char *text;
    const char *message;
} REFUSED[] = {
    {"", "rows.txt: there is no row in it"},
    {"\n \r\n\n", "rows.txt: there is no row in it"},
    {"7\nseven\n", "rows.txt:2: \"seven\" is not the row of a rating"},
    {"7\n\n8\n-1\n", "rows.txt:4: \"-1\" is not the row of a rating"},
    {"4294967296", "rows.txt:1: \"4294967296\" is not the row of a rating"},
    {"1.0\n", "rows.txt:1: \"1.0\" is not the row of a rating"},
    {"1 2\n", "rows.txt:1: \"1 2\" is not the row of a rating"},
    {"1\r\n\x1b[31m", "rows.txt:2: \"\xEF\xBF\xBD[31m\" is not the row of a rating"},
    {"0123456789012345678901234567890123456789012345678901234567890",
     "rows.txt:1: \"0123456789012345678901234567890123456789\" is not the row of a rating"},
};

START_TEST(what_is_no_row_is_refused_with_its_line)
{
    struct arena *arena = arena_open("test", 1 << 20);
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
        struct test_rows rows = {.count = 99};
        struct error err = {0};
        ck_assert(
            !test_rows_parse(str_from(REFUSED[i].text), "rows.txt", arena, arena, &rows, &err));
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_str_eq(err.text, REFUSED[i].message);
        ck_assert_uint_eq(rows.count, 99);
    }
    arena_close(arena);
}
END_TEST

START_TEST(rows_are_read_in_order_from_any_kind_of_line)
{
    struct arena *arena = arena_open("test", 1 << 20);
    struct test_rows rows;
    struct error err = {0};
    ck_assert(test_rows_parse(STR("\xEF\xBB\xBF"
                                  "3\r\n\r\n 0 \n4294967295\n12"),
                              "rows.txt", arena, arena, &rows, &err));
    const uint32_t expected[] = {3, 0, 4294967295, 12};
    ck_assert_uint_eq(rows.count, 4);
    ck_assert_mem_eq(rows.items, expected, sizeof expected);
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("test_rows", what_is_no_row_is_refused_with_its_line,
                     rows_are_read_in_order_from_any_kind_of_line);
}
