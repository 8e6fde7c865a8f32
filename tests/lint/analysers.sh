#!/bin/sh
# analysers.sh BUILD - cppcheck, shellcheck, mandoc and systemd-analyze on what they understand.
#
# clang-tidy runs from the Makefile instead, one file per rule, so that only changed files are read anew.
set -eu
cd "$(dirname "$0")/../.."
build=$1
bad=0

# check NAME COMMAND... - run one analyser and remember whether it found something.
check()
{
    name=$1
    shift
    if "$@"; then
        echo "  $name: nothing found"
    else
        echo "error: $name found something" >&2
        bad=1
    fi
}

# Library headers are not read: -I pipeline finds ours. An unused function is one that a later
# stage or a test calls, so that check stays off.
mkdir -p "$build/cppcheck"
check cppcheck cppcheck --quiet --error-exitcode=1 --std=c11 --std=c++17 -j 2 \
    --cppcheck-build-dir="$build/cppcheck" --enable=warning,performance,portability --inline-suppr \
    --library=tests/lint/cppcheck.cfg --suppress=missingIncludeSystem --template='{file}:{line}: {severity}: {message} [{id}]' \
    -I pipeline -D_POSIX_C_SOURCE=200809L pipeline tests/fuzz

scripts=$(find . \( -name .git -o -name node_modules -o -path ./build -o -path ./reports \) -prune -o -type f \
    -exec grep -lE -m 1 '^#!/(bin/|usr/bin/env )(ba)?sh' {} + | LC_ALL=C sort)
# shellcheck disable=SC2086 # a list of words; our paths have no spaces
check shellcheck shellcheck $scripts packaging/completions/reelgauge.bash

if [ -f packaging/reelgauge.1 ]; then
    check mandoc mandoc -T lint -W warning packaging/reelgauge.1
fi
exit $bad
