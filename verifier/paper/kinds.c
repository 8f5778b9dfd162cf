/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text of a code is, told by how it begins.
 *
 * A sheet of paper bears codes of many systems.  One that is not ours is
 * called by its name, never a broken badge.
 */
#include "paper/paper.h"

const char *
obv_code_kind_name(obv_code_kind kind)
{
    static const char *const names[OBV_CODE_KIND_COUNT] = {
#define X(id, name) name,
        OBV_CODE_KINDS(X)
#undef X
    };
    return (unsigned)kind < OBV_CODE_KIND_COUNT ? names[kind] : "unknown";
}

const char *
obv_doubt_name(obv_doubt_id doubt)
{
    static const char *const names[OBV_DOUBT_COUNT] = {
#define X(id, name) name,
        OBV_DOUBTS(X)
#undef X
    };
    return names[(unsigned)doubt < OBV_DOUBT_COUNT ? doubt : OBV_DOUBT_NONE];
}

/* In the order of the table the first that fits; letters of either case. */
/* clang-format off */
static const struct beginning {
    const char *text;
    obv_code_kind kind;
} beginnings[] = {
    {"HC1:",             OBV_CODE_KIND_EU_COVID},
    {"shc:/",            OBV_CODE_KIND_SMART_HEALTH},
    {"DC01",             OBV_CODE_KIND_DOC_2D},
    {"DC02",             OBV_CODE_KIND_DOC_2D},
    {"DC03",             OBV_CODE_KIND_DOC_2D},
    {"DC04",             OBV_CODE_KIND_DOC_2D},
    {"BEGIN:VCARD",      OBV_CODE_KIND_VCARD},
    {"MECARD:",          OBV_CODE_KIND_VCARD},
    {"BIZCARD:",         OBV_CODE_KIND_VCARD},
    {"BEGIN:VEVENT",     OBV_CODE_KIND_EVENT},
    {"BEGIN:VCALENDAR",  OBV_CODE_KIND_EVENT},
    {"WIFI:",            OBV_CODE_KIND_WIFI},
    {"mailto:",          OBV_CODE_KIND_CONTACT},
    {"MATMSG:",          OBV_CODE_KIND_CONTACT},
    {"tel:",             OBV_CODE_KIND_CONTACT},
    {"sms:",             OBV_CODE_KIND_CONTACT},
    {"smsto:",           OBV_CODE_KIND_CONTACT},
    {"geo:",             OBV_CODE_KIND_PLACE},
    {"BCD\n",            OBV_CODE_KIND_PAYMENT},
    {"BCD\r\n",          OBV_CODE_KIND_PAYMENT},
    {"SPC\n",            OBV_CODE_KIND_PAYMENT},
    {"SPC\r\n",          OBV_CODE_KIND_PAYMENT},
    {"otpauth:",         OBV_CODE_KIND_SECRET},
    {"otpauth-migration:", OBV_CODE_KIND_SECRET},
    {"LPA:1$",           OBV_CODE_KIND_SECRET}, /* the card of a telephone */
    {"X-HM://",          OBV_CODE_KIND_SECRET}, /* things of a household */
    {"DPP:",             OBV_CODE_KIND_SECRET},
    {"FIDO:/",           OBV_CODE_KIND_SECRET}, /* this very sign-in */
    {"tg://login",       OBV_CODE_KIND_SECRET},
    {"sgnl://linkdevice", OBV_CODE_KIND_SECRET},
    {"https://",         OBV_CODE_KIND_LINK},
    {"http://",          OBV_CODE_KIND_LINK},
    {"www.",             OBV_CODE_KIND_LINK},
};

/* Where platforms keep the assertions of hosted badges. */
static const char *const hosts[] = {
    "openbadgefactory.com/v1/assertion/",
    "openbadgefactory.com/obf/v1/assertion/",
    "openbadgepassport.com/app/badge/info/",
    "api.badgr.io/public/assertions/",
    "badgr.io/public/assertions/",
    "badgr.com/public/assertions/",
    "api.badgr.com/public/assertions/",
    "api.eu.badgr.io/public/assertions/",
    "eu.badgr.com/public/assertions/",
    "credly.com/badges/",
    "youracclaim.com/badges/",
    "backpack.openbadges.org/share/",
};
/* clang-format on */

static char
lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Moves behind `prefix`, in letters of either case. */
static bool
skip(obv_slice *text, const char *prefix)
{
    size_t len = strlen(prefix);
    if (text->len < len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (lower((char)text->ptr[i]) != lower(prefix[i])) {
            return false;
        }
    }
    *text = (obv_slice){text->ptr + len, text->len - len};
    return true;
}

/* An address holds no white space of any kind: behind it, a stranger could
   write sentences that look like ours. */
static bool
is_one_word(obv_slice text)
{
    static const char *const blanks[] = {"\xC2\xA0",     "\xE1\x9A\x80",
                                         "\xE2\x80",     "\xE2\x81",
                                         "\xE2\xA0\x80", "\xE3\x80\x80"};
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] <= ' ') {
            return false;
        }
        obv_slice rest = {text.ptr + at, text.len - at};
        for (size_t i = 0; i < COUNT(blanks); i++) {
            if (obv_slice_starts(rest, blanks[i])) {
                return false;
            }
        }
    }
    return true;
}

static bool
is_hosted_badge(obv_slice text)
{
    if (!is_one_word(text) ||
        (!skip(&text, "https://") && !skip(&text, "http://"))) {
        return false;
    }
    (void)skip(&text, "www.");
    for (size_t i = 0; i < COUNT(hosts); i++) {
        obv_slice rest = text;
        if (skip(&rest, hosts[i])) {
            return true;
        }
    }
    return false;
}

static bool
holds(obv_slice text, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0; at + len <= text.len; at++) {
        if (memcmp(text.ptr + at, word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Other systems write JSON too: that of badges names its context or, in the
   first editions, whom it is for. */
static bool
is_badge_json(obv_slice text)
{
    return (obv_slice_starts(text, "{") || obv_slice_starts(text, "[")) &&
           (holds(text, "\"@context\"") || holds(text, "\"recipient\""));
}

obv_code_kind
obv_code_kind_of(obv_slice text)
{
    text = obv_slice_trim(text);
    if (obv_is_ob1(text)) {
        return OBV_CODE_KIND_OB1;
    }
    if (!obv_is_utf8(text)) {
        return OBV_CODE_KIND_BINARY;
    }
    if (is_badge_json(text) || obv_looks_like_jws(text) ||
        is_hosted_badge(text)) {
        return OBV_CODE_KIND_BADGE;
    }
    for (size_t i = 0; i < COUNT(beginnings); i++) {
        obv_slice rest = text;
        if (skip(&rest, beginnings[i].text) &&
            (beginnings[i].kind != OBV_CODE_KIND_LINK || is_one_word(text))) {
            return beginnings[i].kind;
        }
    }
    return OBV_CODE_KIND_TEXT;
}

/* Tickets, passes and diplomas of other systems are signed as badges are. */
obv_code_kind
obv_code_kind_of_no_badge(obv_slice text)
{
    text = obv_slice_trim(text);
    return obv_looks_like_jws(text) || holds(text, "\"proof\"") ||
                   holds(text, "\"signature\"")
               ? OBV_CODE_KIND_DOCUMENT
               : OBV_CODE_KIND_TEXT;
}
