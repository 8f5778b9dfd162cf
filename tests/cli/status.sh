#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Status lists from end to end: an issuer keeps one, the keepers of the trust
# list carry it, and a badge is what the list says.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

A=https://a.example
list() {
    command=$1
    shift
    run "$ISSUER" list "$command" --dir "$T/west" "$@"
}
status() {
    command=$1
    shift
    run "$ISSUER" status "$command" --key "$T/issuer.key" "$@"
}
bundle() {
    list add-status --address $A/status/1 --document "$T/list.jws"
}
publish() {
    for key in list-1 list-2; do
        "$ISSUER" list sign --key "$T/$key.key" "$T/west/trust-list.json" \
            >/dev/null
    done
}
# word WORD SENTENCE [OPTION...]: what the badge is now.
word() {
    wanted=$1
    sentence=$2
    shift 2
    run "$VERIFIER" check --format json --allow-test --keys "$T/west" "$@" \
        "$T/badge.jws"
    out_has "\"verdict\": \"$wanted\"" "$sentence"
}

for name in root-1 root-2 list-1 list-2; do
    "$ISSUER" key new --no-passphrase "$T/$name.key" >/dev/null
done
for name in issuer platform stranger; do
    "$ISSUER" key new --no-passphrase --id "https://$name.example/#1" \
        "$T/$name.key" >/dev/null
done
"$ISSUER" list init --dir "$T/west" --region west --name "Liste" \
    --keeper "Réseau" --test \
    --root-key "$T/root-1.key" --root-key "$T/root-2.key" \
    --list-key "$T/list-1.key" --list-key "$T/list-2.key" >/dev/null
for key in root-1 root-2; do
    "$ISSUER" list sign --key "$T/$key.key" "$T/west/root.1.json" >/dev/null
done
list add-issuer --id $A --name "Atelier" --key "$T/issuer.key" \
    --status-signer https://platform.example
expect_exit 1 "a status signer must be on the list itself"
list add-issuer --id https://platform.example --name "Plateforme" \
    --key "$T/platform.key"
expect_exit 0 "a platform is added as an organisation"
list add-issuer --id $A --name "Atelier" --key "$T/issuer.key" \
    --status-signer https://platform.example
expect_exit 0 "then it may sign status lists of another one"

cp "$T/west/trust-list.json" "$T/kept"
list add-signer --issuer $A --status-signer https://platform.example
expect_exit 1 "nobody is a status signer twice"
list add-signer --issuer $A --status-signer https://nobody.example
expect_exit 1 "nor one who is not on the list"
list add-signer --issuer https://nobody.example --status-signer $A
expect_exit 1 "nor for one who is not"
same "$T/kept" "$T/west/trust-list.json" "none of them changed the list"
list add-signer --issuer https://platform.example --status-signer $A
expect_exit 0 "an organisation can get a signer later"

cat >"$T/badge.json" <<END
{"@context": ["https://www.w3.org/ns/credentials/v2",
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
 "id": "urn:uuid:7a9f6a3e-0f5d-4f0e-9f7e-2f6b0f1f0001",
 "type": ["VerifiableCredential", "OpenBadgeCredential"],
 "issuer": {"id": "$A", "type": ["Profile"], "name": "Atelier"},
 "validFrom": "2026-03-03T00:00:00Z",
 "credentialStatus": {"id": "$A/status/1#94567",
  "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
  "statusListIndex": "94567", "statusListCredential": "$A/status/1"},
 "credentialSubject": {"id": "did:example:marie",
  "type": ["AchievementSubject"],
  "achievement": {"id": "$A/badges/1", "type": ["Achievement"],
   "name": "Indispensable", "description": "d",
   "criteria": {"narrative": "Ponctualité"}}}}
END
"$ISSUER" badge sign --key "$T/issuer.key" --out "$T/badge.jws" \
    "$T/badge.json"

# ---- A list is made, and carried ---------------------------------------------

publish
word undecided "a badge whose list is not there is undecided"
out_has '"status-missing"' "and the report says why"
out_has "\"detail\": \"$A/status/1\"" "and which list is missing"

status new --id $A/status/1 --issuer $A --out "$T/list.jws"
expect_exit 0 "an issuer begins a list"
bundle
expect_exit 0 "the keepers add it"
expect "and it gives no warning" test ! -s "$T/err"
publish
word recognised "its badge stands"

# ---- Taken back, and let stand again -----------------------------------------

cp "$T/list.jws" "$T/before.jws"
status set --index 94567 "$T/list.jws"
expect_exit 0 "an entry is set"
publish
word recognised "which the keepers have not heard yet"
bundle
publish
word withdrawn "the badge is withdrawn once they have"
expect "the list stands there once" \
    test "$(grep -c '"address"' "$T/west/trust-list.json")" = 1
status set --index 94567 --clear "$T/list.jws"
bundle
publish
word recognised "and stands again when the entry is cleared"
status set --index 94568 --out "$T/other.jws" "$T/list.jws"
expect_exit 0 "another list can be written beside it"
list add-status --address $A/status/1 --document "$T/other.jws"
publish
word recognised "the entry of another badge is another badge's"

# ---- What leaves a doubt -------------------------------------------------------

status new --id $A/status/1 --issuer $A --valid-until 2026-02-01 \
    --valid-from 2026-01-01 --out "$T/list.jws"
bundle
expect_exit 0 "a list that has ended is carried"
err_has "too old already" "with a warning"
publish
word undecided "and its badge is undecided"
out_has '"status-stale"' "because it is too old"
list check
expect_exit 0 "the trust list is in order all the same"
err_has "'$A/status/1' will read as not checked: it is too old" \
    "and its check says which copy is to be renewed"

status set --index 1 "$T/list.jws"
expect_exit 1 "a list that has ended is not set"
err_has "the list ended on 2026-02-01" "and the message says when it did"
status set --index 1 --valid-until 2999-01-01 "$T/list.jws"
expect_exit 0 "but with another end"

"$ISSUER" status new --key "$T/stranger.key" --id $A/status/1 --issuer $A \
    --out "$T/list.jws"
bundle
expect_exit 0 "a list by a stranger is carried"
err_has "not signed by a key" "with a warning"
publish
word undecided "and its badge is undecided"
out_has '"status-not-signed"' "because a stranger signed it"

"$ISSUER" status new --key "$T/platform.key" --id $A/status/1 \
    --issuer https://platform.example --out "$T/list.jws"
bundle
publish
word recognised "a list by the issuer's status signer counts"

status new --id $A/status/1 --issuer $A --purpose suspension --out "$T/list.jws"
bundle
publish
word undecided "a list of suspensions says nothing of revocation"
out_has '"status-purpose"' "because it is about something else"

sed -i 's/"revocation"/"suspension"/' "$T/badge.json"
"$ISSUER" badge sign --key "$T/issuer.key" --out "$T/badge.jws" \
    "$T/badge.json"
status set --index 94567 "$T/list.jws"
bundle
publish
word suspended "what it suspends is suspended"

# ---- Lists with an embedded proof ----------------------------------------------

sed -i 's/"suspension"/"revocation"/' "$T/badge.json"
"$ISSUER" badge sign --key "$T/issuer.key" --out "$T/badge.jws" \
    "$T/badge.json"
for suite in eddsa-rdfc-2022 eddsa-jcs-2022; do
    status new --id $A/status/1 --issuer $A --suite $suite --out "$T/list.jws"
    expect_exit 0 "a list is signed with $suite"
    bundle
    expect "and gives no warning" test ! -s "$T/err"
    publish
    word recognised "its badge stands"
    status set --index 94567 "$T/list.jws"
    expect_exit 0 "its entry is set"
    has "$T/list.jws" "\"$suite\"" "and the list signed as before"
    bundle
    publish
    word withdrawn "its badge is withdrawn"
    sed -i 's/"statusPurpose": "revocation"/"statusPurpose": "suspension"/' \
        "$T/list.jws"
    status set --index 1 "$T/list.jws"
    expect_exit 1 "one that was altered is not signed anew"
    bundle
    err_has "not signed by a key" "and is carried with a warning"
    publish
    word undecided "its badge is undecided"
    out_has '"status-not-signed"' "because the list was altered"
done
"$ISSUER" key new --no-passphrase --kind p256 --id "https://issuer.example/#2" \
    "$T/issuer-2.key" >/dev/null
list add-key --issuer $A --key "$T/issuer-2.key"
run "$ISSUER" status new --key "$T/issuer-2.key" --id $A/status/1 --issuer $A \
    --suite ecdsa-rdfc-2019 --out "$T/list.jws"
expect_exit 0 "another key of the issuer signs with another suite"
run "$ISSUER" status set --key "$T/issuer.key" --old-key "$T/issuer-2.key" \
    --index 94567 --suite eddsa-rdfc-2022 "$T/list.jws"
expect_exit 0 "and the first one takes the list over"
bundle
publish
word withdrawn "which then takes the badge back"

# ---- Names instead of bits -----------------------------------------------------

sed -i 's|"credentialStatus": .*|"credentialStatus": {"id": "'$A'/gone",|
    s|"type": "BitstringStatusListEntry", .*|"type": "1EdTechRevocationList"},|
    /"statusListIndex"/d' "$T/badge.json"
"$ISSUER" badge sign --key "$T/issuer.key" --out "$T/badge.jws" \
    "$T/badge.json"
names() { # IDS
    echo "{\"id\": \"$A/gone\", \"issuer\": \"$A\", \"revokedCredential\": [$1]}" \
        >"$T/gone.json"
    list add-status --address $A/gone --document "$T/gone.json"
    publish
}
names ''
word recognised "a list of names that does not name it lets it stand"
names '{"id": "urn:uuid:7a9f6a3e-0f5d-4f0e-9f7e-2f6b0f1f0001"}'
word withdrawn "one that does takes it back"

# ---- Refusals ------------------------------------------------------------------

cp "$T/west/trust-list.json" "$T/kept"
refused() { # SENTENCE CONTENT
    printf '%s' "$2" >"$T/bad"
    list add-status --address $A/status/9 --document "$T/bad"
    expect_exit 1 "$1"
}
refused "an empty file is no list" ''
refused "nor is a text" 'hello'
refused "nor is JSON that says nothing" '{}'
refused "nor a list with a name that cannot be read" \
    '{"revokedCredential": [{}]}'
refused "nor the badge itself" "$(cat "$T/badge.jws")"
refused "nor a list whose text was cut" "$(head -c 400 "$T/list.jws")"
list add-status --address $A/status/9 --document "$T/list.jws" \
    --fetched 2999-01-01
expect_exit 1 "nor one from the future"
same "$T/kept" "$T/west/trust-list.json" "and the trust list is as it was"

cp "$T/before.jws" "$T/list.jws"
set_refused() { # EXIT SENTENCE OPTION...
    code=$1
    sentence=$2
    shift 2
    status set "$@" "$T/list.jws"
    expect_exit "$code" "$sentence"
}
set_refused 1 "an index behind the end is refused" --index 131072
set_refused 3 "one that is no number is trouble" --index 0x10
set_refused 3 "so is one below zero" --index -1
set_refused 3 "and one that is not there" --index ''
set_refused 1 "a value of two bits does not fit into one" --index 1 --value 2
run "$ISSUER" status set --key "$T/stranger.key" --index 1 "$T/list.jws"
expect_exit 1 "who did not sign a list does not sign it anew"
run "$ISSUER" status set --key "$T/stranger.key" --old-key "$T/issuer.key" \
    --index 1 --out "$T/anew.jws" "$T/list.jws"
expect_exit 0 "unless the key before is named"
same "$T/before.jws" "$T/list.jws" "none of these changed the list"
status set --index 1 "$T/badge.jws"
expect_exit 1 "a badge is no list"
status new --id $A/status/2 --issuer $A --entries 131071
expect_exit 1 "a list has 131,072 entries at least"
status new --id $A/status/2 --issuer $A --entries 134217729
expect_exit 3 "and no more than any verifier reads"
list add-status --address status/1 --document "$T/list.jws"
expect_exit 3 "a list is carried under a whole address"
err_has "--address is one such as" "and the message says so"
status new --id $A/status/2 --issuer $A --purpose refresh
expect_exit 3 "a list has a purpose that is asked for"
err_has "revocation, suspension or message" "and the message says which"
status new --id $A/status/2 --issuer $A --size 0
expect_exit 1 "an entry has one bit at least"
status new --id $A/status/2 --issuer $A --size 65
expect_exit 3 "and 64 at most"
finish
