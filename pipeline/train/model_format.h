/*
 * model_format.h - where everything lies in a model file, for those who write and read it.
 *
 *     header    MODEL_FORMAT_HEADER bytes: sizes, scale, regularisation, and where the sections are
 *     sections  each at a multiple of MEMORY_ALIGNMENT, in the order of the enumeration; gaps are
 * zero digest    SHA-256 of all bytes before it, the last HASH_SHA256_SIZE bytes
 *
 * Numbers are in the byte order of the machine that wrote them. A file may have more sections than
 * this program knows, which it passes over, or fewer, and then those have no elements.
 */
#ifndef TRAIN_MODEL_FORMAT_H
#define TRAIN_MODEL_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"

#define MODEL_FORMAT_MAGIC "REELSVD\n"
#define MODEL_FORMAT_VERSION 2
#define MODEL_FORMAT_BYTE_ORDER 0x01020304U
#define MODEL_FORMAT_HEADER 1024 /* bytes */
#define MODEL_FORMAT_SECTIONS 48 /* there is room for */
#define MODEL_FORMAT_STRIDE_MAX ((uint64_t)1 << 17)

enum model_format_section {
    MODEL_FORMAT_SETTINGS,   /* text: "svd.factors=64\n"… */
    MODEL_FORMAT_USER_ENDS,  /* uint64 (n_users), as name_table.h says; pseudonyms */
    MODEL_FORMAT_USER_BYTES, /* text */
    MODEL_FORMAT_USER_SLOTS, /* uint32 */
    MODEL_FORMAT_ITEM_ENDS,  /* uint64 (n_items): ids of the films */
    MODEL_FORMAT_ITEM_BYTES,
    MODEL_FORMAT_ITEM_SLOTS,
    MODEL_FORMAT_TITLE_ENDS, /* uint64 (n_items): titles without year, empty for unknown films */
    MODEL_FORMAT_TITLE_BYTES,
    MODEL_FORMAT_GENRE_ENDS, /* uint64 (n_genres): names of the genres */
    MODEL_FORMAT_GENRE_BYTES,
    MODEL_FORMAT_ITEM_YEARS,  /* int32 (n_items), 0: unknown */
    MODEL_FORMAT_ITEM_GENRES, /* uint64 (n_items): bit g is genre g */
    MODEL_FORMAT_ITEM_COUNTS, /* uint32 (n_items): ratings of the film */
    MODEL_FORMAT_RATED_ENDS,  /* uint64 (n_users): where a user's ratings end */
    MODEL_FORMAT_RATED_ITEMS, /* uint32 (n_ratings): user by user, in the order of the files */
    MODEL_FORMAT_RATED_STARS, /* float32 (n_ratings) */
    MODEL_FORMAT_AVERAGE,     /* float32 (stride): the mean of the users' rows */
    MODEL_FORMAT_USER_ROWS,   /* float32 (n_users, stride), see kernels.h */
    MODEL_FORMAT_ITEM_ROWS,   /* float32 (n_items, stride) */
    MODEL_FORMAT_KNOWN,       /* how many there are */
};

struct model_format_place {
    uint64_t offset; /* from the beginning of the file */
    uint64_t count;  /* elements */
};

/* Every field lies where the compiler of any machine puts it: fixed sizes, widest first. */
struct model_format_header {
    char magic[8];
    uint32_t version;
    uint32_t byte_order;
    uint64_t check; /* hash_fast() of the MODEL_FORMAT_HEADER bytes, these 8 taken as zero */
    uint64_t size;  /* bytes of the file */
    uint64_t n_users;
    uint64_t n_items;
    uint64_t n_genres;
    uint64_t n_ratings;
    uint64_t n_train;   /* ratings that it was trained on */
    uint64_t factors;   /* k */
    uint64_t stride;    /* floats of a row */
    uint64_t key_check; /* pseudonym of a fixed text: which key the pseudonyms were made with */
    double mean;        /* μ */
    double scale_min;
    double scale_max;
    double liked_from;     /* stars from which on a film counts as liked */
    double regularization; /* per rating, for folding in */
    unsigned char data_digest[HASH_SHA256_SIZE];
    uint64_t section_count;
    struct model_format_place sections[MODEL_FORMAT_SECTIONS];
};

/* Bytes of one element of a section. */
size_t model_format_element(enum model_format_section section);

/*
 * Gives every section its place and the file its size. The counts of the sizes (n_users …) and of
 * the texts (settings and names, in `sections`) are set; the other counts follow from them.
 */
void model_format_lay_out(struct model_format_header *header);

/* The header with its check set, as it is written. */
void model_format_seal(struct model_format_header *header, char out[MODEL_FORMAT_HEADER]);

/*
 * Reads and checks the header of a file: whatever it says, every section lies inside of the file
 * and has as many elements as the sizes ask for. Errors, ERROR_INPUT at `path`: not a model, of
 * another byte order or version, cut short, damaged.
 */
bool model_format_open(struct str data, const char *path, struct model_format_header *out,
                       struct error *err);

/* The first byte of a section of an opened file; a valid, unusable pointer when it is empty. */
const void *model_format_at(struct str data, const struct model_format_header *header,
                            enum model_format_section section);

#endif
