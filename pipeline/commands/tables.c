#include "commands/tables.h"

#include "load/genres_file.h"
#include "load/intents_file.h"

bool tables_load(const struct config *config, struct loader *loader, struct genre_table *genres,
                 struct intent_table *intents, struct error *err)
{
    const struct config_inputs *inputs = &config->inputs;
    bool stock_genres = config_is_default(config, "inputs", "genres");
    bool stock_intents = config_is_default(config, "inputs", "intents");
    *genres = genre_table_init(loader->arena);
    *intents = (struct intent_table){0};
    return genres_file_load(loader, inputs->genres, stock_genres, genres, err) &&
           intents_file_load(loader, inputs->intents, stock_intents, intents, err);
}

struct gold_fields tables_gold_fields(const struct config *config)
{
    const struct config_gold *gold = &config->gold;
    return (struct gold_fields){
        .query = gold->query_field,
        .expected = gold->expected_field,
        .id = gold->id_field,
        .tags = gold->tags_field,
    };
}
