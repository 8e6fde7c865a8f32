/* death.h - how a function ends the process: for what is fatal, and for assertions. */
#ifndef UNIT_DEATH_H
#define UNIT_DEATH_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A sanitizer sees some of it first, and ends the process in its own way. */
#ifdef __has_feature
#define DEATH_CLANG_HAS(feature) __has_feature(feature)
#else
#define DEATH_CLANG_HAS(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || DEATH_CLANG_HAS(address_sanitizer)
#define DEATH_ASAN true
#else
#define DEATH_ASAN false
#endif
#if defined(__SANITIZE_THREAD__) || DEATH_CLANG_HAS(thread_sanitizer)
#define DEATH_SANITIZED true
#else
#define DEATH_SANITIZED DEATH_ASAN
#endif

struct death {
    int exit_code;  /* -1 when a signal ended it */
    int signal;     /* 0 when it exited */
    char said[512]; /* the start of what it wrote to stderr */
};

/* Runs `body` in a child; exit code 99 says that it came back. */
static inline struct death death_of(void (*body)(void))
{
    struct death death = {.exit_code = -1};
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        dup2(ends[1], STDERR_FILENO);
        body();
        _exit(99);
    }
    close(ends[1]);
    size_t used = 0;
    ssize_t size;
    while (used < sizeof death.said - 1 &&
           (size = read(ends[0], death.said + used, sizeof death.said - 1 - used)) > 0)
        used += (size_t)size;
    close(ends[0]);

    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        death.exit_code = WEXITSTATUS(status);
    else
        death.signal = WTERMSIG(status);
    return death;
}

#endif
