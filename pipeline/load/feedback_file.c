#include "load/feedback_file.h"

#include "base/memory.h"
#include "load/quote.h"
#include "load/recent.h"
#include "load/record.h"

#define KNOWN_USERS 65536 /* a power of two */

/* A user who came up lately: a keyed digest takes longer than all the rest of an event. */
struct known_user {
    uint64_t hash; /* of the raw id, odd; 0: nobody yet */
    uint64_t pseudonym;
};

/* What one reading keeps from event to event. */
struct reading {
    struct loader *loader;
    struct known_user *users; /* (KNOWN_USERS) each in the place of its hash, the last one only */
    struct recent *recent;
    feedback_file_visit *visit;
    void *context;
};

/* The ids of an event as written, which say whether it was here before. */
struct identity {
    struct str event_id; /* "" when there is none */
    struct str user_id;
    struct str movie_id;
    struct str content; /* of a comment */
};

static bool read_action(const struct record *record, enum swipe_action *action)
{
    struct str text;
    if (!record_text(record, "action", true, &text))
        return false;
    for (int a = 0; a < SWIPE_ACTIONS; a++) {
        if (str_equal(text, str_from(feedback_action_name((enum swipe_action)a)))) {
            *action = (enum swipe_action)a;
            return true;
        }
    }
    return input_reject(record->input, record->at, "\"action\" is neither like, dislike nor skip");
}

static bool read_swipe(struct loader *loader, const struct record *record,
                       struct feedback_event *event, struct identity *identity)
{
    if (!record_id(record, "movie_id", true, loader->scratch, &identity->movie_id) ||
        !read_action(record, &event->action) ||
        !record_integer(record, "position", false, &event->position))
        return false;
    if (event->position < 0)
        return input_reject(record->input, record->at, "\"position\" is negative");
    event->film = catalogue_find_id(loader->catalogue, identity->movie_id);
    return true;
}

static bool read_comment(struct loader *loader, const struct record *record,
                         struct feedback_event *event, struct identity *identity)
{
    if (!record_text(record, "type", true, &event->comment_type) ||
        !record_text(record, "description", true, &event->comment))
        return false;
    identity->content = event->comment;
    event->film = FILM_NONE;
    event->comment = redact_text(loader->redactor, loader->scratch, event->comment, loader->masked);
    return true;
}

static bool read_kind(const struct record *record, enum feedback_kind *kind)
{
    struct str text = STR("swipe");
    if (!record_text(record, "kind", false, &text))
        return false;
    *kind = str_equal(text, STR("comment")) ? FEEDBACK_COMMENT : FEEDBACK_SWIPE;
    if (*kind == FEEDBACK_SWIPE && !str_equal(text, STR("swipe")))
        return input_reject(record->input, record->at, "\"kind\" is neither swipe nor comment");
    return true;
}

static uint64_t pseudonym_of(struct reading *reading, struct str user_id)
{
    uint64_t hash = hash_fast(user_id, 0) | 1;
    struct known_user *user = &reading->users[(hash >> 1) % KNOWN_USERS];
    if (user->hash != hash)
        *user = (struct known_user){hash, pseudonym_number(reading->loader->key, user_id)};
    return user->pseudonym;
}

/* Fills the event from the record; false: it is rejected. */
static bool read_event(struct reading *reading, const struct record *record,
                       struct feedback_event *event, struct identity *identity)
{
    struct loader *loader = reading->loader;
    *event = (struct feedback_event){0};
    *identity = (struct identity){0};
    if (!read_kind(record, &event->kind) || !record_time(record, "ts", &event->ts_ms) ||
        !record_id(record, "user_id", true, loader->scratch, &identity->user_id) ||
        !record_id(record, "event_id", false, loader->scratch, &identity->event_id) ||
        !record_id(record, "trace_id", false, loader->scratch, &event->trace_id) ||
        !record_text(record, "query", false, &event->query) ||
        !record_text(record, "variant", false, &event->variant) ||
        !record_text(record, "model", false, &event->model))
        return false;
    bool done = event->kind == FEEDBACK_COMMENT ? read_comment(loader, record, event, identity)
                                                : read_swipe(loader, record, event, identity);
    if (!done)
        return false;
    event->query = redact_text(loader->redactor, loader->scratch, event->query, loader->masked);
    event->user = pseudonym_of(reading, identity->user_id);
    return true;
}

/* Chained, so that ("ab", "c") and ("a", "bc") differ. */
static uint64_t hash_of(const struct feedback_event *event, const struct identity *identity)
{
    if (identity->event_id.size != 0)
        return hash_fast(identity->event_id, 1);
    uint64_t hash = hash_fast(identity->user_id, (uint64_t)event->ts_ms);
    hash = hash_fast(identity->movie_id, hash + (uint64_t)event->action);
    hash = hash_fast(event->trace_id, hash);
    return hash_fast(identity->content, hash);
}

static bool read_record(void *context, const struct record *record, struct error *err)
{
    struct reading *reading = context;
    struct feedback_event event;
    struct identity identity;
    if (!read_event(reading, record, &event, &identity))
        return true;
    if (recent_seen(reading->recent, hash_of(&event, &identity), event.ts_ms)) {
        record->input->duplicate++;
        return true;
    }
    record->input->accepted++;
    if (event.kind == FEEDBACK_SWIPE && event.film == FILM_NONE)
        findings_add(&record->input->notes, record->at, "the catalogue has no film \"%.*s\"",
                     STR_ARG(quote_text(reading->loader, identity.movie_id)));
    return reading->visit(reading->context, &event, err);
}

bool feedback_file_read(struct loader *loader, const struct source_list *sources, int64_t window_ms,
                        feedback_file_visit *visit, void *context, struct error *err)
{
    struct reading reading = {
        .loader = loader,
        .users = memory_block(KNOWN_USERS, sizeof *reading.users),
        .recent = recent_open(window_ms),
        .visit = visit,
        .context = context,
    };
    bool done = record_read_files(loader, sources, read_record, &reading, err);
    recent_close(reading.recent);
    memory_free(reading.users);
    return done;
}
