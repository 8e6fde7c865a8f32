#!/bin/sh
# answers.sh - what a recorded answer gets wrong has a name, and changed queries are compared with the others.
set -eu
. "$(dirname "$0")/common.sh"

cat >gold.jsonl <<'EOF'
{"id":"like-alien","query":"films like Alien","expected":{"intent":"similar","genres":[],"similar_to":["Alien (1979)"]}}
{"id":"no-horror","query":"a funny film, but no horror","expected":{"genres":["Comedy"],"exclude_genres":["Horror"],"year_min":null,"year_max":null}}
EOF

# reply CASE VARIANT ANSWER - a recorded call.
reply()
{
    printf '{"trace_id":"t%s%s","ts":1789948800000,"case_id":"%s","query":"as it was asked","model":"m","prompt":"p@1",%s"source":"eval","output":"%s"}\n' \
        "$1" "$2" "$1" "${2:+\"variant\":\"$2\",}" "$3"
}
{
    reply like-alien '' '{\"intent\":\"similar\",\"similar_to\":[\"Alein (1979)\",\"The Matrix (2005)\",\"The Quantum Gardener\"]}'
    reply no-horror '' '{\"genres\":[\"Comedy\"],\"exclude_genres\":[\"Horror\"]}'
    reply no-horror typo '{\"genres\":[\"Comedy\",\"Horror\"],\"exclude_genres\":[\"Horror\"],\"year_min\":1990,\"year_max\":1980}'
    reply no-horror shouted '{\"genres\":[\"Comedy\"],\"exclude_genres\":[\"Horror\"]}'
} >recordings.jsonl
cp "$here/../../datasets/movies.csv" .
evaluate()
{
    out=$1
    shift
    try eval --out "$out" --gold gold.jsonl --movies movies.csv --recordings recordings.jsonl "$@"
}

evaluate fresh
[ "$status" -le 1 ] || complain "exit code $status: $(cat told)"

# The answers are on one line each there.
tr -d ' \n' <fresh/latest/summary.json >flat
has()
{
    tried=$((tried + 1))
    grep -qF -- "$1" flat || complain "$2: the summary lacks $1"
}
has '{"slot":"similar_to","title":"Alein(1979)","kind":"fuzzy","film":"Alien(1979)"}' "a misspelled title"
has '"title":"TheMatrix(2005)","kind":"other_year","film":"TheMatrix(1999)"}' "a title of another year"
has '"title":"TheQuantumGardener","kind":"unlisted","film":null}' "an invented title"
has '"perturbation":"typo","cases":1,"right_before":1,"right_after":0,"lost":1' "a recorded variant"
has '"perturbation":"shouted","cases":1,"right_before":1,"right_after":1,"lost":0' "a variant of any name"
has '"wrong":{"genres":"Comedy,Horror","year_min":"1990","year_max":"1980"}' "what the variant broke"

# Weights decide what a case scores: here nothing but the year counts, which is right.
evaluate fresh --weights.genres=0 --weights.exclude_genres=0 --weights.intent=0 --weights.similar_to=3
tr -d ' \n' <fresh/latest/summary.json >flat
has '"score":0,"titles"' "a case of a wrong film"
has '"score":1}' "a case of the right year"

# The built-in interpreter is asked as often as [robustness] says.
evaluate built-in --llm.primary=built-in --interpreter.house-llm.kind=off --robustness.kinds=upper,lower
tr -d ' \n' <built-in/latest/summary.json >flat
has '"perturbation":"upper","cases":2' "queries in capitals"
grep -qF '"perturbation":"typo"' flat && complain "a change that nobody asked for"
evaluate one --llm.primary=built-in --interpreter.house-llm.kind=off --robustness.kinds=upper --robustness.cases=1
tr -d ' \n' <one/latest/summary.json >flat
has '"perturbation":"upper","cases":1' "one case of two"
evaluate none --llm.primary=built-in --interpreter.house-llm.kind=off --robustness.cases=0
grep -qF '"robustness": [' none/latest/summary.json && complain "changed queries in spite of cases = 0"
finish
