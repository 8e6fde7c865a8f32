/* summary_paired.h - the part of the summary that compares readings of the same cases. */
#ifndef REPORT_SUMMARY_PAIRED_H
#define REPORT_SUMMARY_PAIRED_H

#include "report/summary.h"

/* `comparisons`: those of interpreters, and those with the baseline. */
void summary_paired_put(const struct summary_input *input, struct json *root,
                        struct arena *scratch);

#endif
