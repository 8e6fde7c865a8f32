#!/bin/sh
# symbols.sh [BUILD] - every exported symbol carries its file's stem; no object has a mutable global.
#
# genre_recall.c exports genre_recall or genre_recall_*, and nothing else. A weak symbol of a C++
# shim comes from a library's header and is passed over; every other mangled name is a finding.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"
build=${1:-build}

# A second stem that has a reason, as file:stem.
#
# pipeline/base/str:strbuf   the view of a text and its builder are one concept
also=' pipeline/base/str:strbuf '

# Mutable state that has a reason, as file:symbol.
#
# (none)
allowed=' '

objects=$(find "$build/pipeline" -name '*.o' | LC_ALL=C sort)
[ -n "$objects" ] || {
    echo "$build/pipeline: error: there is nothing to check: build first" >&2
    exit 1
}
# shellcheck disable=SC2086 # a list of words; our paths have no spaces
nm -A -g --defined-only $objects | awk -v build="$build/" -v also="$also" '
{
    colon = index($0, ".o:")
    file = substr($0, length(build) + 1, colon - length(build) - 1)
    stem = file
    sub(/.*\//, "", stem)
    name = $NF
    kind = $(NF - 1)
    if (name ~ /^_Z|^DW\.ref\./ && kind ~ /[WVu]/ || kind == "u")
        next
    if (file == "pipeline/main" ? name == "main" : name == stem || index(name, stem "_") == 1)
        next
    second = name
    sub(/_.*/, "", second)
    if (index(also, " " file ":" second " "))
        next
    printf "%s: error: exports %s, which does not begin with %s_\n", file, name, stem
    bad = 1
}
END { exit bad }' || bad=1

# shellcheck disable=SC2086
nm -A -f sysv --defined-only $objects 2>/dev/null | awk -F '|' -v build="$build/" -v allowed="$allowed" '
$7 ~ /^\.(data|bss|tdata|tbss)/ && $7 !~ /^\.data\.rel\.ro/ && $4 ~ /OBJECT|TLS/ {
    name = $1
    sub(/.*:/, "", name)
    gsub(/ /, "", name)
    file = substr($1, length(build) + 1)
    sub(/\.o:.*/, "", file)
    if (name ~ /^_Z|^DW\.ref\./ || index(allowed, " " file ":" name " "))
        next
    printf "%s: error: %s is a mutable global\n", file, name
    bad = 1
}
END { exit bad }' || bad=1
exit "${bad:-0}"
