#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer list: what keepers do wrong, and what the list says of changes.
# (keys_page.sh runs the page of the keepers, minisign.sh the signatures.)
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

list() {
    command=$1
    shift
    run "$ISSUER" list "$command" --dir "$T/west" "$@"
}
member() { # NAME: of the list
    sed -n "s/^  \"$1\": \"*\([^\",]*\)\"*,*\$/\1/p" "$T/west/trust-list.json"
}
unchanged() { # SENTENCE
    same "$T/list" "$T/west/trust-list.json" "$1"
}
remember() {
    cp "$T/west/trust-list.json" "$T/list"
}

for name in root-1 root-2 list-1 list-2 issuer next; do
    "$ISSUER" key new --no-passphrase --id "https://a.example/$name" \
        "$T/$name.key" >/dev/null
done
"$ISSUER" key new --no-passphrase --kind p256 "$T/p256.key" >/dev/null

# ---- init --------------------------------------------------------------------------

init() {
    list init --region west --name "Liste de l’Ouest" --keeper "Réseau" \
        --issued 2026-03-01 "$@"
}
R="--root-key $T/root-1.key --root-key $T/root-2.key"
L="--list-key $T/list-1.key --list-key $T/list-2.key"
# shellcheck disable=SC2086 # lists of options
{
    init $R --list-key "$T/list-1.key"
    expect_exit 1 "a threshold of two needs two keys"
    init $R $L --root-threshold 0
    expect_exit 3 "a threshold of none is trouble"
    init $R $L --root-threshold 2x
    expect_exit 3 "and so is one with a tail"
    init $R --list-key "$T/list-1.key" --list-key "$T/list-1.key"
    expect_exit 1 "one key does not count as two"
    init $R --list-key "$T/list-1.key" --list-key "$T/p256.key"
    expect_exit 1 "only Ed25519 keys sign lists"
    init $R --list-key "$T/list-1.key" --list-key RWnothing
    expect_exit 3 "what is neither a line nor a file is trouble"
    init $R $L --fresh-until 2026-02-01
    expect_exit 1 "dates must follow each other"
    init $R $L --fresh-until tomorrow
    expect_exit 1 "a date is written as one"
    run "$ISSUER" list init --dir "$T/west" --region West --name x --keeper x $R $L
    expect_exit 1 "a region is a small word"
    run "$ISSUER" list init --dir "$T/west" --name x --keeper x $R $L
    expect_exit 3 "and is needed"
    expect "none of them left a list" test ! -e "$T/west/trust-list.json"
    rm -rf "$T/west"
    init $R $L
    expect_exit 0 "a list begins"
    init $R $L
    expect_exit 1 "and does not begin twice"
}
expect "a month of freshness" test "$(member freshUntil)" = 2026-04-01T00:00:00Z
expect "six months of use" test "$(member usableUntil)" = 2026-09-01T00:00:00Z
expect "a list without --test is none" \
    grep -q '"test": false' "$T/west/root.1.json"
expect "members are sorted, one value a line, a line feed at the end" \
    test "$(tail -c 3 "$T/west/trust-list.json" | od -An -c | tr -d ' ')" = '\n}\n'

# ---- Issuers and keys ------------------------------------------------------------------

list check
expect_exit 1 "a list that nobody signed is not one"
list add-issuer --id https://a.example --name "A"
expect_exit 3 "an issuer without a key is refused"
list add-issuer --id https://a.example --name "A" --key "$T/issuer.key" \
    --not-before 2026-03-01
expect_exit 0 "an issuer comes with its key"
remember
list add-issuer --id https://a.example --name "B" --key "$T/next.key"
expect_exit 1 "an id belongs to one issuer"
err_has "https://a.example" "and the message says which"
list add-issuer --id https://b.example --name "B" --key "$T/issuer.key"
expect_exit 1 "a key too"
list add-issuer --id https://b.example --name "B" --key "$T/p256.key"
expect_exit 3 "a key must have an id"
list add-issuer --id https://b.example --name "B" --siret 123 --key "$T/next.key"
expect_exit 1 "a SIRET has fourteen digits"
list add-issuer --id https://b.example --name "$(printf 'B\033[2J')" \
    --key "$T/next.key"
expect_exit 1 "a name that drives a terminal is refused"
list add-issuer --id https://b.example --name "$(printf 'B\377')" \
    --key "$T/next.key"
expect_exit 1 "and one that is not UTF-8"
list add-key --issuer https://b.example --key "$T/next.key"
expect_exit 1 "an issuer that is not there gets no key"
list add-key --issuer https://a.example --multikey zNonsense --key-id k
expect_exit 1 "nonsense is no key"
list add-key --issuer https://a.example --key "$T/next.key" --multikey z --key-id k
expect_exit 3 "one key at a time"
list add-key --issuer https://a.example --key "$T/next.key" \
    --not-before 2027-01-01 --not-after 2026-01-01
expect_exit 1 "a key cannot end before it begins"
list add-key --issuer https://a.example --jwk "$T/next.key" --key-id k
expect_exit 1 "a secret key file is no JWK"
unchanged "none of them changed the list"
openssl genrsa 1024 2>/dev/null | openssl rsa -pubout 2>/dev/null >"$T/weak.pem"
if [ -s "$T/weak.pem" ]; then
    list add-key --issuer https://a.example --pem "$T/weak.pem" --key-id weak
    expect_exit 1 "a weak RSA key is refused"
fi
"$ISSUER" key show --only jwk "$T/p256.key" >"$T/p256.jwk"
list add-key --issuer https://a.example --jwk "$T/p256.jwk" --key-id jwk
expect_exit 0 "a public JWK is taken"
list end-key --issuer https://a.example --key-id jwk --not-after 2026-12-31
expect_exit 0 "and ended"
expect "at the last second of that day" \
    grep -q '"notAfter": "2026-12-31T23:59:59Z"' "$T/west/trust-list.json"
list end-key --issuer https://a.example --key-id none --not-after 2026-12-31
expect_exit 1 "a key that is not there is not ended"

# ---- Signing -----------------------------------------------------------------------------

sign() { # KEY FILE
    run "$ISSUER" list sign --key "$T/$1.key" "$T/west/$2"
}
sign list-1 root.1.json
expect_exit 1 "a list key does not sign a root"
sign root-1 trust-list.json
expect_exit 1 "nor a root key a list"
sign p256 trust-list.json
expect_exit 1 "nor a key of another kind anything"
cp "$T/west/trust-list.json" "$T/west/other.json"
sign list-1 other.json
expect_exit 3 "nothing else is signed"
rm "$T/west/other.json"
remember
sed 's/"Réseau"/"Reseau" /' "$T/list" >"$T/west/trust-list.json"
sign list-1 trust-list.json
expect_exit 1 "a list that was changed by hand is not signed"
sed 's/"keeper"/"minder"/' "$T/list" >"$T/west/trust-list.json"
sign list-1 trust-list.json
expect_exit 1 "nor one with a member that is not known"
cp "$T/list" "$T/west/trust-list.json"
for pair in root-1:root.1.json root-2:root.1.json list-1:trust-list.json; do
    sign "${pair%:*}" "${pair#*:}"
    expect_exit 0 "${pair%:*} signs ${pair#*:}"
done
list check
expect_exit 1 "one signature of two is not enough"
err_has "needs 2 signatures" "and the message says so"
sign list-2 trust-list.json
list check
expect_exit 0 "two are"
out_has "number      1" "and it is the first list"
sign list-2 trust-list.json
list check
expect_exit 0 "signing again changes nothing"

# ---- The next number -----------------------------------------------------------------------

first=$(sha256sum "$T/west/trust-list.json" | cut -d' ' -f1)
list withdraw --issuer https://a.example --credential urn:x --issued 2026-04-01
expect_exit 0 "a badge is withdrawn"
expect "a change of a signed list has the next number" test "$(member seq)" = 2
expect "and names the one before" test "$(member previous)" = "$first"
expect "for as long as the one before" \
    test "$(member freshUntil)" = 2026-05-02T00:00:00Z
expect "its old signatures are gone" \
    test -z "$(find "$T/west" -name 'trust-list.json.*')"
list withdraw --issuer https://a.example --credential urn:y --suspended
expect_exit 0 "a second change"
expect "of a draft keeps its number" test "$(member seq)" = 2
expect "and the one before" test "$(member previous)" = "$first"
remember
list withdraw --issuer https://a.example --credential urn:x
expect_exit 1 "a badge is withdrawn once"
list withdraw --issuer https://b.example --credential urn:x
expect_exit 1 "and by an issuer of the list"
list withdraw --issuer https://a.example
expect_exit 3 "and must be named"
list withdraw --issuer https://a.example --credential x --badge y
expect_exit 3 "in one way"
list withdraw --issuer https://a.example --badge sample-badges/hosted.json
expect_exit 1 "a badge without a signature has no digest"
list withdraw --issuer https://a.example --badge sample-badges/both-editions.png
expect_exit 1 "two badges have two"
list restore --issuer https://a.example --credential urn:z
expect_exit 1 "what was not withdrawn is not restored"
unchanged "none of them changed the list"
list restore --issuer https://a.example --credential urn:y
expect_exit 0 "a suspension is undone"
list withdraw --issuer https://a.example --credential urn:y
expect_exit 0 "and done again, in a line of its own"
expect "nothing was taken out" \
    test "$(grep -c '"credential": "urn:y"' "$T/west/trust-list.json")" -eq 2

# ---- Compromise, catalogue -------------------------------------------------------------------

remember
key=https://a.example/issuer
list compromise --issuer https://a.example --key-id none
expect_exit 1 "a key that is not there is not compromised"
list compromise --issuer https://a.example --key-id "$key" --vouch abc
expect_exit 3 "what is neither a file nor a digest cannot be vouched for"
list compromise --issuer https://a.example --key-id "$key" \
    --vouch 00000000000000000000000000000000
expect_exit 1 "nor a digest of nothing"
unchanged "none of them changed the list"
list compromise --issuer https://a.example --key-id "$key" --from 2026-03-20 \
    --vouch sample-badges/couture.jws
expect_exit 0 "a key is compromised, a badge vouched for"
list compromise --issuer https://a.example --key-id "$key" \
    --vouch sample-badges/tri.png --vouch sample-badges/couture.jws
expect_exit 0 "later another"
expect "each once" \
    test "$(sed -n '/"vouched"/,/]/p' "$T/west/trust-list.json" |
        grep -Ec '"[0-9a-f]{32}"')" -eq 2
remember
list compromise --issuer https://a.example --key-id "$key" --from 2026-06-01
expect_exit 1 "the day of an incident is not moved"
list add-catalogue --document tests/samples/badges.sh
expect_exit 1 "a document is JSON"
list add-catalogue --document tests/samples/source/class-commandes-ob1.json
expect_exit 3 "and has an id, or is given one"
list add-catalogue --document tests/samples/source/class-commandes.json \
    --planned-period "six months"
expect_exit 1 "a period is written as one"
unchanged "none of them changed the list"
list add-catalogue --document tests/samples/source/class-commandes.json
expect_exit 0 "a badge class is published"
list add-catalogue --document tests/samples/source/class-commandes.json
expect_exit 1 "once"

# ---- Disks and folders ---------------------------------------------------------------------------

run "$ISSUER" list renew --dir "$T/nowhere"
expect_exit 1 "a folder without a list is refused"
err_has "hint: badge-issuer list init" "and a hint says what to do"
sed 's/^{/{ "x": 1,/' "$T/west/root.1.json" >"$T/root"
cp "$T/west/root.1.json" "$T/good"
cp "$T/root" "$T/west/root.1.json"
list renew
expect_exit 1 "a root with a member that is not known is refused"
cp "$T/good" "$T/west/root.1.json"
remember
run sh -c "ulimit -f 0; '$ISSUER' list renew --dir '$T/west'"
unchanged "a disk that is full leaves the list as it was"
expect "and no temporary file" \
    test -z "$(find "$T/west" -name 'trust-list.json.??????')"

finish
