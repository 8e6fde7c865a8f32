/* gold_csv.h - gold cases from CSV: our columns, or those of other tools. */
#ifndef LOAD_GOLD_CSV_H
#define LOAD_GOLD_CSV_H

#include <stdbool.h>

#include "base/error.h"
#include "load/gold_collect.h"
#include "load/lines.h"

/*
 * Reads the rest of `lines`. The query is in the column "query", "input" or "question"; the
 * expectation in a column per slot, or as JSON in "expected", "expected_output", "expectedOutput"
 * or "ideal"; promptfoo's "__expected", "__expected1" … hold JSON with slots or assertions. Errors:
 * those of csv_rows.h; ERROR_INPUT at the header without a query.
 */
bool gold_csv_read(struct gold_collect *collect, struct lines *lines, struct input *input,
                   struct error *err);

#endif
