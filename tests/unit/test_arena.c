#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#include "death.h"
#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", (size_t)64 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

static bool all_are(const unsigned char *data, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] != value)
            return false;
    return true;
}

/* From one byte to more than the largest chunk. */
static const size_t SIZES[] = {1, 15, 16, 17, 1000, 65535, 65536, 65537, 300000, (size_t)20 << 20};

#define COUNT(table) (sizeof(table) / sizeof *(table))

START_TEST(what_it_hands_out_is_zeroed_aligned_and_nobody_elses)
{
    unsigned char *blocks[COUNT(SIZES)];
    for (size_t i = 0; i < COUNT(SIZES); i++) {
        blocks[i] = arena_array(arena, SIZES[i], 1);
        ck_assert_uint_eq((uintptr_t)blocks[i] % 16, 0);
        ck_assert(all_are(blocks[i], SIZES[i], 0));
        memset(blocks[i], (int)i + 1, SIZES[i]);
    }
    for (size_t i = 0; i < COUNT(SIZES); i++)
        ck_assert(all_are(blocks[i], SIZES[i], (unsigned char)(i + 1)));
}
END_TEST

START_TEST(a_reset_arena_is_empty_and_zeroed_again)
{
    for (int round = 0; round < 3; round++) {
        ck_assert_uint_eq(arena_used(arena), 0);
        for (size_t i = 0; i < COUNT(SIZES); i++) {
            unsigned char *block = arena_array(arena, SIZES[i], 1);
            ck_assert(all_are(block, SIZES[i], 0));
            memset(block, 0xEE, SIZES[i]);
        }
        ck_assert_uint_gt(arena_used(arena), (size_t)20 << 20);
        arena_reset(arena);
    }
}
END_TEST

START_TEST(no_bytes_are_a_pointer_all_the_same)
{
    ck_assert_ptr_nonnull(arena_array(arena, 0, 8));
    ck_assert_ptr_nonnull(arena_array(arena, 8, 0));
    ck_assert_str_eq(arena_copy(arena, NULL, 0), "");
}
END_TEST

START_TEST(copies_end_with_a_nul)
{
    ck_assert_str_eq(arena_copy(arena, "space comedy", 5), "space");
    ck_assert_mem_eq(arena_copy(arena, "a\0b", 3), "a\0b", 4);
}
END_TEST

START_TEST(formatted_text_has_room_for_all_of_it)
{
    char *text = arena_printf(arena, "%s has %d films", "Sci-Fi", 42);
    ck_assert_str_eq(text, "Sci-Fi has 42 films");
    ck_assert_uint_eq(strlen(arena_printf(arena, "%*d", 100000, 7)), 100000);
    ck_assert_str_eq(arena_printf(arena, "%s", ""), "");
}
END_TEST

struct list {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

START_TEST(a_list_keeps_its_items_while_it_grows)
{
    struct list list = {0};
    for (uint32_t i = 0; i < 10000; i++)
        *ARENA_PUSH(arena, &list) = i;
    ck_assert_uint_eq(list.count, 10000);
    ck_assert_uint_ge(list.capacity, 10000);
    for (uint32_t i = 0; i < 10000; i++)
        ck_assert_uint_eq(list.items[i], i);
}
END_TEST

START_TEST(pushed_items_start_zeroed)
{
    struct list list = {0};
    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(*ARENA_PUSH(arena, &list), 0);
}
END_TEST

static void go_over_the_maximum(void)
{
    struct arena *small = arena_open("a small arena", 1000);
    arena_array(small, 400, 1);
    arena_array(small, 400, 1);
    arena_array(small, 400, 1);
}

static void ask_for_more_than_there_are_addresses(void)
{
    arena_array(arena, SIZE_MAX / 4, 8);
}

static void ask_for_more_than_there_is(void)
{
    arena_array(arena, 1, (size_t)1 << 40);
}

static void check_out_of_memory(void (*body)(void), const char *start, const char *end)
{
    struct death death = death_of(body);
    size_t size = strlen(death.said);
    ck_assert_int_eq(death.exit_code, 4);
    ck_assert_msg(strncmp(death.said, start, strlen(start)) == 0, "said: %s", death.said);
    ck_assert_msg(size > strlen(end) && strcmp(death.said + size - strlen(end), end) == 0,
                  "said: %s", death.said);
}

START_TEST(going_over_the_maximum_ends_the_process_and_says_whose_it_was)
{
    const char *start = "reelgauge: error: out of memory: ";
    check_out_of_memory(go_over_the_maximum, start, " bytes for a small arena\n");
    check_out_of_memory(ask_for_more_than_there_are_addresses, start, " bytes for test\n");
    check_out_of_memory(ask_for_more_than_there_is, start, " bytes for test\n");
}
END_TEST

static void read_behind_an_allocation(void)
{
    volatile char *block = arena_array(arena, 16, 1);
    arena_array(arena, 16, 1);
    (void)block[16];
}

static void read_after_a_reset(void)
{
    volatile char *block = arena_array(arena, 16, 1);
    arena_reset(arena);
    (void)block[0];
}

START_TEST(under_address_sanitizer_gaps_and_what_was_reset_are_poisoned)
{
    if (!DEATH_ASAN)
        return;
    ck_assert_ptr_nonnull(strstr(death_of(read_behind_an_allocation).said, "use-after-poison"));
    ck_assert_ptr_nonnull(strstr(death_of(read_after_a_reset).said, "use-after-poison"));
}
END_TEST

START_TEST(exactly_the_maximum_is_fine)
{
    struct arena *small = arena_open("a small arena", 4096);
    while (arena_used(small) + 32 <= 4096)
        arena_array(small, 16, 1);
    ck_assert_uint_gt(arena_used(small), 4096 - 32);
    arena_reset(small);
    arena_array(small, 1024, 1);
    arena_close(small);
    arena_close(NULL);
}
END_TEST

START_TEST(a_child_ends_with_its_parent)
{
    struct arena *child = arena_child(arena, "child", 1 << 20);
    struct arena *grandchild = arena_child(child, "grandchild", 1 << 20);
    memset(arena_array(grandchild, 1000, 1), 1, 1000);
    arena_reset(arena); /* a leak checker sees what is left behind */
    child = arena_child(arena, "child", 1 << 20);
    ck_assert_uint_eq(arena_used(child), 0);
    ck_assert_uint_eq(arena_used(arena), 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "arena", what_it_hands_out_is_zeroed_aligned_and_nobody_elses,
        a_reset_arena_is_empty_and_zeroed_again, no_bytes_are_a_pointer_all_the_same,
        copies_end_with_a_nul, formatted_text_has_room_for_all_of_it,
        a_list_keeps_its_items_while_it_grows, pushed_items_start_zeroed,
        going_over_the_maximum_ends_the_process_and_says_whose_it_was,
        under_address_sanitizer_gaps_and_what_was_reset_are_poisoned, exactly_the_maximum_is_fine,
        a_child_ends_with_its_parent);
}
