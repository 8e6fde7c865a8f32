/* fuzz_redact.c - nothing is left to mask in masked text, and clean text is not touched. */
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/redact.h"
#include "base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

static size_t total(const struct redact_counts *counts)
{
    size_t sum = 0;
    for (size_t i = 0; i < REDACT_KINDS; i++)
        sum += counts->found[i];
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct redactor *redactor;
    struct error err;
    if (redactor == NULL && !redact_open(&redactor, &err))
        return -1;

    struct arena *arena = arena_open("fuzz", (size_t)1 << 30);
    struct str text = {(const char *)data, size};
    struct redact_counts first = {0}, second = {0};
    struct str masked = redact_text(redactor, arena, text, &first);
    bool same = masked.data == text.data && masked.size == text.size;

    assert(same == (total(&first) == 0));
    assert(same || has_digit(text) || (size != 0 && memchr(text.data, '@', size) != NULL));
    assert(unicode_invalid_at(text) < size || unicode_invalid_at(masked) == masked.size);
    assert(redact_text(redactor, arena, masked, &second).data == masked.data);
    assert(total(&second) == 0);
    arena_close(arena);
    return 0;
}
