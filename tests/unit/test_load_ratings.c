#include "load/ratings_file.h"

#include <math.h>

#include "base/rng.h"
#include "load/lines.h"
#include "loading.h"
#include "packed.h"
#include "suite.h"

#define RANDOM_RATINGS 30000

static struct ratings ratings;

static void open_all(void)
{
    loading_open();
    ratings = (struct ratings){0};
}

static void close_all(void)
{
    ratings_free(&ratings);
    loading_close();
}

static bool load(const char *name, struct str text, struct error *err)
{
    struct source_list list = loading_file(SOURCE_RATINGS, name, text);
    return ratings_file_load(&loading.loader, &list, &RATINGS_FILE_OPTIONS, &ratings, err);
}

static void read_bytes(struct str text)
{
    struct error err = {0};
    ratings_free(&ratings);
    ck_assert_msg(load("r", text, &err), "%s", err.text);
}

static void read_ratings(const char *text)
{
    read_bytes(str_from(text));
}

START_TEST(all_generations_give_the_same_ratings)
{
    static const char *const TEXTS[] = {
        "196\t242\t3\t881250949\n186\t242\t5\t891717742\n",
        "196::242::3::881250949\r\n186::242::5::891717742\r\n",
        "userId,movieId,rating,timestamp\n196,242,3.0,881250949\n186,242,5,891717742\n",
        "rating,movieId,x,userId,timestamp\n3,\"242\",,196,881250949\n5,242,,186,891717742",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        read_ratings(TEXTS[i]);
        ck_assert_uint_eq(ratings.count, 2);
        ck_assert_uint_eq(ratings.n_users, 2);
        ck_assert_uint_eq(ratings.n_items, 1);
        ck_assert_uint_eq(ratings.users[1], 1);
        ck_assert_float_eq(ratings.values[0], 3);
        ck_assert_uint_eq(ratings.times[1], 891717742);
        ck_assert(str_equal(ratings.item_ids[0], STR("242")));
        ck_assert_ptr_null(ratings.rows);
        ck_assert_uint_eq(ratings.user_keys[0], hash_fast(STR("196"), 0));
        ck_assert_uint_eq(loading_account()->read, 2);
    }
}
END_TEST

START_TEST(users_leave_with_a_pseudonym)
{
    char expected[PSEUDONYM_TEXT];
    read_ratings("ana::x::3::1\n");
    pseudonym_text(pseudonym_number(&loading.key, STR("ana")), expected);
    ck_assert(str_equal(ratings.user_names[0], str_from(expected)));
}
END_TEST

START_TEST(an_id_is_its_text_and_not_its_value)
{
    read_ratings("7::1::3::1\n07::1::3::1\n99999999::1::3::1\n123456789012345678901::1::3::1\n"
                 "7::1x::3::1\n");
    ck_assert_uint_eq(ratings.n_users, 4);
    ck_assert_uint_eq(ratings.n_items, 2);
    ck_assert_uint_eq(ratings.users[4], 0);
}
END_TEST

START_TEST(of_a_repeated_pair_the_later_time_counts)
{
    read_ratings("1::1::3::50\n1::2::4::10\n1::1::5::40\n2::1::1::1\n1::2::2::10\n");
    ck_assert_uint_eq(ratings.count, 3);
    ck_assert_uint_eq(loading_account()->duplicate, 2);
    ck_assert_uint_eq(loading_account()->accepted, 3);
    ck_assert_float_eq(ratings.values[0], 3);
    ck_assert_float_eq(ratings.values[1], 1);
    ck_assert_float_eq(ratings.values[2], 2);
    ck_assert_uint_eq(ratings.rows[0], 0);
    ck_assert_uint_eq(ratings.rows[1], 3);
    ck_assert_uint_eq(ratings.rows[2], 4);
}
END_TEST

START_TEST(duplicates_are_charged_to_the_file_they_stand_in)
{
    struct error err = {0};
    ck_assert(io_write_file("a", STR("1::1::3::9\n1::2::3::9\n"), 0644, NULL));
    ck_assert(io_write_file("b", STR("1::2::4::9\n1::1::4::5\n"), 0644, NULL));
    const struct str names[] = {STR("a"), STR("b")};
    struct source_list list;
    ck_assert(source_expand(SOURCE_RATINGS, names, 2, loading.arena, &list, NULL));
    ck_assert_msg(ratings_file_load(&loading.loader, &list, &RATINGS_FILE_OPTIONS, &ratings, &err),
                  "%s", err.text);
    ck_assert_uint_eq(ratings.count, 2);
    ck_assert_uint_eq(loading.inputs.items[0].duplicate, 1);
    ck_assert_uint_eq(loading.inputs.items[1].duplicate, 1);
}
END_TEST

START_TEST(the_scale_is_told_from_the_data)
{
    read_ratings("1::1::3::1\n1::2::5::1\n");
    ck_assert_float_eq(ratings.scale_min, 1);
    ck_assert_float_eq(ratings.scale_max, 5);
    read_ratings("1::1::3.5::1\n");
    ck_assert_float_eq(ratings.scale_min, 0.5f);
}
END_TEST

START_TEST(a_given_scale_holds)
{
    struct error err = {0};
    struct source_list list = loading_file(SOURCE_RATINGS, "r", STR("1::1::9::1\n1::2::11::1\n"));
    const struct ratings_file_options options = {1, 10};
    ck_assert_msg(ratings_file_load(&loading.loader, &list, &options, &ratings, &err), "%s",
                  err.text);
    ck_assert_uint_eq(ratings.count, 1);
    ck_assert_float_eq(ratings.scale_max, 10);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "r:2: rating 11 is outside 1..10");
}
END_TEST

START_TEST(every_bad_rating_is_rejected_with_its_reason)
{
    static const struct {
        struct str line;
        const char *message;
    } BAD[] = {
        {STR("1::1::9::1"), "r:2: rating 9 is outside 0.5..5"},
        {STR("1::1::0::1"), "r:2: rating 0 is outside 0.5..5"},
        {STR("1::1::-3::1"), "r:2: rating -3 is outside 0.5..5"},
        {STR("1::1::5.0001::1"), "r:2: rating 5.0001 is outside 0.5..5"},
        {STR("1::1::of ana@example.com::1"), "r:2: the rating \"of [email]\" is not a number"},
        {STR("1::1::NaN::1"), "r:2: the rating \"NaN\" is not a number"},
        {STR("1::1::inf::1"), "r:2: the rating \"inf\" is not a number"},
        {STR("1::1::1e999::1"), "r:2: the rating \"1e999\" is not a number"},
        {STR("1::1::3,5::1"), "r:2: the rating \"3,5\" is not a number"},
        {STR("1::1::::1"), "r:2: the rating \"\" is not a number"},
        {STR("::1::3::1"), "r:2: the rating has no user"},
        {STR(" ::1::3::1"), "r:2: the rating has no user"},
        {STR("1::::3::1"), "r:2: the rating has no film"},
        {STR("1::1::3"), "r:2: 3 fields instead of 4"},
        {STR("1::1::3::1::1"), "r:2: 5 fields instead of 4"},
        {STR("1:1:3:1"), "r:2: 1 fields instead of 4"},
        {STR("\xE9::1::3::1"), "r:2: byte 1 is not UTF-8"},
        {STR("a\0::1::3::1"), "r:2: a zero byte"},
        {STR("1::1::3::soon"),
         "r:2: \"soon\" is no time (RFC 3339, or seconds or milliseconds since 1970)"},
        {STR("1::1::3::-5"),
         "r:2: the time 1969-12-31T23:59:55Z is outside of the years 1970..2106"},
        {STR("1::1::3::4294967296"),
         "r:2: the time 2106-02-07T06:28:16Z is outside of the years 1970..2106"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct strbuf text = strbuf_init(loading.arena, 256);
        strbuf_add(&text, STR("5::5::3::1\n"));
        strbuf_add(&text, BAD[i].line);
        strbuf_add(&text, STR("\n6::6::4::2\n"));
        read_bytes(strbuf_str(&text));
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), BAD[i].message);
        ck_assert_uint_eq(ratings.count, 2);
        ck_assert_uint_eq(ratings.rows[1], 2);
        ck_assert_uint_eq(ratings.n_users, 2);
        ck_assert_uint_eq(ratings.n_items, 2);
    }
}
END_TEST

START_TEST(a_csv_cell_may_be_quoted)
{
    read_ratings("title,userId,movieId,rating\n"
                 "\"Me, Myself\",\"a,b\", \"7\" ,\"4.5\"\n"
                 "x,\"a,1,3\n"
                 "x,a\"b,1,3\n"
                 "\"x\"\"y\",c,1,3\n");
    ck_assert_uint_eq(ratings.count, 2);
    ck_assert_float_eq(ratings.values[0], 4.5f);
    ck_assert_uint_eq(ratings.user_keys[0], hash_fast(STR("a,b"), 0));
    ck_assert(str_equal(ratings.item_ids[0], STR("7")));
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "r:3: a quote inside the id of the user");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 1),
                     "r:4: a quote inside the id of the user");
}
END_TEST

START_TEST(a_time_may_be_written_in_any_of_the_three_ways)
{
    read_ratings("1::1::3::1000000000\n1::2::3::1000000000999\n1::3::3::2001-09-09T01:46:40Z\n"
                 "1::4::3::4294967295\n1::5::3::0\n");
    ck_assert_uint_eq(ratings.count, 5);
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(ratings.times[i], 1000000000);
    ck_assert_uint_eq(ratings.times[3], UINT32_MAX);
    ck_assert_uint_eq(ratings.times[4], 0);
}
END_TEST

START_TEST(without_times_of_a_repeated_pair_the_later_line_counts)
{
    read_ratings("userId,movieId,rating\n1,1,3\n1,1,4\n");
    ck_assert_uint_eq(ratings.count, 1);
    ck_assert_float_eq(ratings.values[0], 4);
    ck_assert_uint_eq(ratings.times[0], 0);
}
END_TEST

/* Ratings at random, of which a line has the usual form unless it is one of `unusual`. */
static struct str random_text(uint32_t unusual)
{
    struct strbuf text = strbuf_init(loading.arena, (size_t)4 << 20);
    struct rng rng = rng_init(7, 7);
    strbuf_add(&text, STR("userId,movieId,rating,timestamp\n"));
    for (uint32_t i = 0; i < RANDOM_RATINGS; i++) {
        uint32_t user = rng_below(&rng, 300);
        uint32_t item =
            rng_below(&rng, 10) == 0 ? 16777214 + rng_below(&rng, 4) : rng_below(&rng, 4000);
        uint32_t half = 1 + rng_below(&rng, 10);
        uint32_t time = rng_below(&rng, UINT32_MAX);
        const char *form = "%u,%u,%u.%u,%u\n";
        if (unusual != 0 && i % unusual == 0)
            form = i % 2 == 0 ? "\"%u\",%u,%u.%u,%u\n" : " %u,%u ,%u.%u,%u\r\n\n";
        strbuf_addf(&text, form, user, item, half / 2, half % 2 * 5, time);
    }
    return strbuf_str(&text);
}

static void same_columns(const struct ratings *expected)
{
    size_t size = expected->count * sizeof(uint32_t);
    ck_assert_uint_eq(loading_account()->rejected, 0);
    ck_assert_uint_eq(ratings.count, expected->count);
    ck_assert_uint_eq(ratings.n_users, expected->n_users);
    ck_assert_uint_eq(ratings.n_items, expected->n_items);
    ck_assert_int_eq(memcmp(ratings.users, expected->users, size), 0);
    ck_assert_int_eq(memcmp(ratings.items, expected->items, size), 0);
    ck_assert_int_eq(memcmp(ratings.values, expected->values, size), 0);
    ck_assert_int_eq(memcmp(ratings.times, expected->times, size), 0);
    ck_assert_int_eq(memcmp(ratings.rows, expected->rows, size), 0);
    for (size_t u = 0; u < expected->n_users; u++)
        ck_assert(str_equal(ratings.user_names[u], expected->user_names[u]));
}

/* More lines than a buffer holds, so that the usual ones end in every place there is. */
START_TEST(it_matters_neither_which_lines_have_the_usual_form_nor_how_many_threads_read)
{
    static const uint32_t UNUSUAL[] = {1, 2, 7, 1000};
    static const size_t THREADS[] = {1, 2, 8};
    read_bytes(random_text(0));
    struct ratings usual = ratings;
    ratings = (struct ratings){0};
    ck_assert_uint_gt(usual.count, RANDOM_RATINGS * 9 / 10);
    for (size_t t = 0; t < sizeof THREADS / sizeof *THREADS; t++) {
        ck_assert(pool_open(THREADS[t], &loading.loader.pool, NULL));
        for (size_t i = 0; i < sizeof UNUSUAL / sizeof *UNUSUAL; i++) {
            read_bytes(random_text(UNUSUAL[i]));
            same_columns(&usual);
        }
        pool_close(loading.loader.pool);
    }
    ratings_free(&usual);
}
END_TEST

/* Blank lines draw in the line behind them, also across the border of two pieces. */
START_TEST(blank_lines_between_usual_ones_take_no_rating_away)
{
    struct strbuf text = strbuf_init(loading.arena, (size_t)4 << 20);
    for (uint32_t i = 0; i < RANDOM_RATINGS; i++)
        strbuf_addf(&text, i % 5 == 0 ? "%u::1::3::1\n\n \n" : "%u::1::3::1\n", i);
    ck_assert(pool_open(2, &loading.loader.pool, NULL));
    read_bytes(strbuf_str(&text));
    pool_close(loading.loader.pool);
    ck_assert_uint_eq(ratings.count, RANDOM_RATINGS);
    ck_assert_uint_eq(ratings.n_users, RANDOM_RATINGS);
    ck_assert_ptr_null(ratings.rows);
    ck_assert_uint_eq(loading_account()->blank, 2 * RANDOM_RATINGS / 5);
    for (uint32_t i = 0; i < RANDOM_RATINGS; i++)
        ck_assert_uint_eq(ratings.users[i], i);
}
END_TEST

START_TEST(a_bad_line_is_told_by_its_number_wherever_it_is)
{
    struct strbuf text = strbuf_init(loading.arena, (size_t)4 << 20);
    for (uint32_t i = 1; i <= RANDOM_RATINGS; i++)
        strbuf_addf(&text, i % 3000 == 0 ? "%u::x\n" : "%u::1::3::1\n", i);
    read_bytes(strbuf_str(&text));
    ck_assert_uint_eq(loading_account()->rejected, RANDOM_RATINGS / 3000);
    for (size_t i = 0; i < RANDOM_RATINGS / 3000; i++)
        ck_assert_uint_eq(loading_account()->rejects.items[i].at.line, (i + 1) * 3000);
    ck_assert_uint_eq(loading_account()->read, RANDOM_RATINGS);
    ck_assert_uint_eq(ratings.rows[ratings.count - 1], RANDOM_RATINGS - 2);
}
END_TEST

START_TEST(every_line_but_blank_ones_and_headers_is_a_row)
{
    struct error err = {0};
    struct strbuf text = strbuf_init(loading.arena, 2 * LINES_MAX);
    strbuf_add(&text, STR("userId,movieId,rating\n\n1,1,3\n"));
    for (size_t i = 0; i <= LINES_MAX; i++)
        strbuf_add_char(&text, 'x');
    strbuf_add(&text, STR("\n \n1,2,3\nx\n"));
    ck_assert(io_write_file("a", strbuf_str(&text), 0644, NULL));
    ck_assert(io_write_file("b", STR("1::3::3::1\n\n1::4::3::1\n"), 0644, NULL));
    const struct str names[] = {STR("a"), STR("b")};
    struct source_list list;
    ck_assert(source_expand(SOURCE_RATINGS, names, 2, loading.arena, &list, NULL));
    ck_assert_msg(ratings_file_load(&loading.loader, &list, &RATINGS_FILE_OPTIONS, &ratings, &err),
                  "%s", err.text);
    ck_assert_uint_eq(ratings.count, 4);
    ck_assert_uint_eq(ratings.rows[0], 0);
    ck_assert_uint_eq(ratings.rows[1], 2);
    ck_assert_uint_eq(ratings.rows[2], 4);
    ck_assert_uint_eq(ratings.rows[3], 5);
    ck_assert_str_eq(loading_finding(&loading.inputs.items[0].rejects, 0),
                     "a:4: the line is longer than 1 MiB");
    ck_assert_str_eq(loading_finding(&loading.inputs.items[0].rejects, 1),
                     "a:7: 1 fields instead of 3");
}
END_TEST

START_TEST(a_compressed_file_says_the_same)
{
    struct str text = random_text(0);
    read_bytes(text);
    size_t count = ratings.count;
    read_bytes(packed_gzip(loading.arena, text));
    ck_assert_uint_eq(ratings.count, count);
    read_bytes(packed_zstd(loading.arena, text));
    ck_assert_uint_eq(ratings.count, count);
}
END_TEST

START_TEST(a_file_in_none_of_the_formats_is_an_error)
{
    struct error err = {0};
    ck_assert(!load("r", STR("a,b\n1,2\n"), &err));
    ck_assert_str_eq(err.text, "r:1: this is none of u.data, ratings.dat and a CSV file with the "
                               "columns userId, movieId and rating");
    ck_assert_ptr_null(ratings.users);
}
END_TEST

START_TEST(an_empty_file_has_no_rating)
{
    read_ratings("");
    ck_assert_uint_eq(ratings.count, 0);
    ck_assert_uint_eq(ratings.n_users, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "load_ratings", all_generations_give_the_same_ratings,
        users_leave_with_a_pseudonym, an_id_is_its_text_and_not_its_value,
        of_a_repeated_pair_the_later_time_counts, duplicates_are_charged_to_the_file_they_stand_in,
        the_scale_is_told_from_the_data, a_given_scale_holds,
        every_bad_rating_is_rejected_with_its_reason, a_csv_cell_may_be_quoted,
        a_time_may_be_written_in_any_of_the_three_ways,
        without_times_of_a_repeated_pair_the_later_line_counts,
        it_matters_neither_which_lines_have_the_usual_form_nor_how_many_threads_read,
        blank_lines_between_usual_ones_take_no_rating_away,
        a_bad_line_is_told_by_its_number_wherever_it_is,
        every_line_but_blank_ones_and_headers_is_a_row, a_compressed_file_says_the_same,
        a_file_in_none_of_the_formats_is_an_error, an_empty_file_has_no_rating);
}
