#include "commands/night_prompts.h"

#include "commands/night_judges.h"

/* The exact version: a shorter one of an older recording is another. */
static const struct prompt *find_exact(const struct prompt_list *prompts, struct str reference)
{
    for (size_t i = 0; i < prompts->count; i++)
        if (str_equal(prompts->items[i].reference, reference))
            return &prompts->items[i];
    return NULL;
}

/* Rubrics are prompts too. */
static const struct prompt *find_any(const struct night *night, struct str reference)
{
    const struct prompt *prompt = find_exact(&night->prompts, reference);
    return prompt != NULL ? prompt : night_judges_prompt(night, reference);
}

static struct prompt_use *use_of(struct night *night, struct str reference)
{
    struct night_prompt_uses *uses = &night->prompt_uses;
    for (size_t i = 0; i < uses->count; i++)
        if (str_equal(uses->items[i].reference, reference))
            return &uses->items[i];
    struct prompt_use *use = ARENA_PUSH(night->arena, uses);
    *use = (struct prompt_use){.reference = reference, .prompt = find_any(night, reference)};
    return use;
}

void night_prompts_use(struct night *night, const char *kind, struct str name, struct str reference)
{
    if (reference.size == 0)
        return;
    struct prompt_use *use = use_of(night, reference);
    struct str *users = ARENA_ARRAY(night->arena, struct str, use->user_count + 1);
    for (size_t i = 0; i < use->user_count; i++)
        users[i] = use->users[i];
    users[use->user_count++] = str_from(arena_printf(night->arena, "%s %.*s", kind, STR_ARG(name)));
    use->users = users;
}
