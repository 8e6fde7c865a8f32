#!/bin/sh
# run.sh PROGRAM - show two reports in Chromium: the default one, and one whose data is hostile.
#
# CHROMIUM names the browser when it is not in the path. SCREENSHOTS names a folder for pictures of
# both, in light, dark, narrow and forced colours.
set -eu

program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
REPORTS=$(mktemp -d)
export CHROMIUM REPORTS
trap 'rm -rf "$REPORTS" "$REPORTS.data"' EXIT

# report NAME FOLDER [OPTION...] - run in a folder; a failed gate is a report like any other.
report()
{
    name=$1
    folder=$2
    shift 2
    (cd "$folder" && "$program" run --quiet --out "$REPORTS/$name" "$@") || [ $? -eq 1 ]
}

cd "$here"
[ -d node_modules/playwright-core ] || npm ci --silent --no-audit --no-fund
node hostile.js "$REPORTS.data"
report default "$here/../.."
report default "$here/../.." # again, so that there is a baseline
report hostile "$REPORTS.data"
node --test "$here"
