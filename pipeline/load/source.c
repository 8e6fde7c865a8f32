#include "load/source.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/json.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"

#define PLANTED "planted.json"
#define PLANTED_MAX ((size_t)1 << 20) /* bytes */
#define GROUPS 3
#define PATTERNS 5

/* A folder gives the files of the first group that matches any. */
static const struct {
    const char *name;
    bool single; /* only the first file, in byte order */
    const char *groups[GROUPS][PATTERNS];
    const char *wanted; /* what an error says was looked for */
} KINDS[SOURCE_KINDS] = {
    [SOURCE_GOLD] = {"gold",
                     false,
                     {{"gold*.jsonl", "gold*.json", "gold*.csv", "gold*.yaml", "gold*.yml"},
                      {"*.jsonl", "*.json", "*.csv", "*.yaml", "*.yml"}},
                     "*.jsonl, *.json, *.csv or *.yaml"},
    [SOURCE_MOVIES] = {"movies",
                       true,
                       {{"movies.csv"}, {"movies.dat"}, {"u.item"}},
                       "movies.csv, movies.dat or u.item"},
    [SOURCE_RATINGS] = {"ratings",
                        true,
                        {{"ratings.csv"}, {"ratings.dat"}, {"u.data"}},
                        "ratings.csv, ratings.dat or u.data"},
    [SOURCE_FEEDBACK] = {"feedback", false, {{"feedback*.jsonl"}, {"*.jsonl"}}, "*.jsonl"},
    [SOURCE_TRACES] = {"traces", false, {{"traces*.jsonl"}, {"*.jsonl"}}, "*.jsonl"},
    [SOURCE_RECORDINGS] = {"recordings", false, {{"*.jsonl"}}, "*.jsonl"},
    [SOURCE_TAGS] = {"tags", true, {{"tags.csv"}, {"tags.dat"}}, "tags.csv or tags.dat"},
    [SOURCE_RUBRICS] = {"rubrics", false, {{"*.yaml", "*.yml"}}, "*.yaml or *.yml"},
    [SOURCE_LABELS] = {"labels", false, {{"labels*.jsonl"}, {"*.jsonl"}}, "*.jsonl"},
    [SOURCE_JUDGEMENTS] = {"judgements", false, {{"judgements*.jsonl"}, {"*.jsonl"}}, "*.jsonl"},
    [SOURCE_PROMPTS] = {"prompts", false, {{"*.yaml", "*.yml"}}, "*.yaml or *.yml"},
    [SOURCE_ASSERTIONS] = {"assertions",
                           false,
                           {{"*.yaml", "*.yml", "*.json", "*.jsonl"}},
                           "*.yaml, *.yml, *.json or *.jsonl"},
};

/* A list that grows, and the files that are in it by device and inode. */
struct expansion {
    struct source_list list;
    struct map files;
    struct arena *arena;
};

struct name_list {
    const char **items;
    size_t count;
    size_t capacity;
};

const char *source_kind_name(enum source_kind kind)
{
    return KINDS[kind].name;
}

static struct expansion expansion_init(enum source_kind kind, struct arena *arena)
{
    return (struct expansion){.list = {.kind = kind}, .files = map_init(arena), .arena = arena};
}

/* Adds what stat() found at `path`, unless it is there under some name. */
static void add_file(struct expansion *to, const char *path, const struct stat *info)
{
    struct str key = str_from(arena_printf(to->arena, "%llx:%llx", (unsigned long long)info->st_dev,
                                           (unsigned long long)info->st_ino));
    if (map_add(&to->files, key, 0))
        ARENA_PUSH(to->arena, &to->list)->path = arena_copy(to->arena, path, strlen(path));
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, without hidden ones. */
static bool list_folder(const char *path, struct arena *arena, struct name_list *out,
                        struct error *err)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "may not be read: %s", strerror(errno));
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            *ARENA_PUSH(arena, out) = arena_copy(arena, entry->d_name, strlen(entry->d_name));
    closedir(folder);
    if (out->count != 0)
        qsort(out->items, out->count, sizeof *out->items, compare_names);
    return true;
}

/* Whether a name, with or without the ending of a compressed file, is in the group. */
static bool matches(const char *const group[PATTERNS], const char *name, struct arena *arena)
{
    struct str plain = str_from(name);
    if (str_ends_with(plain, STR(".gz")))
        plain.size -= 3;
    else if (str_ends_with(plain, STR(".zst")))
        plain.size -= 4;
    const char *text = arena_copy(arena, plain.data, plain.size);
    for (size_t i = 0; i < PATTERNS && group[i] != NULL; i++)
        if (fnmatch(group[i], text, 0) == 0 && strcmp(text, PLANTED) != 0)
            return true;
    return false;
}

/* Adds the folder's files of the kind and counts them in `*found`. */
static bool add_folder(struct expansion *to, const char *path, size_t *found, struct error *err)
{
    struct name_list names = {0};
    if (!list_folder(path, to->arena, &names, err))
        return false;
    *found = 0;
    for (size_t g = 0; g < GROUPS && *found == 0; g++) {
        for (size_t i = 0; i < names.count; i++) {
            struct stat info;
            if (!matches(KINDS[to->list.kind].groups[g], names.items[i], to->arena))
                continue;
            const char *file = io_join(to->arena, path, names.items[i]);
            if (stat(file, &info) != 0 || S_ISDIR(info.st_mode))
                continue;
            add_file(to, file, &info);
            ++*found;
            if (KINDS[to->list.kind].single)
                break;
        }
    }
    return true;
}

static bool add_glob(struct expansion *to, const char *pattern, struct error *err)
{
    glob_t found;
    int status = glob(pattern, 0, NULL, &found);
    if (status == GLOB_NOSPACE)
        memory_exhausted("a glob", 0);
    size_t files = 0;
    for (size_t i = 0; status == 0 && i < found.gl_pathc; i++) {
        struct stat info;
        if (stat(found.gl_pathv[i], &info) != 0 || S_ISDIR(info.st_mode))
            continue;
        add_file(to, found.gl_pathv[i], &info);
        files++;
    }
    if (status == 0)
        globfree(&found);
    if (files == 0)
        return error_set(err, ERROR_INPUT, AT_FILE(pattern), "no file matches");
    return true;
}

static bool add_name(struct expansion *to, const char *name, struct error *err)
{
    struct stat info;
    size_t found;
    if (strcmp(name, "none") == 0)
        return true;
    if (stat(name, &info) != 0) {
        int reason = errno;
        if (strpbrk(name, "*?[") != NULL)
            return add_glob(to, name, err);
        if (reason == ENOENT || reason == ENOTDIR)
            return error_set(err, ERROR_INPUT, AT_FILE(name), "does not exist");
        return error_set(err, ERROR_INPUT, AT_FILE(name), "may not be read: %s", strerror(reason));
    }
    if (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode))
        return error_set(err, ERROR_INPUT, AT_FILE(name), "is a device, which may have no end");
    if (!S_ISDIR(info.st_mode)) {
        add_file(to, name, &info);
        return true;
    }
    if (!add_folder(to, name, &found, err))
        return false;
    if (found == 0)
        return error_set(err, ERROR_INPUT, AT_FILE(name), "the folder has no %s file (%s)",
                         KINDS[to->list.kind].name, KINDS[to->list.kind].wanted);
    return true;
}

/* "a/b/c" is "a/b", "c" is ".". */
static const char *folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

/* The folder's planted.json; NULL when it has none. */
static bool read_planted(struct arena *arena, const char *folder, struct json **out,
                         struct error *err)
{
    struct str text;
    const char *path = strcmp(folder, ".") == 0 ? PLANTED : io_join(arena, folder, PLANTED);
    *out = NULL;
    if (!io_exists(path))
        return true;
    if (!io_read_file(arena, path, PLANTED_MAX, &text, err) || !json_parse(text, path, out, err))
        return false;
    if (json_is_array(json_get(*out, "files")))
        return true;
    json_free(*out);
    return error_set(err, ERROR_INPUT, AT_FILE(path), "\"files\" is no list of file names");
}

static bool lists(const struct json *planted, const char *name)
{
    const struct json *files = json_get(planted, "files");
    for (const struct json *file = json_first(files); file != NULL; file = json_next(file))
        if (strcmp(json_text(file), name) == 0)
            return true;
    return false;
}

/* Looks every file up in the planted.json of its folder, which is read once for a row of files. */
static bool mark_synthetic(struct expansion *to, struct error *err)
{
    const char *known = NULL;
    struct json *planted = NULL;
    for (size_t i = 0; i < to->list.count; i++) {
        struct source *source = &to->list.items[i];
        const char *folder = folder_of(to->arena, source->path);
        if (known == NULL || strcmp(folder, known) != 0) {
            json_free(planted);
            if (!read_planted(to->arena, folder, &planted, err))
                return false;
            known = folder;
        }
        const char *slash = strrchr(source->path, '/');
        source->synthetic = lists(planted, slash == NULL ? source->path : slash + 1);
    }
    json_free(planted);
    return true;
}

bool source_expand(enum source_kind kind, const struct str *names, size_t count,
                   struct arena *arena, struct source_list *out, struct error *err)
{
    struct expansion to = expansion_init(kind, arena);
    for (size_t i = 0; i < count; i++)
        if (!add_name(&to, arena_copy(arena, names[i].data, names[i].size), err))
            return false;
    if (!mark_synthetic(&to, err))
        return false;
    *out = to.list;
    return true;
}

bool source_beside(const struct source_list *list, enum source_kind kind, struct arena *arena,
                   struct source_list *out, struct error *err)
{
    struct expansion to = expansion_init(kind, arena);
    for (size_t i = 0; i < list->count; i++) {
        size_t found;
        if (!add_folder(&to, folder_of(arena, list->items[i].path), &found, err))
            return false;
    }
    if (!mark_synthetic(&to, err))
        return false;
    *out = to.list;
    return true;
}
