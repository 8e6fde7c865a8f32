/* summary_gold.h - the part of the summary about the gold cases: which they are, what changed. */
#ifndef REPORT_SUMMARY_GOLD_H
#define REPORT_SUMMARY_GOLD_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Adds "gold" to the root; null when no case was read. */
void summary_gold_put(const struct summary_input *input, struct json *root, struct arena *scratch);

/*
 * Adds "digest", "total", "mistakes", "kinds", "findings" and "classes" of an account with
 * findings: what `gold check --json` prints, and a part of "gold".
 */
void summary_gold_put_check(const struct gold_account *account, struct json *node,
                            struct arena *scratch);

#endif
