#include "base/map.h"

#include <signal.h>
#include <stdio.h>

#include "death.h"
#include "suite.h"

#define MANY 20000

static struct arena *arena;
static struct map map;

static void open_map(void)
{
    arena = arena_open("test", (size_t)64 << 20);
    map = map_init(arena);
}

static void close_map(void)
{
    arena_close(arena);
}

static struct str key_of(int number)
{
    char text[32];
    int size = snprintf(text, sizeof text, "movie %d", number);
    return str_copy(arena, (struct str){text, (size_t)size});
}

START_TEST(an_empty_map_holds_nothing)
{
    ck_assert(!map_find(&map, STR("a"), NULL));
    ck_assert(!map_find(&map, STR(""), NULL));
}
END_TEST

START_TEST(every_key_is_found_with_its_value_and_no_other_is)
{
    for (int i = 0; i < MANY; i++)
        ck_assert(map_add(&map, key_of(i), (uint32_t)i * 3));
    ck_assert_uint_eq(map.count, MANY);
    for (int i = 0; i < MANY; i++) {
        uint32_t value = 0;
        ck_assert(map_find(&map, key_of(i), &value));
        ck_assert_uint_eq(value, (uint32_t)i * 3);
        ck_assert(!map_find(&map, key_of(i + MANY), &value));
        ck_assert_uint_eq(value, (uint32_t)i * 3);
    }
    ck_assert_uint_le(map.count * 2, map.capacity);
}
END_TEST

START_TEST(a_key_that_is_there_is_not_added_again)
{
    uint32_t value = 0;
    ck_assert(map_add(&map, STR("a"), 1));
    ck_assert(!map_add(&map, STR("a"), 2));
    ck_assert(map_find(&map, STR("a"), &value));
    ck_assert_uint_eq(value, 1);
    ck_assert_uint_eq(map.count, 1);
}
END_TEST

START_TEST(a_value_is_replaced_where_its_key_is)
{
    uint32_t value = 0;
    map_add(&map, STR("a"), 1);
    map_replace(&map, STR("a"), 2);
    ck_assert(map_find(&map, STR("a"), &value));
    ck_assert_uint_eq(value, 2);
    ck_assert_uint_eq(map.count, 1);
}
END_TEST

static void replace_in_an_empty_map(void)
{
    map_replace(&map, STR("a"), 2);
}

static void replace_what_is_not_there(void)
{
    map_add(&map, STR("b"), 1);
    map_replace(&map, STR("a"), 2);
}

START_TEST(replacing_what_is_not_there_is_our_bug)
{
    ck_assert_int_eq(death_of(replace_in_an_empty_map).signal, SIGABRT);
    ck_assert_int_eq(death_of(replace_what_is_not_there).signal, SIGABRT);
}
END_TEST

START_TEST(keys_are_compared_by_bytes_and_length)
{
    static const struct str KEYS[] = {{"", 0},     {"a", 1},  {"A", 1},       {"a\0", 2},
                                      {"a\0b", 3}, {"ab", 2}, {"\xC3\xA9", 2}};
    uint32_t value;
    for (uint32_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        ck_assert(map_add(&map, KEYS[i], i));
    for (uint32_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        ck_assert(map_find(&map, KEYS[i], &value));
        ck_assert_uint_eq(value, i);
    }
    ck_assert(!map_add(&map, STR_NONE, 9));
}
END_TEST

START_TEST(a_key_without_bytes_may_have_no_address)
{
    uint32_t value = 0;
    ck_assert(map_add(&map, STR_NONE, 7));
    ck_assert(map_find(&map, STR(""), &value));
    ck_assert_uint_eq(value, 7);
    ck_assert_uint_eq(map.count, 1);
}
END_TEST

START_TEST(interned_keys_are_numbered_in_order_and_outlive_what_they_came_from)
{
    char text[] = "first";
    struct str stored;
    ck_assert_uint_eq(map_intern(&map, str_from(text), &stored), 0);
    memset(text, '?', 5);
    ck_assert(str_equal(stored, STR("first")));
    ck_assert_uint_eq(map_intern(&map, STR("second"), NULL), 1);
    ck_assert_uint_eq(map_intern(&map, STR_NONE, &stored), 2);
    ck_assert_uint_eq(map_intern(&map, STR("first"), &stored), 0);
    ck_assert(str_equal(stored, STR("first")));
    for (int i = 0; i < MANY; i++)
        ck_assert_uint_eq(map_intern(&map, key_of(i), NULL), (uint32_t)i + 3);
    ck_assert_uint_eq(map.count, MANY + 3);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_map, close_map, "map", an_empty_map_holds_nothing,
        every_key_is_found_with_its_value_and_no_other_is, a_key_that_is_there_is_not_added_again,
        a_value_is_replaced_where_its_key_is, replacing_what_is_not_there_is_our_bug,
        keys_are_compared_by_bytes_and_length, a_key_without_bytes_may_have_no_address,
        interned_keys_are_numbered_in_order_and_outlive_what_they_came_from);
}
