#!/bin/sh
# metrics_documented.sh PROGRAM - README.md names every metric that a run of the shipped data has.
set -eu
cd "$(dirname "$0")/../.."
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

status=0
"$program" run --out "$work/reports" --privacy.key_file="$work/key" --quiet || status=$?
[ $status -le 1 ] || exit $status

# Keys with a K stand for every length of the lists.
sed -n 's/^      "key": "\([a-z0-9_]*\)",$/\1/p' "$work/reports/latest/summary.json" |
    sed 's/_\(h\{0,1\}at\)_[0-9]*$/_\1_K/' | sort -u >"$work/keys"
[ -s "$work/keys" ] || { echo "metrics_documented.sh: the summary names no metric" >&2; exit 1; }
bad=0
while read -r key; do
    grep -qF "\`$key\`" README.md || { echo "README.md: error: the metric $key is not documented"; bad=1; }
done <"$work/keys"
echo "metrics_documented: $(wc -l <"$work/keys") metrics"
exit $bad
