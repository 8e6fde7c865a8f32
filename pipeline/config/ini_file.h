/* ini_file.h - config.ini, read by inih. */
#ifndef CONFIG_INI_FILE_H
#define CONFIG_INI_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "config/settings.h"

#define INI_FILE_MAX ((size_t)1 << 20) /* bytes */

/*
 * Sets what the text of a file says. `path` is what messages call the file; it lives as long as
 * the settings. inih's dialect: `;` and `#` begin a comment at the beginning of a line, ` ;` ends a
 * value; a line that begins with a space continues the list above. The first
 * trouble is ERROR_USAGE at its line, and what was set before it stays set.
 */
bool ini_file_apply(struct settings *settings, const char *path, struct str text,
                    struct error *err);

/* The same for the file itself. A file that does not exist is fine unless it is required. */
bool ini_file_read(struct settings *settings, const char *path, bool required, struct error *err);

#endif
