#include "load/gold_csv.h"

#include <stdio.h>

#include "load/assertion_text.h"
#include "load/csv_rows.h"
#include "load/gold_expected.h"

#define NAMES_MAX 4
#define ASSERTED_MAX 20 /* columns of assertions: "__expected", "__expected1" … */

static const char *const QUERIES[NAMES_MAX + 1] = {"query", "input", "question"};
static const char *const EXPECTATIONS[NAMES_MAX + 1] = {"expected", "expected_output",
                                                        "expectedOutput", "ideal"};
static const char *const IDS[NAMES_MAX + 1] = {"id"};
static const char *const TAGS[NAMES_MAX + 1] = {"tags"};
#define PROMPTFOO_TAGS "__metadata:tags[]" /* a list with commas */

/* Where a row has what. */
struct columns {
    size_t id;
    size_t query;
    size_t expected; /* JSON with all slots */
    size_t tags;
    size_t promptfoo_tags;
    size_t slots[SLOT_COUNT];
    size_t asserted[ASSERTED_MAX];
    size_t asserted_count;
};

/* The column that the user names, otherwise the first of `names` that there is. */
static size_t find_column(const struct csv_rows *rows, struct str wanted, const char *const *names,
                          struct arena *arena)
{
    size_t column = CSV_ROWS_NONE;
    if (wanted.size != 0)
        return csv_rows_column(rows, str_copy(arena, wanted).data);
    for (; column == CSV_ROWS_NONE && *names != NULL; names++)
        column = csv_rows_column(rows, *names);
    return column;
}

static void find_asserted(const struct csv_rows *rows, struct columns *columns)
{
    for (int i = 0; i < ASSERTED_MAX; i++) {
        char name[sizeof "__expected19"] = "__expected";
        if (i != 0)
            snprintf(name, sizeof name, "__expected%d", i);
        size_t column = csv_rows_column(rows, name);
        if (column != CSV_ROWS_NONE)
            columns->asserted[columns->asserted_count++] = column;
    }
}

static struct columns find_columns(const struct gold_collect *collect, const struct csv_rows *rows)
{
    const struct gold_fields *fields = collect->fields;
    struct arena *arena = collect->loader->arena;
    struct columns columns = {
        .id = find_column(rows, fields->id, IDS, arena),
        .query = find_column(rows, fields->query, QUERIES, arena),
        .expected = find_column(rows, fields->expected, EXPECTATIONS, arena),
        .tags = find_column(rows, fields->tags, TAGS, arena),
        .promptfoo_tags = csv_rows_column(rows, PROMPTFOO_TAGS),
    };
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        columns.slots[slot] = csv_rows_column(rows, slots_name((enum slot)slot));
    find_asserted(rows, &columns);
    return columns;
}

/* "" is not judged, "-" expects none, otherwise values between separators. */
static bool read_cell(struct str cell, char separator, struct arena *scratch,
                      struct gold_case_texts *out)
{
    struct str part;
    if (cell.size == 0)
        return false;
    if (str_equal(cell, STR("-")))
        return true;
    while (str_next(&cell, separator, &part))
        *ARENA_PUSH(scratch, out) = str_trim(part);
    return true;
}

/* The cells with assertions: the first with slots is the expectation, the others remain. */
static bool read_asserted(struct gold_collect *collect, const struct columns *columns,
                          const struct csv_rows *rows, struct input *input,
                          struct gold_case_draft *draft)
{
    struct strbuf json = strbuf_init(collect->loader->scratch, 2 * LINES_MAX);
    struct at at = {input->path, csv_rows_at(rows).line};
    for (size_t i = 0; i < columns->asserted_count; i++) {
        struct str cell = str_trim(csv_rows_cell(rows, columns->asserted[i]));
        bool found = false;
        if (draft->named == 0 && !gold_expected_read_text(collect, input, at, cell, draft, &found))
            return false;
        if (found || cell.size == 0)
            continue;
        strbuf_add_char(&json, json.size == 0 ? '[' : ',');
        assertion_text_write(cell, &json);
    }
    if (json.size != 0)
        strbuf_add_char(&json, ']');
    draft->assertions = strbuf_str(&json);
    return true;
}

/* The cell with all slots as JSON; an empty one leaves it to the column of each slot. */
static bool read_expected(struct gold_collect *collect, struct str cell, struct input *input,
                          struct at at, struct gold_case_draft *draft)
{
    bool found;
    if (cell.size == 0)
        return true;
    if (!gold_expected_read_text(collect, input, at, cell, draft, &found))
        return false;
    return found || input_reject(input, at,
                                 "the expectation is a text without slots in it, which nothing "
                                 "can be held against");
}

static void read_row(struct gold_collect *collect, const struct columns *columns,
                     const struct csv_rows *rows, struct input *input)
{
    struct arena *scratch = collect->loader->scratch;
    struct at at = {input->path, csv_rows_at(rows).line};
    struct gold_case_draft draft = {.id = csv_rows_cell(rows, columns->id),
                                    .query = csv_rows_cell(rows, columns->query)};
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if (read_cell(csv_rows_cell(rows, columns->slots[slot]), '|', scratch, &draft.slots[slot]))
            draft.named |= SLOT_BIT(slot);
    if (draft.named == 0 &&
        !read_expected(collect, csv_rows_cell(rows, columns->expected), input, at, &draft))
        return;
    if (!read_asserted(collect, columns, rows, input, &draft))
        return;
    read_cell(csv_rows_cell(rows, columns->tags), '|', scratch, &draft.tags);
    read_cell(csv_rows_cell(rows, columns->promptfoo_tags), ',', scratch, &draft.tags);
    gold_collect_add(collect, input, at, &draft);
}

static bool read_rows(struct gold_collect *collect, struct csv_rows *rows, struct input *input,
                      struct error *err)
{
    struct columns columns = find_columns(collect, rows);
    struct str wanted = collect->fields->query;
    enum lines_result result;
    if (columns.query == CSV_ROWS_NONE)
        return error_set(err, ERROR_INPUT, (struct at){input->path, 1},
                         "the header has no column \"%.*s\"",
                         STR_ARG(wanted.size == 0 ? STR("query") : wanted));
    while ((result = csv_rows_next(rows, input, err)) == LINES_LINE) {
        read_row(collect, &columns, rows, input);
        arena_reset(collect->loader->scratch);
    }
    return result == LINES_END;
}

bool gold_csv_read(struct gold_collect *collect, struct lines *lines, struct input *input,
                   struct error *err)
{
    struct csv_rows *rows;
    if (!csv_rows_open(lines, collect->loader->arena, &rows, err))
        return false;
    bool done = read_rows(collect, rows, input, err);
    csv_rows_close(rows);
    return done;
}
