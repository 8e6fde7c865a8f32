#include "llm/replies.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/append_file.h"
#include "base/io.h"
#include "base/json.h"
#include "base/json_reader.h"
#include "base/map.h"
#include "llm/chat.h"

#define LINE_MAX_BYTES ((size_t)64 << 20)
#define SYNC_REPLIES 64 /* replies that a power cut may cost */
#define SYNC_MS 1000
#define ID_DIGITS 24 /* of the key, in a trace id */

struct replies {
    struct append_file file;
    const struct clock *clock;
    struct arena *arena;
    struct json_reader *reader;
    struct map by_key; /* 32 bytes → index in `entries` */
    struct {
        struct replies_entry *items;
        size_t count;
        size_t capacity;
    } entries;
    size_t unsynced;
    double synced_ms; /* clock_ms() of the last flush */
};

/* ── the index ── */

static struct str key_bytes(const struct hash_sha256 *key)
{
    return (struct str){(const char *)key->bytes, sizeof key->bytes};
}

static bool is_transient(struct str failure)
{
    static const enum chat_failure KINDS[] = {CHAT_TIMEOUT, CHAT_UNREACHABLE, CHAT_TLS,
                                              CHAT_RATE_LIMITED, CHAT_SERVER};
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (str_equal(failure, str_from(chat_failure_name(KINDS[i]))))
            return true;
    return false;
}

static void enter(struct replies *replies, const struct hash_sha256 *key, const struct trace *trace,
                  uint64_t offset, size_t size, bool own)
{
    uint32_t index = map_intern(&replies->by_key, key_bytes(key), NULL);
    bool first = index == replies->entries.count;
    if (first)
        ARENA_PUSH(replies->arena, &replies->entries);
    struct replies_entry *entry = &replies->entries.items[index];
    *entry = (struct replies_entry){
        .offset = offset,
        .size = size,
        .ts_ms = trace->ts_ms,
        .output_tokens = trace->output_tokens,
        .nth = first ? 0 : entry->nth + 1,
        .own = own,
        .failed = trace->error.size != 0,
        .transient = is_transient(trace->failure),
    };
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_key(struct json_reader_value object, struct hash_sha256 *out)
{
    struct str text;
    if (!json_reader_string(json_reader_field(object, "key"), &text) ||
        text.size != 2 * sizeof out->bytes)
        return false;
    for (size_t i = 0; i < sizeof out->bytes; i++) {
        int high = hex_digit(text.data[2 * i]);
        int low = hex_digit(text.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->bytes[i] = (unsigned char)(16 * high + low);
    }
    return true;
}

static bool index_line(struct replies *replies, struct str line, uint64_t offset,
                       struct arena *scratch)
{
    struct json_reader_value object;
    struct hash_sha256 key;
    struct trace trace;
    const char *reason;
    if (!json_reader_parse(replies->reader, line, &object, &reason) || !read_key(object, &key) ||
        !trace_read(object, scratch, &trace))
        return false;
    enter(replies, &key, &trace, offset, line.size, false);
    return true;
}

/* Nobody else writes to the file, so that mapping what was there at the start is safe. */
static bool index_file(struct replies *replies, size_t *ignored, struct error *err)
{
    struct str bytes;
    struct str line;
    *ignored = 0;
    if (replies->file.size == 0)
        return true;
    if (!io_map(replies->file.path, SIZE_MAX, &bytes, err))
        return false;
    struct str rest = bytes;
    struct arena *scratch = arena_open("recorded replies", LINE_MAX_BYTES);
    while (rest.size != 0 && str_next(&rest, '\n', &line)) {
        uint64_t offset = (uint64_t)(line.data - bytes.data);
        if (line.size != 0 && !index_line(replies, line, offset, scratch))
            ++*ignored;
        arena_reset(scratch);
    }
    arena_close(scratch);
    io_unmap(bytes);
    return true;
}

bool replies_open(const char *path, const struct clock *clock, struct arena *arena,
                  struct replies **out, size_t *ignored, struct error *err)
{
    struct append_file file;
    uint64_t torn;
    if (!append_file_open(path, &file, &torn, err))
        return false;
    struct replies *replies = ARENA_NEW(arena, struct replies);
    *replies = (struct replies){
        .file = file,
        .clock = clock,
        .arena = arena,
        .reader = json_reader_open(LINE_MAX_BYTES),
        .by_key = map_init(arena),
        .synced_ms = clock_ms(clock),
    };
    if (!index_file(replies, ignored, err)) {
        replies_close(replies);
        return false;
    }
    *ignored += torn != 0;
    *out = replies;
    return true;
}

bool replies_find(const struct replies *replies, const struct hash_sha256 *key,
                  struct replies_entry *out)
{
    uint32_t index;
    if (!map_find(&replies->by_key, key_bytes(key), &index))
        return false;
    *out = replies->entries.items[index];
    return true;
}

/* ── adding and reading ── */

static bool sync_now_and_then(struct replies *replies, struct error *err)
{
    double since = clock_ms(replies->clock) - replies->synced_ms;
    replies->unsynced++;
    if (replies->unsynced < SYNC_REPLIES && !(since >= SYNC_MS))
        return true;
    return replies_sync(replies, err);
}

bool replies_add(struct replies *replies, const struct hash_sha256 *key, const struct trace *trace,
                 struct arena *scratch, struct error *err)
{
    char hex[HASH_SHA256_HEX];
    uint64_t offset = replies->file.size;
    struct replies_entry before;
    bool again = replies_find(replies, key, &before);
    struct trace stored = *trace;
    hash_hex(*key, hex);
    stored.trace_id =
        str_from(arena_printf(scratch, "%.*s-%u", ID_DIGITS, hex, again ? before.nth + 1 : 0));

    struct json *object = json_object();
    json_put_text(object, "key", hex);
    trace_put(object, &stored);
    struct str line = json_write_line(scratch, object);
    json_free(object);
    if (!append_file_add(&replies->file, line, err))
        return false;
    enter(replies, key, &stored, offset, line.size, true);
    return sync_now_and_then(replies, err);
}

bool replies_read(const struct replies *replies, const struct replies_entry *entry,
                  struct arena *arena, struct trace *out, struct error *err)
{
    struct str line;
    struct json_reader_value object;
    const char *reason = "it is no recorded call";
    if (!append_file_read(&replies->file, entry->offset, entry->size, arena, &line, err))
        return false;
    if (!json_reader_parse(replies->reader, line, &object, &reason) ||
        !trace_read(object, arena, out))
        return error_set(err, ERROR_INPUT, AT_FILE(replies->file.path),
                         "the reply at byte %llu cannot be read: %s",
                         (unsigned long long)entry->offset, reason);
    return true;
}

bool replies_sync(struct replies *replies, struct error *err)
{
    replies->unsynced = 0;
    replies->synced_ms = clock_ms(replies->clock);
    return append_file_sync(&replies->file, err);
}

void replies_close(struct replies *replies)
{
    if (replies == NULL)
        return;
    json_reader_close(replies->reader);
    append_file_close(&replies->file);
}
