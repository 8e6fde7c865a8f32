#include "commands/key.h"

#include <string.h>

#include "base/io.h"

/* No id of a file holds a line break. */
#define NOBODY STR("\nreelgauge\n")

static bool from_environment(const char *secret, struct pseudonym_key *out, struct error *err)
{
    if (pseudonym_key_from(str_from(secret), out))
        return true;
    return error_set(err, ERROR_USAGE, AT_NOWHERE,
                     "REELGAUGE_PSEUDONYM_KEY has fewer than %d characters", PSEUDONYM_SECRET);
}

bool key_open(const struct session *session, struct arena *arena, struct pseudonym_key *out,
              struct error *err)
{
    if (session->pseudonym_secret != NULL)
        return from_environment(session->pseudonym_secret, out, err);
    const char *path = session->config->privacy.key_file;
    const char *slash = strrchr(path, '/');
    if (slash != NULL && slash != path &&
        !io_make_folders(arena_copy(arena, path, (size_t)(slash - path)), err))
        return false;
    return pseudonym_key_open(path, out, err);
}

bool key_open_existing(const struct session *session, struct pseudonym_key *out, struct error *err)
{
    if (session->pseudonym_secret != NULL)
        return from_environment(session->pseudonym_secret, out, err);
    const char *path = session->config->privacy.key_file;
    if (!io_exists(path))
        return error_set(err, ERROR_USAGE, AT_FILE(path),
                         "there is no key of the pseudonyms: a run makes one");
    return pseudonym_key_open(path, out, err);
}

uint64_t key_check(const struct pseudonym_key *key)
{
    return pseudonym_number(key, NOBODY);
}
