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

try eval --out fresh --filter tag=hard
if grep -qF "there is no gold case" fresh/latest/index.html; then complain "recordings of cases that were left out are noted"; fi

# A partial night is no baseline, and gates do not hold it against one.
rm -rf fresh
try run --out fresh
[ "$status" -eq 0 ] || complain "a whole night: exit code $status"
base=$(basename "$(readlink fresh/latest)")
try run --out fresh --filter tag=hard
summary_has '"the baseline is of all gold cases, and this run of some"' "a gate of a partial night"
if sed -n '/"trends"/,/^  ]/p' fresh/latest/summary.json | grep -qF case_accuracy; then
    complain "a partial night is a point on the course of whole ones"
fi
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

# ── gold filter ──

try gold filter --filter range:1-2
[ "$(wc -l <said)" -eq 2 ] || complain "gold filter prints $(wc -l <said) lines instead of 2"
reelgauge gold filter >all.jsonl
try eval --out fresh --gold data/gold.jsonl
digest=$(grep -A 1 '"gold": {' fresh/latest/summary.json | grep '"digest"')
try eval --out fresh --gold all.jsonl
grep -qF "$digest" fresh/latest/summary.json || complain "what gold filter prints is not what was read"
fails 2 "--filter: \`id=nobody\` leaves no case of the $cases before it" gold filter --filter id=nobody
fails 2 "--filter: \`failed-of:latest\`: there is no run yet" gold filter --filter failed-of:latest --out empty
try gold filter --filter failed-of:latest --out fresh
[ -s said ] || complain "gold filter prints nothing of what failed"

# ── gold check ──

cat >bad.jsonl <<'GOLD'
{"id":"a","query":"a western","expected":{"genres":["Western"]}}
{"id":"b","query":"A  Western","expected":{"genres":["War"]}}
{"id":"c","query":"a western","expected":{"genres":["Western"]},"tags":["held-out"]}
{"id":"d","query":"two three four five","expected":{"genres":["War"],"exclude_genres":["War"]}}
{"id":"e","query":"two three four five six","expected":{"movies":["No Such Film (1999)"]}}
{"id":"f","query":"x","expected":{"genres":["Wra"]}}
{"id":"g","query":"x","expected":{}}
{"id":"h","query":"x","expected":{"genres":7}}
{"id":"i","query":"just show me a film about trains","expected":{"intent":"search"}}
not JSON
GOLD
mkdir prompts
cat >prompts/interpret.yaml <<'PROMPT'
name: interpret
template: "{{query}}"
examples:
  - query: Just show me a film about trains!
    answer: "{}"
PROMPT
try gold check --gold bad.jsonl --prompts prompts
[ "$status" -eq 0 ] || complain "gold check: exit code $status instead of 0"
grep '^bad.jsonl' said >found || :
diff -u - found >&2 <<'FINDINGS' || complain "gold check: other findings than expected"
bad.jsonl:2: conflict: "b" has the query of "a" (bad.jsonl:1) and expects another genres
bad.jsonl:3: held_out_leak: "c" has the query of "a" (bad.jsonl:1), and only one of them is held out
bad.jsonl:4: contradiction: "d" both expects and excludes War
bad.jsonl:5: unknown_film: "e": movies: the catalogue does not list "No Such Film (1999)"
bad.jsonl:5: near_duplicate: "e" is nearly "d" (bad.jsonl:4; 80 % of the words), and expects the same
bad.jsonl:6: unknown_genre: genres: unknown genre "Wra"; did you mean "War"?
bad.jsonl:7: empty: the case expects nothing
bad.jsonl:8: invalid: "genres" is not a list of strings
bad.jsonl:9: prompt_leak: "i" is example 1 of the prompt interpret (prompts/interpret.yaml; 100 % of the words)
bad.jsonl:10: invalid: not JSON: expected a value
FINDINGS
said_has "missing_class: no case expects the genre Comedy" "gold check"
try gold check --gold bad.jsonl --prompts prompts --strict
[ "$status" -eq 1 ] || complain "gold check --strict: exit code $status instead of 1"
try gold check --gold bad.jsonl --prompts prompts --strict --gold.fail_on near_duplicate --gold.similarity 0.9
[ "$status" -eq 0 ] || complain "gold check of another kind: exit code $status instead of 0"
try gold check --gold bad.jsonl --json
python3 -c 'import json,sys; d=json.load(open("said")); sys.exit(not (d["kinds"]["invalid"] == 2 and d["mistakes"] == 7))' ||
    complain "gold check --json says other things: $(grep -A 20 kinds said)"

try eval --out fresh --gold bad.jsonl --run.max_reject_share 1 --gold.check fail
[ "$status" -eq 1 ] || complain "check = fail: exit code $status instead of 1"
summary_has '"name": "gold_check"' "check = fail"
grep -qF "bad.jsonl:2</code> conflict: &quot;b&quot; has the query" fresh/latest/index.html || complain "the page does not list the findings"
summary_has '"name": "gold_findings{kind=conflict}"' "the metrics"
try eval --out fresh --gold bad.jsonl --run.max_reject_share 1 --gold.check off
if grep -qF gold_findings fresh/latest/summary.json; then complain "check = off: there are findings"; fi

# ── files of other tools ──

cat >tests.json <<'PROMPTFOO'
{"prompts": ["{{question}}"], "tests": [
  {"vars": {"question": "a quiet drama"}, "assert": [{"type": "equals", "value": {"genres": ["Drama"]}}]},
  {"vars": {"question": "a loud one"}, "assert": [{"type": "icontains", "value": "loud"}]}
]}
PROMPTFOO
try gold filter --gold tests.json
said_has '"query":"a quiet drama","expected":{"genres":["Drama"]}}' "promptfoo"
said_has '"query":"a loud one","assert":[{' "promptfoo with assertions alone"
echo '{"item":{"said":"a quiet drama","want":"{\"genres\":[\"Drama\"]}"}}' >other.jsonl
try gold filter --gold other.jsonl --gold.query_field item.said --gold.expected_field item.want
said_has '"query":"a quiet drama","expected":{"genres":["Drama"]}}' "mapped fields"

finish
