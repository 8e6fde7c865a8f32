#!/bin/sh
# run.sh PROGRAM TOOLS [SCRIPT...] - try the program as its users would, one script after the other.
#
# A script of this folder is given the program, finds it as `reelgauge` too, and works in a fresh folder,
# $WORK; $TOOLS is where the Makefile put the helpers, and $SANITIZED is yes when the program carries
# AddressSanitizer, which has its own mind about memory limits and preloaded libraries. common.sh has the
# words that the scripts share.
set -eu

program=$(realpath "$1")
TOOLS=$(realpath "$2")
shift 2
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/reelgauge"
# One of the tests runs it as somebody else.
chmod 755 "$work" "$work/bin"

SANITIZED=no
if grep -q __asan_init "$program"; then
    SANITIZED=yes
fi
export PATH="$work/bin:$PATH" TOOLS SANITIZED TZ=UTC LC_ALL=C NO_COLOR=1
export REELGAUGE_KERNELS=plain REELGAUGE_PSEUDONYM_KEY="a key that only tests may know"
unset SOURCE_DATE_EPOCH XDG_CONFIG_HOME

failed=0
scripts=$*
[ -n "$scripts" ] || scripts=$(cd "$here" && ls ./*.sh)
for script in $scripts; do
    script=${script##*/}
    case $script in run.sh | common.sh) continue ;; esac
    WORK=$work/${script%.sh}
    export WORK
    mkdir "$WORK"
    chmod 755 "$WORK"
    (cd "$WORK" && sh -eu "$here/$script" "$program") || failed=1
done
exit $failed
