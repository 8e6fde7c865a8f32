#include "report/html.h"

#include <assert.h>
#include <string.h>

#include "base/embedded.h"
#include "base/hash.h"
#include "base/io.h"
#include "report/html_answers.h"
#include "report/html_assertions.h"
#include "report/html_data.h"
#include "report/html_judges.h"
#include "report/html_llm.h"
#include "report/html_overview.h"
#include "report/html_parts.h"
#include "report/html_prompts.h"
#include "report/html_recommender.h"
#include "report/html_robustness.h"
#include "report/html_trace.h"
#include "report/html_tuning.h"
#include "report/summary.h"
#include "report/template.h"

#define FOLDER "templates/"
#define FILE_MAX ((size_t)1 << 20) /* bytes of one template */

/* ── files ──────────────────────────────────────────────────────────────────────────────────────
 */

/* A file of templates/: the user's, when the folder has one of that name, otherwise ours. */
static bool read_asset(struct arena *arena, const char *folder, const char *name, struct str *out,
                       struct error *err)
{
    if (folder != NULL) {
        const char *path = io_join(arena, folder, name);
        struct error why = {0};
        if (io_exists(path))
            return io_read_file(arena, path, FILE_MAX, out, &why) ||
                   error_set(err, ERROR_USAGE, AT_NOWHERE, "%s", why.text);
    }
    const struct embedded_file *file = embedded_find(arena_printf(arena, FOLDER "%s", name));
    assert(file != NULL); /* the build embeds the whole folder */
    *out = (struct str){(const char *)file->data, file->size};
    return true;
}

static bool load_templates(struct template_set *set, struct arena *arena, const char *folder,
                           struct error *err)
{
    if (folder != NULL && !io_is_folder(folder))
        return error_set(err, ERROR_USAGE, AT_FILE(folder), "is no folder of templates");
    for (size_t i = 0; i < embedded_count; i++) {
        struct str path = str_from(embedded_files[i].name);
        struct str text;
        if (!str_starts_with(path, STR(FOLDER)) || !str_ends_with(path, STR(".html")))
            continue;
        const char *name = embedded_files[i].name + sizeof FOLDER - 1;
        if (!read_asset(arena, folder, name, &text, err) || !template_add(set, name, text, err))
            return false;
    }
    return true;
}

/* ── the frame ──────────────────────────────────────────────────────────────────────────────────
 */

/* SHA-256 in base64 (RFC 4648), as a Content-Security-Policy names what it allows. */
static const char *policy_digest(struct arena *arena, struct str text)
{
    static const char ALPHABET[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct hash_sha256 digest = hash_sha256(text);
    struct strbuf buf = strbuf_init(arena, (size_t)2 * HASH_SHA256_SIZE);
    for (size_t i = 0; i < HASH_SHA256_SIZE; i += 3) {
        size_t rest = HASH_SHA256_SIZE - i;
        unsigned bits = (unsigned)digest.bytes[i] << 16 |
                        (rest > 1 ? (unsigned)digest.bytes[i + 1] << 8 : 0) |
                        (rest > 2 ? digest.bytes[i + 2] : 0);
        for (size_t c = 0; c < 4; c++)
            strbuf_add_char(&buf, c <= rest ? ALPHABET[bits >> (18 - 6 * c) & 63] : '=');
    }
    return buf.data;
}

static bool put_asset(const struct html_page *page, struct template_dict *root, const char *folder,
                      const char *file, const char *name, struct error *err)
{
    struct str text;
    if (!read_asset(page->arena, folder, file, &text, err))
        return false;
    template_str(root, name, text);
    template_text(root, arena_printf(page->arena, "%s_DIGEST", name),
                  policy_digest(page->arena, text));
    return true;
}

static void put_frame(const struct html_page *page, struct template_dict *root)
{
    const struct json *run = json_get(page->summary, "run");
    bool good = strcmp(json_get_text(run, "outcome"), "success") == 0;
    template_section(root, good ? "GOOD" : "BAD");
    template_text(root, "HEADLINE", html_overview_headline(page->summary));
    template_text(root, "TITLE", json_get_text(page->summary, "title"));
    template_text(root, "VERSION", json_get_text(json_get(page->summary, "generator"), "version"));
    template_text(root, "STARTED", json_get_text(run, "started"));
    html_parts_time(page, root, "STARTED_TEXT", json_get(run, "started"));
    template_text(root, "RUN_ID", json_get_text(run, "id"));
    template_text(root, "EXPERIMENT", json_get_text(run, "experiment"));
}

/* ── the sections ───────────────────────────────────────────────────────────────────────────────
 */

static bool has_all(const struct json *summary)
{
    return summary != NULL;
}

static bool has_readings(const struct json *summary)
{
    return json_count(json_get(summary, "interpreters")) != 0;
}

static bool has_training(const struct json *summary)
{
    return json_is_object(json_get(summary, "training"));
}

/* A section is its template, what fills it, and when the page has it; in the order of the page. */
static const struct section {
    const char *id;
    const char *name; /* in the navigation */
    const char *place;
    const char *file;
    bool (*is_there)(const struct json *summary);
    void (*fill)(const struct html_page *page, struct template_dict *dict);
} SECTIONS[] = {
    {"overview", "Overview", "OVERVIEW", "overview.html", has_all, html_overview_fill},
    {"llm", "LLM reading", "LLM", "llm.html", has_readings, html_llm_fill},
    {"answers", "Answers", "ANSWERS", "answers.html", html_answers_has, html_answers_fill},
    {"assertions", "Assertions", "ASSERTIONS", "assertions.html", html_assertions_has,
     html_assertions_fill},
    {"robustness", "Robustness", "ROBUSTNESS", "robustness.html", html_robustness_has,
     html_robustness_fill},
    {"genres", "Genres", "GENRES", "genres.html", has_readings, html_llm_fill_genres},
    {"trace", "System trace", "TRACE", "trace.html", has_readings, html_trace_fill},
    {"judges", "Judges", "JUDGES", "judges.html", html_judges_has, html_judges_fill},
    {"prompts", "Prompts", "PROMPTS", "prompts.html", html_prompts_has, html_prompts_fill},
    {"recommender", "Recommender", "RECOMMENDER", "recommender.html", has_training,
     html_recommender_fill},
    {"tuning", "Search", "TUNING", "tuning.html", html_tuning_has, html_tuning_fill},
    {"live", "Live logs", "LIVE", "live.html", html_data_has_live, html_data_fill_live},
    {"accounting", "Data", "ACCOUNTING", "accounting.html", has_all, html_data_fill_accounting},
    {"provenance", "Provenance", "PROVENANCE", "provenance.html", has_all,
     html_data_fill_provenance},
};

static void put_sections(const struct html_page *page, struct template_dict *root)
{
    for (size_t i = 0; i < sizeof SECTIONS / sizeof *SECTIONS; i++) {
        const struct section *section = &SECTIONS[i];
        if (!section->is_there(page->summary))
            continue;
        struct template_dict *link = template_section(root, "LINK");
        template_text(link, "SECTION", section->id);
        template_text(link, "NAME", section->name);
        section->fill(page, template_include(root, section->place, section->file));
    }
}

bool html_render(const struct json *summary, const struct html_chart *charts, size_t chart_count,
                 const char *templates, struct arena *arena, struct str *out, struct error *err)
{
    const struct html_page page = {summary, charts, chart_count, arena};
    size_t version = json_size(json_get(summary, "schema_version"));
    if (version == 0 || version > SUMMARY_SCHEMA_VERSION)
        return error_set(err, ERROR_INPUT, AT_NOWHERE,
                         "the summary's schema_version is %zu; this program knows up to %d",
                         version, SUMMARY_SCHEMA_VERSION);

    struct template_set *set = template_open();
    struct template_dict *root = template_root(set);
    bool done = load_templates(set, arena, templates, err) &&
                put_asset(&page, root, templates, "page.css", "STYLE", err) &&
                put_asset(&page, root, templates, "page.js", "SCRIPT", err);
    if (done) {
        put_frame(&page, root);
        put_sections(&page, root);
        done = template_expand(set, "index.html", arena, out, err);
    }
    template_close(set);
    return done;
}
