#include "store/case_results.h"

#include <stdlib.h>
#include <string.h>

#include "store/database.h"
#include "store/document.h"
#include "store/statement.h"

#define MEMBER_SIZE 4 /* bytes of a case's id in a set */

/* A case of the summary, and the row of gold_case that stands for it. */
struct member {
    uint32_t id;
    const struct json *row;
};

static int compare_members(const void *left, const void *right)
{
    const struct member *a = left;
    const struct member *b = right;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* ── keeping ── */

static void bind_case(struct statement *statement, const struct json *row)
{
    document_bind_text(statement, 1, row, "id");
    document_bind_digest(statement, 2, row, "digest");
}

static bool find_members(struct store *store, const struct json *rows, struct member *members,
                         struct error *err)
{
    struct statement find =
        statement_open(store, "SELECT id FROM gold_case WHERE name = ?1 AND digest = ?2", err);
    struct statement add =
        statement_open(store, "INSERT INTO gold_case (name, digest) VALUES (?1, ?2)", err);
    for (const struct json *row = json_first(rows); row; row = json_next(row), members++) {
        members->row = row;
        bind_case(&find, row);
        if (statement_row(&find)) {
            members->id = (uint32_t)statement_count(&find, 0);
            statement_reset(&find);
            continue;
        }
        bind_case(&add, row);
        statement_run(&add);
        members->id = (uint32_t)sqlite3_last_insert_rowid(store->db);
    }
    bool added = statement_close(&add);
    return statement_close(&find) && added;
}

static struct str pack(const struct member *members, size_t count, struct arena *scratch)
{
    unsigned char *bytes = ARENA_ARRAY(scratch, unsigned char, count *MEMBER_SIZE);
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < MEMBER_SIZE; b++)
            bytes[i * MEMBER_SIZE + b] = (unsigned char)(members[i].id >> (8 * b));
    return (struct str){(const char *)bytes, count * MEMBER_SIZE};
}

/* Gives the run the set, which most nights is there already. */
static bool keep_set(struct store *store, int64_t run, struct str packed, struct error *err)
{
    struct hash_sha256 digest = hash_sha256(packed);
    struct statement add = statement_open(
        store, "INSERT INTO case_set (digest, members) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        err);
    statement_bind_digest(&add, 1, &digest);
    statement_bind_blob(&add, 2, packed);
    statement_run(&add);
    if (!statement_close(&add))
        return false;

    struct statement point = statement_open(
        store,
        "UPDATE run SET case_set_id = (SELECT id FROM case_set WHERE digest = ?2) WHERE id = ?1",
        err);
    statement_bind_count(&point, 1, run);
    statement_bind_digest(&point, 2, &digest);
    statement_run(&point);
    return statement_close(&point);
}

static char letter_of(const struct json *reading)
{
    const struct json *pass = json_get(reading, "pass");
    if (json_is_null(pass))
        return CASE_RESULTS_UNSCORED;
    return json_is_true(pass) ? CASE_RESULTS_PASSED : CASE_RESULTS_FAILED;
}

/* The letters of all interpreters, (interpreters, cases). */
static bool read_letters(const struct member *members, size_t count, size_t interpreters,
                         char *letters, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct json *readings = json_get(members[i].row, "readings");
        const struct json *reading = json_first(readings);
        if (json_count(readings) != interpreters)
            return document_fail(err, "case %s has %zu readings of %zu interpreters",
                                 json_get_text(members[i].row, "id"), json_count(readings),
                                 interpreters);
        for (size_t n = 0; n < interpreters; n++, reading = json_next(reading))
            letters[n * count + i] = letter_of(reading);
    }
    return true;
}

static bool keep_letters(struct store *store, int64_t run, const struct json *interpreters,
                         const char *letters, size_t count, struct error *err)
{
    struct statement insert =
        statement_open(store, "INSERT INTO case_result VALUES (?1, ?2, ?3, ?4)", err);
    int64_t position = 0;
    statement_bind_count(&insert, 1, run);
    for (const struct json *node = json_first(interpreters); node; node = json_next(node)) {
        statement_bind_count(&insert, 2, position++);
        document_bind_text(&insert, 3, node, "name");
        statement_bind_text(&insert, 4, (struct str){letters, count});
        statement_run(&insert);
        letters += count;
    }
    return statement_close(&insert);
}

bool case_results_keep(struct store *store, int64_t run, const struct json *summary,
                       struct arena *scratch, struct error *err)
{
    const struct json *rows = json_get(json_get(summary, "cases"), "rows");
    const struct json *interpreters = json_get(summary, "interpreters");
    size_t count = json_count(rows);
    size_t interpreter_count = json_count(interpreters);
    if (count == 0)
        return true;
    struct member *members = ARENA_ARRAY(scratch, struct member, count);
    char *letters = ARENA_ARRAY(scratch, char, interpreter_count *count);
    if (!find_members(store, rows, members, err))
        return false;
    qsort(members, count, sizeof *members, compare_members);
    return read_letters(members, count, interpreter_count, letters, err) &&
           keep_set(store, run, pack(members, count, scratch), err) &&
           keep_letters(store, run, interpreters, letters, count, err);
}

/* ── reading back ── */

static bool misfit(const struct store *store, struct error *err)
{
    return error_set(err, ERROR_SYSTEM, AT_FILE(store->path),
                     "the history is damaged: a run and its cases do not fit together");
}

static uint32_t unpack(const char *bytes)
{
    uint32_t id = 0;
    for (size_t b = 0; b < MEMBER_SIZE; b++)
        id |= (uint32_t)(unsigned char)bytes[b] << (8 * b);
    return id;
}

static bool load_cases(struct store *store, struct str packed, struct arena *arena,
                       struct case_results *out, struct error *err)
{
    struct statement find =
        statement_open(store, "SELECT name, digest FROM gold_case WHERE id = ?1", err);
    size_t count = packed.size / MEMBER_SIZE;
    out->cases = ARENA_ARRAY(arena, struct case_results_case, count);
    for (size_t i = 0; i < count; i++) {
        statement_bind_count(&find, 1, unpack(packed.data + i * MEMBER_SIZE));
        if (!statement_row(&find))
            break;
        struct case_results_case *entry = &out->cases[out->case_count++];
        entry->id = statement_copy(&find, 0, arena);
        entry->digest = statement_digest(&find, 1);
        statement_reset(&find);
    }
    return statement_close(&find) && (out->case_count == count || misfit(store, err));
}

static bool load_letters(struct store *store, int64_t run, struct arena *arena,
                         struct case_results *out, struct error *err)
{
    struct statement query = statement_open(
        store, "SELECT interpreter, verdicts FROM case_result WHERE run_id = ?1 ORDER BY position",
        err);
    size_t capacity = 0;
    bool fits = true;
    statement_bind_count(&query, 1, run);
    while (statement_row(&query)) {
        out->interpreters = arena_grow(arena, out->interpreters, out->interpreter_count, &capacity,
                                       sizeof *out->interpreters);
        struct case_results_verdicts *verdicts = &out->interpreters[out->interpreter_count++];
        verdicts->interpreter = statement_copy(&query, 0, arena);
        verdicts->letters = statement_copy(&query, 1, arena);
        fits = fits && verdicts->letters.size == out->case_count;
    }
    return statement_close(&query) && (fits || misfit(store, err));
}

bool case_results_load(struct store *store, int64_t run, struct arena *arena,
                       struct case_results *out, struct error *err)
{
    struct statement query = statement_open(
        store,
        "SELECT members FROM run JOIN case_set ON case_set.id = run.case_set_id WHERE run.id = ?1",
        err);
    *out = (struct case_results){0};
    statement_bind_count(&query, 1, run);
    bool loaded = true;
    if (statement_row(&query))
        loaded = load_cases(store, statement_blob(&query, 0), arena, out, err) &&
                 load_letters(store, run, arena, out, err);
    return statement_close(&query) && loaded;
}
