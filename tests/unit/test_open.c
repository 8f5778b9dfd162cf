/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trust folder, from its first root to its list.  The forger may put any
 * file into the folder, under any name; he has keys of his own, and every
 * signature that was ever published.
 */
#include "check.h"
#include "failing.h"
#include "signing.h"
#include "trust/trust.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#define ISSUED "2026-03-01T00:00:00Z"
#define FRESH "2026-06-01T00:00:00Z"
#define USABLE "2026-12-01T00:00:00Z"

static signing_folder f;
static obv_trouble trouble;
static obv_trust *trust;

/* ---- Making folders ------------------------------------------------------ */

/* Keys are named by one letter each; two of them sign. */
typedef struct root_plan {
    unsigned version;
    const char *root_keys, *list_keys, *signers;
    const char *region, *test, *issued;
    unsigned says_version; /* 0: the version */
    const char *comment;   /* NULL: the one that is due */
} root_plan;

static const root_plan first = {.version = 1,
                                .root_keys = "abc",
                                .list_keys = "def",
                                .signers = "ab",
                                .region = "demo",
                                .test = "true",
                                .issued = ISSUED};

static void
put_role(char *text, size_t room, const char *name, const char *keys)
{
    size_t at = strlen(text);
    at += (size_t)snprintf(text + at, room - at,
                           ",\"%s\":{\"threshold\":2,\"keys\":[", name);
    for (const char *key = keys; *key != '\0'; key++) {
        signing_key k = signing_key_of((unsigned char)*key);
        at += (size_t)snprintf(text + at, room - at, "%s\"%s\"",
                               key > keys ? "," : "", k.line);
    }
    snprintf(text + at, room - at, "]}");
}

static const char *
root_file(unsigned version)
{
    static char name[32];
    snprintf(name, sizeof(name), "root.%u.json", version);
    return name;
}

static void
add_root(const root_plan *plan)
{
    char text[4096], start[256];
    unsigned version = plan->says_version ? plan->says_version : plan->version;
    snprintf(text, sizeof(text),
             "{\"format\":1,\"region\":\"%s\",\"name\":\"Root %u\","
             "\"test\":%s,\"version\":%u,\"issued\":\"%s\"",
             plan->region, version, plan->test, version, plan->issued);
    put_role(text, sizeof(text), "root", plan->root_keys);
    put_role(text, sizeof(text), "list", plan->list_keys);
    strcat(text, "}\n");
    snprintf(start, sizeof(start),
             "badge-verifier root region=%s version=%u test=%s issued=%s",
             plan->region, version,
             strcmp(plan->test, "true") == 0 ? "yes" : "no", plan->issued);
    char *due = signing_comment(start, text);
    signing_add(&f, root_file(plan->version), text);
    for (const char *key = plan->signers; *key != '\0'; key++) {
        signing_sign(&f, root_file(plan->version), (unsigned char)*key,
                     plan->comment != NULL ? plan->comment : due);
    }
    free(due);
}

#define LIST(region)                                                           \
    "{\"format\":1,\"name\":\"A "                                              \
    "list\",\"keeper\":\"Keepers\",\"region\":\"" region                       \
    "\",\"seq\":5,\"issued\":\"" ISSUED "\",\"freshUntil\":\"" FRESH           \
    "\",\"usableUntil\":\"" USABLE "\",\"issuers\":[]}\n"
#define LIST_COMMENT                                                           \
    "badge-verifier list region=demo seq=5 issued=" ISSUED                     \
    " freshUntil=" FRESH " usableUntil=" USABLE

static void
add_list(const char *text, const char *signers, const char *start)
{
    char *comment = signing_comment(start, text);
    signing_add(&f, "trust-list.json", text);
    for (const char *key = signers; *key != '\0'; key++) {
        signing_sign(&f, "trust-list.json", (unsigned char)*key, comment);
    }
    free(comment);
}

static void
make_folder(void)
{
    signing_clear(&f);
    add_root(&first);
    add_list(LIST("demo"), "de", LIST_COMMENT);
}

static obv_status
open_as(const char *pin)
{
    obv_trust_close(trust);
    return obv_trust_open(f.files, f.count, pin, &trust, &trouble);
}

static obv_status
open_folder(void)
{
    obv_status status = open_as(NULL);
    CHECK((trust != NULL) == (status == OBV_OK));
    CHECK((trouble.what[0] == '\0') == (status == OBV_OK));
    CHECK((trouble.kind == OBV_TROUBLE_NONE) == (status == OBV_OK));
    return status;
}

static bool
is_said(const char *file, const char *what)
{
    if (strcmp(trouble.file, file) != 0 || strstr(trouble.what, what) == NULL) {
        fprintf(stderr, "said: %s: %s\n", trouble.file, trouble.what);
        return false;
    }
    return true;
}

/* The folder is refused, with this status and these words. */
#define REFUSED(as, file, what)                                                \
    do {                                                                       \
        CHECK(open_folder() == (as));                                          \
        CHECK(is_said(file, what));                                            \
    } while (0)

/* ... and a program tells it by this word. */
#define REFUSED_FOR(word, as, file, what)                                      \
    do {                                                                       \
        REFUSED(as, file, what);                                               \
        CHECK_TEXT(obv_trouble_name(trouble.kind), word);                      \
    } while (0)

/* ---- The good folder ----------------------------------------------------- */

static void
a_good_folder_opens(void **state)
{
    (void)state;
    make_folder();
    signing_add(&f, "README.md", "not looked at");
    signing_add(&f, "root.key", "nor this");
    CHECK(open_folder() == OBV_OK);
    const obv_trust_facts *facts = obv_trust_about(trust);
    CHECK_TEXT(facts->name, "A list");
    CHECK_TEXT(facts->keeper, "Keepers");
    CHECK_TEXT(facts->region, "demo");
    CHECK_TEXT(facts->root, "Root 1");
    CHECK(facts->test && !facts->root_built_in && facts->seq == 5);
    CHECK(strlen(facts->root_id) == 16);
}

static void
every_signature_of_three_is_fine_too(void **state)
{
    (void)state;
    signing_clear(&f);
    root_plan all = first;
    all.signers = "abc";
    add_root(&all);
    add_list(LIST("demo"), "def", LIST_COMMENT);
    CHECK(open_folder() == OBV_OK);
}

static void
a_real_root_is_no_test(void **state)
{
    (void)state;
    signing_clear(&f);
    root_plan real = first;
    real.test = "false";
    add_root(&real);
    add_list(LIST("demo"), "de", LIST_COMMENT);
    CHECK(open_folder() == OBV_OK && !obv_trust_about(trust)->test);
}

static void
trouble_may_be_left_out(void **state)
{
    (void)state;
    obv_trust *opened;
    make_folder();
    signing_drop(&f, "trust-list.json");
    CHECK(obv_trust_open(f.files, f.count, NULL, &opened, NULL) ==
          OBV_NOT_FOUND);
    CHECK(opened == NULL);
    obv_trust_close(NULL);
}

/* ---- The pinned root ----------------------------------------------------- */

static void
a_pinned_root_is_that_root_or_none(void **state)
{
    (void)state;
    make_folder();
    const obv_file *root = signing_find(&f, "root.1.json");
    uint8_t digest[32];
    char hex[65], pin[80];
    crypto_hash_sha256(digest, root->bytes, root->len);
    sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
    for (size_t len = 0; len <= 64; len++) {
        snprintf(pin, sizeof(pin), "%.*s", (int)len, hex);
        CHECK((open_as(pin) == OBV_OK) == (len >= 16));
    }
    CHECK(strncmp(obv_trust_about(trust)->root_id, hex, 16) == 0);
    snprintf(pin, sizeof(pin), "%s0", hex);
    CHECK(open_as(pin) == OBV_WRONG_KEY);
    for (size_t i = 0; i < 64; i++) {
        snprintf(pin, sizeof(pin), "%.64s", hex);
        pin[i] = pin[i] == '0' ? '1' : '0';
        CHECK(open_as(pin) == OBV_WRONG_KEY);
        CHECK(trust == NULL && is_said("root.1.json", "not the root that is"));
    }
    CHECK(open_as(obv_built_in_root()) == OBV_WRONG_KEY);
    CHECK(trouble.kind == OBV_TROUBLE_OTHER_ROOT);
}

/* The forger's whole folder is sound in itself: only the pin tells. */
static void
a_forgers_own_root_is_told_by_its_id(void **state)
{
    (void)state;
    make_folder();
    CHECK(open_folder() == OBV_OK);
    char pin[17];
    memcpy(pin, obv_trust_about(trust)->root_id, sizeof(pin));
    signing_clear(&f);
    root_plan forged = first;
    forged.root_keys = "xyz";
    forged.list_keys = "uvw";
    forged.signers = "xy";
    add_root(&forged);
    add_list(LIST("demo"), "uv", LIST_COMMENT);
    CHECK(open_as(pin) == OBV_WRONG_KEY && trust == NULL);
    CHECK(open_folder() == OBV_OK);
    CHECK(strcmp(obv_trust_about(trust)->root_id, pin) != 0);
}

/* ---- Missing, doubled, too large ----------------------------------------- */

static void
what_is_missing_is_named(void **state)
{
    (void)state;
    signing_clear(&f);
    REFUSED_FOR("missing", OBV_NOT_FOUND, "root.1.json",
                "is not in the folder");
    make_folder();
    signing_drop(&f, "trust-list.json");
    REFUSED_FOR("missing", OBV_NOT_FOUND, "trust-list.json",
                "is not in the folder");
    make_folder();
    signing_drop(&f, "root.1.json");
    REFUSED_FOR("missing", OBV_NOT_FOUND, "root.1.json",
                "is not in the folder");
}

static void
one_name_twice_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"root.1.json", "trust-list.json"};
    for (size_t i = 0; i < COUNT(names); i++) {
        make_folder();
        signing_add(&f, names[i], "{}");
        REFUSED_FOR("twice", OBV_MALFORMED, names[i], "is in the folder twice");
    }
    make_folder();
    signing_add(&f, signing_name("trust-list.json", 'd'), "x");
    CHECK(open_folder() != OBV_OK);
}

static void
a_folder_has_limits(void **state)
{
    (void)state;
    make_folder();
    while (f.count < OBV_MAX_TRUST_FILES) {
        signing_add(&f, "x", "x");
    }
    CHECK(open_folder() == OBV_OK);
    signing_add(&f, "x", "x");
    REFUSED_FOR("too-many", OBV_LIMIT, "", "over 512 files");
    static const struct {
        const char *name;
        size_t most;
    } cases[] = {{"root.1.json", OBV_MAX_ROOT_FILE},
                 {"trust-list.json", OBV_MAX_TRUST_FILE}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        make_folder();
        obv_file *file = signing_find(&f, cases[i].name);
        size_t len = file->len;
        file->len = cases[i].most + 1; /* never read */
        REFUSED_FOR("too-large", OBV_LIMIT, cases[i].name, "too large");
        file->len = len;
    }
}

/* A signature that is too large does not count, and does no harm. */
static void
a_huge_signature_file_is_passed_over(void **state)
{
    (void)state;
    make_folder();
    signing_sign(&f, "trust-list.json", 'f', "x");
    obv_file *file = signing_find(&f, signing_name("trust-list.json", 'f'));
    file->len = (size_t)OBV_MAX_SIGNATURE_FILE + 1;
    CHECK(open_folder() == OBV_OK);
}

/* ---- Thresholds ---------------------------------------------------------- */

static void
one_signature_of_two_is_not_enough(void **state)
{
    (void)state;
    make_folder();
    signing_drop(&f, signing_name("trust-list.json", 'e'));
    REFUSED_FOR("few-signatures", OBV_BAD_SIGNATURE, "trust-list.json",
                "needs 2 signatures of the list keys, has 1");
    make_folder();
    signing_drop(&f, signing_name("root.1.json", 'b'));
    REFUSED_FOR("few-signatures", OBV_BAD_SIGNATURE, "root.1.json",
                "needs 2 signatures of its own root keys, has 1");
    signing_drop(&f, signing_name("root.1.json", 'a'));
    REFUSED(OBV_BAD_SIGNATURE, "root.1.json", "has 0");
}

/* Copies of one signature, under the names of other keys. */
static void
keys_are_counted_not_files(void **state)
{
    (void)state;
    make_folder();
    signing_drop(&f, signing_name("trust-list.json", 'e'));
    const char *copy =
        signing_find(&f, signing_name("trust-list.json", 'd'))->bytes;
    signing_add(&f, signing_name("trust-list.json", 'e'), copy);
    signing_add(&f, signing_name("trust-list.json", 'f'), copy);
    signing_add(&f, "trust-list.json.minisig", copy);
    REFUSED(OBV_BAD_SIGNATURE, "trust-list.json", "has 1");
    CHECK(strstr(trouble.what, "made by another key than its name says"));
    CHECK(trouble.kind == OBV_TROUBLE_ODD_SIGNATURE);
}

static void
only_keys_of_the_right_role_count(void **state)
{
    (void)state;
    signing_clear(&f);
    add_root(&first);
    add_list(LIST("demo"), "dabcx", LIST_COMMENT);
    REFUSED(OBV_BAD_SIGNATURE, "trust-list.json", "has 1");
    signing_clear(&f);
    root_plan plan = first;
    plan.signers = "adef";
    add_root(&plan);
    add_list(LIST("demo"), "de", LIST_COMMENT);
    REFUSED(OBV_BAD_SIGNATURE, "root.1.json", "has 1");
}

/* A stranger signs under the id of a list key. */
static void
the_id_of_a_key_does_not_count(void **state)
{
    (void)state;
    make_folder();
    signing_drop(&f, signing_name("trust-list.json", 'e'));
    signing_key stranger = signing_key_of('x'), e = signing_key_of('e');
    memcpy(stranger.id, e.id, sizeof(e.id));
    char *comment = signing_comment(LIST_COMMENT, LIST("demo"));
    char *text =
        signing_minisig(&stranger, LIST("demo"), strlen(LIST("demo")), comment);
    signing_add(&f, signing_name("trust-list.json", 'e'), text);
    REFUSED_FOR("bad-signature", OBV_BAD_SIGNATURE, "trust-list.json",
                "does not hold");
    free(text);
    free(comment);
}

/* Anybody can drop a file into a folder: that must not stop a job fair. */
static void
a_bad_signature_beside_enough_good_ones_does_no_harm(void **state)
{
    (void)state;
    make_folder();
    signing_add(&f, signing_name("trust-list.json", 'f'), "garbage");
    signing_add(&f, signing_name("root.1.json", 'c'), "");
    signing_add(&f, signing_name("root.1.json", 'x'), "garbage");
    CHECK(open_folder() == OBV_OK);
}

static void
a_signature_of_an_older_list_does_not_count(void **state)
{
    (void)state;
    signing_clear(&f);
    add_list(LIST("demo") " ", "e", LIST_COMMENT);
    char *old =
        strdup(signing_find(&f, signing_name("trust-list.json", 'e'))->bytes);
    make_folder();
    signing_drop(&f, signing_name("trust-list.json", 'e'));
    signing_add(&f, signing_name("trust-list.json", 'e'), old);
    free(old);
    REFUSED_FOR("bad-signature", OBV_BAD_SIGNATURE, "trust-list.json",
                "does not hold");
}

/* ---- Bytes are verified before they are parsed --------------------------- */

static void
nothing_is_parsed_before_it_is_verified(void **state)
{
    (void)state;
    make_folder();
    signing_drop(&f, "trust-list.json");
    signing_add(&f, "trust-list.json", "{\"not\": a list");
    REFUSED(OBV_BAD_SIGNATURE, "trust-list.json", "needs 2 signatures");
    make_folder();
    signing_add(&f, "root.2.json", "{\"not\": a root");
    REFUSED_FOR("few-signatures", OBV_BAD_SIGNATURE, "root.2.json",
                "the root keys before, has 0");
    /* signed, it is parsed, and refused for what it is */
    signing_clear(&f);
    add_root(&first);
    add_list("{\"not\": a list", "de", LIST_COMMENT);
    REFUSED_FOR("malformed", OBV_MALFORMED, "trust-list.json", "line 1");
}

static void
every_flipped_bit_of_a_file_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"root.1.json", "trust-list.json"};
    make_folder();
    for (size_t i = 0; i < COUNT(names); i++) {
        const obv_file *file = signing_find(&f, names[i]);
        uint8_t *bytes = (uint8_t *)(uintptr_t)file->bytes;
        for (size_t bit = 0; bit < 8 * file->len; bit += 3) {
            bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ (1 << bit % 8));
            CHECK(open_folder() != OBV_OK);
            bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ (1 << bit % 8));
        }
    }
    CHECK(open_folder() == OBV_OK);
}

/* ---- What the signed comment says ---------------------------------------- */

static void
a_list_and_its_signed_comment_must_say_the_same(void **state)
{
    (void)state;
    static const char *const starts[] = {
        "badge-verifier list region=other seq=5 issued=" ISSUED
        " freshUntil=" FRESH " usableUntil=" USABLE,
        "badge-verifier list region=demo seq=6 issued=" ISSUED
        " freshUntil=" FRESH " usableUntil=" USABLE,
        "badge-verifier list region=demo seq=5 issued=" FRESH
        " freshUntil=" FRESH " usableUntil=" USABLE,
        "badge-verifier list region=demo seq=5 issued=" ISSUED
        " freshUntil=" USABLE " usableUntil=" USABLE,
        "badge-verifier list region=demo seq=5 issued=" ISSUED
        " freshUntil=" FRESH " usableUntil=" FRESH,
        "badge-verifier root region=demo seq=5 issued=" ISSUED
        " freshUntil=" FRESH " usableUntil=" USABLE,
        LIST_COMMENT " ",
        "",
    };
    for (size_t i = 0; i < COUNT(starts); i++) {
        signing_clear(&f);
        add_root(&first);
        add_list(LIST("demo"), "de", starts[i]);
        REFUSED_FOR("disagrees", OBV_MALFORMED, "trust-list.json",
                    "another thing than the signed comment");
    }
}

static void
the_comment_names_the_very_bytes(void **state)
{
    (void)state;
    signing_clear(&f);
    add_root(&first);
    char *comment = signing_comment(LIST_COMMENT, "other bytes");
    signing_add(&f, "trust-list.json", LIST("demo"));
    signing_sign(&f, "trust-list.json", 'd', comment);
    signing_sign(&f, "trust-list.json", 'e', comment);
    free(comment);
    REFUSED_FOR("disagrees", OBV_MALFORMED, "trust-list.json", "another thing");
}

static void
signatures_that_say_different_things_are_refused(void **state)
{
    (void)state;
    make_folder();
    signing_sign(&f, "trust-list.json", 'f', "something else");
    REFUSED_FOR("disagrees", OBV_MALFORMED,
                signing_name("trust-list.json", 'f'),
                "another thing than that of the other signatures");
}

static void
a_root_and_its_signed_comment_must_say_the_same(void **state)
{
    (void)state;
    root_plan plan = first;
    plan.comment = "badge-verifier root region=demo version=1 test=no "
                   "issued=" ISSUED;
    signing_clear(&f);
    add_root(&plan);
    add_list(LIST("demo"), "de", LIST_COMMENT);
    REFUSED_FOR("disagrees", OBV_MALFORMED, "root.1.json",
                "another thing than the signed");
}

static void
a_list_of_another_region_is_refused(void **state)
{
    (void)state;
    signing_clear(&f);
    add_root(&first);
    add_list(LIST("elsewhere"), "de",
             "badge-verifier list region=elsewhere seq=5 issued=" ISSUED
             " freshUntil=" FRESH " usableUntil=" USABLE);
    REFUSED_FOR("malformed", OBV_MALFORMED, "trust-list.json",
                "region 'elsewhere'");
}

/* ---- The chain of roots -------------------------------------------------- */

/* root.2: new keys for both, signed by two old and two new keepers. */
static const root_plan second = {.version = 2,
                                 .root_keys = "cgh",
                                 .list_keys = "ijk",
                                 .signers = "abgh",
                                 .region = "demo",
                                 .test = "true",
                                 .issued = FRESH};

static void
make_chain(const root_plan *next, const char *list_signers)
{
    signing_clear(&f);
    add_root(&first);
    add_root(next);
    add_list(LIST("demo"), list_signers, LIST_COMMENT);
}

static void
a_second_root_takes_over(void **state)
{
    (void)state;
    make_chain(&second, "ij");
    CHECK(open_folder() == OBV_OK);
    CHECK_TEXT(obv_trust_about(trust)->root, "Root 2");
    char id[17];
    memcpy(id, obv_trust_about(trust)->root_id, sizeof(id));
    make_folder();
    CHECK(open_folder() == OBV_OK);
    CHECK_TEXT(obv_trust_about(trust)->root_id, id); /* of the first root */
    make_chain(&second, "de"); /* the keys that it replaced */
    REFUSED(OBV_BAD_SIGNATURE, "trust-list.json", "has 0");
}

/* Key c is of both roots: it counts in each. */
static void
a_keeper_of_both_roots_signs_once(void **state)
{
    (void)state;
    root_plan plan = second;
    plan.signers = "acg";
    make_chain(&plan, "ij");
    CHECK(open_folder() == OBV_OK);
}

static void
a_root_needs_the_keys_before_and_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *signers, *says;
    } cases[] = {
        {"gh", "2 signatures of the root keys before, has 0"},
        {"agh", "2 signatures of the root keys before, has 1"},
        {"ab", "2 signatures of its own root keys, has 0"},
        {"abg", "2 signatures of its own root keys, has 1"},
        {"cg", "2 signatures of the root keys before, has 1"},
        {"degh", "2 signatures of the root keys before, has 0"},
        {"", "has 0"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        root_plan plan = second;
        plan.signers = cases[i].signers;
        make_chain(&plan, "ij");
        REFUSED(OBV_BAD_SIGNATURE, "root.2.json", cases[i].says);
    }
}

static void
what_was_pinned_once_stays(void **state)
{
    (void)state;
    root_plan plan = second;
    plan.region = "other";
    make_chain(&plan, "ij");
    REFUSED_FOR("bad-step", OBV_MALFORMED, "root.2.json", "for another region");
    plan = second;
    plan.test = "false";
    make_chain(&plan, "ij");
    REFUSED_FOR("bad-step", OBV_MALFORMED, "root.2.json",
                "a test root stays one");
    plan = second;
    plan.issued = "2026-02-28T23:59:59Z";
    make_chain(&plan, "ij");
    REFUSED_FOR("bad-step", OBV_MALFORMED, "root.2.json",
                "before the root before it");
    plan = second;
    plan.issued = ISSUED; /* at the same moment is not before */
    make_chain(&plan, "ij");
    CHECK(open_folder() == OBV_OK);
}

static void
a_real_root_cannot_turn_into_a_test(void **state)
{
    (void)state;
    root_plan real = first;
    real.test = "false";
    signing_clear(&f);
    add_root(&real);
    add_root(&second);
    add_list(LIST("demo"), "ij", LIST_COMMENT);
    REFUSED_FOR("bad-step", OBV_MALFORMED, "root.2.json",
                "a test root stays one");
}

static void
a_root_is_of_the_version_of_its_name(void **state)
{
    (void)state;
    root_plan plan = second;
    plan.says_version = 3;
    make_chain(&plan, "ij");
    REFUSED_FOR("bad-step", OBV_MALFORMED, "root.2.json", "another version");
    plan = first;
    plan.says_version = 2;
    signing_clear(&f);
    add_root(&plan);
    add_list(LIST("demo"), "de", LIST_COMMENT);
    REFUSED_FOR("bad-step", OBV_MALFORMED, "root.1.json", "another version");
}

/* A root that the chain does not reach may be the newest one. */
static void
a_gap_or_a_strange_name_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"root.3.json", "root.02.json",
                                        "root.0.json", "root.new.json",
                                        "root..json"};
    for (size_t i = 0; i < COUNT(names); i++) {
        make_folder();
        signing_add(&f, names[i], "{}");
        REFUSED_FOR("gap", OBV_MALFORMED, "root.2.json",
                    "though a later root is");
    }
}

static void
sixty_four_roots_are_the_most(void **state)
{
    (void)state;
    signing_clear(&f);
    for (unsigned version = 1; version <= OBV_MAX_ROOTS; version++) {
        root_plan plan = first;
        plan.version = version;
        add_root(&plan);
    }
    add_list(LIST("demo"), "de", LIST_COMMENT);
    CHECK(open_folder() == OBV_OK);
    root_plan plan = first;
    plan.version = OBV_MAX_ROOTS + 1;
    add_root(&plan);
    REFUSED_FOR("gap", OBV_MALFORMED, "root.65.json", "later root");
}

/* ---- Words for programs -------------------------------------------------- */

static void
what_only_a_newer_program_reads_is_told_apart(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "{\"onlyOnSundays\": true}",
        "{\"format\": 2, \"name\": \"A\", \"keeper\": \"K\", "
        "\"region\": \"demo\", \"seq\": 1, \"issued\": \"" ISSUED "\", "
        "\"freshUntil\": \"" FRESH "\", \"usableUntil\": \"" USABLE "\", "
        "\"issuers\": []}",
    };
    for (size_t i = 0; i < COUNT(lists); i++) {
        signing_clear(&f);
        add_root(&first);
        add_list(lists[i], "de", LIST_COMMENT);
        REFUSED_FOR("newer", OBV_MALFORMED, "trust-list.json", "newer program");
    }
}

static void
a_signature_that_is_none_is_told_from_a_changed_file(void **state)
{
    (void)state;
    make_folder();
    signing_drop(&f, signing_name("trust-list.json", 'e'));
    signing_add(&f, signing_name("trust-list.json", 'e'), "garbage");
    REFUSED_FOR("odd-signature", OBV_BAD_SIGNATURE, "trust-list.json",
                "is not a minisign signature");
}

static void
every_kind_of_trouble_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < OBV_TROUBLE_COUNT; i++) {
        const char *name = obv_trouble_name((obv_trouble_kind)i);
        CHECK(name != NULL && name[0] != '\0');
        for (int k = 0; k < i; k++) {
            CHECK(strcmp(name, obv_trouble_name((obv_trouble_kind)k)) != 0);
        }
    }
    CHECK_TEXT(obv_trouble_name(OBV_TROUBLE_NONE), "none");
    CHECK_TEXT(obv_trouble_name(OBV_TROUBLE_NO_MEMORY), "no-memory");
    CHECK_TEXT(obv_trouble_name(OBV_TROUBLE_COUNT), "unknown");
}

/* ---- Names of a forger --------------------------------------------------- */

static void
nothing_raw_reaches_the_message(void **state)
{
    (void)state;
    signing_clear(&f);
    root_plan plan = first;
    plan.region = "\x1b[31m";
    add_root(&plan);
    CHECK(open_folder() != OBV_OK);
    CHECK(strchr(trouble.what, '\x1b') == NULL);
    make_folder();
    CHECK(open_as("\x1b[31m") == OBV_WRONG_KEY);
    CHECK(strchr(trouble.what, '\x1b') == NULL);
    make_folder();
    CHECK(open_as("") == OBV_WRONG_KEY);
}

static obv_status
open_again(void)
{
    obv_trust_close(trust);
    obv_status status =
        obv_trust_open(f.files, f.count, NULL, &trust, &trouble);
    CHECK((trust != NULL) == (status == OBV_OK));
    return status;
}

/* Whatever fails, a folder that is not in order is never opened, and of one
   that is in order no older root is taken. */
static void
a_failed_allocation_opens_nothing_else(void **state)
{
    (void)state;
    make_chain(&second, "ij");
    CHECK_EACH_FAILURE(open_again(), OBV_OK);
    CHECK_TEXT(obv_trust_about(trust)->root, "Root 2");
    signing_drop(&f, signing_name("trust-list.json", 'j'));
    CHECK_EACH_FAILURE(open_again(), OBV_BAD_SIGNATURE);
}

static int
clean_up(void **state)
{
    (void)state;
    obv_trust_close(trust);
    signing_clear(&f);
    trust = NULL;
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_folder_opens),
        cmocka_unit_test(every_signature_of_three_is_fine_too),
        cmocka_unit_test(a_real_root_is_no_test),
        cmocka_unit_test(trouble_may_be_left_out),
        cmocka_unit_test(a_pinned_root_is_that_root_or_none),
        cmocka_unit_test(a_forgers_own_root_is_told_by_its_id),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(one_name_twice_is_refused),
        cmocka_unit_test(a_folder_has_limits),
        cmocka_unit_test(a_huge_signature_file_is_passed_over),
        cmocka_unit_test(one_signature_of_two_is_not_enough),
        cmocka_unit_test(keys_are_counted_not_files),
        cmocka_unit_test(only_keys_of_the_right_role_count),
        cmocka_unit_test(the_id_of_a_key_does_not_count),
        cmocka_unit_test(a_bad_signature_beside_enough_good_ones_does_no_harm),
        cmocka_unit_test(a_signature_of_an_older_list_does_not_count),
        cmocka_unit_test(nothing_is_parsed_before_it_is_verified),
        cmocka_unit_test(every_flipped_bit_of_a_file_is_refused),
        cmocka_unit_test(a_list_and_its_signed_comment_must_say_the_same),
        cmocka_unit_test(the_comment_names_the_very_bytes),
        cmocka_unit_test(signatures_that_say_different_things_are_refused),
        cmocka_unit_test(a_root_and_its_signed_comment_must_say_the_same),
        cmocka_unit_test(a_list_of_another_region_is_refused),
        cmocka_unit_test(a_second_root_takes_over),
        cmocka_unit_test(a_keeper_of_both_roots_signs_once),
        cmocka_unit_test(a_root_needs_the_keys_before_and_its_own),
        cmocka_unit_test(what_was_pinned_once_stays),
        cmocka_unit_test(a_real_root_cannot_turn_into_a_test),
        cmocka_unit_test(a_root_is_of_the_version_of_its_name),
        cmocka_unit_test(a_gap_or_a_strange_name_is_refused),
        cmocka_unit_test(sixty_four_roots_are_the_most),
        cmocka_unit_test(what_only_a_newer_program_reads_is_told_apart),
        cmocka_unit_test(a_signature_that_is_none_is_told_from_a_changed_file),
        cmocka_unit_test(every_kind_of_trouble_has_a_word_of_its_own),
        cmocka_unit_test(nothing_raw_reaches_the_message),
        cmocka_unit_test(a_failed_allocation_opens_nothing_else),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, clean_up)
                              : 1;
}
