#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Codes on pictures, ours beside others:  tests/bench/qr.sh BUILD
#
# A folder of photographs (../shared/suites/qr) or of pages of CVs a group, a
# reader a row.  OBV_CV names a folder of the latter, or one of folders; without
# it, the quick set is made, where there is what that needs.
# They inform; time never decides a test.
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=$1
export BUILD
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

BENCH=$BUILD/tests/bench/bench_qr
QR=$SHARED/suites/qr
PYTHON=/usr/bin/python3

# A command, which says what it read; where it is not there, there is no row.
zxing() { # FILE
    command -v ZXingReader >/dev/null || return 0
    got=$(ZXingReader -format QRCode "$1" 2>/dev/null | grep -c '^Text:')
    printf 'ZXingReader\t%s\t-\t-\n' "$got"
}

# one GROUP FILE CODES PAYLOADS...
one() {
    group=$1 picture=$2 codes=$3
    shift 3
    { "$BENCH" "$picture" "$@"; zxing "$picture"; } 2>/dev/null |
        sed "s|^|$group	$codes	|"
}

photographs() {
    tail -n +2 "$QR/expected.tsv" | while IFS='	' read -r file codes how hex _; do
        group=${file%/*}
        [ "$how" != agreed ] && [ "$how" != text ] || hex=-
        # shellcheck disable=SC2046 # a payload a word
        one "$group" "$QR/$file" "$codes" $(echo "$hex" | tr , ' ')
    done
}

pages() { # FOLDER
    while IFS='	' read -r file _ _ _ _ _ _ _ _ hex; do
        # shellcheck disable=SC2086 # none, or one
        one "cv/${1##*/}" "$1/$file" "$([ -n "$hex" ] && echo 1 || echo 0)" $hex
    done <"$1/truth.tsv"
}

# group codes reader read wrong us -> a table
table() {
    sort -s -t '	' -k1,1 -k3,3 -k6,6n | awk -F '\t' '
    function flush() {
        if (n == 0) return
        printf "%-28s %-12s %5d %5d %6.1f%% %5s", group, reader, codes, read,
            codes ? 100 * read / codes : 0, timed ? wrong : "-"
        if (timed)
            printf " %8.1f %8.1f %8.1f", us[int((n + 1) / 2)] / 1000,
                sum / n / 1000, us[int(n * 0.95 + 0.999)] / 1000
        print ""
        n = codes = read = wrong = sum = 0
    }
    BEGIN {
        printf "%-28s %-12s %5s %5s %7s %5s %8s %8s %8s\n", "pictures",
            "reader", "codes", "read", "rate", "wrong", "median", "mean", "p95"
    }
    $1 != group || $3 != reader { flush(); group = $1; reader = $3 }
    {
        n++; codes += $2; read += $4 < $2 ? $4 : $2; wrong += $5
        timed = $6 != "-"; us[n] = $6; sum += $6
    }
    END { flush() }'
}

all() {
    [ ! -e "$QR/expected.tsv" ] || photographs
    if [ -z "${OBV_CV:-}" ] &&
        "$PYTHON" "$SHARED/tools/cvgen.py" --help >/dev/null 2>&1; then
        OBV_CV=$T/quick
        PYTHONDONTWRITEBYTECODE=1 "$PYTHON" "$SHARED/tools/cvgen.py" \
            --suite quick --out "$OBV_CV" >/dev/null 2>&1
    fi
    for folder in "${OBV_CV:-}" "${OBV_CV:-}"/*; do
        [ ! -e "$folder/truth.tsv" ] || pages "$folder"
    done
}

echo "Codes on pictures: read, wrong, and CPU ms of the call (aims: a page of"
echo "200 dpi 8 ms, CVs 10 ms in the mean).  ZXingReader is a command: its texts"
echo "are counted, not compared."
all | table
