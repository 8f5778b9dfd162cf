#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer list: the keys of an issuer, out of its DID document.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

ID=did:web:a.example
list() {
    command=$1
    shift
    run "$ISSUER" list "$command" --dir "$T/west" "$@"
}
add() { # [OPTION...]
    list add-issuer --id $ID --name "Atelier" --did-document "$T/did.json" "$@"
}
fresh() {
    rm -rf "$T/west"
    "$ISSUER" list init --dir "$T/west" --region west --name "Liste" \
        --keeper "Réseau" --root-key "$T/root.key" --root-threshold 1 \
        --list-key "$T/list.key" --list-threshold 1 >/dev/null
    cp "$T/west/trust-list.json" "$T/before"
}
refused() { # SENTENCE [OPTION...]
    sentence=$1
    shift
    add "$@"
    expect_exit 1 "$sentence"
    same "$T/before" "$T/west/trust-list.json" "and nothing was added"
}
has_key() { # ID KIND SENTENCE
    run grep -A 1 -F "\"id\": \"$1\"" "$T/west/trust-list.json"
    out_has "\"kind\": \"$2\"" "$3"
}

for name in root list one two; do
    "$ISSUER" key new --no-passphrase "$T/$name.key" >/dev/null
done
"$ISSUER" key new --no-passphrase --kind p256 "$T/p256.key" >/dev/null
"$ISSUER" key new --no-passphrase --kind rsa --bits 2048 "$T/rsa.key" >/dev/null
public() { # WHAT NAME
    "$ISSUER" key show --only "$1" "$T/$2.key"
}
ONE=$(public multikey one)
TWO=$(public multikey two)

# ---- What is taken -------------------------------------------------------------

fresh
cat >"$T/did.json" <<END
{"@context": ["https://www.w3.org/ns/did/v1"], "id": "$ID",
 "verificationMethod": [
  {"id": "#one", "type": "Ed25519VerificationKey2020", "controller": "$ID",
   "publicKeyMultibase": "$ONE"},
  {"id": "$ID#rsa", "type": "JsonWebKey2020", "controller": "$ID",
   "publicKeyJwk": $(public jwk rsa)},
  {"id": "#aside", "type": "Multikey", "controller": "$ID",
   "publicKeyMultibase": "$TWO"}],
 "authentication": ["#aside"],
 "assertionMethod": ["$ID#one", "#rsa",
  {"id": "#p256", "type": "JsonWebKey", "publicKeyJwk": $(public jwk p256),
   "expires": "2027-01-01T00:00:00Z"},
  {"id": "#twin", "type": "Multikey", "publicKeyMultibase": "$ONE"},
  {"id": "#other", "type": "EcdsaSecp256k1VerificationKey2019",
   "publicKeyHex": "02"},
  {"id": "#gone", "type": "Multikey", "publicKeyMultibase": "$TWO",
   "revoked": "2026-01-01T00:00:00Z"}]}
END
add
expect_exit 0 "an issuer comes with the keys of its DID document"
err_has "'$ID#other' is left out" "and is told of kinds that are not read"
err_has "'$ID#gone' is left out: it was revoked" "of revoked keys"
err_has "'$ID#twin' is the same key as '$ID#one'" "and of twins"
has_key "$ID#one" Ed25519 "a key that is named is found"
has_key "$ID#rsa" RSA "one that is named in short too"
has_key "$ID#p256" P-256 "one that stands there itself"
run grep -F '"notAfter": "2026-12-31T23:59:59Z"' "$T/west/trust-list.json"
expect_exit 0 "a key that expires gets its last moment"
run grep -cF '"kind"' "$T/west/trust-list.json"
out_has 3 "a twin, an unknown and a revoked key are left out"
run grep -F "$TWO" "$T/west/trust-list.json"
expect_exit 1 "and one that does not assert"
list add-key --issuer $ID --did-document "$T/did.json"
expect_exit 1 "the same keys are not added twice"

# ---- What is refused -----------------------------------------------------------

fresh
document() { # ASSERTION-METHODS [MORE]
    echo "{\"id\": \"$ID\", \"assertionMethod\": $1${2:-}}" >"$T/did.json"
}
METHOD="{\"id\": \"#k\", \"type\": \"Multikey\", \"publicKeyMultibase\": \"$ONE\""
document "[]"
refused "a document without a key"
document '["#nowhere"]'
refused "a key that is named and not there"
document "[$METHOD, \"controller\": \"did:web:b.example\"}]"
refused "a key of somebody else"
document "[{\"type\": \"Multikey\", \"publicKeyMultibase\": \"$ONE\"}]"
refused "a key without an id"
document "[$METHOD, \"publicKeyPem\": \"x\"}]"
refused "two keys in one"
document "[$METHOD, \"secretKeyMultibase\": \"z3u2\"}]"
refused "a secret"
document "[$METHOD, \"expires\": \"soon\"}]"
refused "a date that is none"
document "[$METHOD, \"revoked\": \"2026-01-01T00:00:00Z\"}]"
refused "a document of revoked keys"
document "[{\"id\": \"did:web:b.example#$TWO\", \"type\": \"Multikey\",
 \"publicKeyMultibase\": \"$ONE\"}]"
refused "an id that spells out another key"
echo "{\"id\": \"did:web:b.example\", \"assertionMethod\": [$METHOD}]}" \
    >"$T/did.json"
refused "the document of another issuer"
echo '{"id": "did:web:a.example", "id": "x"}' >"$T/did.json"
refused "one with a member twice"
echo 'hello' >"$T/did.json"
refused "what is no JSON"
document "[$METHOD}]"
add --key "$T/one.key"
expect_exit 3 "a document and a key exclude each other"
add --key-id x
expect_exit 3 "its ids are its own"
finish
