/* gold_collect.h - the cases of all gold files while they are read: ids, accounts, masked texts. */
#ifndef LOAD_GOLD_COLLECT_H
#define LOAD_GOLD_COLLECT_H

#include "base/json_reader.h"
#include "base/map.h"
#include "load/gold_case.h"
#include "load/gold_fields.h"
#include "load/loader.h"
#include "model/gold.h"

struct gold_collect {
    struct loader *loader;
    const struct gold_fields *fields;
    struct json_reader *inner; /* reads JSON that stands in a string */
    struct gold_set gold;
    struct map ids; /* id → index in `gold` */
};

/* Begins with the cases of `gold`. */
struct gold_collect gold_collect_open(struct loader *loader, const struct gold_fields *fields,
                                      const struct gold_set *gold);
void gold_collect_close(struct gold_collect *collect);

/* Adds the case of a draft, unless it is rejected or its id is taken, which `input` then says. */
void gold_collect_add(struct gold_collect *collect, struct input *input, struct at at,
                      const struct gold_case_draft *draft);

#endif
