# common.sh - the words that the scripts of this folder share; they begin with `. "$(dirname "$0")/common.sh"`.
# shellcheck shell=sh

here=$(realpath "$(dirname "$0")")
name=$(basename "$0" .sh)
tried=0
wrong=0
cp -R "$here/../golden/first-night/data" "$here/../golden/first-night/config.ini" "$WORK"

# complain TEXT... - say what went wrong and go on.
complain()
{
    echo "tests/system/$name.sh: error: $*" >&2
    wrong=$((wrong + 1))
}

# skip TEXT... - say what could not be tried here, and why.
skip()
{
    echo "system $name: skipped: $*"
}

# finish - the last line of every script.
finish()
{
    echo "system $name: $tried tried, $wrong wrong"
    [ $wrong -eq 0 ]
}

# fingerprint OUT - the published sets and where `latest` points, as one line.
fingerprint()
{
    (cd "$1" && readlink latest && find runs -type f -not -path 'runs/.*' -exec cksum {} + | LC_ALL=C sort) | cksum
}

# try ARGS... - run the program; leaves $status, and its streams in files said and told.
try()
{
    tried=$((tried + 1))
    status=0
    reelgauge "$@" >said 2>told </dev/null || status=$?
}

# begin - publish a good report in `good`, which whatever goes wrong later has to leave alone.
begin()
{
    try run --out good
    [ "$status" -eq 0 ] || complain "good data ends with exit code $status"
    old_report=$(fingerprint good)
}

# refuses CODE TEXT ARGS... - `run ARGS --out good` ends so, says this and nothing else, and leaves the old report.
refuses()
{
    code=$1
    text=$2
    shift 2
    try run --out good "$@"
    refused "$code" "$text" "$*"
}

# refused CODE TEXT WHAT - judge what try left behind.
refused()
{
    if [ "$status" -ne "$1" ]; then
        complain "$3: exit code $status instead of $1"
        cat told >&2
    fi
    if [ "$(cat told)" != "reelgauge: error: $2" ]; then
        complain "$3: this was expected, and then what was said"
        printf 'reelgauge: error: %s\n' "$2" >&2
        cat told >&2
    fi
    [ ! -s said ] || complain "$3: something is on standard output"
    [ "$(fingerprint good)" = "$old_report" ] || complain "$3: the old report was touched"
}

# summary_has TEXT WHAT - the summary of the latest run in `fresh` has a line with that text.
summary_has()
{
    grep -qF -- "$1" fresh/latest/summary.json || complain "$2: the summary lacks $1"
}
