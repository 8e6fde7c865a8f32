#!/bin/sh
# layers.sh - hold every #include against the layer table of ARCHITECTURE.md.
#
# Our own headers are included by path from pipeline/ and only from the layers below; a library's
# header only in the folder that is built on that library. A header that no table knows is a finding,
# so that a new library is a decision and not an accident.
set -eu
cd "${LINT_ROOT:-$(dirname "$0")/../..}"

files=$(find pipeline -name '*.c' -o -name '*.h' -o -name '*.cc' | LC_ALL=C sort)
# shellcheck disable=SC2086 # a list of words; our paths have no spaces
awk '
BEGIN {
    # What each folder sees besides itself; "main" is pipeline/main.c.
    sees["base"] = " "
    sees["model"] = " base "
    count = split("config load llm eval train monitor drift decide store charts report synth", stages, " ")
    all = " base model "
    for (i = 1; i <= count; i++) {
        sees[stages[i]] = " base model "
        all = all stages[i] " "
    }
    sees["commands"] = all
    sees["main"] = all "commands "

    # Which folders may include a library, by the beginning of the name of its header.
    library["ini.h"] = "config"
    library["csv.h"] = "load"
    library["yaml.h"] = "load"
    library["zlib.h"] = "load base"
    library["zstd"] = "load base"
    library["curl/"] = "llm"
    library["cblas.h"] = "train"
    library["openblas_config.h"] = "train"
    library["immintrin.h"] = "train"
    library["arm_neon.h"] = "train"
    library["sqlite3.h"] = "store"
    library["cairo"] = "charts"
    library["ctemplate/"] = "report"
    library["simdjson.h"] = "base"
    library["cJSON.h"] = "base"
    library["cjson/"] = "base"
    library["boost/"] = "base"
    library["openssl/"] = "base"
    library["utf8proc.h"] = "base"
    library["pcre2.h"] = "base"
    library["xxhash.h"] = "base"
    library["pthread.h"] = "base"
    library["sanitizer/"] = "base"

    # The languages and POSIX, which everybody may use.
    standard = " assert.h ctype.h errno.h fenv.h float.h inttypes.h limits.h math.h signal.h " \
        "stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h " \
        "stdnoreturn.h string.h time.h dirent.h fcntl.h fnmatch.h glob.h strings.h unistd.h " \
        "sys/file.h sys/mman.h sys/random.h sys/resource.h sys/stat.h sys/time.h sys/types.h sys/utsname.h sys/wait.h " \
        "algorithm array cmath cstdint cstring exception limits map memory mutex new stdexcept string " \
        "string_view type_traits utility vector "
}

function finding(message) {
    printf "%s:%d: error: %s\n", FILENAME, FNR, message
    bad = 1
}

function own(header,    folder) {
    folder = header
    if (!sub(/\/.*/, "", folder)) {
        finding("\"" header "\" is not a path from pipeline/")
    } else if (!(folder in sees)) {
        finding("\"" header "\" is in no folder of the layer table")
    } else if (folder != here && index(sees[here], " " folder " ") == 0) {
        finding(here "/ must not include \"" header "\": it sees" sees[here] "only")
    }
}

function foreign(header,    prefix) {
    if (index(standard, " " header " "))
        return
    for (prefix in library) {
        if (index(header, prefix) == 1) {
            if (index(" " library[prefix] " ", " " here " ") == 0)
                finding("<" header "> may be included only in " library[prefix] "/")
            return
        }
    }
    finding("<" header "> is in no table of tests/lint/layers.sh")
}

FNR == 1 {
    parts = split(FILENAME, path, "/")
    here = parts == 3 ? path[2] : "main"
    if (parts == 2 && path[2] != "main.c" || parts > 3 || !(here in sees))
        finding("this file lies outside the layers")
    stem = FILENAME
    sub(/^pipeline\//, "", stem)
    extension = stem
    sub(/.*\./, "", extension)
    sub(/\.[a-z]+$/, "", stem)
    first = 1
}

/^[ \t]*#[ \t]*include/ {
    header = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
    quoted = substr(header, 1, 1) == "\""
    header = substr(header, 2)
    sub(/[">].*/, "", header)
    # A header that its own .c includes first is proved to be self-contained.
    if (first && extension != "h" && here != "main" && (!quoted || header != stem ".h"))
        finding("the first include is not \"" stem ".h\"")
    first = 0
    if (here in sees) {
        if (quoted)
            own(header)
        else
            foreign(header)
    }
}

END { exit bad }
' /dev/null $files
