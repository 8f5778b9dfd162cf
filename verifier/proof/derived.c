/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecdsa-sd-2023 (vc-di-ecdsa 3.6): a proof that the holder derived, who shows a
 * part of what was signed.
 *
 * The issuer signed what may not be left out, and a key that it then threw
 * away; that key signed each other statement by itself.  Blank nodes go by
 * names that the issuer gave them at random, which the proof brings along.
 */
#include "proof/parts.h"

#define SIGNATURE 64
#define KEY_BYTES 35 /* two of its kind, a compressed point */
#define LABEL 32

/* What a derived proof value says (3.5.7). */
typedef struct derived {
    obv_slice base, key; /* the issuer's signature; the key for the rest */
    const obv_slice *signatures;
    size_t signature_count;
    obv_slice *labels; /* by canonical number, "u..." */
    size_t label_count;
    const uint64_t *mandatory; /* numbers of lines */
    size_t mandatory_count;
} derived;

/* ---- The proof value ----------------------------------------------------- */

static bool
take_kind(obv_slice *in, obv_cbor_kind kind, obv_cbor *ret)
{
    return obv_cbor_take(in, ret) && ret->kind == kind;
}

static bool
take_bytes(obv_slice *in, size_t len, obv_slice *ret)
{
    obv_cbor item;
    if (!take_kind(in, OBV_CBOR_BYTES, &item) || item.bytes.len != len) {
        return false;
    }
    *ret = item.bytes;
    return true;
}

/* Each of so many items takes at least one byte. */
static obv_status
take_count(obv_slice *in, obv_cbor_kind kind, size_t *ret)
{
    obv_cbor item;
    if (!take_kind(in, kind, &item) || item.number > in->len) {
        return OBV_MALFORMED;
    }
    *ret = (size_t)item.number;
    return *ret <= OBV_MAX_DERIVED ? OBV_OK : OBV_LIMIT;
}

static obv_status
take_signatures(obv_slice *in, obv_arena *arena, derived *ret)
{
    TRY(take_count(in, OBV_CBOR_ARRAY, &ret->signature_count));
    obv_slice *all = obv_arena_alloc(arena, ret->signature_count, sizeof(*all));
    if (all == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < ret->signature_count; i++) {
        if (!take_bytes(in, SIGNATURE, &all[i])) {
            return OBV_MALFORMED;
        }
    }
    ret->signatures = all;
    return OBV_OK;
}

/* "u" and the base64url of the bytes. */
static obv_status
spell_label(obv_slice bytes, obv_arena *arena, obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    const char *text = obv_to_base64url(bytes, arena);
    if (text == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_put_char(&b, 'u');
    obv_put_text(&b, text);
    *ret = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* Number n stands for c14n<n>.  Each has a name of its own: one that two shared
   would make two things one. */
static obv_status
take_labels(obv_slice *in, obv_arena *arena, derived *ret)
{
    obv_cbor number;
    obv_slice bytes;
    size_t count;
    TRY(take_count(in, OBV_CBOR_MAP, &count));
    ret->labels = obv_arena_alloc(arena, count, sizeof(*ret->labels));
    if (ret->labels == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!take_kind(in, OBV_CBOR_NUMBER, &number) ||
            number.number >= count || !take_bytes(in, LABEL, &bytes)) {
            return OBV_MALFORMED;
        }
        TRY(spell_label(bytes, arena, &ret->labels[number.number]));
    }
    ret->label_count = count;
    return OBV_OK;
}

static obv_status
take_mandatory(obv_slice *in, obv_arena *arena, derived *ret)
{
    obv_cbor number;
    TRY(take_count(in, OBV_CBOR_ARRAY, &ret->mandatory_count));
    uint64_t *all = obv_arena_alloc(arena, ret->mandatory_count, sizeof(*all));
    if (all == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < ret->mandatory_count; i++) {
        if (!take_kind(in, OBV_CBOR_NUMBER, &number)) {
            return OBV_MALFORMED;
        }
        all[i] = number.number;
    }
    ret->mandatory = all;
    return OBV_OK;
}

/* value ::= "u" base64url(header [base, key, [signature*], {n: label*},
   [index*]]); header D9 5D 01, or 00 for the base proof of its holder */
static obv_status
read_value(obv_slice text, obv_arena *arena, derived *ret)
{
    obv_slice prefix, bytes, header;
    obv_cbor parts;
    if (!obv_take(&text, 1, &prefix) || prefix.ptr[0] != 'u') {
        return OBV_MALFORMED;
    }
    TRY(obv_base64url(text, arena, &bytes));
    if (!obv_take(&bytes, 3, &header) || header.ptr[0] != 0xD9 ||
        header.ptr[1] != 0x5D || header.ptr[2] > 1) {
        return OBV_MALFORMED;
    }
    if (header.ptr[2] == 0) {
        return OBV_UNSUPPORTED;
    }
    if (!take_kind(&bytes, OBV_CBOR_ARRAY, &parts) || parts.number != 5 ||
        !take_bytes(&bytes, SIGNATURE, &ret->base) ||
        !take_bytes(&bytes, KEY_BYTES, &ret->key)) {
        return OBV_MALFORMED;
    }
    TRY(take_signatures(&bytes, arena, ret));
    TRY(take_labels(&bytes, arena, ret));
    TRY(take_mandatory(&bytes, arena, ret));
    return bytes.len == 0 ? OBV_OK : OBV_MALFORMED;
}

/* ---- The document, by the issuer's names --------------------------------- */

/* label is "c14n" and a number. */
static size_t
number_of(obv_slice label)
{
    size_t number = 0;
    for (size_t i = strlen("c14n"); i < label.len; i++) {
        number = number * 10 + (size_t)(label.ptr[i] - '0');
    }
    return number;
}

static bool
is_shared(const derived *d, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (obv_slice_equal(d->labels[i], d->labels[n])) {
            return true;
        }
    }
    return false;
}

/* Exactly one name for each blank node. */
static bool
is_label_map(const derived *d, const obv_dataset *dataset,
             const obv_canonical *canonical)
{
    size_t named = 0;
    for (size_t i = 0; i < dataset->blanks; i++) {
        named += canonical->labels[i].len > 0;
    }
    for (size_t n = 0; n < d->label_count; n++) {
        if (d->labels[n].len == 0 || is_shared(d, n)) {
            return false;
        }
    }
    return named == d->label_count;
}

static obv_status
relabel(const obv_linked *linked, const derived *d, obv_arena *arena,
        obv_canonical *ret)
{
    obv_canonical canonical;
    TRY(obv_rdfc(&linked->dataset, OBV_SHA256, arena, &canonical));
    if (!is_label_map(d, &linked->dataset, &canonical)) {
        return OBV_MALFORMED;
    }
    size_t blanks = linked->dataset.blanks;
    obv_slice *labels = obv_arena_alloc(arena, blanks, sizeof(*labels));
    if (labels == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < blanks; i++) {
        obv_slice label = canonical.labels[i];
        labels[i] = label.len > 0 ? d->labels[number_of(label)] : label;
    }
    return obv_rdfc_relabel(&linked->dataset, labels, arena, ret);
}

/* ---- Signatures ---------------------------------------------------------- */

/* The document as its issuer named it, and which of its lines may not be left
   out. */
typedef struct shown {
    obv_canonical text;
    bool *mandatory;
    size_t mandatory_count;
} shown;

static obv_status
mark_mandatory(const derived *d, obv_arena *arena, shown *ret)
{
    ret->mandatory = obv_arena_alloc(arena, ret->text.line_count, sizeof(bool));
    if (ret->mandatory == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < d->mandatory_count; i++) {
        if (d->mandatory[i] >= ret->text.line_count) {
            return OBV_BAD_SIGNATURE; /* not of this document */
        }
        bool *mark = &ret->mandatory[d->mandatory[i]];
        ret->mandatory_count += *mark ? 0 : 1;
        *mark = true;
    }
    return ret->text.line_count - ret->mandatory_count == d->signature_count
               ? OBV_OK
               : OBV_BAD_SIGNATURE;
}

/* hash of the options, key for the rest, hash of what is mandatory (3.4.18) */
static obv_status
check_base(const derived *d, const obv_proof *proof, const obv_key *key,
           const shown *document, obv_arena *arena)
{
    uint8_t hash[OBV_MAX_HASH];
    obv_buffer mandatory = obv_buffer_in(arena), message = obv_buffer_in(arena);
    for (size_t i = 0; i < document->text.line_count; i++) {
        if (document->mandatory[i]) {
            obv_put(&mandatory, document->text.lines[i]);
        }
    }
    TRY(obv_hash_linked(proof->linked_options, OBV_SHA256, arena, hash));
    obv_put(&message, (obv_slice){hash, 32});
    obv_put(&message, d->key);
    (void)obv_digest(OBV_SHA256, obv_buffer_slice(&mandatory), hash);
    obv_put(&message, (obv_slice){hash, 32});
    if (mandatory.failed || message.failed) {
        return OBV_NO_MEMORY;
    }
    return obv_ecdsa_verify(key, obv_buffer_slice(&message), d->base);
}

static obv_status
check_lines(const derived *d, const obv_key *key, const shown *document)
{
    size_t signature = 0;
    for (size_t i = 0; i < document->text.line_count; i++) {
        if (!document->mandatory[i]) {
            TRY(obv_ecdsa_verify(key, document->text.lines[i],
                                 d->signatures[signature]));
            signature++;
        }
    }
    return OBV_OK;
}

/* The key that signed the rest, as a Multikey has it.  No other kind that we
   know has this length. */
static obv_status
read_key(obv_slice bytes, obv_arena *arena, obv_key *ret)
{
    obv_buffer text = obv_buffer_in(arena);
    const char *base58 = obv_to_base58(bytes, arena);
    if (base58 == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_put_char(&text, 'z');
    obv_put_text(&text, base58);
    if (text.failed) {
        return OBV_NO_MEMORY;
    }
    obv_status status =
        obv_key_from_multikey(obv_buffer_slice(&text), arena, ret);
    return status == OBV_OK || status == OBV_NO_MEMORY ? status : OBV_MALFORMED;
}

obv_status
obv_check_derived(const obv_suite *suite, const obv_proof *proof,
                  const obv_key *key, obv_arena *arena)
{
    (void)suite;
    derived d = {.signature_count = 0};
    shown document = {.mandatory_count = 0};
    obv_key other = {.kind = OBV_KEY_NONE};
    TRY(read_value(proof->value, arena, &d));
    if (proof->trouble != OBV_REASON_NONE || proof->linked == NULL ||
        proof->linked_options == NULL) {
        return OBV_UNSUPPORTED;
    }
    TRY(relabel(proof->linked, &d, arena, &document.text));
    TRY(mark_mandatory(&d, arena, &document));
    TRY(check_base(&d, proof, key, &document, arena));
    TRY(read_key(d.key, arena, &other));
    TRY(obv_key_ready(&other));
    obv_status status = check_lines(&d, &other, &document);
    obv_key_release(&other);
    return status;
}
