/* SPDX-License-Identifier: Apache-2.0 */
/* The report in text: what it says, to whom it lends its voice, how wide. */
#include "check.h"

#include "front/front.h"
#include "verdicts.h"

#include <stdio.h>
#include <stdlib.h>

static obv_words french, english;

static const obv_sentences *
language(bool in_french)
{
    return in_french ? &french.report : &english.report;
}

static bool
has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

/* What it says, wherever its lines end: without white space, drawings and
   margins.  What is looked for is made flat too. */
static const char *
flat(const char *report)
{
    char *copy = obv_arena_alloc(made.arena, 1, strlen(report) + 1);
    CHECK(copy != NULL);
    size_t used = 0;
    for (const char *at = report; *at != '\0'; at++) {
        bool drawn = (unsigned char)at[0] == 0xE2 &&
                     ((unsigned char)at[1] == 0x94 ||
                      (unsigned char)at[1] == 0x95); /* U+2500 to U+257F */
        if (drawn) {
            at += 2;
        } else if (*at != ' ' && *at != '\n') {
            copy[used++] = *at;
        }
    }
    return copy;
}

/* Fails with the report, so that one sees what it said instead. */
#define SAYS(report, part)                                                     \
    do {                                                                       \
        const char *said_ = (report);                                          \
        if (!has(flat(said_), flat(part))) {                                   \
            fail_msg("not said: %s\n%s", part, said_);                         \
        }                                                                      \
    } while (0)
#define IS_SILENT(report, part)                                                \
    do {                                                                       \
        const char *said_ = (report);                                          \
        if (has(flat(said_), flat(part))) {                                    \
            fail_msg("said: %s\n%s", part, said_);                             \
        }                                                                      \
    } while (0)

/* ---- Each word ----------------------------------------------------------- */

static obv_badge *
start_badge(obv_origin origin)
{
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(origin);
    return b;
}

static const char *
say(obv_badge *b)
{
    made_close(b);
    CHECK(obv_verdict_is_sound(&made.verdict));
    const char *report = made_report("text");
    CHECK(report != NULL);
    return report;
}

typedef struct word_case {
    obv_word word;
    obv_check_id check;
    obv_outcome outcome;
    obv_reason reason;
    obv_origin origin;
    const char *en, *en_sentence, *fr, *fr_sentence;
} word_case;

#define N "\xE2\x80\xAF"

/* clang-format off */
static const word_case words[] = {
    {OBV_WORD_RECOGNISED, OBV_CHECK_SIGNATURE, OBV_YES, OBV_REASON_NONE, OBV_ORIGIN_SIGNED,
     "╭─────╮  Recognised", "Genuine badge. Les Ateliers du Pont awarded it on 3 March 2026.",
     "╭─────╮  Reconnu", "Badge authentique. Les Ateliers du Pont l’a délivré le 3 mars 2026."},
    {OBV_WORD_NO_BADGE, OBV_CHECK_PRESENT, OBV_NO, OBV_REASON_NOT_A_BADGE, OBV_ORIGIN_UNPROVEN,
     "┌─────┐  No badge", "This file is signed, but it is not a badge.",
     "┌─────┐  Pas de badge", "Ce fichier est signé, mais ce n’est pas un badge."},
    {OBV_WORD_MALFORMED, OBV_CHECK_DATES, OBV_NO, OBV_REASON_BAD_DATE, OBV_ORIGIN_UNPROVEN,
     "┌──╮╭─┐  Malformed badge", "a date is badly written or has no time zone",
     "┌──╮╭─┐  Badge mal formé", "une date est mal écrite ou sans fuseau horaire"},
    {OBV_WORD_ALTERED, OBV_CHECK_SIGNATURE, OBV_NO, OBV_REASON_BAD_SIGNATURE, OBV_ORIGIN_UNPROVEN,
     "Changed or damaged", "The content does not match Les Ateliers du Pont’s signature.",
     "Modifié ou abîmé", "Le contenu ne correspond pas à la signature de l’émetteur, Les Ateliers du Pont."},
    {OBV_WORD_WRONG_KEY, OBV_CHECK_KEY, OBV_NO, OBV_REASON_NOT_ITS_KEY, OBV_ORIGIN_UNPROVEN,
     "Signature not recognised", "Contact Les Ateliers du Pont: 04 00 00 00 00.",
     "Signature non reconnue", "Contactez Les Ateliers du Pont" N ": 04 00 00 00 00."},
    {OBV_WORD_UNKNOWN_ISSUER, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST, OBV_ORIGIN_UNPROVEN,
     "Issuer not on the list", "The organisation named, “Les Ateliers du Pont”, is not on the list “Liste de démonstration”.",
     "Émetteur hors de la liste", "C’est fréquent" N ": elle ne contient pas tous les organismes."},
    {OBV_WORD_TO_CONFIRM, OBV_CHECK_KEY_SAFE, OBV_UNCHECKED, OBV_REASON_KEY_COMPROMISED, OBV_ORIGIN_SIGNED,
     "To be confirmed", "Not the holder’s doing.",
     "À confirmer", "La personne n’y est pour rien."},
    {OBV_WORD_WITHDRAWN, OBV_CHECK_NOT_LISTED, OBV_NO, OBV_REASON_WITHDRAWN, OBV_ORIGIN_SIGNED,
     "Withdrawn", "Les Ateliers du Pont withdrew this badge (as known on 1 March 2026).",
     "Retiré", "Les Ateliers du Pont a retiré ce badge (information du 1er mars 2026)."},
    {OBV_WORD_SUSPENDED, OBV_CHECK_STATUS, OBV_NO, OBV_REASON_SUSPENDED, OBV_ORIGIN_SIGNED,
     "Suspended", "This may be temporary.",
     "Suspendu", "Cela peut être provisoire."},
    {OBV_WORD_NOT_ENTITLED, OBV_CHECK_MAY_AWARD, OBV_NO, OBV_REASON_NOT_ENTITLED, OBV_ORIGIN_SIGNED,
     "Badge not provided for", "Ask Atelier des exemples.",
     "Badge non prévu", "Renseignez-vous auprès du responsable de la liste" N ": Atelier des exemples."},
    {OBV_WORD_OTHER_PERSON, OBV_CHECK_EMAIL, OBV_NO, OBV_REASON_OTHER_PERSON, OBV_ORIGIN_SIGNED,
     "Person to clarify", "The e-mail address given is not the one of this badge.",
     "Personne à préciser", "L’adresse e-mail donnée n’est pas celle de ce badge."},
    {OBV_WORD_EXPIRED, OBV_CHECK_NOT_ENDED, OBV_NO, OBV_REASON_EXPIRED, OBV_ORIGIN_SIGNED,
     "Expired", "It was valid until 2 March 2028. A newer one may exist.",
     "Expiré", "Il était valable jusqu’au 2 mars 2028. Un badge plus récent existe peut-être."},
    {OBV_WORD_NOT_YET_VALID, OBV_CHECK_STARTED, OBV_NO, OBV_REASON_NOT_YET_VALID, OBV_ORIGIN_SIGNED,
     "Not valid yet", "Genuine badge. Valid from 3 March 2026.",
     "Pas encore valable", "Badge authentique. Il sera valable à partir du 3 mars 2026."},
    {OBV_WORD_UNDECIDED, OBV_CHECK_SIGNATURE, OBV_UNCHECKED, OBV_REASON_HOSTED, OBV_ORIGIN_UNPROVEN,
     "╭╌╌╌╌╌╮  Cannot be checked here", "This badge is checked online. Here, offline, we cannot.",
     "╭╌╌╌╌╌╮  Non vérifiable ici", "C’est normal pour ce type de badge."},
};
/* clang-format on */

static void
each_word_has_its_shape_and_its_sentence_in_both_languages(void **state)
{
    (void)state;
    bool seen[OBV_WORD_COUNT] = {false};
    for (size_t i = 0; i < COUNT(words); i++) {
        const word_case *c = &words[i];
        for (int in_french = 0; in_french < 2; in_french++) {
            obv_badge *b = start_badge(c->origin);
            made_check(b, c->check, c->outcome, c->reason);
            made.page.sentences = language(in_french);
            const char *report = say(b);
            CHECK_NUMBER(made.verdict.word, c->word);
            CHECK_CASE(has(report, in_french ? c->fr : c->en), c->en);
            SAYS(report, in_french ? c->fr_sentence : c->en_sentence);
            SAYS(report, b->code);
            SAYS(report, obv_word_name(c->word));
            SAYS(report, in_french ? "Ce programme n’a rien enregistré."
                                   : "This program saved nothing.");
        }
        seen[c->word] = true;
    }
    for (size_t i = 0; i < OBV_WORD_COUNT; i++) {
        CHECK_CASE(seen[i], obv_word_name((obv_word)i));
    }
}

/* Every reason, as doubt and as fault: it says something in every language. */
static void
each_reason_can_be_said(void **state)
{
    (void)state;
    static const obv_reason reasons[] = {
#define X(number, id, name) OBV_REASON_##id,
        OBV_REASONS(X)
#undef X
    };
    for (size_t i = 0; i < COUNT(reasons); i++) {
        for (int in_french = 0; in_french < 2; in_french++) {
            obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
            made_check(b, OBV_CHECK_FORMAT, OBV_NO, reasons[i]);
            made_claim(OBV_CLAIM_FAULT_AT, OBV_ORIGIN_UNPROVEN,
                       "/credentialSubject/achievement");
            made.page.sentences = language(in_french);
            const char *report = say(b);
            SAYS(report, in_french ? "Endroit /credentialSubject/achievement"
                                   : "Place /credentialSubject/achievement");
            IS_SILENT(report, "(/credentialSubject");
            IS_SILENT(report, "{");
            made_start();
            made.verdict.reason = reasons[i];
            made.page.sentences = language(in_french);
            report = made_report("text");
            IS_SILENT(report, "{");
            SAYS(report, "V-1a-");
        }
    }
}

static void
no_report_leaves_a_word_unfilled(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        for (int bare = 0; bare < 2; bare++) {
            made_start();
            obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
            if (!bare) {
                made_claims(words[i].origin);
            }
            made_check(b, words[i].check, words[i].outcome, words[i].reason);
            const char *report = say(b);
            IS_SILENT(report, "{");
            IS_SILENT(report, "}");
        }
    }
}

/* ---- Files without a badge ----------------------------------------------- */

static const char *
say_without_badge(obv_word word, obv_reason reason)
{
    made_start();
    made.verdict.word = word;
    made.verdict.reason = reason;
    CHECK(obv_verdict_is_sound(&made.verdict));
    return made_report("text");
}

static void
a_file_without_a_badge_says_what_to_ask_for(void **state)
{
    (void)state;
    static const struct {
        obv_word word;
        obv_reason reason;
        const char *sentence, *advice;
    } cases[] = {
        {OBV_WORD_NO_BADGE, OBV_REASON_NO_BADGE,
         "We found no badge in this file. ", "Ask the person for the file"},
        {OBV_WORD_NO_BADGE, OBV_REASON_NO_BADGE_PICTURE,
         "It is often a screenshot or a messaging copy.",
         "Ask the person for the file"},
        {OBV_WORD_NO_BADGE, OBV_REASON_EMPTY_FILE,
         "We found no badge in this file: the file is empty.",
         "Ask the person for the file"},
        {OBV_WORD_NO_BADGE, OBV_REASON_UNKNOWN_FILE,
         "we do not read this kind of file.", "We read pictures"},
        {OBV_WORD_MALFORMED, OBV_REASON_DAMAGED_FILE,
         "the file is damaged or incomplete.", "the original file"},
        {OBV_WORD_MALFORMED, OBV_REASON_TWO_BADGES,
         "the file holds two badges in one place", "the original file"},
        {OBV_WORD_UNDECIDED, OBV_REASON_ENCRYPTED_FILE,
         "in all of this file: the file is protected by a password",
         "without a password"},
        {OBV_WORD_UNDECIDED, OBV_REASON_CELL_DIED,
         "reading it failed or took too long", "the original file"},
        {OBV_WORD_UNDECIDED, OBV_REASON_LIMIT,
         "it is too large or too complicated", "the original file"},
        {OBV_WORD_UNDECIDED, OBV_REASON_CODE_UNREAD,
         "there is a code, but it could not be read", "photograph the code"},
        {OBV_WORD_UNDECIDED, OBV_REASON_NO_CATALOGUE,
         "the part of this badge that was not printed", "the newest list"},
        {OBV_WORD_UNDECIDED, OBV_REASON_PART_MISSING,
         "printed as several codes, and they are not all here",
         "Read all codes of the badge"},
        {OBV_WORD_UNDECIDED, OBV_REASON_PARTS_CONFLICT,
         "this badge here: the codes do not belong to the same badge",
         "the original file"},
        {OBV_WORD_UNDECIDED, OBV_REASON_MANY_PAGES,
         "in all of this file: not all of its pages could be looked at",
         "Check the page that bears the code"},
        {OBV_WORD_NO_BADGE, OBV_REASON_OTHER_CODE,
         "the codes on it are not badges", "Ask the person for the file"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *report = say_without_badge(cases[i].word, cases[i].reason);
        SAYS(report, cases[i].sentence);
        SAYS(report, cases[i].advice);
        SAYS(report, "List Liste de démonstration, no. 3 of 1 March 2026");
        SAYS(report, "Clock 1 April 2026, 00:00 UTC");
        IS_SILENT(report, "We checked the document");
    }
    SAYS(say_without_badge(OBV_WORD_UNDECIDED, OBV_REASON_CELL_DIED),
         "V-1a-91");
}

/* Which list, and which day, is not for the badge to say. */
static void
a_file_without_a_badge_was_looked_at_on_a_day(void **state)
{
    (void)state;
    made_start();
    made.verdict.word = OBV_WORD_NO_BADGE;
    made.verdict.reason = OBV_REASON_NO_BADGE;
    made.page.clock = MARCH_3 + 200 * DAY;
    const char *report = made_report("text");
    SAYS(report, "── What it was checked against");
    SAYS(report, "Clock 19 September 2026, 00:00 UTC");
    SAYS(report, "Judged as of 1 April 2026, 00:00 UTC (--at)");
    IS_SILENT(report, "Picture not signed");
    IS_SILENT(report, "Not checked:");
}

static void
a_file_that_was_never_opened_has_a_report_too(void **state)
{
    (void)state;
    made_start();
    made.page.found = NULL;
    made.verdict.reason = OBV_REASON_LIMIT;
    SAYS(made_report("text"), "Cannot be checked here");
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.found = NULL;
    SAYS(say(b), "Recognised");
}

/* ---- Facts and claims ---------------------------------------------------- */

/* Every line that holds this text stands behind the dashed bar. */
static bool
is_only_claimed(const char *report, const char *text)
{
    bool found = false;
    for (const char *at = strstr(report, text); at != NULL;
         at = strstr(at + 1, text)) {
        const char *line = at;
        while (line > report && line[-1] != '\n') {
            line--;
        }
        if (strncmp(line, "┆", 3) != 0) {
            return false;
        }
        found = true;
    }
    return found;
}

static const char *const private_parts[] = {
    "Camille Martin",     "Ponctualité",  "Décision collégiale",
    "Employé polyvalent", "2 March 2028", "Les bases de la vie",
    "/preuves/2026-017",
};

static void
what_nobody_answers_for_stands_behind_a_bar(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_SIGNATURE, OBV_UNCHECKED, OBV_REASON_HOSTED);
    const char *report = say(b);
    SAYS(report, "According to the file, not verified");
    SAYS(report, "“L’Indispensable” - according to the file, not verified");
    CHECK(!has(report, "── The badge"));
    for (size_t i = 0; i < COUNT(private_parts); i++) {
        CHECK_CASE(is_only_claimed(report, private_parts[i]), private_parts[i]);
    }
}

/* Even what the list says: that this badge has to do with it, nobody says. */
static void
facts_of_the_list_prove_nothing_for_an_unproven_badge(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_LIST);
    made_check(b, OBV_CHECK_SIGNATURE, OBV_UNCHECKED, OBV_REASON_UNKNOWN_SUITE);
    const char *report = say(b);
    for (size_t i = 0; i < COUNT(private_parts); i++) {
        CHECK_CASE(is_only_claimed(report, private_parts[i]), private_parts[i]);
    }
}

/* A thief of the key may have signed it: nothing of it is a fact. */
static void
a_compromised_key_proves_nothing(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_KEY_SAFE, OBV_UNCHECKED,
               OBV_REASON_KEY_COMPROMISED);
    made_time(OBV_CLAIM_INCIDENT, OBV_ORIGIN_LIST, MARCH_3 + 5 * DAY);
    const char *report = say(b);
    SAYS(report, "security incident reported on 8 March 2026.");
    for (size_t i = 0; i < COUNT(private_parts); i++) {
        CHECK_CASE(is_only_claimed(report, private_parts[i]), private_parts[i]);
    }
}

static void
a_forged_badge_shows_its_title_alone(void **state)
{
    (void)state;
    static const struct {
        obv_check_id check;
        obv_reason reason;
    } cases[] = {
        {OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE},
        {OBV_CHECK_KEY, OBV_REASON_NOT_ITS_KEY},
        {OBV_CHECK_KEY_DATES, OBV_REASON_KEY_NOT_IN_DATES},
        {OBV_CHECK_FORMAT, OBV_REASON_NOT_JSON},
        {OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        /* ... whatever the judge says about its origin. */
        obv_badge *b =
            start_badge(i % 2 == 0 ? OBV_ORIGIN_SIGNED : OBV_ORIGIN_UNPROVEN);
        made_check(b, cases[i].check, OBV_NO, cases[i].reason);
        const char *report = say(b);
        SAYS(report, "“L’Indispensable” - according to the file, not verified");
        for (size_t k = 0; k < COUNT(private_parts); k++) {
            IS_SILENT(report, private_parts[k]);
        }
        IS_SILENT(report, "urn:uuid:");
        CHECK(!has(report, "\n┆")); /* nothing is left to claim */
    }
}

static void
a_proven_badge_shows_who_what_and_when(void **state)
{
    (void)state;
    const char *report = say(start_badge(OBV_ORIGIN_SIGNED));
    static const char *const parts[] = {
        "Awarded to Camille Martin",
        "Awarded by Les Ateliers du Pont, Lyon",
        "The badge itself writes: “Ateliers du Pont SCIC”",
        "Awarded on 3 March 2026",
        "Observed 1 September 2025 - 28 February 2026 (6 months), according "
        "to Les Ateliers du Pont.",
        "Valid until 2 March 2028",
        "competency, according to Les Ateliers du Pont",
        "• Ponctualité",
        "Optional criterion: Attitude constructive et communication au sein "
        "de l’équipe. Not needed for this badge. The badge does not state "
        "that it was met.",
        "Criteria identical to the version published on",
        "Statement by Les Ateliers du Pont:",
        "https://ateliers.example/preuves/2026-017 (link not opened)",
        "ROME: Employé polyvalent (G1605)",
        "It is neither diploma nor certification.",
        "Picture not signed",
        "PNG picture, iTXt openbadgecredential",
        "no. 3 of 1 March 2026",
        "withdrawals after 1 March 2026",
        "Clock 1 April 2026, 00:00 UTC",
    };
    for (size_t i = 0; i < COUNT(parts); i++) {
        SAYS(report, parts[i]);
    }
    IS_SILENT(report, "according to the file");
}

/* A status list may be older than the trust list that carries it. */
static void
withdrawals_are_known_until_the_oldest_list(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    b->checks[OBV_CHECK_STATUS] =
        (obv_result){OBV_YES, OBV_REASON_NONE, MARCH_3 - 10 * DAY};
    const char *report = say(b);
    SAYS(report, "withdrawals after 21 February 2026");
    SAYS(report, "The badge still stands (as known on 21 February 2026)");
}

/* In the issuer's words, each on a line. */
static void
what_a_status_list_tells_is_a_note_of_the_issuer(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_claim(OBV_CLAIM_STATUS_MESSAGE, OBV_ORIGIN_SIGNED, "remis");
    made_claim(OBV_CLAIM_STATUS_MESSAGE, OBV_ORIGIN_SIGNED, "0x2");
    const char *report = say(b);
    SAYS(report, "Issuer’s note remis 0x2");
}

static void
an_optional_criterion_is_met_only_where_a_fact_says_so(void **state)
{
    (void)state;
    for (int proven = 0; proven < 2; proven++) {
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        obv_origin origin = proven ? OBV_ORIGIN_SIGNED : OBV_ORIGIN_UNPROVEN;
        made_claim(OBV_CLAIM_ISSUER_NAME, origin, "Les Ateliers");
        obv_claim *c =
            made_claim(OBV_CLAIM_CRITERIA_BLOCK, origin, "Esprit d’équipe.");
        c->block = OBV_BLOCK_ITEM;
        c->criterion = OBV_CRITERION_OPTIONAL_MET;
        if (!proven) {
            made_check(b, OBV_CHECK_SIGNATURE, OBV_UNCHECKED,
                       OBV_REASON_HOSTED);
        }
        const char *report = say(b);
        CHECK(has(report, "met according to Les Ateliers: Esprit d’équipe") ==
              (proven == 1));
        CHECK(has(report, "d’équipe. Not needed for this badge.") ==
              (proven == 0));
        IS_SILENT(report, "does not state that it was met");
    }
}

static void
criteria_that_differ_are_said_to_differ(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_PUBLISHED, OBV_NO, OBV_REASON_CRITERIA_DIFFER);
    const char *report = say(b);
    SAYS(report, "Recognised"); /* and the word stays */
    SAYS(report, "Criteria differ from the published version.");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_PUBLISHED, OBV_UNCHECKED,
               OBV_REASON_NOT_IN_CATALOGUE);
    IS_SILENT(say(b), "published version");
}

static void
criteria_behind_a_link_are_not_opened(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_CRITERIA_ID, OBV_ORIGIN_SIGNED,
               "https://ateliers.example/c");
    SAYS(say(b), "The criteria stand at this address (link not opened): "
                 "https://ateliers.example/c");
}

static void
taking_part_is_not_a_skill(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_ACHIEVEMENT_TYPE, OBV_ORIGIN_SIGNED, "Course");
    SAYS(say(b), "It is not a skill that was assessed.");
    IS_SILENT(say(start_badge(OBV_ORIGIN_SIGNED)), "took part");
}

static void
an_issuer_that_awards_itself_is_named(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_claim(OBV_CLAIM_SELF_AWARDED, OBV_ORIGIN_SIGNED, "x");
    SAYS(say(b), "The issuer and the holder are the same.");
}

static void
a_period_is_said_as_far_as_it_is_known(void **state)
{
    (void)state;
    static const struct {
        bool from, to;
        const char *planned, *want;
    } cases[] = {
        {true, true, "P3M", "Observed 3 March 2026 - 12 March 2026 (10 days)"},
        {true, false, "P3M", "Observed from 3 March 2026 on, according"},
        {false, true, NULL, "Observed until 12 March 2026, according"},
        {false, false, "P6M", "Planned length: 6 months. Dates not given."},
        {false, false, "soon", "Planned length: soon. Dates not given."},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        if (cases[i].from) {
            made_time(OBV_CLAIM_OBSERVED_FROM, OBV_ORIGIN_SIGNED, MARCH_3);
        }
        if (cases[i].to) {
            made_time(OBV_CLAIM_OBSERVED_TO, OBV_ORIGIN_SIGNED,
                      MARCH_3 + 9 * DAY);
        }
        if (cases[i].planned != NULL) {
            made_claim(OBV_CLAIM_PLANNED_PERIOD, OBV_ORIGIN_LIST,
                       cases[i].planned);
        }
        SAYS(say(b), cases[i].want);
    }
}

/* Midnight in Paris is the evening before in UTC. */
static void
a_date_is_the_one_that_the_issuer_wrote(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    static const obv_claim_kind kinds[] = {
        OBV_CLAIM_AWARDED, OBV_CLAIM_OBSERVED_FROM, OBV_CLAIM_OBSERVED_TO,
        OBV_CLAIM_VALID_UNTIL};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        obv_claim *c = made_claim(kinds[i], OBV_ORIGIN_SIGNED, "");
        c->time = MARCH_3 - 3600;
        c->zone = 60;
    }
    const char *report = say(b);
    SAYS(report, "awarded it on 3 March 2026");
    SAYS(report, "Awarded on 3 March 2026");
    SAYS(report, "Observed 3 March 2026 - 3 March 2026 (1 day)");
    SAYS(report, "Valid until 3 March 2026");
    IS_SILENT(report, " 2 March 2026");
}

/* ---- Signatures of their own --------------------------------------------- */

static void
set_proof(obv_badge *b, const char *suite, obv_outcome outcome,
          obv_reason reason)
{
    obv_proof_finding *f = &b->proofs[b->proof_count++];
    *f = (obv_proof_finding){.outcome = outcome, .reason = reason};
    snprintf(f->suite, sizeof(f->suite), "%s", suite);
}

static void
each_signature_is_told_by_itself(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    b->proof_count = 0;
    set_proof(b, "eddsa-rdfc-2022", OBV_YES, OBV_REASON_NONE);
    b->proofs[0].created = MARCH_3;
    set_proof(b, "bbs-2023", OBV_UNCHECKED, OBV_REASON_UNKNOWN_SUITE);
    set_proof(b, "ecdsa-jcs-2019", OBV_UNCHECKED, OBV_REASON_CHAIN_BROKEN);
    b->proofs[2].chained = true;
    const char *report = say(b);
    SAYS(report, "Signature   eddsa-rdfc-2022 of 3 March 2026: yes");
    SAYS(report, "bbs-2023: not checked (this program does not know this kind "
                 "of signature)");
    SAYS(report, "ecdsa-jcs-2019, confirming those before it: not checked (it "
                 "relies on an earlier signature that we could not confirm)");
    made.page.sentences = language(true);
    report = say(b);
    SAYS(report, "eddsa-rdfc-2022 du 3 mars 2026\xE2\x80\xAF: oui");
    SAYS(report, "ecdsa-jcs-2019, qui confirme les précédentes");
}

/* What a forger calls his suite is shown clean, and short. */
static void
a_suite_without_a_name_is_a_question_mark(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    b->proofs[0].suite[0] = '\0';
    SAYS(say(b), "Signature   ?: yes");
}

static void
the_date_of_a_signature_that_decides_is_the_one_told(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NOT_ENDED, OBV_NO, OBV_REASON_PROOF_EXPIRED);
    b->proofs[0].outcome = OBV_NO;
    b->proofs[0].reason = OBV_REASON_PROOF_EXPIRED;
    b->proofs[0].expires = MARCH_3 + DAY;
    const char *report = say(b);
    SAYS(report, "Genuine badge, awarded on 3 March 2026. Its signature was "
                 "meant to be used until 4 March 2026.");
    IS_SILENT(report, "It was valid until");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_STARTED, OBV_NO, OBV_REASON_PROOF_TOO_EARLY);
    b->proofs[0].outcome = OBV_NO;
    b->proofs[0].reason = OBV_REASON_PROOF_TOO_EARLY;
    b->proofs[0].created = MARCH_3 + 60 * DAY;
    report = say(b);
    SAYS(report, "Its signature bears a date that has not come: 2 May 2026.");
    SAYS(report, "Check again from 2 May 2026 on.");
    /* A date that no signature has: nothing to read beyond them. */
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NOT_ENDED, OBV_NO, OBV_REASON_PROOF_EXPIRED);
    SAYS(say(b), "meant to be used until 2 March 2028.");
}

static void
a_part_of_a_badge_is_genuine_and_no_more(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_STATUS, OBV_UNCHECKED, OBV_REASON_WITHHELD);
    made_check(b, OBV_CHECK_NOT_ENDED, OBV_UNCHECKED, OBV_REASON_WITHHELD);
    const char *report = say(b);
    SAYS(report, "This copy shows only a part of it: we cannot know here "
                 "whether it is still valid.");
    SAYS(report, "Ask the person for the whole badge, as the issuer sent it.");
    made_check(b, OBV_CHECK_MAY_AWARD, OBV_UNCHECKED, OBV_REASON_WITHHELD);
    report = say(b);
    IS_SILENT(report, "Genuine");
    SAYS(report, "We could not check this badge here: this copy shows only a "
                 "part of the badge.");
    made_check(b, OBV_CHECK_MAY_AWARD, OBV_YES, OBV_REASON_NONE);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_LIST_STALE);
    IS_SILENT(say(b), "Genuine");
}

static void
which_of_two_meanings_was_signed_is_told(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    IS_SILENT(say(b), "two versions");
    made_claim(OBV_CLAIM_MEANING, OBV_ORIGIN_SIGNED, "older");
    SAYS(say(b), "It was signed by the older one.");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_claim(OBV_CLAIM_MEANING, OBV_ORIGIN_SIGNED, "newest");
    SAYS(say(b), "It was signed by the newest one.");
}

/* ---- Doubt with a sentence of its own ------------------------------------ */

static void
one_missing_thing_has_a_sentence_of_its_own(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_LIST_STALE);
    made.question.now = made.trust.usable_until + DAY;
    const char *report = say(b);
    SAYS(report, "Recognised by the list of 1 March 2026. It needs updating.");
    SAYS(report, "too old: it was usable until 1 June 2026");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_STATUS, OBV_UNCHECKED,
               OBV_REASON_STATUS_NOT_CHECKED);
    SAYS(say(b), "We cannot know here whether it has been withdrawn "
                 "since.");
}

/* "Recognised" and "genuine" are not said where two things are missing. */
static void
two_missing_things_are_not_recognised(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_LIST_STALE);
    made_check(b, OBV_CHECK_STATUS, OBV_UNCHECKED,
               OBV_REASON_STATUS_NOT_CHECKED);
    const char *report = say(b);
    IS_SILENT(report, "Recognised");
    IS_SILENT(report, "Genuine");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_CLOCK);
    made_check(b, OBV_CHECK_NOT_ENDED, OBV_NO, OBV_REASON_EXPIRED);
    report = say(b);
    IS_SILENT(report, "Genuine");
    SAYS(report, "This badge was valid until 2 March 2028.");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_LIST_STALE);
    made_check(b, OBV_CHECK_STARTED, OBV_NO, OBV_REASON_NOT_YET_VALID);
    IS_SILENT(say(b), "Genuine");
}

static void
a_wrong_key_without_a_telephone_asks_all_the_same(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_ISSUER_NAME, OBV_ORIGIN_LIST, "Les Ateliers");
    made_check(b, OBV_CHECK_KEY, OBV_NO, OBV_REASON_NOT_ITS_KEY);
    const char *report = say(b);
    SAYS(report, "Contact Les Ateliers. ");
    IS_SILENT(report, "telephone number");
    IS_SILENT(report, ": .");
}

static void
an_issuer_without_a_name_is_not_invented(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST);
    SAYS(say(b), "It names no organisation that is on the list");
    made_start();
    b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_ISSUER_ID, OBV_ORIGIN_UNPROVEN, "did:key:z6Mk");
    made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST);
    const char *report = say(b);
    SAYS(report, "It names no organisation that is on the list");
    SAYS(report, "Issuer id did:key:z6Mk");
    IS_SILENT(report, "“did:key:z6Mk”");
}

/* ---- The list, the clock, the root --------------------------------------- */

static void
a_test_root_says_so_above_every_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        obv_badge *b = start_badge(words[i].origin);
        made_check(b, words[i].check, words[i].outcome, words[i].reason);
        made.verdict.test = made.trust.test = true;
        const char *report = say(b);
        const char *test =
            strstr(report, words[i].word == OBV_WORD_NO_BADGE
                               ? "TEST - demonstration list, no value"
                               : "TEST - demonstration badge, no value");
        CHECK(test != NULL);
        CHECK(test < strstr(report, obv_word_name(words[i].word)));
        CHECK(test < strstr(report, "What was checked"));
    }
    IS_SILENT(say(start_badge(OBV_ORIGIN_SIGNED)), "TEST");
    made_start();
    made.verdict.test = made.trust.test = true;
    made.page.sentences = language(true);
    SAYS(made_report("text"), "ESSAI - liste de démonstration, sans valeur");
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.verdict.test = made.trust.test = true;
    made.page.sentences = language(true);
    SAYS(say(b), "ESSAI - badge de démonstration, sans valeur");
}

static void
another_root_is_named_in_the_first_line(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.trust.root_built_in = false;
    const char *report = say(b);
    CHECK(strncmp(report,
                  "Checked with the root “Racine de démonstration”"
                  ", number 0123456789abcdef.",
                  60) == 0);
    report = say(start_badge(OBV_ORIGIN_SIGNED));
    IS_SILENT(report, "Checked with the root");
    SAYS(report, "Racine de démonstration (0123456789abcdef)");
}

static void
a_list_that_is_due_is_said_to_be_due(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_YES, OBV_REASON_LIST_TO_REFRESH);
    made.question.now = made.page.clock = made.trust.fresh_until + DAY;
    made.page.colour = true;
    const char *report = say(b);
    SAYS(report, "Recognised");
    SAYS(report,
         "\033[1mto be updated: it was due by 2 May 2026; usable until");
    SAYS(report, "the list should be updated soon");
}

static void
a_date_that_was_given_stands_beside_the_clock(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.clock = MARCH_3 + 200 * DAY;
    const char *report = say(b);
    SAYS(report, "Clock 19 September 2026, 00:00 UTC");
    SAYS(report, "Judged as of 1 April 2026, 00:00 UTC (--at)");
    IS_SILENT(report, "The list was issued after that");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made.question.now = made.trust.issued - DAY;
    SAYS(say(b), "The list was issued after that.");
    IS_SILENT(say(start_badge(OBV_ORIGIN_SIGNED)), "--at");
}

static void
a_clock_that_cannot_be_right_says_so(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_CLOCK);
    made_check(b, OBV_CHECK_STARTED, OBV_UNCHECKED, OBV_REASON_CLOCK);
    made_check(b, OBV_CHECK_NOT_ENDED, OBV_UNCHECKED, OBV_REASON_CLOCK);
    made.question.clock_trusted = false;
    made.question.now = made.page.clock = 0;
    const char *report = say(b);
    SAYS(report, "1 January 1970, 00:00 UTC. This clock cannot be right");
    SAYS(report, "the clock of this computer cannot be right. This says "
                 "nothing about the person.");
    SAYS(report, "Set the clock of this computer, then check again.");
}

/* ---- The person ---------------------------------------------------------- */

static void
the_person_has_a_line_of_their_own(void **state)
{
    (void)state;
    static const struct {
        obv_check_id check;
        obv_outcome outcome;
        obv_reason reason;
        const char *name;
        obv_word word;
        const char *want;
    } cases[] = {
        {OBV_CHECK_NAME, OBV_UNCHECKED, OBV_REASON_NOT_COMPARED, NULL,
         OBV_WORD_RECOGNISED, "Person: What name is on the CV?"},
        {OBV_CHECK_NAME, OBV_YES, OBV_REASON_NONE, "Camille Martin",
         OBV_WORD_RECOGNISED,
         "✓ Person: Name compared: the same. Identity not verified."},
        {OBV_CHECK_NAME, OBV_UNCHECKED, OBV_REASON_CLOSE_NAME, "C. Martin",
         OBV_WORD_RECOGNISED,
         "Person: The two names are close: C. Martin / Camille Martin."},
        {OBV_CHECK_NAME, OBV_NO, OBV_REASON_OTHER_PERSON, "Dominique Petit",
         OBV_WORD_OTHER_PERSON,
         "The two names differ: Dominique Petit / Camille Martin. It may be a "
         "married name or a typo. Ask the person."},
        {OBV_CHECK_NAME, OBV_UNCHECKED, OBV_REASON_NO_NAME, "Camille Martin",
         OBV_WORD_RECOGNISED, "Person: This badge holds no name."},
        {OBV_CHECK_EMAIL, OBV_YES, OBV_REASON_NONE, NULL, OBV_WORD_RECOGNISED,
         "Person: E-mail address compared: the same."},
        {OBV_CHECK_EMAIL, OBV_NO, OBV_REASON_OTHER_PERSON, NULL,
         OBV_WORD_OTHER_PERSON, "A person may have several."},
        {OBV_CHECK_EMAIL, OBV_UNCHECKED, OBV_REASON_NO_NAME, NULL,
         OBV_WORD_RECOGNISED, "Person: This badge holds no e-mail address"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
        made_check(b, cases[i].check, cases[i].outcome, cases[i].reason);
        made.question.name = cases[i].name;
        const char *report = say(b);
        CHECK_NUMBER(made.verdict.word, cases[i].word);
        SAYS(report, cases[i].want);
    }
}

/* One sentence, once: it would read as an accusation twice. */
static void
a_name_that_differs_is_said_once(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NAME, OBV_NO, OBV_REASON_OTHER_PERSON);
    made.question.name = "Dominique Petit";
    const char *report = say(b);
    const char *first = strstr(report, "The two names differ");
    CHECK(first != NULL);
    CHECK(strstr(first + 1, "The two names differ") == NULL);
    SAYS(report, "✗ Person: Name compared. Identity not verified.");
}

static void
all_that_was_compared_has_its_line(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NAME, OBV_NO, OBV_REASON_OTHER_PERSON);
    made_check(b, OBV_CHECK_EMAIL, OBV_NO, OBV_REASON_OTHER_PERSON);
    made.question.name = "Dominique Petit";
    made.question.email = "d.petit@example.org";
    const char *report = say(b);
    SAYS(report, "✗ Person: Name compared. Identity not verified.");
    SAYS(report, "✗ Person: E-mail address compared. Identity not verified.");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NAME, OBV_NO, OBV_REASON_OTHER_PERSON);
    made_check(b, OBV_CHECK_EMAIL, OBV_YES, OBV_REASON_NONE);
    report = say(b);
    SAYS(report, "✓ Person: E-mail address compared: the same.");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NAME, OBV_NO, OBV_REASON_OTHER_PERSON);
    made_check(b, OBV_CHECK_NOT_LISTED, OBV_NO, OBV_REASON_WITHDRAWN);
    made.question.name = "Dominique Petit";
    report = say(b);
    IS_SILENT(report, "Person: Name compared.");
    SAYS(report, "The two names differ");
}

static void
nobody_is_asked_for_an_address_twice(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_check(b, OBV_CHECK_NAME, OBV_UNCHECKED, OBV_REASON_NO_NAME);
    made_check(b, OBV_CHECK_EMAIL, OBV_YES, OBV_REASON_NONE);
    made.question.name = "Camille Martin";
    made.question.email = "c.martin@example.org";
    const char *report = say(b);
    SAYS(report, "Person: This badge holds no name.");
    IS_SILENT(report, "may type their e-mail");
}

static void
a_badge_without_a_name_says_so_and_asks_for_no_papers(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_ACHIEVEMENT_NAME, OBV_ORIGIN_SIGNED, "Titre");
    const char *report = say(b);
    SAYS(report, "Person: This badge holds no name. The person may type their "
                 "e-mail themselves. We do not keep it.");
    SAYS(report, "no name stands in the badge");
}

/* To compare a name with a name that nobody vouches for proves nothing. */
static void
no_name_is_compared_with_a_forged_badge(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_SIGNATURE, OBV_NO, OBV_REASON_BAD_SIGNATURE);
    made_check(b, OBV_CHECK_NAME, OBV_UNCHECKED, OBV_REASON_NOT_PROVEN);
    made.question.name = "Camille Martin";
    const char *report = say(b);
    SAYS(report, "Person: Not compared: the badge itself is not confirmed.");
    IS_SILENT(report, "What name is on the CV?");
    b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_SIGNATURE, OBV_NO, OBV_REASON_BAD_SIGNATURE);
    IS_SILENT(say(b), "Person:");
}

/* ---- Where it was found -------------------------------------------------- */

static void
the_carrier_is_never_vouched_for(void **state)
{
    (void)state;
    static const struct {
        obv_container container;
        const char *want;
    } cases[] = {
        {OBV_CONTAINER_PNG, "Picture not signed: nobody vouches"},
        {OBV_CONTAINER_SVG, "Picture not signed: nobody vouches"},
        {OBV_CONTAINER_PDF, "Pages not signed: only the badge inside"},
        {OBV_CONTAINER_PLAIN, "text, iTXt"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
        made.found.container = cases[i].container;
        SAYS(say(b), cases[i].want);
    }
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.sentences = language(true);
    SAYS(say(b), "Image non signée");
}

static void
an_odd_place_is_noted(void **state)
{
    (void)state;
    static const struct {
        uint32_t notes;
        const char *want;
    } cases[] = {
        {OBV_NOTE_COMPRESSED, "The badge is stored compressed."},
        {OBV_NOTE_LEGACY, "the old way of Open Badges 1.0"},
        {OBV_NOTE_FOREIGN, "a name that is not the one of the standard"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
        IS_SILENT(say(b), cases[i].want);
        made.found.texts[0].notes = cases[i].notes;
        SAYS(made_report("text"), cases[i].want);
    }
}

static void
a_text_that_is_not_there_is_not_looked_at(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    b->text = OBV_MAX_FOUND - 1;
    IS_SILENT(say(b), "Found in");
}

/* ---- Several badges ------------------------------------------------------ */

static void
made_named(obv_place place, int32_t parent, const char *name,
           obv_check_id check, obv_outcome outcome, obv_reason reason)
{
    obv_badge *b = made_badge(place, parent);
    bool proven = outcome == OBV_YES;
    obv_origin origin = proven ? OBV_ORIGIN_SIGNED : OBV_ORIGIN_UNPROVEN;
    made_claim(OBV_CLAIM_ACHIEVEMENT_NAME, origin, name);
    made_claim(OBV_CLAIM_ISSUER_NAME, origin, "Les Ateliers");
    if (place == OBV_PLACE_ENDORSING) {
        made_claim(OBV_CLAIM_ENDORSEMENT_BLOCK, origin, "Un badge sérieux.");
    }
    made_check(b, check, outcome, reason);
    made_close(b);
}

static void
a_file_says_which_badge_its_word_comes_from(void **state)
{
    (void)state;
    made_start();
    made_named(OBV_PLACE_TOP, -1, "Premier", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    made_named(OBV_PLACE_TOP, -1, "Deuxième", OBV_CHECK_NOT_ENDED, OBV_NO,
               OBV_REASON_EXPIRED);
    made_named(OBV_PLACE_INSIDE, 1, "Dedans", OBV_CHECK_SIGNATURE, OBV_NO,
               OBV_REASON_BAD_SIGNATURE);
    made_named(OBV_PLACE_INSIDE, 1, "Aussi", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    CHECK(obv_verdict_is_sound(&made.verdict));
    const char *report = made_report("text");
    SAYS(report, "This file holds 4 badges. Its word is the one of badge 2.1.");
    SAYS(report, "✓ 1     Recognised - Premier");
    SAYS(report, "✗ 2.1   Changed or damaged - “Dedans” - according to");
    SAYS(report, "✓ 2.2   Recognised - Aussi");
    SAYS(report, " Badge 1 ");
    SAYS(report, " Badge 2 ");
    SAYS(report, " Badge 2.1 ");
    SAYS(report, " Badge 2.2 ");
    /* The file's word stands first. */
    CHECK(strstr(report, "Changed or damaged") < strstr(report, "Recognised"));
}

static void
a_badge_of_somebody_else_is_seen(void **state)
{
    (void)state;
    static const struct {
        const char *second;
        obv_origin origin;
        bool seen;
    } cases[] = {
        {"Camille Martin", OBV_ORIGIN_SIGNED, false},
        {"CAMILLE  martin", OBV_ORIGIN_SIGNED, false},
        {"Dominique Petit", OBV_ORIGIN_SIGNED, true},
        {"Dominique Petit", OBV_ORIGIN_UNPROVEN, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        made_close(start_badge(OBV_ORIGIN_SIGNED));
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        made_claim(OBV_CLAIM_HOLDER_NAME, cases[i].origin, cases[i].second);
        const char *report = say(b);
        CHECK(has(flat(report), flat("do not all bear the same name: Camille "
                                     "Martin / Dominique Petit.")) ==
              cases[i].seen);
    }
}

static void
a_record_is_called_one(void **state)
{
    (void)state;
    made_start();
    made_named(OBV_PLACE_TOP, -1, "Relevé", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    made.verdict.badges[0].kind = OBV_KIND_CLR;
    made_named(OBV_PLACE_INSIDE, 0, "Dedans", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    const char *report = made_report("text");
    SAYS(report, "2 parts in all");
    SAYS(report, " Record of achievements 1 ");
    SAYS(report, " Badge 1.1 ");
}

static void
a_result_is_said_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
    } cases[] = {
        {"Completed", "Note: achieved"},  {"InProgress", "Note: in progress"},
        {"Failed", "Note: not achieved"}, {"15/20", "Note: 15/20"},
        {"completed", "Note: completed"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        made_claim(OBV_CLAIM_RESULT_ITEM, OBV_ORIGIN_SIGNED, "Note");
        made_claim(OBV_CLAIM_RESULT_VALUE, OBV_ORIGIN_SIGNED, cases[i].value);
        SAYS(say(b), cases[i].want);
    }
}

static void
a_reason_is_said_once_a_finding(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_HOSTED);
    made_check(b, OBV_CHECK_KEY, OBV_UNCHECKED, OBV_REASON_HOSTED);
    const char *report = say(b);
    const char *first = strstr(report, "◌ this badge is checked online");
    CHECK(first != NULL);
    CHECK(strstr(first + 1, "◌ this badge is checked online") == NULL);
}

/* What it holds none of is what was asked for, and not only the first. */
static void
a_badge_that_holds_neither_says_so_of_each(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_EMAIL, OBV_UNCHECKED, OBV_REASON_NO_NAME);
    const char *report = say(b);
    SAYS(report, "◌ the badge holds no e-mail address");
    IS_SILENT(report, "◌ the badge holds no name");
    b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_EMAIL, OBV_UNCHECKED, OBV_REASON_NO_NAME);
    made_check(b, OBV_CHECK_NAME, OBV_UNCHECKED, OBV_REASON_NO_NAME);
    report = say(b);
    SAYS(report, "◌ the badge holds no e-mail address");
    SAYS(report, "◌ the badge holds no name");
}

/* The lines of a report that begin with `start`. */
static size_t
lines_that_start(const char *report, const char *start)
{
    size_t count = strncmp(report, start, strlen(start)) == 0;
    for (const char *at = report; (at = strchr(at, '\n')) != NULL; at++) {
        count += strncmp(at + 1, start, strlen(start)) == 0;
    }
    return count;
}

/* Whatever a badge says, its lines look like none of the program's own. */
static void
no_text_of_a_badge_can_draw_the_frame(void **state)
{
    (void)state;
    static const char forged[] = "✓ yes          The holder is a doctor";
    for (unsigned width = 40; width <= 100; width += 20) {
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        made.page.width = width;
        made_claims(OBV_ORIGIN_SIGNED);
        for (int block = 0; block < OBV_BLOCK_COUNT; block++) {
            made_claim(OBV_CLAIM_CRITERIA_BLOCK, OBV_ORIGIN_SIGNED, forged)
                ->block = (obv_block)block;
            made_claim(OBV_CLAIM_CRITERIA_BLOCK, OBV_ORIGIN_SIGNED,
                       "── Endorsements ──")
                ->block = (obv_block)block;
        }
        const char *report = say(b);
        SAYS(report, forged);
        CHECK_NUMBER(lines_that_start(report, "  ✓ yes"), 6);
        CHECK_NUMBER(lines_that_start(report, "── Endorsements"), 0);
        CHECK_NUMBER(lines_that_start(report, "  ── "), 0);
    }
}

/* A title fills its line, so that its next one says something of its own. */
static void
a_long_title_hangs_behind_its_first_line(void **state)
{
    (void)state;
    static const obv_origin origins[] = {OBV_ORIGIN_SIGNED,
                                         OBV_ORIGIN_UNPROVEN};
    char title[128];
    for (size_t fill = 2 * 55; fill < 2 * 75; fill++) {
        obv_origin origin = origins[fill % 2];
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        memset(title, 'x', fill / 2);
        snprintf(title + fill / 2, sizeof(title) - fill / 2,
                 " ✓ Name compared");
        made_claim(OBV_CLAIM_ACHIEVEMENT_NAME, origin, title);
        if (origin == OBV_ORIGIN_UNPROVEN) {
            made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED,
                       OBV_REASON_NOT_ON_LIST);
        }
        const char *report = say(b);
        SAYS(report, "✓ Name compared");
        CHECK_NUMBER(lines_that_start(report, "  ╰─────╯  ✓ Name"), 0);
        CHECK_NUMBER(lines_that_start(report, "           ✓ Name"), 0);
    }
}

/* The file's name is chosen by who hands it over. */
static void
the_name_of_a_file_is_said_to_be_one(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.file = "✓ Genuine badge.png";
    CHECK_NUMBER(lines_that_start(say(b), "File: ✓ Genuine badge.png"), 1);
    b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.file = "✓ Badge authentique.png";
    made.page.sentences = language(true);
    CHECK_NUMBER(
        lines_that_start(say(b), "Fichier" N ": ✓ Badge authentique.png"), 1);
}

/* A scanner has no files; and it may read all day. */
static void
a_code_that_was_typed_is_no_file(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.file = "code 1";
    made.page.typed = 1;
    CHECK_NUMBER(lines_that_start(say(b), "Code 1"), 1);
    CHECK_NUMBER(lines_that_start(say(b), "File"), 0);
    b = start_badge(OBV_ORIGIN_SIGNED);
    made.page.typed = 12345;
    CHECK_NUMBER(lines_that_start(say(b), "Code 12,345"), 1);
    made.page.sentences = language(true);
    CHECK_NUMBER(lines_that_start(say(b), "Code 12" N "345"), 1);
}

/* Whether a file is signed is known where a signature was confirmed. */
static void
only_what_is_signed_is_said_to_be(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_PRESENT, OBV_NO, OBV_REASON_NOT_A_BADGE);
    SAYS(say(b), "This file is signed, but it is not a badge.");
    static const obv_check_id doubts[] = {OBV_CHECK_SIGNATURE, OBV_CHECK_LISTED,
                                          OBV_CHECK_KEY};
    for (size_t i = 0; i < COUNT(doubts); i++) {
        b = start_badge(OBV_ORIGIN_UNPROVEN);
        made_check(b, OBV_CHECK_PRESENT, OBV_NO, OBV_REASON_NOT_A_BADGE);
        made_check(b, doubts[i], OBV_UNCHECKED, OBV_REASON_NO_KEY);
        const char *report = say(b);
        SAYS(report, "We found no badge in this file");
        IS_SILENT(report, "is signed");
    }
}

/* It is not "common" that a listed name comes from an unlisted address. */
static void
a_namesake_of_the_list_is_not_called_common(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NAMESAKE);
    const char *report = say(b);
    SAYS(report, "╭─────╮  Issuer not on the list");
    SAYS(report,
         "The name “Les Ateliers du Pont” is on the list “Liste de "
         "démonstration”, but the badge gives another internet address.");
    SAYS(report, "whether this is the organisation of the list");
    IS_SILENT(report, "This is common");
}

/* An issuer can fill the room for texts, so that its name in the list has none
   and the one that it gives itself has. */
static void
a_listed_issuer_bears_the_name_of_the_list_or_none(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_ISSUER_ID, OBV_ORIGIN_SIGNED,
               "https://mairie.example");
    made_claim(OBV_CLAIM_ISSUER_OWN_NAME, OBV_ORIGIN_SIGNED, "Mairie");
    made_time(OBV_CLAIM_AWARDED, OBV_ORIGIN_SIGNED, MARCH_3);
    const char *report = say(b);
    SAYS(report, "Genuine badge. an unnamed organisation awarded it");
    SAYS(report, "The badge itself writes: “Mairie”");
    made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST);
    SAYS(say(b), "The organisation named, “Mairie”, is not on the list");
}

/* A name that had no room is not a name that the badge lacks. */
static void
what_was_cut_is_not_said_to_be_missing(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        made_claim(OBV_CLAIM_ACHIEVEMENT_NAME, OBV_ORIGIN_SIGNED, "Soudure");
        made.verdict.cut = cut;
        const char *report = say(b);
        CHECK((strstr(report, "no name stands in the badge") != NULL) == !cut);
        CHECK((strstr(report, "This badge holds no name") != NULL) == !cut);
    }
}

/* "Mairie: Recognised" is a name that anybody can take. */
static void
an_unlisted_endorser_is_quoted(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_close(b);
    obv_badge *e = made_badge(OBV_PLACE_ENDORSING, 0);
    made_claim(OBV_CLAIM_ISSUER_NAME, OBV_ORIGIN_UNPROVEN,
               "Mairie: Recognised");
    made_check(e, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST);
    SAYS(say(e), "Endorsement by “Mairie: Recognised”");
}

static void
an_endorsement_is_told_with_its_badge_and_counts_for_none(void **state)
{
    (void)state;
    made_start();
    made_named(OBV_PLACE_TOP, -1, "Premier", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    made_named(OBV_PLACE_ENDORSING, 0, "", OBV_CHECK_SIGNATURE, OBV_NO,
               OBV_REASON_BAD_SIGNATURE);
    made_named(OBV_PLACE_ENDORSING, 0, "", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    const char *report = made_report("text");
    CHECK_NUMBER(made.verdict.word, OBV_WORD_RECOGNISED);
    IS_SILENT(report, "This file holds");
    SAYS(report, "✗ Endorsement by “Les Ateliers” - according to the file, not "
                 "verified: Changed or damaged");
    SAYS(report, "✓ Endorsement by Les Ateliers: Recognised");
    SAYS(report, "  │ Un badge sérieux.");
    /* What the forged one says is not repeated. */
    const char *first = strstr(report, "Un badge sérieux.");
    CHECK(strstr(first + 1, "Un badge sérieux.") == NULL);
}

static void
an_unproven_endorsement_speaks_behind_the_bar(void **state)
{
    (void)state;
    made_start();
    made_named(OBV_PLACE_TOP, -1, "Premier", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    made_named(OBV_PLACE_ENDORSING, 0, "", OBV_CHECK_LISTED, OBV_UNCHECKED,
               OBV_REASON_NOT_ON_LIST);
    CHECK(is_only_claimed(made_report("text"), "Un badge sérieux."));
}

static void
what_only_the_outer_signs_is_a_statement(void **state)
{
    (void)state;
    made_start();
    made_named(OBV_PLACE_TOP, -1, "Relevé", OBV_CHECK_SIGNATURE, OBV_YES,
               OBV_REASON_NONE);
    made.verdict.badges[0].kind = OBV_KIND_CLR;
    obv_badge *b = made_badge(OBV_PLACE_INSIDE, 0);
    made_claim(OBV_CLAIM_ISSUER_NAME, OBV_ORIGIN_UNPROVEN, "Grande École");
    made_check(b, OBV_CHECK_SIGNATURE, OBV_UNCHECKED, OBV_REASON_STATEMENT);
    SAYS(say(b), "Les Ateliers states that this badge exists.");
    SAYS(made_report("text"), "this is not an award by Grande École.");
}

/* ---- Hostile texts ------------------------------------------------------- */

static const char hostile[] = "a\033[2J\033]0;x\007b\rc\nd\te\x7F"
                              "f\xC2\x9Bg"                 /* a C1 control */
                              "\xE2\x80\xAEh\xE2\x80\xACi" /* right to left */
                              "\xE2\x81\xA6j\xE2\x81\xA9k" /* isolates */
                              "\xE2\x80\x8Fl\xD8\x9Cm" /* marks of direction */
                              "\xE2\x80\xA8n\xE2\x80\xA9o" /* separators */
                              "\xEF\xBB\xBFp {issuer} %s%n";

/* Nothing but text, line ends and what the report draws itself. */
static const char *
find_dirt(const char *report)
{
    static const char *const dirt[] = {
        "\xC2\x9B",     "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
        "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7",
        "\xE2\x81\xA8", "\xE2\x81\xA9", "\xE2\x80\x8E", "\xE2\x80\x8F",
        "\xD8\x9C",     "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF",
    };
    for (const char *at = report; *at != '\0'; at++) {
        if (((unsigned char)*at < ' ' && *at != '\n') || *at == 0x7F) {
            return at;
        }
    }
    for (size_t i = 0; i < COUNT(dirt); i++) {
        if (has(report, dirt[i])) {
            return dirt[i];
        }
    }
    return obv_is_utf8(obv_slice_of(report)) ? NULL : "not UTF-8";
}

/* As if the judge had not cleaned: every claim, in every word, is hostile. */
static void
nothing_of_a_badge_is_printed_raw(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        for (int kind = 0; kind < OBV_CLAIM_COUNT; kind++) {
            made_start();
            obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
            made_claim(OBV_CLAIM_EVIDENCE_ITEM, words[i].origin, "e");
            made_claim(OBV_CLAIM_ALIGNMENT_ITEM, words[i].origin, "a");
            made_claim(OBV_CLAIM_RESULT_ITEM, words[i].origin, "r");
            made_claim((obv_claim_kind)kind, words[i].origin, hostile);
            made_check(b, words[i].check, words[i].outcome, words[i].reason);
            made_close(b);
            const char *report = made_report("text");
            CHECK(report != NULL);
            CHECK_CASE(find_dirt(report) == NULL,
                       obv_claim_name((obv_claim_kind)kind));
        }
    }
}

static void
nothing_of_the_caller_is_printed_raw(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    memcpy(made.trust.name, hostile, sizeof(hostile));
    memcpy(made.trust.keeper, hostile, sizeof(hostile));
    memcpy(made.trust.root, hostile, sizeof(hostile));
    made.trust.root_built_in = false;
    made.question.name = hostile;
    made_check(b, OBV_CHECK_NAME, OBV_NO, OBV_REASON_OTHER_PERSON);
    made.page.file = hostile;
    made_close(b);
    CHECK(find_dirt(made_report("text")) == NULL);
    made.page.file = "caf\xE9\xFF.png";
    CHECK(find_dirt(made_report("text")) == NULL);
}

static void
blocks_of_every_kind_are_cleaned(void **state)
{
    (void)state;
    for (int block = 0; block < OBV_BLOCK_COUNT; block++) {
        for (int criterion = 0; criterion <= OBV_CRITERION_OPTIONAL_MET;
             criterion++) {
            made_start();
            obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
            obv_claim *c = made_claim(OBV_CLAIM_CRITERIA_BLOCK,
                                      OBV_ORIGIN_SIGNED, hostile);
            c->block = (obv_block)block;
            c->criterion = (obv_criterion)criterion;
            made_close(b);
            CHECK(find_dirt(made_report("text")) == NULL);
        }
    }
}

/* A title cannot push the word off the screen, nor fake a line of its own. */
static void
a_long_title_is_cut_in_the_head(void **state)
{
    (void)state;
    char title[8000];
    memset(title, 'M', sizeof(title) - 1);
    title[sizeof(title) - 1] = '\0';
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_ACHIEVEMENT_NAME, OBV_ORIGIN_SIGNED, title);
    const char *report = say(b);
    const char *checked = strstr(report, "What was checked");
    CHECK(checked != NULL);
    CHECK(checked - report < 2000);
}

/* ---- Width and colour ---------------------------------------------------- */

static size_t
widest_line(const char *report)
{
    size_t widest = 0;
    obv_slice line, rest = obv_slice_of(report);
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        size_t columns = obv_columns(line);
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static void
no_line_is_wider_than_the_page(void **state)
{
    (void)state;
    static const unsigned widths[] = {32, 40, 50, 59, 60, 80, 100, 120, 0};
    char endless[3000];
    memset(endless, 'x', sizeof(endless) - 1);
    endless[sizeof(endless) - 1] = '\0';
    for (size_t i = 0; i < COUNT(words); i++) {
        for (size_t w = 0; w < COUNT(widths); w++) {
            for (int in_french = 0; in_french < 2; in_french++) {
                obv_badge *b = start_badge(words[i].origin);
                made_claim(OBV_CLAIM_EVIDENCE_BLOCK, words[i].origin, endless);
                made_claim(OBV_CLAIM_CRITERIA_BLOCK, words[i].origin,
                           "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字");
                made_claim(OBV_CLAIM_HOLDER_ID, words[i].origin, endless);
                made_check(b, words[i].check, words[i].outcome,
                           words[i].reason);
                made.page.width = widths[w];
                made.page.sentences = language(in_french);
                made.page.file = endless;
                made.trust.test = true;
                made.trust.root_built_in = false;
                const char *report = say(b);
                unsigned most = widths[w] == 0 ? 80 : widths[w];
                if (widest_line(report) > most) {
                    fail_msg("%zu columns on a page of %u:\n%s",
                             widest_line(report), most, report);
                }
            }
        }
    }
}

/* The evidence that says `text`, on a page of that width. */
static const char *
say_evidence(const char *text, unsigned width)
{
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_EVIDENCE_ITEM, OBV_ORIGIN_SIGNED, "Item");
    made_claim(OBV_CLAIM_EVIDENCE_BLOCK, OBV_ORIGIN_SIGNED, text);
    made.page.width = width;
    return say(b);
}

#define LONG_ADDRESS                                                           \
    "https://chantier.example/badges/entretien-des-berges/preuves/2026-017"

static void
an_address_is_broken_only_where_it_is_wider_than_the_line(void **state)
{
    (void)state;
    CHECK(has(say_evidence("Lire la page qui suit : " LONG_ADDRESS, 80),
              "\n  │ " LONG_ADDRESS "\n"));
    CHECK(has(say_evidence("Écrire à cette adresse-là pour le savoir, et à "
                           "elle seule : jean-pierre.martin@ateliers.example",
                           80),
              "\n  │ jean-pierre.martin@ateliers.example\n"));
    CHECK(has(say_evidence(LONG_ADDRESS "/" LONG_ADDRESS, 80),
              "\n  │ https://chantier.example/badges/"));
    CHECK(has(say_evidence("Voir " LONG_ADDRESS "/" LONG_ADDRESS, 80),
              "\n  │ Voir\n  │ https://chantier.example/badges/"));
    CHECK(!has(say_evidence(" " LONG_ADDRESS, 40), "│\n"));
    /* Other words are broken where they were. */
    CHECK(has(say_evidence("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbb-cccc", 40),
              "bbbb-\n  │ cccc\n"));
}

static void
an_id_wider_than_its_column_has_a_line_of_its_own(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_CREDENTIAL_ID, OBV_ORIGIN_SIGNED, "urn:uuid:1");
    made_claim(OBV_CLAIM_ACHIEVEMENT_ID, OBV_ORIGIN_SIGNED, LONG_ADDRESS);
    const char *report = say(b);
    CHECK(has(report, "\n  Badge id        urn:uuid:1\n"));
    CHECK(has(report, "\n  Achievement id\n    " LONG_ADDRESS "\n"));
}

static void
a_page_too_narrow_or_too_wide_is_set_all_the_same(void **state)
{
    (void)state;
    static const unsigned widths[] = {1, 7, 31, 5000, 4294967295u};
    for (size_t i = 0; i < COUNT(widths); i++) {
        obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
        made.page.width = widths[i];
        SAYS(say(b), "Recognised");
        CHECK(widest_line(made_report("text")) <= OBV_MAX_WIDTH);
    }
}

static void
no_line_ends_in_a_space(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        for (unsigned width = 32; width <= 100; width += 17) {
            obv_badge *b = start_badge(words[i].origin);
            made_check(b, words[i].check, words[i].outcome, words[i].reason);
            made.page.width = width;
            made.trust.test = true;
            const char *report = say(b);
            const char *space = strstr(report, " \n");
            if (space != NULL) {
                fail_msg("a space at the end of the line before: %s", space);
            }
        }
    }
}

/* Without its escapes, the coloured page is the plain one, byte for byte. */
static void
colour_says_nothing_that_words_do_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        obv_badge *b = start_badge(words[i].origin);
        made_check(b, words[i].check, words[i].outcome, words[i].reason);
        made.trust.test = true;
        const char *plain = say(b);
        made.page.colour = true;
        const char *coloured = made_report("text");
        CHECK(strchr(plain, '\033') == NULL);
        char *stripped = obv_arena_alloc(made.arena, 1, strlen(coloured) + 1);
        size_t used = 0, open = 0;
        for (const char *at = coloured; *at != '\0'; at++) {
            if (*at == '\033') {
                open = at[2] == '0' ? 0 : 1;
                while (*at != 'm') {
                    at++;
                }
                continue;
            }
            CHECK(*at != '\n' || open == 0); /* ends with its line */
            stripped[used++] = *at;
        }
        CHECK_TEXT(stripped, plain);
    }
}

/* ---- The rest ------------------------------------------------------------ */

static void
a_table_of_another_version_is_not_used(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    obv_sentences other = *language(true);
    other.count--;
    made.page.sentences = &other;
    SAYS(say(b), "Genuine badge.");
    made.page.sentences = NULL;
    SAYS(made_report("text"), "Genuine badge.");
}

static void
what_was_left_out_is_said(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made.verdict.cut = true;
    SAYS(say(b), "a part of it is not shown here");
}

static void
a_format_without_a_row_is_not_found(void **state)
{
    (void)state;
    made_start();
    static const char *const formats[] = {"", "TEXT", "html", "text ", "xml"};
    for (size_t i = 0; i < COUNT(formats); i++) {
        obv_slice page;
        CHECK_NUMBER(obv_report_make(formats[i], &made.page, made.arena, &page),
                     OBV_NOT_FOUND);
    }
}

static bool
refuse_to_write(void *to, const char *text, size_t len)
{
    (void)to;
    (void)text;
    (void)len;
    return false;
}

static bool
count_written(void *to, const char *text, size_t len)
{
    (void)text;
    *(size_t *)to += len;
    return true;
}

static void
the_public_call_writes_the_whole_page_or_says_why_not(void **state)
{
    (void)state;
    say(start_badge(OBV_ORIGIN_SIGNED));
    obv_verifier *v = obv_new();
    CHECK(v != NULL);
    size_t written = 0;
    CHECK_NUMBER(obv_report(v, "text", &made.page, count_written, &written),
                 OBV_OK);
    CHECK_NUMBER(written, strlen(made_report("text")));
    CHECK_NUMBER(obv_report(v, "text", &made.page, refuse_to_write, NULL),
                 OBV_LIMIT);
    CHECK_NUMBER(obv_report(v, "html", &made.page, count_written, &written),
                 OBV_NOT_FOUND);
    obv_free(v);
}

/* Half a report could read as a better answer than the whole. */
static void
each_size_of_arena_gives_all_or_nothing(void **state)
{
    (void)state;
    static const char *const formats[] = {"text", "json"};
    say(start_badge(OBV_ORIGIN_SIGNED));
    for (size_t f = 0; f < COUNT(formats); f++) {
        const char *whole = made_report(formats[f]);
        bool done = false;
        for (size_t size = 0; !done; size += 1000) {
            obv_arena *small = obv_arena_new(size);
            obv_slice page = obv_slice_of("");
            obv_status status =
                obv_report_make(formats[f], &made.page, small, &page);
            CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
            done = status == OBV_OK;
            CHECK(!done || obv_slice_is(page, whole));
            obv_arena_free(small);
        }
    }
}

static int
start(void **state)
{
    (void)state;
    const char *build = getenv("BUILD");
    made_start();
    return obv_words_choose(&english, build != NULL ? build : "build", "en") &&
                   obv_words_choose(&french, build != NULL ? build : "build",
                                    "fr")
               ? 0
               : -1;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_word_has_its_shape_and_its_sentence_in_both_languages),
        cmocka_unit_test(each_reason_can_be_said),
        cmocka_unit_test(no_report_leaves_a_word_unfilled),
        cmocka_unit_test(a_file_without_a_badge_says_what_to_ask_for),
        cmocka_unit_test(a_file_without_a_badge_was_looked_at_on_a_day),
        cmocka_unit_test(a_file_that_was_never_opened_has_a_report_too),
        cmocka_unit_test(what_nobody_answers_for_stands_behind_a_bar),
        cmocka_unit_test(facts_of_the_list_prove_nothing_for_an_unproven_badge),
        cmocka_unit_test(a_compromised_key_proves_nothing),
        cmocka_unit_test(a_forged_badge_shows_its_title_alone),
        cmocka_unit_test(a_proven_badge_shows_who_what_and_when),
        cmocka_unit_test(
            an_optional_criterion_is_met_only_where_a_fact_says_so),
        cmocka_unit_test(withdrawals_are_known_until_the_oldest_list),
        cmocka_unit_test(what_a_status_list_tells_is_a_note_of_the_issuer),
        cmocka_unit_test(criteria_that_differ_are_said_to_differ),
        cmocka_unit_test(criteria_behind_a_link_are_not_opened),
        cmocka_unit_test(taking_part_is_not_a_skill),
        cmocka_unit_test(an_issuer_that_awards_itself_is_named),
        cmocka_unit_test(a_period_is_said_as_far_as_it_is_known),
        cmocka_unit_test(a_date_is_the_one_that_the_issuer_wrote),
        cmocka_unit_test(each_signature_is_told_by_itself),
        cmocka_unit_test(a_suite_without_a_name_is_a_question_mark),
        cmocka_unit_test(the_date_of_a_signature_that_decides_is_the_one_told),
        cmocka_unit_test(a_part_of_a_badge_is_genuine_and_no_more),
        cmocka_unit_test(which_of_two_meanings_was_signed_is_told),
        cmocka_unit_test(one_missing_thing_has_a_sentence_of_its_own),
        cmocka_unit_test(two_missing_things_are_not_recognised),
        cmocka_unit_test(a_wrong_key_without_a_telephone_asks_all_the_same),
        cmocka_unit_test(an_issuer_without_a_name_is_not_invented),
        cmocka_unit_test(a_test_root_says_so_above_every_word),
        cmocka_unit_test(another_root_is_named_in_the_first_line),
        cmocka_unit_test(a_list_that_is_due_is_said_to_be_due),
        cmocka_unit_test(a_date_that_was_given_stands_beside_the_clock),
        cmocka_unit_test(a_clock_that_cannot_be_right_says_so),
        cmocka_unit_test(the_person_has_a_line_of_their_own),
        cmocka_unit_test(a_name_that_differs_is_said_once),
        cmocka_unit_test(all_that_was_compared_has_its_line),
        cmocka_unit_test(nobody_is_asked_for_an_address_twice),
        cmocka_unit_test(a_badge_without_a_name_says_so_and_asks_for_no_papers),
        cmocka_unit_test(no_name_is_compared_with_a_forged_badge),
        cmocka_unit_test(the_carrier_is_never_vouched_for),
        cmocka_unit_test(an_odd_place_is_noted),
        cmocka_unit_test(a_text_that_is_not_there_is_not_looked_at),
        cmocka_unit_test(a_file_says_which_badge_its_word_comes_from),
        cmocka_unit_test(a_badge_of_somebody_else_is_seen),
        cmocka_unit_test(a_record_is_called_one),
        cmocka_unit_test(a_result_is_said_in_words),
        cmocka_unit_test(a_reason_is_said_once_a_finding),
        cmocka_unit_test(a_badge_that_holds_neither_says_so_of_each),
        cmocka_unit_test(no_text_of_a_badge_can_draw_the_frame),
        cmocka_unit_test(a_long_title_hangs_behind_its_first_line),
        cmocka_unit_test(the_name_of_a_file_is_said_to_be_one),
        cmocka_unit_test(a_code_that_was_typed_is_no_file),
        cmocka_unit_test(only_what_is_signed_is_said_to_be),
        cmocka_unit_test(a_namesake_of_the_list_is_not_called_common),
        cmocka_unit_test(a_listed_issuer_bears_the_name_of_the_list_or_none),
        cmocka_unit_test(what_was_cut_is_not_said_to_be_missing),
        cmocka_unit_test(an_unlisted_endorser_is_quoted),
        cmocka_unit_test(
            an_endorsement_is_told_with_its_badge_and_counts_for_none),
        cmocka_unit_test(an_unproven_endorsement_speaks_behind_the_bar),
        cmocka_unit_test(what_only_the_outer_signs_is_a_statement),
        cmocka_unit_test(nothing_of_a_badge_is_printed_raw),
        cmocka_unit_test(nothing_of_the_caller_is_printed_raw),
        cmocka_unit_test(blocks_of_every_kind_are_cleaned),
        cmocka_unit_test(a_long_title_is_cut_in_the_head),
        cmocka_unit_test(no_line_is_wider_than_the_page),
        cmocka_unit_test(
            an_address_is_broken_only_where_it_is_wider_than_the_line),
        cmocka_unit_test(an_id_wider_than_its_column_has_a_line_of_its_own),
        cmocka_unit_test(a_page_too_narrow_or_too_wide_is_set_all_the_same),
        cmocka_unit_test(no_line_ends_in_a_space),
        cmocka_unit_test(colour_says_nothing_that_words_do_not),
        cmocka_unit_test(a_table_of_another_version_is_not_used),
        cmocka_unit_test(what_was_left_out_is_said),
        cmocka_unit_test(a_format_without_a_row_is_not_found),
        cmocka_unit_test(the_public_call_writes_the_whole_page_or_says_why_not),
        cmocka_unit_test(each_size_of_arena_gives_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
