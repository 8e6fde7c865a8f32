#include "load/whole_file.h"

#include "load/unpack.h"

static bool read_all(struct unpack *unpack, size_t max, struct arena *arena, struct str *out,
                     struct error *err)
{
    char *data = arena_array(arena, max + 1, 1);
    size_t size = 0;
    size_t got = 1;
    while (got != 0 && size <= max) {
        if (!unpack_read(unpack, data + size, max + 1 - size, &got, err))
            return false;
        size += got;
    }
    *out = (struct str){data, size};
    return true;
}

bool whole_file_read(const char *path, size_t max, struct arena *arena, struct input *input,
                     struct str *out, struct error *err)
{
    struct unpack *unpack;
    if (!unpack_open(path, &unpack, err))
        return false;
    bool done = read_all(unpack, max, arena, out, err);
    if (done && out->size <= max)
        input->bytes = unpack_account(unpack, &input->digest);
    unpack_close(unpack);
    return done;
}
