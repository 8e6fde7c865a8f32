#!/bin/sh
# style.sh - layout, size, guards and comments of the C sources; layout only where clang-format is.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"

files=$(find pipeline tests -path tests/browser -prune -o \
    \( -name '*.c' -o -name '*.h' -o -name '*.cc' \) -print | LC_ALL=C sort)

# shellcheck disable=SC2086 # a list of words; our paths have no spaces
awk '
function finding(line, message) {
    printf "%s:%d: error: %s\n", FILENAME, line, message
    bad = 1
}
function finish() {
    if (lines > 500)
        finding_at_end("has " lines " lines; 500 is the most, 400 is calm")
    if (guard != "" && guarded < 2)
        finding_at_end("has no include guard " guard)
}
function finding_at_end(message) {
    printf "%s:%d: error: %s\n", file, lines, message
    bad = 1
}
FNR == 1 {
    if (file != "")
        finish()
    file = FILENAME
    guard = ""
    guarded = 0
    if (file ~ /\.h$/) {
        guard = file
        sub(/^(pipeline|tests)\//, "", guard)
        gsub(/[^A-Za-z0-9]/, "_", guard)
        guard = toupper(guard)
    }
}
{ lines = FNR }
guard != "" && ($1 == "#ifndef" || $1 == "#define") && $2 == guard { guarded++ }
file ~ /\.[ch]$/ && /^[ \t]*\/\// { finding(FNR, "comments are /* */") }
/(^|[^A-Z])(TODO|FIXME|XXX)([^A-Z]|$)/ { finding(FNR, "work that is left belongs into an issue, not into a comment") }
END {
    if (file != "")
        finish()
    exit bad
}' /dev/null $files || bad=1

if command -v clang-format >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    [ -z "$files" ] || clang-format --dry-run -Werror $files || bad=1
elif [ -z "${LINT_ROOT-}" ]; then
    echo "style.sh: clang-format is not installed: the layout is not checked" >&2
fi
exit "${bad:-0}"
