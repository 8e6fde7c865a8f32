/* summary_assertions.h - the assertions that an answer fails, in the summary. */
#ifndef REPORT_SUMMARY_ASSERTIONS_H
#define REPORT_SUMMARY_ASSERTIONS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/json.h"
#include "model/evaluation.h"

/* Puts "assertions" into the reading of a case when some fail; of those that hold, the metrics
 * tell. */
void summary_assertions_put(struct json *reading, const struct evaluation *evaluation, size_t index,
                            struct arena *scratch);

#endif
