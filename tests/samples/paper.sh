# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Badges on paper; make.sh reads this last: their catalogue is the list's.

issuer cv --catalogue "$LIST" --width 40 --badge "$BADGES/indispensable.png" \
    --badge "$BADGES/ob2-signed.png" "$BADGES/cv.pdf"
expect cv.pdf recognised 'name: Maëlle Le Goff-Traoré' \
    'note: a CV with two badges in QR codes'

issuer qr --catalogue "$LIST" --width 40 "$BADGES/indispensable.png" \
    "$BADGES/code.png"
expect code.png recognised 'code: yes' \
    'note: a QR code, with what the list says left out'

issuer qr --codes 2 --width 40 "$BADGES/couture.jws" "$BADGES/code-parts.png"
expect code-parts.png recognised 'code: yes' \
    'note: one badge in two QR codes'
