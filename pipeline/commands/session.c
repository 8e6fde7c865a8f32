#include "commands/session.h"

#include <string.h>

const char *session_option(const struct session *session, const char *name)
{
    for (size_t i = session->option_count; i > 0; i--)
        if (strcmp(session->options[i - 1].name, name) == 0)
            return session->options[i - 1].value;
    return NULL;
}
