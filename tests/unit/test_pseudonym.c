#include "base/pseudonym.h"

#include <string.h>

#include "folder.h"
#include "suite.h"

static struct pseudonym_key key_from(const char *secret)
{
    struct pseudonym_key key;
    ck_assert(pseudonym_key_from(str_from(secret), &key));
    return key;
}

START_TEST(the_same_person_has_the_same_pseudonym_under_the_same_key)
{
    struct pseudonym_key a = key_from("sixteen letters!");
    struct pseudonym_key b = key_from("  sixteen letters!\n");
    struct pseudonym_key c = key_from("sixteen letters?");
    ck_assert_uint_eq(pseudonym_number(&a, STR("ana")), pseudonym_number(&b, STR("ana")));
    ck_assert_uint_ne(pseudonym_number(&a, STR("ana")), pseudonym_number(&c, STR("ana")));
    ck_assert_uint_ne(pseudonym_number(&a, STR("ana")), pseudonym_number(&a, STR("ben")));
}
END_TEST

START_TEST(a_pseudonym_is_written_with_sixteen_digits)
{
    char text[PSEUDONYM_TEXT];
    pseudonym_text(0x1f, text);
    ck_assert_str_eq(text, "u_000000000000001f");
}
END_TEST

START_TEST(a_short_secret_is_no_key)
{
    struct pseudonym_key key;
    ck_assert(!pseudonym_key_from(STR("fifteen letters"), &key));
}
END_TEST

START_TEST(the_first_use_makes_a_key_that_only_its_owner_can_read)
{
    const char *path = folder_path(folder_make(), "key");
    struct pseudonym_key first;
    struct pseudonym_key second;
    struct stat info;
    ck_assert(pseudonym_key_open(path, &first, NULL));
    ck_assert(pseudonym_key_open(path, &second, NULL));
    ck_assert_mem_eq(&first, &second, sizeof first);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    ck_assert_int_eq(info.st_size, 65);
}
END_TEST

START_TEST(a_key_that_cannot_be_used_is_an_error)
{
    const char *folder = folder_make();
    const char *open_to_all = folder_path(folder, "open");
    const char *short_key = folder_path(folder, "short");
    struct pseudonym_key key;
    struct error err = {0};
    char expected[1200];

    ck_assert(io_write_file(open_to_all, STR("sixteen letters!"), 0644, NULL));
    ck_assert(!pseudonym_key_open(open_to_all, &key, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    snprintf(expected, sizeof expected,
             "%s: others may read the key of the pseudonyms (chmod 600 it)", open_to_all);
    ck_assert_str_eq(err.text, expected);

    ck_assert(io_write_file(short_key, STR("short"), 0600, NULL));
    ck_assert(!pseudonym_key_open(short_key, &key, &err));
    snprintf(expected, sizeof expected,
             "%s: the key of the pseudonyms has fewer than 16 characters", short_key);
    ck_assert_str_eq(err.text, expected);

    ck_assert(!pseudonym_key_open("/nowhere/key", &key, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

int main(void)
{
    return SUITE_RUN("pseudonym", the_same_person_has_the_same_pseudonym_under_the_same_key,
                     a_pseudonym_is_written_with_sixteen_digits, a_short_secret_is_no_key,
                     the_first_use_makes_a_key_that_only_its_owner_can_read,
                     a_key_that_cannot_be_used_is_an_error);
}
