#include "base/json_reader.h"

#include <cmath>
#include <cstring>
#include <simdjson.h>
#include <type_traits>

#include "base/json_scan.h"
#include "base/memory.h"

using namespace simdjson::dom;
using value_of = json_reader_value;

struct json_reader {
    std::size_t max_bytes;
    parser simd;
};

namespace
{

/*
 * simdjson's elements and iterators are a document and an index into its tape, the same two
 * words as a json_reader_value: either is copied into the other as it is.
 */
template <typename To, typename From> To as(const From &from)
{
    static_assert(sizeof(To) == sizeof from && std::is_trivially_copyable_v<From>);
    To to;
    std::memcpy(static_cast<void *>(&to), static_cast<const void *>(&from), sizeof to);
    return to;
}

/* No exception crosses into C: a call that throws gives the zero of its result. */
template <typename Body> auto guarded(Body body) noexcept -> decltype(body())
{
    try {
        return body();
    } catch (...) {
        return {};
    }
}

/* The value as a T; false, and `out` untouched, when it is missing or of another type. */
template <typename T> bool get(value_of value, T *out)
{
    return guarded(
        [&] { return value.document && as<element>(value).get(*out) == simdjson::SUCCESS; });
}

bool refuse(const char **reason, const char *text)
{
    *reason = text;
    return false;
}

/* One step through `all`; `visit` sees the iterator before it moves on. */
template <typename Container, typename Visit>
bool step(const Container &all, const void *document, json_reader_cursor *cursor, Visit visit)
{
    if (!cursor->begun)
        *cursor = {as<value_of>(all.begin()).index, as<value_of>(all.end()).index, true};
    if (cursor->next == cursor->end)
        return false;
    auto at = as<typename Container::iterator>(value_of{document, cursor->next});
    visit(at);
    cursor->next = as<value_of>(++at).index;
    return true;
}

} // namespace

json_reader *json_reader_open(size_t max_bytes)
{
    auto *reader = guarded([&] { return new json_reader{max_bytes, parser()}; });
    if (!reader || reader->simd.allocate(0, JSON_SCAN_DEPTH_MAX) != simdjson::SUCCESS)
        memory_exhausted("a JSON reader", sizeof *reader);
    return reader;
}

void json_reader_close(json_reader *reader)
{
    delete reader;
}

bool json_reader_parse(json_reader *reader, str text, value_of *out, const char **reason)
{
    *reason = "the JSON library failed";
    return guarded([&] {
        if (text.size > reader->max_bytes || text.size > simdjson::SIMDJSON_MAXSIZE_BYTES)
            return refuse(reason, "the document is too large");
        if (text.size >= 3 && std::memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
            return refuse(reason, "unexpected byte order mark"); /* simdjson 3.6 would skip it */
        element root;
        auto code = reader->simd.parse(text.size ? text.data : "", text.size).get(root);
        if (code == simdjson::MEMALLOC)
            memory_exhausted("a JSON document", text.size);
        json_scan_place place;
        if (code != simdjson::SUCCESS)
            return refuse(reason, json_scan_fault(text, &place) ? place.reason
                                                                : simdjson::error_message(code));
        *out = as<value_of>(root);
        return true;
    });
}

enum json_reader_type json_reader_type(value_of value)
{
    if (!value.document)
        return JSON_READER_MISSING;
    auto it = as<element>(value);
    return it.is_null()     ? JSON_READER_NULL
           : it.is_bool()   ? JSON_READER_BOOL
           : it.is_string() ? JSON_READER_STRING
           : it.is_array()  ? JSON_READER_ARRAY
           : it.is_object() ? JSON_READER_OBJECT
                            : JSON_READER_NUMBER;
}

value_of json_reader_field(value_of container, const char *key)
{
    object fields;
    element found;
    if (!get(container, &fields))
        return {};
    return guarded(
        [&] { return fields.at_key(key).get(found) ? value_of{} : as<value_of>(found); });
}

bool json_reader_string(value_of value, str *out)
{
    std::string_view text;
    if (!get(value, &text))
        return false;
    *out = {text.data(), text.size()};
    return true;
}

bool json_reader_number(value_of value, double *out)
{
    return get(value, out);
}

bool json_reader_int64(value_of value, int64_t *out)
{
    double number;
    if (get(value, out))
        return true;
    /* What is written as 3.0 or 3e2 is exact up to 2^53; a larger integer is beyond 63 bits. */
    if (!get(value, &number) || std::trunc(number) != number || std::fabs(number) > 0x1p53)
        return false;
    *out = static_cast<int64_t>(number);
    return true;
}

bool json_reader_bool(value_of value, bool *out)
{
    return get(value, out);
}

bool json_reader_walk(value_of container, json_reader_cursor *cursor, str *key, value_of *value)
{
    array items;
    object fields;
    const void *document = container.document;
    if (get(container, &items))
        return step(items, document, cursor, [&](auto &at) { *value = as<value_of>(*at); });
    return get(container, &fields) && step(fields, document, cursor, [&](auto &at) {
               *value = as<value_of>(at.value());
               if (key)
                   *key = {at.key().data(), at.key_length()};
           });
}
