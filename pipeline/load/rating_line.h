/* rating_line.h - one line of a ratings file: user, film, stars, time. */
#ifndef LOAD_RATING_LINE_H
#define LOAD_RATING_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "load/id_table.h"
#include "load/loader.h"

#define RATING_LINE_FIELDS 64 /* of a CSV line at most */
#define RATING_LINE_NONE SIZE_MAX

enum rating_line_field {
    RATING_LINE_USER,
    RATING_LINE_ITEM,
    RATING_LINE_STARS,
    RATING_LINE_TIME,
    RATING_LINE_COLUMNS,
};

/* How the fields of a file are laid out. */
struct rating_line_format {
    struct str separator;               /* "\t", "::" or "," */
    size_t fields;                      /* of every line */
    size_t column[RATING_LINE_COLUMNS]; /* RATING_LINE_NONE: there is no such column */
    bool canonical; /* user, item, stars, time and nothing else: worth rating_scan.h */
};

/* What it takes to read a line. */
struct rating_line_reader {
    struct rating_line_format format;
    struct loader *loader;  /* masks what a reason quotes; its scratch memory is used for that */
    struct id_table *users; /* an id gets its number when the whole line is good */
    struct id_table *items;
    float scale_min;
    float scale_max;
};

/* What a line says. */
struct rating_line {
    uint32_t user;
    uint32_t item;
    float stars;
    uint32_t time; /* seconds since 1970; 0 when there is none */
};

/* Reads a line. False: `reason` (of `reason_size` bytes) says what is wrong with it. */
bool rating_line_read(const struct rating_line_reader *reader, struct str line,
                      struct rating_line *out, char *reason, size_t reason_size);

/*
 * The format that the first line of a file tells: a CSV header, or a line of the old sets. False:
 * it is none. `*header` says whether the line was a header.
 */
bool rating_line_detect(struct str line, struct rating_line_format *out, bool *header);

#endif
