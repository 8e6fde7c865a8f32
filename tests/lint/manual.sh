#!/bin/sh
# manual.sh [BUILD] - the manual page names every command and its own options, and no others.
#
# The options that stand for keys of config.ini are left to `--print-config=template`.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"
program=${1:-build}/reelgauge
page=packaging/reelgauge.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" --help | sed -n '/^Commands/,/^$/ s/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' >"$work/commands"
while read -r command; do
    # shellcheck disable=SC2086 # a command may be two words
    "$program" $command --help </dev/null |
        sed -n -e '/^Options$/,/^$/ s/^  --\([a-z-]*\).*/\1/p' \
            -e '/^Options of every command$/,/^$/ s/^  --\([a-z-]*\).*/\1/p'
done <"$work/commands" >"$work/options"

{
    sed 's/^/command /' "$work/commands"
    "$program" --help | sed -n '/^Options of every command$/,/^$/ s/^  --\([a-z-]*\).*/option --\1/p'
    sed 's/^/option --/' "$work/options"
} | LC_ALL=C sort -u >"$work/program"

sed -n -e 's/^\.It Ic \([a-z ]*[a-z]\).*/command \1/p' -e 's/^\.It Fl -\([a-z-]*\).*/option --\1/p' "$page" |
    LC_ALL=C sort -u >"$work/page"

bad=0
comm -23 "$work/program" "$work/page" | sed "s|^|$page:1: error: does not name the |" | tee "$work/bad"
comm -13 "$work/program" "$work/page" | sed "s|^|$page:1: error: names what does not exist: |" | tee -a "$work/bad"
[ ! -s "$work/bad" ] || bad=1
exit $bad
