#include "eval/near_texts.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

#define ROUNDING 1e-9 /* what a product of threshold and length may be too large by */

/* A text as its distinct words, the rarest first. */
struct bag {
    uint32_t *words;
    uint32_t count;
    uint32_t text; /* its number */
};

/* The texts that have a word in their prefix, shortest first, and at which place. */
struct posting {
    uint32_t bag;
    uint32_t place;
};

struct postings {
    struct posting *items;
    size_t count;
    size_t capacity;
    size_t begin; /* those before it are too short for all that come */
};

struct join {
    double threshold;
    size_t max;
    struct arena *arena;
    struct arena *scratch;
    struct bag *bags; /* shortest first */
    size_t count;
    struct postings *by_word;
    uint32_t *shared; /* (count) words in common with the present bag so far; DISMISSED: not near */
    uint32_t *candidates;
    struct near_texts out;
};

#define DISMISSED UINT32_MAX

/* ── bags of words ── */

struct ranked_word {
    uint32_t uses;
    uint32_t word;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked_word *a = left;
    const struct ranked_word *b = right;
    if (a->uses != b->uses)
        return a->uses < b->uses ? -1 : 1;
    return (a->word > b->word) - (a->word < b->word);
}

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static int compare_bags(const void *left, const void *right)
{
    const struct bag *a = left;
    const struct bag *b = right;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return (a->text > b->text) - (a->text < b->text);
}

/* Ascending and each once. */
static uint32_t settle(uint32_t *words, uint32_t count)
{
    uint32_t kept = 0;
    if (count != 0)
        qsort(words, count, sizeof *words, compare_numbers);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || words[kept - 1] != words[i])
            words[kept++] = words[i];
    return kept;
}

static void split(struct join *join, const struct str *texts, struct map *known)
{
    for (size_t t = 0; t < join->count; t++) {
        struct str rest = texts[t];
        struct str word;
        struct bag *bag = &join->bags[t];
        size_t words = 1;
        for (size_t i = 0; i < rest.size; i++)
            words += rest.data[i] == ' ';
        bag->text = (uint32_t)t;
        bag->words = ARENA_ARRAY(join->scratch, uint32_t, words);
        while (str_next(&rest, ' ', &word))
            if (word.size != 0)
                bag->words[bag->count++] = map_intern(known, word, NULL);
        bag->count = settle(bag->words, bag->count);
    }
}

/* Renumbers the words by how many texts use them, so that a prefix is what is rare. */
static void number_by_rarity(struct join *join, size_t words)
{
    struct ranked_word *ranked = ARENA_ARRAY(join->scratch, struct ranked_word, words);
    uint32_t *rank = ARENA_ARRAY(join->scratch, uint32_t, words);
    for (size_t w = 0; w < words; w++)
        ranked[w].word = (uint32_t)w;
    for (size_t b = 0; b < join->count; b++)
        for (uint32_t i = 0; i < join->bags[b].count; i++)
            ranked[join->bags[b].words[i]].uses++;
    if (words != 0)
        qsort(ranked, words, sizeof *ranked, compare_ranked);
    for (size_t w = 0; w < words; w++)
        rank[ranked[w].word] = (uint32_t)w;
    for (size_t b = 0; b < join->count; b++) {
        struct bag *bag = &join->bags[b];
        for (uint32_t i = 0; i < bag->count; i++)
            bag->words[i] = rank[bag->words[i]];
        if (bag->count != 0)
            qsort(bag->words, bag->count, sizeof *bag->words, compare_numbers);
    }
}

/* ── the join ── */

/* The fewest words that two bags have in common when they are near. */
static uint32_t least_common(double threshold, uint32_t a, uint32_t b)
{
    return (uint32_t)ceil(threshold / (1 + threshold) * ((double)a + b) - ROUNDING);
}

static uint32_t least_length(double threshold, uint32_t count)
{
    return (uint32_t)ceil(threshold * count - ROUNDING);
}

static uint32_t common_words(const struct bag *a, const struct bag *b)
{
    uint32_t common = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint32_t x = a->words[i];
        uint32_t y = b->words[j];
        common += x == y;
        i += x <= y;
        j += y <= x;
    }
    return common;
}

static void keep(struct join *join, const struct bag *a, const struct bag *b, uint32_t common)
{
    if (join->out.count == join->max) {
        join->out.cut = true;
        return;
    }
    *ARENA_PUSH(join->arena, &join->out) = (struct near_texts_pair){
        .first = a->text < b->text ? a->text : b->text,
        .second = a->text < b->text ? b->text : a->text,
        .similarity = (double)common / (double)(a->count + b->count - common),
    };
}

/* Bags before `now` that meet it in a rare word and may have enough words in common. */
static size_t find_candidates(struct join *join, size_t now, uint32_t prefix)
{
    const struct bag *bag = &join->bags[now];
    uint32_t shortest = least_length(join->threshold, bag->count);
    size_t count = 0;
    for (uint32_t i = 0; i < prefix; i++) {
        struct postings *list = &join->by_word[bag->words[i]];
        while (list->begin < list->count &&
               join->bags[list->items[list->begin].bag].count < shortest)
            list->begin++;
        for (size_t p = list->begin; p < list->count; p++) {
            struct posting at = list->items[p];
            uint32_t length = join->bags[at.bag].count;
            uint32_t rest_here = bag->count - i;
            uint32_t rest_there = length - at.place;
            uint32_t rest = rest_here < rest_there ? rest_here : rest_there;
            if (join->shared[at.bag] == DISMISSED)
                continue;
            if (join->shared[at.bag] == 0)
                join->candidates[count++] = at.bag;
            if (join->shared[at.bag] + rest < least_common(join->threshold, bag->count, length))
                join->shared[at.bag] = DISMISSED;
            else
                join->shared[at.bag]++;
        }
    }
    return count;
}

static void join_bag(struct join *join, size_t now)
{
    const struct bag *bag = &join->bags[now];
    uint32_t prefix = bag->count - least_length(join->threshold, bag->count) + 1;
    size_t count = find_candidates(join, now, prefix);
    for (size_t c = 0; c < count; c++) {
        const struct bag *other = &join->bags[join->candidates[c]];
        bool alive = join->shared[join->candidates[c]] != DISMISSED;
        uint32_t common = alive ? common_words(bag, other) : 0;
        join->shared[join->candidates[c]] = 0;
        if (alive && common >= least_common(join->threshold, bag->count, other->count))
            keep(join, bag, other, common);
    }
    for (uint32_t i = 0; i < prefix; i++)
        *ARENA_PUSH(join->scratch, &join->by_word[bag->words[i]]) =
            (struct posting){(uint32_t)now, i};
}

static int compare_pairs(const void *left, const void *right)
{
    const struct near_texts_pair *a = left;
    const struct near_texts_pair *b = right;
    if (a->second != b->second)
        return a->second < b->second ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

struct near_texts near_texts_find(const struct str *texts, size_t count, double threshold,
                                  size_t max, struct arena *arena, struct arena *scratch)
{
    struct join join = {.threshold = threshold, .max = max, .arena = arena, .scratch = scratch};
    struct map known = map_init(scratch);
    assert(threshold > 0 && threshold <= 1 && count < DISMISSED);
    join.count = count;
    join.bags = ARENA_ARRAY(scratch, struct bag, count);
    split(&join, texts, &known);
    number_by_rarity(&join, known.count);
    if (count != 0)
        qsort(join.bags, count, sizeof *join.bags, compare_bags);
    join.by_word = ARENA_ARRAY(scratch, struct postings, known.count);
    join.shared = ARENA_ARRAY(scratch, uint32_t, count);
    join.candidates = ARENA_ARRAY(scratch, uint32_t, count);
    for (size_t b = 0; b < count && !join.out.cut; b++)
        if (join.bags[b].count != 0)
            join_bag(&join, b);
    if (join.out.count != 0)
        qsort(join.out.items, join.out.count, sizeof *join.out.items, compare_pairs);
    return join.out;
}
