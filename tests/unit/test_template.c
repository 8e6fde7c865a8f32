#include "report/template.h"

#include <string.h>

#include "suite.h"

#define HEAD "{{%AUTOESCAPE context=\"HTML\"}}"

static struct arena *arena;
static struct template_set *set;
static struct error err;

static void open_set(const char *text)
{
    arena = arena_open("test", 1 << 20);
    set = template_open();
    ck_assert_msg(template_add(set, "page.html", str_from(text), &err), "%s", err.text);
}

static void close_set(void)
{
    template_close(set);
    arena_close(arena);
}

static void check_page(const char *expected)
{
    struct str out;
    ck_assert_msg(template_expand(set, "page.html", arena, &out, &err), "%s", err.text);
    ck_assert_str_eq(out.data, expected);
    ck_assert_uint_eq(out.size, strlen(expected));
}

static void check_error(const char *expected)
{
    struct str out;
    ck_assert(!template_expand(set, "page.html", arena, &out, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text, expected);
}

START_TEST(values_are_escaped_where_they_stand)
{
    open_set(HEAD "<p title=\"{{V}}\">{{V}}</p><a href=\"{{V}}\">x</a>");
    template_text(template_root(set), "V", "\"><script>'&");
    check_page("<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&quot;&gt;&lt;script&gt;&#39;&amp;"
               "</p><a href=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">x</a>");
    close_set();
}
END_TEST

START_TEST(a_script_address_is_defused)
{
    open_set(HEAD "<a href=\"{{V}}\">x</a>");
    template_text(template_root(set), "V", "javascript:alert(1)");
    check_page("<a href=\"#\">x</a>");
    close_set();
}
END_TEST

START_TEST(line_ends_and_tabs_are_kept_where_a_template_asks_for_it)
{
    open_set(HEAD "[{{V}}]<pre>{{V:pre_escape}}</pre>");
    template_str(template_root(set), "V", (struct str){"a\t<\nc", 5});
    check_page("[a &lt; c]<pre>a\t&lt;\nc</pre>");
    template_str(template_root(set), "V", STR_NONE);
    check_page("[]<pre></pre>");
    close_set();
}
END_TEST

START_TEST(a_section_is_shown_once_for_each_dictionary)
{
    open_set(HEAD "{{#ROW}}<li>{{NAME}} of {{ALL}}</li>{{/ROW}}{{#NONE}}never {{UNSET}}{{/NONE}}");
    struct template_dict *root = template_root(set);
    template_text(root, "ALL", "2");
    template_text(template_section(root, "ROW"), "NAME", "a");
    template_text(template_section(root, "ROW"), "NAME", "b");
    check_page("<li>a of 2</li><li>b of 2</li>");
    close_set();
}
END_TEST

START_TEST(an_include_sees_its_own_values_and_those_around_it)
{
    open_set(HEAD "<h1>{{T}}</h1>{{>PART}}");
    ck_assert(template_add(set, "part.html", STR(HEAD "<b>{{T}}{{V}}</b>"), &err));
    template_text(template_root(set), "T", "t");
    template_text(template_include(template_root(set), "PART", "part.html"), "V", "1");
    template_text(template_include(template_root(set), "PART", "part.html"), "V", "2");
    check_page("<h1>t</h1><b>t1</b><b>t2</b>");
    close_set();
}
END_TEST

START_TEST(a_variable_that_nobody_sets_is_an_error)
{
    open_set(HEAD "<p>{{TITEL}} {{OTHER}}</p>");
    check_error("page.html: nothing sets {{TITEL}}");
    template_text(template_root(set), "TITEL", "t");
    check_error("page.html: nothing sets {{OTHER}}");
    template_text(template_root(set), "OTHER", "");
    check_page("<p>t </p>");
    close_set();
}
END_TEST

START_TEST(a_missing_template_is_an_error)
{
    open_set(HEAD "{{>PART}}");
    check_page("");
    template_include(template_root(set), "PART", "part.html");
    check_error("page.html: a template is missing");
    close_set();
}
END_TEST

START_TEST(a_template_that_escapes_nothing_is_refused)
{
    open_set(HEAD);
    ck_assert(!template_add(set, "bare.html", STR("<p>{{V}}</p>"), &err));
    ck_assert_str_eq(err.text,
                     "bare.html:1: a template begins with {{%AUTOESCAPE context=\"HTML\"}}");
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    close_set();
}
END_TEST

START_TEST(a_template_that_does_not_parse_is_refused)
{
    open_set(HEAD);
    ck_assert(!template_add(set, "open.html", STR(HEAD "{{#ROW}}never closed"), &err));
    ck_assert_str_eq(err.text, "open.html: the template does not parse");
    close_set();
}
END_TEST

int main(void)
{
    return SUITE_RUN("template", values_are_escaped_where_they_stand, a_script_address_is_defused,
                     line_ends_and_tabs_are_kept_where_a_template_asks_for_it,
                     a_section_is_shown_once_for_each_dictionary,
                     an_include_sees_its_own_values_and_those_around_it,
                     a_variable_that_nobody_sets_is_an_error, a_missing_template_is_an_error,
                     a_template_that_escapes_nothing_is_refused,
                     a_template_that_does_not_parse_is_refused);
}
