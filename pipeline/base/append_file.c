#include "base/append_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE 0600
#define BLOCK ((size_t)64 << 10) /* bytes that are searched for a newline at once */

/* The bytes up to and with the last newline before `size`. */
static bool whole_lines(int file, uint64_t size, uint64_t *out)
{
    char block[BLOCK];
    while (size != 0) {
        size_t part = size < BLOCK ? (size_t)size : BLOCK;
        ssize_t got = pread(file, block, part, (off_t)(size - part));
        if (got != (ssize_t)part)
            return false;
        while (part != 0 && block[part - 1] != '\n') {
            part--;
            size--;
        }
        if (part != 0)
            break;
    }
    *out = size;
    return true;
}

bool append_file_open(const char *path, struct append_file *out, uint64_t *torn, struct error *err)
{
    struct append_file file = {.path = path};
    struct stat status;
    file.file = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, MODE);
    if (file.file < 0)
        return error_errno(err, AT_FILE(path), "cannot open it for appending");
    errno = 0;
    if (fstat(file.file, &status) != 0 || !S_ISREG(status.st_mode) ||
        !whole_lines(file.file, (uint64_t)status.st_size, &file.size)) {
        error_errno(err, AT_FILE(path), "cannot read it");
        append_file_close(&file);
        return false;
    }
    *torn = (uint64_t)status.st_size - file.size;
    if (*torn != 0 && ftruncate(file.file, (off_t)file.size) != 0) {
        error_errno(err, AT_FILE(path), "cannot cut off its torn last line");
        append_file_close(&file);
        return false;
    }
    *out = file;
    return true;
}

/* Writes all of it; false with errno otherwise. */
static bool write_all(int file, struct str text)
{
    while (text.size != 0) {
        ssize_t size = write(file, text.data, text.size);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return false;
        text = str_slice(text, (size_t)size, text.size);
    }
    return true;
}

bool append_file_add(struct append_file *file, struct str line, struct error *err)
{
    file->dirty = true;
    if (write_all(file->file, line) && write_all(file->file, STR("\n"))) {
        file->size += line.size + 1;
        return true;
    }
    error_errno(err, AT_FILE(file->path), "cannot write");
    /* The next opening would do it as well. */
    int cut = ftruncate(file->file, (off_t)file->size);
    (void)cut;
    return false;
}

bool append_file_sync(struct append_file *file, struct error *err)
{
    if (!file->dirty)
        return true;
    if (fdatasync(file->file) != 0)
        return error_errno(err, AT_FILE(file->path), "cannot write");
    file->dirty = false;
    return true;
}

bool append_file_read(const struct append_file *file, uint64_t offset, size_t size,
                      struct arena *arena, struct str *out, struct error *err)
{
    char *bytes = arena_array(arena, size + 1, 1);
    size_t done = 0;
    while (done < size) {
        ssize_t got = pread(file->file, bytes + done, size - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_errno(err, AT_FILE(file->path), "cannot read it");
        if (got == 0)
            return error_set(err, ERROR_SYSTEM, AT_FILE(file->path), "it has become shorter");
        done += (size_t)got;
    }
    *out = (struct str){bytes, size};
    return true;
}

void append_file_close(struct append_file *file)
{
    if (file->file >= 0)
        close(file->file);
    file->file = -1;
}
