#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer badge sign --suite: each suite and kind of key, sets and chains,
# and what is not signed.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

SOURCE=tests/samples/source
cp keys/demonstration/*.key "$T"
chmod 600 "$T"/*.key

kid_of() {
    sed -n 's/^id: //p' "$T/$1.key"
}
sign() { # KEY SUITE FILE [OPTION...]
    key=$1
    suite=$2
    file=$3
    shift 3
    run "$ISSUER" badge sign --key "$T/$key.key" --kid "$(kid_of "$key")" \
        --suite "$suite" "$@" "$file"
}
word() { # FILE: leaves the machine word in $T/out
    run "$VERIFIER" check --format json --keys keys --at 2026-11-23 "$1"
}
is() { # WORD FILE SENTENCE
    word "$2"
    out_has "\"$1\"" "$3"
}
not_in() { # PATTERN FILE SENTENCE
    expect "$3" sh -c "! grep -q '$1' '$2'"
}

# ---- Each suite ---------------------------------------------------------------------

# The day of the badges; `now` would not have come in --at.
DAY=2026-10-01T12:00:00Z
for row in 'jardins coup-de-main eddsa-rdfc-2022' \
    'jardins coup-de-main eddsa-jcs-2022' \
    'ronde tri ecdsa-rdfc-2019' 'ronde tri ecdsa-jcs-2019' \
    'ecluses berges ecdsa-rdfc-2019' 'ecluses berges ecdsa-jcs-2019'; do
    # shellcheck disable=SC2086 # three words
    set -- $row
    sed 's/@PICTURE@/AAAA/' "$SOURCE/$2.json" >"$T/source.json"
    sign "$1" "$3" "$T/source.json" --created "$DAY"
    expect_exit 0 "a credential is signed with $3 ($1)"
    cp "$T/out" "$T/badge.json"
    for part in '"type": "DataIntegrityProof"' "\"cryptosuite\": \"$3\"" \
        "\"created\": \"$DAY\"" "\"verificationMethod\": \"$(kid_of "$1")\"" \
        '"proofPurpose": "assertionMethod"' '"proofValue": "z'; do
        has "$T/badge.json" "$part" "its proof has $part"
    done
    is recognised "$T/badge.json" "and the verifier recognises it"
    sed 's/"awarded\|"validFrom": "2026/"validFrom": "2025/' "$T/badge.json" \
        >"$T/changed.json"
    is altered "$T/changed.json" "with another date it is altered"
    sed 's/"proofPurpose": "[^"]*"/"proofPurpose": "authentication"/' \
        "$T/badge.json" >"$T/changed.json"
    word "$T/changed.json"
    not_in '"verdict": "recognised"' "$T/out" "for another purpose it is nothing"
    sed 's/"created": "2026/"created": "2025/' "$T/badge.json" >"$T/changed.json"
    is altered "$T/changed.json" "and with another date of its proof, too"
    sed 's/"verificationMethod": "[^"]*", //' "$T/badge.json" >"$T/changed.json"
    is malformed "$T/changed.json" "and one that names no key is malformed"
done
has "$T/badge.json" '"proof": {"@context":' "a JCS proof repeats the @context"

sign jardins eddsa-rdfc-2022 "$SOURCE/coup-de-main.json"
out_has "\"created\": \"$(date -u +%Y-%m-%d)T" "without --created it is of today"
sign jardins eddsa-rdfc-2022 "$SOURCE/coup-de-main.json" --created "$DAY"
cp "$T/out" "$T/one.json"
sign jardins eddsa-rdfc-2022 "$SOURCE/coup-de-main.json" --created "$DAY"
same "$T/one.json" "$T/out" "Ed25519 signs the same way twice"
sign jardins eddsa-rdfc-2022 "$SOURCE/coup-de-main.json" --created "$DAY" \
    --expires 2026-10-31T00:00:00Z
cp "$T/out" "$T/ended.json"
is expired "$T/ended.json" "a proof with an end expires"
sign jardins eddsa-rdfc-2022 "$SOURCE/coup-de-main.json" \
    --created 2026-09-20 --expires 2026-10-31
out_has '"created": "2026-09-20T00:00:00Z"' "a bare day is its first second"
out_has '"expires": "2026-10-31T23:59:59Z"' "and an end is the last of its day"

for picture in no-badge.png no-badge.svg; do
    run "$ISSUER" badge bake --picture "sample-badges/$picture" "$T/one.json" \
        "$T/baked.${picture##*.}"
    expect_exit 0 "such a badge is baked (${picture##*.})"
    is recognised "$T/baked.${picture##*.}" "and recognised there"
done

# ---- Sets and chains ----------------------------------------------------------------

sign jardins eddsa-jcs-2022 "$T/one.json" --created "$DAY"
expect_exit 0 "a second proof goes behind the first"
cp "$T/out" "$T/two.json"
is recognised "$T/two.json" "and both hold"
cp "$T/out" "$T/report"
expect "the badge has two findings" \
    test "$(grep -o '"suite": "e[a-z0-9-]*", "outcome": "yes"' "$T/report" | wc -l)" -eq 2
sed 's/\(.*"proofValue": "z\)\(.\)\(.\)\(.\)/\1\3\4\2/' "$T/two.json" >"$T/bad.json"
is altered "$T/bad.json" "a bad one beside a good one is altered"

ID=urn:uuid:11111111-0000-4000-8000-000000000000
sign jardins eddsa-rdfc-2022 "$SOURCE/coup-de-main.json" --created "$DAY" \
    --proof-id "$ID"
cp "$T/out" "$T/first.json"
sign jardins eddsa-rdfc-2022 "$T/first.json" --created "$DAY" --after "$ID"
expect_exit 0 "a proof can sign the one before it"
cp "$T/out" "$T/chain.json"
is recognised "$T/chain.json" "and the verifier recognises the chain"
out_has '"chained": true' "and says that it is one"
sed 's/"proof": \[{[^{]*}, /"proof": [/' "$T/chain.json" >"$T/broken.json"
is undecided "$T/broken.json" "without the first it is undecided"
out_has '"reason": "chain-broken"' "and the reason is the chain"
sign jardins eddsa-rdfc-2022 "$T/first.json" --after urn:uuid:0
expect_exit 1 "a proof that is not there cannot be signed"

# A JCS proof allows for contexts behind its own.  They are not signed: they may
# not say what the names mean, where the badge is read by what they mean.
sign jardins eddsa-jcs-2022 "$SOURCE/coup-de-main.json" --created "$DAY"
cp "$T/out" "$T/jcs.json"
sed 's|context-3.0.3.json"|&, "https://w3id.org/security/data-integrity/v2"|' \
    "$T/jcs.json" >"$T/more.json"
is recognised "$T/more.json" "a context behind those of a JCS proof changes nothing"
sign inconnu eddsa-rdfc-2022 "$SOURCE/coup-de-main.json" --created "$DAY"
other=$(sed 's/.*"proof": //; s/}$//' "$T/out")
sed "s|\"proof\": \({.*}\)}\$|\"proof\": [\1, $other]}|" "$T/jcs.json" \
    >"$T/stranger.json"
is recognised "$T/stranger.json" "nor does a stranger's proof of what they mean"
sed "s|\"proof\": \({.*}\)}\$|\"proof\": [\1, $other]}|" "$T/more.json" \
    >"$T/both.json"
is undecided "$T/both.json" "with both of them nobody knows"
out_has unsigned-member "and the reason is what is not signed"

# ---- Named by a digest ----------------------------------------------------------------

run "$ISSUER" key new --no-passphrase "$T/root.key"
run "$ISSUER" key new --no-passphrase "$T/list.key"
run "$ISSUER" list init --dir "$T/trial" --region trial --name 'a trial' \
    --keeper ourselves --root-key "$T/root.key" --root-threshold 1 \
    --list-key "$T/list.key" --list-threshold 1 --issued 2026-11-01
run "$ISSUER" list sign --key "$T/root.key" "$T/trial/root.1.json"
run "$ISSUER" list add-issuer --dir "$T/trial" --issued 2026-11-01 \
    --id https://jardins-combe-aux-merles.example --name Jardins \
    --key "$T/jardins.key"
on_trial() { # WORD FILE SENTENCE
    run "$VERIFIER" check --format json --keys "$T/trial" --at 2026-11-23 "$2"
    out_has "\"verdict\": \"$1\"" "$3"
}
sign_list() {
    run "$ISSUER" list sign --key "$T/list.key" "$T/trial/trust-list.json"
}
sign_list
on_trial recognised "$T/two.json" "a trial list recognises the badge"
run "$ISSUER" list withdraw --dir "$T/trial" --issued 2026-11-02 \
    --issuer https://jardins-combe-aux-merles.example --badge "$T/one.json" \
    --since 2026-11-02
expect_exit 0 "a badge with an embedded proof is withdrawn by its digest"
sign_list
on_trial withdrawn "$T/one.json" "and the verifier says so"
sed 's/, "/ ,\t"/g; s/"type": \["Profile"\]/"type": "Profile"/' "$T/one.json" \
    >"$T/spaced.json"
on_trial withdrawn "$T/spaced.json" "however it is written"
on_trial withdrawn "$T/two.json" "and whatever signs it beside"
on_trial withdrawn "$T/ended.json" "and with another signature over the same"
run "$ISSUER" list withdraw --dir "$T/trial" --issued 2026-11-03 \
    --issuer https://jardins-combe-aux-merles.example --badge "$T/two.json"
err_has "name it by its id" "of a badge that is signed in two ways it warns"
sign jardins eddsa-rdfc-2022 "$SOURCE/indispensable.json" --created "$DAY"
cp "$T/out" "$T/other.json"
on_trial recognised "$T/other.json" "another badge still stands"

# ---- Refusals -------------------------------------------------------------------------

refuse() { # SENTENCE SED TEXT [SUITE]
    sed "$2" "$SOURCE/coup-de-main.json" >"$T/changed.json"
    sign jardins "${4:-eddsa-rdfc-2022}" "$T/changed.json"
    expect_exit 1 "$1 is not signed"
    same /dev/null "$T/out" "and nothing comes out"
    err_has "$3" "and the message says what it is about: $3"
}
refuse "a member that no context maps" 's/"validFrom"/"grade": "A", &/' grade
refuse "one deep inside" 's/"narrative"/"narratif": "x", &/' narratif
refuse "a type that no context maps" 's/"Achievement"/&, "Exploit"/' Exploit
refuse "a context that is not to be had" \
    's|context-3.0.3.json"|&, "https://example.org/c.json"|' \
    'https://example.org/c.json'
refuse "a context that redefines a word" \
    's|context-3.0.3.json"|&, {"narrative": "https://example.org/other"}|' \
    narrative
refuse "a badge without criteria" 's/"criteria"/"criterias"/' criteria
refuse "a badge without a context" 's/"@context"/"context"/' context
refuse "a date without a zone" 's/+02:00"/"/' "'/validFrom'"
refuse "a day for a moment" 's/"validFrom": "[^"]*"/"validFrom": "2026-09-15"/' \
    "'2026-09-15'"
refuse "a status entry without its list" \
    's/"validFrom"/"credentialStatus": {"type": "BitstringStatusListEntry"}, &/' \
    statusListIndex
pieces=$(seq 129 | sed 's/.*/{"type": ["Evidence"], "name": "&"}/' | paste -sd, -)
refuse "a badge with more pieces of evidence than are read" \
    's/"validFrom"/"evidence": ['"$pieces"'], &/' '128 things of one kind'

sed 's|"https://www.w3.org/ns/credentials/v2"|"https://www.w3.org/2018/credentials/v1"|
    s/"validFrom"/"issuanceDate"/' "$SOURCE/coup-de-main.json" >"$T/vc1.json"
sign jardins eddsa-rdfc-2022 "$T/vc1.json"
expect_exit 1 "a credential of VC 1.1 whose @context knows no proofs is not signed"
err_has https://w3id.org/security/data-integrity/v2 "and the message says what to add"
sed 's|context-3.0.3.json"|&, "https://w3id.org/security/data-integrity/v2"|' \
    "$T/vc1.json" >"$T/vc1-more.json"
sign jardins eddsa-rdfc-2022 "$T/vc1-more.json" --created "$DAY"
expect_exit 0 "with that context it is"
cp "$T/out" "$T/vc1-signed.json"
is recognised "$T/vc1-signed.json" "and recognised"

wrong() { # STATUS SENTENCE TEXT KEY SUITE [OPTION...]
    status_wanted=$1
    sentence=$2
    text=$3
    key=$4
    suite=$5
    shift 5
    sign "$key" "$suite" "$SOURCE/coup-de-main.json" "$@"
    expect_exit "$status_wanted" "$sentence"
    same /dev/null "$T/out" "and nothing comes out"
    err_has "$text" "and the message says why: $text"
}
wrong 1 "an Ed25519 key does not sign with ECDSA" Ed25519 jardins ecdsa-rdfc-2019
wrong 1 "a P-256 key does not sign with EdDSA" P-256 ronde eddsa-rdfc-2022
wrong 1 "an RSA key signs with none of them" RSA point-de-lin eddsa-rdfc-2022
wrong 3 "a suite that there is not" eddsa-rdfc-2022 jardins bbs-2023
wrong 3 "a suite for holders" eddsa-rdfc-2022 ronde ecdsa-sd-2023
wrong 3 "a date that is none" --created jardins eddsa-rdfc-2022 --created tomorrow
wrong 3 "an end that is none" --expires jardins eddsa-rdfc-2022 --expires 2027
wrong 3 "a JWS alone shows its key" --jwk jardins eddsa-rdfc-2022 --jwk
wrong 3 "a JWS alone has an alg" --alg jardins eddsa-rdfc-2022 --alg EdDSA
run "$ISSUER" badge sign --key "$T/jardins.key" --created "$DAY" \
    "$SOURCE/coup-de-main.json"
expect_exit 3 "--created is of a proof, not of a JWS"
err_has --suite "and the message says so"
run "$ISSUER" key new --no-passphrase "$T/nameless.key"
run "$ISSUER" badge sign --key "$T/nameless.key" --suite eddsa-rdfc-2022 \
    "$SOURCE/coup-de-main.json"
expect_exit 3 "a proof names its key"
err_has --kid "and the message says how"
finish
