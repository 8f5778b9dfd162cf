/* SPDX-License-Identifier: Apache-2.0 */
/* One call of the program: what was given, and what is said in return. */
#include "issuer/issuer.h"

#include <stdarg.h>

/* ---- What was given ------------------------------------------------------ */

static const obv_option *
find_option(const obv_command *command, const char *name, size_t len)
{
    for (const obv_option *o = command->options; o->name != NULL; o++) {
        if (strlen(o->name) == len && memcmp(o->name, name, len) == 0) {
            return o;
        }
    }
    return NULL;
}

static bool
keep_option(obv_call *call, const obv_option *option, const char *value)
{
    if (!option->many && obv_given(call, option->name) != NULL) {
        return obv_fail(call, "%s is given twice", option->name);
    }
    if (call->given_count == OBV_MAX_GIVEN) {
        return obv_fail(call, "more than %d options", OBV_MAX_GIVEN);
    }
    call->given[call->given_count].option = option;
    call->given[call->given_count++].value = value;
    return true;
}

/* option ::= name | name "=" value | name value */
static bool
take_option(obv_call *call, int argc, char **argv, int *at)
{
    const char *word = argv[(*at)++];
    size_t len = strcspn(word, "=");
    const obv_option *option = find_option(call->command, word, len);
    if (option == NULL) {
        obv_say_failed(call, "unknown option '%s'",
                       obv_shown(call, obv_slice_of(word)));
        obv_hint("badge-issuer %s%s%s --help lists them",
                 OBV_COMMAND_WORDS(call->command));
        return false;
    }
    if (option->value == NULL) {
        return word[len] == '\0'
                   ? keep_option(call, option, "")
                   : obv_fail(call, "%s takes no value", option->name);
    }
    if (word[len] == '=') {
        return keep_option(call, option, word + len + 1);
    }
    if (*at == argc) {
        return obv_fail(call, "%s needs a value", option->name);
    }
    return keep_option(call, option, argv[(*at)++]);
}

static bool
nothing_is_missing(obv_call *call)
{
    const obv_command *c = call->command;
    for (const obv_option *o = c->options; o->name != NULL; o++) {
        if (o->must && obv_given(call, o->name) == NULL) {
            return obv_fail(call, "%s%s%s needs %s", OBV_COMMAND_WORDS(c),
                            o->name);
        }
    }
    if (call->operand_count < c->least || call->operand_count > c->most) {
        obv_say_failed(call, "%s%s%s takes %s", OBV_COMMAND_WORDS(c),
                       c->most == 0 ? "options only" : c->operands);
        obv_hint("badge-issuer %s%s%s --help explains", OBV_COMMAND_WORDS(c));
        return false;
    }
    return true;
}

bool
obv_call_read(obv_call *call, int argc, char **argv)
{
    call->operands =
        obv_arena_alloc(call->arena, (size_t)argc + 1, sizeof(*call->operands));
    if (call->operands == NULL) {
        return obv_no_memory(call);
    }
    bool options = true;
    for (int i = 0; i < argc;) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
            i++;
        } else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!take_option(call, argc, argv, &i)) {
                return false;
            }
        } else {
            call->operands[call->operand_count++] = argv[i++];
        }
    }
    return nothing_is_missing(call);
}

const char *
obv_given_next(const obv_call *call, const char *name, size_t *at)
{
    while (*at < call->given_count) {
        size_t i = (*at)++;
        if (strcmp(call->given[i].option->name, name) == 0) {
            return call->given[i].value;
        }
    }
    return NULL;
}

const char *
obv_given(const obv_call *call, const char *name)
{
    size_t at = 0;
    return obv_given_next(call, name, &at);
}

/* ---- What is said -------------------------------------------------------- */

__attribute__((format(printf, 2, 0))) static void
say(const char *kind, const char *format, va_list list)
{
    fprintf(stderr, "badge-issuer: %s", kind);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
}

void
obv_say_refused(obv_call *call, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    say("", format, list);
    va_end(list);
    call->status = OBV_EXIT_REFUSED;
}

void
obv_say_failed(obv_call *call, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    say("", format, list);
    va_end(list);
    call->status = OBV_EXIT_TROUBLE;
}

void
obv_hint(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    say("hint: ", format, list);
    va_end(list);
}

void
obv_warn(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    say("warning: ", format, list);
    va_end(list);
}

const char *
obv_shown(obv_call *call, obv_slice text)
{
    obv_slice clean;
    if (!obv_is_utf8(text)) {
        return "(not UTF-8)";
    }
    if (obv_clean(text, call->arena, &clean) != OBV_OK) {
        return "(too long)";
    }
    char *shown = obv_arena_text(call->arena, clean);
    return shown == NULL ? "(too long)" : shown;
}

/* ---- Dates --------------------------------------------------------------- */

/* "until the 31st" means all of that day, "from the 1st" as well. */
static bool
is_an_end(const char *option)
{
    static const char *const ends[] = {"--fresh-until", "--usable-until",
                                       "--not-after", "--valid-until",
                                       "--expires"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        if (strcmp(ends[i], option) == 0) {
            return true;
        }
    }
    return false;
}

bool
obv_moment_of_option(const char *option, const char *given, int64_t *ret)
{
    if (obv_time_parse(obv_slice_of(given), ret) == OBV_OK) {
        return true;
    }
    bool good = obv_date_parse(obv_slice_of(given), ret) == OBV_OK;
    *ret += good && is_an_end(option) ? 24 * 60 * 60 - 1 : 0;
    return good;
}

/* ---- What the verifier would say ----------------------------------------- */

/* clang-format off */
static const struct {
    obv_reason reason;
    const char *text;
} reason_texts[] = {
    {OBV_REASON_NO_BADGE,         "no badge in it"},
    {OBV_REASON_NO_BADGE_PICTURE, "no badge in this picture"},
    {OBV_REASON_NOT_A_BADGE,      "this is something else than a badge"},
    {OBV_REASON_UNKNOWN_FILE,     "a kind of file that is not read"},
    {OBV_REASON_DAMAGED_FILE,     "the file is damaged"},
    {OBV_REASON_TWO_BADGES,       "it holds two badges in one place"},
    {OBV_REASON_NOT_UTF8,         "text that is not UTF-8"},
    {OBV_REASON_NOT_JSON,         "not JSON"},
    {OBV_REASON_DUPLICATE_MEMBER, "a member stands there twice"},
    {OBV_REASON_UNSIGNED_MEMBER,  "nothing would sign it: no context maps it, or it is no address"},
    {OBV_REASON_BAD_LINKED_DATA,  "not JSON-LD"},
    {OBV_REASON_REDEFINED_TERM,   "a context gives a known term another meaning"},
    {OBV_REASON_UNKNOWN_CONTEXT,  "a context that this program does not have"},
    {OBV_REASON_NOT_JWS,          "not a compact JWS"},
    {OBV_REASON_BAD_HEADER,       "a JWS header that is not accepted"},
    {OBV_REASON_BAD_CONTEXT,      "the @context is not that of a badge"},
    {OBV_REASON_BAD_TYPE,         "the type is missing or another one"},
    {OBV_REASON_MISSING_MEMBER,   "a required member is missing"},
    {OBV_REASON_BAD_MEMBER,       "not the kind of value that belongs there"},
    {OBV_REASON_BAD_DATE,         "not a date and time with a time zone"},
    {OBV_REASON_DATES_CROSSED,    "it ends before it begins"},
    {OBV_REASON_BAD_RESULT,       "a result without its description"},
    {OBV_REASON_CLAIMS_DISAGREE,  "the envelope says another thing than the badge"},
    {OBV_REASON_NOT_SIGNED,       "nothing signs it"},
    {OBV_REASON_LIMIT,            "larger or deeper than is accepted"},
};
/* clang-format on */

const char *
obv_reason_text(obv_reason reason)
{
    for (size_t i = 0; i < COUNT(reason_texts); i++) {
        if (reason_texts[i].reason == reason) {
            return reason_texts[i].text;
        }
    }
    return obv_reason_name(reason);
}
