/*
 * faults.c - a library to preload: the program dies or fails at one call that changes files.
 *
 * FAULTS_LOG=FILE  appends the name of every such call, one per line: the Nth line is call N.
 * FAULTS_AT=N      is the call that it happens at, counted from 1, and
 * FAULTS_DO=       what happens: "kill" before the call, "tear" halfway through a write, or
 *                  the number of an errno. This call gives it and, as on a full disk, so do
 *                  all later ones that need room.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Calls that take room on the disk go on failing; a name can be removed on a full disk, too. */
enum need { NEEDS_NO_ROOM, NEEDS_ROOM };

static atomic_long calls;

static void note(const char *name)
{
    const char *log = getenv("FAULTS_LOG");
    if (log == NULL)
        return;
    int saved = errno;
    long file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    syscall(SYS_write, file, name, strlen(name));
    syscall(SYS_write, file, "\n", (size_t)1);
    syscall(SYS_close, file);
    errno = saved;
}

static void die(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
}

/* True when the call is to fail, with errno set. `*torn`: only half of the write is to be done. */
static bool fails(const char *name, enum need need, bool *torn)
{
    note(name);
    const char *at = getenv("FAULTS_AT");
    const char *what = getenv("FAULTS_DO");
    long call = atomic_fetch_add(&calls, 1) + 1;
    if (torn != NULL)
        *torn = false;
    if (at == NULL || what == NULL)
        return false;
    long wanted = atol(at);
    if (call == wanted && torn != NULL && strcmp(what, "tear") == 0)
        *torn = true;
    else if (call == wanted && (strcmp(what, "kill") == 0 || strcmp(what, "tear") == 0))
        die();
    else if (atoi(what) != 0 && (call == wanted || (call > wanted && need == NEEDS_ROOM))) {
        errno = atoi(what);
        return true;
    }
    return false;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define CHANGES (O_CREAT | O_TRUNC)

static mode_t mode_of(int flags, va_list args)
{
    return (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list args;                                                                              \
        va_start(args, flags);                                                                     \
        mode_t mode = mode_of(flags, args);                                                        \
        va_end(args);                                                                              \
        if ((flags & CHANGES) != 0 && fails(#name, NEEDS_ROOM, NULL))                              \
            return -1;                                                                             \
        return REAL(name)(path, flags, mode);                                                      \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...)                                         \
    {                                                                                              \
        va_list args;                                                                              \
        va_start(args, flags);                                                                     \
        mode_t mode = mode_of(flags, args);                                                        \
        va_end(args);                                                                              \
        if ((flags & CHANGES) != 0 && fails(#name, NEEDS_ROOM, NULL))                              \
            return -1;                                                                             \
        return REAL(name)(folder, path, flags, mode);                                              \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int file, const void *data, size_t size)
{
    bool torn;
    if (file <= STDERR_FILENO)
        return REAL(write)(file, data, size);
    if (fails("write", NEEDS_ROOM, &torn))
        return -1;
    ssize_t done = REAL(write)(file, data, torn ? size / 2 : size);
    if (torn)
        die();
    return done;
}

#define PWRITE(name, offset_type)                                                                  \
    ssize_t name(int file, const void *data, size_t size, offset_type offset)                      \
    {                                                                                              \
        bool torn;                                                                                 \
        if (fails(#name, NEEDS_ROOM, &torn))                                                       \
            return -1;                                                                             \
        ssize_t done = REAL(name)(file, data, torn ? size / 2 : size, offset);                     \
        if (torn)                                                                                  \
            die();                                                                                 \
        return done;                                                                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define CALL(name, need, parameters, arguments)                                                    \
    int name parameters                                                                            \
    {                                                                                              \
        return fails(#name, need, NULL) ? -1 : REAL(name) arguments;                               \
    }
CALL(fsync, NEEDS_ROOM, (int file), (file))
CALL(fdatasync, NEEDS_ROOM, (int file), (file))
CALL(ftruncate, NEEDS_NO_ROOM, (int file, off_t size), (file, size))
CALL(ftruncate64, NEEDS_NO_ROOM, (int file, off64_t size), (file, size))
CALL(mkdir, NEEDS_ROOM, (const char *path, mode_t mode), (path, mode))
CALL(link, NEEDS_ROOM, (const char *from, const char *to), (from, to))
CALL(symlinkat, NEEDS_ROOM, (const char *to, int folder, const char *path), (to, folder, path))
CALL(rename, NEEDS_NO_ROOM, (const char *from, const char *to), (from, to))
CALL(renameat, NEEDS_NO_ROOM, (int from_folder, const char *from, int to_folder, const char *to),
     (from_folder, from, to_folder, to))
CALL(unlink, NEEDS_NO_ROOM, (const char *path), (path))
CALL(unlinkat, NEEDS_NO_ROOM, (int folder, const char *path, int flags), (folder, path, flags))
CALL(rmdir, NEEDS_NO_ROOM, (const char *path), (path))
