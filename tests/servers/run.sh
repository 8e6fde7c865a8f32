#!/bin/sh
# run.sh PROGRAM ASK VENV - ask real OpenAI-compatible servers as a user would; those that are not there are skipped.
#
# `make servers-venv` installs them under build/: LiteLLM's proxy, which answers by itself as litellm.yaml says, and the
# server of llama-cpp-python with a model of random weights that tiny_gguf.py writes. Nothing is sent beyond loopback.
set -eu

program=$(realpath "$1")
asker=$(realpath "$2")
venv=$3
here=$(realpath "$(dirname "$0")")
cd "$here/../.."
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server; rm -rf "$work"' EXIT
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
wrong=0

complain()
{
    echo "tests/servers/run.sh: error: $name: $*" >&2
    wrong=$((wrong + 1))
}

# has MODULE - true when the virtual environment has it.
has()
{
    [ -x "$venv/bin/python" ] && "$venv/bin/python" -c "import importlib.util as u, sys; sys.exit(u.find_spec('$1') is None)"
}

# start COMMAND... - a server on $port; false when it does not answer within two minutes.
start()
{
    url=http://127.0.0.1:$port/v1
    "$@" >"$work/$name.log" 2>&1 &
    server=$!
    for _ in $(seq 240); do
        kill -0 $server 2>/dev/null || break
        ! "$asker" "$url" model=nobody timeout=5000 | grep -qE '^0 (ok|refused|server)' || return 0
        sleep 0.5
    done
    complain "does not start: $(tail -n 3 "$work/$name.log")"
    return 1
}

stop()
{
    kill $server
    wait $server 2>/dev/null || :
    server=
}

# expect PATTERN ARGS... - one question ends as "FAILURE STATUS ATTEMPTS TEXT".
expect()
{
    pattern=$1
    shift
    answer=$("$asker" "$url" timeout=60000 "$@" | cut -d ' ' -f 2-4,6-)
    # shellcheck disable=SC2254 # a pattern on purpose
    case "$answer" in
    $pattern) ;;
    *) complain "$*: $answer, where $pattern is expected" ;;
    esac
}

# metric NAME - its value in the latest summary.
metric()
{
    python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))["metrics"]
print(next(row["value"] for row in rows if row["name"] == sys.argv[2]))' "$work/$name/latest/summary.json" "$1"
}

# evaluate MODEL CASES ARGS... - a whole evaluation, every answer counted with its tokens; then again without the server.
evaluate()
{
    model=$1
    cases=$2
    shift 2
    cat >"$work/config.ini" <<EOF
[endpoint $name]
url = $url
[interpreter real]
kind = endpoint
endpoint = $name
model = $model
max_tokens = 64
EOF
    set -- --config "$work/config.ini" --out "$work/$name" "$@"
    began=$(date +%s%N)
    "$program" eval "$@" >"$work/said" 2>&1 || [ $? -eq 1 ] || complain "eval: $(tail -n 3 "$work/said")"
    took=$((($(date +%s%N) - began) / 1000000))
    [ "$(metric "eval_calls{interpreter=real,kind=sent}")" = "$cases" ] || complain "not all of $cases cases were asked"
    [ "$(metric "eval_calls{interpreter=real,kind=failed}")" = 0 ] || complain "some calls failed: $(grep -m 1 '"error"' "$work/$name/replies.jsonl")"
    ! grep -q '"tokens_estimated":true' "$work/$name/replies.jsonl" || complain "the server's counts of tokens are not read"
    accuracy=$(metric "case_accuracy{interpreter=real}")
    echo "servers $name: $cases cases in $took ms, accuracy $accuracy"
    stop
    "$program" eval --offline "$@" >"$work/said" 2>&1 || [ $? -eq 1 ] || complain "eval --offline: $(tail -n 3 "$work/said")"
    [ "$(metric "case_accuracy{interpreter=real}")" = "$accuracy" ] || complain "the recording replays to another accuracy"
}

try_litellm()
{
    name=litellm
    if ! has litellm; then
        echo "servers litellm: skipped: not installed (make servers-venv)"
        return
    fi
    export LITELLM_LOCAL_MODEL_COST_MAP=True LITELLM_MASTER_KEY=sk-a-key-for-tests-only ASK_KEY=sk-a-key-for-tests-only OPENAI_API_KEY=sk-a-key-for-tests-only
    start "$venv/bin/litellm" --config "$here/litellm.yaml" --host 127.0.0.1 --port "$port" || return 0
    expect 'ok 200 1 {"intent": "search",*' model=film
    expect 'ok 200 1 {"intent": "search",*' model=film format=json
    expect 'ok 200 1 {"intent": "search",*' model=film format=schema
    expect 'rate_limited 429 2 HTTP 429 after 2 attempts: *' model=busy retries=1
    expect 'server 500 3 HTTP 500 after 3 attempts: *' model=broken retries=2
    expect 'refused 400 1 HTTP 400: *Invalid model name*' model=nobody retries=3
    ASK_KEY=sk-another-key-of-somebody
    # 401 with a database of keys behind it, 400 without.
    expect 'refused 40[01] 1 HTTP 40[01]: *' model=film retries=3
    evaluate film "$(cat datasets/gold*.jsonl | grep -c .)"
}

try_llama()
{
    name=llama-cpp-python
    if ! has llama_cpp || ! has gguf; then
        echo "servers llama-cpp-python: skipped: not installed (make servers-venv)"
        return
    fi
    unset ASK_KEY OPENAI_API_KEY
    "$venv/bin/python" "$here/tiny_gguf.py" "$work/tiny.gguf"
    start "$venv/bin/python" -m llama_cpp.server --model "$work/tiny.gguf" --model_alias tiny --host 127.0.0.1 \
        --port "$port" --n_ctx 8192 --chat_format chatml --verbose false || return 0
    expect 'ok 200 1 ?*' max_tokens=16
    expect 'ok 200 1 {*' format=json max_tokens=16
    # It has JSON mode, but no schemas of OpenAI's form, and says so.
    expect 'server 500 1 HTTP 500: *json_schema*' format=schema
    first=$("$asker" "$url" timeout=60000 max_tokens=16 seed=7 | cut -d ' ' -f 6-)
    again=$("$asker" "$url" timeout=60000 max_tokens=16 seed=7 | cut -d ' ' -f 6-)
    [ "$first" = "$again" ] || complain "the same seed gives $first and $again"
    evaluate tiny 20 --filter sample:20
}

port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
try_litellm
try_llama
[ $wrong -eq 0 ]
