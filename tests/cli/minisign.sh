#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Stock minisign verifies what badge-issuer signs, and a folder whose every
# signature was made by minisign is believed.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

if ! command -v minisign >/dev/null; then
    skip "minisign and badge-issuer understand each other" "no minisign"
    finish
fi

quiet() {
    "$@" >/dev/null 2>&1 || echo "# failed: $*"
}

# NAME...: a key of ours, and its public line.
our_keys() {
    for name in "$@"; do
        quiet "$ISSUER" key new --no-passphrase "$T/$name.key"
        "$ISSUER" key show --only minisign "$T/$name.key" >"$T/$name.line"
    done
}

# NAME...: a key of minisign, and its public line.
their_keys() {
    for name in "$@"; do
        quiet minisign -G -W -f -s "$T/$name.sec" -p "$T/$name.pub"
        sed -n 2p "$T/$name.pub" >"$T/$name.line"
    done
}

id_of() { # LINE FILE: the 8 bytes behind "Ed", a number from its last byte on
    base64 -d "$1" | od -An -v -tx1 -j2 -N8 |
        awk '{ for (i = NF; i > 0; i--) printf "%s", toupper($i) }'
}

list_init() { # FOLDER ROOT1 ROOT2 LIST1 LIST2
    quiet "$ISSUER" list init --dir "$T/$1" --region demo --name "A list" \
        --keeper "Keepers" --issued 2026-03-01 --root-key "$(cat "$T/$2.line")" \
        --root-key "$(cat "$T/$3.line")" --list-key "$(cat "$T/$4.line")" \
        --list-key "$(cat "$T/$5.line")"
}

# ---- Ours, verified by minisign ----------------------------------------------

our_keys r1 r2 l1 l2
list_init ours r1 r2 l1 l2
for key in r1 r2; do
    quiet "$ISSUER" list sign --key "$T/$key.key" "$T/ours/root.1.json"
done
for key in l1 l2; do
    quiet "$ISSUER" list sign --key "$T/$key.key" "$T/ours/trust-list.json"
done
for pair in root.1.json/r1 root.1.json/r2 trust-list.json/l1 trust-list.json/l2; do
    file=$T/ours/${pair%/*}
    line=$T/${pair#*/}.line
    run minisign -V -P "$(cat "$line")" -m "$file" \
        -x "$file.$(id_of "$line").minisig"
    expect_exit 0 "minisign verifies our signature of ${pair%/*} by ${pair#*/}"
    out_has "Trusted comment: badge-verifier " "and shows its comment"
done
run "$ISSUER" list check --dir "$T/ours"
expect_exit 0 "and so do we"

file=$T/ours/trust-list.json
signature=$file.$(id_of "$T/l1.line").minisig
run minisign -V -P "$(cat "$T/l2.line")" -m "$file" -x "$signature"
expect_exit 1 "minisign refuses our signature under another key"
cp "$file" "$T/changed"
printf ' ' >>"$T/changed"
run minisign -V -P "$(cat "$T/l1.line")" -m "$T/changed" -x "$signature"
expect_exit 1 "and over other bytes"
sed 's/ seq=1 / seq=2 /' "$signature" >"$T/comment.minisig"
run minisign -V -P "$(cat "$T/l1.line")" -m "$file" -x "$T/comment.minisig"
expect_exit 1 "and with another comment"

# ---- minisign's, verified by us ----------------------------------------------

hex_of() {
    sha256sum "$1" | cut -c 1-64
}

# FILE KEY COMMENT [OPTION...]: signs by minisign, under the name that is due.
they_sign() {
    signed=$1
    by=$2
    comment=$3
    shift 3
    quiet minisign -S -s "$T/$by.sec" -m "$signed" -t "$comment" \
        -x "$signed.$(id_of "$T/$by.line").minisig" "$@"
}

their_keys m1 m2 m3 m4
list_init theirs m1 m2 m3 m4
root=$T/theirs/root.1.json
list=$T/theirs/trust-list.json
text() { # MEMBER: of the list
    sed -n "s/^  \"$1\": \"\(.*\)\",\$/\1/p" "$list"
}
root_says="badge-verifier root region=demo version=1 test=no \
issued=2026-03-01T00:00:00Z sha256=$(hex_of "$root")"
list_says="badge-verifier list region=demo seq=1 issued=2026-03-01T00:00:00Z \
freshUntil=$(text freshUntil) usableUntil=$(text usableUntil) \
sha256=$(hex_of "$list")"

they_sign "$root" m1 "$root_says"
they_sign "$root" m2 "$root_says"
they_sign "$list" m3 "$list_says"
run "$ISSUER" list check --dir "$T/theirs"
expect_exit 1 "one signature of minisign of two is not enough"
err_has "needs 2 signatures of the list keys, has 1" "and we say so"
they_sign "$list" m4 "$list_says"
run "$ISSUER" list check --dir "$T/theirs"
expect_exit 0 "a folder signed by minisign alone is believed"

they_sign "$list" m4 "$list_says" -l
run "$ISSUER" list check --dir "$T/theirs"
expect_exit 1 "a legacy signature of minisign does not count"
err_has "is of the legacy kind" "and we say so"

they_sign "$list" m4 "signature of my list"
run "$ISSUER" list check --dir "$T/theirs"
expect_exit 1 "nor one with a comment of its own"
err_has "says another thing than that of the other signatures" "and we say so"

they_sign "$list" m3 "signature of my list"
run "$ISSUER" list check --dir "$T/theirs"
expect_exit 1 "nor two with the same wrong comment"
err_has "says another thing than the signed comment" "and we say so"

finish
