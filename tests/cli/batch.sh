#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-verifier batch: a pile of files in, a line each out, in any number of
# pieces.  What stops it, and how it goes on, is in batch_resume.sh.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

mkdir "$T/keys" "$T/pile"
make_world || exit 1
AT=2026-11-23

batch() {
    run "$VERIFIER" batch --lang en --at "$AT" --keys "$T/keys" "$@"
}

# make NAME HOLDER: a good badge, as $T/NAME.jws.
make() {
    credential "$ISSUER_ID" "$2" >"$T/$1.json"
    badge good "$T/$1.json" "$T/$1.jws"
}

# rows SENTENCE PYTHON: of $T/out.csv as a list of dictionaries; what it does
# not assert to be so fails.
rows() {
    if ! command -v python3 >/dev/null; then
        skip "$1" "no python3"
        return
    fi
    cat >"$T/rows.py" <<PY
import csv, sys
raw = open(sys.argv[1], "rb").read()
text = raw.decode("utf-8-sig")
rows = list(csv.DictReader(text.splitlines(), delimiter=";", strict=True))
def only(reference):
    found = [r for r in rows if r["reference"] == reference]
    assert len(found) == 1, (reference, len(found))
    return found[0]
$2
PY
    expect "$1" python3 "$T/rows.py" "$T/out.csv"
}

make good "Camille Martin"
tr 'A-Za-z' 'B-ZAb-za' <"$T/good.jws" >"$T/broken.jws"
sed 's/Camille/Camilla/' "$T/good.json" >"$T/other.json"
badge other "$T/other.json" "$T/wrong-key.jws"
echo "nothing to see" >"$T/words.txt"

# ---- What it takes -----------------------------------------------------------

batch
expect_exit 3 "no file is trouble"
err_has "no file to check" "and it says so"
batch --csv "$T/none.csv" "$T/pile"
expect_exit 2 "of an empty folder, nothing is known"
err_has "there are no files in it" "and it says so"
batch --jobs 0 "$T/pile"
expect_exit 3 "no hands are refused"
err_has "is not a whole number" "and it says so"
batch --jobs 257 "$T/pile"
expect_exit 3 "more than 256, too"
batch --jobs 256 "$T/words.txt"
expect_exit 2 "256 are not"
batch --keep 3651 "$T/words.txt"
expect_exit 3 "to keep results for more than ten years is refused"
batch --keep 3650 "$T/words.txt"
expect_exit 2 "ten years are not"
batch --jobs x "$T/pile"
expect_exit 3 "nor is a word a number"
batch --with evidence,sums "$T/words.txt"
expect_exit 3 "what there is not cannot be asked for"
err_has "there are: evidence, reasons, email" "and it says what there is"
batch --resume "$T/pile"
expect_exit 3 "--resume without results has nothing to go on with"
batch --resume --replace --csv "$T/x.csv" "$T/pile"
expect_exit 3 "--resume and --replace at once are refused"
batch --csv - --jsonl - "$T/words.txt"
expect_exit 3 "two kinds of results cannot share standard output"
run "$VERIFIER" check -0 "$T/words.txt"
expect_exit 3 "the short option is that of this command alone"
err_has "unknown option '-0'" "and check says so"

# ---- A table on the terminal -------------------------------------------------

cp "$T/good.jws" "$T/pile/b good.jws"
cp "$T/words.txt" "$T/pile/a"
run env COLUMNS=80 "$VERIFIER" batch --lang en --at "$AT" --keys "$T/keys" \
    "$T/pile"
expect_exit 2 "of a good badge and a file without one: 2"
out_has "Recognised" "the table has the word"
out_has "L’Indispensable" "and the badge"
out_has "Camille Martin" "and the name"
out_has "      1  No badge" "and counts by word"
expect "no line is wider than the terminal" \
    sh -c "LC_ALL=C.UTF-8 awk 'length(\$0) > 80 {exit 1}' '$T/out'"
err_lacks "left" "nothing moves where there is no terminal"
batch "$T/pile/b good.jws"
expect_exit 0 "a good badge alone: 0"
batch "$T/pile" "$T/wrong-key.jws"
expect_exit 1 "with a bad one: 1"
batch "$T/pile" "$T/wrong-key.jws" "$T/nowhere"
expect_exit 3 "with a file that is not there: 3"
out_has "Not checked: no such file" "which has its line"
out_has "Recognised" "and stops nobody"

# The same file, so many times: digits stand in threes.
thousand() {
    yes "$T/words.txt" | head -n 1234 >"$T/names"
    run_in "$T/names" "$VERIFIER" batch --lang "$1" --keys "$T/keys" \
        --jsonl /dev/null -
}
thousand en
out_has "  1,234  No badge" "a thousand is written as the language has it"
thousand fr
out_has "  1$(printf '\342\200\257')234  " "in French with a narrow space"

if has_terminal; then
    for i in 1 2 3 4 5 6 7 8; do cp "$T/good.jws" "$T/pile/$i.jws"; done
    run script -qec "$VERIFIER batch --lang en --keys $T/keys $T/pile" \
        /dev/null </dev/null
    rm "$T"/pile/[1-8].jws
    out_has " of 10, " "on a terminal a line says how far it is"
    out_has "░" "with a bar"
else
    skip "on a terminal a line says how far it is" "no pseudo-terminal"
fi

# ---- Files that are not like others ------------------------------------------

latin=$(printf 'latin\351.jws')
lines='two
lines.jws'
for name in 'with space.jws' '-dash.jws' '=cmd|x.jws' "$lines" "$latin" \
    'semi;colon"quote.jws' "it's.jws" '@at.jws' '+plus.jws'; do
    cp "$T/good.jws" "$T/pile/$name"
done
mkdir "$T/pile/empty" "$T/pile/closed" "$T/pile/a.d"
cp "$T/good.jws" "$T/pile/a.d/in.jws"
mkdir "$T/pile/.hidden"
cp "$T/good.jws" "$T/pile/.hidden/in.jws"
ln -s . "$T/pile/loop"
ln -s ../good.jws "$T/pile/link.jws"
ln -s nowhere "$T/pile/dangling"
mkfifo "$T/pile/pipe"
cp "$T/good.jws" "$T/pile/unreadable.jws"
chmod 0 "$T/pile/unreadable.jws" "$T/pile/closed"

batch --csv "$T/out.csv" --jsonl "$T/out.jsonl" "$T/pile"
expect_exit 3 "a pile of odd files is read to its end"
out_has "The results are in '$T/out.csv'." "and it says where the results are"
out_has "This file holds personal data. Delete it before 2" \
    "that they are personal, and when to delete them"
batch --csv "$T/day.csv" --keep 1 "$T/words.txt"
out_has "Delete it before $(date -u -d '+1 day' '+%-d %B %Y')." \
    "which may be another day"
expect "nobody else can read them" \
    test "$(stat -c %a "$T/out.csv" "$T/out.jsonl" | tr '\n' ' ')" = '600 600 '
rows "every cell is what it should be" "
assert list(rows[0]) == ['reference', 'name read', 'badge', 'result', 'issuer',
    'awarded', 'observed from', 'observed to', 'valid until', 'criteria',
    'name compared', 'list of', 'checked at', 'code']
assert raw.startswith(b'\xef\xbb\xbfreference;')
assert raw.endswith(b'\r\n') and raw.count(b'\n') == raw.count(b'\r\n')
assert len(rows) == raw.count(b'\n') - 1
r = only('$T/pile/with space.jws')
assert r['name read'] == 'Camille Martin'
assert r['badge'] == 'L’Indispensable'
assert r['result'] == 'Recognised'
assert r['issuer'] == '$ISSUER_NAME'
assert r['awarded'] == '2026-03-03'
assert r['observed from'] == '2025-09-01'
assert r['observed to'] == '2026-02-28'
assert r['valid until'] == ''
assert r['criteria'] == 'Ponctualité / Respect des consignes'
assert r['name compared'] == 'not checked'
assert r['list of'] == '2026-03-01'
assert r['checked at'] == '2026-11-23T00:00:00Z'
assert r['code'] == 'V-2a-0'
assert 'constaté' not in text
"
rows "names are whole, and what cannot be shown is spelled out" "
for name in ['-dash.jws', '=cmd|x.jws', 'semi;colon\"quote.jws', \"it's.jws\",
             'two\\\\x0alines.jws', 'latin\\\\xe9.jws', 'link.jws']:
    assert only('$T/pile/' + name)['result'] == 'Recognised', name
"
rows "what is no file has a line of trouble" "
assert only('$T/pile/loop')['result'] == 'Not checked: it is a folder'
assert only('$T/pile/pipe')['result'] == 'Not checked: it is not a file'
assert only('$T/pile/dangling')['result'] == 'Not checked: no such file'
"
rows "what is hidden is left out, an empty folder is nothing" "
assert not [r for r in rows if 'hidden' in r['reference']]
assert not [r for r in rows if 'empty' in r['reference']]
"
if [ "$(id -u)" -ne 0 ]; then
    rows "what may not be read has a line of trouble" "
assert only('$T/pile/unreadable.jws')['result'] == 'Not checked: permission denied'
assert only('$T/pile/closed')['result'] == 'Not checked: permission denied'
"
else
    skip "what may not be read has a line of trouble" "root may read all"
fi
chmod 700 "$T/pile/closed"
rows "files come in the order of the bytes of their paths" "
names = [r['reference'] for r in rows if '\\\\' not in r['reference']]
assert names == sorted(names, key=str.encode), names
"
(cd "$T/pile" && find . -name '*.jws' -print0 | LC_ALL=C sort -z) >"$T/list"
(cd "$T/pile" && find . -name '*.jws' ! -name 'two*' | LC_ALL=C sort) >"$T/lines"
home=$PWD
case $VERIFIER in /*) ;; *) VERIFIER_HERE=$home/$VERIFIER ;; esac
in_pile() {
    (cd "$T/pile" && "${VERIFIER_HERE:-$VERIFIER}" batch --lang en --at "$AT" \
        --keys "$T/keys" "$@")
}
run_in "$T/list" in_pile -0 --jsonl - -
expect_exit 0 "names on standard input may end with a zero byte"
cp "$T/out" "$T/kept"
expect "each has its line" test "$(wc -l <"$T/kept")" -eq 14
run_in "$T/lines" in_pile --jsonl - -
expect_exit 0 "or with a line feed"
out_has '{"file": "./-dash.jws", "verdict": "recognised"' \
    "and a name with a dash is one"
expect "each has its line here, too" test "$(wc -l <"$T/out")" -eq 13
err_lacks "personal" "a stream is told of by nobody"
run_in "$T/list" in_pile --jsonl - -
expect_exit 3 "zero bytes among lines are refused"
err_has "-0 reads names that end with a zero byte" "with a hint"
cp "$T/good.jws" "$T/pile/-"
echo - >"$T/dash"
run_in "$T/dash" in_pile --jsonl - -
expect_exit 0 "a dash in a list is a file of that name"
head -c 5000 /dev/zero | tr '\0' x >"$T/long"
run_in "$T/long" in_pile --jsonl - -
expect_exit 3 "a name that no file can have is refused"
batch "$(head -c 5000 "$T/long")"
expect_exit 3 "on the command line, it has a line of trouble"
rm -r "$T/pile"
mkdir "$T/pile"

# A path has 4,095 bytes, a name 255; folders stand in each other 128 deep.
name=$(head -c 4095 /dev/zero | tr '\0' x)
echo "$name" >"$T/long"
run_in "$T/long" in_pile --jsonl - -
expect_exit 3 "a name of 4,095 bytes is one, of no file that is there"
out_has '"trouble"' "and has its line"
err_lacks "too long" "which is not refused"
echo "x$name" >"$T/long"
run_in "$T/long" in_pile --jsonl - -
err_has "too long" "one of 4,096 is none"
deep=$T/pile
for i in $(seq 127); do deep=$deep/d; done
mkdir -p "$deep/e"
cp "$T/good.jws" "$deep"
batch "$T/pile"
out_has "Recognised" "folders in folders are walked, 128 of them"
cp "$T/good.jws" "$deep/e"
rm "$deep/good.jws"
batch "$T/pile"
expect_exit 3 "the next one has a line of trouble"
out_lacks "Recognised" "and is not walked"
rm -r "$T/pile"
mkdir "$T/pile"

# ---- What strangers choose ---------------------------------------------------

make attack "=cmd|' /C calc'!A0"
make comma "Martin,=1+1"
make tab '\t@SUM(A1)'
make spaces "   -2+3"
make direction "$(printf 'Mar\342\200\256tin')"
batch --replace --csv "$T/out.csv" "$T/attack.jws" "$T/comma.jws" "$T/tab.jws" \
    "$T/spaces.jws" "$T/direction.jws" "$T/wrong-key.jws" "$T/broken.jws"
rows "no cell starts a formula" "
for r in rows:
    for cell in r.values():
        assert not cell.lstrip().startswith(('=', '+', '-', '@', '\t', '\r')), cell
assert only('$T/attack.jws')['name read'] == \"'=cmd|' /C calc'!A0\"
"
lacks "$T/out.csv" ',=' "nor where a spreadsheet cuts at commas"
rows "nothing turns a name around" "
assert only('$T/direction.jws')['name read'] == 'Martin'
"
rows "nothing that nobody signed is told as a fact" "
r = only('$T/wrong-key.jws')
assert r['result'] == 'Signature not recognised', r
assert [k for k, v in r.items() if v] == ['reference', 'result',
    'name compared', 'list of', 'checked at', 'code'], r
"
batch --jsonl - "$T/wrong-key.jws"
out_lacks "Camilla" "nor to a program"

# ---- What is asked for -------------------------------------------------------

batch --replace --csv "$T/out.csv" --jsonl "$T/out2.jsonl" --with \
    evidence,reasons,email "$T/good.jws" "$T/wrong-key.jws"
rows "evidence, reasons and address are there where they are asked for" "
assert list(rows[0])[14:] == ['evidence', 'reason', 'e-mail']
assert rows[0]['evidence'].startswith('L’équipe a constaté')
assert rows[1]['evidence'] == ''
assert rows[1]['reason'] == 'the list does not know this signature as theirs'
"
has "$T/out2.jsonl" 'L’équipe a constaté' "in JSON as well"
batch --jsonl - "$T/good.jws"
out_lacks 'constaté' "and are not, where they are not"

# ---- French ------------------------------------------------------------------

run "$VERIFIER" batch --lang fr --at "$AT" --keys "$T/keys" --csv "$T/fr.csv" \
    "$T/good.jws" "$T/words.txt"
has "$T/fr.csv" "$(printf '\357\273\277référence;nom lu;badge;résultat;émetteur')" \
    "in French the head is French"
has "$T/fr.csv" ";Reconnu;" "and the words are"
has "$T/fr.csv" ";Pas de badge;" "all of them"
out_has "Ce fichier contient des données personnelles. Supprimez-le avant le" \
    "and so is what it says of the file"

# ---- Several badges in one file ----------------------------------------------

run "$VERIFIER" batch --lang en --at "$AT" --keys keys --csv "$T/several.csv" \
    --jsonl "$T/several.jsonl" sample-badges/clr.jws sample-badges/endorsed.jws
out_has "TEST - demonstration list, no value" "of a test list, the counts say so"
expect "each badge of a record has its line, an endorsement has none" \
    test "$(grep -c 'clr.jws' "$T/several.csv") $(grep -c endorsed \
        "$T/several.csv")" = '3 1'
expect "a file has one object" test "$(wc -l <"$T/several.jsonl")" -eq 2
has "$T/several.csv" ";TEST: Recognised;" "what stands under a test root says so"

# ---- Many files, many hands --------------------------------------------------

i=0
while [ $i -lt 125 ]; do
    mkdir "$T/pile/$i"
    for name in good broken wrong-key attack comma tab words; do
        ln "$T/$name".* "$T/pile/$i/" 2>/dev/null
        rm -f "$T/pile/$i/$name.json"
    done
    i=$((i + 1))
done
for jobs in 1 4; do
    batch --jobs $jobs --csv "$T/$jobs.csv" --jsonl "$T/$jobs.jsonl" "$T/pile"
    expect_exit 1 "a thousand files, $jobs at a time"
done
expect "none is missing" test "$(wc -l <"$T/1.jsonl")" -eq 1000
same "$T/1.csv" "$T/4.csv" "the table is the same, however many hands"
same "$T/1.jsonl" "$T/4.jsonl" "and so are the objects"
if command -v python3 >/dev/null; then
    expect "each line is an object" python3 -c "
import json
for line in open('$T/1.jsonl', encoding='utf-8'):
    assert set(json.loads(line)) == {'file', 'verdict', 'test', 'reason',
        'listOf', 'checkedAt', 'badges'}"
else
    skip "each line is an object" "no python3"
fi

# ---- Hands that die ----------------------------------------------------------

# With a badge-reader of its own, that does to us what a broken one could.
mkdir "$T/bin"
cp "$VERIFIER" "$T/bin/"
printf '#!/bin/sh\nkill -9 $PPID\n' >"$T/bin/badge-reader"
chmod 755 "$T/bin/badge-reader"
run "$T/bin/badge-verifier" batch --at "$AT" --keys "$T/keys" --jobs 1 \
    --jsonl - sample-badges/couture.pdf "$T/good.jws" \
    sample-badges/no-badge.pdf "$T/good.jws"
expect_exit 3 "a worker that is killed takes one file with it"
cp "$T/out" "$T/kept"
expect "which has its line of trouble" \
    test "$(grep -c 'the process that looked at it ended' "$T/kept")" -eq 2
expect "and the next file is read" \
    test "$(grep -c '"file": .*good.*"verdict": "recognised"' "$T/kept")" -eq 2
printf '#!/bin/sh\nkill -9 $$\n' >"$T/bin/badge-reader"
run "$T/bin/badge-verifier" batch --at "$AT" --keys "$T/keys" --jsonl - \
    sample-badges/couture.pdf "$T/good.jws"
expect_exit 2 "a file that crashes its cell is undecided"
out_has '"reason": "cell-died"' "and says why"
out_has '"verdict": "recognised"' "and the next file is read"
finish
