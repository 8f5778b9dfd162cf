/* SPDX-License-Identifier: Apache-2.0 */
/* root.N.json: which keys stand for a region, and how many of them it takes. */
#include "trust/inside.h"

/* ---- Reading one --------------------------------------------------------- */

typedef struct raw_root {
    int64_t format;
    const obv_json *root_role, *list_role;
    obv_root root;
} raw_root;

typedef struct raw_role {
    int64_t threshold;
    const obv_json *keys;
} raw_role;

/* `test` is needed: a root that forgot to say so must not read as real. */
/* clang-format off */
#define AT(member) offsetof(raw_root, member)
static const obv_member root_members[] = {
    {"format",  OBV_SORT_NUMBER, true, AT(format)},
    {"region",  OBV_SORT_TEXT,   true, AT(root.region)},
    {"name",    OBV_SORT_NAME,   true, AT(root.name)},
    {"test",    OBV_SORT_FLAG,   true, AT(root.test)},
    {"version", OBV_SORT_NUMBER, true, AT(root.version)},
    {"issued",  OBV_SORT_DATE,   true, AT(root.issued)},
    {"root",    OBV_SORT_OBJECT, true, AT(root_role)},
    {"list",    OBV_SORT_OBJECT, true, AT(list_role)},
};
#undef AT

#define AT(member) offsetof(raw_role, member)
static const obv_member role_members[] = {
    {"threshold", OBV_SORT_NUMBER, true, AT(threshold)},
    {"keys",      OBV_SORT_LIST,   true, AT(keys)},
};
#undef AT
/* clang-format on */

bool
obv_is_region(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return text.len > 0 && text.len < sizeof(((obv_trust_facts *)NULL)->region);
}

/* One key under two lines, or two ids, would count twice; two keys of one id
   would share a file name. */
static bool
stands_already(const obv_role *role, const obv_minisig_key *key)
{
    for (size_t i = 0; i < role->count; i++) {
        if (memcmp(role->keys[i].bytes, key->bytes, sizeof(key->bytes)) == 0 ||
            memcmp(role->keys[i].id, key->id, sizeof(key->id)) == 0) {
            return true;
        }
    }
    return false;
}

static obv_status
read_role_keys(const obv_reading *r, const obv_spot *at, const obv_json *array,
               obv_role *role)
{
    size_t count = obv_json_count(array);
    if (count > OBV_MAX_ROLE_KEYS) {
        return REFUSE(r, at, "holds over 32 keys");
    }
    role->keys = obv_arena_alloc(r->arena, count + 1, sizeof(*role->keys));
    if (role->keys == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {at, NULL, i};
        obv_slice line;
        obv_status status = OBV_MALFORMED;
        if (obv_json_text(obv_json_item(array, i), &line)) {
            status = obv_minisig_key_parse(line, r->arena, &role->keys[i]);
        }
        if (status == OBV_NO_MEMORY) {
            return status;
        }
        if (status != OBV_OK) {
            return REFUSE(r, &item,
                          "is not a minisign public key (a line "
                          "that starts with RW)");
        }
        if (stands_already(role, &role->keys[i])) {
            return REFUSE(r, &item,
                          "stands twice: each keeper needs a key "
                          "of their own");
        }
        role->count++;
    }
    return OBV_OK;
}

static obv_status
read_role(const obv_reading *r, const char *name, const obv_json *object,
          obv_role *role)
{
    obv_spot here = {NULL, name, 0};
    obv_spot keys = {&here, "keys", 0};
    raw_role raw = {0};
    TRY(obv_read_members(r, &here, object, role_members, COUNT(role_members),
                         &raw));
    TRY(read_role_keys(r, &keys, raw.keys, role));
    if ((uint64_t)raw.threshold > role->count) {
        return REFUSE(r, &here,
                      "asks for more signatures than there are "
                      "keys");
    }
    role->threshold = (size_t)raw.threshold;
    return OBV_OK;
}

obv_status
obv_root_parse(obv_slice body, const char *file, obv_arena *arena,
               obv_root *ret, obv_trouble *trouble)
{
    obv_reading r = {file, arena, trouble};
    const obv_json *object;
    raw_root raw = {0};
    if (body.len > OBV_MAX_ROOT_FILE) {
        return SAY(OBV_LIMIT, TOO_LARGE, trouble, file,
                   "is larger than 64 KiB");
    }
    TRY(obv_read_file(&r, body, arena, &object));
    TRY(obv_read_members(&r, NULL, object, root_members, COUNT(root_members),
                         &raw));
    if (raw.format != 1) {
        return REFUSE_AS(NEWER, &r, NULL,
                         "has another format than 1: use a newer "
                         "program");
    }
    if (!obv_is_region(raw.root.region)) {
        return REFUSE(&r, NULL,
                      "region must be a short word of a to z, 0 to "
                      "9 and '-'");
    }
    TRY(read_role(&r, "root", raw.root_role, &raw.root.root));
    TRY(read_role(&r, "list", raw.list_role, &raw.root.list));
    *ret = raw.root;
    return OBV_OK;
}

/* ---- What its signatures say --------------------------------------------- */

void
obv_put_time(obv_buffer *b, const char *label, int64_t time)
{
    char text[OBV_TIME_TEXT];
    obv_time_print(time, text);
    obv_put_char(b, ' ');
    obv_put_text(b, label);
    obv_put_char(b, '=');
    obv_put_text(b, text);
}

obv_status
obv_put_sha256(obv_buffer *b, obv_slice body)
{
    uint8_t digest[OBV_MAX_HASH];
    size_t size = obv_digest(OBV_SHA256, body, digest);
    char *hex = obv_to_hex((obv_slice){digest, size}, b->arena);
    if (hex == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_put_text(b, " sha256=");
    obv_put_text(b, hex);
    return b->failed ? OBV_NO_MEMORY : OBV_OK;
}

obv_status
obv_root_comment(const obv_root *root, obv_slice body, obv_arena *arena,
                 obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "badge-verifier root region=");
    obv_put(&b, root->region);
    obv_put_text(&b, " version=");
    obv_put_number(&b, root->version);
    obv_put_text(&b, root->test ? " test=yes" : " test=no");
    obv_put_time(&b, "issued", root->issued);
    TRY(obv_put_sha256(&b, body));
    *ret = obv_buffer_slice(&b);
    return OBV_OK;
}
