#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Photographs and scans: each kind is read behind the lock, each bomb has an
# answer of its own, and what was left out of a build is named.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

CORPUS=tests/fuzz/corpus
HERE=$BUILD

# says REASON FILE SENTENCE
says() {
    run "$HERE/badge-verifier" check --keys keys --format json "$2"
    out_has "\"reason\": \"$1\"" "$3"
}

# ---- Every kind --------------------------------------------------------------

for file in "$CORPUS"/pixels/grey.png "$CORPUS"/jpeg/*.jpg \
    "$CORPUS"/webp/*.webp "$CORPUS"/tiff/*.tif "$CORPUS"/heic/*.heic; do
    says no-badge-picture "$file" "there is no badge on ${file##*/}, for certain"
done

# ---- What breaks off, what promises much ---------------------------------------

for file in "$CORPUS"/pixels/grey.png "$CORPUS"/jpeg/grey.jpg \
    "$CORPUS"/webp/turned.webp "$CORPUS"/tiff/tiles.tif "$CORPUS"/heic/grey.heic; do
    size=$(wc -c <"$file")
    head -c $((size * 2 / 3)) "$file" >"$T/cut"
    says damaged-file "$T/cut" "without its last third, ${file##*/} is damaged"
done

cat >"$T/bombs.py" <<'PYTHON'
import struct, sys, zlib

to, corpus = sys.argv[1:]

def write(name, data):
    with open(to + "/" + name, "wb") as file:
        file.write(data)

def read(name):
    with open(corpus + "/" + name, "rb") as file:
        return file.read()

def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data +
            struct.pack(">I", zlib.crc32(kind + data)))

def png(name, width, height, depth, colour, pixels):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    write(name, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) +
          chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b""))

png("wide.png", 50000, 50000, 8, 2, bytes(100000))
png("nothing.png", 30000, 30000, 1, 0, bytes(1000))
png("black.png", 9000, 9000, 1, 0, bytes(9000 * (1 + 9000 // 8)))

jpeg = read("jpeg/grey.jpg")
frame = jpeg.index(b"\xff\xc0")
write("liar.jpg", jpeg[:frame + 5] + b"\xff\xdc\xff\xdc" + jpeg[frame + 9:])
write("tall.jpg", jpeg[:frame + 5] + b"\x20\x00\x20\x00" + jpeg[frame + 9:])
jpeg = read("jpeg/passes.jpg")
scan = jpeg.rindex(b"\xff\xda")
write("scans.jpg", jpeg[:scan] + jpeg[scan:-2] * 5000 + jpeg[-2:])

def directory(following):
    entries = [(256, 4, 8), (257, 4, 8), (258, 3, 8), (259, 3, 1), (262, 3, 1),
               (273, 4, 8), (277, 3, 1), (278, 4, 8), (279, 4, 64)]
    return (struct.pack("<H", len(entries)) +
            b"".join(struct.pack("<HHII", tag, kind, 1, value)
                     for tag, kind, value in entries) +
            struct.pack("<I", following))

size = len(directory(0))
write("circle.tif", b"II*\0\x08\0\0\0" + directory(8 + size) + directory(8))
write("many.tif", b"II*\0\x08\0\0\0" +
      b"".join(directory(8 + (i + 1) * size if i < 999 else 0)
               for i in range(1000)))
write("wide.webp", b"RIFF\x2a\0\0\0WEBPVP8L\x1e\0\0\0\x2f\xfe\xbf\xff\x0f" +
      bytes(25))
heic = read("heic/grey.heic")
extent = heic.index(b"ispe") + 8
write("wide.heic", heic[:extent] + struct.pack(">II", 60000, 60000) +
      heic[extent + 8:])
PYTHON
expect "bombs are made" python3 "$T/bombs.py" "$T" "$CORPUS"

says limit "$T/wide.png" "a PNG of 50,000 by 50,000 is too large"
says limit "$T/nothing.png" "a PNG of 30,000 by 30,000 of nothing is too large"
says no-badge-picture "$T/black.png" "a large black one has no badge"
says limit "$T/liar.jpg" "a JPEG that says it is of 65,500 by 65,500, too"
says damaged-file "$T/tall.jpg" "one that says it is of 8,192 by 8,192 is damaged"
says limit "$T/scans.jpg" "a JPEG of 5,000 scans is too much work"
says no-badge-picture "$T/circle.tif" "directories in a circle come to an end"
says many-pages "$T/many.tif" "of a thousand pages, not all were looked at"
says limit "$T/wide.webp" "a WebP of 16,383 by 16,383 is too large"
says limit "$T/wide.heic" "a HEIC of 60,000 by 60,000 is too large"

# In a row, by one server: each has its own answer, and the next is read.
run "$VERIFIER" check --keys keys --format json "$T"/*.png "$T"/*.jpg "$T"/*.tif \
    "$T"/*.webp "$T"/*.heic "$CORPUS/jpeg/grey.jpg"
expect "each of eleven files has an answer" \
    test "$(grep -c '"reason": ' "$T/out")" -ge 11

# ---- Nobody else pays ----------------------------------------------------------

ldd "$VERIFIER" >"$T/out" 2>&1
for library in jpeg webp tiff heif poppler cairo zbar qpdf x265 de265; do
    out_lacks "lib$library" "badge-verifier does not load lib$library"
done

# ---- What is left out of a build ------------------------------------------------

if nm "$BUILD/libobv.a" 2>/dev/null | grep -q __asan; then
    skip "a build does without what is optional" "built under a sanitizer"
    finish
fi

# without KINDS: a reader of its own, from what is built already but for reader/.
without() {
    HERE=$T/without
    rm -rf "$HERE"
    mkdir -p "$HERE/verifier"
    cp -p "$BUILD"/libobv.a "$BUILD"/cell.a "$BUILD"/contexts.* "$BUILD"/context-compiler \
        "$BUILD"/root-id "$BUILD"/badge-verifier "$HERE"
    for room in "$BUILD"/verifier/*/; do
        [ "${room%reader/}" != "$room" ] || cp -pr "$room" "$HERE/verifier"
    done
    cp -p "$BUILD"/verifier/*.o "$HERE/verifier"
    run env MAKEFLAGS= make BUILD="$HERE" WITHOUT="$1" "$HERE/badge-reader"
    expect_exit 0 "badge-reader is built without $1"
    readelf -d "$HERE/badge-reader" >"$T/out" 2>&1
}

without "heic tiff"
out_lacks libheif "and does not ask for libheif"
out_lacks libtiff "nor for libtiff"
says not-built-in "$CORPUS/heic/grey.heic" "it says that it cannot read HEIC"
out_lacks no-badge "and does not say that there is no badge"
says not-built-in "$CORPUS/tiff/two.tif" "nor TIFF"
says no-badge-picture "$CORPUS/jpeg/grey.jpg" "and reads JPEG as ever"
says no-badge-picture "$CORPUS/webp/turned.webp" "and WebP"

without "pages jpeg webp tiff heic"
for library in jpeg webp tiff heif poppler cairo; do
    out_lacks "lib$library" "and does not ask for lib$library"
done
says not-built-in "$CORPUS/jpeg/grey.jpg" "it says that it cannot read JPEG"
says no-badge-picture "$CORPUS/pixels/grey.png" "and reads PNG as ever"
finish
