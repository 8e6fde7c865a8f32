#!/bin/sh
# tune.sh - `train --tune` searches, remembers every fit, and goes on after being killed.
set -eu
. "$(dirname "$0")/common.sh"

begin

# search ARGS... - a search of nine trials on the small ratings, published in `fresh`.
search()
{
    try train --tune --tune.trials 9 --tune.factors '2 | 4' --out fresh "$@"
    [ "$status" -eq 0 ] || { complain "the search ends with exit code $status"; cat told >&2; }
}

# best - what the search of the latest run found.
best()
{
    grep -F -A 60 '"tuning"' fresh/latest/summary.json | grep -F '"best"'
}

search
journal=$(ls fresh/tune/*.json)
fits=$(grep -c '"rmse"' "$journal")
whole=$(best)
summary_has "\"fits\": $fits," "a whole search"
rm -r fresh

# A kill is a journal that ends earlier: keep five of its fits.
search
journal=$(ls fresh/tune/*.json)
cp "$journal" all.json
{
    head -n 27 all.json | sed '$ s/,$//'
    echo ']}'
} >"$journal"
[ "$(grep -c '"rmse"' "$journal")" -eq 5 ] || complain "the journal is not written as this test cuts it"
search
[ "$(best)" = "$whole" ] || complain "a resumed search finds another trial"
cmp -s all.json "$journal" || complain "a resumed search leaves another journal"

# A trial is a run below its run, with its settings.
reelgauge --run.out=fresh runs show | grep -q '^  trial 9 ' || complain "the history lacks the trials"

# Other ratings are another search.
sed '$d' data/synthetic/ratings.csv >fewer.csv
search --ratings fewer.csv
[ "$(find fresh/tune -name '*.json' | wc -l)" -eq 2 ] || complain "other ratings share a journal"
rm fresh/tune/*

echo '{"fits": [{"trial": 10, "rung": 1, "rmse": 1}]}' >"$journal"
try train --tune --tune.trials 9 --tune.factors '2 | 4' --out fresh
[ "$status" -eq 3 ] || complain "a foreign journal ends with exit code $status"
grep -qF "a fit has no trial or rung of this search" told || complain "a foreign journal is not named"

refuses_tune()
{
    text=$1
    shift
    try train --tune --out good "$@"
    refused 2 "$text" "$*"
}
refuses_tune "--tune.factors: \`factors\` takes \`A | B | C\`, \`LOW .. HIGH\` or \`LOW .. HIGH log\`, not \`few\`: a number is missing" \
    --tune.factors few
refuses_tune "--split.protocol: --tune needs one test part that it never looks at; kfold has several" \
    --split.protocol kfold
refuses_tune "--tune.factors: [tune] leaves nothing to search: every setting is off" \
    --tune.factors off --tune.learning_rate off --tune.regularization off

finish
