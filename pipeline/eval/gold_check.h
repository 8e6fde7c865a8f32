/*
 * gold_check.h - what is wrong with a gold set as a whole: said twice, contradicting itself,
 * leaked.
 *
 * What is wrong with one record, so that it is rejected, the loader finds (load/gold_case.h).
 */
#ifndef EVAL_GOLD_CHECK_H
#define EVAL_GOLD_CHECK_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/catalogue.h"
#include "model/genre.h"
#include "model/gold.h"
#include "model/gold_finding.h"
#include "model/metric.h"
#include "model/prompt.h"

#define GOLD_CHECK_PAIRS_MAX 10000 /* of nearly equal queries; the search for more ends there */

struct gold_check_options {
    double similarity;       /* Jaccard index of the words, from which two queries are near */
    struct str held_out_tag; /* "": nothing is held out */
};

/* What a case is held against. */
struct gold_check_tables {
    const struct genre_table *genres;
    const struct catalogue *catalogue;
    const struct prompt_list *prompts;
};

/*
 * Appends to `out`, each at the later of two cases:
 *
 *     contradiction     a genre is both expected and excluded
 *     unknown_film      of `movies` and `similar_to`
 *     duplicate         equal canonical queries whose expectations agree in every slot that both
 * name conflict          equal canonical queries that disagree near_duplicate    others whose words
 * are nearly the same (near_texts.h) held_out_leak     equal or near, one held out and the other
 * not prompt_leak       equal or near an example of a prompt
 */
void gold_check_cases(const struct gold_set *gold, const struct gold_check_tables *tables,
                      const struct gold_check_options *options, struct arena *arena,
                      struct arena *scratch, struct gold_finding_list *out);

/*
 * Appends gold_findings{kind=…} for every kind, and gold_findings, the headline, for those in `set`
 * (bit n: the n-th kind). Support is the number of cases.
 */
void gold_check_metrics(const struct gold_finding_list *findings, unsigned set, size_t cases,
                        struct metric_list *out);

#endif
