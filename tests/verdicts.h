/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verdicts made by hand, for tests of what is said about them.  One at a time:
 * `made` is static, as a verdict is large.
 */
#ifndef VERDICTS_H
#define VERDICTS_H

#include "report/report.h"
#include "verdict/verdict.h"

#define DAY (int64_t)86400
/* 2026-03-03T00:00:00Z */
#define MARCH_3 (int64_t)1772496000

typedef struct made_page {
    obv_verdict verdict;
    obv_found found;
    obv_trust_facts trust;
    obv_question question;
    obv_page page;
    obv_arena *arena;
} made_page;

static made_page made;

/* A list of 1 March 2026, a clock of 1 April, a PNG with one badge text. */
static inline void
made_start(void)
{
    obv_arena *arena = made.arena;
    memset(&made, 0, sizeof(made));
    made.arena = arena != NULL ? arena : obv_arena_new(OBV_ARENA);
    obv_arena_empty(made.arena);
    made.verdict.badge = -1;
    made.trust = (obv_trust_facts){
        .name = "Liste de démonstration",
        .keeper = "Atelier des exemples",
        .region = "demonstration",
        .root = "Racine de démonstration",
        .root_id = "0123456789abcdef",
        .root_built_in = true,
        .seq = 3,
        .issued = MARCH_3 - 2 * DAY,
        .fresh_until = MARCH_3 + 60 * DAY,
        .usable_until = MARCH_3 + 90 * DAY,
    };
    made.question =
        (obv_question){.now = MARCH_3 + 29 * DAY, .clock_trusted = true};
    made.found.container = OBV_CONTAINER_PNG;
    made.found.count = 1;
    memcpy(made.found.texts[0].where, "iTXt openbadgecredential", 25);
    made.page = (obv_page){
        .file = "badge.png",
        .verdict = &made.verdict,
        .found = &made.found,
        .trust = &made.trust,
        .question = &made.question,
        .clock = made.question.now,
        .sentences = obv_english(),
    };
}

/* A badge for which every check but the person's says yes. */
static inline obv_badge *
made_badge(obv_place place, int32_t parent)
{
    obv_badge *b = &made.verdict.badges[made.verdict.badge_count++];
    b->kind =
        place == OBV_PLACE_ENDORSING ? OBV_KIND_ENDORSEMENT : OBV_KIND_BADGE;
    b->edition = OBV_OB3;
    b->place = place;
    b->parent = parent;
    b->first_claim = made.verdict.claim_count;
    for (int i = 0; i < OBV_CHECK_COUNT; i++) {
        b->checks[i].outcome = OBV_YES;
    }
    b->checks[OBV_CHECK_NOT_LISTED].as_of = made.trust.issued;
    b->checks[OBV_CHECK_PUBLISHED].as_of = MARCH_3 - 100 * DAY;
    b->checks[OBV_CHECK_EMAIL] =
        (obv_result){OBV_UNCHECKED, OBV_REASON_NOT_COMPARED, 0};
    b->checks[OBV_CHECK_NAME] = b->checks[OBV_CHECK_EMAIL];
    b->proof_count = 1;
    b->proofs[0] = (obv_proof_finding){.suite = "EdDSA", .outcome = OBV_YES};
    return b;
}

static inline obv_claim *
made_claim(obv_claim_kind kind, obv_origin origin, const char *text)
{
    obv_verdict *v = &made.verdict;
    obv_claim *claim = &v->claims[v->claim_count++];
    *claim = (obv_claim){.kind = kind, .origin = origin, .at = v->text_len};
    claim->len = (uint32_t)strlen(text);
    memcpy(v->text + v->text_len, text, claim->len);
    v->text_len += claim->len;
    return claim;
}

static inline void
made_time(obv_claim_kind kind, obv_origin origin, int64_t time)
{
    made_claim(kind, origin, "")->time = time;
}

static inline void
made_check(obv_badge *b, obv_check_id check, obv_outcome outcome,
           obv_reason reason)
{
    b->checks[check] = (obv_result){outcome, reason, 0};
}

/* After the claims of the last badge. */
static inline void
made_close(obv_badge *b)
{
    b->claim_count = made.verdict.claim_count - b->first_claim;
    obv_badge_close(b);
    made.verdict.badge =
        obv_file_word(&made.verdict, &made.verdict.word, &made.verdict.reason);
}

/* L'Indispensable, as the samples have it. */
static inline void
made_claims(obv_origin origin)
{
    obv_origin list =
        origin == OBV_ORIGIN_UNPROVEN ? OBV_ORIGIN_UNPROVEN : OBV_ORIGIN_LIST;
    made_claim(OBV_CLAIM_CREDENTIAL_ID, origin,
               "urn:uuid:5c3f4a1e-0000-4000-8000-00000000beef");
    made_claim(OBV_CLAIM_ACHIEVEMENT_ID, origin,
               "https://ateliers.example/badges/indispensable");
    made_claim(OBV_CLAIM_ACHIEVEMENT_NAME, origin, "L’Indispensable");
    made_claim(OBV_CLAIM_ACHIEVEMENT_TYPE, origin, "Competency");
    made_claim(OBV_CLAIM_DESCRIPTION_BLOCK, origin,
               "Les bases de la vie au travail, observées en situation réelle "
               "par une équipe de trois personnes.");
    made_claim(OBV_CLAIM_ISSUER_ID, origin, "https://ateliers.example/issuer");
    made_claim(OBV_CLAIM_ISSUER_NAME, list, "Les Ateliers du Pont");
    made_claim(OBV_CLAIM_ISSUER_TOWN, list, "Lyon");
    made_claim(OBV_CLAIM_ISSUER_PHONE, list, "04 00 00 00 00");
    made_claim(OBV_CLAIM_ISSUER_OWN_NAME, origin, "Ateliers du Pont SCIC");
    made_claim(OBV_CLAIM_HOLDER_NAME, origin, "Camille Martin");
    made_time(OBV_CLAIM_AWARDED, origin, MARCH_3);
    made_time(OBV_CLAIM_VALID_FROM, origin, MARCH_3);
    made_time(OBV_CLAIM_VALID_UNTIL, origin, MARCH_3 + 730 * DAY);
    made_time(OBV_CLAIM_OBSERVED_FROM, origin, 1756684800); /* 2025-09-01 */
    made_time(OBV_CLAIM_OBSERVED_TO, origin, 1772236800);   /* 2026-02-28 */
    static const char *const criteria[] = {
        "Ponctualité",
        "Régularité et assiduité",
        "Respect de la hiérarchie",
        "Respect des consignes de sécurité",
        "Respect des consignes de travail",
        "Attitude constructive et communication au sein de l’équipe.",
    };
    for (size_t i = 0; i < COUNT(criteria); i++) {
        obv_claim *c =
            made_claim(OBV_CLAIM_CRITERIA_BLOCK, origin, criteria[i]);
        c->block = OBV_BLOCK_ITEM;
        c->criterion = i + 1 == COUNT(criteria) ? OBV_CRITERION_OPTIONAL
                                                : OBV_CRITERION_PLAIN;
    }
    made_time(OBV_CLAIM_PUBLISHED, list, MARCH_3 - 100 * DAY);
    made_claim(OBV_CLAIM_EVIDENCE_ITEM, origin, "Décision collégiale");
    made_claim(OBV_CLAIM_EVIDENCE_GENRE, origin, "Compte rendu");
    made_claim(OBV_CLAIM_EVIDENCE_LINK, origin,
               "https://ateliers.example/preuves/2026-017");
    made_claim(OBV_CLAIM_EVIDENCE_BLOCK, origin,
               "L’équipe encadrante, réunie le 27 février 2026, a constaté que "
               "chaque critère obligatoire était atteint pendant six mois.");
    made_claim(OBV_CLAIM_ALIGNMENT_ITEM, origin, "Employé polyvalent");
    made_claim(OBV_CLAIM_ALIGNMENT_FRAMEWORK, origin, "ROME");
    made_claim(OBV_CLAIM_ALIGNMENT_CODE, origin, "G1605");
}

/* The page, NUL-terminated, in the arena. */
static inline const char *
made_report(const char *format)
{
    obv_slice text;
    if (obv_report_make(format, &made.page, made.arena, &text) != OBV_OK) {
        return NULL;
    }
    return obv_arena_text(made.arena, text);
}

#endif
