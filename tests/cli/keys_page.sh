#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every command of keys/README.md runs, in its order, in an empty folder.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

page=$PWD/keys/README.md
programs=$(cd "$BUILD" && pwd)

# What is fenced as `sh`, one file a block, after the heading it stands under.
mkdir "$T/blocks" "$T/bin" "$T/work"
awk -v to="$T/blocks/" '
    /^#+ /     { heading = $0; sub(/^#+ /, "", heading) }
    /^```$/    { if (inside) close(file); inside = 0 }
    inside     { print > file }
    /^```sh$/  { inside = 1; file = sprintf("%s%02d", to, ++n)
                 print "# " heading > file }
' "$page"

# Nobody is there to type a passphrase; tests/cli of badge-issuer has those.
cat >"$T/bin/badge-issuer" <<END
#!/bin/sh
if [ "\$1 \$2" = "key new" ]; then
    shift 2
    set -- key new --no-passphrase "\$@"
fi
exec "$programs/badge-issuer" "\$@"
END
chmod +x "$T/bin/badge-issuer"
ln -s "$programs/badge-verifier" "$T/bin/badge-verifier"
PATH=$T/bin:$PATH
export PATH

# The badge that the page speaks of.
credential https://chantier.example/ "Camille Martin" >"$T/work/badge.json"

for block in "$T/blocks"/*; do
    sentence="the commands under '$(sed -n '1s/^# //p' "$block")' work (block ${block##*/})"
    if grep -q '^minisign ' "$block" && ! command -v minisign >/dev/null; then
        skip "$sentence" "minisign is not installed"
        continue
    fi
    run env -C "$T/work" sh -eu "$block"
    expect_exit 0 "$sentence"
    if grep -q '^badge-verifier check' "$block"; then
        out_has "Recognised" "and the badge is recognised"
        tr -s ' \n' ' ' <"$T/out" >"$T/report"
    fi
done

expect "a report was made" test -s "$T/report"
has "$T/report" "$(cat "$T/work/root-id")" "which names the root with its id"

count_of() {
    find "$T/work/west" -name "$1" | wc -l
}
expect "the page leaves two roots" test "$(count_of 'root.*.json')" -eq 2
run "$ISSUER" list check --dir "$T/work/west" --root "$(cat "$T/work/root-id")"
out_has "number      2" "the list was published twice"
run "$ISSUER" list check --dir "$T/work/west" --root 0123456789abcdef
expect_exit 1 "another root id than the page's is refused"

finish
