#include "llm/lexicon.h"

#include <assert.h>
#include <string.h>

#include "base/suggest.h"

#define ROOT 0u
#define WORD_NONE UINT32_MAX
#define LETTERS ((size_t)26)
#define PART_MIN 4 /* letters that must be left of a word when something is cut off it */

/* Names of the table's sections. */
static const char *const SECTIONS[LEXICON_KINDS] = {
    [LEXICON_FILLER] = "filler",
    [LEXICON_ORDINARY] = "ordinary",
    [LEXICON_GENRE] = "genre",
    [LEXICON_TOPIC] = "topic",
    [LEXICON_HINT] = "hint",
    [LEXICON_FILM] = "film",
    [LEXICON_TONE] = "tone",
    [LEXICON_ASK] = "ask",
    [LEXICON_NOT] = "not",
    [LEXICON_NOT_AFTER] = "not-after",
    [LEXICON_IDIOM] = "idiom",
    [LEXICON_BUT] = "but",
    [LEXICON_AND] = "and",
    [LEXICON_OR] = "or",
    [LEXICON_SIMILAR] = "similar",
    [LEXICON_LIKED] = "liked",
    [LEXICON_BLEND] = "blend",
    [LEXICON_MORE] = "more",
    [LEXICON_LOOKUP] = "lookup",
    [LEXICON_LOOKUP_OPEN] = "lookup-open",
    [LEXICON_LOOKUP_CLOSE] = "lookup-close",
    [LEXICON_DESCRIBED] = "described",
    [LEXICON_OLDEST] = "oldest",
    [LEXICON_NEWEST] = "newest",
    [LEXICON_PRONOUN] = "pronoun",
    [LEXICON_PLACE] = "place",
    [LEXICON_SURPRISE] = "surprise",
    [LEXICON_OUTSIDE] = "outside",
    [LEXICON_COMMAND] = "command",
    [LEXICON_DECADE] = "decade",
    [LEXICON_DECADE_OF] = "decade-of",
    [LEXICON_DECADE_END] = "decade-end",
    [LEXICON_PART] = "part",
    [LEXICON_BEFORE] = "before",
    [LEXICON_UNTIL] = "until",
    [LEXICON_AFTER] = "after",
    [LEXICON_SINCE] = "since",
    [LEXICON_FROM] = "from",
    [LEXICON_TO] = "to",
    [LEXICON_BEFORE_END] = "before-end",
    [LEXICON_UNTIL_END] = "until-end",
    [LEXICON_AFTER_END] = "after-end",
    [LEXICON_SINCE_END] = "since-end",
    [LEXICON_SETTING] = "setting",
    [LEXICON_UNIT] = "unit",
    [LEXICON_NUMBER] = "number",
    [LEXICON_SUFFIX] = "suffix",
};

struct word {
    struct str key;
    bool prefix;      /* stands for all words that begin so */
    bool suffix;      /* may be cut off the end of another word */
    bool correctable; /* misspellings are taken for it */
    uint32_t next;    /* with the same first letter, or WORD_NONE */
};

/* What the phrase that ends in a node says; `kind` LEXICON_KINDS: no phrase ends there. */
struct meaning {
    enum lexicon_kind kind;
    int number;
    genre_set genres;
};

/*
 * Phrases are paths from the root of a tree whose edges are words.
 *
 * words[i] is the word numbered i by `by_word`; meanings[n] belongs to node n, of which there
 * are edges.count + 1.
 */
struct lexicon {
    struct arena *arena;
    struct map by_word;
    struct map edges; /* (node, word) as bytes → node */
    struct word_list {
        struct word *items;
        size_t count;
        size_t capacity;
    } words;
    struct meaning_list {
        struct meaning *items;
        size_t count;
        size_t capacity;
    } meanings;
    struct title_list {
        struct lexicon_title *items;
        size_t count;
        size_t capacity;
    } titles;
    uint32_t by_letter[LETTERS]; /* first word with that first letter, or WORD_NONE */
};

/* ── building ── */

static uint32_t intern(struct lexicon *lexicon, struct str key)
{
    struct str stored;
    uint32_t number = map_intern(&lexicon->by_word, key, &stored);
    if (number == lexicon->words.count)
        *ARENA_PUSH(lexicon->arena, &lexicon->words) = (struct word){.key = stored};
    return number;
}

struct edge {
    uint32_t node;
    uint32_t word;
};

static struct str edge_key(const struct edge *edge)
{
    return (struct str){(const char *)edge, sizeof *edge};
}

/* What people misspell and a reading hangs on. */
static bool is_correctable(enum lexicon_kind kind)
{
    return kind == LEXICON_GENRE || kind == LEXICON_FILM || kind == LEXICON_SIMILAR ||
           (kind >= LEXICON_DECADE && kind <= LEXICON_SINCE);
}

/* Grows the tree by the phrase; what is there already keeps its meaning. */
static void add_phrase(struct lexicon *lexicon, struct meaning meaning, struct str phrase,
                       bool english, struct arena *scratch)
{
    struct tokens tokens = tokens_split(phrase, scratch);
    uint32_t node = ROOT;
    for (size_t i = 0; i < tokens.count; i++) {
        struct edge edge = {node, intern(lexicon, tokens.items[i].key)};
        struct word *word = &lexicon->words.items[edge.word];
        size_t behind = tokens.items[i].to;
        word->prefix = word->prefix || str_equal(str_slice(phrase, behind, behind + 1), STR("*"));
        word->suffix = word->suffix || meaning.kind == LEXICON_SUFFIX;
        word->correctable = word->correctable || (english && is_correctable(meaning.kind));
        node = map_intern(&lexicon->edges, edge_key(&edge), NULL) + 1;
        if (node == lexicon->meanings.count)
            ARENA_PUSH(lexicon->arena, &lexicon->meanings)->kind = LEXICON_KINDS;
    }
    if (node != ROOT && lexicon->meanings.items[node].kind == LEXICON_KINDS)
        lexicon->meanings.items[node] = meaning;
}

/* "es: comedia, de risa": the language only says whose misspellings are known. */
static void add_phrases(struct lexicon *lexicon, struct meaning meaning, struct str line,
                        struct arena *scratch)
{
    size_t colon = str_find(line, STR(": "));
    bool english = str_starts_with(line, STR("en: "));
    if (colon != SIZE_MAX)
        line = str_slice(line, colon + 1, line.size);
    struct str phrase;
    while (str_next(&line, ',', &phrase))
        add_phrase(lexicon, meaning, phrase, english, scratch);
}

/* "il padrino, le parrain = The Godfather (1972)" */
static void add_titles(struct lexicon *lexicon, struct str line)
{
    size_t equals = str_find(line, STR("="));
    assert(equals != SIZE_MAX);
    struct str title = str_trim(str_slice(line, equals + 1, line.size));
    struct str aliases = str_slice(line, 0, equals);
    struct str alias;
    while (str_next(&aliases, ',', &alias))
        *ARENA_PUSH(lexicon->arena, &lexicon->titles) =
            (struct lexicon_title){str_trim(alias), title};
}

/* The meaning of "[genre Comedy Romance]" or "[decade 1980]"; false when no genre of it is known.
 */
static bool read_section(struct str line, const struct genre_table *genres, struct arena *scratch,
                         struct meaning *meaning)
{
    struct str rest = str_slice(line, 1, line.size - 1);
    struct str word;
    str_next(&rest, ' ', &word);
    *meaning = (struct meaning){.kind = 0};
    while (meaning->kind < LEXICON_KINDS && !str_equal(word, str_from(SECTIONS[meaning->kind])))
        meaning->kind++;
    assert(meaning->kind < LEXICON_KINDS);

    bool needs_genre = meaning->kind == LEXICON_GENRE || meaning->kind == LEXICON_TOPIC ||
                       meaning->kind == LEXICON_HINT;
    while (str_next(&rest, ' ', &word)) {
        int64_t number;
        int genre = needs_genre ? genre_find(genres, scratch, word) : GENRE_UNKNOWN;
        if (genre >= 0)
            meaning->genres |= genre_bit(genre);
        else if (str_to_int64(word, &number))
            meaning->number = (int)number;
    }
    return !needs_genre || meaning->genres != 0;
}

static void read_table(struct lexicon *lexicon, struct str text, const struct genre_table *genres,
                       struct arena *scratch)
{
    struct meaning meaning = {.kind = LEXICON_FILLER};
    bool titles = false;
    bool used = true;
    struct str line;
    while (str_next(&text, '\n', &line)) {
        line = str_trim(line);
        if (line.size == 0 || line.data[0] == '#')
            continue;
        if (line.data[0] == '[') {
            titles = str_equal(line, STR("[titles]"));
            used = titles || read_section(line, genres, scratch, &meaning);
        } else if (titles) {
            add_titles(lexicon, line);
        } else if (used) {
            add_phrases(lexicon, meaning, line, scratch);
        }
    }
}

/* What the table says about a word comes first; genres that it does not know are found by name. */
static void add_genres(struct lexicon *lexicon, const struct genre_table *genres,
                       struct arena *scratch)
{
    for (size_t i = 0; i < genres->by_alias.capacity; i++) {
        const struct map_slot *slot = &genres->by_alias.slots[i];
        struct meaning meaning = {.kind = LEXICON_GENRE, .genres = genre_bit((int)slot->value)};
        if (slot->key.data != NULL)
            add_phrase(lexicon, meaning, slot->key, false, scratch);
    }
}

/* How many mistakes are forgiven: none below 5 letters, then 1, from 9 on 2. */
static size_t tolerance(struct str word)
{
    return word.size < 5 ? 0 : word.size < 9 ? 1 : 2;
}

/* A letter's place in `by_letter`, or LETTERS when it is none of a to z. */
static size_t letter_index(char letter)
{
    return letter >= 'a' && letter <= 'z' ? (size_t)(letter - 'a') : LETTERS;
}

/* Chains the words by first letter, those of the top of the table in front. */
static void index_letters(struct lexicon *lexicon)
{
    memset(lexicon->by_letter, 0xFF, sizeof lexicon->by_letter);
    for (size_t i = lexicon->words.count; i-- > 0;) {
        struct word *word = &lexicon->words.items[i];
        size_t letter = letter_index(word->key.data[0]);
        if (letter == LETTERS || !word->correctable || tolerance(word->key) == 0)
            continue;
        word->next = lexicon->by_letter[letter];
        lexicon->by_letter[letter] = (uint32_t)i;
    }
}

struct lexicon *lexicon_open(struct str text, const struct genre_table *genres, struct arena *arena,
                             struct arena *scratch)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon);
    lexicon->arena = arena;
    lexicon->by_word = map_init(arena);
    lexicon->edges = map_init(arena);
    ARENA_PUSH(arena, &lexicon->meanings)->kind = LEXICON_KINDS;
    read_table(lexicon, text, genres, scratch);
    add_genres(lexicon, genres, scratch);
    index_letters(lexicon);
    return lexicon;
}

/* ── finding ── */

static uint32_t find_word(const struct lexicon *lexicon, struct str key)
{
    uint32_t word;
    return map_find(&lexicon->by_word, key, &word) ? word : WORD_NONE;
}

/* The longest word of the table that stands for all which begin like `key`. */
static uint32_t find_prefix(const struct lexicon *lexicon, struct str key)
{
    for (size_t size = key.size; size-- > PART_MIN;) {
        uint32_t word = find_word(lexicon, str_slice(key, 0, size));
        if (word != WORD_NONE && lexicon->words.items[word].prefix)
            return word;
    }
    return WORD_NONE;
}

/* "thrillers" and "horrorfilme"; also behind the Arabic article. */
static uint32_t find_part(const struct lexicon *lexicon, struct str key)
{
    const struct str article = STR("\xD8\xA7\xD9\x84");
    uint32_t word;
    if (str_starts_with(key, article))
        return find_word(lexicon, str_slice(key, article.size, key.size));
    if (key.size > PART_MIN && key.data[key.size - 1] == 's') {
        word = find_word(lexicon, str_slice(key, 0, key.size - 1));
        if (word != WORD_NONE)
            return word;
    }
    for (size_t size = PART_MIN; size + PART_MIN <= key.size; size++) {
        word = find_word(lexicon, str_slice(key, size, key.size));
        if (word != WORD_NONE && lexicon->words.items[word].suffix) {
            word = find_word(lexicon, str_slice(key, 0, size));
            if (word != WORD_NONE)
                return word;
        }
    }
    return WORD_NONE;
}

/* The nearest of the words with that first letter, if it is at most `*limit` away. */
static void find_nearest(const struct lexicon *lexicon, struct str key, char letter, size_t *limit,
                         uint32_t *best)
{
    size_t index = letter_index(letter);
    uint32_t i = index == LETTERS ? WORD_NONE : lexicon->by_letter[index];
    for (; i != WORD_NONE; i = lexicon->words.items[i].next) {
        struct str word = lexicon->words.items[i].key;
        size_t allowed = tolerance(word) < *limit ? tolerance(word) : *limit;
        if (word.size > key.size + allowed || key.size > word.size + allowed)
            continue;
        size_t distance = suggest_distance(key, word);
        if (distance > allowed)
            continue;
        *best = i;
        *limit = distance - 1; /* never 0: the word itself is not in the table */
    }
}

/* A misspelled word begins with the right letter, or has its first two letters swapped. */
static uint32_t correct_word(const struct lexicon *lexicon, struct str key)
{
    uint32_t best = WORD_NONE;
    size_t limit = tolerance(key);
    if (limit == 0)
        return WORD_NONE;
    find_nearest(lexicon, key, key.data[0], &limit, &best);
    if (limit != 0 && key.data[1] != key.data[0])
        find_nearest(lexicon, key, key.data[1], &limit, &best);
    return best;
}

static uint32_t *number_words(const struct lexicon *lexicon, const struct tokens *tokens,
                              struct arena *arena)
{
    uint32_t *words = ARENA_ARRAY(arena, uint32_t, tokens->count);
    for (size_t i = 0; i < tokens->count; i++) {
        struct str key = tokens->items[i].key;
        words[i] = find_word(lexicon, key);
        if (words[i] == WORD_NONE)
            words[i] = find_part(lexicon, key);
        if (words[i] == WORD_NONE)
            words[i] = find_prefix(lexicon, key);
        if (words[i] == WORD_NONE)
            words[i] = correct_word(lexicon, key);
    }
    return words;
}

/* The longest phrase that begins at `from`, within one clause: its end, or `from` for none. */
static size_t longest(const struct lexicon *lexicon, const uint32_t *words,
                      const struct tokens *tokens, size_t from, uint32_t *phrase)
{
    uint32_t node = ROOT;
    size_t end = from;
    for (size_t i = from; i < tokens->count && words[i] != WORD_NONE; i++) {
        struct edge edge = {node, words[i]};
        if (i > from && tokens->items[i].gap >= TOKENS_COMMA)
            break;
        if (!map_find(&lexicon->edges, edge_key(&edge), &node))
            break;
        node++;
        if (lexicon->meanings.items[node].kind < LEXICON_SUFFIX) {
            end = i + 1;
            *phrase = node;
        }
    }
    return end;
}

struct signs lexicon_find(const struct lexicon *lexicon, const struct tokens *tokens,
                          struct arena *arena)
{
    struct signs signs = {.items = NULL};
    uint32_t *words = number_words(lexicon, tokens, arena);
    for (size_t i = 0; i < tokens->count;) {
        uint32_t phrase = ROOT;
        size_t end = longest(lexicon, words, tokens, i, &phrase);
        if (end == i) {
            /* A word of the table that only stands inside longer phrases may still be inflected. */
            words[i] = find_prefix(lexicon, tokens->items[i].key);
            end = longest(lexicon, words, tokens, i, &phrase);
        }
        if (end == i) {
            i++;
            continue;
        }
        const struct meaning *meaning = &lexicon->meanings.items[phrase];
        if (meaning->kind > LEXICON_ORDINARY)
            *ARENA_PUSH(arena, &signs) =
                (struct sign){meaning->kind, meaning->number, meaning->genres, i, end};
        i = end;
    }
    return signs;
}

bool lexicon_knows(const struct lexicon *lexicon, struct str key)
{
    return map_find(&lexicon->by_word, key, NULL);
}

bool lexicon_is_filler(const struct lexicon *lexicon, struct str key)
{
    struct edge edge = {ROOT, find_word(lexicon, key)};
    uint32_t node;
    return map_find(&lexicon->edges, edge_key(&edge), &node) &&
           lexicon->meanings.items[node + 1].kind == LEXICON_FILLER;
}

const struct lexicon_title *lexicon_titles(const struct lexicon *lexicon, size_t *count)
{
    *count = lexicon->titles.count;
    return lexicon->titles.items;
}
