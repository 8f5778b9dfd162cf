/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report for programs: one JSON object a file, on one line.
 *
 * Stable: a member is never renamed nor given another meaning; new ones may
 * come.  Machine words are those of obv.h, dates are RFC 3339 in UTC or null.
 * What stands under "claims" has a listed issuer's good signature behind it;
 * what stands under "unproven" has not, whatever it looks like.
 */
#include "report/maker.h"

/* ---- Values ------------------------------------------------------------- */

static void
append(obv_maker *m, obv_json *array, obv_json *value)
{
    if (!obv_json_append(array, value)) {
        m->failed = true;
    }
}

static obv_json *
text(obv_maker *m, obv_slice any)
{
    return obv_json_new_text(m->arena,
                             obv_say_shown(&m->voice, any, OBV_MAX_CLAIM));
}

static void
set_text(obv_maker *m, obv_json *object, const char *name, const char *value)
{
    obv_set(m, object, name, text(m, obv_slice_of(value)));
}

static void
set_bool(obv_maker *m, obv_json *object, const char *name, bool yes)
{
    obv_set(m, object, name, obv_json_new_bool(m->arena, yes));
}

static obv_json *
moment_or_null(obv_maker *m, int64_t time)
{
    return time != 0 ? obv_make_moment(m, time) : obv_json_new_null(m->arena);
}

/* ---- List and clock ----------------------------------------------------- */

static obv_json *
make_list(obv_maker *m)
{
    const obv_trust_facts *facts = m->voice.page->trust;
    obv_json *list = obv_json_new_object(m->arena);
    set_text(m, list, "name", facts->name);
    set_text(m, list, "keeper", facts->keeper);
    set_text(m, list, "region", facts->region);
    obv_set(m, list, "number",
            obv_json_new_integer(m->arena, (int64_t)facts->seq));
    obv_set(m, list, "issued", obv_make_moment(m, facts->issued));
    obv_set(m, list, "freshUntil", obv_make_moment(m, facts->fresh_until));
    obv_set(m, list, "usableUntil", obv_make_moment(m, facts->usable_until));
    obv_json *root = obv_json_new_object(m->arena);
    set_text(m, root, "name", facts->root);
    set_text(m, root, "id", facts->root_id);
    set_bool(m, root, "builtIn", facts->root_built_in);
    obv_set(m, list, "root", root);
    return list;
}

static obv_json *
make_clock(obv_maker *m)
{
    const obv_page *page = m->voice.page;
    obv_json *clock = obv_json_new_object(m->arena);
    bool at = page->question->now != page->clock;
    obv_set(m, clock, "now", obv_make_moment(m, page->clock));
    obv_set(m, clock, "at",
            at ? obv_make_moment(m, page->question->now)
               : obv_json_new_null(m->arena));
    set_bool(m, clock, "trusted", page->question->clock_trusted);
    return clock;
}

/* ---- Findings ----------------------------------------------------------- */

static const char *
outcome_name(obv_outcome outcome)
{
    static const char *const names[] = {
        [OBV_UNCHECKED] = "unchecked", [OBV_NO] = "no", [OBV_YES] = "yes"};
    return names[outcome];
}

static void
set_code(obv_maker *m, obv_json *object, obv_check_id check, obv_reason reason)
{
    char code[OBV_CODE_SIZE];
    obv_code(check, reason, code);
    set_text(m, object, "code", code);
}

static obv_json *
make_check(obv_maker *m, obv_check_id id, const obv_result *result)
{
    obv_json *check = obv_json_new_object(m->arena);
    set_text(m, check, "check", obv_check_name(id));
    set_text(m, check, "outcome", outcome_name(result->outcome));
    set_text(m, check, "reason", obv_reason_name(result->reason));
    set_code(m, check, id, result->reason);
    obv_set(m, check, "asOf", moment_or_null(m, result->as_of));
    set_bool(m, check, "weighs", obv_check_weighs(id));
    return check;
}

/* The check that a finding has its outcome from: the first that agrees. */
static obv_check_id
spokesman(const obv_badge *badge, obv_finding_id finding)
{
    const obv_result *f = &badge->findings[finding];
    obv_check_id first = OBV_CHECK_COUNT;
    for (int i = 0; i < OBV_CHECK_COUNT; i++) {
        obv_check_id id = (obv_check_id)i;
        if (obv_check_finding(id) != finding) {
            continue;
        }
        first = first == OBV_CHECK_COUNT ? id : first;
        if (badge->checks[i].outcome == f->outcome &&
            badge->checks[i].reason == f->reason && obv_check_weighs(id)) {
            return id;
        }
    }
    return first;
}

static obv_json *
make_finding(obv_maker *m, const obv_badge *badge, obv_finding_id id)
{
    const obv_result *result = &badge->findings[id];
    obv_json *finding = obv_json_new_object(m->arena);
    obv_json *checks = obv_json_new_array(m->arena);
    set_text(m, finding, "finding", obv_finding_name(id));
    set_text(m, finding, "outcome", outcome_name(result->outcome));
    set_code(m, finding, spokesman(badge, id), result->reason);
    obv_set(m, finding, "asOf", moment_or_null(m, result->as_of));
    for (int i = 0; i < OBV_CHECK_COUNT; i++) {
        if (obv_check_finding((obv_check_id)i) == id) {
            append(m, checks,
                   make_check(m, (obv_check_id)i, &badge->checks[i]));
        }
    }
    obv_set(m, finding, "checks", checks);
    return finding;
}

static obv_json *
make_proofs(obv_maker *m, const obv_badge *badge)
{
    obv_json *proofs = obv_json_new_array(m->arena);
    for (uint32_t i = 0; i < badge->proof_count; i++) {
        const obv_proof_finding *f = &badge->proofs[i];
        obv_json *proof = obv_json_new_object(m->arena);
        set_text(m, proof, "suite", f->suite);
        set_text(m, proof, "outcome", outcome_name(f->outcome));
        set_text(m, proof, "reason", obv_reason_name(f->reason));
        obv_set(m, proof, "created", moment_or_null(m, f->created));
        obv_set(m, proof, "expires", moment_or_null(m, f->expires));
        set_bool(m, proof, "chained", f->chained);
        append(m, proofs, proof);
    }
    return proofs;
}

/* ---- Claims ------------------------------------------------------------- */

/*
 * How a kind of claim is held: one value, a list of texts or of blocks, or a
 * list of groups.  A group begins with its own kind, whose text is its "name";
 * the kinds of its lines name it as their `group`.
 */
typedef enum shape { SINGLE, TEXTS, BLOCKS, GROUP } shape;

#define NO_GROUP OBV_CLAIM_COUNT

typedef struct holding {
    shape shape;
    obv_claim_kind group; /* that the line belongs to; NO_GROUP: the badge */
} holding;

static holding
holding_of(obv_claim_kind kind)
{
    switch (kind) {
    case OBV_CLAIM_DESCRIPTION_BLOCK:
    case OBV_CLAIM_CRITERIA_BLOCK:
    case OBV_CLAIM_ENDORSEMENT_BLOCK:
        return (holding){BLOCKS, NO_GROUP};
    case OBV_CLAIM_STATUS_MESSAGE:
        return (holding){TEXTS, NO_GROUP};
    case OBV_CLAIM_EVIDENCE_ITEM:
    case OBV_CLAIM_RESULT_ITEM:
    case OBV_CLAIM_ALIGNMENT_ITEM:
        return (holding){GROUP, NO_GROUP};
    case OBV_CLAIM_EVIDENCE_BLOCK:
        return (holding){BLOCKS, OBV_CLAIM_EVIDENCE_ITEM};
    case OBV_CLAIM_EVIDENCE_GENRE:
    case OBV_CLAIM_EVIDENCE_LINK:
        return (holding){SINGLE, OBV_CLAIM_EVIDENCE_ITEM};
    case OBV_CLAIM_RESULT_VALUE:
        return (holding){SINGLE, OBV_CLAIM_RESULT_ITEM};
    case OBV_CLAIM_ALIGNMENT_FRAMEWORK:
    case OBV_CLAIM_ALIGNMENT_CODE:
        return (holding){SINGLE, OBV_CLAIM_ALIGNMENT_ITEM};
    default:
        return (holding){SINGLE, NO_GROUP};
    }
}

static obv_json *
make_block(obv_maker *m, const obv_claim *claim)
{
    static const char *const blocks[OBV_BLOCK_COUNT] = {
        [OBV_BLOCK_PARAGRAPH] = "paragraph", [OBV_BLOCK_HEADING] = "heading",
        [OBV_BLOCK_ITEM] = "item",           [OBV_BLOCK_QUOTE] = "quote",
        [OBV_BLOCK_CODE] = "code",
    };
    obv_json *block = obv_json_new_object(m->arena);
    set_text(m, block, "block", blocks[claim->block]);
    obv_set(m, block, "text", text(m, obv_claim_words(&m->voice, claim)));
    if (claim->kind == OBV_CLAIM_CRITERIA_BLOCK) {
        set_bool(m, block, "optional", claim->criterion != OBV_CRITERION_PLAIN);
        set_bool(m, block, "met",
                 claim->criterion == OBV_CRITERION_OPTIONAL_MET);
    }
    return block;
}

/* The array of that name, made when it is first needed.  Every array of this
   report is its own, so taking the const off gives nothing away. */
static obv_json *
array_in(obv_maker *m, obv_json *object, const char *name)
{
    const obv_json *there = obv_json_get(object, name);
    if (there != NULL) {
        return (obv_json *)(uintptr_t)there;
    }
    obv_json *made = obv_json_new_array(m->arena);
    obv_set(m, object, name, made);
    return made;
}

static void
add_claim(obv_maker *m, obv_json *into, const obv_claim *claim)
{
    const char *name = obv_claim_name(claim->kind);
    if (holding_of(claim->kind).shape == BLOCKS) {
        append(m, array_in(m, into, name), make_block(m, claim));
    } else if (holding_of(claim->kind).shape == TEXTS) {
        append(m, array_in(m, into, name),
               text(m, obv_claim_words(&m->voice, claim)));
    } else if (obv_claim_is_time(claim->kind)) {
        obv_set(m, into, name, obv_make_moment(m, claim->time));
    } else if (claim->kind == OBV_CLAIM_SELF_AWARDED) {
        set_bool(m, into, name, true);
    } else {
        obv_set(m, into, name, text(m, obv_claim_words(&m->voice, claim)));
    }
}

/* The claims of a badge that are facts, or those that are not. */
static obv_json *
make_claims(obv_maker *m, const obv_badge *badge, bool facts)
{
    const obv_verdict *v = m->voice.page->verdict;
    obv_json *claims = obv_json_new_object(m->arena);
    obv_json *group = NULL;
    obv_claim_kind group_kind = NO_GROUP;
    for (uint32_t i = 0; i < badge->claim_count; i++) {
        const obv_claim *claim = &v->claims[badge->first_claim + i];
        holding held = holding_of(claim->kind);
        if (!obv_is_shown(badge, claim) || obv_is_fact(badge, claim) != facts) {
            continue;
        }
        if (held.shape == GROUP) {
            group = obv_json_new_object(m->arena);
            group_kind = claim->kind;
            obv_set(m, group, "name",
                    text(m, obv_claim_words(&m->voice, claim)));
            append(m, array_in(m, claims, obv_claim_name(claim->kind)), group);
        } else if (held.group == NO_GROUP) {
            add_claim(m, claims, claim);
        } else if (held.group == group_kind) {
            add_claim(m, group, claim);
        }
    }
    return claims;
}

/* ---- Badges ------------------------------------------------------------- */

static const char *
kind_name(obv_kind kind)
{
    static const char *const names[] = {
        [OBV_KIND_UNKNOWN] = "unknown", [OBV_KIND_BADGE] = "badge",
        [OBV_KIND_CLR] = "clr",         [OBV_KIND_ENDORSEMENT] = "endorsement",
        [OBV_KIND_OTHER] = "other",
    };
    return names[kind];
}

static const char *
edition_name(obv_edition edition)
{
    static const char *const names[] = {
        [OBV_EDITION_UNKNOWN] = "unknown",
        [OBV_OB1] = "ob1",
        [OBV_OB2] = "ob2",
        [OBV_OB3] = "ob3",
        [OBV_CLR2] = "clr2",
    };
    return names[edition];
}

static const char *
place_name(obv_place place)
{
    static const char *const names[] = {
        [OBV_PLACE_TOP] = "top",
        [OBV_PLACE_INSIDE] = "inside",
        [OBV_PLACE_ENDORSING] = "endorsing",
    };
    return names[place];
}

/* Four points, x and y, in pixels of the page. */
static obv_json *
make_corners(obv_maker *m, const obv_found_text *text)
{
    obv_json *corners = obv_json_new_array(m->arena);
    for (size_t i = 0; i < COUNT(text->corners); i++) {
        obv_json *point = obv_json_new_array(m->arena);
        append(m, point, obv_json_new_integer(m->arena, text->corners[i][0]));
        append(m, point, obv_json_new_integer(m->arena, text->corners[i][1]));
        append(m, corners, point);
    }
    return corners;
}

static void
set_found(obv_maker *m, obv_json *badge, uint32_t index)
{
    static const struct {
        uint32_t note;
        const char *name;
    } notes[] = {{OBV_NOTE_COMPRESSED, "compressed"},
                 {OBV_NOTE_LEGACY, "legacy"},
                 {OBV_NOTE_FOREIGN, "foreign"},
                 {OBV_NOTE_CODE, "code"},
                 {OBV_NOTE_REPAIRED, "repaired"}};
    const obv_found *found = m->voice.page->found;
    if (found == NULL || index >= found->count) {
        return;
    }
    obv_json *list = obv_json_new_array(m->arena);
    for (size_t i = 0; i < COUNT(notes); i++) {
        if ((found->texts[index].notes & notes[i].note) != 0) {
            append(m, list, text(m, obv_slice_of(notes[i].name)));
        }
    }
    set_text(m, badge, "where", found->texts[index].where);
    obv_set(m, badge, "notes", list);
    if (found->texts[index].page > 0) {
        obv_set(m, badge, "page",
                obv_json_new_integer(m->arena, found->texts[index].page));
        obv_set(m, badge, "corners", make_corners(m, &found->texts[index]));
    }
}

static obv_json *make_badges(obv_maker *m, int32_t parent, unsigned deep);

static obv_json *
make_badge(obv_maker *m, uint32_t index, unsigned deep)
{
    const obv_badge *b = &m->voice.page->verdict->badges[index];
    obv_json *badge = obv_json_new_object(m->arena);
    set_text(m, badge, "verdict", obv_word_name(b->word));
    set_text(m, badge, "kind", kind_name(b->kind));
    set_text(m, badge, "edition", edition_name(b->edition));
    set_text(m, badge, "place", place_name(b->place));
    set_text(m, badge, "code", b->code);
    set_text(m, badge, "decidedBy", obv_check_name(b->decided_by));
    set_found(m, badge, b->text);
    obv_json *findings = obv_json_new_array(m->arena);
    for (int i = 0; i < OBV_FINDING_COUNT; i++) {
        append(m, findings, make_finding(m, b, (obv_finding_id)i));
    }
    obv_set(m, badge, "findings", findings);
    obv_set(m, badge, "proofs", make_proofs(m, b));
    obv_set(m, badge, "claims", make_claims(m, b, true));
    obv_set(m, badge, "unproven", make_claims(m, b, false));
    obv_set(m, badge, "contains", make_badges(m, (int32_t)index, deep + 1));
    return badge;
}

static obv_json *
make_badges(obv_maker *m, int32_t parent, unsigned deep)
{
    const obv_verdict *v = m->voice.page->verdict;
    obv_json *badges = obv_json_new_array(m->arena);
    for (uint32_t i = 0; i < v->badge_count && deep <= OBV_MAX_NESTING; i++) {
        if (v->badges[i].parent == parent) {
            append(m, badges, make_badge(m, i, deep));
        }
    }
    return badges;
}

/* Which badge the word comes from, as indices into badges[] and contains[]. */
static obv_json *
make_path(obv_maker *m)
{
    const obv_verdict *v = m->voice.page->verdict;
    int64_t path[OBV_MAX_NESTING + 1];
    size_t length = 0;
    for (int32_t at = v->badge; at >= 0 && length < COUNT(path);
         at = v->badges[at].parent) {
        path[length] = 0;
        for (int32_t i = 0; i < at; i++) {
            path[length] += v->badges[i].parent == v->badges[at].parent;
        }
        length++;
    }
    obv_json *steps = obv_json_new_array(m->arena);
    while (length > 0) {
        append(m, steps, obv_json_new_integer(m->arena, path[--length]));
    }
    return steps;
}

/* ---- Codes beside the badges ----------------------------------------------
 */

static obv_json *
make_code(obv_maker *m, const obv_other *o)
{
    const obv_verdict *v = m->voice.page->verdict;
    obv_json *code = obv_json_new_object(m->arena);
    set_text(m, code, "kind", obv_code_kind_name(o->kind));
    set_text(m, code, "reason", obv_reason_name(o->reason));
    if (o->parts > 0) {
        obv_set(m, code, "part", obv_json_new_integer(m->arena, o->part));
        obv_set(m, code, "parts", obv_json_new_integer(m->arena, o->parts));
    }
    if (o->len > 0) {
        obv_set(m, code, "text",
                text(m, (obv_slice){(const uint8_t *)v->text + o->at, o->len}));
    }
    set_found(m, code, o->text);
    return code;
}

static void
set_codes(obv_maker *m, obv_json *file)
{
    const obv_verdict *v = m->voice.page->verdict;
    const obv_found *found = m->voice.page->found;
    obv_json *codes = obv_json_new_array(m->arena);
    for (uint32_t i = 0; i < v->other_count; i++) {
        append(m, codes, make_code(m, &v->others[i]));
    }
    obv_set(m, file, "otherCodes", codes);
    obv_set(m, file, "unreadCodes",
            obv_json_new_integer(m->arena, found != NULL ? found->unread : 0));
    set_text(m, file, "unreadBecause",
             obv_doubt_name(found != NULL ? found->doubt : OBV_DOUBT_NONE));
    obv_set(m, file, "pages",
            obv_json_new_integer(m->arena, found != NULL ? found->pages : 0));
    obv_set(
        m, file, "pagesRead",
        obv_json_new_integer(m->arena, found != NULL ? found->pages_read : 0));
}

obv_status
obv_report_json(const obv_page *page, obv_buffer *out)
{
    obv_maker m = {{page, out->arena, false}, out->arena, false};
    const obv_verdict *v = page->verdict;
    obv_container container =
        page->found != NULL ? page->found->container : OBV_CONTAINER_UNKNOWN;
    obv_json *file = obv_json_new_object(m.arena);
    set_text(&m, file, "file", page->file);
    set_text(&m, file, "verdict", obv_word_name(v->word));
    set_bool(&m, file, "test", v->test || page->trust->test);
    set_text(&m, file, "reason", obv_reason_name(v->reason));
    obv_set(&m, file, "decidingBadge", make_path(&m));
    set_bool(&m, file, "cut", v->cut);
    obv_set(&m, file, "list", make_list(&m));
    obv_set(&m, file, "clock", make_clock(&m));
    set_text(&m, file, "container", obv_container_name(container));
    obv_set(&m, file, "badges", make_badges(&m, -1, 0));
    set_codes(&m, file);
    if (m.failed || m.voice.failed) {
        return OBV_NO_MEMORY;
    }
    obv_slice line;
    TRY(obv_json_print(file, OBV_JSON_LINE, m.arena, &line));
    obv_put(out, line);
    obv_put_char(out, '\n');
    return OBV_OK;
}
