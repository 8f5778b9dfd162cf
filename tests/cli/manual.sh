#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual page says what the program does: no option, no word and no member
# of its JSON is missing, and its examples run.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

PAGE=verifier/badge-verifier.1
# The page without its escapes of hyphens and its macros' quotes.
sed 's/\\-/-/g; s/" "/ /g' "$PAGE" >"$T/page"

if command -v man >/dev/null; then
    run env LC_ALL=C.UTF-8 man --warnings -l "$PAGE"
    expect_exit 0 "the page can be set"
    if [ -s "$T/err" ]; then
        not_ok "without a warning"
    else
        ok "without a warning"
    fi
else
    skip "the page can be set" "no man"
fi

run "$VERIFIER" check --help
grep -oE -- '--[a-z-]+' "$T/out" | sort -u >"$T/options"
while read -r option; do
    has "$T/page" "$option" "the page has $option"
done <"$T/options"

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

if [ -d sample-badges ]; then
    sed -n '/^\.EX/,/^\.EE/p' "$T/page" | grep '^badge-verifier' >"$T/examples"
    expect "the page has examples" test -s "$T/examples"
    while read -r example; do
        run sh -c "$BUILD/$example"
        expect "it runs: $example" test "$status" -ne 3
    done <"$T/examples"
else
    skip "the examples run" "no samples"
fi
finish
