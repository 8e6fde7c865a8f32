#include "commands/report.h"

#include <string.h>

#include "base/io.h"
#include "commands/render.h"

#define SUMMARY_MAX ((size_t)1 << 30) /* bytes */

const struct commands_option report_options[] = {
    {"to", "DIR", "folder to write to; it must not exist, or be empty"},
    {0},
};

/* The folder under runs/ that a person means; links and names of other things are none. */
static bool find_run(const struct session *session, const char **run, struct error *err)
{
    struct arena *arena = session->run;
    const char *runs = io_join(arena, session->config->run.out, "runs");
    const char *wanted = session->argument_count == 0 ? "latest" : session->arguments[0];
    char **names;
    size_t count;
    size_t matches = 0;

    if (strcmp(wanted, "latest") == 0) {
        *run = "../latest";
        if (io_is_folder(io_join(arena, runs, *run)))
            return true;
        return error_set(err, ERROR_USAGE, AT_FILE(session->config->run.out),
                         "there is no run yet: `reelgauge run` makes one");
    }
    if (!io_list_folder(arena, runs, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], wanted) != 0 && !str_starts_with(str_from(names[i]), str_from(wanted)))
            continue;
        *run = names[i];
        matches++;
        if (strcmp(names[i], wanted) == 0) {
            matches = 1;
            break;
        }
    }
    if (matches == 1)
        return true;
    return error_set(err, ERROR_USAGE, AT_FILE(runs),
                     matches == 0 ? "no run's id is or begins with %s"
                                  : "more than one run's id begins with %s",
                     wanted);
}

/* Writes into a folder beside the target and renames it: rendered whole or not at all. */
static bool write_folder(const struct session *session, const char *folder,
                         const struct render_file files[RENDER_FILES], struct error *err)
{
    struct arena *arena = session->run;
    const char *staging = arena_printf(arena, "%s.partial", folder);
    if (!io_remove_tree(staging, err) || !io_make_folders(staging, err))
        return false;
    for (size_t i = 0; i < RENDER_FILES; i++)
        if (!io_write_file(io_join(arena, staging, files[i].name), files[i].text, 0644, err))
            return false;
    return io_rename(staging, folder, err);
}

/* The folder of --to, or rendered/RUN, where an older rendering gives way. */
static bool choose_folder(const struct session *session, const char *run_id, const char **folder,
                          struct error *err)
{
    const char *to = session_option(session, "to");
    if (to != NULL) {
        struct str trimmed = str_from(to);
        while (trimmed.size > 1 && trimmed.data[trimmed.size - 1] == '/')
            trimmed.size--;
        *folder = arena_copy(session->run, trimmed.data, trimmed.size);
        return true;
    }
    *folder = io_join(session->run, session->config->run.out,
                      arena_printf(session->run, "rendered/%s", run_id));
    return io_remove_tree(*folder, err);
}

static bool render(const struct session *session, const struct json *summary, struct error *err)
{
    struct render_file files[RENDER_FILES];
    const char *folder;
    const char *run_id = json_get_text(json_get(summary, "run"), "id");
    if (run_id[0] == '\0' || strchr(run_id, '/') != NULL)
        return error_set(err, ERROR_INPUT, AT_NOWHERE, "the summary names no run");
    if (!render_all(summary, session->config->report.templates, session->run, files, err) ||
        !choose_folder(session, run_id, &folder, err) || !write_folder(session, folder, files, err))
        return false;
    if (!session->quiet)
        fprintf(session->out, "report: %s/index.html\n", folder);
    return true;
}

bool report_command(struct session *session, struct error *err)
{
    const char *run = "";
    struct json *summary;
    struct str text;
    if (!find_run(session, &run, err))
        return false;
    const char *path = io_join(session->run, session->config->run.out,
                               arena_printf(session->run, "runs/%s/summary.json", run));
    if (!io_read_file(session->run, path, SUMMARY_MAX, &text, err) ||
        !json_parse(text, path, &summary, err))
        return false;
    bool done = render(session, summary, err);
    json_free(summary);
    return done;
}
