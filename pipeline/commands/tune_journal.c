#include "commands/tune_journal.h"

#include "base/io.h"
#include "base/json.h"

#define JOURNAL_MAX ((size_t)1 << 24) /* bytes */

struct tune_journal_fit {
    bool known;
    double rmse; /* NAN: diverged */
};

static struct tune_journal_fit *fit_at(const struct tune_journal_file *file, size_t trial,
                                       size_t rung)
{
    return &file->fits[trial * TUNING_RUNGS_MAX + rung];
}

static bool recall(void *context, size_t trial, size_t rung, double *rmse)
{
    const struct tune_journal_fit *fit = fit_at(context, trial, rung);
    *rmse = fit->rmse;
    return fit->known;
}

static bool record(void *context, size_t trial, size_t rung, double rmse, struct error *err)
{
    const struct tune_journal_file *file = context;
    *fit_at(file, trial, rung) = (struct tune_journal_fit){true, rmse};
    struct json *root = json_object();
    struct json *fits = json_put_array(root, "fits");
    for (size_t t = 0; t < file->trials; t++)
        for (size_t r = 0; r < TUNING_RUNGS_MAX; r++) {
            if (!fit_at(file, t, r)->known)
                continue;
            struct json *fit = json_append_object(fits);
            json_put_count(fit, "trial", t + 1);
            json_put_count(fit, "rung", r + 1);
            json_put_number(fit, "rmse", fit_at(file, t, r)->rmse);
        }
    const struct str text = json_write(file->scratch, root);
    json_free(root);
    bool written = io_write_file(file->path, text, 0644, err);
    arena_reset(file->scratch);
    return written;
}

static bool take_fits(struct tune_journal_file *file, const struct json *root, struct error *err)
{
    const struct json *fits = json_get(root, "fits");
    if (!json_is_array(fits))
        return error_set(err, ERROR_INPUT, AT_FILE(file->path), "this is no journal of a search");
    for (const struct json *fit = json_first(fits); fit != NULL; fit = json_next(fit)) {
        const size_t trial = json_size(json_get(fit, "trial"));
        const size_t rung = json_size(json_get(fit, "rung"));
        if (trial == 0 || trial > file->trials || rung == 0 || rung > TUNING_RUNGS_MAX)
            return error_set(err, ERROR_INPUT, AT_FILE(file->path),
                             "a fit has no trial or rung of this search; remove the file to begin "
                             "anew");
        *fit_at(file, trial - 1, rung - 1) =
            (struct tune_journal_fit){true, json_get_number(fit, "rmse")};
    }
    return true;
}

bool tune_journal_open(const char *path, size_t trials, struct arena *arena, struct arena *scratch,
                       struct tune_journal_file *out, struct error *err)
{
    struct str text;
    struct json *root;
    *out = (struct tune_journal_file){
        .path = path,
        .trials = trials,
        .fits = ARENA_ARRAY(arena, struct tune_journal_fit, trials * TUNING_RUNGS_MAX),
        .scratch = scratch,
    };
    if (!io_exists(path))
        return true;
    if (!io_read_file(scratch, path, JOURNAL_MAX, &text, err) ||
        !json_parse(text, path, &root, err))
        return false;
    bool taken = take_fits(out, root, err);
    json_free(root);
    return taken;
}

struct tune_journal tune_journal_of(struct tune_journal_file *file)
{
    return (struct tune_journal){file, recall, record};
}
