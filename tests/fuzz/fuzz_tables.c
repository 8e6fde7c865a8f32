/* fuzz_tables.c - genres, intents, prices: whatever the file, names are text and found again. */
#include "feed.h"
#include "load/genres_file.h"
#include "load/intents_file.h"
#include "load/prices_file.h"

static void check_genres(struct feed *feed)
{
    struct genre_table genres = genre_table_init(feed->arena);
    struct error err = {0};
    bool done = genres_file_load(&feed->loader, feed->sources.items[0].path, false, &genres, &err);
    const struct input *input = feed_check(feed, done, &err);
    assert(!done || genres.count == input->accepted);
    for (size_t i = 0; i < genres.count; i++) {
        feed_text(genres.names[i]);
        assert(genre_find(&genres, feed->scratch, genres.names[i]) == (int)i);
    }
}

static void check_intents(struct feed *feed)
{
    struct intent_table intents = {0};
    struct error err = {0};
    bool done =
        intents_file_load(&feed->loader, feed->sources.items[0].path, false, &intents, &err);
    const struct input *input = feed_check(feed, done, &err);
    assert(!done || intents.count == input->accepted);
    for (size_t i = 0; i < intents.count; i++) {
        feed_text(intents.names[i]);
        assert(intent_find(&intents, intents.names[i]) == (int)i);
    }
}

static void check_prices(struct feed *feed)
{
    struct price_list prices = {0};
    struct error err = {0};
    bool done = prices_file_load(&feed->loader, feed->sources.items[0].path, &prices, &err);
    const struct input *input = feed_check(feed, done, &err);
    assert(!done || prices.count == input->accepted);
    for (size_t i = 0; i < prices.count; i++) {
        const struct price *row = &prices.items[i];
        feed_text(row->model);
        assert(price_find(&prices, row->model, row->valid_from_ms) != NULL);
        assert(price_cost(row, 1000, 1000) >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void (*const checks[])(struct feed *) = {check_genres, check_intents, check_prices};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        struct feed feed;
        feed_open(&feed, SOURCE_GOLD, data, size);
        checks[i](&feed);
        feed_close(&feed);
    }
    return 0;
}
