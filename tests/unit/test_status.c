/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A badge against the lists that its issuer keeps: badge, list and trust list
 * are signed here, then changed in one place at a time.  Whoever signed a list,
 * and whatever it says, only one that may be believed moves the verdict; what
 * cannot be used is a doubt.
 */
#include "check.h"
#include "making.h"
#include "verdict/verdict.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#define NOW 1772884800     /* 2026-03-07T12:00:00Z */
#define FETCHED 1772668800 /* 2026-03-05T00:00:00Z */

/* Who signs: by its number, always the same key. */
enum {
    ISSUER,
    PLATFORM, /* may sign the issuer's lists */
    OTHER,    /* listed, and nothing to do with the issuer */
    GONE,     /* was listed, and a status signer */
    STOLEN,   /* a second key of the issuer, in other hands */
    ENDED,    /* a third, not in use any more */
    STRANGER, /* on no list */
    KEYS
};
static const char *const names[KEYS] = {
    "@ISSUER@", "@PLATFORM@", "@OTHER@",    "@GONE@",
    "@STOLEN@", "@ENDED@",    "@STRANGER@",
};
static const char *const kids[KEYS] = {
    "https://a.example#1",     "did:web:platform.example#1",
    "https://other.example#1", "https://gone.example#1",
    "https://a.example#2",     "https://a.example#3",
    "https://a.example#1",
};

static uint8_t secrets[KEYS][64], points[KEYS][32];
static obv_arena *arena;
static obv_verifier *verifier;
static obv_verdict verdict;

/* ---- Texts --------------------------------------------------------------- */

#define ENTRY                                                                  \
    "{\"id\":\"https://a.example/status/1#3\","                                \
    "\"type\":\"BitstringStatusListEntry\","                                   \
    "\"statusPurpose\":\"revocation\",\"statusListIndex\":\"3\","              \
    "\"statusListCredential\":\"https://a.example/status/1\"}"

static const char badge_text[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:b1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":{\"id\":\"https://a.example\",\"type\":[\"Profile\"],"
    "\"name\":\"A\"},"
    "\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialStatus\":" ENTRY ","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://a.example/a\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}}}";

static const char list_text[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
    "\"id\":\"https://a.example/status/1\","
    "\"type\":[\"VerifiableCredential\",\"BitstringStatusListCredential\"],"
    "\"issuer\":\"https://a.example\","
    "\"validFrom\":\"2026-03-01T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"https://a.example/status/1#list\","
    "\"type\":\"BitstringStatusList\",\"statusPurpose\":\"revocation\","
    "\"encodedList\":\"@CLEAR@\"}}";

#define KEY(id, name, more)                                                    \
    "{\"id\":\"" id "\",\"kind\":\"Ed25519\",\"publicKeyMultibase\":\"" name   \
    "\"" more "}"
#define STATUS(address, text)                                                  \
    "{\"address\":\"" address "\",\"fetched\":\"2026-03-05T00:00:00Z\","       \
    "\"jws\":\"" text "\"}"

static const char trust_text[] =
    "{\"format\":1,\"name\":\"liste\",\"keeper\":\"la "
    "garde\",\"region\":\"r\","
    "\"seq\":1,\"issued\":\"2026-03-06T00:00:00Z\","
    "\"freshUntil\":\"2026-04-01T00:00:00Z\","
    "\"usableUntil\":\"2026-06-01T00:00:00Z\",\"issuers\":["
    "{\"ids\":[\"https://a.example\",\"did:web:a.example\"],"
    "\"name\":\"Atelier Soleil\",\"keys\":[" KEY("https://a.example#1", "@ISSUER@", "") "," KEY(
        "https://a.example#2", "@STOLEN@",
        ",\"compromisedFrom\":\"2026-03-05T00:00:"
        "00Z\"") "," KEY("https://a.example#3", "@ENDED@",
                         ",\"notAfter\":\"2026-02-"
                         "01T00:00:00Z\"") "],"
                                           "\"status"
                                           "Signers"
                                           "\":["
                                           "\"did:"
                                           "web:"
                                           "platform"
                                           ".example"
                                           "\","
                                           "\"https:"
                                           "//"
                                           "gone."
                                           "example"
                                           "\"]},"
                                           "{\"ids\""
                                           ":[\"did:"
                                           "web:"
                                           "platform"
                                           ".example"
                                           "\"],"
                                           "\"name\""
                                           ":\"Plate"
                                           "forme\","
                                           "\"keys\""
                                           ":[" KEY(
                                               "did:"
                                               "web:"
                                               "plat"
                                               "form"
                                               ".exa"
                                               "mple"
                                               "#1",
                                               "@PLA"
                                               "TFOR"
                                               "M@",
                                               "") "]},"
                                                   "{\"ids\":[\"https://"
                                                   "other.example\"],\"name\":"
                                                   "\"Autre\","
                                                   "\"keys\":[" KEY(
                                                       "https://"
                                                       "other.example#1",
                                                       "@OTHER@",
                                                       "") "]},"
                                                           "{\"ids\":[\"https:/"
                                                           "/gone.example\"],"
                                                           "\"name\":"
                                                           "\"Partie\","
                                                           "\"removed\":true,"
                                                           "\"keys\":[" KEY(
                                                               "https://"
                                                               "gone.example#1",
                                                               "@GONE@",
                                                               "") "]}],"
                                                                   "\"status\":"
                                                                   "[" STATUS(
                                                                       "https:/"
                                                                       "/a."
                                                                       "example"
                                                                       "/status"
                                                                       "/1",
                                                                       "@LIST@") "]}";

/* ---- One world ----------------------------------------------------------- */

/* What is to be judged, before it is signed and put together. */
typedef struct world {
    const char *badge, *list, *trust;
    int signer;      /* of the list */
    const char *kid; /* as the list names it; NULL: the signer's */
    int64_t now;
    bool no_clock;
} world;

static const char *
replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (at == NULL) {
        fail_msg("not there: %s", from);
    }
    obv_buffer b = obv_buffer_in(arena);
    obv_put(&b, (obv_slice){(const uint8_t *)text, (size_t)(at - text)});
    obv_put_text(&b, to);
    obv_put_text(&b, at + strlen(from));
    obv_put_char(&b, '\0');
    CHECK(!b.failed);
    return b.ptr;
}

static const char *
replaced_if(const char *text, const char *from, const char *to)
{
    return strstr(text, from) == NULL ? text : replaced(text, from, to);
}

/* A list of so many bytes with this first one, as encodedList. */
static const char *
encoded(const char *prefix, uint8_t first, size_t count)
{
    making bytes = {NULL, 0, 0}, packed = {NULL, 0, 0};
    making_put(&bytes, &first, 1);
    making_fill(&bytes, '\0', count - 1);
    making_gzipped(&packed, bytes.ptr, bytes.len);
    const char *text = obv_to_base64url(making_slice(&packed), arena);
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, prefix);
    obv_put_text(&b, text);
    obv_put_char(&b, '\0');
    CHECK(!b.failed);
    making_clear(&bytes);
    making_clear(&packed);
    return b.ptr;
}

static const char *
signed_text(const char *payload, const char *kid, int signer)
{
    char header[128];
    uint8_t signature[64];
    snprintf(header, sizeof(header), "{\"alg\":\"EdDSA\",\"kid\":\"%s\"}", kid);
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, obv_to_base64url(obv_slice_of(header), arena));
    obv_put_char(&b, '.');
    obv_put_text(&b, obv_to_base64url(obv_slice_of(payload), arena));
    crypto_sign_detached(signature, NULL, (const uint8_t *)b.ptr, b.len,
                         secrets[signer]);
    obv_put_char(&b, '.');
    obv_put_text(&b, obv_to_base64url((obv_slice){signature, 64}, arena));
    obv_put_char(&b, '\0');
    CHECK(!b.failed);
    return b.ptr;
}

/* Bits of common use, by name. */
static const char *
with_bits(const char *text)
{
    text = replaced_if(text, "@CLEAR@", encoded("u", 0, 16384));
    text = replaced_if(text, "@SET@", encoded("u", 0x10, 16384));
    text = replaced_if(text, "@SHORT@", encoded("u", 0, 16383));
    text = replaced_if(text, "@SHORT-SET@", encoded("u", 0x10, 16383));
    text = replaced_if(text, "@2021@", encoded("", 0, 16384));
    text = replaced_if(text, "@2021-SET@", encoded("", 0x10, 16384));
    /* entries of two bits: 0, 0, 0, 2 */
    return replaced_if(text, "@TWO@", encoded("u", 0x02, 32768));
}

static obv_trust *
open_trust(const world *w)
{
    const char *kid = w->kid != NULL ? w->kid : kids[w->signer];
    const char *list = signed_text(with_bits(w->list), kid, w->signer);
    const char *text = replaced_if(w->trust, "@LIST@", list);
    text = replaced_if(text, "@RAW@", with_bits(w->list));
    for (int i = 0; i < KEYS; i++) {
        obv_key key = {.kind = OBV_KEY_ED25519, .first = {points[i], 32}};
        text = replaced_if(text, names[i], obv_key_to_multikey(&key, arena));
    }
    obv_trust_facts facts = {.region = "r"};
    obv_trouble trouble = {0};
    obv_trust *trust;
    if (obv_list_parse(obv_slice_of(text), &facts, &trust, &trouble) !=
        OBV_OK) {
        fail_msg("%s: %s", trouble.file, trouble.what);
    }
    return trust;
}

static const obv_badge *
judge(const world *w)
{
    const char *badge = signed_text(w->badge, kids[ISSUER], ISSUER);
    obv_trust *trust = open_trust(w);
    obv_question question = {.now = w->now != 0 ? w->now : NOW,
                             .clock_trusted = !w->no_clock};
    CHECK(obv_check(verifier, trust, badge, strlen(badge), &question,
                    &verdict) == OBV_OK);
    CHECK(obv_verdict_is_sound(&verdict));
    CHECK_NUMBER(verdict.badge_count, 1);
    obv_trust_close(trust);
    return &verdict.badges[0];
}

static world
good_world(void)
{
    return (world){.badge = badge_text, .list = list_text, .trust = trust_text};
}

static void
expect(const char *name, const world *w, const char *word, obv_reason reason)
{
    const obv_badge *badge = judge(w);
    const obv_result *status = &badge->checks[OBV_CHECK_STATUS];
    if (strcmp(obv_word_name(badge->word), word) != 0 ||
        status->reason != reason) {
        fail_msg("%s: %s, %s, %s", name, obv_word_name(badge->word),
                 badge->code, obv_reason_name(status->reason));
    }
}

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new(64 * 1024 * 1024);
    verifier = obv_new();
    for (int i = 0; i < KEYS; i++) {
        uint8_t seed[32] = {(uint8_t)(i + 1)};
        crypto_sign_seed_keypair(points[i], secrets[i], seed);
    }
    return arena == NULL || verifier == NULL;
}

static int
stop(void **state)
{
    (void)state;
    obv_free(verifier);
    obv_arena_free(arena);
    return 0;
}

static int
empty(void **state)
{
    (void)state;
    obv_arena_empty(arena);
    return 0;
}

/* ---- What a list says ---------------------------------------------------- */

static void
a_bit_that_is_clear_lets_the_badge_stand(void **state)
{
    (void)state;
    world w = good_world();
    expect("clear", &w, "recognised", OBV_REASON_NONE);
    const obv_badge *badge = &verdict.badges[0];
    CHECK(badge->checks[OBV_CHECK_STATUS].as_of == FETCHED);
    CHECK(badge->findings[OBV_NOT_WITHDRAWN].as_of == FETCHED);
}

static void
a_bit_that_is_set_takes_it_back(void **state)
{
    (void)state;
    world w = good_world();
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    expect("set", &w, "withdrawn", OBV_REASON_WITHDRAWN);
    CHECK(verdict.badges[0].findings[OBV_NOT_WITHDRAWN].as_of == FETCHED);
    w.list = replaced(w.list, "\"revocation\"", "\"suspension\"");
    w.badge = replaced(badge_text, "\"revocation\"", "\"suspension\"");
    expect("suspended", &w, "suspended", OBV_REASON_SUSPENDED);
    w.badge = replaced(badge_text, "\"statusListIndex\":\"3\"",
                       "\"statusListIndex\":\"4\"");
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    expect("the bit beside it", &w, "recognised", OBV_REASON_NONE);
}

static void
a_list_that_says_what_it_is_for_may_say_more(void **state)
{
    (void)state;
    world w = good_world();
    w.list = replaced(list_text, "\"revocation\"",
                      "[\"suspension\",\"revocation\"]");
    expect("two purposes", &w, "recognised", OBV_REASON_NONE);
    w.list = replaced(w.list, "@CLEAR@", "@SET@");
    expect("two purposes, set", &w, "withdrawn", OBV_REASON_WITHDRAWN);
}

static void
lists_of_2021_are_read_as_well(void **state)
{
    (void)state;
    world w = good_world();
    w.badge =
        replaced(badge_text, "BitstringStatusListEntry", "StatusList2021Entry");
    w.list = replaced(list_text, "BitstringStatusListCredential",
                      "StatusList2021Credential");
    w.list = replaced(w.list, "\"BitstringStatusList\"", "\"StatusList2021\"");
    const char *clear = replaced(w.list, "@CLEAR@", "@2021@");
    const char *set = replaced(w.list, "@CLEAR@", "@2021-SET@");
    w.list = clear;
    expect("2021", &w, "recognised", OBV_REASON_NONE);
    w.list = set;
    expect("2021, set", &w, "withdrawn", OBV_REASON_WITHDRAWN);
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    expect("another kind of list", &w, "undecided",
           OBV_REASON_STATUS_UNREADABLE);
    w.badge = badge_text;
    w.list = clear;
    expect("the other way round", &w, "undecided",
           OBV_REASON_STATUS_UNREADABLE);
}

static void
a_short_list_is_believed_and_named_so(void **state)
{
    (void)state;
    world w = good_world();
    w.list = replaced(list_text, "@CLEAR@", "@SHORT@");
    expect("short", &w, "recognised", OBV_REASON_STATUS_SHORT);
    w.list = replaced(list_text, "@CLEAR@", "@SHORT-SET@");
    expect("short, set", &w, "withdrawn", OBV_REASON_WITHDRAWN);
    w.list = replaced(list_text, "@CLEAR@", "@SHORT@");
    w.badge = replaced(badge_text, "\"statusListIndex\":\"3\"",
                       "\"statusListIndex\":\"131064\"");
    expect("beyond its end", &w, "undecided", OBV_REASON_STATUS_INDEX);
    w.badge = replaced(badge_text, "\"statusListIndex\":\"3\"",
                       "\"statusListIndex\":\"131063\"");
    expect("its last", &w, "recognised", OBV_REASON_STATUS_SHORT);
}

/* ---- Who signed it ------------------------------------------------------- */

static void
a_status_signer_may_keep_the_list(void **state)
{
    (void)state;
    world w = good_world();
    w.signer = PLATFORM;
    w.list = replaced(list_text, "\"https://a.example\"",
                      "\"did:web:platform.example\"");
    expect("platform", &w, "recognised", OBV_REASON_NONE);
    w.list = replaced(w.list, "@CLEAR@", "@SET@");
    expect("platform, set", &w, "withdrawn", OBV_REASON_WITHDRAWN);
    w.signer = ISSUER;
    w.list =
        replaced(list_text, "\"https://a.example\"", "\"did:web:a.example\"");
    expect("the issuer by another id", &w, "recognised", OBV_REASON_NONE);
}

/* Neither a set bit nor a clear one counts: both are tried. */
static void
a_list_by_anybody_else_says_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *name, *issuer;
        int signer;
        const char *kid;
    } cases[] = {
        {"another issuer in its own name", "https://other.example", OTHER,
         NULL},
        {"another issuer in this one's name", "https://a.example", OTHER, NULL},
        {"and with this one's key id", "https://a.example", OTHER,
         "https://a.example#1"},
        {"a stranger", "https://a.example", STRANGER, NULL},
        {"a stranger in the platform's name", "did:web:platform.example",
         STRANGER, "did:web:platform.example#1"},
        {"a stranger in a stranger's name", "https://stranger.example",
         STRANGER, "https://stranger.example#1"},
        {"a signer who was removed", "https://gone.example", GONE, NULL},
        {"the issuer's stolen key", "https://a.example", STOLEN, NULL},
        {"a key that had ended", "https://a.example", ENDED, NULL},
        {"the platform in the issuer's name", "https://a.example", PLATFORM,
         NULL},
        {"the issuer in the platform's name", "did:web:platform.example",
         ISSUER, NULL},
        {"a key that is not there", "https://a.example", ISSUER,
         "https://a.example#9"},
    };
    static const char *const bits[] = {"@CLEAR@", "@SET@"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (size_t b = 0; b < COUNT(bits); b++) {
            obv_arena_empty(arena);
            char issuer[64];
            world w = good_world();
            snprintf(issuer, sizeof(issuer), "\"%s\"", cases[i].issuer);
            w.list = replaced(list_text, "\"https://a.example\"", issuer);
            w.list = replaced(w.list, "@CLEAR@", bits[b]);
            w.signer = cases[i].signer;
            w.kid = cases[i].kid;
            expect(cases[i].name, &w, "undecided",
                   OBV_REASON_STATUS_NOT_SIGNED);
        }
    }
}

static void
a_list_that_nobody_signed_says_nothing(void **state)
{
    (void)state;
    world w = good_world();
    w.trust = replaced(trust_text, "\"jws\":\"@LIST@\"", "\"document\":@RAW@");
    expect("unsigned", &w, "undecided", OBV_REASON_STATUS_NOT_SIGNED);
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    expect("unsigned, set", &w, "undecided", OBV_REASON_STATUS_NOT_SIGNED);
}

/* One letter of the signed text, wherever it stands. */
static void
a_list_that_was_altered_says_nothing(void **state)
{
    (void)state;
    world w = good_world();
    const char *list = signed_text(with_bits(list_text), kids[ISSUER], ISSUER);
    size_t len = strlen(list);
    for (size_t at = 0; at < len; at += 1 + len / 40) {
        char *forged = obv_arena_text(arena, obv_slice_of(list));
        if (forged[at] == '.') {
            continue;
        }
        forged[at] = forged[at] == 'A' ? 'B' : 'A';
        if (strcmp(forged, list) == 0) {
            continue;
        }
        w.trust = replaced(trust_text, "@LIST@", forged);
        const obv_badge *badge = judge(&w);
        CHECK_TEXT(obv_word_name(badge->word), "undecided");
        CHECK(badge->checks[OBV_CHECK_STATUS].outcome == OBV_UNCHECKED);
    }
}

/* ---- How old it is ------------------------------------------------------- */

static void
a_list_counts_from_its_first_day_until_it_is_too_old(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to;
        const char *now;
        const char *word;
        obv_reason reason;
    } cases[] = {
        {"not yet", "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z",
         "2026-03-07T23:59:59Z", "undecided", OBV_REASON_STATUS_TOO_EARLY},
        {"its first second", "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z",
         "2026-03-08T00:00:00Z", "recognised", OBV_REASON_NONE},
        {"the last second", "\"validFrom\"",
         "\"validUntil\":\"2026-03-10T00:00:00Z\",\"validFrom\"",
         "2026-03-09T23:59:59Z", "recognised", OBV_REASON_NONE},
        {"ended", "\"validFrom\"",
         "\"validUntil\":\"2026-03-10T00:00:00Z\",\"validFrom\"",
         "2026-03-10T00:00:00Z", "undecided", OBV_REASON_STATUS_STALE},
        {"the trust list's freshness", "", "", "2026-04-01T00:00:00Z",
         "recognised", OBV_REASON_NONE},
        {"... is over", "", "", "2026-04-01T00:00:01Z", "undecided",
         OBV_REASON_STATUS_STALE},
        {"an end of its own goes before that", "\"validFrom\"",
         "\"validUntil\":\"2026-05-01T00:00:00Z\",\"validFrom\"",
         "2026-04-02T00:00:00Z", "recognised", OBV_REASON_NONE},
        {"within its ttl of three days", "\"encodedList\"",
         "\"ttl\":259200000,\"encodedList\"", "2026-03-08T00:00:00Z",
         "recognised", OBV_REASON_NONE},
        {"past its ttl", "\"encodedList\"", "\"ttl\":259200000,\"encodedList\"",
         "2026-03-08T00:00:01Z", "undecided", OBV_REASON_STATUS_STALE},
        {"within a ttl that ends late", "\"encodedList\"",
         "\"ttl\":2592000000,\"encodedList\"", "2026-04-02T00:00:00Z",
         "recognised", OBV_REASON_NONE},
        {"a ttl that is no number", "\"encodedList\"",
         "\"ttl\":\"long\",\"encodedList\"", "2026-03-07T00:00:00Z",
         "undecided", OBV_REASON_STATUS_UNREADABLE},
        {"a ttl of less than nothing", "\"encodedList\"",
         "\"ttl\":-1000,\"encodedList\"", "2026-03-05T00:00:00Z", "undecided",
         OBV_REASON_STATUS_STALE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        CHECK(obv_time_parse(obv_slice_of(cases[i].now), &w.now) == OBV_OK);
        if (cases[i].from[0] != '\0') {
            w.list = replaced(list_text, cases[i].from, cases[i].to);
        }
        expect(cases[i].name, &w, cases[i].word, cases[i].reason);
    }
}

/* Too old is too old, also for what it takes back. */
static void
an_old_list_takes_nothing_back(void **state)
{
    (void)state;
    world w = good_world();
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    w.now = 1775088000; /* 2026-04-02 */
    expect("old, set", &w, "undecided", OBV_REASON_STATUS_STALE);
    w.now = NOW;
    w.no_clock = true;
    expect("no clock", &w, "undecided", OBV_REASON_CLOCK);
}

/* ---- What the badge asks for --------------------------------------------- */

static void
an_entry_that_is_not_well_made_is_a_doubt(void **state)
{
    (void)state;
#define INDEX "\"statusListIndex\":\"3\""
    static const struct {
        const char *from, *to;
        obv_reason reason;
    } cases[] = {
        {INDEX, "\"statusListIndex\":\"131072\"", OBV_REASON_STATUS_INDEX},
        {INDEX, "\"statusListIndex\":\"18446744073709551616\"",
         OBV_REASON_STATUS_INDEX},
        {INDEX, "\"statusListIndex\":\"18446744073709551619\"",
         OBV_REASON_STATUS_INDEX},
        {INDEX, "\"statusListIndex\":\"03\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"00\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"+3\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"-3\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\" 3\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"3 \"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"3.0\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"3e0\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"0x3\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"\xEF\xBC\x93\"",
         OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":\"\"", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":null", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":true", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":-3", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":3.5", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, "\"statusListIndex\":[\"3\",\"4\"]",
         OBV_REASON_STATUS_UNREADABLE},
        {"\"statusListIndex\":\"3\",", "", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, INDEX ",\"statusSize\":0", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, INDEX ",\"statusSize\":-1", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, INDEX ",\"statusSize\":65", OBV_REASON_STATUS_UNREADABLE},
        {INDEX, INDEX ",\"statusSize\":\"x\"", OBV_REASON_STATUS_UNREADABLE},
        {"\"statusPurpose\":\"revocation\",", "", OBV_REASON_STATUS_PURPOSE},
        {"\"statusPurpose\":\"revocation\"", "\"statusPurpose\":\"suspension\"",
         OBV_REASON_STATUS_PURPOSE},
        {"\"statusPurpose\":\"revocation\"", "\"statusPurpose\":\"Revocation\"",
         OBV_REASON_STATUS_PURPOSE},
        {"\"statusPurpose\":\"revocation\"",
         "\"statusPurpose\":[\"revocation\",\"suspension\"]",
         OBV_REASON_STATUS_PURPOSE},
        {"BitstringStatusListEntry", "BitstringStatusListEntry2",
         OBV_REASON_STATUS_KIND},
        {"BitstringStatusListEntry", "RevocationList", OBV_REASON_STATUS_KIND},
        {"BitstringStatusListEntry", "RevocationList2020Status",
         OBV_REASON_STATUS_KIND},
        {"a.example/status/1\"}", "a.example/status/2\"}",
         OBV_REASON_STATUS_MISSING},
        {"a.example/status/1\"}", "a.example/status/1/\"}",
         OBV_REASON_STATUS_MISSING},
        {"\"https://a.example/status/1\"}", "\"HTTPS://a.example/status/1\"}",
         OBV_REASON_STATUS_MISSING},
        {"a.example/status/1\"}", "a.example/status/1#3\"}",
         OBV_REASON_STATUS_MISSING},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        w.badge = replaced(badge_text, cases[i].from, cases[i].to);
        expect(cases[i].to, &w, "undecided", cases[i].reason);
    }
}

/* The standard asks for a text; an issuer who wrote 3 means 3. */
static void
a_plain_number_is_an_index_too(void **state)
{
    (void)state;
    world w = good_world();
    w.badge = replaced(badge_text, "\"statusListIndex\":\"3\"",
                       "\"statusListIndex\":3");
    expect("number", &w, "recognised", OBV_REASON_NONE);
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    expect("number, set", &w, "withdrawn", OBV_REASON_WITHDRAWN);
}

/* ---- What the list is ---------------------------------------------------- */

static void
a_list_that_is_not_well_made_is_a_doubt(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to;
        obv_reason reason;
    } cases[] = {
        {"no list by its type", ",\"BitstringStatusListCredential\"", "",
         OBV_REASON_STATUS_UNREADABLE},
        {"no list by its subject", "\"type\":\"BitstringStatusList\"",
         "\"type\":\"List\"", OBV_REASON_STATUS_UNREADABLE},
        {"another type than its subject", "BitstringStatusListCredential",
         "StatusList2021Credential", OBV_REASON_STATUS_UNREADABLE},
        {"an envelope that says another issuer", "\"@context\"",
         "\"iss\":\"https://other.example\",\"@context\"",
         OBV_REASON_STATUS_UNREADABLE},
        {"another purpose", "\"revocation\"", "\"suspension\"",
         OBV_REASON_STATUS_PURPOSE},
        {"no purpose", "\"statusPurpose\":\"revocation\",", "",
         OBV_REASON_STATUS_PURPOSE},
        {"no bits", ",\"encodedList\":\"@CLEAR@\"", "",
         OBV_REASON_STATUS_UNREADABLE},
        {"bits that are none", "@CLEAR@", "uH4s", OBV_REASON_STATUS_UNREADABLE},
        {"bits of 2021", "@CLEAR@", "@2021@", OBV_REASON_STATUS_UNREADABLE},
        {"bits that are no text", "\"@CLEAR@\"", "[\"@CLEAR@\",\"@SET@\"]",
         OBV_REASON_STATUS_UNREADABLE},
        {"a list of badges", "\"BitstringStatusListCredential\"",
         "\"OpenBadgeCredential\"", OBV_REASON_STATUS_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        w.list = replaced(list_text, cases[i].from, cases[i].to);
        expect(cases[i].name, &w, "undecided", cases[i].reason);
    }
}

static void
a_text_that_is_no_credential_is_a_doubt(void **state)
{
    (void)state;
    static const struct {
        const char *document;
        obv_reason reason;
    } cases[] = {
        {"\"jws\":\"x\"", OBV_REASON_STATUS_UNREADABLE},
        {"\"jws\":\"https://a.example/status/1\"",
         OBV_REASON_STATUS_UNREADABLE},
        {"\"document\":{}", OBV_REASON_STATUS_UNREADABLE},
        {"\"document\":{\"type\":[\"VerifiablePresentation\"],"
         "\"verifiableCredential\":[\"@LIST@\",\"@LIST@\"]}",
         OBV_REASON_STATUS_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        w.trust = replaced(trust_text, "\"jws\":\"@LIST@\"", cases[i].document);
        w.trust = replaced_if(
            w.trust, "@LIST@",
            signed_text(with_bits(list_text), kids[ISSUER], ISSUER));
        expect(cases[i].document, &w, "undecided", cases[i].reason);
    }
}

/* 256 MiB out of a few bytes: over the limit, and nothing is known. */
static void
a_bomb_is_a_doubt(void **state)
{
    (void)state;
    world w = good_world();
    w.list = replaced(list_text, "@CLEAR@",
                      encoded("u", 0, OBV_MAX_STATUS_BYTES + 1));
    expect("bomb", &w, "undecided", OBV_REASON_LIMIT);
    w.list =
        replaced(list_text, "@CLEAR@", encoded("u", 0, OBV_MAX_STATUS_BYTES));
    expect("the largest", &w, "recognised", OBV_REASON_NONE);
}

/* Whoever is not the issuer gets no answer about the issuer's lists. */
static void
only_a_proven_badge_asks(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *word;
    } cases[] = {
        {"\"id\":\"https://a.example\"", "\"id\":\"https://b.example\"",
         "unknown-issuer"},
        {"\"id\":\"https://a.example\"", "\"id\":\"https://other.example\"",
         "wrong-key"},
        {"\"id\":\"https://a.example\"", "\"id\":\"https://gone.example\"",
         "unknown-issuer"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        w.badge = replaced(badge_text, cases[i].from, cases[i].to);
        expect(cases[i].to, &w, cases[i].word, OBV_REASON_NOT_PROVEN);
    }
}

/* The longest text that is read, asked for as often as may be. */
static void
the_largest_list_has_room(void **state)
{
    (void)state;
    size_t len = (size_t)1120 * 1024;
    uint8_t *bytes = malloc(len);
    making packed = {NULL, 0, 0};
    CHECK(bytes != NULL);
    static const uint8_t seed[randombytes_SEEDBYTES] = {7};
    randombytes_buf_deterministic(bytes, len, seed);
    bytes[0] = 0;
    making_gzipped(&packed, bytes, len);
    obv_buffer text = obv_buffer_in(arena);
    obv_put_char(&text, 'u');
    obv_put_text(&text, obv_to_base64url(making_slice(&packed), arena));
    obv_put_char(&text, '\0');
    CHECK(!text.failed);
    world w = good_world();
    w.list = replaced(list_text, "@CLEAR@", text.ptr);
    CHECK(strlen(signed_text(w.list, kids[ISSUER], ISSUER)) >
          OBV_MAX_BADGE_TEXT - 64 * 1024);
    w.badge = replaced(badge_text, ENTRY,
                       "[" ENTRY "," ENTRY "," ENTRY "," ENTRY "," ENTRY
                       "," ENTRY "," ENTRY "," ENTRY "]");
    expect("largest", &w, "recognised", OBV_REASON_NONE);
    making_clear(&packed);
    free(bytes);
}

/* ---- Several entries ----------------------------------------------------- */

#define SECOND                                                                 \
    "{\"type\":\"BitstringStatusListEntry\","                                  \
    "\"statusPurpose\":\"suspension\",\"statusListIndex\":\"3\","              \
    "\"statusListCredential\":\"https://a.example/status/2\"}"

/* Badge and trust list with two entries and two lists: their bits. */
static world
two_lists(const char *first, const char *second)
{
    world w = good_world();
    w.badge = replaced(badge_text, ENTRY, "[" ENTRY "," SECOND "]");
    w.list = replaced(list_text, "@CLEAR@", first);
    if (second != NULL) {
        const char *list = replaced(list_text, "revocation", "suspension");
        list = with_bits(replaced(list, "@CLEAR@", second));
        w.trust = replaced(
            trust_text, "\"status\":[",
            "\"status\":[" STATUS("https://a.example/status/2", "@2@") ",");
        w.trust =
            replaced(w.trust, "@2@", signed_text(list, kids[ISSUER], ISSUER));
    }
    return w;
}

static void
of_several_lists_one_is_enough_to_take_it_back(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second, *word;
        obv_reason reason;
    } cases[] = {
        {"@CLEAR@", "@CLEAR@", "recognised", OBV_REASON_NONE},
        {"@CLEAR@", "@SHORT@", "recognised", OBV_REASON_STATUS_SHORT},
        {"@SHORT@", "@CLEAR@", "recognised", OBV_REASON_STATUS_SHORT},
        {"@SET@", "@CLEAR@", "withdrawn", OBV_REASON_WITHDRAWN},
        {"@CLEAR@", "@SET@", "suspended", OBV_REASON_SUSPENDED},
        {"@SET@", "@SET@", "withdrawn", OBV_REASON_WITHDRAWN},
        {"@CLEAR@", NULL, "undecided", OBV_REASON_STATUS_MISSING},
        {"@SET@", NULL, "withdrawn", OBV_REASON_WITHDRAWN},
        {"uH4s", "@CLEAR@", "undecided", OBV_REASON_STATUS_UNREADABLE},
        {"@CLEAR@", "uH4s", "undecided", OBV_REASON_STATUS_UNREADABLE},
        {"uH4s", "@SET@", "suspended", OBV_REASON_SUSPENDED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = two_lists(cases[i].first, cases[i].second);
        expect(cases[i].first, &w, cases[i].word, cases[i].reason);
    }
}

/* Each of two lists at the address of the other: the purposes tell. */
static void
swapped_lists_say_nothing(void **state)
{
    (void)state;
    world w = two_lists("@CLEAR@", "@CLEAR@");
    w.trust = replaced(w.trust, "status/2\"", "status/x\"");
    w.trust = replaced(w.trust, "status/1\"", "status/2\"");
    w.trust = replaced(w.trust, "status/x\"", "status/1\"");
    expect("swapped", &w, "undecided", OBV_REASON_STATUS_PURPOSE);
}

static void
more_entries_than_anybody_needs_are_a_doubt(void **state)
{
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        obv_buffer b = obv_buffer_in(arena);
        obv_put_text(&b, "[" ENTRY);
        for (size_t i = 1; i < OBV_MAX_STATUS_ENTRIES + more; i++) {
            obv_put_text(&b, "," ENTRY);
        }
        obv_put_text(&b, "]");
        obv_put_char(&b, '\0');
        world w = good_world();
        w.badge = replaced(badge_text, ENTRY, b.ptr);
        expect("many", &w, more == 0 ? "recognised" : "undecided",
               more == 0 ? OBV_REASON_NONE : OBV_REASON_LIMIT);
    }
}

/* ---- Messages ------------------------------------------------------------ */

static const char *
message_told(void)
{
    static char text[256];
    text[0] = '\0';
    for (uint32_t i = 0; i < verdict.claim_count; i++) {
        const obv_claim *claim = &verdict.claims[i];
        if (claim->kind == OBV_CLAIM_STATUS_MESSAGE) {
            snprintf(text, sizeof(text), "%.*s", (int)claim->len,
                     verdict.text + claim->at);
            CHECK(claim->origin == OBV_ORIGIN_SIGNED);
        }
    }
    return text;
}

#define MESSAGES                                                               \
    ",\"statusSize\":2,\"statusMessage\":["                                    \
    "{\"status\":\"0x0\",\"message\":\"en attente\"},"                         \
    "{\"status\":\"0x1\",\"message\":\"admis\"},"                              \
    "{\"status\":\"0x2\",\"message\":\"ajourné\"},"                           \
    "{\"status\":\"0x3\",\"message\":\"sans suite\"}]"

static void
a_message_is_told_and_takes_nothing_back(void **state)
{
    (void)state;
    world w = good_world();
    w.badge = replaced(badge_text, "revocation", "message");
    w.badge = replaced(w.badge, INDEX, INDEX MESSAGES);
    w.list = replaced(list_text, "revocation", "message");
    w.list = replaced(w.list, "@CLEAR@", "@TWO@");
    expect("message", &w, "recognised", OBV_REASON_NONE);
    CHECK_TEXT(message_told(), "ajourné");
    w.badge = replaced(w.badge, INDEX, "\"statusListIndex\":\"0\"");
    expect("message of zero", &w, "recognised", OBV_REASON_NONE);
    CHECK_TEXT(message_told(), "en attente");
    w.badge = replaced(badge_text, "revocation", "message");
    w.badge = replaced(w.badge, INDEX, INDEX ",\"statusSize\":2");
    expect("no words for it", &w, "recognised", OBV_REASON_NONE);
    CHECK_TEXT(message_told(), "0x2");
    w.trust = replaced(trust_text, "status/1\"", "status/9\"");
    expect("missing", &w, "undecided", OBV_REASON_STATUS_MISSING);
    CHECK_TEXT(message_told(), "");
}

static void
a_purpose_that_we_do_not_know_is_a_doubt(void **state)
{
    (void)state;
    world w = good_world();
    w.badge = replaced(badge_text, "revocation", "refresh");
    w.list = replaced(list_text, "revocation", "refresh");
    w.list = replaced(w.list, "@CLEAR@", "@SET@");
    expect("refresh", &w, "recognised", OBV_REASON_NONE);
    w.badge = replaced(badge_text, "revocation", "x");
    w.list = replaced(list_text, "revocation", "x");
    expect("x", &w, "undecided", OBV_REASON_STATUS_PURPOSE);
}

/* ---- Lists of names ------------------------------------------------------ */

static world
named_world(const char *document)
{
    world w = good_world();
    w.badge = replaced(badge_text, ENTRY,
                       "{\"id\":\"https://a.example/"
                       "gone\",\"type\":\"1EdTechRevocationList\"}");
    w.trust = replaced(trust_text, "a.example/status/1", "a.example/gone");
    w.trust = replaced(w.trust, "\"jws\":\"@LIST@\"", document);
    return w;
}

static void
a_list_of_names_takes_back_what_it_names(void **state)
{
    (void)state;
    static const struct {
        const char *document, *word;
        obv_reason reason;
    } cases[] = {
        {"\"document\":{\"revokedCredential\":[]}", "recognised",
         OBV_REASON_NONE},
        {"\"document\":{\"revokedCredential\":[{\"id\":\"urn:uuid:b2\"}]}",
         "recognised", OBV_REASON_NONE},
        {"\"document\":{\"revokedCredential\":[{\"id\":\"urn:uuid:b1\"}]}",
         "withdrawn", OBV_REASON_WITHDRAWN},
        {"\"document\":{\"revokedCredential\":[\"urn:uuid:b1\"]}", "withdrawn",
         OBV_REASON_WITHDRAWN},
        {"\"document\":{\"revokedCredential\":{\"id\":\"urn:uuid:b1\","
         "\"revoked\":true}}",
         "withdrawn", OBV_REASON_WITHDRAWN},
        {"\"document\":{\"revokedCredential\":[{\"id\":\"urn:uuid:b1\","
         "\"revoked\":false}]}",
         "recognised", OBV_REASON_NONE},
        {"\"document\":{\"revokedCredential\":[{\"id\":\"urn:uuid:b1\","
         "\"revoked\":\"false\"}]}",
         "withdrawn", OBV_REASON_WITHDRAWN},
        {"\"document\":{\"issuer\":\"https://a.example\","
         "\"revokedCredential\":[]}",
         "recognised", OBV_REASON_NONE},
        {"\"document\":{\"issuer\":{\"id\":\"did:web:platform.example\"},"
         "\"revokedCredential\":[]}",
         "recognised", OBV_REASON_NONE},
        {"\"document\":{\"issuer\":\"https://other.example\","
         "\"revokedCredential\":[\"urn:uuid:b1\"]}",
         "undecided", OBV_REASON_STATUS_NOT_SIGNED},
        {"\"document\":{\"issuer\":\"https://gone.example\","
         "\"revokedCredential\":[]}",
         "undecided", OBV_REASON_STATUS_NOT_SIGNED},
        {"\"document\":{\"issuer\":\"https://unknown.example\","
         "\"revokedCredential\":[]}",
         "undecided", OBV_REASON_STATUS_NOT_SIGNED},
        {"\"document\":{\"issuer\":7,\"revokedCredential\":[]}", "undecided",
         OBV_REASON_STATUS_NOT_SIGNED},
        {"\"document\":{\"revokedCredential\":[{}]}", "undecided",
         OBV_REASON_STATUS_UNREADABLE},
        {"\"document\":{\"revokedCredential\":[\"urn:uuid:b1\",7]}",
         "undecided", OBV_REASON_STATUS_UNREADABLE},
        {"\"document\":{\"revokedCredential\":null}", "undecided",
         OBV_REASON_STATUS_UNREADABLE},
        {"\"document\":{\"revokedAssertions\":[]}", "undecided",
         OBV_REASON_STATUS_UNREADABLE},
        {"\"document\":{}", "undecided", OBV_REASON_STATUS_UNREADABLE},
        {"\"jws\":\"x\"", "undecided", OBV_REASON_STATUS_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = named_world(cases[i].document);
        expect(cases[i].document, &w, cases[i].word, cases[i].reason);
    }
}

static void
a_badge_without_a_name_is_on_no_list_of_names(void **state)
{
    (void)state;
    world w = named_world("\"document\":{\"revokedCredential\":[\"urn:x\"]}");
    w.badge = replaced(w.badge, "\"id\":\"urn:uuid:b1\",", "");
    expect("no id", &w, "malformed", OBV_REASON_STATUS_INDEX);
}

static void
a_list_of_names_grows_old_with_the_trust_list(void **state)
{
    (void)state;
    world w = named_world("\"document\":{\"revokedCredential\":[]}");
    w.now = 1775001600; /* 2026-04-01 */
    expect("fresh", &w, "recognised", OBV_REASON_NONE);
    w.now++;
    expect("old", &w, "undecided", OBV_REASON_STATUS_STALE);
}

/* ---- Open Badges 2.0 ----------------------------------------------------- */

#define PROFILE                                                                \
    "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Issuer\","    \
    "\"id\":\"https://a.example\",\"name\":\"A\","                             \
    "\"url\":\"https://a.example\",\"email\":\"x@a.example\"}"

static const char old_badge[] =
    "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\","
    "\"id\":\"urn:uuid:b1\",\"recipient\":{\"type\":\"email\","
    "\"hashed\":false,\"identity\":\"m@example.org\"},"
    "\"badge\":{\"type\":\"BadgeClass\",\"id\":\"https://a.example/b\","
    "\"name\":\"n\",\"description\":\"d\",\"image\":\"https://a.example/i\","
    "\"criteria\":{\"narrative\":\"c\"},\"issuer\":" PROFILE "},"
    "\"verification\":{\"type\":\"SignedBadge\","
    "\"creator\":\"https://a.example#1\"},"
    "\"issuedOn\":\"2026-03-03T00:00:00Z\"}";

#define REVOKES(list) ",\"revocationList\":\"" list "\"}"
#define CATALOGUE(profile)                                                     \
    "\"catalogue\":[{\"id\":\"did:web:a.example\",\"published\":"              \
    "\"2026-01-01T00:00:00Z\",\"document\":" profile "}],\"status\":["

/* Badge and catalogue may each name a list: both are asked. */
static void
lists_of_open_badges_2_are_found_by_the_profile(void **state)
{
    (void)state;
    static const char with_list[] =
        "\"email\":\"x@a.example\"" REVOKES("https://a.example/gone");
    static const struct {
        const char *name;
        bool in_badge, in_catalogue;
        const char *list; /* NULL: the trust list does not carry it */
        const char *word;
        obv_reason reason;
    } cases[] = {
        {"none is named", false, false, NULL, "recognised", OBV_REASON_NONE},
        {"by the badge, missing", true, false, NULL, "undecided",
         OBV_REASON_STATUS_MISSING},
        {"by the catalogue, missing", false, true, NULL, "undecided",
         OBV_REASON_STATUS_MISSING},
        {"by the badge, empty", true, false, "[]", "recognised",
         OBV_REASON_NONE},
        {"by the catalogue, empty", false, true, "[]", "recognised",
         OBV_REASON_NONE},
        {"by the badge, revoked", true, false, "[\"urn:uuid:b1\"]", "withdrawn",
         OBV_REASON_WITHDRAWN},
        {"by the catalogue, revoked", false, true,
         "[{\"id\":\"urn:uuid:b1\",\"revocationReason\":\"x\"}]", "withdrawn",
         OBV_REASON_WITHDRAWN},
        {"by both, another revoked", true, true, "[{\"uid\":\"b1\"}]",
         "recognised", OBV_REASON_NONE},
        {"a single one", true, false, "\"urn:uuid:b1\"", "withdrawn",
         OBV_REASON_WITHDRAWN},
        {"no list", true, false, "null", "undecided",
         OBV_REASON_STATUS_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        w.badge = old_badge;
        if (cases[i].in_badge) {
            w.badge =
                replaced(old_badge, "\"email\":\"x@a.example\"}", with_list);
        }
        w.trust = replaced(trust_text, "a.example/status/1",
                           cases[i].list != NULL ? "a.example/gone" : "x");
        if (cases[i].list != NULL) {
            w.trust = replaced(w.trust, "\"jws\":\"@LIST@\"",
                               "\"document\":{\"type\":\"RevocationList\","
                               "\"revokedAssertions\":@NAMES@}");
            w.trust = replaced(w.trust, "@NAMES@", cases[i].list);
        }
        if (cases[i].in_catalogue) {
            w.trust = replaced(w.trust, "\"status\":[", CATALOGUE(PROFILE));
            w.trust =
                replaced(w.trust, "\"email\":\"x@a.example\"}", with_list);
        }
        expect(cases[i].name, &w, cases[i].word, cases[i].reason);
    }
}

/* A badge cannot choose an empty list in place of its issuer's own. */
static void
a_list_in_the_badge_does_not_replace_the_issuers(void **state)
{
    (void)state;
    world w = good_world();
    w.badge = replaced(
        old_badge, "\"email\":\"x@a.example\"}",
        "\"email\":\"x@a.example\"" REVOKES("https://a.example/empty"));
    w.trust = replaced(trust_text, "\"status\":[", CATALOGUE(PROFILE));
    w.trust =
        replaced(w.trust, "\"email\":\"x@a.example\"}",
                 "\"email\":\"x@a.example\"" REVOKES("https://a.example/gone"));
    w.trust = replaced(
        w.trust, "\"status\":[",
        "\"status\":[{\"address\":\"https://a.example/gone\",\"fetched\":"
        "\"2026-03-05T00:00:00Z\",\"document\":{\"revokedAssertions\":"
        "[\"urn:uuid:b1\"]}},{\"address\":\"https://a.example/empty\","
        "\"fetched\":\"2026-03-05T00:00:00Z\",\"document\":"
        "{\"revokedAssertions\":[]}},");
    expect("two lists", &w, "withdrawn", OBV_REASON_WITHDRAWN);
}

/* ---- A list by itself ---------------------------------------------------- */

/* What keepers are told when they put a list into the trust list. */
static void
a_list_has_a_standing_of_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to; /* in the list */
        int signer;
        const char *document; /* instead of the list; NULL: none */
        obv_reason reason;
    } cases[] = {
        {"good", "", "", ISSUER, NULL, OBV_REASON_NONE},
        {"set", "@CLEAR@", "@SET@", ISSUER, NULL, OBV_REASON_NONE},
        {"short", "@CLEAR@", "@SHORT@", ISSUER, NULL, OBV_REASON_STATUS_SHORT},
        {"of whomever of the list", "\"https://a.example\"",
         "\"https://other.example\"", OTHER, NULL, OBV_REASON_NONE},
        {"by a stranger", "", "", STRANGER, NULL, OBV_REASON_STATUS_NOT_SIGNED},
        {"by a stolen key", "", "", STOLEN, NULL, OBV_REASON_STATUS_NOT_SIGNED},
        {"by a stranger, and broken", "@CLEAR@", "uH4s", STRANGER, NULL,
         OBV_REASON_STATUS_UNREADABLE},
        {"broken", "@CLEAR@", "uH4s", ISSUER, NULL,
         OBV_REASON_STATUS_UNREADABLE},
        {"of 2021 by its bits", "@CLEAR@", "@2021@", ISSUER, NULL,
         OBV_REASON_STATUS_UNREADABLE},
        {"without a purpose", "\"statusPurpose\":\"revocation\",", "", ISSUER,
         NULL, OBV_REASON_STATUS_UNREADABLE},
        {"without its type", ",\"BitstringStatusListCredential\"", "", ISSUER,
         NULL, OBV_REASON_STATUS_UNREADABLE},
        {"ended", "\"validFrom\"",
         "\"validUntil\":\"2026-03-07T00:00:00Z\",\"validFrom\"", ISSUER, NULL,
         OBV_REASON_STATUS_STALE},
        {"not begun", "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z", ISSUER,
         NULL, OBV_REASON_STATUS_TOO_EARLY},
        {"nothing", "", "", ISSUER, "\"document\":{}",
         OBV_REASON_STATUS_UNREADABLE},
        {"names", "", "", ISSUER,
         "\"document\":{\"revokedCredential\":[\"urn:x\"]}", OBV_REASON_NONE},
        {"names of old", "", "", ISSUER,
         "\"document\":{\"revokedAssertions\":[{\"id\":\"urn:x\"}]}",
         OBV_REASON_NONE},
        {"names that are none", "", "", ISSUER,
         "\"document\":{\"revokedCredential\":[\"urn:x\",{}]}",
         OBV_REASON_STATUS_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        world w = good_world();
        w.signer = cases[i].signer;
        if (cases[i].from[0] != '\0') {
            w.list = replaced(list_text, cases[i].from, cases[i].to);
        }
        if (cases[i].document != NULL) {
            w.trust =
                replaced(trust_text, "\"jws\":\"@LIST@\"", cases[i].document);
        }
        obv_trust *trust = open_trust(&w);
        obv_question question = {.now = NOW, .clock_trusted = true};
        size_t count;
        obv_reason reason;
        const obv_status_document *all = obv_trust_statuses(trust, &count);
        CHECK_NUMBER(count, 1);
        CHECK(obv_status_standing(all, trust, &question, arena, &reason) ==
              OBV_OK);
        if (reason != cases[i].reason) {
            fail_msg("%s: %s", cases[i].name, obv_reason_name(reason));
        }
        obv_trust_close(trust);
    }
}

/* ---- Memory -------------------------------------------------------------- */

/* With too little of it, no badge of a list that is set comes out standing. */
static void
each_size_of_arena_gives_all_or_nothing(void **state)
{
    (void)state;
    world w = good_world();
    w.list = replaced(list_text, "@CLEAR@", "@SET@");
    obv_trust *trust = open_trust(&w);
    obv_credential *badge;
    obv_fault why;
    obv_question question = {.now = NOW, .clock_trusted = true};
    const char *text = signed_text(badge_text, kids[ISSUER], ISSUER);
    CHECK(obv_form_read(obv_slice_of(text), NULL, arena, &badge, &why) ==
          OBV_OK);
    bool done = false;
    for (size_t size = 64; !done && size < 4u * 1024 * 1024; size += 509) {
        obv_arena *small = obv_arena_new(size);
        memset(&verdict, 0, offsetof(obv_verdict, badges));
        obv_status status =
            obv_verdict_add(badge, -1, trust, &question, small, &verdict);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        done = status == OBV_OK;
        CHECK(!done || verdict.badges[0].word == OBV_WORD_WITHDRAWN);
        obv_arena_free(small);
    }
    CHECK(done);
    obv_trust_close(trust);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, empty)
    const struct CMUnitTest tests[] = {
        TEST(a_bit_that_is_clear_lets_the_badge_stand),
        TEST(a_bit_that_is_set_takes_it_back),
        TEST(a_list_that_says_what_it_is_for_may_say_more),
        TEST(lists_of_2021_are_read_as_well),
        TEST(a_short_list_is_believed_and_named_so),
        TEST(a_status_signer_may_keep_the_list),
        TEST(a_list_by_anybody_else_says_nothing),
        TEST(a_list_that_nobody_signed_says_nothing),
        TEST(a_list_that_was_altered_says_nothing),
        TEST(a_list_counts_from_its_first_day_until_it_is_too_old),
        TEST(an_old_list_takes_nothing_back),
        TEST(an_entry_that_is_not_well_made_is_a_doubt),
        TEST(a_plain_number_is_an_index_too),
        TEST(a_list_that_is_not_well_made_is_a_doubt),
        TEST(a_text_that_is_no_credential_is_a_doubt),
        TEST(a_bomb_is_a_doubt),
        TEST(the_largest_list_has_room),
        TEST(only_a_proven_badge_asks),
        TEST(of_several_lists_one_is_enough_to_take_it_back),
        TEST(swapped_lists_say_nothing),
        TEST(more_entries_than_anybody_needs_are_a_doubt),
        TEST(a_message_is_told_and_takes_nothing_back),
        TEST(a_purpose_that_we_do_not_know_is_a_doubt),
        TEST(a_list_of_names_takes_back_what_it_names),
        TEST(a_list_of_names_grows_old_with_the_trust_list),
        TEST(a_badge_without_a_name_is_on_no_list_of_names),
        TEST(lists_of_open_badges_2_are_found_by_the_profile),
        TEST(a_list_in_the_badge_does_not_replace_the_issuers),
        TEST(a_list_has_a_standing_of_its_own),
        TEST(each_size_of_arena_gives_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
