#include "base/redact.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

static struct arena *arena;
static struct redactor *redactor;

static void open_redactor(void)
{
    struct error err;
    arena = arena_open("test", 64 << 20);
    ck_assert_msg(redact_open(&redactor, &err), "%s", err.text);
}

static void close_redactor(void)
{
    redact_close(redactor);
    arena_close(arena);
}

struct example {
    const char *text;
    const char *masked;
};

static void assert_masked(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str masked = redact_text(redactor, arena, str_from(examples[i].text), NULL);
        ck_assert_str_eq(arena_copy(arena, masked.data, masked.size), examples[i].masked);
    }
}

START_TEST(email_addresses_are_masked)
{
    static const struct example EXAMPLES[] = {
        {"john@example.com", "[email]"},
        {"John.Doe+tag@mail.example.co.uk.", "[email]."},
        {"\"john@example.com\", and <jane@example.org>", "\"[email]\", and <[email]>"},
        {"o'brien@example.ie", "[email]"},
        {"müller@exämple.de", "[email]"},
        {"请联系john@example.com谢谢", "请联系[email]谢谢"},
        {"john@[192.168.0.1]", "[email]"},
        {"john@例え.jp", "[email]"},
        {"{\"a\":\"line\\njohn@example.com\"}", "{\"a\":\"line\\n[email]\"}"},
        {"mailto:john@example.com?subject=x", "mailto:[email]?subject=x"},
        {"https://x.org/?user=john@example.com&b=1", "https://x.org/?user=[email]&b=1"},
        {"user_name@sub-domain.example.museum", "[email]"},
        {"john@xn--bcher-kva.xn--p1ai", "[email]"},
        {"'quoted@example.com'", "'[email]'"},
        {"\\\\njohn@x.com", "\\\\[email]"},
        {"C:\\john@x.com", "C:\\[email]"},
        {"\\u0041john@x.com", "\\u0041[email]"},
    };
    assert_masked(EXAMPLES, sizeof EXAMPLES / sizeof *EXAMPLES);
}
END_TEST

START_TEST(phone_numbers_are_masked_as_people_write_them)
{
    static const struct example EXAMPLES[] = {
        {"+1 415 555 0123", "[phone]"},
        {"+1-415-555-0123", "[phone]"},
        {"+14155550123", "[phone]"},
        {"+1 (415) 555-0123", "[phone]"},
        {"+49 (0)30 123456", "[phone]"},
        {"+44 20 7946 0958", "[phone]"},
        {"+4915112345678", "[phone]"},
        {"+33 6 12 34 56 78", "[phone]"},
        {"(+44) 20 7946 0958", "[phone]"},
        {"+7 (495) 123-45-67", "[phone]"},
        {"0049 30 123456", "[phone]"},
        {"00 44 20 7946 0958", "[phone]"},
        {"(415) 555-0123", "[phone]"},
        {"(415)555-0123", "[phone]"},
        {"415-555-0123", "[phone]"},
        {"415.555.0123", "[phone]"},
        {"415 555 0123", "[phone]"},
        {"415‑555‑0123", "[phone]"},
        {"415–555–0123", "[phone]"},
        {"1-800-555-0199", "[phone]"},
        {"1 (415) 555-0123", "[phone]"},
        {"415-555-0123 x22", "[phone]"},
        {"415-555-0123 ext. 22", "[phone]"},
        {"4155550123", "[phone]"},
        {"020 7946 0958", "[phone]"},
        {"(020) 7946 0958", "[phone]"},
        {"0161 496 0000", "[phone]"},
        {"07700 900123", "[phone]"},
        {"07911123456", "[phone]"},
        {"01 23 45 67 89", "[phone]"},
        {"06.12.34.56.78", "[phone]"},
        {"030 12345678", "[phone]"},
        {"030/1234567", "[phone]"},
        {"(030) 123456", "[phone]"},
        {"089/636-48018", "[phone]"},
        {"0171 1234567", "[phone]"},
        {"(11) 98765-4321", "[phone]"},
        {"11 98765-4321", "[phone]"},
        {"(02) 9876 5432", "[phone]"},
        {"0412 345 678", "[phone]"},
        {"03-1234-5678", "[phone]"},
        {"090-1234-5678", "[phone]"},
        {"138 1234 5678", "[phone]"},
        {"13812345678", "[phone]"},
        {"010-1234-5678", "[phone]"},
        {"612 345 678", "[phone]"},
        {"612-345-678", "[phone]"},
        {"612 34 56 78", "[phone]"},
        {"044 668 18 00", "[phone]"},
        {"070-123 45 67", "[phone]"},
        {"8 (800) 555-35-35", "8 [phone]"},
        {"495 123-45-67", "[phone]"},
        {"98765 43210", "[phone]"},
        {"55 1234 5678", "[phone]"},
        {"555-0123", "[phone]"},
        {"call 5550123", "call [phone]"},
        {"call me at 555 0123", "call me at [phone]"},
        {"tel: 555-2368", "tel: [phone]"},
        {"phone 7911 1234", "phone [phone]"},
        {"my number is 5551234", "my number is [phone]"},
        {"Tél. 12 34 56 78", "Tél. [phone]"},
        {"{\"phone\": 4155550123}", "{\"phone\": [phone]}"},
        {"whatsapp +34612345678!", "whatsapp [phone]!"},
        {"_415-555-0123_", "_[phone]_"},
        {"a line\\n415-555-0123", "a line\\n[phone]"},
        {"\\u00a0415-555-0123", "\\u00a0[phone]"},
        {"\\n4155550123", "\\n[phone]"},
        {"电话138 1234 5678", "电话[phone]"},
        {"415-555-0123/415-555-0124", "[phone]/[phone]"},
        {"415-555-0123,4155550124", "[phone],[phone]"},
        {"02-2012-5678", "[phone]"},
        {"+1-415-555-0123+4915112345678", "[phone][phone]"},
        {"mail jo@x.org, 415-555-0123", "mail [email], [phone]"},
    };
    assert_masked(EXAMPLES, sizeof EXAMPLES / sizeof *EXAMPLES);
}
END_TEST

START_TEST(what_people_say_about_films_is_left_alone)
{
    static const char *const TEXTS[] = {
        "2001: A Space Odyssey",
        "12 Angry Men",
        "Fahrenheit 451",
        "1917",
        "10 Things I Hate About You",
        "movies from 1980-1989",
        "movies from 1980–1989",
        "films of 1977 1980 1983 1999",
        "1980s or 1990s, 1980/1990",
        "between 1980 and 1989",
        "1980 - 1989",
        "the 1980-89 decade",
        "8.5 7.2 9.1 10 10 10",
        "rated 8.5/10 by 1234567 people",
        "tt0133093",
        "tt0133093 tt1375666 tt10872600",
        "nm0000206",
        "2026-11-20T03:00:00Z",
        "2026-11-20 03:00:00.250+01:00",
        "2026/11/20 20.11.2026 11/20/2026",
        "from 08/2012-09/2013",
        "1763604000",
        "1763604000000",
        "{\"ts\":1763604000,\"n\":2787965087}",
        "881250949",
        "ISBN 978-0-306-40615-7",
        "ISBN 0-306-40615-2",
        "ISBN-10: 0306406152",
        "9780306406157",
        "$2,787,965,087",
        "$2787965087",
        "grossed 2,787,965,087 worldwide",
        "3.14159265359",
        "40.7127837, -74.0059413",
        "0.12345678901",
        "The 39 Steps 1935",
        "2 Fast 2 Furious 2003",
        "12 Monkeys 1995 1080p",
        "8 1/2 (1963)",
        "(500) Days of Summer (2009)",
        "Blade Runner (1982), Blade Runner 2049 (2017)",
        "Title (1999) 2001-2003",
        "007 films 1962 1964 1965",
        "007 1962 1964 1965",
        "007 1962-1971",
        "101 Dalmatians 1961 1996",
        "12 1957 1997",
        "20,000 Leagues Under the Sea",
        "1408, 1941, 1984, 2012, 300",
        "comedy + 1980-1989",
        "1980+",
        "+18 movies",
        "Apollo 13, THX 1138, Area 51",
        "Se7en, Lucky Number Slevin",
        "Call me by your name 2017",
        "Call of the Wild 1935 1972 2020",
        "Phone Booth 2002",
        "The Ring 1998 2002",
        "ring 1998-2002",
        "192.168.100.200",
        "550e8400-e29b-41d4-a716-446655440000",
        "1920x1080 1920-1080",
        "10:30-12:45",
        "top 100 200 500 lists",
        "1 2 3 4 5 6 7 8 9",
        "10 9 8 7 6 5 4 3 2 1",
        "1,000,000 to 2,000,000",
        "@home @ 5 user@localhost",
        "a @ b.com",
        "svd k=32 lr .07 8478",
        "20261120T030000Z-1a2b3c4d",
        "100-200-300",
        "1st 2nd 3rd",
        "Ocean's 11 12 13 2001 2004 2007",
        "3000 Miles to Graceland",
        "4 Months, 3 Weeks and 2 Days",
        "60 70 80s 90s",
        "{\"a\":\"x\\n@x.com\"}",
        "",
        "a",
        "@",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct redact_counts counts = {0};
        struct str text = str_from(TEXTS[i]);
        struct str same = redact_text(redactor, arena, text, &counts);
        ck_assert_msg(same.data == text.data, "%s became %.*s", TEXTS[i], STR_ARG(same));
        ck_assert_uint_eq(same.size, text.size);
        ck_assert_uint_eq(counts.found[REDACT_EMAIL] + counts.found[REDACT_PHONE], 0);
    }
}
END_TEST

START_TEST(each_kind_is_counted)
{
    struct redact_counts counts = {0};
    redact_text(redactor, arena, STR("a@x.org b@x.org 415-555-0123"), &counts);
    redact_text(redactor, arena, STR("+44 20 7946 0958"), &counts);
    ck_assert_uint_eq(counts.found[REDACT_EMAIL], 2);
    ck_assert_uint_eq(counts.found[REDACT_PHONE], 2);
    ck_assert_uint_eq(counts.found[REDACT_UNREADABLE], 0);
    ck_assert_str_eq(redact_kind_name(REDACT_EMAIL), "email");
    ck_assert_str_eq(redact_kind_name(REDACT_PHONE), "phone");
    ck_assert_str_eq(redact_kind_name(REDACT_UNREADABLE), "unreadable");
}
END_TEST

START_TEST(ill_formed_text_is_masked_too)
{
    struct str masked =
        redact_text(redactor, arena, STR("\xFF 415-555-0123 \0 jo@x.org\xC3"), NULL);
    ck_assert(str_equal(masked, STR("\xFF [phone] \0 [email]\xC3")));
}
END_TEST

/* A domain of a million labels that ends in none: too much to remember while matching. */
START_TEST(a_text_that_hits_a_limit_is_not_passed_through)
{
    struct redact_counts counts = {0};
    struct strbuf text = strbuf_init(arena, 4 << 20);
    strbuf_add(&text, STR("415-555-0123 jo@x.org a@"));
    for (int i = 0; i < 1000000; i++)
        strbuf_add(&text, STR("b."));
    struct str masked = redact_text(redactor, arena, strbuf_str(&text), &counts);
    ck_assert(str_equal(masked, STR("[unreadable]")));
    ck_assert_uint_eq(counts.found[REDACT_UNREADABLE], 1);
    ck_assert_uint_eq(counts.found[REDACT_EMAIL] + counts.found[REDACT_PHONE], 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_redactor, close_redactor, "redact", email_addresses_are_masked,
                            phone_numbers_are_masked_as_people_write_them,
                            what_people_say_about_films_is_left_alone, each_kind_is_counted,
                            ill_formed_text_is_masked_too,
                            a_text_that_hits_a_limit_is_not_passed_through);
}
