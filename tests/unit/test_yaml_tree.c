#include "load/yaml_tree.h"

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 26);
}

static void close_arena(void)
{
    arena_close(arena);
}

static const struct yaml_tree *parse(const char *text)
{
    struct yaml_tree *root = NULL;
    struct error err = {0};
    ck_assert_msg(yaml_tree_parse(str_from(text), "f.yaml", arena, &root, &err), "%s", err.text);
    return root;
}

/* The document as JSON on one line. */
static const char *as_json(const char *text)
{
    struct json *root = yaml_tree_json(parse(text));
    struct str line = json_write_line(arena, root);
    json_free(root);
    return arena_copy(arena, line.data, line.size);
}

static const char *refused(struct str text)
{
    static struct error err;
    struct yaml_tree *root = NULL;
    err = (struct error){0};
    ck_assert_msg(!yaml_tree_parse(text, "f.yaml", arena, &root, &err), "%.*s", STR_ARG(text));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_null(root);
    return err.text;
}

START_TEST(what_json_can_say_is_read_as_in_json)
{
    ck_assert_str_eq(
        as_json("a: 1\nb: -0.5e+2\nc: true\nd: false\ne: null\nf: ~\ng:\nh: []\ni: {}\n"),
        "{\"a\":1,\"b\":-50,\"c\":true,\"d\":false,\"e\":null,\"f\":null,\"g\":null,"
        "\"h\":[],\"i\":{}}");
    ck_assert_str_eq(as_json("[1, [true, {x: y}], null, t]"),
                     "[1,[true,{\"x\":\"y\"}],null,\"t\"]");
    ck_assert_str_eq(as_json("{\"a\": {\"b\": [1, 2]}}"), "{\"a\":{\"b\":[1,2]}}");
}
END_TEST

START_TEST(what_yaml_versions_disagree_about_is_text)
{
    ck_assert_str_eq(as_json("[yes, NO, on, True, NULL, 0x1F, 1_000, .5, 5., 01, +1, .inf, 1:30, "
                             "2026-11-20, <<]"),
                     "[\"yes\",\"NO\",\"on\",\"True\",\"NULL\",\"0x1F\",\"1_000\",\".5\",\"5.\","
                     "\"01\",\"+1\",\".inf\",\"1:30\",\"2026-11-20\",\"<<\"]");
    ck_assert_str_eq(as_json("['1', \"true\", !!str null]"), "[\"1\",\"true\",\"null\"]");
}
END_TEST

START_TEST(block_scalars_keep_or_fold_their_lines)
{
    ck_assert_str_eq(as_json("a: |\n  one\n  two\nb: >-\n  one\n  two\n"),
                     "{\"a\":\"one\\ntwo\\n\",\"b\":\"one two\"}");
}
END_TEST

START_TEST(every_value_knows_its_line)
{
    const struct yaml_tree *root = parse("# a comment\na: 1\n\nb:\n  - x\n  - y\n");
    const struct yaml_tree *b = yaml_tree_get(root, "b");
    ck_assert_uint_eq(yaml_tree_get(root, "a")->at.line, 2);
    ck_assert_uint_eq(b->at.line, 4);
    ck_assert_uint_eq(b->first->next->at.line, 6);
    ck_assert_uint_eq(b->count, 2);
    ck_assert_str_eq(b->at.file, "f.yaml");
    ck_assert_ptr_null(yaml_tree_get(root, "c"));
    ck_assert_ptr_null(yaml_tree_get(b, "a"));
    ck_assert_ptr_null(yaml_tree_get(NULL, "a"));
}
END_TEST

START_TEST(a_number_keeps_its_digits_as_text)
{
    const struct yaml_tree *seed = yaml_tree_get(parse("seed: 9007199254740993"), "seed");
    ck_assert_int_eq(seed->kind, YAML_TREE_NUMBER);
    ck_assert(str_equal(seed->text, STR("9007199254740993")));
}
END_TEST

START_TEST(what_is_not_read_is_refused_at_its_line)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "f.yaml:1: there is nothing in it"},
        {"# nothing\n", "f.yaml:2: there is nothing in it"},
        {"just text\n", "f.yaml:1: a map or a list is expected"},
        {"a: 1\nb: 2\na: 3\n", "f.yaml:3: the key \"a\" is there twice"},
        {"a: 1\n'a': 3\n", "f.yaml:2: the key \"a\" is there twice"},
        {"a: &x [1]\n", "f.yaml:1: anchors and aliases are not read here"},
        {"a: 1\nb: *x\n", "f.yaml:2: anchors and aliases are not read here"},
        {"&k a: 1\n", "f.yaml:1: anchors and aliases are not read here"},
        {"[&x {}]\n", "f.yaml:1: anchors and aliases are not read here"},
        {"a: !!int 5\n", "f.yaml:1: a tag is not read here, except !!str"},
        {"a: !ruby/object {}\n", "f.yaml:1: a tag is not read here, except !!str"},
        {"a: !!set [x]\n", "f.yaml:1: a tag is not read here, except !!str"},
        {"? [a]\n: 1\n", "f.yaml:1: a key is no text"},
        {"a: 1\n---\nb: 2\n", "f.yaml:2: a second document begins, where one is expected"},
        {"a: 1e999\n", "f.yaml:1: the number is too large"},
        {"a: \"x\\0y\"\n", "f.yaml:1: the text holds a NUL"},
        {"a: 1\n b: 2\n", "f.yaml:2: not YAML: mapping values are not allowed in this context"},
        {"a: [1\n", "f.yaml:2: not YAML: while parsing a flow sequence, did not find expected ',' "
                    "or ']'"},
        {"a: 1\nb: \t- x\n\tc: 1\n",
         "f.yaml:2: not YAML: block sequence entries are not allowed in this context"},
        {"a: 'x\n", "f.yaml:2: not YAML: while scanning a quoted scalar, found unexpected end of "
                    "stream"},
        {"a: \xff\n", "f.yaml:1: not YAML: invalid leading UTF-8 octet (byte 3)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(refused(str_from(cases[i].text)), cases[i].message);
}
END_TEST

START_TEST(nesting_ends_at_its_limit)
{
    char text[2 * YAML_TREE_DEPTH_MAX + 3] = {0};
    memset(text, '[', YAML_TREE_DEPTH_MAX);
    memset(text + YAML_TREE_DEPTH_MAX, ']', YAML_TREE_DEPTH_MAX);
    parse(text);
    memset(text, '[', YAML_TREE_DEPTH_MAX + 1);
    memset(text + YAML_TREE_DEPTH_MAX + 1, ']', YAML_TREE_DEPTH_MAX + 1);
    ck_assert_str_eq(refused(str_from(text)), "f.yaml:1: lists and maps are nested too deep");
}
END_TEST

START_TEST(a_file_beyond_the_limit_is_refused)
{
    char *text = arena_array(arena, YAML_TREE_BYTES_MAX + 1, 1);
    memset(text, ' ', YAML_TREE_BYTES_MAX + 1);
    ck_assert_str_eq(refused((struct str){text, YAML_TREE_BYTES_MAX + 1}),
                     "f.yaml: is larger than 1048576 bytes");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "yaml_tree", what_json_can_say_is_read_as_in_json,
        what_yaml_versions_disagree_about_is_text, block_scalars_keep_or_fold_their_lines,
        every_value_knows_its_line, a_number_keeps_its_digits_as_text,
        what_is_not_read_is_refused_at_its_line, nesting_ends_at_its_limit,
        a_file_beyond_the_limit_is_refused);
}
