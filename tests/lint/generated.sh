#!/bin/sh
# generated.sh [--write] [BUILD] - config.ini and the README's reference are what the program prints.
#
# Both come from the table of keys (pipeline/config/keys.c). --write writes them anew. In the README
# the reference stands between two lines, <!-- config begins --> and <!-- config ends -->.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"
write=no
if [ "${1-}" = --write ]; then
    write=yes
    shift
fi
program=${1:-build}/reelgauge
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# check FILE - compare FILE with what it has to be, $work/FILE.
check()
{
    if [ $write = yes ]; then
        cp "$work/$1" "$1"
    elif ! diff -u "$1" "$work/$1" >"$work/diff" 2>&1; then
        echo "$1: error: is not what the table of keys says (tests/lint/generated.sh --write)"
        head -20 "$work/diff"
        bad=1
    fi
}

"$program" --print-config=template >"$work/config.ini"
check config.ini

if [ -e README.md ]; then
    "$program" --print-config=markdown >"$work/reference"
    awk -v reference="$work/reference" '
    /^<!-- config ends -->$/ { inside = 0 }
    !inside
    /^<!-- config begins -->$/ {
        inside = found = 1
        print ""
        while ((getline line <reference) > 0)
            print line
        print ""
    }
    END { exit !found || inside }' README.md >"$work/README.md" || {
        echo "README.md: error: has no place for the reference of config.ini"
        exit 1
    }
    check README.md
fi
exit $bad
