#include "eval/edit_distance.h"

#include <stdint.h>
#include <stdlib.h>

#define ROWS 64 /* of the table, in one word */

/* The characters of a text as numbers. */
struct points {
    uint32_t *items;
    size_t count;
};

/*
 * Bit r of word b of a symbol's masks says that character 64·b + r of the text is that symbol.
 * Symbol 0 stands for every character that the text has not.
 */
struct edit_distance {
    size_t length; /* characters of the text */
    size_t blocks; /* words of a mask */
    size_t symbol_count;
    uint32_t *symbols;   /* (symbol_count) ascending code points, from index 1 on */
    uint64_t *masks;     /* (symbol_count, blocks) */
    uint16_t ascii[128]; /* the symbol of an ASCII character */
};

/* Ill-formed bytes are characters of their own, so that no text is refused. */
static struct points decode(struct str text, struct arena *arena)
{
    static const uint32_t LEAST[] = {0, 0x80, 0x800, 0x10000};
    struct points points = {ARENA_ARRAY(arena, uint32_t, text.size), 0};
    for (size_t i = 0; i < text.size;) {
        unsigned char c = (unsigned char)text.data[i];
        size_t more = c < 0xC0 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        uint32_t point = more == 0 ? c : c & (0x3FU >> more);
        size_t taken = 1;
        for (; taken <= more && i + taken < text.size &&
               ((unsigned char)text.data[i + taken] & 0xC0U) == 0x80;
             taken++)
            point = point << 6 | ((unsigned char)text.data[i + taken] & 0x3FU);
        bool whole = taken == more + 1 && point >= LEAST[more];
        points.items[points.count++] = whole && c != 0xFF ? point : 0x110000U + c;
        i += whole ? taken : 1;
    }
    return points;
}

static int compare_points(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static size_t symbol_of(const struct edit_distance *prepared, uint32_t point)
{
    if (point < 128)
        return prepared->ascii[point];
    size_t low = 1;
    size_t high = prepared->symbol_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (prepared->symbols[middle] < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low < prepared->symbol_count && prepared->symbols[low] == point ? low : 0;
}

const struct edit_distance *edit_distance_prepare(struct str text, struct arena *arena)
{
    struct edit_distance *prepared = ARENA_NEW(arena, struct edit_distance);
    struct points points = decode(text, arena);
    prepared->length = points.count;
    prepared->blocks = (points.count + ROWS - 1) / ROWS;
    prepared->symbols = ARENA_ARRAY(arena, uint32_t, points.count + 1);
    for (size_t i = 0; i < points.count; i++)
        prepared->symbols[i + 1] = points.items[i];
    if (points.count != 0)
        qsort(prepared->symbols + 1, points.count, sizeof *prepared->symbols, compare_points);
    prepared->symbol_count = 1;
    for (size_t i = 1; i <= points.count; i++)
        if (prepared->symbol_count == 1 ||
            prepared->symbols[i] != prepared->symbols[prepared->symbol_count - 1])
            prepared->symbols[prepared->symbol_count++] = prepared->symbols[i];
    for (size_t s = 1; s < prepared->symbol_count && prepared->symbols[s] < 128; s++)
        prepared->ascii[prepared->symbols[s]] = (uint16_t)s;

    prepared->masks = ARENA_ARRAY(arena, uint64_t, prepared->symbol_count * prepared->blocks);
    for (size_t i = 0; i < points.count; i++)
        prepared->masks[symbol_of(prepared, points.items[i]) * prepared->blocks + i / ROWS] |=
            UINT64_C(1) << i % ROWS;
    return prepared;
}

/* One word of a column of the table: which rows are one more, and which one less, than the row
 * above. */
struct block {
    uint64_t more;
    uint64_t less;
    size_t last; /* the value in the last of its rows */
};

/* Goes on to the next column; `in` and the result are the change in the row above and the last. */
static int advance(struct block *block, uint64_t equal, int in)
{
    uint64_t xv = equal | block->less;
    equal |= (uint64_t)(in < 0);
    uint64_t xh = (((equal & block->more) + block->more) ^ block->more) | equal;
    uint64_t up = block->less | ~(xh | block->more);
    uint64_t down = block->more & xh;
    int out = (int)(up >> (ROWS - 1)) - (int)(down >> (ROWS - 1));
    up = up << 1 | (uint64_t)(in > 0);
    down = down << 1 | (uint64_t)(in < 0);
    block->more = down | ~(xv | up);
    block->less = up & xv;
    block->last = (size_t)((int64_t)block->last + out);
    return out;
}

/* The value in row `rows` of the block, counted from 1. */
static size_t value_at(const struct block *block, size_t rows)
{
    size_t value = block->last;
    for (size_t r = rows; r < ROWS; r++)
        value = value - (block->more >> r & 1) + (block->less >> r & 1);
    return value;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * Rows more than `most` above or below the diagonal are left out: there, values are taken to be
 * as large as they can be, which changes no distance of `most` or less.
 */
static size_t walk(const struct edit_distance *prepared, const struct points *other, size_t most,
                   struct block *blocks)
{
    size_t bottom = prepared->blocks - 1;
    size_t first = 0;
    size_t last = smaller(bottom, most / ROWS);
    for (size_t b = 0; b <= last; b++)
        blocks[b] = (struct block){UINT64_MAX, 0, (b + 1) * ROWS};
    for (size_t column = 1; column <= other->count; column++) {
        for (; last < smaller(bottom, (column + most) / ROWS); last++)
            blocks[last + 1] = (struct block){UINT64_MAX, 0, blocks[last].last + ROWS};
        while (first < last && (first + 1) * ROWS + most < column)
            first++;
        const uint64_t *masks =
            prepared->masks + symbol_of(prepared, other->items[column - 1]) * prepared->blocks;
        int change = 1;
        for (size_t b = first; b <= last; b++)
            change = advance(&blocks[b], masks[b], change);
    }
    return value_at(&blocks[bottom], prepared->length - bottom * ROWS);
}

size_t edit_distance_to(const struct edit_distance *prepared, struct str other, size_t most,
                        struct arena *scratch)
{
    /* A character has at most four bytes: what is that much longer need not be looked at. */
    if (other.size / 4 > prepared->length && other.size / 4 - prepared->length > most)
        return most + 1;
    struct points points = decode(other, scratch);
    size_t longer = points.count > prepared->length ? points.count : prepared->length;
    size_t shorter = points.count + prepared->length - longer;
    most = smaller(most, longer);
    if (longer - shorter > most)
        return most + 1;
    if (shorter == 0)
        return longer;
    struct block *blocks = ARENA_ARRAY(scratch, struct block, prepared->blocks);
    return smaller(walk(prepared, &points, most, blocks), most + 1);
}
