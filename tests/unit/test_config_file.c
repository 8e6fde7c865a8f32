#include "config/ini_file.h"

#include "config_case.h"

/* Every way in which a config.ini can be wrong, with the line that is to blame. */
static const struct {
    const char *file;
    const char *message;
} wrong[] = {
    {"[svd]\nepochz = 3\n", "config.ini:2: unknown key `epochz` in [svd]; did you mean `epochs`?"},
    {"[svd]\n\n; comment\nseed = 3\n",
     "config.ini:4: unknown key `seed` in [svd]; it belongs to [run]"},
    {"[svd]\nmomentum = 3\n", "config.ini:2: unknown key `momentum` in [svd]"},
    {"[gate a]\nrulle = x\n",
     "config.ini:2: unknown key `rulle` in [gate a]; did you mean `rule`?"},
    {"[run]\n= 3\n", "config.ini:2: unknown key `` in [run]"},
    {"[svdd]\nepochs = 3\n", "config.ini:1: unknown section [svdd]; did you mean [svd]?"},
    {"\n[ svdd ]\n", "config.ini:2: unknown section [svdd]; did you mean [svd]?"},
    {"[mlflow]\n", "config.ini:1: unknown section [mlflow]"},
    {"[]\n", "config.ini:1: unknown section []"},
    {"[gate]\nrule = x > 1\n", "config.ini:1: [gate] needs a name: [gate NAME]"},
    {"[svd fast]\n", "config.ini:1: [svd] takes no name"},
    {"[gate Fast One]\n",
     "config.ini:1: `Fast One` is no name for a [gate]: it takes 1 to 40 of a-z, 0-9, _ and -"},
    {"[gate aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]\n",
     "config.ini:1: `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` is no name for a [gate]: it takes "
     "1 to 40 of a-z, 0-9, _ and -"},
    {"[gate a]\nrule = x > 1\n[gate b]\nrule = x > 1\n[gate a]\n",
     "config.ini:5: [gate a] is there twice; the first is in line 1"},
    {"[svd]\n[run]\n[svd]\n", "config.ini:3: [svd] is there twice; the first is in line 1"},
    {"epochs = 3\n", "config.ini:1: `epochs` stands before the first [section]"},
    {"[svd]\nepochs = 3\nfolds\n", "config.ini:3: neither `key = value` nor `[section]`"},
    {"[svd\nepochs = 3\n", "config.ini:1: neither `key = value` nor `[section]`"},
    {"[run]\nfolds\n[svd]\nepochz = 3\n", "config.ini:2: neither `key = value` nor `[section]`"},
    {"[svd]\nepochs = 3\nfactors = 4\nepochs = 5\n",
     "config.ini:4: `epochs` is there twice; the first is in line 2"},
    {"[svd]\nepochs = 3\n  4\n",
     "config.ini:3: a line that begins with a space continues `epochs`, which takes one value"},
    {"[svd]\nepochs = 3\n  [run]\n",
     "config.ini:3: a line that begins with a space continues `epochs`, which takes one value"},
    {"[svd]\nepochs = many\n",
     "config.ini:2: `epochs` takes a whole number from 1 to 10000, or auto, not `many`"},
    {"[inputs]\ngold = a,\n  b,\n  none\n", "config.ini:4: `gold` takes paths, or `none` alone"},
    {"[gate new]\n", "config.ini:1: [gate new] has no rule"},
};

START_TEST(every_mistake_is_named_with_its_line)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_str_eq(REFUSED(.file = wrong[i].file), wrong[i].message);
}
END_TEST

START_TEST(inih_s_dialect_is_read)
{
    struct config config = LOADED(.file = "\xEF\xBB\xBF; a comment\r\n"
                                          "# another\r\n"
                                          "[svd] ; behind a section\r\n"
                                          "epochs=3 ; behind a value\r\n"
                                          "  ; an indented one\r\n"
                                          "factors : 7\r\n"
                                          "\r\n"
                                          "[ run ]\r\n"
                                          "experiment = two words;no comment");
    ck_assert_uint_eq(config.svd.epochs, 3);
    ck_assert_uint_eq(config.svd.factors, 7);
    ck_assert_str_eq(config.run.experiment.data, "two words;no comment");
}
END_TEST

START_TEST(a_list_goes_on_in_indented_lines)
{
    struct config config = LOADED(.file = "[inputs]\n"
                                          "gold = a.jsonl, b c.jsonl ; the first two\n"
                                          "    c.jsonl,\n"
                                          "\n"
                                          "\td=e.jsonl\n"
                                          "ratings =\n"
                                          "    r.csv\n");
    ck_assert_uint_eq(config.inputs.gold.count, 4);
    ck_assert_str_eq(config.inputs.gold.items[0].data, "a.jsonl");
    ck_assert_str_eq(config.inputs.gold.items[1].data, "b c.jsonl");
    ck_assert_str_eq(config.inputs.gold.items[2].data, "c.jsonl");
    ck_assert_str_eq(config.inputs.gold.items[3].data, "d=e.jsonl");
    ck_assert_uint_eq(config.inputs.ratings.count, 1);
    ck_assert_str_eq(config.inputs.ratings.items[0].data, "r.csv");
}
END_TEST

/* 199 bytes are what inih's buffer of 200 holds; it would parse the rest as a line of its own. */
START_TEST(a_line_that_inih_would_cut_is_refused)
{
    char file[512];
    snprintf(file, sizeof file, "[report]\ntitle = %0191d\n", 1);
    ck_assert_uint_eq(LOADED(.file = file).report.title.size, 191);
    snprintf(file, sizeof file, "[report]\ntitle = %0192d\n", 1);
    ck_assert_str_eq(REFUSED(.file = file),
                     "config.ini:2: the line is longer than 199 bytes; a list may go on in a line "
                     "that begins with a space");
    snprintf(file, sizeof file, "\n; %0250d\n", 1);
    ck_assert_str_eq(REFUSED(.file = file),
                     "config.ini:2: the line is longer than 199 bytes; a list may go on in a line "
                     "that begins with a space");
}
END_TEST

START_TEST(a_nul_ends_no_file_silently)
{
    config_case_write("config.ini", STR("[run]\nseed = 1\0\n"));
    ck_assert_str_eq(REFUSED(), "config.ini:2: the line holds a NUL");
}
END_TEST

START_TEST(a_broken_value_is_reported_even_when_an_option_overrides_it)
{
    ck_assert_str_eq(
        REFUSED(.file = "[run]\nseed = x\n", .options = {OPTION("--seed", "run.seed", "7")}),
        "config.ini:2: `seed` takes a whole number from 0 on, not `x`");
}
END_TEST

static const char *refused_file(const char *path)
{
    struct config config;
    struct error err = {0};
    struct config_source source = {.file = path, .file_required = true};
    ck_assert(!config_load(arena, &source, &config, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    return arena_printf(arena, "%s", err.text);
}

START_TEST(only_a_named_file_has_to_exist)
{
    ck_assert_uint_eq(LOADED().svd.epochs, KEYS_AUTO_COUNT);
    ck_assert_str_eq(refused_file("mine.ini"), "mine.ini: there is no such file");
}
END_TEST

START_TEST(what_is_no_readable_file_is_a_mistake_of_the_user)
{
    ck_assert_int_eq(mkdir("folder", 0755), 0);
    ck_assert_str_eq(refused_file("folder"), "folder: is a directory");
    config_case_write("large.ini", STR("[run]\n"));
    ck_assert_int_eq(truncate("large.ini", (off_t)INI_FILE_MAX + 1), 0);
    ck_assert_str_eq(refused_file("large.ini"), "large.ini: is larger than 1048576 bytes");
}
END_TEST

START_TEST(an_empty_file_changes_nothing)
{
    ck_assert_uint_eq(LOADED(.file = "").svd.epochs, KEYS_AUTO_COUNT);
    ck_assert_uint_eq(LOADED(.file = "\n\n;\n[svd]\n").svd.epochs, KEYS_AUTO_COUNT);
}
END_TEST

int main(void)
{
    return CONFIG_CASE_RUN(
        "config file", every_mistake_is_named_with_its_line, inih_s_dialect_is_read,
        a_list_goes_on_in_indented_lines, a_line_that_inih_would_cut_is_refused,
        a_nul_ends_no_file_silently, a_broken_value_is_reported_even_when_an_option_overrides_it,
        only_a_named_file_has_to_exist, what_is_no_readable_file_is_a_mistake_of_the_user,
        an_empty_file_changes_nothing);
}
