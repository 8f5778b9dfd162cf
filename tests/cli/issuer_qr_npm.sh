#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer qr: every code is read by what web pages on phones read codes
# with.  The readers come from npm into BUILD/peers.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

S=sample-badges
PEERS=$BUILD/peers
PACKAGES="zxing-wasm@3.1.4 jsqr@1.4.0"
HERE=tests/cli/issuer_qr_npm.mjs

give_up() {
    skip "codes are read by zxing-wasm and jsQR" "$1"
    finish
}

for tool in node npm pdftoppm; do
    command -v $tool >/dev/null || give_up "no $tool"
done
mkdir -p "$PEERS"
if [ "$(cat "$PEERS/ready" 2>/dev/null)" != "$PACKAGES" ]; then
    echo '{"private": true, "type": "module"}' >"$PEERS/package.json"
    # shellcheck disable=SC2086 # a list
    timeout 120 npm install --silent --no-audit --no-fund --prefix "$PEERS" \
        $PACKAGES >"$T/npm" 2>&1 </dev/null ||
        give_up "npm could not install $PACKAGES"
    echo "$PACKAGES" >"$PEERS/ready"
fi
cp "$HERE" "$PEERS/"
echo 'import "zxing-wasm/reader"' >"$PEERS/start.mjs"
node "$PEERS/start.mjs" >/dev/null 2>&1 || give_up "this node is too old"

# One start for all pictures: BADGE CODES OPTION...
: >"$T/list"
n=0
while read -r badge codes options; do
    n=$((n + 1))
    # shellcheck disable=SC2086 # one word an option
    for out in "$T/$n.png" "$T/$n.pdf"; do
        run "$ISSUER" qr $options --codes "$codes" "$S/$badge" "$out"
        expect_exit 0 "made: ${out##*.} of $badge $options in $codes"
    done
    pdftoppm -r 300 -gray -singlefile "$T/$n.pdf" "$T/$n"
    echo "$codes $T/$n.png PNG of $badge $options" >>"$T/list"
    echo "$codes $T/$n.pgm PDF of $badge $options" >>"$T/list"
done <<'TABLE'
indispensable.png 1 --catalogue keys
indispensable.png 1 --catalogue keys --width 50
indispensable.png 2 --width 48
indispensable.svg 4
tri.png 1 --width 50
tri.png 3 --no-name
coup-de-main.jws 1
couture.jws 2 --width 45
linked-set.json 3
ob2-signed.png 1 --module 0.6
berges.1ob 2 --module 0.55
TABLE
# shellcheck disable=SC2046 # names without spaces
run node "$PEERS/${HERE##*/}" $(cut -d' ' -f2 "$T/list")
expect_exit 0 "both readers are asked"
cp "$T/out" "$T/read"

while read -r codes file name; do
    for reader in zxing-wasm jsQR; do
        sed -n "s|^$reader $file ||p" "$T/read" | sort >"$T/$reader"
        if [ "$(grep -c '^OB1:[0-9A-Z$./:-]*$' "$T/$reader")" -eq "$codes" ] &&
            [ "$(wc -l <"$T/$reader")" -eq "$codes" ]; then
            ok "$reader reads the $name"
        else
            cp "$T/$reader" "$T/out"
            not_ok "$reader reads the $name" "not $codes codes"
        fi
    done
    same "$T/zxing-wasm" "$T/jsQR" "both read the same in the $name"
    case $file in
    *.png) cp "$T/jsQR" "$T/before" ;;
    *) same "$T/before" "$T/jsQR" "and the same as in the picture: $name" ;;
    esac
done <"$T/list"
finish
