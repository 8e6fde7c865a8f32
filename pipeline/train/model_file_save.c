#include "train/model_file_save.h"

#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "base/writer.h"
#include "train/model_format.h"
#include "train/name_table.h"

#define BATCH 4096 /* elements that are gathered before they are written */

/* A file under way: everything that is written is digested too. */
struct output {
    struct writer *writer;
    struct hash_stream *hash;
    const struct model_file_save *content;
    const struct model_format_header *header;
    struct arena *scratch;
};

static void put(struct output *output, const void *data, size_t size)
{
    const struct str bytes = {data, size};
    hash_stream_add(output->hash, bytes);
    writer_add(output->writer, bytes);
}

/* Zeros up to where the section begins, or, for MODEL_FORMAT_KNOWN, the digest. */
static void put_gap(struct output *output, enum model_format_section section)
{
    static const char zeros[MEMORY_ALIGNMENT];
    const uint64_t at = writer_size(output->writer);
    const uint64_t next = section == MODEL_FORMAT_KNOWN ? output->header->size - HASH_SHA256_SIZE
                                                        : output->header->sections[section].offset;
    assert(next >= at && next - at <= sizeof zeros);
    put(output, zeros, next - at);
}

static void put_section(struct output *output, enum model_format_section section, const void *data)
{
    put_gap(output, section);
    put(output, data, output->header->sections[section].count * model_format_element(section));
}

/* ---- names ------------------------------------------------------------------------------------
 */

static uint64_t bytes_of(const struct str *names, size_t count)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += names[i].size;
    return bytes;
}

/* Ends, bytes, and slots where there is a section for them. */
static void put_names(struct output *output, enum model_format_section ends,
                      enum model_format_section slots, const struct str *names, size_t count)
{
    uint64_t *places = ARENA_ARRAY(output->scratch, uint64_t, count);
    uint64_t end = 0;
    for (size_t i = 0; i < count; i++)
        places[i] = end += names[i].size;
    put_section(output, ends, places);
    put_gap(output, ends + 1);
    for (size_t i = 0; i < count; i++)
        put(output, names[i].data, names[i].size);
    if (slots == MODEL_FORMAT_KNOWN)
        return;
    uint32_t *table = ARENA_ARRAY(output->scratch, uint32_t, name_table_slots(count));
    name_table_fill(names, count, table);
    put_section(output, slots, table);
}

/* ---- films ------------------------------------------------------------------------------------
 */

/* What the catalogue says of the films that were rated, in their order. */
struct films {
    struct str *titles;
    int32_t *years;
    uint64_t *genres;
    uint32_t *counts;
};

static struct films describe_films(const struct model_file_save *content, struct arena *arena)
{
    const struct ratings *ratings = content->ratings;
    const struct films films = {
        .titles = ARENA_ARRAY(arena, struct str, ratings->n_items),
        .years = ARENA_ARRAY(arena, int32_t, ratings->n_items),
        .genres = ARENA_ARRAY(arena, uint64_t, ratings->n_items),
        .counts = ARENA_ARRAY(arena, uint32_t, ratings->n_items),
    };
    for (size_t i = 0; i < ratings->n_items; i++) {
        const uint32_t film = catalogue_find_id(content->catalogue, ratings->item_ids[i]);
        if (film == FILM_NONE)
            continue;
        films.titles[i] = content->catalogue->items[film].title;
        films.years[i] = content->catalogue->items[film].year;
        films.genres[i] = content->catalogue->items[film].genres;
    }
    for (size_t n = 0; n < ratings->count; n++)
        films.counts[ratings->items[n]]++;
    return films;
}

/* ---- ratings ----------------------------------------------------------------------------------
 */

/* Where each user's ratings end once they stand user by user. */
static uint64_t *ends_of_users(const struct ratings *ratings, struct arena *arena)
{
    uint64_t *ends = ARENA_ARRAY(arena, uint64_t, ratings->n_users);
    for (size_t n = 0; n < ratings->count; n++)
        ends[ratings->users[n]]++;
    for (size_t u = 1; u < ratings->n_users; u++)
        ends[u] += ends[u - 1];
    return ends;
}

/* The numbers of the ratings user by user, each user's in the order of the files; a plain block. */
static uint32_t *order_by_user(const struct ratings *ratings, const uint64_t *ends,
                               struct arena *arena)
{
    uint64_t *next = ARENA_ARRAY(arena, uint64_t, ratings->n_users);
    uint32_t *order = memory_block(ratings->count, sizeof *order);
    for (size_t u = 1; u < ratings->n_users; u++)
        next[u] = ends[u - 1];
    for (size_t n = 0; n < ratings->count; n++)
        order[next[ratings->users[n]]++] = (uint32_t)n;
    return order;
}

/* A column of 4-byte elements in the order of `order`. */
static void put_gathered(struct output *output, enum model_format_section section,
                         const void *column, const uint32_t *order, size_t count)
{
    char batch[BATCH * sizeof(uint32_t)];
    put_gap(output, section);
    for (size_t done = 0; done < count;) {
        const size_t size = count - done < BATCH ? count - done : BATCH;
        for (size_t i = 0; i < size; i++)
            memcpy(batch + i * sizeof(uint32_t),
                   (const char *)column + order[done + i] * sizeof(uint32_t), sizeof(uint32_t));
        put(output, batch, size * sizeof(uint32_t));
        done += size;
    }
}

static void put_ratings(struct output *output)
{
    const struct ratings *ratings = output->content->ratings;
    const uint64_t *ends = ends_of_users(ratings, output->scratch);
    uint32_t *order = order_by_user(ratings, ends, output->scratch);
    put_section(output, MODEL_FORMAT_RATED_ENDS, ends);
    put_gathered(output, MODEL_FORMAT_RATED_ITEMS, ratings->items, order, ratings->count);
    put_gathered(output, MODEL_FORMAT_RATED_STARS, ratings->values, order, ratings->count);
    memory_free(order);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* The mean of the users' rows. */
static const float *average_row(const struct svd_model *model, struct arena *arena)
{
    double *sums = ARENA_ARRAY(arena, double, model->stride);
    float *row = ARENA_ARRAY(arena, float, model->stride);
    for (size_t u = 0; u < model->n_users; u++)
        for (size_t lane = 0; lane < model->stride; lane++)
            sums[lane] += (double)model->users[u * model->stride + lane];
    for (size_t lane = 0; lane < model->stride && model->n_users != 0; lane++)
        row[lane] = (float)(sums[lane] / (double)model->n_users);
    return row;
}

static struct model_format_header make_header(const struct model_file_save *content,
                                              const struct films *films)
{
    const struct svd_model *model = content->model;
    const struct ratings *ratings = content->ratings;
    struct model_format_header header = {
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .n_genres = content->genres->count,
        .n_ratings = ratings->count,
        .n_train = content->n_train,
        .factors = model->factors,
        .stride = model->stride,
        .key_check = content->key_check,
        .mean = model->mean,
        .scale_min = (double)model->scale_min,
        .scale_max = (double)model->scale_max,
        .liked_from = content->liked_from,
        .regularization = content->regularization,
    };
    struct model_format_place *sections = header.sections;
    memcpy(header.data_digest, ratings->digest.bytes, sizeof header.data_digest);
    sections[MODEL_FORMAT_SETTINGS].count = content->settings.size;
    sections[MODEL_FORMAT_USER_BYTES].count = bytes_of(ratings->user_names, ratings->n_users);
    sections[MODEL_FORMAT_ITEM_BYTES].count = bytes_of(ratings->item_ids, ratings->n_items);
    sections[MODEL_FORMAT_TITLE_BYTES].count = bytes_of(films->titles, ratings->n_items);
    sections[MODEL_FORMAT_GENRE_BYTES].count =
        bytes_of(content->genres->names, content->genres->count);
    model_format_lay_out(&header);
    return header;
}

/* In the order of the sections. */
static void put_all(struct output *output, const struct films *films)
{
    const struct model_file_save *content = output->content;
    const struct ratings *ratings = content->ratings;
    put_section(output, MODEL_FORMAT_SETTINGS, content->settings.data);
    put_names(output, MODEL_FORMAT_USER_ENDS, MODEL_FORMAT_USER_SLOTS, ratings->user_names,
              ratings->n_users);
    put_names(output, MODEL_FORMAT_ITEM_ENDS, MODEL_FORMAT_ITEM_SLOTS, ratings->item_ids,
              ratings->n_items);
    put_names(output, MODEL_FORMAT_TITLE_ENDS, MODEL_FORMAT_KNOWN, films->titles, ratings->n_items);
    put_names(output, MODEL_FORMAT_GENRE_ENDS, MODEL_FORMAT_KNOWN, content->genres->names,
              content->genres->count);
    put_section(output, MODEL_FORMAT_ITEM_YEARS, films->years);
    put_section(output, MODEL_FORMAT_ITEM_GENRES, films->genres);
    put_section(output, MODEL_FORMAT_ITEM_COUNTS, films->counts);
    put_ratings(output);
    put_section(output, MODEL_FORMAT_AVERAGE, average_row(content->model, output->scratch));
    put_section(output, MODEL_FORMAT_USER_ROWS, content->model->users);
    put_section(output, MODEL_FORMAT_ITEM_ROWS, content->model->items);
    put_gap(output, MODEL_FORMAT_KNOWN);
}

bool model_file_save(const char *path, const struct model_file_save *content, struct arena *scratch,
                     struct hash_sha256 *digest, uint64_t *bytes, struct error *err)
{
    const struct films films = describe_films(content, scratch);
    struct model_format_header header = make_header(content, &films);
    char sealed[MODEL_FORMAT_HEADER];
    struct output output = {.content = content, .header = &header, .scratch = scratch};
    assert(content->model->n_users == content->ratings->n_users &&
           content->model->n_items == content->ratings->n_items);
    if (!writer_open(path, 0600, &output.writer, err))
        return false;
    output.hash = hash_stream_open();
    model_format_seal(&header, sealed);
    put(&output, sealed, sizeof sealed);
    put_all(&output, &films);
    const struct hash_sha256 body = hash_stream_digest(output.hash);
    put(&output, body.bytes, sizeof body.bytes);
    const struct hash_sha256 whole = hash_stream_close(output.hash);
    if (!writer_commit(output.writer, err))
        return false;
    if (digest != NULL)
        *digest = whole;
    if (bytes != NULL)
        *bytes = header.size;
    return true;
}
