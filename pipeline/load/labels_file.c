#include "load/labels_file.h"

#include "load/quote.h"
#include "load/record.h"

#define ANSWER_DIGITS_MIN 8

struct reading {
    struct loader *loader;
    const struct rubric_list *rubrics;
    struct label_list *out;
};

/* A label is a text or a whole number. */
static bool read_score(const struct reading *reading, const struct record *record,
                       struct label *label)
{
    struct str text = STR_NONE;
    if (!record_id(record, "label", true, reading->loader->scratch, &text))
        return false;
    if (rubric_score_read(label->rubric, text, &label->score))
        return true;
    return input_reject(record->input, record->at, "the label \"%.*s\" is not on the scale %s",
                        STR_ARG(quote_text(reading->loader, text)),
                        rubric_scale_text(label->rubric, reading->loader->scratch));
}

static bool check_subject(const struct record *record, const struct label *label)
{
    bool pair = label->rubric->scale == RUBRIC_PAIR;
    if (label->answer.size != 0 && label->answer.size < ANSWER_DIGITS_MIN)
        return input_reject(record->input, record->at, "\"answer\" has fewer than %d digits",
                            ANSWER_DIGITS_MIN);
    if (pair && (label->interpreter.size == 0 || label->against.size == 0))
        return input_reject(record->input, record->at,
                            "a pair is labelled with \"interpreter\" and \"against\"");
    if (!pair && label->interpreter.size == 0 && label->answer.size == 0)
        return input_reject(record->input, record->at,
                            "there is neither an \"interpreter\" nor an \"answer\"");
    return true;
}

static bool read_label(struct reading *reading, const struct record *record, struct label *label)
{
    struct arena *scratch = reading->loader->scratch;
    struct str rubric = STR_NONE;
    *label = (struct label){.at = record->at};
    if (!record_id(record, "case_id", true, scratch, &label->case_id) ||
        !record_text(record, "rubric", true, &rubric) ||
        !record_text(record, "interpreter", false, &label->interpreter) ||
        !record_text(record, "against", false, &label->against) ||
        !record_text(record, "answer", false, &label->answer) ||
        !record_text(record, "by", true, &label->by))
        return false;
    label->rubric = rubric_find(reading->rubrics, rubric);
    if (label->rubric == NULL)
        return input_reject(record->input, record->at, "there is no rubric \"%.*s\"",
                            STR_ARG(quote_text(reading->loader, rubric)));
    return check_subject(record, label) && read_score(reading, record, label);
}

static bool take(void *context, const struct record *record, struct error *err)
{
    struct reading *reading = context;
    struct arena *arena = reading->loader->arena;
    struct label label;
    (void)err;
    if (!read_label(reading, record, &label))
        return true;
    label.case_id = str_copy(arena, label.case_id);
    label.interpreter = str_copy(arena, label.interpreter);
    label.against = str_copy(arena, label.against);
    label.answer = str_copy(arena, label.answer);
    label.by = str_copy(arena, redact_text(reading->loader->redactor, reading->loader->scratch,
                                           label.by, reading->loader->masked));
    *ARENA_PUSH(arena, reading->out) = label;
    record->input->accepted++;
    return true;
}

bool labels_file_load(struct loader *loader, const struct source_list *sources,
                      const struct rubric_list *rubrics, struct label_list *out, struct error *err)
{
    struct reading reading = {loader, rubrics, out};
    return record_read_files(loader, sources, take, &reading, err);
}
