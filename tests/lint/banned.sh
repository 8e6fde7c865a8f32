#!/bin/sh
# banned.sh - functions that have no place in pipeline/, or only in one place of it.
#
# Comments and strings do not count. Each row of the table: the functions, where they may be called
# (files or folders of pipeline/, "nowhere" for none), and why.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"

table='
strcpy strcat strncpy strncat sprintf vsprintf gets stpcpy|nowhere|it does not know the size of its target; use base/str.h or snprintf
strtok strtok_r|nowhere|it writes into its input; use base/str.h
atoi atol atoll atof|nowhere|it cannot tell an error from 0
setlocale uselocale newlocale|nowhere|numbers would be read and written in another way
rand srand random srandom rand_r drand48|nowhere|results would not repeat; use base/rng.h
system popen execl execlp execv execvp|nowhere|no shell and no program is called
alloca|nowhere|the stack has no maximum that we could check
tmpnam tempnam mktemp|nowhere|another process can take the name first
malloc calloc realloc free aligned_alloc posix_memalign strdup strndup|base/|memory comes from an arena or from base/memory.h
exit|main.c|only main ends the process
_exit abort quick_exit|base/memory.c|only memory_exhausted() ends the process in the middle
time gettimeofday localtime localtime_r ctime|main.c|the clock comes in from main
clock_gettime|main.c base/clock.c|the clock comes in from main
getenv secure_getenv|main.c config/|the environment is read in one place
printf puts putchar perror|main.c commands/|results are written by commands, messages by base/log.h
'

files=$(find pipeline -name '*.c' -o -name '*.cc' -o -name '*.h' | LC_ALL=C sort)
# shellcheck disable=SC2086 # a list of words; our paths have no spaces
awk -v table="$table" '
BEGIN {
    rows = split(table, row, "\n")
    for (i = 1; i <= rows; i++) {
        split(row[i], field, "|")
        count = split(field[1], names, " ")
        for (j = 1; j <= count; j++) {
            where[names[j]] = field[2]
            why[names[j]] = field[3]
        }
    }
}

FNR == 1 {
    file = substr(FILENAME, length("pipeline/") + 1)
    in_comment = 0
}

function allowed(places,    place, count, i) {
    count = split(places, place, " ")
    for (i = 1; i <= count; i++) {
        if (place[i] == file || place[i] ~ /\/$/ && index(file, place[i]) == 1)
            return 1
    }
    return 0
}

# What is left of a line without comments, strings and character constants.
function code(line,    rest, at) {
    rest = ""
    gsub(/\\./, "", line)
    while (line != "") {
        if (in_comment) {
            at = index(line, "*/")
            if (!at)
                return rest
            line = substr(line, at + 2)
            in_comment = 0
        } else if (match(line, /"[^"]*"|\047[^\047]*\047|\/\/.*|\/\*/)) {
            rest = rest substr(line, 1, RSTART - 1) " "
            in_comment = substr(line, RSTART, RLENGTH) == "/*"
            line = substr(line, RSTART + RLENGTH)
        } else {
            return rest line
        }
    }
    return rest
}

{
    line = code($0)
    while (match(line, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
        name = substr(line, RSTART, RLENGTH - 1)
        before = RSTART > 1 ? substr(line, RSTART - 1, 1) : ""
        sub(/[ \t]+$/, "", name)
        line = substr(line, RSTART + RLENGTH)
        if (name in where && before != "." && before != ">" && !allowed(where[name])) {
            printf "%s:%d: error: %s(): %s\n", FILENAME, FNR, name, why[name]
            bad = 1
        }
    }
}
END { exit bad }' /dev/null $files
