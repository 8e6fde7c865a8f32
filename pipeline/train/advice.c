#include "train/advice.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "train/top_items.h"

/* ---- the person -------------------------------------------------------------------------------
 */

static void add_ratings(struct fold_in_ratings *ratings, const struct fold_in_ratings *more,
                        size_t n_items, struct arena *arena)
{
    uint32_t *place = ARENA_ARRAY(arena, uint32_t, n_items); /* and 1; 0: not rated */
    for (size_t i = 0; i < ratings->count; i++)
        place[ratings->items[i].item] = (uint32_t)i + 1;
    for (size_t i = 0; i < more->count; i++) {
        const uint32_t known = place[more->items[i].item];
        assert(known <= ratings->count);
        if (known != 0)
            ratings->items[known - 1] = more->items[i];
        else
            *ARENA_PUSH(arena, ratings) = more->items[i];
    }
}

bool advice_person_make(const struct model_file *file, uint32_t user,
                        const struct fold_in_ratings *more, struct arena *arena,
                        struct advice_person *out, struct error *err)
{
    struct fold_in_ratings ratings = {0};
    if (user != NAME_TABLE_NONE && !model_file_ratings(file, user, arena, &ratings, err))
        return false;
    add_ratings(&ratings, more, file->n_items, arena);
    *out = (struct advice_person){.user = user, .ratings = ratings};
    out->trained = user != NAME_TABLE_NONE && more->count == 0;
    fold_in_solve(&file->space, &out->ratings, arena, &out->fold);
    out->row = out->trained ? file->user_rows + user * file->space.stride : out->fold.row;
    return true;
}

/* ---- the list ---------------------------------------------------------------------------------
 */

/* What is known of every film before the best are chosen: (n_items) each. */
struct scored {
    float *predicted; /* r̂ */
    float *ordering;  /* with what films to compare with add */
    float *rated;     /* NAN: the person did not rate it */
    bool *hidden;     /* never listed */
};

static void predict(const struct model_file *file, const float *row, const struct kernels *kernels,
                    float *out)
{
    kernels->scores(row, 1, file->space.rows, file->n_items, file->space.stride, out);
    for (size_t i = 0; i < file->n_items; i++)
        out[i] += (float)file->space.mean;
}

/* Adds what the films to compare with would add to the score of somebody else. */
static void add_similar(const struct model_file *file, const struct fold_in_ratings *similar,
                        const struct kernels *kernels, struct arena *arena, struct scored *scored)
{
    struct fold_in fold;
    float *with = ARENA_ARRAY(arena, float, file->n_items);
    float *without = ARENA_ARRAY(arena, float, file->n_items);
    fold_in_solve(&file->space, similar, arena, &fold);
    predict(file, fold.row, kernels, with);
    predict(file, file->space.average, kernels, without);
    for (size_t i = 0; i < file->n_items; i++)
        scored->ordering[i] += with[i] - without[i];
    for (size_t i = 0; i < similar->count; i++)
        scored->hidden[similar->items[i].item] = true;
}

static struct scored score(const struct model_file *file, const struct advice_person *person,
                           const struct advice_request *request, const struct kernels *kernels,
                           struct arena *arena)
{
    const size_t n = file->n_items;
    struct scored scored = {ARENA_ARRAY(arena, float, n), ARENA_ARRAY(arena, float, n),
                            ARENA_ARRAY(arena, float, n), ARENA_ARRAY(arena, bool, n)};
    predict(file, person->row, kernels, scored.predicted);
    memcpy(scored.ordering, scored.predicted, n * sizeof *scored.ordering);
    for (size_t i = 0; i < n; i++)
        scored.rated[i] = NAN;
    for (size_t i = 0; i < person->ratings.count; i++) {
        const struct fold_in_rating *rating = &person->ratings.items[i];
        scored.rated[rating->item] = rating->stars;
        scored.hidden[rating->item] = !request->with_seen;
    }
    if (request->similar.count != 0)
        add_similar(file, &request->similar, kernels, arena, &scored);
    return scored;
}

static bool all_finite(const float *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

/* The best of those that match at this level, behind the `count` that the list has. */
static size_t add_level(const struct scored *scored, const struct advice_request *request,
                        unsigned level, size_t n_items, struct arena *arena, size_t count,
                        struct advice *list)
{
    const size_t room = request->count - count;
    float *scores = ARENA_ARRAY(arena, float, n_items);
    uint32_t *items = ARENA_ARRAY(arena, uint32_t, room);
    float *values = ARENA_ARRAY(arena, float, room);
    for (size_t i = 0; i < n_items; i++) {
        const bool listed = request->levels[i] == level && !scored->hidden[i];
        scores[i] = listed ? scored->ordering[i] : TOP_ITEMS_EXCLUDED;
    }
    const size_t found = top_items_select(scores, n_items, room, items, values);
    for (size_t i = 0; i < found; i++)
        list[count + i] = (struct advice){.item = items[i], .score = values[i], .level = level};
    return count + found;
}

static void explain(const struct model_file *file, const struct advice_person *person,
                    const struct scored *scored, struct arena *arena, struct advice *advice)
{
    const uint32_t item = advice->item;
    advice->stars = fminf(fmaxf(scored->predicted[item], file->scale_min), file->scale_max);
    advice->rated = scored->rated[item];
    advice->reasons = reasons_find(&person->fold, file->item_genres, file->liked_from, item, arena);
}

bool advice_list(const struct model_file *file, const struct advice_person *person,
                 const struct advice_request *request, const struct kernels *kernels,
                 struct arena *arena, struct advice **out, size_t *count, struct error *err)
{
    const struct scored scored = score(file, person, request, kernels, arena);
    if (!all_finite(scored.predicted, file->n_items) || !all_finite(scored.ordering, file->n_items))
        return error_set(err, ERROR_INPUT, AT_FILE(file->path),
                         "the model is damaged: not all of its factors are numbers");
    struct advice *list = ARENA_ARRAY(arena, struct advice, request->count);
    size_t listed = 0;
    for (unsigned level = request->level_max; level > 0 && listed < request->count; level--)
        listed = add_level(&scored, request, level, file->n_items, arena, listed, list);
    for (size_t i = 0; i < listed; i++)
        explain(file, person, &scored, arena, &list[i]);
    *out = list;
    *count = listed;
    return true;
}
