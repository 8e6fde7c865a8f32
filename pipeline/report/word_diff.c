#include "report/word_diff.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"

#define CELLS_MAX ((size_t)1 << 20) /* of the table: two bytes each, and a step each */

struct words {
    struct str *items;
    size_t count;
};

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the word that begins at `from` ends. */
static size_t end_of_word(struct str text, size_t from)
{
    size_t to = from + 1;
    if (!is_letter(text.data[from]) && !is_space(text.data[from]))
        return to;
    while (to < text.size && is_letter(text.data[to]) == is_letter(text.data[from]) &&
           is_space(text.data[to]) == is_space(text.data[from]))
        to++;
    return to;
}

static struct words split(struct str text, struct arena *arena)
{
    struct words words = {ARENA_ARRAY(arena, struct str, text.size), 0};
    for (size_t from = 0; from < text.size;) {
        const size_t to = end_of_word(text, from);
        words.items[words.count++] = str_slice(text, from, to);
        from = to;
    }
    return words;
}

/* Continues the last piece where the word follows it in the same text. */
static void add(struct word_diff *diff, enum word_diff_kind kind, struct str word)
{
    if (diff->count != 0) {
        struct word_diff_piece *last = &diff->pieces[diff->count - 1];
        if (last->kind == kind && last->text.data + last->text.size == word.data) {
            last->text.size += word.size;
            return;
        }
    }
    diff->pieces[diff->count++] = (struct word_diff_piece){kind, word};
}

static void add_all(struct word_diff *diff, enum word_diff_kind kind, const struct str *words,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(diff, kind, words[i]);
}

/*
 * `common` (n + 1, m + 1) says how many words the rest of the first, from i on, shares in order
 * with the rest of the second from j on: a walk from the beginning that never lets that number
 * fall is a longest common subsequence.
 */
static void count_common(const struct str *a, size_t n, const struct str *b, size_t m,
                         uint16_t *common)
{
    const size_t width = m + 1;
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;) {
            const uint16_t below = common[(i + 1) * width + j];
            const uint16_t beside = common[i * width + j + 1];
            common[i * width + j] = str_equal(a[i], b[j])
                                        ? (uint16_t)(common[(i + 1) * width + j + 1] + 1)
                                    : below >= beside ? below
                                                      : beside;
        }
}

static void walk(struct word_diff *diff, const struct str *a, size_t n, const struct str *b,
                 size_t m)
{
    const size_t width = m + 1;
    uint16_t *common = memory_block((n + 1) * width, sizeof *common);
    size_t i = 0;
    size_t j = 0;
    count_common(a, n, b, m, common);
    while (i < n && j < m) {
        if (str_equal(a[i], b[j])) {
            add(diff, WORD_DIFF_SAME, a[i++]);
            j++;
        } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            add(diff, WORD_DIFF_REMOVED, a[i++]);
        } else {
            add(diff, WORD_DIFF_ADDED, b[j++]);
        }
    }
    memory_free(common);
    add_all(diff, WORD_DIFF_REMOVED, a + i, n - i);
    add_all(diff, WORD_DIFF_ADDED, b + j, m - j);
}

struct word_diff word_diff_of(struct str before, struct str after, struct arena *arena)
{
    const struct words a = split(before, arena);
    const struct words b = split(after, arena);
    struct word_diff diff = {ARENA_ARRAY(arena, struct word_diff_piece, a.count + b.count), 0};
    const size_t shorter = a.count < b.count ? a.count : b.count;
    size_t head = 0;
    size_t tail = 0;
    while (head < shorter && str_equal(a.items[head], b.items[head]))
        head++;
    while (tail < shorter - head &&
           str_equal(a.items[a.count - 1 - tail], b.items[b.count - 1 - tail]))
        tail++;

    const size_t n = a.count - head - tail;
    const size_t m = b.count - head - tail;
    add_all(&diff, WORD_DIFF_SAME, a.items, head);
    if ((n + 1) * (m + 1) <= CELLS_MAX) {
        walk(&diff, a.items + head, n, b.items + head, m);
    } else {
        add_all(&diff, WORD_DIFF_REMOVED, a.items + head, n);
        add_all(&diff, WORD_DIFF_ADDED, b.items + head, m);
    }
    add_all(&diff, WORD_DIFF_SAME, a.items + head + n, tail);
    return diff;
}
