/*
 * suite.h - the main of a unit test:
 *
 *     int main(void)
 *     {
 *         return SUITE_RUN("hash", sha256_gives_the_published_digests, fields_keep_their_borders);
 *     }
 *
 * Every test runs in a process of its own, so that a crash or a limit it sets ends with it.
 */
#ifndef UNIT_SUITE_H
#define UNIT_SUITE_H

#include <check.h>
#include <stdlib.h>

/*
 * Runs `tests`, which end with NULL, each between `open` and `close` (NULL: nothing to set up);
 * returns the exit code of the test program.
 */
static inline int suite_run(const char *name, SFun open, SFun close, const TTest *const tests[])
{
    TCase *all = tcase_create(name);
    tcase_add_checked_fixture(all, open, close);
    for (size_t i = 0; tests[i] != NULL; i++)
        tcase_add_test(all, tests[i]);
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, all);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define SUITE_RUN(name, ...)                                                                       \
    suite_run((name), NULL, NULL, (const TTest *const[]){__VA_ARGS__, NULL})
#define SUITE_RUN_AROUND(open, close, name, ...)                                                   \
    suite_run((name), (open), (close), (const TTest *const[]){__VA_ARGS__, NULL})

#endif
