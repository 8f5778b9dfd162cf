#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A trust folder that cannot be used: what, and what to do, in the language of
# the reader.  The library's English is a detail behind it, or not there.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

mkdir "$T/keys"
make_world || exit 1
credential "$ISSUER_ID" "Camille Martin" >"$T/good.json"
badge good "$T/good.json" "$T/good.jws"

# in_french COMMAND...: as `run`, with plain spaces in place of narrow ones.
in_french() {
    run env LC_ALL=fr_FR.UTF-8 "$@"
    sed 's/\xE2\x80\xAF/ /g' "$T/err" >"$T/plain"
    mv "$T/plain" "$T/err"
}

# all_french SENTENCE: no word of the last complaint is English.
all_french() {
    grep -v 'détail technique, en anglais' "$T/err" |
        grep -wiE 'the|is|of|and|not|has|have|needs|take|was|its|from|again|no|such|must|it' \
            >"$T/english"
    if [ -s "$T/err" ] && [ ! -s "$T/english" ]; then
        ok "$1"
    else
        not_ok "$1"
    fi
}

# trouble NAME ENGLISH FRENCH HINT: the folder $T/NAME, which is refused.
trouble() {
    run "$VERIFIER" check --keys "$T/$1" "$T/good.jws"
    expect_exit 3 "$1: no badge is judged"
    err_has "cannot use the trust list in '$T/$1': $2" "$1: said in English"
    err_has "hint: " "$1: with a hint"
    in_french "$VERIFIER" check --keys "$T/$1" "$T/good.jws"
    expect_exit 3 "$1: nor in French"
    err_has "« $T/$1 » : $3" "$1: said in French"
    err_has "conseil : $4" "$1: with a hint in French"
    all_french "$1: and nothing else"
}

# folder NAME: a copy of the good one, to be spoilt.
folder() {
    cp -r "$T/keys" "$T/$1"
}

again="aucun badge n’a été jugé ; reprenez le dossier"
trouble nowhere "no such file" "fichier introuvable" "vérifiez l’orthographe"
mkdir "$T/empty"
trouble empty "root.1.json is not in the folder" \
    "root.1.json n’est pas dans le dossier" "un dossier contient root.1.json"
folder unlisted
rm "$T/unlisted/trust-list.json"
trouble unlisted "trust-list.json is not in the folder" \
    "trust-list.json n’est pas dans le dossier" "un dossier contient"
folder changed
sed -i 's/Ateliers du Pont/Ateliers du Mont/' "$T/changed/trust-list.json"
trouble changed "trust-list.json was changed after it was signed" \
    "trust-list.json a été modifié après sa signature" "$again"
err_lacks "détail" "changed: and no detail is needed"
folder unsigned
rm "$T/unsigned"/trust-list.json.*.minisig
trouble unsigned "trust-list.json does not have enough signatures" \
    "trust-list.json n’a pas assez de signatures" "$again"
folder odd
for file in "$T/odd"/trust-list.json.*.minisig; do
    echo rubbish >"$file"
done
trouble odd "trust-list.json has a signature that is not made as it must be" \
    "trust-list.json a une signature qui n’est pas faite comme il faut" "$again"
folder gap
cp "$T/gap/root.1.json" "$T/gap/root.3.json"
trouble gap "root.2.json is missing, though a later root is there" \
    "root.2.json manque, alors qu’une racine plus récente est là" "$again"
folder follower
cp "$T/follower/root.1.json" "$T/follower/root.2.json"
trouble follower "root.2.json does not have enough signatures" \
    "root.2.json n’a pas assez de signatures" "$again"
folder crowd
n=0
while [ $n -lt 520 ]; do
    : >"$T/crowd/root.$n.minisig"
    n=$((n + 1))
done
in_french "$VERIFIER" check --keys "$T/crowd" "$T/good.jws"
expect_exit 3 "a crowd of files is no folder"
err_has "il contient trop de fichiers" "and that is said in French"

# ---- Where in the file: the place, in English, behind the sentence -----------

folder newer
sed -i 's/"region"/"regions"/' "$T/newer/root.1.json"
trouble newer "root.1.json holds something that this program does not know" \
    "root.1.json contient quelque chose que ce programme ne connaît pas" \
    "aucun badge n’a été jugé ; une version plus récente"
err_has "détail technique, en anglais : " "the place stands behind it"
err_has "holds 'regions'" "to the letter"
folder text
echo 'no JSON' >"$T/text/root.1.json"
trouble text "root.1.json is not written as it must be" \
    "root.1.json n’est pas écrit comme il faut" "$again"
err_has "détail technique, en anglais : line 1" "with its line"

# ---- Another root than the one that is compiled in ----------------------------

mkdir -p "$T/a/b/stick"
cp "$VERIFIER" "$T/a/b/stick"
cp -r "$BUILD/locale" "$T/a/b/stick/locale"
in_french "$T/a/b/stick/badge-verifier" check "$T/good.jws"
expect_exit 3 "without a folder nothing is judged"
err_has "aucune liste de confiance trouvée" "which is said in French"
all_french "and nothing else"
cp -r "$T/keys" "$T/a/b/stick/keys"
run "$T/a/b/stick/badge-verifier" check "$T/good.jws"
expect_exit 3 "a root that nobody named is not believed"
err_has "root.1.json is not the root that this program believes" "said in English"
in_french "$T/a/b/stick/badge-verifier" check "$T/good.jws"
err_has "root.1.json n’est pas la racine que ce programme croit" "and in French"
err_has "--keys DOSSIER en accepte une autre" "with what to do"
all_french "and nothing else"

finish
