#include "config/print.h"

#include <string.h>

#include "config/settings.h"
#include "config/value.h"

#define OUTPUT_MAX ((size_t)16 << 20) /* bytes */
#define WIDTH 98                      /* bytes of a comfortable line */
#define INI_WIDTH 199                 /* bytes of a line that inih reads whole */
#define ORIGIN_COLUMN 40

/*
 * `key = value`, and the origin behind it or, when the line is long, above. What came from a
 * config.ini fits into a line that inih can read again, if need be without the usual spaces.
 */
static void add_line(struct strbuf *out, const char *key, struct str text, struct str origin)
{
    size_t width = strlen(key) + STR(" = ").size + text.size;
    if (width > WIDTH && origin.size != 0)
        strbuf_addf(out, "; %.*s\n", STR_ARG(origin));
    strbuf_addf(out, "%s%s%.*s", key,
                text.size == 0      ? " ="
                : width > INI_WIDTH ? "="
                                    : " = ",
                STR_ARG(text));
    if (width <= WIDTH && origin.size != 0) {
        int gap = width + 2 < ORIGIN_COLUMN ? (int)(ORIGIN_COLUMN - width) : 2;
        strbuf_addf(out, "%*s; %.*s", text.size == 0 ? gap + 1 : gap, "", STR_ARG(origin));
    }
    strbuf_add_char(out, '\n');
}

/* A long list takes a line for each part. A comma keeps a part with a # from being a comment. */
static void add_value(struct strbuf *out, const struct keys_row *key, struct str text,
                      struct str origin)
{
    if (!keys_is_list(key) || strlen(key->name) + text.size <= WIDTH) {
        add_line(out, key->name, text, origin);
        return;
    }
    add_line(out, key->name, STR(""), origin);
    struct str part;
    while (value_next_part(&text, &part)) {
        const char *comma = part.data[0] == '#' ? "," : "";
        const char *indent = strlen("    ") + strlen(comma) + part.size > INI_WIDTH ? " " : "    ";
        strbuf_addf(out, "%s%s%.*s\n", indent, comma, STR_ARG(part));
    }
}

static struct str origin_text(const struct settings_origin *origin, struct arena *arena)
{
    switch (origin->source) {
    case SETTINGS_DEFAULT:
        return STR("default");
    case SETTINGS_FILE:
        return str_from(arena_printf(arena, "%s:%zu", origin->at.file, origin->at.line));
    case SETTINGS_ENVIRONMENT:
        return str_from(arena_printf(arena, "environment %s", origin->at.file));
    case SETTINGS_OPTION:
        return str_from(arena_printf(arena, "option %s", origin->at.file));
    }
    return STR_NONE;
}

struct str print_effective(const struct config *config, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, OUTPUT_MAX);
    for (size_t i = 0; i < config->settings->count; i++) {
        const struct settings_record *record = config->settings->items[i];
        strbuf_addf(&out, "%s%.*s\n", i == 0 ? "" : "\n", STR_ARG(settings_title(record, arena)));
        for (size_t j = 0; j < record->count; j++)
            add_value(&out, &record->keys[j], record->values[j].text,
                      origin_text(&record->values[j].origin, arena));
    }
    return strbuf_str(&out);
}

/* A comment of whole words, "; " before each line. */
static void add_comment(struct strbuf *out, struct str text)
{
    size_t column = 0;
    struct str word;
    while (str_next(&text, ' ', &word)) {
        if (column != 0 && column + 1 + word.size > WIDTH) {
            strbuf_add_char(out, '\n');
            column = 0;
        }
        strbuf_addf(out, column == 0 ? "; %.*s" : " %.*s", STR_ARG(word));
        column += column == 0 ? 2 + word.size : 1 + word.size;
    }
    strbuf_add_char(out, '\n');
}

/* What a key is for, what it takes where the help does not show it, and its short option. */
static void add_help(struct strbuf *out, const struct keys_row *key, struct arena *arena)
{
    struct strbuf text = strbuf_init(arena, 1024);
    strbuf_add(&text, str_from(key->help));
    const char *before = " (";
    if (key->type == KEYS_COUNT || key->type == KEYS_NUMBER || key->choices != NULL) {
        strbuf_addf(&text, "%s%.*s", before, STR_ARG(value_expectation(key, arena)));
        before = "; ";
    }
    if (key->option != NULL) {
        strbuf_addf(&text, "%s--%s", before, key->option);
        before = "; ";
    }
    if (before[0] == ';')
        strbuf_add_char(&text, ')');
    add_comment(out, strbuf_str(&text));
}

/* What a section that somebody wrote by hand would leave out: nothing, and `auto`. */
static bool is_said(const struct keys_row *key, struct str text)
{
    return text.size != 0 && !(key->automatic && str_equal(text, STR("auto")));
}

/* A kind of section of which there is none by default: its keys, as comments. */
static void add_template_example(struct strbuf *out, const struct keys_section *section)
{
    size_t count;
    const struct keys_row *keys = keys_of(section, &count);
    strbuf_add_char(out, '\n');
    add_comment(out, str_from(section->help));
    strbuf_addf(out, "; [%s NAME]\n", section->name);
    for (size_t i = 0; i < count; i++) {
        bool has_default = keys[i].initial != NULL && keys[i].initial[0] != '\0';
        strbuf_addf(out, ";   %s: %s%s%s%s\n", keys[i].name, keys[i].help, has_default ? " (" : "",
                    has_default ? keys[i].initial : "", has_default ? ")" : "");
    }
}

/* The first of several [gate NAME] explains the keys, and each of them shows what is set. */
static void add_template_record(struct strbuf *out, const struct settings_record *record,
                                bool first, struct arena *arena)
{
    bool named = record->section->named;
    strbuf_add_char(out, '\n');
    if (first) {
        strbuf_addf(out, "; %s\n", record->section->help);
        for (size_t i = 0; named && i < record->count; i++) {
            strbuf_addf(out, ";   %s: %s\n", record->keys[i].name, record->keys[i].help);
        }
    }
    strbuf_addf(out, "%.*s\n", STR_ARG(settings_title(record, arena)));
    for (size_t i = 0; i < record->count; i++) {
        if (!named)
            add_help(out, &record->keys[i], arena);
        if (!named || is_said(&record->keys[i], record->values[i].text))
            add_value(out, &record->keys[i], record->values[i].text, STR_NONE);
    }
}

struct str print_template(struct arena *arena)
{
    struct config *config = ARENA_NEW(arena, struct config);
    const struct settings *settings = settings_open(arena, config, NULL);
    struct strbuf out = strbuf_init(arena, OUTPUT_MAX);
    strbuf_add(&out, STR("; config.ini - what reelgauge measures, and how: every key with its "
                         "default.\n"
                         ";\n"
                         "; Options win over REELGAUGE_SECTION_KEY in the environment, and that "
                         "wins over this file;\n"
                         "; `reelgauge --print-config` shows what holds and where it comes from. "
                         "Paths are relative to\n"
                         "; the folder that reelgauge runs in. A list is separated by commas, and "
                         "a line that begins\n"
                         "; with a space continues it.\n"));
    for (size_t i = 0; i < keys_section_count; i++) {
        bool first = true;
        for (size_t j = 0; j < settings->count; j++) {
            if (settings->items[j]->section != &keys_sections[i])
                continue;
            add_template_record(&out, settings->items[j], first, arena);
            first = false;
        }
        if (first)
            add_template_example(&out, &keys_sections[i]);
    }
    return strbuf_str(&out);
}

/* A cell of a Markdown table: `|` would end it. */
static void add_cell(struct strbuf *out, struct str text)
{
    struct str part;
    const char *before = "";
    while (str_next(&text, '|', &part)) {
        strbuf_addf(out, "%s%.*s", before, STR_ARG(part));
        before = "\\|";
    }
}

static void add_markdown_row(struct strbuf *out, const struct keys_row *key, struct arena *arena)
{
    strbuf_addf(out, "| `%s` | ", key->name);
    if (key->initial == NULL)
        strbuf_add(out, STR("required"));
    else if (key->initial[0] != '\0')
        strbuf_addf(out, "`%s`", key->initial);
    strbuf_add(out, STR(" | "));
    add_cell(out, value_expectation(key, arena));
    strbuf_add(out, STR(" | "));
    if (key->option != NULL)
        strbuf_addf(out, "`--%s`", key->option);
    strbuf_add(out, STR(" | "));
    add_cell(out, str_from(key->help));
    strbuf_add(out, STR(" |\n"));
}

struct str print_markdown(struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, OUTPUT_MAX);
    for (size_t i = 0; i < keys_section_count; i++) {
        const struct keys_section *section = &keys_sections[i];
        strbuf_addf(&out, "%s**`[%s%s]`**: %s\n\n", i == 0 ? "" : "\n", section->name,
                    section->named ? " NAME" : "", section->help);
        strbuf_add(&out, STR("| key | default | takes | short option | |\n"
                             "|---|---|---|---|---|\n"));
        size_t count;
        const struct keys_row *keys = keys_of(section, &count);
        for (size_t j = 0; j < count; j++)
            add_markdown_row(&out, &keys[j], arena);
    }
    return strbuf_str(&out);
}
