#include "load/csv_rows.h"

#include "loading.h"
#include "suite.h"

static struct input *account;
static struct csv_rows *rows;
static struct lines *lines;

static bool open_text(struct str text, struct error *err)
{
    account = input_add(&loading.inputs, "test", "t.csv");
    lines = lines_open_text(account->path, text);
    return csv_rows_open(lines, loading.arena, &rows, err);
}

static void close_text(void)
{
    csv_rows_close(rows);
    lines_close(lines);
}

/* All rows of the text, each as "line:cell;cell;/"; the account is checked on the way. */
static const char *rows_of(struct str text)
{
    struct error err = {0};
    struct strbuf out = strbuf_init(loading.arena, 4096);
    ck_assert_msg(open_text(text, &err), "%s", err.text);
    strbuf_add(&out, STR(""));
    while (csv_rows_next(rows, account, &err) == LINES_LINE) {
        account->accepted++;
        strbuf_addf(&out, "%zu:", csv_rows_at(rows).line);
        for (size_t i = 0; i < 3; i++)
            strbuf_addf(&out, "%.*s;", STR_ARG(csv_rows_cell(rows, i)));
        strbuf_add_char(&out, '/');
    }
    ck_assert_str_eq(err.text, "");
    lines_account(lines, account);
    close_text();
    return out.data;
}

START_TEST(cells_are_told_apart_as_the_standard_says)
{
    static const struct {
        const char *text;
        const char *rows;
    } CASES[] = {
        {"a,b,c\n1,2,3\n", "2:1;2;3;/"},
        {"a,b,c\r\n1,2,3\r\n4,5,6", "2:1;2;3;/3:4;5;6;/"},
        {"a,b,c\n,,\n", "2:;;;/"},
        {"a,b,c\n 1 ,\t2, 3\t\n", "2:1;2;3;/"},
        {"a,b,c\n\"1,1\",\" 2 \",\"\"\n", "2:1,1; 2 ;;/"},
        {"a,b,c\n\"say \"\"hi\"\"\",\"\"\"\",x\n", "2:say \"hi\";\";x;/"},
        {"a,b,c\n1,x\ry,3\n", "2:1;x\ry;3;/"},
        {"a,b,c\n1,caf\xC3\xA9,3\n", "2:1;caf\xC3\xA9;3;/"},
        {"\xEF\xBB\xBF"
         "a,b,c\n1,2,3\n",
         "2:1;2;3;/"},
        {"a,b,c\n", ""},
        {"", ""},
        {"\n \n", ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ck_assert_str_eq(rows_of(str_from(CASES[i].text)), CASES[i].rows);
        ck_assert_uint_eq(account->rejected, 0);
    }
}
END_TEST

START_TEST(a_quoted_cell_may_span_lines)
{
    ck_assert_str_eq(rows_of(STR("a,b,c\n1,\"x\n\ny\",3\r\n4,\"p\r\nq\",\"r\ns\"\n7,8,9\n")),
                     "2:1;x\n\ny;3;/5:4;p\nq;r\ns;/8:7;8;9;/");
    ck_assert_uint_eq(account->read, 3);
}
END_TEST

START_TEST(columns_are_found_by_name_in_any_case)
{
    ck_assert(open_text(STR("movieId, Title ,\"genres\"\n1,Alien,Horror\n"), NULL));
    ck_assert_uint_eq(csv_rows_column(rows, "movieid"), 0);
    ck_assert_uint_eq(csv_rows_column(rows, "title"), 1);
    ck_assert_uint_eq(csv_rows_column(rows, "GENRES"), 2);
    ck_assert_uint_eq(csv_rows_column(rows, "year"), CSV_ROWS_NONE);
    ck_assert_int_eq(csv_rows_next(rows, account, NULL), LINES_LINE);
    ck_assert(str_equal(csv_rows_cell(rows, 1), STR("Alien")));
    ck_assert(str_equal(csv_rows_cell(rows, CSV_ROWS_NONE), STR("")));
    close_text();
}
END_TEST

START_TEST(every_bad_row_is_rejected_alone_with_its_reason)
{
    static const struct {
        struct str text;
        const char *message;
    } CASES[] = {
        {STR("a,b,c\n1,2\n7,8,9\n"), "t.csv:2: 2 cells where the header has 3"},
        {STR("a,b,c\n1,2,3,4\n7,8,9\n"), "t.csv:2: 4 cells where the header has 3"},
        {STR("a,b,c\n1,\xC3,\xA9\n7,8,9\n"), "t.csv:2: byte 3 is not UTF-8"},
        {STR("a,b,c\n1,\0,3\n7,8,9\n"), "t.csv:2: a zero byte"},
        {STR("a,b,c\n1,x\"y,3\n7,8,9\n"), "t.csv:2: the quotes do not add up"},
        {STR("a,b,c\n1,\"x\"y,3\n7,8,9\n"), "t.csv:2: the quotes do not add up"},
        {STR("a,b,c\n1,\"x,3\n7,8,9\n"), "t.csv:2: the quotes do not add up"},
        {STR("\n\na,b,c\n\n1,\"x,3\n\n7,8,9"), "t.csv:5: the quotes do not add up"},
        {STR("a,b,c\n1,\"x,3\n4,\"y\n7,8,9\n"), "t.csv:2: the quotes do not add up"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *left = strstr(rows_of(CASES[i].text), ":7;8;9;/");
        ck_assert_ptr_nonnull(left);
        ck_assert_str_eq(left, ":7;8;9;/");
        ck_assert_str_eq(loading_finding(&account->rejects, 0), CASES[i].message);
    }
}
END_TEST

START_TEST(lines_behind_a_stray_quote_are_read_again_under_their_numbers)
{
    ck_assert_str_eq(rows_of(STR("a,b,c\n1,\"x,3\n4,5,6\n7,\"8\n8\",9\n\n1,\"\n2,2,\"2\"\n3,3,3")),
                     "3:4;5;6;/4:7;8\n8;9;/8:2;2;2;/9:3;3;3;/");
    ck_assert_uint_eq(account->rejected, 2);
    ck_assert_uint_eq(account->blank, 1);
    ck_assert_str_eq(loading_finding(&account->rejects, 1), "t.csv:7: the quotes do not add up");
}
END_TEST

/* "a,b,c", a row with a quote that is open, rows of 20 bytes, and at their end `tail`. */
static struct str long_text(size_t count, const char *tail)
{
    struct strbuf text = strbuf_init(loading.arena, (size_t)8 << 20);
    strbuf_add(&text, STR("a,b,c\n1,\"x,3\n"));
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&text, "%07zu,%06d,xyz\n", i, 5);
    strbuf_add(&text, str_from(tail));
    return strbuf_str(&text);
}

START_TEST(a_stray_quote_does_not_swallow_more_than_its_line)
{
    static const size_t COUNTS[] = {10, 50000, 60000};
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
        ck_assert(open_text(long_text(COUNTS[i], "7,\"8\n8\",9\n"), NULL));
        size_t next = 3;
        while (csv_rows_next(rows, account, NULL) == LINES_LINE && csv_rows_at(rows).line == next)
            next++;
        ck_assert_uint_eq(next, COUNTS[i] + 4);
        ck_assert_uint_eq(account->read, COUNTS[i] + 2);
        ck_assert_uint_eq(account->rejected, 1);
        ck_assert_str_eq(loading_finding(&account->rejects, 0),
                         "t.csv:2: the quotes do not add up");
        close_text();
    }
}
END_TEST

START_TEST(a_line_that_is_too_long_is_rejected_alone)
{
    char *tail = arena_array(loading.arena, LINES_MAX + 16, 1);
    memset(tail, 'x', LINES_MAX + 8);
    strcpy(tail + LINES_MAX + 8, "\n7,8,9\n");
    ck_assert(open_text(long_text(2, tail), NULL));
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(csv_rows_next(rows, account, NULL), LINES_LINE);
    ck_assert_uint_eq(csv_rows_at(rows).line, 6);
    ck_assert_int_eq(csv_rows_next(rows, account, NULL), LINES_END);
    ck_assert_uint_eq(account->read, 5);
    ck_assert_str_eq(loading_finding(&account->rejects, 0), "t.csv:2: the quotes do not add up");
    ck_assert_str_eq(loading_finding(&account->rejects, 1),
                     "t.csv:5: the line is longer than 1 MiB");
    close_text();
}
END_TEST

START_TEST(lines_before_the_header_are_accounted_for_as_blank)
{
    ck_assert_str_eq(rows_of(STR("\n  \na,b,c\n1,2,3\n\n")), "4:1;2;3;/");
    ck_assert_uint_eq(account->read, 4);
    ck_assert_uint_eq(account->blank, 3);
}
END_TEST

START_TEST(a_header_that_is_no_csv_is_an_error)
{
    struct error err;
    struct strbuf wide = strbuf_init(loading.arena, 4096);
    for (size_t i = 0; i < CSV_ROWS_COLUMNS; i++)
        strbuf_add(&wide, STR("x,"));
    ck_assert(!open_text(STR("\na,\"b\n1,2\n"), &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "t.csv:2: the quotes of the header do not add up");
    lines_close(lines);
    ck_assert(!open_text(strbuf_str(&wide), &err));
    ck_assert_str_eq(err.text, "t.csv:1: the header has more than 64 columns");
    lines_close(lines);
    char *line = arena_array(loading.arena, LINES_MAX + 8, 1);
    memset(line, 'x', LINES_MAX + 8);
    ck_assert(!open_text((struct str){line, LINES_MAX + 8}, &err));
    ck_assert_str_eq(err.text, "t.csv:1: the header is longer than 1 MiB");
    lines_close(lines);
}
END_TEST

START_TEST(damage_in_a_compressed_file_is_an_error)
{
    struct error err;
    ck_assert(!open_text(STR("\x1F\x8B\x08"), &err));
    ck_assert_str_eq(err.text, "t.csv: the gzip data ends early: the file is cut off");
    lines_close(lines);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        loading_open, loading_close, "load_csv_rows", cells_are_told_apart_as_the_standard_says,
        a_quoted_cell_may_span_lines, columns_are_found_by_name_in_any_case,
        every_bad_row_is_rejected_alone_with_its_reason,
        lines_behind_a_stray_quote_are_read_again_under_their_numbers,
        a_stray_quote_does_not_swallow_more_than_its_line,
        a_line_that_is_too_long_is_rejected_alone,
        lines_before_the_header_are_accounted_for_as_blank, a_header_that_is_no_csv_is_an_error,
        damage_in_a_compressed_file_is_an_error);
}
