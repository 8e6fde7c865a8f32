#include "train/model_file.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/io.h"
#include "base/memory.h"
#include "train/model_format.h"

/* The names of a table whose ends and bytes are these sections; `slots` is KNOWN when it has none.
 */
static struct name_table names_at(struct str data, const struct model_format_header *header,
                                  enum model_format_section ends, size_t count,
                                  enum model_format_section slots)
{
    const enum model_format_section bytes = ends + 1;
    return (struct name_table){
        .count = count,
        .ends = model_format_at(data, header, ends),
        .slots =
            slots == MODEL_FORMAT_KNOWN || count == 0 ? NULL : model_format_at(data, header, slots),
        .bytes = {model_format_at(data, header, bytes), header->sections[bytes].count},
    };
}

static struct fold_in_space space_at(struct str data, const struct model_format_header *header)
{
    return (struct fold_in_space){
        .rows = model_format_at(data, header, MODEL_FORMAT_ITEM_ROWS),
        .average = model_format_at(data, header, MODEL_FORMAT_AVERAGE),
        .n_items = header->n_items,
        .stride = header->stride,
        .mean = header->mean,
        .regularization = header->regularization,
    };
}

bool model_file_parse(struct str data, const char *path, struct model_file *out, struct error *err)
{
    struct model_format_header header;
    assert((uintptr_t)data.data % MEMORY_ALIGNMENT == 0);
    if (!model_format_open(data, path, &header, err))
        return false;
    *out = (struct model_file){
        .data = data,
        .path = path,
        .n_users = header.n_users,
        .n_items = header.n_items,
        .n_ratings = header.n_ratings,
        .n_train = header.n_train,
        .factors = header.factors,
        .scale_min = (float)header.scale_min,
        .scale_max = (float)header.scale_max,
        .liked_from = (float)header.liked_from,
        .key_check = header.key_check,
        .settings = {model_format_at(data, &header, MODEL_FORMAT_SETTINGS),
                     header.sections[MODEL_FORMAT_SETTINGS].count},
        .users = names_at(data, &header, MODEL_FORMAT_USER_ENDS, header.n_users,
                          MODEL_FORMAT_USER_SLOTS),
        .items = names_at(data, &header, MODEL_FORMAT_ITEM_ENDS, header.n_items,
                          MODEL_FORMAT_ITEM_SLOTS),
        .titles =
            names_at(data, &header, MODEL_FORMAT_TITLE_ENDS, header.n_items, MODEL_FORMAT_KNOWN),
        .genres =
            names_at(data, &header, MODEL_FORMAT_GENRE_ENDS, header.n_genres, MODEL_FORMAT_KNOWN),
        .years = model_format_at(data, &header, MODEL_FORMAT_ITEM_YEARS),
        .item_genres = model_format_at(data, &header, MODEL_FORMAT_ITEM_GENRES),
        .rating_counts = model_format_at(data, &header, MODEL_FORMAT_ITEM_COUNTS),
        .rated_ends = model_format_at(data, &header, MODEL_FORMAT_RATED_ENDS),
        .rated_items = model_format_at(data, &header, MODEL_FORMAT_RATED_ITEMS),
        .rated_stars = model_format_at(data, &header, MODEL_FORMAT_RATED_STARS),
        .user_rows = model_format_at(data, &header, MODEL_FORMAT_USER_ROWS),
        .space = space_at(data, &header),
    };
    memcpy(out->data_digest.bytes, header.data_digest, sizeof header.data_digest);
    return true;
}

bool model_file_open(const char *path, struct model_file *out, struct error *err)
{
    struct str data;
    if (!io_map(path, MODEL_FILE_MAX, &data, err))
        return false;
    if (model_file_parse(data, path, out, err))
        return true;
    io_unmap(data);
    return false;
}

void model_file_close(struct model_file *file)
{
    io_unmap(file->data);
    *file = (struct model_file){0};
}

bool model_file_verify(const struct model_file *file, struct error *err)
{
    const size_t body = file->data.size - HASH_SHA256_SIZE;
    const struct hash_sha256 digest = hash_sha256((struct str){file->data.data, body});
    if (memcmp(digest.bytes, file->data.data + body, sizeof digest.bytes) == 0)
        return true;
    return error_set(err, ERROR_INPUT, AT_FILE(file->path),
                     "the model is damaged: its checksum does not match");
}

bool model_file_ratings(const struct model_file *file, uint32_t user, struct arena *arena,
                        struct fold_in_ratings *out, struct error *err)
{
    const uint64_t from = user == 0 ? 0 : file->rated_ends[user - 1];
    const uint64_t to = file->rated_ends[user];
    if (from > to || to > file->n_ratings)
        return error_set(err, ERROR_INPUT, AT_FILE(file->path),
                         "the model is damaged: the ratings of a user have no place in it");
    struct fold_in_ratings ratings = {0};
    for (uint64_t i = from; i < to; i++) {
        const uint32_t item = file->rated_items[i];
        const float stars = file->rated_stars[i];
        if (item >= file->n_items || !(stars >= file->scale_min && stars <= file->scale_max))
            return error_set(err, ERROR_INPUT, AT_FILE(file->path),
                             "the model is damaged: a user has a rating that cannot be");
        *ARENA_PUSH(arena, &ratings) = (struct fold_in_rating){item, stars};
    }
    *out = ratings;
    return true;
}

const char *model_file_title(const struct model_file *file, uint32_t item, struct arena *arena)
{
    const struct str title = name_table_get(&file->titles, item);
    const struct str id = name_table_get(&file->items, item);
    if (title.size == 0)
        return arena_copy(arena, id.data, id.size);
    if (file->years[item] == 0)
        return arena_copy(arena, title.data, title.size);
    return arena_printf(arena, "%.*s (%d)", STR_ARG(title), (int)file->years[item]);
}
