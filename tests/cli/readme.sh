# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What README.md shows is what happens: its commands run, and the report that
# it quotes is the one that comes out.
. tests/cli/lib.sh

# The lines of the fenced blocks of a language.
blocks() {
    awk -v fence="\`\`\`$1" '
        $0 == fence { inside = 1; next }
        /^```/ { inside = 0 }
        inside' README.md
}

# A copy of what the commands name: what they make stays out of the clone.
mkdir "$T/build"
for program in "$VERIFIER" "$READER" "$ISSUER"; do
    ln -s "$(realpath "$program")" "$T/build/"
done
ln -s "$PWD/sample-badges" "$PWD/keys" "$PWD/tests" "$T/"

blocks sh >"$T/commands"
run test -s "$T/commands"
expect_exit 0 "README.md has commands to run"
setup=$(sed -n '/^PATH=/p' "$T/commands")
expect "README.md says where the programs are" test -n "$setup"
while IFS= read -r line; do
    case $line in
    '' | '#'* | PATH=*) continue ;;
    esac
    run sh -c "cd '$T' && $setup && $line"
    expect_exit 0 "$line"
done <"$T/commands"

# The quoted report: its first line is the command.
blocks console | sed -n 's/^\$ \(badge-verifier .*\)/\1/p' >"$T/quoted"
run test -s "$T/quoted"
expect_exit 0 "README.md quotes a report"
command=$(cat "$T/quoted")
COLUMNS=80 sh -c "cd '$T' && $setup && $command" >"$T/report" 2>"$T/err"
blocks console | awk '/^\$ badge-verifier /{inside = 1; next} inside' \
    >"$T/expected"
run diff "$T/expected" "$T/report"
expect_exit 0 "the report in README.md is the one that is printed"

run grep -nE '^[A-Z_]{4,}$' README.md
expect_exit 1 "README.md has no gap left to fill"

finish
