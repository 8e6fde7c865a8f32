/*
 * labels_file.h - people's labels of answers, as JSON lines:
 *
 *     {"case_id","interpreter"?,"against"?,"answer"?,"rubric","label","by"}
 *
 * `label` is a score on the rubric's scale: a number, "pass" or "fail", or of a pair "better",
 * "tie" or "worse", said of `interpreter` against `against`. `answer` is the beginning of the
 * digest that the report shows beside a judged answer (at least 8 digits): with it the label is of
 * that text and no other; without it, of whatever the interpreter answers to the case.
 */
#ifndef LOAD_LABELS_FILE_H
#define LOAD_LABELS_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/label.h"

/*
 * Adds the labels of all files to the list, which starts as {0}. A label of an unknown rubric or
 * with a score that is not on its scale is rejected. Errors: those of lines.h.
 */
bool labels_file_load(struct loader *loader, const struct source_list *sources,
                      const struct rubric_list *rubrics, struct label_list *out, struct error *err);

#endif
