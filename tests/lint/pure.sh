#!/bin/sh
# pure.sh [BUILD] - eval, monitor, drift and decide compute; they touch nothing outside.
#
# Their objects may call each other, model/, the calculating part of base/ (arenas included) and the
# C library's functions on memory, strings and numbers. So the same input gives the same result, on any
# machine, at any time; whatever else they import is a finding.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"
build=${1:-build}

pure=$(for folder in eval monitor drift decide; do
    [ ! -d "$build/pipeline/$folder" ] || find "$build/pipeline/$folder" -name '*.o'
done | LC_ALL=C sort)
[ -n "$pure" ] || exit 0

# symbols.sh sees to it that a name begins with the stem of the file that exports it.
stems=$(find pipeline/base pipeline/model pipeline/eval pipeline/monitor pipeline/drift pipeline/decide \
    -name '*.h' 2>/dev/null | sed 's|.*/||; s|\.h$||' | tr '\n' ' ')
stems="strbuf $stems" # the builder of a text is part of base/str.h

# shellcheck disable=SC2086 # a list of words
nm -A -u $pure | awk -v build="$build/" -v stems="$stems" '
BEGIN {
    libc = "^(" \
        "mem(cpy|move|set|cmp|chr)|__mem(cpy|move|set)_chk|" \
        "str(len|nlen|cmp|ncmp|chr|rchr|str|spn|cspn|pbrk|casecmp|ncasecmp)|" \
        "qsort|bsearch|abs|labs|llabs|v?snprintf|__v?snprintf_chk|" \
        "(sqrt|cbrt|pow|exp|exp2|expm1|log|log2|log10|log1p|fabs|floor|ceil|trunc|rint|nearbyint|" \
        "round|lround|llround|fmin|fmax|fmod|hypot|erf|erfc|lgamma|tgamma|sin|cos|atan2|ldexp|frexp|" \
        "nextafter)f?|" \
        "__[a-z]+[dst][if][0-9]|__assert_fail|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__(ubsan|asan)_.*)$"
    # The parts of base/ that touch files, clocks, streams or the heap.
    impure = "^(io|log|clock|memory)_"
}

# Whether one of the stems and an underscore, or a stem alone, begin the name.
function ours(name) {
    do {
        if (index(" " stems, " " name " "))
            return 1
    } while (sub(/_[^_]*$/, "", name))
    return 0
}

{
    file = $0
    sub(/\.o:.*/, "", file)
    file = substr(file, length(build) + 1)
    name = $NF
    sub(/@.*/, "", name)
    if (name !~ libc && (name ~ impure || !ours(name))) {
        printf "%s: error: imports %s, which is not pure\n", file, name
        bad = 1
    }
}
END { exit bad }'
