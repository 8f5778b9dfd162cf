/* SPDX-License-Identifier: Apache-2.0 */
/* The formats of a report.  To add one: a file, and a row here. */
#include "report/report.h"

typedef struct format {
    const char *name;
    obv_status (*print)(const obv_page *page, obv_buffer *out);
} format;

static const format formats[] = {
    {"text", obv_report_text},         {"brief", obv_report_brief},
    {"json", obv_report_json},         {"csv", obv_report_csv},
    {"csv-head", obv_report_csv_head}, {"line", obv_report_line},
    {"cells", obv_report_cells},
};

static const format *
find_format(const char *name)
{
    for (size_t i = 0; i < COUNT(formats); i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}

/* A page is whole or is not there: half a report could read as a better answer
   than the whole. */
obv_status
obv_report_make(const char *format_name, const obv_page *page, obv_arena *arena,
                obv_slice *ret)
{
    const format *f = find_format(format_name);
    if (f == NULL) {
        return OBV_NOT_FOUND;
    }
    obv_buffer out = obv_buffer_in(arena);
    TRY(f->print(page, &out));
    *ret = obv_buffer_slice(&out);
    return out.failed ? OBV_NO_MEMORY : OBV_OK;
}
