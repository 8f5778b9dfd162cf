#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer key, as a person uses it.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

nothing_out() {
    same /dev/null "$T/out" "$1"
}
key() {
    run "$ISSUER" key "$@"
}

# ---- Help and wrong words ------------------------------------------------------

run "$ISSUER" --help
expect_exit 0 "--help explains the program"
out_has "key    new" "and lists its commands"
run "$ISSUER"
expect_exit 3 "no command is trouble"
err_has "usage: badge-issuer" "and shows how it is used"
run "$ISSUER" key melt
expect_exit 3 "an unknown command is trouble"
run "$ISSUER" --version
out_has "badge-issuer 0." "--version says which"
for command in "key new" "key show" "badge sign" "badge bake" "badge extract" \
    "list init" "list add-issuer" "list remove-issuer" "list add-key" \
    "list end-key" "list compromise" "list withdraw" "list restore" \
    "list add-signer" "list add-catalogue" "list add-status" "list renew" \
    "list next-root" "list sign" "status new" "status set" \
    "list check"; do
    # shellcheck disable=SC2086 # two words
    run "$ISSUER" $command --help
    expect_exit 0 "$command --help explains itself"
    out_has "usage: badge-issuer $command" "and says how it is used"
done
key new --color "$T/x.key"
expect_exit 3 "an unknown option is trouble"
err_has "badge-issuer: unknown option '--color'" "and is named"
key new --kind
expect_exit 3 "an option without its value is trouble"
key new --no-passphrase=yes "$T/x.key"
expect_exit 3 "a value for an option that has none is trouble"
key new --kind rsa --kind p256 "$T/x.key"
expect_exit 3 "an option given twice is trouble"
key new
expect_exit 3 "a missing file name is trouble"
key new --no-passphrase "$T/x.key" "$T/y.key"
expect_exit 3 "one file name too many as well"
key new --kind dsa --no-passphrase "$T/x.key"
expect_exit 3 "an unknown kind of key is trouble"
key new "$(printf -- '--\033[2Jx')"
err_lacks "$(printf '\033')" "what is repeated cannot drive a terminal"
expect "none of them leaves a file" test ! -e "$T/x.key"

# ---- Each kind -------------------------------------------------------------------

for kind in ed25519 p256 p384 rsa; do
    key new --kind "$kind" --no-passphrase --id "https://a.example/$kind" \
        "$T/$kind.key"
    expect_exit 0 "a key of kind $kind is made"
    cp "$T/out" "$T/made"
    expect "and only its owner can read it" \
        test "$(stat -c %a "$T/$kind.key")" = 600
    key show "$T/$kind.key"
    same "$T/made" "$T/out" "key show says the same as key new"
    out_has "https://a.example/$kind" "and its id"
    out_has "lock        none" "and that nothing locks it"
done
key show --only multikey "$T/ed25519.key"
out_has "z6Mk" "an Ed25519 key has a Multikey"
key show --only minisign "$T/ed25519.key"
out_has "RW" "and a line for minisign"
key show --only did "$T/p256.key"
out_has "did:key:zDna" "a P-256 key has a did:key"
key show --only minisign "$T/p256.key"
expect_exit 1 "and no line for minisign"
key show --only jwk "$T/rsa.key"
out_has '"kty":"RSA"' "an RSA key is shown as JWK"
out_lacks '"d"' "without its secret"
key show --only colour "$T/rsa.key"
expect_exit 3 "an unknown line is trouble"
expect "an RSA key has 3072 bits unless asked otherwise" \
    test "$("$ISSUER" key show --only jwk "$T/rsa.key" |
        sed 's/.*"n":"\([^"]*\)".*/\1/' | wc -c)" -eq 513
key new --kind rsa --bits 1024 --no-passphrase "$T/weak.key"
expect_exit 1 "an RSA key of 1024 bits is refused"
key new --kind rsa --bits 2048x --no-passphrase "$T/weak.key"
expect_exit 1 "a number with a tail is refused"
key new --kind p256 --bits 3072 --no-passphrase "$T/weak.key"
expect_exit 3 "bits are for RSA"
expect "no weak key was left" test ! -e "$T/weak.key"

# ---- What is there stays there -----------------------------------------------------

cp "$T/ed25519.key" "$T/before"
key new --no-passphrase "$T/ed25519.key"
expect_exit 1 "a key that exists is not written over"
err_has "exists already" "and the message says so"
same "$T/before" "$T/ed25519.key" "not a byte of it changed"
run "$ISSUER" badge extract --out "$T/ed25519.key" sample-badges/couture.jws
expect_exit 1 "no other command writes over it either"
same "$T/before" "$T/ed25519.key" "not a byte of it changed"
key new --no-passphrase "$T/none/x.key"
expect_exit 3 "a folder that is not there is trouble"
umask 000
key new --no-passphrase "$T/open.key"
expect "not even a careless umask opens a key" \
    test "$(stat -c %a "$T/open.key")" = 600
umask 022
chmod 644 "$T/open.key"
key show "$T/open.key"
expect_exit 0 "a key that others can read still works"
err_has "warning: '$T/open.key' can be read by others" "but with a warning"

# ---- Passphrases -------------------------------------------------------------------

echo "un secret bien gardé" >"$T/phrase"
run "$ISSUER" key new --passphrase-fd 3 "$T/locked.key" 3<"$T/phrase"
expect_exit 0 "a passphrase comes from a descriptor"
out_has "lock        passphrase" "and locks the key"
expect "the file says how" grep -q '^lock: argon2id 3 268435456 ' "$T/locked.key"
key show "$T/locked.key"
expect_exit 0 "the public part needs no passphrase"
sign() {
    run "$ISSUER" badge sign --passphrase-fd 3 --key "$T/locked.key" --kid k \
        tests/samples/source/tri.json 3<"$1"
}
sign "$T/phrase"
expect_exit 0 "the passphrase opens it"
echo "un secret bien garde" >"$T/wrong"
sign "$T/wrong"
expect_exit 1 "another one does not"
err_has "wrong passphrase" "and the message says so"
nothing_out "and nothing is signed"
: >"$T/empty"
sign "$T/empty"
expect_exit 1 "an empty one is refused"
run "$ISSUER" key new --passphrase-fd 3 "$T/x.key" 3<"$T/empty"
expect_exit 1 "and cannot lock a key"
run "$ISSUER" key new --passphrase-fd 9 "$T/x.key" 9<&-
expect_exit 3 "a closed descriptor is trouble"
run setsid "$ISSUER" key new "$T/x.key"
expect_exit 3 "without a terminal nobody can be asked"
err_has "hint: --passphrase-fd" "and a hint says what to do"
expect "no key was left" test ! -e "$T/x.key"

# A terminal, played by script(1): types each line when it is asked.
typed() { # LINE...
    { for line in "$@"; do
        sleep 1
        printf '%s\n' "$line"
    done; } | script -qec "$ISSUER key new $T/typed.key" /dev/null \
        >"$T/out" 2>"$T/err"
    status=$?
}
if has_terminal; then
    typed "mot de passe" "mot de pass"
    expect_exit 1 "two passphrases that differ are refused"
    expect "and leave no key" test ! -e "$T/typed.key"
    typed "mot de passe" "mot de passe"
    expect_exit 0 "a passphrase is asked for twice on the terminal"
    out_has "Passphrase: " "with a prompt"
    out_lacks "mot de passe" "and without an echo"
else
    skip "a passphrase is asked for on the terminal" "no script(1)"
fi

# ---- Damaged files -------------------------------------------------------------------

show_damaged() { # SENTENCE
    key show "$T/damaged.key"
    expect_exit 1 "$1"
    err_has "is not a secret key file, or is damaged" "and the message says so"
}
head -c 150 "$T/ed25519.key" >"$T/damaged.key"
show_damaged "a key file that was cut is refused"
sed 's/^lock: none/note: hello\n&/' "$T/ed25519.key" >"$T/damaged.key"
show_damaged "a line that is not known is refused"
sed 's/^kind: .*/kind: RSA/' "$T/ed25519.key" >"$T/damaged.key"
show_damaged "a kind that is not the key's is refused"
sed "s/^public: .*/public: $(sed -n 's/^public: //p' "$T/open.key")/" \
    "$T/ed25519.key" >"$T/damaged.key"
run "$ISSUER" badge sign --key "$T/damaged.key" --kid k \
    tests/samples/source/tri.json
expect_exit 1 "the halves of two keys are not one key"
err_has "public part of the key file is not the one of its secret" \
    "and the message says so"

finish
