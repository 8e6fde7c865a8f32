/* summary_hybrid.h - what readings and ratings find together, as the report shows it. */
#ifndef REPORT_SUMMARY_HYBRID_H
#define REPORT_SUMMARY_HYBRID_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Puts `hybrid`; null when the run did not train. */
void summary_hybrid_put(const struct summary_input *input, struct json *root,
                        struct arena *scratch);

#endif
