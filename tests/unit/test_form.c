/* SPDX-License-Identifier: Apache-2.0 */
/* What a text is, what is said of one that is no badge, the limits on all of
   them, and badges that others made. */
#include "files.h"
#include "form/parts.h"
#include "forms.h"

static const char badge[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":\"https://a.example\",\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://a.example/a\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}},"
    "\"proof\":{\"type\":\"X\",\"verificationMethod\":\"urn:a:k\"}}";

/* ---- Texts -------------------------------------------------------------- */

static void
an_address_alone_is_a_hosted_badge(void **state)
{
    (void)state;
    static const char *const texts[] = {"https://a.example/assertion/1",
                                        "http://a.example",
                                        " \r\nhttps://a.example/assertion/1\n"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, texts[i]);
        const obv_credential *c = f.first;
        CHECK_CASE(c != NULL && c->next == NULL, texts[i]);
        CHECK(c->kind == OBV_KIND_BADGE);
        CHECK(c->edition == OBV_EDITION_UNKNOWN);
        CHECK(c->proofs->kind == OBV_PROOF_HOSTED && c->fault_count == 0);
        CHECK(c->issuer_id.len == 0 && obv_slice_starts(c->id, "http"));
        CHECK(c->id.ptr[c->id.len - 1] != '\n');
        forms_close(&f);
    }
}

static void
what_is_something_else_is_no_badge(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "   \n",
        "This is not an image.",
        "www.example.org",
        "ftp://a.example/1",
        "https://",
        "https://a.example/a b",
        "https://a.example\nhttps://b.example",
        "eyewitness",
        "e.g. this",
        "[]",
        "[1,2]",
        "\"text\"",
        "7",
        "null",
        "<html></html>",
        "-----BEGIN PUBLIC KEY-----",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "https://a.example/\xff",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, texts[i]);
        CHECK_CASE(f.status == OBV_OK && f.first == NULL, texts[i]);
        CHECK_CASE(f.why.check == OBV_CHECK_PRESENT &&
                       f.why.reason == OBV_REASON_NO_BADGE,
                   texts[i]);
        forms_close(&f);
    }
}

static void
json_that_does_not_parse_says_where(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where;
        obv_reason reason;
    } cases[] = {
        {"{\n\"a\":x}", "2:", OBV_REASON_NOT_JSON},
        {"{", "1:", OBV_REASON_NOT_JSON},
        {"{} {}", "1:", OBV_REASON_NOT_JSON},
        {"{\"a\":1,\"a\":2}", "1:", OBV_REASON_DUPLICATE_MEMBER},
        {"{\"b\":{\"a\":1,\"a\":1}}", "1:", OBV_REASON_DUPLICATE_MEMBER},
        {"{\"a\":\"\xff\"}", "1:", OBV_REASON_NOT_UTF8},
        {"{// comments are none\n}", "1:", OBV_REASON_NOT_JSON},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, cases[i].text);
        CHECK_CASE(f.status == OBV_OK && f.first == NULL, cases[i].text);
        CHECK_CASE(f.why.check == OBV_CHECK_FORMAT, cases[i].text);
        CHECK_CASE(f.why.reason == cases[i].reason, cases[i].text);
        CHECK_CASE(obv_slice_starts(f.why.where, cases[i].where),
                   cases[i].text);
        forms_close(&f);
    }
}

static void
a_document_that_is_no_badge_says_so(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"id\":\"did:web:a.example\",\"verificationMethod\":[]}",
        "{\"type\":\"BadgeClass\"}",
        "{\"type\":[\"Profile\"]}",
        "{\"kty\":\"RSA\"}",
        "{\"type\":{\"VerifiableCredential\":1}}",
        "{\"type\":[[\"VerifiableCredential\"]]}",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, texts[i]);
        CHECK_CASE(f.status == OBV_OK && f.first == NULL, texts[i]);
        CHECK_CASE(f.why.check == OBV_CHECK_PRESENT &&
                       f.why.reason == OBV_REASON_NOT_A_BADGE,
                   texts[i]);
        forms_close(&f);
    }
}

/* ---- Faults ------------------------------------------------------------- */

/* Many small faults must not push out the one that says most. */
static void
each_check_keeps_its_first_fault(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, badge, "/evidence", "[]");
    char place[64];
    for (int i = 0; i < 2 * OBV_MAX_FAULTS; i++) {
        snprintf(place, sizeof(place), "/evidence/%d", i);
        text = forms_edit(&f, text, place, "{\"type\":\"Evidence\",\"id\":7}");
    }
    text = forms_edit(&f, text, "/proof", NULL);
    text = forms_edit(&f, text, "/validFrom", "\"hier\"");
    forms_read(&f, text);
    const obv_credential *c = f.first;
    CHECK_NUMBER(c->fault_count, OBV_MAX_FAULTS);
    bool dates = false, proof = false;
    for (size_t i = 0; i < c->fault_count; i++) {
        dates = dates || c->faults[i].check == OBV_CHECK_DATES;
        proof = proof || c->faults[i].check == OBV_CHECK_PROOF;
    }
    CHECK(dates && proof);
    CHECK(c->faults[OBV_MAX_FAULTS - 1].check ==
          OBV_CHECK_PROOF); /* last met */
    forms_close(&f);
}

static void
a_full_list_of_different_checks_stays_as_it_is(void **state)
{
    (void)state;
    static const obv_check_id met[] = {
        OBV_CHECK_CONTEXT, OBV_CHECK_TYPE,     OBV_CHECK_MEMBERS,
        OBV_CHECK_SUBJECT, OBV_CHECK_CRITERIA, OBV_CHECK_DATES,
        OBV_CHECK_DATES,   OBV_CHECK_CLAIMS,   OBV_CHECK_PROOF,
        OBV_CHECK_PROOF,   OBV_CHECK_FORMAT};
    static const obv_check_id kept[] = {OBV_CHECK_CONTEXT,  OBV_CHECK_TYPE,
                                        OBV_CHECK_MEMBERS,  OBV_CHECK_SUBJECT,
                                        OBV_CHECK_CRITERIA, OBV_CHECK_DATES,
                                        OBV_CHECK_CLAIMS,   OBV_CHECK_PROOF};
    obv_credential c = {0};
    for (size_t i = 0; i < COUNT(met); i++) {
        obv_fault_note(&c, met[i], OBV_REASON_BAD_MEMBER, obv_slice_of(""));
    }
    CHECK_NUMBER(c.fault_count, COUNT(kept));
    for (size_t i = 0; i < COUNT(kept); i++) {
        CHECK(c.faults[i].check == kept[i]);
    }
}

/* ---- Limits ------------------------------------------------------------- */

static void
a_text_is_read_up_to_its_limit(void **state)
{
    (void)state;
    static char text[OBV_MAX_BADGE_TEXT + 2];
    size_t len = strlen(badge);
    memset(text, ' ', sizeof(text));
    memcpy(text, badge, len);
    /* A member of blanks fills it up: white space at the end is trimmed. */
    memcpy(text + len - 1, ",\"x\":\"", 6);
    for (size_t size = OBV_MAX_BADGE_TEXT; size <= OBV_MAX_BADGE_TEXT + 1;
         size++) {
        forms f;
        obv_arena *arena = obv_arena_new(OBV_ARENA);
        assert_non_null(arena);
        text[size - 3] = ' ';
        text[size - 2] = '"';
        text[size - 1] = '}';
        text[size] = '\0';
        f = (forms){.arena = arena};
        forms_read(&f, text);
        CHECK(f.status == (size <= OBV_MAX_BADGE_TEXT ? OBV_OK : OBV_LIMIT));
        CHECK((f.first != NULL) == (size <= OBV_MAX_BADGE_TEXT));
        obv_arena_free(arena);
    }
}

static void
json_deeper_than_its_limit_is_a_limit(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    char text[3 * OBV_MAX_DEPTH + 64] = "{\"a\":";
    for (int i = 0; i < OBV_MAX_DEPTH; i++) {
        strcat(text, "[");
    }
    for (int i = 0; i < OBV_MAX_DEPTH; i++) {
        strcat(text, "]");
    }
    strcat(text, "}");
    forms_read(&f, text);
    CHECK(f.status == OBV_LIMIT && f.first == NULL);
    forms_read(&f, forms_jws(&f, text, badge));
    CHECK(f.status == OBV_LIMIT && f.first == NULL);
    forms_close(&f);
}

/* Each size of memory up to the one that suffices: never half an answer. */
static void
check_memory(const char *text)
{
    obv_status status = OBV_NO_MEMORY;
    for (size_t size = 0; status == OBV_NO_MEMORY; size += 64) {
        obv_arena *arena = obv_arena_new(size);
        obv_credential *c = NULL;
        obv_fault why;
        assert_non_null(arena);
        assert_true(size < 1024 * 1024);
        status = obv_form_read(obv_slice_of(text), NULL, arena, &c, &why);
        CHECK(status == OBV_OK || (status == OBV_NO_MEMORY && c == NULL));
        if (c != NULL && c->fault_count > 0) {
            CHECK(c->faults[0].where.len > 0); /* a fault whole, or none */
        }
        obv_arena_free(arena);
    }
}

static void
lack_of_memory_is_said(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *broken = forms_edit(&f, badge, "/credentialSubject", "{}");
    check_memory(badge);
    check_memory(forms_edit(&f, badge, "/proof", NULL));
    check_memory(broken);
    check_memory("{\"a\":1,\"a\":2}");
    check_memory("https://a.example/1");
    check_memory(forms_jws(&f,
                           "{\"alg\":\"EdDSA\",\"jwk\":{\"kty\":\"OKP\","
                           "\"crv\":\"Ed25519\",\"x\":"
                           "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}}",
                           forms_edit(&f, badge, "/endorsement", badge)));
    check_memory("{\"@context\":\"https://w3id.org/openbadges/v2\","
                 "\"type\":\"Assertion\",\"evidence\":\"urn:a:e\","
                 "\"badge\":{\"alignment\":{\"name\":\"n\"}}}");
    forms_close(&f);
}

/* ---- Badges that others made -------------------------------------------- */

/* One line of expected.tsv: path, phase, list, date, word ... */
static bool
next_fixture(obv_slice *rest, obv_slice *path, obv_slice *phase,
             obv_slice *word)
{
    obv_slice line, list, date;
    return obv_slice_cut(*rest, '\n', &line, rest) &&
           obv_slice_cut(line, '\t', path, &line) &&
           obv_slice_cut(line, '\t', phase, &line) &&
           obv_slice_cut(line, '\t', &list, &line) &&
           obv_slice_cut(line, '\t', &date, &line) &&
           obv_slice_cut(line, '\t', word, &line);
}

static void
check_genuine(obv_slice path)
{
    char name[1024];
    snprintf(name, sizeof(name), "fixtures/openbadges/%.*s", (int)path.len,
             (const char *)path.ptr);
    obv_slice file = file_read(shared_path(name));
    assert_non_null(file.ptr);
    forms f;
    forms_open(&f);
    f.status = obv_form_read(file, NULL, f.arena, &f.first, &f.why);
    CHECK_CASE(f.status == OBV_OK && f.first != NULL, name);
    forms_print_faults(f.first, name);
    CHECK_CASE(f.first->fault_count == 0, name);
    CHECK_CASE(f.first->issuer_id.len + f.first->class_address.len > 0, name);
    CHECK_CASE(f.first->proofs != NULL, name);
    forms_close(&f);
    file_free(file);
}

static bool
is_picture(obv_slice path)
{
    obv_slice ending = {path.ptr + path.len - 4, 4};
    return obv_slice_is(ending, ".png") || obv_slice_is(ending, ".svg");
}

/* A genuine badge that is called malformed costs somebody a job. */
static void
no_genuine_badge_has_a_fault(void **state)
{
    (void)state;
    const char *table = shared_path("fixtures/openbadges/expected.tsv");
    if (table == NULL) {
        skip(); /* a plain clone has no shared folder */
    }
    obv_slice whole = file_read(table), rest = whole;
    obv_slice path, phase, word;
    size_t seen = 0;
    assert_non_null(whole.ptr);
    while (next_fixture(&rest, &path, &phase, &word)) {
        if (obv_slice_is(phase, "linked-data") &&
            (obv_slice_is(word, "recognised") ||
             obv_slice_is(word, "withdrawn") ||
             obv_slice_is(word, "expired")) &&
            !is_picture(path)) {
            check_genuine(path);
            seen++;
        }
    }
    CHECK(seen > 50);
    file_free(whole);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_alone_is_a_hosted_badge),
        cmocka_unit_test(what_is_something_else_is_no_badge),
        cmocka_unit_test(json_that_does_not_parse_says_where),
        cmocka_unit_test(a_document_that_is_no_badge_says_so),
        cmocka_unit_test(each_check_keeps_its_first_fault),
        cmocka_unit_test(a_full_list_of_different_checks_stays_as_it_is),
        cmocka_unit_test(a_text_is_read_up_to_its_limit),
        cmocka_unit_test(json_deeper_than_its_limit_is_a_limit),
        cmocka_unit_test(lack_of_memory_is_said),
        cmocka_unit_test(no_genuine_badge_has_a_fault),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
