#include "llm/titles.h"

#include <string.h>

#include "base/hash.h"
#include "base/suggest.h"

#define KEY_MAX ((size_t)200) /* bytes: the rest of a longer title is not looked at */
#define NEAR_MIN ((size_t)5)  /* shorter titles are found as they are or not at all */
#define GRAM 3
#define GRAM_BITS 15
#define GRAMS ((size_t)1 << GRAM_BITS)
#define FREE UINT32_MAX
#define TRIES ((size_t)64) /* of misspelled titles in one query */

/* One form of one film's title. Those of equal key are chained, the preferred one in front. */
struct entry {
    struct str key;
    uint32_t film;
    enum titles_form form;
    uint32_t next; /* or FREE */
};

/*
 * `slots` is an open-addressing table of the chains' first entries by hash of the key, at most half
 * full. Gram g is part of the keys of entries postings[starts[g]] to before postings[starts[g +
 * 1]].
 */
struct titles {
    const struct catalogue *catalogue;
    struct arena *arena;
    struct entry_list {
        struct entry *items;
        size_t count;
        size_t capacity;
    } entries;
    uint32_t *slots;
    size_t slot_count; /* a power of two */
    uint32_t *starts;  /* (GRAMS + 1) */
    uint32_t *postings;
};

/* ── keys ── */

/* What a word contributes to a key: numbers as digits, "and" nothing. */
static struct str key_word(struct str word)
{
    static const char *const WORDS[][2] = {
        {"and", ""},         {"zero", "0"},    {"one", "1"},       {"two", "2"},
        {"three", "3"},      {"four", "4"},    {"five", "5"},      {"six", "6"},
        {"seven", "7"},      {"eight", "8"},   {"nine", "9"},      {"ten", "10"},
        {"eleven", "11"},    {"twelve", "12"}, {"thirteen", "13"}, {"ii", "2"},
        {"iii", "3"},        {"iv", "4"},      {"vi", "6"},        {"vii", "7"},
        {"viii", "8"},       {"3rd", "third"}, {"twenty", "20"},   {"thirty", "30"},
        {"forty", "40"},     {"fifty", "50"},  {"sixty", "60"},    {"hundred", "100"},
        {"colour", "color"}, {"dr", "doctor"}, {"mr", "mister"},   {"vs", "versus"},
        {"vol", "volume"},   {"st", "saint"},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_equal(word, str_from(WORDS[i][0])))
            return str_from(WORDS[i][1]);
    }
    return word;
}

/* A key under construction, in memory of the caller. */
struct key {
    char text[KEY_MAX];
    size_t size;
};

static void key_add(struct key *key, struct str word)
{
    word = key_word(word);
    if (word.size > KEY_MAX - key->size)
        word.size = KEY_MAX - key->size;
    if (word.size != 0)
        memcpy(key->text + key->size, word.data, word.size);
    key->size += word.size;
}

static struct str key_str(const struct key *key)
{
    return (struct str){key->text, key->size};
}

static struct str key_of(struct key *key, const struct tokens *tokens, size_t from, size_t to)
{
    key->size = 0;
    for (size_t i = from; i < to; i++)
        key_add(key, tokens->items[i].key);
    return key_str(key);
}

/* ── building ── */

/* The slot of the key: of its chain, or the free one where it belongs. */
static uint32_t *locate(const struct titles *titles, struct str key)
{
    size_t mask = titles->slot_count - 1;
    for (size_t i = hash_fast(key, 0) & mask;; i = (i + 1) & mask) {
        uint32_t first = titles->slots[i];
        if (first == FREE || str_equal(titles->entries.items[first].key, key))
            return &titles->slots[i];
    }
}

static uint32_t *free_slots(struct arena *arena, size_t count)
{
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, count);
    memset(slots, 0xFF, count * sizeof *slots);
    return slots;
}

static void make_room(struct titles *titles)
{
    if (titles->entries.count * 2 < titles->slot_count)
        return;
    const uint32_t *old = titles->slots;
    size_t old_count = titles->slot_count;
    titles->slot_count = old_count * 2;
    titles->slots = free_slots(titles->arena, titles->slot_count);
    for (size_t i = 0; i < old_count; i++) {
        if (old[i] != FREE)
            *locate(titles, titles->entries.items[old[i]].key) = old[i];
    }
}

static int year_of(const struct titles *titles, uint32_t film)
{
    return titles->catalogue->items[film].year;
}

/* A whole title goes before a part of one; then the newest film, of parts the oldest. */
static bool goes_before(const struct titles *titles, const struct entry *a, const struct entry *b)
{
    if (a->form != b->form)
        return a->form < b->form;
    int order = year_of(titles, b->film) - year_of(titles, a->film);
    if (order == 0)
        return a->film < b->film;
    return a->form == TITLES_PART ? order > 0 : order < 0;
}

/* Takes the film's entry out of the chain unless its form is at least as good; false then. */
static bool make_way(struct titles *titles, uint32_t *place, uint32_t film, enum titles_form form)
{
    while (*place != FREE && titles->entries.items[*place].film != film)
        place = &titles->entries.items[*place].next;
    if (*place == FREE)
        return true;
    if (titles->entries.items[*place].form <= form)
        return false;
    *place = titles->entries.items[*place].next;
    return true;
}

static void add_form(struct titles *titles, const struct tokens *tokens, size_t from, size_t to,
                     uint32_t film, enum titles_form form)
{
    struct key key;
    struct str text = key_of(&key, tokens, from, to);
    if (text.size == 0)
        return;
    make_room(titles);
    uint32_t *place = locate(titles, text);
    struct entry entry = {.film = film, .form = form};
    entry.key = *place == FREE ? str_copy(titles->arena, text) : titles->entries.items[*place].key;
    if (!make_way(titles, place, film, form))
        return;
    while (*place != FREE && !goes_before(titles, &entry, &titles->entries.items[*place]))
        place = &titles->entries.items[*place].next;
    entry.next = *place;
    *place = (uint32_t)titles->entries.count;
    *ARENA_PUSH(titles->arena, &titles->entries) = entry;
}

/* Adds the words as they are, and without their article. */
static void add_forms(struct titles *titles, const struct tokens *tokens, size_t from, size_t to,
                      uint32_t film, bool part)
{
    add_form(titles, tokens, from, to, film, part ? TITLES_PART : TITLES_WHOLE);
    if (to - from > 1 && tokens_is_article(tokens->items[from].key))
        add_form(titles, tokens, from + 1, to, film, part ? TITLES_PART : TITLES_BARE);
}

/* Adds the title, and the parts around its colons and dashes. */
static void add_title(struct titles *titles, struct str title, uint32_t film, struct arena *scratch)
{
    struct tokens tokens = tokens_split(title, scratch);
    add_forms(titles, &tokens, 0, tokens.count, film, false);
    for (size_t i = 1; i < tokens.count; i++) {
        struct str gap = str_slice(title, tokens.items[i - 1].to, tokens.items[i].from);
        if (str_find(gap, STR(": ")) == SIZE_MAX && str_find(gap, STR(" - ")) == SIZE_MAX)
            continue;
        add_forms(titles, &tokens, 0, i, film, true);
        if (tokens.count - i > 1)
            add_forms(titles, &tokens, i, tokens.count, film, true);
    }
}

/* "City of God (Cidade de Deus)" and "Seven (a.k.a. Se7en)" are two titles each. */
static void add_titles(struct titles *titles, struct str title, uint32_t film,
                       struct arena *scratch)
{
    const struct str also = STR("a.k.a. ");
    size_t open = str_find(title, STR(" ("));
    add_title(titles, str_slice(title, 0, open), film, scratch);
    while (open != SIZE_MAX && open < title.size) {
        struct str rest = str_slice(title, open + 2, title.size);
        size_t close = str_find(rest, STR(")"));
        struct str other = str_slice(rest, 0, close);
        if (str_starts_with(other, also))
            other = str_slice(other, also.size, other.size);
        int year;
        catalogue_split_title(scratch, other, &other, &year);
        add_title(titles, other, film, scratch);
        title = str_slice(rest, close, rest.size);
        open = str_find(title, STR(" ("));
    }
}

/*
 * Gram number `at` of a key, of which there are as many as letters: three letters in a row, with a
 * sign for the border in front of the first and behind the last one.
 */
static size_t gram_at(struct str key, size_t at)
{
    char gram[GRAM];
    for (size_t i = 0; i < GRAM; i++) {
        size_t place = at + i;
        gram[i] = place == 0 ? '^' : place <= key.size ? key.data[place - 1] : '$';
    }
    return hash_fast((struct str){gram, GRAM}, 0) >> (64 - GRAM_BITS);
}

/* Calls for every gram of every key; `add` places what was counted before. */
static void walk_grams(struct titles *titles, uint32_t *next, bool add)
{
    for (size_t i = 0; i < titles->slot_count; i++) {
        uint32_t entry = titles->slots[i];
        struct str key = entry == FREE ? STR_NONE : titles->entries.items[entry].key;
        for (size_t at = 0; key.size >= NEAR_MIN && at < key.size; at++) {
            uint32_t *slot = &next[gram_at(key, at)];
            if (add)
                titles->postings[*slot] = entry;
            ++*slot;
        }
    }
}

static void index_grams(struct titles *titles)
{
    uint32_t *ends = ARENA_ARRAY(titles->arena, uint32_t, GRAMS + 1);
    walk_grams(titles, ends + 1, false);
    for (size_t gram = 1; gram <= GRAMS; gram++)
        ends[gram] += ends[gram - 1];
    titles->postings = ARENA_ARRAY(titles->arena, uint32_t, ends[GRAMS]);

    /* Now ends[g] is where gram g starts; adding moves it to where g ends and g + 1 starts. */
    titles->starts = ARENA_ARRAY(titles->arena, uint32_t, GRAMS + 1);
    memcpy(titles->starts, ends, (GRAMS + 1) * sizeof *ends);
    walk_grams(titles, ends, true);
}

/* ── finding ── */

static struct titles_match match_of(const struct titles *titles, uint32_t entry, size_t distance)
{
    const struct entry *first = &titles->entries.items[entry];
    return (struct titles_match){first->film, first->form, distance, entry};
}

size_t titles_longest(const struct titles *titles, const struct tokens *tokens, size_t from,
                      size_t end, struct titles_match *out)
{
    size_t found = from;
    struct key key = {.size = 0};
    for (size_t to = from; to < end && to < from + TITLES_WORDS_MAX; to++) {
        key_add(&key, tokens->items[to].key);
        uint32_t entry = *locate(titles, key_str(&key));
        if (entry == FREE || key.size == 0 || str_equal(tokens->items[to].key, STR("and")))
            continue;
        *out = match_of(titles, entry, 0);
        found = to + 1;
    }
    return found;
}

static size_t tolerance(size_t size)
{
    return size < NEAR_MIN ? 0 : size < 9 ? 1 : size < 14 ? 2 : 3;
}

/* Tries the entry; true when it is nearer than all before. */
static bool try_entry(const struct titles *titles, struct str key, uint32_t entry, size_t limit,
                      struct titles_match *best)
{
    struct str other = titles->entries.items[entry].key;
    size_t allowed = tolerance(other.size);
    allowed = allowed < limit ? allowed : limit;
    if (other.size > key.size + allowed || key.size > other.size + allowed)
        return false;
    size_t distance = suggest_distance(key, other);
    if (distance > allowed)
        return false;
    if (best->film != FILM_NONE && distance == best->distance && entry > best->entry)
        return false;
    *best = match_of(titles, entry, distance);
    return true;
}

struct titles_search titles_search_init(const struct titles *titles, struct arena *arena)
{
    return (struct titles_search){ARENA_ARRAY(arena, uint8_t, titles->entries.count), TRIES};
}

/* Tries every title that shares enough grams with the key. */
static struct titles_match nearest(const struct titles *titles, uint8_t *shared, struct str key)
{
    /* A mistake spoils at most GRAM + 1 grams (a swap of two letters): a near title shares the
     * others. */
    size_t limit = tolerance(key.size);
    size_t spoilt = (GRAM + 1) * limit;
    size_t enough = key.size > spoilt ? key.size - spoilt : 1;
    struct titles_match best = {.film = FILM_NONE};
    for (size_t at = 0; at < key.size; at++) {
        size_t gram = gram_at(key, at);
        for (uint32_t i = titles->starts[gram]; i < titles->starts[gram + 1]; i++) {
            uint32_t entry = titles->postings[i];
            if (++shared[entry] == enough && try_entry(titles, key, entry, limit, &best))
                limit = best.distance;
        }
    }
    for (size_t at = 0; at < key.size; at++) {
        size_t gram = gram_at(key, at);
        for (uint32_t i = titles->starts[gram]; i < titles->starts[gram + 1]; i++)
            shared[titles->postings[i]] = 0;
    }
    return best;
}

bool titles_nearest(const struct titles *titles, struct titles_search *search,
                    const struct tokens *tokens, size_t from, size_t to, struct titles_match *out)
{
    struct key buffer;
    struct str key = key_of(&buffer, tokens, from, to);
    if (search->tries == 0 || tolerance(key.size) == 0 || key.size > SUGGEST_WORD_MAX)
        return false;
    search->tries--;
    struct titles_match best = nearest(titles, search->shared, key);
    if (best.film == FILM_NONE)
        return false;
    *out = best;
    return true;
}

uint32_t titles_version(const struct titles *titles, const struct titles_match *match, int min,
                        int max, bool oldest)
{
    uint32_t best = FILM_NONE;
    for (uint32_t i = match->entry; i != FREE; i = titles->entries.items[i].next) {
        const struct entry *entry = &titles->entries.items[i];
        int year = year_of(titles, entry->film);
        if ((min != 0 && year < min) || (max != 0 && year > max))
            continue;
        if (best == FILM_NONE ||
            (oldest ? year < year_of(titles, best) : year > year_of(titles, best)))
            best = entry->film;
    }
    return best;
}

/* ── opening ── */

/* The film that the index knows by "Title (Year)" as a whole title; FILM_NONE: none. */
static uint32_t find_dated(const struct titles *titles, struct str text, struct arena *scratch)
{
    struct str title;
    int year;
    catalogue_split_title(scratch, text, &title, &year);
    struct tokens tokens = tokens_split(title, scratch);
    struct titles_match match = {.entry = FREE};
    if (titles_longest(titles, &tokens, 0, tokens.count, &match) != tokens.count)
        return FILM_NONE;
    return titles_version(titles, &match, year, year, false);
}

struct titles *titles_open(const struct catalogue *catalogue, const struct lexicon *lexicon,
                           struct arena *arena, struct arena *scratch)
{
    struct titles *titles = ARENA_NEW(arena, struct titles);
    titles->catalogue = catalogue;
    titles->arena = arena;
    titles->slot_count = 1024;
    titles->slots = free_slots(arena, titles->slot_count);
    for (size_t i = 0; i < catalogue->count; i++)
        add_titles(titles, catalogue->items[i].title, (uint32_t)i, scratch);

    size_t count;
    const struct lexicon_title *others = lexicon_titles(lexicon, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t film = find_dated(titles, others[i].title, scratch);
        if (film != FILM_NONE)
            add_title(titles, others[i].alias, film, scratch);
    }
    index_grams(titles);
    return titles;
}
