# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What the release programs ask of the system, seen from outside.
. tests/cli/lib.sh

if ! strace -o /dev/null true 2>/dev/null; then
    skip "no program opens a socket" "strace cannot run here"
    skip "the cells are locked" "strace cannot run here"
    finish
fi
if nm "$VERIFIER" | grep -q __asan; then
    skip "the cells are locked" "built under a sanitizer"
    finish
fi

# trace FILE: the calls of a check, and of its children, in $T/trace.
trace() {
    run strace -f -o "$T/trace" "$VERIFIER" check --keys keys "$1"
}

# The calls behind the lock of each process: all that a cell does, but for what
# badge-reader's libraries ask in vain.  A filter
# that is asked for without a program only tries whether the system has one.
# strace cannot look into a cell unless it is root: then it shows an address.
LOCK='seccomp[(]SECCOMP_SET_MODE_FILTER, [^,]*, ([{]len=|0x)'
behind_the_lock() {
    awk -v lock="$LOCK" '
         $0 ~ lock { locked[$1] = 1; next }
         / = -1 (ENOENT|EBADF|ENOSYS) / { next }
         $1 in locked && /clone.* = [0-9]+$/ { locked[$NF] = 1 }
         $1 in locked && $2 !~ /^(<|[+][+][+]|---)/ {
             sub(/^[0-9]+ +/, ""); sub(/[(].*/, ""); print }' \
        "$T/trace" | sort -u
}

NETWORK='socket|connect|bind|listen|accept4?|sendto|sendmsg|recvfrom|recvmsg'
COMPUTING='read|write|exit_group|exit|brk|mmap|munmap|mprotect|mremap|madvise'
COMPUTING="$COMPUTING|sysinfo|futex|getrandom|getpid|clock_gettime|gettimeofday"

kinds_seen=
for file in sample-badges/*.png sample-badges/*.svg sample-badges/*.pdf \
    sample-badges/*.json; do
    # One of each kind: strace is slow.
    [ -e "$file" ] || continue
    case " $kinds_seen " in *" ${file##*.} "*) continue ;; esac
    kinds_seen="$kinds_seen ${file##*.}"
    trace "$file"
    if grep -qE "^[0-9]+ +($NETWORK)\(" "$T/trace"; then
        not_ok "no socket is opened for $file" \
            "$(grep -E "^[0-9]+ +($NETWORK)\(" "$T/trace" | head -n 3)"
    else
        ok "no socket is opened for $file"
    fi
    children=$(grep -cE '^[0-9]+ +(clone3?|v?fork)\(' "$T/trace")
    cells=$(grep -cE "$LOCK" "$T/trace")
    servers=$(grep -cE '^[0-9]+ +execve\(.*badge-reader' "$T/trace")
    if [ "$cells" -ge 2 ] && [ "$((cells + servers))" -eq "$children" ]; then
        ok "reader and judge are cells for $file, and there is no other child"
    else
        not_ok "reader and judge are cells for $file, and there is no other child" \
            "$children children, $cells of them locked, $servers servers"
    fi
    case $file in
    *.pdf) [ "$servers" -eq 1 ] || not_ok "badge-reader is started for $file" ;;
    *) if [ "$servers" -eq 0 ]; then
        ok "badge-reader is not started for $file"
    else
        not_ok "badge-reader is not started for $file"
    fi ;;
    esac
    # Its input stands on descriptor 0, and memory is copied at a fork.
    server=$(awk '/execve[(].*badge-reader/ { print $1 }' "$T/trace")
    if [ -n "$server" ]; then
        grep -E "^$server +(p?read(v|64)?|mmap)[(](0,|.*MAP_PRIVATE, 0,)" \
            "$T/trace" >"$T/out"
        if [ -s "$T/out" ]; then
            not_ok "the server reads no byte of $file"
        else
            ok "the server reads no byte of $file"
        fi
    fi
    behind_the_lock | grep -vxE "$COMPUTING" >"$T/out"
    if [ -s "$T/out" ]; then
        not_ok "behind the lock, a cell only computes for $file"
    else
        ok "behind the lock, a cell only computes for $file"
    fi
    : >"$T/out"
done

# Photographs: libheif starts a thread, and for what looks like HEIC the lock
# leaves one; for no other kind, and no process to any.
THREADS='clone|rseq|set_robust_list|rt_sigprocmask|rt_sigaction'
for file in tests/fuzz/corpus/jpeg/grey.jpg tests/fuzz/corpus/tiff/two.tif \
    tests/fuzz/corpus/webp/turned.webp tests/fuzz/corpus/heic/grey.heic; do
    trace "$file"
    allowed=$COMPUTING
    case $file in *.heic) allowed="$COMPUTING|$THREADS" ;; esac
    behind_the_lock | grep -vxE "$allowed" >"$T/out"
    if [ -s "$T/out" ]; then
        not_ok "behind the lock, a cell only computes for $file"
    else
        ok "behind the lock, a cell only computes for $file"
    fi
done
behind_the_lock | grep -x clone >"$T/out"
if [ -s "$T/out" ] && ! grep 'clone(child_stack' "$T/trace" |
    grep -v 'SIGCHLD' | grep -qv CLONE_THREAD; then
    ok "what it starts for HEIC is a thread"
else
    not_ok "what it starts for HEIC is a thread"
fi
finish
