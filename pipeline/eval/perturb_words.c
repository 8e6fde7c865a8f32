#include "eval/perturb_words.h"

#include "base/map.h"
#include "base/unicode.h"

size_t perturb_words_next(struct str text, size_t at)
{
    at++;
    while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at++;
    return at;
}

/* U+0080 to U+00BF are signs; × and ÷ are too few to matter. */
static bool is_letter(struct str character)
{
    unsigned char first = (unsigned char)character.data[0];
    if (character.size == 1)
        return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    return character.size == 2 && first > 0xC2;
}

/* The words of a title, or of a film's id ("alien-1979"). */
static void add_title(struct map *titles, struct str text, struct arena *arena)
{
    struct str rest = unicode_search_key(arena, text);
    struct str word;
    while (str_next(&rest, ' ', &word))
        map_add(titles, word, 0);
}

static struct map words_of_titles(const struct gold_case *gold, struct arena *arena)
{
    const struct film_set *const sets[] = {&gold->expected.similar_to, &gold->expected.movies};
    struct map titles = map_init(arena);
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++)
        for (size_t i = 0; i < sets[s]->count; i++)
            add_title(&titles, sets[s]->texts[i], arena);
    return titles;
}

struct perturb_words perturb_words_split(const struct gold_case *gold, struct arena *arena)
{
    struct map titles = words_of_titles(gold, arena);
    struct perturb_words words = {0};
    struct str query = gold->query;
    struct perturb_word word = {0};
    for (size_t at = 0; at <= query.size;) {
        size_t next = at == query.size ? at + 1 : perturb_words_next(query, at);
        if (at < query.size && is_letter(str_slice(query, at, next))) {
            word.letters++;
        } else {
            word.to = at;
            struct str key = unicode_search_key(arena, str_slice(query, word.from, word.to));
            word.of_title = map_find(&titles, key, NULL);
            if (word.letters != 0)
                *ARENA_PUSH(arena, &words) = word;
            word = (struct perturb_word){.from = next};
        }
        at = next;
    }
    return words;
}
