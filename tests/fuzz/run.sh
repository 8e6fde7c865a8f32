#!/bin/sh
# run.sh replay|fuzz HARNESS... - feed each harness fuzz_X with the files of tests/fuzz/corpus/X.
#
# `replay` runs every file once. `fuzz` mutates them for FUZZ_SECONDS each, one harness per processor
# at a time; what it finds new stays in the build folder, and a crashing input is left beside the
# harness for the corpus. FUZZ_SEED makes it mutate the same way again.
set -eu
mode=$1
shift
cd "$(dirname "$0")/../.."

if [ "$mode" = fuzz ] && [ $# -gt 1 ]; then
    printf '%s\n' "$@" | xargs -d '\n' -n 1 -P "$(nproc)" tests/fuzz/run.sh fuzz
    exit
fi

for harness in "$@"; do
    name=${harness##*/fuzz_}
    corpus=tests/fuzz/corpus/$name
    if [ ! -d "$corpus" ] || [ -z "$(ls "$corpus")" ]; then
        echo "tests/fuzz/fuzz_$name.c: error: $corpus is missing or empty" >&2
        exit 1
    fi
    if [ "$mode" = replay ]; then
        find "$corpus" -type f | LC_ALL=C sort | xargs -d '\n' "$harness" || {
            echo "$corpus: error: fuzz_$name failed on one of its files" >&2
            exit 1
        }
        echo "fuzz_$name: $(find "$corpus" -type f | wc -l) inputs replayed"
    else
        mkdir -p "$harness.found"
        "$harness" -max_total_time="${FUZZ_SECONDS:-20}" -timeout=10 -rss_limit_mb=2048 \
            -seed="${FUZZ_SEED:-0}" -artifact_prefix="$harness." -print_final_stats=1 -verbosity=0 \
            "$harness.found" "$corpus" 2>"$harness.log" || {
            tail -40 "$harness.log" >&2
            echo "tests/fuzz/fuzz_$name.c: error: see $harness.log" >&2
            exit 1
        }
        echo "fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$harness.log") runs, no crash"
    fi
done
