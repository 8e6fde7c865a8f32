/*
 * rubric_file.h - rubrics: one YAML file each, a prompt (prompt_file.h) with a scale.
 *
 *     name, note, system, template, variables, examples, settings    as in a prompt
 *     title: Relevance          # what the page calls it
 *     scale: {from: 1, to: 5, pass: 4}    # whole numbers, more is better; or
 *     scale: pass/fail                    # or
 *     scale: better/tie/worse             # of two answers
 *
 * The templates use {{answer_format}}, which tells the judge how to answer on this scale, and
 * {{answer}}, or for two answers {{answer_a}} and {{answer_b}}; {{query}} and {{expected}} are
 * there too.
 */
#ifndef LOAD_RUBRIC_FILE_H
#define LOAD_RUBRIC_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/rubric.h"

/* Adds the rubric of every file to the list, which starts as {0}. Errors: those of prompt_file.h, a
 * scale that is none, a variable that is not used and has to be. */
bool rubric_file_load(struct loader *loader, const struct source_list *sources,
                      struct rubric_list *out, struct error *err);

#endif
