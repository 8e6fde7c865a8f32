#include "commands/night_recover.h"

#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "store/take_in.h"

#define FILE_MAX ((size_t)1 << 30) /* bytes of one published file */

static void warn(const struct night *night, const char *what, const char *name)
{
    log_write(night->session->log, LOG_WARNING, "recover", "%s: %s", name, what);
}

static const char *run_folder(struct night *night, const char *run_id)
{
    return night_path(night, arena_printf(night->arena, "runs/%s", run_id));
}

/* Reads every file of a published folder, so that the history knows its artifacts. */
static bool read_artifacts(struct night *night, const char *folder,
                           struct take_in_artifact **artifacts, size_t *count, struct error *err)
{
    char **names;
    if (!io_list_folder(night->scratch, folder, &names, count, err))
        return false;
    *artifacts = ARENA_ARRAY(night->scratch, struct take_in_artifact, *count);
    for (size_t i = 0; i < *count; i++) {
        struct str text;
        if (!io_read_file(night->scratch, io_join(night->scratch, folder, names[i]), FILE_MAX,
                          &text, err))
            return false;
        (*artifacts)[i] = (struct take_in_artifact){names[i], text.size, hash_sha256(text)};
    }
    return true;
}

static bool check_id(const struct json *summary, const char *path, const char *run_id,
                     struct error *err)
{
    const char *id = json_get_text(json_get(summary, "run"), "id");
    return strcmp(id, run_id) == 0 ||
           error_set(err, ERROR_INPUT, AT_FILE(path), "is the summary of another run");
}

static bool take_in_folder(struct night *night, const char *run_id, struct error *err)
{
    const char *folder = run_folder(night, run_id);
    const char *path = io_join(night->scratch, folder, "summary.json");
    struct take_in_artifact *artifacts;
    struct json *summary;
    size_t count;
    struct str text;

    if (!io_read_file(night->scratch, path, FILE_MAX, &text, err) ||
        !read_artifacts(night, folder, &artifacts, &count, err) ||
        !json_parse(text, path, &summary, err))
        return false;
    bool done = check_id(summary, path, run_id, err) &&
                take_in_run(night->store, summary, artifacts, count, err);
    json_free(summary);
    return done;
}

/* A folder that is no run of ours is named and left alone; the database's troubles end the run. */
static bool take_in_folders(struct night *night, char **names, size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct error why = {0};
        bool known = names[i][0] == '.';
        if (!known && !store_has_run(night->store, names[i], &known, err))
            return false;
        if (known)
            continue;
        if (take_in_folder(night, names[i], &why)) {
            warn(night, "was published, but not in the history; taken in", names[i]);
        } else if (why.kind != ERROR_INPUT) {
            *err = why;
            return false;
        } else {
            warn(night, why.text, names[i]);
        }
        arena_reset(night->scratch);
    }
    return true;
}

static bool folder_exists(void *context, const char *run_id)
{
    return io_is_folder(run_folder(context, run_id));
}

/* What was to become the link `latest` when a run was killed. */
static bool remove_unfinished_links(struct night *night, struct error *err)
{
    const char *out = night->config->run.out;
    char **names;
    size_t count;
    if (!io_list_folder(night->arena, out, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (str_starts_with(str_from(names[i]), STR(".latest.tmp-")) &&
            !io_remove_tree(io_join(night->arena, out, names[i]), err))
            return false;
    return true;
}

/* Whether a name in models/ is one that a run gives: "RUN.svd", and ".RUN.svd.tmp-1" meanwhile. */
static bool is_model(const char *name)
{
    return name[0] == '.' || str_ends_with(str_from(name), STR(".svd"));
}

/* A model whose run was killed before it was published belongs to nobody. */
static bool remove_orphan_models(struct night *night, struct error *err)
{
    const char *folder = night_path(night, "models");
    char **names;
    size_t count;
    if (!io_list_folder(night->arena, folder, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t stem = strcspn(names[i], ".");
        const char *run_id = arena_copy(night->arena, names[i], stem);
        bool known = false;
        if (stem != 0 && !store_has_run(night->store, run_id, &known, err))
            return false;
        if (known || !is_model(names[i]) || (stem != 0 && folder_exists(night, run_id)))
            continue;
        if (!io_remove_tree(io_join(night->arena, folder, names[i]), err))
            return false;
    }
    return true;
}

/* A run that was killed between its row and the link is the last one of the history. */
static bool point_latest(struct night *night, struct error *err)
{
    const char *link = night_path(night, "latest");
    char run_id[RUN_ID_MAX];
    char now[RUN_ID_MAX + 8];
    if (!store_last_run(night->store, run_id, err))
        return false;
    if (run_id[0] == '\0')
        return true;
    const char *target = arena_printf(night->arena, "runs/%s", run_id);
    ssize_t size = readlink(link, now, sizeof now);
    if (size == (ssize_t)strlen(target) && memcmp(now, target, (size_t)size) == 0)
        return true;
    warn(night, "was published, but not the latest; it is now", run_id);
    return io_replace_link(target, link, err);
}

bool night_recover_all(struct night *night, struct error *err)
{
    const char *runs = night_path(night, "runs");
    char **names;
    size_t count;
    size_t lost;
    if (!io_remove_tree(night_path(night, NIGHT_RECOVER_STAGING), err) ||
        !io_list_folder(night->arena, runs, &names, &count, err) ||
        !take_in_folders(night, names, count, err) ||
        !store_mark_lost(night->store, folder_exists, night, &lost, err) ||
        !remove_orphan_models(night, err) || !remove_unfinished_links(night, err) ||
        !point_latest(night, err))
        return false;
    if (lost != 0)
        log_write(night->session->log, LOG_WARNING, "recover",
                  lost == 1 ? "%zu run of the history has lost its folder"
                            : "%zu runs of the history have lost their folders",
                  lost);
    return true;
}
