/* embedded.h - the templates and tables that the program carries. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

/*
 * One file as it was in the source tree when the program was built. `data` is followed by a
 * zero byte that `size` does not count, so that text can be read as a string.
 */
struct embedded_file {
    const char *name; /* path from the source tree's root, "templates/index.html" */
    const unsigned char *data;
    size_t size; /* bytes */
};

/* All files, sorted by name in byte order; made at build time by packaging/embed. */
extern const struct embedded_file embedded_files[];
extern const size_t embedded_count;

/* The file of that name; NULL when the program carries none. */
const struct embedded_file *embedded_find(const char *name);

#endif
