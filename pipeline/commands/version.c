#include "commands/version.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/unicode.h"
#include "charts/paint.h"
#include "llm/endpoint.h"
#include "load/unpack.h"
#include "train/kernels.h"
#include "train/kernels_blas.h"

/* The libraries that tell their version; results or safety depend on each of them. */
static const struct {
    const char *name;
    const char *(*version)(void);
} libraries[] = {
    {"cairo", paint_library_version},      {"cjson", json_library_version},
    {"libcurl", endpoint_library_version}, {"openblas", kernels_blas_library_version},
    {"openssl", hash_library_version},     {"utf8proc", unicode_library_version},
    {"zlib", unpack_zlib_version},         {"zstd", unpack_zstd_version},
};

static void print_json(const struct session *session, const struct kernels *kernels)
{
    struct json *root = json_object();
    json_put_text(root, "version", VERSION_TEXT);
    json_put_text(root, "compiler", __VERSION__);
    json_put_text(root, "kernels", kernels->name);
    struct json *list = json_put_object(root, "libraries");
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++)
        json_put_text(list, libraries[i].name, libraries[i].version());
    struct str text = json_write(session->scratch, root);
    fwrite(text.data, 1, text.size, session->out);
    json_free(root);
}

bool version_command(struct session *session, struct error *err)
{
    if (!session->json) {
        fprintf(session->out, "reelgauge %s\n", VERSION_TEXT);
        return true;
    }
    const struct kernels *kernels;
    if (!kernels_choose(session->kernels, &kernels, err))
        return false;
    print_json(session, kernels);
    return true;
}
