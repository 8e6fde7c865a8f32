/* gold_record.h - a JSON record of whichever tool becomes the draft of a gold case. */
#ifndef LOAD_GOLD_RECORD_H
#define LOAD_GOLD_RECORD_H

#include "load/gold_collect.h"
#include "load/record.h"

/*
 * Adds the case of one record: ours, or that of promptfoo, DeepEval, OpenAI evals, LangSmith,
 * Langfuse, Braintrust or MLflow, told by which fields it has; fields that the user names
 * (collect->fields) come first. Otherwise it is rejected, with the reason.
 */
void gold_record_add(struct gold_collect *collect, const struct record *record);

/* True when the record has what can be a query: a document with a list of cases has none. */
bool gold_record_has_query(const struct gold_collect *collect, struct json_reader_value object);

#endif
