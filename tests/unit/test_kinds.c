/* SPDX-License-Identifier: Apache-2.0 */
/* What a code is, told by how it begins: other systems are named, not judged.
 */
#include "check.h"

#include "paper/paper.h"

static void
codes_of_other_systems_are_called_by_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        obv_code_kind kind;
    } cases[] = {
        {"HC1:NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH", OBV_CODE_KIND_EU_COVID},
        {"shc:/567629095243206034602924374044603122295953265460",
         OBV_CODE_KIND_SMART_HEALTH},
        {"DC02FR000001125E125C0026FR", OBV_CODE_KIND_DOC_2D},
        {"DC04FR0000011EE91EE9B00101FR", OBV_CODE_KIND_DOC_2D},
        {"BEGIN:VCARD\nVERSION:3.0\nN:Durand;Zo\xC3\xA9\nEND:VCARD",
         OBV_CODE_KIND_VCARD},
        {"begin:vcard\r\n", OBV_CODE_KIND_VCARD},
        {"MECARD:N:Durand;;", OBV_CODE_KIND_VCARD},
        {"WIFI:S:accueil;T:WPA;P:secret;;", OBV_CODE_KIND_WIFI},
        {"mailto:zoe@courriel.example", OBV_CODE_KIND_CONTACT},
        {"TEL:+33123456789", OBV_CODE_KIND_CONTACT},
        {"SMSTO:+33123456789:bonjour", OBV_CODE_KIND_CONTACT},
        {"BEGIN:VEVENT\nSUMMARY:forum\nEND:VEVENT", OBV_CODE_KIND_EVENT},
        {"geo:48.8,2.3", OBV_CODE_KIND_PLACE},
        {"BCD\n002\n1\nSCT\n", OBV_CODE_KIND_PAYMENT},
        {"SPC\r\n0200\r\n1\r\n", OBV_CODE_KIND_PAYMENT},
        {"otpauth://totp/x?secret=JBSWY3DP", OBV_CODE_KIND_SECRET},
        {"otpauth-migration://offline?data=CiEK", OBV_CODE_KIND_SECRET},
        {"\xEF\xBB\xBFotpauth://totp/x?secret=JB", OBV_CODE_KIND_SECRET},
        {"LPA:1$rsp.example.org$K2-1SY0QH", OBV_CODE_KIND_SECRET},
        {"X-HM://0023ISYWYABCD", OBV_CODE_KIND_SECRET},
        {"DPP:C:81/1;K:MDkwEwYHKoZIzj0CAQYI;;", OBV_CODE_KIND_SECRET},
        {"FIDO:/130864008381073036", OBV_CODE_KIND_SECRET},
        {"tg://login?token=AQAA", OBV_CODE_KIND_SECRET},
        {"sgnl://linkdevice?uuid=x", OBV_CODE_KIND_SECRET},
        {"https://www.example.org/cv", OBV_CODE_KIND_LINK},
        {"HTTP://EXAMPLE.ORG", OBV_CODE_KIND_LINK},
        {"www.example.org", OBV_CODE_KIND_LINK},
        {"Bonjour !", OBV_CODE_KIND_TEXT},
        {"{\"reglage\":12}", OBV_CODE_KIND_TEXT},
        {"[1,2]", OBV_CODE_KIND_TEXT},
        {"", OBV_CODE_KIND_TEXT},
        {"\xFF\xFE\x01", OBV_CODE_KIND_BINARY},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(obv_code_kind_of(obv_slice_of(cases[i].text)) ==
                       cases[i].kind,
                   cases[i].text);
    }
}

static void
what_may_be_a_badge_is_judged(void **state)
{
    (void)state;
    static const char *const badges[] = {
        "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
        "{\"@context\":[]}",
        " {\"uid\":\"1\",\"recipient\":{}}",
        "https://openbadgefactory.com/v1/assertion/abc",
        "https://OpenBadgeFactory.com/v1/assertion/abc.json",
        "http://www.credly.com/badges/0a1b",
        "https://api.badgr.io/public/assertions/x",
    };
    for (size_t i = 0; i < COUNT(badges); i++) {
        CHECK_CASE(obv_code_kind_of(obv_slice_of(badges[i])) ==
                       OBV_CODE_KIND_BADGE,
                   badges[i]);
    }
    CHECK_NUMBER(obv_code_kind_of(obv_slice_of("OB1:ABC")), OBV_CODE_KIND_OB1);
}

/* Whoever owns another address must not pass for a platform of badges. */
static void
an_address_that_only_mentions_a_platform_is_a_link(void **state)
{
    (void)state;
    static const char *const links[] = {
        "https://openbadgefactory.com.example.org/v1/assertion/abc",
        "https://example.org/openbadgefactory.com/v1/assertion/abc",
        "https://user@openbadgefactory.com/v1/assertion/abc",
        "https://openbadgefactory.com/",
        "https://notcredly.com/badges/1",
    };
    for (size_t i = 0; i < COUNT(links); i++) {
        CHECK_CASE(obv_code_kind_of(obv_slice_of(links[i])) ==
                       OBV_CODE_KIND_LINK,
                   links[i]);
    }
}

static void
every_kind_has_a_word(void **state)
{
    (void)state;
    for (int i = 0; i < OBV_CODE_KIND_COUNT; i++) {
        const char *name = obv_code_kind_name((obv_code_kind)i);
        CHECK(strcmp(name, "unknown") != 0 && *name != '\0');
    }
    CHECK_TEXT(obv_code_kind_name(OBV_CODE_KIND_COUNT), "unknown");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_other_systems_are_called_by_their_names),
        cmocka_unit_test(what_may_be_a_badge_is_judged),
        cmocka_unit_test(an_address_that_only_mentions_a_platform_is_a_link),
        cmocka_unit_test(every_kind_has_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
