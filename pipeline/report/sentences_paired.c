#include "report/sentences_paired.h"

#include <math.h>

#include "report/format.h"

enum sentences_paired_side sentences_paired_better(const struct paired *paired)
{
    if (!(paired->p_corrected < PAIRED_LEVEL))
        return SENTENCES_PAIRED_NEITHER;
    return paired->difference > 0 ? SENTENCES_PAIRED_FIRST : SENTENCES_PAIRED_SECOND;
}

static const char *name_of_second(struct arena *arena, const struct paired *paired)
{
    return paired->second.size == 0 ? "the baseline" : str_copy(arena, paired->second).data;
}

const char *sentences_paired_difference(struct arena *arena, const struct paired *paired)
{
    const char *second = name_of_second(arena, paired);
    if (paired->difference == 0)
        return arena_printf(arena, "the same as %s", second);
    const char *size = format_difference(arena, METRIC_SHARE, paired->difference);
    const char *direction = paired->difference > 0 ? "better" : "worse";
    if (isnan(paired->p_corrected))
        return arena_printf(arena, "%s %s than %s", size, direction, second);
    return arena_printf(arena, "%s %s than %s, %s chance (%s%s)", size, direction, second,
                        sentences_paired_better(paired) == SENTENCES_PAIRED_NEITHER ? "not beyond"
                                                                                    : "beyond",
                        format_p_value(arena, paired->p_corrected),
                        paired->p_corrected > paired->p ? ", Holm" : "");
}

const char *sentences_paired_power(struct arena *arena, const struct paired *paired)
{
    const char *cases = format_plural(arena, paired->cases, "case", "cases");
    if (isnan(paired->detectable))
        return paired->difference == 0 && !(paired->needed > 0)
                   ? arena_printf(arena,
                                  "%s are read alike, so that nothing is known of what they could "
                                  "tell",
                                  cases)
                   : arena_printf(arena, "%s can tell no difference", cases);
    const char *told = arena_printf(arena, "%s can tell a difference of %s", cases,
                                    format_difference(arena, METRIC_SHARE, paired->detectable));
    if (sentences_paired_better(paired) != SENTENCES_PAIRED_NEITHER || !isfinite(paired->needed) ||
        paired->needed <= (double)paired->cases)
        return told;
    return arena_printf(arena, "%s; to settle the observed %s it would take %s", told,
                        format_difference(arena, METRIC_SHARE, paired->difference),
                        format_count(arena, (uint64_t)ceil(paired->needed)));
}
