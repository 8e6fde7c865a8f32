#include "synth/synth_logs.h"
#include "synth/synth_ratings.h"

#include <string.h>

#include "base/json_reader.h"
#include "folder.h"
#include "suite.h"

#define PEOPLE 50
#define FIRST_MS INT64_C(1790000000000)

static struct arena *arena;
static struct genre_table genres;
static struct catalogue films;
static struct world world;
static const char *folder;

static void open_world(void)
{
    const struct world_options options = {
        .seed = 3, .people = PEOPLE, .days = 10, .first_ms = FIRST_MS};
    arena = arena_open("test", 1 << 26);
    genres = genre_table_init(arena);
    genre_add(&genres, STR("Comedy"));
    genre_add(&genres, STR("Horror"));
    genre_add(&genres, STR("Romance"));
    films = catalogue_init(arena);
    world_invent_films(40, 1, &genres, arena, &films);
    world = world_make(&options, &films, &genres, arena);
    folder = folder_make();
}

static void close_world(void)
{
    arena_close(arena);
}

static struct str content(const char *path)
{
    struct str text = STR_NONE;
    ck_assert(io_read_file(arena, path, 1 << 24, &text, NULL));
    return text;
}

/* The next line of `*rest`; false at its end. */
static bool next_line(struct str *rest, struct str *line)
{
    return str_next(rest, '\n', line) && line->size != 0;
}

START_TEST(ratings_are_as_many_as_asked_for_and_never_double)
{
    const char *path = folder_path(folder, "ratings.csv");
    static bool rated[PEOPLE + 1][41];
    size_t written;
    size_t lines = 0;
    struct str line;
    ck_assert(synth_ratings_write(&world, 600, path, arena, &written, NULL));
    ck_assert_uint_eq(written, 600);

    struct str rest = content(path);
    ck_assert(next_line(&rest, &line));
    ck_assert(str_equal(line, STR("userId,movieId,rating,timestamp")));
    while (next_line(&rest, &line)) {
        unsigned user;
        unsigned film;
        double stars;
        ck_assert_int_eq(sscanf(line.data, "%u,%u,%lf", &user, &film, &stars), 3);
        ck_assert(user >= 1 && user <= PEOPLE && film >= 1 && film <= 40);
        ck_assert(stars >= 0.5 && stars <= 5);
        ck_assert(!rated[user][film]);
        rated[user][film] = true;
        lines++;
    }
    ck_assert_uint_eq(lines, 600);
}
END_TEST

START_TEST(there_are_no_more_ratings_than_half_of_all_pairs)
{
    size_t written;
    ck_assert(
        synth_ratings_write(&world, 1000000, folder_path(folder, "r.csv"), arena, &written, NULL));
    ck_assert_uint_eq(written, PEOPLE * 20);
}
END_TEST

START_TEST(the_same_seed_writes_the_same_bytes)
{
    struct synth_logs_planted planted = {0};
    const char *a = folder_path(folder, "a.jsonl");
    const char *b = folder_path(folder, "b.jsonl");
    ck_assert(synth_logs_write_feedback(&world, 500, 10, &genres, a, &planted, NULL));
    ck_assert(synth_logs_write_feedback(&world, 500, 10, &genres, b, &planted, NULL));
    ck_assert(str_equal(content(a), content(b)));
}
END_TEST

/* Parses every line, checks that times ascend, and counts lines with the text in them. */
static size_t count_lines(const char *path, struct str needle, size_t *lines)
{
    struct json_reader *reader = json_reader_open(1 << 16);
    struct str rest = content(path);
    struct str line;
    int64_t last = 0;
    size_t found = 0;
    *lines = 0;
    while (next_line(&rest, &line)) {
        struct json_reader_value document;
        const char *reason = "";
        int64_t ts;
        ck_assert_msg(json_reader_parse(reader, line, &document, &reason), "%s: %.*s", reason,
                      STR_ARG(line));
        ck_assert(json_reader_int64(json_reader_field(document, "ts"), &ts));
        ck_assert_int_ge(ts, last);
        last = ts;
        found += str_find(line, needle) != SIZE_MAX;
        ++*lines;
    }
    json_reader_close(reader);
    ck_assert_int_ge(last, FIRST_MS);
    ck_assert_int_lt(last, FIRST_MS + INT64_C(864000000));
    return found;
}

START_TEST(feedback_holds_what_was_planted)
{
    struct synth_logs_planted planted = {0};
    const char *path = folder_path(folder, "feedback.jsonl");
    size_t lines;
    ck_assert(synth_logs_write_feedback(&world, 20000, 10, &genres, path, &planted, NULL));
    size_t mails = count_lines(path, STR("@example.com"), &lines);
    ck_assert_uint_eq(lines, 20000 + planted.duplicates);
    ck_assert_uint_gt(planted.duplicates, 0);
    ck_assert_uint_ge(mails, planted.emails);
    ck_assert_uint_gt(planted.asked, 5000);
    size_t asked = count_lines(path, STR("\"query\""), &lines);
    ck_assert_uint_ge(asked, planted.asked);
    ck_assert_uint_le(asked, planted.asked + planted.duplicates);
}
END_TEST

START_TEST(calls_hold_what_was_planted)
{
    struct synth_logs_planted planted = {0};
    const char *path = folder_path(folder, "traces.jsonl");
    size_t lines;
    ck_assert(synth_logs_write_traces(&world, 5000, &genres, path, &planted, NULL));
    ck_assert_uint_eq(count_lines(path, STR("@example.com"), &lines), planted.emails);
    ck_assert_uint_eq(lines, 5000);
    ck_assert_uint_eq(count_lines(path, STR("555-01"), &lines), planted.phones);
    ck_assert_uint_gt(planted.emails + planted.phones, 0);
    size_t failed = count_lines(path, STR("\"error\""), &lines);
    /* One in fifty of nine days, and a third of one day in ten. */
    ck_assert_uint_gt(failed, 180);
    ck_assert_uint_lt(failed, 360);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error)
{
    struct synth_logs_planted planted = {0};
    struct error err = {0};
    size_t written;
    ck_assert(!synth_logs_write_feedback(&world, 1, 0, &genres, "/nowhere/f", &planted, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert(!synth_ratings_write(&world, 1, "/nowhere/f", arena, &written, NULL));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_world, close_world, "synth",
                            ratings_are_as_many_as_asked_for_and_never_double,
                            there_are_no_more_ratings_than_half_of_all_pairs,
                            the_same_seed_writes_the_same_bytes, feedback_holds_what_was_planted,
                            calls_hold_what_was_planted, a_folder_that_is_not_there_is_an_error);
}
