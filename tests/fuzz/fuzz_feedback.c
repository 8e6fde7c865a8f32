/* fuzz_feedback.c - feedback logs: what the visitor gets is in range and may be shown. */
#include "feed.h"
#include "load/feedback_file.h"

#define WINDOW_MS ((int64_t)7 * 24 * 3600 * 1000)

static bool check_event(void *context, const struct feedback_event *event, struct error *err)
{
    (void)err;
    ++*(size_t *)context;
    assert(event->kind == FEEDBACK_SWIPE || event->kind == FEEDBACK_COMMENT);
    assert((unsigned)event->action < SWIPE_ACTIONS && event->position >= 0);
    assert(event->film == 0 || event->film == FILM_NONE);
    feed_text(event->query);
    feed_text(event->comment);
    feed_text(event->comment_type);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    struct error err = {0};
    size_t visited = 0;
    feed_open(&feed, SOURCE_FEEDBACK, data, size);
    bool done =
        feedback_file_read(&feed.loader, &feed.sources, WINDOW_MS, check_event, &visited, &err);
    assert(feed_check(&feed, done, &err)->accepted == visited);
    feed_close(&feed);
    return 0;
}
