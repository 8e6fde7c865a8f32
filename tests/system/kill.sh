#!/bin/sh
# kill.sh - killed, or without room on the disk, at any call that changes a file: old or new, but whole.
#
# A first run counts the calls. Then a run is killed at each of them (in a long row of SQLite's writes, at
# every eighth), torn in the middle of a write, or refused from there on. After each, `latest` is a whole
# set of one generation, and the next run works, completes the history and leaves nothing lying about.
set -eu
. "$(dirname "$0")/common.sh"

if [ "$SANITIZED" = yes ]; then
    skip "a preloaded library and AddressSanitizer exclude each other"
    exit 0
fi

# In memory where that can be: what is tested is the order of the calls, not the disk.
fast=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d -p "$WORK")
trap 'rm -rf "$fast"' EXIT
mv data config.ini "$fast"
cd "$fast"
good=good
out=out

# faulty AT WHAT - a run into $out that WHAT befalls at call AT.
faulty()
{
    tried=$((tried + 1))
    status=0
    FAULTS_AT=$1 FAULTS_DO=$2 LD_PRELOAD=$TOOLS/faults.so reelgauge run --out "$out" --threads 1 \
        >said 2>told </dev/null || status=$?
}

# whole WHAT - `latest` is one of the runs, all of it, and the page shows what the summary says.
whole()
{
    rm -rf again
    if ! reelgauge report --out "$out" --to again --quiet 2>told; then
        complain "$1: the latest run cannot be rendered: $(cat told)"
    elif ! diff -r "$out/latest/" "$fast/again/" >told; then
        complain "$1: the files of the latest run are not of one generation: $(head -n 3 told)"
    fi
}

# settles WHAT - the next run works, and afterwards everything is in order.
settles()
{
    status=0
    reelgauge run --out "$out" --threads 1 >said 2>told </dev/null || status=$?
    [ "$status" -eq 0 ] || complain "$1: the next run ends with $status: $(tail -n 1 told)"
    whole "$1, and another run"
    "$TOOLS/history" "$out/history.db" >listed || complain "$1: the history: $(head -n 3 listed)"
    sort listed >rows
    (cd "$out/runs" && ls -A) | sed 's/$/ success/' | sort >folders
    cmp -s folders rows || complain "$1: history and folders differ: $(diff folders rows)"
    (cd "$out/models" && ls -A) | sed 's/\.svd$/ success/' | sort >models
    cmp -s folders models || complain "$1: models and folders differ: $(diff folders models)"
    (cd "$out" && ls -A) >names
    printf '%s\n' .lock history.db latest models runs | cmp -s - names ||
        complain "$1: the folder holds $(tr '\n' ' ' <names)"
}

# befalls WHAT CALL... - try WHAT at every one of these calls, on top of $good.
befalls()
{
    what=$1
    shift
    for call in "$@"; do
        rm -rf "$out"
        cp -R "$good" "$out"
        faulty "$call" "$what"
        at="$what at call $call ($(sed -n "${call}p" calls))"
        case $what in
        kill | tear) [ "$status" -eq 137 ] || complain "$at: exit code $status" ;;
        *) speaks "$at" ;;
        esac
        [ ! -e "$out/latest" ] || whole "$at"
        [ -e "$out/latest" ] || [ "$good" = none ] || complain "$at: no report is left"
        settles "$at"
    done
}

# speaks WHAT - the run says which file could not be written, and why, or could do without that call.
speaks()
{
    [ "$status" -ne 0 ] || return 0
    [ "$status" -eq 4 ] || complain "$1: exit code $status"
    grep -q "^reelgauge: error: ${out}[^ ]*: .*" told || complain "$1: it said: $(cat told)"
    [ ! -s said ] || complain "$1: a failed run prints a result"
}

# chosen PATTERN EVERY - the numbers of the calls of these names, or of every 2nd, 3rd...; see above for SQLite.
chosen()
{
    awk -v wanted="$1" -v every="$2" '
        { row = $0 == last && /^pwrite/ ? row + 1 : 0; last = $0 }
        $0 ~ wanted && row % 8 == 0 && found++ % every == 0 { print NR }' calls
}

# count_calls - the names of all calls of a good run on top of $good go to the file calls.
count_calls()
{
    rm -rf "$out" calls
    cp -R "$good" "$out"
    FAULTS_LOG=$PWD/calls LD_PRELOAD=$TOOLS/faults.so reelgauge run --out "$out" --threads 1 >said
}

reelgauge run --out "$good" >said
count_calls
# shellcheck disable=SC2046 # lists of numbers
{
    befalls kill $(chosen . 1)
    befalls tear $(chosen '^p?write' 1)
    befalls 28 $(chosen . 2)   # ENOSPC
    befalls 5 $(chosen sync 2) # EIO

    # The very first run, when there is nothing to fall back on.
    good=none
    mkdir "$good"
    count_calls
    befalls kill $(chosen . 2)
}
finish
