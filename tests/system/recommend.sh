#!/bin/sh
# recommend.sh - the model of the data that ships is asked: whatever file it is asked of, the answer is sound.
set -eu
. "$(dirname "$0")/common.sh"

root=$(realpath "$here/../..")
ln -s "$root/datasets" datasets
try train --out out --config /dev/null --svd.factors 8 --svd.epochs 6 --svd.patience 0 --eval.resamples 0
[ "$status" -eq 0 ] || complain "training ends with exit code $status: $(cat told)"
model=$(echo out/models/*.svd)

# answers TEXT ARGS... - the command ends well and says this.
answers()
{
    text=$1
    shift
    try recommend --out out --config /dev/null "$@"
    [ "$status" -eq 0 ] || complain "$*: exit code $status: $(cat told)"
    grep -qF -- "$text" said || complain "$*: the answer lacks: $text"
}

# denies CODE TEXT ARGS... - the command ends so, says this and nothing else.
denies()
{
    code=$1
    text=$2
    shift 2
    try recommend --config /dev/null "$@"
    [ "$status" -eq "$code" ] || complain "$*: exit code $status instead of $code"
    [ "$(cat told)" = "reelgauge: error: $text" ] || complain "$*: said $(cat told)"
    [ ! -s said ] || complain "$*: something is on standard output"
}

# ── people and queries ──

answers ": known, 51 ratings" --user 1
[ "$(grep -c 'because of' said)" -ge 8 ] || complain "known user: there are hardly any reasons"
cut -d, -f1,2 datasets/ratings.csv | sed -n 's/^1,//p' | LC_ALL=C sort >seen
answers '"row": "trained"' --user 1 -n 100 --json
sed -n 's/^      "id": "\(.*\)",$/\1/p' said | LC_ALL=C sort >listed
[ "$(wc -l <listed)" -eq 100 ] || complain "known user: $(wc -l <listed) films instead of 100"
[ -z "$(comm -12 seen listed)" ] || complain "known user: films are listed that the user has rated"

answers "these films are for the average person" --user somebody-new
answers "folded in from 1 rating" --user somebody-new --rating "Heat (1995)=5"
answers "because of Heat (1995)" --user somebody-new --rating heat-1995=5
answers "52 ratings, 1 of them given now" --user 1 --rating "Heat (1995)=5"
answers "understood: Comedy, Sci-Fi; 1980–1989" --user 1 --query "a sci-fi comedy from the 80s"
pseudonym=$(sed -n 's/^user \(u_[0-9a-f]*\):.*/\1/p' said)
answers "user $pseudonym: known, 51 ratings" --user "$pseudonym"
answers '"recommendations": []' --user 1 --json --query "a musical western from 1931"
answers "nothing about films" --user 1 --query "what is the weather like"

# The same question has the same answer, from a copy of the file too.
try recommend --out out --config /dev/null --user 1 --query "dark thrillers"
mv said first
cp "$model" copy.svd
try recommend --config /dev/null --model copy.svd --user 1 --query "dark thrillers" --verify
cmp -s first said || complain "a copy of the model answers differently"

# ── files ──

denies 2 "nowhere/models: there is no model yet: \`reelgauge train\` makes one" --out nowhere --user 1
denies 3 "missing.svd: does not exist" --model missing.svd --user 1
denies 3 "datasets: is a directory" --model datasets --user 1
denies 3 "config.ini: this is not a model of reelgauge" --model config.ini --user 1
: >empty.svd
denies 3 "empty.svd: this is not a model of reelgauge" --model empty.svd --user 1
head -c 5000 "$model" >cut.svd
size=$(wc -c <"$model")
denies 3 "cut.svd: the model is cut short: 5000 of its $size bytes are left" --model cut.svd --user 1
{
    head -c 8 "$model"
    printf '\001'
    tail -c +10 "$model"
} >older.svd
denies 3 "older.svd: the model has format version 1, this program reads version 2; \`reelgauge train\` makes a new one" \
    --model older.svd --user 1
{
    head -c 200 "$model"
    printf 'garbage'
    tail -c +208 "$model"
} >header.svd
denies 3 "header.svd: the model is damaged: the checksum of its header does not match" --model header.svd --user 1
# Behind the header, opening looks at nothing: --verify does.
{
    head -c 3000 "$model"
    printf 'garbage'
    tail -c +3008 "$model"
} >garbage.svd
denies 3 "garbage.svd: the model is damaged: its checksum does not match" --model garbage.svd --user 1 --verify
{
    head -c $((size - 20000)) "$model"
    tr '\000' '\377' </dev/zero | head -c 20000
} >nan.svd
denies 3 "nan.svd: the model is damaged: not all of its factors are numbers" --model nan.svd --user 1

# ── keys and words ──

secret=$REELGAUGE_PSEUDONYM_KEY
unset REELGAUGE_PSEUDONYM_KEY
denies 2 "reports/pseudonym.key: there is no key of the pseudonyms: a run makes one" --out out --user 1
[ ! -e reports ] || complain "asking made a key"
answers "known, 51 ratings" --user "$pseudonym"
export REELGAUGE_PSEUDONYM_KEY="$secret"
denies 2 "\`--user\` is missing: for whom is it?" --out out
denies 2 "\`--query\` is not valid UTF-8" --out out --user 1 --query "$(printf 'caf\351')"
denies 2 "\`--rating heat-1995=9\`: the ratings of the model go from 0.5 to 5" --out out --user 1 --rating heat-1995=9
denies 2 "the model has no film \`Haet (1995)\`; did you mean \`Heat (1995)\`?" --out out --user 1 --rating "Haet (1995)=5"

finish
