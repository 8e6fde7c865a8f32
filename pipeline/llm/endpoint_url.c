#include "llm/endpoint_url.h"

#include <curl/curl.h>
#include <string.h>

#include "base/str.h"

/* A part of the URL, "" when it has none. */
static struct str part_of(CURLU *url, CURLUPart part, struct arena *arena)
{
    char *text = NULL;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK)
        return STR("");
    struct str copy = str_copy(arena, str_from(text));
    curl_free(text);
    return copy;
}

static bool is_local(struct str host)
{
    return str_equal_ascii_nocase(host, STR("localhost")) ||
           str_ends_with(host, STR(".localhost")) || str_equal(host, STR("[::1]")) ||
           (str_starts_with(host, STR("127.")) && strspn(host.data, "0123456789.") == host.size);
}

static bool append_path(CURLU *url, struct arena *arena)
{
    struct str path = part_of(url, CURLUPART_PATH, arena);
    while (str_ends_with(path, STR("/")))
        path.size--;
    const char *end = str_ends_with(path, STR("/chat/completions")) ? "" : "/chat/completions";
    const char *whole = arena_printf(arena, "%.*s%s", STR_ARG(path), end);
    return curl_url_set(url, CURLUPART_PATH, whole, 0) == CURLUE_OK;
}

static bool make(CURLU *url, const char *base, struct arena *arena, struct endpoint_url *out,
                 struct error *err)
{
    CURLUcode code = curl_url_set(url, CURLUPART_URL, base, 0);
    struct str scheme = part_of(url, CURLUPART_SCHEME, arena);
    struct str host = part_of(url, CURLUPART_HOST, arena);
    if (part_of(url, CURLUPART_USER, arena).size != 0 ||
        part_of(url, CURLUPART_PASSWORD, arena).size != 0)
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "the URL of the endpoint holds a user name or password; the key comes "
                         "from the environment");
    if (code != CURLUE_OK || host.size == 0 ||
        (!str_equal(scheme, STR("http")) && !str_equal(scheme, STR("https"))))
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "\"%s\" is no URL of an endpoint, such as http://127.0.0.1:11434/v1",
                         base);
    if (!append_path(url, arena))
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "libcurl refuses the path of %s", base);
    out->text = part_of(url, CURLUPART_URL, arena).data;
    out->local = is_local(host);
    return true;
}

bool endpoint_url_make(const char *base, struct arena *arena, struct endpoint_url *out,
                       struct error *err)
{
    CURLU *url = curl_url();
    if (url == NULL)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "libcurl has no memory");
    bool done = make(url, base, arena, out, err);
    curl_url_cleanup(url);
    return done;
}
