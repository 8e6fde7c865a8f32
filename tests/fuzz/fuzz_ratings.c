/*
 * fuzz_ratings.c - a file of ratings is read or refused; every line is accounted for, every number
 * is within its bounds, no user has a film twice, and the scan of the usual lines says what
 * the long way says.
 */
#include "base/memory.h"
#include "feed.h"
#include "load/rating_line.h"
#include "load/rating_scan.h"
#include "load/ratings_file.h"

enum { REASON_BYTES = 200 };

static void check_ratings(const struct ratings *ratings, struct arena *arena)
{
    struct map pairs = map_init(arena);
    for (size_t i = 0; i < ratings->count; i++) {
        const uint32_t pair[2] = {ratings->users[i], ratings->items[i]};
        assert(pair[0] < ratings->n_users && pair[1] < ratings->n_items);
        assert(ratings->values[i] >= 0.5f && ratings->values[i] <= 5.0f);
        assert(ratings->rows == NULL || i == 0 || ratings->rows[i] > ratings->rows[i - 1]);
        const char *key = arena_copy(arena, (const char *)pair, sizeof pair);
        bool added = map_add(&pairs, (struct str){key, sizeof pair}, 0);
        assert(added);
    }
    assert(ratings->n_users <= ratings->count && ratings->n_items <= ratings->count);
}

/* What the scan makes of a line of the usual form, the long way makes of it too. */
static void compare_ways(const struct rating_line_reader *reader, struct str text)
{
    struct rating_scan_piece piece = {.count = 0};
    struct rating_line other;
    struct str line;
    while (str_next(&text, '\n', &line) && text.data != NULL) {
        char reason[REASON_BYTES];
        rating_scan_piece(&piece, reader, (struct str){line.data, line.size + 1});
        assert(piece.count == 1);
        const struct rating_scan_row *usual = &piece.rows[0];
        if (usual->stars == RATING_SCAN_OTHER)
            continue;
        if (line.data[line.size - 1] == '\r')
            line.size--;
        bool done = rating_line_read(reader, line, &other, reason, sizeof reason);
        assert(done && usual->time == other.time && usual->stars == other.stars);
        assert(id_table_number_direct(reader->users, usual->user) == other.user);
        assert(id_table_number_direct(reader->items, usual->item) == other.item);
    }
    memory_free(piece.rows);
}

/* Every line is in one row, and stretches do not touch. */
static void check_scan(const struct rating_line_reader *reader, struct str text)
{
    struct rating_scan_piece piece = {.count = 0};
    size_t lines = 0;
    size_t counted = 0;
    while (text.size != 0 && text.data[text.size - 1] != '\n')
        text.size--;
    rating_scan_piece(&piece, reader, text);
    for (size_t i = 0; i < text.size; i++)
        lines += text.data[i] == '\n';
    for (size_t i = 0; i < piece.count; i++) {
        bool other = piece.rows[i].stars == RATING_SCAN_OTHER;
        assert(!other || i == 0 || piece.rows[i - 1].stars != RATING_SCAN_OTHER);
        counted += other ? piece.rows[i].item : 1;
    }
    assert(counted == lines);
    memory_free(piece.rows);
}

static void compare_formats(struct loader *loader, struct str text)
{
    static const char *const FIRST[] = {"::", "\t", "userId,movieId,rating,timestamp"};
    struct id_table users = id_table_init(loader->arena);
    struct id_table items = id_table_init(loader->arena);
    struct rating_line_reader reader = {
        .loader = loader, .users = &users, .items = &items, .scale_min = 0.5f, .scale_max = 5};
    for (size_t i = 0; i < sizeof FIRST / sizeof *FIRST; i++) {
        bool header;
        bool told = rating_line_detect(str_from(FIRST[i]), &reader.format, &header);
        assert(told);
        compare_ways(&reader, text);
        check_scan(&reader, text);
    }
    id_table_free(&users);
    id_table_free(&items);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    struct ratings ratings = {0};
    struct error err = {0};
    feed_open(&feed, SOURCE_RATINGS, data, size);
    bool done =
        ratings_file_load(&feed.loader, &feed.sources, &RATINGS_FILE_OPTIONS, &ratings, &err);
    const struct input *input = feed_check(&feed, done, &err);
    if (done) {
        assert(input->accepted == ratings.count && input->bytes == size);
        check_ratings(&ratings, feed.arena);
        ratings_free(&ratings);
    }
    assert(ratings.users == NULL);
    compare_formats(&feed.loader, (struct str){(const char *)data, size});
    feed_close(&feed);
    return 0;
}
