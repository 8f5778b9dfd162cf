#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Bytes on paper, ours and other packings of the same badges, with what they
# need as a QR code at level M:  tests/bench/sizes.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
TOOL=$1/tests/tools/ob1 exec python3 - <<'PYTHON'
import base64, json, os, struct, subprocess, tempfile, zlib

WORDS = [16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415,
         453, 507, 563, 627, 669, 714, 782, 860, 914, 1000, 1062, 1128, 1193,
         1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334]

def version(bits):
    """The smallest at level M; bits: by the class of its length field."""
    for v, words in enumerate(WORDS, 1):
        if bits(0 if v < 10 else 1 if v < 27 else 2) <= 8 * words:
            return v

def text(characters):
    return lambda c: 4 + (9, 11, 13)[c] + characters // 2 * 11 + characters % 2 * 6

def digits(n):
    return lambda c: 4 + (10, 12, 14)[c] + n // 3 * 10 + (0, 4, 7)[n % 3]

def base45(n):
    return text(4 + n // 2 * 3 + n % 2 * 2)

def raw(data, level=9):
    z = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    return z.compress(data) + z.flush()

def decode(part):
    return base64.urlsafe_b64decode(part + '=' * (-len(part) % 4))

def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()

def cbor(value):
    def head(kind, n):
        return bytes([kind << 5 | n]) if n < 24 else bytes([kind << 5 | 24, n]) if n < 256 \
            else struct.pack('>BH', kind << 5 | 25, n) if n < 65536 else struct.pack('>BI', kind << 5 | 26, n)
    if isinstance(value, bool) or value is None:
        return {False: b'\xf4', True: b'\xf5', None: b'\xf6'}[value]
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, float):
        return b'\xfb' + struct.pack('>d', value)
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b''.join(map(cbor, value))
    return head(5, len(value)) + b''.join(cbor(k) + cbor(v) for k, v in value.items())

def ours(jws, catalogue):
    with tempfile.NamedTemporaryFile('w') as f:
        f.write(jws)
        f.flush()
        line = subprocess.run([os.environ['TOOL'], 'pack', catalogue, '0', f.name],
                              check=True, capture_output=True, text=True).stdout.rstrip('\n').split('\t')
    return int(line[1]), text(len(line[4]))

def row(name, n, bits):
    v = version(bits)
    print('  %-44s %6d  %s' % (name, n, '%2d  %5.1f' % (v, (17 + 4 * v) / 2) if v else 'none'))

def table(title, jws):
    header, payload, signature = jws.split('.')
    plain = decode(header) + decode(payload)
    print('%s\n(%d characters as JWS)' % (title, len(jws)))
    print('  %-44s %6s  %s' % ('packing', 'bytes', 'QR  mm at 0.5'))
    shc = '.'.join((header, encode(raw(decode(payload))), signature))
    row('SMART Health Card style (JWS, DEFLATE, digits)', (len(digits_of(shc)) * 10 + 23) // 24, digits(2 * len(shc)))
    cose = zlib.compress(b'\xd2\x84' + cbor(json.loads(decode(header))) + cbor(json.loads(decode(payload)))
                         + decode(signature), 9)
    row('EU COVID style (COSE, CBOR, zlib, base45)', len(cose), base45(len(cose)))
    n = len(raw(plain)) + len(decode(signature))
    row("raw DEFLATE of the JWS's parts", n, base45(n))
    row('OB1, general dictionary', *ours(jws, '-'))
    row('OB1, entry of the catalogue', *ours(jws, 'keys/trust-list.json'))
    print()

def digits_of(shc):
    return '0' * (2 * len(shc))

def baked(path):
    data, at = open(path, 'rb').read(), 8
    while at < len(data):
        n, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'iTXt':
            return data[at + 8:at + 8 + n].split(b'\0')[-1].decode()
        at += 12 + n

def with_narrative(jws, change):
    header, payload, signature = jws.split('.')
    badge = json.loads(decode(payload))
    badge['evidence'][0]['narrative'] = change(badge['evidence'][0]['narrative'])
    made = json.dumps(badge, ensure_ascii=False, separators=(',', ':'))
    return '.'.join((header, encode(made.encode()), signature))

# Of our own, and in no dictionary: what any other issuer might write.
OTHER = ("Depuis l’ouverture du rucher pédagogique, elle tient à jour le cahier des visites et "
         "explique aux enfants comment vit une colonie. Deux apiculteurs l’ont vue ouvrir une ruche "
         "seule, enfumoir en main, sans geste brusque. Quand un essaim est parti chez les voisins, "
         "elle les a rassurés puis a rappelé l’association. Son calme a été salué par tous, et "
         "le comité du printemps a voté ce badge après avoir entendu chacun. Elle y tient : la "
         "prochaine étape est de former les nouveaux venus au printemps.")

# Written after the dictionary was frozen, by somebody who did not write it.
FRESH = ("Le samedi, quand le fournil tourne à plein, Yanis pétrit, façonne puis enfourne près de deux cents "
         "baguettes sans qu’on ait à le reprendre. En février, le four est tombé en panne vers trois heures : il "
         "a prévenu la patronne, sauvé la pâte au froid et livré l’école avec la voiture d’un cousin. Les clients "
         "l’appellent par son prénom. Il goûte, il note la farine et la météo dans un carnet, il recommence. Ce "
         "qui lui manque encore : dire non quand la file déborde, et dormir un peu plus avant la fournée.")

sample = baked('sample-badges/indispensable.png')
longest = with_narrative(sample, lambda old: (old + ' ' + old)[:500])
table('L’Indispensable, as it is in sample-badges', sample)
table('... with 500 characters of evidence', longest)
table('... with 150 characters of evidence', with_narrative(sample, lambda old: old[:150]))
table('... with %d characters of evidence by somebody else' % len(OTHER), with_narrative(sample, lambda _: OTHER))
for fresh in (FRESH, FRESH[:150]):
    table('... with %d characters, written after the dictionary' % len(fresh), with_narrative(sample, lambda _: fresh))
for name in ('couture.jws', 'coup-de-main.jws', 'ob2-complete.jws', 'old-key.jws'):
    table(name, open('sample-badges/' + name).read().strip())
PYTHON
