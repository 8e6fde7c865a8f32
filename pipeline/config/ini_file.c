#include "config/ini_file.h"

#include <assert.h>
#include <ini.h>
#include <string.h>

#include "base/io.h"
#include "base/suggest.h"

/*
 * inih pulls lines out of next_line() and pushes values into take_value(). Three things it does
 * silently are caught on the way: it cuts a line that is longer than its buffer and parses
 * the rest as a new one, it cuts names of sections, and it says nothing of a section without
 * keys. So next_line() measures every line and looks up every section as it passes.
 */
struct reader {
    struct settings *settings;
    struct str rest;
    struct at at;                   /* the line that inih works on */
    bool indented;                  /* it begins with white space */
    struct settings_record *record; /* the open section; NULL before the first */
    const struct keys_row *key;     /* the last one of the section; NULL before the first */
    bool failed;
    struct error *err;
};

static bool unknown_section(struct reader *reader, struct str name)
{
    struct suggest near = suggest_for(name);
    for (size_t i = 0; i < keys_section_count; i++)
        suggest_consider(&near, str_from(keys_sections[i].name));
    if (near.best.size == 0)
        return error_set(reader->err, ERROR_USAGE, reader->at, "unknown section [%.*s]",
                         STR_ARG(name));
    return error_set(reader->err, ERROR_USAGE, reader->at,
                     "unknown section [%.*s]; did you mean [%.*s]?", STR_ARG(name),
                     STR_ARG(near.best));
}

/* `heading` is what stands between the brackets: "svd", "gate case_accuracy". */
static bool open_section(struct reader *reader, struct str heading)
{
    struct str name = str_trim(heading);
    struct str kind = STR_NONE;
    str_next(&name, ' ', &kind);
    name = str_trim(name);

    const struct keys_section *section = keys_find_section(kind);
    if (section == NULL)
        return unknown_section(reader, kind);
    if (section->named && name.size == 0)
        return error_set(reader->err, ERROR_USAGE, reader->at, "[%s] needs a name: [%s NAME]",
                         section->name, section->name);
    if (!section->named && name.size != 0)
        return error_set(reader->err, ERROR_USAGE, reader->at, "[%s] takes no name", section->name);

    struct settings_record *record = settings_find(reader->settings, section, name);
    if (record != NULL && record->at.line != 0)
        return error_set(reader->err, ERROR_USAGE, reader->at,
                         "[%.*s] is there twice; the first is in line %zu",
                         STR_ARG(str_trim(heading)), record->at.line);
    if (section->named &&
        !settings_claim(reader->settings, section, name, reader->at, &record, reader->err))
        return false;
    assert(record != NULL); /* a section without a name has its record from the start */
    record->at = reader->at;
    reader->record = record;
    reader->key = NULL;
    return true;
}

/* A section's line is the one that inih takes for it: indented below a key, it continues the value.
 */
static bool look_at(struct reader *reader, struct str line)
{
    reader->indented = line.size != 0 && str_trim(str_slice(line, 0, 1)).size == 0;
    struct str content = str_trim(line);
    bool continues = reader->indented && reader->key != NULL;
    size_t end = str_find(content, STR("]"));
    if (!str_starts_with(content, STR("[")) || end == SIZE_MAX || continues)
        return true;
    return open_section(reader, str_slice(content, 1, end));
}

/* An ini_reader: fgets() on memory. NULL ends the file, and after a failure inih reads no further.
 */
static char *next_line(char *buffer, int size, void *context)
{
    struct reader *reader = context;
    struct str line;
    if (reader->failed || !str_next(&reader->rest, '\n', &line))
        return NULL;
    reader->at.line++;
    if (line.size >= (size_t)size) {
        reader->failed = true;
        error_set(reader->err, ERROR_USAGE, reader->at,
                  "the line is longer than %d bytes; a list may go on in a line that begins with "
                  "a space",
                  size - 1);
        return NULL;
    }
    if (!look_at(reader, line)) {
        reader->failed = true;
        return NULL;
    }
    if (line.size != 0)
        memcpy(buffer, line.data, line.size);
    buffer[line.size] = '\0';
    return buffer;
}

static bool unknown_key(struct reader *reader, struct str name)
{
    struct arena *arena = reader->settings->arena;
    const struct keys_section *section = reader->record->section;
    struct str title = settings_title(reader->record, arena);
    struct suggest near = suggest_for(name);
    for (size_t i = 0; i < reader->record->count; i++)
        suggest_consider(&near, str_from(reader->record->keys[i].name));
    if (near.best.size != 0)
        return error_set(reader->err, ERROR_USAGE, reader->at,
                         "unknown key `%.*s` in %.*s; did you mean `%.*s`?", STR_ARG(name),
                         STR_ARG(title), STR_ARG(near.best));
    for (size_t i = 0; i < keys_section_count; i++)
        if (&keys_sections[i] != section && keys_find(&keys_sections[i], name) != NULL)
            return error_set(reader->err, ERROR_USAGE, reader->at,
                             "unknown key `%.*s` in %.*s; it belongs to [%s]", STR_ARG(name),
                             STR_ARG(title), keys_sections[i].name);
    return error_set(reader->err, ERROR_USAGE, reader->at, "unknown key `%.*s` in %.*s",
                     STR_ARG(name), STR_ARG(title));
}

static bool set_new(struct reader *reader, struct str name, struct str value)
{
    if (reader->record == NULL)
        return error_set(reader->err, ERROR_USAGE, reader->at,
                         "`%.*s` stands before the first [section]", STR_ARG(name));
    const struct keys_row *key = keys_find(reader->record->section, name);
    if (key == NULL)
        return unknown_key(reader, name);
    const struct settings_value *old = settings_value(reader->record, key);
    if (old->origin.source == SETTINGS_FILE)
        return error_set(reader->err, ERROR_USAGE, reader->at,
                         "`%s` is there twice; the first is in line %zu", key->name,
                         old->origin.at.line);
    reader->key = key;
    return settings_set(reader->settings, reader->record, key, value,
                        (struct settings_origin){SETTINGS_FILE, reader->at}, false, reader->err);
}

/* The list keeps the place where it begins. */
static bool set_more(struct reader *reader, struct str value)
{
    if (!keys_is_list(reader->key))
        return error_set(reader->err, ERROR_USAGE, reader->at,
                         "a line that begins with a space continues `%s`, which takes one value",
                         reader->key->name);
    struct settings_value *list = settings_value(reader->record, reader->key);
    struct settings_origin begin = list->origin;
    if (!settings_set(reader->settings, reader->record, reader->key, value,
                      (struct settings_origin){SETTINGS_FILE, reader->at}, true, reader->err))
        return false;
    list->origin = begin;
    return true;
}

/* An ini_handler: 0 is an error. inih's section is not used, for it may be cut. */
static int take_value(void *context, const char *section, const char *name, const char *value)
{
    (void)section;
    struct reader *reader = context;
    bool continues = reader->indented && reader->key != NULL;
    bool set = continues ? set_more(reader, str_from(value))
                         : set_new(reader, str_from(name), str_from(value));
    reader->failed = !set;
    return set;
}

/* inih takes a text for finished at a NUL, and would not say so. */
static bool refuse_nul(const char *path, struct str text, struct error *err)
{
    size_t line = 1;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\0')
            return error_set(err, ERROR_USAGE, (struct at){path, line}, "the line holds a NUL");
        line += text.data[i] == '\n';
    }
    return true;
}

bool ini_file_apply(struct settings *settings, const char *path, struct str text, struct error *err)
{
    if (!refuse_nul(path, text, err))
        return false;
    if (str_starts_with(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.size);
    struct reader reader = {.settings = settings, .rest = text, .at = {path, 0}, .err = err};
    /* inih goes on behind a line that it cannot read, and returns the first of them. */
    int line = ini_parse_stream(next_line, &reader, take_value, &reader);
    if (line > 0 && (!reader.failed || (size_t)line < reader.at.line))
        return error_set(err, ERROR_USAGE, (struct at){path, (size_t)line},
                         "neither `key = value` nor `[section]`");
    return !reader.failed;
}

bool ini_file_read(struct settings *settings, const char *path, bool required, struct error *err)
{
    if (!io_exists(path))
        return !required || error_set(err, ERROR_USAGE, AT_FILE(path), "there is no such file");
    struct str text;
    if (!io_read_file(settings->arena, path, INI_FILE_MAX, &text, err)) {
        if (err != NULL && err->kind == ERROR_INPUT)
            err->kind = ERROR_USAGE;
        return false;
    }
    return ini_file_apply(settings, path, text, err);
}
