#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

static int compare_name(const void *key, const void *element)
{
    return strcmp(key, ((const struct embedded_file *)element)->name);
}

const struct embedded_file *embedded_find(const char *name)
{
    return bsearch(name, embedded_files, embedded_count, sizeof embedded_files[0], compare_name);
}
