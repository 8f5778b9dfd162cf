# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Codes on the pages of a PDF, and on pictures: as a person has them checked.
. tests/cli/lib.sh
. tests/world.sh

make_world
credential "$ISSUER_ID" "Camille Martin" >"$T/good.json"
badge good "$T/good.json" "$T/good.jws"
credential "$ISSUER_ID" "Camille Martin" "" 2 >"$T/forged.json"
"$ISSUER" key new --kind ed25519 --id "$ISSUER_ID#stranger" --no-passphrase \
    "$T/stranger.key" >/dev/null
badge stranger "$T/forged.json" "$T/forged.jws" good

# check FILE...: under the list of this world.
check() {
    run timeout 120 "$VERIFIER" check --at 2026-04-01 --keys "$T/keys" "$@"
}

# empty FILE COUNT: so many pages with nothing on them.
empty() {
    awk -v count="$2" '
        function put(text) { printf "%s\n", text; at += length(text) + 1 }
        function object(body) {
            start[++objects] = at
            put(objects " 0 obj <<" body ">> endobj")
        }
        BEGIN {
            put("%PDF-1.4")
            for (i = 0; i < count; i++) kids = kids (3 + i) " 0 R "
            object("/Type/Catalog/Pages 2 0 R")
            object("/Type/Pages/Count " count "/Kids[" kids "]")
            for (i = 0; i < count; i++)
                object("/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]")
            table = at
            put("xref\n0 " objects + 1)
            put("0000000000 65535 f ")
            for (i = 1; i <= objects; i++) put(sprintf("%010d 00000 n ", start[i]))
            put("trailer <</Size " objects + 1 "/Root 1 0 R>>")
            put("startxref\n" table "\n%%EOF")
        }' >"$1"
}

"$ISSUER" qr "$T/good.jws" "$T/code.pdf" >/dev/null 2>"$T/err" ||
    cat "$T/err"
"$ISSUER" qr "$T/good.jws" "$T/code.png" >/dev/null
"$ISSUER" qr "$T/forged.jws" "$T/forged.pdf" >/dev/null
empty "$T/empty.pdf" 1

# ---- Pages -------------------------------------------------------------------

check "$T/code.pdf"
expect_exit 0 "a code on a page is a badge"
out_has "Recognised" "and recognised"

check "$T/empty.pdf"
expect_exit 2 "an empty page holds none"
out_has "We found no badge in this file" "and that is said"

check "$T/forged.pdf"
expect_exit 1 "a forged badge on paper is a forged badge"

if command -v pdfunite >/dev/null; then
    pdfunite "$T/empty.pdf" "$T/code.pdf" "$T/empty.pdf" "$T/empty.pdf" \
        "$T/empty.pdf" "$T/five.pdf"
    check "$T/five.pdf"
    expect_exit 0 "a code on the second of five pages is found"
    pdfunite "$T/code.pdf" "$T/forged.pdf" "$T/both.pdf"
    check --format json "$T/both.pdf"
    expect "a good badge and a forged one are both told" \
        test "$(grep -o '"place": "top"' "$T/out" | wc -l)" -eq 2
else
    skip "a code on the second of five pages is found" "pdfunite is not there"
    skip "a good badge and a forged one are both told" "pdfunite is not there"
fi

# Nothing of one file is in the answer for the next: one badge-reader reads all.
check "$T/code.pdf" "$T/empty.pdf" "$T/code.pdf" "$T/empty.pdf"
expect_exit 2 "four files, one after the other"
expect "two of them with a badge" \
    test "$(grep -c Recognised "$T/out")" -eq 2
check "$T/code.pdf" "$T/empty.pdf" "$T/code.pdf" "$T/empty.pdf"
expect "and two without" \
    test "$(grep -c 'We found no badge' "$T/out")" -eq 2

# ---- Pages without end -------------------------------------------------------

empty "$T/many.pdf" 10000
check "$T/many.pdf" "$T/code.pdf"
expect_exit 2 "ten thousand pages have an end"
out_has "Recognised" "and the next file is checked"
check --format json "$T/many.pdf"
out_has '"reason": "many-pages"' "that not all were looked at is the reason"

head -c 2000 "$T/code.pdf" >"$T/cut.pdf"
check "$T/cut.pdf" "$T/code.pdf"
expect_exit 2 "a PDF that breaks off is undecided, or holds no badge"
out_has "Recognised" "and the next file is checked"

# ---- Pictures ----------------------------------------------------------------

check "$T/code.png"
expect_exit 0 "a code on a picture is a badge"

# ---- Sizes -------------------------------------------------------------------

# Page by page, memory does not grow: a page takes 10 MB.
peak() { # FILE: kilobytes of the largest process
    /usr/bin/time -f %M -o "$T/peak" "$VERIFIER" check --keys "$T/keys" "$1" \
        >/dev/null 2>&1
    tail -n 1 "$T/peak"
}
if [ ! -x /usr/bin/time ] || nm "$VERIFIER" | grep -q __asan; then
    skip "forty pages take no more memory than four" "no way to measure"
else
    empty "$T/four.pdf" 4
    empty "$T/forty.pdf" 40
    few=$(peak "$T/four.pdf")
    more=$(peak "$T/forty.pdf")
    expect "forty pages take no more memory than four ($few, $more kB)" \
        test "$more" -le $((few + 16384))
fi
finish
