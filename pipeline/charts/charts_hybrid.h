/* charts_hybrid.h - what lists are worth by the weight of the reading. */
#ifndef CHARTS_CHARTS_HYBRID_H
#define CHARTS_CHARTS_HYBRID_H

#include <stdbool.h>

#include "charts/easel.h"

/* Draws hybrid-swipes and hybrid-tags where the document has points. Error: that of paint_svg(). */
bool charts_hybrid_draw(struct easel *easel);

#endif
