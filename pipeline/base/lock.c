#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_MODE 0644

/* Record locks (POSIX) end with the process; the file's text is for whoever asks who holds it. */
static bool lock_file(int file)
{
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_SETLK, &range) == 0;
}

static long holder(int file)
{
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_GETLK, &range) == 0 && range.l_type != F_UNLCK ? (long)range.l_pid : 0;
}

bool lock_take(const char *path, struct lock *out, struct error *err)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, LOCK_MODE);
    if (file < 0)
        return error_errno(err, AT_FILE(path), "cannot make the lock file");
    if (!lock_file(file)) {
        bool held = errno == EACCES || errno == EAGAIN;
        long pid = held ? holder(file) : 0;
        if (held)
            error_set(err, ERROR_LOCKED, AT_FILE(path), "another run (process %ld) holds the lock",
                      pid);
        else
            error_errno(err, AT_FILE(path), "cannot lock");
        close(file);
        return false;
    }

    char text[32];
    int size = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(file, 0) != 0 || write(file, text, (size_t)size) != size) {
        error_errno(err, AT_FILE(path), "cannot write the lock file");
        close(file);
        return false;
    }
    out->file = file;
    return true;
}

void lock_release(struct lock *lock)
{
    if (lock->file >= 0) {
        /* A file that tells of no holder; that it cannot be emptied changes nothing. */
        int emptied = ftruncate(lock->file, 0);
        (void)emptied;
        close(lock->file);
    }
    lock->file = -1;
}
