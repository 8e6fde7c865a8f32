#include "load/tags_file.h"

#include "loading.h"
#include "suite.h"

enum { TAGS_MAX = 8 };

static struct feedback_event events[TAGS_MAX];
static size_t event_count;

static bool keep(void *context, const struct feedback_event *event, struct error *err)
{
    (void)context;
    (void)err;
    ck_assert_uint_lt(event_count, TAGS_MAX);
    events[event_count] = *event;
    events[event_count++].query = str_copy(loading.arena, event->query);
    return true;
}

static bool load(const char *text, struct error *err)
{
    struct source_list list = loading_file(SOURCE_TAGS, "t", str_from(text));
    event_count = 0;
    return tags_file_read(&loading.loader, &list, keep, NULL, err);
}

static void read_tags(const char *text)
{
    struct error err = {0};
    ck_assert_msg(load(text, &err), "%s", err.text);
}

START_TEST(both_generations_give_the_same_tags)
{
    static const char *const TEXTS[] = {
        "userId,movieId,tag,timestamp\n7,alien-1979,\"dark, in space\",1445714994\n",
        "tag,timestamp,movieId,x,userId\r\n\"dark, in space\",1445714994,alien-1979,,7\r\n",
        "7::alien-1979::dark, in space::1445714994\n",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        read_tags(TEXTS[i]);
        ck_assert_uint_eq(event_count, 1);
        ck_assert_int_eq(events[0].kind, FEEDBACK_SWIPE);
        ck_assert_int_eq(events[0].action, SWIPE_LIKE);
        ck_assert_int_eq(events[0].ts_ms, 1445714994000);
        ck_assert_uint_eq(events[0].user, pseudonym_number(&loading.key, STR("7")));
        ck_assert_uint_eq(events[0].film, 0);
        ck_assert(str_equal(events[0].query, STR("dark, in space")));
        ck_assert_uint_eq(loading_account()->accepted, 1);
    }
}
END_TEST

START_TEST(a_tag_may_hold_a_separator_and_a_film_be_unknown)
{
    read_tags("7::nobody::a::b::c::5\n8::alien-1979::x::6\n");
    ck_assert_uint_eq(event_count, 2);
    ck_assert(str_equal(events[0].query, STR("a::b::c")));
    ck_assert_uint_eq(events[0].film, FILM_NONE);
    ck_assert_uint_eq(events[1].user, pseudonym_number(&loading.key, STR("8")));
}
END_TEST

START_TEST(personal_data_in_a_tag_is_masked)
{
    read_tags("7::alien-1979::ask ana@example.com::5\n");
    ck_assert_uint_eq(str_find(events[0].query, STR("ana@example.com")), SIZE_MAX);
    ck_assert_uint_eq(loading.masked.found[REDACT_EMAIL], 1);
}
END_TEST

START_TEST(what_is_wrong_with_a_tag_is_told)
{
    static const struct {
        const char *text;
        const char *reason;
    } CASES[] = {
        {"7::alien-1979::5\n", "t:1: fewer than 4 fields"},
        {"::alien-1979::x::5\n", "t:1: there is no user"},
        {"7::::x::5\n", "t:1: there is no film"},
        {"7::alien-1979:: ::5\n", "t:1: there is no tag"},
        {"7::alien-1979::x::soon\n", "t:1: the time is \"soon\", not seconds since 1970"},
        {"7::alien-1979::x::-1\n", "t:1: the time is \"-1\", not seconds since 1970"},
        {"7::alien-1979::\xFF::5\n", "t:1: ill-formed UTF-8"},
        {"userId,movieId,tag,timestamp\n1,2,x,\n", "t:2: there is no time"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        read_tags(CASES[i].text);
        ck_assert_uint_eq(event_count, 0);
        ck_assert_uint_eq(loading_account()->rejected, 1);
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), CASES[i].reason);
    }
}
END_TEST

START_TEST(a_file_of_ratings_is_refused)
{
    struct error err = {0};
    ck_assert(!load("userId,movieId,rating,timestamp\n1,2,3,4\n", &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_msg(strstr(err.text, "neither tags.dat nor a CSV file") != NULL, "%s", err.text);
}
END_TEST

START_TEST(an_empty_file_has_no_tag)
{
    read_tags("");
    ck_assert_uint_eq(event_count, 0);
    ck_assert_uint_eq(loading_account()->read, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        loading_open, loading_close, "tags", both_generations_give_the_same_tags,
        a_tag_may_hold_a_separator_and_a_film_be_unknown, personal_data_in_a_tag_is_masked,
        what_is_wrong_with_a_tag_is_told, a_file_of_ratings_is_refused, an_empty_file_has_no_tag);
}
