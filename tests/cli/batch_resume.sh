#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# badge-verifier batch that is stopped, by whom and how hard ever: what is there
# are whole lines, and --resume makes the same file of them as one run.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

# With a badge-reader of its own, which once does to the program what $T/signal
# says; then it is the real one.
mkdir "$T/bin" "$T/pile"
cp "$VERIFIER" "$T/bin/"
home=$PWD
case $READER in
/*) real=$READER ;;
*) real=$home/$READER ;;
esac
cat >"$T/bin/badge-reader" <<READER
#!/bin/sh
if mv "$T/signal" "$T/signal.\$\$" 2>/dev/null; then
    signal=\$(cat "$T/signal.\$\$")
    # Of the worker that started us, the parent.
    kill -"\$signal" "\$(sed 's/.*) . \\([0-9]*\\) .*/\\1/' /proc/\$PPID/stat)"
    sleep 1
fi
exec "$real"
READER
chmod 755 "$T/bin/badge-reader"

i=10
while [ $i -lt 60 ]; do
    ln -s "$home/sample-badges/both-editions.png" "$T/pile/$i-two.png"
    ln -s "$home/sample-badges/couture.jws" "$T/pile/$i.jws"
    i=$((i + 1))
done
ln -s "$home/sample-badges/couture.pdf" "$T/pile/33-stop.pdf"
ln -s "$home/sample-badges/no-badge.png" "$T/pile/33-zz.png"

batch() {
    run "$T/bin/badge-verifier" batch --lang en --at 2026-11-23 \
        --keys "$home/keys" "$@"
}
both() { # OPTION...: into the two files of a run that is stopped
    batch --csv "$T/out.csv" --jsonl "$T/out.jsonl" "$@" "$T/pile"
}
whole() { # SENTENCE: all lines of the two files are whole
    # shellcheck disable=SC2016 # of awk
    expect "$1" awk 'FNR == NR { line[FNR] = $0; next }
        line[FNR] != $0 { exit 1 }' "$T/one.csv" "$T/out.csv"
    expect "$1, in JSON too" sh -c "head -c \$(wc -c <'$T/out.jsonl') \
        '$T/one.jsonl' | cmp - '$T/out.jsonl'"
}
as_one() { # SENTENCE
    same "$T/out.csv" "$T/one.csv" "$1"
    same "$T/out.jsonl" "$T/one.jsonl" "$1, in JSON too"
}

batch --csv "$T/one.csv" --jsonl "$T/one.jsonl" "$T/pile"
expect_exit 2 "one run, for comparison"

# ---- Stopped by a signal -----------------------------------------------------

for signal in INT TERM HUP; do
    for jobs in 1 3; do
        rm -f "$T/out.csv" "$T/out.jsonl"
        echo $signal >"$T/signal"
        both --jobs $jobs
        expect_exit 3 "SIG$signal with $jobs at work: trouble"
        err_has "stopped after" "it says so"
        err_has "the same command with --resume goes on" "and how to go on"
        expect "it did not end the whole pile" \
            test "$(wc -l <"$T/out.jsonl")" -lt 102
        expect "the file at hand was finished" \
            grep -q '33-stop.pdf.*"recognised"' "$T/out.jsonl"
        whole "what is there are whole lines"
        both --resume --jobs 2
        expect_exit 2 "going on ends as one run does"
        out_has "finished by a former run" "and tells what was there"
        as_one "both together are as one run"
    done
done

rm -f "$T/out.csv" "$T/out.jsonl"
echo KILL >"$T/signal"
both --jobs 2
expect_exit 137 "killed hard"
expect "it left something, and not all" test -s "$T/out.jsonl" -a \
    "$(wc -l <"$T/out.jsonl")" -lt 102
both --resume
as_one "going on after that is as one run"

# ---- Cut anywhere ------------------------------------------------------------

size=$(wc -c <"$T/one.csv")
for cut in 0 1 3 40 133 134 135 400 2000 5001 "$((size - 1))" "$size"; do
    head -c "$cut" "$T/one.csv" >"$T/out.csv"
    batch --resume --csv "$T/out.csv" "$T/pile"
    same "$T/out.csv" "$T/one.csv" "cut after $cut bytes, the table is as one run"
done
size=$(wc -c <"$T/one.jsonl")
for cut in 0 1 250 3000 "$((size - 1))" "$size"; do
    head -c "$cut" "$T/one.jsonl" >"$T/out.jsonl"
    batch --resume --jsonl "$T/out.jsonl" "$T/pile"
    same "$T/out.jsonl" "$T/one.jsonl" "cut after $cut bytes, so is the stream"
done
head -n 30 "$T/one.csv" >"$T/out.csv"
head -n 70 "$T/one.jsonl" >"$T/out.jsonl"
both --resume
as_one "the table behind"
head -n 130 "$T/one.csv" >"$T/out.csv"
head -n 7 "$T/one.jsonl" >"$T/out.jsonl"
both --resume
as_one "the stream behind"
rm "$T/out.csv" "$T/out.jsonl"
both --resume
as_one "nothing there yet"

# The same file named many times in a row, and files that read alike.
set -- "$T/pile/10-two.png" "$T/pile/10-two.png" "$T/pile/10.jws" \
    "$T/pile/10.jws" "$T/pile/10.jws" "$T/pile/11.jws"
batch --csv "$T/twice.csv" --jsonl "$T/twice.jsonl" "$@"
for lines in 1 2 3 4 5 6 7 8; do
    head -n $lines "$T/twice.csv" >"$T/out.csv"
    head -n $((lines - 1)) "$T/twice.jsonl" >"$T/out.jsonl"
    batch --resume --csv "$T/out.csv" --jsonl "$T/out.jsonl" "$@"
    same "$T/out.csv" "$T/twice.csv" "a name given twice, cut after line $lines"
    same "$T/out.jsonl" "$T/twice.jsonl" "its stream, too"
done

# ---- Lines that somebody changed ---------------------------------------------

# spoil FILE SED: line 31 of it, another; the run goes on as if it were not.
spoil() {
    kind=${1##*.}
    sed "31{$2;}" "$T/one.$kind" >"$T/out.$kind"
    expect "spoilt: $2" sh -c "! cmp -s '$T/one.$kind' '$T/out.$kind'"
    batch --resume "--$kind" "$T/out.$kind" "$T/pile"
    expect_exit 2 "a line that no run wrote is no end ($kind: $2)"
    err_has "line 31 of '$T/out.$kind' was not written by this program" \
        "it is told of"
    err_has "its file and all behind it are checked again" "and what follows"
    same "$T/out.$kind" "$T/one.$kind" "it and all behind it are made anew"
}
for change in 's/}$//' 's/}$/} /' 's/"test": true/"test": 1/' \
    's/"test": true, //' 's/"verdict": "[a-z-]*"/"verdict": "perfect"/' \
    's/"badges": .*/"badges": []/;s/"badges/"x": 1, "badges/' \
    's/"code": "V/"code": "W/' 's/"checkedAt": "2026/"checkedAt": "day/' \
    's/"holderName"/"holder"/' 's/", "test"/",  "test"/' \
    's/}$/, "note": "mine"}/'; do
    spoil out.jsonl "$change"
done
for change in 's/;[^;]*\r$//' 's/\r$/;\r/' 's/\r$//' 's/\r$/"\r/' \
    's/;TEST: Recognised;/;Best of all;/' 's/;2026-11-23T[0-9:]*Z;/;now;/' \
    's/;V-[^;]*\r$/;W\r/' 's/;not checked;/;seen;/' 's/;TEST/;"TEST/' \
    's/;TEST: Recognised;/;=1+1;/'; do
    spoil out.csv "$change"
done
cp "$T/one.csv" "$T/out.csv"
cp "$T/one.jsonl" "$T/out.jsonl"
both --resume
err_lacks "was not written by" "whole results have no such line"

# ---- What is no former run ---------------------------------------------------

cp "$T/one.csv" "$T/out.csv"
batch --csv "$T/out.csv" "$T/pile"
expect_exit 3 "a file that is there is not written to"
err_has "is there already" "it says so"
err_has "--resume goes on with it, --replace writes it anew" "and what to do"
same "$T/out.csv" "$T/one.csv" "and leaves it as it was"
batch --csv "$T/out.csv" --resume "$T/pile/11.jws"
expect_exit 3 "results of other files are no former run"
err_has "does not hold results of these files" "and it says so"
same "$T/out.csv" "$T/one.csv" "and leaves them as they were"
printf 'a secret of one line' >"$T/mine"
cp "$T/mine" "$T/yours"
batch --jsonl "$T/yours" --resume "$T/pile"
expect_exit 3 "a file of half a line that is not ours is no former run"
same "$T/yours" "$T/mine" "and is left as it was"
batch --csv "$T/yours" --resume "$T/pile"
same "$T/yours" "$T/mine" "by a table, too"
{ head -n 3 "$T/one.jsonl" && head -c 100 /dev/zero; } >"$T/out.jsonl"
batch --jsonl "$T/out.jsonl" --resume "$T/pile"
same "$T/out.jsonl" "$T/one.jsonl" "behind lines of ours, a lost end is cut"
batch --csv "$T/out.csv" --resume --with evidence "$T/pile"
expect_exit 3 "nor are those with other columns"
run "$T/bin/badge-verifier" batch --lang fr --at 2026-11-23 --keys keys \
    --resume --csv "$T/out.csv" "$T/pile"
expect_exit 3 "nor those in another language"
same "$T/out.csv" "$T/one.csv" "which stay as they were"
for junk in "no results at all" '{"file": "x"}'; do
    echo "$junk" >"$T/junk"
    cp "$T/junk" "$T/out.csv"
    cp "$T/junk" "$T/out.jsonl"
    batch --resume --csv "$T/out.csv" "$T/pile"
    expect_exit 3 "'$junk' is no table"
    same "$T/out.csv" "$T/junk" "and stays"
    batch --resume --jsonl "$T/out.jsonl" "$T/pile"
    expect_exit 3 "nor a stream"
    same "$T/out.jsonl" "$T/junk" "and stays, too"
done
batch --resume --jsonl - "$T/pile"
expect_exit 3 "standard output is no file to go on with"
batch --replace --csv "$T/out.csv" "$T/pile"
same "$T/out.csv" "$T/one.csv" "--replace writes anew"
batch --csv "$T" "$T/pile"
expect_exit 3 "a folder is no file for results"
batch --csv "$T/no/out.csv" "$T/pile"
err_has "no such folder" "nor is one in a folder that is not there"
cp "$T/one.csv" "$T/pile/results.csv"
batch --resume --csv "$T/pile/results.csv" "$T/pile"
expect_exit 2 "results in the folder itself are no part of the pile"
same "$T/pile/results.csv" "$T/one.csv" "and stay what they were"
rm "$T/pile/results.csv"
cp "$T/one.csv" "$T/out.csv"
touch -d 2020-01-01 "$T/out.csv"
batch --resume --csv "$T/out.csv" "$T/pile"
err_has "have changed since" "files that changed since are told of"

# ---- No room -----------------------------------------------------------------

rm "$T/out.csv"
run sh -c "ulimit -f 8; exec '$T/bin/badge-verifier' batch --lang en \
    --at 2026-11-23 --keys keys --csv '$T/out.csv' '$T'/pile/*.jws \
    '$T'/pile/*.png"
expect_exit 3 "a full disk is trouble"
err_has "there is no room" "and it says so"
expect "what is there are whole lines" \
    test "$(tail -c 2 "$T/out.csv" | od -An -c | tr -d ' ')" = '\r\n'
batch --csv "$T/one2.csv" "$T"/pile/*.jws "$T"/pile/*.png
batch --resume --csv "$T/out.csv" "$T"/pile/*.jws "$T"/pile/*.png
same "$T/out.csv" "$T/one2.csv" "and with room it goes on"
if [ -c /dev/full ]; then
    batch --csv /dev/full "$T/pile"
    expect_exit 3 "a device that is full, too"
    status=0
    "$VERIFIER" batch --keys keys --jsonl - "$T/pile" >/dev/full 2>"$T/err" ||
        status=$?
    expect_exit 3 "and standard output"
    err_has "cannot write 'standard output'" "by its name"
else
    skip "a device that is full, too" "no /dev/full"
fi
mkfifo "$T/pipe"
cat "$T/pipe" >"$T/through" &
batch --csv "$T/pipe" "$T/pile"
wait $!
same "$T/through" "$T/one.csv" "a pipe is written to"
"$VERIFIER" batch --keys keys --jsonl - "$T/pile" 2>"$T/err" | head -n 1 >"$T/out"
expect "a reader that leaves ends it" test "$(wc -l <"$T/out")" -eq 1
finish
