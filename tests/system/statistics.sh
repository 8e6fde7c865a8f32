#!/bin/sh
# statistics.sh - cases asked several times, clusters, comparisons and gates that state their power, as a user meets them.
set -eu
. "$(dirname "$0")/common.sh"

# Three answers to every case: the first and third of the first night, the second of the one after.
for repeat in 0 1 2; do
    from=$here/../golden/first-night/data/recordings.jsonl
    [ $repeat -ne 1 ] || from=$here/../golden/second-night/recordings.jsonl
    grep '^{"trace_id"' "$from" | sed "s/\"trace_id\":\"/&$repeat-/; s/\"source\":\"eval\"/&,\"repeat\":$repeat/"
done >repeats.jsonl

# night CODE DAY ARGS... - a run of that day ends so.
night()
{
    code=$1
    SOURCE_DATE_EPOCH=$((1795230000 + $2 * 86400))
    export SOURCE_DATE_EPOCH
    shift 2
    try run --out out "$@"
    [ "$status" -eq "$code" ] || complain "$*: exit code $status instead of $code: $(cat told)"
}

# holds FILTER - the summary of the latest night answers it with true.
holds()
{
    python3 -c '
import json, sys
s = json.load(open("out/latest/summary.json"))
m = {(x["key"], x["labels"].get("interpreter"), len(x["labels"])): x for x in s["metrics"]}
def value(key): return m[(key, "house-llm", 1)]["value"]
def interval(key): return m[(key, "house-llm", 1)]["low"], m[(key, "house-llm", 1)]["high"]
def gate(name): return next(g for g in s["gates"] if g["name"] == name)
sys.exit(not eval(sys.argv[1]))' "$1" || complain "the summary does not hold: $1"
}

# page TEXT - the latest page has it.
page()
{
    grep -qF -- "$1" out/latest/index.html || complain "the page lacks: $1"
}

# The first night has one answer to each case, the second three.
night 0 0
night 1 1 --recordings repeats.jsonl
holds 'value("pass_hat_3") < value("pass_hat_2") < value("pass_at_1") < value("pass_at_2")'
holds 'abs(value("case_accuracy") - sum(r["readings"][0]["repeats"]["right"] for r in s["cases"]["rows"] if r["readings"][0].get("repeats"))
    / sum(r["readings"][0]["repeats"]["scored"] for r in s["cases"]["rows"] if r["readings"][0].get("repeats"))) < 1e-12'
holds 'next(x for x in s["interpreters"] if x["primary"])["repeats"] == 3'
page "answered rightly and wrongly"
page "2 of 3 right"
holds 'all(c["test"] == "student" for c in s["comparisons"]["baseline"] if c["first"] == "house-llm" and c["metric"] == "case_accuracy")'

# Whole tags vary more than single cases.
by_case=$(python3 -c 'import json; s = json.load(open("out/latest/summary.json")); print(next(k["high"] - k["low"] for k in s["key_figures"] if k["key"] == "case_accuracy"))')
night 1 2 --recordings repeats.jsonl --eval.cluster=tag
holds "interval('case_accuracy')[1] - interval('case_accuracy')[0] != $by_case"

# The same night again is no worse; two dozen cases do not show it, a wide margin they do.
night 1 3 --gate.no_worse.rule="case_accuracy no worse than baseline by 0.01"
holds 'gate("no_worse")["status"] == "failed" and gate("no_worse")["evidence"]["undecided"]'
page "These cases cannot tell whether"
night 0 4 --gate.no_worse.rule="case_accuracy no worse than baseline by 0.01 unless undecided"
holds 'gate("no_worse")["status"] == "skipped"'
night 0 5 --gate.no_worse.rule="case_accuracy no worse than baseline by 0.2"
holds 'gate("no_worse")["status"] == "passed" and gate("no_worse")["evidence"]["power"] == 1'

# Without the summary of the baseline, its verdicts are compared.
rm out/runs/20*/summary.json
night 0 6
holds '[c["metric"] for c in s["comparisons"]["baseline"]] == ["case_accuracy"] * 2'

finish
