#include "commands/columns.h"

#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

#define GAP 2 /* spaces */

struct columns columns_init(struct arena *arena, const char *align, bool colour)
{
    return (struct columns){
        .arena = arena, .align = align, .width = strlen(align), .colour = colour};
}

void columns_add(struct columns *columns, const char *text, enum columns_colour colour)
{
    struct columns_cell *cell = ARENA_PUSH(columns->arena, columns);
    cell->text = unicode_displayable(columns->arena, str_from(text)).data;
    cell->colour = columns->colour ? colour : COLUMNS_PLAIN;
}

static size_t width_of(const char *text)
{
    return unicode_length(str_from(text));
}

static void print_cell(const struct columns_cell *cell, FILE *out)
{
    static const char *const begin[] = {"", "\033[32m", "\033[31m", "\033[2m"};
    const char *end = cell->colour == COLUMNS_PLAIN ? "" : "\033[0m";
    fprintf(out, "%s%s%s", begin[cell->colour], cell->text, end);
}

/* Spaces are printed before the next text, so that none is left at the end of a row. */
static void print_row(const struct columns *columns, const struct columns_cell *cells,
                      const size_t *widest, FILE *out)
{
    size_t spaces = 0;
    for (size_t i = 0; i < columns->width; i++) {
        size_t rest = widest[i] - width_of(cells[i].text);
        bool right = columns->align[i] == 'r';
        spaces += right ? rest : 0;
        if (cells[i].text[0] != '\0') {
            fprintf(out, "%*s", (int)spaces, "");
            print_cell(&cells[i], out);
            spaces = 0;
        }
        spaces += (right ? 0 : rest) + GAP;
    }
    fputs("\n", out);
}

void columns_print(const struct columns *columns, const char *indent, FILE *out)
{
    size_t *widest = ARENA_ARRAY(columns->arena, size_t, columns->width);
    for (size_t i = 0; i < columns->count; i++) {
        size_t width = width_of(columns->items[i].text);
        if (widest[i % columns->width] < width)
            widest[i % columns->width] = width;
    }
    for (size_t row = 0; row < columns->count; row += columns->width) {
        fputs(indent, out);
        print_row(columns, &columns->items[row], widest, out);
    }
}
