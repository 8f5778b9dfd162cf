#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Status lists of linked data are read as what they sign: by what a member
# means, not by its name, and one meaning has one value.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

A=https://a.example
for name in root list issuer; do
    "$ISSUER" key new --no-passphrase --id "$A/#$name" "$T/$name.key" >/dev/null
done
"$ISSUER" list init --dir "$T/west" --region west --name L --keeper K --test \
    --root-key "$T/root.key" --root-threshold 1 \
    --list-key "$T/list.key" --list-threshold 1 >/dev/null
"$ISSUER" list sign --key "$T/root.key" "$T/west/root.1.json" >/dev/null
"$ISSUER" list add-issuer --dir "$T/west" --id $A --name A \
    --key "$T/issuer.key"
sign() { # FILE
    run "$ISSUER" badge sign --key "$T/issuer.key" --suite eddsa-rdfc-2022 \
        --out "$T/$1" "$T/$1.json"
}
cat >"$T/badge.json" <<END
{"@context": ["https://www.w3.org/ns/credentials/v2",
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
 "id": "urn:uuid:7a9f6a3e-0f5d-4f0e-9f7e-2f6b0f1f0001",
 "type": ["VerifiableCredential", "OpenBadgeCredential"],
 "issuer": {"id": "$A", "type": ["Profile"], "name": "A"},
 "validFrom": "2026-03-03T00:00:00Z",
 "credentialStatus": {"id": "$A/status/1#3",
  "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
  "statusListIndex": "3", "statusListCredential": "$A/status/1"},
 "credentialSubject": {"id": "did:example:marie",
  "type": ["AchievementSubject"],
  "achievement": {"id": "$A/1", "type": ["Achievement"], "name": "n",
   "description": "d", "criteria": {"narrative": "c"}}}}
END
sign badge

# The bits of a list, out of one that we made.
bits() { # [OPTION...]
    "$ISSUER" status set --key "$T/issuer.key" --valid-from 2026-03-03 \
        --out - "$@" "$T/model" | sed 's/.*"encodedList": "\([^"]*\)".*/\1/'
}
"$ISSUER" status new --key "$T/issuer.key" --suite eddsa-jcs-2022 \
    --id $A/status/1 --issuer $A --out "$T/model"
CLEAR=$(bits --index 4)
SET=$(bits --index 3)

# list SUBJECT [CONTEXT [MORE]]: what stands in its subject, and beside it.
list() {
    cat >"$T/status.json" <<END
{"@context": ["https://www.w3.org/ns/credentials/v2"${2:-}],
 "id": "$A/status/1",
 "type": ["VerifiableCredential", "BitstringStatusListCredential"],
 "issuer": "$A", "validFrom": "2026-03-03T00:00:00Z",
 "credentialSubject": {"id": "$A/status/1#list", "type": "BitstringStatusList",
  "statusPurpose": "revocation", $1}${3:-}}
END
    sign status
}
carry() {
    run "$ISSUER" list add-status --dir "$T/west" --address $A/status/1 \
        --document "$T/status"
}
# word WORD SENTENCE: of the badge, once the list is carried.
word() {
    carry
    "$ISSUER" list sign --key "$T/list.key" "$T/west/trust-list.json" >/dev/null
    run "$VERIFIER" check --format json --keys "$T/west" "$T/badge"
    out_has "\"verdict\": \"$1\"" "$2"
}
refused() { # SENTENCE
    expect_exit 0 "$1 can be signed"
    carry
    expect_exit 1 "and is no list that can be read"
}

list "\"encodedList\": \"$CLEAR\""
word recognised "a list by the usual names lets the badge stand"
list "\"encodedList\": \"$SET\""
word withdrawn "and takes it back"
list "\"encodedList\": {\"@value\": \"$SET\"}"
word withdrawn "also where a value is written out"

TERM="https://www.w3.org/ns/credentials/status#encodedList"
ALIAS=",{\"bits\": {\"@id\": \"$TERM\",
 \"@type\": \"https://w3id.org/security#multibase\"}}"
list "\"bits\": \"$CLEAR\"" "$ALIAS"
word recognised "another name of the same meaning is the same"
list "\"bits\": \"$SET\"" "$ALIAS"
word withdrawn "in both answers"
list "\"encodedList\": \"$CLEAR\", \"bits\": \"$SET\"" "$ALIAS"
refused "a list with two values under two names"
list "\"encodedList\": [\"$CLEAR\", \"$SET\"]"
refused "a list with two values under one name"
list "\"encodedList\": \"$CLEAR\"" "" ", \"relatedResource\": {
 \"id\": \"$A/status/1#list\", \"type\": \"BitstringStatusList\",
 \"encodedList\": \"$SET\"}"
refused "a list whose second value stands elsewhere"
list "\"encodedList\": \"$CLEAR\", \"ttl\": \"100\""
refused "a list with a time that is no number"
list "\"encodedList\": \"$CLEAR\", \"other\": 1"
expect_exit 1 "a list with a member that no context maps is not signed"
err_has "'other'" "and the message names it"
list "\"encodedList\": \"$CLEAR\"" \
    ",{\"encodedList\": \"urn:something-else\"}"
expect_exit 1 "nor one that gives a name another meaning"
finish
