#include "load/tags_file.h"

#include "base/unicode.h"
#include "load/csv_rows.h"
#include "load/quote.h"

#define SEPARATOR "::"
#define MS_PER_SECOND 1000

enum field { USER, FILM, TAG, TIME, FIELDS };

struct reading {
    struct loader *loader;
    struct input *input;
    feedback_file_visit *visit;
    void *context;
    struct str last_user; /* a file usually comes user by user, and a pseudonym takes long */
    uint64_t last_pseudonym;
};

static uint64_t pseudonym_of(struct reading *reading, struct str user)
{
    if (reading->last_user.data == NULL || !str_equal(user, reading->last_user)) {
        reading->last_user = str_copy(reading->loader->arena, user);
        reading->last_pseudonym = pseudonym_number(reading->loader->key, user);
    }
    return reading->last_pseudonym;
}

/* Hands a tag on; what is wrong with it is a reason to reject it. */
static bool take(struct reading *reading, struct at at, const struct str fields[FIELDS],
                 struct error *err)
{
    static const char *const NAMES[FIELDS] = {"user", "film", "tag", "time"};
    struct loader *loader = reading->loader;
    int64_t seconds;
    for (int f = 0; f < FIELDS; f++) {
        if (fields[f].size != 0)
            continue;
        input_reject(reading->input, at, "there is no %s", NAMES[f]);
        return true;
    }
    if (!str_to_int64(fields[TIME], &seconds) || seconds < 0 || seconds > UINT32_MAX) {
        input_reject(reading->input, at, "the time is \"%.*s\", not seconds since 1970",
                     STR_ARG(quote_text(loader, fields[TIME])));
        return true;
    }
    reading->input->accepted++;
    const struct feedback_event event = {
        .kind = FEEDBACK_SWIPE,
        .ts_ms = seconds * MS_PER_SECOND,
        .user = pseudonym_of(reading, fields[USER]),
        .film = catalogue_find_id(loader->catalogue, fields[FILM]),
        .action = SWIPE_LIKE,
        .query = redact_text(loader->redactor, loader->scratch, fields[TAG], loader->masked),
    };
    return reading->visit(reading->context, &event, err);
}

/* Only the tag may hold a separator: two fields stand before it, and one behind it. */
static bool cut(struct str line, struct str fields[FIELDS])
{
    const struct str separator = STR(SEPARATOR);
    size_t last = SIZE_MAX;
    for (int f = USER; f < TAG; f++) {
        size_t place = str_find(line, separator);
        if (place == SIZE_MAX)
            return false;
        fields[f] = str_trim(str_slice(line, 0, place));
        line = str_slice(line, place + separator.size, line.size);
    }
    for (size_t i = 0; i + separator.size <= line.size; i++)
        if (str_equal(str_slice(line, i, i + separator.size), separator))
            last = i;
    if (last == SIZE_MAX)
        return false;
    fields[TAG] = str_trim(str_slice(line, 0, last));
    fields[TIME] = str_trim(str_slice(line, last + separator.size, line.size));
    return true;
}

static bool read_dat(struct reading *reading, struct lines *lines, struct error *err)
{
    enum lines_result result;
    struct str line;
    while ((result = lines_next_record(lines, reading->input, &line, err)) == LINES_LINE) {
        struct str fields[FIELDS];
        if (unicode_invalid_at(line) != line.size)
            input_reject(reading->input, lines_at(lines), "ill-formed UTF-8");
        else if (!cut(line, fields))
            input_reject(reading->input, lines_at(lines), "fewer than %d fields", FIELDS);
        else if (!take(reading, lines_at(lines), fields, err))
            return false;
        arena_reset(reading->loader->scratch);
    }
    return result == LINES_END;
}

static bool read_rows(struct reading *reading, struct csv_rows *rows, struct error *err)
{
    static const char *const NAMES[FIELDS] = {"userId", "movieId", "tag", "timestamp"};
    size_t columns[FIELDS];
    enum lines_result result;
    for (int f = 0; f < FIELDS; f++) {
        columns[f] = csv_rows_column(rows, NAMES[f]);
        if (columns[f] == CSV_ROWS_NONE)
            return error_set(err, ERROR_INPUT, csv_rows_at(rows),
                             "this is neither tags.dat nor a CSV file with the columns userId, "
                             "movieId, tag and timestamp");
    }
    while ((result = csv_rows_next(rows, reading->input, err)) == LINES_LINE) {
        struct str fields[FIELDS];
        for (int f = 0; f < FIELDS; f++)
            fields[f] = str_trim(csv_rows_cell(rows, columns[f]));
        if (!take(reading, csv_rows_at(rows), fields, err))
            return false;
        arena_reset(reading->loader->scratch);
    }
    return result == LINES_END;
}

static bool read_csv(struct reading *reading, struct lines *lines, struct error *err)
{
    struct csv_rows *rows;
    if (!csv_rows_open(lines, reading->loader->arena, &rows, err))
        return false;
    bool done = read_rows(reading, rows, err);
    csv_rows_close(rows);
    return done;
}

/* The first line with something in it tells the format; a file without one is in any. */
static bool read_any(struct reading *reading, struct lines *lines, struct error *err)
{
    struct str text;
    struct str line = STR_NONE;
    if (!lines_peek(lines, &text, err))
        return false;
    text = str_trim(text);
    str_next(&text, '\n', &line);
    if (line.size == 0 || str_find(line, STR(SEPARATOR)) != SIZE_MAX)
        return read_dat(reading, lines, err);
    return read_csv(reading, lines, err);
}

bool tags_file_read(struct loader *loader, const struct source_list *sources,
                    feedback_file_visit *visit, void *context, struct error *err)
{
    bool done = true;
    for (size_t i = 0; i < sources->count && done; i++) {
        struct lines *lines;
        struct reading reading = {
            .loader = loader,
            .input = input_add(loader->inputs, "tags", sources->items[i].path),
            .visit = visit,
            .context = context,
        };
        reading.input->synthetic = sources->items[i].synthetic;
        if (!lines_open(reading.input->path, &lines, err))
            return false;
        done = read_any(&reading, lines, err);
        if (done)
            lines_account(lines, reading.input);
        lines_close(lines);
    }
    return done;
}
