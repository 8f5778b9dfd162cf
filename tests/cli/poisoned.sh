#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A graph that is made to cost time: undecided at once, alone, under many
# signatures, and many times in one file.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

KEY='https://jardins-combe-aux-merles.example/keys#2026'
ISSUER_ID=https://jardins-combe-aux-merles.example

# Blank nodes in two rows, each of the one bound to three of the other, so that
# all of them look alike.
graph() { # NUMBER
    i=0
    while [ "$i" -lt "$1" ]; do
        [ "$i" -eq 0 ] || printf ,
        printf '{"id":"_:a%d","type":["Result"],"value":"v","alignment":[' "$i"
        sep=
        for offset in 0 1 3; do
            printf '%s{"id":"_:b%d","type":["Alignment"],' "$sep" \
                $(((i + offset) % $1))
            printf '"targetName":"t","targetUrl":"https://t.example"}'
            sep=,
        done
        printf ']}'
        i=$((i + 1))
    done
}

proof() { # [MEMBERS]
    printf '{%s"type":"DataIntegrityProof",' "$1"
    printf '"cryptosuite":"eddsa-rdfc-2022","created":"2026-09-20T08:00:00Z",'
    printf '"verificationMethod":"%s","proofPurpose":"assertionMethod",' "$KEY"
    printf '"proofValue":"z34eMBsuXJMCrG4VPTP3iK2gf5eEjke5Fi56h6WarB6Vf7UQYMZhMg7ufbugHex1YJ9HQQheiwKdknfz4kcEgncUe"}'
}

badge() { # ID GRAPH PROOF
    printf '{"@context":["https://www.w3.org/ns/credentials/v2",'
    printf '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],'
    printf '"id":"urn:uuid:%s","name":"n",' "$1"
    printf '"type":["VerifiableCredential","OpenBadgeCredential"],'
    printf '"issuer":{"id":"%s","type":["Profile"],"name":"x"},' "$ISSUER_ID"
    printf '"validFrom":"2026-06-20T18:00:00+02:00","credentialSubject":'
    printf '{"id":"urn:uuid:y","type":["AchievementSubject"],"achievement":'
    printf '{"id":"urn:a","type":["Achievement"],"name":"n",'
    printf '"description":"d","criteria":{"narrative":"x"}},'
    printf '"result":[%s]},"proof":%s}' "$2" "$3"
}

record() { # GRAPH COUNT
    printf '{"@context":["https://www.w3.org/ns/credentials/v2",'
    printf '"https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",'
    printf '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],'
    printf '"id":"urn:uuid:c","name":"c",'
    printf '"type":["VerifiableCredential","ClrCredential"],'
    printf '"issuer":{"id":"%s","type":["Profile"],"name":"x"},' "$ISSUER_ID"
    printf '"validFrom":"2026-06-20T18:00:00+02:00","credentialSubject":'
    printf '{"id":"urn:uuid:y","type":["ClrSubject"],"verifiableCredential":['
    number=0
    while [ "$number" -lt "$2" ]; do
        [ "$number" -eq 0 ] || printf ,
        badge "$number" "$1" "$(proof '')"
        number=$((number + 1))
    done
    printf ']},"proof":%s}' "$(proof '')"
}

check() { # FILE WORD SENTENCE: within the time of one badge
    run timeout 5 "$VERIFIER" check --format json --keys keys --at 2026-11-23 \
        "$1"
    out_has "\"verdict\": \"$2\"" "$3"
    cp "$T/out" "$T/report"
    expect "and nothing of it is altered" \
        sh -c "! grep -q '\"verdict\": \"altered\"' '$T/report'"
    has "$T/report" '"reason": "too-complex"' "and the report says why"
}

hard=$(graph 16)
badge 0 "$hard" "$(proof '')" >"$T/one.json"
check "$T/one.json" undecided "a graph that is too complex is undecided"
proofs=
for n in 1 2 3 4 5 6 7 8; do
    proofs="${proofs:+$proofs,}$(proof "\"id\":\"urn:p:$n\",")"
done
badge 0 "$hard" "[$proofs]" >"$T/set.json"
check "$T/set.json" undecided "and so it is under eight signatures"
proofs=$(proof '"id":"urn:p:1",')
for n in 2 3 4 5 6 7 8; do
    proofs="$proofs,$(proof "\"id\":\"urn:p:$n\",\"previousProof\":\"urn:p:$((n - 1))\",")"
done
badge 0 "$hard" "[$proofs]" >"$T/chain.json"
check "$T/chain.json" undecided "and in a chain of eight"
record "$hard" 20 >"$T/record.json"
check "$T/record.json" undecided "and twenty times in a record"

badge 0 "$(graph 4)" "$(proof '')" >"$T/easy.json"
run "$VERIFIER" check --format json --keys keys --at 2026-11-23 "$T/easy.json"
out_has '"verdict": "altered"' "a small one of the kind is simply not signed so"
finish
