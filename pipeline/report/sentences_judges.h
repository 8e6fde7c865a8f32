/* sentences_judges.h - a judge's figures in words, never without how far people agree with it. */
#ifndef REPORT_SENTENCES_JUDGES_H
#define REPORT_SENTENCES_JUDGES_H

#include "base/arena.h"
#include "base/json.h"

/* "0.72 (0.55–0.88), 40 labels", or that there are none; of a judge of the summary. */
const char *sentences_judges_agreement(const struct json *judge, struct arena *arena);

/* "relevance of sample-llm-a by sample-judge: 0.81 (0.75–0.87) of 60; kappa with people …". */
const char *sentences_judges_figure(const struct json *judge, const struct json *judging,
                                    struct arena *arena);

#endif
