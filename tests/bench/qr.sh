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
    got=$(ZXingReader -format QRCode "$1" 2>&1)
    case $got in *"Failed to read image"*) return 0 ;; esac # it has no WebP
    got=$(printf '%s\n' "$got" | grep -ac '^Text:')
    printf 'ZXingReader\t%s\t-\t-\t0\n' "$got"
}

# one GROUP FILE CODES PAYLOADS...: the points that a call counted give way to
# what is unlisted.
one() {
    group=$1 picture=$2 codes=$3
    shift 3
    { "$BENCH" "$picture" "$@"; zxing "$picture"; } 2>/dev/null |
        awk -F '\t' -v OFS='\t' -v head="$group	$codes" '{ $5 = 0; print head, $0 }'
}

photographs() {
    tail -n +2 "$QR/expected.tsv" | while IFS='	' read -r file codes how hex _; do
        group=${file%/*}
        # What a text was encoded as, and codes on which decoders do not
        # agree, the source does not say: what is not in it is unlisted.
        # shellcheck disable=SC2046 # a payload a word
        one "$group" "$QR/$file" "$codes" $(echo "$hex" | tr , ' ') |
            if [ "$how" = bytes ]; then cat; else
                awk -F '\t' -v OFS='\t' '$5 != "-" { $7 = $5; $4 += $5; $5 = 0 } 1'
            fi
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
        # The hard passes repeat the easy one where that has read all.
        if (reader == "ours") ours = read
        if (reader != "ours-easy" || read != ours) {
            printf "%-28s %-12s %5d %5d %6.1f%% %5s %8s", group, reader, codes,
                read, codes ? 100 * read / codes : 0, timed ? wrong : "-",
                timed ? unlisted : "-"
            if (timed)
                printf " %8.1f %8.1f %8.1f", us[int((n + 1) / 2)] / 1000,
                    sum / n / 1000, us[int(n * 0.95 + 0.999)] / 1000
            print ""
        }
        n = codes = read = wrong = unlisted = sum = 0
    }
    BEGIN {
        printf "%-28s %-12s %5s %5s %7s %5s %8s %8s %8s %8s\n", "pictures",
            "reader", "codes", "read", "rate", "wrong", "unlisted", "median",
            "mean", "p95"
    }
    $1 != group || $3 != reader { flush(); group = $1; reader = $3 }
    {
        n++; codes += $2; read += $4 < $2 ? $4 : $2; wrong += $5; unlisted += $7
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
echo "are counted, not compared.  Unlisted: read, and the truth is a text or what"
echo "several decoders agree on, which does not have it."
all >"$T/lines"
table <"$T/lines"

# README=1: its table, between the lines that name this, from the same run, and
# its picture.
if [ -n "${README:-}" ]; then
    sort -s -t '	' -k1,1 -k3,3 -k6,6n "$T/lines" | awk -F '\t' '
    { split($1, a, "/"); c = $1 ~ /^cv/ ? $1 : a[1]; r = $3 }
    !(c in n) { order[++count] = c }
    { n[c]; codes[c, r] += $2; read[c, r] += $4 < $2 ? $4 : $2
      wrong[c, r] += $5; sum[c, r] += $6; files[c, r]++ }
    function cell(c, r) {
        if (!codes[c, r]) return "-"
        return sprintf("%.1f %%", 100 * read[c, r] / codes[c, r]) \
            (sum[c, r] ? sprintf(", %.1f ms", sum[c, r] / files[c, r] / 1000) : "")
    }
    END {
        print "| Pictures | codes | ours | zbar | ZXingReader | wrong (ours) |"
        print "|---|---|---|---|---|---|"
        for (i = 1; i <= count; i++) {
            c = order[i]
            printf "| %s | %d | %s | %s | %s | %d |\n", c, codes[c, "ours"],
                cell(c, "ours"), cell(c, "zbar"), cell(c, "ZXingReader"),
                wrong[c, "ours"]
        }
    }' >"$T/table"
    "$BUILD/tests/tools/degraded" \
        "$("$BUILD/tests/tools/ob1" pack - 0 sample-badges/coup-de-main.jws | cut -f 5)" \
        tests/bench/degraded.png
    awk -v table="$T/table" '
        /^<!-- bench-qr -->/ { print; while ((getline line < table) > 0) print line; inside = 1; next }
        /^<!-- \/bench-qr -->/ { inside = 0 }
        !inside' README.md >"$T/readme" && cat "$T/readme" >README.md
fi
