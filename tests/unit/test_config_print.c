#include "config/print.h"

#include "config/ini_file.h"
#include "config/settings.h"
#include "config_case.h"

START_TEST(each_line_says_where_its_value_comes_from)
{
    struct config config =
        LOADED(.file = "[svd]\nfactors = 8\n", .environment = {"REELGAUGE_SVD_PATIENCE=1"},
               .options = {OPTION("--svd.epochs", "svd.epochs", "4")});
    const char *text = print_effective(&config, arena).data;
    static const char section[] = "\n[svd]\n"
                                  "preset = fast                           ; default\n"
                                  "factors = 8                             ; config.ini:2\n"
                                  "epochs = 4                              ; option --svd.epochs\n";
    static const char line[] =
        "\npatience = 1                            ; environment REELGAUGE_SVD_PATIENCE\n";
    ck_assert_ptr_nonnull(strstr(text, section));
    ck_assert_ptr_nonnull(strstr(text, "\nthreads = 0                             ; default\n"));
    ck_assert_ptr_nonnull(strstr(text, line));
}
END_TEST

/* The settings read back from `text`, as config_params() and all the rest would see them. */
static void assert_same_settings(const struct config *config, const struct config *again)
{
    ck_assert_uint_eq(config->settings->count, again->settings->count);
    for (size_t i = 0; i < config->settings->count; i++) {
        const struct settings_record *record = config->settings->items[i];
        const struct settings_record *other = again->settings->items[i];
        ck_assert_ptr_eq(record->section, other->section);
        ck_assert(str_equal(record->name, other->name));
        for (size_t j = 0; j < record->count; j++)
            ck_assert_msg(str_equal(record->values[j].text, other->values[j].text), "%s: `%s` `%s`",
                          record->keys[j].name, record->values[j].text.data,
                          other->values[j].text.data);
    }
}

START_TEST(what_is_printed_reads_back_the_same)
{
    char title[200];
    snprintf(title, sizeof title, "%0180d", 1);
    char paths[600];
    snprintf(paths, sizeof paths, "%0150d, %0150d, %0150d", 1, 2, 3);
    struct config config = LOADED(.file = "[gate b]\nrule = b > 1\n[gate a]\nrule = off\n"
                                          "[interpreter x]\nmodel = m#1;2 = 3\n",
                                  .options = {{"--x", STR("report.title"), str_from(title)},
                                              {"--x", STR("inputs.gold"), str_from(paths)},
                                              OPTION("--x", "run.tags", "a=b=c, d="),
                                              OPTION("--x", "split.test_rows", "#odd name")});
    struct str text = print_effective(&config, arena);
    struct config again = LOADED(.file = text.data);
    assert_same_settings(&config, &again);
    ck_assert_uint_eq(again.inputs.gold.count, 3);
}
END_TEST

START_TEST(the_template_is_the_defaults)
{
    struct config defaults = LOADED();
    struct config config = LOADED(.file = print_template(arena).data);
    assert_same_settings(&defaults, &config);
}
END_TEST

START_TEST(the_template_shows_every_key)
{
    const char *text = print_template(arena).data;
    for (size_t i = 0; i < keys_count; i++)
        ck_assert_msg(strstr(text, arena_printf(arena, "\n%s =", keys_table[i].name)) != NULL ||
                          strstr(text, arena_printf(arena, ";   %s: ", keys_table[i].name)) != NULL,
                      "%s", keys_table[i].name);
}
END_TEST

START_TEST(the_reference_has_a_row_for_every_key)
{
    struct str text = print_markdown(arena);
    size_t rows = 0;
    struct str line;
    while (str_next(&text, '\n', &line)) {
        rows += str_starts_with(line, STR("| `"));
        ck_assert(line.size == 0 || line.data[0] != '|' || line.data[line.size - 1] == '|');
    }
    ck_assert_uint_eq(rows, keys_count);
    ck_assert_ptr_nonnull(strstr(print_markdown(arena).data,
                                 "| `seed` | `42` | a whole number from 0 on | `--seed` | "
                                 "everything random follows from it |\n"));
}
END_TEST

int main(void)
{
    return CONFIG_CASE_RUN("config print", each_line_says_where_its_value_comes_from,
                           what_is_printed_reads_back_the_same, the_template_is_the_defaults,
                           the_template_shows_every_key, the_reference_has_a_row_for_every_key);
}
