/* summary_tuning.h - the part of the summary about a search for settings. */
#ifndef REPORT_SUMMARY_TUNING_H
#define REPORT_SUMMARY_TUNING_H

#include "base/arena.h"
#include "base/json.h"
#include "model/tuning.h"

/* Puts `tuning` into the document when there was a search; NULL is none. */
void summary_tuning_put(const struct tuning *tuning, struct json *root, struct arena *scratch);

#endif
