#include "commands/report.h"

#include <string.h>

#include "base/io.h"
#include "commands/outputs.h"
#include "commands/past_run.h"
#include "commands/render.h"

const struct commands_option report_options[] = {
    {"to", "DIR", "folder to write to; it must not exist, or be empty"},
    {0},
};

/* Writes into a folder beside the target and renames it: rendered whole or not at all. The
 * outputs are not rendered but taken along. */
static bool write_folder(const struct session *session, const char *run, const char *folder,
                         const struct render_file files[RENDER_FILES], struct error *err)
{
    struct arena *arena = session->run;
    const char *staging = arena_printf(arena, "%s.partial", folder);
    if (!io_remove_tree(staging, err) || !io_make_folders(staging, err))
        return false;
    for (size_t i = 0; i < RENDER_FILES; i++)
        if (!io_write_file(io_join(arena, staging, files[i].name), files[i].text, 0644, err))
            return false;
    return outputs_copy(io_join(arena, run, OUTPUTS_NAME), io_join(arena, staging, OUTPUTS_NAME),
                        err) &&
           io_rename(staging, folder, err);
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

static bool render(const struct session *session, const char *run, const struct json *summary,
                   struct error *err)
{
    struct render_file files[RENDER_FILES];
    const char *folder;
    const char *run_id = json_get_text(json_get(summary, "run"), "id");
    if (run_id[0] == '\0' || strchr(run_id, '/') != NULL)
        return error_set(err, ERROR_INPUT, AT_NOWHERE, "the summary names no run");
    if (!render_all(summary, session->config->report.templates, session->run, files, err) ||
        !choose_folder(session, run_id, &folder, err) ||
        !write_folder(session, run, folder, files, err))
        return false;
    if (!session->quiet)
        fprintf(session->out, "report: %s/index.html\n", folder);
    return true;
}

bool report_command(struct session *session, struct error *err)
{
    const char *wanted = session->argument_count == 0 ? "latest" : session->arguments[0];
    const char *run;
    struct json *summary;
    if (!past_run_find(session, wanted, &run, err) ||
        !past_run_summary(session, run, &summary, err))
        return false;
    bool done = render(session, run, summary, err);
    json_free(summary);
    return done;
}
