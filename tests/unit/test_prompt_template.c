#include "model/prompt_template.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

/* The parts as "text|=name|text", errors as "?what" and "!what". */
static const char *parts(const char *template)
{
    static char out[256];
    struct str rest = str_from(template);
    struct prompt_template_part part;
    size_t used = 0;
    out[0] = '\0';
    while ((part = prompt_template_next(&rest)).kind != PROMPT_TEMPLATE_END) {
        static const char *const marks[] = {[PROMPT_TEMPLATE_TEXT] = "",
                                            [PROMPT_TEMPLATE_VARIABLE] = "=",
                                            [PROMPT_TEMPLATE_UNCLOSED] = "?",
                                            [PROMPT_TEMPLATE_NO_NAME] = "!"};
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%.*s", used == 0 ? "" : "|",
                                 marks[part.kind], STR_ARG(part.text));
        if (part.kind == PROMPT_TEMPLATE_UNCLOSED || part.kind == PROMPT_TEMPLATE_NO_NAME)
            break;
    }
    return out;
}

START_TEST(text_and_variables_come_in_their_order)
{
    ck_assert_str_eq(parts("a {{x}} b {{ y_2 }}"), "a |=x| b |=y_2");
    ck_assert_str_eq(parts("{{x}}{{x}}"), "=x|=x");
    ck_assert_str_eq(parts(""), "");
    ck_assert_str_eq(parts("no variable"), "no variable");
}
END_TEST

START_TEST(braces_of_json_are_text)
{
    ck_assert_str_eq(parts("{\"a\":{\"b\":1}}"), "{\"a\":{\"b\":1}}");
    ck_assert_str_eq(parts("{ {x}}"), "{ {x}}");
}
END_TEST

START_TEST(a_backslash_keeps_two_braces_as_text)
{
    ck_assert_str_eq(parts("\\{{x}}"), "{{x}}");
    ck_assert_str_eq(parts("say \\{{x}} to {{y}}"), "say |{{x}} to |=y");
    ck_assert_str_eq(parts("\\{{\\{{{{x}}"), "{{|{{|=x");
    ck_assert_str_eq(parts("a\\b"), "a\\b");
}
END_TEST

START_TEST(what_is_not_closed_on_its_line_is_no_variable)
{
    ck_assert_str_eq(parts("a {{x"), "a |?{{x");
    ck_assert_str_eq(parts("{{x\n}}"), "?{{x");
    ck_assert_str_eq(parts("{{"), "?{{");
}
END_TEST

START_TEST(what_is_no_name_is_told)
{
    ck_assert_str_eq(parts("{{}}"), "!");
    ck_assert_str_eq(parts("{{#section}}"), "!#section");
    ck_assert_str_eq(parts("{{Query}}"), "!Query");
    ck_assert_str_eq(parts("{{2x}}"), "!2x");
    ck_assert_str_eq(parts("{{{x}}}"), "!{x");
}
END_TEST

int main(void)
{
    return SUITE_RUN("prompt_template", text_and_variables_come_in_their_order,
                     braces_of_json_are_text, a_backslash_keeps_two_braces_as_text,
                     what_is_not_closed_on_its_line_is_no_variable, what_is_no_name_is_told);
}
