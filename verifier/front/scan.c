/* SPDX-License-Identifier: Apache-2.0 */
/* badge-verifier scan: codes from a handheld scanner in, one verdict each. */
#include "front/scan.h"

#include <stdio.h>
#include <stdlib.h>

static const obv_option takes[] = {
    OBV_OPTION_LANG,       OBV_OPTION_FORMAT,  OBV_OPTION_FULL,
    OBV_OPTION_AT,         OBV_OPTION_KEYS,    OBV_OPTION_NAME,
    OBV_OPTION_EMAIL,      OBV_OPTION_PAUSE,   OBV_OPTION_BAUD,
    OBV_OPTION_ALLOW_TEST, OBV_OPTION_EXPLAIN, OBV_OPTION_REPLACE,
    OBV_OPTION_HELP,
};

static const obv_syntax syntax = {
    "scan", OBV_MSG_SCAN_USAGE, OBV_MSG_SCAN_DEVICE, takes, COUNT(takes),
};

typedef struct scanning {
    obv_run run;
    obv_typing typing;
    obv_sets sets;
    obv_typed typed; /* of the cell */
    uint8_t text[OBV_MAX_TYPED];
    size_t len;
    bool too_long; /* text was dropped: what follows is the rest of it */
    bool for_people;
    unsigned count; /* codes so far */
    int code;
} scanning;

/* ---- One code ----------------------------------------------------------- */

static const obv_words *
words(const scanning *s)
{
    return s->run.words;
}

static void
tell(const scanning *s, obv_message id, const obv_value *values)
{
    if (s->for_people) {
        obv_print(words(s), "", id, values);
        fflush(stdout);
    }
}

/* Prints what is known of the last code: run->verdict. */
static void
report(scanning *s, bool seen)
{
    char number[OBV_COUNT_ROOM], name[100];
    s->run.typed = ++s->count;
    obv_phrase(words(s), OBV_MSG_SCAN_CODE,
               VALUES({"n", obv_count(words(s), s->count, number)}), name,
               sizeof(name));
    s->code = obv_worse_exit(s->code, seen ? obv_run_report(&s->run, name)
                                           : obv_run_complain(&s->run, name));
}

static void
report_unknown(scanning *s, obv_reason reason)
{
    s->run.opened = false;
    obv_run_undecided(&s->run, reason);
    report(s, true);
}

static void
tell_repair(const scanning *s)
{
    const obv_typed *t = &s->typed;
    if (!t->repaired) {
        return;
    }
    bool same = strcmp(t->scanner, t->computer) == 0;
    tell(s,
         same           ? OBV_MSG_SCAN_CAPS_LOCK
         : t->caps_lock ? OBV_MSG_SCAN_REPAIRED_CAPS
                        : OBV_MSG_SCAN_REPAIRED,
         VALUES({"scanner", obv_slice_of(t->scanner)},
                {"computer", obv_slice_of(t->computer)}));
}

/* Half a badge: says what is still to come. */
static void
tell_part(const scanning *s, size_t have)
{
    char got[16], all[16];
    snprintf(got, sizeof(got), "%zu", have);
    snprintf(all, sizeof(all), "%u", s->typed.count);
    tell(s, have + 1 == s->typed.count ? OBV_MSG_SCAN_PART : OBV_MSG_SCAN_PARTS,
         VALUES({"have", obv_slice_of(got)}, {"all", obv_slice_of(all)}));
}

/* A part waits for the others; nothing is judged until they are there. */
static void
take_part(scanning *s)
{
    size_t have = obv_sets_add(&s->sets, &s->typed);
    if (have == 0) {
        s->run.what = OBV_MSG_NO_MEMORY;
        report(s, false);
    } else if (have < s->typed.count) {
        tell_part(s, have);
    } else {
        obv_sets_take(&s->sets, s->typed.set, s->run.found);
        report(s, obv_run_judge(&s->run));
        if (s->run.verdict->badge_count > 0) {
            obv_sets_note(&s->sets, s->typed.set);
        }
    }
}

static void
take_text(scanning *s)
{
    uint32_t notes =
        OBV_NOTE_CODE | (s->typed.repaired ? (uint32_t)OBV_NOTE_REPAIRED : 0);
    obv_found_clear(s->run.found, OBV_CONTAINER_PLAIN);
    (void)obv_found_add(s->run.found, "code 1", notes,
                        (obv_slice){s->typed.text, s->typed.len});
    report(s, obv_run_judge(&s->run));
}

/* Somebody typed, or a scanner read another thing: it is not repeated, it may
   be a password. */
static void
take_words(scanning *s)
{
    if (s->for_people) {
        tell(s, OBV_MSG_SCAN_NO_CODE, NULL);
        s->code = obv_worse_exit(s->code, 2);
        return;
    }
    obv_found_clear(s->run.found, OBV_CONTAINER_PLAIN);
    s->run.found->reason = OBV_REASON_NO_BADGE;
    report(s, obv_run_judge(&s->run));
}

static void
take_code(scanning *s)
{
    tell_repair(s);
    if (s->typed.why == OBV_REASON_NONE && s->typed.count > 1) {
        take_part(s);
    } else if (s->typed.why == OBV_REASON_NONE) {
        take_text(s);
    } else if (s->typed.why != OBV_REASON_OTHER_CODE) {
        if (s->typed.why == OBV_REASON_KEYBOARD) {
            tell(s, OBV_MSG_SCAN_KEYBOARD, NULL);
        }
        report_unknown(s, s->typed.why);
    } else if (s->typed.kind != OBV_CODE_KIND_TEXT && s->typed.len > 0) {
        take_text(s);
    } else {
        take_words(s);
    }
}

/* ---- What was typed until a line ended or a pause came ------------------ */

/* Several codes may come in one go; what a scanner adds behind the last one is
   no code. */
static void
take_all(scanning *s)
{
    obv_slice text = obv_slice_trim((obv_slice){s->text, s->len});
    bool first = true;
    while (text.len > 0) {
        if (!obv_typed_read(&s->run, text, &s->typed)) {
            report(s, false);
            break;
        }
        if (first || s->typed.why != OBV_REASON_OTHER_CODE) {
            take_code(s);
        }
        text.ptr += s->typed.rest;
        text.len -= s->typed.rest;
        first = false;
    }
    if (s->too_long) {
        report_unknown(s, OBV_REASON_LIMIT);
    }
    s->len = 0;
    s->too_long = false;
}

/* Whether what came is codes and nothing else: then a pause ends them. */
static bool
is_complete(scanning *s)
{
    obv_slice text = obv_slice_trim((obv_slice){s->text, s->len});
    while (text.len > 0) {
        if (!obv_typed_read(&s->run, text, &s->typed) ||
            s->typed.why != OBV_REASON_NONE) {
            return false;
        }
        text.ptr += s->typed.rest;
        text.len -= s->typed.rest;
    }
    return !s->too_long;
}

static void
take_bytes(scanning *s, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        uint8_t c = bytes[i];
        if (c == '\r' || c == '\n' || c == '\t') {
            take_all(s);
        } else if (s->len < sizeof(s->text)) {
            s->text[s->len++] = c;
        } else {
            s->too_long = true;
        }
    }
}

/* ---- The session -------------------------------------------------------- */

/* A pause ends what is complete; so many milliseconds, anything: nobody stops
   for so long inside a code. */
#define LONG_PAUSE 3000

static void
take_pause(scanning *s, bool is_long)
{
    if (is_long || is_complete(s)) {
        take_all(s);
    }
}

static void
listen_to(scanning *s, int pause)
{
    uint8_t bytes[4096];
    size_t len;
    bool paused = false;
    for (;;) {
        int wait = s->len == 0 ? -1 : paused ? LONG_PAUSE : pause;
        bool within = s->len > 0 && !paused;
        switch (obv_typing_listen(&s->typing, wait, within, bytes,
                                  sizeof(bytes), &len)) {
        case OBV_TYPING_STOPPED:
            s->len = 0; /* half a code */
            return;
        case OBV_TYPING_OVER:
            return;
        case OBV_TYPING_BYTES:
            paused = false;
            take_bytes(s, bytes, len);
            break;
        case OBV_TYPING_PAUSE:
            take_pause(s, paused);
            paused = s->len > 0;
            break;
        }
    }
}

/* What waited for another code is told at the end; but a scanner may have been
   pressed twice for a badge that is told already. */
static void
tell_what_is_left(scanning *s)
{
    take_all(s);
    while (s->sets.count > 0) {
        uint32_t set = s->sets.parts[0].set;
        obv_sets_take(&s->sets, set, s->run.found);
        if (!obv_sets_were(&s->sets, set)) {
            report(s, obv_run_judge(&s->run));
        }
    }
}

static int
scan(scanning *s, const obv_options *options)
{
    const char *device = options->file_count > 0 ? options->files[0] : "-";
    if (!obv_typing_start(device, options->given[OBV_OPTION_BAUD], &s->typing,
                          &s->run.why)) {
        s->run.what = OBV_MSG_CANNOT_READ;
        return obv_run_complain(&s->run, device);
    }
    if (s->typing.keyboard) {
        obv_complain(words(s), OBV_MSG_SCAN_READY, NULL);
    }
    listen_to(s, (int)options->pause);
    tell_what_is_left(s);
    obv_typing_end(&s->typing);
    obv_sets_clear(&s->sets);
    /* Nothing was recognised where nothing was scanned. */
    return obv_worse_exit(s->code, s->count == 0 ? 2 : 0);
}

static bool
is_called_right(const obv_words *words, const obv_options *options)
{
    if (options->file_count <= 1) {
        return true;
    }
    obv_complain(words, OBV_MSG_MANY_DEVICES, NULL);
    obv_hint(words, OBV_MSG_HINT_HELP,
             VALUES({"command", obv_slice_of(syntax.command)}));
    return false;
}

int
obv_scan_command(obv_front *front, int argc, char **argv)
{
    obv_options options;
    int code;
    if (!obv_options_read(front, &syntax, argc, argv, &options, &code)) {
        return code;
    }
    if (!is_called_right(&front->words, &options)) {
        return OBV_EXIT_TROUBLE;
    }
    if (options.given[OBV_OPTION_EXPLAIN] != NULL) {
        return obv_explain_command(front, &options);
    }
    scanning *s = calloc(1, sizeof(*s));
    if (s == NULL) {
        obv_complain(&front->words, OBV_MSG_NO_MEMORY, NULL);
        return OBV_EXIT_TROUBLE;
    }
    code = OBV_EXIT_TROUBLE;
    if (obv_run_start(front, &options, &s->run)) {
        s->for_people = strcmp(s->run.format, "json") != 0;
        if (s->for_people && options.given[OBV_OPTION_FULL] == NULL) {
            s->run.format = "brief";
        }
        code = scan(s, &options);
    }
    obv_run_end(&s->run);
    free(s);
    return code;
}
