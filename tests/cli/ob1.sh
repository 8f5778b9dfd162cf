#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# OB1 codes, read by a reader that was written from the page alone.
. tests/cli/lib.sh

PAGE=verifier/paper/OB1.md
WORDS=verifier/paper/dictionary.txt
TOOL=$BUILD/tests/tools/ob1

if ! command -v python3 >/dev/null; then
    skip "the reader in Python agrees with ours" "no python3"
    finish
fi

# agree SENTENCE COUNT LINES
agree() {
    run_in "$3" python3 tests/ob1_agrees.py "$PAGE" "$WORDS"
    if [ "$status" -eq 0 ] && [ "$(cat "$T/out")" = "$2" ]; then
        ok "$1"
    else
        not_ok "$1" "not $2 of $2"
    fi
}

run python3 tests/ob1_agrees.py "$PAGE" "$WORDS" vectors
out_has 11 "it reads the vectors of the page, and refuses what must be refused"

ls sample-badges/*.jws sample-badges/*.json sample-badges/*.1ob >"$T/samples"
xargs "$TOOL" pack keys/trust-list.json 0 <"$T/samples" >"$T/packed"
agree "it reads each sample badge as one code" "$(wc -l <"$T/samples")" "$T/packed"
xargs "$TOOL" pack keys/trust-list.json 1500 <"$T/samples" >"$T/packed"
agree "it reads each sample badge in parts" "$(wc -l <"$T/samples")" "$T/packed"
"$TOOL" make 1000 >"$T/packed"
agree "it reads a thousand badges that were made up" 1000 "$T/packed"

"$TOOL" words | sha256sum | cut -c1-64 >"$T/hash"
has "$PAGE" "$(cat "$T/hash")" "the page has the hash of the dictionary, coded"
sha256sum <"$WORDS" | cut -c1-64 >"$T/hash"
has "$PAGE" "$(cat "$T/hash")" "... and of its text"
# One code, however long, holds no more than a text of a code may.
{
    printf '{"a":"'
    seq 200 | while read -r n; do echo "$n" | sha256sum; done | tr -d ' \n-'
    printf '"}'
} >"$T/long.json"
run "$TOOL" pack - 0 "$T/long.json"
err_has "too large for one code" "what is too large for one code is refused"
err_has "hint: more codes" "and the message says what would help"
err_lacks "a fault of" "which is no fault of the program"

finish
