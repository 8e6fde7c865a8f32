#include "base/json_scan.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/unicode.h"

/*
 * A recursive descent over the text. Every function takes what it is named after and returns
 * true with `at` behind it, or false with `at` on the fault and `reason` set.
 */
struct scan {
    const char *at;
    const char *end;
    const char *reason;
    size_t depth;
    size_t keys_left; /* keys to pass before the scan stops on purpose */
    struct str key;   /* the key it stopped at */
};

static bool fault(struct scan *scan, const char *reason)
{
    scan->reason = reason;
    return false;
}

/* Something else should stand here, or something at all. */
static bool expected(struct scan *scan, const char *reason)
{
    return fault(scan, scan->at == scan->end ? "the document ends too early" : reason);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(struct scan *scan)
{
    while (scan->at < scan->end &&
           (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
        scan->at++;
}

/* Takes one character if it is the next. */
static bool skip_char(struct scan *scan, char c)
{
    if (scan->at == scan->end || *scan->at != c)
        return false;
    scan->at++;
    return true;
}

/* The four hexadecimal digits of a \u escape at `at`; false when there are not four. */
static bool hex4(const char *at, const char *end, unsigned *out)
{
    if (end - at < 4)
        return false;
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        unsigned digit;
        if (is_digit(c))
            digit = (unsigned)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            digit = (unsigned)((c | 0x20) - 'a') + 10;
        else
            return false;
        value = value << 4 | digit;
    }
    *out = value;
    return true;
}

static bool scan_unicode_escape(struct scan *scan)
{
    const char *hex = scan->at + 2;
    unsigned first, second;
    if (!hex4(hex, scan->end, &first))
        return fault(scan, "\\u needs four hexadecimal digits");
    hex += 4;
    if (first >= 0xDC00 && first <= 0xDFFF)
        return fault(scan, "half of a surrogate pair in \\u escapes");
    if (first >= 0xD800 && first <= 0xDBFF) {
        if (scan->end - hex < 6 || hex[0] != '\\' || hex[1] != 'u' ||
            !hex4(hex + 2, scan->end, &second) || second < 0xDC00 || second > 0xDFFF)
            return fault(scan, "half of a surrogate pair in \\u escapes");
        hex += 6;
    }
    scan->at = hex;
    return true;
}

static bool scan_escape(struct scan *scan)
{
    if (scan->end - scan->at < 2)
        return fault(scan, "unclosed string");
    char c = scan->at[1];
    if (c == 'u')
        return scan_unicode_escape(scan);
    if (c == '\0' || strchr("\"\\/bfnrt", c) == NULL)
        return fault(scan, "unknown escape in a string");
    scan->at += 2;
    return true;
}

static bool scan_string(struct scan *scan)
{
    const char *open = scan->at++;
    while (scan->at < scan->end) {
        unsigned char c = (unsigned char)*scan->at;
        if (c == '"') {
            scan->at++;
            return true;
        }
        if (c == '\n' || c == '\r')
            return fault(scan, "line break in a string");
        if (c < 0x20)
            return fault(scan, "control character in a string");
        if (c != '\\')
            scan->at++;
        else if (!scan_escape(scan))
            return false;
    }
    scan->at = open;
    return fault(scan, "unclosed string");
}

/* Reads at least one digit. */
static bool scan_digits(struct scan *scan)
{
    const char *first = scan->at;
    while (scan->at < scan->end && is_digit(*scan->at))
        scan->at++;
    return scan->at > first;
}

/* True when a number with a fraction or an exponent is a finite double, however long it is. */
static bool is_finite(const char *number, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        memory_exhausted("a number", size + 1);
    memcpy(text, number, size);
    text[size] = '\0';
    bool finite = isfinite(strtod(text, NULL));
    free(text);
    return finite;
}

/* True when an integer without leading zeros is in −2^63 … 2^64−1. */
static bool is_64_bits(const char *number, size_t size)
{
    char text[24];
    if (size >= sizeof text)
        return false;
    memcpy(text, number, size);
    text[size] = '\0';
    errno = 0;
    if (text[0] == '-')
        (void)strtoll(text, NULL, 10);
    else
        (void)strtoull(text, NULL, 10);
    return errno == 0;
}

static bool scan_number(struct scan *scan)
{
    const char *first = scan->at;
    bool integer = true;
    skip_char(scan, '-');
    if (!skip_char(scan, '0') && !scan_digits(scan))
        return fault(scan, "malformed number");
    if (skip_char(scan, '.')) {
        integer = false;
        if (!scan_digits(scan))
            return fault(scan, "malformed number");
    }
    if (skip_char(scan, 'e') || skip_char(scan, 'E')) {
        integer = false;
        if (!skip_char(scan, '-'))
            skip_char(scan, '+');
        if (!scan_digits(scan))
            return fault(scan, "malformed number");
    }
    if (scan->at < scan->end && (is_digit(*scan->at) || *scan->at == '.'))
        return fault(scan, "malformed number");

    size_t size = (size_t)(scan->at - first);
    if (integer ? !is_64_bits(first, size) : !is_finite(first, size)) {
        scan->at = first;
        return fault(scan, integer ? "integer beyond 64 bits" : "number too large for a double");
    }
    return true;
}

static bool scan_word(struct scan *scan, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, word, size) != 0)
        return fault(scan, "expected a value");
    scan->at += size;
    return true;
}

static bool scan_value(struct scan *scan);

static bool scan_member(struct scan *scan)
{
    if (scan->at == scan->end || *scan->at != '"')
        return expected(scan, "expected a key in double quotes");
    const char *open = scan->at;
    if (!scan_string(scan))
        return false;
    if (scan->keys_left-- == 0) {
        scan->key = (struct str){open + 1, (size_t)(scan->at - open) - 2};
        scan->at = open;
        return fault(scan, "the key that was asked for");
    }
    skip_space(scan);
    if (!skip_char(scan, ':'))
        return expected(scan, "expected ':' after a key");
    return scan_value(scan);
}

/* An array or an object, from its opening to its `close` character. */
static bool scan_container(struct scan *scan, char close)
{
    if (scan->depth == JSON_SCAN_DEPTH_MAX)
        return fault(scan, "more than 512 levels of arrays and objects");
    scan->depth++;
    scan->at++;
    skip_space(scan);
    if (!skip_char(scan, close)) {
        do {
            skip_space(scan);
            if (close == '}' ? !scan_member(scan) : !scan_value(scan))
                return false;
            skip_space(scan);
        } while (skip_char(scan, ','));
        if (!skip_char(scan, close))
            return expected(scan, close == '}' ? "expected ',' or '}'" : "expected ',' or ']'");
    }
    scan->depth--;
    return true;
}

static bool scan_value(struct scan *scan)
{
    skip_space(scan);
    switch (scan->at == scan->end ? '\0' : *scan->at) {
    case '{':
        return scan_container(scan, '}');
    case '[':
        return scan_container(scan, ']');
    case '"':
        return scan_string(scan);
    case 't':
        return scan_word(scan, "true");
    case 'f':
        return scan_word(scan, "false");
    case 'n':
        return scan_word(scan, "null");
    default:
        if (scan->at != scan->end && (*scan->at == '-' || is_digit(*scan->at)))
            return scan_number(scan);
        return expected(scan, "expected a value");
    }
}

static bool scan_document(struct scan *scan)
{
    if (str_starts_with((struct str){scan->at, (size_t)(scan->end - scan->at)},
                        STR("\xEF\xBB\xBF")))
        return fault(scan, "unexpected byte order mark");
    skip_space(scan);
    if (scan->at == scan->end)
        return fault(scan, "empty document");
    if (!scan_value(scan))
        return false;
    skip_space(scan);
    if (scan->at != scan->end)
        return fault(scan, "unexpected text after the document");
    return true;
}

static size_t line_of(struct str text, const char *at)
{
    size_t line = 1;
    for (const char *c = text.data; c != at; c++)
        line += *c == '\n';
    return line;
}

/* A scan of an empty text still needs an address to point at. */
static struct scan scan_begin(struct str text, size_t keys)
{
    const char *data = text.size == 0 ? "" : text.data;
    return (struct scan){.at = data, .end = data + text.size, .keys_left = keys};
}

bool json_scan_fault(struct str text, struct json_scan_place *out)
{
    struct scan scan = scan_begin(text, SIZE_MAX);
    const char *start = scan.at;
    bool valid = scan_document(&scan);

    size_t invalid = unicode_invalid_at(text);
    if (invalid < text.size && (valid || start + invalid <= scan.at)) {
        scan.at = start + invalid;
        valid = fault(&scan, "ill-formed UTF-8");
    }
    if (!valid)
        *out =
            (struct json_scan_place){line_of((struct str){start, text.size}, scan.at), scan.reason};
    return !valid;
}

struct str json_scan_key(struct str text, size_t n, size_t *line)
{
    struct scan scan = scan_begin(text, n);
    const char *start = scan.at;
    (void)scan_document(&scan);
    *line = line_of((struct str){start, text.size}, scan.at);
    return scan.key;
}
