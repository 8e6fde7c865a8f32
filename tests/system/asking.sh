#!/bin/sh
# asking.sh - an endpoint is asked about the gold cases: once, within the budget, and never by accident.
#
# A server of our own answers (stub_llm.py) and writes down what it was asked. Killed in the middle and
# started again, a run asks nothing twice; what is recorded replays without a server to the same result.
set -eu
. "$(dirname "$0")/common.sh"

secret="sk-a-key-that-nobody-may-see-0123456789"
export OPENAI_API_KEY="$secret"
mkdir stub
python3 "$here/stub_llm.py" stub 2>stub/errors &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
patience=100
while [ ! -e stub/port ] && [ $patience -gt 0 ]; do
    sleep 0.1
    patience=$((patience - 1))
done
port=$(cat stub/port)

cat >>config.ini <<EOF
[endpoint stub]
url = http://127.0.0.1:$port/v1
retries = 1
retry_wait = 0.01
[interpreter llm]
kind = endpoint
endpoint = stub
model = m
EOF
sed -i "s|^\[inputs\]|[inputs]\nprompts = prompts\nprices = prices.csv|" config.ini
mkdir prompts
cp "$here/../../datasets/prompts/interpret.yaml" prompts
sed 's/^name: .*/name: other/; s/^note: .*/note: another one/; s/^  temperature: .*/  temperature: 0.5/' \
    prompts/interpret.yaml >prompts/other.yaml
cat >prices.csv <<EOF
model,input_per_million,output_per_million,currency,valid_from
m,10,100,USD,2020-01-01
EOF

# asked - how many requests the server has seen since the last call.
asked()
{
    [ -e stub/requests ] || : >stub/requests
    wc -l <stub/requests
    : >stub/requests
}

# expect WHAT NUMBER - that many requests came.
expect()
{
    count=$(asked)
    [ "$count" -eq "$2" ] || complain "$1: $count requests instead of $2"
}

# metric NAME - the value of a metric of the latest run in $out.
metric()
{
    python3 -c '
import json, sys
rows = json.load(open(sys.argv[1] + "/latest/summary.json"))["metrics"]
print(next(row["value"] for row in rows if row["name"] == sys.argv[2]))' "$out" "$1"
}

# is NAME VALUE - the metric has that value.
is()
{
    value=$(metric "$1") || value=none
    [ "$value" = "$2" ] || complain "$1 is $value instead of $2"
}

# succeeds WHAT ARGS... - the command ends with 0 or 1.
succeeds()
{
    what=$1
    shift
    try "$@"
    [ "$status" -le 1 ] || complain "$what: exit code $status: $(cat told)"
}

# Without a server: a dry run sends nothing.
out=reports
succeeds "a dry run" eval --dry-run --out "$out"
grep -q "nothing was sent" said || complain "a dry run does not say that nothing was sent"
succeeds "a dry run as JSON" eval --dry-run --json --out "$out"
cases=$(python3 -c 'import json; print(json.load(open("said"))["total"]["calls"])')
[ "$cases" -gt 10 ] || complain "a dry run does not count the calls: $(cat said)"
expect "two dry runs" 0
[ ! -e "$out/latest" ] || complain "a dry run publishes a report"

# Killed in the middle, and again, then finished: every question once.
echo slow >stub/mode
for _ in 1 2; do
    reelgauge eval --out "$out" --endpoint.stub.concurrency=1 >said 2>told &
    run=$!
    sleep 0.6
    kill -9 $run 2>/dev/null || complain "the run was over before it could be killed"
    wait $run 2>/dev/null || true
done
printf '{"torn' >>"$out/replies.jsonl"
echo ok >stub/mode
succeeds "the run after two kills" eval --out "$out"
doubled=$(sort stub/requests | uniq -d | wc -l)
# A reply that was under way when the process died is lost: one for each kill at most.
[ "$doubled" -le 2 ] || complain "$doubled questions were asked twice"
[ "$(grep -c . "$out/replies.jsonl")" -eq "$cases" ] || complain "not every case has one recorded reply"
asked >/dev/null
is "eval_calls{interpreter=llm,kind=missing}" 0

# Cache hits, their age, and how often each case is asked.
succeeds "a second run" eval --out "$out"
expect "a second run" 0
is "eval_calls{interpreter=llm,kind=cached}" "$cases"
is "eval_input_tokens{interpreter=llm}" $((100 * cases))
[ "$(metric "eval_cost{interpreter=llm}" | cut -c 1-5)" = "$(python3 -c "print(f'{$cases * .003:.3f}')")" ] ||
    complain "the cost is $(metric "eval_cost{interpreter=llm}")"
succeeds "without a cache" eval --out "$out" --llm.cache_hours=0
expect "without a cache" "$cases"
succeeds "three repeats" eval --out "$out" --repeats 3
expect "three repeats" $((2 * cases))

# A matrix of two models and two prompts, three times each.
succeeds "a matrix" eval --out "$out" --repeats 3 \
    --interpreter.llm.model=m,n --interpreter.llm.prompt=interpret,other
expect "a matrix" $((9 * cases))
is "eval_calls{interpreter=llm/n/other,kind=sent}" $((3 * cases))
is "eval_calls{interpreter=llm/m/interpret,kind=cached}" $((3 * cases))
is "eval_cost{interpreter=llm/n/other}" None

# The outputs of a run are scored again without a server, as often as one likes, and replay by themselves.
outcomes()
{
    python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))["metrics"]
for row in rows:
    if not row["name"].startswith(("eval_calls", "gate_")):
        print(row["name"], row["value"])
' "$out/latest/summary.json"
}
outcomes >first
[ "$(grep -c '"interpreter":"llm/n/other"' "$out/latest/outputs.jsonl")" -eq $((3 * cases)) ] ||
    complain "the outputs lack replies"
for again in 1 2; do
    succeeds "rescoring $again" rescore latest --out "$out"
    outcomes >second
    cmp -s first second || complain "rescoring $again changes $(diff first second | head -n 5)"
done
expect "rescoring" 0
grep -q '"partial": "rescore"' "$out/latest/summary.json" || complain "a rescored run is not marked"
succeeds "replaying outputs" eval --out "$out" --recordings "$out/latest/outputs.jsonl" \
    --interpreter.llm.kind=replay --interpreter.llm.endpoint= --interpreter.llm.model=m,n
try rescore none --out "$out"
[ "$status" -eq 2 ] || complain "rescoring what does not exist: exit code $status"

# Offline, the recording replays without a server to the same result.
export SOURCE_DATE_EPOCH=4000000000
for way in online offline; do
    mkdir "$way"
    cp "$out/replies.jsonl" "$way"
    offline=
    [ $way = online ] || offline=--offline
    succeeds "$way" eval --out "$way" $offline --llm.cache_hours=-1
done
unset SOURCE_DATE_EPOCH
expect "replayed" 0
cmp -s online/latest/summary.json offline/latest/summary.json ||
    complain "online and offline differ: $(diff online/latest/summary.json offline/latest/summary.json | head -n 5)"

# Errors stay what they are until they are asked again; a broken server is asked again by itself.
out=errors
echo 400 >stub/mode
succeeds "refused" eval --out "$out"
expect "refused" "$cases"
is "eval_calls{interpreter=llm,kind=failed}" "$cases"
echo ok >stub/mode
succeeds "refused before" eval --out "$out"
expect "refused before" 0
succeeds "retried" eval --out "$out" --retry-errors
expect "retried" "$cases"
is "eval_calls{interpreter=llm,kind=failed}" 0
succeeds "nothing left to retry" eval --out "$out" --retry-errors
expect "nothing left to retry" 0
out=broken
echo 500 >stub/mode
succeeds "broken" eval --out "$out"
expect "broken, with one more attempt each" $((2 * cases))
echo ok >stub/mode
succeeds "mended" eval --out "$out"
expect "mended" "$cases"

# A budget stops the asking, and the run never becomes a baseline.
out=budget
succeeds "a budget" run --out "$out" --llm.max_calls=3
expect "a budget" 3
is "eval_calls{interpreter=llm,kind=missing}" $((cases - 3))
grep -q '"partial": "budget"' "$out/latest/summary.json" || complain "the run is not marked as partial"
grep -q '"full": false' "$out/latest/summary.json" || complain "a partial run may become a baseline"
succeeds "a budget in money" eval --out money --llm.max_cost=0.1
[ "$(asked)" -lt "$cases" ] || complain "a limit on costs stops nothing"
try eval --out money --llm.max_cost=0.1 --interpreter.llm.model=unknown
[ "$status" -eq 2 ] || complain "a limit on unknown costs: exit code $status"
expect "a limit on unknown costs" 0

# What is personal is masked before it is recorded, and the key is nowhere but in the request.
out=mail
echo mail >stub/mode
succeeds "mail" eval --out "$out" -vv
grep -q "Bearer $secret" stub/requests || complain "the key was not sent"
grep -q '\[email\]' "$out/replies.jsonl" || complain "nothing was masked"
if grep -rqF example.org "$out"; then complain "an e-mail address is in $(grep -rlF example.org "$out")"; fi
if grep -rqF "$secret" reports errors broken budget mail said told; then
    complain "the key is in $(grep -rlF "$secret" reports errors broken budget mail said told)"
fi
finish
