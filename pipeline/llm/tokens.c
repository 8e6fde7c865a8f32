#include "llm/tokens.h"

#include <string.h>

#include "base/unicode.h"

/* ── one character ── */

enum kind {
    KIND_WORD,   /* a letter or digit */
    KIND_SINGLE, /* a token of its own */
    KIND_APOSTROPHE,
    KIND_QUOTE_OPEN,
    KIND_QUOTE_CLOSE,
    KIND_QUOTE, /* opens and closes */
    KIND_IGNORED,
    KIND_SPACE,
    KIND_DASH,
    KIND_SLASH,
    KIND_COMMA,
    KIND_STOP,
};

/* Code points of one kind, beyond ASCII; everything else there is a letter. */
static const struct {
    uint32_t first;
    uint32_t last;
    enum kind kind;
} RANGES[] = {
    {0x00A0, 0x00A0, KIND_SPACE},       {0x00A1, 0x00A1, KIND_SPACE},
    {0x00AB, 0x00AB, KIND_QUOTE_OPEN},  {0x00B7, 0x00B7, KIND_SPACE},
    {0x00BB, 0x00BB, KIND_QUOTE_CLOSE}, {0x00BF, 0x00BF, KIND_SPACE},
    {0x02BC, 0x02BC, KIND_APOSTROPHE},  {0x05BE, 0x05BE, KIND_DASH},
    {0x060C, 0x060C, KIND_COMMA},       {0x061B, 0x061B, KIND_STOP},
    {0x061F, 0x061F, KIND_STOP},        {0x0964, 0x0965, KIND_STOP},
    {0x0E00, 0x0E7F, KIND_SINGLE},      {0x1100, 0x11FF, KIND_SINGLE},
    {0x2000, 0x200B, KIND_SPACE},       {0x200C, 0x200F, KIND_IGNORED},
    {0x2010, 0x2015, KIND_DASH},        {0x2018, 0x2019, KIND_APOSTROPHE},
    {0x201A, 0x201A, KIND_SPACE},       {0x201C, 0x201C, KIND_QUOTE},
    {0x201D, 0x201D, KIND_QUOTE_CLOSE}, {0x201E, 0x201F, KIND_QUOTE_OPEN},
    {0x2020, 0x2025, KIND_SPACE},       {0x2026, 0x2026, KIND_STOP},
    {0x2027, 0x2027, KIND_SPACE},       {0x2028, 0x2029, KIND_STOP},
    {0x202A, 0x202E, KIND_IGNORED},     {0x202F, 0x205E, KIND_SPACE},
    {0x205F, 0x2069, KIND_IGNORED},     {0x20D0, 0x20FF, KIND_IGNORED},
    {0x2190, 0x25FF, KIND_SPACE},       {0x2600, 0x27BF, KIND_SINGLE},
    {0x2B00, 0x2BFF, KIND_SINGLE},      {0x3000, 0x3000, KIND_SPACE},
    {0x3001, 0x3001, KIND_COMMA},       {0x3002, 0x3002, KIND_STOP},
    {0x3008, 0x3008, KIND_QUOTE_OPEN},  {0x3009, 0x3009, KIND_QUOTE_CLOSE},
    {0x300A, 0x300A, KIND_QUOTE_OPEN},  {0x300B, 0x300B, KIND_QUOTE_CLOSE},
    {0x300C, 0x300C, KIND_QUOTE_OPEN},  {0x300D, 0x300D, KIND_QUOTE_CLOSE},
    {0x300E, 0x300E, KIND_QUOTE_OPEN},  {0x300F, 0x300F, KIND_QUOTE_CLOSE},
    {0x3010, 0x303F, KIND_SPACE},       {0x3040, 0x30FF, KIND_SINGLE},
    {0x3400, 0x9FFF, KIND_SINGLE},      {0xA960, 0xA97F, KIND_SINGLE},
    {0xAC00, 0xD7FF, KIND_SINGLE},      {0xF900, 0xFAFF, KIND_SINGLE},
    {0xFE00, 0xFE0F, KIND_IGNORED},     {0xFEFF, 0xFEFF, KIND_IGNORED},
    {0xFF01, 0xFF01, KIND_STOP},        {0xFF0C, 0xFF0C, KIND_COMMA},
    {0xFF0E, 0xFF0E, KIND_STOP},        {0xFF1A, 0xFF1A, KIND_COMMA},
    {0xFF1B, 0xFF1B, KIND_STOP},        {0xFF1F, 0xFF1F, KIND_STOP},
    {0x1F000, 0x1F3FA, KIND_SINGLE},    {0x1F3FB, 0x1F3FF, KIND_IGNORED},
    {0x1F400, 0x1FAFF, KIND_SINGLE},    {0x20000, 0x3FFFF, KIND_SINGLE},
    {0xE0000, 0xE007F, KIND_IGNORED},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static enum kind ascii_kind(char c)
{
    if (is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return KIND_WORD;
    switch (c) {
    case '\'':
    case '`':
        return KIND_APOSTROPHE;
    case '"':
        return KIND_QUOTE;
    case '-':
        return KIND_DASH;
    case '/':
    case '|':
        return KIND_SLASH;
    case ',':
    case ':':
    case '(':
    case ')':
    case '[':
    case ']':
        return KIND_COMMA;
    case '.':
    case '!':
    case '?':
    case ';':
    case '\n':
        return KIND_STOP;
    default:
        return KIND_SPACE;
    }
}

static enum kind point_kind(uint32_t point)
{
    size_t low = 0;
    size_t high = sizeof RANGES / sizeof *RANGES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (point > RANGES[middle].last)
            low = middle + 1;
        else if (point < RANGES[middle].first)
            high = middle;
        else
            return RANGES[middle].kind;
    }
    return KIND_WORD;
}

/* Decodes the code point at `at` of valid UTF-8 and returns its size in bytes. */
static size_t decode(struct str text, size_t at, uint32_t *point)
{
    unsigned char lead = (unsigned char)text.data[at];
    size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size > text.size - at)
        size = text.size - at;
    *point = size == 1 ? lead : lead & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++)
        *point = *point << 6 | ((unsigned char)text.data[at + i] & 0x3Fu);
    return size;
}

static enum kind kind_at(struct str text, size_t at, size_t *size)
{
    uint32_t point;
    if (at >= text.size) {
        *size = 0;
        return KIND_STOP;
    }
    *size = decode(text, at, &point);
    return point < 0x80 ? ascii_kind((char)point) : point_kind(point);
}

/* ── words ── */

/* French and Italian words that lose their vowel before another: they are words of their own. */
static bool is_elided(struct str part)
{
    static const char *const WORDS[] = {"qu", "un", "all", "dell", "nell", "dall", "sull", "jusqu"};
    if (part.size == 1)
        return strchr("ldcjsnmtLDCJSNMT", part.data[0]) != NULL;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_equal_ascii_nocase(part, str_from(WORDS[i])))
            return true;
    }
    return false;
}

static bool all_digits(struct str part)
{
    for (size_t i = 0; i < part.size; i++) {
        if (!is_digit(part.data[i]))
            return false;
    }
    return part.size != 0;
}

/* True when the word goes on behind the apostrophe at `at`: "don't" and "80's", not "d'amour". */
static bool joins(struct str text, size_t from, size_t at, size_t size)
{
    size_t next_size;
    struct str part = str_slice(text, from, at);
    if (kind_at(text, at + size, &next_size) != KIND_WORD)
        return false;
    if (!all_digits(part))
        return !is_elided(part);
    struct str rest = str_slice(text, at + size, at + size + 1);
    return str_equal(rest, STR("s")) && kind_at(text, at + size + 1, &next_size) != KIND_WORD;
}

/* Where the word that begins at `from` ends. */
static size_t word_end(struct str text, size_t from)
{
    size_t at = from;
    size_t size;
    for (;;) {
        enum kind kind = kind_at(text, at, &size);
        if (kind == KIND_APOSTROPHE ? !joins(text, from, at, size) : kind != KIND_WORD)
            return at;
        at += size;
    }
}

/* The folded form of a word, accents and apostrophes dropped. */
static struct str fold(struct arena *arena, struct str raw)
{
    char *key = arena_array(arena, raw.size + 1, 1);
    size_t size = 0;
    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.data[i];
        if ((unsigned char)c >= 0x80)
            return unicode_search_key(arena, raw);
        if (c != '\'' && c != '`')
            key[size++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return (struct str){key, size};
}

/* Capitals of the Latin, Greek and Cyrillic alphabets. */
static bool is_capital(struct str raw)
{
    uint32_t point;
    decode(raw, 0, &point);
    return (point >= 'A' && point <= 'Z') || (point >= 0xC0 && point <= 0xDE) ||
           (point >= 0x386 && point <= 0x3AB) || (point >= 0x400 && point <= 0x42F);
}

/* ── sentences and quotations ── */

/* A full stop ends no sentence inside "E.T." or "rom.com", nor behind "Dr." and initials. */
static bool ends_sentence(struct str text, size_t at, const struct token *last)
{
    static const char *const SHORT[] = {"dr", "mr", "mrs", "ms", "st", "vs", "vol", "jr", "no"};
    size_t size;
    if (text.data[at] != '.')
        return true;
    if (kind_at(text, at + 1, &size) == KIND_WORD)
        return false;
    if (last == NULL || last->to != at || at + 1 == text.size)
        return true;
    for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++) {
        if (str_equal(last->key, str_from(SHORT[i])))
            return false;
    }
    return last->key.size != 1 || is_digit(last->key.data[0]);
}

/* True when the rest of the line closes a quotation that opened just before `at`. */
static bool closes_later(struct str text, size_t at, enum kind opened)
{
    size_t size;
    for (; at < text.size && text.data[at] != '\n'; at += size) {
        enum kind kind = kind_at(text, at, &size);
        if (kind == KIND_QUOTE_CLOSE || (opened == KIND_QUOTE && kind == KIND_QUOTE))
            return true;
    }
    return false;
}

struct splitter {
    struct tokens tokens;
    struct arena *arena;
    enum tokens_gap gap; /* so far, before the next token */
    uint32_t quote;      /* the open pair; 0: none */
    bool apostrophe;
    bool minus;
};

static void widen(struct splitter *splitter, enum tokens_gap gap)
{
    if (splitter->gap < gap)
        splitter->gap = gap;
}

static void add_token(struct splitter *splitter, size_t from, size_t to, struct str key)
{
    struct tokens *tokens = &splitter->tokens;
    struct str raw = str_slice(tokens->text, from, to);
    if (key.size == 0)
        return;
    *ARENA_PUSH(splitter->arena, tokens) = (struct token){
        .key = key,
        .from = from,
        .to = to,
        .gap = splitter->gap,
        .capital = is_capital(raw),
        .apostrophe = splitter->apostrophe,
        .minus = splitter->minus,
        .quote = splitter->quote,
    };
    splitter->gap = TOKENS_JOINED;
    splitter->apostrophe = false;
    splitter->minus = false;
}

static void quotation(struct splitter *splitter, enum kind kind, size_t behind)
{
    widen(splitter, TOKENS_SPACE);
    if (splitter->quote != 0 && kind != KIND_QUOTE_OPEN)
        splitter->quote = 0;
    else if (kind != KIND_QUOTE_CLOSE && closes_later(splitter->tokens.text, behind, kind))
        splitter->quote = ++splitter->tokens.quotes;
}

static void between_words(struct splitter *splitter, enum kind kind, size_t at, size_t size)
{
    struct tokens *tokens = &splitter->tokens;
    const struct token *last = tokens->count == 0 ? NULL : &tokens->items[tokens->count - 1];
    splitter->apostrophe = kind == KIND_APOSTROPHE;
    splitter->minus = kind == KIND_DASH && splitter->gap != TOKENS_JOINED;
    switch (kind) {
    case KIND_SPACE:
        widen(splitter, TOKENS_SPACE);
        break;
    case KIND_DASH:
        widen(splitter, TOKENS_DASH);
        break;
    case KIND_SLASH:
        widen(splitter, TOKENS_SLASH);
        break;
    case KIND_COMMA:
        widen(splitter, TOKENS_COMMA);
        break;
    case KIND_STOP:
        widen(splitter, ends_sentence(tokens->text, at, last) ? TOKENS_STOP : TOKENS_SPACE);
        break;
    default:
        if (kind != KIND_APOSTROPHE && kind != KIND_IGNORED)
            quotation(splitter, kind, at + size);
        break;
    }
}

static bool has_lower_case(struct str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((text.data[i] >= 'a' && text.data[i] <= 'z') || (unsigned char)text.data[i] >= 0x80)
            return true;
    }
    return false;
}

struct tokens tokens_split(struct str text, struct arena *arena)
{
    size_t end = text.size;
    if (end > TOKENS_TEXT_MAX) {
        end = TOKENS_TEXT_MAX;
        while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80)
            end--;
    }
    struct splitter splitter = {
        .tokens = {.text = str_slice(text, 0, end)}, .arena = arena, .gap = TOKENS_STOP};
    text = splitter.tokens.text;
    splitter.tokens.shouted = !has_lower_case(text);

    size_t size;
    for (size_t at = 0; at < text.size; at += size) {
        enum kind kind = kind_at(text, at, &size);
        if (kind == KIND_SINGLE) {
            struct str raw = str_slice(text, at, at + size);
            add_token(&splitter, at, at + size, raw);
        } else if (kind == KIND_WORD) {
            size = word_end(text, at) - at;
            add_token(&splitter, at, at + size, fold(arena, str_slice(text, at, at + size)));
        } else {
            between_words(&splitter, kind, at, size);
        }
    }
    return splitter.tokens;
}

struct str tokens_text(const struct tokens *tokens, size_t from, size_t to)
{
    if (from >= to)
        return STR_NONE;
    return str_slice(tokens->text, tokens->items[from].from, tokens->items[to - 1].to);
}

bool tokens_starts(const struct tokens *tokens, size_t index)
{
    return index >= tokens->count || tokens->items[index].gap == TOKENS_STOP;
}

bool tokens_is_article(struct str key)
{
    static const char *const WORDS[] = {
        "the",  "a",   "an",  "le",  "la",  "les", "l",   "un",  "une", "una",
        "il",   "lo",  "el",  "los", "las", "der", "die", "das", "den", "ein",
        "eine", "det", "het", "een", "de",  "o",   "os",  "as",
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_equal(key, str_from(WORDS[i])))
            return true;
    }
    return false;
}
