/* SPDX-License-Identifier: Apache-2.0 */
/* Parts that a badge has in every edition. */
#include "form/parts.h"

/* OB 1.1 said name and url; its successors targetName and targetUrl. */
static obv_slice
either(const obv_json *object, const char *member, const char *old_member)
{
    obv_slice text = obv_member(object, member);
    return text.len > 0 ? text : obv_member(object, old_member);
}

obv_status
obv_alignments_read(obv_reader *reader, obv_credential *c,
                    const obv_json *object)
{
    const obv_json *given;
    size_t count = obv_many(object, "alignment", &given);
    void *room;
    TRY(obv_items(reader, count, sizeof(*c->alignments), &room));
    c->alignments = room;
    for (size_t i = 0; i < count; i++) {
        const obv_json *item = obv_json_item(given, i);
        c->alignments[c->alignment_count++] = (obv_alignment){
            .name = either(item, "targetName", "name"),
            .framework = obv_member(item, "targetFramework"),
            .code = obv_member(item, "targetCode"),
            .url = either(item, "targetUrl", "url"),
        };
    }
    return OBV_OK;
}

/* The narrative "connects multiple pieces of evidence": it goes before them. */
obv_status
obv_evidence_read(obv_reader *reader, obv_credential *c, const obv_json *object,
                  obv_slice narrative)
{
    const obv_json *given;
    size_t count = obv_many(object, "evidence", &given);
    void *room;
    TRY(obv_items(reader, count + 1, sizeof(*c->evidence), &room));
    c->evidence = room;
    for (size_t i = 0; i <= count; i++) {
        const obv_json *item = i > 0 ? obv_json_item(given, i - 1) : NULL;
        obv_evidence *e = &c->evidence[c->evidence_count];
        *e = (obv_evidence){
            .id = obv_id_of(item),
            .name = obv_member(item, "name"),
            .description = obv_member(item, "description"),
            .narrative = i > 0 ? obv_member(item, "narrative") : narrative,
            .genre = obv_member(item, "genre"),
        };
        c->evidence_count += i > 0 || narrative.len > 0;
    }
    return OBV_OK;
}
