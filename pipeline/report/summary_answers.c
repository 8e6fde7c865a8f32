#include "report/summary_answers.h"

#include "model/contradiction.h"
#include "report/fields.h"

/* The first doubtful title of a reading or of one behind it. */
static size_t first_doubt(const struct title_doubts *doubts, size_t reading)
{
    size_t low = 0;
    size_t high = doubts->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doubts->items[middle].reading < reading)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "Alien (1979)"; null for no film. */
static void put_film(struct json *node, const struct catalogue *catalogue, uint32_t film,
                     struct arena *scratch)
{
    if (film == FILM_NONE) {
        json_put_null(node, "film");
        return;
    }
    const struct movie *movie = &catalogue->items[film];
    struct str text = movie->title;
    if (movie->year != 0)
        text = str_from(arena_printf(scratch, "%.*s (%d)", STR_ARG(text), movie->year));
    fields_text(node, "film", text, scratch);
}

static void put_titles(struct json *reading, const struct summary_input *input,
                       const struct title_doubts *doubts, size_t index, struct arena *scratch)
{
    size_t at = first_doubt(doubts, index);
    if (at == doubts->count || doubts->items[at].reading != index)
        return;
    struct json *list = json_put_array(reading, "titles");
    for (; at < doubts->count && doubts->items[at].reading == index; at++) {
        const struct title_doubt *doubt = &doubts->items[at];
        struct json *node = json_append_object(list);
        json_put_text(node, "slot", slots_name(doubt->slot));
        fields_text(node, "title", doubt->text, scratch);
        json_put_text(node, "kind", title_kind_name(doubt->kind));
        put_film(node, input->catalogue, doubt->film, scratch);
    }
}

void summary_answers_put(struct json *reading, const struct summary_input *input,
                         const struct evaluation *evaluation, size_t index, struct arena *scratch)
{
    const struct case_score *score = &evaluation->cases[index];
    if (!score->scored)
        return;
    json_put_number(reading, "score", score->score);
    if (score->contradictions != 0) {
        struct json *list = json_put_array(reading, "contradictions");
        for (int kind = 0; kind < CONTRADICTION_KINDS; kind++)
            if (score->contradictions >> kind & 1)
                json_append_text(list, contradiction_name((enum contradiction)kind));
    }
    put_titles(reading, input, &evaluation->doubts, index, scratch);
}
