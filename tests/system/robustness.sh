#!/bin/sh
# robustness.sh - an endpoint is asked changed queries when it is told to, once, and the dry run counts them.
set -eu
. "$(dirname "$0")/common.sh"

mkdir stub
python3 "$here/stub_llm.py" stub 2>stub/errors &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
patience=100
while [ ! -e stub/port ] && [ $patience -gt 0 ]; do
    sleep 0.1
    patience=$((patience - 1))
done
cat >>config.ini <<EOF
[endpoint stub]
url = http://127.0.0.1:$(cat stub/port)/v1
[interpreter llm]
kind = endpoint
endpoint = stub
model = m
EOF
mkdir prompts
cp "$here/../../datasets/prompts/interpret.yaml" prompts
sed -i "s|^\[inputs\]|[inputs]\nprompts = prompts|" config.ini
cat >gold.jsonl <<'EOF'
{"id":"comedy","query":"a comedy please","expected":{"genres":["Comedy"]}}
{"id":"drama","query":"a drama","expected":{"genres":["Drama"]}}
EOF

# evaluate ARGS... - upper changes both queries, foreign_genre both, no_diacritics none.
evaluate()
{
    try eval --out fresh --gold gold.jsonl --robustness.kinds=upper,foreign_genre,no_diacritics "$@"
    [ "$status" -le 1 ] || complain "eval $*: exit code $status: $(cat told)"
}

# asked NUMBER WHAT - so many requests came since the last call.
asked()
{
    [ -e stub/requests ] || : >stub/requests
    count=$(wc -l <stub/requests)
    [ "$count" -eq "$1" ] || complain "$2: $count requests instead of $1"
    : >stub/requests
}

evaluate
asked 2 "endpoints are left alone by default"
evaluate --robustness.endpoints=yes --dry-run --json
calls=$(python3 -c 'import json; print(json.load(open("said"))["total"]["calls"])')
[ "$calls" -eq 4 ] || complain "the dry run counts $calls calls instead of 4"
asked 0 "a dry run"
evaluate --robustness.endpoints=yes
asked 4 "changed queries"
evaluate --robustness.endpoints=yes
asked 0 "the second time"

# The stub knows English genre names only, in any case: capitals cost nothing, other languages do unless alike.
python3 - fresh/latest/summary.json <<'EOF' || complain "the summary has other figures"
import json
import sys
llm = next(one for one in json.load(open(sys.argv[1]))["interpreters"] if one["name"] == "llm")
rows = {row["perturbation"]: row for row in llm["robustness"]}
assert rows["upper"]["cases"] == 2 and rows["upper"]["lost"] == 0, rows
assert rows["no_diacritics"]["cases"] == 0 and rows["no_diacritics"]["lost"] is None, rows
assert "comedy" in {case["id"] for case in rows["foreign_genre"]["broken_cases"]}, rows
EOF
finish
