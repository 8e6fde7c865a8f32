#include "load/rating_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/unicode.h"
#include "load/quote.h"

#define TIME_MAX UINT32_MAX
#define OLD_FIELDS 4 /* of a line of u.data or ratings.dat */

/* A cell without the quotes around it. */
static struct str unquote(struct str cell)
{
    cell = str_trim(cell);
    if (cell.size >= 2 && cell.data[0] == '"' && cell.data[cell.size - 1] == '"')
        return str_trim(str_slice(cell, 1, cell.size - 1));
    return cell;
}

/* Where the quoted cell ends that a text begins with; 0 when it begins with none. */
static size_t quoted_end(struct str text)
{
    size_t i = 0;
    while (i < text.size && (text.data[i] == ' ' || text.data[i] == '\t'))
        i++;
    if (i == text.size || text.data[i] != '"')
        return 0;
    const char *quote = memchr(text.data + i + 1, '"', text.size - i - 1);
    return quote == NULL ? 0 : (size_t)(quote - text.data) + 1;
}

/* Cuts the line into fields and returns how many there are. */
static size_t split(struct str line, struct str separator, struct str fields[RATING_LINE_FIELDS])
{
    bool csv = separator.data[0] == ',';
    size_t count = 0;
    for (;;) {
        size_t quoted = csv ? quoted_end(line) : 0;
        size_t place = str_find(str_slice(line, quoted, line.size), separator);
        size_t end = place == SIZE_MAX ? line.size : quoted + place;
        struct str cell = str_slice(line, 0, end);
        if (count < RATING_LINE_FIELDS)
            fields[count] = csv ? unquote(cell) : str_trim(cell);
        count++;
        if (place == SIZE_MAX)
            return count;
        line = str_slice(line, end + separator.size, line.size);
    }
}

static struct str field_of(const struct rating_line_format *format,
                           const struct str fields[RATING_LINE_FIELDS],
                           enum rating_line_field field)
{
    size_t column = format->column[field];
    return column == RATING_LINE_NONE ? STR_NONE : fields[column];
}

static bool refuse(char *reason, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(char *reason, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reason, size, format, args);
    va_end(args);
    return false;
}

static bool check_id(struct str id, const char *whose, char *reason, size_t size)
{
    if (id.size == 0)
        return refuse(reason, size, "the rating has no %s", whose);
    if (memchr(id.data, '"', id.size) != NULL)
        return refuse(reason, size, "a quote inside the id of the %s", whose);
    return true;
}

static bool read_stars(const struct rating_line_reader *reader, struct str text, float *out,
                       char *reason, size_t size)
{
    double stars;
    if (!str_to_double(text, &stars))
        return refuse(reason, size, "the rating \"%.*s\" is not a number",
                      STR_ARG(quote_text(reader->loader, text)));
    if (stars < (double)reader->scale_min || stars > (double)reader->scale_max)
        return refuse(reason, size, "rating %g is outside %g..%g", stars, (double)reader->scale_min,
                      (double)reader->scale_max);
    *out = (float)stars;
    return true;
}

static bool read_time(const struct rating_line_reader *reader, struct str text, uint32_t *out,
                      char *reason, size_t size)
{
    int64_t ms;
    *out = 0;
    if (text.size == 0)
        return true;
    if (!timestamp_parse(text, &ms))
        return refuse(reason, size,
                      "\"%.*s\" is no time (RFC 3339, or seconds or milliseconds since 1970)",
                      STR_ARG(quote_text(reader->loader, text)));
    if (ms < 0 || ms / 1000 > TIME_MAX) {
        char shown[TIMESTAMP_TEXT];
        timestamp_format(ms, shown);
        return refuse(reason, size, "the time %s is outside of the years 1970..2106", shown);
    }
    *out = (uint32_t)(ms / 1000);
    return true;
}

bool rating_line_read(const struct rating_line_reader *reader, struct str line,
                      struct rating_line *out, char *reason, size_t size)
{
    const struct rating_line_format *format = &reader->format;
    struct str fields[RATING_LINE_FIELDS];
    size_t invalid = unicode_invalid_at(line);
    if (invalid < line.size)
        return refuse(reason, size, "byte %zu is not UTF-8", invalid + 1);
    if (memchr(line.data, '\0', line.size) != NULL)
        return refuse(reason, size, "a zero byte");
    size_t count = split(line, format->separator, fields);
    if (count != format->fields)
        return refuse(reason, size, "%zu fields instead of %zu", count, format->fields);

    struct str user = field_of(format, fields, RATING_LINE_USER);
    struct str item = field_of(format, fields, RATING_LINE_ITEM);
    if (!check_id(user, "user", reason, size) || !check_id(item, "film", reason, size) ||
        !read_stars(reader, field_of(format, fields, RATING_LINE_STARS), &out->stars, reason,
                    size) ||
        !read_time(reader, field_of(format, fields, RATING_LINE_TIME), &out->time, reason, size))
        return false;
    out->user = id_table_number(reader->users, user);
    out->item = id_table_number(reader->items, item);
    return true;
}

/* ── which form a file has ── */

static bool detect_old(struct str line, struct str separator, struct rating_line_format *out)
{
    if (str_find(line, separator) == SIZE_MAX)
        return false;
    *out = (struct rating_line_format){
        .separator = separator, .fields = OLD_FIELDS, .column = {0, 1, 2, 3}, .canonical = true};
    return true;
}

static size_t find_column(const struct str *fields, size_t count, struct str name)
{
    for (size_t i = 0; i < count && i < RATING_LINE_FIELDS; i++)
        if (str_equal_ascii_nocase(fields[i], name))
            return i;
    return RATING_LINE_NONE;
}

bool rating_line_detect(struct str line, struct rating_line_format *out, bool *header)
{
    static const struct str NAMES[RATING_LINE_COLUMNS] = {
        {"userId", 6}, {"movieId", 7}, {"rating", 6}, {"timestamp", 9}};
    struct str fields[RATING_LINE_FIELDS];
    *header = false;
    if (detect_old(line, STR("::"), out) || detect_old(line, STR("\t"), out))
        return true;

    size_t count = split(line, STR(","), fields);
    *out = (struct rating_line_format){.separator = STR(","), .fields = count};
    for (int field = 0; field < RATING_LINE_COLUMNS; field++)
        out->column[field] = find_column(fields, count, NAMES[field]);
    out->canonical = count == RATING_LINE_COLUMNS;
    for (int field = 0; field < RATING_LINE_COLUMNS; field++)
        out->canonical = out->canonical && out->column[field] == (size_t)field;
    *header = true;
    return out->column[RATING_LINE_USER] != RATING_LINE_NONE &&
           out->column[RATING_LINE_ITEM] != RATING_LINE_NONE &&
           out->column[RATING_LINE_STARS] != RATING_LINE_NONE;
}
