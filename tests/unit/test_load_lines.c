#include "load/lines.h"

#include <errno.h>
#include <sys/resource.h>

#include "base/io.h"
#include "base/rng.h"
#include "folder.h"
#include "packed.h"
#include "suite.h"

#define ARENA_MAX ((size_t)64 << 20)

static struct arena *arena;
static struct input_list inputs;

static struct input *account(const char *name)
{
    if (arena == NULL)
        arena = arena_open("test", ARENA_MAX);
    inputs.arena = arena;
    return input_add(&inputs, "test", name);
}

/* All lines of the text, each as "number:line;", with "number!" for one that is too long. */
static const char *all_lines(struct lines *lines)
{
    struct error err = {0};
    struct strbuf out = strbuf_init(arena, 4096);
    struct str line;
    for (;;) {
        switch (lines_next(lines, &line, &err)) {
        case LINES_LINE:
            strbuf_addf(&out, "%zu:", lines_number(lines));
            strbuf_add(&out, line);
            strbuf_add_char(&out, ';');
            continue;
        case LINES_TOO_LONG:
            strbuf_addf(&out, "%zu!", lines_number(lines));
            continue;
        case LINES_FAILED:
            strbuf_addf(&out, "error: %s", err.text);
            break;
        case LINES_END:
            break;
        }
        lines_close(lines);
        return out.data == NULL ? "" : out.data;
    }
}

static const char *lines_of(struct str text)
{
    account("memory");
    return all_lines(lines_open_text("memory", text));
}

START_TEST(lines_are_numbered_and_lose_their_ends)
{
    static const struct {
        const char *text;
        const char *lines;
    } CASES[] = {
        {"", ""},
        {"\n", "1:;"},
        {"a\nb\n", "1:a;2:b;"},
        {"a\nb", "1:a;2:b;"},
        {"a\r\nb\r\n", "1:a;2:b;"},
        {"a\rb\r\r\n", "1:a\rb\r;"},
        {"\xEF\xBB\xBF", ""},
        {"\xEF\xBB\xBF"
         "a\n\xEF\xBB\xBF"
         "b",
         "1:a;2:\xEF\xBB\xBF"
         "b;"},
        {"\xEF\xBB", "1:\xEF\xBB;"},
        {"\n\n a \n\n", "1:;2:;3: a ;4:;"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        ck_assert_str_eq(lines_of(str_from(CASES[i].text)), CASES[i].lines);
}
END_TEST

START_TEST(a_zero_byte_is_a_byte_as_any_other)
{
    struct lines *lines = lines_open_text("memory", STR("a\0b\nc"));
    struct str line;
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
    ck_assert(str_equal(line, STR("a\0b")));
    lines_close(lines);
}
END_TEST

/* Lines of all lengths, so that every one of them meets the border of a buffer some time. */
START_TEST(no_border_of_a_buffer_shows)
{
    account("random");
    struct rng rng = rng_init(1, 1);
    struct strbuf text = strbuf_init(arena, (size_t)16 << 20);
    size_t sizes[400];
    for (size_t i = 0; i < 400; i++) {
        sizes[i] = i % 50 == 7 ? 200000 + rng_below(&rng, 100000) : rng_below(&rng, 3000);
        for (size_t j = 0; j < sizes[i]; j++)
            strbuf_add_char(&text, (char)('a' + (i + j) % 26));
        strbuf_add_char(&text, '\n');
    }
    struct str plain = strbuf_str(&text);
    struct str forms[] = {plain, packed_gzip(arena, plain), packed_zstd(arena, plain)};
    for (size_t form = 0; form < 3; form++) {
        struct lines *lines = lines_open_text("random", forms[form]);
        struct str line;
        for (size_t i = 0; i < 400; i++) {
            ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
            ck_assert_uint_eq(line.size, sizes[i]);
            size_t same = 0;
            while (same < line.size && line.data[same] == (char)('a' + (i + same) % 26))
                same++;
            ck_assert_uint_eq(same, line.size);
        }
        ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_END);
        lines_close(lines);
    }
}
END_TEST

/* A line of `size` bytes between two short ones. */
static struct str between(size_t size)
{
    char *data = arena_array(arena, size + 4, 1);
    memset(data, 'x', size + 4);
    memcpy(data, "a\n", 2);
    memcpy(data + 2 + size, "\nb", 2);
    return (struct str){data, size + 4};
}

START_TEST(a_line_may_have_a_mebibyte_and_no_byte_more)
{
    account("memory");
    struct lines *lines = lines_open_text("memory", between(LINES_MAX));
    struct str line;
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
    ck_assert_uint_eq(line.size, LINES_MAX);
    lines_close(lines);

    ck_assert_str_eq(lines_of(between(LINES_MAX + 1)), "1:a;2!3:b;");
    ck_assert_str_eq(lines_of(between(5 * LINES_MAX)), "1:a;2!3:b;");
    struct str cut = between(3 * LINES_MAX);
    cut.size -= 2;
    ck_assert_str_eq(lines_of(cut), "1:a;2!");
}
END_TEST

static long peak_kib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

START_TEST(a_line_of_100_megabytes_takes_no_memory)
{
    struct input *input = account("long.zst");
    char *block = arena_array(arena, 1000000, 1);
    memset(block, 'x', 1000000);
    struct str frame = packed_zstd(arena, (struct str){block, 1000000});
    struct strbuf packed = strbuf_init(arena, (size_t)1 << 20);
    for (int i = 0; i < 100; i++)
        strbuf_add(&packed, frame);
    strbuf_add(&packed, packed_zstd(arena, STR("\nafter\n")));

    long before = peak_kib();
    struct lines *lines = lines_open_text("long.zst", strbuf_str(&packed));
    struct str line;
    ck_assert_int_eq(lines_next_record(lines, input, &line, NULL), LINES_LINE);
    ck_assert(str_equal(line, STR("after")));
    ck_assert_uint_eq(lines_number(lines), 2);
    ck_assert_int_lt(peak_kib() - before, 16 << 10);
    ck_assert_uint_eq(input->rejected, 1);
    ck_assert_uint_eq(input->rejects.items[0].at.line, 1);
    ck_assert(str_equal(input->rejects.items[0].reason, STR("the line is longer than 1 MiB")));
    lines_close(lines);
}
END_TEST

START_TEST(compressed_files_may_have_several_parts)
{
    account("memory");
    struct str gzip =
        packed_join(arena, packed_gzip(arena, STR("a\nb")), packed_gzip(arena, STR("c\nd\n")));
    ck_assert_str_eq(lines_of(gzip), "1:a;2:bc;3:d;");
    ck_assert_str_eq(lines_of(packed_join(arena, gzip, STR("\0\0\0\0"))), "1:a;2:bc;3:d;");
    struct str zstd =
        packed_join(arena, packed_zstd(arena, STR("a\nb")), packed_zstd(arena, STR("c\nd\n")));
    ck_assert_str_eq(lines_of(zstd), "1:a;2:bc;3:d;");
    struct str skippable = STR("\x50\x2A\x4D\x18\x02\0\0\0ab");
    ck_assert_str_eq(lines_of(packed_join(arena, skippable, zstd)), "1:a;2:bc;3:d;");
    ck_assert_str_eq(lines_of(packed_gzip(arena, STR(""))), "");
    ck_assert_str_eq(lines_of(packed_gzip(arena, STR("\xEF\xBB\xBFx"))), "1:x;");
}
END_TEST

START_TEST(damage_to_compressed_data_is_an_error_at_the_file)
{
    account("memory");
    struct str gzip = packed_gzip(arena, STR("a\nb\n"));
    struct str zstd = packed_zstd(arena, STR("a\nb\n"));
    char *wrong = arena_copy(arena, gzip.data, gzip.size);
    wrong[gzip.size - 5] ^= 1;
    const struct {
        struct str data;
        const char *lines;
    } CASES[] = {
        {str_slice(gzip, 0, gzip.size - 1),
         "1:a;2:b;error: memory: the gzip data ends early: the file is cut off"},
        {str_slice(gzip, 0, 2), "error: memory: the gzip data ends early: the file is cut off"},
        {packed_join(arena, gzip, STR("junk")),
         "1:a;2:b;error: memory: the gzip data is damaged: incorrect header check"},
        {{wrong, gzip.size}, "error: memory: the gzip data is damaged: incorrect data check"},
        {str_slice(zstd, 0, zstd.size - 1),
         "1:a;error: memory: the Zstandard data ends early: the file is cut off"},
        {str_slice(zstd, 0, 4),
         "error: memory: the Zstandard data ends early: the file is cut off"},
        {packed_join(arena, zstd, STR("junk")),
         "1:a;2:b;error: memory: the Zstandard data is damaged: Unknown frame descriptor"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        ck_assert_str_eq(lines_of(CASES[i].data), CASES[i].lines);
}
END_TEST

START_TEST(every_line_is_accounted_for)
{
    struct str text = STR("\xEF\xBB\xBF"
                          "one\n\n \t\r\ntwo\n");
    struct input *input = account("memory");
    struct lines *lines = lines_open_text(input->path, text);
    struct str line;
    while (lines_next_record(lines, input, &line, NULL) == LINES_LINE)
        input->accepted++;
    lines_account(lines, input);
    lines_close(lines);
    ck_assert_uint_eq(input->read, 4);
    ck_assert_uint_eq(input->accepted, 2);
    ck_assert_uint_eq(input->blank, 2);
    ck_assert_uint_eq(input->bytes, text.size);
    ck_assert_uint_eq(input->notes.count, 0);
    struct hash_sha256 digest = hash_sha256(text);
    ck_assert_mem_eq(&input->digest, &digest, sizeof digest);
}
END_TEST

START_TEST(the_digest_is_of_the_stored_bytes)
{
    struct input *input = account("memory");
    struct str packed = packed_gzip(arena, STR("one\n"));
    struct lines *lines = lines_open_text(input->path, packed);
    struct str line;
    while (lines_next_record(lines, input, &line, NULL) == LINES_LINE)
        input->accepted++;
    lines_account(lines, input);
    lines_close(lines);
    struct hash_sha256 digest = hash_sha256(packed);
    ck_assert_uint_eq(input->bytes, packed.size);
    ck_assert_mem_eq(&input->digest, &digest, sizeof digest);
}
END_TEST

START_TEST(an_empty_file_is_noted)
{
    struct input *input = account("empty.jsonl");
    struct lines *lines = lines_open_text(input->path, STR_NONE);
    struct str line;
    ck_assert_int_eq(lines_next_record(lines, input, &line, NULL), LINES_END);
    lines_account(lines, input);
    lines_close(lines);
    ck_assert_uint_eq(input->notes.count, 1);
    ck_assert(str_equal(input->notes.items[0].reason, STR("the file is empty")));
}
END_TEST

START_TEST(a_look_ahead_takes_nothing_away)
{
    account("memory");
    struct lines *lines = lines_open_text("memory", STR("\xEF\xBB\xBF"
                                                        "a\nb"));
    struct str start;
    ck_assert(lines_peek(lines, &start, NULL));
    ck_assert(str_equal(start, STR("a\nb")));
    ck_assert_str_eq(all_lines(lines), "1:a;2:b;");
}
END_TEST

START_TEST(chunks_give_all_bytes_in_their_order)
{
    account("memory");
    struct str text = between((size_t)700 << 10);
    struct lines *lines = lines_open_text("memory", packed_gzip(arena, text));
    struct strbuf all = strbuf_init(arena, (size_t)1 << 20);
    struct str chunk;
    while (lines_chunk(lines, &chunk, NULL) && chunk.size != 0)
        strbuf_add(&all, chunk);
    ck_assert(str_equal(strbuf_str(&all), text));
    lines_close(lines);
}
END_TEST

START_TEST(a_pipe_is_read_as_a_file_is)
{
    int ends[2];
    char path[32];
    account("pipe");
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "a\nb", 3), 3);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    struct lines *lines;
    ck_assert(lines_open(path, &lines, NULL));
    ck_assert_str_eq(all_lines(lines), "1:a;2:b;");
}
END_TEST

static void cannot_open(const char *path, const char *message)
{
    struct error err = {0};
    struct lines *lines;
    char text[sizeof err.text];
    snprintf(text, sizeof text, "%s: %s", path, message);
    ck_assert(!lines_open(path, &lines, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, text);
}

START_TEST(what_is_no_readable_file_is_an_error)
{
    const char *folder = folder_make();
    cannot_open(folder, "is a folder where a file is expected");
    cannot_open(folder_path(folder, "none"), "does not exist");
    const char *secret = folder_path(folder, "secret");
    ck_assert(io_write_file(secret, STR("x"), 0600, NULL));
    cannot_open(folder_path(folder, "secret/in"), "does not exist");
    /* Root may read everything: go on as nobody. */
    ck_assert(geteuid() != 0 || seteuid(65534) == 0);
    if (geteuid() == 65534)
        cannot_open(secret, "may not be read: Permission denied");
    ck_assert(getuid() != 0 || seteuid(0) == 0);
}
END_TEST

/* The reader of many lines at once sees whole lines only, and all of them. */
START_TEST(lines_that_wait_may_be_passed_over_at_once)
{
    account("memory");
    struct lines *lines = lines_open_text("memory", STR("a\nb\r\n\nc\nd"));
    struct str line;
    ck_assert_uint_eq(lines_waiting(lines).size, 0);
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
    ck_assert(str_equal(lines_waiting(lines), STR("b\r\n\nc\n")));
    lines_pass(lines, lines_waiting(lines).data + 4, 2);
    ck_assert_uint_eq(lines_number(lines), 3);
    ck_assert(str_equal(lines_waiting(lines), STR("c\n")));
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
    ck_assert(str_equal(line, STR("c")));
    ck_assert_uint_eq(lines_waiting(lines).size, 0);
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_LINE);
    ck_assert(str_equal(line, STR("d")));
    ck_assert_uint_eq(lines_number(lines), 5);
    ck_assert_uint_eq(lines_waiting(lines).size, 0);
    ck_assert_int_eq(lines_next(lines, &line, NULL), LINES_END);
    lines_close(lines);
}
END_TEST

/* Reads numbers line by line, ahead of itself before every `step`th; returns how many there are. */
static uint32_t count_ahead(struct str text, uint32_t step, struct error *err)
{
    struct lines *lines = lines_open_text("memory", text);
    struct str line;
    uint32_t count = 0;
    enum lines_result result = LINES_LINE;
    while (result == LINES_LINE) {
        if (count != 0 && count % step == 0)
            lines_read_ahead(lines);
        result = lines_next(lines, &line, err);
        if (result == LINES_LINE)
            ck_assert_uint_eq((uint32_t)strtoul(line.data, NULL, 10), count++);
    }
    ck_assert_int_eq(result, err->text[0] == '\0' ? LINES_END : LINES_FAILED);
    lines_close(lines);
    return count;
}

/* What was read ahead comes where it belongs, and so does the trouble that was met there. */
START_TEST(reading_ahead_does_not_show)
{
    enum { NUMBERS = 250000 };
    static const uint32_t STEPS[] = {1, 70000};
    account("memory");
    struct strbuf numbers = strbuf_init(arena, (size_t)8 << 20);
    for (uint32_t i = 0; i < NUMBERS; i++)
        strbuf_addf(&numbers, "%u\n", i);
    struct str plain = strbuf_str(&numbers);
    struct str gzip = packed_gzip(arena, plain);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        struct error err = {0};
        ck_assert_uint_eq(count_ahead(plain, STEPS[i], &err), NUMBERS);
        ck_assert_str_eq(err.text, "");
        uint32_t told = count_ahead(str_slice(gzip, 0, gzip.size - 9), STEPS[i], &err);
        ck_assert_uint_gt(told, NUMBERS * 9 / 10);
        ck_assert_str_eq(err.text, "memory: the gzip data ends early: the file is cut off");
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "lines", lines_are_numbered_and_lose_their_ends, a_zero_byte_is_a_byte_as_any_other,
        no_border_of_a_buffer_shows, a_line_may_have_a_mebibyte_and_no_byte_more,
        a_line_of_100_megabytes_takes_no_memory, compressed_files_may_have_several_parts,
        damage_to_compressed_data_is_an_error_at_the_file, reading_ahead_does_not_show,
        every_line_is_accounted_for, the_digest_is_of_the_stored_bytes, an_empty_file_is_noted,
        a_look_ahead_takes_nothing_away, lines_that_wait_may_be_passed_over_at_once,
        chunks_give_all_bytes_in_their_order, a_pipe_is_read_as_a_file_is,
        what_is_no_readable_file_is_an_error);
}
