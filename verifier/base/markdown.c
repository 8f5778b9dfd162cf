/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter of md4c: Markdown to plain blocks.
 *
 * md4c finds the structure and leaves the rest to us: it does not decode
 * entities and does not clean.  Where a short text names one long address a
 * thousand times, it has no limit, and takes its time over it: such a text does
 * not get there.
 */
#include "base/base.h"

#include <md4c.h>

/* ---- Entities ----------------------------------------------------------- */

/* HTML's names of U+00A0 to U+00FF, in order: what editors of French write. */
static const char *const latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar",
    "sect",   "uml",    "copy",   "ordf",   "laquo",  "not",    "shy",
    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",
    "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute",
    "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",
    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",
    "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
    "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute",
    "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct {
    const char *name;
    uint32_t point;
} others[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},    {"OElig", 0x152},  {"oelig", 0x153},   {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bull", 0x2022},  {"hellip", 0x2026}, {"euro", 0x20AC},
};

static uint32_t
named_point(obv_slice name)
{
    for (size_t i = 0; i < COUNT(latin); i++) {
        if (obv_slice_is(name, latin[i])) {
            return (uint32_t)(0xA0 + i);
        }
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        if (obv_slice_is(name, others[i].name)) {
            return others[i].point;
        }
    }
    return 0;
}

static unsigned
digit_of(uint8_t c)
{
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0');
    }
    return (unsigned)((c | 0x20) - 'a' + 10);
}

/* number ::= digit{1,7} | ("x" | "X") hexdigit{1,6}, as md4c has found it */
static uint32_t
numbered_point(obv_slice number)
{
    unsigned base = 10;
    if (number.len > 0 && (number.ptr[0] | 0x20) == 'x') {
        base = 16;
        number = (obv_slice){number.ptr + 1, number.len - 1};
    }
    uint32_t point = 0;
    for (size_t i = 0; i < number.len; i++) {
        point = point * base + digit_of(number.ptr[i]);
    }
    bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point == 0 || point > 0x10FFFF || surrogate ? 0xFFFD : point;
}

static void
put_point(obv_buffer *to, uint32_t c)
{
    if (c < 0x80) {
        obv_put_char(to, (char)c);
        return;
    }
    unsigned more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    obv_put_char(to, (char)(lead[more] | c >> (6 * more)));
    while (more-- > 0) {
        obv_put_char(to, (char)(0x80 | (c >> (6 * more) & 0x3F)));
    }
}

/* entity ::= "&" ("#" number | name) ";" */
static void
put_entity(obv_buffer *to, obv_slice entity)
{
    uint32_t point = 0;
    if (entity.len >= 4 && entity.ptr[1] == '#') {
        point = numbered_point((obv_slice){entity.ptr + 2, entity.len - 3});
    } else if (entity.len >= 3) {
        point = named_point((obv_slice){entity.ptr + 1, entity.len - 2});
    }
    if (point == 0) {
        obv_put(to, entity); /* not a name we know: as it stands */
        return;
    }
    put_point(to, point);
}

/* ---- Blocks ------------------------------------------------------------- */

/* What md4c's callbacks share.  All text goes into one buffer; blocks that are
   done point into it, or into the room it had before it grew. */
typedef struct reader {
    obv_arena *arena;
    obv_md_block *blocks;
    size_t count, room;
    obv_status status;
    obv_buffer text;
    size_t start; /* of the block that is being read */
    unsigned lists, quotes, heading, images;
    bool in_code;
    bool fresh_item;   /* an item whose first text has not come yet */
    size_t link_start; /* of the words of a link or picture, in `text` */
    size_t image_start;
} reader;

static obv_md_block
shape_of(const reader *r)
{
    if (r->in_code) {
        return (obv_md_block){.block = OBV_BLOCK_CODE};
    }
    if (r->heading > 0) {
        return (obv_md_block){OBV_BLOCK_HEADING, r->heading, {NULL, 0}};
    }
    if (r->fresh_item) {
        return (obv_md_block){OBV_BLOCK_ITEM, r->lists, {NULL, 0}};
    }
    return (obv_md_block){.block = r->quotes > 0 ? OBV_BLOCK_QUOTE
                                                 : OBV_BLOCK_PARAGRAPH};
}

static bool
is_blank(obv_slice text)
{
    return obv_slice_trim(text).len == 0;
}

/* Ends the block that is being read, if there is any text in it. */
static obv_status
end_block(reader *r)
{
    if (r->text.failed) {
        return OBV_NO_MEMORY;
    }
    obv_slice text = obv_buffer_slice(&r->text);
    text = (obv_slice){text.ptr + r->start, text.len - r->start};
    r->start = r->text.len;
    TRY(obv_clean(text, r->arena, &text));
    text = r->in_code ? text : obv_slice_trim(text);
    text = obv_cut(text, OBV_MAX_CLAIM);
    if (is_blank(text)) {
        return OBV_OK;
    }
    if (r->count == r->room) {
        return OBV_LIMIT;
    }
    obv_md_block block = shape_of(r);
    block.text = text;
    r->blocks[r->count++] = block;
    r->fresh_item = false;
    return OBV_OK;
}

/* For md4c, which stops at what is not 0, though not at once. */
static int
end_block_in(reader *r)
{
    if (r->status == OBV_OK) {
        r->status = end_block(r);
    }
    return r->status == OBV_OK ? 0 : 1;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *to)
{
    reader *r = to;
    if (end_block_in(r) != 0) {
        return 1;
    }
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
        r->lists++;
    } else if (type == MD_BLOCK_LI) {
        r->fresh_item = true;
    } else if (type == MD_BLOCK_QUOTE) {
        r->quotes++;
    } else if (type == MD_BLOCK_H) {
        r->heading = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    } else if (type == MD_BLOCK_CODE) {
        r->in_code = true;
    }
    return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *to)
{
    (void)detail;
    reader *r = to;
    if (end_block_in(r) != 0) {
        return 1;
    }
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
        r->lists--;
    } else if (type == MD_BLOCK_LI) {
        r->fresh_item = false;
    } else if (type == MD_BLOCK_QUOTE) {
        r->quotes--;
    } else if (type == MD_BLOCK_H) {
        r->heading = 0;
    } else if (type == MD_BLOCK_CODE) {
        r->in_code = false;
    }
    return 0;
}

/* ---- Text --------------------------------------------------------------- */

static void
put_typed(reader *r, MD_TEXTTYPE type, obv_slice text)
{
    if (r->text.len - r->start >= OBV_MAX_CLAIM) {
        return; /* more would not be shown */
    }
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        obv_put_char(&r->text, ' ');
        break;
    case MD_TEXT_ENTITY:
        put_entity(&r->text, text);
        break;
    case MD_TEXT_NULLCHAR:
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
        obv_put(&r->text, obv_cut(text, OBV_MAX_CLAIM));
        break;
    }
}

static int
put_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *to)
{
    reader *r = to;
    obv_slice s = {(const uint8_t *)text, size};
    if (r->in_code && obv_slice_is(s, "\n")) {
        return end_block_in(r); /* each line of code is a block */
    }
    put_typed(r, type, s);
    return 0;
}

static void
put_attribute(reader *r, const MD_ATTRIBUTE *attribute)
{
    for (size_t i = 0; attribute->size > 0; i++) {
        MD_OFFSET from = attribute->substr_offsets[i];
        if (from >= attribute->size) {
            break;
        }
        MD_OFFSET to = attribute->substr_offsets[i + 1];
        put_typed(
            r, attribute->substr_types[i],
            (obv_slice){(const uint8_t *)attribute->text + from, to - from});
    }
}

/* "words (address)", once where the words are the address.  Pictures that
   stand in their own address are not text. */
static void
put_address(reader *r, size_t words, const MD_ATTRIBUTE *address)
{
    obv_slice raw = {(const uint8_t *)address->text, address->size};
    obv_slice said = {(const uint8_t *)r->text.ptr + words,
                      r->text.len - words};
    if (raw.len == 0 || r->text.failed || obv_slice_starts(raw, "data:") ||
        (said.len > 0 && obv_slice_equal(raw, said))) {
        return;
    }
    obv_put_text(&r->text, said.len > 0 ? " (" : "(");
    put_attribute(r, address);
    obv_put_char(&r->text, ')');
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *to)
{
    (void)detail;
    reader *r = to;
    if (type == MD_SPAN_A) {
        r->link_start = r->text.len;
    } else if (type == MD_SPAN_IMG && r->images++ == 0) {
        r->image_start = r->text.len;
    }
    return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *to)
{
    reader *r = to;
    if (type == MD_SPAN_A) {
        put_address(r, r->link_start,
                    &((const MD_SPAN_A_DETAIL *)detail)->href);
    } else if (type == MD_SPAN_IMG && --r->images == 0) {
        put_address(r, r->image_start,
                    &((const MD_SPAN_IMG_DETAIL *)detail)->src);
    }
    return 0;
}

/* A block has at least a line. */
static size_t
most_blocks(obv_slice text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len && lines < OBV_MAX_BLOCKS; i++) {
        lines += text.ptr[i] == '\n' || text.ptr[i] == '\r';
    }
    return lines;
}

/* Most texts define no address at all. */
static bool
has_definition(obv_slice text)
{
    obv_slice head;
    while (obv_slice_cut(text, ']', &head, &text)) {
        if (obv_slice_starts(text, ":")) {
            return true;
        }
    }
    return false;
}

/*
 * definition ::= "[" name "]:" address title, up to a blank line at most
 * Whether the longest of them, once for each bracket, is more than md4c should
 * be asked for.
 */
static bool
is_costly(obv_slice text)
{
    size_t brackets = 0, longest = 0, start = 0;
    bool defining = false, line_is_blank = true;
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        bool ends = c == '\n' || c == '\r';
        brackets += c == ']';
        if (c == ':' && i > 0 && text.ptr[i - 1] == ']' && !defining) {
            defining = true;
            start = i;
        }
        if (defining && i - start >= longest) {
            longest = i - start + 1;
        }
        defining = defining && !(ends && line_is_blank);
        line_is_blank = ends || (line_is_blank && (c == ' ' || c == '\t'));
    }
    return longest > 0 && brackets > OBV_MAX_LINK_WORK / longest;
}

/* What is read of a text: whole lines, where it is too long and has any. */
static obv_slice
readable(obv_slice text)
{
    obv_slice head = obv_cut(text, OBV_MAX_MARKDOWN);
    size_t lines = head.len;
    while (lines > 0 && head.len < text.len && head.ptr[lines - 1] != '\n') {
        lines--;
    }
    return lines > 0 ? (obv_slice){head.ptr, lines} : head;
}

/* OBV_LIMIT with the blocks that there was room for. */
static obv_status
read_blocks(obv_slice text, reader *r)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = put_text,
    };
    r->room = most_blocks(text);
    r->blocks = obv_arena_alloc(r->arena, r->room, sizeof(*r->blocks));
    if (r->blocks == NULL) {
        return OBV_NO_MEMORY;
    }
    if (md_parse((const char *)text.ptr, (MD_SIZE)text.len, &parser, r) != 0 &&
        r->status == OBV_OK) {
        return OBV_NO_MEMORY; /* md4c's own */
    }
    return r->status;
}

obv_status
obv_markdown(obv_slice text, obv_arena *arena, obv_md_block **ret_blocks,
             size_t *ret_count)
{
    *ret_blocks = NULL;
    *ret_count = 0;
    if (!obv_is_utf8(text)) {
        return OBV_MALFORMED;
    }
    obv_slice head = readable(text);
    if (has_definition(head) && is_costly(head)) {
        return OBV_LIMIT;
    }
    reader r = {.arena = arena, .text = obv_buffer_in(arena)};
    obv_status status = read_blocks(head, &r);
    if (status != OBV_OK && status != OBV_LIMIT) {
        return status;
    }
    *ret_blocks = r.blocks;
    *ret_count = r.count;
    return head.len < text.len ? OBV_LIMIT : status;
}
