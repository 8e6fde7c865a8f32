#include "train/model_format.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "model/genre.h"
#include "train/kernels.h"
#include "train/name_table.h"

static_assert(sizeof(struct model_format_header) <= MODEL_FORMAT_HEADER,
              "the header outgrew its place");
static_assert(MODEL_FORMAT_KNOWN <= MODEL_FORMAT_SECTIONS, "the sections outgrew the header");

static const size_t ELEMENTS[MODEL_FORMAT_KNOWN] = {
    [MODEL_FORMAT_SETTINGS] = 1,
    [MODEL_FORMAT_USER_ENDS] = sizeof(uint64_t),
    [MODEL_FORMAT_USER_BYTES] = 1,
    [MODEL_FORMAT_USER_SLOTS] = sizeof(uint32_t),
    [MODEL_FORMAT_ITEM_ENDS] = sizeof(uint64_t),
    [MODEL_FORMAT_ITEM_BYTES] = 1,
    [MODEL_FORMAT_ITEM_SLOTS] = sizeof(uint32_t),
    [MODEL_FORMAT_TITLE_ENDS] = sizeof(uint64_t),
    [MODEL_FORMAT_TITLE_BYTES] = 1,
    [MODEL_FORMAT_GENRE_ENDS] = sizeof(uint64_t),
    [MODEL_FORMAT_GENRE_BYTES] = 1,
    [MODEL_FORMAT_ITEM_YEARS] = sizeof(int32_t),
    [MODEL_FORMAT_ITEM_GENRES] = sizeof(uint64_t),
    [MODEL_FORMAT_ITEM_COUNTS] = sizeof(uint32_t),
    [MODEL_FORMAT_RATED_ENDS] = sizeof(uint64_t),
    [MODEL_FORMAT_RATED_ITEMS] = sizeof(uint32_t),
    [MODEL_FORMAT_RATED_STARS] = sizeof(float),
    [MODEL_FORMAT_AVERAGE] = sizeof(float),
    [MODEL_FORMAT_USER_ROWS] = sizeof(float),
    [MODEL_FORMAT_ITEM_ROWS] = sizeof(float),
};

size_t model_format_element(enum model_format_section section)
{
    return ELEMENTS[section];
}

/* How many elements the sizes of the model ask for; the length of a text is its own. */
static uint64_t expected(const struct model_format_header *header,
                         enum model_format_section section)
{
    switch (section) {
    case MODEL_FORMAT_SETTINGS:
    case MODEL_FORMAT_USER_BYTES:
    case MODEL_FORMAT_ITEM_BYTES:
    case MODEL_FORMAT_TITLE_BYTES:
    case MODEL_FORMAT_GENRE_BYTES:
        return header->sections[section].count;
    case MODEL_FORMAT_USER_ENDS:
    case MODEL_FORMAT_RATED_ENDS:
        return header->n_users;
    case MODEL_FORMAT_USER_SLOTS:
        return name_table_slots(header->n_users);
    case MODEL_FORMAT_ITEM_ENDS:
    case MODEL_FORMAT_TITLE_ENDS:
    case MODEL_FORMAT_ITEM_YEARS:
    case MODEL_FORMAT_ITEM_GENRES:
    case MODEL_FORMAT_ITEM_COUNTS:
        return header->n_items;
    case MODEL_FORMAT_ITEM_SLOTS:
        return name_table_slots(header->n_items);
    case MODEL_FORMAT_GENRE_ENDS:
        return header->n_genres;
    case MODEL_FORMAT_RATED_ITEMS:
    case MODEL_FORMAT_RATED_STARS:
        return header->n_ratings;
    case MODEL_FORMAT_AVERAGE:
        return header->stride;
    case MODEL_FORMAT_USER_ROWS:
        return header->n_users * header->stride;
    case MODEL_FORMAT_ITEM_ROWS:
        return header->n_items * header->stride;
    case MODEL_FORMAT_KNOWN:
        break;
    }
    return 0;
}

static uint64_t aligned(uint64_t offset)
{
    return (offset + MEMORY_ALIGNMENT - 1) / MEMORY_ALIGNMENT * MEMORY_ALIGNMENT;
}

void model_format_lay_out(struct model_format_header *header)
{
    uint64_t offset = MODEL_FORMAT_HEADER;
    header->section_count = MODEL_FORMAT_KNOWN;
    for (enum model_format_section s = 0; s < MODEL_FORMAT_KNOWN; s++) {
        struct model_format_place *place = &header->sections[s];
        place->count = expected(header, s);
        place->offset = offset;
        offset = aligned(offset + place->count * ELEMENTS[s]);
    }
    header->size = offset + HASH_SHA256_SIZE;
}

static uint64_t check_of(const char bytes[MODEL_FORMAT_HEADER])
{
    char copy[MODEL_FORMAT_HEADER];
    memcpy(copy, bytes, sizeof copy);
    memset(copy + offsetof(struct model_format_header, check), 0, sizeof(uint64_t));
    return hash_fast((struct str){copy, sizeof copy}, 0);
}

void model_format_seal(struct model_format_header *header, char out[MODEL_FORMAT_HEADER])
{
    memset(out, 0, MODEL_FORMAT_HEADER);
    memcpy(header->magic, MODEL_FORMAT_MAGIC, sizeof header->magic);
    header->version = MODEL_FORMAT_VERSION;
    header->byte_order = MODEL_FORMAT_BYTE_ORDER;
    memcpy(out, header, sizeof *header);
    header->check = check_of(out);
    memcpy(out, header, sizeof *header);
}

/* What is wrong with the sizes and numbers of a header; NULL when nothing is. */
static const char *check_numbers(const struct model_format_header *header)
{
    if (header->n_users >= UINT32_MAX || header->n_items >= UINT32_MAX)
        return "the number of users or films";
    if (header->n_genres > GENRE_MAX)
        return "the number of genres";
    if (header->stride < KERNELS_LANES || header->stride % KERNELS_LANES != 0 ||
        header->stride > MODEL_FORMAT_STRIDE_MAX || header->factors < 1 ||
        header->factors > header->stride - 2)
        return "the number of factors";
    if (!isfinite(header->mean) || !isfinite(header->scale_min) || !isfinite(header->scale_max) ||
        !(header->scale_min <= header->scale_max) || isnan(header->liked_from))
        return "the rating scale";
    if (!isfinite(header->regularization) || header->regularization < 0)
        return "the regularisation";
    if (header->section_count > MODEL_FORMAT_SECTIONS)
        return "the number of sections";
    return NULL;
}

/* The body is between the header and the digest. No sum overflows: see the order of the tests. */
static bool lies_inside(const struct model_format_place *place, size_t element, uint64_t size)
{
    const uint64_t end = size - HASH_SHA256_SIZE;
    return place->offset % MEMORY_ALIGNMENT == 0 && place->offset >= MODEL_FORMAT_HEADER &&
           place->offset <= end && place->count <= (end - place->offset) / element;
}

static bool check_sections(const struct model_format_header *header)
{
    for (enum model_format_section s = 0; s < MODEL_FORMAT_KNOWN; s++)
        if (!lies_inside(&header->sections[s], ELEMENTS[s], header->size) ||
            header->sections[s].count != expected(header, s))
            return false;
    return true;
}

static bool check_size(const struct model_format_header *header, size_t size, struct at at,
                       struct error *err)
{
    if (size < header->size)
        return error_set(err, ERROR_INPUT, at,
                         "the model is cut short: %zu of its %llu bytes are left", size,
                         (unsigned long long)header->size);
    if (size > header->size)
        return error_set(err, ERROR_INPUT, at, "the model is damaged: something follows its end");
    return true;
}

bool model_format_open(struct str data, const char *path, struct model_format_header *out,
                       struct error *err)
{
    const struct at at = AT_FILE(path);
    struct model_format_header header;
    const size_t start = offsetof(struct model_format_header, check);
    if (data.size < sizeof header.magic ||
        memcmp(data.data, MODEL_FORMAT_MAGIC, sizeof header.magic) != 0)
        return error_set(err, ERROR_INPUT, at, "this is not a model of reelgauge");
    if (data.size < start)
        return error_set(err, ERROR_INPUT, at, "the model is cut short: %zu bytes are left of it",
                         data.size);
    memcpy(&header, data.data, start);
    if (header.byte_order != MODEL_FORMAT_BYTE_ORDER)
        return error_set(err, ERROR_INPUT, at,
                         "the model was written on a machine of another byte order");
    if (header.version != MODEL_FORMAT_VERSION)
        return error_set(err, ERROR_INPUT, at,
                         "the model has format version %lu, this program reads version %d; "
                         "`reelgauge train` makes a new one",
                         (unsigned long)header.version, MODEL_FORMAT_VERSION);
    if (data.size < MODEL_FORMAT_HEADER + HASH_SHA256_SIZE)
        return error_set(err, ERROR_INPUT, at, "the model is cut short: %zu bytes are left of it",
                         data.size);
    memcpy(&header, data.data, sizeof header);
    if (header.check != check_of(data.data))
        return error_set(err, ERROR_INPUT, at,
                         "the model is damaged: the checksum of its header does not match");
    if (!check_size(&header, data.size, at, err))
        return false;
    const char *wrong = check_numbers(&header);
    if (wrong != NULL)
        return error_set(err, ERROR_INPUT, at, "the model is damaged: %s cannot be", wrong);
    for (uint64_t s = header.section_count; s < MODEL_FORMAT_SECTIONS; s++)
        header.sections[s] = (struct model_format_place){MODEL_FORMAT_HEADER, 0};
    if (!check_sections(&header))
        return error_set(err, ERROR_INPUT, at, "the model is damaged: its sections cannot be");
    *out = header;
    return true;
}

const void *model_format_at(struct str data, const struct model_format_header *header,
                            enum model_format_section section)
{
    return data.data + header->sections[section].offset;
}
