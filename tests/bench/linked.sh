#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Badges with an embedded proof, beside what others need for the same ones:
#     tests/bench/linked.sh BUILD
# The others come from npm into BUILD/bench; without npm or the shared folder
# there are our figures alone.
set -eu
cd "$(dirname "$0")/../.."
BUILD=$1
ROUNDS=${BENCH_ROUNDS:-3}
export BUILD
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
# shellcheck source=tests/world.sh
. tests/world.sh

OURS=$BUILD/tests/bench/bench_linked
PEERS="jsonld@9.0.0 rdf-canonize@5.0.0 @digitalbazaar/vc@7.3.0
@digitalbazaar/data-integrity@2.5.0 @digitalbazaar/ed25519-multikey@1.3.1
@digitalbazaar/eddsa-rdfc-2022-cryptosuite@1.3.0"
GUIDE=$SHARED/suites/vc-di/ob3-guide-eddsa-rdfc-2022/signed.json
COMPLETE=$SHARED/fixtures/openbadges/1edtech-validator/ob30/complete.json

# ---- Badges, and a list that knows their issuers -----------------------------

mkdir "$T/keys" "$T/badges"
make_world

# known ISSUER KEY: on the list.
known() {
    list add-issuer --id "$1" --name "$1" --multikey "$2" --key-id "$1#$2" \
        --issued 2026-03-01T00:00:00Z --fresh-until 2098-01-01T00:00:00Z \
        --usable-until 2099-01-01T00:00:00Z
}

shared_badges=
if [ -e "$GUIDE" ] && [ -e "$COMPLETE" ]; then
    known https://example.edu/issuers/565049 \
        z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi
    known https://1edtech.edu/issuers/565049 \
        z6Mknyb2Gb4NxzW3xSr9ChTtdQZ1zs77piQ3r9SaJ9vMzmrs
    sign_list
    "$OURS" compact "$GUIDE" >"$T/badges/guide.json"
    "$OURS" compact "$COMPLETE" >"$T/badges/complete.json"
    shared_badges="$T/badges/guide.json $T/badges/complete.json"
else
    echo "no shared folder: the guide badge and the complete sample are left out"
fi
root=$(sha256sum <"$T/keys/root.1.json" | cut -c 1-64)

curve=
for size in 1 2 4 8 16 32 64 128 256; do
    "$OURS" grow "$size" "$ISSUER_ID" >"$T/unsigned.json"
    if "$ISSUER" badge sign --suite eddsa-rdfc-2022 --key "$T/good.key" \
        --kid "$ISSUER_ID#good" --out "$T/badges/$size.json" \
        "$T/unsigned.json" >/dev/null 2>"$T/err"; then
        curve="$curve $T/badges/$size.json"
    else
        cat "$T/err"
        break
    fi
done

# ---- The others --------------------------------------------------------------

peers=
if command -v npm >/dev/null && command -v node >/dev/null &&
    [ -n "$shared_badges" ]; then
    mkdir -p "$BUILD/bench"
    echo '{"private": true, "type": "module"}' >"$BUILD/bench/package.json"
    # shellcheck disable=SC2086 # a list
    if npm install --silent --no-audit --no-fund --prefix "$BUILD/bench" \
        $PEERS >"$T/out" 2>&1; then
        cp tests/bench/peers.mjs "$BUILD/bench/peers.mjs"
        peers=$BUILD/bench/peers.mjs
    else
        echo "npm could not install the others: our figures alone"
    fi
else
    echo "no npm, node or shared folder: our figures alone"
fi

# ---- Warm --------------------------------------------------------------------

if [ -n "$shared_badges" ]; then
    echo "Warm, one core: microseconds of CPU, best of $ROUNDS rounds in turns"
    echo "proof: from text to what the others give, whether the proof holds (aims: 25"
    echo "times on the guide badge, 100 times on the complete sample); verdict: to all"
    echo "that a report shows, what is nested read and judged as well"
    : >"$T/ours"
    : >"$T/theirs"
    for _ in $(seq "$ROUNDS"); do
        # shellcheck disable=SC2086 # lists of files
        "$OURS" rate "$T/keys" "$root" 1 $shared_badges >>"$T/ours"
        # shellcheck disable=SC2086
        [ -z "$peers" ] || node "$peers" "$SHARED" 1 $shared_badges >>"$T/theirs"
    done
    awk -F '\t' -v OFS='\t' '
        function least(best, path, value) {
            if (!(path in best) || value < best[path]) best[path] = value
        }
        function times(path, best) {
            return path in theirs ? sprintf("%.1f", theirs[path] / best) : "-"
        }
        FNR == NR {
            least(whole, $4, $1); least(proof, $4, $5)
            size[$4] = $2; word[$4] = $3; next
        }
        { least(theirs, $2, $1) }
        END {
            print "badge", "bytes", "others", "proof", "times", "verdict",
                  "times", "verdicts/s", "word"
            for (path in whole) {
                name = path; sub(/.*\//, "", name)
                print name, size[path],
                      path in theirs ? theirs[path] : "-",
                      proof[path], times(path, proof[path]),
                      whole[path], times(path, whole[path]),
                      sprintf("%.0f", 1e6 / whole[path]), word[path]
            }
        }' "$T/ours" "$T/theirs" | column -t -s "$(printf '\t')"
fi

# ---- The curve ---------------------------------------------------------------

if [ -n "$curve" ]; then
    echo
    echo "The cost by size (linear: the microseconds a kilobyte stay the same)"
    # shellcheck disable=SC2086
    "$OURS" rate "$T/keys" "$root" 1 $curve >"$T/ours"
    # shellcheck disable=SC2086
    "$OURS" memory "$T/keys" "$root" $curve >"$T/memory"
    awk -F '\t' -v OFS='\t' '
        BEGIN { print "bytes", "us", "us/kB", "memory kB", "word" }
        FNR == NR { memory[$4] = $1; next }
        { print $2, $1, sprintf("%.1f", $1 * 1024 / $2), memory[$4], $3 }
        ' "$T/memory" "$T/ours" | column -t -s "$(printf '\t')"
fi

# ---- Memory and cold start ---------------------------------------------------

if [ -n "$shared_badges" ]; then
    echo
    echo "Memory that one verification takes in a new process (aim: under 4 MB)"
    # shellcheck disable=SC2086
    "$OURS" memory "$T/keys" "$root" $shared_badges |
        awk -F '\t' '{ sub(/.*\//, "", $4); print $4 ": " $1 " kB" }'
    echo
    echo "Cold start to verdict, whole process, 20 rounds in turns (aim: 20 times)"
    set -- 20 "badge-verifier" "$VERIFIER" check --keys "$T/keys" \
        "$T/badges/guide.json"
    [ -z "$peers" ] || set -- "$@" -- "the others" node "$peers" "$SHARED" 0 \
        "$T/badges/guide.json"
    "$BUILD/tests/bench/bench_start" "$@"
fi
