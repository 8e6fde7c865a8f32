#include "base/json.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 16 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct json *parsed(const char *text)
{
    struct json *root = NULL;
    struct error err = {0};
    ck_assert_msg(json_parse(str_from(text), "f.json", &root, &err), "%s", err.text);
    return root;
}

static void assert_refused(struct str text, const char *expected)
{
    struct json *root = (struct json *)&arena;
    struct error err = {0};
    ck_assert_msg(!json_parse(text, "f.json", &root, &err), "accepted: %.*s", STR_ARG(text));
    ck_assert_str_eq(err.text, expected);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_eq(root, (struct json *)&arena);
}

/* `text` parsed and written on one line. */
static const char *again(const char *text)
{
    struct json *root = parsed(text);
    struct str line = json_write_line(arena, root);
    json_free(root);
    return line.data;
}

static const char *number_text(double value)
{
    struct json *root = json_array();
    json_append_number(root, value);
    struct str line = json_write_line(arena, root);
    json_free(root);
    return arena_copy(arena, line.data + 1, line.size - 2);
}

START_TEST(a_parsed_document_is_walked_by_key_and_order)
{
    struct json *root = parsed("{\"name\":\"café\",\"n\":2.5,\"ok\":true,\"no\":false,\"nil\":null,"
                               "\"list\":[1,\"two\",{}]}");
    ck_assert(json_is_object(root));
    ck_assert_uint_eq(json_count(root), 6);
    ck_assert_str_eq(json_get_text(root, "name"), "café");
    ck_assert_double_eq(json_get_number(root, "n"), 2.5);
    ck_assert(json_is_true(json_get(root, "ok")) && !json_is_true(json_get(root, "no")));
    ck_assert(json_is_null(json_get(root, "nil")));
    const struct json *list = json_get(root, "list");
    ck_assert(json_is_array(list));
    ck_assert_str_eq(json_key(list), "list");
    ck_assert(json_is_number(json_first(list)));
    ck_assert(json_is_string(json_next(json_first(list))));
    ck_assert_str_eq(json_key(json_first(list)), "");
    json_free(root);
}
END_TEST

START_TEST(what_is_missing_reads_as_nothing)
{
    struct json *root = parsed("{\"a\":[]}");
    ck_assert_ptr_null(json_get(root, "A"));
    ck_assert_ptr_null(json_get(json_get(root, "a"), "b"));
    ck_assert_ptr_null(json_get(NULL, "b"));
    ck_assert_ptr_null(json_first(NULL));
    ck_assert_ptr_null(json_first(json_get(root, "a")));
    ck_assert_ptr_null(json_next(NULL));
    ck_assert_str_eq(json_key(NULL), "");
    ck_assert_str_eq(json_text(json_get(root, "a")), "");
    ck_assert_double_nan(json_get_number(root, "a"));
    ck_assert_uint_eq(json_count(NULL), 0);
    ck_assert(json_is_null(NULL) && !json_is_true(NULL) && !json_is_object(NULL));
    json_free(root);
    json_free(NULL);
}
END_TEST

START_TEST(a_count_is_a_whole_number_that_is_not_negative)
{
    struct json *root = parsed("[12,0,-1,2.5,1e300,\"7\"]");
    const size_t expected[] = {12, 0, 0, 0, 0, 0};
    const struct json *node = json_first(root);
    for (size_t i = 0; i < 6; i++, node = json_next(node))
        ck_assert_uint_eq(json_size(node), expected[i]);
    json_free(root);
}
END_TEST

START_TEST(every_fault_names_its_line)
{
    static const struct {
        struct str text;
        const char *error;
    } FAULTS[] = {
        {STR(""), "f.json:1: empty document"},
        {STR("{\n \"a\": 1,\n}"), "f.json:3: expected a key in double quotes"},
        {STR("[1,\r\n2\r\n3]"), "f.json:3: expected ',' or ']'"},
        {STR("{}{}"), "f.json:1: unexpected text after the document"},
        {STR("[\n1e999]"), "f.json:2: number too large for a double"},
        {STR("[\n\n\"\xFF\"]"), "f.json:3: ill-formed UTF-8"},
        {STR("\xEF\xBB\xBF\xEF\xBB\xBF{}"), "f.json:1: unexpected byte order mark"},
        {STR("[\n\"x\\\\\\u0000\"]"), "f.json:2: a string contains \\u0000"},
        {STR("{\"x\":\n{\"\\u0000\":1}}"), "f.json:2: a string contains \\u0000"},
        {STR("[\n18446744073709551616]"), "f.json:2: integer beyond 64 bits"},
        {STR("{\"a\":1,\n\"b\":{\"a\":1},\n\"a\":2}"), "f.json:3: duplicate key \"a\""},
        {STR("[{\"x\":[{\"k\":1,\n\"k\":1}],\n\"x\":1}]"), "f.json:2: duplicate key \"k\""},
        {STR("{\"x\":{\"k\":1},\"x\":{\n\"k\":1,\"k\":2}}"), "f.json:1: duplicate key \"x\""},
        {STR("{\"a\":1,\n\"\\u0061\":1}"), "f.json:2: duplicate key \"\\u0061\""},
        {STR("{\"a\xE2\x80\xAE\":1,\"a\xE2\x80\xAE\":1}"),
         "f.json:1: duplicate key \"a\xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++)
        assert_refused(FAULTS[i].text, FAULTS[i].error);
}
END_TEST

START_TEST(a_document_without_a_file_has_no_place)
{
    struct json *root;
    struct error err;
    ck_assert(!json_parse(STR("["), NULL, &root, &err));
    ck_assert_str_eq(err.text, "the document ends too early");
}
END_TEST

START_TEST(an_escaped_backslash_before_u0000_is_no_nul)
{
    ck_assert_str_eq(again("[\"\\\\u0000\"]"), "[\"\\\\u0000\"]");
}
END_TEST

START_TEST(a_byte_order_mark_and_outer_space_are_skipped)
{
    ck_assert_str_eq(again("\xEF\xBB\xBF \r\n[ 1 , 2 ]\n"), "[1,2]");
}
END_TEST

START_TEST(the_same_key_may_stand_in_sibling_objects)
{
    ck_assert_str_eq(again("[{\"a\":{\"a\":1}},{\"a\":1}]"), "[{\"a\":{\"a\":1}},{\"a\":1}]");
}
END_TEST

START_TEST(a_built_tree_is_written_in_two_layouts)
{
    struct json *root = json_object();
    json_put_text(root, "name", "svd");
    json_put_text(root, "none", NULL);
    json_put_number(root, "rmse", 0.8478);
    json_put_number(root, "unknown", NAN);
    json_put_count(root, "rows", 100000);
    json_put_bool(root, "ok", true);
    json_put_null(root, "nil");
    json_put_object(root, "empty");
    struct json *list = json_put_array(root, "list");
    json_append_number(list, 3.0);
    json_append_number(list, INFINITY);
    json_append_text(list, "x");
    json_append_string(list, STR("yz"));
    json_append_array(list);
    json_put_bool(json_append_object(list), "deep", false);

    ck_assert_str_eq(json_write_line(arena, root).data,
                     "{\"name\":\"svd\",\"none\":null,\"rmse\":0.8478,\"unknown\":null,"
                     "\"rows\":100000,\"ok\":true,\"nil\":null,\"empty\":{},"
                     "\"list\":[3,null,\"x\",\"yz\",[],{\"deep\":false}]}");
    ck_assert_str_eq(json_write(arena, json_get(root, "list")).data,
                     "[\n  3,\n  null,\n  \"x\",\n  \"yz\",\n  [],\n  {\n    \"deep\": false\n"
                     "  }\n]\n");
    json_free(root);
}
END_TEST

START_TEST(numbers_are_the_shortest_that_read_back_the_same)
{
    static const struct {
        double value;
        const char *text;
    } CASES[] = {
        {3.0, "3"},
        {-0.0, "0"},
        {-17, "-17"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3.0, "0.3333333333333333"},
        {9007199254740991.0, "9007199254740991"},
        {9007199254740994.0, "9007199254740994"},
        {1e15, "1000000000000000"},
        {1e21, "1e+21"},
        {1e-7, "1e-07"},
        {5e-324, "4.94065645841247e-324"},
        {DBL_MAX, "1.7976931348623157e+308"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ck_assert_str_eq(number_text(CASES[i].value), CASES[i].text);
        struct json *root = parsed(CASES[i].text);
        ck_assert(json_number(root) == CASES[i].value);
        json_free(root);
    }
}
END_TEST

START_TEST(numbers_survive_writing_and_reading_bit_by_bit)
{
    uint64_t bits = 0x3FF123456789ABCD;
    for (int i = 0; i < 2000; i++) {
        double value;
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        struct json *root = parsed(number_text(value));
        ck_assert(json_number(root) == value);
        json_free(root);
    }
}
END_TEST

START_TEST(a_number_may_have_any_number_of_digits)
{
    char text[503] = "0.";
    memset(text + 2, '3', sizeof text - 3);
    struct json *root = parsed(text);
    ck_assert(json_number(root) == 1.0 / 3.0);
    json_free(root);
}
END_TEST

START_TEST(strings_are_escaped_where_json_asks)
{
    const char *text = "[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f/é🎬\"]";
    ck_assert_str_eq(again(text), text);
    ck_assert_str_eq(again("[\"\\/\\u00e9\\ud83c\\udfac\"]"), "[\"/é🎬\"]");
}
END_TEST

START_TEST(text_that_is_no_utf8_is_made_well_formed)
{
    struct json *root = json_object();
    json_put_string(root, "a", (struct str){"x\xFFy\0z\xE2\x82", 7});
    json_put_text(root, "k\xFF", "\xED\xA0\x80");
    json_put_string(root, "none", STR_NONE);
    const char *line = json_write_line(arena, root).data;
    ck_assert_str_eq(line, "{\"a\":\"x\xEF\xBF\xBDy\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\","
                           "\"k\xEF\xBF\xBD\":\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\","
                           "\"none\":\"\"}");
    json_free(root);
    json_free(parsed(line));
}
END_TEST

START_TEST(an_island_cannot_close_its_script)
{
    struct json *root = json_object();
    json_put_text(root, "</script>", "<!-- & \xE2\x80\xA8\xE2\x80\xA9 \xE2\x80\xAA>");
    const char *island = json_write_island(arena, root).data;
    ck_assert_str_eq(island, "{\"\\u003c/script\\u003e\":\"\\u003c!-- \\u0026 \\u2028\\u2029 "
                             "\xE2\x80\xAA\\u003e\"}");
    struct json *read = parsed(island);
    ck_assert_str_eq(json_get_text(read, "</script>"), json_get_text(root, "</script>"));
    json_free(read);
    json_free(root);
}
END_TEST

START_TEST(many_keys_are_checked_quickly)
{
    struct strbuf text = strbuf_init(arena, 8 << 20);
    strbuf_add_char(&text, '{');
    for (int i = 0; i < 100000; i++)
        strbuf_addf(&text, "\"key %d\":%d,\n", i, i);
    strbuf_add(&text, STR("\"key 99999\":0}"));
    assert_refused(strbuf_str(&text), "f.json:100001: duplicate key \"key 99999\"");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "json", a_parsed_document_is_walked_by_key_and_order,
        what_is_missing_reads_as_nothing, a_count_is_a_whole_number_that_is_not_negative,
        every_fault_names_its_line, a_document_without_a_file_has_no_place,
        an_escaped_backslash_before_u0000_is_no_nul, a_byte_order_mark_and_outer_space_are_skipped,
        the_same_key_may_stand_in_sibling_objects, a_built_tree_is_written_in_two_layouts,
        numbers_are_the_shortest_that_read_back_the_same,
        numbers_survive_writing_and_reading_bit_by_bit, a_number_may_have_any_number_of_digits,
        strings_are_escaped_where_json_asks, text_that_is_no_utf8_is_made_well_formed,
        an_island_cannot_close_its_script, many_keys_are_checked_quickly);
}
