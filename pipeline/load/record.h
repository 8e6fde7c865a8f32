/* record.h - fields of one JSON record, with the reasons for rejecting it. */
#ifndef LOAD_RECORD_H
#define LOAD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json_reader.h"
#include "load/lines.h"
#include "load/loader.h"
#include "load/source.h"

/* A JSON object of a file, and where what is wrong with it is told. */
struct record {
    struct json_reader_value object;
    struct input *input;
    struct at at;
};

/*
 * Parses a line as one JSON object. False: it is rejected, with the reason. The values live until
 * the reader's next document.
 */
bool record_parse(struct json_reader *reader, struct str line, struct record *record);

/*
 * A field's value. False: rejected because it is missing (when required) or of another type. A
 * missing or null field that is not required leaves `out` untouched and is fine.
 */
bool record_text(const struct record *record, const char *key, bool required, struct str *out);
bool record_number(const struct record *record, const char *key, bool required, double *out);
bool record_integer(const struct record *record, const char *key, bool required, int64_t *out);

/* A time: RFC 3339, or seconds or milliseconds since 1970. */
bool record_time(const struct record *record, const char *key, int64_t *out);

/*
 * An object as compact JSON with sorted keys, so that equal objects are equal texts; "" when it is
 * missing or null. The text is in `scratch`.
 */
bool record_object(const struct record *record, const char *key, struct arena *scratch,
                   struct str *out);

/* A text or a whole number as text: ids may be written as either. */
bool record_id(const struct record *record, const char *key, bool required, struct arena *scratch,
               struct str *out);

/* Gets one record after the other, parsed; false ends the reading with its error. */
typedef bool record_handler(void *context, const struct record *record, struct error *err);

/* Reads the rest of `lines` as JSON lines; `loader->scratch` is reset after each. */
bool record_read_lines(struct loader *loader, struct lines *lines, struct input *input,
                       record_handler *handle, void *context, struct error *err);

/* Reads files of JSON lines one after the other, with an account of that kind for each. */
bool record_read_files(struct loader *loader, const struct source_list *sources,
                       record_handler *handle, void *context, struct error *err);

#endif
