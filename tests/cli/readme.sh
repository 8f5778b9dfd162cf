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

# The files that the commands name, and the programs by their bare names.
mkdir "$T/bin"
for program in "$VERIFIER" "$READER" "$ISSUER"; do
    ln -s "$(realpath "$program")" "$T/bin/"
done
ln -s "$PWD/sample-badges" "$PWD/keys" "$PWD/tests" "$T/"

blocks sh >"$T/commands"
run test -s "$T/commands"
expect_exit 0 "README.md has commands to run"
while IFS= read -r line; do
    case $line in
    '' | '#'*) continue ;;
    esac
    run env PATH="$T/bin:$PATH" sh -c "cd '$T' && $line"
    expect_exit 0 "$line"
done <"$T/commands"

# The quoted report: its first line is the command.
blocks console | sed -n 's/^\$ \(badge-verifier .*\)/\1/p' >"$T/quoted"
run test -s "$T/quoted"
expect_exit 0 "README.md quotes a report"
command=$(cat "$T/quoted")
COLUMNS=80 PATH="$T/bin:$PATH" sh -c "cd '$T' && $command" >"$T/report" \
    2>"$T/err"
blocks console | awk '/^\$ badge-verifier /{inside = 1; next} inside' \
    >"$T/expected"
run diff "$T/expected" "$T/report"
expect_exit 0 "the report in README.md is the one that is printed"

finish
