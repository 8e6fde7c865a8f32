#include "base/diff.h"

#include <stdint.h>

struct sequence {
    const struct str *items;
    size_t count;
};

static struct sequence tail_of(struct sequence sequence, size_t from)
{
    return (struct sequence){sequence.items + from, sequence.count - from};
}

static void add(struct diff *diff, enum diff_kind kind, struct str text)
{
    diff->items[diff->count++] = (struct diff_edit){kind, text};
    diff->changes += kind != DIFF_SAME;
}

static void add_all(struct diff *diff, enum diff_kind kind, struct sequence sequence)
{
    for (size_t i = 0; i < sequence.count; i++)
        add(diff, kind, sequence.items[i]);
}

/*
 * lengths[i * (m+1) + j] is the length of the longest common subsequence of a from i on and b from
 * j on; walked forwards, it says which step keeps the most.
 */
static uint32_t *measure(struct sequence a, struct sequence b, struct arena *arena)
{
    size_t width = b.count + 1;
    uint32_t *lengths = ARENA_ARRAY(arena, uint32_t, (a.count + 1) * width);
    for (size_t i = a.count; i-- > 0;)
        for (size_t j = b.count; j-- > 0;) {
            uint32_t *cell = &lengths[i * width + j];
            uint32_t without_a = cell[width];
            uint32_t without_b = cell[1];
            if (str_equal(a.items[i], b.items[j]))
                *cell = cell[width + 1] + 1;
            else
                *cell = without_a >= without_b ? without_a : without_b;
        }
    return lengths;
}

static void walk(struct diff *diff, struct sequence a, struct sequence b, const uint32_t *lengths)
{
    size_t width = b.count + 1;
    size_t i = 0;
    size_t j = 0;
    while (i < a.count && j < b.count) {
        const uint32_t *cell = &lengths[i * width + j];
        if (str_equal(a.items[i], b.items[j])) {
            add(diff, DIFF_SAME, b.items[j]);
            i++;
            j++;
        } else if (cell[width] >= cell[1]) {
            add(diff, DIFF_REMOVED, a.items[i++]);
        } else {
            add(diff, DIFF_ADDED, b.items[j++]);
        }
    }
    add_all(diff, DIFF_REMOVED, tail_of(a, i));
    add_all(diff, DIFF_ADDED, tail_of(b, j));
}

struct diff diff_sequences(const struct str *a, size_t n, const struct str *b, size_t m,
                           struct arena *arena)
{
    struct diff diff = {.items = ARENA_ARRAY(arena, struct diff_edit, n + m)};
    size_t head = 0;
    size_t tail = 0;
    while (head < n && head < m && str_equal(a[head], b[head]))
        head++;
    while (tail < n - head && tail < m - head && str_equal(a[n - 1 - tail], b[m - 1 - tail]))
        tail++;
    struct sequence left = {a + head, n - head - tail};
    struct sequence right = {b + head, m - head - tail};

    add_all(&diff, DIFF_SAME, (struct sequence){b, head});
    if (right.count + 1 > DIFF_CELLS_MAX / (left.count + 1)) {
        add_all(&diff, DIFF_REMOVED, left);
        add_all(&diff, DIFF_ADDED, right);
    } else {
        walk(&diff, left, right, measure(left, right, arena));
    }
    add_all(&diff, DIFF_SAME, (struct sequence){b + m - tail, tail});
    return diff;
}

static struct sequence lines_of(struct str text, struct arena *arena)
{
    struct {
        struct str *items;
        size_t count;
        size_t capacity;
    } lines = {0};
    struct str line;
    if (str_ends_with(text, STR("\n")))
        text.size--;
    while (str_next(&text, '\n', &line))
        *ARENA_PUSH(arena, &lines) = line;
    return (struct sequence){lines.items, lines.count};
}

struct diff diff_lines(struct str a, struct str b, struct arena *arena)
{
    struct sequence left = lines_of(a, arena);
    struct sequence right = lines_of(b, arena);
    return diff_sequences(left.items, left.count, right.items, right.count, arena);
}
