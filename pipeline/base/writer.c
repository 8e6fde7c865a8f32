#include "base/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/memory.h"

#define BUFFER_SIZE ((size_t)1 << 20)

struct writer {
    char path[PATH_MAX];
    char temporary[PATH_MAX];
    int file;
    int failure; /* errno of the first error; 0: none */
    uint64_t size;
    size_t buffered;
    char *buffer; /* (BUFFER_SIZE) a block of base/memory.h */
};

/* "folder/.name.tmp-PID" for "folder/name". */
static bool name_temporary(const char *path, char out[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
    int size =
        snprintf(out, PATH_MAX, "%.*s.%s.tmp-%ld", folder, path, path + folder, (long)getpid());
    return size > 0 && size < PATH_MAX;
}

bool writer_open(const char *path, unsigned mode, struct writer **out, struct error *err)
{
    struct writer *writer = memory_block(1, sizeof *writer);
    if (!name_temporary(path, writer->temporary)) {
        memory_free(writer);
        return error_set(err, ERROR_SYSTEM, AT_FILE(path), "the path is too long");
    }
    snprintf(writer->path, sizeof writer->path, "%s", path);
    unlink(writer->temporary);
    writer->file =
        open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
    if (writer->file < 0) {
        error_errno(err, AT_FILE(path), "cannot create a file beside it");
        memory_free(writer);
        return false;
    }
    writer->buffer = memory_block(BUFFER_SIZE, 1);
    *out = writer;
    return true;
}

static void flush(struct writer *writer)
{
    size_t done = 0;
    while (done < writer->buffered && writer->failure == 0) {
        ssize_t size = write(writer->file, writer->buffer + done, writer->buffered - done);
        if (size >= 0)
            done += (size_t)size;
        else if (errno != EINTR)
            writer->failure = errno;
    }
    writer->buffered = 0;
}

void writer_add(struct writer *writer, struct str text)
{
    writer->size += text.size;
    while (text.size != 0) {
        size_t room = BUFFER_SIZE - writer->buffered;
        size_t part = text.size < room ? text.size : room;
        memcpy(writer->buffer + writer->buffered, text.data, part);
        writer->buffered += part;
        text = str_slice(text, part, text.size);
        if (writer->buffered == BUFFER_SIZE)
            flush(writer);
    }
}

void writer_add_count(struct writer *writer, uint64_t number)
{
    char digits[20];
    size_t from = sizeof digits;
    do {
        digits[--from] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    writer_add(writer, (struct str){digits + from, sizeof digits - from});
}

uint64_t writer_size(const struct writer *writer)
{
    return writer->size;
}

static void free_writer(struct writer *writer)
{
    memory_free(writer->buffer);
    memory_free(writer);
}

bool writer_commit(struct writer *writer, struct error *err)
{
    flush(writer);
    if (writer->failure == 0 && fsync(writer->file) != 0)
        writer->failure = errno;
    if (close(writer->file) != 0 && writer->failure == 0)
        writer->failure = errno;

    bool done = writer->failure == 0;
    errno = writer->failure;
    if (!done)
        error_errno(err, AT_FILE(writer->path), "cannot write");
    done = done && io_rename(writer->temporary, writer->path, err);
    if (!done)
        unlink(writer->temporary);
    free_writer(writer);
    return done;
}

void writer_abandon(struct writer *writer)
{
    if (writer == NULL)
        return;
    close(writer->file);
    unlink(writer->temporary);
    free_writer(writer);
}
