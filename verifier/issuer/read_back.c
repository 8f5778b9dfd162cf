/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A drawing is read before it is written: by badge-reader, from a bad scan.
 *
 * Who prints a badge is far from who will scan it; what cannot be read is to
 * be found out here.
 */
#include "cell/cell.h"
#include "container/container.h"
#include "issuer/print.h"

#include <limits.h>
#include <unistd.h>

#define SCAN_PER_METRE 5906 /* 150 dpi */

/* The program stands beside this one, or where it was installed. */
static const char *
find_reader(obv_call *call)
{
    static const char *const places[] = {
        "badge-reader", "../libexec/badge-verifier/badge-reader"};
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
    if (len <= 0) {
        return NULL;
    }
    self[len] = '\0';
    const char *home = obv_path_dir(call, self);
    for (size_t i = 0; i < COUNT(places) && home != NULL; i++) {
        const char *path = obv_path(call, home, places[i]);
        if (path != NULL && access(path, X_OK) == 0) {
            return path;
        }
    }
    return NULL;
}

static bool
ask_reader(obv_call *call, obv_slice png, obv_found *found)
{
    const size_t head = offsetof(obv_found, bytes);
    const char *program = find_reader(call);
    if (program == NULL) {
        obv_say_failed(call, "badge-reader is not there: the code cannot be "
                             "read back");
        obv_hint("it stands beside badge-issuer, or in libexec");
        return false;
    }
    obv_cell_server *reader = obv_cell_server_new(program);
    if (reader == NULL) {
        return obv_no_memory(call);
    }
    obv_cell_answer answer = obv_cell_ask(reader, png, found, sizeof(*found));
    obv_cell_server_free(reader);
    if (answer.end != OBV_CELL_ANSWERED || answer.len < head ||
        found->bytes_len > OBV_MAX_FOUND_BYTES ||
        answer.len != head + found->bytes_len || !obv_found_is_sound(found)) {
        return obv_fail(call, "badge-reader gives no answer: the code cannot "
                              "be read back");
    }
    return true;
}

static bool
holds(const obv_slice *texts, size_t count, obv_slice text)
{
    for (size_t i = 0; i < count; i++) {
        if (obv_slice_equal(texts[i], text)) {
            return true;
        }
    }
    return false;
}

static obv_slice
found_text(const obv_found *found, uint32_t i)
{
    return (obv_slice){found->bytes + found->texts[i].at, found->texts[i].len};
}

static bool
found_holds(const obv_found *found, obv_slice text)
{
    for (uint32_t i = 0; i < found->count; i++) {
        if (obv_slice_equal(found_text(found, i), text)) {
            return true;
        }
    }
    return false;
}

static bool
compare(obv_call *call, const obv_found *found, const obv_slice *texts,
        size_t count, size_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < count; i++) {
        *ret += found_holds(found, texts[i]) ? 1 : 0;
    }
    for (uint32_t i = 0; i < found->count; i++) {
        if (!holds(texts, count, found_text(found, i))) {
            return obv_refuse(call, "nothing was written: a scan gives what "
                                    "does not stand in the codes");
        }
    }
    return true;
}

bool
obv_read_too_few(obv_call *call, size_t read, size_t count)
{
    return obv_refuse(call,
                      "nothing was written: of %zu %s, a scan of 150 dpi "
                      "gives back %zu",
                      count, count == 1 ? "code" : "codes", read);
}

bool
obv_read_back(obv_call *call, const obv_drawing *drawing,
              const obv_slice *texts, size_t count, size_t *ret)
{
    obv_grey scan;
    obv_slice png;
    obv_found *found = obv_arena_alloc(call->arena, 1, sizeof(*found));
    if (found == NULL) {
        return obv_no_memory(call);
    }
    return obv_scan(call, drawing, &scan) &&
           obv_png_of_grey(call, &scan, SCAN_PER_METRE, &png) &&
           ask_reader(call, png, found) &&
           compare(call, found, texts, count, ret);
}
