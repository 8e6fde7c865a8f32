/* fuzz_tags.c - tags in both formats: what the visitor gets is complete and may be shown. */
#include "feed.h"
#include "load/tags_file.h"

static bool check_tag(void *context, const struct feedback_event *event, struct error *err)
{
    (void)err;
    ++*(size_t *)context;
    assert(event->kind == FEEDBACK_SWIPE && event->action == SWIPE_LIKE);
    assert(event->film == 0 || event->film == FILM_NONE);
    assert(event->query.size != 0 && event->ts_ms >= 0);
    feed_text(event->query);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    struct error err = {0};
    size_t visited = 0;
    feed_open(&feed, SOURCE_TAGS, data, size);
    bool done = tags_file_read(&feed.loader, &feed.sources, check_tag, &visited, &err);
    assert(feed_check(&feed, done, &err)->accepted == visited);
    feed_close(&feed);
    return 0;
}
