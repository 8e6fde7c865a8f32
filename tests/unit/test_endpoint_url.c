#include "llm/endpoint_url.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", (size_t)1 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

START_TEST(the_path_of_the_questions_is_appended)
{
    static const struct {
        const char *base;
        const char *text;
        bool local;
    } rows[] = {
        {"http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1/chat/completions", true},
        {"http://localhost:8080/", "http://localhost:8080/chat/completions", true},
        {"http://[::1]:8080/v1//", "http://[::1]:8080/v1/chat/completions", true},
        {"http://llm.localhost/v1", "http://llm.localhost/v1/chat/completions", true},
        {"https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions", false},
        {"https://api.example.org/v1/chat/completions",
         "https://api.example.org/v1/chat/completions", false},
        {"https://x.example/openai/v1?api-version=3",
         "https://x.example/openai/v1/chat/completions?api-version=3", false},
        {"http://127.example.org", "http://127.example.org/chat/completions", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct endpoint_url url;
        ck_assert(endpoint_url_make(rows[i].base, arena, &url, NULL));
        ck_assert_str_eq(url.text, rows[i].text);
        ck_assert_msg(url.local == rows[i].local, "%s", rows[i].base);
    }
}
END_TEST

START_TEST(what_is_no_address_of_a_server_is_refused)
{
    static const char *const BASES[] = {
        "",        "127.0.0.1:8080/v1", "file:///etc/passwd", "ftp://example.org/v1",
        "http://", "http:// space/",    "scp://example.org"};
    for (size_t i = 0; i < sizeof BASES / sizeof *BASES; i++) {
        struct endpoint_url url;
        struct error err = {0};
        ck_assert_msg(!endpoint_url_make(BASES[i], arena, &url, &err), "%s", BASES[i]);
        ck_assert_int_eq(err.kind, ERROR_USAGE);
        ck_assert_str_eq(err.text, arena_printf(arena,
                                                "\"%s\" is no URL of an endpoint, such as "
                                                "http://127.0.0.1:11434/v1",
                                                BASES[i]));
    }
}
END_TEST

START_TEST(a_password_in_the_url_is_refused_and_not_repeated)
{
    static const char *const BASES[] = {"http://me:hunter2@example.org/v1",
                                        "https://hunter2@example.org", "http://:hunter2@h/"};
    for (size_t i = 0; i < sizeof BASES / sizeof *BASES; i++) {
        struct endpoint_url url;
        struct error err = {0};
        ck_assert(!endpoint_url_make(BASES[i], arena, &url, &err));
        ck_assert_int_eq(err.kind, ERROR_USAGE);
        ck_assert_ptr_null(strstr(err.text, "hunter2"));
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "endpoint_url",
                            the_path_of_the_questions_is_appended,
                            what_is_no_address_of_a_server_is_refused,
                            a_password_in_the_url_is_refused_and_not_repeated);
}
