#!/bin/sh
# protocols.sh - what is held out by rows, by a second file and by time is what the user meant.
set -eu
. "$(dirname "$0")/common.sh"

begin
ratings=data/synthetic/ratings.csv

# score ARGS... - train on $ratings, published in `fresh`.
score()
{
    rm -rf fresh
    try train --out fresh --ratings "$ratings" --run.max_reject_share 1 "$@"
    [ "$status" -eq 0 ] || { complain "$*: exit code $status"; cat told >&2; }
}

# rmse - the error of the latest run, as the summary writes it.
rmse()
{
    grep -F -A 12 '"key": "rmse"' fresh/latest/summary.json | grep -m 1 -F '"value"'
}

# Every tenth rating, once as a second file and once by number: two ways to say the same.
{
    head -n 1 "$ratings"
    sed 1d "$ratings" | awk 'NR % 10 == 3'
} >tenth.csv
sed 1d "$ratings" | awk 'NR % 10 == 3 { print NR - 1 }' >rows.txt
held_out=$(wc -l <rows.txt)
score --test-rows rows.txt
by_rows=$(rmse)
summary_has "\"protocol_text\": \"the $held_out ratings whose rows were given\"" "rows"
score --test-ratings tenth.csv
[ "$(rmse)" = "$by_rows" ] || complain "a file and the rows it stands for have different errors"
summary_has "\"protocol_text\": \"the $held_out ratings that tenth.csv lists\"" "a file"

# A line that cannot be read has a number, and shifts none.
{
    head -n 1 "$ratings"
    echo "nobody,nothing,never,0"
    sed 1d "$ratings"
} >worn.csv
awk '{ print $1 + 1 }' rows.txt >worn_rows.txt
ratings=worn.csv
score --test-rows worn_rows.txt
[ "$(rmse)" = "$by_rows" ] || complain "a rejected line shifts the rows behind it"
score --test-ratings tenth.csv
[ "$(rmse)" = "$by_rows" ] || complain "a rejected line shifts the ratings of the file"
ratings=data/synthetic/ratings.csv

# By time nothing is learned from the future; the latest of each user leaks what others rated later.
score --split.protocol time
summary_has '"any_future": 0,' "a split by time"
score --split.protocol last
summary_has '"own_future": 0,' "leave-last-out"
summary_has '"sentence": "The model learned from the future: 0 % of the held-out ratings' "leave-last-out"

{
    head -n 1 "$ratings"
    grep -v -F -x -f tenth.csv "$ratings" | sed -n '101,120p'
} >train_only.csv
refuses 3 "tenth.csv: none of its $held_out ratings is among the 20 that were read: give the whole data as ratings, what is held out included" \
    --ratings train_only.csv --test-ratings tenth.csv
refuses 3 "missing: does not exist" --test-ratings missing
refuses 2 "--test-ratings: \`test_rows\` and \`test_ratings\` both say what to hold out: give one" \
    --test-ratings tenth.csv --test-rows rows.txt
finish
