#!/bin/sh
# judges.sh - a model judges answers: asked once, in both orders, held against people, and never trusted without them.
set -eu
. "$(dirname "$0")/common.sh"

mkdir stub
python3 "$here/stub_judge.py" stub 2>stub/errors &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
patience=100
while [ ! -e stub/port ] && [ $patience -gt 0 ]; do
    sleep 0.1
    patience=$((patience - 1))
done
cp -R "$here/../../datasets/rubrics" rubrics
sed -i "s|^\[inputs\]|[inputs]\nrubrics = rubrics\nlabels = labels.jsonl|" config.ini
cat >>config.ini <<EOT
[endpoint stub]
url = http://127.0.0.1:$(cat stub/port)/v1
retries = 0
[judge grader]
endpoint = stub
model = grader
rubric = relevance
interpreters = built-in
min_labels = 5
[judge pairs]
endpoint = stub
model = pairs
rubric = helpfulness
interpreters = house-llm
against = built-in
[gate judged]
rule = judge_score{interpreter=built-in,judge=grader,rubric=relevance} >= 0
EOT

# asked - how many requests the judge has seen since the last call.
asked()
{
    [ -e stub/requests ] || : >stub/requests
    wc -l <stub/requests
    : >stub/requests
}

# evaluate STATUS WHAT ARGS... - evaluate into `fresh`.
evaluate()
{
    wanted=$1
    what=$2
    shift 2
    try eval --out fresh "$@"
    [ "$status" -eq "$wanted" ] || complain "$what: exit code $status instead of $wanted: $(cat told)"
}

# judge NAME EXPRESSION - of the judge in the latest summary, in Python's words.
judge()
{
    python3 -c '
import json, sys
judges = json.load(open("fresh/latest/summary.json"))["judges"]
judge = next(judge for judge in judges if judge["name"] == sys.argv[1])
judging = judge["judgings"][0]
print(eval(sys.argv[2]))' "$1" "$2"
}

# is NAME EXPRESSION WANTED WHAT - hold one against what is wanted.
is()
{
    tried=$((tried + 1))
    found=$(judge "$1" "$2")
    [ "$found" = "$3" ] || complain "$4: $2 is $found instead of $3"
}

# ── without labels: asked, shown, and not trusted ──

: >labels.jsonl
evaluate 1 "without labels"
first=$(asked)
is grader 'judging["counts"]["given"] > 5' True "every answer is judged"
[ "$first" -eq "$(($(judge grader 'judging["counts"]["given"]') + 2 * $(judge pairs 'judging["counts"]["given"]')))" ] ||
    complain "$first requests are not one for each answer and two for each pair"
is grader 'judge["agreement"]["kappa"]["value"]' None "without labels"
is pairs 'judging["inconsistent"]["value"]' 0 "a judge of lengths"
is pairs 'judging["counts"]["decided"] > 0' True "equal and broken answers need no judge"
grep -qF 'only 0 answers that the judge grader scored are labelled by people' fresh/latest/index.html ||
    complain "the page does not say why the gate fails"
grep -qF 'nobody has labelled what it judged' said || complain "the console does not say that nobody has labelled"

try eval --out fresh --dry-run
cases=$(judge grader 'len(judging["cases"])')
grep -qF "at most $((3 * cases)) questions more" said || complain "the dry run says: $(cat said)"

# ── a judge with a bias, and one that does not keep to its form ──

echo biased >stub/mode
evaluate 1 "a biased judge" --judge.pairs.model biased
is pairs 'judging["inconsistent"]["value"]' 1 "the first answer always wins"
is pairs 'set(case["score"] for case in judging["cases"] if case["status"] == "given")' "{'tie'}" "a biased judge"
echo broken >stub/mode
evaluate 1 "a judge without a form" --judge.pairs.model broken
is pairs 'judging["counts"]["given"]' 0 "prose is no verdict"
is pairs 'judging["counts"]["unreadable"] > 0' True "prose is no verdict"
rm stub/mode
asked >/dev/null

# ── labels that agree: trusted; asked once ──

python3 - <<'EOT'
import json
judges = json.load(open("fresh/latest/summary.json"))["judges"]
cases = [case for case in judges[0]["judgings"][0]["cases"] if case["status"] == "given"]
with open("labels.jsonl", "w") as out, open("contrary.jsonl", "w") as contrary:
    for case in cases:
        label = {"case_id": case["id"], "interpreter": "built-in", "answer": case["answer"], "rubric": "relevance", "by": "ann"}
        out.write(json.dumps({**label, "label": int(case["score"])}) + "\n")
        contrary.write(json.dumps({**label, "label": 7 - int(case["score"])}) + "\n")
EOT
evaluate 0 "with labels"
[ "$(asked)" -eq 0 ] || complain "the same answers were judged again"
is grader 'judge["agreement"]["kappa"]["value"]' 1 "labels that say the same"
is grader 'judge["distrust"]' None "labels that say the same"
evaluate 0 "offline" --offline
kill $server
evaluate 0 "without a server"

# ── people who disagree ──

evaluate 1 "contrary labels" --labels contrary.jsonl
is grader 'judge["distrust"].split(" by a kappa")[0]' "the judge grader agrees with people" "contrary labels"

# ── a recording replays ──

sed -i 's/^\[judge grader\]/[judge grader]\nkind = replay\nrecordings = replies.jsonl/' config.ini
sed -i '/^\[judge grader\]/,/^\[/ { /^endpoint/d }' config.ini
cp fresh/replies.jsonl .
try eval --out other --offline
[ "$status" -eq 0 ] || complain "replayed: exit code $status: $(cat told)"
cp -R other/. fresh
is grader 'judge["agreement"]["kappa"]["value"]' 1 "replayed judgements"

# ── what is wrong ──

# denies TEXT ARGS... - the run ends with exit code 2 and says this.
denies()
{
    text=$1
    shift
    try eval --out fresh "$@"
    [ "$status" -eq 2 ] || complain "$*: exit code $status instead of 2"
    grep -qF -- "$text" told || complain "$*: said $(cat told)"
}

denies 'there is no rubric beauty' --judge.pairs.rubric beauty
denies 'its rubric looks at one answer' --judge.pairs.rubric relevance
denies "has \`nobody\`, but there is no such interpreter in use" --judge.pairs.against nobody

finish
