/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PDF: the badge is an entry of the document information, or an element of the
 * XMP.  Open Badge Factory and Open Badge Passport bake so.  qpdf reads, and
 * renders nothing.
 *
 *   trailer -> /Info -> /openbadges (text)
 *   trailer -> /Root -> /Metadata   (XMP)
 *
 * qpdf would mend a broken file by guessing; we do not let it: what a person
 * holds is a copy cut short, and better asked for again.  It does not check how
 * much comes out of a compressed stream: the streams that hold objects are
 * bounded by the memory of the cell alone.
 */
#include "reader/reader.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

/* XMP with two badges in it, and with what programs add. */
#define MAX_XMP (2 * OBV_MAX_BADGE_TEXT)

static void
clean_up(void *pdf)
{
    qpdf_data data = pdf;
    qpdf_cleanup(&data);
}

/* qpdf is C++: when memory runs out, it throws that word. */
static bool
ran_out(qpdf_data pdf, qpdf_error error)
{
    const char *text = qpdf_get_error_full_text(pdf, error);
    return text != NULL && strstr(text, "bad_alloc") != NULL;
}

/* ... which it catches itself over a single object, and goes on without. */
static bool
ran_out_in_between(qpdf_data pdf)
{
    bool ran = false;
    while (qpdf_more_warnings(pdf)) {
        ran = ran_out(pdf, qpdf_next_warning(pdf)) || ran;
    }
    return ran;
}

/* OBV_REASON_NONE where nothing is wrong. */
static obv_reason
what_is_wrong(qpdf_data pdf)
{
    if (ran_out_in_between(pdf)) {
        return OBV_REASON_LIMIT;
    }
    if (!qpdf_has_error(pdf)) {
        return OBV_REASON_NONE;
    }
    qpdf_error error = qpdf_get_error(pdf);
    switch (qpdf_get_error_code(pdf, error)) {
    case qpdf_e_password:
    case qpdf_e_unsupported: /* ways to encrypt that it does not know */
        return OBV_REASON_ENCRYPTED_FILE;
    default:
        return ran_out(pdf, error) ? OBV_REASON_LIMIT : OBV_REASON_DAMAGED_FILE;
    }
}

/* ---- Document information ----------------------------------------------- */

/* A text string of PDF: UTF-16 or PDFDocEncoding there, UTF-8 here. */
static obv_slice
information(qpdf_data pdf)
{
    qpdf_oh info = qpdf_oh_get_key_if_dict(pdf, qpdf_get_trailer(pdf), "/Info");
    qpdf_oh entry = qpdf_oh_get_key_if_dict(pdf, info, "/openbadges");
    size_t len = 0;
    const char *text = NULL;
    if (qpdf_oh_is_string(pdf, entry)) {
        text = qpdf_oh_get_binary_utf8_value(pdf, entry, &len);
    }
    return text == NULL ? obv_slice_of("")
                        : (obv_slice){(const uint8_t *)text, len};
}

/* Both places often hold the same: then it is one badge. */
static bool
is_there_already(const obv_found *found, obv_slice text)
{
    for (size_t i = 0; i < found->count; i++) {
        const obv_found_text *t = &found->texts[i];
        if (obv_slice_equal((obv_slice){found->bytes + t->at, t->len}, text)) {
            return true;
        }
    }
    return false;
}

/* ---- XMP ---------------------------------------------------------------- */

typedef enum packing { PLAIN, DEFLATED, OTHER } packing;

/* Standards ask for plain XMP, and some programs deflate it all the same. */
static packing
packing_of(qpdf_data pdf, qpdf_oh dictionary)
{
    qpdf_oh filter = qpdf_oh_get_key(pdf, dictionary, "/Filter");
    if (qpdf_oh_is_array(pdf, filter)) {
        switch (qpdf_oh_get_array_n_items(pdf, filter)) {
        case 0:
            return PLAIN;
        case 1:
            filter = qpdf_oh_get_array_item(pdf, filter, 0);
            break;
        default:
            return OTHER;
        }
    }
    if (qpdf_oh_is_null(pdf, filter)) {
        return PLAIN;
    }
    return qpdf_oh_is_name_and_equals(pdf, filter, "/FlateDecode") ? DEFLATED
                                                                   : OTHER;
}

/* Many programs write XMP that is no XML.  That is no matter of ours where it
   speaks of no badge. */
static bool
speaks_of_badges(obv_slice xmp)
{
    static const char *const words[] = {"openbadges", "purl.imsglobal.org/"};
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t len = strlen(words[i]);
        for (size_t at = 0; at + len <= xmp.len; at++) {
            if (memcmp(xmp.ptr + at, words[i], len) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The XMP, unpacked; empty where there is none, or in a packing that nobody
   uses for it. */
static obv_status
description(qpdf_data pdf, obv_arena *arena, obv_slice *ret)
{
    *ret = obv_slice_of("");
    qpdf_oh stream =
        qpdf_oh_get_key_if_dict(pdf, qpdf_get_root(pdf), "/Metadata");
    unsigned char *bytes = NULL;
    size_t len = 0;
    if (!qpdf_oh_is_stream(pdf, stream)) {
        return OBV_OK;
    }
    packing packed = packing_of(pdf, qpdf_oh_get_dict(pdf, stream));
    if (packed == OTHER) {
        return OBV_OK;
    }
    /* It may hand over bytes and complain of them, too. */
    QPDF_ERROR_CODE status =
        qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, NULL, &bytes, &len);
    if (bytes != NULL && !obv_arena_later(arena, free, bytes)) {
        return OBV_NO_MEMORY;
    }
    if (status != QPDF_SUCCESS || bytes == NULL) {
        return OBV_OK;
    }
    obv_slice raw = {bytes, len};
    if (packed == DEFLATED) {
        return obv_inflate(raw, MAX_XMP, arena, ret);
    }
    *ret = raw;
    return len > MAX_XMP ? OBV_LIMIT : OBV_OK;
}

static obv_status
description_badges(qpdf_data pdf, obv_arena *arena, obv_found *found)
{
    obv_slice xmp;
    found->reason = OBV_REASON_NO_BADGE;
    switch (description(pdf, arena, &xmp)) {
    case OBV_OK:
        break;
    case OBV_LIMIT:
        obv_found_refuse(found, OBV_REASON_LIMIT);
        return OBV_OK;
    case OBV_MALFORMED:
        obv_found_refuse(found, OBV_REASON_DAMAGED_FILE);
        return OBV_OK;
    default:
        return OBV_NO_MEMORY;
    }
    return speaks_of_badges(xmp) ? obv_xml_badges(xmp, arena, found) : OBV_OK;
}

/* ---- The document ------------------------------------------------------- */

static obv_status
take_badges(qpdf_data pdf, obv_arena *arena, obv_found *found)
{
    TRY(description_badges(pdf, arena, found));
    if (found->reason != OBV_REASON_NONE &&
        found->reason != OBV_REASON_NO_BADGE) {
        return OBV_OK;
    }
    obv_slice text = obv_slice_trim(information(pdf));
    if (!is_there_already(found, text) &&
        obv_found_add(found, "information openbadges", 0, text) != OBV_OK) {
        obv_found_refuse(found, OBV_REASON_LIMIT);
    }
    return OBV_OK;
}

obv_status
obv_pdf_open(obv_slice file, obv_arena *arena, obv_found *found)
{
    qpdf_data pdf = qpdf_init();
    if (pdf == NULL || !obv_arena_later(arena, clean_up, pdf)) {
        return OBV_NO_MEMORY;
    }
    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
    QPDF_ERROR_CODE code =
        qpdf_read_memory(pdf, "", (const char *)file.ptr, file.len, NULL);
    if ((code & QPDF_ERRORS) == 0) {
        TRY(take_badges(pdf, arena, found));
    }
    obv_reason wrong = what_is_wrong(pdf);
    if (wrong != OBV_REASON_NONE) {
        obv_found_refuse(found, wrong);
    }
    return OBV_OK;
}
