#!/bin/sh
# gold.sh - gold cases are chosen, compared with the last run's, checked and read from other tools' files.
set -eu
. "$(dirname "$0")/common.sh"

# said_has TEXT WHAT - the last try printed that text.
said_has()
{
    grep -qF -- "$1" said || complain "$2: instead of $1 it says $(cat said told)"
}

# fails CODE TEXT ARGS... - `ARGS` ends so and says this and nothing else.
fails()
{
    code=$1
    text=$2
    shift 2
    try "$@"
    [ "$status" -eq "$code" ] || complain "$*: exit code $status instead of $code"
    [ "$(cat told)" = "reelgauge: error: $text" ] || complain "$*: it says $(cat told) instead of $text"
}

# ── a filter ──

# evaluates N FILTER... - `eval` with these filters is about N cases, says so, and is marked everywhere.
evaluates()
{
    wanted=$1
    shift
    rm -rf fresh
    try eval --out fresh "$@"
    [ "$status" -le 1 ] || { complain "$*: exit code $status"; cat told >&2; }
    said_has "Partial run: $wanted of $cases gold cases" "$*"
    summary_has "\"selected\": $wanted," "$*"
    summary_has '"full": false' "$*"
    grep -qF "Partial run: $wanted of $cases gold cases" fresh/latest/index.html || complain "$*: the page is not marked"
    grep -qF "Partial run: $wanted of $cases gold cases" fresh/latest/summary.md || complain "$*: the Markdown is not marked"
}

cases=22 # one of the lines is rejected, one a duplicate
hard=7
evaluates "$hard" --filter tag=hard
evaluates $((cases - hard)) --filter '!tag=hard'
evaluates $((cases - hard)) --filter 'tag!=hard'
evaluates 5 --filter sample:5
evaluates 3 --filter range:20-22
evaluates 1 --filter 'id=funny-*'
evaluates 1 --filter '/fun{2,2}y/' --filter tag=decade
evaluates 2 --eval.filter 'tag=easy,range:1-2'

rm -rf fresh
try eval --out fresh
all=$(grep -c '"status": "ok"' fresh/latest/summary.json)
[ "$all" -gt 0 ] || complain "an unfiltered run has no readings"
if grep -q "Partial run" fresh/latest/index.html; then complain "an unfiltered run calls itself partial"; fi
try eval --out fresh --filter failed-of:latest
said_has "Partial run: " "failed-of"
summary_has '"passed": 0,' "the cases that the primary failed"
try eval --out fresh --filter 'failed-of latest/any'
said_has "Partial run: " "failed-of any"
reelgauge runs list --out fresh >said
said_has "some cases" "runs list"
reelgauge runs show --out fresh >said
said_has "some: failed-of latest/any" "runs show"

fails 2 "--filter: character 8: \`sample:\` takes how many, a whole number from 1 on" \
    eval --out fresh --filter '  sample:x'
fails 2 "--filter: \`tag=nobody\` leaves no case of the $cases before it" eval --out fresh --filter tag=nobody
fails 2 "--filter: \`failed-of:2020\`: no run's id is or begins with \`2020\`" eval --out fresh --filter failed-of:2020
fails 2 "--filter: \`failed-of:latest/who\`: the run $(basename "$(readlink fresh/latest)") has no case of an interpreter who" \
    eval --out fresh --filter failed-of:latest/who
printf '[eval]\nfilter = nonsense\n' >wrong.ini
fails 2 "wrong.ini:2: character 1: a filter is tag=…, id=…, /EXPRESSION/, failed-of:RUN, sample:N or range:A-B" \
    eval --out fresh --config wrong.ini

# A partial night is no baseline, and gates do not hold it against one.
rm -rf fresh
try run --out fresh
[ "$status" -eq 0 ] || complain "a whole night: exit code $status"
base=$(basename "$(readlink fresh/latest)")
try run --out fresh --filter tag=hard
summary_has '"the baseline is of all gold cases, and this run of some"' "a gate of a partial night"
try run --out fresh
summary_has "\"run_id\": \"$base\"" "the night after a partial one"

# ── what changed since the last run ──

sed -e 1d -e '2s/Comedy/Drama/' data/gold.jsonl >changed.jsonl
echo '{"id":"new","query":"a western","expected":{"genres":["Western"]}}' >>changed.jsonl
try eval --out fresh --gold changed.jsonl
said_has ": 1 added, 1 removed, 1 edited" "changed gold cases"
grep -qF "edited <code>funny-80s</code> changed.jsonl:1" fresh/latest/index.html || complain "the page does not list the edited case"
LC_ALL=C sort -r changed.jsonl >turned.jsonl
digest=$(grep -A 1 '"gold": {' fresh/latest/summary.json | grep '"digest"')
try eval --out fresh --gold turned.jsonl
grep -qF "$digest" fresh/latest/summary.json || complain "the digest depends on the order of the cases"
if grep -q "Gold cases since" said; then complain "nothing changed, and it says so: $(cat said)"; fi

finish
