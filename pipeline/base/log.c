#include "base/log.h"

#include <stdarg.h>
#include <string.h>

#include "base/str.h"
#include "base/timestamp.h"
#include "base/unicode.h"

#define MESSAGE_MAX 2048 /* bytes; a longer message is cut and ends with "…" */
#define STAGE_MAX 64

/* One byte becomes at most six ("\u0007"); the rest is for the names of the fields. */
#define LINE_MAX ((MESSAGE_MAX + STAGE_MAX + sizeof((struct log *)0)->run_id) * 6 + 256)

/* A line is put together here and written at once, so that threads do not mix theirs. */
struct line {
    char text[LINE_MAX];
    size_t size;
};

static void put(struct line *line, const char *text)
{
    size_t size = strlen(text);
    memcpy(line->text + line->size, text, size);
    line->size += size;
}

static void put_code(struct line *line, const char *format, unsigned code)
{
    char text[8];
    snprintf(text, sizeof text, format, code);
    put(line, text);
}

/*
 * A control character at the start of `text`: U+0000 … U+001F, U+007F, and U+0080 … U+009F, which
 * terminals obey too. Sets its code and returns how many bytes it has, 0 when there is none.
 */
static size_t control_character(struct str text, unsigned *code)
{
    unsigned char first = (unsigned char)text.data[0];
    if (first < 0x20 || first == 0x7F) {
        *code = first;
        return 1;
    }
    if (first == 0xC2 && text.size > 1 && (unsigned char)text.data[1] < 0xA0) {
        *code = (unsigned char)text.data[1];
        return 2;
    }
    return 0;
}

/* Adds well-formed UTF-8 with every control character made visible. */
static void put_well_formed(struct line *line, struct str text, bool as_text)
{
    while (text.size > 0) {
        unsigned code;
        size_t size = control_character(text, &code);
        if (size != 0) {
            put_code(line, as_text ? "\\x%02x" : "\\u%04x", code);
            text = str_slice(text, size, text.size);
            continue;
        }
        char c = text.data[0];
        if (!as_text && (c == '"' || c == '\\'))
            line->text[line->size++] = '\\';
        line->text[line->size++] = c;
        text = str_slice(text, 1, text.size);
    }
}

/* Adds any bytes: those that are not UTF-8 become "\x9f" in text and U+FFFD in JSON. */
static void put_bytes(struct line *line, struct str bytes, bool as_text)
{
    while (bytes.size > 0) {
        size_t well = unicode_invalid_at(bytes);
        put_well_formed(line, str_slice(bytes, 0, well), as_text);
        if (well == bytes.size)
            return;
        put_code(line, as_text ? "\\x%02x" : "\\ufffd", (unsigned char)bytes.data[well]);
        bytes = str_slice(bytes, well + 1, bytes.size);
    }
}

static void put_field(struct line *line, const char *key, struct str value)
{
    put(line, line->size == 0 ? "{\"" : ",\"");
    put(line, key);
    put(line, "\":\"");
    put_bytes(line, value, false);
    put(line, "\"");
}

static const char *level_name(enum log_level level)
{
    static const char *const NAMES[] = {"error", "warning", "info", "debug"};
    return NAMES[level];
}

static void put_json(struct line *line, const struct log *log, enum log_level level,
                     struct str stage, struct str message)
{
    char time[TIMESTAMP_TEXT];
    timestamp_format(clock_wall_ms(log->clock), time);
    put_field(line, "ts", str_from(time));
    put_field(line, "level", str_from(level_name(level)));
    if (stage.size != 0)
        put_field(line, "stage", stage);
    if (log->run_id[0] != '\0')
        put_field(line, "run", str_from(log->run_id));
    put_field(line, "message", message);
    put(line, "}\n");
}

static void put_text(struct line *line, const struct log *log, enum log_level level,
                     struct str stage, struct str message)
{
    static const char *const COLOURS[] = {"\033[31m", "\033[33m", "", "\033[2m"};
    bool coloured = log->colour && level != LOG_INFO;
    put(line, coloured ? COLOURS[level] : "");
    put(line, level_name(level));
    put(line, coloured ? ":\033[0m " : ": ");
    if (stage.size != 0) {
        put_bytes(line, stage, true);
        put(line, ": ");
    }
    put_bytes(line, message, true);
    put(line, "\n");
}

/* Formats into `text`; what does not fit is cut. */
static struct str format_message(char text[MESSAGE_MAX + 2], const char *format, va_list args)
{
    static const struct str CUT = {"…", sizeof "…" - 1};
    vsnprintf(text, MESSAGE_MAX + 2, format, args);
    struct str message = str_from(text);
    if (message.size <= MESSAGE_MAX)
        return message;
    message = str_cut(message, MESSAGE_MAX - CUT.size);
    memcpy(text + message.size, CUT.data, CUT.size);
    return (struct str){text, message.size + CUT.size};
}

void log_write(const struct log *log, enum log_level level, const char *stage, const char *format,
               ...)
{
    if (level > log->level)
        return;
    char text[MESSAGE_MAX + 2] = ""; /* a byte more tells that it is too long */
    va_list args;
    va_start(args, format);
    struct str message = format_message(text, format, args);
    va_end(args);

    struct line line = {.size = 0};
    struct str where = str_slice(str_from(stage), 0, STAGE_MAX);
    if (log->text)
        put_text(&line, log, level, where, message);
    else
        put_json(&line, log, level, where, message);
    fwrite(line.text, 1, line.size, log->out);
}
