#include "commands/prompts.h"

#include <stdlib.h>

#include "base/diff.h"
#include "base/io.h"
#include "base/json.h"
#include "base/redact.h"
#include "base/suggest.h"
#include "base/unicode.h"
#include "commands/columns.h"
#include "commands/prompt_inputs.h"
#include "report/prompt_text.h"
#include "store/prompt_rows.h"
#include "store/store.h"

#define CONTEXT 3 /* equal lines shown around changed ones */

/* A version of a prompt, from a file, the history or both. */
struct entry {
    struct str name;
    struct str version;
    struct str source;
    const char *file;     /* NULL: no file has it any more */
    struct str first_run; /* "": no run used it yet */
    size_t runs;
    size_t position; /* in the order of first use */
};

struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

/* ── what there is ── */

static bool load_files(struct session *session, struct prompt_list *out, struct error *err)
{
    struct input_list inputs = {.arena = session->run};
    struct loader loader = {.arena = session->run, .scratch = session->scratch, .inputs = &inputs};
    if (!redact_open(&loader.redactor, err))
        return false;
    bool done = prompt_inputs_load(session->config, &loader, out, err);
    redact_close(loader.redactor);
    return done;
}

static bool load_history(struct session *session, struct prompt_rows_row **rows, size_t *count,
                         struct error *err)
{
    struct store *store;
    *count = 0;
    if (!store_open_reading(io_join(session->run, session->config->run.out, "history.db"), &store,
                            err))
        return false;
    bool done = store == NULL || prompt_rows_load(store, session->run, rows, count, err);
    store_close(store);
    return done;
}

static struct entry *find_version(const struct entries *entries, struct str name,
                                  struct str version)
{
    for (size_t i = 0; i < entries->count; i++)
        if (str_equal(entries->items[i].name, name) &&
            str_equal(entries->items[i].version, version))
            return &entries->items[i];
    return NULL;
}

static int compare_names(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = str_compare(a->name, b->name);
    if (order == 0)
        order = (b->file != NULL) - (a->file != NULL); /* the present one first */
    return order == 0 ? (a->position > b->position) - (a->position < b->position) : order;
}

/* By name: of each the one in a file, then those that runs used, the first of them first. */
static bool load_entries(struct session *session, struct entries *out, struct error *err)
{
    struct prompt_list files = {0};
    struct prompt_rows_row *rows = NULL;
    size_t count;
    if (!load_files(session, &files, err) || !load_history(session, &rows, &count, err))
        return false;
    for (size_t i = 0; i < files.count; i++) {
        const struct prompt *prompt = &files.items[i];
        *ARENA_PUSH(session->run, out) = (struct entry){.name = prompt->name,
                                                        .version = prompt->version,
                                                        .source = prompt->source,
                                                        .file = prompt->at.file};
    }
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = find_version(out, rows[i].name, rows[i].version);
        if (entry == NULL) {
            entry = ARENA_PUSH(session->run, out);
            *entry = (struct entry){.name = rows[i].name,
                                    .version = rows[i].version,
                                    .source = rows[i].source,
                                    .position = i};
        }
        entry->first_run = rows[i].first_run;
        entry->runs = rows[i].runs;
    }
    if (out->count != 0)
        qsort(out->items, out->count, sizeof *out->items, compare_names);
    return true;
}

/* ── which is meant ── */

static bool no_such(const struct entries *entries, struct str wanted, struct error *err)
{
    struct str rest = wanted;
    struct str name = STR_NONE;
    str_next(&rest, '@', &name);
    struct suggest near = suggest_for(name);
    for (size_t i = 0; i < entries->count; i++)
        suggest_consider(&near, entries->items[i].name);
    if (near.best.size == 0 || str_equal(near.best, name))
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "there is no prompt `%.*s`; `reelgauge prompts list` shows those there "
                         "are",
                         STR_ARG(wanted));
    return error_set(err, ERROR_USAGE, AT_NOWHERE,
                     "there is no prompt `%.*s`; did you mean `%.*s`?", STR_ARG(wanted),
                     STR_ARG(near.best));
}

/* The newest of a name is the one in a file, otherwise the last; a version has to fit one alone. */
static bool find(const struct entries *entries, const char *text, const struct entry **out,
                 struct error *err)
{
    struct str wanted = str_from(text);
    struct str version = wanted;
    struct str name = STR_NONE;
    const struct entry *found = NULL;
    str_next(&version, '@', &name);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        if (!str_equal(entry->name, name) || !str_starts_with(entry->version, version))
            continue;
        if (found != NULL && version.size != 0)
            return error_set(err, ERROR_USAGE, AT_NOWHERE,
                             "`%s` is the beginning of %.*s and %.*s; give more of it", text,
                             STR_ARG(found->version), STR_ARG(entry->version));
        if (found == NULL || found->file == NULL)
            found = entry;
    }
    if (found == NULL)
        return no_such(entries, wanted, err);
    *out = found;
    return true;
}

static bool text_of(const struct entry *entry, struct arena *arena, struct str *out,
                    struct error *err)
{
    struct json *source;
    if (!json_parse(entry->source, "source", &source, err))
        return false;
    *out = unicode_displayable(arena, prompt_text_write(source, arena));
    json_free(source);
    return true;
}

static const char *reference_of(const struct entry *entry, struct arena *arena)
{
    return arena_printf(arena, "%.*s@%.*s", STR_ARG(entry->name), STR_ARG(entry->version));
}

/* ── printing ── */

static void put_entry(const struct entry *entry, struct json *node, struct arena *arena)
{
    json_put_text(node, "reference", reference_of(entry, arena));
    json_put_string(node, "name", entry->name);
    json_put_string(node, "version", entry->version);
    json_put_text(node, "file", entry->file);
    if (entry->first_run.size == 0)
        json_put_null(node, "first_run");
    else
        json_put_string(node, "first_run", entry->first_run);
    json_put_count(node, "runs", entry->runs);
}

static void print_json(struct session *session, struct json *root)
{
    struct str text = json_write(session->scratch, root);
    fwrite(text.data, 1, text.size, session->out);
    json_free(root);
}

static void print_list(struct session *session, const struct entries *entries)
{
    struct columns columns = columns_init(session->scratch, "lllr", session->colour);
    static const char *const titles[] = {"prompt", "file", "first used by", "runs"};
    if (entries->count == 0) {
        fputs("there is no prompt\n", session->out);
        return;
    }
    for (size_t i = 0; i < columns.width; i++)
        columns_add(&columns, titles[i], COLUMNS_FAINT);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        bool used = entry->first_run.size != 0;
        columns_add(&columns, reference_of(entry, session->scratch), COLUMNS_PLAIN);
        columns_add(&columns, entry->file == NULL ? "-" : entry->file, COLUMNS_PLAIN);
        columns_add(&columns, used ? entry->first_run.data : "-", COLUMNS_PLAIN);
        columns_add(&columns, arena_printf(session->scratch, "%zu", entry->runs), COLUMNS_PLAIN);
    }
    columns_print(&columns, "", session->out);
}

bool prompts_list_command(struct session *session, struct error *err)
{
    struct entries entries = {0};
    if (!load_entries(session, &entries, err))
        return false;
    if (!session->json) {
        print_list(session, &entries);
        return true;
    }
    struct json *root = json_array();
    for (size_t i = 0; i < entries.count; i++)
        put_entry(&entries.items[i], json_append_object(root), session->scratch);
    print_json(session, root);
    return true;
}

bool prompts_show_command(struct session *session, struct error *err)
{
    struct entries entries = {0};
    const struct entry *entry;
    struct str text;
    if (!load_entries(session, &entries, err) ||
        !find(&entries, session->arguments[0], &entry, err) ||
        !text_of(entry, session->scratch, &text, err))
        return false;
    if (!session->json) {
        fwrite(text.data, 1, text.size, session->out);
        return true;
    }
    struct json *root = json_object();
    put_entry(entry, root, session->scratch);
    json_put_string(root, "source", entry->source);
    json_put_string(root, "text", text);
    print_json(session, root);
    return true;
}

/* ── diff ── */

static bool near_change(const struct diff *diff, size_t at)
{
    size_t from = at < CONTEXT ? 0 : at - CONTEXT;
    for (size_t i = from; i < diff->count && i <= at + CONTEXT; i++)
        if (diff->items[i].kind != DIFF_SAME)
            return true;
    return false;
}

static void print_diff(struct session *session, const struct diff *diff)
{
    static const char *const marks[] = {
        [DIFF_SAME] = " ", [DIFF_REMOVED] = "-", [DIFF_ADDED] = "+"};
    static const char *const colours[] = {
        [DIFF_SAME] = "", [DIFF_REMOVED] = "\033[31m", [DIFF_ADDED] = "\033[32m"};
    bool skipping = false;
    if (diff->changes == 0) {
        fputs("there is no difference\n", session->out);
        return;
    }
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_edit *edit = &diff->items[i];
        if (!near_change(diff, i)) {
            if (!skipping)
                fputs("  …\n", session->out);
            skipping = true;
            continue;
        }
        skipping = false;
        bool colour = session->colour && edit->kind != DIFF_SAME;
        fprintf(session->out, "%s%s%.*s%s\n", colour ? colours[edit->kind] : "", marks[edit->kind],
                STR_ARG(edit->text), colour ? "\033[0m" : "");
    }
}

static void put_diff(struct json *root, const struct diff *diff)
{
    static const char *const names[] = {
        [DIFF_SAME] = "same", [DIFF_REMOVED] = "removed", [DIFF_ADDED] = "added"};
    struct json *lines = json_put_array(root, "lines");
    json_put_count(root, "changes", diff->changes);
    for (size_t i = 0; i < diff->count; i++) {
        struct json *line = json_append_object(lines);
        json_put_text(line, "kind", names[diff->items[i].kind]);
        json_put_string(line, "text", diff->items[i].text);
    }
}

bool prompts_diff_command(struct session *session, struct error *err)
{
    struct entries entries = {0};
    const struct entry *a;
    const struct entry *b;
    struct str left;
    struct str right;
    if (!load_entries(session, &entries, err) || !find(&entries, session->arguments[0], &a, err) ||
        !find(&entries, session->arguments[1], &b, err) ||
        !text_of(a, session->scratch, &left, err) || !text_of(b, session->scratch, &right, err))
        return false;
    struct diff diff = diff_lines(left, right, session->scratch);
    if (session->json) {
        struct json *root = json_object();
        put_entry(a, json_put_object(root, "a"), session->scratch);
        put_entry(b, json_put_object(root, "b"), session->scratch);
        put_diff(root, &diff);
        print_json(session, root);
        return true;
    }
    fprintf(session->out, "--- %s\n+++ %s\n", reference_of(a, session->scratch),
            reference_of(b, session->scratch));
    print_diff(session, &diff);
    return true;
}
