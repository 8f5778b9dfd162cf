#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual page says what the program does: no option, no word and no member
# of its JSON is missing, and its examples run.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

# Under sanitizers the library needs them where it is linked.
EXTRA_CFLAGS=
! nm "$BUILD/libobv.a" 2>/dev/null | grep -q __asan_init ||
    EXTRA_CFLAGS=-fsanitize=address,undefined

PAGE=verifier/badge-verifier.1

# A page without its escapes of hyphens and its macros' quotes.
plain() { sed 's/\\-/-/g; s/\\e/\\/g; s/" "/ /g' "$1"; }

plain "$PAGE" >"$T/page"
plain verifier/badge-issuer.1 >"$T/issuer"

for page in verifier/*.1 verifier/*.3; do
    if ! command -v man >/dev/null; then
        skip "$page can be set" "no man"
        continue
    fi
    run env LC_ALL=C.UTF-8 man --warnings -l "$page"
    expect_exit 0 "$page can be set"
    expect "$page: without a warning" test ! -s "$T/err"
done

for command in check batch scan; do
    "$VERIFIER" $command --help
done | grep -oE -- '--[a-z-]+' | sort -u >"$T/options"
while read -r option; do
    has "$T/page" "$option" "the page has $option"
done <"$T/options"

# Both ways: what the tool's help prints stands in the page, and no more.
"$ISSUER" --help | sed -n 's/^  \([a-z][a-z]*\) *\([a-z-]*\)  .*/\1 \2/p' \
    >"$T/commands"
expect "badge-issuer has commands" test "$(wc -l <"$T/commands")" -gt 20
while read -r command; do
    has "$T/issuer" "badge-issuer $command [OPTION]" \
        "its page has $command"
    # shellcheck disable=SC2086 # one or two words
    "$ISSUER" $command --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' \
        >"$T/options"
    awk -v head=".SS badge-issuer $command [OPTION]..." '
        /^\.S/ { inside = index($0, head) == 1 }
        inside' "$T/issuer" | grep -oE '^\.BI? --[a-z-]+' |
        sed 's/^[^ ]* //' >"$T/named"
    run diff "$T/options" "$T/named"
    expect_exit 0 "its page has the options of $command, and no other"
done <"$T/commands"

# The codes for the telephone, from the lists of the header.
sed -n "s/^    X(\([0-9]*\), *[A-Z0-9_]*, *\"\([a-z0-9-]*\)\").*/\1  \2/p" \
    verifier/obv.h >"$T/reasons"
sed -n "s/^    X([A-Z_]*, *'\([a-z]\)', *[A-Z_]*, *\"\([a-z-]*\)\").*/\1  \2/p" \
    verifier/obv.h >"$T/checks"
sed -n '/^\.SH CODES/,/^\.SH ENV/p' "$T/page" >"$T/codes"
expect "there are reasons" test "$(wc -l <"$T/reasons")" -gt 40
expect "there are checks" test "$(wc -l <"$T/checks")" -gt 20
run sh -c "grep -vxF -f '$T/codes' '$T/reasons' | sed 's/^\(.\)  / \1  /' |
    grep -vxF -f '$T/codes'"
expect_exit 1 "the page has every reason"
run sh -c "sed 's/^[1-7]//' '$T/codes' | grep -xF -f '$T/checks' | wc -l"
expect "the page has every check" \
    test "$(cat "$T/out")" -eq "$(wc -l <"$T/checks")"

for word in no-badge malformed altered wrong-key unknown-issuer to-confirm \
    withdrawn suspended not-entitled other-person expired not-yet-valid \
    undecided recognised; do
    has "$T/page" "$word" "the page has the word $word"
done

# Every member of the JSON of every sample.
if command -v python3 >/dev/null && [ -d sample-badges ]; then
    for badge in sample-badges/*; do
        case $badge in *.expected | *.md) continue ;; esac
        "$VERIFIER" check --format json --keys keys --at 2026-11-23 "$badge"
    done >"$T/json"
    python3 - "$T/json" >"$T/members" <<'PY'
import json, sys
names = set()
def walk(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            names.add(name)
            walk(inner)
    elif isinstance(value, list):
        for inner in value:
            walk(inner)
for line in open(sys.argv[1], encoding="utf-8"):
    walk(json.loads(line))
print("\n".join(sorted(names)))
PY
    while read -r member; do
        expect "the page has the member $member" \
            grep -qE "(^|[^A-Za-z])$member([^A-Za-z]|\$)" "$T/page"
    done <"$T/members"
else
    skip "the page has every member of the JSON" "no python3 or no samples"
fi

# The examples, each page's in a folder of its own with the same things in it.
mkdir "$T/bin"
for program in "$VERIFIER" "$ISSUER" "$READER"; do
    ln -s "$(realpath "$program")" "$T/bin/"
done
for page in badge-verifier badge-issuer; do
    mkdir "$T/$page"
    ln -s "$PWD/sample-badges" "$PWD/tests" "$PWD/keys" "$T/$page/"
    plain "verifier/$page.1" | sed -n '/^\.EX/,/^\.EE/p' | grep '^badge-' \
        >"$T/examples"
    expect "$page.1 has examples" test -s "$T/examples"
    while read -r example; do
        run sh -c "cd '$T/$page' && PATH='$T/bin:$PATH' && $example"
        expect "it runs: $example" test "$status" -ne 3
    done <"$T/examples"
done

# The example of obv.3 is a program.
plain verifier/obv.3 | sed -n '/^\.EX/,/^\.EE/p' | grep -v '^\.E' >"$T/obv.c"
libraries=$(sed -n '/^LIB_LIBS/,/[^\\]$/p' Makefile |
    sed 's/^LIB_LIBS *:= *//; s/\\$//')
# shellcheck disable=SC2086 # one word a library
run "${CC:-cc}" -std=c11 -Wall -Wextra -Iverifier -o "$T/obv" "$T/obv.c" \
    "$BUILD/libobv.a" $libraries $EXTRA_CFLAGS
expect_exit 0 "the example of obv.3 compiles"
# shellcheck disable=SC2046 # one word a file
run "$T/obv" sample-badges/indispensable.png $(cd keys && ls ./*.json ./*.minisig | sed 's,^./,,')
expect_exit 2 "it checks a badge"
out_has recognised "and says its word"
run "$T/obv"
expect_exit 3 "without a badge it says so"
finish
