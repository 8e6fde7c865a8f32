/* fuzz_config.c - a config.ini is refused with its line, or what it says can be printed and read
 * back the same. */
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "config/ini_file.h"
#include "config/print.h"
#include "config/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read(struct arena *arena, struct str text, struct config *config)
{
    struct error err = {0};
    struct settings *settings = settings_open(arena, config, "/home/ada");
    config->settings = settings;
    if (ini_file_apply(settings, "fuzz.ini", text, &err))
        return true;
    assert(err.kind == ERROR_USAGE);
    assert(strncmp(err.text, "fuzz.ini:", 9) == 0 && err.text[9] >= '1' && err.text[9] <= '9');
    return false;
}

/* False when a gate has no rule: config_load() refuses that at the very end. */
static bool is_complete(const struct settings *settings)
{
    for (size_t i = 0; i < settings->count; i++)
        for (size_t j = 0; j < settings->items[i]->count; j++)
            if (settings->items[i]->keys[j].initial == NULL &&
                settings->items[i]->values[j].text.size == 0)
                return false;
    return true;
}

static void assert_same(const struct settings *a, const struct settings *b)
{
    assert(a->count == b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert(a->items[i]->section == b->items[i]->section);
        assert(str_equal(a->items[i]->name, b->items[i]->name));
        for (size_t j = 0; j < a->items[i]->count; j++)
            assert(str_equal(a->items[i]->values[j].text, b->items[i]->values[j].text));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open("fuzz", (size_t)1 << 30);
    struct config *config = ARENA_NEW(arena, struct config);
    if (read(arena, (struct str){(const char *)data, size}, config) &&
        is_complete(config->settings)) {
        struct config *again = ARENA_NEW(arena, struct config);
        bool valid = read(arena, print_effective(config, arena), again);
        assert(valid);
        assert_same(config->settings, again->settings);
    }
    arena_close(arena);
    return 0;
}
