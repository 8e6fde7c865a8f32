#include "train/model_file.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/rng.h"
#include "folder.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/model_file_save.h"
#include "train/model_format.h"

enum { ARENA_BYTES = 1 << 26, USERS = 5, ITEMS = 4, FACTORS = 9 };

static struct arena *arena;
static struct svd_model model;
static struct ratings ratings;
static struct catalogue catalogue;
static struct genre_table genres;
static struct model_file_save content;
static const char *path;

static void fill(float *rows, size_t count, struct rng *rng)
{
    for (size_t i = 0; i < count; i++)
        rows[i] = (float)rng_normal(rng);
}

static void make_model(void)
{
    struct rng rng = rng_init(1, 1);
    const size_t stride = svd_stride(FACTORS);
    model = (struct svd_model){.n_users = USERS,
                               .n_items = ITEMS,
                               .factors = FACTORS,
                               .stride = stride,
                               .mean = 3.5,
                               .scale_min = 0.5F,
                               .scale_max = 5.0F,
                               .users = memory_block(USERS * stride, sizeof(float)),
                               .items = memory_block(ITEMS * stride, sizeof(float))};
    fill(model.users, USERS * stride, &rng);
    fill(model.items, ITEMS * stride, &rng);
}

/* User 0 rated two films, user 2 none of those that follow, and so on; film 1 is in no catalogue.
 */
static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    make_model();
    ratings = FIXTURE_LISTED(arena, {0, 2, 4.0F, 7}, {1, 0, 3.5F, 7}, {4, 3, 1.0F, 7},
                             {0, 0, 5.0F, 7}, {2, 1, 2.0F, 7}, {3, 0, 3.0F, 7});
    ratings.digest = hash_sha256(STR("ratings"));
    ratings.item_ids[3] = STR("tt-\xC3\xA9");
    genres = genre_table_init(arena);
    const int drama = genre_add(&genres, STR("Drama"));
    const int war = genre_add(&genres, STR("War"));
    catalogue = catalogue_init(arena);
    catalogue_add(&catalogue, STR("i0"), STR("Matrix, The (1999)"), genre_bit(war));
    catalogue_add(&catalogue, STR("unrated"), STR("Heat (1995)"), genre_bit(war));
    catalogue_add(&catalogue, STR("i2"), STR("Am\xC3\xA9lie"), genre_bit(drama) | genre_bit(war));
    content = (struct model_file_save){.model = &model,
                                       .ratings = &ratings,
                                       .catalogue = &catalogue,
                                       .genres = &genres,
                                       .settings = STR("svd.factors=9\n"),
                                       .n_train = 123456789012,
                                       .regularization = 0.04,
                                       .liked_from = 4,
                                       .key_check = UINT64_MAX};
    path = folder_path(folder_make(), "model.svd");
}

static void tear_down(void)
{
    svd_free(&model);
    ratings_free(&ratings);
    arena_close(arena);
}

/* Saves the model and returns the bytes of the file. */
static struct str saved(void)
{
    struct str data;
    struct error err = {0};
    ck_assert_msg(model_file_save(path, &content, arena, NULL, NULL, &err), "%s", err.text);
    ck_assert(io_read_file(arena, path, 1 << 20, &data, NULL));
    return data;
}

static struct model_file opened(void)
{
    struct model_file file;
    struct error err = {0};
    saved();
    ck_assert_msg(model_file_open(path, &file, &err), "%s", err.text);
    return file;
}

/* Parses bytes that nobody promised to have aligned. */
static bool parse(struct str data, struct model_file *out, struct error *err)
{
    char *block = memory_block(data.size, 1);
    if (data.size != 0)
        memcpy(block, data.data, data.size);
    bool done = model_file_parse((struct str){block, data.size}, "m.svd", out, err);
    memory_free(block);
    return done;
}

static void assert_refused(struct str data, const char *message)
{
    struct model_file out = {.n_train = 99};
    struct error err = {0};
    ck_assert_msg(!parse(data, &out, &err), "expected: %s", message);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, message);
    ck_assert_uint_eq(out.n_train, 99);
}

/* The file with a number of its header changed and the right checksum, as one who forges it would.
 */
static struct str forged(struct str data, size_t offset, uint64_t value)
{
    struct model_format_header header;
    char *copy = arena_copy(arena, data.data, data.size);
    memcpy(copy + offset, &value, sizeof value);
    memcpy(&header, copy, sizeof header);
    model_format_seal(&header, copy);
    return (struct str){copy, data.size};
}

#define FORGED(data, field, value)                                                                 \
    forged((data), offsetof(struct model_format_header, field), (value))

static struct str with_uint32(struct str data, size_t offset, uint32_t value)
{
    char *copy = arena_copy(arena, data.data, data.size);
    memcpy(copy + offset, &value, sizeof value);
    return (struct str){copy, data.size};
}

static void assert_name(const struct name_table *table, size_t number, const char *expected)
{
    const struct str name = name_table_get(table, number);
    ck_assert_msg(str_equal(name, str_from(expected)), "name %zu is %.*s", number, STR_ARG(name));
}

START_TEST(a_model_comes_back_as_it_was)
{
    struct model_file file = opened();
    const size_t stride = model.stride;
    ck_assert_uint_eq(file.n_users, USERS);
    ck_assert_uint_eq(file.n_items, ITEMS);
    ck_assert_uint_eq(file.n_ratings, 6);
    ck_assert_uint_eq(file.n_train, 123456789012);
    ck_assert_uint_eq(file.factors, FACTORS);
    ck_assert_double_eq(file.space.mean, 3.5);
    ck_assert_double_eq(file.space.regularization, 0.04);
    ck_assert_float_eq(file.scale_min, 0.5F);
    ck_assert_float_eq(file.scale_max, 5.0F);
    ck_assert_float_eq(file.liked_from, 4.0F);
    ck_assert_uint_eq(file.key_check, UINT64_MAX);
    ck_assert(str_equal(file.settings, STR("svd.factors=9\n")));
    ck_assert_mem_eq(&file.data_digest, &ratings.digest, sizeof ratings.digest);
    ck_assert_mem_eq(file.user_rows, model.users, USERS * stride * sizeof(float));
    ck_assert_mem_eq(file.space.rows, model.items, ITEMS * stride * sizeof(float));
    ck_assert_uint_eq((uintptr_t)file.user_rows % MEMORY_ALIGNMENT, 0);
    ck_assert_uint_eq((uintptr_t)file.space.rows % MEMORY_ALIGNMENT, 0);
    for (size_t lane = 0; lane < stride; lane++) {
        double sum = 0;
        for (size_t u = 0; u < USERS; u++)
            sum += (double)model.users[u * stride + lane];
        ck_assert_double_eq_tol((double)file.space.average[lane], sum / USERS, 1e-6);
    }
    model_file_close(&file);
    ck_assert_ptr_null(file.data.data);
}
END_TEST

START_TEST(users_and_films_are_found_by_name)
{
    struct model_file file = opened();
    for (uint32_t u = 0; u < USERS; u++)
        ck_assert_uint_eq(name_table_find(&file.users, ratings.user_names[u]), u);
    for (uint32_t i = 0; i < ITEMS; i++)
        ck_assert_uint_eq(name_table_find(&file.items, ratings.item_ids[i]), i);
    ck_assert_uint_eq(name_table_find(&file.users, STR("u5")), NAME_TABLE_NONE);
    ck_assert_uint_eq(name_table_find(&file.items, STR_NONE), NAME_TABLE_NONE);
    ck_assert_uint_eq(name_table_find(&file.titles, STR("The Matrix")), NAME_TABLE_NONE);
    assert_name(&file.genres, 0, "Drama");
    assert_name(&file.genres, 1, "War");
    model_file_close(&file);
}
END_TEST

START_TEST(films_carry_what_the_catalogue_says_of_them)
{
    struct model_file file = opened();
    assert_name(&file.titles, 0, "The Matrix");
    assert_name(&file.titles, 1, "");
    ck_assert_int_eq(file.years[0], 1999);
    ck_assert_int_eq(file.years[2], 0);
    ck_assert_uint_eq(file.item_genres[0], 2);
    ck_assert_uint_eq(file.item_genres[1], 0);
    ck_assert_uint_eq(file.item_genres[2], 3);
    ck_assert_uint_eq(file.rating_counts[0], 3);
    ck_assert_uint_eq(file.rating_counts[3], 1);
    ck_assert_str_eq(model_file_title(&file, 0, arena), "The Matrix (1999)");
    ck_assert_str_eq(model_file_title(&file, 1, arena), "i1");
    ck_assert_str_eq(model_file_title(&file, 2, arena), "Am\xC3\xA9lie");
    model_file_close(&file);
}
END_TEST

START_TEST(each_user_has_his_ratings_in_the_order_of_the_files)
{
    struct model_file file = opened();
    struct fold_in_ratings own;
    ck_assert(model_file_ratings(&file, 0, arena, &own, NULL));
    ck_assert_uint_eq(own.count, 2);
    ck_assert_uint_eq(own.items[0].item, 2);
    ck_assert_float_eq(own.items[0].stars, 4.0F);
    ck_assert_uint_eq(own.items[1].item, 0);
    ck_assert_float_eq(own.items[1].stars, 5.0F);
    ck_assert(model_file_ratings(&file, 4, arena, &own, NULL));
    ck_assert_uint_eq(own.count, 1);
    ck_assert_uint_eq(own.items[0].item, 3);
    model_file_close(&file);
}
END_TEST

START_TEST(digest_and_size_are_those_of_the_whole_file)
{
    struct hash_sha256 digest;
    uint64_t bytes = 0;
    struct str data;
    ck_assert(model_file_save(path, &content, arena, &digest, &bytes, NULL));
    ck_assert(io_read_file(arena, path, 1 << 20, &data, NULL));
    const struct hash_sha256 whole = hash_sha256(data);
    ck_assert_uint_eq(data.size, bytes);
    ck_assert_mem_eq(&digest, &whole, sizeof digest);
}
END_TEST

START_TEST(only_the_owner_can_read_a_model)
{
    struct stat status;
    saved();
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_flipped_bit_anywhere_is_noticed_by_opening_or_verifying)
{
    struct str data = saved();
    char *block = memory_block(data.size, 1);
    const struct str bytes = {block, data.size};
    memcpy(block, data.data, data.size);
    for (size_t i = 0; i < data.size; i++) {
        struct model_file file;
        struct error err = {0};
        block[i] ^= (char)(1 << (i % 8));
        bool opens = model_file_parse(bytes, "m", &file, &err);
        ck_assert_msg(i >= MODEL_FORMAT_HEADER || !opens, "byte %zu", i);
        ck_assert_msg(!opens || !model_file_verify(&file, &err), "byte %zu", i);
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        block[i] ^= (char)(1 << (i % 8));
    }
    struct model_file file;
    ck_assert(model_file_parse(bytes, "m", &file, NULL));
    ck_assert(model_file_verify(&file, NULL));
    memory_free(block);
}
END_TEST

START_TEST(a_file_that_was_cut_short_is_noticed)
{
    struct str data = saved();
    struct model_file out;
    for (size_t size = 0; size < data.size; size++)
        ck_assert(!parse((struct str){data.data, size}, &out, NULL));
    assert_refused((struct str){data.data, 12},
                   "m.svd: the model is cut short: 12 bytes are left of it");
    assert_refused((struct str){data.data, 200},
                   "m.svd: the model is cut short: 200 bytes are left of it");
    char message[128];
    snprintf(message, sizeof message,
             "m.svd: the model is cut short: 1400 of its %zu bytes are left", data.size);
    assert_refused((struct str){data.data, 1400}, message);

    char *longer = arena_copy(arena, data.data, data.size);
    assert_refused((struct str){longer, data.size + 1},
                   "m.svd: the model is damaged: something follows its end");
}
END_TEST

START_TEST(what_is_no_model_of_ours_is_named)
{
    assert_refused(STR(""), "m.svd: this is not a model of reelgauge");
    assert_refused(STR("userId,movieId,rating"), "m.svd: this is not a model of reelgauge");
    struct str data = saved();
    assert_refused(with_uint32(data, 8, 1),
                   "m.svd: the model has format version 1, this program reads version 2; "
                   "`reelgauge train` makes a new one");
    assert_refused(with_uint32(data, 12, 0x04030201),
                   "m.svd: the model was written on a machine of another byte order");
    assert_refused(with_uint32(data, 40, 7),
                   "m.svd: the model is damaged: the checksum of its header does not match");
}
END_TEST

/* A forged file has the right checksum; no size in it may lead outside. */
START_TEST(impossible_numbers_are_refused_before_they_are_used)
{
    struct str data = saved();
    const char *sections = "m.svd: the model is damaged: its sections cannot be";
    const char *counts = "m.svd: the model is damaged: the number of users or films cannot be";
    const char *factors = "m.svd: the model is damaged: the number of factors cannot be";
    const uint64_t infinite = 0x7FF0000000000000;
    assert_refused(FORGED(data, n_users, UINT64_MAX), counts);
    assert_refused(FORGED(data, n_items, (uint64_t)1 << 40), counts);
    assert_refused(FORGED(data, n_users, USERS + 1), sections);
    assert_refused(FORGED(data, n_ratings, UINT64_MAX), sections);
    assert_refused(FORGED(data, n_genres, 65),
                   "m.svd: the model is damaged: the number of genres cannot be");
    assert_refused(FORGED(data, factors, 0), factors);
    assert_refused(FORGED(data, factors, UINT64_MAX), factors);
    assert_refused(FORGED(data, stride, 12), factors);
    assert_refused(FORGED(data, stride, 0), factors);
    assert_refused(FORGED(data, stride, (uint64_t)1 << 40), factors);
    assert_refused(FORGED(data, stride, 24), sections);
    assert_refused(FORGED(data, scale_max, infinite),
                   "m.svd: the model is damaged: the rating scale cannot be");
    assert_refused(FORGED(data, regularization, infinite),
                   "m.svd: the model is damaged: the regularisation cannot be");
    assert_refused(FORGED(data, section_count, 1000),
                   "m.svd: the model is damaged: the number of sections cannot be");
    assert_refused(FORGED(data, section_count, 3), sections);
    assert_refused(FORGED(data, sections[MODEL_FORMAT_USER_ROWS].offset, UINT64_MAX - 63),
                   sections);
    assert_refused(FORGED(data, sections[MODEL_FORMAT_USER_ROWS].offset, 1025), sections);
    assert_refused(FORGED(data, sections[MODEL_FORMAT_ITEM_BYTES].count, UINT64_MAX), sections);
}
END_TEST

START_TEST(damaged_sections_give_errors_or_nothing_but_never_lead_outside)
{
    struct str data = saved();
    struct model_format_header header;
    memcpy(&header, data.data, sizeof header);
    char *block = memory_block(data.size, 1);
    memcpy(block, data.data, data.size);
    struct model_file file;
    struct fold_in_ratings own;
    struct error err = {0};
    ck_assert(model_file_parse((struct str){block, data.size}, "m.svd", &file, NULL));

    memset(block + header.sections[MODEL_FORMAT_USER_SLOTS].offset, 0xFF, 4 * 16);
    ck_assert_uint_eq(name_table_find(&file.users, STR("u1")), NAME_TABLE_NONE);
    memset(block + header.sections[MODEL_FORMAT_TITLE_ENDS].offset, 0xFF, 8);
    assert_name(&file.titles, 0, "");
    assert_name(&file.titles, 1, "");
    ck_assert_str_eq(model_file_title(&file, 0, arena), "i0");

    const uint32_t film = ITEMS;
    memcpy(block + header.sections[MODEL_FORMAT_RATED_ITEMS].offset, &film, sizeof film);
    ck_assert(!model_file_ratings(&file, 0, arena, &own, &err));
    ck_assert_str_eq(err.text, "m.svd: the model is damaged: a user has a rating that cannot be");
    memset(block + header.sections[MODEL_FORMAT_RATED_ENDS].offset, 0xFF, 8);
    ck_assert(!model_file_ratings(&file, 0, arena, &own, &err));
    ck_assert(!model_file_ratings(&file, 1, arena, &own, &err));
    ck_assert_str_eq(err.text,
                     "m.svd: the model is damaged: the ratings of a user have no place in it");
    memory_free(block);
}
END_TEST

START_TEST(a_model_of_nobody_and_nothing_is_a_model)
{
    struct ratings none = {.scale_min = 1, .scale_max = 5};
    struct svd_model empty = model;
    empty.n_users = empty.n_items = 0;
    content.ratings = &none;
    content.model = &empty;
    struct model_file file = opened();
    ck_assert_uint_eq(name_table_find(&file.users, STR("u0")), NAME_TABLE_NONE);
    ck_assert_uint_eq(file.n_ratings, 0);
    model_file_close(&file);
}
END_TEST

START_TEST(a_missing_file_and_a_missing_folder_are_named)
{
    struct model_file out;
    struct error err = {0};
    ck_assert(!model_file_open("/nowhere/model.svd", &out, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "/nowhere/model.svd: does not exist");
    ck_assert(!model_file_save("/nowhere/model.svd", &content, arena, NULL, NULL, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "model_file", a_model_comes_back_as_it_was,
        users_and_films_are_found_by_name, films_carry_what_the_catalogue_says_of_them,
        each_user_has_his_ratings_in_the_order_of_the_files,
        digest_and_size_are_those_of_the_whole_file, only_the_owner_can_read_a_model,
        a_flipped_bit_anywhere_is_noticed_by_opening_or_verifying,
        a_file_that_was_cut_short_is_noticed, what_is_no_model_of_ours_is_named,
        impossible_numbers_are_refused_before_they_are_used,
        damaged_sections_give_errors_or_nothing_but_never_lead_outside,
        a_model_of_nobody_and_nothing_is_a_model, a_missing_file_and_a_missing_folder_are_named);
}
