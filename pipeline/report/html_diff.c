#include "report/html_diff.h"

#include <stdbool.h>

#include "report/answer_text.h"
#include "report/word_diff.h"

#define STAYED_MAX 160  /* bytes of a stretch that stayed; of more, both ends are shown */
#define SHOWN_MAX 16384 /* bytes of the whole difference */

/* The reading of the primary interpreter; NULL: there is none. */
static const struct json *primary_reading(const struct html_page *page, const struct json *row)
{
    const struct json *interpreter = json_first(json_get(page->summary, "interpreters"));
    const struct json *reading = json_first(json_get(row, "readings"));
    for (; reading != NULL && interpreter != NULL;
         reading = json_next(reading), interpreter = json_next(interpreter))
        if (json_is_true(json_get(interpreter, "primary")))
            return reading;
    return NULL;
}

/* At most `max` bytes of a text from its beginning, cut between two characters. */
static struct str beginning(struct str text, size_t max)
{
    size_t size = text.size < max ? text.size : max;
    while (size != 0 && size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    return str_slice(text, 0, size);
}

static struct str end(struct str text, size_t max)
{
    size_t from = text.size < max ? 0 : text.size - max;
    while (from < text.size && ((unsigned char)text.data[from] & 0xC0) == 0x80)
        from++;
    return str_slice(text, from, text.size);
}

/* What stayed is there to find one's way: its ends are enough. */
static struct str shortened(struct str text, struct arena *arena)
{
    if (text.size <= STAYED_MAX)
        return text;
    const struct str first = beginning(text, STAYED_MAX / 2);
    const struct str last = end(text, STAYED_MAX / 2);
    return str_from(arena_printf(arena, "%.*s \u2026 %.*s", STR_ARG(first), STR_ARG(last)));
}

static void put_piece(struct template_dict *dict, enum word_diff_kind kind, struct str text)
{
    static const char *const SECTIONS[] = {
        [WORD_DIFF_SAME] = "SAME", [WORD_DIFF_REMOVED] = "REMOVED", [WORD_DIFF_ADDED] = "ADDED"};
    struct template_dict *piece = template_section(dict, "PIECE");
    template_str(template_section(piece, SECTIONS[kind]), "PIECE_TEXT", text);
}

void html_diff_put(const struct html_page *page, struct template_dict *dict, const struct json *row)
{
    const struct json *before = json_get(row, "before");
    const struct json *reading = primary_reading(page, row);
    if (!json_is_string(before) || reading == NULL)
        return;
    const struct str then = str_from(json_text(before));
    const struct str now = str_from(answer_text(reading, page->arena));
    struct template_dict *part = template_section(dict, "DIFF");
    if (str_equal(then, now)) {
        template_section(part, "EQUAL");
        return;
    }
    const struct word_diff diff = word_diff_of(then, now, page->arena);
    size_t room = SHOWN_MAX;
    for (size_t i = 0; i < diff.count && room != 0; i++) {
        const struct word_diff_piece *piece = &diff.pieces[i];
        struct str text =
            piece->kind == WORD_DIFF_SAME ? shortened(piece->text, page->arena) : piece->text;
        text = beginning(text, room);
        put_piece(part, piece->kind, text);
        room -= text.size;
    }
    if (room == 0)
        put_piece(part, WORD_DIFF_SAME, STR(" \u2026"));
}
