/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Badge texts for tests: one good text, edited in one place, read, and the
 * faults compared with what the edit must give.
 */
#ifndef FORMS_H
#define FORMS_H

#include "check.h"
#include "form/form.h"

/* A document of the catalogue: what OB 2.0 names by its address. */
typedef struct forms_document {
    const char *address, *text;
} forms_document;

/* What was read.  All of it lives in the arena, until forms_close. */
typedef struct forms {
    obv_arena *arena;
    const forms_document *catalogue; /* NULL: no library at all */
    size_t documents;
    obv_status status;
    obv_credential *first;
    obv_fault why;
} forms;

void forms_open(forms *f);
void forms_close(forms *f);

void forms_read(forms *f, const char *text);

/* The JSON text with the value at the pointer replaced; NULL takes it out.  A
   member that is not there is added. */
const char *forms_edit(forms *f, const char *text, const char *pointer,
                       const char *value);
/* A compact JWS of both texts, with a signature that is none. */
const char *forms_jws(forms *f, const char *header, const char *payload);
/* The text as a JSON string, with its quotes. */
const char *forms_quoted(forms *f, const char *text);

/* One edit and the one fault that it must give; reason NONE: no fault. */
typedef struct forms_case {
    const char *pointer, *value;
    obv_check_id check;
    obv_reason reason;
    const char *where;
} forms_case;

/* Bare JSON, or the payload of a JWS of that header. */
void forms_check(const char *header, const char *text, const forms_case *cases,
                 size_t count, const forms_document *catalogue,
                 size_t documents);

/*
 * Changes each member of the text, one after the other.  A value of another
 * kind and two values in the place of one must give a fault there; one item
 * more in an array must not.  Members whose pointer is in `free` may be
 * anything, and a type may always be several.
 */
void forms_check_kinds(const char *text, const char *const *free, size_t count);

/* The slice as a text, in one static room. */
const char *forms_text(obv_slice s);

/* Whether the credential has exactly this one fault. */
bool forms_has_fault(const obv_credential *c, obv_check_id check,
                     obv_reason reason, const char *where);
void forms_print_faults(const obv_credential *c, const char *name);

#endif
