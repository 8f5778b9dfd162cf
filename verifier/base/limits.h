/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/limits.h - every limit of the program, with its reason.
 *
 * A limit that is met is OBV_LIMIT and a sentence, never a crash and never a
 * "no".  A unit test stands on each side of each of them: that of the file
 * which keeps the limit, or tests/unit/test_limits.c.
 * Those that an embedding program must know are in obv.h.
 */
#ifndef OBV_LIMITS_H
#define OBV_LIMITS_H

/* A file that is handed in.  A baked photograph has 3 MB; a CV as PDF 10. */
#define OBV_MAX_FILE (32u * 1024 * 1024)

/* One badge text.  The largest real ones carry their art as data: 300 kB. */
#define OBV_MAX_BADGE_TEXT (2u * 1024 * 1024)

/* A compressed PNG text, inflated: the same, so that a bomb of 1,000 to 1 in
   a small file stops early. */
#define OBV_MAX_INFLATED OBV_MAX_BADGE_TEXT

/* Chunks of a PNG.  Real files have under 1,000 even when each row of pixels
   is a chunk of its own. */
#define OBV_MAX_CHUNKS 20000

/* ... and those of them that hold text, each of which is kept: editors write
   20, generators of pictures 5. */
#define OBV_MAX_TEXT_CHUNKS 512

/* Elements and depth of an SVG: drawings of 100,000 paths are real. */
#define OBV_MAX_XML_ELEMENTS 500000
#define OBV_MAX_XML_DEPTH 256

/* Bytes of the address that names a namespace: those of drawings have 60. */
#define OBV_MAX_XML_NAMESPACE 4096

/* JSON depth.  A CLR with badges with endorsements has 14. */
#define OBV_MAX_DEPTH 64

/* Characters of base58: an RSA key would be the longest; ours have 100. */
#define OBV_MAX_BASE58 1024

/* RSA moduli, in bits: below, breakable; above, a way to burn our time. */
#define OBV_MIN_RSA_BITS 2048
#define OBV_MAX_RSA_BITS 8192

/* Linked data of one document.  A badge of 16 kB has 400 quads and 40 blank
   nodes; a badge text of 2 MB of nothing but nodes stops here. */
#define OBV_MAX_QUADS 65536
#define OBV_MAX_BLANKS 16384

/* Values of linked data as they are read: a node that hangs on many others is
   read with each of them. */
#define OBV_MAX_VIEW 32768

/* Contexts inside contexts: addresses that name others, scopes within scopes.
   Published ones have three. */
#define OBV_MAX_CONTEXT_DEPTH 16

/* Contexts on top of each other: each costs a look for each name.  A badge in a
   badge in a record has 12. */
#define OBV_MAX_LAYERS 256

/* Terms of one inline context: they are a few. */
#define OBV_MAX_INLINE_TERMS 1024

/* RDFC-1.0, Hash N-Degree Quads: what a graph may cost before it counts as
   poisoned.  The hardest honest graph of the public suites makes 40,000 calls;
   a clique of ten blank nodes would make millions.  An order of neighbours
   takes a call at least, so calls are used up before orders are. */
#define OBV_MAX_RDFC_CALLS 50000
#define OBV_MAX_RDFC_PERMUTATIONS 1000000
#define OBV_MAX_RDFC_BYTES (128u * 1024 * 1024)

/* ... and how far one blank node leads to the next: each step takes 500 bytes
   of the stack, and chains of a dozen are seen. */
#define OBV_MAX_RDFC_DEPTH 2048

/* Canonical N-Quads.  Each line spells its terms out, so that they take four
   times the JSON; a long id that stands in many of them takes far more. */
#define OBV_MAX_CANONICAL (8u * 1024 * 1024)

/* A detached JWS in a proof: a header of three members, and a signature. */
#define OBV_MAX_DETACHED_JWS 1024

/* Statements of a derived proof that are signed one by one, 60 microseconds
   each; its names of blank nodes; those that may not be left out.  A badge has
   a hundred. */
#define OBV_MAX_DERIVED 2048

/* A status list, inflated: 134 million badges of one bit. */
#define OBV_MAX_STATUS_BYTES (16u * 1024 * 1024)

/* ... and bits of one of its entries: lists of messages have two to eight. */
#define OBV_MAX_STATUS_SIZE 64

/* Status entries of one credential: revocation, suspension and messages are
   three.  Each may cost a list of the largest size. */
#define OBV_MAX_STATUS_ENTRIES 8

/* Faults kept of one badge: the report shows the first. */
#define OBV_MAX_FAULTS 8

/* Credentials inside a credential, counted downwards. */
#define OBV_MAX_NESTING 6

/* Things of one kind in a badge (identifiers, evidence, alignments, ...). */
#define OBV_MAX_ITEMS 128

/* Bytes of one Markdown text that are read: ten pages, and real ones have 1 kB.
   md4c takes 40 ms for the worst of that length, and four times as long for
   twice the length. */
#define OBV_MAX_MARKDOWN (32u * 1024)

/* Blocks of one Markdown text. */
#define OBV_MAX_BLOCKS 256

/* Links of one Markdown text times the bytes that one definition of an address
   has: md4c takes so long for them, 5 ns each.  A page of notes has 100 x 100.
 */
#define OBV_MAX_LINK_WORK (8u * 1024 * 1024)

/* One claim, cut between characters: a page of text. */
#define OBV_MAX_CLAIM 8192

/* A trust folder: 10,000 issuers with five keys each have about 20 MB. */
#define OBV_MAX_TRUST_FILE (64u * 1024 * 1024)
#define OBV_MAX_TRUST_FILES 512
#define OBV_MAX_ROOTS 64

/* A root and a signature: a few keys, and a comment of one line.  A root is
   parsed before anything vouches for it, so it is kept small. */
#define OBV_MAX_ROOT_FILE (64u * 1024)
#define OBV_MAX_SIGNATURE_FILE (16u * 1024)

/* Keys of one role of a root: a dozen keepers are many. */
#define OBV_MAX_ROLE_KEYS 32

/* Working memory of one check: the badge text ten times over. */
#define OBV_ARENA (24u * 1024 * 1024)

/* ... and of one status list that a badge names: so much, and its text as many
   times over. */
#define OBV_LIST_ARENA (1u * 1024 * 1024)
#define OBV_LIST_TIMES 8

/* A cell: what it may take before it is stopped.  The child of a server is
   warned, so that it can say what it has found by then. */
#define OBV_CELL_MEMORY (256u * 1024 * 1024)
#define OBV_CELL_CPU_SECONDS 5
#define OBV_CELL_WALL_MS 10000
#define OBV_CELL_WARNING_MS 8000

/* What an OB1 frame unpacks to: ten times the largest badge that fits a code,
   and nothing for a bomb to fill. */
#define OBV_MAX_UNPACKED (64u * 1024)

/* Codes of one badge: at 30 mm each, more do not fit a page. */
#define OBV_MAX_PARTS 16

/* Characters of one code: version 40 at level L has 7,089 digits. */
#define OBV_MAX_CODE_TEXT 7089

/* What a scanner types in one go: two of the largest codes, and each character
   in two bytes. */
#define OBV_MAX_TYPED (32u * 1024)

/* Milliseconds without a character that end a text: a slow scanner leaves 100
   between two; nobody waits a minute for an answer. */
#define OBV_MAX_PAUSE 60000

/* Texts that are tried to undo a wrong keyboard: 2^10 against a CRC of 2^32.
   The layouts that we know give some 600 pairs with and without Caps Lock, but
   few of them begin alike. */
#define OBV_MAX_KEYBOARD_TRIES 1024

/* ... characters of one text that may mean two things, of which one or two are
   read in the rarer way: "M" or, with a dead key, "$O".  A code has a dozen. */
#define OBV_MAX_KEYBOARD_DOUBTS 24

/* ... places where the code may begin, and characters behind it that a scanner
   was told to add. */
#define OBV_MAX_KEYBOARD_STARTS 4
#define OBV_MAX_KEYBOARD_SUFFIX 4

/* Characters without a space that look like a garbled code: the smallest badge
   has five times as many, and no word so many. */
#define OBV_MIN_GARBLED 64

/* Pixels that a picture may say it has: telephones have 200 million.  A side:
   a roll of fax paper. */
#define OBV_MAX_PIXELS (256u * 1024 * 1024)
#define OBV_MAX_SIDE 32768

/* ... and that are kept of it: what has more is halved while it is read, until
   it fits.  An A4 page at 600 dpi has 35 million. */
#define OBV_MAX_GREY (40u * 1024 * 1024)

/* Bytes of pixels as they are stored, unpacked: an A4 page at 1,200 dpi has 418
   million in colours.  Zeros pack a thousand to one, and would take our time.
 */
#define OBV_MAX_PIXEL_BYTES (400u * 1024 * 1024)

/* Coefficients that a JPEG in several scans makes us keep, in bytes: those of
   50 million pixels.  Its scans: encoders write ten, and each takes as long as
   the whole picture. */
#define OBV_MAX_COEFFICIENTS (160u * 1024 * 1024)
#define OBV_MAX_SCANS 64

/* Pages of a PDF, or pictures of a TIFF, that are looked at: a CV has two, a
   pile that came out of one scanner 40. */
#define OBV_MAX_PAGES 64

/* Pixels of a page, or of a part of it, that are drawn at once, in 32 bits
   each: an A2 poster at 150 to the inch.  A larger page is drawn smaller. */
#define OBV_MAX_DRAWN (12u * 1024 * 1024)

/* What a picture may cost to read, in points: a point is a look at a pixel, 1
   to 2 ns.  Each time that finders are sought, a pixel costs a few; a code
   takes 20,000 to 300,000, so that a sheet of 60 has its share.  The hard way
   is for one code that hides among much that is none, and looks three times
   more: all in all four times the pixels, and three and a half of its own. */
#define OBV_PIXEL_EFFORT 4
#define OBV_EASY_EFFORT (3 * 1000 * 1000)
#define OBV_HARD_EFFORT (12 * 1000 * 1000)

/* ... and all ways of looking at one picture or page together, and of drawing
   it anew: half a second. */
#define OBV_SEARCH_EFFORT (350 * 1000 * 1000)

/* ... of which so much is kept for saying why a code was not read: a look from
   afar at 12 million pixels. */
#define OBV_TELLING_EFFORT (50 * 1000 * 1000)

/* ... of which what is not certainly a code may have so much: noise is full of
   what looks like one. */
#define OBV_DOUBTFUL_EFFORT (50 * 1000 * 1000)

/* Milliseconds for the codes of one picture or page, and of one file: then
   what was found so far is the answer, and says how far it came.  Less than a
   cell has: the last page takes its time as well. */
#define OBV_PICTURE_MS 500
#define OBV_PAGES_MS 4000

/* Pixels of a picture with explanations: a page at 150 to the inch has two
   million.  A larger one is drawn as its half. */
#define OBV_MAX_PAINTED (4u * 1024 * 1024)

/* A picture with explanations, as PNG: four million pixels in colours, of which
   those of a page pack to a tenth, noise not at all. */
#define OBV_MAX_EXPLAINED (16u * 1024 * 1024)

/* Working memory of one page.  An A4 page at 300 dpi takes 22 MB in all as PNG
   or JPEG, which come row by row.  WebP without loss takes 74: it copies from
   anywhere above, so that libwebp keeps all its pixels in colours, incremental
   or not.  HEIC takes 90: the libheif of Debian 12 (1.15) has no call for one
   tile or for grey alone.

   Of all that, this is for the page, the same at twice its size around a code,
   and what is made of them. */
#define OBV_PICTURE_ARENA (160u * 1024 * 1024)

/* A value inside a sentence of a report: three lines of a terminal, so that no
   name can push the answer off the screen. */
#define OBV_MAX_SHOWN 240

/* A pile of files: a path, as the system knows them; folders in folders, more
   than people make; hands at work, more than most machines have cores. */
#define OBV_MAX_PATH 4095
#define OBV_MAX_FOLDERS_DEEP 128
#define OBV_MAX_JOBS 256

/* ... lines that wait for the one of an earlier file, which takes at most so
   long; and what there may be of one line: 64 badges with long texts. */
#define OBV_MAX_EARLY 1024
#define OBV_MAX_EARLY_BYTES (16u * 1024 * 1024)
#define OBV_MAX_LINE (8u * 1024 * 1024)
#define OBV_BATCH_WALL_MS 120000
#define OBV_BATCH_TICK_MS 200

/* The names that go with a pile: those of 100,000 files with long paths. */
#define OBV_MAX_NAMES_FILE (16u * 1024 * 1024)

/* Days that results may be kept before the reminder is to delete them. */
#define OBV_MAX_KEEP_DAYS 3650

/* Bytes of one cell of a spreadsheet: Excel holds 32,767 characters. */
#define OBV_MAX_CELL 32000

/* Columns of a report: fewer cannot hold a word beside a label. */
#define OBV_MIN_WIDTH 32
#define OBV_MAX_WIDTH 1000

#endif
