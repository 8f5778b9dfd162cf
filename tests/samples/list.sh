# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# The demonstration's root and list.  Read by make.sh, after badges.sh: the
# list names badges by their digest.

ISSUED=2026-11-01
FRESH=2099-06-30
USABLE=2099-12-31

change() {
    command=$1
    shift
    issuer list "$command" --dir "$LIST" --issued "$ISSUED" "$@"
}

issuer list init --dir "$LIST" --region demonstration --test \
    --name 'Pays d’Orle, démonstration' \
    --keeper "l’équipe de démonstration" \
    --root-name 'racine de démonstration' \
    --root-key "$W/root-1.key" --root-key "$W/root-2.key" \
    --root-key "$W/root-3.key" --root-threshold 2 \
    --list-key "$W/list-1.key" --list-key "$W/list-2.key" \
    --list-key "$W/list-3.key" --list-threshold 2 \
    --issued "$ISSUED" --fresh-until "$FRESH" --usable-until "$USABLE"

# ---- Organisations: all invented ---------------------------------------------

change add-issuer --id https://jardins-combe-aux-merles.example \
    --name 'Les Jardins de la Combe-aux-Merles' --town 'Saint-Aubin-des-Combes' \
    --siret 00000000100017 --telephone '02 61 91 00 17' \
    --key "$W/jardins.key" --not-before 2026-01-01
change add-key --issuer https://jardins-combe-aux-merles.example \
    --key "$W/jardins-2024.key" --not-before 2024-01-01 \
    --not-after 2025-12-31T23:59:59Z
change add-issuer --id https://point-de-lin.example \
    --name 'Atelier Point-de-Lin' --town 'Brézy-la-Rivière' \
    --siret 00000000200015 --telephone '03 53 01 00 24' \
    --key "$W/point-de-lin.key"
change add-issuer --id did:web:deuxieme-ronde.example \
    --id https://deuxieme-ronde.example \
    --name 'Ressourcerie La Deuxième Ronde' --town 'Vaux-sous-Brière' \
    --siret 00000000300013 --telephone '04 65 71 00 31' --key "$W/ronde.key"
change add-issuer --id https://chantier-trois-ecluses.example \
    --name 'Chantier-école des Trois-Écluses' --town 'Port-Lanoë' \
    --siret 00000000400011 --telephone '02 61 91 00 42' --key "$W/ecluses.key"
change add-issuer --id https://regie-hauts-tilleuls.example \
    --name 'Régie de quartier des Hauts-Tilleuls' --town 'Montrevel-le-Haut' \
    --siret 00000000500018 --telephone '05 36 49 00 53' \
    --key "$W/tilleuls.key" --not-before 2026-01-01
change add-key --issuer https://regie-hauts-tilleuls.example \
    --key "$W/tilleuls-2025.key" --not-before 2025-01-01
change add-issuer --id https://passerelle-velo-cargo.example \
    --name 'Passerelle Vélo-Cargo' --town 'Sainte-Orle' \
    --siret 00000000600016 --telephone '01 99 00 00 64' \
    --may-award https://passerelle-velo-cargo.example/badges/conduite \
    --key "$W/velo-cargo.key"
change add-issuer --id https://etape-bleue.example/badges/profil.json \
    --name "L’Étape Bleue" --town 'Bleuville-sur-Orle' \
    --siret 00000000700014 --telephone '01 99 00 00 75' --key "$W/etape.key"

# ---- Published badges --------------------------------------------------------

change add-catalogue --document "$SOURCE/achievement-indispensable.json" \
    --published 2026-01-05 --planned-period P6M \
    --optional "Attitude constructive et communication dans l’équipe"
change add-catalogue --document "$SOURCE/profile-etape.json" \
    --published 2026-01-05
change add-catalogue --document "$SOURCE/class-commandes.json" \
    --published 2026-01-05 --planned-period P3M
change add-catalogue --document "$SOURCE/class-commandes-ob1.json" \
    --id https://etape-bleue.example/badges/v1/preparation.json \
    --published 2025-09-01

# ---- What happened since -----------------------------------------------------

change compromise --issuer https://regie-hauts-tilleuls.example \
    --key-id "$(kid_of tilleuls-2025)" --from 2025-11-17 \
    --vouch "$BADGES/vouched.svg"
change withdraw --issuer https://jardins-combe-aux-merles.example \
    --credential "$(sed -n 's/^  "id": "\(.*\)",$/\1/p' "$W/withdrawn.json" |
        head -n 1)" --since 2026-10-12
change withdraw --issuer https://point-de-lin.example \
    --badge "$W/suspended.jws" --suspended --since 2026-10-20

for list in 1 2 3 4 5; do
    change add-status --address "$JARDINS/status/$list" \
        --document "$W/status-$list.jws" --fetched 2026-10-28
done
change add-status --address "$JARDINS/retires" --document "$W/names.json" \
    --fetched 2026-10-28

for key in root-1 root-2; do
    issuer list sign --key "$W/$key.key" "$LIST/root.1.json"
done
for key in list-1 list-3; do
    issuer list sign --key "$W/$key.key" "$LIST/trust-list.json"
done
issuer list check --dir "$LIST"
