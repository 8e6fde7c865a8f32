#include "base/pseudonym.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET_BYTES 32 /* of a key that is made here */
#define SECRET_MAX 4096 /* bytes of a key file */
#define KEY_MODE 0600

bool pseudonym_key_from(struct str secret, struct pseudonym_key *out)
{
    struct str trimmed = str_trim(secret);
    if (trimmed.size < PSEUDONYM_SECRET)
        return false;
    out->secret = hash_sha256(trimmed);
    return true;
}

/* Random hexadecimal digits and a newline. */
static bool make_secret(char text[2 * SECRET_BYTES + 2])
{
    unsigned char bytes[SECRET_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    text[sizeof bytes * 2] = '\n';
    text[sizeof bytes * 2 + 1] = '\0';
    return true;
}

/*
 * Writes a new key under a name of its own and links it to `path`, which fails when a key is
 * there by then: of two processes that start at once, the second takes the first one's key.
 */
static bool make_key(const char *path, struct error *err)
{
    char temporary[4200];
    char text[2 * SECRET_BYTES + 2];
    int size = snprintf(temporary, sizeof temporary, "%s.tmp-%ld", path, (long)getpid());
    if (size < 0 || (size_t)size >= sizeof temporary)
        return error_set(err, ERROR_SYSTEM, AT_FILE(path), "the path is too long");
    unlink(temporary);
    int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, KEY_MODE);
    if (file < 0)
        return error_errno(err, AT_FILE(path), "cannot make the key of the pseudonyms");

    bool made = make_secret(text) && write(file, text, strlen(text)) == (ssize_t)strlen(text) &&
                fsync(file) == 0;
    made = close(file) == 0 && made;
    made = made && (link(temporary, path) == 0 || errno == EEXIST);
    if (!made)
        error_errno(err, AT_FILE(path), "cannot make the key of the pseudonyms");
    unlink(temporary);
    return made;
}

static bool read_key(int file, const char *path, struct pseudonym_key *out, struct error *err)
{
    char text[SECRET_MAX];
    struct stat info;
    if (fstat(file, &info) != 0)
        return error_errno(err, AT_FILE(path), "cannot read the key of the pseudonyms");
    if (!S_ISREG(info.st_mode))
        return error_set(err, ERROR_USAGE, AT_FILE(path), "is no regular file");
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return error_set(err, ERROR_USAGE, AT_FILE(path),
                         "others may read the key of the pseudonyms (chmod 600 it)");
    ssize_t size = read(file, text, sizeof text);
    if (size < 0)
        return error_errno(err, AT_FILE(path), "cannot read the key of the pseudonyms");
    if (!pseudonym_key_from((struct str){text, (size_t)size}, out))
        return error_set(err, ERROR_USAGE, AT_FILE(path),
                         "the key of the pseudonyms has fewer than %d characters",
                         PSEUDONYM_SECRET);
    return true;
}

bool pseudonym_key_open(const char *path, struct pseudonym_key *out, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        if (!make_key(path, err))
            return false;
        file = open(path, O_RDONLY | O_CLOEXEC);
    }
    if (file < 0)
        return error_errno(err, AT_FILE(path), "cannot open the key of the pseudonyms");
    bool done = read_key(file, path, out, err);
    close(file);
    return done;
}

uint64_t pseudonym_number(const struct pseudonym_key *key, struct str id)
{
    struct str secret = {(const char *)key->secret.bytes, sizeof key->secret.bytes};
    struct hash_sha256 digest = hash_hmac_sha256(secret, id);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | digest.bytes[i];
    return number;
}

void pseudonym_text(uint64_t number, char out[PSEUDONYM_TEXT])
{
    snprintf(out, PSEUDONYM_TEXT, "u_%016llx", (unsigned long long)number);
}
