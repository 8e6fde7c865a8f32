#!/bin/sh
# bad_input.sh - everything that can be wrong with files and folders: each has its message and exit code.
set -eu
. "$(dirname "$0")/common.sh"

begin
all=--run.max_reject_share=1

# ── not the file that is meant ──

kinds="gold ratings movies feedback traces recordings"
for kind in $kinds; do
    refuses 3 "missing: does not exist" "--$kind" missing
done
mkdir folder
refuses 3 "folder: the folder has no gold file (*.jsonl, *.json, *.csv or *.yaml)" --gold folder
refuses 3 "folder: the folder has no ratings file (ratings.csv, ratings.dat or u.data)" --ratings folder
refuses 3 "folder: the folder has no movies file (movies.csv, movies.dat or u.item)" --movies folder
refuses 3 "folder: the folder has no feedback file (*.jsonl)" --feedback folder
refuses 3 "folder: the folder has no traces file (*.jsonl)" --traces folder
refuses 3 "folder: the folder has no recordings file (*.jsonl)" --recordings folder
refuses 3 "night-*.jsonl: no file matches" --gold 'night-*.jsonl'

refuses 3 "data/gold.jsonl:1: this is none of u.data, ratings.dat and a CSV file with the columns userId, movieId and rating" \
    --ratings data/gold.jsonl
refuses 3 "data/synthetic/ratings.csv:1: this is none of u.item, movies.dat and a CSV file with the columns movieId, title and genres" \
    --movies data/synthetic/ratings.csv
refuses 3 "data/movies.csv:1: the header has no column \"query\"" --gold data/movies.csv
refuses 3 "data/movies.csv:1: not JSON: expected a value (37 of 37 feedback records are rejected, more than the allowed 10 %)" \
    --feedback data/movies.csv
refuses 3 "data/gold.jsonl:1: \"ts\" is missing (23 of 23 traces records are rejected, more than the allowed 10 %)" \
    --traces data/gold.jsonl
refuses 3 "data/recordings.jsonl:1: \"expected\" is not an object (no gold record is left)" --gold data/recordings.jsonl

refuses 2 "missing.ini: there is no such file" --config missing.ini
refuses 2 "folder: is a directory" --config folder
refuses 2 "--llm.primary: \`primary\` is \`nobody\`, but there is no such interpreter in use" --llm.primary nobody
refuses 2 "nowhere: is no folder of templates" --templates nowhere
refuses 3 "nowhere: does not exist" --inputs.genres nowhere

gzip -c data/gold.jsonl | head -c 700 >cut.jsonl.gz
refuses 3 "cut.jsonl.gz: the gzip data ends early: the file is cut off" --gold cut.jsonl.gz
printf '\037\213\010garbage garbage garbage' >junk.jsonl.gz
refuses 3 "junk.jsonl.gz: the gzip data is damaged: unknown header flags set" --gold junk.jsonl.gz
printf '\050\265\057\375garbage garbage garbage' >junk.jsonl.zst
refuses 3 "junk.jsonl.zst: the Zstandard data is damaged: Dictionary mismatch" --gold junk.jsonl.zst

# ── nothing in it ──

: >empty
refuses 3 "empty: the file is empty (no gold record is left)" --gold empty
refuses 3 "empty: the file is empty (no ratings record is left)" --ratings empty
echo userId,movieId,rating,timestamp >header.csv
refuses 3 "header.csv: there is no ratings record" --ratings header.csv
echo query,genres >header.csv
refuses 3 "header.csv: there is no gold record" --gold header.csv
echo '[]' >header.json
refuses 3 "header.json: there is no gold record" --gold header.json

# A log without a line is a quiet night; "none" leaves the stage out.
for option in --feedback=empty --traces=empty --movies=empty --gold=none --ratings=none --movies=none --feedback=none --traces=none; do
    rm -rf fresh
    try run --out fresh "$option"
    [ "$status" -eq 0 ] || complain "$option: exit code $status instead of 0"
done
rm -rf fresh
try run --out fresh --recordings empty
[ "$status" -eq 1 ] || complain "an LLM without recordings: exit code $status instead of 1"
grep -qF "failed: there was nothing to score" said || complain "an LLM without recordings: the verdict does not say it"

# ── bad records ──

# notes FILE KIND - run with FILE as KIND; the lines on standard input are to be its findings, as line: reason.
notes()
{
    rm -rf fresh
    try run --out fresh $all --config off.ini "--$2" "$1"
    [ "$status" -le 1 ] || complain "$1: exit code $status"
    cat >wanted
    sed -n "/\"at\": \"$1:/ {N; s/.*\"at\": \"$1:\([0-9]*\)\",[^\"]*\"reason\": \(\".*\"\)\$/\1: \2/p;}" \
        fresh/latest/summary.json >found
    diff -u wanted found >&2 || complain "$1: other findings than expected"
}

sed 's/^recordings = .*/recordings = none/; s/^primary = .*/primary = built-in/; s/^kind = replay/kind = off/' config.ini >off.ini

cat >bad.csv <<'RATINGS'
userId,movieId,rating,timestamp
1,heat-1995,0,1795000000
1,heat-1995,5.5,1795000000
1,heat-1995,NaN,1795000000
1,heat-1995,inf,1795000000
1,heat-1995,1e999,1795000000
1,heat-1995,four,1795000000
1,heat-1995,,1795000000
1,heat-1995
1,heat-1995,4,yesterday
1,heat-1995,4,99999999999999999999
,heat-1995,4,1795000000
1,,4,1795000000
RATINGS
tail -n +2 data/synthetic/ratings.csv >>bad.csv
notes bad.csv ratings <<'FINDINGS'
2: "rating 0 is outside 0.5..5"
3: "rating 5.5 is outside 0.5..5"
4: "the rating \"NaN\" is not a number"
5: "the rating \"inf\" is not a number"
6: "the rating \"1e999\" is not a number"
7: "the rating \"four\" is not a number"
8: "the rating \"\" is not a number"
9: "2 fields instead of 4"
10: "\"yesterday\" is no time (RFC 3339, or seconds or milliseconds since 1970)"
11: "\"99999999999999999999\" is no time (RFC 3339, or seconds or milliseconds since 1970)"
12: "the rating has no user"
13: "the rating has no film"
17: "rating 9 is outside 0.5..5"
FINDINGS
summary_has '"reason": "the catalogue has no film \"no-such-film-2001\""' "an unknown film"
head -n 13 bad.csv >worse.csv
refuses 3 "worse.csv:2: rating 0 is outside 0.5..5 (no ratings record is left)" --ratings worse.csv

{
    cat <<'GOLD'
{"id":"a","query":"a western","expected":{"genres":["Western"]}}
{"id":"a","query":"a war film","expected":{"genres":["War"]}}
{"query":7,"expected":{"genres":["War"]}}
{"query":"x","expected":{"genres":"War"}}
{"query":"x","expected":{"genres":["Wra"]}}
{"query":"x","expected":{"year_min":1980.5}}
{"query":"x","expected":{"year_min":NaN}}
{"query":"x","expected":{"year_min":1e999}}
{"query":"x","expected":{"year_min":99999}}
{"query":"x","expected":{"year_min":1990,"year_max":1980}}
{"query":"x","expected":{"intent":"<script>"}}
{"query":"x","expected":{}}
{"query":"x"}
{"expected":{"genres":["War"]}}
["x"]
{"query":"x","expected":{"genres":["War"]}
{"query":"x","expected":{"genres":["War"]}} {}
{"query":"\ud800","expected":{"genres":["War"]}}
{"query":"Alien","expected":{"movies":["No Such Film (1999)"]}}
GOLD
    printf '{"query":"\377","expected":{"genres":["War"]}}\n'
    printf '{"query":"a\000b","expected":{"genres":["War"]}}\n'
} >bad.jsonl
notes bad.jsonl gold <<'FINDINGS'
3: "\"query\" is not a string"
4: "\"genres\" is not a list of strings"
5: "genres: unknown genre \"Wra\"; did you mean \"War\"?"
6: "\"year_min\" is not a year or null"
7: "not JSON: expected a value"
8: "not JSON: number too large for a double"
9: "year_min: 99999 is outside 1870..2200"
10: "year_min 1990 is after year_max 1980"
11: "unknown intent \"<script>\""
12: "the case expects nothing"
13: "\"expected\" is not an object"
14: "\"query\" is missing"
15: "not a JSON object"
16: "not JSON: the document ends too early"
17: "not JSON: unexpected text after the document"
18: "not JSON: half of a surrogate pair in \\u escapes"
20: "not JSON: ill-formed UTF-8"
21: "not JSON: control character in a string"
2: "the id \"a\" is taken by bad.jsonl:1"
19: "movies: the catalogue does not list \"No Such Film (1999)\""
FINDINGS

cat >feedback.jsonl <<'FEEDBACK'
{"ts":1795000000,"user_id":"1","movie_id":"no-such-film","action":"like"}
{"ts":1795000000,"user_id":"1","movie_id":"heat-1995","action":"adore"}
{"ts":1795000000,"user_id":true,"movie_id":"heat-1995","action":"like"}
{"ts":"tomorrow","user_id":"1","movie_id":"heat-1995","action":"like"}
{"ts":1e300,"user_id":"1","movie_id":"heat-1995","action":"like"}
{"ts":1795000000,"user_id":"1","movie_id":"heat-1995","action":"like","position":"first"}
{"kind":"song","ts":1795000000,"user_id":"1"}
{"kind":"comment","ts":1795000000,"user_id":"1","type":"x"}
FEEDBACK
notes feedback.jsonl feedback <<'FINDINGS'
2: "\"action\" is neither like, dislike nor skip"
3: "\"user_id\" is not a string"
4: "\"ts\" is no time (RFC 3339, or seconds or milliseconds since 1970)"
5: "\"ts\" is no time (RFC 3339, or seconds or milliseconds since 1970)"
6: "\"position\" is not a whole number"
7: "\"kind\" is neither swipe nor comment"
8: "\"description\" is missing"
1: "the catalogue has no film \"no-such-film\""
FINDINGS

# ── too little, too much ──

head -n 2 data/synthetic/ratings.csv >one_rating.csv
{
    head -n 1 data/synthetic/ratings.csv
    grep '^1,' data/synthetic/ratings.csv
} >one_user.csv
for file in one_rating.csv one_user.csv; do
    rm -rf fresh
    try run --out fresh $all --ratings $file
    [ "$status" -eq 1 ] || complain "$file: exit code $status instead of 1"
    grep -qF "1 of 4 gates failed: the run has no metric rmse" said || complain "$file: the verdict is $(head -n 1 said)"
done

# long_line BEFORE AFTER - print a line of 100 MB.
long_line()
{
    printf %s "$1"
    head -c 100000000 /dev/zero | tr '\0' a
    printf '%s\n' "$2"
}

# fits_in WHAT TEXT ARGS... - a run with ARGS ends well, notes TEXT, and takes little more memory than a good one.
fits_in()
{
    what=$1
    text=$2
    shift 2
    rm -rf fresh
    tried=$((tried + 1))
    status=0
    "$TOOLS/peak" peak reelgauge run --out fresh "$@" >said 2>told </dev/null || status=$?
    [ "$status" -eq 0 ] || complain "a line of 100 MB in $what: exit code $status"
    summary_has "$text" "a line of 100 MB in $what"
    if [ "$SANITIZED" = no ] && [ "$(cat peak)" -gt $((normal + 100000)) ]; then
        complain "a line of 100 MB in $what: $(cat peak) KiB instead of $normal"
    fi
}

rm -rf fresh
"$TOOLS/peak" peak reelgauge run --out fresh >said
normal=$(cat peak)
{
    cat data/gold.jsonl
    long_line '{"query":"' '"}'
} >big.jsonl
fits_in "gold cases" '"reason": "the line is longer than 1 MiB"' --gold big.jsonl
{
    cat data/synthetic/ratings.csv
    long_line '1,"' '",4,1795000000'
} >big.csv
fits_in "ratings" '"reason": "the line is longer than 1 MiB"' --ratings big.csv
{
    cat data/movies.csv
    long_line 'x,"' '",Drama'
} >big.csv
fits_in "films" '"reason": "the line is longer than 1 MiB"' --movies big.csv
{
    cat data/synthetic/feedback.jsonl
    long_line '' ''
} >big.jsonl
fits_in "feedback" '"reason": "the line is longer than 1 MiB"' --feedback big.jsonl
long_line '[{"query":"' '"}]' >big.json
refuses 3 "big.json: is a document of more than 16 MiB; cases that many go into JSON lines" --gold big.json
long_line '[run]
seed = ' '' >big.ini
refuses 2 "big.ini: is larger than 1048576 bytes" --config big.ini
rm -f big.*

finish
