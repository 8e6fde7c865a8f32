#include "base/json_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define EXACT_MAX 0x1p53 /* up to here every integer is a double */

/* How a tree is laid out, and where it goes. */
struct writer {
    struct strbuf buf;
    bool indented;
    bool island; /* escape what an HTML parser could see */
};

static void write_break(struct writer *writer, size_t depth)
{
    if (!writer->indented)
        return;
    strbuf_add_char(&writer->buf, '\n');
    for (size_t i = 0; i < depth; i++)
        strbuf_add(&writer->buf, STR("  "));
}

/* The shortest decimal that reads back as the same double; an integer without a fraction. */
static void write_number(struct writer *writer, double value)
{
    if (value == trunc(value) && fabs(value) <= EXACT_MAX) {
        strbuf_addf(&writer->buf, "%" PRId64, (int64_t)value);
        return;
    }
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    strbuf_add(&writer->buf, str_from(text));
}

/* How many bytes at `text` have to be escaped together: 0 for a plain character. */
static size_t escape_size(const char *text, bool island)
{
    unsigned char c = (unsigned char)*text;
    if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F)
        return 1;
    if (!island)
        return 0;
    if (c == '<' || c == '>' || c == '&')
        return 1;
    return strncmp(text, "\xE2\x80\xA8", 3) == 0 || strncmp(text, "\xE2\x80\xA9", 3) == 0 ? 3 : 0;
}

static void write_escape(struct writer *writer, const char *text, size_t size)
{
    static const char plain[] = "\"\\\b\f\n\r\t";
    static const char letter[] = "\"\\bfnrt";
    const char *found = strchr(plain, *text);
    if (found != NULL)
        strbuf_addf(&writer->buf, "\\%c", letter[found - plain]);
    else if (size == 3)
        strbuf_addf(&writer->buf, "\\u20%02x", (unsigned char)text[2] - 0x80u);
    else
        strbuf_addf(&writer->buf, "\\u%04x", (unsigned char)*text);
}

static void write_string(struct writer *writer, const char *text)
{
    strbuf_add_char(&writer->buf, '"');
    while (*text != '\0') {
        size_t run = 0;
        size_t escape = 0;
        while (text[run] != '\0' && (escape = escape_size(text + run, writer->island)) == 0)
            run++;
        strbuf_add(&writer->buf, (struct str){text, run});
        if (escape != 0)
            write_escape(writer, text + run, escape);
        text += run + escape;
    }
    strbuf_add_char(&writer->buf, '"');
}

static void write_node(struct writer *writer, const struct json *node, size_t depth);

static void write_container(struct writer *writer, const struct json *node, size_t depth)
{
    bool object = json_is_object(node);
    strbuf_add_char(&writer->buf, object ? '{' : '[');
    for (const struct json *child = json_first(node); child != NULL; child = json_next(child)) {
        if (child != json_first(node))
            strbuf_add_char(&writer->buf, ',');
        write_break(writer, depth + 1);
        if (object) {
            write_string(writer, json_key(child));
            strbuf_add(&writer->buf, writer->indented ? STR(": ") : STR(":"));
        }
        write_node(writer, child, depth + 1);
    }
    if (json_first(node) != NULL)
        write_break(writer, depth);
    strbuf_add_char(&writer->buf, object ? '}' : ']');
}

static void write_node(struct writer *writer, const struct json *node, size_t depth)
{
    if (json_is_object(node) || json_is_array(node))
        write_container(writer, node, depth);
    else if (json_is_string(node))
        write_string(writer, json_text(node));
    else if (json_is_number(node))
        write_number(writer, json_number(node));
    else if (json_is_null(node))
        strbuf_add(&writer->buf, STR("null"));
    else
        strbuf_add(&writer->buf, json_is_true(node) ? STR("true") : STR("false"));
}

static struct str write_document(struct arena *arena, const struct json *root, bool indented,
                                 bool island)
{
    struct writer writer = {strbuf_init(arena, SIZE_MAX / 4), indented, island};
    write_node(&writer, root, 0);
    if (indented)
        strbuf_add_char(&writer.buf, '\n');
    return strbuf_str(&writer.buf);
}

struct str json_write(struct arena *arena, const struct json *root)
{
    return write_document(arena, root, true, false);
}

struct str json_write_line(struct arena *arena, const struct json *root)
{
    return write_document(arena, root, false, false);
}

struct str json_write_island(struct arena *arena, const struct json *root)
{
    return write_document(arena, root, false, true);
}
