/*
 * gold_expected.h - the expectation of a gold case, in whatever wrapping a tool keeps it.
 *
 * In the end it is an object with our slots. It may stand in a string that holds JSON, be the only
 * element of a list (OpenAI's "ideal"), the only field of an object or one that is called "output",
 * "answer", "expected" or the like (LangSmith's "outputs", MLflow's "expectations"), or be the
 * value of an assertion (promptfoo).
 */
#ifndef LOAD_GOLD_EXPECTED_H
#define LOAD_GOLD_EXPECTED_H

#include <stdbool.h>

#include "base/json_reader.h"
#include "load/gold_case.h"
#include "load/gold_collect.h"
#include "load/record.h"

/* Fills the slots of the draft from the field `name`. False: rejected, with the reason. */
bool gold_expected_read(struct gold_collect *collect, const struct record *record,
                        struct json_reader_value value, const char *name,
                        struct gold_case_draft *draft);

/*
 * The same from promptfoo's list of assertions: the first "equals" whose value is an expectation is
 * one, and all others become the draft's assertions.
 */
bool gold_expected_read_assertions(struct gold_collect *collect, const struct record *record,
                                   struct json_reader_value value, struct gold_case_draft *draft);

/* The field "assert" of any other record: all of it becomes the draft's assertions. */
void gold_expected_keep_assertions(struct json_reader_value value, struct arena *scratch,
                                   struct gold_case_draft *draft);

/*
 * The same from a cell. Where it holds JSON with slots, or promptfoo's "equals: {...}", `*found` is
 * true and they are read. False: rejected.
 */
bool gold_expected_read_text(struct gold_collect *collect, struct input *input, struct at at,
                             struct str text, struct gold_case_draft *draft, bool *found);

/* A list of strings; null and a missing value are an empty one. False: rejected. */
bool gold_expected_texts(const struct record *record, struct json_reader_value value,
                         const char *name, struct arena *scratch, struct gold_case_texts *out);

#endif
