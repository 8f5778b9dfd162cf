/* SPDX-License-Identifier: Apache-2.0 */
/* root.N.json, read to the letter: one good root, and each place of it
   changed.  The chain of roots is in test_open.c. */
#include "check.h"
#include "signing.h"
#include "trust/trust.h"

#include <stdio.h>
#include <stdlib.h>

/* ' stands for the quotation mark of JSON, %N for the N-th key's line. */
static const char good[] =
    "{'format':1,'region':'demo-13','name':'The root','test':true,"
    "'version':3,'issued':'2026-03-01T00:00:00Z',"
    "'root':{'threshold':2,'keys':['%1','%2','%3']},"
    "'list':{'threshold':1,'keys':['%4']}}";

static obv_arena *arena;
static obv_trouble trouble;

static char *
text_of(const char *template)
{
    char *text = malloc(16384), *to = text;
    assert_non_null(text);
    for (const char *at = template; *at != '\0'; at++) {
        if (*at == '%') {
            signing_key key = signing_key_of((unsigned)(*++at - '0'));
            to += sprintf(to, "%s", key.line);
        } else {
            *to++ = *at == '\'' ? '"' : *at;
        }
    }
    *to = '\0';
    return text;
}

static obv_status
parse(const char *template, obv_root *root)
{
    char *text = text_of(template);
    obv_arena_empty(arena);
    trouble = (obv_trouble){0};
    obv_status status = obv_root_parse(obv_slice_of(text), "root.3.json", arena,
                                       root, &trouble);
    free(text);
    return status;
}

static obv_status
parse_with(const char *place, const char *instead, obv_root *root)
{
    char text[8192];
    const char *at = strstr(good, place);
    if (at == NULL) {
        fail_msg("not in the root: %s", place);
    }
    snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - good), good, instead,
             at + strlen(place));
    return parse(text, root);
}

static void
a_good_root_is_read_whole(void **state)
{
    (void)state;
    obv_root root;
    signing_key second = signing_key_of(2);
    CHECK(parse(good, &root) == OBV_OK);
    CHECK(obv_slice_is(root.region, "demo-13"));
    CHECK(obv_slice_is(root.name, "The root"));
    CHECK(root.test && root.version == 3 && root.issued == 1772323200);
    CHECK(root.root.threshold == 2 && root.root.count == 3);
    CHECK(root.list.threshold == 1 && root.list.count == 1);
    CHECK(memcmp(root.root.keys[1].bytes, second.bytes, 32) == 0);
    CHECK(memcmp(root.root.keys[1].id, second.id, 8) == 0);
    CHECK(parse_with("'test':true", "'test':false", &root) == OBV_OK);
    CHECK(!root.test);
}

/* One person may keep both: what is signed says which of the two it is. */
static void
a_key_may_serve_both_roles(void **state)
{
    (void)state;
    obv_root root;
    CHECK(parse_with("'%4'", "'%1'", &root) == OBV_OK);
}

static void
the_comment_of_a_root_says_what_the_root_says(void **state)
{
    (void)state;
    obv_root root;
    obv_slice comment;
    CHECK(parse(good, &root) == OBV_OK);
    CHECK(obv_root_comment(&root, obv_slice_of("abc"), arena, &comment) ==
          OBV_OK);
    CHECK(obv_slice_is(
        comment, "badge-verifier root region=demo-13 version=3 test=yes "
                 "issued=2026-03-01T00:00:00Z sha256=ba7816bf8f01cfea414140de"
                 "5dae2223b00361a396177a9cb410ff61f20015ad"));
    root.test = false;
    CHECK(obv_root_comment(&root, obv_slice_of("abc"), arena, &comment) ==
          OBV_OK);
    char said[256];
    snprintf(said, sizeof(said), "%.*s", (int)comment.len,
             (const char *)comment.ptr);
    CHECK(strstr(said, " test=no ") != NULL);
}

static void
a_root_is_held_to_its_rules(void **state)
{
    (void)state;
    static const struct {
        const char *place, *instead, *says;
    } cases[] = {
        {"'format':1", "'format':2", "another format than 1"},
        {"'format':1,", "", "'format' is missing"},
        {"'region':'demo-13'", "'region':'Demo'", "region must be"},
        {"'region':'demo-13'", "'region':'d\xC3\xA9mo'", "region must be"},
        {"'region':'demo-13'", "'region':'a b'", "region must be"},
        {"'region':'demo-13'", "'region':'a=b'", "region must be"},
        {"'region':'demo-13'", "'region':''", "region: must be a text"},
        {"'region':'demo-13'",
         "'region':'0123456789012345678901234567890123456789012345678901234"
         "567890123'",
         "region must be"},
        {"'name':'The root'", "'name':'The\\nroot'", "name: holds"},
        {"'name':'The root',", "", "'name' is missing"},
        {"'test':true,", "", "'test' is missing"},
        {"'test':true", "'test':'yes'", "test: must be true or false"},
        {"'test':true", "'test':null", "test: must be true or false"},
        {"'test':true", "'test':0", "test: must be true or false"},
        {"'test':true", "'test':true,'test':false", "stands twice"},
        {"'version':3", "'version':0", "version: must be"},
        {"'version':3", "'version':'3'", "version: must be"},
        {"'issued':'2026-03-01T00:00:00Z'", "'issued':'2026-03-01'",
         "issued: must be a date"},
        {"'list':{'threshold':1,'keys':['%4']}", "'list':null",
         "list: must be an object"},
        {",'list':{'threshold':1,'keys':['%4']}", "", "'list' is missing"},
        {"'root':{'threshold':2,'keys':['%1','%2','%3']},", "",
         "'root' is missing"},
        {"'threshold':2", "'threshold':0", "root.threshold: must be"},
        {"'threshold':2", "'threshold':-1", "root.threshold: must be"},
        {"'threshold':2,", "", "root: 'threshold' is missing"},
        {"'threshold':2", "'threshold':4", "root: asks for more signatures"},
        {"'threshold':1", "'threshold':2", "list: asks for more signatures"},
        {"'threshold':1", "'threshold':9223372036854775807", "list: asks"},
        {"['%4']", "[]", "list: asks for more signatures"},
        {"['%4']", "'%4'", "list.keys: must be a list"},
        {"'%4'", "'%4','%4'", "list.keys[1]: stands twice"},
        {"'%3'", "'%1'", "root.keys[2]: stands twice"},
        {"'%4'", "5", "list.keys[0]: is not a minisign public key"},
        {"'%4'", "''", "list.keys[0]: is not a minisign"},
        {"'%4'", "'%4 '", "list.keys[0]: is not a minisign"},
        {"'%4'", "'R%4'", "list.keys[0]: is not a minisign"},
        {"'%4'", "'RWQ='", "list.keys[0]: is not a minisign"},
        {"'keys':['%4']", "'keys':['%4'],'until':'2027'", "'until', which"},
        {"'format':1", "'format':1,'onlyFor':[]", "'onlyFor', which"},
        {"'%4']}}", "'%4']}} x", "line 1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_root root;
        CHECK_CASE(parse_with(cases[i].place, cases[i].instead, &root) ==
                       OBV_MALFORMED,
                   cases[i].instead);
        CHECK_TEXT(trouble.file, "root.3.json");
        if (strstr(trouble.what, cases[i].says) == NULL) {
            fail_msg("%s: says \"%s\"", cases[i].instead, trouble.what);
        }
    }
}

/* The same key under another id would count twice; two keys of one id would
   share the name of a signature file. */
static void
a_key_cannot_be_dressed_up_as_two(void **state)
{
    (void)state;
    uint8_t bytes[42] = "Ed";
    signing_key one = signing_key_of(4), two = signing_key_of(5);
    const struct {
        const signing_key *id, *material;
    } cases[] = {{&two, &one}, {&one, &two}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        char instead[256];
        obv_root root;
        obv_arena *own = obv_arena_new(4096);
        assert_non_null(own);
        memcpy(bytes + 2, cases[i].id->id, 8);
        memcpy(bytes + 10, cases[i].material->bytes, 32);
        snprintf(instead, sizeof(instead), "'%%4','%s'",
                 obv_to_base64((obv_slice){bytes, sizeof(bytes)}, own));
        CHECK(parse_with("'%4'", instead, &root) == OBV_MALFORMED);
        CHECK(strstr(trouble.what, "list.keys[1]: stands twice") != NULL);
        obv_arena_free(own);
    }
}

static void
a_role_has_a_limit_of_keys(void **state)
{
    (void)state;
    obv_root root;
    for (size_t count = OBV_MAX_ROLE_KEYS; count <= OBV_MAX_ROLE_KEYS + 1;
         count++) {
        char keys[4096] = "";
        for (size_t i = 0; i < count; i++) {
            signing_key key = signing_key_of((unsigned)(100 + i));
            snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys), "%s'%s'",
                     i > 0 ? "," : "", key.line);
        }
        obv_status status = parse_with("'%4'", keys, &root);
        CHECK(status == (count <= OBV_MAX_ROLE_KEYS ? OBV_OK : OBV_MALFORMED));
    }
    CHECK(strstr(trouble.what, "list.keys: holds over 32 keys") != NULL);
}

static void
a_root_file_has_a_limit(void **state)
{
    (void)state;
    static uint8_t large[OBV_MAX_ROOT_FILE + 1];
    obv_root root;
    char *text = text_of(good);
    memset(large, ' ', sizeof(large));
    memcpy(large, text, strlen(text));
    free(text);
    obv_slice most = {large, OBV_MAX_ROOT_FILE}, more = {large, sizeof(large)};
    obv_arena_empty(arena);
    CHECK(obv_root_parse(most, "x", arena, &root, NULL) == OBV_OK);
    CHECK(obv_root_parse(more, "x", arena, &root, NULL) == OBV_LIMIT);
}

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    obv_root root;
    char *text = text_of(good);
    for (size_t len = 0; len < strlen(text); len++) {
        obv_slice cut = {(const uint8_t *)text, len};
        obv_arena_empty(arena);
        CHECK(obv_root_parse(cut, "x", arena, &root, NULL) == OBV_MALFORMED);
    }
    free(text);
}

static void
a_full_arena_is_said(void **state)
{
    (void)state;
    char *text = text_of(good);
    obv_status status = OBV_NO_MEMORY;
    for (size_t size = 0; status == OBV_NO_MEMORY; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_root root;
        assert_non_null(small);
        status = obv_root_parse(obv_slice_of(text), "x", small, &root, NULL);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        obv_arena_free(small);
    }
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_root_is_read_whole),
        cmocka_unit_test(a_key_may_serve_both_roles),
        cmocka_unit_test(the_comment_of_a_root_says_what_the_root_says),
        cmocka_unit_test(a_root_is_held_to_its_rules),
        cmocka_unit_test(a_key_cannot_be_dressed_up_as_two),
        cmocka_unit_test(a_role_has_a_limit_of_keys),
        cmocka_unit_test(a_root_file_has_a_limit),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(a_full_arena_is_said),
    };
    arena = obv_arena_new(1024 * 1024);
    if (arena == NULL || !obv_sodium_start()) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
