// SPDX-License-Identifier: Apache-2.0
// What web pages read codes with, on phones:  node issuer_qr_npm.mjs PICTURE...
//
// Pictures are PGM, or PNG as badge-issuer writes it.  One line `READER PICTURE TEXT` a code, by zxing-wasm and
// by jsQR, which reads one code a picture: it is shown each by itself.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {inflateSync} from 'node:zlib';
import {prepareZXingModule, readBarcodes} from 'zxing-wasm/reader';

const MARGIN = 0.04; // of a code's width: about three modules

const require = createRequire(import.meta.url);
const jsQR = require('jsqr');

// By itself it would ask the network for its own code.
prepareZXingModule({overrides: {wasmBinary: readFileSync(
  require.resolve('zxing-wasm/reader/zxing_reader.wasm'))}});

function pictureOf(width, height, greyAt) {
  const data = new Uint8ClampedArray(width * height * 4);
  for(let i = 0; i < width * height; i++) {
    data.fill(greyAt(i % width, Math.floor(i / width)), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  return {data, width, height, colorSpace: 'srgb'};
}

// pgm ::= "P5" width height "255" grey*
function pgm(bytes) {
  const [{length}, ...size] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(
    bytes.toString('latin1', 0, 64));
  const [width, height] = size.map(Number);
  return pictureOf(width, height, (x, y) => bytes[length + y * width + x]);
}

// Rows of grey without a filter.
function png(bytes) {
  const parts = [];
  for(let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if(bytes.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
    }
  }
  const width = bytes.readUInt32BE(16), rows = inflateSync(Buffer.concat(parts));
  return pictureOf(width, bytes.readUInt32BE(20),
    (x, y) => rows[y * (width + 1) + 1 + x]);
}

function crop({data, width, height}, corners) {
  const xs = corners.map(p => p.x), ys = corners.map(p => p.y);
  const margin = MARGIN * (Math.max(...xs) - Math.min(...xs));
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  const right = Math.min(width, Math.ceil(Math.max(...xs) + margin));
  const bottom = Math.min(height, Math.ceil(Math.max(...ys) + margin));
  const row = 4 * (right - left);
  const part = new Uint8ClampedArray(row * (bottom - top));
  for(let y = top; y < bottom; y++) {
    const from = 4 * (y * width + left);
    part.set(data.subarray(from, from + row), row * (y - top));
  }
  return {data: part, width: right - left, height: bottom - top};
}

for(const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const picture = file.endsWith('.png') ? png(bytes) : pgm(bytes);
  const codes = await readBarcodes(picture, {formats: ['QRCode']});
  for(const {text, position: p} of codes.filter(code => code.isValid)) {
    console.log(`zxing-wasm ${file} ${text}`);
    const one = crop(picture,
      [p.topLeft, p.topRight, p.bottomRight, p.bottomLeft]);
    const seen = jsQR(one.data, one.width, one.height);
    if(seen) {
      console.log(`jsQR ${file} ${seen.data}`);
    }
  }
}
