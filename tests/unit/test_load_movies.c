#include "load/movies_file.h"

#include "loading.h"
#include "packed.h"
#include "suite.h"

static struct catalogue films;

static void open_all(void)
{
    loading_open();
    films = catalogue_init(loading.arena);
}

static bool load(const char *name, struct str text, struct error *err)
{
    struct source_list list = loading_file(SOURCE_MOVIES, name, text);
    return movies_file_load(&loading.loader, &list, &films, err);
}

static void read_bytes(const char *name, struct str text)
{
    struct error err = {0};
    ck_assert_msg(load(name, text, &err), "%s", err.text);
}

static void read_movies(const char *name, const char *text)
{
    read_bytes(name, str_from(text));
}

static genre_set genres_of(const char *id)
{
    uint32_t film = catalogue_find_id(&films, str_from(id));
    ck_assert_uint_ne(film, FILM_NONE);
    return films.items[film].genres;
}

#define FLAGS "0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|1|0|0|0"

START_TEST(the_100k_set_is_told_by_its_bars)
{
    read_movies("u.item", "movie id|movie title|release date|video release date|IMDb URL|unknown|"
                          "Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|"
                          "Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|"
                          "Western\n"
                          "7|Am\xE9lie, The (2001)|01-Jan-2001||url|" FLAGS "\n");
    ck_assert_uint_eq(films.count, 1);
    ck_assert(str_equal(films.items[0].title, STR("The Am\xC3\xA9lie")));
    ck_assert_int_eq(films.items[0].year, 2001);
    /* Comedy is number 0 and Sci-Fi number 1 of the tables. */
    ck_assert_uint_eq(genres_of("7"), 3);
    ck_assert_uint_eq(loading_account()->read, 1);
}
END_TEST

START_TEST(the_100k_set_has_no_header_of_its_own)
{
    read_movies("u.item", "\n1|unknown||||1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
                          "2|Face/Off (1997)|||http://example.com/?a|" FLAGS "\n");
    ck_assert_uint_eq(genres_of("1"), 0);
    ck_assert_uint_eq(genres_of("2"), 3);
    ck_assert_uint_eq(loading_account()->accepted, 2);
    ck_assert_uint_eq(loading_account()->blank, 1);
}
END_TEST

START_TEST(each_line_of_the_old_sets_is_utf_8_or_latin_1)
{
    read_movies("movies.dat", "1::Caf\xE9 (1990)::Comedy\n2::Caf\xC3\xA9 (1991)::Comedy\n");
    ck_assert(str_equal(films.items[0].title, STR("Caf\xC3\xA9")));
    ck_assert(str_equal(films.items[1].title, STR("Caf\xC3\xA9")));
}
END_TEST

START_TEST(the_1m_set_is_told_by_its_colons)
{
    read_movies("movies.dat", "1::Toy Story (1995)::Comedy\n2::A: B :: C (1990)::Comedy|Scifi\n"
                              "3::Untitled::\n");
    ck_assert_uint_eq(loading_account()->accepted, 2);
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "movies.dat:2: 4 fields instead of 3");
    ck_assert_int_eq(films.items[1].year, 0);
}
END_TEST

START_TEST(csv_has_columns_by_name_and_quotes)
{
    read_movies("movies.csv", "genres,movieId,title\nComedy,1,\"Me, Myself & \"\"I\"\" (2000)\"\n"
                              "(no genres listed),2,B\n");
    ck_assert(str_equal(films.items[0].title, STR("Me, Myself & \"I\"")));
    ck_assert_uint_eq(genres_of("1"), 1);
    ck_assert_uint_eq(genres_of("2"), 0);
}
END_TEST

START_TEST(a_new_genre_is_added_and_noted)
{
    read_movies("movies.csv", "movieId,title,genres\n1,A,Telenovela\n2,B,telenovela\n");
    ck_assert_uint_eq(genres_of("1"), genres_of("2"));
    ck_assert_uint_eq(genres_of("1"), 4);
    ck_assert_uint_eq(loading_account()->notes.count, 1);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "movies.csv:2: the genre \"Telenovela\" is new");
}
END_TEST

START_TEST(the_first_film_of_an_id_counts)
{
    read_movies("movies.csv", "movieId,title,genres\n1,A,\n1,B,\n");
    ck_assert_uint_eq(loading_account()->duplicate, 1);
    ck_assert(str_equal(films.items[0].title, STR("A")));
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "movies.csv:3: the id \"1\" is taken by \"A\"");
    read_movies("more.dat", "1::C::\n");
    ck_assert_uint_eq(loading_account()->duplicate, 1);
    ck_assert_uint_eq(films.count, 1);
}
END_TEST

START_TEST(a_genre_without_room_is_left_out_and_noted)
{
    for (int i = 0; loading.genres.count < GENRE_MAX; i++)
        genre_add(&loading.genres, str_from(arena_printf(loading.arena, "genre %d", i)));
    read_movies("m", "1::A (1990)::One more|Comedy\n");
    ck_assert_uint_eq(genres_of("1"), 1);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "m:1: the genre \"One more\" is new, and there is no room for it");
}
END_TEST

START_TEST(a_rejected_film_brings_no_genre)
{
    read_movies("m", "1:: ::Mockumentary\n");
    read_movies("m", "movieId,title,genres\n,A,Mockumentary\n");
    ck_assert_uint_eq(loading.genres.count, 2);
}
END_TEST

START_TEST(an_empty_file_has_no_film_and_a_note)
{
    read_movies("m", "");
    ck_assert_uint_eq(films.count, 0);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0), "m:0: the file is empty");
    read_movies("m", "\n \n");
    ck_assert_uint_eq(loading_account()->blank, 2);
}
END_TEST

START_TEST(a_compressed_file_says_the_same)
{
    read_bytes("m.gz", packed_gzip(loading.arena, STR("1::A (1990)::Comedy\n")));
    read_bytes("m.zst", packed_zstd(loading.arena, STR("2::B (1990)::Comedy\n")));
    ck_assert_uint_eq(genres_of("1"), 1);
    ck_assert_uint_eq(genres_of("2"), 1);
}
END_TEST

START_TEST(every_bad_film_is_rejected_with_its_reason)
{
    static const struct {
        struct str text;
        const char *message;
    } BAD[] = {
        {STR("movieId,title,genres\n,A,\n"), "m:2: the film has no id"},
        {STR("movieId,title,genres\n1,\" \",\n"), "m:2: the film has no title"},
        {STR("movieId,title,genres\n1,A\n"), "m:2: 2 cells where the header has 3"},
        {STR("movieId,title,genres\n1,\"A\n"), "m:2: the quotes do not add up"},
        {STR("movieId,title,genres\n1,\xE9,\n"), "m:2: byte 3 is not UTF-8"},
        {STR("1::A::\n\n2::B\n"), "m:3: 2 fields instead of 3"},
        {STR("1::A::\n ::B::\n"), "m:2: the film has no id"},
        {STR("1::A::\n2:: ::\n"), "m:2: the film has no title"},
        {STR("1::A::\n2::B\0::\n"), "m:2: a zero byte"},
        {STR("1|A||||" FLAGS "\n2|B\n"), "m:2: 2 fields instead of 24"},
        {STR("1|A||||" FLAGS "\n|B||||" FLAGS "\n"), "m:2: the film has no id"},
        {STR("1|||||" FLAGS "\n"), "m:1: the film has no title"},
        {STR("1|A||||0|0|2|0|0|1|0|0|0|0|0|0|0|0|0|1|0|0|0\n"),
         "m:1: flag 2 is \"2\", neither 0 nor 1"},
        {STR("1|A||||" FLAGS "\nmovie id|A||||" FLAGS "|x\n"), "m:2: 25 fields instead of 24"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        read_bytes("m", BAD[i].text);
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), BAD[i].message);
        ck_assert_uint_eq(loading_account()->rejected, 1);
    }
}
END_TEST

START_TEST(a_file_in_none_of_the_formats_is_an_error)
{
    static const char *const TEXTS[] = {"id;name\n1;A\n", "1\t2\n", "movieId,title\n1,A\n"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct error err = {0};
        ck_assert(!load("m", str_from(TEXTS[i]), &err));
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_str_eq(err.text, "m:1: this is none of u.item, movies.dat and a CSV file with "
                                   "the columns movieId, title and genres");
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "load_movies", the_100k_set_is_told_by_its_bars,
        the_100k_set_has_no_header_of_its_own, each_line_of_the_old_sets_is_utf_8_or_latin_1,
        the_1m_set_is_told_by_its_colons, csv_has_columns_by_name_and_quotes,
        a_new_genre_is_added_and_noted, the_first_film_of_an_id_counts,
        a_genre_without_room_is_left_out_and_noted, a_rejected_film_brings_no_genre,
        an_empty_file_has_no_film_and_a_note, a_compressed_file_says_the_same,
        every_bad_film_is_rejected_with_its_reason, a_file_in_none_of_the_formats_is_an_error);
}
