#include "load/gold_collect.h"

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

void gold_collect_add(struct gold_collect *collect, struct input *input, struct at at,
                      const struct gold_case_draft *draft)
{
    struct gold_case one;
    uint32_t first;
    if (!gold_case_make(collect->loader, input, at, draft, &one))
        return;
    if (map_find(&collect->ids, one.id, &first)) {
        const struct at *place = &collect->gold.items[first].at;
        input->duplicate++;
        findings_add(&input->notes, at, "the id \"%.*s\" is taken by %s:%zu",
                     STR_ARG(quote_text(collect->loader, one.id)), place->file, place->line);
        return;
    }
    map_add(&collect->ids, one.id, (uint32_t)collect->gold.count);
    *ARENA_PUSH(collect->loader->arena, &collect->gold) = one;
    input->accepted++;
}
