/* fuzz_labels.c - people's labels: every line accounted for, every label on its rubric's scale. */
#include "feed.h"
#include "load/labels_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rubric items[] = {
        {.prompt = {.name = STR("n")}, .scale = RUBRIC_ORDINAL, .low = 1, .high = 5, .pass = 4},
        {.prompt = {.name = STR("p")}, .scale = RUBRIC_PAIR, .high = RUBRIC_BETTER},
    };
    const struct rubric_list rubrics = {items, 2, 2};
    struct label_list labels = {0};
    struct error err = {0};
    struct feed feed;
    feed_open(&feed, SOURCE_LABELS, data, size);
    bool done = labels_file_load(&feed.loader, &feed.sources, &rubrics, &labels, &err);
    const struct input *input = feed_check(&feed, done, &err);
    assert(!done || labels.count == input->accepted);
    for (size_t i = 0; i < labels.count; i++) {
        const struct label *label = &labels.items[i];
        assert(label->score >= label->rubric->low && label->score <= label->rubric->high);
        feed_text(label->case_id);
        feed_text(label->by);
    }
    feed_close(&feed);
    return 0;
}
