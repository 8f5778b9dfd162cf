/* SPDX-License-Identifier: Apache-2.0 */
/* CLR 2.0: a credential whose subject holds credentials. */
#include "form/parts.h"

/* CLR 2.0, ClrSubject: each of verifiableCredential is a credential, as an
   object or as a compact JWS.  One that is neither breaks the record. */
obv_status
obv_clr_read(obv_reader *reader, obv_credential *c, const obv_source *source,
             const obv_slot *slot)
{
    const obv_json *subject = obv_one(source->object, "credentialSubject");
    const obv_json *given;
    size_t count = obv_many(subject, "verifiableCredential", &given);
    obv_at at_subject = {source->at, "credentialSubject", 0};
    obv_at at_list = {&at_subject, "verifiableCredential", 0};
    obv_slot inside;
    TRY(obv_slot_inside(slot, c, OBV_PLACE_INSIDE, &inside));
    for (size_t i = 0; i < count; i++) {
        obv_at at = {&at_list, NULL, i};
        obv_fault why;
        bool found;
        TRY(obv_read_inside(reader, source, obv_json_item(given, i), &inside,
                            &found, &why));
        if (!found) {
            obv_fault_add(reader, c, why.check, why.reason, &at, NULL);
        }
    }
    return OBV_OK;
}
