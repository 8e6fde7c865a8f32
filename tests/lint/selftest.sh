#!/bin/sh
# selftest.sh - prove that each lint passes clean code and finds a planted violation.
set -eu
here=$(realpath "$(dirname "$0")")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp "$here/../../.clang-format" "$root/"
failures=0

# write PATH TEXT - put a file into the planted tree; compile it for the lints that read objects.
write()
{
    mkdir -p "$root/${1%/*}"
    printf '%s' "$2" >"$root/$1"
    case $lint:$1 in
    symbols:*.c | pure:*.c)
        mkdir -p "$root/build/${1%/*}"
        ${CC:-cc} -std=gnu17 -w -I"$root/pipeline" -c -o "$root/build/${1%.c}.o" "$root/$1"
        ;;
    esac
}

# page TEXT - the manual page, and a program that explains one command and one option.
page()
{
    write packaging/reelgauge.1 "$1"
    write build/reelgauge '#!/bin/sh
printf "Commands (x)\n  run   all of it\n\nOptions of every command\n  --quiet   be quiet\n"
'
    chmod +x "$root/build/reelgauge"
}

# clean - a tree without a finding.
clean()
{
    rm -rf "$root/pipeline" "$root/tests" "$root/build"
    mkdir "$root/tests"
    write pipeline/base/sum.h '#ifndef BASE_SUM_H
#define BASE_SUM_H
int sum_of(int a, int b);
#endif
'
    write pipeline/base/sum.c '#include "base/sum.h"

/* Unlike strcpy(), this is safe; "system(" in a string is no call. */
int sum_of(int a, int b)
{
    return a + b;
}
'
    write pipeline/eval/score.h '#ifndef EVAL_SCORE_H
#define EVAL_SCORE_H
int score(int a);
#endif
'
    write pipeline/eval/score.c '#include "eval/score.h"

#include <math.h>

#include "base/sum.h"

int score(int a)
{
    static const int table[] = {1, 2};
    return sum_of(table[a], (int)sqrt((double)a));
}
'
    page '.It Ic run
.It Fl -quiet , q
'
}

# finds LINT PATH TEXT MESSAGE - with that file in the clean tree, LINT fails and says MESSAGE.
finds()
{
    lint=$1
    clean
    write "$2" "$3"
    if output=$(LINT_ROOT=$root "$here/$1.sh" build 2>&1); then
        echo "tests/lint/$1.sh: error: lets pass in $2: $3" >&2
        failures=$((failures + 1))
    else
        case $output in
        *"$4"*) ;;
        *)
            printf 'tests/lint/%s.sh: error: does not say "%s" but:\n%s\n' "$1" "$4" "$output" >&2
            failures=$((failures + 1))
            ;;
        esac
    fi
}

for lint in layers symbols pure banned style manual; do
    clean
    LINT_ROOT=$root "$here/$lint.sh" build || {
        echo "tests/lint/$lint.sh: error: finds something in clean code" >&2
        failures=$((failures + 1))
    }
done

finds layers pipeline/base/up.h '#include "eval/score.h"
' 'up.h:1: error: base/ must not include "eval/score.h"'
finds layers pipeline/eval/peer.h '#include "train/x.h"
' 'peer.h:1: error: eval/ must not include "train/x.h"'
finds layers pipeline/eval/db.h '#  include <sqlite3.h>
' 'db.h:1: error: <sqlite3.h> may be included only in store/'
finds layers pipeline/eval/new.h '#include <unheard/of.h>
' '<unheard/of.h> is in no table'
finds layers pipeline/eval/near.h '#include "score.h"
' '"score.h" is not a path from pipeline/'
finds layers pipeline/eval/order.c '#include "base/sum.h"
' 'order.c:1: error: the first include is not "eval/order.h"'
finds layers pipeline/misc/x.h '
' 'x.h:1: error: this file lies outside the layers'
finds layers pipeline/second_main.c '
' 'second_main.c:1: error: this file lies outside the layers'

finds symbols pipeline/eval/recall.c 'int precision_score(void) { return 1; }
' 'pipeline/eval/recall: error: exports precision_score'
finds symbols pipeline/eval/recall.c 'int recall_table[3];
' 'pipeline/eval/recall: error: recall_table is a mutable global'
finds symbols pipeline/eval/recall.c 'int recall(void) { static int calls; return ++calls; }
' 'is a mutable global'
finds symbols pipeline/main.c 'int main_helper(void) { return 1; }
' 'pipeline/main: error: exports main_helper'

finds pure pipeline/eval/heap.c '#include <stdlib.h>
void *heap(void) { return malloc(3); }
' 'pipeline/eval/heap: error: imports malloc'
finds pure pipeline/drift/when.c '#include <time.h>
long when(void) { return time(0); }
' 'imports time'
finds pure pipeline/monitor/say.c '#include <stdio.h>
void say(void) { fputs("x", stdout); }
' 'imports stdout'
finds pure pipeline/decide/file.c 'int io_exists(const char *path); int file(void) { return io_exists("x"); }
' 'imports io_exists'

finds banned pipeline/eval/copy.c '#include <string.h>
void copy(char *to) { /* a */ strcpy (to, "\"x"); }
' 'copy.c:2: error: strcpy()'
finds banned pipeline/eval/copy.c '/* over
two lines */ void copy(void) { free(0); }
' 'copy.c:2: error: free()'
finds banned pipeline/base/leave.c 'void leave(void) { exit(1); }
' 'leave.c:1: error: exit(): only main'
finds banned pipeline/train/now.c 'long now(void) { return time(0); }
' 'now.c:1: error: time()'

finds style pipeline/eval/open.h 'int open(void);
' 'open.h:1: error: has no include guard EVAL_OPEN_H'
finds style pipeline/eval/long.c "$(awk 'BEGIN { for (i = 0; i < 501; i++) print "int long_" i ";" }')
" 'has 501 lines'
finds style pipeline/eval/cxx.c '// a comment
' 'cxx.c:1: error: comments are /* */'
finds style tests/unit/test_later.c '/* TODO: more */
' 'test_later.c:1: error: work that is left'
if command -v clang-format >/dev/null 2>&1; then
    finds style pipeline/eval/crooked.c 'int crooked( void );
' 'crooked.c'
fi

# A program whose every reference is "new".
printf '#!/bin/sh\necho new\n' >"$root/reelgauge"
chmod +x "$root/reelgauge"
page='<!-- config begins -->

%s

<!-- config ends -->
'
# references CONFIG README - say how the generated files compare; the README's format is $page.
references()
{
    printf '%s\n' "$1" >"$root/config.ini"
    # shellcheck disable=SC2059 # the format is ours
    printf "$page" "$2" >"$root/README.md"
    LINT_ROOT=$root "$here/generated.sh" "$root" 2>&1 | sed -n 's/: error.*//p' | tr '\n' ' '
}
expect()
{
    [ "$1" = "$2" ] || {
        echo "tests/lint/generated.sh: error: finds '$1' instead of '$2'" >&2
        failures=$((failures + 1))
    }
}
expect "$(references new new)" ''
expect "$(references old new)" 'config.ini '
expect "$(references new old)" 'README.md '
page='no place for %s\n'
expect "$(references new new)" 'README.md '

finds manual packaging/reelgauge.1 '.It Fl -quiet , q
' 'does not name the command run'
finds manual packaging/reelgauge.1 '.It Ic run
' 'does not name the option --quiet'
finds manual packaging/reelgauge.1 '.It Ic run
.It Fl -quiet
.It Fl -loud
' 'names what does not exist: option --loud'

[ $failures -eq 0 ] || exit 1
echo "lint: every check finds what was planted for it"
