#include "eval/ngrams.h"

#include <string.h>

#include "base/hash.h"
#include "eval/text_words.h"

#define SEED UINT64_C(0x6e6772616d73)

/* The bytes of a word of 1 … 8 bytes as a number: two of the same size never have the same. */
static uint64_t short_word(struct str word)
{
    uint32_t low = 0;
    uint32_t high = 0;
    if (word.size >= sizeof low) {
        memcpy(&low, word.data, sizeof low);
        memcpy(&high, word.data + word.size - sizeof high, sizeof high);
        return (uint64_t)high << 32 | low;
    }
    const unsigned char *bytes = (const unsigned char *)word.data;
    return (uint64_t)bytes[word.size - 1] << 16 | (uint64_t)bytes[word.size / 2] << 8 | bytes[0];
}

/* Nearly all words are short, and their bytes only have to be mixed. */
static uint64_t hash_word(struct str word)
{
    if (word.size == 0 || word.size > 8)
        return hash_fast(word, SEED);
    uint64_t key = (short_word(word) ^ SEED) * UINT64_C(0x9E3779B97F4A7C15);
    return (key ^ key >> 32) * UINT64_C(0xD6E8FEB86659FD93) + word.size;
}

static void add_word(struct ngrams_words *words, struct str word, struct arena *arena)
{
    *ARENA_PUSH(arena, words) = hash_word(word);
}

struct ngrams_words ngrams_split(struct str text, struct arena *arena)
{
    struct ngrams_words words = {0};
    struct str word;
    while (text_words_next(&text, &word))
        add_word(&words, word, arena);
    return words;
}

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* A token of a part without white space: letters and the like, or one other character. */
static size_t token_end(struct str part, size_t from)
{
    size_t to = from + 1;
    if (in_word(part.data[from]))
        while (to < part.size && in_word(part.data[to]))
            to++;
    return to;
}

struct ngrams_words ngrams_tokens(struct str text, struct arena *arena)
{
    struct ngrams_words words = {0};
    struct str part;
    while (text_words_next(&text, &part)) {
        for (size_t from = 0, to; from < part.size; from = to) {
            to = token_end(part, from);
            add_word(&words, (struct str){part.data + from, to - from}, arena);
        }
    }
    return words;
}

/* Never 0. The multiplier is odd, so that the place of a word matters. */
static uint64_t key_of(const uint64_t *words, size_t n)
{
    uint64_t key = 0;
    for (size_t i = 0; i < n; i++)
        key = (key + words[i]) * UINT64_C(0x9E3779B97F4A7C15) ^ (key >> 29);
    key ^= key >> 32;
    return key == 0 ? 1 : key;
}

/* The slot of a key, or the free one where it belongs. */
static size_t slot_of(const struct ngrams_table *table, uint64_t key)
{
    size_t slot = key & (table->capacity - 1);
    while (table->keys[slot] != 0 && table->keys[slot] != key)
        slot = (slot + 1) & (table->capacity - 1);
    return slot;
}

static struct ngrams_table table_of(size_t n, size_t runs, struct arena *arena)
{
    struct ngrams_table table = {.n = n, .capacity = 4};
    while (table.capacity < 2 * runs)
        table.capacity *= 2;
    table.keys = ARENA_ARRAY(arena, uint64_t, table.capacity);
    table.counts = ARENA_ARRAY(arena, uint32_t, table.capacity);
    return table;
}

struct ngrams_table ngrams_count(const struct ngrams_words *words, size_t n, struct arena *arena)
{
    size_t total = ngrams_total(words, n);
    struct ngrams_table table = table_of(n, total, arena);
    table.total = total;
    for (size_t i = 0; i < total; i++) {
        uint64_t key = key_of(words->items + i, n);
        size_t slot = slot_of(&table, key);
        table.keys[slot] = key;
        table.counts[slot]++;
    }
    return table;
}

void ngrams_raise(struct ngrams_table *table, const struct ngrams_words *words, struct arena *arena)
{
    struct ngrams_table other = ngrams_count(words, table->n, arena);
    struct ngrams_table both = table_of(table->n, table->capacity / 2 + other.total, arena);
    const struct ngrams_table *sources[] = {table, &other};
    both.total = table->total;
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < sources[s]->capacity; i++) {
            if (sources[s]->keys[i] == 0)
                continue;
            size_t slot = slot_of(&both, sources[s]->keys[i]);
            both.keys[slot] = sources[s]->keys[i];
            if (sources[s]->counts[i] > both.counts[slot])
                both.counts[slot] = sources[s]->counts[i];
        }
    }
    *table = both;
}

size_t ngrams_shared(const struct ngrams_table *table, const struct ngrams_words *words,
                     bool *shorter, struct arena *scratch)
{
    size_t total = ngrams_total(words, table->n);
    size_t shared = 0;
    uint32_t *left = ARENA_ARRAY(scratch, uint32_t, table->capacity);
    memcpy(left, table->counts, table->capacity * sizeof *left);
    for (size_t i = 0; i < total; i++) {
        if (shorter != NULL && table->n > 1 && !(shorter[i] && shorter[i + 1])) {
            shorter[i] = false;
            continue;
        }
        size_t slot = slot_of(table, key_of(words->items + i, table->n));
        shared += left[slot] != 0;
        left[slot] -= left[slot] != 0;
        if (shorter != NULL)
            shorter[i] = table->keys[slot] != 0;
    }
    return shared;
}
