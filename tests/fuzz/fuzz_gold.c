/* fuzz_gold.c - gold cases in every format: each accepted one is complete and has an id alone. */
#include "base/map.h"
#include "feed.h"
#include "load/gold_file.h"

static void check(const struct feed *feed, const struct gold_case *one)
{
    assert(one->id.size != 0 && one->query.size != 0 &&
           (one->expected.named != 0 || one->assertions.count != 0));
    assert(one->at.line != 0);
    feed_text(one->id);
    feed_text(one->query);
    for (size_t i = 0; i < one->tag_count; i++)
        feed_text(one->tags[i]);
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        feed_text(slots_text((enum slot)slot, &one->expected, &feed->genres, &feed->intents,
                             &feed->catalogue, feed->scratch));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    struct error err = {0};
    struct gold_set gold = {0};
    const struct gold_fields fields = {0};
    feed_open(&feed, SOURCE_GOLD, data, size);
    bool done = gold_file_load(&feed.loader, &feed.sources, &fields, &gold, &err);
    const struct input *input = feed_check(&feed, done, &err);
    assert(gold.count == (done ? input->accepted : 0));
    struct map ids = map_init(feed.arena);
    for (size_t i = 0; i < gold.count; i++) {
        check(&feed, &gold.items[i]);
        assert(map_add(&ids, gold.items[i].id, 0));
    }
    feed_close(&feed);
    return 0;
}
