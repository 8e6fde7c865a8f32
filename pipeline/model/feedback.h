/* feedback.h - one event of a feedback log, as the loader hands it to whoever aggregates. */
#ifndef MODEL_FEEDBACK_H
#define MODEL_FEEDBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/catalogue.h"

enum swipe_action {
    SWIPE_LIKE,
    SWIPE_DISLIKE,
    SWIPE_SKIP,
    SWIPE_ACTIONS,
};

enum feedback_kind {
    FEEDBACK_SWIPE,
    FEEDBACK_COMMENT,
};

/* Views live until the visitor returns. Text is masked, the user a pseudonym's hash. */
struct feedback_event {
    enum feedback_kind kind;
    int64_t ts_ms;
    uint64_t user; /* first 8 bytes of the keyed pseudonym */
    uint32_t film; /* catalogue index, or FILM_NONE: not in the catalogue */
    enum swipe_action action;
    struct str query; /* "" when absent */
    struct str trace_id;
    struct str variant;
    struct str model;
    int64_t position;        /* 0 when absent */
    struct str comment_type; /* comments only */
    struct str comment;
};

/* What the report shows of the feedback logs. */
struct feedback_counts {
    size_t swipes[SWIPE_ACTIONS];
    size_t comments;
    size_t unknown_movies; /* swipes of films that the catalogue does not list */
    size_t users;          /* distinct */
    int64_t first_ms;      /* TIMESTAMP_UNKNOWN when there is no event */
    int64_t last_ms;
};

/* "like", "dislike", "skip". */
const char *feedback_action_name(enum swipe_action action);

#endif
