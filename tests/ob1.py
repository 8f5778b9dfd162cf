# SPDX-License-Identifier: Apache-2.0
"""A second reader of OB1 codes, written from verifier/paper/OB1.md and not from our C."""
import base64, binascii, calendar, datetime, hashlib, json, re, zlib

DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:'
BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
ORDER = '@context id type achievementType name description inLanguage criteria'.split()
FORMS = [(0, 'Z'), (0, '+01:00'), (0, '+02:00'), (0, '+00:00'), (3, 'Z'), None, (6, '+00:00'), (6, 'Z'),
         (3, '+00:00'), (3, '+01:00'), (3, '+02:00'), (6, '+01:00'), (6, '+02:00')]
SECONDS = [(86400, 0, 0), (86400, 86399, 0), (900, 0, 7), (60, 0, 11), (1, 0, 17)]
NUMBERS = {'uuid': 0x20, 'date': 0x40, 'other': 0x60}
SIZES = {0xF6: (32, 16, 8), 0xF7: (34, 64, 8), 0xF8: (32, 64, 16), 0xF9: (32, 64, 16)}

class Refused(Exception):
    pass

def need(so, why='malformed'):
    if not so:
        raise Refused(why)

def utf8(b):
    try:
        return None if b is None or 0 in b else b.decode()
    except UnicodeDecodeError:
        return None

def b64(b):
    return base64.b64encode(b).decode()

def url64(b):
    return base64.urlsafe_b64encode(b).decode().rstrip('=')

def unbase64(text, again):
    """The bytes of canonical base64 or base64url; None: it is not."""
    try:
        b = base64.b64decode(re.sub('[-_]', lambda m: '+/'['-_'.index(m[0])], text).rstrip('=') + '=' * (-len(text) % 4
                             if again is url64 else len(text) - len(text.rstrip('='))), validate=True)
    except (binascii.Error, ValueError):
        return None
    return b if again(b) == text else None

def base41(text):
    need(text.startswith('OB1:') and len(text) <= 4 + 7089, 'damaged')
    out = b''
    for group in (text[i:i + 3] for i in range(4, len(text), 3)):
        need(len(group) > 1 and all(c in DIGITS for c in group), 'damaged')
        n = sum(DIGITS.index(c) * 41 ** k for k, c in enumerate(group))
        need(n < 256 ** (len(group) - 1), 'damaged')
        out += n.to_bytes(len(group) - 1, 'big')
    return out

def to58(b):
    n, out = int.from_bytes(b, 'big'), ''
    while n:
        n, out = n // 58, BASE58[n % 58] + out
    return '1' * (len(b) - len(b.lstrip(b'\0'))) + out

def from58(text):
    n = sum(BASE58.index(c) * 58 ** k for k, c in enumerate(reversed(text)))
    return bytes(len(text) - len(text.lstrip('1'))) + n.to_bytes((n.bit_length() + 7) // 8, 'big')

def bits_of(n, count):
    return format(n, '0%db' % count) if count else ''

def sized(b, p, q, n):
    head = '1' if len(b) == p else '01' if len(b) == q else '00' + bits_of(len(b), n)
    return head + ''.join(bits_of(c, 8) for c in b)

def date_item(rest, size):
    """(length, seconds since 1970, bits) of the date that `rest` starts with, or None."""
    m = re.match('([0-9]{4}-[0-9]{2}-[0-9]{2})' + {10: '()', 13: 'T([0-9:]{8})'}.get(size, '!'), rest)
    try:
        at = datetime.datetime.strptime(m[1] + (m[2] or '00:00:00'), '%Y-%m-%d%H:%M:%S') if m else None
    except ValueError:
        return None
    if not m or (m[2] or '00')[-2:] > '59' or not 0 <= calendar.timegm(at.timetuple()) < 65536 * 86400:
        return None
    time = calendar.timegm(at.timetuple())
    if size == 10:
        return 10, time, bits_of(5, 4) + bits_of(time // 86400, 16)
    tails = [f and re.match((r'\.([0-9]{%d})' % f[0] if f[0] else '()') + re.escape(f[1]), rest[19:]) for f in FORMS]
    for form, tail in enumerate(tails):
        if tail:
            k = next(k for k, s in enumerate(SECONDS) if time % 86400 % s[0] == s[1])
            bits = bits_of(form, 4) + bits_of(time // 86400, 16) + bits_of(k, 3)
            bits += bits_of(time % 86400 // SECONDS[k][0], SECONDS[k][2])
            bits += bits_of(int(tail[1] or 0), {0: 0, 3: 10, 6: 20}[FORMS[form][0]])
            return 19 + len(tail[0]), time - int(FORMS[form][1][1:3] or 0) * 3600, bits
    return None

class Items:
    def __init__(self, rows=()):
        self.rows, self.owner = dict(rows), 0  # number: (kind, text, seconds); those of the entry 60 higher
    def keep(self, kind, text, time):
        first = self.owner + NUMBERS[kind]
        for number in [n for n in range(first, first + 32) if n not in self.rows][:1]:
            self.rows[number] = (kind, text, time)
    def find(self, kind, column, value):
        return bytes([n for n in sorted(self.rows) if self.rows[n][0] == kind and self.rows[n][column] == value][:1])

def code_word(rest, word, items, depth):
    """(length, coded, bits) of the item that `rest` starts with."""
    n, plain = len(word), (len(word), word.encode(), '')
    if n < 9:
        return plain
    inner = utf8(unbase64(word, url64)) if n >= 16 and word.startswith('eyJ') and depth < 4 else None
    if inner is not None:
        coded, bits = code(inner, items, depth + 1)
        return n, b'\xfa' + coded + b'\xfc', bits
    epoch = items.find('date', 2, int(word)) if re.fullmatch('[1-9][0-9]{8,9}', word) else b''
    if epoch:
        return n, b'\xfe' + epoch, ''
    mark, kind, time, found = 0xC0, 'other', None, date_item(rest, n)
    if found:
        kind, (n, time, bits) = 'date', found
    elif re.fullmatch('[0-9a-f]{8}-[0-9a-f]{4}-[4571][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}', word):
        u = bits_of(int(word.replace('-', ''), 16), 128)
        mark, kind, bits = 0xC1, 'uuid', bits_of('4571'.index(word[14]), 2) + u[:48] + u[52:64] + u[66:]
    elif re.fullmatch('[1-9][0-9]{9,18}', word):
        mark, bits = 0xF5, bits_of(int(word).bit_length() - 1, 6) + bin(int(word))[3:]
    else:
        capital = len(re.findall('[A-Z0-9]', word))
        if re.fullmatch('([0-9a-f]{2}){8,255}', word):
            mark, b = 0xF6, bytes.fromhex(word)
        elif 40 <= n <= 160 and re.fullmatch('z[%s]*' % BASE58, word):
            mark, b = 0xF7, from58(word[1:])
        elif n >= 20 and 3 * capital >= n and all(re.search(c, word) for c in ('[A-Z]', '[a-z]', '[0-9]')):
            mark, b = 0xF8, unbase64(word, url64)
        else:
            return plain
        if b is None or len(b) >> SIZES[mark][2]:
            return plain
        bits = sized(b, *SIZES[mark])
    again = items.find(kind, 1, rest[:n])
    if again:
        return n, b'\xfd' + again, ''
    items.keep(kind, rest[:n], time)
    return n, bytes([mark]), bits

def code(text, items, depth=0):
    coded, bits, at = b'', '', 0
    while at < len(text):
        word = re.compile('[A-Za-z0-9_-]*').match(text, at)[0]
        letter = LETTERS.find(text[at])
        one = bytes([0x80 + letter]) if letter >= 0 else text[at].encode()
        n, c, b = code_word(text[at:at + 40 + len(word)], word, items, depth) if word else (1, one, '')
        at, coded, bits = at + n, coded + c, bits + b
        run = re.compile('[A-Za-z0-9+/=]*').match(text, at)[0] if text[at - 7:at] == 'base64,' else ''
        b = unbase64(run, b64) if len(run) >= 20 else None
        if b is not None:
            inner = utf8(b) if b[:1] == b'<' and depth < 4 else None
            c, more = code(inner, items, depth + 1) if inner else (b'', sized(b, *SIZES[0xF9]))
            coded, bits, at = coded + (b'\xfb' + c + b'\xfc' if inner else b'\xf9'), bits + more, at + len(run)
    return coded, bits

def get_item(mark, take):
    """(kind, text, seconds) of an item from its bits."""
    if mark == 0xC0:
        form, day = take(4), take(16)
        need(form < 13)
        text, k = (datetime.date(1970, 1, 1) + datetime.timedelta(day)).isoformat(), take(3) if form != 5 else 0
        need(k < 5)
        second, (digits, zone) = SECONDS[k][1] + take(SECONDS[k][2]) * SECONDS[k][0], FORMS[form] or (0, '')
        if form != 5:
            text += 'T%02d:%02d:%02d' % (second // 3600, second // 60 % 60, second % 60)
            text += ('.%0*d' % (digits, take(10 if digits == 3 else 20)) if digits else '') + zone
        return 'date', text, day * 86400 + second - int(zone[1:3] or 0) * 3600
    if mark == 0xC1:
        u = '%s%012x%03x%016x' % ('4571'[take(2)], take(48), take(12), 1 << 63 | take(62))
        return 'uuid', '-'.join((u[1:9], u[9:13], u[0] + u[13:16], u[16:20], u[20:])), None
    if mark == 0xF5:
        n = take(6)
        return 'other', str(1 << n | take(n)), None
    p, q, n = SIZES[mark]
    b = bytes(take(8) for _ in range(p if take(1) else q if take(1) else take(n)))
    return 'other', {0xF6: b.hex, 0xF7: lambda: 'z' + to58(b), 0xF8: lambda: url64(b), 0xF9: lambda: b64(b)}[mark](), None

def uncode(data, take, items):
    """Text up to FC or the end; `data` and `take` go on behind it."""
    out = ''
    for c in data:
        if c < 0x80 or 0xC2 <= c <= 0xF4:
            b = bytes([c] + [next(data, 0) for _ in range(0 if c < 0x80 else 1 if c < 0xE0 else 2 if c < 0xF0 else 3)])
            need(utf8(b) is not None)
            out += b.decode()
        elif c < 0xC0:
            out += LETTERS[c - 0x80]
        elif c in (0xFD, 0xFE):
            row = items.rows.get(next(data, 0))
            need(row)
            out += row[1] if c == 0xFD else str(row[2])
        elif c in (0xFA, 0xFB):
            out += (url64 if c == 0xFA else b64)(uncode(data, take, items).encode())
        elif c == 0xFC:
            break
        else:
            item = get_item(c, take)
            if c != 0xF9:
                items.keep(*item)
            out += item[1]
    return out

def usual(entry):
    """The members of an object in their usual order, their bytes untouched."""
    members, at, reader = [], 1, json.JSONDecoder()
    while entry[:1] == '{' and entry[at:at + 1] == '"':
        name, middle = reader.raw_decode(entry, at)
        end = reader.raw_decode(entry, middle + 1)[1]
        members.append((ORDER.index(name) if name in ORDER else 99, len(members), entry[at:end]))
        at = end + 1
    return '{' + ','.join(m for _, _, m in sorted(members)) + '}' if 0 < len(members) < 64 else entry

def checked(text):
    b = base41(text)
    need(len(b) > 4 and zlib.crc32(b[:-4]) == int.from_bytes(b[-4:], 'big'), 'damaged')
    need(b[0] >> 5 == 1, 'newer')
    return b

def join(texts):
    """The frame of one whole code, or of all parts."""
    codes = [checked(t) for t in texts]
    if not codes[0][0] & 16:
        return codes[0]
    parts = {c[1] >> 4: c[6:-4] for c in codes}
    need(all(c[0] == 0x30 and c[2:6] == codes[0][2:6] and len(c) > 10 and c[1] & 15 == len(parts) - 1 for c in codes))
    need(sorted(parts) == list(range(len(parts))) and len(parts) > 1)
    b = b''.join(parts[i] for i in sorted(parts)) + codes[0][2:6]
    need(zlib.crc32(b[:-4]) == int.from_bytes(b[-4:], 'big'), 'conflict')
    return b

def unpack(frame, entry=b''):
    codec, table, at, lengths, items, words = frame[0] >> 2 & 3, frame[0] & 3, 1, [], Items(), WORDS
    need(codec < 2 and table < 3, 'newer')
    if codec == 1:
        need(hashlib.sha256(entry).digest()[:8] == frame[1:9], 'catalogue absent')
        items.owner, at = 0x60, 9
        words += code(usual(entry.decode()), items)[0]
    for _ in 'hp':
        m = re.compile(rb'[\x80-\xff]{0,2}[\x00-\x7f]').match(frame[:-4], at)
        need(m and (m[0][-1] or len(m[0]) == 1))
        lengths.append(sum((c & 127) << 7 * i for i, c in enumerate(m[0])))
        at = m.end()
    need(sum(lengths) <= 65536 and lengths[1])
    z = zlib.decompressobj(-15, zdict=words[-32768:])
    coded = z.decompress(HEADS[table] + frame[at:-4], sum(lengths) + 1)
    need(z.eof and len(coded) <= sum(lengths))
    rest, place = z.unused_data, 0
    def take(n):
        nonlocal place
        place += n
        need(place <= len(rest) * 8)
        return int.from_bytes(rest[(place - n) // 8:(place + 7) // 8], 'big') >> -place % 8 & (1 << n) - 1
    text = uncode(iter(coded), take, Items(items.rows))
    used = (place + 7) // 8
    bits = code(text, Items(items.rows))
    need(bits == (coded, bits[1]) and bits[1].ljust(used * 8, '0') == ''.join(bits_of(c, 8) for c in rest[:used]))
    b, h, signature = text.encode(), lengths[0], rest[used:]
    need(len(b) == sum(lengths) and utf8(b[:h]) is not None and utf8(b[h:]) is not None and (h or not signature))
    out = '.'.join((url64(b[:h]), url64(b[h:]), url64(signature))) if h else text
    p = [unbase64(part, url64) for part in out.split('.', 2)]
    is_jws = len(p) == 3 and all(p[:2]) and p[2] is not None and utf8(p[0]) is not None and utf8(p[1]) is not None
    need(is_jws == bool(h) and len(out) <= 65536)
    return out

def learn(page, dictionary):
    """What the page and the dictionary hold that is frozen."""
    global LETTERS, HEADS, WORDS
    LETTERS = ''.join(re.search('spelled out:\n\n(.*?)\n\n', page, re.S)[1].split()) + '\u00a0\u202f\u00bd\u00d7'
    HEADS = [b''] + [bytes.fromhex(h) for h in re.findall(r'\n    [12]: ([0-9a-f\s]+)(?=\n)', page)]
    WORDS = b''.join(code(line, Items())[0] for line in dictionary.split('\n')[:-1])
    need(hashlib.sha256(WORDS).hexdigest() in page and len(LETTERS) == 64, 'this dictionary is another')
