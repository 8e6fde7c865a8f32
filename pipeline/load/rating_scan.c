#include "load/rating_scan.h"

#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "load/id_table.h"

#define ID_DIGITS 8     /* of an id below ID_TABLE_DIRECT */
#define TIME_DIGITS 10  /* of a time up to UINT32_MAX */
#define SHORTEST_LINE 8 /* bytes of a usual line: four digits, three marks, a newline */

/* 0 … 9, or more for what is no digit. */
static unsigned digit(char c)
{
    return (unsigned)(unsigned char)c - '0';
}

/*
 * What is read ends with a newline, and nothing below goes on behind a byte that it does not
 * know, so that the newline stops everything.
 */

/* An id as id_table.h takes it by its value. */
static inline bool scan_id(const char **at, uint32_t *out)
{
    const char *begin = *at;
    const char *c = begin;
    uint32_t value = 0;
    for (; digit(*c) <= 9; c++)
        value = value * 10 + digit(*c);
    *at = c;
    *out = value;
    size_t digits = (size_t)(c - begin);
    return digits != 0 && digits <= ID_DIGITS && (*begin != '0' || digits == 1) &&
           value < ID_TABLE_DIRECT;
}

/* "4", "4.0", "3.5". */
static inline bool scan_stars(const char **at, float *out)
{
    const char *c = *at;
    if (digit(*c) > 9)
        return false;
    float stars = (float)digit(*c++);
    if (*c == '.') {
        if (c[1] != '0' && c[1] != '5')
            return false;
        stars += c[1] == '5' ? 0.5f : 0;
        c += 2;
    }
    *at = c;
    *out = stars;
    return true;
}

static inline bool scan_time(const char **at, uint32_t *out)
{
    const char *c = *at;
    uint64_t value = 0;
    for (; digit(*c) <= 9; c++)
        value = value * 10 + digit(*c);
    size_t digits = (size_t)(c - *at);
    *at = c;
    *out = (uint32_t)value;
    return digits != 0 && digits <= TIME_DIGITS && value <= UINT32_MAX;
}

static inline bool skip(const char **at, char mark, bool twice)
{
    const char *c = *at;
    if (*c != mark || (twice && c[1] != mark))
        return false;
    *at = c + 1 + twice;
    return true;
}

/* Goes behind one line; false: it is of another form. */
static inline bool scan_line(const struct rating_line_reader *reader, const char **at, char mark,
                             bool twice, struct rating_scan_row *out)
{
    const char *c = *at;
    if (!scan_id(&c, &out->user) || !skip(&c, mark, twice) || !scan_id(&c, &out->item) ||
        !skip(&c, mark, twice) || !scan_stars(&c, &out->stars) || !skip(&c, mark, twice) ||
        !scan_time(&c, &out->time))
        return false;
    c += *c == '\r';
    if (*c != '\n' || out->stars < reader->scale_min || out->stars > reader->scale_max)
        return false;
    *at = c + 1;
    return true;
}

/* Between two stretches stands a usual line; one more row is room for trying. */
static size_t rows_of(size_t bytes)
{
    return 2 * (bytes / SHORTEST_LINE) + 2;
}

static void make_room(struct rating_scan_piece *piece, size_t rows)
{
    if (rows <= piece->capacity)
        return;
    memory_free(piece->rows);
    piece->rows = memory_raw(rows, sizeof *piece->rows);
    piece->capacity = rows;
}

void rating_scan_piece(struct rating_scan_piece *piece, const struct rating_line_reader *reader,
                       struct str text)
{
    piece->text = text;
    piece->count = 0;
    if (text.size == 0)
        return;
    make_room(piece, rows_of(text.size));
    const char *end = text.data + text.size;
    char mark = reader->format.separator.data[0];
    bool twice = reader->format.separator.size == 2;
    assert(end[-1] == '\n' && text.size < UINT32_MAX);
    struct rating_scan_row *row = piece->rows;
    bool stretch = false; /* the row before this one is one */
    for (const char *at = text.data; at < end;) {
        const char *begin = at;
        if (scan_line(reader, &at, mark, twice, row)) {
            row++;
            stretch = false;
            continue;
        }
        at = (const char *)memchr(begin, '\n', (size_t)(end - begin)) + 1;
        if (!stretch)
            *row++ = (struct rating_scan_row){
                .user = (uint32_t)(begin - text.data), .item = 0, .stars = RATING_SCAN_OTHER};
        row[-1].item++;
        stretch = true;
    }
    piece->count = (size_t)(row - piece->rows);
}

struct job {
    struct rating_scan *scan;
    const struct rating_line_reader *reader;
    struct lines *lines;
    struct str text[RATING_SCAN_PIECES];
};

/* Reading ahead is the longest task, so that it begins first. */
static void run_task(void *context, size_t index, size_t worker)
{
    struct job *job = context;
    (void)worker;
    if (index == 0)
        lines_read_ahead(job->lines);
    else
        rating_scan_piece(&job->scan->pieces[index - 1], job->reader, job->text[index - 1]);
}

/* The first lines of `*rest`, about a `parts`th of it; they are cut off. */
static struct str cut(struct str *rest, size_t parts)
{
    size_t size = rest->size / parts;
    if (rest->size != 0) {
        const char *newline = memchr(rest->data + size, '\n', rest->size - size);
        size = newline == NULL ? rest->size : (size_t)(newline - rest->data) + 1;
    }
    struct str text = str_slice(*rest, 0, size);
    *rest = str_slice(*rest, size, rest->size);
    return text;
}

void rating_scan_waiting(struct rating_scan *scan, const struct rating_line_reader *reader,
                         struct lines *lines, struct pool *pool)
{
    struct job job = {.scan = scan, .reader = reader, .lines = lines};
    struct str rest = lines_waiting(lines);
    assert(reader->format.canonical);
    for (size_t i = 0; i < RATING_SCAN_PIECES; i++)
        job.text[i] = cut(&rest, RATING_SCAN_PIECES - i);
    pool_run(pool, RATING_SCAN_PIECES + 1, run_task, &job);
}

void rating_scan_free(struct rating_scan *scan)
{
    for (size_t i = 0; i < RATING_SCAN_PIECES; i++)
        memory_free(scan->pieces[i].rows);
}
