#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make ROOT=ID: a region's own root in place of the demonstration's.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

mkdir "$T/keys"
# shellcheck disable=SC2119
make_world || exit 1
credential "$ISSUER_ID" "Camille Martin" >"$T/good.json"
badge good "$T/good.json" "$T/good.jws"
id=$(sha256sum <"$T/keys/root.1.json" | cut -c 1-64)
short=$(printf %.16s "$id")

# ---- The one file that knows it ------------------------------------------------

cat >"$T/main.c" <<'C'
#include <obv.h>
#include <stdio.h>

int
main(void)
{
    puts(obv_built_in_root());
    return 0;
}
C

# built_in OPTION...: $T/say prints the root that built_in.c was built with.
built_in() {
    rm -f "$T/say"
    run "${CC:-cc}" -std=c11 -Iverifier "$@" -o "$T/say" "$T/main.c" \
        verifier/trust/built_in.c
}

demonstration=$(sha256sum <keys/root.1.json | cut -c 1-16)
built_in
run "$T/say"
expect "without ROOT it is the demonstration's" \
    test "$(cat "$T/out")" = "$demonstration"
for root in "$short" "$id"; do
    built_in "-DOBV_ROOT=\"$root\""
    expect_exit 0 "it is built with ${#root} digits"
    run "$T/say"
    expect "and gives them back" test "$(cat "$T/out")" = "$root"
done
for root in "" "${short%?}" "${id}0"; do
    built_in "-DOBV_ROOT=\"$root\""
    expect "with ${#root} digits nothing is built" test ! -e "$T/say"
done

# ---- make -----------------------------------------------------------------------

# What is built is taken along, so that only what ROOT changes is built again.
mkdir -p "$T/region/keys" "$T/region/bin"
cp -Rp "$BUILD/verifier" "$BUILD"/*.a "$T/region/bin"
region() { # ROOT: makes the programs
    run make --no-print-directory BUILD="$T/region/bin" ROOT="$1" \
        "$T/region/bin/badge-verifier" "$T/region/bin/badge-issuer"
}
for root in "${short%?}" "${id}0" 0123456789ABCDEF not-hex-not-hex-no; do
    region "$root"
    expect_exit 2 "ROOT=$root is refused"
    err_has "ROOT is 16 to 64 lower-case hex digits" "with what it should be"
done
region "$id"
expect_exit 0 "a program is built for a region"
out_has "built_in.o" "and the file that knows the root again"
run "$T/region/bin/badge-issuer" list check --dir "$T/keys"
out_has "$short (built in)" "the region's root is the one that is built in"
region "$id"
out_lacks "compile" "the same root again builds nothing"

# Beside the program, without --keys.
cp "$T"/keys/*.json "$T"/keys/*.minisig "$T/region/keys"
run "$T/region/bin/badge-verifier" check --at 2026-04-01 "$T/good.jws"
expect_exit 0 "its folder is believed where it is found"
out_has "Recognised" "and a badge recognised under it"
out_lacks "Checked with the root" "and the root that is built in is not warned of"
rm -r "$T/region/keys"
cp -r keys "$T/region/keys"
run "$T/region/bin/badge-verifier" check "$T/good.jws"
expect_exit 3 "the demonstration's no longer is"
err_has "root.1.json is not the root that this program believes" "and it says so"

region ""
out_has "built_in.o" "without ROOT it is built for the demonstration again"
run "$T/region/bin/badge-verifier" check "$T/good.jws"
expect "whose folder is then believed" test "$status" -ne 3

finish
