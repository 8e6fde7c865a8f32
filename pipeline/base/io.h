/*
 * io.h - files that appear whole or not at all.
 *
 * A file is written beside its target under a temporary name (".NAME.tmp-PID"), flushed to
 * disk (fsync) and renamed; then the folder is flushed too. A reader sees the old content or
 * the new one. On error the target is what it was and the temporary file is gone; only when
 * the very last step, flushing the folder, fails is the new content in place already.
 *
 * Folders that are written to are held open meanwhile, so that all of one write happens in one
 * folder. What fails is an ERROR_SYSTEM that names the path and the system's reason ("No space
 * left on device", "Read-only file system"), unless a function says otherwise.
 */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/*
 * Writes `data` to `path` atomically, with `mode` less the umask (0644 for what others read, 0600
 * for keys). A link is replaced, not followed; what is there and no regular file is an error.
 */
bool io_write_file(const char *path, struct str data, unsigned mode, struct error *err);

/*
 * Reads a whole file or pipe of at most `max` bytes into the arena; a NUL that `out->size` does
 * not count stands behind it. Errors: ERROR_INPUT when the path leads to no file, to a directory
 * or to something larger; ERROR_SYSTEM when it may not be read or reading fails.
 */
bool io_read_file(struct arena *arena, const char *path, size_t max, struct str *out,
                  struct error *err);

/*
 * A file's bytes, read from disk as they are looked at; nobody may write to them. They stay what
 * they are when the name is given to another file, but not when the file itself is cut short: map
 * only what is replaced by a rename. Errors of io_map(): those of io_read_file(), and ERROR_INPUT
 * for what is no regular file. io_unmap() gives the bytes back; an empty string is nothing.
 */
bool io_map(const char *path, size_t max, struct str *out, struct error *err);
void io_unmap(struct str bytes);

/* Makes the folder and its parents, 0755 less the umask; a folder that exists is fine. */
bool io_make_folders(const char *path, struct error *err);

/*
 * Removes a file or a folder with all in it, never following links; what does not exist is
 * fine. An error leaves what could not be removed, and what had not been reached.
 */
bool io_remove_tree(const char *path, struct error *err);

/* Flushes a folder's entries, so that a rename in it survives a power cut. */
bool io_sync_folder(const char *path, struct error *err);

/*
 * Renames `from` to `to` on the same file system and flushes the folder of `to`. A file replaces
 * a file, a folder an empty folder.
 */
bool io_rename(const char *from, const char *to, struct error *err);

/*
 * Makes the symbolic link `path` point to `target`, replacing an older link by one rename. What
 * is there and no link is left alone: an error.
 */
bool io_replace_link(const char *target, const char *path, struct error *err);

/*
 * The names in a folder, without "." and "..", in byte order; they and the list live in the
 * arena. A folder that does not exist has none.
 */
bool io_list_folder(struct arena *arena, const char *path, char ***names, size_t *count,
                    struct error *err);

/* Both follow links; a link that leads nowhere does not exist. */
bool io_exists(const char *path);
bool io_is_folder(const char *path);

/* "folder/name", without a double slash; an empty folder gives the name alone. */
char *io_join(struct arena *arena, const char *folder, const char *name);

#endif
