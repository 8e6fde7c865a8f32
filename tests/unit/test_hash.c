#include "base/hash.h"

#include <string.h>

#include "suite.h"

/* "abc" → "ba7816bf…"; the text lives until the next call. */
static const char *hex(struct hash_sha256 digest)
{
    static char text[HASH_SHA256_HEX];
    hash_hex(digest, text);
    return text;
}

/* The examples of FIPS 180-4's validation suite. */
START_TEST(sha256_gives_the_published_digests)
{
    static const struct {
        const char *data;
        const char *digest;
    } KNOWN[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        ck_assert_str_eq(hex(hash_sha256(str_from(KNOWN[i].data))), KNOWN[i].digest);
}
END_TEST

START_TEST(no_bytes_at_all_are_the_empty_text)
{
    ck_assert_str_eq(hex(hash_sha256(STR_NONE)),
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ck_assert_uint_eq(hash_fast(STR_NONE, 0), hash_fast(STR(""), 0));
    ck_assert_str_eq(hex(hash_hmac_sha256(STR_NONE, STR_NONE)),
                     "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}
END_TEST

START_TEST(a_million_letters_in_pieces_give_the_published_digest)
{
    char letters[1000];
    memset(letters, 'a', sizeof letters);
    struct hash_stream *stream = hash_stream_open();
    for (size_t i = 0; i < 1000; i++)
        hash_stream_add(stream, (struct str){letters, sizeof letters});
    ck_assert_str_eq(hex(hash_stream_close(stream)),
                     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(a_look_at_the_digest_leaves_the_stream_as_it_was)
{
    struct hash_stream *stream = hash_stream_open();
    hash_stream_add(stream, STR("ab"));
    const struct hash_sha256 early = hash_stream_digest(stream);
    const struct hash_sha256 expected = hash_sha256(STR("ab"));
    ck_assert_mem_eq(&early, &expected, sizeof early);
    hash_stream_add(stream, STR("c"));
    ck_assert_str_eq(hex(hash_stream_close(stream)),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(pieces_give_the_digest_of_the_whole)
{
    struct hash_stream *stream = hash_stream_open();
    hash_stream_add(stream, STR("a"));
    hash_stream_add(stream, STR_NONE);
    hash_stream_add(stream, STR("bc"));
    ck_assert_str_eq(hex(hash_stream_close(stream)),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

static struct hash_sha256 fields(struct str first, struct str second)
{
    struct hash_stream *stream = hash_stream_open();
    hash_stream_add_field(stream, first);
    hash_stream_add_field(stream, second);
    return hash_stream_close(stream);
}

START_TEST(fields_keep_their_borders)
{
    struct hash_sha256 one = fields(STR("ab"), STR("c"));
    struct hash_sha256 other = fields(STR("a"), STR("bc"));
    ck_assert_mem_ne(one.bytes, other.bytes, HASH_SHA256_SIZE);
    /* printf '\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c' | sha256sum */
    ck_assert_str_eq(hex(one), "43ee655579de01ca739b3f95c1c2d3f46d353b2c0df818064ea594506cdb2617");
}
END_TEST

/* RFC 4231, test cases 2 and 6 (a key longer than a block). */
START_TEST(hmac_gives_the_published_digests)
{
    ck_assert_str_eq(hex(hash_hmac_sha256(STR("Jefe"), STR("what do ya want for nothing?"))),
                     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    char key[131];
    memset(key, 0xaa, sizeof key);
    ck_assert_str_eq(hex(hash_hmac_sha256((struct str){key, sizeof key},
                                          STR("Test Using Larger Than Block-Size Key - Hash Key "
                                              "First"))),
                     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}
END_TEST

/* Splits of ratings depend on these numbers: they must not move with the library's version. */
START_TEST(the_fast_hash_is_the_published_xxh3)
{
    ck_assert_uint_eq(hash_fast(STR(""), 0), UINT64_C(0x2d06800538d394c2));
    ck_assert_uint_eq(hash_fast(STR("user 17"), 0), UINT64_C(0x032feeca5aa776e8));
    ck_assert_uint_eq(hash_fast(STR("user 17"), 42), UINT64_C(0xa81424d55ffc29ee));
}
END_TEST

int main(void)
{
    return SUITE_RUN("hash", sha256_gives_the_published_digests, no_bytes_at_all_are_the_empty_text,
                     a_million_letters_in_pieces_give_the_published_digest,
                     a_look_at_the_digest_leaves_the_stream_as_it_was,
                     pieces_give_the_digest_of_the_whole, fields_keep_their_borders,
                     hmac_gives_the_published_digests, the_fast_hash_is_the_published_xxh3);
}
