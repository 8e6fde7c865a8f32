/* folder.h - a folder of its own for each test that touches the disk. */
#ifndef UNIT_FOLDER_H
#define UNIT_FOLDER_H

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

static char folder_own[64];

static inline void folder_remove(void)
{
    io_remove_tree(folder_own, NULL);
}

/*
 * The path of a fresh, empty folder that everybody may enter. It is removed when the test ends
 * well; the folder of a failed test stays for a look.
 */
static inline const char *folder_make(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(folder_own, sizeof folder_own, "%.40s/reelgauge-XXXXXX", tmp == NULL ? "/tmp" : tmp);
    ck_assert_ptr_nonnull(mkdtemp(folder_own));
    ck_assert_int_eq(chmod(folder_own, 0755), 0);
    atexit(folder_remove);
    return folder_own;
}

/* "folder/name" in one of four buffers that take turns. */
static inline const char *folder_path(const char *folder, const char *name)
{
    static char paths[4][1024];
    static size_t turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* How many names there are in a folder, hidden ones too. */
static inline int folder_count(const char *path)
{
    int count = -2; /* "." and ".." */
    DIR *folder = opendir(path);
    ck_assert_ptr_nonnull(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

#endif
