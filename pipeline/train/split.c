#include "train/split.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/rng.h"
#include "base/timestamp.h"
#include "train/split_last.h"

/* Streams of random numbers; those of svd.c and rating_blocks.c have other names. */
enum { STREAM_RANDOM = 0x73706C74, STREAM_KFOLD };

#define OFFICIAL_TEXT_MAX 512 /* bytes of what is said of an official split */

/* The two hashes differ, or the validation part would be a part of the test part. */
enum { SALT_TEST = 0x74657374, SALT_VALIDATION = 0x76616C69 };

static const char *const NAMES[] = {
    [SPLIT_AUTO] = "auto",     [SPLIT_TIME] = "time",         [SPLIT_HASH] = "hash",
    [SPLIT_RANDOM] = "random", [SPLIT_KFOLD] = "kfold",       [SPLIT_ROWS] = "rows",
    [SPLIT_LAST] = "last",     [SPLIT_OFFICIAL] = "official",
};

bool split_protocol_parse(struct str name, enum split_protocol *out)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (str_equal(name, str_from(NAMES[i]))) {
            *out = (enum split_protocol)i;
            return true;
        }
    }
    return false;
}

const char *split_protocol_name(enum split_protocol protocol)
{
    return NAMES[protocol];
}

static bool times_differ(const struct ratings *ratings)
{
    for (size_t i = 1; i < ratings->count; i++)
        if (ratings->times[i] != ratings->times[0])
            return true;
    return false;
}

static size_t share_of(double share, size_t count)
{
    return (size_t)llround(share * (double)count);
}

/* Where a set of newest ratings begins: all later than `time`, and the last `ties` of that time. */
struct cutoff {
    uint32_t time;
    size_t ties;
};

/*
 * The cutoff of the `wanted` ≥ 1 newest ratings that are in train, found as a radix search
 * would: first the upper half of the time, then the lower half among those that share it.
 */
static struct cutoff find_cutoff(const struct ratings *ratings, const unsigned char *part,
                                 size_t wanted)
{
    enum { HALF = 1 << 16 };
    size_t *counts = memory_block(HALF, sizeof *counts);
    uint32_t upper = 0;
    size_t left = wanted;
    for (int half = 1; half >= 0; half--) {
        memset(counts, 0, HALF * sizeof *counts);
        for (size_t i = 0; i < ratings->count; i++) {
            uint32_t time = ratings->times[i];
            if (part[i] != SPLIT_TRAIN || (half == 0 && time >> 16 != upper))
                continue;
            counts[half == 1 ? time >> 16 : time & (HALF - 1)]++;
        }
        uint32_t bucket = HALF - 1;
        for (; counts[bucket] < left; bucket--)
            left -= counts[bucket];
        upper = half == 1 ? bucket : upper << 16 | bucket;
    }
    memory_free(counts);
    return (struct cutoff){upper, left};
}

/* Moves the `wanted` newest train ratings to another part. */
static struct cutoff cut_newest(const struct ratings *ratings, unsigned char *part, size_t wanted,
                                enum split_part to)
{
    if (wanted == 0)
        return (struct cutoff){UINT32_MAX, 0};
    struct cutoff cutoff = find_cutoff(ratings, part, wanted);
    size_t ties = cutoff.ties;
    for (size_t i = ratings->count; i-- > 0;) {
        if (part[i] != SPLIT_TRAIN || ratings->times[i] < cutoff.time)
            continue;
        if (ratings->times[i] > cutoff.time || ties > 0) {
            ties -= ratings->times[i] == cutoff.time;
            part[i] = (unsigned char)to;
        }
    }
    return cutoff;
}

/* Moves train ratings to another part where the hash of (user, item) falls below the share. */
static void cut_hashed(const struct ratings *ratings, unsigned char *part, double share,
                       uint64_t seed, enum split_part to)
{
    for (size_t i = 0; i < ratings->count; i++) {
        if (part[i] != SPLIT_TRAIN)
            continue;
        uint64_t keys[2] = {ratings->user_keys[ratings->users[i]],
                            ratings->item_keys[ratings->items[i]]};
        uint64_t hash = hash_fast((struct str){(const char *)keys, sizeof keys}, seed);
        if ((double)(hash >> 11) * 0x1p-53 < share)
            part[i] = (unsigned char)to;
    }
}

static void cut_random(const struct ratings *ratings, unsigned char *part, size_t wanted,
                       uint64_t seed)
{
    uint32_t *order = memory_block(ratings->count, sizeof *order);
    struct rng rng = rng_init(seed, STREAM_RANDOM);
    rng_permutation(&rng, order, ratings->count);
    for (size_t i = 0; i < wanted; i++)
        part[order[i]] = SPLIT_TEST;
    memory_free(order);
}

static void deal_folds(struct split *split, size_t count)
{
    split->fold = memory_block(count, sizeof *split->fold);
    uint32_t *order = memory_block(count, sizeof *order);
    struct rng rng = rng_init(split->seed, STREAM_KFOLD);
    rng_permutation(&rng, order, count);
    for (size_t i = 0; i < count; i++)
        split->fold[order[i]] = (unsigned char)(i % split->folds);
    memory_free(order);
}

/* Cuts the validation part off train and counts the parts. */
static void finish_parts(struct split *split, const struct ratings *ratings)
{
    if (split->protocol == SPLIT_TIME) {
        size_t train = 0;
        for (size_t i = 0; i < ratings->count; i++)
            train += split->part[i] == SPLIT_TRAIN;
        cut_newest(ratings, split->part, share_of(split->validation_share, train),
                   SPLIT_VALIDATION);
    } else if (split->protocol != SPLIT_LAST) {
        cut_hashed(ratings, split->part, split->validation_share, split->seed ^ SALT_VALIDATION,
                   SPLIT_VALIDATION);
    }
    memset(split->n_part, 0, sizeof split->n_part);
    for (size_t i = 0; i < ratings->count; i++)
        split->n_part[split->part[i]]++;
}

/* "the 20000 ratings that u1.test lists", and how many of them could not be taken as they are. */
static char *describe_official(const struct split_options *options, struct arena *arena)
{
    const struct split_official *official = options->official;
    struct strbuf text = strbuf_init(arena, OFFICIAL_TEXT_MAX);
    strbuf_addf(&text, "the %zu ratings that %s lists", official->count, options->official_path);
    if (official->missing != 0)
        strbuf_addf(&text, "; not among the ratings: %zu more", official->missing);
    if (official->differing != 0)
        strbuf_addf(&text, "; with other stars there: %zu", official->differing);
    return text.data;
}

static struct str describe(const struct split *split, const struct split_options *options,
                           int64_t since_s, struct arena *arena)
{
    const size_t held_out = split->n_part[SPLIT_TEST];
    if (held_out == 0)
        return STR("none of the ratings");
    const double percent = 100.0 * options->test_share;
    char date[TIMESTAMP_TEXT];
    char *text = NULL;
    switch (split->protocol) {
    case SPLIT_TIME:
        timestamp_format_date(since_s * 1000, date);
        text = arena_printf(arena, "the newest %g %% of the ratings, from %s on", percent, date);
        break;
    case SPLIT_HASH:
        text = arena_printf(arena, "%g %% of the ratings, chosen by a seeded hash of user and film",
                            percent);
        break;
    case SPLIT_RANDOM:
        text = arena_printf(arena, "%g %% of the ratings, drawn at random", percent);
        break;
    case SPLIT_KFOLD:
        text =
            arena_printf(arena, "%zu random folds of the ratings, each of them once", split->folds);
        break;
    case SPLIT_LAST:
        text = arena_printf(arena, "the latest rating of each of %zu users", held_out);
        break;
    case SPLIT_OFFICIAL:
        text = describe_official(options, arena);
        break;
    default:
        text = arena_printf(arena, "the %zu ratings whose rows were given", held_out);
    }
    return str_from(text);
}

/* The rows of the files end before this one, as far as ratings came from them. */
static uint32_t first_row_beyond(const struct ratings *ratings)
{
    if (ratings->count == 0)
        return 0;
    return ratings->rows == NULL ? (uint32_t)ratings->count : ratings->rows[ratings->count - 1] + 1;
}

/* What stands against the protocol that was asked for. */
static bool check(const struct split_options *options, const struct ratings *ratings,
                  struct error *err)
{
    if (options->protocol == SPLIT_TIME && ratings->count > 1 && !times_differ(ratings))
        return error_set(err, ERROR_INPUT, AT_NOWHERE,
                         "a split by time needs ratings of different times, but all %zu have the "
                         "same",
                         ratings->count);
    if (options->protocol == SPLIT_KFOLD && ratings->count < options->folds)
        return error_set(err, ERROR_INPUT, AT_NOWHERE,
                         "%zu folds need as many ratings, but there are %zu", options->folds,
                         ratings->count);
    const uint32_t beyond = first_row_beyond(ratings);
    for (size_t i = 0; options->protocol == SPLIT_ROWS && i < options->row_count; i++)
        if (options->rows[i] >= beyond)
            return error_set(err, ERROR_INPUT, AT_NOWHERE,
                             "test row %lu is not one of the %zu ratings (the first is row 0)",
                             (unsigned long)options->rows[i], ratings->count);
    return true;
}

/* Moves the ratings of these rows of the files; a row whose rating was lost moves nothing. */
static void cut_rows(const struct ratings *ratings, unsigned char *part, const uint32_t *rows,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t place = ratings_at_row(ratings, rows[i]);
        if (place != SIZE_MAX)
            part[place] = SPLIT_TEST;
    }
}

/* Makes the parts; of kfold those are made fold by fold. Returns since when the test part is, in
 * seconds, for a split by time.
 */
static int64_t cut_test(struct split *split, const struct split_options *options,
                        const struct ratings *ratings)
{
    const size_t wanted = share_of(options->test_share, ratings->count);
    switch (split->protocol) {
    case SPLIT_TIME:
        return cut_newest(ratings, split->part, wanted, SPLIT_TEST).time;
    case SPLIT_HASH:
        cut_hashed(ratings, split->part, options->test_share, split->seed ^ SALT_TEST, SPLIT_TEST);
        break;
    case SPLIT_RANDOM:
        cut_random(ratings, split->part, wanted, split->seed);
        break;
    case SPLIT_KFOLD:
        deal_folds(split, ratings->count);
        break;
    case SPLIT_LAST:
        split_last_cut(ratings, split->validation_share > 0.0, split->part);
        break;
    case SPLIT_OFFICIAL:
        cut_rows(ratings, split->part, options->official->rows, options->official->count);
        break;
    default:
        cut_rows(ratings, split->part, options->rows, options->row_count);
    }
    return 0;
}

bool split_make(const struct split_options *options, const struct ratings *ratings,
                struct arena *arena, struct split *out, struct error *err)
{
    assert(options->protocol != SPLIT_KFOLD ||
           (options->folds >= 2 && options->folds <= SPLIT_FOLDS_MAX));
    if (!check(options, ratings, err))
        return false;

    struct split split = {
        .protocol = options->protocol,
        .folds = options->protocol == SPLIT_KFOLD ? options->folds : 1,
        .part = memory_block(ratings->count, sizeof *split.part),
        .validation_share = options->validation_share,
        .seed = options->seed,
    };
    if (split.protocol == SPLIT_AUTO)
        split.protocol = times_differ(ratings) ? SPLIT_TIME : SPLIT_HASH;

    const int64_t since_s = cut_test(&split, options, ratings);
    if (split.protocol == SPLIT_KFOLD)
        split_use_fold(&split, ratings, 0);
    else
        finish_parts(&split, ratings);
    split.text = describe(&split, options, since_s, arena);
    *out = split;
    return true;
}

void split_use_fold(struct split *split, const struct ratings *ratings, size_t fold)
{
    assert(fold < split->folds);
    for (size_t i = 0; i < ratings->count; i++)
        split->part[i] = split->fold[i] == fold ? SPLIT_TEST : SPLIT_TRAIN;
    finish_parts(split, ratings);
}

void split_free(struct split *split)
{
    memory_free(split->part);
    memory_free(split->fold);
    *split = (struct split){0};
}
