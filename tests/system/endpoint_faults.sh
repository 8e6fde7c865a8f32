#!/bin/sh
# endpoint_faults.sh - whatever a server does, a question ends in time with the failure that the manual names.
set -eu
. "$(dirname "$0")/common.sh"

if ! command -v openssl >/dev/null; then
    skip "openssl is not installed, which makes the certificates"
    exit 0
fi

# certify NAME HOST - a certificate that signs itself.
certify()
{
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test \
        -addext "subjectAltName=$2" -keyout "$1.key" -out "$1.pem" 2>openssl.log || cat openssl.log >&2
}
certify self IP:127.0.0.1
certify other DNS:elsewhere.example

python3 "$here/fault_server.py" . &
server=$!
trap 'kill $server' EXIT
while ! [ -e ports ] && kill -0 $server; do
    sleep 0.02
done
read -r plain self other trap_port <ports
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
export ASK_KEY=sk-a-secret-that-nobody-sees

# ask URL ARGS... - into the file answers; a question that hangs is ended after 10 s.
ask()
{
    tried=$((tried + 1))
    status=0
    timeout 10 "$TOOLS/ask" "$@" >answers 2>told || status=$?
    [ $status -eq 0 ] || complain "ask $*: exit code $status: $(cat told)"
}

# expect URL ARGS PATTERN - one question ends as "FAILURE STATUS ATTEMPTS TEXT", after 5 s at the most.
expect()
{
    # shellcheck disable=SC2086 # words on purpose
    ask "$1" $2
    read -r _ failure code attempts ms said <answers || :
    # shellcheck disable=SC2254 # a pattern on purpose
    case "$failure $code $attempts $said" in
    $3) ;;
    *) complain "$1 $2: $failure $code $attempts $said, where $3 is expected" ;;
    esac
    [ "$ms" -le 5000 ] || [ "$SANITIZED" = yes ] || complain "$1 $2: takes $ms ms"
}

# In a row: fault | options | failure, status, attempts and text.
while IFS='|' read -r fault options pattern; do
    expect "http://127.0.0.1:$plain/$fault" "$options" "$pattern"
done <<'EOT'
ok||ok 200 1 question 0 over connection *
slow||ok 200 1 1 at once
dribble|timeout=5000|ok 200 1 drop by drop
hang||timeout 0 1 no whole response within 1000 ms
hang|retries=3|timeout 0 1 no whole response within 1000 ms
hang-in-the-body||timeout 200 1 no whole response within 1000 ms
slow-headers||timeout * 1 no whole response within 1000 ms
dribble-for-ever||timeout 200 1 no whole response within 1000 ms
truncated||unreachable 200 1 the connection broke: *
truncated-chunks|retries=2|unreachable 200 3 the connection broke after 3 attempts: *
close|retries=1|unreachable 0 2 the connection broke after 2 attempts: *
reset||unreachable 0 1 the connection broke: *reset*
reset-once|retries=1|ok 200 2 question 0 over connection *
no-http||malformed 0 1 the response is no HTTP: *
no-json||malformed 200 1 the response is no chat completion: it is no JSON (expected a value)
cut-json||malformed 200 1 the response is no chat completion: it is no JSON (unclosed string)
nothing||malformed 200 1 the response is no chat completion: it is no JSON (empty document)
wrong-shape||malformed 200 1 the response is no chat completion: its first choice has no message
wrong-types||malformed 200 1 the response is no chat completion: its message has no content
error-in-200||malformed 200 1 the response is no chat completion: it says "the model crashed"
storm|retries=1|rate_limited 429 2 HTTP 429 after 2 attempts: slow down
storm-for-ever|retries=3|rate_limited 429 4 HTTP 429 after 4 attempts: quota used up
recovering|retries=5|ok 200 6 question 0 over connection *
broken|retries=1|server 500 2 HTTP 500 after 2 attempts: out of ?*memory
broken-at-length||server 503 1 HTTP 503
refused|retries=3|refused 400 1 HTTP 400: model "tiny" not found
unauthorised|retries=3|refused 401 1 HTTP 401: bad key Bearer \*\*\*\**
echo-of-the-key||ok 200 1 you sent Bearer \*\*\*\**
redirect|retries=3|refused 302 1 HTTP 302, a redirect that is not followed: http://127.0.0.1:*
redirect-that-keeps||refused 307 1 HTTP 307, a redirect that is not followed: http://127.0.0.1:*
huge||too_large 200 1 the response is too large
endless|retries=3|too_large 200 1 the response is too large
endless-headers||too_large 200 1 the response is too large
one-long-header||too_large 200 1 the response is too large
endless-continue||too_large * 1 the response is too large
bomb||malformed 200 1 the response is no chat completion: it is no JSON *
bomb-in-transfer||too_large 200 1 the response is too large
EOT

# What the server asks for is waited: a second, or until a date.
expect "http://127.0.0.1:$plain/storm-in-seconds" "retries=1 wait_max=5000" "ok 200 2 *"
[ "$ms" -ge 1000 ] || complain "Retry-After: 1 is waited for $ms ms"
expect "http://127.0.0.1:$plain/storm-until-a-date" "retries=1 wait_max=700" "ok 200 2 *"
[ "$ms" -ge 700 ] || complain "a Retry-After of two seconds is waited for $ms ms of 700 allowed ones"

# Nobody there, nobody of that name, and a server that nobody can vouch for.
expect "http://127.0.0.1:1/v1" "retries=1" "unreachable 0 2 no connection after 2 attempts: *"
expect "http://no-such-host.invalid/v1" "timeout=1200 connect=1200" "* 0 1 no connection*"
expect "https://127.0.0.1:$self/ok" "retries=2" "tls 0 1 TLS: *self*signed certificate*"
expect "https://127.0.0.1:$other/ok" "ca=other.pem" "tls 0 1 TLS: *127.0.0.1*"
expect "https://127.0.0.1:$plain/ok" "retries=1" "tls 0 2 TLS after 2 attempts: *"
expect "https://127.0.0.1:$self/ok" "ca=self.pem" "ok 200 1 question 0 over connection *"

# Connections are kept, and no more are open than questions may be under way.
ask "http://127.0.0.1:$plain/ok" n=200 concurrency=4
[ "$(wc -l <answers)" -eq 200 ] || complain "of 200 questions $(wc -l <answers) are answered"
connections=$(awk '{ print $NF }' answers | sort -u | wc -l)
[ "$connections" -le 4 ] || complain "200 questions take $connections connections instead of 4"
ask "http://127.0.0.1:$plain/slow" n=12 concurrency=3
most=$(awk '{ print $6 }' answers | sort -n | tail -n 1)
[ "$most" = 3 ] || complain "$most questions are under way at once instead of 3"

ask "http://127.0.0.1:$plain/hasty" n=50 concurrency=2 retries=2
[ "$(grep -c ' ok 200 [123] ' answers)" -eq 50 ] || complain "a connection that closes early loses questions: $(cat answers)"

# A storm is weathered by all; 600 attempts a minute are one each 100 ms.
ask "http://127.0.0.1:$plain/storm" n=40 concurrency=16 retries=3
[ "$(grep -c ' ok 200 [123] ' answers)" -eq 40 ] || complain "a storm of 429 is not weathered: $(cat answers)"
begun=$(date +%s%N)
ask "http://127.0.0.1:$plain/ok" n=6 rpm=600
ms=$((($(date +%s%N) - begun) / 1000000))
[ "$ms" -ge 500 ] || complain "6 questions at 600 a minute take $ms ms"

# A server that stays silent is given up.
ask "http://127.0.0.1:$plain/reset" n=100 concurrency=8 retries=2
[ "$(wc -l <answers)" -eq 100 ] || complain "of 100 questions to a silent server $(wc -l <answers) end"
sent=$(awk '$4 > 0' answers | wc -l)
[ "$sent" -lt 40 ] || complain "a silent server is asked $sent questions"

# A proxy of the environment is asked for others, and never for this machine.
export http_proxy="http://127.0.0.1:$trap_port"
expect "http://127.0.0.1:$plain/ok" "" "ok 200 1 *"
export http_proxy="http://127.0.0.1:$plain"
expect "http://elsewhere.example/ok" "" "ok 200 1 question 0 over connection *"
unset http_proxy

# An interrupt ends the program in the midst of a question, also where a shell in the background has
# its jobs ignore SIGINT.
for signal in INT TERM; do
    tried=$((tried + 1))
    begun=$(date +%s%N)
    env --default-signal=$signal timeout -s $signal 0.2 "$TOOLS/ask" "http://127.0.0.1:$plain/hang" timeout=60000 &&
        complain "SIG$signal is ignored"
    ms=$((($(date +%s%N) - begun) / 1000000))
    [ "$ms" -lt 5000 ] || complain "SIG$signal takes $ms ms"
done

# Where redirects and a proxy pointed to, nobody came; and the key is nowhere.
[ ! -e trapped ] || complain "a redirect or a proxy was followed $(wc -l <trapped) times"
tried=$((tried + 1))
status=0
ASK_KEY="two words" "$TOOLS/ask" "http://127.0.0.1:$plain/ok" 2>told || status=$?
[ $status -eq 2 ] || complain "a key that no header carries: exit code $status"
! grep "two words" told || complain "a refused key is repeated"
finish
