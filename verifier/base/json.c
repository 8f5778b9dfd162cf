/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter of jansson: reading, looking into, building and printing JSON.
 *
 * What jansson does not do, or does otherwise, and is done here:
 * - a NUL byte behind the value passes as the end of the text: refused;
 * - its depth limit is 2,048: ours is counted before it is asked;
 * - where its memory runs out inside a string, it loses bytes of the string or
 *   writes past its end: see feed;
 * - an integer beyond 64 bits is an error: the text is read again with
 *   integers as reals;
 * - its messages quote the text: ours are constant, nothing raw is shown;
 * - lack of memory can look like bad syntax: told apart;
 * - a string may hold a NUL: strings leave here with their length.
 * Its memory is its own, and is released with the arena.
 */
#include "base/survey.h"

#include <stdlib.h>

#include <jansson.h>

/* What jansson takes: for a member with its name, less the letters (200 bytes
   on a 64-bit machine); for an array or object there are two of these. */
#define VALUE_ROOM 320

/* A text that needs less is read without asking for its room, which would take
   a tenth of the time.  Larger ones must leave room for all the small ones that
   may be read beside them: two for each badge of a file. */
#define SMALL_ROOM ((size_t)256 * 1024)
#define SPARE_ROOM (2 * OBV_MAX_BADGES * SMALL_ROOM)

#define EXACT 9007199254740992.0 /* 2^53: above, a real skips integers */

/* ---- Reading ------------------------------------------------------------ */

void
obv_json_start(void)
{
    json_object_seed(0);
}

static const struct {
    enum json_error_code code;
    obv_status status;
    obv_reason reason;
    const char *what;
} faults[] = {
    {json_error_invalid_utf8, OBV_MALFORMED, OBV_REASON_NOT_UTF8, "not UTF-8"},
    {json_error_duplicate_key, OBV_MALFORMED, OBV_REASON_DUPLICATE_MEMBER,
     "a member stands twice"},
    {json_error_null_byte_in_key, OBV_MALFORMED, OBV_REASON_NOT_JSON,
     "a NUL in the name of a member"},
    {json_error_premature_end_of_input, OBV_MALFORMED, OBV_REASON_NOT_JSON,
     "the text ends too early"},
    {json_error_end_of_input_expected, OBV_MALFORMED, OBV_REASON_NOT_JSON,
     "something follows the value"},
    {json_error_numeric_overflow, OBV_LIMIT, OBV_REASON_LIMIT,
     "a number is too large"},
    {json_error_stack_overflow, OBV_LIMIT, OBV_REASON_LIMIT, "too deep"},
};

static obv_status
refuse(obv_status status, obv_reason reason, const char *what,
       obv_json_error *why)
{
    size_t len = strlen(what);
    assert(len < sizeof(why->what));
    why->reason = reason;
    memcpy(why->what, what, len + 1);
    return status;
}

/*
 * jansson has no code for most lacks of memory: it fails without a word, before
 * it comes to the text, or calls a string invalid that it read to its closing
 * quote.  (Of a string that really is invalid it says something else.)
 */
static bool
is_lack_of_memory(const json_error_t *error, obv_slice text, size_t end)
{
    obv_slice said = obv_slice_of(error->text);
    bool behind_quote = end > 0 && end <= text.len && text.ptr[end - 1] == '"';
    if (said.len > 0 && json_error_code(error) == json_error_invalid_utf8) {
        return false; /* it stands before the byte that it does not like */
    }
    return said.len == 0 || end == 0 ||
           (behind_quote && (obv_slice_starts(said, "invalid token") ||
                             obv_slice_starts(said, "string or '}'")));
}

/* Lines and columns count from 1, columns in bytes. */
static void
point_at(obv_slice text, size_t at, obv_json_error *why)
{
    size_t start = 0;
    why->line = 1;
    for (size_t i = 0; i < at && i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            why->line++;
            start = i + 1;
        }
    }
    why->column = at - start + 1;
}

/* `before`: bytes that jansson was given before the text. */
static obv_status
refuse_as(const json_error_t *error, obv_slice text, size_t before,
          obv_json_error *why)
{
    size_t end = error->position > 0 ? (size_t)error->position : 0;
    end = end > before ? end - before : 0;
    if (is_lack_of_memory(error, text, end)) {
        return refuse(OBV_NO_MEMORY, OBV_REASON_LIMIT, "no memory left", why);
    }
    if (end > text.len) {
        point_at(text, text.len, why);
        return refuse(OBV_MALFORMED, OBV_REASON_NOT_JSON,
                      "the text ends too early", why);
    }
    point_at(text, end > 0 ? end - 1 : 0, why);
    for (size_t i = 0; i < COUNT(faults); i++) {
        if (faults[i].code == json_error_code(error)) {
            return refuse(faults[i].status, faults[i].reason, faults[i].what,
                          why);
        }
    }
    return refuse(OBV_MALFORMED, OBV_REASON_NOT_JSON, "not JSON", why);
}

static void
release(void *thing)
{
    json_decref(thing);
}

/* Takes over the caller's reference. */
static obv_json *
keep(obv_arena *arena, json_t *value)
{
    if (value == NULL || !obv_arena_later(arena, release, value)) {
        return NULL;
    }
    return (obv_json *)value;
}

/*
 * jansson collects each string in one room that grows, and goes on where it
 * cannot: bytes are lost, and without the closing quote it writes past the end.
 * So it reads ["....",TEXT] with so many dots that the room is large enough for
 * all that follows: what may be lost is dots.
 */
typedef struct feed {
    obv_slice parts[5]; /* one without a pointer is dots */
    size_t at;
} feed;

#define BEFORE "[\""
#define BETWEEN "\","
#define BEHIND "]"

/* The room has 16 bytes and doubles.  Some dots more than needed, so that it
   has grown before the quote behind them comes. */
static size_t
dots_for(size_t longest)
{
    size_t room = 16;
    while (room <= longest) {
        room *= 2;
    }
    return room > 16 ? room / 2 + 8 : 0;
}

static size_t
feed_on(void *to, size_t room, void *data)
{
    feed *f = data;
    while (f->at < COUNT(f->parts) && f->parts[f->at].len == 0) {
        f->at++;
    }
    if (f->at == COUNT(f->parts)) {
        return 0;
    }
    obv_slice *part = &f->parts[f->at];
    size_t len = part->len < room ? part->len : room;
    if (part->ptr == NULL) {
        memset(to, '.', len);
    } else {
        memcpy(to, part->ptr, len);
        part->ptr += len;
    }
    part->len -= len;
    return len;
}

/* NULL, with nothing said in *error, for lack of memory. */
static json_t *
load(obv_slice text, size_t dots, size_t flags, json_error_t *error)
{
    feed f = {{obv_slice_of(BEFORE),
               {NULL, dots},
               obv_slice_of(BETWEEN),
               text,
               obv_slice_of(BEHIND)},
              0};
    *error = (json_error_t){0};
    return json_load_callback(feed_on, &f, flags, error);
}

static bool
is_too_large(const json_error_t *error)
{
    return error->text[0] != '\0' &&
           json_error_code(error) == json_error_numeric_overflow;
}

/* Asks for more than jansson can need, and gives it back: a hostile text must
   not bring it to where an allocation fails. */
static bool
is_room_for(const obv_survey *survey, obv_slice text)
{
    size_t need = survey->values * VALUE_ROOM + survey->longest * 4 + text.len;
    if (need <= SMALL_ROOM) {
        return true;
    }
    /* volatile: or the compiler leaves it out */
    void *volatile room = malloc(need + SPARE_ROOM);
    bool there = room != NULL;
    free(room);
    return there;
}

/* Reads; the value alone, with a reference of the caller's. */
static obv_status
read_value(obv_slice text, const obv_survey *survey, obv_json_rule rule,
           json_t **ret, obv_json_error *why)
{
    size_t flags = JSON_ALLOW_NUL;
    flags |= rule == OBV_JSON_SIGNED ? JSON_REJECT_DUPLICATES : 0;
    size_t dots = dots_for(survey->longest);
    size_t before = strlen(BEFORE BETWEEN) + dots;
    json_error_t error;
    json_t *pair = load(text, dots, flags, &error);
    if (pair == NULL && is_too_large(&error)) {
        pair = load(text, dots, flags | JSON_DECODE_INT_AS_REAL, &error);
    }
    if (pair == NULL) {
        return refuse_as(&error, text, before, why);
    }
    bool alone = json_array_size(pair) == 2;
    *ret = alone ? json_incref(json_array_get(pair, 1)) : NULL;
    json_decref(pair);
    if (!alone) {
        point_at(text, text.len, why);
        return refuse(OBV_MALFORMED, OBV_REASON_NOT_JSON,
                      "something follows the value", why);
    }
    return OBV_OK;
}

/* What jansson is not to see at all. */
static obv_status
look_over(obv_slice text, obv_survey *survey, obv_json_error *why)
{
    const uint8_t *nul = text.len > 0 ? memchr(text.ptr, 0, text.len) : NULL;
    if (nul != NULL) {
        point_at(text, (size_t)(nul - text.ptr), why);
        return refuse(OBV_MALFORMED, OBV_REASON_NOT_JSON, "a NUL byte", why);
    }
    *survey = obv_json_survey(text);
    if (survey->deep) {
        point_at(text, survey->deep_at, why);
        return refuse(OBV_LIMIT, OBV_REASON_LIMIT, "too deep", why);
    }
    if (!is_room_for(survey, text)) {
        return refuse(OBV_NO_MEMORY, OBV_REASON_LIMIT, "no memory left", why);
    }
    return OBV_OK;
}

obv_status
obv_json_parse(obv_slice text, obv_json_rule rule, obv_arena *arena,
               const obv_json **ret, obv_json_error *why)
{
    obv_json_error ignored = {0};
    why = why != NULL ? why : &ignored;
    *why = ignored;
    *ret = NULL;

    obv_survey survey;
    json_t *value = NULL;
    TRY(look_over(text, &survey, why));
    TRY(read_value(text, &survey, rule, &value, why));
    const obv_json *kept = keep(arena, value);
    if (kept == NULL) {
        return refuse(OBV_NO_MEMORY, OBV_REASON_LIMIT, "no memory left", why);
    }
    if (rule == OBV_JSON_SIGNED && !json_is_object(value)) {
        why->line = why->column = 1;
        return refuse(OBV_MALFORMED, OBV_REASON_NOT_JSON, "not an object", why);
    }
    *ret = kept;
    return OBV_OK;
}

/* ---- Looking ------------------------------------------------------------ */

/* jansson takes values that it does not change without const. */
static json_t *
inside(const obv_json *value)
{
    return (json_t *)value;
}

obv_json_kind
obv_json_kind_of(const obv_json *value)
{
    static const obv_json_kind kinds[] = {
        [JSON_OBJECT] = OBV_JSON_OBJECT, [JSON_ARRAY] = OBV_JSON_ARRAY,
        [JSON_STRING] = OBV_JSON_STRING, [JSON_INTEGER] = OBV_JSON_INTEGER,
        [JSON_REAL] = OBV_JSON_REAL,     [JSON_TRUE] = OBV_JSON_BOOL,
        [JSON_FALSE] = OBV_JSON_BOOL,    [JSON_NULL] = OBV_JSON_NULL,
    };
    return value == NULL ? OBV_JSON_ABSENT : kinds[json_typeof(inside(value))];
}

const obv_json *
obv_json_get(const obv_json *object, const char *name)
{
    return (const obv_json *)json_object_get(inside(object), name);
}

bool
obv_json_text(const obv_json *value, obv_slice *ret)
{
    const char *text = json_string_value(inside(value));
    if (text == NULL) {
        return false;
    }
    *ret =
        (obv_slice){(const uint8_t *)text, json_string_length(inside(value))};
    return true;
}

/* An integer may be written 1e3, and all are reals where one of the text is
   beyond 64 bits: a real that stands for one integer counts as that. */
bool
obv_json_integer(const obv_json *value, int64_t *ret)
{
    if (json_is_integer(inside(value))) {
        *ret = json_integer_value(inside(value));
        return true;
    }
    double real = json_real_value(inside(value));
    if (!json_is_real(inside(value)) || real <= -EXACT || real >= EXACT ||
        (double)(int64_t)real != real) {
        return false;
    }
    *ret = (int64_t)real;
    return true;
}

bool
obv_json_number(const obv_json *value, double *ret)
{
    if (!json_is_number(inside(value))) {
        return false;
    }
    *ret = json_number_value(inside(value));
    return true;
}

bool
obv_json_true(const obv_json *value)
{
    return json_is_true(inside(value));
}

size_t
obv_json_count(const obv_json *value)
{
    if (value == NULL) {
        return 0;
    }
    return json_is_array(inside(value)) ? json_array_size(inside(value)) : 1;
}

const obv_json *
obv_json_item(const obv_json *value, size_t index)
{
    if (json_is_array(inside(value))) {
        return (const obv_json *)json_array_get(inside(value), index);
    }
    return index == 0 ? value : NULL;
}

bool
obv_json_next(const obv_json *object, const void **at, obv_slice *name,
              const obv_json **value)
{
    json_t *in = inside(object);
    void *next = *at == NULL ? json_object_iter(in)
                             : json_object_iter_next(in, (void *)*at);
    if (next == NULL) {
        return false;
    }
    *at = next;
    *name = (obv_slice){(const uint8_t *)json_object_iter_key(next),
                        json_object_iter_key_len(next)};
    *value = (const obv_json *)json_object_iter_value(next);
    return true;
}

bool
obv_json_equal(const obv_json *a, const obv_json *b)
{
    return json_equal(inside(a), inside(b)) != 0;
}

/* ---- Building ----------------------------------------------------------- */

obv_json *
obv_json_new_object(obv_arena *arena)
{
    return keep(arena, json_object());
}

obv_json *
obv_json_new_array(obv_arena *arena)
{
    return keep(arena, json_array());
}

obv_json *
obv_json_new_text(obv_arena *arena, obv_slice text)
{
    return keep(arena, json_stringn((const char *)text.ptr, text.len));
}

obv_json *
obv_json_new_integer(obv_arena *arena, int64_t number)
{
    return keep(arena, json_integer(number));
}

obv_json *
obv_json_new_bool(obv_arena *arena, bool yes)
{
    return keep(arena, json_boolean(yes));
}

obv_json *
obv_json_new_null(obv_arena *arena)
{
    return keep(arena, json_null());
}

obv_json *
obv_json_copy(obv_arena *arena, const obv_json *value)
{
    return keep(arena, json_deep_copy(inside(value)));
}

bool
obv_json_set(obv_json *object, const char *name, const obv_json *value)
{
    return json_object_set(inside(object), name, inside(value)) == 0;
}

bool
obv_json_remove(obv_json *object, const char *name)
{
    return json_object_del(inside(object), name) == 0;
}

bool
obv_json_append(obv_json *array, const obv_json *value)
{
    return json_array_append(inside(array), inside(value)) == 0;
}

/* ---- Printing ----------------------------------------------------------- */

static int
put_piece(const char *piece, size_t len, void *to)
{
    obv_buffer *buffer = to;
    obv_put(buffer, (obv_slice){(const uint8_t *)piece, len});
    return buffer->failed ? -1 : 0;
}

obv_status
obv_json_print(const obv_json *value, obv_json_style style, obv_arena *arena,
               obv_slice *ret)
{
    static const size_t flags[] = {
        [OBV_JSON_COMPACT] = JSON_COMPACT,
        [OBV_JSON_SORTED] = JSON_SORT_KEYS | JSON_INDENT(2),
        [OBV_JSON_LINE] = 0,
    };
    obv_buffer buffer = obv_buffer_in(arena);
    if (json_dump_callback(inside(value), put_piece, &buffer,
                           flags[style] | JSON_ENCODE_ANY) != 0) {
        return OBV_NO_MEMORY;
    }
    if (style == OBV_JSON_SORTED) {
        obv_put_char(&buffer, '\n');
    }
    if (buffer.failed) {
        return OBV_NO_MEMORY;
    }
    *ret = obv_buffer_slice(&buffer);
    return OBV_OK;
}
