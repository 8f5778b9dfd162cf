#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Badges on paper, beside what else there is:  tests/bench/paper.sh BUILD
# They inform; time never decides a test.  BENCH_CVS=20 is quicker.
# shellcheck disable=SC2016 # of the shells that are started
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=$1
export BUILD
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

CVS=${BENCH_CVS:-200}
KEPT=$BUILD/bench/cvs
START=$BUILD/tests/bench/bench_start
BATCH="$VERIFIER batch --keys keys --at 2026-11-23"
export KEPT ISSUER

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# took COMMAND...: milliseconds in $ms, its output in $T/out.
took() {
    began=$(milliseconds)
    "$@" >"$T/out" 2>"$T/err" </dev/null
    ms=$(($(milliseconds) - began))
}

has_all() {
    for command in "$@"; do
        command -v "$command" >/dev/null || return 1
    done
}

# ---- CVs, made once ----------------------------------------------------------

mkdir -p "$KEPT"
seq 1 "$CVS" | xargs -P 2 -I '{}' sh -c '[ -e "$KEPT/{}.pdf" ] ||
    "$ISSUER" cv --catalogue keys --badge sample-badges/coup-de-main.jws --width 50 \
        --name "Personne {}" "$KEPT/{}.pdf" >/dev/null 2>&1'
seq 1 "$CVS" | sed "s|.*|$KEPT/&.pdf|" >"$T/list"
cvs=$(xargs ls <"$T/list" 2>/dev/null | wc -l)

# ---- A pile ------------------------------------------------------------------

# What people would do instead, on as many cores: files one by one through a
# pipe, or in chunks, which starts fewer programs.
piped() {
    xargs -P 2 -n 1 sh -c 'pdftoppm -r 150 -gray "$1" |
        zbarimg --nodbus -q --raw -Sdisable -Sqrcode.enable -' x <"$T/list"
}
chunked() {
    xargs -P 2 -n $((cvs / 2 + cvs % 2)) sh -c 'd=$(mktemp -d) || exit
        for f in "$@"; do
            pdftoppm -r 150 -gray "$f" "$d/$(basename "$f" .pdf)"
        done
        zbarimg --nodbus -q --raw -Sdisable -Sqrcode.enable "$d"/*.pgm
        rm -r "$d"' x <"$T/list"
}
ours() { $BATCH --jobs 2 --jsonl - - <"$T/list"; }

line() { printf '%-36s %8s %10s %10s\n' "$@"; }

echo "$cvs CVs as PDF, a badge on each, two at a time"
echo "(aim: 4 times as many a second as the pipeline)"
line "" "ms a CV" "a second" "found"
if [ "$cvs" -eq 0 ]; then
    echo "badge-issuer made none"
elif has_all pdftoppm zbarimg; then
    best=
    for round in 1 2; do
        for way in piped chunked ours; do
            took $way
            [ $round -gt 1 ] || continue # files come into the cache
            case $way in
            ours) found=$(grep -c '^{.*"verdict": "recognised"' "$T/out") ;;
            *) found=$(grep -c '^OB1:' "$T/out") ;;
            esac
            case $way in
            piped) name="pdftoppm | zbarimg, one by one" ;;
            chunked) name="pdftoppm, zbarimg in two chunks" ;;
            ours) name="badge-verifier batch" ;;
            esac
            line "$name" "$(echo "$ms $cvs" | awk '{printf "%.1f", $1 / $2}')" \
                "$(echo "$ms $cvs" | awk '{printf "%.1f", $2 * 1000 / $1}')" \
                "$found"
            case $way in
            ours) echo "$best $ms" | awk '{printf "%.1f times as many as the faster of the two\n", $1 / $2}' ;;
            *) [ -n "$best" ] && [ "$best" -lt "$ms" ] || best=$ms ;;
            esac
        done
    done
else
    took ours
    took ours
    line "badge-verifier batch" \
        "$(echo "$ms $cvs" | awk '{printf "%.1f", $1 / $2}')" \
        "$(echo "$ms $cvs" | awk '{printf "%.1f", $2 * 1000 / $1}')" \
        "$(grep -c '^{.*"verdict": "recognised"' "$T/out")"
    echo "(no pdftoppm or zbarimg to put beside it)"
fi

# ---- One file ----------------------------------------------------------------

echo
echo "One file, whole process, 10 rounds in turns; memory is that of the largest"
echo "process (aims: 500 ms for the PDF, 64 MB for each)"
cv=$KEPT/1.pdf
set --
if [ -e "$cv" ] && has_all pdfunite pdftoppm; then
    blank=sample-badges/no-badge.pdf
    pdfunite $blank "$cv" $blank $blank $blank "$T/five.pdf"
    pdftoppm -r 300 -png -singlefile "$cv" "$T/a4"
    pdftoppm -r 300 -jpeg -singlefile "$cv" "$T/a4"
    set -- "PDF, 1 page" "$VERIFIER" check --keys keys "$cv" \
        -- "PDF, 5 pages, code on 2" "$VERIFIER" check --keys keys "$T/five.pdf" \
        -- "A4 at 300 dpi, PNG" "$VERIFIER" check --keys keys "$T/a4.png" \
        -- "A4 at 300 dpi, JPEG" "$VERIFIER" check --keys keys "$T/a4.jpg" --
fi
"$START" 10 "$@" "baked PNG" "$VERIFIER" check --keys keys \
    sample-badges/indispensable.png
for file in five.pdf a4.png a4.jpg; do
    [ ! -e "$T/$file" ] || "$VERIFIER" check --keys keys --format json \
        "$T/$file" | sed "s/.*\"verdict\": \"\([a-z-]*\)\", \"test\".*/$file: \1/"
done

# ---- Growth ------------------------------------------------------------------

echo
echo "Small files, two at a time (aim: flat)"
line "files" "us a file" "MB" "lines"
for count in 10 100 1000 10000; do
    mkdir "$T/pile"
    seq 1 $count | (cd "$T/pile" && xargs -I '{}' ln -s \
        "$OLDPWD/sample-badges/couture.jws" '{}.jws')
    rm -f "$T/out.csv"
    "$START" 1 "$count" $BATCH --jobs 2 --replace --csv "$T/out.csv" "$T/pile" |
        awk -v count="$count" 'NR == 2 {
            printf "%-36s %8.0f %10.1f", count, $2 * 1000 / count, $5 }'
    printf ' %10d\n' "$(($(wc -l <"$T/out.csv") - 1))"
    rm -r "$T/pile"
done

# ---- Sizes -------------------------------------------------------------------

if [ -e tests/bench/sizes.sh ]; then
    echo
    sh tests/bench/sizes.sh "$BUILD"
fi
