#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The rules of the house, each a test:  BUILD=build tests/house.sh
#
# Rules about source hold of any tree; those about objects and programs look at
# what stands in BUILD, and are skipped for a build under sanitizers, which
# brings its own calls and globals.
# shellcheck disable=SC2010,SC2046,SC2086,SC2116 # lists of files, one word a file
cd "$(dirname "$0")/.." || exit 1
. tests/cli/lib.sh

# rule SENTENCE: the file $T/found lists what breaks it.
rule() {
    if [ -s "$T/found" ]; then
        : >"$T/err"
        cp "$T/found" "$T/out"
        not_ok "$1"
    else
        ok "$1"
    fi
}

sources() { # of these rooms
    for room in "$@"; do
        ls "verifier/$room"/*.[ch] 2>/dev/null
    done
}

# Code without its comments: what a comment says breaks no rule.
code() {
    "${CC:-cc}" -fpreprocessed -dD -E -P -x c "$1" 2>/dev/null
}

FLOORS="base qr container paper canon proof form trust verdict report"
LIBRARY="verifier/obv.c verifier/obv.h $(sources $FLOORS)"

# ---- Who may see whom --------------------------------------------------------

# ROOM: the rooms that it may include, besides itself and obv.h.
sees() {
    case $1 in
    base) echo ;;
    qr) echo base ;;
    container) echo base ;;
    paper) echo base container ;;
    canon) echo base ;;
    proof) echo base canon ;;
    form) echo base container canon proof ;;
    trust) echo base container canon proof form ;;
    verdict) echo base container paper canon proof form trust ;;
    report) echo base container paper canon proof form trust verdict ;;
    cell) echo base ;;
    compiler) echo base canon ;;
    reader) echo base qr container paper cell ;;
    front) echo "$FLOORS" cell ;;
    issuer) echo "$FLOORS" cell ;;
    obv.c | obv.h) echo "$FLOORS" ;;
    esac
}

# Of another room, only the header that is named after it; these besides.
OPEN_HEADERS="base/limits.h report/sentences.h"
# The compiler of contexts makes what only canon sees.
OPEN_TO_COMPILER="canon/terms.h"

includes() { # FILE: one quoted include a line
    sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$1"
}

for file in $(find verifier -name '*.[ch]' | sort); do
    room=${file#verifier/}
    room=${room%%/*}
    for header in $(includes "$file"); do
        target=${header%%/*}
        case " obv.h $(sees "$room") $room " in
        *" $target "*) ;;
        *) echo "$file includes $header" ;;
        esac
    done
done >"$T/found"
rule "no include climbs a floor"

for file in $(find verifier -name '*.[ch]' | sort); do
    room=${file#verifier/}
    room=${room%%/*}
    for header in $(includes "$file"); do
        target=${header%%/*}
        open=$OPEN_HEADERS
        [ "$room" != compiler ] || open="$open $OPEN_TO_COMPILER"
        case "$target $open $target/$target.h obv.h" in
        "$room "* | *" $header"*) ;;
        *) echo "$file includes $header" ;;
        esac
    done
done >"$T/found"
rule "of another floor, a file sees the one header that is named after it"

# ---- Foreign libraries: each behind its one adapter --------------------------

# HEADER FILES: the header (a prefix) and who may include it.
adapters() {
    cat <<'TABLE'
jansson.h     verifier/base/json.c
sodium.h      verifier/base/sodium.c verifier/issuer/
openssl/      verifier/base/openssl.c verifier/issuer/
uni           verifier/base/unicode.c
md4c.h        verifier/base/markdown.c
cbor.h        verifier/proof/cbor.c
png.h         verifier/container/png.c verifier/reader/png.c verifier/reader/png_write.c verifier/issuer/
zlib.h        verifier/container/deflate.c verifier/issuer/
expat.h       verifier/container/xml.c verifier/issuer/
qpdf/         verifier/reader/pdf.c
poppler.h     verifier/reader/pages.c
fontconfig/   verifier/reader/pages.c
zbar.h        verifier/reader/zbar.c
jpeglib.h     verifier/reader/jpeg.c
jerror.h      verifier/reader/jpeg.c
webp/         verifier/reader/webp.c
tiffio.h      verifier/reader/tiff.c
libheif/      verifier/reader/heic.c
cairo         verifier/reader/pages.c verifier/issuer/draw.c
pango/        verifier/issuer/draw.c
qrencode.h    verifier/issuer/qrencode.c
seccomp.h     verifier/cell/lock.c
libintl.h     verifier/front/
locale.h      verifier/front/
TABLE
}

# What C itself gives to a program that only computes.
C_HEADERS="assert.h errno.h float.h inttypes.h limits.h math.h setjmp.h
stdalign.h stdarg.h stdbool.h stddef.h stdint.h stdlib.h string.h"

foreign() { # FILE: one <include> a line
    sed -n 's/^ *# *include *<\([^>]*\)>.*/\1/p' "$1"
}

adapter_of() { # HEADER: who may include it; nothing where no row fits
    adapters | while read -r prefix files; do
        case $1 in "$prefix"*) [ "$1" = unistd.h ] || echo "$files" ;; esac
    done
}

for file in $(find verifier -name '*.[ch]' | sort); do
    for header in $(foreign "$file"); do
        allowed=$(adapter_of "$header")
        [ -n "$allowed" ] || continue
        good=no
        for place in $allowed; do
            case $file in "$place"*) good=yes ;; esac
        done
        [ $good = yes ] || echo "$file includes <$header>"
    done
done >"$T/found"
rule "each foreign library is included by its one adapter"

for file in $LIBRARY; do
    for header in $(foreign "$file"); do
        [ -z "$(adapter_of "$header")" ] || continue
        case " $(echo $C_HEADERS) " in
        *" $header "*) ;;
        *) echo "$file includes <$header>" ;;
        esac
    done
done >"$T/found"
rule "the library includes nothing that reaches outside"

# ---- Words -------------------------------------------------------------------

# Functions that reach outside; that ask the locale; that nobody should call.
OUTSIDE='v?[fsd]?n?w?printf|asprintf|f?puts|f?putc|putchar|perror|f?open|fdopen
freopen|fread|fwrite|fclose|fgets|gets|getchar|f?scanf|sscanf|remove|rename
tmpfile|system|popen|fork|exec[lv]p?e?|time|clock|clock_gettime|gettimeofday
localtime|gmtime|mktime|strftime|secure_getenv|getenv|setenv|setlocale
localeconv|_?exit|_Exit|quick_exit|abort|atexit|signal|raise|getpid'
LOCAL='strerror|strto[a-z]+|is(alpha|alnum|digit|xdigit|space|upper|lower|punct|print|cntrl)
to(upper|lower)|str(n?casecmp|coll)'
UNSAFE='strn?cpy|strn?cat|stpcpy|wcscpy|v?sprintf|gets|ato[ifl]l?|s?rand|random
alloca|strtok|mktemp|tmpnam'
# Memory comes from the arena; these few places are where it comes from.
MEMORY='malloc|calloc|realloc|free|strn?dup|reallocarray'
MEMORY_OF="verifier/base/arena.c verifier/base/json.c verifier/base/unicode.c
verifier/obv.c"

words() { # REGEX FILE...: calls of these functions
    pattern=$(echo "$1" | tr '\n' '|' | sed 's/|$//')
    shift
    for file in "$@"; do
        code "$file" | grep -v '^#' |
            grep -nE "(^|[^A-Za-z0-9_.>])($pattern) *\(" | sed "s|^|$file: |"
    done
}

words "$OUTSIDE" $LIBRARY >"$T/found"
rule "the library calls nothing that reaches outside"
words "$LOCAL" $LIBRARY >"$T/found"
rule "the library asks nothing of the locale"
words "$UNSAFE" $LIBRARY $(sources cell compiler front reader issuer) >"$T/found"
rule "nobody calls what copies without an end or ages badly"
rest=
for file in $LIBRARY; do
    case " $(echo $MEMORY_OF) " in *" $file "*) ;; *) rest="$rest $file" ;; esac
done
words "$MEMORY" $rest >"$T/found"
rule "the library takes its memory from the arena"

# ---- Files -------------------------------------------------------------------

find .ci verifier tests keys sample-badges Makefile -type f >"$T/all" 2>/dev/null
ls | grep -vxE 'verifier|keys|tests|sample-badges|Makefile|README.md|build' \
    >"$T/found"
rule "the top level holds its six entries"

# All but what holds no comment, or is a sample of what others write.
{
    cat "$T/all"
    find .clang-format .clang-tidy .gitignore README.md -type f
} | grep -vE '\.(json|jws|1ob|png|jpg|svg|pdf|txt|expected|minisig|key)$' |
    grep -v '^tests/fuzz/corpus/' | while read -r file; do
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' ||
        echo "$file"
done >"$T/found"
rule "each file that can hold a comment says its licence"

# A function begins with { and ends with } at the start of a line.  In a test
# it may hold a table of cases, as long as it likes.
grep -E '^verifier/.*\.c$' "$T/all" | while read -r file; do
    awk -v file="$file" '
        /^[{]/ { start = NR }
        /^}/ { if (start && NR - start - 1 > 60) {
                   print file ":" start ": " NR - start - 1 " lines"
               }
               start = 0 }' "$file"
done >"$T/found"
rule "no function is longer than 60 lines"

# ---- Objects and programs ----------------------------------------------------

if [ ! -e "$BUILD/libobv.a" ]; then
    skip "objects and programs" "nothing is built"
    finish
fi
if nm "$BUILD/libobv.a" 2>/dev/null | grep -qE '__asan|__ubsan|__msan'; then
    skip "objects and programs" "built under sanitizers"
    finish
fi

nm -g --defined-only "$BUILD/libobv.a" 2>/dev/null |
    awk 'NF == 3 && $3 !~ /^obv_/ {print $3}' >"$T/found"
rule "every shared name of the library starts with obv_"

objdump -t "$BUILD/libobv.a" |
    awk '/file format/ { file = $1 }
         / d / { next } # a section itself
         / \.(t?data|t?bss)(\.rel(\.local)?)?\t/ { print file " " $NF }' \
        >"$T/found"
rule "the library has no variable that outlives a call"

for program in verifier reader issuer; do
    [ -x "$BUILD/badge-$program" ] || echo "$BUILD/badge-$program"
done >"$T/found"
rule "all programs are built"

calls() { # PROGRAM: what it asks of shared libraries
    nm -D -u "$1" 2>/dev/null | awk '{print $NF}' | sed 's/@.*//'
}

SIGNS='crypto_sign|crypto_sign_.*(detached|keypair|final_create|sk_to).*|crypto_auth.*|crypto_secretbox.*|crypto_pwhash.*
EVP_(Digest)?Sign.*|EVP_PKEY_(sign|.*keygen|new_raw_private|derive|decrypt).*
EVP_PKEY_Q_keygen|(EC)?DSA_(do_)?sign.*|RSA_(sign|private).*|ED25519_sign
(PEM_read|d2i).*(PrivateKey|PKCS8).*|HMAC.*|EVP_MAC.*'
NETWORK='socket|socketpair|connect|bind|listen|accept4?|send(to|m?msg)?
recv(from|m?msg)?|getaddrinfo|gethostby.*|getnameinfo|res_.*|curl_.*|BIO_.*conn.*'

for program in badge-verifier badge-reader; do
    pattern=$(echo "$SIGNS" | tr '\n' '|' | sed 's/|$//')
    calls "$BUILD/$program" | grep -vx 'crypto_sign_verify_detached' |
        grep -xE "$pattern" >"$T/found"
    rule "$program asks nobody for a signature"
done
for program in badge-verifier badge-reader badge-issuer; do
    pattern=$(echo "$NETWORK" | tr '\n' '|' | sed 's/|$//')
    calls "$BUILD/$program" | grep -xE "$pattern" >"$T/found"
    rule "$program asks nobody for a network"
done

readelf -d "$BUILD/badge-verifier" 2>/dev/null | grep -E 'NEEDED.*(qpdf|stdc)' >"$T/found"
rule "badge-verifier does not load what only PDF needs"
finish
