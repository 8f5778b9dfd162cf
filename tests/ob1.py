# SPDX-License-Identifier: Apache-2.0
"""A second reader of OB1 codes, written from verifier/paper/OB1.md and not from our C."""
import base64, datetime, hashlib, json, re, uuid, zlib

DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:'
BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
ORDER = '@context id type achievementType name description inLanguage criteria'.split()
UUID, DATE, OTHER, OF_ENTRY = 0x20, 0x40, 0x60, 0x60
DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
MOMENT = DAY + r'T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{3}|\.[0-9]{6})?(Z|\+0[012]:00)'
ROWS = [(0xC0, DATE, DAY + '|' + MOMENT),
        (0xC1, UUID, '[0-9a-f]{8}-[0-9a-f]{4}-[1457][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'),
        (0xF5, OTHER, '[1-9][0-9]{9,18}'),
        (0xF6, OTHER, '([0-9a-f]{2}){8,255}'),
        (0xF7, OTHER, 'z[%s]{39,159}' % BASE58),
        (0xF8, OTHER, '(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9]).{20,}')]
FORMS = [(0, 'Z'), (0, '+01:00'), (0, '+02:00'), (0, '+00:00'), (3, 'Z'), None, (6, '+00:00'),
         (6, 'Z'), (3, '+00:00'), (3, '+01:00'), (3, '+02:00'), (6, '+01:00'), (6, '+02:00')]
SECONDS = [(0, 0, 0), (0, 0, 86399), (7, 900, 0), (11, 60, 0), (17, 1, 0)]

class Refused(Exception):
    pass

def need(so, why='malformed'):
    if not so:
        raise Refused(why)

def utf8(data):
    try:
        return None if data is None or 0 in data else data.decode()
    except UnicodeDecodeError:
        return None

def b64(data):
    return base64.b64encode(data).decode()

def url64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip('=')

def unbase64(text, encode):
    """The bytes that `encode` makes this text of; None: there are none."""
    try:
        data = base64.urlsafe_b64decode(text + '==')
    except ValueError:
        return None
    return data if encode(data) == text else None

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
    """Since 1970, of a day or a moment; None: there is no such second, or not for us."""
    try:
        local = datetime.datetime.strptime((date + 'T00:00:00')[:19], '%Y-%m-%dT%H:%M:%S')
    except ValueError:
        return None
    past = local - datetime.datetime(1970, 1, 1)
    east = int(date[-5:-3]) if '+' in date else 0
    return past.days * 86400 + past.seconds - east * 3600 if 0 <= past.days < 65536 else None

class Items(dict):
    """Number: text.  Those of the entry are OF_ENTRY higher."""
    owner = 0
    def keep(self, kind, text):
        first = kind + self.owner
        free = [n for n in range(first, first + 32) if n not in self]
        self.update((n, text) for n in free[:1])
        return text
    def find(self, kind, is_it):
        """The number of the first, in a list; none: an empty one."""
        return [n for n in sorted(self) if (n - kind) % OF_ENTRY < 32 and is_it(self[n])][:1]

def item_in(text, word):
    """(mark, kind, item) of the row that fits where `text` starts with `word`, or None."""
    for mark, kind, pattern in ROWS:
        moment = re.match(MOMENT, text) if mark == 0xC0 and len(word) == 13 else None
        item = moment[0] if moment else word
        capital = len(re.findall('[A-Z0-9]', word))
        if (re.fullmatch(pattern, item) and (kind != DATE or seconds(item) is not None)
                and (mark != 0xF8 or 3 * capital >= len(word) and unbase64(word, url64) is not None)):
            return mark, kind, item
    return None

def code_word(text, word, items, depth):
    """(length, coding) of the item that `text` starts with, or None."""
    inner = unbase64(word, url64) if len(word) > 15 and word[:3] == 'eyJ' and depth < 4 else None
    if utf8(inner) is not None:
        return len(word), b'\xfa' + code(utf8(inner), items, depth + 1) + b'\xfc'
    if re.fullmatch('[1-9][0-9]{8,9}', word):
        again = items.find(DATE, lambda date: seconds(date) == int(word))
        if again:
            return len(word), bytes([0xFE] + again)
    found = item_in(text, word) if len(word) > 9 else None
    if found is None:
        return None
    mark, kind, item = found
    again = items.find(kind, item.__eq__)
    if not again:
        items.keep(kind, item)
    return len(item), bytes([0xFD] + again) if again else bytes([mark])

def code(text, items, depth=0):
    coded, at, plain = b'', 0, 0
    while at < len(text):
        word = re.compile('[A-Za-z0-9_-]*').match(text, at)[0] if at >= plain else ''
        found = code_word(text[at:at + len(word) + 40], word, items, depth) if word else None
        if found is None:
            plain = max(plain, at + len(word))
            phrase = PHRASE.match(text, at)[0]
            found = len(phrase), BYTES.get(phrase, b'\xff' + phrase.encode())
        at, coded = at + found[0], coded + found[1]
        run = re.compile('[A-Za-z0-9+/=]*').match(text, at)[0]
        data = unbase64(run, b64) if len(run) > 19 and text.endswith('base64,', 0, at) else None
        if data is not None:
            inner = utf8(data) if data[:1] == b'<' and depth < 4 else None
            coded += b'\xfb' + code(inner, items, depth + 1) + b'\xfc' if inner else b'\xf9'
            at += len(run)
    return coded

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
        fraction = '.%0*d' % (digits, self.take(10 if digits == 3 else 20)) if digits else ''
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

def uncode(data, bits, items):
    """The text up to FC or the end of `data`, which goes on behind it."""
    out = ''
    for c in data:
        if c == 0xFC:
            break
        if c in SPELLS:
            out += SPELLS[c]
        elif c in TAKE:
            kind, take = TAKE[c]
            out += items.keep(kind, take(bits))
        elif c == 0xF9:
            out += b64(bits.sized(32, 64, 16))
        elif c in (0xFA, 0xFB):
            out += (url64 if c == 0xFA else b64)(uncode(data, bits, items).encode())
        elif c in (0xFD, 0xFE):
            item = items.get(next(data, 0))
            need(item is not None)
            out += item if c == 0xFD else str(seconds(item))
        else:
            need(c == 0xFF)
            first = next(data, 0)
            more = (first > 0xBF) + (first > 0xDF) + (first > 0xEF)
            spelled = utf8(bytes([first] + [next(data, 0) for _ in range(more)]))
            need(spelled is not None)
            out += spelled
    return out

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
    codec, table, at, sizes, items, words = frame[0] >> 2 & 3, frame[0] & 3, 1, [], Items(), GENERAL
    need(codec < 2 and table < 3, 'newer')
    if codec == 1:
        need(hashlib.sha256(entry).digest()[:8] == frame[1:9], 'catalogue absent')
        items.owner, at = OF_ENTRY, 9
        words += code(usual(entry.decode()), items)
        items.owner = 0
    for _ in ('header', 'payload'):
        varint = re.compile(rb'[\x80-\xff]{0,2}[\x00-\x7f]').match(frame[:-4], at)
        need(varint and (varint[0][-1] or len(varint[0]) == 1))
        sizes.append(sum((c & 127) << 7 * i for i, c in enumerate(varint[0])))
        at = varint.end()
    h, size = sizes[0], sum(sizes)
    need(size <= 65536 and sizes[1])
    z = zlib.decompressobj(-15, zdict=words[-32768:])
    coded = z.decompress(HEADS[table] + frame[at:-4], 2 * size + 1)
    need(z.eof and len(coded) <= 2 * size)
    bits, before = Bits(z.unused_data), Items(items)
    text = uncode(iter(coded), bits, items)
    need(code(text, before) == coded)
    data, signature = text.encode(), bits.data[(bits.place + 7) // 8:]
    need(len(data) == size and 0 not in data and (h or not signature))
    out = '.'.join(map(url64, (data[:h], data[h:], signature))) if h else text
    parts = [unbase64(part, url64) for part in out.split('.', 2)]
    is_jws = len(parts) == 3 and parts[2] is not None and bool(utf8(parts[0]) and utf8(parts[1]))
    need(is_jws == (h > 0) and len(out) <= 65536)
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
    GENERAL = b''.join(code(line, Items()) for line in lines[80:])
    need(hashlib.sha256(GENERAL).hexdigest() in page, 'this dictionary is another')
