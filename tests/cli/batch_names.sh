#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-verifier batch --names: each badge is compared with the name on its CV,
# and no name goes to another file.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

mkdir -p "$T/keys" "$T/pile/a" "$T/pile/b"
make_world || exit 1

batch() {
    run "$VERIFIER" batch --lang en --at 2026-11-23 --keys "$T/keys" "$@"
}
# named: the pile with the names of $T/names.
named() {
    batch --replace --csv "$T/out.csv" --jsonl "$T/out.jsonl" \
        --names "$T/names" "$T/pile"
}
# compared SENTENCE LINE...: reference, result and comparison of each.
compared() {
    sentence=$1
    shift
    printf '%s\n' "$@" >"$T/wanted"
    tail -n +2 "$T/out.csv" | awk -F ';' -v top="$T/pile/" '{
        sub(top, "", $1); print $1, $4, $11 }' OFS=';' >"$T/got"
    same "$T/got" "$T/wanted" "$sentence"
}

credential "$ISSUER_ID" "Camille Martin" >"$T/camille.json"
credential "$ISSUER_ID" "Noé d'Arc" >"$T/noe.json"
badge good "$T/camille.json" "$T/pile/a/camille.jws"
badge good "$T/noe.json" "$T/pile/b/noe.jws"
cp "$T/pile/a/camille.jws" "$T/pile/a/same.jws"
cp "$T/pile/b/noe.jws" "$T/pile/b/same.jws"

# ---- Names that are compared -------------------------------------------------

printf '%s\n' 'camille.jws;MARTIN Camille' 'noe.jws;Camille Martin' \
    "$T/pile/a/same.jws;Camille Martin" "$T/pile/b/same.jws;Noé d'Arc" >"$T/names"
named
expect_exit 1 "a name that is not the holder's is no yes"
compared "each badge is compared with the name of its own file" \
    'a/camille.jws;Recognised;yes' 'a/same.jws;Recognised;yes' \
    'b/noe.jws;Person to clarify;no' 'b/same.jws;Recognised;yes'
err_lacks "$T/names" "where all is plain, nothing is said"
expect "the objects say it, too" test "$(grep -c '"nameCompared": true' \
    "$T/out.jsonl") $(grep -c '"nameCompared": false' "$T/out.jsonl")" = '3 1'
lacks "$T/out.csv" 'MARTIN' "the names of the list are in no results"
run "$VERIFIER" check --at 2026-11-23 --keys "$T/keys" \
    --name 'Camille Martin' "$T/pile/b/noe.jws"
expect_exit 1 "as check says of the same name"
for jobs in 1 3; do
    batch --replace --jobs $jobs --csv "$T/$jobs.csv" --names "$T/names" "$T/pile"
done
same "$T/1.csv" "$T/3.csv" "however many hands"

all_yes() {
    compared "$1" 'a/camille.jws;Recognised;yes' \
        'a/same.jws;Recognised;not checked' 'b/noe.jws;Recognised;yes' \
        'b/same.jws;Recognised;not checked'
}
printf '\357\273\277reference;name\r\ncamille.jws;Camille Martin\r\n\r\n"noe.jws";"Noé d'\''Arc"\r\n' >"$T/names"
named
expect_exit 0 "a mark, a head, an empty line and quotes are no names"
all_yes "with semicolons"
err_has "'$T/names' has no name for 2 of the files: theirs are not compared" \
    "files without a name are counted"
printf 'camille.jws,"Camille Martin",,\nnoe.jws , Noé d'\''Arc' >"$T/names"
named
all_yes "with commas, and one within quotes"
printf 'camille.jws\tCamille Martin\nnoe.jws\tNoé d'\''Arc\nsame.jws\t\n' >"$T/names"
named
all_yes "with tabs; an empty name is none"
run "$VERIFIER" batch --lang fr --at 2026-11-23 --keys "$T/keys" --replace \
    --csv "$T/out.csv" --names "$T/names" "$T/pile"
err_has "$T/names » n’a pas de nom pour 2 des fichiers" "in French, too"
printf 'référence;nom\ncamille.jws;Camille Martin\n' >"$T/names"
run "$VERIFIER" batch --lang fr --at 2026-11-23 --keys "$T/keys" --replace \
    --csv "$T/out.csv" --names "$T/names" "$T/pile"
err_lacks "référence" "with a French head"

# What the results spell otherwise, and what they disarm.
mkdir "$T/odd"
odd=$(printf 'caf\351;1.jws')
cp "$T/pile/a/camille.jws" "$T/odd/$odd"
cp "$T/pile/a/camille.jws" "$T/odd/=2.jws"
(cd "$T/odd" && cp '=2.jws' 'back\slash.jws')
printf '%s\n' '"caf\xe9;1.jws";Camille Martin' \
    "'=2.jws;Camille Martin" 'back\\slash.jws;Camille Martin' >"$T/names"
batch --replace --jsonl "$T/out.jsonl" --names "$T/names" "$T/odd"
expect "a reference is as the results have it" \
    test "$(grep -c '"nameCompared": true' "$T/out.jsonl")" -eq 3
err_lacks "$T/names" "all three"

# ---- References of no file ---------------------------------------------------

printf 'camille.jws;Camille Martin\nCamille.jws;X\nnobody.pdf;Y\n' >"$T/names"
named
expect_exit 0 "a reference of no file changes nothing"
err_has "2 of the references of '$T/names' are no files of this pile; the first, in line 2: 'Camille.jws'" \
    "and is told of, with its line"
cp "$T/names" "$T/pile/names.csv"
batch --jsonl - --names "$T/pile/names.csv" "$T/pile"
expect "the list itself is no part of the pile" \
    test "$(wc -l <"$T/out")" -eq 4
rm "$T/pile/names.csv"

# ---- What is not plain -------------------------------------------------------

refused() { # SENTENCE MESSAGE HINT
    expect_exit 3 "$1"
    err_has "$2" "it says where: $1"
    err_has "$3" "and what to do: $1"
}
printf 'camille.jws;X\nsame.jws;Camille Martin\n' >"$T/names"
named
refused "a name that two files have" \
    "line 2 of '$T/names': several files are called 'same.jws'" "the whole reference"
printf 'camille.jws;X\ncamille.jws;Y\n' >"$T/names"
named
refused "a file with two names" \
    "line 2 of '$T/names': 'camille.jws' has a name already" "one line a file"
printf '%s;X\ncamille.jws;Y\n' "$T/pile/a/camille.jws" >"$T/names"
named
refused "by path and by name" "has a name already" "one line a file"
printf 'camille.jws;Andr\351\n' >"$T/names"
named
refused "Latin-1" "line 1 of '$T/names' is not UTF-8" 'CSV UTF-8'
printf 'a;b\0\n' >"$T/names"
named
refused "UTF-16" "is not UTF-8" 'CSV UTF-8'
for line in 'camille.jws' 'camille.jws;X;Y' '"camille.jws;X' ';X' \
    '"camille.jws"x;X'; do
    printf 'noe.jws;X\n%s\n' "$line" >"$T/names"
    named
    refused "the line $line" "line 2 of '$T/names' does not have two columns" \
        "stands in quotes"
done
batch --names "$T/nowhere" "$T/pile"
expect_exit 3 "a list that is not there"
err_has "cannot read '$T/nowhere': no such file" "it says so"
yes '' | head -c 16777216 >"$T/names"
batch --replace --csv "$T/out.csv" --names "$T/names" "$T/pile"
expect_exit 0 "a list has 16 MB at the most"
echo >>"$T/names"
batch --replace --csv "$T/out.csv" --names "$T/names" "$T/pile"
expect_exit 3 "and not a byte more"
err_has "it is too large" "it says so, too"
run "$VERIFIER" check --names "$T/names" "$T/pile/a/camille.jws"
expect_exit 3 "check takes one name, and no list"

# ---- Going on ----------------------------------------------------------------

printf 'camille.jws;Camille Martin\n' >"$T/names"
named
head -n 2 "$T/out.jsonl" >"$T/half.jsonl"
touch -d 2020-01-01 "$T/half.jsonl"
batch --resume --jsonl "$T/half.jsonl" --names "$T/names" "$T/pile"
err_has "'$T/names' has changed since" "names that changed since are told of"
same "$T/half.jsonl" "$T/out.jsonl" "and the rest is compared"
finish
