/* feedback_log.h - what people did with the recommendations: one event after the other. */
#ifndef MONITOR_FEEDBACK_LOG_H
#define MONITOR_FEEDBACK_LOG_H

#include "base/arena.h"
#include "model/feedback.h"
#include "model/metric.h"

/* Counts in constant memory, but for about 40 bytes per distinct user. */
struct feedback_log {
    struct feedback_counts counts;
    struct arena *arena;
    uint64_t *users; /* open addressing; 0 is free, `has_zero` stands in for a user of hash 0 */
    size_t capacity; /* a power of two */
    bool has_zero;
};

struct feedback_log feedback_log_init(struct arena *arena);

/* Counts one event. */
void feedback_log_add(struct feedback_log *log, const struct feedback_event *event);

/*
 * Appends swipes by action, like_rate = likes / (likes + dislikes + skips) with its Wilson
 * interval, comments, distinct users and swipes of unknown films.
 */
void feedback_log_metrics(const struct feedback_log *log, struct metric_list *out);

#endif
