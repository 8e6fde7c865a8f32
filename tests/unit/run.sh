#!/bin/sh
# run.sh TEST... - run Check executables one after the other; print failures and one line in total.
#
# The last line is `N passed, N failed`. A test that dies without Check's own summary counts as a failure.
set -u
# Check's own 4 seconds are too few for sanitizers on a busy machine; what hangs still ends.
export CK_DEFAULT_TIMEOUT="${CK_DEFAULT_TIMEOUT:-40}"
cd "$(dirname "$0")/../.." || exit 1

passed=0
failed=0
for test in "$@"; do
    output=$("$test" 2>&1)
    status=$?
    summary=$(printf '%s\n' "$output" | sed -n 's/^[0-9]*%: Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\)$/\1 \2 \3/p')
    if [ -z "$summary" ]; then
        printf '%s\n' "$output"
        echo "${test##*/}: ended with status $status before Check could count"
        failed=$((failed + 1))
        continue
    fi
    bad=0
    for suite in $(printf '%s\n' "$summary" | tr ' ' ,); do
        checks=${suite%%,*}
        counts=${suite#*,}
        bad_here=$((${counts%,*} + ${counts#*,}))
        bad=$((bad + bad_here))
        passed=$((passed + checks - bad_here))
    done
    [ "$bad" -gt 0 ] || [ "$status" -eq 0 ] || bad=1
    [ "$bad" -eq 0 ] || printf '%s\n' "$output"
    failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
