/*
 * template.h - the shim over ctemplate: a set of templates and the dictionaries that fill them.
 *
 * Every template begins with {{%AUTOESCAPE context="HTML"}}, so that values are escaped where they
 * stand. There, line ends and tabs become spaces; {{NAME:pre_escape}} keeps them. Stricter than
 * ctemplate in one thing: a variable that no dictionary sets is an error, not an empty text.
 * Sections and includes are hidden until they are asked for.
 */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct template_set;
struct template_dict; /* belongs to its set; names are looked up in it, then in its parents */

/* Never NULL. */
struct template_set *template_open(void);
void template_close(struct template_set *set); /* NULL is nothing */

/* Adds a template under a name. Errors: ERROR_USAGE when it does not parse or is not escaped. */
bool template_add(struct template_set *set, const char *name, struct str text, struct error *err);

/* The outermost dictionary of a set. */
struct template_dict *template_root(struct template_set *set);

/* {{NAME}}. Text and name are copied. */
void template_text(struct template_dict *dict, const char *name, const char *value);
void template_str(struct template_dict *dict, const char *name, struct str value);

/* {{#NAME}}…{{/NAME}}, once more with each call. */
struct template_dict *template_section(struct template_dict *dict, const char *name);

/* {{>NAME}}: the template `file`, once more with each call. */
struct template_dict *template_include(struct template_dict *dict, const char *name,
                                       const char *file);

/*
 * No template can be added any more. Errors: ERROR_USAGE when a template is missing, and for the
 * first variable without a value.
 */
bool template_expand(struct template_set *set, const char *file, struct arena *arena,
                     struct str *out, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
