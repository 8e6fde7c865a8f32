#include "commands/night_slots.h"

#include "commands/night_reading.h"
#include "eval/contradictions.h"
#include "eval/grounding.h"
#include "eval/slot_scores.h"
#include "llm/resolve.h"

static struct slot_scores_weights weights_of(const struct config_weights *weights)
{
    return (struct slot_scores_weights){{
        [SLOT_INTENT] = weights->intent,
        [SLOT_GENRES] = weights->genres,
        [SLOT_EXCLUDE_GENRES] = weights->exclude_genres,
        [SLOT_YEAR_MIN] = weights->year_min,
        [SLOT_YEAR_MAX] = weights->year_max,
        [SLOT_SIMILAR_TO] = weights->similar_to,
        [SLOT_MOVIES] = weights->movies,
    }};
}

void night_slots_score(struct night *night, size_t i, const struct sampling *sampling)
{
    struct evaluation *evaluation = &night->evaluations[i];
    const struct slot_scores_weights weights = weights_of(&night->config->weights);
    const struct titles *titles = built_in_titles(night_reading_built_in(night));

    slot_scores_score(evaluation, &night->gold, &night->catalogue, &weights, sampling,
                      night->scratch, &night->metrics);
    contradictions_score(evaluation, &night->intents, sampling, night->scratch, &night->metrics);
    evaluation->doubts = resolve_all(titles, &night->catalogue, evaluation->interpreter,
                                     night->arena, night->scratch);
    grounding_score(evaluation, sampling, night->scratch, &night->metrics);
}
