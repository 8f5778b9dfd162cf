/* SPDX-License-Identifier: Apache-2.0 */
/* PDF documents for tests. */
#include "pdfs.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void
pdf_start(pdf *p)
{
    pdf_clear(p);
    making_text(&p->m, "%PDF-1.5\n");
}

void
pdf_clear(pdf *p)
{
    making_clear(&p->m);
    p->count = 0;
}

static void
open_object(pdf *p)
{
    assert(p->count < PDF_OBJECTS);
    p->at[p->count++] = p->m.len;
    making_printf(&p->m, "%u 0 obj\n", p->count);
}

void
pdf_object(pdf *p, const char *format, ...)
{
    char body[4096];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(body, sizeof(body), format, arguments);
    va_end(arguments);
    assert(len >= 0 && (size_t)len < sizeof(body));
    open_object(p);
    making_put(&p->m, body, (size_t)len);
    making_text(&p->m, "\nendobj\n");
}

void
pdf_raw(pdf *p, const void *bytes, size_t len)
{
    open_object(p);
    making_put(&p->m, bytes, len);
    making_text(&p->m, "\nendobj\n");
}

void
pdf_stream(pdf *p, const char *entries, const void *bytes, size_t len)
{
    open_object(p);
    making_printf(&p->m, "<</Length %zu %s>>\nstream\n", len, entries);
    making_put(&p->m, bytes, len);
    making_text(&p->m, "\nendstream\nendobj\n");
}

void
pdf_packed(pdf *p, const char *entries, const void *bytes, size_t len)
{
    making packed = {NULL, 0, 0};
    char more[1024];
    making_deflated(&packed, bytes, len);
    snprintf(more, sizeof(more), "/Filter/FlateDecode %s", entries);
    pdf_stream(p, more, packed.ptr, packed.len);
    making_clear(&packed);
}

static void
put_table(pdf *p, const char *entries, size_t wrong)
{
    size_t table = p->m.len;
    making_printf(&p->m, "xref\n0 %u\n0000000000 65535 f \n", p->count + 1);
    for (unsigned i = 0; i < p->count; i++) {
        making_printf(&p->m, "%010zu 00000 n \n", p->at[i] + wrong);
    }
    making_printf(&p->m,
                  "trailer\n<</Size %u/Root 1 0 R%s>>\nstartxref\n%zu\n"
                  "%%%%EOF\n",
                  p->count + 1, entries, table);
}

void
pdf_end(pdf *p, const char *entries)
{
    put_table(p, entries, 0);
}

void
pdf_end_wrongly(pdf *p)
{
    put_table(p, "", 7);
}

void
pdf_tree(pdf *p, unsigned pages)
{
    pdf_object(p, "<</Type/Catalog/Pages 2 0 R>>");
    open_object(p);
    making_printf(&p->m, "<</Type/Pages/Count %u/Kids[", pages);
    for (unsigned i = 0; i < pages; i++) {
        making_printf(&p->m, "%u 0 R ", 3 + i);
    }
    making_text(&p->m, "]>>\nendobj\n");
}

void
pdf_page(pdf *p, double width, double height, unsigned content,
         const char *entries)
{
    pdf_object(p,
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]"
               "/Contents %u 0 R %s>>",
               width, height, content, entries);
}

void
pdf_code(making *content, const char *text, double x, double y, double module)
{
    static code c;
    c = (code){.level = 'M'};
    bool fits = code_make(&c, obv_slice_of(text));
    assert(fits);
    (void)fits;
    for (unsigned row = 0; row < c.size; row++) {
        for (unsigned column = 0; column < c.size; column++) {
            if (c.modules[row * c.size + column] != 0) {
                making_printf(content, "%.3f %.3f %.3f %.3f re\n",
                              x + column * module,
                              y + (c.size - 1 - row) * module, module, module);
            }
        }
    }
    making_text(content, "f\n");
}

void
pdf_with_codes(pdf *p, const char *const *texts, unsigned pages)
{
    pdf_with_codes_on(p, texts, pages, 595, 842, 1.4);
}

void
pdf_with_codes_on(pdf *p, const char *const *texts, unsigned pages,
                  double width, double height, double module)
{
    pdf_start(p);
    pdf_tree(p, pages);
    for (unsigned i = 0; i < pages; i++) {
        pdf_page(p, width, height, 3 + pages + i, "");
    }
    for (unsigned i = 0; i < pages; i++) {
        making content = {NULL, 0, 0};
        making_text(&content, "0 g\n");
        if (texts[i] != NULL) {
            pdf_code(&content, texts[i], width / 3, height / 8, module);
        }
        pdf_stream(p, "", content.ptr, content.len);
        making_clear(&content);
    }
    pdf_end(p, "");
}
