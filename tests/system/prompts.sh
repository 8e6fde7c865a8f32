#!/bin/sh
# prompts.sh - prompts in files and in the history: listed, shown, compared, and on the page of the run that used them.
set -eu
. "$(dirname "$0")/common.sh"

# says TEXT ARGS... - the command ends well and says this.
says()
{
    text=$1
    shift
    try prompts "$@" --out out --prompts prompts
    [ "$status" -eq 0 ] || complain "prompts $*: exit code $status: $(cat told)"
    grep -qF -- "$text" said || complain "prompts $*: this is missing: $text: $(cat said)"
}

# denies CODE TEXT ARGS... - the command ends so, says this and nothing else.
denies()
{
    code=$1
    text=$2
    shift 2
    try "$@" --out out
    [ "$status" -eq "$code" ] || complain "$*: exit code $status instead of $code"
    [ "$(cat told)" = "reelgauge: error: $text" ] || complain "$*: said $(cat told)"
    [ ! -s said ] || complain "$*: something is on standard output"
}

# version NAME - of the prompt in the file.
version()
{
    reelgauge prompts show "$1" --json --out out --prompts prompts | sed -n 's/^  "version": "\(.*\)",$/\1/p'
}

# night PROMPT - evaluate recordings that name this prompt.
night()
{
    sed "s/\"prompt\":\"[^\"]*\"/\"prompt\":\"$1\"/" data/recordings.jsonl >recordings.jsonl
    try eval --out out --prompts prompts --recordings recordings.jsonl --eval.resamples 0
    [ "$status" -eq 0 ] || complain "the run ends with exit code $status: $(cat told)"
}

mkdir prompts
cat >prompts/read.yaml <<'EOT'
name: read
system: |
  Answer with JSON.
  Be <b>brief</b>.
template: "{{query}}"
EOT

# ── before any run ──

says "prompts/read.yaml" list
says "Be <b>brief</b>." show read
first=$(version read)
[ ${#first} -eq 12 ] || complain "the version is \"$first\""

# ── used by a run ──

night "read@$first"
says "$(basename "$(readlink out/latest)")" list
grep -qF 'Be &lt;b&gt;brief&lt;/b&gt;.' out/latest/index.html || complain "the page lacks the prompt, escaped"
grep -qF '"used_by": [' out/latest/summary.json || complain "the summary lacks the prompt"

# ── changed: the history still has what was used ──

sed -i 's/brief/very brief/; s/with JSON/with one JSON object/' prompts/read.yaml
second=$(version read)
[ "$first" != "$second" ] || complain "another text has the same version"
says "very brief" show read
says "<b>brief" show "read@$first"
says "-Answer with JSON." diff "read@$first" read
says "+Answer with one JSON object." diff "read@$(printf %.6s "$first")" "read@$second"
says " [system]" diff "read@$first" read
says '"changes": 4' diff "read@$first" read --json
says "there is no difference" diff read "read@$second"
night "read@$second"
[ "$(reelgauge prompts list --json --out out --prompts prompts | grep -c '"runs": 1')" -eq 2 ] ||
    complain "the history does not have two versions with a run each"

# ── a recording of a version that nobody has ──

night read@1
grep -qF 'its text is in no prompt file' out/latest/index.html || complain "the page does not say that a text is unknown"
rm prompts/read.yaml
echo '{name: other, template: x}' >prompts/other.yml
says "very brief" show read

# ── what is wrong ──

denies 2 "there is no prompt \`raed\`; did you mean \`read\`?" prompts show raed --prompts prompts
denies 2 "there is no prompt \`read@zz\`; \`reelgauge prompts list\` shows those there are" prompts show read@zz --prompts prompts
denies 3 "nowhere: does not exist" prompts list --prompts nowhere
denies 3 "empty: the folder has no prompts file (*.yaml or *.yml)" prompts list --prompts "$(mkdir empty && echo empty)"
echo 'name: bad
template: "{{qery}}"' >bad.yaml
denies 3 'bad.yaml:2: {{qery}} is used here, but "variables" does not declare it' eval --prompts bad.yaml
denies 3 'bad.yaml:2: {{qery}} is used here, but "variables" does not declare it' prompts list --prompts bad.yaml

finish
