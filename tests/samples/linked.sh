# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# The sample badges that carry their signature inside.  Read by make.sh.

# embed NAME KEY FILE SUITE [OPTION...]: FILE with one more proof as NAME.json
# in $W.
embed() {
    name=$1
    key=$2
    file=$3
    suite=$4
    shift 4
    issuer badge sign --key "$W/$key.key" --kid "$(kid_of "$key")" \
        --suite "$suite" --created 2026-09-20T08:00:00Z "$@" \
        --out "$W/$name.signed" "$file"
    mv "$W/$name.signed" "$W/$name.json"
    case $suite in
    ecdsa-*) keep_file "$name.json" without_values ;;
    esac
}

without_values() {
    sed 's/"proofValue": "[^"]*"//g' "$1"
}

# credential NAME SOURCE [SED-SCRIPT]: a credential to be signed, in $W
credential() {
    sed "${3:-}" "$SOURCE/$2.json" >"$W/$1.source"
}

# sample FILE NAME WORD NOTE
sample() {
    cp "$W/$2.json" "$BADGES/$1"
    expect "$1" "$3" "note: $4"
}

# tamper NAME FROM SED: another text, the old signatures
tamper() {
    sed "$3" "$W/$2.json" >"$W/$1.json"
}

# ---- Each suite, each container ----------------------------------------------

credential linked indispensable "$(another 0101)"
embed linked jardins "$W/linked.source" eddsa-rdfc-2022
bake indispensable.png "$W/linked.json" linked.png
expect linked.png recognised 'name: Maëlle Le Goff-Traoré' \
    'email: maelle.legoff@courriel.example' \
    'note: eddsa-rdfc-2022, as JSON in a PNG'
bake indispensable.svg "$W/linked.json" linked.svg
expect linked.svg recognised 'note: the same in an SVG'
xmp_json "$W/linked.json" >"$W/xmp"
pdf linked.pdf '' "$W/xmp"
expect linked.pdf recognised 'note: the same in the metadata of a PDF'

credential linked-jcs coup-de-main "$(another 0102)"
embed linked-jcs jardins "$W/linked-jcs.source" eddsa-jcs-2022
sample linked-jcs.json linked-jcs recognised \
    'eddsa-jcs-2022: the JSON itself is signed'
credential linked-p256 tri "$(another 0103)"
embed linked-p256 ronde "$W/linked-p256.source" ecdsa-rdfc-2019
sample linked-p256.json linked-p256 recognised 'ecdsa-rdfc-2019 with P-256'
credential linked-p384 berges \
    "$(another 0104); s|@PICTURE@|$(base64 -w 0 "$W/berges.svg")|"
embed linked-p384 ecluses "$W/linked-p384.source" ecdsa-rdfc-2019
sample linked-p384.json linked-p384 recognised 'ecdsa-rdfc-2019 with P-384'
credential linked-p256-jcs tri "$(another 0105)"
embed linked-p256-jcs ronde "$W/linked-p256-jcs.source" ecdsa-jcs-2019
sample linked-p256-jcs.json linked-p256-jcs recognised \
    'ecdsa-jcs-2019 with P-256'

# The badges stand in it as they are, each under its own signature.
{
    sed "/\"verifiableCredential\"/,\$d; $(another 0111)" "$SOURCE/parcours.json"
    echo '"verifiableCredential": ['
    cat "$W/linked.json"
    echo ,
    cat "$W/linked-p256.json"
    echo ']}}'
} >"$W/linked-clr.source"
embed linked-clr tilleuls "$W/linked-clr.source" eddsa-rdfc-2022
sample linked-clr.json linked-clr recognised \
    'a CLR 2.0 with two such badges inside'
tamper linked-clr-altered linked-clr 's/"Tri et valorisation/"Vente et valorisation/'
sample linked-clr-altered.json linked-clr-altered altered \
    'the same, with a badge inside that was changed'

# ---- Several signatures ------------------------------------------------------

credential linked-set coup-de-main "$(another 0106)"
embed linked-one jardins "$W/linked-set.source" eddsa-rdfc-2022
embed linked-set jardins "$W/linked-one.json" eddsa-jcs-2022
sample linked-set.json linked-set recognised 'two signatures, both good'
# Of the second, the first letters of the value change places.
tamper linked-set-altered linked-set \
    's/\(.*"proofValue": "z\)\(.\)\(.\)\(.\)/\1\3\4\2/'
sample linked-set-altered.json linked-set-altered altered \
    'two signatures, and one of them was changed'
tamper linked-set-unknown linked-set \
    's/\(.*\)"eddsa-jcs-2022"/\1"bbs-2023"/'
sample linked-set-unknown.json linked-set-unknown recognised \
    'a good signature, and one of a kind that we do not know'

credential linked-chain coup-de-main "$(another 0107)"
embed linked-first jardins "$W/linked-chain.source" eddsa-rdfc-2022 \
    --proof-id urn:uuid:00000107-0000-5000-8000-000000000001
embed linked-chain jardins "$W/linked-first.json" eddsa-rdfc-2022 \
    --after urn:uuid:00000107-0000-5000-8000-000000000001
sample linked-chain.json linked-chain recognised \
    'a signature that confirms the one before it'
tamper linked-chain-broken linked-chain \
    's/"proof": \[{[^{]*}, /"proof": [/'
sample linked-chain-broken.json linked-chain-broken undecided \
    'the same without the first signature'

# ---- Refused, or not to be told ----------------------------------------------

tamper linked-altered linked 's/Le Goff-Traoré/Le Goff-Traore/'
sample linked-altered.json linked-altered altered \
    'one letter of the name was changed'
credential linked-wrong-key indispensable "$(another 0108)"
embed linked-wrong-key inconnu "$W/linked-wrong-key.source" eddsa-rdfc-2022
sample linked-wrong-key.json linked-wrong-key wrong-key \
    'bears the name of a listed issuer, and a key that is not its own'
tamper linked-unsigned linked 's/"validFrom"/"grade": "A", &/'
sample linked-unsigned.json linked-unsigned malformed \
    'holds a member that no context maps, so nothing signs it'
tamper linked-redefined linked \
    's|context-3.0.3.json"|&, {"narrative": "https://example.org/other"}|'
sample linked-redefined.json linked-redefined malformed \
    'gives a word of the standard another meaning'
tamper linked-unknown-context linked \
    's|context-3.0.3.json"|&, "https://example.org/notre-contexte.json"|'
sample linked-unknown-context.json linked-unknown-context undecided \
    'uses a context that is not to be had here'
tamper linked-unknown-suite linked 's/"eddsa-rdfc-2022"/"bbs-2023"/'
sample linked-unknown-suite.json linked-unknown-suite undecided \
    'a kind of signature that we do not know'
credential linked-ended coup-de-main "$(another 0109)"
embed linked-ended jardins "$W/linked-ended.source" eddsa-rdfc-2022 \
    --expires 2026-10-31T23:00:00Z
sample linked-ended.json linked-ended expired \
    'its signature was meant for six weeks'
credential linked-early coup-de-main "$(another 0110)"
issuer badge sign --key "$W/jardins.key" --kid "$(kid_of jardins)" \
    --suite eddsa-rdfc-2022 --created 2027-01-04T08:00:00Z \
    --out "$W/linked-early.json" "$W/linked-early.source"
sample linked-early.json linked-early not-yet-valid \
    'its signature bears a date of next January'
