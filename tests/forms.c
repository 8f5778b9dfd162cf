/* SPDX-License-Identifier: Apache-2.0 */
/* Badge texts for tests: edited, wrapped and read. */
#include "forms.h"

#include <stdio.h>

#define ARENA (4u * 1024 * 1024)

void
forms_open(forms *f)
{
    *f = (forms){.arena = obv_arena_new(ARENA)};
    assert_non_null(f->arena);
}

void
forms_close(forms *f)
{
    obv_arena_free(f->arena);
}

static const obv_json *
parse(forms *f, const char *text)
{
    const obv_json *value = NULL;
    if (obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, f->arena, &value,
                       NULL) != OBV_OK) {
        fail_msg("the test's own JSON does not parse: %s", text);
    }
    return value;
}

static const obv_json *
find_document(const void *catalogue, obv_slice address)
{
    forms *f = (forms *)(uintptr_t)catalogue;
    for (size_t i = 0; i < f->documents; i++) {
        if (obv_slice_is(address, f->catalogue[i].address)) {
            return parse(f, f->catalogue[i].text);
        }
    }
    return NULL;
}

void
forms_read(forms *f, const char *text)
{
    obv_library library = {f, find_document};
    f->first = NULL;
    f->status = obv_form_read(obv_slice_of(text),
                              f->catalogue != NULL ? &library : NULL, f->arena,
                              &f->first, &f->why);
}

/* ---- Editing ------------------------------------------------------------ */

static obv_json *replace(forms *f, const obv_json *node, obv_slice pointer,
                         const char *value);

static obv_json *
replace_member(forms *f, const obv_json *node, obv_slice name, obv_slice rest,
               const char *value)
{
    obv_json *copy = obv_json_new_object(f->arena);
    const void *at = NULL;
    obv_slice member;
    const obv_json *old;
    bool seen = false;
    while (obv_json_next(node, &at, &member, &old)) {
        bool here = obv_slice_equal(member, name);
        obv_json *kept =
            here ? replace(f, old, rest, value) : obv_json_copy(f->arena, old);
        seen = seen || here;
        if (kept != NULL) {
            obv_json_set(copy, obv_arena_text(f->arena, member), kept);
        }
    }
    if (!seen) {
        obv_json_set(copy, obv_arena_text(f->arena, name),
                     replace(f, NULL, rest, value));
    }
    return copy;
}

static obv_json *
replace_item(forms *f, const obv_json *node, obv_slice name, obv_slice rest,
             const char *value)
{
    obv_json *copy = obv_json_new_array(f->arena);
    size_t count = obv_json_count(node), index = 0;
    for (size_t i = 0; i < name.len; i++) {
        index = index * 10 + (size_t)(name.ptr[i] - '0');
    }
    for (size_t i = 0; i < count || i == index; i++) {
        obv_json *kept = i == index
                             ? replace(f, obv_json_item(node, i), rest, value)
                             : obv_json_copy(f->arena, obv_json_item(node, i));
        if (kept != NULL) {
            obv_json_append(copy, kept);
        }
    }
    return copy;
}

/* RFC 6901: "~1" is a slash of the name, "~0" a tilde. */
static obv_slice
unescape(forms *f, obv_slice name)
{
    obv_buffer b = obv_buffer_in(f->arena);
    for (size_t i = 0; i < name.len; i++) {
        bool escaped = name.ptr[i] == '~' && i + 1 < name.len;
        i += escaped;
        obv_put_char(&b, !escaped             ? (char)name.ptr[i]
                         : name.ptr[i] == '1' ? '/'
                                              : '~');
    }
    return obv_buffer_slice(&b);
}

static obv_json *
replace(forms *f, const obv_json *node, obv_slice pointer, const char *value)
{
    if (pointer.len == 0) {
        return value == NULL ? NULL : obv_json_copy(f->arena, parse(f, value));
    }
    obv_slice name = {pointer.ptr + 1, pointer.len - 1};
    obv_slice head, tail, rest = {name.ptr + name.len, 0};
    if (obv_slice_cut(name, '/', &head, &tail)) {
        rest = (obv_slice){tail.ptr - 1, tail.len + 1};
        name = head;
    }
    name = unescape(f, name);
    return obv_json_kind_of(node) == OBV_JSON_ARRAY
               ? replace_item(f, node, name, rest, value)
               : replace_member(f, node, name, rest, value);
}

static const char *
print(forms *f, const obv_json *value)
{
    obv_slice text;
    assert_int_equal(obv_json_print(value, OBV_JSON_COMPACT, f->arena, &text),
                     OBV_OK);
    return obv_arena_text(f->arena, text);
}

const char *
forms_edit(forms *f, const char *text, const char *pointer, const char *value)
{
    return print(f, replace(f, parse(f, text), obv_slice_of(pointer), value));
}

const char *
forms_quoted(forms *f, const char *text)
{
    return print(f, obv_json_new_text(f->arena, obv_slice_of(text)));
}

const char *
forms_jws(forms *f, const char *header, const char *payload)
{
    obv_buffer b = obv_buffer_in(f->arena);
    obv_put_text(&b, obv_to_base64url(obv_slice_of(header), f->arena));
    obv_put_char(&b, '.');
    obv_put_text(&b, obv_to_base64url(obv_slice_of(payload), f->arena));
    obv_put_text(&b, ".AAAA");
    assert_false(b.failed);
    return obv_arena_text(f->arena, obv_buffer_slice(&b));
}

const char *
forms_text(obv_slice s)
{
    static char text[512];
    snprintf(text, sizeof(text), "%.*s", (int)s.len, (const char *)s.ptr);
    return text;
}

/* ---- Checking ----------------------------------------------------------- */

bool
forms_has_fault(const obv_credential *c, obv_check_id check, obv_reason reason,
                const char *where)
{
    return c->fault_count == 1 && c->faults[0].check == check &&
           c->faults[0].reason == reason &&
           obv_slice_is(c->faults[0].where, where);
}

void
forms_print_faults(const obv_credential *c, const char *name)
{
    for (size_t i = 0; i < c->fault_count; i++) {
        fprintf(stderr, "%s: %s %s %.*s\n", name,
                obv_check_name(c->faults[i].check),
                obv_reason_name(c->faults[i].reason),
                (int)c->faults[i].where.len,
                (const char *)c->faults[i].where.ptr);
    }
}

static void
check_case(forms *f, const char *header, const char *text,
           const forms_case *one)
{
    char name[256];
    snprintf(name, sizeof(name), "%s = %.80s", one->pointer,
             one->value != NULL ? one->value : "(nothing)");
    const char *edited = forms_edit(f, text, one->pointer, one->value);
    forms_read(f, header != NULL ? forms_jws(f, header, edited) : edited);
    CHECK_CASE(f->status == OBV_OK, name);
    CHECK_CASE(f->first != NULL, name);
    bool right =
        one->reason == OBV_REASON_NONE
            ? f->first->fault_count == 0
            : forms_has_fault(f->first, one->check, one->reason, one->where);
    if (!right) {
        forms_print_faults(f->first, name);
    }
    CHECK_CASE(right, name);
}

void
forms_check(const char *header, const char *text, const forms_case *cases,
            size_t count, const forms_document *catalogue, size_t documents)
{
    for (size_t i = 0; i < count; i++) {
        forms f;
        forms_open(&f);
        f.catalogue = catalogue;
        f.documents = documents;
        check_case(&f, header, text, &cases[i]);
        forms_close(&f);
    }
}

typedef struct kinds {
    const char *text;
    const char *const *free;
    size_t count;
} kinds;

static bool
is_free(const kinds *k, const char *pointer)
{
    for (size_t i = 0; i < k->count; i++) {
        if (strcmp(k->free[i], pointer) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_edit(const kinds *k, const char *pointer, const char *value, bool wrong)
{
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, k->text, pointer, value));
    CHECK_CASE(f.status == OBV_OK && f.first != NULL, pointer);
    bool told = false;
    for (size_t i = 0; i < f.first->fault_count; i++) {
        told = told || obv_slice_starts(f.first->faults[i].where, pointer);
    }
    if (told != wrong) {
        forms_print_faults(f.first, value);
    }
    CHECK_CASE(told == wrong, pointer);
    forms_close(&f);
}

/* The same twice may be one: linked data holds sets. */
static const obv_json *
another(forms *f, const obv_json *value)
{
    obv_slice text;
    int64_t number;
    obv_buffer b = obv_buffer_in(f->arena);
    if (obv_json_kind_of(value) == OBV_JSON_OBJECT) {
        obv_json *other = obv_json_copy(f->arena, value);
        obv_slice id = obv_slice_of("urn:a:2nd");
        obv_json_set(other, "id", obv_json_new_text(f->arena, id));
        return other;
    }
    if (obv_json_text(value, &text)) {
        obv_put(&b, text);
        obv_put_char(&b, '2');
        return obv_json_new_text(f->arena, obv_buffer_slice(&b));
    }
    if (obv_json_integer(value, &number)) {
        return obv_json_new_integer(f->arena, number + 1);
    }
    if (obv_json_kind_of(value) == OBV_JSON_REAL) {
        return obv_json_new_integer(f->arena, 7);
    }
    return obv_json_kind_of(value) == OBV_JSON_BOOL
               ? obv_json_new_bool(f->arena, !obv_json_true(value))
               : value;
}

static const char *
twice(forms *f, const obv_json *value)
{
    obv_json *list = obv_json_new_array(f->arena);
    for (size_t i = 0; i < obv_json_count(value); i++) {
        obv_json_append(list, obv_json_copy(f->arena, obv_json_item(value, i)));
    }
    obv_json_append(list, another(f, obv_json_item(value, 0)));
    return print(f, list);
}

/* An object where a plain value stands, a number where an object does. */
static void
check_kind(const kinds *k, const obv_json *value, const char *pointer)
{
    obv_json_kind kind = obv_json_kind_of(value);
    bool is_array = kind == OBV_JSON_ARRAY;
    bool is_plain = kind != OBV_JSON_OBJECT && !is_array;
    forms f;
    forms_open(&f);
    check_edit(k, pointer, is_plain ? "{\"a\":1}" : "7", true);
    if (strcmp(strrchr(pointer, '/'), "/type") != 0) {
        check_edit(k, pointer, twice(&f, value), !is_array);
    }
    forms_close(&f);
}

static void
walk_kinds(const kinds *k, const obv_json *node, const char *pointer)
{
    char inner[512];
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    while (obv_json_next(node, &at, &name, &value)) {
        snprintf(inner, sizeof(inner), "%s/%.*s", pointer, (int)name.len,
                 (const char *)name.ptr);
        if (!is_free(k, inner)) {
            check_kind(k, value, inner);
            walk_kinds(k, value, inner);
        }
    }
    if (obv_json_kind_of(node) == OBV_JSON_ARRAY) {
        for (size_t i = 0; i < obv_json_count(node); i++) {
            snprintf(inner, sizeof(inner), "%s/%zu", pointer, i);
            walk_kinds(k, obv_json_item(node, i), inner);
        }
    }
}

void
forms_check_kinds(const char *text, const char *const *free, size_t count)
{
    const kinds k = {text, free, count};
    forms f;
    forms_open(&f);
    walk_kinds(&k, parse(&f, text), "");
    forms_close(&f);
}
