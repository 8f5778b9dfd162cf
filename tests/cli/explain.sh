#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `badge-verifier scan --explain`: a picture of what was seen.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

# Width and height of a PNG, from its header.
size_of() {
    od -An -tu1 -j16 -N8 "$1" | awk '{print $3 * 256 + $4 "x" $7 * 256 + $8}'
}

run "$VERIFIER" scan --explain sample-badges/code.png "$T/code.png"
expect_exit 0 "a code that is read is explained, too"
out_has "Codes that were read: 1" "and counted"
expect "its picture is as large as the one that it explains" \
    [ "$(size_of "$T/code.png")" = "$(size_of sample-badges/code.png)" ]
expect "nobody else may read it" [ "$(stat -c %a "$T/code.png")" = 600 ]
expect "it holds nothing but pixels" \
    sh -c "! grep -aqE 'tEXt|iTXt|zTXt|eXIf|tIME|OB1:' '$T/code.png'"

run "$VERIFIER" check --format json "$T/code.png"
out_has '"container":' "it is a picture like others for whoever checks it"

run "$VERIFIER" scan --explain sample-badges/code.png "$T/code.png"
expect_exit 3 "a file that is there is not written over"
err_has "is there already" "and the message says so"
run "$VERIFIER" scan --explain sample-badges/code.png --replace "$T/code.png"
expect_exit 0 "unless that is asked for"

cp sample-badges/no-badge.png "$T/no.png"
run "$VERIFIER" scan --explain "$T/no.png"
expect_exit 2 "a picture without a code cannot tell"
out_has "No code was seen." "and that is said"
expect "its picture is put beside it" [ -s "$T/no.png.explain.png" ]

run "$VERIFIER" scan --lang fr --explain sample-badges/no-badge.png "$T/fr.png"
out_has "Aucun code" "in French as well"
expect "also in the picture" sh -c "! cmp -s '$T/fr.png' '$T/no.png.explain.png'"

run "$VERIFIER" scan --explain sample-badges/code.png -
expect_exit 0 "the picture can go down a pipe"
cp "$T/out" "$T/piped.png"
expect "and nothing else with it" cmp -s "$T/piped.png" "$T/code.png"

if "$READER" </dev/null 2>&1 | grep -q . && [ -s sample-badges/cv.pdf ]; then
    run "$VERIFIER" scan --explain sample-badges/cv.pdf "$T/cv.png"
    if [ "$status" -eq 3 ]; then
        skip "a page is drawn at 150 dots an inch" "built without pages"
    else
        expect "a page is drawn at 150 dots an inch" \
            [ "$(size_of "$T/cv.png")" = 1241x1754 ]
    fi
fi

# ---- What is refused ----

run "$VERIFIER" scan --explain "$T/nothing.png" "$T/x.png"
expect_exit 3 "a picture that is not there is trouble"
run "$VERIFIER" scan --explain sample-badges/couture.jws "$T/x.png"
expect_exit 3 "a file that is no picture is trouble"
err_has "no picture could be made" "and the message says so"
head -c 300 sample-badges/code.png >"$T/half.png"
run "$VERIFIER" scan --explain "$T/half.png" "$T/x.png"
expect_exit 3 "half a picture is trouble"
run "$VERIFIER" scan --explain sample-badges/code.png "$T/no/x.png"
expect_exit 3 "a folder that is not there is trouble"
run_in sample-badges/code.png "$VERIFIER" scan --explain -
expect_exit 3 "standard input has no place beside it"
expect "nothing is left of what failed" [ ! -e "$T/x.png" ]
ln -s "$T/target" "$T/link.png"
run "$VERIFIER" scan --explain sample-badges/code.png "$T/link.png"
expect_exit 3 "a link is not followed"
expect "and what it names is not made" [ ! -e "$T/target" ]

if has_terminal; then
    # shellcheck disable=SC2016 # for the shell inside
    status=0
    script -qec "$VERIFIER scan --explain sample-badges/code.png -" \
        "$T/typescript" >"$T/out" 2>"$T/err" </dev/null || status=$?
    expect_exit 3 "a terminal is no place for a picture"
else
    skip "a terminal is no place for a picture" "no pseudo-terminal"
fi
finish
