# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# A machine that gives little, and folders and files that are no good: the
# answer is a word or trouble that is told, never a signal or a wait.
. tests/cli/lib.sh
. tests/world.sh

make_world
credential "$ISSUER_ID" "Camille Martin" >"$T/good.json"
badge good "$T/good.json" "$T/good.jws"
CHECK="'$VERIFIER' check --at 2026-04-01 --keys '$T/keys'"

# in_shell COMMAND: with limits and descriptors of its own; not for ever.
in_shell() {
    run timeout 60 sh -c "$1"
}

# ---- Descriptors -------------------------------------------------------------

in_shell "$CHECK '$T/good.jws' - <&-"
expect_exit 3 "a file is never taken for a standard input that was closed"
out_has "Recognised" "and is judged all the same"
for closed in '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '<&- >&- 2>&-'; do
    in_shell "$CHECK '$T/good.jws' $closed"
    case $closed in
    *' >&-'* | '>&-'*) expect_exit 3 "without standard output: $closed" ;;
    *) expect_exit 0 "without a descriptor that it does not need: $closed" ;;
    esac
done
in_shell "ulimit -n 4; $CHECK '$T/good.jws'"
expect_exit 3 "with too few descriptors there is trouble"

# ---- Limits ------------------------------------------------------------------

in_shell "ulimit -f 0; $CHECK sample-badges/indispensable.pdf"
expect_exit 3 "where no file may grow, a PDF is trouble"
in_shell "ulimit -f 0; $CHECK '$T/good.jws' >'$T/report'"
expect_exit 3 "and so is a report that goes to a file"
if nm "$VERIFIER" | grep -q __asan; then
    skip "with too little memory there is trouble" "built under a sanitizer"
else
    in_shell "ulimit -v 40000; $CHECK '$T/good.jws'"
    expect_exit 3 "with too little memory there is trouble"
    err_has "not enough memory" "that is told"
fi

# ---- Files that are none -----------------------------------------------------

mkfifo "$T/pipe"
in_shell "$CHECK '$T/pipe'"
expect_exit 2 "a pipe that nobody writes to is empty"
in_shell "$CHECK /proc/self/status"
expect_exit 2 "a file without a size is read to its end"

# ---- Catalogues --------------------------------------------------------------

if command -v msgfmt >/dev/null; then
    mkdir -p "$T/bin/locale/fr/LC_MESSAGES"
    cp "$VERIFIER" "$T/bin"
    long=$(printf 'DATE%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)
    sed "s/^msgstr \"DATE\"/msgstr \"$long\"/" verifier/front/po/fr.po \
        >"$T/fr.po"
    msgfmt -o "$T/bin/locale/fr/LC_MESSAGES/badge-verifier.mo" "$T/fr.po"
    run "$T/bin/badge-verifier" check --lang fr --help
    expect_exit 0 "a translator may be long-winded"
    out_has "DATEDATE" "and is heard as far as there is room"
else
    skip "a translator may be long-winded" "msgfmt is not there"
fi

# ---- Folders of keys ---------------------------------------------------------

# broken_keys: $T/broken is a copy of the good ones, to be spoiled.
broken_keys() {
    rm -rf "$T/broken"
    cp -R "$T/keys" "$T/broken"
}

# keys_exit CODE SENTENCE, of $T/broken.
keys_exit() {
    in_shell \
        "'$VERIFIER' check --at 2026-04-01 --keys '$T/broken' '$T/good.jws'"
    expect_exit "$1" "$2"
}

broken_keys
for i in 2 3 4 5; do
    truncate -s 60M "$T/broken/root.$i.json" "$T/broken/root.$i.json.A.minisig"
done
keys_exit 3 "roots and signatures as long as a list are not read"
err_has "it is too large" "and the message says why"
broken_keys
truncate -s 60M "$T/broken/trust-list.json.A.minisig"
keys_exit 3 "nor is such a signature of the list"
broken_keys
for i in 1 2 3 4 5; do
    truncate -s 60M "$T/broken/trust-list.json.$i.json" "$T/broken/notes$i"
done
keys_exit 0 "what is no part of a list is not read at all"
broken_keys
i=0
while [ $i -lt 600 ]; do
    i=$((i + 1))
    : >"$T/broken/root.x$i.json"
done
keys_exit 3 "hundreds of roots are refused"
err_has "it holds too many files" "and the message says why"
broken_keys
rm "$T/broken/trust-list.json"
mkfifo "$T/broken/trust-list.json"
keys_exit 3 "a pipe is no list"
rm "$T/broken/trust-list.json"
ln -s trust-list.json "$T/broken/trust-list.json"
keys_exit 3 "nor is a link to itself"
rm "$T/broken/trust-list.json"
mkdir "$T/broken/trust-list.json"
keys_exit 3 "nor is a folder"
rm -rf "$T/broken"
ln -s broken "$T/broken"
keys_exit 3 "a link to itself is no folder"
err_has "the system cannot read it" "and the message says why"
run "$VERIFIER" check --keys '' "$T/good.jws"
expect_exit 3 "no name is no folder"
err_has "cannot use the trust list in ''" "and the message says so"
# While it waits for a code that nobody scans.  What it is born with is the
# shell's own.
mkfifo "$T/held"
exec 3<>"$T/held"
"$VERIFIER" scan <&3 >/dev/null 2>&1 3<&- &
waiting=$!
kept=no
for _ in $(seq 200); do
    if grep -q '^Max core file size *0 *0 ' "/proc/$waiting/limits"; then
        kept=yes
        break
    fi
    sleep 0.1
done
kill "$waiting"
wait "$waiting"
exec 3<&-
expect "however it ends, it leaves no core file" test "$kept" = yes
finish
