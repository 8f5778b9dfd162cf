#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the demonstration's trust list and the sample badges again:
#
#     tests/samples/make.sh OUT        writes OUT/keys and OUT/sample-badges
#
# Secret keys are those of keys/demonstration, which are public on purpose.
# Ed25519 and RSA give the same bytes each time.  ECDSA signatures are random:
# those of tests/samples/kept are used as long as they sign the same content,
# and KEEP=yes writes them anew where it has changed.
set -eu
export LC_ALL=C
OUT=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SOURCE=tests/samples/source
KEPT=tests/samples/kept
LIST=$OUT/keys
BADGES=$OUT/sample-badges
W=$(mktemp -d)
trap 'rm -rf "$W"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$LIST" "$BADGES" "$KEPT"
rm -f "$LIST"/*.json "$LIST"/*.minisig "$BADGES"/*

issuer() {
    "$BUILD/badge-issuer" "$@"
}

# A secret key must not be readable by others: git cannot keep that.
cp keys/demonstration/*.key "$W"
chmod 600 "$W"/*.key

# ---- Signing -----------------------------------------------------------------

kid_of() {
    sed -n 's/^id: //p' "$W/$1.key"
}

# The badge as NAME.jws in $W:  sign NAME KEY SOURCE [SED-SCRIPT [OPTION...]]
sign() {
    name=$1
    key=$2
    sed "${4:-}" "$SOURCE/$3.json" >"$W/$name.json"
    shift 3
    [ $# -eq 0 ] || shift
    [ $# -gt 0 ] || set -- --kid "$(kid_of "$key")"
    issuer badge sign --key "$W/$key.key" "$@" --out "$W/$name.jws" \
        "$W/$name.json"
    case $(sed -n 's/^kind: //p' "$W/$key.key") in
    P-*) keep_file "$name.jws" content ;;
    esac
}

# A JWS without its signature.
content() {
    sed 's/[.][^.]*$//' "$1"
}

# keep_file FILE CONTENT: the signature of FILE that was made before stays, where
# what CONTENT makes of both is the same: P-256 and P-384 sign with chance.
keep_file() {
    if [ -f "$KEPT/$1" ] && [ "$("$2" "$KEPT/$1")" = "$("$2" "$W/$1")" ]; then
        cp "$KEPT/$1" "$W/$1"
    elif [ "${KEEP:-}" = yes ]; then
        cp "$W/$1" "$KEPT/$1"
    else
        echo "make.sh: the content of ${1%.*} has changed: KEEP=yes signs it anew" >&2
        exit 1
    fi
}

# A JWS put into another one's JSON:  @NAME@ stands for NAME.jws.
with_jws() {
    script=
    for jws in "$@"; do
        place=$(echo "$jws" | tr 'a-z-' 'A-Z_')
        script="$script;s|@$place@|$(cat "$W/$jws.jws")|"
    done
    echo "${script#;}"
}

# ---- Pictures and papers -----------------------------------------------------

# picture NAME: NAME.png and NAME.svg in $W; only the first of all is large.
picture() {
    "$BUILD/tests/samples/emblem" "$1" "$W/$1.png" "${2:-256}"
    "$BUILD/tests/samples/emblem" "$1" "$W/$1.svg"
}

# bake PICTURE.png NAME OUT [OPTION...]
bake() {
    art=$1
    text=$2
    file=$3
    shift 3
    issuer badge bake --picture "$W/$art" "$@" "$text" "$BADGES/$file"
}

odd() {
    "$BUILD/tests/samples/odd" "$1" "$W/$2" "$3" "$BADGES/$4"
}

# expect FILE WORD [LINE]...  Under a test root, no word gives another exit
# status than 2.
expect() {
    file=$1
    printf 'word: %s\nexit: 2\n' "$2" >"$BADGES/$file.expected"
    shift 2
    for line in "$@"; do
        echo "$line" >>"$BADGES/$file.expected"
    done
}

# One page of text that names the badge.  pdf FILE INFO XMP-FILE: the document
# information holds INFO, the metadata the file, where they are not empty.
object() { # FILE: not from a pipe, where the count would be lost
    offsets="$offsets $(wc -c <"$pdf")"
    number=$((number + 1))
    { printf '%d 0 obj\n' "$number" && cat "$1" && printf '\nendobj\n'; } >>"$pdf"
}

stream() { # DICTIONARY-ENTRIES FILE
    printf '<< %s /Length %d >>\nstream\n' "$1" "$(wc -c <"$2")"
    cat "$2"
    printf '\nendstream'
}

pdf() {
    pdf=$BADGES/$1
    offsets=
    number=0
    printf '%%PDF-1.7\n' >"$pdf"
    metadata=
    [ -z "$3" ] || metadata=' /Metadata 7 0 R'
    echo "<< /Type /Catalog /Pages 2 0 R$metadata >>" >"$W/object"
    object "$W/object"
    echo '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' >"$W/object"
    object "$W/object"
    echo '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]' \
        '/Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>' >"$W/object"
    object "$W/object"
    echo 'BT /F 24 Tf 72 720 Td (Badge de demonstration) Tj ET' >"$W/page"
    stream '' "$W/page" >"$W/object"
    object "$W/object"
    echo '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>' >"$W/object"
    object "$W/object"
    printf '<< /Title (Badge de demonstration) %s >>' "$2" >"$W/object"
    object "$W/object"
    if [ -n "$3" ]; then
        stream '/Type /Metadata /Subtype /XML' "$3" >"$W/object"
        object "$W/object"
    fi
    start=$(wc -c <"$pdf")
    printf 'xref\n0 %d\n0000000000 65535 f \n' $((number + 1)) >>"$pdf"
    for offset in $offsets; do
        printf '%010d 00000 n \n' "$offset" >>"$pdf"
    done
    printf 'trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n' \
        $((number + 1)) >>"$pdf"
    printf 'startxref\n%d\n%%%%EOF\n' "$start" >>"$pdf"
}

xmp() { # JWS-FILE: the metadata as Open Badge Factory writes it
    cat <<XMP
<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:openbadges="http://openbadges.org">
<openbadges:assertion verify="$(cat "$1")"/>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
XMP
}

xmp_json() { # JSON-FILE: the same with a badge of Open Badges 3.0
    cat <<XMP
<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">
<openbadges:credential><![CDATA[$(cat "$1")]]></openbadges:credential>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
XMP
}

# ---- Forging -----------------------------------------------------------------

to_base64url() {
    base64 -w 0 | tr '/+' '_-' | tr -d '='
}

part() { # NUMBER JWS-FILE: the text of a part of a JWS
    text=$(cut -d. -f"$1" "$2" | tr -d '\n' | tr '_-' '/+')
    while [ $((${#text} % 4)) -ne 0 ]; do
        text=$text=
    done
    printf %s "$text" | base64 -d
}

# forge NAME FROM HEADER-SED PAYLOAD-SED: another text, the old signature
forge() {
    header=$(part 1 "$W/$2.jws" | sed "$3" | tr -d '\n' | to_base64url)
    payload=$(part 2 "$W/$2.jws" | sed "$4" | tr -d '\n' | to_base64url)
    echo "$header.$payload.$(cut -d. -f3 "$W/$2.jws")" >"$W/$1.jws"
}

# forge_signed NAME KEY FROM HEADER-SED PAYLOAD-SED: the same, signed anew with
# KEY, so that nothing but the text is wrong
forge_signed() {
    key=$2
    forge "$1" "$3" "$4" "$5"
    sed -n 's/^secret: //p' "$W/$key.key" | base64 -d >"$W/secret"
    signature=$(content "$W/$1.jws" | tr -d '\n' |
        "$BUILD/tests/samples/raw_sign" \
            "$(sed -n 's/^kind: //p' "$W/$key.key")" "$W/secret" |
        to_base64url)
    echo "$(content "$W/$1.jws").$signature" >"$W/$1.jws"
}

# The page of the folder: one line a sample.
index() {
    cat tests/samples/index.md
    for notes in "$BADGES"/*.expected; do
        name=${notes##*/}
        name=${name%.expected}
        word=$(sed -n 's/^word: //p' "$notes")
        note=$(sed -n 's/^note: //p' "$notes")
        echo "| [$name]($name) | \`$word\` | $note |"
    done
}

. tests/samples/badges.sh
. tests/samples/linked.sh
. tests/samples/list.sh
. tests/samples/paper.sh
index >"$BADGES/README.md"
