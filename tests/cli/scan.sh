#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-verifier scan: what a handheld scanner types, on a terminal and on a
# serial line, as it should be and as other keyboards make it.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

OB1=$BUILD/tests/tools/ob1
if [ ! -x "$OB1" ]; then
    skip "codes of badges" "tests/tools/ob1 is not built"
    finish
fi
mkdir "$T/keys"
make_world "$@" || exit 1

# make NAME HOLDER: $T/NAME.jws, and what its code says in $T/NAME
make() {
    credential "$ISSUER_ID" "$2" >"$T/$1.json"
    badge good "$T/$1.json" "$T/$1.jws"
    "$OB1" pack - 0 "$T/$1.jws" | cut -f5 | tr -d '\n' >"$T/$1"
}
make one "Camille Martin"
make two "Dominique Petit"
"$OB1" pack - $(($(wc -c <"$T/one") * 2 / 3)) "$T/one.jws" | cut -f5- | tr '\t' '\n' >"$T/parts"
sed -n 1p "$T/parts" | tr -d '\n' >"$T/part1"
sed -n 2p "$T/parts" | tr -d '\n' >"$T/part2"
damaged() { # one character is another
    sed 's/^\(.\{60\}\)A/\1B/; t; s/^\(.\{60\}\)./\1A/' "$1"
}

# scan OPTION...: what $T/in says, through a pipe.
scan() {
    status=0
    "$VERIFIER" scan --keys "$T/keys" --at 2026-04-01 "$@" \
        <"$T/in" >"$T/out" 2>"$T/err" || status=$?
}

# ---- Through a pipe -----------------------------------------------------------

printf '%s\r\n' "$(cat "$T/one")" >"$T/in"
scan
expect_exit 0 "a code of a good badge exits 0"
out_has "Recognised" "and says so"
out_has "Awarded to Camille Martin" "and to whom"
out_lacks "What was checked" "and no more than that"
scan --full
out_has "What was checked" "--full says all"
scan --lang fr
out_has "Reconnu" "in French as well"
scan --format json
out_has '"verdict": "recognised"' "and for programs"
expect "a line a code" test "$(wc -l <"$T/out")" -eq 1

{ cat "$T/one" && echo && cat "$T/two" && echo; } >"$T/in"
scan
out_has "Code 1" "of two codes the first is told"
out_has "Code 2" "and the second"
out_lacks "File" "and neither is called a file"
scan --lang fr
out_has "Code 1" "in French as well"
out_lacks "Fichier" "where it is no file either"
out_has "Dominique Petit" "each with its badge"
cat "$T/one" "$T/two" >"$T/in"
scan
out_has "Dominique Petit" "also without a line between them"
{ printf ']Q1' && cat "$T/one" && printf '\t]Q1' && cat "$T/two"; } >"$T/in"
scan
expect_exit 0 "an AIM identifier before a code, and Tab behind it"
out_has "Dominique Petit" "are none of it"

cp "$T/one.jws" "$T/in"
scan
expect_exit 0 "a compact JWS needs no packing"
damaged "$T/one" >"$T/in"
scan
expect_exit 2 "a code that was read wrongly is undecided"
out_has "the code was not read without a fault" "and says so"
out_has "Scan or photograph the code again" "and what to do"
out_lacks "Camille" "and nothing of it is told"
printf 'bonjour\n' >"$T/in"
scan
expect_exit 2 "words are no code"
out_has "That is no code of a badge" "and that is said kindly"
out_lacks "bonjour" "and they are not repeated"
scan --format json
out_has '"verdict": "no-badge"' "and for programs"
: >"$T/in"
scan
expect_exit 2 "where nothing is scanned, nothing is recognised"
expect "and nothing is said of it" test ! -s "$T/out"
{ head -c 70000 /dev/zero | tr '\0' 'A' && echo && cat "$T/one"; } >"$T/in"
scan
out_has "too large" "a text without an end is too large"
out_has "Recognised" "and the next code is read"
head -c 30000 /dev/urandom >"$T/in"
scan
expect_exit 2 "noise is no badge"

# ---- A badge in two codes ------------------------------------------------------

{ cat "$T/part2" && echo && cat "$T/part1" && echo; } >"$T/in"
scan
expect_exit 0 "two codes make a badge, in any order"
out_has "1 of 2 codes of this badge read: scan the other one." \
    "and the first of them asks for the other"
out_has "Camille Martin" "and the second tells the badge"
scan --lang fr
out_has "présentez l’autre code" "in French too"
{ cat "$T/part1" && echo && cat "$T/two" && echo && cat "$T/part1" && echo &&
    cat "$T/part2" && echo; } >"$T/in"
scan
out_has "Dominique Petit" "another badge may come between"
out_has "Camille Martin" "and the set is still made whole"
for part in part1 part2; do
    { cat "$T/part1" && echo && cat "$T/part2" && echo && cat "$T/$part"; } \
        >"$T/in"
    scan
    expect_exit 0 "a scanner that is pressed twice leaves no half badge: $part"
    out_has "Camille Martin" "of the badge that it told: $part"
done
damaged=$(tail -c +8 "$T/part2" | head -c 40)
{ cat "$T/part1" && echo && echo "OB1:$damaged" && cat "$T/part1"; } >"$T/in"
scan
expect_exit 2 "half a badge read twice is half a badge"
cp "$T/part1" "$T/in"
scan
expect_exit 2 "half a badge is undecided at the end"
out_has "they are not all here" "and says that the other is missing"

# ---- The command line ------------------------------------------------------------

for wrong in "--pause 0" "--pause x" "--pause 60001" "--baud 300" "--bogus"; do
    : >"$T/in"
    # shellcheck disable=SC2086 # an option and its value
    scan $wrong
    expect_exit 3 "refused: $wrong"
    err_has "hint: " "with a hint: $wrong"
done
scan --pause 60000
expect "a pause of a minute is the longest" test "$status" -ne 3
scan "$T/nowhere"
expect_exit 3 "a device that is not there is trouble"
err_has "cannot read '$T/nowhere': no such file" "and the message says so"
scan "$T"
err_has "it is a folder" "a folder is none"
scan /dev/zero
err_has "it is not a file" "nor is what never ends"
scan a b
expect_exit 3 "two devices are one too many"
run "$VERIFIER" scan --help
expect_exit 0 "scan --help is no trouble"
for option in lang format full at keys name email pause baud allow-test help; do
    out_has "--$option" "and lists --$option"
done
cp "$T/one" "$T/file"
: >"$T/in"
scan "$T/file"
out_has "Camille Martin" "a file can be named"

# ---- On a terminal ----------------------------------------------------------------

terminal="python3 tests/keyboards/terminal.py"
if ! python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
    skip "codes typed on a terminal" "no python3, or no pseudo-terminal"
    finish
fi

# typed ACTIONS OPTION...: on a terminal, each action on its line.
typed() {
    actions=$1
    shift
    # shellcheck disable=SC2086 # a program and its script
    run $terminal "$actions" env TERM=dumb COLUMNS=200 "$VERIFIER" scan \
        --keys "$T/keys" --at 2026-04-01 "$@"
    tr -d '\r' <"$T/out" >"$T/flat" && mv "$T/flat" "$T/out"
}
# line ACTIONS OPTION...: beside it, as a serial line.
line() {
    actions=$1
    shift
    # shellcheck disable=SC2086
    run $terminal --line "$actions" "$VERIFIER" scan \
        --keys "$T/keys" --at 2026-04-01 "$@" @LINE@
}

typed "raw
type $T/one
key 0d
wait Recognised
key 04
cooked"
expect_exit 0 "a code is typed, Enter, and Ctrl-D ends"
out_has "ready: scan a code" "whoever sits there is told that it is ready"
out_lacks "OB1:" "what is typed is not shown"
typed "raw
type $T/one
wait Recognised
type $T/two
wait Dominique
key 04"
expect_exit 0 "without Enter, a pause ends a code"
head -c 100 "$T/one" >"$T/start"
tail -c +101 "$T/one" >"$T/end"
typed "raw
slow $T/start
type $T/end
wait Recognised
key 04" --pause 1
expect_exit 0 "a scanner that types slowly, pauses or not, is one code"
out_lacks "not read without" "and no part of it was taken for one"
{ printf 'OB1:' && head -c 5996 /dev/zero | tr '\0' '0'; } >"$T/long"
typed "raw
type $T/long
key 0d
wait not read without
type $T/one
key 0d
wait Recognised
key 04" --lang en
expect_exit 2 "6,000 characters arrive, and the next code after them"
printf 'quoi, déjà ?' >"$T/words"
typed "raw
slow $T/words
key 0d
wait no code of a badge
key 04"
expect_exit 2 "words typed by hand end with Enter as well"
typed "raw
type $T/one
key 0d
wait Recognised
signal INT
cooked"
expect_exit 0 "an interrupt ends it in good order"
typed "raw
key 03
cooked"
expect_exit 2 "and so does Ctrl-C"
for key in 03 04 1a 1c; do
    # shellcheck disable=SC2059 # a character by its number
    printf "\\$(printf %o 0x$key)echo typed to the shell" >"$T/trap"
    typed "raw
type $T/trap
key 0d
wait no code of a badge
slow $T/trap
key 0d
wait no code of a badge
type $T/one
key ${key}0d
wait Recognised
key 04
cooked"
    expect_exit 2 "the key $key in a code ends nothing, and types nothing"
done
typed "raw
key 1c1c1c
cooked"
expect_exit 2 "a key that is held down ends it as well, without a core file"
typed "raw
key 1a
stopped
cooked
signal CONT
raw
key 04
cooked"
expect_exit 2 "and Ctrl-Z suspends it"
typed "raw
signal QUIT
cooked"
expect_exit 2 "whatever asks it to end finds the terminal as it was"
typed "raw
signal TERM
cooked"
expect_exit 2 "and so does a request to end"
typed "raw
signal TSTP
stopped
cooked
signal CONT
raw
type $T/one
wait Recognised
key 04
cooked"
expect_exit 0 "suspended, it leaves the terminal as it was, and goes on"
typed "raw
end"
expect "a terminal that is gone is the end" test "$status" -ne 99

# ---- On a serial line --------------------------------------------------------------

line "raw
type $T/one
key 0d
wait Recognised
key 0304
type $T/two
key 0d
wait Dominique
end" --baud 115200
expect_exit 0 "a serial line is read until it is pulled out"
out_lacks "ready:" "and nobody is asked to type there"

# ---- Other keyboards ----------------------------------------------------------------

# keyboards is built on the spot: few machines have what it needs.
if ! "${CC:-cc}" -D_GNU_SOURCE tests/keyboards/keyboards.c -o "$T/keyboards" \
    -lxkbcommon -lunistring 2>"$T/err" ||
    ! "$T/keyboards" table >"$T/layouts.c" 2>"$T/err"; then
    skip "other keyboards" "no libxkbcommon-dev, or no xkb-data"
    finish
fi
if [ "$(dpkg-query -W -f '${Version}' xkb-data 2>/dev/null)" = 2.35.1-1 ]; then
    same "$T/layouts.c" verifier/paper/layouts.c \
        "the table of layouts is what the system's keyboards say"
else
    skip "the table of layouts" "another version of xkb-data"
fi

# garbled SENTENCE SCANNER COMPUTER WORDS [caps]: on a terminal, in French.
garbled() {
    # shellcheck disable=SC2086 # caps, or nothing
    "$T/keyboards" type "$2" "$3" ${5:-} <"$T/one" >"$T/garbled"
    typed "raw
type $T/garbled
key 0d
wait $4
wait Code 1
key 04" --lang fr
    expect_exit 0 "$1"
    out_has "Camille Martin" "and the badge is told: $1"
}
garbled "QWERTY on AZERTY" us fr \
    "Douchette réglée en QWERTY US, ordinateur en AZERTY FR"
garbled "QWERTY on Belgian AZERTY" us be "ordinateur en AZERTY"
garbled "QWERTY on QWERTZ" us de "ordinateur en QWERTZ"
garbled "QWERTY on bépo" us "fr(bepo)" "ordinateur en BÉPO FR"
garbled "QWERTY on Swiss QWERTZ" us "ch(fr)" "ordinateur en QWERTZ CH"
garbled "QWERTY on Spanish QWERTY" us es "Douchette réglée"
garbled "AZERTY on QWERTY" fr us "Douchette réglée en AZERTY"
garbled "QWERTZ on AZERTY" de fr "Douchette réglée en QWERTZ"
garbled "Swedish QWERTY on QWERTY, with its Alt" se us "Douchette réglée"
garbled "Italian on Swiss QWERTZ" it ch "Douchette réglée"
garbled "Caps Lock alone" fr fr "Majuscules verrouillées" caps
garbled "QWERTY on AZERTY with Caps Lock" us fr "majuscules verrouillées" caps
# The text of a sample: of another one too few characters may be confounded.
"$OB1" pack - 0 sample-badges/coup-de-main.jws | cut -f5 | tr -d '\n' |
    "$T/keyboards" type de ca >"$T/garbled"
typed "raw
type $T/garbled
key 0d
wait Douchette mal réglée
wait Code 1
key 04" --lang fr
expect_exit 2 "what a Canadian keyboard confounds is undecided"
out_lacks "Reconnu" "and nothing is told as a badge"
finish
