#include "synth/phrases.h"

#include <stdio.h>

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof *(array)))

static const char *const OPENINGS[] = {
    "", "a good ", "show me a ", "I want a ", "any decent ", "some ", "looking for a "};
static const char *const MOODS[] = {
    "", "", "slow ", "clever ", "feel-good ", "underrated ", "short ", "moody "};
static const char *const NOUNS[] = {"movie", "film", "picture", "flick"};
static const char *const ENDINGS[] = {
    "", "", "", " for tonight", " for a rainy day", " to watch with friends", " please"};
static const char *const NAMES[] = {"ana", "ben", "chen", "dora", "emeka", "fatima", "goran"};

static const struct {
    const char *kind;
    const char *text;
} COMMENTS[] = {
    {"praise", "Spot on again, I would never have found this one."},
    {"praise", "Great picks for our film club."},
    {"bug", "It keeps showing films that I have marked as seen."},
    {"bug", "Asked for no horror and got two horror films."},
    {"bug", "The list is empty when I ask in Spanish."},
    {"wish", "Please add a way to leave out a whole decade."},
    {"wish", "Longer lists would be nice on weekends."},
};

static const char *pick(const char *const *words, uint32_t count, struct rng *rng)
{
    return words[rng_below(rng, count)];
}

/* Appends personal data behind `used` bytes of the text, if the draw says so. */
static enum phrases_personal add_personal(char text[PHRASES_TEXT], size_t used, uint32_t one_in,
                                          struct rng *rng)
{
    if (one_in == 0 || rng_below(rng, one_in) != 0)
        return PHRASES_CLEAN;
    if (rng_below(rng, 2) == 0) {
        snprintf(text + used, PHRASES_TEXT - used, ", send the list to %s.%u@example.com",
                 pick(NAMES, COUNT_OF(NAMES), rng), rng_below(rng, 1000));
        return PHRASES_EMAIL;
    }
    snprintf(text + used, PHRASES_TEXT - used, ", or call me on (212) 555-01%02u",
             rng_below(rng, 100));
    return PHRASES_PHONE;
}

struct phrases_query phrases_make_query(const struct genre_table *genres, uint32_t personal_one_in,
                                        struct rng *rng)
{
    struct phrases_query query = {.genre = (int)rng_below(rng, (uint32_t)genres->count)};
    char decade[32] = "";
    if (rng_below(rng, 3) == 0) {
        query.decade = 1950 + 10 * (int)rng_below(rng, 8);
        snprintf(decade, sizeof decade, " from the %ds", query.decade);
    }
    const char *opening = pick(OPENINGS, COUNT_OF(OPENINGS), rng);
    const char *mood = pick(MOODS, COUNT_OF(MOODS), rng);
    const char *noun = pick(NOUNS, COUNT_OF(NOUNS), rng);
    int used = snprintf(query.text, sizeof query.text, "%s%s%.*s %s%s%s", opening, mood,
                        STR_ARG(genres->names[query.genre]), noun, decade,
                        pick(ENDINGS, COUNT_OF(ENDINGS), rng));
    query.personal = add_personal(query.text, (size_t)used, personal_one_in, rng);
    return query;
}

enum phrases_personal phrases_make_comment(uint32_t personal_one_in, struct rng *rng,
                                           const char **kind, char text[PHRASES_TEXT])
{
    uint32_t number = rng_below(rng, COUNT_OF(COMMENTS));
    int used = snprintf(text, PHRASES_TEXT, "%s", COMMENTS[number].text);
    *kind = COMMENTS[number].kind;
    return add_personal(text, (size_t)used, personal_one_in, rng);
}
