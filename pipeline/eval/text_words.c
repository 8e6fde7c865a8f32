#include "eval/text_words.h"

#include <string.h>

/* The white space of Unicode beyond ASCII, as UTF-8. */
static size_t wide_space(struct str text)
{
    static const char *const SPACES[] = {
        "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9",
        "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF",
    };
    for (size_t i = 0; i < sizeof SPACES / sizeof SPACES[0]; i++)
        if (str_starts_with(text, str_from(SPACES[i])))
            return str_from(SPACES[i]).size;
    bool general = text.size >= 3 && str_starts_with(text, STR("\xE2\x80")) &&
                   (unsigned char)text.data[2] >= 0x80 && (unsigned char)text.data[2] <= 0x8A;
    return general ? 3 : 0;
}

/* Bytes of the white space at `at`, one character of it; 0 for anything else and for the end. */
static size_t space_at(struct str text, size_t at)
{
    if (at >= text.size)
        return 0;
    unsigned char c = (unsigned char)text.data[at];
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0xC2 || (c >= 0xE1 && c <= 0xE3) || c == 0xEF
               ? wide_space((struct str){text.data + at, text.size - at})
               : 0;
}

static size_t space_end(struct str text, size_t at)
{
    size_t space;
    while ((space = space_at(text, at)) != 0)
        at += space;
    return at;
}

static size_t word_end(struct str text, size_t at)
{
    while (at < text.size) {
        /* ASCII from ! on goes by in a tight loop: it is nearly everything. */
        while (at < text.size && (unsigned char)(text.data[at] - '!') < 0x80 - '!')
            at++;
        if (space_at(text, at) != 0)
            return at;
        at += at < text.size;
    }
    return at;
}

bool text_words_next(struct str *rest, struct str *word)
{
    size_t begin = space_end(*rest, 0);
    size_t end = word_end(*rest, begin);
    *word = (struct str){rest->data + begin, end - begin};
    *rest = (struct str){rest->data + end, rest->size - end};
    return begin != end;
}

/* Bytes of the mark that `word` ends with, of one ASCII set and some wider ones; 0 for none. */
static size_t mark_at_end(struct str word, const char *ascii, const char *const *wide)
{
    if (word.size == 0)
        return 0;
    char last = word.data[word.size - 1];
    if ((unsigned char)last < 0x80)
        return strchr(ascii, last) != NULL && last != '\0';
    for (; *wide != NULL; wide++)
        if (str_ends_with(word, str_from(*wide)))
            return strlen(*wide);
    return 0;
}

/* Whether a word ends with a mark, closing quotes and brackets aside. */
static bool ends_sentence(struct str word)
{
    static const char *const ENDS[] = {"…", "。", "！", "？", NULL};
    static const char *const CLOSERS[] = {"”", "’", "»", "」", NULL};
    size_t closer;
    char last = word.data[word.size - 1];
    if ((last >= 'a' && last <= 'z') || last == ',') /* as nearly all words do */
        return false;
    while ((closer = mark_at_end(word, "\"')]}", CLOSERS)) != 0)
        word.size -= closer;
    return mark_at_end(word, ".!?", ENDS) != 0;
}

size_t text_words_sentences(struct str text)
{
    struct str word;
    size_t count = 0;
    bool open = false;
    while (text_words_next(&text, &word)) {
        open = !ends_sentence(word);
        count += !open;
    }
    return count + open;
}
