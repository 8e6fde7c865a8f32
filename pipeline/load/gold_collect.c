#include "load/gold_collect.h"

#include <string.h>

#include "load/lines.h"
#include "load/quote.h"

struct gold_collect gold_collect_open(struct loader *loader, const struct gold_fields *fields,
                                      const struct gold_set *gold)
{
    struct gold_collect collect = {
        .loader = loader,
        .fields = fields,
        .inner = json_reader_open(LINES_MAX),
        .gold = *gold,
        .ids = map_init(loader->arena),
    };
    for (size_t i = 0; i < gold->count; i++)
        map_add(&collect.ids, gold->items[i].id, (uint32_t)i);
    return collect;
}

void gold_collect_close(struct gold_collect *collect)
{
    json_reader_close(collect->inner);
}

/* A case whose id is taken is no other case, but what it says may be another thing. */
static void tell_of_taken_id(struct gold_collect *collect, struct input *input,
                             const struct gold_case *one, const struct gold_case *first)
{
    struct loader *loader = collect->loader;
    struct str id = quote_text(loader, one->id);
    bool same_query = str_equal(one->canonical, first->canonical);
    bool same = memcmp(&one->digest, &first->digest, sizeof one->digest) == 0;
    input->duplicate++;
    findings_add(&input->notes, one->at, "the id \"%.*s\" is taken by %s:%zu", STR_ARG(id),
                 first->at.file, first->at.line);
    if (loader->gold_findings == NULL)
        return;
    if (same_query && !same)
        gold_finding_add(loader->gold_findings, loader->arena, GOLD_FINDING_CONFLICT, one->at,
                         "\"%.*s\" has the query of %s:%zu and expects something else", STR_ARG(id),
                         first->at.file, first->at.line);
    else
        gold_finding_add(loader->gold_findings, loader->arena, GOLD_FINDING_DUPLICATE, one->at,
                         same ? "\"%.*s\" is the same case as %s:%zu"
                              : "\"%.*s\" is the id of another case in %s:%zu",
                         STR_ARG(id), first->at.file, first->at.line);
}

void gold_collect_add(struct gold_collect *collect, struct input *input, struct at at,
                      const struct gold_case_draft *draft)
{
    struct gold_case one;
    uint32_t first;
    if (!gold_case_make(collect->loader, input, at, draft, &one))
        return;
    if (map_find(&collect->ids, one.id, &first)) {
        tell_of_taken_id(collect, input, &one, &collect->gold.items[first]);
        return;
    }
    map_add(&collect->ids, one.id, (uint32_t)collect->gold.count);
    *ARENA_PUSH(collect->loader->arena, &collect->gold) = one;
    input->accepted++;
}
