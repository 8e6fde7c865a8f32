#include "llm/answer.h"

#include <math.h>
#include <string.h>

#include "suite.h"
#include "vocabulary_fixture.h"

/* What is read from an answer: its slots by vocabulary_fixture_say(), and the reason. */
struct example {
    const char *answer;
    const char *says; /* NULL: unparseable */
    const char *reason;
};

static void check(const struct example *examples, size_t count)
{
    struct vocabulary_fixture *fixture = vocabulary_fixture_open();
    struct json_reader *reader = json_reader_open(ANSWER_MAX);
    for (size_t i = 0; i < count; i++) {
        struct str text = str_from(examples[i].answer);
        struct reading reading =
            answer_read(&fixture->vocabulary, reader, text, fixture->arena, fixture->scratch);
        const char *says = vocabulary_fixture_say(fixture, &reading.slots);
        ck_assert_msg(reading.status ==
                          (examples[i].says == NULL ? READING_UNPARSEABLE : READING_OK),
                      "%s\n  is %s: %.*s", examples[i].answer, reading_status_name(reading.status),
                      STR_ARG(reading.reason));
        ck_assert_msg(examples[i].says == NULL || strcmp(says, examples[i].says) == 0,
                      "%s\n  reads %s\n  not   %s", examples[i].answer, says, examples[i].says);
        ck_assert_msg(str_equal(reading.reason, str_from(examples[i].reason)),
                      "%s\n  because of %.*s\n  not        %s", examples[i].answer,
                      STR_ARG(reading.reason), examples[i].reason);
        ck_assert_ptr_eq(reading.raw.data, text.data);
        ck_assert(isnan(reading.latency_ms));
        arena_reset(fixture->scratch);
    }
    json_reader_close(reader);
    vocabulary_fixture_close(fixture);
}

#define CHECK(...)                                                                                 \
    do {                                                                                           \
        static const struct example EXAMPLES[] = {__VA_ARGS__};                                    \
        check(EXAMPLES, sizeof EXAMPLES / sizeof *EXAMPLES);                                       \
    } while (0)

START_TEST(an_answer_as_asked_for_needs_no_mending)
{
    CHECK({"{\"intent\":\"search\",\"genres\":[\"Comedy\",\"Sci-Fi\"],\"exclude_genres\":[\"War\"],"
           "\"year_min\":1980,\"year_max\":1989,\"similar_to\":[],\"movies\":[]}",
           "intent=search genres=Comedy, Sci-Fi exclude_genres=War year_min=1980 year_max=1989",
           ""},
          {"{\"intent\":\"similar\",\"similar_to\":[\"Alien (1979)\",\"Up\"]}",
           "intent=similar similar_to=Alien (1979), Up (2009)", ""},
          {"  {\"movies\":[\"Dune (1984)\"]}\n", "movies=Dune (1984)", ""});
}
END_TEST

START_TEST(empty_slots_may_be_written_in_many_ways)
{
    CHECK({"{\"intent\":null,\"genres\":null,\"exclude_genres\":\"none\",\"year_min\":null,"
           "\"year_max\":\"\",\"similar_to\":\"N/A\",\"movies\":[null,\"\"]}",
           "", ""},
          {"{\"genres\":[\"(no genres listed)\",\"none\"],\"year_min\":0}", "", ""});
}
END_TEST

START_TEST(what_stands_around_the_object_is_tolerated)
{
    CHECK({"```json\n{\"intent\":\"search\"}\n```", "intent=search", "code fence"},
          {"```\n{\"intent\":\"search\"}\n```\n", "intent=search", "code fence"},
          {"Sure! Here it is:\n{\"intent\":\"search\"}\nEnjoy!", "intent=search", "prose"},
          {"Here:\n```json\n{\"intent\":\"search\"}\n```\nDone.", "intent=search",
           "code fence; prose"},
          {"<think>{\"intent\":\"lookup\"}? No.</think>\n{\"intent\":\"search\"}", "intent=search",
           "reasoning"},
          {"[{\"intent\":\"search\"}]", "intent=search", "array"},
          {"{\"interpretation\":{\"intent\":\"search\"}}", "intent=search", "wrapper object"},
          {"a { b\n{\"intent\":\"search\"}", "intent=search", "prose"},
          {"{\"note\":\"{\"}{\"intent\":\"search\"}", "intent=search", "prose"});
}
END_TEST

START_TEST(what_is_nearly_json_is_mended)
{
    CHECK({"{\"intent\":\"search\",\"genres\":[\"War\",],}", "intent=search genres=War",
           "trailing comma"},
          {"{'intent': 'lookup', 'movies': ['Schindler's List', \"It's \\\"It\\\"\"]}",
           "intent=lookup movies=It's \"It\", Schindler's List", "single quotes"},
          {"{\xE2\x80\x9Cintent\xE2\x80\x9D: \xE2\x80\x9Csearch\xE2\x80\x9D}", "intent=search",
           "smart quotes"},
          {"{\"intent\": \"search\", \"year_min\": None, \"certain\": True}", "intent=search",
           "Python literal"},
          {"{\"intent\": \"search\", // as asked\n \"genres\": [] /* none */}", "intent=search",
           "comment"},
          {"{\"intent\": \"search\", \"why\": \"None, 'or' // a,]\",}", "intent=search",
           "trailing comma"});
}
END_TEST

START_TEST(genres_go_by_any_of_their_names)
{
    CHECK({"{\"genres\":[\"sci fi\",\"Children's\",\"FILM NOIR\"]}",
           "genres=Children, Film-Noir, Sci-Fi", ""},
          {"{\"genres\":\"Comedy, Drama\"}", "genres=Comedy, Drama", "genres as one text"},
          {"{\"genres\":\"Comedy|Drama\"}", "genres=Comedy, Drama", "genres as one text"},
          {"{\"genres\":[\"Action/Thriller\"]}", "genres=Action, Thriller", ""});
}
END_TEST

START_TEST(unknown_names_are_no_members_but_are_noted)
{
    CHECK({"{\"genres\":[\"Epic\",\"War\"],\"exclude_genres\":[\"Gore\"]}", "genres=War",
           "2 unknown genres: \"Epic\", \"Gore\""},
          {"{\"genres\":[\"Epic\"]}", "", "1 unknown genre: \"Epic\""},
          {"{\"intent\":\"find\"}", "", "unknown intent \"find\""});
}
END_TEST

START_TEST(years_may_be_texts_and_decades)
{
    CHECK({"{\"year_min\":\"1980\",\"year_max\":1989.0}", "year_min=1980 year_max=1989",
           "year_min as text"},
          {"{\"year_min\":\"1980s\",\"year_max\":\"1980's\"}", "year_min=1980 year_max=1989",
           "year_min as text; year_max as text"},
          {"{\"year_min\":\"recent\"}", "", "year_min \"recent\" is no year"},
          {"{\"year_min\":1980.5}", "", "year_min is no year"},
          {"{\"year_max\":1e300}", "", "year_max is no year"});
}
END_TEST

START_TEST(films_may_be_texts_ids_and_objects)
{
    CHECK({"{\"movies\":\"Alien (1979); Jaws\"}", "movies=Alien (1979), Jaws (1975)",
           "movies as one text"},
          {"{\"movies\":[{\"title\":\"Dune\",\"year\":1984}]}", "movies=Dune (1984)",
           "movies as objects"},
          {"{\"movies\":[\"Matrix, The (1999)\"]}", "movies=The Matrix (1999)", ""},
          {"{\"movies\":[\"Nosferatu\"]}", "movies=Nosferatu", ""});
}
END_TEST

START_TEST(values_of_a_wrong_type_are_noted)
{
    CHECK({"{\"intent\":7,\"genres\":7,\"year_min\":[],\"movies\":{}}", "",
           "the intent is no text; genres is no list; year_min is no number; movies is no list"},
          {"{\"genres\":[7,\"War\"],\"movies\":[[],\"Up\"]}", "genres=War movies=Up (2009)",
           "genres holds something else than text; movies holds something else than films"});
}
END_TEST

START_TEST(an_answer_without_an_interpretation_says_why_and_where)
{
    CHECK({"", NULL, "the answer is empty"}, {" \n", NULL, "the answer is empty"},
          {"<think>hm</think>", NULL, "the answer is empty"},
          {"I cannot help with that.", NULL, "there is no JSON object in the answer"},
          {"Sure:\n{\"intent\":\"search\",\n\"genres\":[\"War\"", NULL,
           "line 2: the object is never closed"},
          {"{\n\"intent\" \"search\"}", NULL, "line 2: expected ':' after a key"},
          {"<think>\n</think>\n{\"a\":}", NULL, "line 3: expected a value"},
          {"\n{\"answer\":42}", NULL, "line 2: the object has no slot of an interpretation"});
}
END_TEST

START_TEST(a_long_reason_is_cut_between_characters)
{
    struct vocabulary_fixture *fixture = vocabulary_fixture_open();
    struct json_reader *reader = json_reader_open(ANSWER_MAX);
    struct strbuf text = strbuf_init(fixture->arena, 1 << 16);
    strbuf_add(&text, STR("{\"genres\":["));
    for (int i = 0; i < 100; i++)
        strbuf_addf(&text, "\"\xC3\xA9\xC3\xA9\xC3\xA9 %d\",", i);
    strbuf_add(&text, STR("\"War\"]}"));
    struct reading reading = answer_read(&fixture->vocabulary, reader, strbuf_str(&text),
                                         fixture->arena, fixture->scratch);
    ck_assert_str_eq(vocabulary_fixture_say(fixture, &reading.slots), "genres=War");
    ck_assert(str_starts_with(reading.reason, STR("100 unknown genres: \"\xC3\xA9")));
    ck_assert_uint_le(reading.reason.size, 300);
    ck_assert_uint_gt(reading.reason.size, 290);
    json_reader_close(reader);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_huge_answer_is_refused_and_many_braces_take_no_time)
{
    struct vocabulary_fixture *fixture = vocabulary_fixture_open();
    struct json_reader *reader = json_reader_open(ANSWER_MAX);
    char *braces = arena_array(fixture->arena, ANSWER_MAX + 1, 1);
    memset(braces, '{', ANSWER_MAX + 1);
    struct reading reading =
        answer_read(&fixture->vocabulary, reader, (struct str){braces, ANSWER_MAX + 1},
                    fixture->arena, fixture->scratch);
    ck_assert_int_eq(reading.status, READING_UNPARSEABLE);
    ck_assert(str_equal(reading.reason, STR("the answer is longer than 1 MiB")));
    reading = answer_read(&fixture->vocabulary, reader, (struct str){braces, ANSWER_MAX},
                          fixture->arena, fixture->scratch);
    ck_assert(str_equal(reading.reason, STR("line 1: the object is never closed")));
    json_reader_close(reader);
    vocabulary_fixture_close(fixture);
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "answer", an_answer_as_asked_for_needs_no_mending, empty_slots_may_be_written_in_many_ways,
        what_stands_around_the_object_is_tolerated, what_is_nearly_json_is_mended,
        genres_go_by_any_of_their_names, unknown_names_are_no_members_but_are_noted,
        years_may_be_texts_and_decades, films_may_be_texts_ids_and_objects,
        values_of_a_wrong_type_are_noted, an_answer_without_an_interpretation_says_why_and_where,
        a_long_reason_is_cut_between_characters,
        a_huge_answer_is_refused_and_many_braces_take_no_time);
}
