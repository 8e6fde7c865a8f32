/*
 * sentences_hybrid.h - whether readings and ratings together find more, as a sentence.
 *
 * A pure function, as in sentences.h: no full stop at the end, everything in the arena.
 */
#ifndef REPORT_SENTENCES_HYBRID_H
#define REPORT_SENTENCES_HYBRID_H

#include "base/arena.h"
#include "model/hybrid.h"

/*
 * By nDCG, with the corrected p-values of the curve's comparisons:
 *
 *     "Together they find more than either alone, beyond chance: nDCG 0.310, against 0.250 of svd
 *     (p < .001) and 0.200 of the reading (p = .012), corrected for 4 comparisons"
 *
 * Otherwise it begins "Together they find less than svd alone, …" or "Together they may find no
 * more than …", with the name of each half that is not beaten beyond chance. The curve has figures.
 */
const char *sentences_hybrid(struct arena *arena, const struct hybrid_curve *curve);

#endif
