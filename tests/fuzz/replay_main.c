/*
 * replay_main.c - runs a fuzz harness once on each file given, so that `make test` links every
 * harness and replays its corpus without a fuzzing compiler.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the file into a block of its exact size, so that ASan sees a byte read too far. */
static bool replay(const char *path)
{
    bool done = false;
    uint8_t *data = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        goto out;
    long size = ftell(file);
    if (size < 0 || fseek(file, 0, SEEK_SET) != 0)
        goto out;
    data = malloc(size == 0 ? 1 : (size_t)size);
    if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size)
        goto out;
    LLVMFuzzerTestOneInput(data, (size_t)size);
    done = true;
out:
    if (!done)
        perror(path);
    free(data);
    if (file != NULL)
        fclose(file);
    return done;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!replay(argv[i]))
            return 1;
    }
    return 0;
}
