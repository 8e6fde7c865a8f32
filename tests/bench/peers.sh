#!/bin/sh
# peers.sh BUILD - train ours and every peer that is installed on the same ratings, split and threads; and ask
# a server with the client that a user would pick.
#
#   ML1M=FOLDER ML100K=FOLDER   MovieLens as published; split90_test_rows.txt in it, when it is there,
#                               names the 0-based rows to hold out, otherwise every tenth is held out
#   THREADS=2 RUNS=5            of everything; a figure is the median of the runs, with their range
#   BENCH_SLOW=1                200 iterations of myFM instead of 20, and our longest chain (many minutes)
#
# Without data both are ratings of the same size that `reelgauge synth` invents: their errors mean
# nothing and are not shown. Surprise and myFM come from `make bench-peers`, LIBMF is whatever
# `mf-train` is on the path. Timed is training alone: ours and the Python peers from ratings in memory, our
# block sort included; LIBMF as the difference of two runs of different length, which leaves its sort out.
set -eu

here=$(realpath "$(dirname "$0")")
build=$(realpath "$1")
threads=${THREADS:-2}
runs=${RUNS:-5}
[ "$runs" -ge 5 ] || { echo "peers.sh: RUNS is $runs; a figure needs 5 at least" >&2; exit 2; }
iterations=20
[ -z "${BENCH_SLOW-}" ] || iterations=200
python=$build/peers-venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# has PYTHON-MODULE - true when the virtual environment is there and has it.
has()
{
    [ -x "$python" ] && "$python" -c "import $1" 2>/dev/null
}

# row NAME NOTE - one line for the samples in $work/samples: median, range, error, ratio to the first row.
row()
{
    sort -n "$work/samples" | awk -v name="$1" -v note="$2" -v first="$first" -v real="$real" '
        { seconds[NR] = $1; sum += $2 }
        END {
            median = (seconds[int((NR + 1) / 2)] + seconds[int(NR / 2) + 1]) / 2
            printf "  %-34s %9.3f s  (%.3f … %.3f, n=%d)", name, median, seconds[1], seconds[NR], NR
            if (real != "" && sum != 0)
                printf "  RMSE %.4f", sum / NR
            if (first != "")
                printf "  %.1f times ours", median / first
            if (note != "")
                printf "  (%s)", note
            print ""
            print median >(work "/median")
        }' work="$work" /dev/stdin
    first=${first:-$(cat "$work/median")}
}

# ours PRESET - the first row of a group, which the others are divided by.
ours()
{
    first=
    "$build/tests/bench/contestant" "$1" "$ratings" "$rows" "$threads" "$runs" >"$work/samples"
    row "ours, $1" ""
}

# took COMMAND... - prints how many seconds a command takes.
took()
{
    began=$(date +%s.%N)
    "$@" >/dev/null
    echo "$began $(date +%s.%N)" | awk '{ printf "%.4f", $2 - $1 }'
}

# libmf FACTORS EPOCHS - the difference of EPOCHS + 1 and 1.
libmf()
{
    if ! command -v mf-train >/dev/null; then
        echo "  LIBMF: no mf-train on the path"
        return
    fi
    set -- "$1" "$2" -f 0 -k "$1" -l2 0.05 -r 0.1 -s "$threads"
    factors=$1
    epochs=$2
    shift 2
    error=$(mf-train "$@" -t "$epochs" -p "$work/test" "$work/train" "$work/model" | awk 'NF == 4 { last = $3 } END { print last }')
    : >"$work/samples"
    for _ in $(seq "$runs"); do
        all=$(took mf-train "$@" -t $((epochs + 1)) "$work/train" "$work/model")
        one=$(took mf-train "$@" -t 1 "$work/train" "$work/model")
        echo "$all $one $error" | awk '{ printf "%.4f\t%s\n", $1 - $2, $3 }' >>"$work/samples"
    done
    row "LIBMF, k=$factors, $epochs epochs" "sorting not counted, unclipped"
}

surprise()
{
    if ! has surprise; then
        echo "  Surprise: not installed (make bench-peers)"
        return
    fi
    "$python" "$here/peers/surprise_svd.py" "$ratings" "$rows" "$runs" >"$work/samples"
    row "Surprise SVD, defaults" "one thread"
}

# A chain that is cut short: what it costs and the error that it has by then.
myfm()
{
    if ! has myfm; then
        echo "  myFM: not installed (make bench-peers)"
        return
    fi
    "$python" "$here/peers/myfm_flipped.py" "$ratings" "$rows" "$runs" "$iterations" 2>/dev/null >"$work/samples"
    row "myFM, SVD++ flipped, $iterations iterations" "one thread"
}

# contest NAME FOLDER FILE SYNTH-SIZES - every group on one data set.
contest()
{
    real=$2
    if [ -n "$real" ]; then
        ratings=$2/$3
    else
        rm -rf "$work/synth"
        # shellcheck disable=SC2086 # the sizes are several words
        "$build/reelgauge" synth $4 --events 0 --calls 0 --quiet "$work/synth" >/dev/null
        ratings=$work/synth/ratings.csv
    fi
    rows=$work/rows
    if [ -n "$real" ] && [ -f "$real/split90_test_rows.txt" ]; then
        rows=$real/split90_test_rows.txt
    else
        grep -vc userId "$ratings" | awk '{ for (row = 0; row < $1; row += 10) print row }' >"$rows"
    fi
    awk -v train="$work/train" -v test="$work/test" '
        NR == FNR { held[$1 + 0] = 1; next }
        /userId/ { next }
        { gsub(/::|,/, "\t"); split($0, f, "\t"); print f[1], f[2], f[3] >(row++ in held ? test : train) }
    ' "$rows" "$ratings"
    echo "${real:-invented ratings, $1}: $(wc -l <"$work/train") ratings to train on, $threads threads"
    ours fast
    libmf 64 10
    surprise
    ours accurate
    libmf 128 20
    ours bayes
    myfm
    [ -z "${BENCH_SLOW-}" ] || ours bayes_full
}

# asking - OpenAI's own client, asking the stub that bench_endpoint asks: 64 requests at once, as there.
asking()
{
    echo "an endpoint on loopback"
    if ! has openai; then
        echo "  OpenAI's client: not installed (make bench-peers)"
        return
    fi
    "$build/tests/bench/bench_endpoint" serve >"$work/url" &
    stub=$!
    while ! [ -s "$work/url" ]; do
        sleep 0.1
    done
    "$python" "$here/peers/openai_client.py" "$(cat "$work/url")" 640 64 "$runs" >"$work/samples"
    kill $stub
    first=
    real=
    row "OpenAI's Python client" "640 requests"
    awk '{ printf "  %.0f requests/s\n", 640 / $1 }' "$work/median"
}

asking
contest "as many as ML-100K" "${ML100K-}" u.data "--people 943 --films 1682 --count 100000"
contest "as many as ML-1M" "${ML1M-}" ratings.dat "--people 6040 --films 3706 --count 1000209"
