/*
 * name_table.h - names and their numbers as they lie in a file: nothing is built to look one up.
 *
 * The names stand one behind the other, and `ends` says where each one ends. `slots` is a hash
 * table with open addressing and linear probing, at most half full: a name's place is the
 * hash_fast() of it under seed 0, modulo the number of slots; a slot holds the name's number and 1,
 * or 0 when it is free. The arrays may come from anywhere: whatever they say, no function looks
 * outside of them.
 */
#ifndef TRAIN_NAME_TABLE_H
#define TRAIN_NAME_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define NAME_TABLE_NONE UINT32_MAX

/* A view: it owns nothing. */
struct name_table {
    size_t count;
    const uint64_t *ends;  /* (count) bytes from the beginning of the names */
    const uint32_t *slots; /* (name_table_slots(count)); NULL: nobody looks names up */
    struct str bytes;
};

/* How many slots `count` names have: a power of two, twice as many at least; none for none. */
size_t name_table_slots(size_t count);

/* Fills the `slots` of distinct names, which are zero before. */
void name_table_fill(const struct str *names, size_t count, uint32_t *slots);

/* Name number `number` < count; empty when its ends make no sense. */
struct str name_table_get(const struct name_table *table, size_t number);

/* The number of a name; NAME_TABLE_NONE when it is not there. */
uint32_t name_table_find(const struct name_table *table, struct str name);

#endif
