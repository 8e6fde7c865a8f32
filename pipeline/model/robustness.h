/* robustness.h - what an interpreter loses when queries are worded or written a little differently.
 */
#ifndef MODEL_ROBUSTNESS_H
#define MODEL_ROBUSTNESS_H

#include <stddef.h>

#include "base/ratio.h"
#include "model/reading.h"

struct case_score;

/* One way of changing queries: each changed query against the query as it is. */
struct robustness_row {
    const struct reading_variant *variant;
    const struct case_score *after; /* (n_cases) verdicts on the changed queries */
    size_t cases;                   /* that it changes, scored before and after */
    size_t right_before;
    size_t right_after;
    size_t broken; /* right before and wrong after */
    size_t fixed;
    double lost;              /* share of the cases: before minus after; NAN: no case */
    struct interval interval; /* of `lost` */
    double p_value;           /* McNemar's exact test */
    double p_corrected;       /* for all changes of the interpreter, by Holm */
};

/* In the order of the interpreter's variants. */
struct robustness {
    struct robustness_row *rows;
    size_t count;
};

#endif
