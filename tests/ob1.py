# SPDX-License-Identifier: Apache-2.0
"""A second reader of OB1 codes, written from verifier/paper/OB1.md and not from our C."""
import base64, datetime, hashlib, json, re, uuid, zlib

DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:'
BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
ORDER = ('@context id type achievementType name description inLanguage criteria '
         'resultDescription alignment').split()
UUID, DATE, OTHER = 0x20, 0x40, 0x60
FORMS = [(0, 'Z'), (0, '+01:00'), (0, '+02:00'), (0, '+00:00'), (3, 'Z'), None, (6, '+00:00'),
         (6, 'Z'), (3, '+00:00'), (3, '+01:00'), (3, '+02:00'), (6, '+01:00'), (6, '+02:00')]
SECONDS = [(0, 0, 0), (0, 0, 86399), (7, 900, 0), (11, 60, 0), (17, 1, 0)]

class Refused(Exception):
    pass

def need(so, why='malformed'):
    if not so:
        raise Refused(why)

def text_of(data):
    try:
        need(0 not in data)
        return data.decode()
    except UnicodeDecodeError:
        raise Refused('malformed') from None

def b64(data):
    return base64.b64encode(data).decode()

def url64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip('=')

def base41(text):
    need(text.startswith('OB1:') and len(text) <= 4 + 7089, 'damaged')
    out = b''
    for group in (text[i:i + 3] for i in range(4, len(text), 3)):
        need(len(group) > 1 and all(c in DIGITS for c in group), 'damaged')
        n = sum(DIGITS.index(c) * 41 ** k for k, c in enumerate(group))
        need(n < 256 ** (len(group) - 1), 'damaged')
        out += n.to_bytes(len(group) - 1, 'big')
    return out

def base58(data):
    n, out = int.from_bytes(data, 'big'), ''
    while n:
        n, out = n // 58, BASE58[n % 58] + out
    return '1' * (len(data) - len(data.lstrip(b'\0'))) + out

def seconds(date):
    """Since 1970, of a day or a moment."""
    if 'T' not in date:
        date += 'T00:00:00Z'
    return int(datetime.datetime.fromisoformat(date.replace('Z', '+00:00')).timestamp())

class Bits:
    def __init__(self, data):
        self.data, self.place = data, 0
    def take(self, count):
        first, self.place = self.place // 8, self.place + count
        need(self.place <= len(self.data) * 8)
        value = int.from_bytes(self.data[first:(self.place + 7) // 8], 'big')
        return value >> -self.place % 8 & (1 << count) - 1
    def sized(self, p, q, n):
        size = p if self.take(1) else q if self.take(1) else self.take(n)
        return self.take(size * 8).to_bytes(size, 'big')
    def date(self):
        form, day = self.take(4), datetime.date(1970, 1, 1) + datetime.timedelta(self.take(16))
        need(form < len(FORMS))
        if FORMS[form] is None:
            return day.isoformat()
        step, (digits, zone) = self.take(3), FORMS[form]
        need(step < len(SECONDS))
        count, size, least = SECONDS[step]
        second = least + self.take(count) * size
        part = self.take((0, 10, 20)[digits // 3])
        need(second < 86400 and part < 10 ** digits)
        fraction = '.%0*d' % (digits, part) if digits else ''
        clock = 'T%02d:%02d:%02d' % (second // 3600, second // 60 % 60, second % 60)
        return day.isoformat() + clock + fraction + zone
    def uuid(self):
        version = '4571'[self.take(2)]
        first, middle, last = self.take(48), self.take(12), self.take(62)
        return str(uuid.UUID('%012x%s%03x%016x' % (first, version, middle, 1 << 63 | last)))
    def decimal(self):
        count = self.take(6)
        return str(1 << count | self.take(count))

TAKE = {0xC0: (DATE, Bits.date), 0xC1: (UUID, Bits.uuid), 0xF5: (OTHER, Bits.decimal),
        0xF6: (OTHER, lambda bits: bits.sized(32, 16, 8).hex()),
        0xF7: (OTHER, lambda bits: 'z' + base58(bits.sized(34, 64, 8))),
        0xF8: (OTHER, lambda bits: url64(bits.sized(32, 64, 16)))}

def uncode(data, bits, items, depth=0):
    """The text up to FC or the end of `data`, which goes on behind it."""
    out = ''
    for c in data:
        if c == 0xFC:
            need(depth > 0)
            return out
        if c in SPELLS:
            out += SPELLS[c]
        elif c in TAKE:
            kind, take = TAKE[c]
            text = take(bits)
            out += text
            free = [n for n in range(kind, kind + 32) if n not in items]
            items.update((n, text) for n in free[:1])
        elif c == 0xF9:
            out += b64(bits.sized(32, 64, 16))
        elif c in (0xFA, 0xFB):
            need(depth < 4)
            inside = uncode(data, bits, items, depth + 1).encode()
            out += url64(inside) if c == 0xFA else b64(inside)
        elif c in (0xFD, 0xFE):
            item = items.get(next(data, 0), '')
            need(item)
            out += item if c == 0xFD else str(seconds(item))
        else:
            first = next(data, 0)
            more = (first > 0xBF) + (first > 0xDF) + (first > 0xEF)
            out += text_of(bytes([first] + [next(data, 0) for _ in range(more)]))
    need(depth == 0)
    return out

def plain(text):
    """The coding of what holds no items."""
    return b''.join(BYTES.get(c, b'\xff' + c.encode()) for c in PHRASE.findall(text))

def usual(entry):
    """The members of an object in their usual order, their bytes untouched."""
    members, at, reader = [], 1, json.JSONDecoder()
    while entry[:1] == '{' and entry[at:at + 1] == '"':
        name, middle = reader.raw_decode(entry, at)
        end = reader.raw_decode(entry, middle + 1)[1]
        members.append((ORDER.index(name) if name in ORDER else 99, len(members), entry[at:end]))
        at = end + 1
    joined = '{' + ','.join(text for _, _, text in sorted(members)) + '}'
    return joined if 0 < len(members) < 64 else entry

def checked(text):
    data = base41(text)
    need(len(data) > 4 and zlib.crc32(data[:-4]) == int.from_bytes(data[-4:], 'big'), 'damaged')
    need(data[0] >> 5 == 1, 'newer')
    return data

def join(texts):
    """The frame of one whole code, or of all parts."""
    codes = [checked(text) for text in texts]
    if not codes[0][0] & 16:
        return codes[0]
    need(all(c[0] == 0x30 and len(c) > 10 and c[2:6] == codes[0][2:6] for c in codes))
    parts = {c[1] >> 4: c[6:-4] for c in codes}
    need(all(c[1] & 15 == len(parts) - 1 for c in codes) and sorted(parts) == [*range(len(parts))])
    data = b''.join(parts[i] for i in sorted(parts)) + codes[0][2:6]
    need(zlib.crc32(data[:-4]) == int.from_bytes(data[-4:], 'big'), 'conflict')
    return data

def unpack(frame, entry=b''):
    codec, table, at, sizes, words = frame[0] >> 2 & 3, frame[0] & 3, 1, [], GENERAL
    need(codec < 2 and table < 3, 'newer')
    if codec == 1:
        need(hashlib.sha256(entry).digest()[:8] == frame[1:9], 'catalogue absent')
        words, at = words + plain(usual(entry.decode())), 9
    for _ in ('header', 'payload'):
        varint = re.compile(rb'[\x80-\xff]{0,2}[\x00-\x7f]').match(frame[:-4], at)
        need(varint and (varint[0][-1] or len(varint[0]) == 1))
        sizes.append(sum((c & 127) << 7 * i for i, c in enumerate(varint[0])))
        at = varint.end()
    header, size = sizes[0], sum(sizes)
    need(size <= 65536 and sizes[1])
    z = zlib.decompressobj(-15, zdict=words[-32768:])
    coded = z.decompress(HEADS[table] + frame[at:-4], 2 * size + 1)
    need(z.eof and len(coded) <= 2 * size)
    bits = Bits(z.unused_data)
    text = uncode(iter(coded), bits, {})
    data, signature = text.encode(), bits.data[(bits.place + 7) // 8:]
    need(len(data) == size and (header or not signature))
    out = '.'.join(map(url64, (data[:header], data[header:], signature))) if header else text
    need(len(out) <= 65536)
    return out

def learn(page, dictionary):
    """What the page and the dictionary hold that is frozen."""
    global SPELLS, BYTES, PHRASE, HEADS, GENERAL
    lines = dictionary.split('\n')[:-1]
    letters = ''.join(re.search('spelled out:\n\n(.*?)\n\n', page, re.S)[1].split())
    SPELLS = {c: chr(c) for c in (9, 10, 13, *range(0x20, 0x7F))}
    phrases = [c for c in (*range(1, 0x20), 0x7F, *range(0xC2, 0xF5)) if c not in SPELLS]
    SPELLS.update(zip(range(0x80, 0xC0), letters + '\u00a0\u202f\u00bd\u00d7'))
    SPELLS.update(zip(phrases, lines[:80]))
    BYTES = {text: bytes([c]) for c, text in SPELLS.items()}
    PHRASE = re.compile('|'.join(map(re.escape, lines[:80])) + '|.', re.S)
    HEADS = [b''] + [bytes.fromhex(h) for h in re.findall(r'\n    [12]: ([0-9a-f\s]+)(?=\n)', page)]
    pieces = re.split('~(..)', ''.join(lines[80:]))
    GENERAL = b''.join(bytes.fromhex(p) if i % 2 else plain(p) for i, p in enumerate(pieces))
    need(hashlib.sha256(GENERAL).hexdigest() in page, 'this dictionary is another')
