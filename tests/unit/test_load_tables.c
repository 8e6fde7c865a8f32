#include "load/genres_file.h"
#include "load/intents_file.h"

#include "loading.h"
#include "suite.h"

static struct genre_table genres;
static struct intent_table intents;

static void open_all(void)
{
    loading_open();
    genres = genre_table_init(loading.arena);
    intents = (struct intent_table){0};
}

static void write_file(const char *name, const char *text)
{
    ck_assert(io_write_file(name, str_from(text), 0644, NULL));
}

START_TEST(genres_keep_their_order_and_know_their_aliases)
{
    write_file("g.csv", "genre,aliases\nSci-Fi,science fiction|scifi\nDrama,\n\nDrama,x\n,y\n");
    ck_assert(genres_file_load(&loading.loader, "g.csv", false, &genres, NULL));
    ck_assert_uint_eq(genres.count, 2);
    ck_assert_int_eq(genre_find(&genres, loading.scratch, STR("Science-Fiction")), 0);
    ck_assert_uint_eq(loading_account()->duplicate, 1);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "g.csv:6: the genre has no name");
}
END_TEST

START_TEST(an_alias_of_two_genres_is_noted_and_stays_with_the_first)
{
    write_file("g.csv", "genre,aliases\nComedy,fun\nDrama,fun\n");
    ck_assert(genres_file_load(&loading.loader, "g.csv", false, &genres, NULL));
    ck_assert_int_eq(genre_find(&genres, loading.scratch, STR("fun")), 0);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "g.csv:3: the alias \"fun\" belongs to another genre");
}
END_TEST

START_TEST(a_name_that_stands_for_no_genre_is_rejected)
{
    write_file("g.csv", "genre,aliases\nUnknown,x\n(no genres listed),y\nDrama,\n");
    ck_assert(genres_file_load(&loading.loader, "g.csv", false, &genres, NULL));
    ck_assert_uint_eq(genres.count, 1);
    ck_assert_uint_eq(loading_account()->rejected, 2);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "g.csv:2: the name \"Unknown\" stands for no genre");
}
END_TEST

START_TEST(more_genres_than_there_are_bits_are_rejected)
{
    struct strbuf text = strbuf_init(loading.arena, 1 << 16);
    strbuf_add(&text, STR("genre,aliases\n"));
    for (int i = 0; i < GENRE_MAX + 1; i++)
        strbuf_addf(&text, "Genre%c%c,\n", 'A' + i / 26, 'A' + i % 26);
    write_file("g.csv", text.data);
    ck_assert(genres_file_load(&loading.loader, "g.csv", false, &genres, NULL));
    ck_assert_uint_eq(genres.count, GENRE_MAX);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "g.csv:66: there are more than 64 genres");
}
END_TEST

START_TEST(intents_are_numbered_in_their_order)
{
    write_file("i.csv", "intent,description\nsearch,\"a, b\"\nlookup,x\nsearch,again\n");
    ck_assert(intents_file_load(&loading.loader, "i.csv", false, &intents, NULL));
    ck_assert_uint_eq(intents.count, 2);
    ck_assert_int_eq(intent_find(&intents, STR("Lookup")), 1);
    ck_assert_uint_eq(loading_account()->duplicate, 1);
}
END_TEST

START_TEST(an_intent_may_have_aliases_of_its_own)
{
    write_file("i.csv", "intent,description,aliases\nsearch,x,find| Recommend |\n"
                        "lookup,y,find|look up\ninfo,z,search\nfind,w,\n");
    ck_assert(intents_file_load(&loading.loader, "i.csv", false, &intents, NULL));
    ck_assert_uint_eq(intents.count, 4);
    ck_assert_int_eq(intent_find(&intents, STR("RECOMMEND")), 0);
    ck_assert_int_eq(intent_find(&intents, STR("look-up")), 1);
    ck_assert_int_eq(intent_find(&intents, STR("search")), 0);
    ck_assert_int_eq(intent_find(&intents, STR("find")), 3); /* a name goes before an alias */
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "i.csv:3: the alias \"find\" belongs to another intent");
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 1),
                     "i.csv:4: the alias \"search\" belongs to another intent");
}
END_TEST

START_TEST(white_space_in_quotes_is_no_part_of_an_intent)
{
    write_file("i.csv", "intent,description\n\" search \",x\n\"  \",y\n");
    ck_assert(intents_file_load(&loading.loader, "i.csv", false, &intents, NULL));
    ck_assert_int_eq(intent_find(&intents, STR("search")), 0);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "i.csv:3: the intent has no name");
}
END_TEST

START_TEST(a_missing_default_file_is_replaced_by_the_copy_inside)
{
    ck_assert(genres_file_load(&loading.loader, "datasets/genres.csv", true, &genres, NULL));
    ck_assert_int_ge(genre_find(&genres, loading.scratch, STR("scifi")), 0);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "datasets/genres.csv:0: the file does not exist; the copy inside the program "
                     "is used");
    ck_assert(intents_file_load(&loading.loader, "datasets/intents.csv", true, &intents, NULL));
    ck_assert_int_ne(intent_find(&intents, STR("out_of_scope")), INTENT_NONE);
}
END_TEST

START_TEST(a_missing_file_that_was_asked_for_is_an_error)
{
    struct error err = {0};
    ck_assert(!genres_file_load(&loading.loader, "g.csv", false, &genres, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_int_eq(strncmp(err.text, "g.csv: ", 7), 0);
}
END_TEST

START_TEST(a_header_without_the_column_is_an_error)
{
    struct error err = {0};
    write_file("g.csv", "name\nx\n");
    ck_assert(!genres_file_load(&loading.loader, "g.csv", false, &genres, &err));
    ck_assert_str_eq(err.text, "g.csv:1: the header has no column \"genre\"");
    ck_assert(!intents_file_load(&loading.loader, "g.csv", false, &intents, &err));
    ck_assert_str_eq(err.text, "g.csv:1: the header has no column \"intent\"");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "load_tables", genres_keep_their_order_and_know_their_aliases,
        an_alias_of_two_genres_is_noted_and_stays_with_the_first,
        a_name_that_stands_for_no_genre_is_rejected, more_genres_than_there_are_bits_are_rejected,
        intents_are_numbered_in_their_order, an_intent_may_have_aliases_of_its_own,
        white_space_in_quotes_is_no_part_of_an_intent,
        a_missing_default_file_is_replaced_by_the_copy_inside,
        a_missing_file_that_was_asked_for_is_an_error, a_header_without_the_column_is_an_error);
}
