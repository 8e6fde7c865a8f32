#include "load/gold_fields.h"

static struct json_reader_value element(struct json_reader_value array, int64_t index)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    while (json_reader_walk(array, &cursor, NULL, &value))
        if (index-- == 0)
            return value;
    return (struct json_reader_value){0};
}

struct json_reader_value gold_fields_at(struct json_reader_value object, struct str path,
                                        struct arena *scratch)
{
    struct json_reader_value value = object;
    struct str part;
    int64_t index;
    while (str_next(&path, '.', &part)) {
        if (json_reader_type(value) == JSON_READER_ARRAY)
            value =
                str_to_int64(part, &index) ? element(value, index) : (struct json_reader_value){0};
        else
            value = json_reader_field(value, str_copy(scratch, part).data);
    }
    return value;
}
