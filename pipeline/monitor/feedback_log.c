#include "monitor/feedback_log.h"

#include "base/stats.h"
#include "base/timestamp.h"

#define USERS_MIN 1024

static const struct metric_definition SWIPES = {
    "swipes",
    "Swipes",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Feedback events by action, each event counted once.",
    NULL,
};
static const struct metric_definition LIKE_RATE = {
    "like_rate",
    "Like rate",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of likes among all likes, dislikes and skips.",
    "Wilson score interval; swipes of one user are taken as independent",
};
static const struct metric_definition COMMENTS = {
    "comments", "Comments", METRIC_COUNT, METRIC_NEUTRAL, "Comments in the feedback logs.", NULL,
};
static const struct metric_definition USERS = {
    "feedback_users",
    "Users giving feedback",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Distinct users among the feedback events.",
    NULL,
};
static const struct metric_definition UNKNOWN_MOVIES = {
    "unknown_movie_swipes",
    "Swipes of unknown films",
    METRIC_COUNT,
    METRIC_LOWER_IS_BETTER,
    "Swipes whose movie_id the catalogue does not list.",
    NULL,
};

struct feedback_log feedback_log_init(struct arena *arena)
{
    return (struct feedback_log){
        .arena = arena,
        .counts = {.first_ms = TIMESTAMP_UNKNOWN, .last_ms = TIMESTAMP_UNKNOWN},
    };
}

/* The place of a user's hash, or the free one where it belongs. */
static uint64_t *locate(uint64_t *users, size_t capacity, uint64_t user)
{
    size_t place = user & (capacity - 1);
    while (users[place] != 0 && users[place] != user)
        place = (place + 1) & (capacity - 1);
    return &users[place];
}

static void grow(struct feedback_log *log)
{
    size_t larger = log->capacity == 0 ? USERS_MIN : log->capacity * 2;
    uint64_t *users = ARENA_ARRAY(log->arena, uint64_t, larger);
    for (size_t i = 0; i < log->capacity; i++)
        if (log->users[i] != 0)
            *locate(users, larger, log->users[i]) = log->users[i];
    log->users = users;
    log->capacity = larger;
}

static void count_user(struct feedback_log *log, uint64_t user)
{
    if (user == 0) {
        log->counts.users += !log->has_zero;
        log->has_zero = true;
        return;
    }
    if (log->counts.users * 2 >= log->capacity)
        grow(log);
    uint64_t *place = locate(log->users, log->capacity, user);
    log->counts.users += *place == 0;
    *place = user;
}

void feedback_log_add(struct feedback_log *log, const struct feedback_event *event)
{
    struct feedback_counts *counts = &log->counts;
    count_user(log, event->user);
    if (counts->first_ms == TIMESTAMP_UNKNOWN || event->ts_ms < counts->first_ms)
        counts->first_ms = event->ts_ms;
    if (counts->last_ms == TIMESTAMP_UNKNOWN || event->ts_ms > counts->last_ms)
        counts->last_ms = event->ts_ms;

    if (event->kind == FEEDBACK_COMMENT) {
        counts->comments++;
        return;
    }
    counts->swipes[event->action]++;
    counts->unknown_movies += event->film == FILM_NONE;
}

void feedback_log_metrics(const struct feedback_log *log, struct metric_list *out)
{
    const struct feedback_counts *counts = &log->counts;
    struct ratio likes = {.hits = counts->swipes[SWIPE_LIKE]};
    for (int action = 0; action < SWIPE_ACTIONS; action++)
        likes.total += counts->swipes[action];

    struct metric *rate = metric_add(out, &LIKE_RATE, ratio_value(likes), likes.total);
    rate->interval = stats_wilson(likes, 0.95);
    rate->headline = true;
    for (int action = 0; action < SWIPE_ACTIONS; action++) {
        struct metric *metric =
            metric_add(out, &SWIPES, (double)counts->swipes[action], likes.total);
        metric_label(metric, "action", str_from(feedback_action_name((enum swipe_action)action)));
    }
    size_t events = likes.total + counts->comments;
    metric_add(out, &COMMENTS, (double)counts->comments, events);
    metric_add(out, &USERS, (double)counts->users, events);
    metric_add(out, &UNKNOWN_MOVIES, (double)counts->unknown_movies, likes.total);
}
