#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-issuer qr and cv: every code is read by programs that others wrote, and
# what could not be read is refused.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

S=sample-badges
qr() { run "$ISSUER" qr "$@"; }
cv() { run "$ISSUER" cv "$@"; }

# ---- What others read ------------------------------------------------------------

# Sorted, one code a line: the two know no common order.
zbar() { zbarimg --nodbus -q --raw "$@" 2>/dev/null | sort; }
zxing() { ZXingReader -format QRCode "$@" 2>/dev/null | sed -n 's/^Text: *"\(.*\)"$/\1/p' | sort; }

# all_read COUNT PICTURE SENTENCE: both read so many codes, and the same ones.
all_read() {
    for tool in zbar zxing; do
        "$tool" "$2" >"$T/$tool"
        if [ "$(grep -c '^OB1:[0-9A-Z$./:-]*$' "$T/$tool")" -eq "$1" ] &&
            [ "$(wc -l <"$T/$tool")" -eq "$1" ]; then
            ok "$tool reads $3"
        else
            cp "$T/$tool" "$T/out"
            not_ok "$tool reads $3" "not $1 codes"
        fi
    done
    same "$T/zbar" "$T/zxing" "both read the same in $3"
}

if ! command -v zbarimg >/dev/null || ! command -v ZXingReader >/dev/null ||
    ! command -v pdftoppm >/dev/null; then
    skip "codes are read by others" "no zbarimg, ZXingReader or pdftoppm"
else
    # BADGE CODES OPTION...
    while read -r badge codes options; do
        name="$badge $options"
        # shellcheck disable=SC2086 # one word an option
        set -- $options --codes "$codes" --replace "$S/$badge"
        qr "$@" "$T/code.png"
        expect_exit 0 "a PNG is made: $name"
        all_read "$codes" "$T/code.png" "the PNG: $name"
        cp "$T/zbar" "$T/png"
        qr "$@" "$T/code.pdf"
        expect_exit 0 "a PDF is made: $name"
        pdftoppm -r 300 -gray -png -singlefile "$T/code.pdf" "$T/pdf"
        all_read "$codes" "$T/pdf.png" "the PDF: $name"
        same "$T/png" "$T/zbar" "PNG and PDF hold the same: $name"
        qr "$@" "$T/code.svg"
        expect_exit 0 "an SVG is made: $name"
        if command -v rsvg-convert >/dev/null; then
            rsvg-convert --zoom 4 "$T/code.svg" >"$T/svg.png"
            all_read "$codes" "$T/svg.png" "the SVG: $name"
            same "$T/png" "$T/zbar" "PNG and SVG hold the same: $name"
        else
            skip "the SVG is read: $name" "no rsvg-convert"
        fi
    done <<'TABLE'
indispensable.png 1 --catalogue keys --width 50
indispensable.png 2 --width 48
indispensable.svg 4
tri.png 1 --width 50
tri.png 3 --no-name
couture.jws 2 --width 45
linked-set.json 3
ob2-signed.png 1 --module 0.6
berges.1ob 2 --module 0.55
TABLE

    cv --catalogue keys --badge $S/indispensable.png --badge $S/ob2-signed.png \
        --width 40 "$T/cv.pdf"
    expect_exit 0 "a CV with two badges is made"
    pdftoppm -r 300 -gray -png -singlefile "$T/cv.pdf" "$T/cv"
    all_read 2 "$T/cv.png" "the CV"
    run pdftotext -layout "$T/cv.pdf" -
    out_has "EXEMPLE" "it says that it is an example"
    out_has "Maëlle Le Goff-Traoré" "and whose it is"
    pdfinfo "$T/cv.pdf" >"$T/info"
    expect "it is one page" grep -qE '^Pages: *1$' "$T/info"
    expect "of A4" grep -q 'A4' "$T/info"

    cv --name 'Camille Le Bihan' "$T/plain.pdf"
    expect_exit 0 "a CV without a badge is made"
    pdftoppm -r 200 -gray -png -singlefile "$T/plain.pdf" "$T/plain"
    all_read 0 "$T/plain.png" "nothing on it"
    run pdftotext "$T/plain.pdf" -
    out_has "Camille Le Bihan" "and the name is the one given"

    # What stands beside the code.
    qr --codes 2 --width 45 $S/couture.jws "$T/words.pdf"
    run pdftotext "$T/words.pdf" -
    for words in "1/2" "2/2"; do
        out_has "$words" "each part says which it is ($words)"
    done
    number=$(grep -oE '^[0-9A-F]{4} [0-9A-F]{4}$' "$T/out" | head -n 1)
    expect "and the short number" test -n "$number"
    cp "$S/couture.jws" "$T/badge.jws"
    qr --codes 3 --no-name "$T/badge.jws" "$T/words.pdf"
    run pdftotext "$T/words.pdf" -
    out_has "$number" "which is the badge's, however it is printed"
    qr --codes 3 --name 'Zoé Q.' "$T/badge.jws" --replace "$T/words.pdf"
    run pdftotext "$T/words.pdf" -
    out_has "Zoé Q." "another name can be printed"
fi

# ---- The same again --------------------------------------------------------------

for kind in png svg pdf; do
    qr --codes 3 $S/tri.png "$T/one.$kind"
    qr --codes 3 --format $kind $S/tri.png
    same "$T/one.$kind" "$T/out" "to standard output, the same $kind again"
done
cv --badge $S/tri.png --codes 3 "$T/one-cv.pdf"
cv --badge $S/tri.png --codes 3 "$T/two-cv.pdf"
same "$T/one-cv.pdf" "$T/two-cv.pdf" "and the same CV"
run_in $S/tri.png "$ISSUER" qr --codes 3 - "$T/stdin.png"
same "$T/one.png" "$T/stdin.png" "from standard input, too"

# Whole pixels a module, and as large on paper as asked for: 0.5 mm.
qr --codes 3 --module 0.5 $S/tri.png "$T/size.png"
expect "a PNG says how large it is" \
    test "$(od -An -tu1 -j41 -N9 "$T/size.png" | tr -s ' ')" = \
    " $(printf '%d %d %d %d' 0 0 93 192) $(printf '%d %d %d %d' 0 0 93 192) 1"

# ---- What is refused -------------------------------------------------------------

# refused CODE TEXT SENTENCE ARGUMENT...: and nothing is written.
refused() {
    code=$1 words=$2 sentence=$3
    shift 3
    rm -f "$T"/no.*
    run "$ISSUER" "$@"
    expect_exit "$code" "$sentence"
    err_has "$words" "and the message says so: $sentence"
    expect "and nothing is written: $sentence" \
        test -z "$(find "$T" -name 'no.*')"
}

refused 1 "under 0.35" "too small a module" \
    qr --module 0.34 $S/tri.png "$T/no.png"
refused 1 "under 0.35" "too narrow a code" \
    qr --width 20 $S/tri.png "$T/no.pdf"
refused 1 "would be wide enough" "what is too large for its width" \
    qr --width 30 $S/indispensable.png "$T/no.png"
qr --width 30 $S/indispensable.png "$T/no.png"
for help in "--codes 2" "--catalogue FOLDER" "shorter evidence"; do
    err_has "$help" "the message says what would help ($help)"
done
# Evidence that nothing can pack.
cp keys/demonstration/jardins.key "$T/key"
chmod 600 "$T/key"
long=$(seq 120 | while read -r n; do echo "$n" | sha256sum; done | tr -d ' \n-')
sed "s/\"narrative\": *\"/&$long/" tests/samples/source/indispensable.json \
    >"$T/long.json"
run "$ISSUER" badge sign --key "$T/key" --out "$T/long.jws" "$T/long.json"
expect_exit 0 "a badge with long evidence is signed"
refused 1 "too large" "what no code holds" qr "$T/long.jws" "$T/no.png"
refused 1 "no badge in" "a picture without a badge" \
    qr $S/no-badge.png "$T/no.png"
refused 1 "no badge in" "a text without one" qr $S/no-badge.txt "$T/no.png"
refused 1 "hosted badge" "a badge that nothing signs" \
    qr $S/hosted.json "$T/no.png"
refused 1 "nothing signs it" "an unsigned badge" qr $S/unsigned.json "$T/no.png"
refused 1 "malformed" "a malformed badge" qr $S/no-criteria.jws "$T/no.png"
refused 1 "holds 2 badges" "two badges in one picture" \
    qr $S/both-editions.png "$T/no.png"
refused 1 "no entry of the catalogue" "a badge that the catalogue has not" \
    qr --catalogue keys $S/tri.png "$T/no.png"
refused 1 "root.1.json" "a catalogue that is no trust list" \
    qr --catalogue $S $S/tri.png "$T/no.png"
refused 3 "cannot read" "a catalogue that is not there" \
    qr --catalogue "$T/nowhere" $S/tri.png "$T/no.png"
refused 3 "cannot read" "a badge that is not there" \
    qr "$T/nowhere" "$T/no.png"
refused 3 "cannot write" "a folder that is not there" \
    qr --codes 3 $S/tri.png "$T/nowhere/no.png"
refused 3 "--format png, svg or pdf" "an ending that says nothing" \
    qr $S/tri.png "$T/no.gif"
refused 3 "--format png, svg or pdf" "a format that is none" \
    qr --format gif $S/tri.png "$T/no.png"
refused 3 "--codes is 1 to 16" "no code at all" \
    qr --codes 0 $S/tri.png "$T/no.png"
refused 3 "--codes is 1 to 16" "too many codes" \
    qr --codes 17 $S/tri.png "$T/no.png"
refused 3 "a number of millimetres" "a width that is no number" \
    qr --width wide $S/tri.png "$T/no.png"
refused 3 "a number of millimetres" "a width beyond the sheet" \
    qr --width 201 $S/tri.png "$T/no.png"
refused 3 "goes without" "two sizes" \
    qr --width 50 --module 0.5 $S/tri.png "$T/no.png"
refused 3 "goes without" "a name and none" \
    qr --name A --no-name --codes 3 $S/tri.png "$T/no.png"
refused 3 "qr takes BADGE [OUT]" "no badge" qr
refused 1 "do not fit on a page" "more codes than a page holds" \
    cv --codes 8 --badge $S/indispensable.png "$T/no.pdf"
refused 1 "no badge in" "a CV with a picture without a badge" \
    cv --badge $S/no-badge.png "$T/no.pdf"
refused 3 "cv takes OUT.pdf" "a CV without a file" cv

# What is there stays, unless it is to go; the badge itself always stays.
cp "$T/one.png" "$T/there.png"
qr --codes 2 --width 50 $S/tri.png "$T/there.png"
expect_exit 1 "a file that is there is not written over"
err_has "--replace" "and the message says what would do it"
same "$T/one.png" "$T/there.png" "it is as it was"
qr --codes 2 --width 50 --replace $S/tri.png "$T/there.png"
expect_exit 0 "with --replace it is"
cp $S/tri.png "$T/itself.png"
qr --codes 3 --replace "$T/itself.png" "$T/itself.png"
expect_exit 1 "a badge is not written over by its own code"
same $S/tri.png "$T/itself.png" "it is as it was"
cv --replace --codes 3 --badge "$T/itself.png" "$T/itself.png"
expect_exit 1 "nor by a CV"
same $S/tri.png "$T/itself.png" "it is still as it was"

# Without the reader nobody knows whether it can be read.
mkdir "$T/alone"
cp "$ISSUER" "$T/alone/"
run "$T/alone/badge-issuer" qr --codes 3 $S/tri.png "$T/alone/code.png"
expect_exit 3 "without badge-reader there is no code"
err_has "badge-reader is not there" "and the message says why"
expect "and no file" test ! -e "$T/alone/code.png"

# A reader that reads nothing, and one that reads something else.
printf '#!/bin/sh\nexit 0\n' >"$T/alone/badge-reader"
chmod +x "$T/alone/badge-reader"
run "$T/alone/badge-issuer" qr --codes 3 $S/tri.png "$T/alone/code.png"
expect_exit 3 "a reader that says nothing is trouble"
expect "and there is no file" test ! -e "$T/alone/code.png"
finish
