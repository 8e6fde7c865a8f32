#!/bin/sh
# fresh-root.sh [SUITE [MIRROR...]] - does the README's quick start work on a fresh machine?
#
# Makes a minimal root (bookworm, or the suite from the mirrors given) that has nothing but make and
# git, clones the last commit into it, and runs `make report` and `make test` there twice: the first
# installs, the second must find nothing to install. Needs root and mmdebstrap, some minutes, and 2 GB
# under TMPDIR; therefore it is no part of .ci/run. Ubuntu 24.04, with the package ubuntu-keyring:
#
#     fresh-root.sh noble 'deb http://archive.ubuntu.com/ubuntu noble main universe'
set -eu

suite=${1:-bookworm}
[ $# -eq 0 ] || shift
source=$(realpath "$(dirname "$0")/../..")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

mmdebstrap --variant=minbase --mode=root --include=apt,make,git "$suite" "$root" "$@"
git clone --quiet "$source" "$root/root/reelgauge"

# inside COMMAND - run a command in the root, in the clone, with a user's minimal environment.
inside()
{
    # shellcheck disable=SC2016 # the inner shell expands
    unshare --mount --pid --fork sh -c '
        mount -t proc proc "$0/proc"
        mount --rbind /dev "$0/dev"
        cp -L /etc/resolv.conf "$0/etc/resolv.conf"
        exec chroot "$0" /usr/bin/env -i HOME=/root TERM=dumb \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            sh -c "cd /root/reelgauge && $1"' "$root" "$1"
}

for target in report test; do
    for time in first second; do
        echo "== make $target, the $time time"
        start=$(date +%s)
        inside "make $target" >"$root/log" 2>&1 || {
            tail -n 50 "$root/log"
            echo "fresh-root.sh: make $target failed the $time time" >&2
            exit 1
        }
        tail -n 12 "$root/log"
        echo "== $(($(date +%s) - start)) s"
        if [ $time = second ] && grep -q '^These packages are missing' "$root/log"; then
            echo "fresh-root.sh: make $target installed something twice" >&2
            exit 1
        fi
    done
done
