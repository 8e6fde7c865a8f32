#include "report/sentences_judges.h"

#include "report/format.h"

static const char *estimate_text(const struct json *estimate, struct arena *arena)
{
    const struct interval ends = {json_get_number(estimate, "low"),
                                  json_get_number(estimate, "high")};
    const char *value = format_value(arena, METRIC_SCORE, json_get_number(estimate, "value"));
    const char *interval = format_interval(arena, METRIC_SCORE, ends);
    return interval[0] == '\0' ? value : arena_printf(arena, "%s (%s)", value, interval);
}

/* That of the scale: squared distances where it has numbers. */
static const struct json *deciding(const struct json *judge)
{
    const struct json *agreement = json_get(judge, "agreement");
    bool ordinal = json_is_true(json_get(json_get(judge, "rubric"), "ordinal"));
    return json_get(agreement, ordinal ? "kappa_quadratic" : "kappa");
}

const char *sentences_judges_agreement(const struct json *judge, struct arena *arena)
{
    size_t labels = json_size(json_get(json_get(judge, "agreement"), "labels"));
    if (labels == 0)
        return "nobody has labelled what it judged";
    return arena_printf(arena, "%s, %s%s", estimate_text(deciding(judge), arena),
                        format_plural(arena, labels, "label", "labels"),
                        json_is_true(json_get(judge, "labels_synthetic")) ? ", samples" : "");
}

const char *sentences_judges_figure(const struct json *judge, const struct json *judging,
                                    struct arena *arena)
{
    const struct json *score = json_get(judging, "score");
    const char *against = json_get_text(judging, "against");
    return arena_printf(
        arena, "%s of %s%s%s by %s%s: %s of %s; kappa with people: %s",
        json_get_text(json_get(judge, "rubric"), "name"), json_get_text(judging, "interpreter"),
        against[0] == '\0' ? "" : " against ", against, json_get_text(judge, "name"),
        json_is_true(json_get(judge, "synthetic")) ? " (sample judgements)" : "",
        estimate_text(score, arena),
        format_plural(arena, json_size(json_get(score, "n")), "answer", "answers"),
        sentences_judges_agreement(judge, arena));
}
