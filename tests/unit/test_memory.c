#include "base/memory.h"

#include <stdint.h>

#include "death.h"
#include "suite.h"

START_TEST(a_block_is_zeroed_and_aligned_to_a_cache_line)
{
    static const size_t COUNTS[] = {0, 1, 7, 8, 9, 100000};
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
        double *block = memory_block(COUNTS[i], sizeof *block);
        ck_assert_ptr_nonnull(block);
        ck_assert_uint_eq((uintptr_t)block % MEMORY_ALIGNMENT, 0);
        for (size_t k = 0; k < COUNTS[i]; k++) {
            ck_assert(block[k] == 0);
            block[k] = 1;
        }
        memory_free(block);
    }
    memory_free(NULL);
}
END_TEST

static void overflow_a_size(void)
{
    memory_block(SIZE_MAX / 4, 8);
}

START_TEST(without_memory_the_process_ends_with_exit_code_4_and_one_line)
{
    struct death death = death_of(overflow_a_size);
    ck_assert_int_eq(death.exit_code, 4);
    ck_assert_str_eq(death.said, "reelgauge: error: out of memory: 18446744073709551615 bytes for "
                                 "an array\n");
}
END_TEST

static void ask_for_more_than_there_is(void)
{
    memory_block((size_t)1 << 60, 1);
}

START_TEST(what_the_system_refuses_is_named)
{
    if (DEATH_SANITIZED)
        return;
    struct death death = death_of(ask_for_more_than_there_is);
    ck_assert_int_eq(death.exit_code, 4);
    ck_assert_str_eq(death.said, "reelgauge: error: out of memory: 1152921504606846976 bytes for "
                                 "an array\n");
}
END_TEST

int main(void)
{
    return SUITE_RUN("memory", a_block_is_zeroed_and_aligned_to_a_cache_line,
                     without_memory_the_process_ends_with_exit_code_4_and_one_line,
                     what_the_system_refuses_is_named);
}
