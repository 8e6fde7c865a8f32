/* columns.h - text in aligned columns, for a person at a terminal. */
#ifndef COMMANDS_COLUMNS_H
#define COMMANDS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

enum columns_colour {
    COLUMNS_PLAIN,
    COLUMNS_GOOD, /* green */
    COLUMNS_BAD,  /* red */
    COLUMNS_FAINT,
};

struct columns_cell {
    const char *text;
    enum columns_colour colour;
};

struct columns {
    struct arena *arena;
    const char *align; /* a letter per column: l left, r right */
    size_t width;      /* columns */
    bool colour;
    struct columns_cell *items; /* (rows, width) */
    size_t count;               /* cells */
    size_t capacity;
};

/* `align` is kept by pointer. Without `colour` all is plain. */
struct columns columns_init(struct arena *arena, const char *align, bool colour);

/* Adds the next cell of the row, and behind its last column begins the next row. What a terminal
 * would obey is made visible. The text is kept by pointer. */
void columns_add(struct columns *columns, const char *text, enum columns_colour colour);

/* Prints each row behind `indent`, columns as wide as their widest cell and two spaces apart. */
void columns_print(const struct columns *columns, const char *indent, FILE *out);

#endif
