# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# The sample badges, one paragraph a kind.  Read by make.sh.

picture indispensable 512
for art in coup-de-main couture tri berges accueil velo-cargo commandes \
    inconnu; do
    picture "$art"
done

# A new id, so that no two badges are one.
another() {
    printf 's/"urn:uuid:\\(........\\)-....-5...-/"urn:uuid:\\1-%s-5000-/' "$1"
}

# ---- Recognised: kinds of key, of edition, of container ----------------------

sign indispensable jardins indispensable
bake indispensable.png "$W/indispensable.jws" indispensable.png
expect indispensable.png recognised \
    'name: Maëlle Le Goff-Traoré' 'email: maelle.legoff@courriel.example' \
    'note: Ed25519, VC 2.0, in a PNG; name and e-mail agree'
bake indispensable.svg "$W/indispensable.jws" indispensable.svg
expect indispensable.svg recognised 'note: the same in an SVG'
xmp "$W/indispensable.jws" >"$W/xmp"
pdf indispensable.pdf '' "$W/xmp"
expect indispensable.pdf recognised 'note: the same in the metadata of a PDF'

sign couture point-de-lin couture
cp "$W/couture.jws" "$BADGES/couture.jws"
expect couture.jws recognised 'note: RS256, VC 1.1, as text'
{ printf '\n  ' && tr -d '\n' <"$W/couture.jws" && printf '  \r\n\n'; } \
    >"$BADGES/couture.txt"
expect couture.txt recognised 'note: white space around it'
pdf couture.pdf "/openbadges ($(cat "$W/couture.jws"))" ''
expect couture.pdf recognised 'note: in the document information of a PDF'

sign tri ronde tri
bake tri.png "$W/tri.jws" tri.png
expect tri.png recognised 'name: Tomas Ferreira Da Luz' \
    'note: ES256, issuer named by did:web'

sign berges ecluses berges "s|@PICTURE@|$(base64 -w 0 "$W/berges.svg")|"
cp "$W/berges.jws" "$BADGES/berges.1ob"
expect berges.1ob recognised 'note: ES384, in a .1ob file; the picture is signed with the badge'

sign velo-cargo velo-cargo velo-cargo
bake velo-cargo.svg "$W/velo-cargo.jws" velo-cargo.svg
expect velo-cargo.svg recognised \
    'note: the list says which badges this issuer may award; this is one'

sign coup-de-main jardins coup-de-main '' --jwk
cp "$W/coup-de-main.jws" "$BADGES/coup-de-main.jws"
expect coup-de-main.jws recognised \
    'note: the key stands in the badge; the list has the same key'

# The picture is not signed: a small badge in the picture of a great one.
bake indispensable.png "$W/coup-de-main.jws" borrowed-picture.png
expect borrowed-picture.png recognised \
    'note: a genuine badge in the picture of another'

odd compressed tri.png "$W/tri.jws" compressed.png
expect compressed.png recognised \
    'note: a compressed chunk, against the standard'
odd foreign velo-cargo.png "$W/velo-cargo.jws" foreign-keyword.png
expect foreign-keyword.png recognised \
    'note: the keyword of one large platform'

# ---- Open Badges 1 and 2 -----------------------------------------------------

sign ob2 etape commandes
bake commandes.png "$W/ob2.jws" ob2-signed.png
expect ob2-signed.png recognised 'email: Yann.Prigent@courriel.example' \
    'note: OB 2.0; class and issuer come from the catalogue of the list'
sign ob2-complete etape commandes-complet
cp "$W/ob2-complete.jws" "$BADGES/ob2-complete.jws"
expect ob2-complete.jws recognised 'note: OB 2.0 with its class inside'
sign ob2-class-unknown etape commandes-classe-inconnue
cp "$W/ob2-class-unknown.jws" "$BADGES/ob2-class-unknown.jws"
expect ob2-class-unknown.jws undecided \
    'note: OB 2.0; its class is an address that the catalogue does not have'
sign ob1 etape commandes-ob1
bake commandes.svg "$W/ob1.jws" ob1-signed.svg
expect ob1-signed.svg recognised 'note: OB 1.1'

cp "$SOURCE/commandes-en-ligne.json" "$BADGES/hosted.json"
expect hosted.json undecided 'note: OB 2.0, to be checked online'
bake commandes.svg "$SOURCE/commandes-en-ligne.json" hosted.svg
expect hosted.svg undecided 'note: the same in an SVG'
echo 'https://etape-bleue.example/badges/assertions/418.json' >"$W/address"
odd address commandes.png "$W/address" hosted-address.png
expect hosted-address.png undecided 'note: OB 1.0, an address in a tEXt chunk'
odd squeezed commandes.png "$W/address" hosted-squeezed.png
expect hosted-squeezed.png undecided 'note: the same in a zTXt chunk'

cp "$BADGES/ob2-signed.png" "$W/ob2-baked.png"
bake ob2-baked.png "$W/couture.jws" both-editions.png
expect both-editions.png recognised \
    'note: a badge of OB 2.0 and one of OB 3.0 in one picture'

# ---- Several in one ----------------------------------------------------------

sign parcours tilleuls parcours "$(with_jws indispensable tri)"
cp "$W/parcours.jws" "$BADGES/clr.jws"
expect clr.jws recognised 'note: a CLR 2.0 with two badges inside'
sign parcours-declare tilleuls parcours-declare
cp "$W/parcours-declare.jws" "$BADGES/clr-statement.jws"
expect clr-statement.jws undecided \
    'note: a CLR that tells of a badge which its own issuer did not sign'
sed "$(with_jws indispensable berges)" "$SOURCE/dossier.json" \
    >"$BADGES/presentation.json"
expect presentation.json recognised \
    'note: a presentation of two badges; nobody signs it'
sign presentation inconnu dossier "$(with_jws indispensable berges)" --jwk
cp "$W/presentation.jws" "$BADGES/presentation.jws"
expect presentation.jws recognised \
    'note: the same, signed by somebody: that vouches for who presents, no more'
sign endorsement ecluses endorsement
cp "$W/endorsement.jws" "$BADGES/endorsement.jws"
expect endorsement.jws no-badge 'note: an endorsement alone is no badge'
sign tri-endorsed ronde tri-soutenu "$(with_jws endorsement)"
cp "$W/tri-endorsed.jws" "$BADGES/endorsed.jws"
expect endorsed.jws recognised 'note: with an endorsement of another issuer'

# ---- Altered, wrong key, unknown ---------------------------------------------

forge altered indispensable '' 's/Le Goff-Traoré/Le Goff-Traore/'
bake indispensable.png "$W/altered.jws" altered.png
expect altered.png altered 'note: one letter of the name was changed'
sign signed-by-another inconnu indispensable "$(another 0001)" \
    --kid "$(kid_of jardins)"
cp "$W/signed-by-another.jws" "$BADGES/signed-by-another.jws"
expect signed-by-another.jws altered \
    'note: names a key of the issuer, signed with another'
sign wrong-key inconnu indispensable "$(another 0002)"
cp "$W/wrong-key.jws" "$BADGES/wrong-key.jws"
expect wrong-key.jws wrong-key \
    'note: bears the name of a listed issuer, and a key that is not its own'
sign unknown-issuer inconnu indispensable \
    "$(another 0003); s/jardins-combe-aux-merles/studio-grand-large/
     s/Les Jardins de la Combe-aux-Merles/Studio Grand-Large/"
bake inconnu.png "$W/unknown-issuer.jws" unknown-issuer.png
expect unknown-issuer.png unknown-issuer \
    'note: its issuer is not on the list, as most are not'

sign clr-altered tilleuls parcours "s|@INDISPENSABLE@|$(cat "$W/altered.jws")|
    $(with_jws tri); $(another 0013)"
cp "$W/clr-altered.jws" "$BADGES/clr-altered-inside.jws"
expect clr-altered-inside.jws altered \
    'note: a CLR around a badge that was altered'

# ---- Keys with an end, keys in other hands -----------------------------------

sign old-key jardins-2024 coup-de-main \
    "$(another 0004); s/2026-06-20/2025-06-21/"
cp "$W/old-key.jws" "$BADGES/old-key.jws"
expect old-key.jws recognised 'note: the key has ended since'
sign ended-key jardins-2024 coup-de-main "$(another 0005)"
cp "$W/ended-key.jws" "$BADGES/ended-key.jws"
expect ended-key.jws wrong-key 'note: signed after the last day of its key'
sign to-confirm tilleuls-2025 accueil-a-confirmer
bake accueil.png "$W/to-confirm.jws" to-confirm.png
expect to-confirm.png to-confirm 'note: its key came into other hands'
sign vouched tilleuls-2025 accueil-confirme
bake accueil.svg "$W/vouched.jws" vouched.svg
expect vouched.svg recognised \
    'note: the same key, but the issuer vouches for this badge'

# ---- Withdrawn by the list of keepers -----------------------------------------

sign withdrawn jardins coup-de-main "$(another 0006)"
bake coup-de-main.png "$W/withdrawn.jws" withdrawn.png
expect withdrawn.png withdrawn 'note: by its id'
sign suspended point-de-lin couture "$(another 0007)"
cp "$W/suspended.jws" "$BADGES/suspended.jws"
expect suspended.jws suspended 'note: by its digest'
# ---- Withdrawn by the issuer's own lists -------------------------------------

JARDINS=https://jardins-combe-aux-merles.example
# The entry behind validFrom:  with_status LIST INDEX PURPOSE [MORE]
with_status() {
    printf 's|"validFrom".*|&\\\n  "credentialStatus": {%s},|' "
    \"type\": \"BitstringStatusListEntry\",
    \"statusPurpose\": \"$3\", \"statusListIndex\": \"$2\",${4:-}
    \"statusListCredential\": \"$JARDINS/status/$1\"" | tr -s '\n ' ' '
}
# status_list NAME PURPOSE INDEX [OPTION...]: as it was published on 20 October
status_list() {
    list=$1
    purpose=$2
    index=$3
    shift 3
    issuer status new --key "$W/jardins.key" --id "$JARDINS/status/$list" \
        --issuer "$JARDINS" --purpose "$purpose" --valid-from 2026-10-01 \
        --out "$W/status-$list.jws"
    issuer status set --key "$W/jardins.key" --index "$index" \
        --valid-from 2026-10-20 "$@" "$W/status-$list.jws"
}
status_list 1 revocation 94567
status_list 2 suspension 7
status_list 3 revocation 94567 --valid-until 2026-11-15
status_list 4 message 3 --size 1
status_list 5 revocation 94567 --suite eddsa-rdfc-2022
echo '{"id": "'$JARDINS'/retires", "issuer": "'$JARDINS'", "revokedCredential":
    [{"id": "urn:uuid:6150ba28-0034-5000-8a7b-090fd70d6efe"}]}' >"$W/names.json"
status() { # NAME NUMBER SED WORD NOTE
    sign "$1" jardins coup-de-main "$(another "$2"); $3"
    cp "$W/$1.jws" "$BADGES/$1.jws"
    expect "$1.jws" "$4" "note: $5"
}
status status-stands 0030 "$(with_status 1 94566 revocation)" recognised \
    'by the list of its issuer, it stands'
status status-withdrawn 0031 "$(with_status 1 94567 revocation)" withdrawn \
    'by the list of its issuer'
status status-suspended 0032 "$(with_status 2 7 suspension)" suspended \
    'by the list of its issuer'
status status-message 0033 "$(with_status 4 3 message \
    ' "statusMessage": [{"status": "0x0", "message": "en cours"}, {"status": "0x1", "message": "remis en main propre"}],')" \
    recognised 'a list of messages takes nothing back'
status status-linked 0038 "$(with_status 5 94567 revocation)" withdrawn \
    'by a list with an embedded proof'
status status-named 0034 's|"validFrom".*|&\
  "credentialStatus": {"id": "'$JARDINS'/retires", "type": "1EdTechRevocationList"},|' \
    withdrawn 'by a list of names that the trust list carries'
status status-missing 0035 "$(with_status 9 94567 revocation)" undecided \
    'its list is not in the trust list'
status status-stale 0036 "$(with_status 3 94567 revocation)" undecided \
    'its list was valid until 15 November'
status status-swapped 0037 "$(with_status 2 7 revocation)" undecided \
    'its list is about suspension, not revocation'

# ---- Not entitled, out of date -----------------------------------------------

sign not-entitled velo-cargo indispensable \
    "$(another 0008); s/jardins-combe-aux-merles/passerelle-velo-cargo/
     s/Les Jardins de la Combe-aux-Merles/Passerelle Vélo-Cargo/"
bake indispensable.svg "$W/not-entitled.jws" not-entitled.svg
expect not-entitled.svg not-entitled \
    'note: the list gives this issuer another badge only'
sign other-person point-de-lin couture "$(another 0009)"
bake couture.png "$W/other-person.jws" other-person.png
expect other-person.png other-person 'name: Camille Rousseau' \
    'note: the name on the CV is another'
sign expired jardins coup-de-main "$(another 0010)
    s|\"validFrom\".*|&\\
  \"validUntil\": \"2026-09-30T23:59:59+02:00\",|"
bake coup-de-main.png "$W/expired.jws" expired.png
expect expired.png expired 'note: it was valid until the end of September'
sign not-yet-valid jardins coup-de-main \
    "$(another 0011); s/2026-06-20T18/2027-01-04T08/"
cp "$W/not-yet-valid.jws" "$BADGES/not-yet-valid.jws"
expect not-yet-valid.jws not-yet-valid 'note: valid from next January'
cp "$BADGES/velo-cargo.svg" "$BADGES/stale-list.svg"
expect stale-list.svg undecided 'at: 2100-03-01' \
    'note: on that day the list is too old to say'
sign self-awarded jardins coup-de-main "$(another 0012)
    s|\"id\": \"urn:uuid:.*\\(-[0-9a-f]*\\)\",\$|\"id\": \"@\",|
    1,20{s|\"id\": \"@\"|\"id\": \"urn:uuid:00000012-0000-5000-8000-000000000000\"|;}
    s|\"id\": \"@\"|\"id\": \"https://jardins-combe-aux-merles.example\"|"
cp "$W/self-awarded.jws" "$BADGES/self-awarded.jws"
expect self-awarded.jws recognised 'note: issuer and holder are the same'

# ---- Malformed ---------------------------------------------------------------

cp "$SOURCE/indispensable.json" "$BADGES/unsigned.json"
expect unsigned.json malformed 'note: nothing signs it'
forge_signed no-criteria jardins coup-de-main '' \
    's/"criteria":{[^}]*},*//; s/,}/}/g'
cp "$W/no-criteria.jws" "$BADGES/no-criteria.jws"
expect no-criteria.jws malformed \
    'note: well signed, and does not say what it is awarded for'
forge no-algorithm coup-de-main 's/"EdDSA"/"none"/' ''
cp "$W/no-algorithm.jws" "$BADGES/no-algorithm.jws"
expect no-algorithm.jws malformed 'note: says that it needs no signature'
forge_signed twice-named jardins coup-de-main '' 's/^{/{"jti":"urn:uuid:0",/'
cp "$W/twice-named.jws" "$BADGES/twice-named.jws"
expect twice-named.jws malformed \
    'note: well signed, and one member stands there twice'
forge_signed claims-disagree point-de-lin couture '' \
    's|"iss":"[^"]*"|"iss":"https://x.example"|'
cp "$W/claims-disagree.jws" "$BADGES/claims-disagree.jws"
expect claims-disagree.jws malformed \
    'note: well signed, and the envelope names another issuer than the badge'
odd twice tri.png "$W/tri.jws" twice.png
expect twice.png malformed 'note: one keyword twice'

# ---- No badge ----------------------------------------------------------------

cp "$W/indispensable.png" "$BADGES/no-badge.png"
expect no-badge.png no-badge 'note: the picture alone, as in a screenshot'
cp "$W/berges.svg" "$BADGES/no-badge.svg"
expect no-badge.svg no-badge 'note: a drawing alone'
printf 'Bonjour,\nvoici mon badge.\n' >"$BADGES/no-badge.txt"
expect no-badge.txt no-badge 'note: a text, and no badge'
head -c 9000 "$BADGES/tri.png" >"$BADGES/damaged.png"
expect damaged.png malformed 'note: a picture that was cut short'
pdf no-badge.pdf '' ''
expect no-badge.pdf no-badge 'note: a document, and no badge'
