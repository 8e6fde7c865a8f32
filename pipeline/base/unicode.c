#include "base/unicode.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT STR("\xEF\xBF\xBD") /* U+FFFD */

/* Where the run of ASCII at `offset` ends, looking at eight bytes at a time. */
static size_t ascii_end(struct str s, size_t offset)
{
    uint64_t word;
    while (s.size - offset >= sizeof word) {
        memcpy(&word, s.data + offset, sizeof word);
        if ((word & 0x8080808080808080u) != 0)
            break;
        offset += sizeof word;
    }
    while (offset < s.size && (unsigned char)s.data[offset] < 0x80)
        offset++;
    return offset;
}

/* The code point at `offset` and its size in bytes; 0 when it is ill-formed. */
static size_t decode(struct str s, size_t offset, utf8proc_int32_t *point)
{
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)s.data + offset,
                                             (utf8proc_ssize_t)(s.size - offset), point);
    return size > 0 ? (size_t)size : 0;
}

static void add_point(struct strbuf *buf, utf8proc_int32_t point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size = utf8proc_encode_char(point, bytes);
    strbuf_add(buf, (struct str){(const char *)bytes, (size_t)size});
}

size_t unicode_invalid_at(struct str s)
{
    size_t offset = 0;
    while ((offset = ascii_end(s, offset)) < s.size) {
        utf8proc_int32_t point;
        size_t size = decode(s, offset, &point);
        if (size == 0)
            return offset;
        offset += size;
    }
    return s.size;
}

size_t unicode_length(struct str s)
{
    size_t length = 0;
    for (size_t i = 0; i < s.size; i++)
        length += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return length;
}

struct str unicode_from_latin1(struct arena *arena, struct str s)
{
    struct strbuf buf = strbuf_init(arena, 2 * s.size);
    size_t offset = 0;
    while (offset < s.size) {
        size_t end = ascii_end(s, offset);
        strbuf_add(&buf, str_slice(s, offset, end));
        if (end < s.size)
            add_point(&buf, (unsigned char)s.data[end++]);
        offset = end;
    }
    return strbuf_str(&buf);
}

/* ── canonical forms ── */

static bool is_space(utf8proc_int32_t point)
{
    if ((point >= '\t' && point <= '\r') || point == 0x85)
        return true;
    utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

/* Collects code points with every run of spaces as one, and none at the ends. */
struct points {
    utf8proc_int32_t *items;
    size_t count;
    bool space; /* one is due before the next point */
};

static void points_add(struct points *points, utf8proc_int32_t point)
{
    if (is_space(point)) {
        points->space = points->count != 0;
        return;
    }
    if (points->space)
        points->items[points->count++] = ' ';
    points->space = false;
    points->items[points->count++] = point;
}

/* The case-folded, canonically decomposed code points of `s`. */
static struct points decompose(struct arena *arena, struct str s)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
    const utf8proc_uint8_t *data = (const utf8proc_uint8_t *)s.data;
    utf8proc_ssize_t size = (utf8proc_ssize_t)s.size;

    utf8proc_ssize_t count = utf8proc_decompose(data, size, NULL, 0, options);
    assert(count >= 0 && "the caller has checked that the text is UTF-8");
    struct points points = {.count = (size_t)count};
    points.items = ARENA_ARRAY(arena, utf8proc_int32_t, points.count);
    utf8proc_decompose(data, size, points.items, count, options);
    return points;
}

/* Composes in place (NFC) and encodes. */
static struct str compose(struct arena *arena, struct points points)
{
    utf8proc_ssize_t count = utf8proc_normalize_utf32(points.items, (utf8proc_ssize_t)points.count,
                                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    struct strbuf buf = strbuf_init(arena, 4 * points.count);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        add_point(&buf, points.items[i]);
    return strbuf_str(&buf);
}

static struct str canonical_ascii(struct arena *arena, struct str s)
{
    char *text = arena_array(arena, s.size + 1, 1);
    size_t size = 0;
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (size != 0 && text[size - 1] != ' ')
                text[size++] = ' ';
        } else {
            text[size++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
        }
    }
    if (size != 0 && text[size - 1] == ' ')
        size--;
    text[size] = '\0';
    return (struct str){text, size};
}

struct str unicode_fold_case(struct arena *arena, struct str s)
{
    if (ascii_end(s, 0) != s.size)
        return compose(arena, decompose(arena, s));
    char *folded = arena_copy(arena, s.data, s.size);
    for (size_t i = 0; i < s.size; i++)
        folded[i] = (char)(folded[i] >= 'A' && folded[i] <= 'Z' ? folded[i] | 0x20 : folded[i]);
    return (struct str){folded, s.size};
}

struct str unicode_canonical(struct arena *arena, struct str s)
{
    if (ascii_end(s, 0) == s.size)
        return canonical_ascii(arena, s);
    struct points all = decompose(arena, s);
    struct points kept = {.items = all.items};
    for (size_t i = 0; i < all.count; i++)
        points_add(&kept, all.items[i]);
    return compose(arena, kept);
}

/*
 * Marks that a person leaves out when typing: combining diacritical marks, and the vowel
 * points of Hebrew and Arabic. The vowel signs of Indic scripts and Japanese voicing marks
 * make another word and stay.
 */
static bool is_accent(utf8proc_int32_t point)
{
    return (point >= 0x0300 && point <= 0x036F) || (point >= 0x0591 && point <= 0x05C7) ||
           (point >= 0x064B && point <= 0x065F) || point == 0x0670 ||
           (point >= 0x1AB0 && point <= 0x1AFF) || (point >= 0x1DC0 && point <= 0x1DFF) ||
           (point >= 0x20D0 && point <= 0x20FF) || (point >= 0xFE20 && point <= 0xFE2F);
}

static bool is_apostrophe(utf8proc_int32_t point)
{
    return point == '\'' || point == 0x2018 || point == 0x2019 || point == 0x02BC;
}

static bool is_punctuation(utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_SO;
}

/* Letters that Unicode does not decompose and keyboards elsewhere lack. */
static const char *plain_letters(utf8proc_int32_t point)
{
    switch (point) {
    case 0x00E6:
        return "ae";
    case 0x00F0:
    case 0x0111:
        return "d";
    case 0x00F8:
        return "o";
    case 0x00FE:
        return "th";
    case 0x0131:
        return "i";
    case 0x0142:
        return "l";
    case 0x0153:
        return "oe";
    default:
        return NULL;
    }
}

struct str unicode_search_key(struct arena *arena, struct str s)
{
    struct points all = decompose(arena, s);
    struct points kept = {.items = ARENA_ARRAY(arena, utf8proc_int32_t, 2 * all.count)};
    for (size_t i = 0; i < all.count; i++) {
        utf8proc_int32_t point = all.items[i];
        const char *letters = plain_letters(point);
        if (is_accent(point) || is_apostrophe(point))
            continue;
        if (letters == NULL)
            points_add(&kept, is_punctuation(point) ? ' ' : point);
        for (; letters != NULL && *letters != '\0'; letters++)
            points_add(&kept, *letters);
    }
    return kept.count == 0 ? unicode_canonical(arena, s) : compose(arena, kept);
}

/* ── text that is safe to show ── */

static bool is_displayable(utf8proc_int32_t point)
{
    if (point < 0x20)
        return point == '\t' || point == '\n';
    if (point >= 0x7F && point <= 0x9F)
        return false;
    bool bidirectional = (point >= 0x202A && point <= 0x202E) ||
                         (point >= 0x2066 && point <= 0x2069) || point == 0x200E ||
                         point == 0x200F || point == 0x061C;
    return !bidirectional;
}

/* Where the run of displayable text at `offset` ends. */
static size_t displayable_end(struct str s, size_t offset)
{
    while (offset < s.size) {
        if (s.data[offset] >= 0x20 && s.data[offset] < 0x7F) {
            offset++;
            continue;
        }
        utf8proc_int32_t point;
        size_t size = decode(s, offset, &point);
        if (size == 0 || !is_displayable(point))
            break;
        offset += size;
    }
    return offset;
}

struct str unicode_displayable(struct arena *arena, struct str s)
{
    size_t end = displayable_end(s, 0);
    if (end == s.size)
        return s;

    struct strbuf buf = strbuf_init(arena, 3 * s.size);
    size_t offset = 0;
    while (true) {
        strbuf_add(&buf, str_slice(s, offset, end));
        if (end == s.size)
            break;
        utf8proc_int32_t point;
        size_t size = decode(s, end, &point);
        strbuf_add(&buf, REPLACEMENT);
        offset = end + (size == 0 ? 1 : size);
        end = displayable_end(s, offset);
    }
    return strbuf_str(&buf);
}

const char *unicode_library_version(void)
{
    return utf8proc_version();
}
