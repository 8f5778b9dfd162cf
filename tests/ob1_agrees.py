# SPDX-License-Identifier: Apache-2.0
"""Holds what ob1.py reads against the page's vectors, or against lines of tests/tools/ob1.

  ob1_agrees.py PAGE DICTIONARY vectors
  ob1_agrees.py PAGE DICTIONARY < LINES      prints how many agree
"""
import re
import sys

import ob1

page, dictionary = (open(path, encoding='utf-8').read() for path in sys.argv[1:3])
ob1.learn(page, dictionary)
count = 0
if sys.argv[3:] == ['vectors']:
    blocks = re.findall('```text\n(.*?)```', page, re.S)
    for block in blocks[:-1]:
        said = dict(re.findall('^(entry|text): (.*)$', block, re.M))
        codes = re.findall('^OB1:.*$', block, re.M)
        frame = ob1.join(codes)
        count += ob1.unpack(frame, said.get('entry', '').encode()) == said['text']
    for bad in blocks[-1].split():
        try:
            ob1.unpack(ob1.join([bad]))
        except ob1.Refused:
            count += 1
else:
    for line in sys.stdin:
        name, size, text, entry, *codes = line.rstrip('\n').split('\t')
        frame = ob1.join(codes[::-1])
        got = ob1.unpack(frame, bytes.fromhex(entry.replace('-', '')))
        count += got.encode() == bytes.fromhex(text) and len(frame) == int(size)
print(count)
