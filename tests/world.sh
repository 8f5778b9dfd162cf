# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# A small world for the scripts that check badges: a trust list of their own
# under a root of their own, in $T/keys, and badges signed under it.  Read
# after lib.sh.

ISSUER_ID=https://ateliers.example/issuer
ISSUER_NAME="Les Ateliers du Pont"

# key NAME KIND: a secret key without a passphrase.
key() {
    "$ISSUER" key new --kind "$2" --id "$ISSUER_ID#$1" --no-passphrase \
        "$T/$1.key" >/dev/null
}

# list VERB OPTION...: changes $T/keys.
list() {
    verb=$1
    shift
    "$ISSUER" list "$verb" --dir "$T/keys" "$@" >/dev/null
}

# sign_list: root and list again, by their only keeper.
sign_list() {
    rm -f "$T"/keys/*.minisig
    "$ISSUER" list sign --key "$T/keeper.key" "$T/keys/root.1.json" \
        "$T/keys/trust-list.json" >/dev/null
}

# credential ISSUER HOLDER [EXTRA]: an Open Badge 3.0 about L'Indispensable.
credential() {
    cat <<JSON
{"@context": ["https://www.w3.org/ns/credentials/v2",
   "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
 "id": "urn:uuid:2f9e4e7c-0a51-4b7e-9c0e-$(printf '%012d' "${4:-1}")",
 "type": ["VerifiableCredential", "OpenBadgeCredential"],
 "issuer": {"id": "$1", "type": ["Profile"], "name": "Ateliers du Pont SCIC"},
 "validFrom": "2026-03-03T00:00:00Z", ${3:-}
 "credentialSubject": {"type": ["AchievementSubject"],
   "identifier": [{"type": "IdentityObject", "identityHash": "$2",
     "identityType": "name", "hashed": false}],
   "activityStartDate": "2025-09-01T00:00:00Z",
   "activityEndDate": "2026-02-28T00:00:00Z",
   "achievement": {"id": "https://ateliers.example/badges/indispensable",
     "type": ["Achievement"], "name": "L’Indispensable",
     "achievementType": "Competency",
     "description": "Les bases de la vie au travail.",
     "criteria": {"narrative": "- Ponctualité\n- Respect des consignes"}}},
 "evidence": [{"type": ["Evidence"], "name": "Décision collégiale",
   "narrative": "L’équipe a constaté que chaque critère était atteint."}]}
JSON
}

# badge KEY CREDENTIAL.json OUT [KID]: signed, whoever's name it bears.
badge() {
    "$ISSUER" badge sign --key "$T/$1.key" --kid "$ISSUER_ID#${4:-$1}" \
        --out "$3" "$2" >/dev/null
}

# The list lives from 2026-02-01 to 2099; the issuer has the key `good`.
make_world() {
    key keeper ed25519 && key good ed25519 && key other ed25519 &&
        list init --region demonstration --name "Liste d’exemple" \
            --keeper "Atelier des exemples" --root-name "Racine d’exemple" \
            --root-key "$T/keeper.key" --root-threshold 1 \
            --list-key "$T/keeper.key" --list-threshold 1 "$@" \
            --issued 2026-02-01T00:00:00Z --fresh-until 2098-01-01T00:00:00Z \
            --usable-until 2099-01-01T00:00:00Z &&
        list add-issuer --id "$ISSUER_ID" --name "$ISSUER_NAME" --town Lyon \
            --telephone "04 00 00 00 00" --key "$T/good.key" \
            --key-id "$ISSUER_ID#good" --issued 2026-03-01T00:00:00Z \
            --fresh-until 2098-01-01T00:00:00Z \
            --usable-until 2099-01-01T00:00:00Z &&
        sign_list
}
