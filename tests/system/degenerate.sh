#!/bin/sh
# degenerate.sh - ratings at the edge of what can be learned from: trained, or said plainly why not.
set -eu
. "$(dirname "$0")/common.sh"

# rate FILE PROGRAM - a ratings file whose rows the awk program prints.
rate()
{
    awk "BEGIN { print \"userId,movieId,rating,timestamp\"; $2 }" >"$1"
}

# train FILE [ARGS...] - train on the file in a folder of its own; leaves $status and fresh/latest.
train()
{
    file=$1
    shift
    rm -rf fresh
    try train --out fresh --movies none --ratings "$file" "$@"
    [ "$status" -eq 0 ] || complain "$file: exit code $status instead of 0: $(cat told)"
}

# whole WHAT - the latest set has its files, and nothing half written lies about.
whole()
{
    for part in index.html summary.json summary.md junit.xml; do
        [ -s "fresh/latest/$part" ] || complain "$1: $part is missing or empty"
    done
    [ "$(find fresh -name '*.tmp*' -o -name .staging | wc -l)" -eq 0 ] || complain "$1: something half written is left"
}

# not_trained FILE REASON - no error: the report is there, and says why nothing was trained.
not_trained()
{
    train "$1"
    whole "$1"
    summary_has '"status": "skipped"' "$1"
    summary_has "\"reason\": \"$2\"" "$1"
    grep -qF "$2" fresh/latest/index.html || complain "$1: the page does not say why"
    ! grep -q '"key": "rmse"' fresh/latest/summary.json || complain "$1: there is an error of a model that is not there"
    [ -z "$(find fresh -name '*.svd')" ] || complain "$1: there is a model file"
}

# trained FILE USERS FILMS - a model was trained and scored, on so many of both.
trained()
{
    whole "$1"
    summary_has "\"users\": $2," "$1"
    summary_has "\"items\": $3," "$1"
    summary_has '"reason": null' "$1"
    [ -n "$(find fresh -name '*.svd')" ] || complain "$1: there is no model file"
    ! grep -qiE '[:[] *-?(nan|inf)' fresh/latest/summary.json || complain "$1: a number is not finite"
}

# unscored REASON - a model was trained on everything, and nothing was held out to score it with.
unscored()
{
    whole "$1"
    summary_has "\"reason\": \"$1\"" "$1"
    ! grep -q '"key": "rmse"' fresh/latest/summary.json || complain "$1: there is an error of no rating"
}

# not_split CODE TEXT ROWS - this file of test rows is refused, and nothing is published.
not_split()
{
    rm -rf fresh
    try train --out fresh --movies none --ratings few.csv --test-rows "$3"
    [ "$status" -eq "$1" ] || complain "$3: exit code $status instead of $1"
    [ "$(cat told)" = "reelgauge: error: $2" ] || complain "$3: \"$2\" was expected, and this was said: $(cat told)"
    [ ! -e fresh/latest ] || complain "$3: something was published"
    [ -z "$(find fresh -path '*/runs/*')" ] || complain "$3: something half written is left"
}

# says TEXT WHAT - the command said so on standard output.
says()
{
    grep -qF -- "$1" said || complain "$2: \"$1\" was not said: $(cat said)"
}

# ── too little to learn from ──

rate one.csv 'print "1,1,4,1000"'
not_trained one.csv "there is only one rating"

rate one_user.csv 'for (i = 1; i <= 2000; i++) print "1," i "," 1 + i % 5 "," i'
not_trained one_user.csv "all 2000 ratings are by one user: tastes are learned from several"

rate one_film.csv 'for (u = 1; u < 500; u++) print u ",1," 1 + u % 5 "," u'
not_trained one_film.csv "all 499 ratings are of one film: there is nothing to choose from"

# ── nothing to score with ──

rate few.csv 'for (u = 1; u <= 3; u++) for (i = 1; i <= 3; i++) print u "," i "," i + 1 "," u'
train few.csv --split.test_share 0
unscored "no rating was held out: the model is trained on all 9 and not scored"
seq 0 8 >every_row
train few.csv --test-rows every_row
unscored "every rating was held out: the model is trained on all 9 and not scored"

: >no_row
not_split 3 "no_row: there is no row in it" no_row
echo 9 >far_row
not_split 3 "test row 9 is not one of the 9 ratings (the first is row 0)" far_row

# ── nothing to learn, and yet no harm ──

rate same.csv 'for (u = 1; u <= 30; u++) for (i = 1; i <= 20; i++) print u "," i ",3," 1000 + u'
train same.csv
trained same.csv 30 20
says "RMSE 0.000 (0.000–0.000), n = 60" same.csv
says "nDCG@10 is n/a" same.csv

rate everything.csv 'for (i = 1; i <= 500; i++) print "1," i "," 1 + i % 5 "," i
                     for (u = 2; u < 200; u++) print u "," 1 + u * 7 % 500 "," 1 + u % 5 "," 1000 + u'
train everything.csv --split.protocol random
trained everything.csv 199 500

rate again.csv 'for (n = 0; n < 1200; n++) print 1 + n % 3 "," 1 + n % 4 "," 1 + n % 5 "," n'
train again.csv
trained again.csv 3 4
summary_has '"duplicate": 1188,' again.csv
summary_has '"accepted": 12,' again.csv

# ── ids that are no small numbers: around 2^63 and far beyond, and no numbers at all ──

rate ids.csv 'n = split("9223372036854775807 9223372036854775808 18446744073709551616 \
                        10000000000000000000000000000000000000001 7 07 tt0088763", film, " ")
              for (u = 0; u < 40; u++) for (i = 1; i <= n; i++)
                  print "92233720368547758" 10 + u "," film[i] "," 1 + (u + i) % 5 "," u * 100 + i'
train ids.csv
trained ids.csv 40 7

# ── a million users with one rating each ──

rate million.csv 'for (u = 1; u <= 1000000; u++) print u "," u % 10 + 1 "," 1 + u % 5 "," u'
if [ "$SANITIZED" = yes ]; then
    head -n 20001 million.csv >fewer.csv
    train fewer.csv --svd.epochs 1 --eval.resamples 100
    trained fewer.csv 20000 10
else
    train million.csv --svd.epochs 1 --eval.resamples 100
    trained million.csv 1000000 10
fi

finish
