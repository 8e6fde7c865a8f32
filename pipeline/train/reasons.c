#include "train/reasons.h"

/* Puts a film where it belongs among the greatest; the last one falls out when there is no room. */
static void consider_film(struct reasons *reasons, const struct reasons_film *film)
{
    size_t at = reasons->film_count;
    while (at > 0 && (film->share > reasons->films[at - 1].share ||
                      (film->share == reasons->films[at - 1].share &&
                       film->item < reasons->films[at - 1].item)))
        at--;
    if (at == REASONS_FILMS)
        return;
    if (reasons->film_count < REASONS_FILMS)
        reasons->film_count++;
    for (size_t i = reasons->film_count - 1; i > at; i--)
        reasons->films[i] = reasons->films[i - 1];
    reasons->films[at] = *film;
}

/* The same for a genre; genres come in ascending order. */
static void consider_genre(struct reasons *reasons, const struct reasons_genre *genre)
{
    size_t at = reasons->genre_count;
    while (at > 0 && genre->share > reasons->genres[at - 1].share)
        at--;
    if (at == REASONS_GENRES)
        return;
    if (reasons->genre_count < REASONS_GENRES)
        reasons->genre_count++;
    for (size_t i = reasons->genre_count - 1; i > at; i--)
        reasons->genres[i] = reasons->genres[i - 1];
    reasons->genres[at] = *genre;
}

static void add_genres(double by_genre[GENRE_MAX], genre_set genres, double share)
{
    if (genres == 0)
        return;
    const double part = share / (double)genre_count(genres);
    for (int g = 0; g < GENRE_MAX; g++)
        if ((genres & genre_bit(g)) != 0)
            by_genre[g] += part;
}

struct reasons reasons_find(const struct fold_in *fold, const genre_set *item_genres,
                            float liked_from, uint32_t item, struct arena *scratch)
{
    const struct fold_in_ratings *ratings = fold->ratings;
    double *shares = ARENA_ARRAY(scratch, double, ratings->count);
    double by_genre[GENRE_MAX] = {0};
    struct reasons reasons = {.average = fold_in_average(fold->space, item), .level = fold->level};
    fold_in_shares(fold, item, scratch, shares);
    for (size_t n = 0; n < ratings->count; n++) {
        const struct reasons_film film = {ratings->items[n].item, ratings->items[n].stars,
                                          shares[n]};
        reasons.shares += film.share;
        add_genres(by_genre, item_genres[film.item], film.share);
        if (film.stars >= liked_from && film.share > 0)
            consider_film(&reasons, &film);
    }
    for (int g = 0; g < GENRE_MAX; g++)
        if ((item_genres[item] & genre_bit(g)) != 0 && by_genre[g] > 0)
            consider_genre(&reasons, &(struct reasons_genre){g, by_genre[g]});
    return reasons;
}
