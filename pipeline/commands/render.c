#include "commands/render.h"

#include "charts/charts.h"
#include "report/html.h"
#include "report/junit.h"
#include "report/markdown.h"

#define PAGE "index.html"

static bool render_page(const struct json *summary, const char *templates, struct arena *arena,
                        struct str *out, struct error *err)
{
    struct charts charts;
    if (!charts_draw(summary, arena, &charts, err))
        return false;
    struct html_chart *placed = ARENA_ARRAY(arena, struct html_chart, charts.count);
    for (size_t i = 0; i < charts.count; i++)
        placed[i] = (struct html_chart){charts.items[i].id, charts.items[i].svg};
    return html_render(summary, placed, charts.count, templates[0] == '\0' ? NULL : templates,
                       arena, out, err);
}

bool render_all(const struct json *summary, const char *templates, struct arena *arena,
                struct render_file files[RENDER_FILES], struct error *err)
{
    struct str page;
    if (!render_page(summary, templates, arena, &page, err))
        return false;
    files[RENDER_SUMMARY] = (struct render_file){"summary.json", json_write(arena, summary)};
    files[RENDER_PAGE] = (struct render_file){PAGE, page};
    files[RENDER_JUNIT] = (struct render_file){"junit.xml", junit_render(summary, arena)};
    files[RENDER_MARKDOWN] =
        (struct render_file){"summary.md", markdown_render(summary, NULL, arena)};
    return true;
}
