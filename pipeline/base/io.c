#include "base/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define STREAM_CAPACITY ((size_t)64 << 10) /* first room for what does not tell its size */
#define TEMPORARY_STEM 200                 /* bytes of a name that its temporary name repeats */

/*
 * Where a name is going to be: its folder, held open, so that all that happens there happens in
 * the same folder whatever is renamed above it meanwhile.
 */
struct place {
    int folder;
    char name[NAME_MAX + 1];
    char temporary[NAME_MAX + 1]; /* ".NAME.tmp-PID", in the same folder */
};

static bool open_place(const char *path, struct place *place, struct error *err)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;

    char folder[PATH_MAX] = ".";
    if (start >= sizeof folder || end - start >= sizeof place->name) {
        errno = ENAMETOOLONG;
        return error_errno(err, AT_FILE(path), "cannot be a path");
    }
    if (start > 0)
        memcpy(folder, path, start);
    memcpy(place->name, path + start, end - start);
    place->name[end - start] = '\0';
    snprintf(place->temporary, sizeof place->temporary, ".%.*s.tmp-%ld", TEMPORARY_STEM,
             place->name, (long)getpid());

    if (place->name[0] == '\0' || strcmp(place->name, ".") == 0 || strcmp(place->name, "..") == 0)
        return error_set(err, ERROR_SYSTEM, AT_FILE(path), "does not name a file");
    place->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place->folder < 0)
        return error_errno(err, AT_FILE(path), "cannot open its folder %s", folder);
    return true;
}

/* Some network file systems cannot flush a folder and say EINVAL: they have nothing to flush. */
static bool flush_folder(int folder, const char *path, struct error *err)
{
    if (fsync(folder) != 0 && errno != EINVAL && errno != ENOTSUP)
        return error_errno(err, AT_FILE(path), "cannot flush its folder to disk");
    return true;
}

/* Renames the finished temporary file; removes it when that fails. */
static bool move_into_place(const struct place *place, const char *path, struct error *err)
{
    if (renameat(place->folder, place->temporary, place->folder, place->name) != 0) {
        error_errno(err, AT_FILE(path), "cannot be replaced");
        unlinkat(place->folder, place->temporary, 0);
        return false;
    }
    return flush_folder(place->folder, path, err);
}

static bool write_all(int file, struct str data, const char *path, struct error *err)
{
    size_t done = 0;
    while (done < data.size) {
        ssize_t size = write(file, data.data + done, data.size - done);
        if (size >= 0)
            done += (size_t)size;
        else if (errno != EINTR)
            return error_errno(err, AT_FILE(path), "cannot write");
    }
    return true;
}

static bool write_temporary(const struct place *place, const char *path, struct str data,
                            unsigned mode, struct error *err)
{
    /* A process of the same number may have been killed here before. */
    unlinkat(place->folder, place->temporary, 0);
    int file = openat(place->folder, place->temporary,
                      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
    if (file < 0)
        return error_errno(err, AT_FILE(path), "cannot create a file beside it");

    bool written = write_all(file, data, path, err);
    if (written && fsync(file) != 0)
        written = error_errno(err, AT_FILE(path), "cannot flush to disk");
    if (close(file) != 0 && written)
        written = error_errno(err, AT_FILE(path), "cannot close");
    if (!written)
        unlinkat(place->folder, place->temporary, 0);
    return written;
}

/* Refuses to rename over a device or a pipe: /dev/stdout must not become a file. */
static bool is_replaceable(const struct place *place, const char *path, struct error *err)
{
    struct stat old;
    if (fstatat(place->folder, place->name, &old, 0) != 0 || S_ISREG(old.st_mode))
        return true;
    return error_set(err, ERROR_SYSTEM, AT_FILE(path),
                     S_ISDIR(old.st_mode) ? "is a directory" : "is not a regular file");
}

bool io_write_file(const char *path, struct str data, unsigned mode, struct error *err)
{
    struct place place;
    if (!open_place(path, &place, err))
        return false;
    bool done = is_replaceable(&place, path, err) &&
                write_temporary(&place, path, data, mode, err) &&
                move_into_place(&place, path, err);
    close(place.folder);
    return done;
}

/* A path that cannot name a file is the user's mistake; all else is the system's. */
static bool refuse_open(const char *path, struct error *err)
{
    if (errno == ENOENT)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "does not exist");
    if (errno == ENOTDIR || errno == ENAMETOOLONG || errno == ELOOP)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "cannot be opened: %s", strerror(errno));
    return error_errno(err, AT_FILE(path), "cannot be opened");
}

static bool read_all(struct arena *arena, int file, const char *path, size_t max, struct str *out,
                     struct error *err)
{
    struct stat info;
    if (fstat(file, &info) != 0)
        return error_errno(err, AT_FILE(path), "cannot read");
    if (S_ISDIR(info.st_mode))
        return error_set(err, ERROR_INPUT, AT_FILE(path), "is a directory");
    size_t size = S_ISREG(info.st_mode) ? (size_t)info.st_size : 0;
    if (size > max)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "is larger than %zu bytes", max);

    /* The byte more is where the NUL goes, and where reading sees that there is no more. */
    size_t capacity = size == 0 ? STREAM_CAPACITY : size + 1;
    char *data = arena_array(arena, capacity, 1);
    size_t used = 0;
    for (;;) {
        data = arena_grow(arena, data, used, &capacity, 1);
        ssize_t got = read(file, data + used, capacity - used);
        if (got == 0)
            break;
        if (got > 0)
            used += (size_t)got;
        else if (errno != EINTR)
            return error_errno(err, AT_FILE(path), "cannot read");
        if (used > max)
            return error_set(err, ERROR_INPUT, AT_FILE(path), "is larger than %zu bytes", max);
    }
    *out = (struct str){data, used};
    return true;
}

bool io_read_file(struct arena *arena, const char *path, size_t max, struct str *out,
                  struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return refuse_open(path, err);
    bool done = read_all(arena, file, path, max, out, err);
    close(file);
    return done;
}

static bool map_all(int file, const char *path, size_t max, struct str *out, struct error *err)
{
    struct stat info;
    if (fstat(file, &info) != 0)
        return error_errno(err, AT_FILE(path), "cannot read");
    if (!S_ISREG(info.st_mode))
        return error_set(err, ERROR_INPUT, AT_FILE(path),
                         S_ISDIR(info.st_mode) ? "is a directory" : "is not a regular file");
    if ((uintmax_t)info.st_size > max)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "is larger than %zu bytes", max);
    const size_t size = (size_t)info.st_size;
    if (size == 0) {
        *out = STR_NONE;
        return true;
    }
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data == MAP_FAILED)
        return error_errno(err, AT_FILE(path), "cannot be mapped");
    *out = (struct str){data, size};
    return true;
}

bool io_map(const char *path, size_t max, struct str *out, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return refuse_open(path, err);
    bool done = map_all(file, path, max, out, err);
    close(file);
    return done;
}

void io_unmap(struct str bytes)
{
    void *data;
    memcpy(&data, &bytes.data, sizeof data); /* munmap() takes what is const to everybody else */
    if (bytes.size != 0)
        munmap(data, bytes.size);
}

bool io_make_folders(const char *path, struct error *err)
{
    char part[PATH_MAX];
    size_t size = strlen(path);
    if (size == 0 || size >= sizeof part) {
        errno = size == 0 ? ENOENT : ENAMETOOLONG;
        return error_errno(err, AT_FILE(path), "cannot be a folder");
    }
    for (size_t i = 1; i <= size; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0755) != 0 && errno != EEXIST)
            return error_errno(err, AT_FILE(part), "cannot make the folder");
    }
    if (!io_is_folder(path))
        return error_set(err, ERROR_SYSTEM, AT_FILE(path), "is there already and is no folder");
    return true;
}

static bool remove_entry(int folder, const char *name, const char *path, struct error *err);

static bool remove_content(DIR *folder, const char *path, struct error *err)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL)
            return errno == 0 || error_errno(err, AT_FILE(path), "cannot list it to remove it");
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (!remove_entry(dirfd(folder), entry->d_name, path, err))
            return false;
    }
}

/* Removes one name in an open folder and, when it is a folder, first all below it. */
static bool remove_entry(int folder, const char *name, const char *path, struct error *err)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return true;
    /* Linux says EISDIR of a folder, POSIX EPERM, which is also what a protected file gives. */
    int reason = errno;
    if (reason != EISDIR && reason != EPERM)
        return error_errno(err, AT_FILE(path), "cannot remove \"%s\"", name);

    int inside = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *content = inside < 0 ? NULL : fdopendir(inside);
    if (content == NULL) {
        errno = reason == EPERM ? reason : errno;
        error_errno(err, AT_FILE(path), "cannot remove \"%s\"", name);
        if (inside >= 0)
            close(inside);
        return false;
    }
    bool empty = remove_content(content, path, err);
    closedir(content);
    if (empty && unlinkat(folder, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
        return error_errno(err, AT_FILE(path), "cannot remove \"%s\"", name);
    return empty;
}

bool io_remove_tree(const char *path, struct error *err)
{
    struct stat info;
    if (lstat(path, &info) != 0 && errno == ENOENT)
        return true;
    struct place place;
    if (!open_place(path, &place, err))
        return false;
    bool done = remove_entry(place.folder, place.name, path, err);
    close(place.folder);
    return done;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool io_list_folder(struct arena *arena, const char *path, char ***names, size_t *count,
                    struct error *err)
{
    struct {
        char **items;
        size_t count;
        size_t capacity;
    } list = {0};
    DIR *folder = opendir(path);
    if (folder == NULL && errno != ENOENT)
        return error_errno(err, AT_FILE(path), "cannot list the folder");

    for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            *ARENA_PUSH(arena, &list) = arena_copy(arena, entry->d_name, strlen(entry->d_name));
    if (folder != NULL)
        closedir(folder);
    if (list.count != 0)
        qsort(list.items, list.count, sizeof *list.items, compare_names);
    *names = list.items;
    *count = list.count;
    return true;
}

bool io_sync_folder(const char *path, struct error *err)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return error_errno(err, AT_FILE(path), "cannot open the folder");
    bool done = flush_folder(folder, path, err);
    close(folder);
    return done;
}

bool io_rename(const char *from, const char *to, struct error *err)
{
    struct place place;
    if (!open_place(to, &place, err))
        return false;
    bool done = true;
    if (renameat(AT_FDCWD, from, place.folder, place.name) != 0)
        done = error_errno(err, AT_FILE(to), "cannot rename %s to it", from);
    done = done && flush_folder(place.folder, to, err);
    close(place.folder);
    return done;
}

static bool replace_link(const struct place *place, const char *target, const char *path,
                         struct error *err)
{
    struct stat old;
    if (fstatat(place->folder, place->name, &old, AT_SYMLINK_NOFOLLOW) == 0 &&
        !S_ISLNK(old.st_mode))
        return error_set(err, ERROR_SYSTEM, AT_FILE(path), "is there already and is no link");
    unlinkat(place->folder, place->temporary, 0);
    if (symlinkat(target, place->folder, place->temporary) != 0)
        return error_errno(err, AT_FILE(path), "cannot make a link to %s", target);
    return move_into_place(place, path, err);
}

bool io_replace_link(const char *target, const char *path, struct error *err)
{
    struct place place;
    if (!open_place(path, &place, err))
        return false;
    bool done = replace_link(&place, target, path, err);
    close(place.folder);
    return done;
}

bool io_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

bool io_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

char *io_join(struct arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder);
    bool joined = size == 0 || folder[size - 1] == '/';
    return arena_printf(arena, joined ? "%s%s" : "%s/%s", folder, name);
}
