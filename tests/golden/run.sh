#!/bin/sh
# run.sh [--rewrite] PROGRAM [CASE...] - run each tests/golden/CASE twice and compare.
#
# A case is a folder with
#   cmd        a shell script, run inside the case's folder; `reelgauge` is the program, $OUT a fresh
#              folder for --out, $THREADS 1 the first time and 2 the second
#   expected/  what must come out: exit (the status), stdout, stderr, and any file of $OUT/latest
#              (summary.json, index.html, ...) of that name, after scrub.sh blanked its charts
#
# Both runs must leave the same bytes, and documents that keep to their schemas (validate.sh).
# --rewrite writes the files that expected/ has anew (add a file by touching it); the diff is then
# read by a person.
set -eu

rewrite=no
if [ "$1" = --rewrite ]; then
    rewrite=yes
    shift
fi
program=$(realpath "$1")
shift
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/reelgauge"

# One environment for every run: the clock, the time zone, the locale and the kernels stand still.
export PATH="$work/bin:$PATH" SOURCE_DATE_EPOCH=1795230000 TZ=UTC LC_ALL=C
export REELGAUGE_KERNELS=plain NO_COLOR=1
unset XDG_CONFIG_HOME

# run CASE N - run the case with N threads; leave streams and published files in $work/N.
run()
{
    rm -rf "${work:?}/$2"
    mkdir "$work/$2"
    status=0
    (
        cd "$here/$1"
        OUT=$work/out THREADS=$2 sh -eu ./cmd
    ) >"$work/$2/stdout" 2>"$work/$2/stderr" </dev/null || status=$?
    echo $status >"$work/$2/exit"
    if [ -e "$work/out/latest" ]; then
        cp -R "$work/out/latest/." "$work/$2/"
    fi
    rm -rf "$work/out"
}

failed=0
complain()
{
    echo "tests/golden/$1: error: $2" >&2
    failed=1
}

cases=$*
[ -n "$cases" ] || cases=$(cd "$here" && find . -mindepth 2 -maxdepth 2 -name cmd | cut -d/ -f2 | LC_ALL=C sort)
for case in $cases; do
    run "$case" 1
    run "$case" 2
    diff -r "$work/1" "$work/2" >"$work/diff" 2>&1 || {
        complain "$case" "the run with two threads differs from the run with one"
        head -20 "$work/diff" >&2
    }
    if [ -e "$work/1/summary.json" ]; then
        "$here/validate.sh" "$work/1" || complain "$case" "a document breaks its schema"
    fi
    for expected in "$here/$case/expected"/*; do
        name=${expected##*/}
        if [ ! -e "$work/1/$name" ]; then
            complain "$case" "the run wrote no $name"
            continue
        fi
        "$here/scrub.sh" "$name" <"$work/1/$name" >"$work/actual"
        if [ $rewrite = yes ]; then
            cp "$work/actual" "$expected"
        elif ! diff -u "$expected" "$work/actual" >"$work/diff"; then
            complain "$case" "$name is not what is expected (make golden rewrites it)"
            head -40 "$work/diff" >&2
        fi
    done
    echo "golden $case: done"
done
exit $failed
