#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer badge: sign, bake, extract, and what the verifier says of it.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

SOURCE=tests/samples/source
cp keys/demonstration/*.key "$T"
chmod 600 "$T"/*.key
KID='https://jardins-combe-aux-merles.example/keys#2026'

word() { # FILE: leaves the machine word in $T/out
    run "$VERIFIER" check --format json --keys keys --at 2026-11-23 "$1"
}
sign() {
    run "$ISSUER" badge sign --key "$T/jardins.key" --kid "$KID" "$@"
}

# ---- From JSON to a picture, and back ---------------------------------------------

sign "$SOURCE/coup-de-main.json"
expect_exit 0 "a credential is signed"
cp "$T/out" "$T/badge.jws"
expect "the badge is one line of three parts" \
    grep -Eqx '[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+' "$T/badge.jws"
word "$T/badge.jws"
out_has '"recognised"' "and the verifier recognises it"
sign --out "$T/again.jws" "$SOURCE/coup-de-main.json"
same "$T/badge.jws" "$T/again.jws" "signed again, it is the same"
run_in "$SOURCE/coup-de-main.json" "$ISSUER" badge sign --key "$T/jardins.key" \
    --kid "$KID" -
same "$T/badge.jws" "$T/out" "from standard input too"

bake() {
    run "$ISSUER" badge bake "$@"
}
for kind in png svg; do
    picture=sample-badges/no-badge.$kind
    bake --picture "$picture" "$T/badge.jws" "$T/baked.$kind"
    expect_exit 0 "it is baked into a picture ($kind)"
    word "$T/baked.$kind"
    out_has '"recognised"' "and recognised there"
    run "$ISSUER" badge extract "$T/baked.$kind"
    same "$T/badge.jws" "$T/out" "and taken out again"
    bake --picture "$T/baked.$kind" "$T/badge.jws" "$T/twice.$kind"
    expect_exit 1 "a second one is refused"
    err_has "--replace" "and the message says what would do it"
    expect "and nothing is written" test ! -e "$T/twice.$kind"
    sign "$SOURCE/indispensable.json"
    cp "$T/out" "$T/other.jws"
    bake --picture "$T/baked.$kind" --replace "$T/other.jws" "$T/twice.$kind"
    expect_exit 0 "with --replace it takes the place"
    run "$ISSUER" badge extract "$T/twice.$kind"
    same "$T/other.jws" "$T/out" "of the first one"
done
bake --picture "$T/baked.png" sample-badges/ob2-complete.jws "$T/both.png"
expect_exit 0 "one badge of each edition fits in a picture"
run "$ISSUER" badge extract --out "$T/two" "$T/both.png"
expect "and both come out" test "$(wc -l <"$T/two")" -eq 2
bake --picture sample-badges/no-badge.svg sample-badges/hosted.json -
expect_exit 0 "a hosted assertion is baked, to standard output"
out_has 'verify="https://etape-bleue.example/badges/assertions/418.json"' \
    "with the address that vouches for it"

# ---- Refusals of sign ---------------------------------------------------------------

refuse() { # SENTENCE SED [TEXT]: a changed credential is not signed
    sed "$2" "$SOURCE/coup-de-main.json" >"$T/changed.json"
    sign "$T/changed.json"
    expect_exit 1 "$1 is not signed"
    same /dev/null "$T/out" "and nothing comes out"
    [ $# -lt 3 ] || err_has "$3" "and the place is said"
}
refuse "a badge without criteria" 's/"criteria"/"criterias"/' \
    "'/credentialSubject/achievement/criteria'"
refuse "a date without a zone" 's/+02:00"/"/' "'/validFrom'"
refuse "a badge without a context" 's/"@context"/"context"/'
refuse "a badge without an issuer" 's/"issuer"/"issued"/' "'/issuer'"
refuse "a badge for nobody" 's/"identifier"/"identity"/; /"id": "urn:uuid.*,$/d'
refuse "a member that stands twice" 's/"name": "Coup.*/&\n  "id": "urn:x",/' \
    "stands there twice"
refuse "something else than a badge" 's/OpenBadgeCredential/LoyaltyCard/'
refuse "an empty text" d
refuse "half a badge" '20,999d'
for file in class-commandes achievement-indispensable profile-etape; do
    sign "$SOURCE/$file.json"
    expect_exit 1 "$file.json is no badge and is not signed"
done
sign "$SOURCE/commandes-en-ligne.json"
expect_exit 1 "an assertion that calls itself hosted is not signed"
sign --vc 1.1 "$SOURCE/coup-de-main.json"
expect_exit 1 "a credential of another data model than asked for is refused"
sign --alg ES256 "$SOURCE/coup-de-main.json"
expect_exit 1 "an algorithm that is not the key's is refused"
sign --alg none "$SOURCE/coup-de-main.json"
expect_exit 1 "none is no algorithm"
sign "$T/no-such.json"
expect_exit 3 "a file that is not there is trouble"
sign --out "$T/none/x.jws" "$SOURCE/coup-de-main.json"
expect_exit 3 "and so is a folder"
run "$ISSUER" badge sign --key "$T/jardins.key" "$SOURCE/coup-de-main.json"
same "$T/badge.jws" "$T/out" "a key that has an id signs under it"
run "$ISSUER" badge sign --key "$T/root-1.key" "$SOURCE/coup-de-main.json"
expect_exit 3 "a badge must name its key"
err_has "--kid is needed" "and the message says so"
run "$ISSUER" badge sign --kid k "$SOURCE/coup-de-main.json"
err_has "needs --key" "a secret key is needed"
run "$ISSUER" badge sign --key "$SOURCE/tri.json" --kid k "$SOURCE/tri.json"
expect_exit 1 "and what is no key file is refused"

# ---- Refusals of bake and extract ------------------------------------------------------

bake --picture sample-badges/couture.pdf "$T/badge.jws" "$T/x"
expect_exit 1 "a PDF is no picture to bake into"
bake --picture sample-badges/damaged.png "$T/badge.jws" "$T/x.png"
expect_exit 1 "a damaged picture is refused"
bake --picture sample-badges/no-badge.png "$SOURCE/tri.json" "$T/x.png"
expect_exit 1 "a badge that nobody signed is refused"
bake --picture sample-badges/no-badge.png sample-badges/no-criteria.jws "$T/x.png"
expect_exit 1 "and one that is malformed"
bake --picture sample-badges/no-badge.png --edition 3.0 \
    sample-badges/no-criteria.jws "$T/odd.png"
expect_exit 0 "unless its edition is said"
bake --picture sample-badges/no-badge.png --edition 4 "$T/badge.jws" "$T/x.png"
expect_exit 3 "there is no edition 4"
bake --picture "$T/none.png" "$T/badge.jws" "$T/x.png"
expect_exit 3 "a picture that is not there is trouble"
bake --picture sample-badges/no-badge.png "$T/badge.jws" "$T/jardins.key"
expect_exit 1 "no picture is written over a secret key"
expect "none of them leaves a file" test ! -e "$T/x.png"
run "$ISSUER" badge extract sample-badges/no-badge.png
expect_exit 1 "a picture without a badge gives none"
err_has "no badge" "and the message says so"
expect "no temporary file is left" \
    test -z "$(find "$T" -name '*.??????' -newer "$T/badge.jws" ! -name '*.jws')"

finish
