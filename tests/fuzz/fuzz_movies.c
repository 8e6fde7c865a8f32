/* fuzz_movies.c - films in every format: each accepted one is found by its id, as text. */
#include "feed.h"
#include "load/movies_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    struct error err = {0};
    feed_open(&feed, SOURCE_MOVIES, data, size);
    size_t before = feed.catalogue.count;
    bool done = movies_file_load(&feed.loader, &feed.sources, &feed.catalogue, &err);
    const struct input *input = feed_check(&feed, done, &err);
    if (done)
        assert(feed.catalogue.count == before + input->accepted);
    for (uint32_t i = 0; i < feed.catalogue.count; i++) {
        const struct movie *movie = &feed.catalogue.items[i];
        assert(catalogue_find_id(&feed.catalogue, movie->id) == i);
        feed_text(movie->id);
        feed_text(movie->title);
    }
    for (size_t i = 0; i < feed.genres.count; i++)
        feed_text(feed.genres.names[i]);
    feed_close(&feed);
    return 0;
}
