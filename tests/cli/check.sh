#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-verifier check, as a person uses it: what it says, in which language,
# and how it ends.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

mkdir "$T/keys" "$T/test"
make_world || exit 1

escape=$(printf '\033')

# quiet SENTENCE STREAM: the last `run` left nothing on it.
quiet() {
    if [ -s "$T/$2" ]; then
        not_ok "$1"
    else
        ok "$1"
    fi
}

# said TEXT SENTENCE: wherever the lines of the report end.
said() {
    tr '\n' ' ' <"$T/out" | tr -s ' ' >"$T/flat"
    has "$T/flat" "$1" "$2"
}

# check OPTION... FILE...: by the list of $T/keys, on a day of its life.
check() {
    run "$VERIFIER" check --keys "$T/keys" --at 2026-04-01 "$@"
}

# make NAME KEY [HOLDER] [MEMBERS] [KID]: $T/NAME.jws
make() {
    credential "$ISSUER_ID" "${3:-Camille Martin}" "${4:-}" >"$T/$1.json"
    badge "$2" "$T/$1.json" "$T/$1.jws" "${5:-$2}"
}
make good good
make other other "" "" good
make old good "" '"validUntil": "2026-03-20T00:00:00Z",'
credential https://inconnu.example "Camille Martin" >"$T/stranger.json"
badge other "$T/stranger.json" "$T/stranger.jws"
# One letter of the payload, so that the signature is of another text.
sed 's/\.\(.\)\(.*\)\./.\1\2./; s/Q2FtaWxsZ/Q2FtaWxsY/; t; s/\(\..\{40\}\)\(.\)/\1A/' \
    "$T/good.jws" >"$T/altered.jws"
printf 'no badge here, just words\n' >"$T/words.txt"
: >"$T/empty"

# ---- The answer and the exit status -----------------------------------------

check "$T/good.jws"
expect_exit 0 "a good badge exits 0"
out_has "Recognised" "and says so"
out_has "Genuine badge. Les Ateliers du Pont awarded it on 3 March 2026." \
    "with the name of the list, not the badge's own"
out_has "Awarded to Camille Martin" "and to whom"
out_has "This program saved nothing." "and that nothing was saved"
quiet "and says nothing on standard error" err
head -n 1 "$T/out" >"$T/first"
has "$T/first" "Racine d’exemple" \
    "a root given by --keys stands in the first line"

check "$T/altered.jws"
expect_exit 1 "a badge that was changed exits 1"
out_lacks "Camille" "and nothing of it is repeated but its title"
check "$T/other.jws"
expect_exit 1 "another's key under the issuer's name exits 1"
check "$T/old.jws"
expect_exit 1 "a badge past its day exits 1"
out_has "It was valid until 20 March 2026." "and says until when it was valid"
check "$T/stranger.jws"
expect_exit 2 "an issuer that is not listed exits 2"
out_has "This is common" "and that is said to be common"
check "$T/words.txt"
expect_exit 2 "a file without a badge exits 2"
check "$T/empty"
expect_exit 2 "an empty file exits 2"
out_has "the file is empty" "and says so of an empty file"

# ---- Several files ------------------------------------------------------------

check "$T/good.jws" "$T/words.txt"
expect_exit 2 "of several files, doubt is stronger than yes"
check "$T/words.txt" "$T/old.jws" "$T/good.jws"
expect_exit 1 "and no is stronger than doubt"
check "$T/old.jws" "$T/missing" "$T/good.jws"
expect_exit 3 "and trouble is stronger than all"
out_has "Expired" "the file before the trouble is told"
out_has "Recognised" "and the file behind it, too"

# ---- Trouble --------------------------------------------------------------------

check "$T/missing.png"
expect_exit 3 "a file that is not there is trouble of our own"
err_has "badge-verifier: cannot read '$T/missing.png': no such file" \
    "and the message names it"
err_has "badge-verifier: hint: " "and a hint follows"
quiet "and nothing stands on standard output" out
check "$T"
expect_exit 3 "a folder is not a file"
err_has "it is a folder" "and the message says so"
check /dev/zero
expect_exit 3 "a device that never ends is not read"
err_has "cannot read '/dev/zero': it is not a file" "and the message says so"
check --lang fr "$T/missing.png"
err_has "impossible de lire « " "trouble is told in French as well"
err_lacks "'" "and set as French is"
check "$T/$(printf 'x\033[2Jy\nz')"
expect_exit 3 "a file name may hold anything"
err_lacks "$escape" "and does not reach the terminal raw"
truncate -s 33M "$T/large"
check "$T/large"
expect_exit 2 "a file over the limit is undecided"
out_has "too large" "and says that it is too large"
run sh -c "'$VERIFIER' check --keys '$T/keys' '$T/good.jws' >/dev/full"
expect_exit 3 "a report that cannot be written is trouble"
err_has "cannot write the report" "and the message says so"

# ---- The command line --------------------------------------------------------------

run "$VERIFIER"
expect_exit 3 "no command is trouble"
err_has "badge-verifier check FILE" "and the hint shows one"
run "$VERIFIER" chekc x
expect_exit 3 "an unknown command is trouble"
run "$VERIFIER" check
expect_exit 3 "no file is trouble"
err_has "no file to check" "and the message says so"
for wrong in "--bogus" "--at" "--at 2026-13-45" "--at yesterday" "--lang de" \
    "--format html" "--help=yes" "-x" "--allow-test=1" "--lang" \
    "--at 2026-03-03T12:00:00"; do
    # shellcheck disable=SC2086 # an option and its value
    check $wrong "$T/good.jws"
    expect_exit 3 "refused: $wrong"
    quiet "without a report: $wrong" out
    err_has "hint: " "with a hint: $wrong"
done
check --name "$(printf 'caf\351')" "$T/good.jws"
expect_exit 3 "a name that is not UTF-8 is refused"
run "$VERIFIER" --help
expect_exit 0 "--help is no trouble"
out_has "check" "and lists the commands"
run "$VERIFIER" check --help
expect_exit 0 "check --help is no trouble"
for option in lang format at keys name email allow-test help; do
    out_has "--$option" "and lists --$option"
done
run "$VERIFIER" --version
expect_exit 0 "--version is no trouble"
out_has "badge-verifier 0." "and says the number"
check -- "$T/good.jws"
expect_exit 0 "-- ends the options"
check "$T/good.jws" --lang fr
out_has "Reconnu" "an option may stand behind the file"

# ---- Standard input ---------------------------------------------------------------

run_in "$T/good.jws" "$VERIFIER" check --keys "$T/keys" --at 2026-04-01 -
expect_exit 0 "- is standard input"
out_has "standard input" "and is called so"
out_has "Recognised" "and is judged as a file is"
run sh -c "cat '$T/good.jws' | '$VERIFIER' check --keys '$T/keys' \
    --at 2026-04-01 --lang fr -"
expect_exit 0 "a pipe is read to its end"
out_has "entrée standard" "and called so in French"
run sh -c "'$VERIFIER' check --keys '$T/keys' - <&-"
expect_exit 3 "without a standard input there is trouble"

# ---- Languages -----------------------------------------------------------------------

check --lang fr "$T/good.jws"
out_has "Badge authentique. Les Ateliers du Pont l’a délivré le 3 mars 2026." \
    "--lang fr speaks French"
out_has "1er mars 2026" "with its first of the month"
out_has "$(printf 'CV\342\200\257?')" "and its narrow spaces"
run env LANG=fr_FR.UTF-8 "$VERIFIER" check --keys "$T/keys" --at 2026-04-01 \
    "$T/good.jws"
out_has "Badge authentique." "a French machine without French locales does too"
run env LANG=fr_FR.UTF-8 LC_NUMERIC=fr_FR.UTF-8 "$VERIFIER" check --lang en \
    --keys "$T/keys" --at 2026-04-01 "$T/good.jws"
out_has "Genuine badge." "--lang en overrides it"
run env LANGUAGE=fr LC_ALL=C.UTF-8 "$VERIFIER" check --keys "$T/keys" \
    --at 2026-04-01 "$T/good.jws"
out_has "Badge authentique." "LANGUAGE is heard"
run env LANGUAGE=fr LC_ALL=C "$VERIFIER" check --keys "$T/keys" \
    --at 2026-04-01 "$T/good.jws"
out_has "Genuine badge." "LC_ALL=C is what the code says"
run env LANG=xx_YY.UTF-8 "$VERIFIER" check --keys "$T/keys" --at 2026-04-01 \
    "$T/good.jws"
out_has "Genuine badge." "a language that is not there is English"

# ---- Dates and persons --------------------------------------------------------------

run "$VERIFIER" check --keys "$T/keys" --at 2026-03-02T23:59:59Z "$T/good.jws"
expect_exit 1 "a second before its first day, a badge is not valid"
out_has "Valid from 3 March 2026." "and says from when"
run "$VERIFIER" check --keys "$T/keys" --at 2026-03-03T00:00:00Z "$T/good.jws"
expect_exit 0 "and in its first second it is"
out_has "Judged as of" "--at is printed"
out_has "Clock" "beside the clock"
run "$VERIFIER" check --keys "$T/keys" --at 2026-02-01 "$T/old.jws"
said "The list was issued after that." "a list that is younger than --at is said so"
run "$VERIFIER" check --keys "$T/keys" --at 2099-06-01 "$T/good.jws"
expect_exit 2 "past its last day a list proves nothing"
out_has "Recognised by the list of 1 March 2026. It needs updating." \
    "and the sentence says which list"
check --name "MARTIN Camille" "$T/good.jws"
expect_exit 0 "the holder's name is the same in another order"
out_has "Identity not verified." "and no more is said than that"
check --name "Dominique Petit" "$T/good.jws"
expect_exit 1 "another name exits 1"
out_has "The two names differ: Dominique Petit / Camille Martin." \
    "and both are shown"
check --name "" --email "" "$T/good.jws"
expect_exit 0 "an empty name is none"
check --email "camille@example.org" "$T/good.jws"
expect_exit 0 "an address that the badge does not hold decides nothing"

# ---- JSON -------------------------------------------------------------------------------

check --format json "$T/good.jws" "$T/words.txt"
expect_exit 2 "the exit status is that of the text"
cp "$T/out" "$T/json"
expect "one line a file" test "$(wc -l <"$T/json")" -eq 2
if command -v python3 >/dev/null; then
    expect "and each line is JSON with its members" python3 - "$T/json" <<'PY'
import json, sys
files = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
good, words = files
assert good["verdict"] == "recognised" and words["verdict"] == "no-badge"
assert good["list"]["number"] >= 1 and good["clock"]["at"]
badge = good["badges"][0]
assert len(badge["findings"]) == 7
assert badge["claims"]["holderName"] == "Camille Martin"
assert badge["unproven"] == {}
assert words["badges"] == []
PY
else
    skip "each line is JSON" "no python3"
fi
check --format json --lang fr "$T/good.jws"
out_has '"verdict": "recognised"' "no language changes its words"

# ---- Colour and width -----------------------------------------------------------------

check "$T/good.jws"
out_lacks "$escape" "no colour where it is no terminal"
on_terminal() { # COMMAND: as on a terminal, its output in $T/out
    script -qec "$1" /dev/null </dev/null >"$T/out" 2>"$T/err"
}
if has_terminal; then
    line="'$VERIFIER' check --keys '$T/keys' --at 2026-04-01 '$T/good.jws'"
    on_terminal "TERM=xterm $line"
    out_has "${escape}[1;32m" "colour on a terminal"
    on_terminal "TERM=xterm NO_COLOR=1 $line"
    out_lacks "$escape" "none under NO_COLOR"
    on_terminal "TERM=xterm NO_COLOR= $line"
    out_has "${escape}[1;32m" "an empty NO_COLOR is none"
    on_terminal "TERM=dumb $line"
    out_lacks "$escape" "none on a terminal that cannot"
else
    skip "colour on a terminal" "no script"
fi
run env COLUMNS=40 "$VERIFIER" check --keys "$T/keys" "$T/good.jws"
expect "no line is wider than COLUMNS" \
    test "$(LC_ALL=C.UTF-8 wc -L <"$T/out")" -le 40
run env COLUMNS=nonsense "$VERIFIER" check --keys "$T/keys" --at 2026-04-01 \
    "$T/good.jws"
expect_exit 0 "a COLUMNS that is no number is not used"

# ---- Trust folders ------------------------------------------------------------------------

run "$VERIFIER" check --keys "$T/nowhere" "$T/good.jws"
expect_exit 3 "a trust folder that is not there is trouble"
err_has "cannot use the trust list in '$T/nowhere': no such file" \
    "and the message says so"
run "$VERIFIER" check --keys "$T/good.jws" "$T/good.jws"
expect_exit 3 "a file is no trust folder"
mkdir "$T/nothing"
run "$VERIFIER" check --keys "$T/nothing" "$T/good.jws"
expect_exit 3 "an empty folder is no trust list"
quiet "and no badge is judged by it" out
cp -r "$T/keys" "$T/broken"
sed -i 's/Les Ateliers du Pont/Les Ateliers du Mont/' "$T/broken/trust-list.json"
run "$VERIFIER" check --keys "$T/broken" "$T/good.jws"
expect_exit 3 "a list whose signature does not hold is not used"
err_has "trust-list.json" "the message names the file"
err_has "no badge was judged" "and says that nothing was judged"
quiet "and nothing is" out
run "$VERIFIER" check --lang fr --keys "$T/broken" "$T/good.jws"
err_has "impossible d’utiliser la liste de confiance" "in French as well"
mkdir "$T/keys/folder" && printf 'x\n' >"$T/keys/README.md"
check "$T/good.jws"
expect_exit 0 "what else lies in the folder is not looked at"

# Beside the program, as on a USB stick: only the root that is compiled in.
mkdir -p "$T/usb/a/stick"
cp "$VERIFIER" "$T/usb/a/stick/badge-verifier"
run "$T/usb/a/stick/badge-verifier" check "$T/good.jws"
expect_exit 3 "without any trust list there is trouble"
err_has "no trust list found" "and the message says so"
err_has "$T/usb/a/stick/keys" "and where it was looked for"
cp -r "$T/keys" "$T/usb/a/stick/keys"
run "$T/usb/a/stick/badge-verifier" check "$T/good.jws"
expect_exit 3 "a root that nobody named is not believed"
err_has "--keys FOLDER accepts another" "and the hint says how to name it"

# ---- A program without its parts --------------------------------------------------------

printf '%%PDF-1.4\n' >"$T/document.pdf"
run "$T/usb/a/stick/badge-verifier" check --keys "$T/keys" "$T/document.pdf" \
    "$T/good.jws"
expect_exit 3 "a PDF needs badge-reader"
err_has "badge-reader" "and the message says so"
out_has "Recognised" "the next file is checked all the same"

# Whatever a reader that was broken into says, the file is undecided, and the
# next one is checked.
reader() { # SCRIPT: in the place of badge-reader
    printf '#!/bin/sh\n%s\n' "$1" >"$T/usb/a/stick/badge-reader"
    chmod +x "$T/usb/a/stick/badge-reader"
    run "$T/usb/a/stick/badge-verifier" check --keys "$T/keys" \
        --at 2026-04-01 "$T/document.pdf" "$T/good.jws"
    expect_exit 2 "a reader is not believed: $1"
    out_has "reading it failed" "and that is said: $1"
    out_has "Recognised" "and the next file is checked: $1"
}
reader "exit 1"
reader "exit 0"
reader "echo recognised"
reader "head -c 1000 /dev/zero"
reader "head -c 9000000 /dev/zero"
reader "cat"
reader 'kill -SEGV $$'
asked='head -c 1 <&3 >/dev/null'
said='printf y >&4; exec cat <&3'
reader "$asked; $said"
reader "$asked; head -c 1000 /dev/zero; $said"
reader "$asked; head -c 9000000 /dev/zero; $said"
reader "$asked; cat; $said"
reader "$asked; cat; printf n >&4; exec cat <&3"
rm "$T/usb/a/stick/badge-reader"

# A picture has its answer without it; that nobody looked for codes is told.
run "$T/usb/a/stick/badge-verifier" check --keys "$T/keys" \
    sample-badges/no-badge.png "$T/good.jws"
expect_exit 2 "a picture without a badge needs no badge-reader"
out_has "We found no badge in this file" "for its answer"
err_has "nobody looked for codes on 'sample-badges/no-badge.png'" \
    "but that nobody looked for codes is told"
run "$T/usb/a/stick/badge-verifier" check --keys "$T/keys" \
    sample-badges/velo-cargo.svg "$T/good.jws"
err_lacks "codes" "of a drawing, there is nothing to tell"

run env LANG=fr_FR.UTF-8 "$T/usb/a/stick/badge-verifier" --help
out_has "Usage" "without its catalogue it speaks English"
run "$T/usb/a/stick/badge-verifier" check --lang fr "$T/good.jws"
expect_exit 3 "a language whose catalogue is missing is trouble of our own"
err_has "the folder 'locale' belongs beside the program" \
    "and it says what is missing"
err_lacks "there are:" "and offers no language that it does not have"
run "$T/usb/a/stick/badge-verifier" check --lang de "$T/good.jws"
err_has "there are: en, fr" "a language that nobody translated is another thing"
cp -r "$BUILD/locale" "$T/usb/a/stick/locale"
run env LANG=fr_FR.UTF-8 "$T/usb/a/stick/badge-verifier" --help
out_has "Utilisation" "and French with it"

# ---- A test root ---------------------------------------------------------------------------

rm -rf "$T/keys"
mkdir "$T/keys"
rm "$T"/*.key
make_world --test || exit 1
make good good
check "$T/good.jws"
expect_exit 2 "under a test root, a good badge exits 2"
out_has "TEST - demonstration badge, no value" "and says that it is a test"
check --allow-test "$T/good.jws"
expect_exit 0 "--allow-test exits 0"
out_has "TEST - demonstration badge, no value" "and says the same"
check --lang fr "$T/good.jws"
out_has "ESSAI - badge de démonstration, sans valeur" "in French too"
check --lang fr "$T/words.txt"
out_has "ESSAI - liste de démonstration, sans valeur" \
    "and calls nothing a badge where there is none"
out_has "Jugé à la date" "where --at is printed all the same"
check --format json "$T/good.jws"
out_has '"test": true' "and so does the JSON"
finish
