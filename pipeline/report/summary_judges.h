/* summary_judges.h - what judges said, with how far people agree with them. */
#ifndef REPORT_SUMMARY_JUDGES_H
#define REPORT_SUMMARY_JUDGES_H

#include "base/arena.h"
#include "base/json.h"
#include "model/gold.h"
#include "model/judging.h"

/* Puts `judges`; nothing when there is none (NULL too). */
void summary_judges_put(const struct judge_results *results, const struct gold_set *gold,
                        struct json *root, struct arena *scratch);

#endif
