#include "commands/prompt_inputs.h"

#include "base/io.h"
#include "load/prompt_file.h"
#include "load/source.h"

bool prompt_inputs_load(const struct config *config, struct loader *loader, struct prompt_list *out,
                        struct error *err)
{
    const struct config_paths *paths = &config->inputs.prompts;
    struct source_list sources;
    if (config_is_default(config, "inputs", "prompts") && !io_exists(paths->items[0].data))
        return true;
    return source_expand(SOURCE_PROMPTS, paths->items, paths->count, loader->arena, &sources,
                         err) &&
           prompt_file_load(loader, &sources, out, err);
}
