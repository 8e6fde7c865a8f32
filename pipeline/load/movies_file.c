#include "load/movies_file.h"

#include <string.h>

#include "base/unicode.h"
#include "load/csv_rows.h"
#include "load/lines.h"
#include "load/quote.h"

#define ITEM_FIELDS 24 /* of u.item: id, title, two dates, URL and the flags */
#define ITEM_FLAGS 5   /* the first flag: "unknown", which is the empty set */
#define DAT_FIELDS 3

/* The flags of u.item behind "unknown", as its own u.genre names them. */
static const char *const ITEM_GENRES[] = {
    "Action",      "Adventure", "Animation", "Children",  "Comedy", "Crime",
    "Documentary", "Drama",     "Fantasy",   "Film-Noir", "Horror", "Musical",
    "Mystery",     "Romance",   "Sci-Fi",    "Thriller",  "War",    "Western"};

/* What is at hand while a file is read. */
struct reading {
    struct loader *loader;
    struct catalogue *catalogue;
    struct input *input;
};

/* Before the genres are read: a film that is rejected brings no new genre. */
static bool check_film(const struct reading *reading, struct at at, struct str id, struct str title)
{
    if (id.size == 0)
        return input_reject(reading->input, at, "the film has no id");
    if (title.size == 0)
        return input_reject(reading->input, at, "the film has no title");
    return true;
}

static void add_film(const struct reading *reading, struct at at, struct str id, struct str title,
                     genre_set genres)
{
    struct catalogue *catalogue = reading->catalogue;
    if (catalogue_add(catalogue, id, title, genres)) {
        reading->input->accepted++;
        return;
    }
    struct str first = catalogue->items[catalogue_find_id(catalogue, id)].title;
    reading->input->duplicate++;
    findings_add(&reading->input->notes, at, "the id \"%.*s\" is taken by \"%.*s\"", STR_ARG(id),
                 STR_ARG(first));
}

/* "Action|Sci-Fi" as a set; a new genre is added while there is room. */
static genre_set read_genres(const struct reading *reading, struct at at, struct str text)
{
    struct genre_table *genres = reading->loader->genres;
    genre_set set = 0;
    struct str name;
    while (str_next(&text, '|', &name)) {
        int genre = genre_find(genres, reading->loader->scratch, str_trim(name));
        if (genre == GENRE_UNKNOWN) {
            genre = genre_add(genres, str_trim(name));
            findings_add(&reading->input->notes, at, "the genre \"%.*s\" is new%s",
                         STR_ARG(quote_text(reading->loader, str_trim(name))),
                         genre == GENRE_UNKNOWN ? ", and there is no room for it" : "");
        }
        if (genre >= 0)
            set |= genre_bit(genre);
    }
    return set;
}

/* A line of the old sets as UTF-8. */
static struct str as_utf8(const struct reading *reading, struct str line)
{
    if (unicode_invalid_at(line) == line.size)
        return line;
    return unicode_from_latin1(reading->loader->scratch, line);
}

/* Cuts a line at `separator` into at most `most` fields and returns how many there are. */
static size_t split(struct str line, struct str separator, struct str *fields, size_t most)
{
    size_t count = 0;
    for (;;) {
        size_t place = str_find(line, separator);
        if (count < most)
            fields[count] = str_trim(str_slice(line, 0, place));
        count++;
        if (place == SIZE_MAX)
            return count;
        line = str_slice(line, place + separator.size, line.size);
    }
}

/* MovieLens' own u.item has no header; some copies have one. */
static bool is_header(const struct str fields[ITEM_FIELDS])
{
    return str_equal_ascii_nocase(fields[0], STR("movie id"));
}

static bool check_flags(const struct reading *reading, struct at at,
                        const struct str fields[ITEM_FIELDS])
{
    for (size_t i = ITEM_FLAGS; i < ITEM_FIELDS; i++)
        if (!str_equal(fields[i], STR("0")) && !str_equal(fields[i], STR("1")))
            return input_reject(reading->input, at, "flag %zu is \"%.*s\", neither 0 nor 1",
                                i - ITEM_FLAGS, STR_ARG(fields[i]));
    return true;
}

static void read_item(const struct reading *reading, struct at at, struct str line)
{
    struct str fields[ITEM_FIELDS];
    genre_set genres = 0;
    size_t count = split(line, STR("|"), fields, ITEM_FIELDS);
    if (count != ITEM_FIELDS) {
        input_reject(reading->input, at, "%zu fields instead of %d", count, ITEM_FIELDS);
        return;
    }
    if (reading->input->read == reading->input->blank + 1 && is_header(fields)) {
        reading->input->read--; /* it is no record */
        return;
    }
    if (!check_film(reading, at, fields[0], fields[1]) || !check_flags(reading, at, fields))
        return;
    for (size_t i = 0; i < sizeof ITEM_GENRES / sizeof *ITEM_GENRES; i++)
        if (fields[ITEM_FLAGS + 1 + i].data[0] == '1')
            genres |= read_genres(reading, at, str_from(ITEM_GENRES[i]));
    add_film(reading, at, fields[0], fields[1], genres);
}

static void read_dat(const struct reading *reading, struct at at, struct str line)
{
    struct str fields[DAT_FIELDS];
    size_t count = split(line, STR("::"), fields, DAT_FIELDS);
    if (count != DAT_FIELDS)
        input_reject(reading->input, at, "%zu fields instead of %d", count, DAT_FIELDS);
    else if (check_film(reading, at, fields[0], fields[1]))
        add_film(reading, at, fields[0], fields[1], read_genres(reading, at, fields[2]));
}

static bool read_lines(const struct reading *reading, struct lines *lines,
                       void (*read)(const struct reading *, struct at, struct str),
                       struct error *err)
{
    enum lines_result result;
    struct str line;
    while ((result = lines_next_record(lines, reading->input, &line, err)) == LINES_LINE) {
        struct at at = lines_at(lines);
        if (memchr(line.data, '\0', line.size) != NULL)
            input_reject(reading->input, at, "a zero byte");
        else
            read(reading, at, as_utf8(reading, line));
        arena_reset(reading->loader->scratch);
    }
    return result == LINES_END;
}

static bool read_rows(const struct reading *reading, struct csv_rows *rows, struct error *err)
{
    struct input *input = reading->input;
    size_t id_column = csv_rows_column(rows, "movieId");
    size_t title_column = csv_rows_column(rows, "title");
    size_t genres_column = csv_rows_column(rows, "genres");
    enum lines_result result;
    if (id_column == CSV_ROWS_NONE || title_column == CSV_ROWS_NONE ||
        genres_column == CSV_ROWS_NONE)
        return error_set(err, ERROR_INPUT, csv_rows_at(rows),
                         "this is none of u.item, movies.dat and a CSV file with the columns "
                         "movieId, title and genres");
    while ((result = csv_rows_next(rows, input, err)) == LINES_LINE) {
        struct at at = csv_rows_at(rows);
        struct str id = str_trim(csv_rows_cell(rows, id_column));
        struct str title = str_trim(csv_rows_cell(rows, title_column));
        if (check_film(reading, at, id, title))
            add_film(reading, at, id, title,
                     read_genres(reading, at, csv_rows_cell(rows, genres_column)));
        arena_reset(reading->loader->scratch);
    }
    return result == LINES_END;
}

static bool read_csv(const struct reading *reading, struct lines *lines, struct error *err)
{
    struct csv_rows *rows;
    if (!csv_rows_open(lines, reading->loader->arena, &rows, err))
        return false;
    bool done = read_rows(reading, rows, err);
    csv_rows_close(rows);
    return done;
}

/* The format is told by the first line with something in it; a file without one is in any. */
static bool read_any(const struct reading *reading, struct lines *lines, struct error *err)
{
    struct str text;
    struct str line = STR_NONE;
    if (!lines_peek(lines, &text, err))
        return false;
    text = str_trim(text);
    str_next(&text, '\n', &line);
    if (line.size == 0 || str_find(line, STR("::")) != SIZE_MAX)
        return read_lines(reading, lines, read_dat, err);
    if (split(line, STR("|"), NULL, 0) == ITEM_FIELDS)
        return read_lines(reading, lines, read_item, err);
    return read_csv(reading, lines, err);
}

static bool read_file(struct loader *loader, const struct source *source,
                      struct catalogue *catalogue, struct error *err)
{
    struct lines *lines;
    const struct reading reading = {loader, catalogue,
                                    input_add(loader->inputs, "movies", source->path)};
    reading.input->synthetic = source->synthetic;
    if (!lines_open(reading.input->path, &lines, err))
        return false;
    bool done = read_any(&reading, lines, err);
    if (done)
        lines_account(lines, reading.input);
    lines_close(lines);
    return done;
}

bool movies_file_load(struct loader *loader, const struct source_list *sources,
                      struct catalogue *catalogue, struct error *err)
{
    for (size_t i = 0; i < sources->count; i++)
        if (!read_file(loader, &sources->items[i], catalogue, err))
            return false;
    return true;
}
