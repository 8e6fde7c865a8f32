#include "eval/text_words.h"

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

size_t text_words_space(struct str text)
{
    if (text.size == 0)
        return 0;
    unsigned char c = (unsigned char)text.data[0];
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0xC2 || (c >= 0xE1 && c <= 0xE3) || c == 0xEF ? wide_space(text) : 0;
}

static struct str without_space(struct str text)
{
    size_t space;
    while ((space = text_words_space(text)) != 0)
        text = (struct str){text.data + space, text.size - space};
    return text;
}

bool text_words_next(struct str *rest, struct str *word)
{
    struct str text = without_space(*rest);
    size_t end = 0;
    while (end < text.size && text_words_space((struct str){text.data + end, text.size - end}) == 0)
        end++;
    *word = (struct str){text.data, end};
    *rest = (struct str){text.data + end, text.size - end};
    return end != 0;
}

size_t text_words_count(struct str text)
{
    struct str word;
    size_t count = 0;
    while (text_words_next(&text, &word))
        count++;
    return count;
}

/* Bytes of the mark that `text` begins with, of a table; 0 for none. */
static size_t mark_of(struct str text, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts_with(text, str_from(marks[i])))
            return str_from(marks[i]).size;
    return 0;
}

/* Whether a word ends a sentence: a mark, and then nothing but marks and what closes. */
static bool ends_sentence(struct str word)
{
    static const char *const ENDS[] = {".", "!", "?", "…", "。", "！", "？"};
    static const char *const CLOSERS[] = {"\"", "'", ")", "]", "}", "”", "’", "»", "」"};
    bool ended = false;
    while (word.size != 0) {
        size_t end = mark_of(word, ENDS, sizeof ENDS / sizeof ENDS[0]);
        size_t closer = mark_of(word, CLOSERS, sizeof CLOSERS / sizeof CLOSERS[0]);
        ended = end != 0 || (ended && closer != 0);
        size_t step = end + closer == 0 ? 1 : end + closer;
        word = (struct str){word.data + step, word.size - step};
    }
    return ended;
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
