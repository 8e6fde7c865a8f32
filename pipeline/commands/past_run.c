#include "commands/past_run.h"

#include <string.h>

#include "base/io.h"

#define SUMMARY_MAX ((size_t)1 << 30) /* bytes */

bool past_run_find(const struct session *session, const char *wanted, const char **folder,
                   struct error *err)
{
    struct arena *arena = session->run;
    const char *runs = io_join(arena, session->config->run.out, "runs");
    char **names;
    size_t count;
    size_t matches = 0;

    if (strcmp(wanted, "latest") == 0) {
        *folder = io_join(arena, session->config->run.out, "latest");
        if (io_is_folder(*folder))
            return true;
        return error_set(err, ERROR_USAGE, AT_FILE(session->config->run.out),
                         "there is no run yet: `reelgauge run` makes one");
    }
    if (!io_list_folder(arena, runs, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], wanted) != 0 && !str_starts_with(str_from(names[i]), str_from(wanted)))
            continue;
        *folder = io_join(arena, runs, names[i]);
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

bool past_run_summary(const struct session *session, const char *folder, struct json **summary,
                      struct error *err)
{
    const char *path = io_join(session->run, folder, "summary.json");
    struct str text;
    return io_read_file(session->run, path, SUMMARY_MAX, &text, err) &&
           json_parse(text, path, summary, err);
}
