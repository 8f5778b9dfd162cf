#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-reader by itself: what it says, and that it says nothing else.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

# pdf ENTRY: a document whose information has that entry.
pdf() {
    start='%PDF-1.4
'
    one='1 0 obj
<< /Type /Catalog >>
endobj
'
    two="2 0 obj
<< $1 >>
endobj
"
    printf '%s%s%s' "$start" "$one" "$two"
    printf 'xref\n0 3\n0000000000 65535 f \n'
    printf '%010d 00000 n \n' "${#start}" "$((${#start} + ${#one}))"
    printf 'trailer\n<< /Size 3 /Root 1 0 R /Info 2 0 R >>\nstartxref\n%d\n' \
        "$((${#start} + ${#one} + ${#two}))"
    printf '%%%%EOF\n'
}

# read_file FILE: asks once, by a byte on descriptor 3.  The answer goes to a
# pipe: its lock leaves a child no file to write.  $T/end says how that ended.
printf x >"$T/ask"
read_file() {
    status=$({
        {
            "$READER" <"$1" 2>"$T/err" 3<"$T/ask" 4>"$T/end" 5>&-
            echo $? >&5
        } | cat >"$T/out"
    } 5>&1)
}

run "$READER" --help
expect_exit 3 "it takes no argument"
err_has "badge-reader" "and says whose work it does"
expect "and writes nothing" test ! -s "$T/out"

pdf '/openbadges (https://badges.example/1)' >"$T/badge.pdf"
read_file "$T/badge.pdf"
expect_exit 0 "a PDF is read"
out_has "https://badges.example/1" "and its badge handed on"
out_has "information openbadges" "with the place where it stood"
expect "and no word on standard error" test ! -s "$T/err"
expect "and it ended in good order" grep -qx y "$T/end"

pdf '/Title (a) /openbadges (a) /openbadges (b) /Broken <zz>' >"$T/odd.pdf"
head -c 100 "$T/badge.pdf" >"$T/cut.pdf"
printf '%%PDF-1.4\nno document' >"$T/none.pdf"
for file in odd cut none; do
    read_file "$T/$file.pdf"
    expect_exit 0 "a PDF with faults ($file) is an answer, too"
    expect "without a word on standard error" test ! -s "$T/err"
done

read_file /dev/null
expect_exit 0 "an empty file is an answer, too"

status=0
"$READER" <"$T/badge.pdf" >/dev/full 2>"$T/err" 3<"$T/ask" 4>"$T/end" ||
    status=$?
expect_exit 0 "an answer that cannot be written leaves the server as it is"
expect "and is none" grep -qx n "$T/end"

run "$READER"
expect_exit 3 "nobody is there to ask it"
err_has "badge-reader" "and it says who should be"

finish
