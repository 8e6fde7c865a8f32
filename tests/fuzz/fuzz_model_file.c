/*
 * fuzz_model_file.c - no file leads outside of itself, and what is accepted can be used.
 *
 * The checksum of the header is put right first: otherwise no mutation would get past it.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "train/model_file.h"
#include "train/model_format.h"
#include "train/reasons.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 1 << 28, TRIED = 8, LANES_TRIED = 256 };

/* In a block of its own, so that AddressSanitizer sees where it ends. */
static struct str sealed(const uint8_t *data, size_t size)
{
    char *block = memory_block(size, 1);
    if (size != 0)
        memcpy(block, data, size);
    struct model_format_header header = {0};
    if (size >= MODEL_FORMAT_HEADER)
        memcpy(&header, block, sizeof header);
    if (header.version == MODEL_FORMAT_VERSION && header.byte_order == MODEL_FORMAT_BYTE_ORDER)
        model_format_seal(&header, block);
    return (struct str){block, size};
}

static void use_names(const struct name_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct str name = name_table_get(table, i);
        const uint32_t found = name_table_find(table, name);
        assert(found == NAME_TABLE_NONE || str_equal(name_table_get(table, found), name));
    }
}

/* Folds the user in and asks for the reasons of the first films. */
static void use_user(const struct model_file *file, uint32_t user, struct arena *arena)
{
    struct fold_in_ratings ratings;
    struct fold_in fold;
    if (!model_file_ratings(file, user, arena, &ratings, NULL) || ratings.count > TRIED ||
        file->space.stride > LANES_TRIED)
        return;
    fold_in_solve(&file->space, &ratings, arena, &fold);
    for (uint32_t item = 0; item < file->n_items && item < TRIED; item++) {
        const struct reasons reasons =
            reasons_find(&fold, file->item_genres, file->liked_from, item, arena);
        assert(reasons.film_count <= REASONS_FILMS && reasons.genre_count <= REASONS_GENRES);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open("fuzz", ARENA_BYTES);
    struct model_file file;
    struct error err = {0};
    const struct str bytes = sealed(data, size);
    if (model_file_parse(bytes, "model.svd", &file, &err)) {
        use_names(&file.users);
        use_names(&file.items);
        use_names(&file.titles);
        use_names(&file.genres);
        for (uint32_t item = 0; item < file.n_items && item < TRIED; item++)
            assert(model_file_title(&file, item, arena) != NULL);
        for (uint32_t user = 0; user < file.n_users && user < TRIED; user++)
            use_user(&file, user, arena);
        model_file_verify(&file, NULL);
    } else {
        assert(err.kind == ERROR_INPUT && strncmp(err.text, "model.svd: ", 11) == 0);
    }
    void *block;
    memcpy(&block, &bytes.data, sizeof block);
    memory_free(block);
    arena_close(arena);
    return 0;
}
