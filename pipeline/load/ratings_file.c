#include "load/ratings_file.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "load/id_table.h"
#include "load/lines.h"
#include "load/quote.h"
#include "load/rating_line.h"
#include "load/rating_scan.h"

#define SCALE_MIN 0.5f
#define SCALE_MAX 5.0f
#define CAPACITY_MIN ((size_t)1 << 16)
#define REASON_SIZE 160
#define ROWS_MAX (UINT32_MAX - (1u << 20)) /* a buffer of lines more still has its numbers */
#define NAMES_AT_ONCE 256                  /* users that one task names */

/* What one reading of all files keeps. */
struct reading {
    struct loader *loader;
    struct ratings ratings; /* its `rows` come with the first row that is lost */
    size_t capacity;        /* of the columns */
    size_t rows;            /* data rows so far, rejected ones too */
    size_t rows_before;     /* of the files before the present one */
    struct id_table users;
    struct id_table items;
    struct rating_line_reader reader;
    struct rating_scan scan;
    bool halves; /* some rating was no whole number of stars */
};

static void *enlarged(void *block, size_t count, size_t capacity, size_t size)
{
    void *larger = memory_raw(capacity, size);
    if (count != 0)
        memcpy(larger, block, count * size);
    memory_free(block);
    return larger;
}

/* For so many ratings more, of which `likely` may follow; what proves too much takes no memory. */
static void make_room(struct reading *reading, size_t more, size_t likely)
{
    struct ratings *ratings = &reading->ratings;
    size_t count = ratings->count;
    if (count + more <= reading->capacity)
        return;
    size_t capacity = count + more + (likely < count ? count : likely + likely / 16);
    capacity = capacity < CAPACITY_MIN ? CAPACITY_MIN : capacity;
    ratings->users = enlarged(ratings->users, count, capacity, sizeof *ratings->users);
    ratings->items = enlarged(ratings->items, count, capacity, sizeof *ratings->items);
    ratings->values = enlarged(ratings->values, count, capacity, sizeof *ratings->values);
    ratings->times = enlarged(ratings->times, count, capacity, sizeof *ratings->times);
    if (ratings->rows != NULL)
        ratings->rows = enlarged(ratings->rows, count, capacity, sizeof *ratings->rows);
    reading->capacity = capacity;
}

/* Gives every rating so far the number of its row, which is its own. */
static void number_rows(struct reading *reading)
{
    struct ratings *ratings = &reading->ratings;
    if (ratings->rows != NULL)
        return;
    ratings->rows = memory_raw(reading->capacity, sizeof *ratings->rows);
    for (size_t i = 0; i < ratings->count; i++)
        ratings->rows[i] = (uint32_t)i;
}

/* There is room for it. */
static inline void add_rating(struct reading *reading, const struct rating_line *line)
{
    struct ratings *ratings = &reading->ratings;
    size_t i = ratings->count++;
    if (reading->rows != i)
        number_rows(reading);
    ratings->users[i] = line->user;
    ratings->items[i] = line->item;
    ratings->values[i] = line->stars;
    ratings->times[i] = line->time;
    if (ratings->rows != NULL)
        ratings->rows[i] = (uint32_t)reading->rows;
    reading->rows++;
    reading->halves |= line->stars != truncf(line->stars);
}

/* A line of any form, as lines.h gave it. */
static void read_line(struct reading *reading, struct at at, struct input *input, struct str text)
{
    struct rating_line line;
    char reason[REASON_SIZE];
    if (rating_line_read(&reading->reader, text, &line, reason, sizeof reason)) {
        make_room(reading, 1, 0);
        add_rating(reading, &line);
        input->accepted++;
    } else {
        input_reject(input, at, "%s", reason);
        arena_reset(reading->loader->scratch);
        reading->rows++;
    }
}

/* The next line with something in it; one that is too long has been passed over and is a row too.
 */
static enum lines_result next_line(struct reading *reading, struct lines *lines,
                                   struct input *input, struct str *line, struct error *err)
{
    enum lines_result result = lines_next_record(lines, input, line, err);
    reading->rows = reading->rows_before + input->read - input->blank - (result == LINES_LINE);
    return result;
}

/* A row of the usual form: its ids get their numbers. */
static inline void add_row(struct reading *reading, const struct rating_scan_row *row)
{
    const struct rating_line line = {
        .user = id_table_number_direct(&reading->users, row->user),
        .item = id_table_number_direct(&reading->items, row->item),
        .stars = row->stars,
        .time = row->time,
    };
    add_rating(reading, &line);
}

static void pass(struct lines *lines, struct input *input, const char *end, size_t *usual)
{
    if (*usual == 0)
        return;
    lines_pass(lines, end, *usual);
    input->read += *usual;
    input->accepted += *usual;
    *usual = 0;
}

/* About how many rows there are from here on, when the others are as long as those of a piece. */
static size_t likely_rows(const struct rating_scan_piece *piece, const struct lines *lines)
{
    if (piece->count == 0)
        return 0;
    return lines_bytes_left(lines) / (piece->text.size / piece->count);
}

/*
 * Takes over what was scanned. Lines of other forms are read again, one by one, and the blank
 * ones among them draw in a line behind them: `*ahead` counts the lines that were read although
 * their rows are still to come. LINES_LINE: there may be more.
 */
static enum lines_result take_piece(struct reading *reading, const struct rating_scan_piece *piece,
                                    struct lines *lines, struct input *input, size_t *ahead,
                                    struct error *err)
{
    size_t usual = 0; /* lines that were taken and not yet passed over */
    make_room(reading, piece->count, likely_rows(piece, lines));
    for (size_t i = 0; i < piece->count; i++) {
        const struct rating_scan_row *row = &piece->rows[i];
        if (row->stars != RATING_SCAN_OTHER) {
            if (*ahead != 0) {
                (*ahead)--;
            } else {
                add_row(reading, row);
                usual++;
            }
            continue;
        }
        pass(lines, input, piece->text.data + row->user, &usual);
        while (*ahead < row->item) {
            struct str line;
            size_t before = lines_number(lines);
            enum lines_result result = next_line(reading, lines, input, &line, err);
            if (result != LINES_LINE)
                return result;
            read_line(reading, lines_at(lines), input, line);
            *ahead += lines_number(lines) - before;
        }
        *ahead -= row->item;
        make_room(reading, piece->count - i, 0);
    }
    if (piece->text.size != 0)
        pass(lines, input, piece->text.data + piece->text.size, &usual);
    return LINES_LINE;
}

/* The lines that are in memory already, side by side. */
static enum lines_result read_waiting(struct reading *reading, struct lines *lines,
                                      struct input *input, struct error *err)
{
    enum lines_result result = LINES_LINE;
    size_t ahead = 0;
    rating_scan_waiting(&reading->scan, &reading->reader, lines, reading->loader->pool);
    for (size_t i = 0; i < RATING_SCAN_PIECES && result == LINES_LINE; i++)
        result = take_piece(reading, &reading->scan.pieces[i], lines, input, &ahead, err);
    return result;
}

/* The first line with something in it tells the format; a header is no record. */
static bool read_lines(struct reading *reading, struct lines *lines, struct input *input,
                       struct error *err)
{
    struct rating_line_format *format = &reading->reader.format;
    enum lines_result result;
    struct str line;
    bool header;
    result = next_line(reading, lines, input, &line, err);
    if (result != LINES_LINE)
        return result == LINES_END;
    if (!rating_line_detect(line, format, &header))
        return error_set(err, ERROR_INPUT, lines_at(lines),
                         "this is none of u.data, ratings.dat and a CSV file with the columns "
                         "userId, movieId and rating");
    if (header)
        input->read--;
    else
        read_line(reading, lines_at(lines), input, line);
    for (;;) {
        if (format->canonical)
            result = read_waiting(reading, lines, input, err);
        if (result == LINES_LINE)
            result = next_line(reading, lines, input, &line, err);
        if (result != LINES_LINE)
            return result == LINES_END;
        if (reading->rows >= ROWS_MAX)
            return error_set(err, ERROR_INPUT, lines_at(lines), "more than %u ratings", ROWS_MAX);
        read_line(reading, lines_at(lines), input, line);
    }
}

static bool read_file(struct reading *reading, const struct source *source, struct error *err)
{
    struct lines *lines;
    struct input *input = input_add(reading->loader->inputs, "ratings", source->path);
    input->synthetic = source->synthetic;
    reading->rows_before = reading->rows;
    if (!lines_open(input->path, &lines, err))
        return false;
    bool done = read_lines(reading, lines, input, err);
    if (done)
        lines_account(lines, input);
    lines_close(lines);
    return done;
}

/* True when no user comes back after another one: they are numbered as they appear. */
static bool come_user_by_user(const struct ratings *ratings)
{
    for (size_t i = 1; i < ratings->count; i++)
        if (ratings->users[i] < ratings->users[i - 1])
            return false;
    return true;
}

/* Places of the ratings, user by user, each user's in the order of reading. */
static uint32_t *group_by_user(const struct ratings *ratings, size_t n_users)
{
    uint32_t *places = memory_raw(ratings->count, sizeof *places);
    uint32_t *next = memory_block(n_users + 1, sizeof *next);
    for (size_t i = 0; i < ratings->count; i++)
        next[ratings->users[i] + 1]++;
    for (size_t u = 1; u < n_users; u++)
        next[u] += next[u - 1];
    for (size_t i = 0; i < ratings->count; i++)
        places[next[ratings->users[i]]++] = (uint32_t)i;
    memory_free(next);
    return places;
}

/*
 * Marks in `dropped` the ratings that a later one of the same user and film replaces: by time, of
 * equal times by order. Returns how many.
 */
static size_t mark_replaced(const struct ratings *ratings, size_t n_users, size_t n_items,
                            unsigned char *dropped)
{
    uint32_t *places = come_user_by_user(ratings) ? NULL : group_by_user(ratings, n_users);
    uint32_t *latest = memory_block(n_items, sizeof *latest); /* of each film, place + 1 */
    size_t count = 0;
    for (size_t p = 0; p < ratings->count; p++) {
        uint32_t i = places == NULL ? (uint32_t)p : places[p];
        uint32_t *held = &latest[ratings->items[i]];
        bool older = false;
        if (*held != 0 && ratings->users[*held - 1] == ratings->users[i]) {
            older = ratings->times[i] < ratings->times[*held - 1];
            dropped[older ? i : *held - 1] = 1;
            count++;
        }
        if (!older)
            *held = i + 1;
    }
    memory_free(latest);
    memory_free(places);
    return count;
}

/* Takes the replaced ratings out of the columns and out of the accounts of their files. */
static void drop_replaced(struct reading *reading, const unsigned char *dropped, size_t first_input)
{
    number_rows(reading);
    struct ratings *ratings = &reading->ratings;
    struct input_list *inputs = reading->loader->inputs;
    size_t input = first_input;
    size_t left = inputs->items[input].accepted;
    size_t kept = 0;
    for (size_t i = 0; i < ratings->count; i++) {
        while (left == 0)
            left = inputs->items[++input].accepted;
        left--;
        if (dropped[i]) {
            inputs->items[input].accepted--;
            inputs->items[input].duplicate++;
            continue;
        }
        ratings->users[kept] = ratings->users[i];
        ratings->items[kept] = ratings->items[i];
        ratings->values[kept] = ratings->values[i];
        ratings->times[kept] = ratings->times[i];
        ratings->rows[kept++] = ratings->rows[i];
    }
    ratings->count = kept;
}

static void settle_duplicates(struct reading *reading, size_t first_input)
{
    struct ratings *ratings = &reading->ratings;
    if (ratings->count == 0)
        return;
    unsigned char *dropped = memory_block(ratings->count, 1);
    if (mark_replaced(ratings, reading->users.count, reading->items.count, dropped) != 0)
        drop_replaced(reading, dropped, first_input);
    memory_free(dropped);
    if (ratings->count != reading->rows)
        number_rows(reading);
}

static uint64_t *hash_ids(const struct id_table *table)
{
    uint64_t *keys = memory_block(table->count, sizeof *keys);
    for (size_t i = 0; i < table->count; i++)
        keys[i] = hash_fast(table->items[i], 0);
    return keys;
}

struct naming {
    const struct reading *reading;
    char (*texts)[PSEUDONYM_TEXT];
};

static void name_some(void *context, size_t index, size_t worker)
{
    const struct naming *naming = context;
    const struct id_table *users = &naming->reading->users;
    const struct pseudonym_key *key = naming->reading->loader->key;
    size_t begin = index * NAMES_AT_ONCE;
    size_t end = users->count - begin < NAMES_AT_ONCE ? users->count : begin + NAMES_AT_ONCE;
    (void)worker;
    for (size_t u = begin; u < end; u++)
        pseudonym_text(pseudonym_number(key, users->items[u]), naming->texts[u]);
}

/* Users leave with a pseudonym; the raw ids stay behind. */
static void name_users(struct reading *reading)
{
    struct ratings *ratings = &reading->ratings;
    struct arena *arena = reading->loader->arena;
    struct naming naming = {
        .reading = reading,
        .texts = arena_array(arena, ratings->n_users, sizeof *naming.texts),
    };
    pool_run(reading->loader->pool, (ratings->n_users + NAMES_AT_ONCE - 1) / NAMES_AT_ONCE,
             name_some, &naming);
    ratings->user_names = ARENA_ARRAY(arena, struct str, ratings->n_users);
    for (size_t u = 0; u < ratings->n_users; u++)
        ratings->user_names[u] = (struct str){naming.texts[u], PSEUDONYM_TEXT - 1};
}

/* Of the files' digests: what is read follows from them. */
static struct hash_sha256 digest_files(const struct input_list *inputs, size_t first)
{
    struct hash_stream *stream = hash_stream_open();
    for (size_t i = first; i < inputs->count; i++)
        hash_stream_add(
            stream, (struct str){(const char *)inputs->items[i].digest.bytes, HASH_SHA256_SIZE});
    return hash_stream_close(stream);
}

/* Says which rated films the catalogue does not list; without a catalogue there is nothing to say.
 */
static void note_unlisted(const struct reading *reading, struct input *input)
{
    const struct catalogue *catalogue = reading->loader->catalogue;
    for (size_t i = 0; i < reading->items.count && catalogue->count != 0; i++)
        if (catalogue_find_id(catalogue, reading->items.items[i]) == FILM_NONE)
            findings_add(&input->notes, AT_FILE(input->path), "the catalogue has no film \"%.*s\"",
                         STR_ARG(quote_text(reading->loader, reading->items.items[i])));
    arena_reset(reading->loader->scratch);
}

static void finish(struct reading *reading, size_t first_input, bool scale_given)
{
    struct ratings *ratings = &reading->ratings;
    if (reading->items.count != 0)
        note_unlisted(reading, &reading->loader->inputs->items[first_input]);
    settle_duplicates(reading, first_input);
    ratings->n_users = reading->users.count;
    ratings->n_items = reading->items.count;
    ratings->user_keys = hash_ids(&reading->users);
    ratings->item_keys = hash_ids(&reading->items);
    ratings->item_ids = reading->items.items;
    name_users(reading);
    ratings->scale_min = scale_given || reading->halves ? reading->reader.scale_min : 1;
    ratings->scale_max = reading->reader.scale_max;
    ratings->digest = digest_files(reading->loader->inputs, first_input);
}

bool ratings_file_load(struct loader *loader, const struct source_list *sources,
                       const struct ratings_file_options *options, struct ratings *out,
                       struct error *err)
{
    bool scale_given = !isnan(options->scale_min);
    size_t first_input = loader->inputs->count;
    struct reading reading = {
        .loader = loader,
        .users = id_table_init(loader->arena),
        .items = id_table_init(loader->arena),
    };
    reading.reader = (struct rating_line_reader){
        .loader = loader,
        .users = &reading.users,
        .items = &reading.items,
        .scale_min = scale_given ? options->scale_min : SCALE_MIN,
        .scale_max = scale_given ? options->scale_max : SCALE_MAX,
    };
    bool done = true;
    for (size_t i = 0; i < sources->count && done; i++)
        done = read_file(&reading, &sources->items[i], err);
    if (done)
        finish(&reading, first_input, scale_given);
    else
        ratings_free(&reading.ratings);
    rating_scan_free(&reading.scan);
    id_table_free(&reading.users);
    id_table_free(&reading.items);
    if (done)
        *out = reading.ratings;
    return done;
}
