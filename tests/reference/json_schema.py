"""json_schema.h: what the jsonschema package finds wrong with values, schema by schema.

Every value below is checked against every schema, and a fixed sample of the pairs is kept. The
paths are JSON pointers of all errors at the top level, those of $ref's target included.
"""

import json
import random

from jsonschema import Draft7Validator

SLOTS = {
    "type": "object",
    "required": ["intent", "genres"],
    "additionalProperties": False,
    "properties": {
        "intent": {"enum": ["search", "similar", None]},
        "genres": {"type": "array", "items": {"type": "string", "minLength": 2}, "uniqueItems": True},
        "year_min": {"type": ["integer", "null"], "minimum": 1870, "maximum": 2200},
        "rating": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 5, "multipleOf": 0.5},
    },
}

SCHEMAS = [
    SLOTS,
    True,
    False,
    {},
    {"type": "integer"},
    {"type": ["string", "boolean"]},
    {"const": {"a": [1, 2], "b": None}},
    {"enum": [1, "1", True, [1], {"x": 1.5}]},
    {"minimum": 3, "maximum": 7.5},
    {"exclusiveMinimum": 3, "exclusiveMaximum": 7},
    {"multipleOf": 3},
    {"multipleOf": 0.25},
    {"minLength": 2, "maxLength": 3},
    {"pattern": "^[a-zé]+$"},
    {"items": {"type": "integer", "minimum": 1}},
    {"items": [{"type": "string"}, {"type": "number"}], "additionalItems": False},
    {"items": [{"type": "string"}], "additionalItems": {"type": "boolean"}},
    {"minItems": 1, "maxItems": 2},
    {"uniqueItems": True},
    {"required": ["a", "b"], "properties": {"a": {"type": "string"}}},
    {"properties": {"a": {"not": {}}, "b": {"type": "null"}}, "additionalProperties": {"type": "integer"}},
    {"minProperties": 1, "maxProperties": 2},
    {"anyOf": [{"type": "string"}, {"minimum": 5}]},
    {"oneOf": [{"type": "number", "multipleOf": 3}, {"type": "number", "multipleOf": 5}]},
    {"allOf": [{"type": "object"}, {"required": ["a"]}, {"properties": {"a": {"minLength": 2}}}]},
    {"not": {"type": ["object", "array"]}},
    {"$ref": "#/definitions/tree",
     "definitions": {"tree": {"type": "object", "required": ["value"],
                              "properties": {"value": {"type": "integer"},
                                             "children": {"type": "array",
                                                          "items": {"$ref": "#/definitions/tree"}}}}}},
    {"properties": {"a": {"$ref": "#/$defs/a~1b%25"}}, "$defs": {"a/b%": {"type": "boolean"}}},
    {"properties": {"a": {"items": {"properties": {"x/y": {"enum": [1]}}}}}},
    {"type": "object", "format": "email", "title": "ignored", "default": 3},
]

VALUES = [
    None, True, False, 0, 1, 1.0, 3, 3.5, 5, 6, 7, 7.5, 15, -4, 0.25, 1e20, 2.75,
    "", "1", "a", "ab", "abc", "abcd", "é", "éàü", "日本", "A",
    [], [1], [1, 1], [1, 1.0], [1, True], [0, 1], ["a"], ["a", 2], ["a", 2, 3], ["a", True], ["a", True, 1],
    [{"x": 1, "y": 2}, {"y": 2, "x": 1}], [[], []], [1, 2, 3],
    {}, {"a": "x"}, {"a": "xy"}, {"a": "x", "b": 1}, {"a": 1, "b": None}, {"b": None, "c": 3}, {"c": "no"},
    {"a": True}, {"a": 3}, {"a": [1, 2], "b": None}, {"b": None, "a": [1.0, 2.0]}, {"x": 1.5}, {"a": 1, "b": 2, "c": 3},
    {"a": [{"x/y": 1}, {"x/y": 2}]}, {"a": [{}, {"x/y": 1}]},
    {"value": 1}, {"value": "1"}, {"value": 1, "children": []},
    {"value": 1, "children": [{"value": 2}, {"value": 3, "children": [{"value": "x"}]}]},
    {"value": 1, "children": [{"children": []}]}, {"value": 1, "children": {}},
    {"intent": "search", "genres": ["Comedy"]}, {"intent": "browse", "genres": ["Comedy"]},
    {"intent": None, "genres": []}, {"genres": ["Comedy"]}, {"intent": "search", "genres": ["Comedy", "Comedy"]},
    {"intent": "search", "genres": ["C"]}, {"intent": "search", "genres": "Comedy"},
    {"intent": "search", "genres": [], "year_min": 1980}, {"intent": "search", "genres": [], "year_min": 1980.5},
    {"intent": "search", "genres": [], "year_min": 12}, {"intent": "search", "genres": [], "rating": 4.5},
    {"intent": "search", "genres": [], "rating": 4.3}, {"intent": "search", "genres": [], "rating": 0},
    {"intent": "search", "genres": [], "mood": "gay"},
]


def pointer(error):
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error.absolute_path)


def c_text(text):
    out = text.encode().decode("latin-1")
    return '"' + "".join(
        c if " " <= c <= "~" and c not in '"\\' else "\\%s" % c if c in '"\\' else '\\%03o' % ord(c) for c in out) + '"'


def main():
    pairs = []
    for number, schema in enumerate(SCHEMAS):
        validator = Draft7Validator(schema)
        rows = []
        for value in VALUES:
            paths = sorted({pointer(error) for error in validator.iter_errors(value)})
            text = json.dumps(value, ensure_ascii=False)
            rows.append((number, text, len(paths) == 0, "\n".join(paths) + "\n"))
        wrong = [row for row in rows if not row[2]]
        right = [row for row in rows if row[2]]
        rng = random.Random(number)
        kept = SCHEMAS.index(SLOTS) == number and rows or \
            rng.sample(wrong, min(8, len(wrong))) + rng.sample(right, min(5, len(right)))
        pairs += kept
    print("/* Made by json_schema.py with jsonschema; every path ends in a newline. */\n"
          "#ifndef REFERENCE_JSON_SCHEMA_H\n#define REFERENCE_JSON_SCHEMA_H\n\n/* clang-format off */")
    print("static const char *const JSON_SCHEMA_SCHEMAS[] = {")
    for schema in SCHEMAS:
        print("    " + c_text(json.dumps(schema)) + ",")
    print("};\n")
    print("static const struct {\n    size_t schema;\n    const char *value;\n    int valid;\n"
          "    const char *paths;\n} JSON_SCHEMA_PAIRS[] = {")
    for number, text, valid, paths in pairs:
        print("    {%d, %s, %d, %s}," % (number, c_text(text), valid, c_text(paths)))
    print("};\n\n#endif")


main()
