/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes on pictures, by ours and by zbar: how many are read, how many of those
 * are wrong, and what the call of the library takes (CPU, one thread, picture
 * in memory).  `bench_qr FILE PAYLOAD...`: payloads as hex, `-` where the
 * source ships none, and nothing where there is no code; for each reader a line
 *
 *   reader read wrong microseconds points
 *
 * Points are the effort that the call has counted.
 */
#include "files.h"
#include "reader/reader.h"

#include <time.h>

static obv_symbols symbols;

/* What a person waits for: easy, and hard where that gives nothing. */
static obv_status
both_ways(const obv_grey *picture, bool hard, int64_t *effort, obv_arena *arena,
          obv_symbols *ret)
{
    (void)hard;
    TRY(obv_qr_read(picture, false, effort, arena, ret));
    return ret->count > 0 ? OBV_OK
                          : obv_qr_read(picture, true, effort, arena, ret);
}

static const obv_code_reader readers[] = {
    {"ours-easy", obv_qr_read},
    {"ours", both_ways},
    {"zbar", obv_zbar_read},
};

static double
microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static bool
is_wanted(obv_slice got, char *const *payloads, size_t count, obv_arena *arena)
{
    obv_slice want;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(payloads[i], "-") == 0 ||
            (obv_hex(obv_slice_of(payloads[i]), arena, &want) == OBV_OK &&
             obv_slice_equal(got, want))) {
            return true;
        }
    }
    return false;
}

static void
race(const obv_code_reader *reader, const obv_grey *grey, char *const *payloads,
     size_t count, obv_arena *arena)
{
    size_t read = 0;
    int64_t effort = INT64_MAX;
    symbols.count = 0;
    obv_arena_empty(arena);
    double start = microseconds();
    (void)reader->read(grey, false, &effort, arena, &symbols);
    double took = microseconds() - start;
    for (size_t i = 0; i < symbols.count; i++) {
        read += is_wanted(symbols.items[i].bytes, payloads, count, arena);
    }
    printf("%s\t%zu\t%zu\t%.0f\t%lld\n", reader->name, read,
           symbols.count - read, took, (long long)(INT64_MAX - effort));
}

static obv_status
open_picture(obv_slice file, obv_arena *arena, obv_sheet *ret)
{
    obv_container kind = obv_recognise(file.ptr, file.len);
#ifndef OBV_WITHOUT_JPEG
    if (kind == OBV_CONTAINER_JPEG) {
        return obv_picture_jpeg(file, 0, arena, ret);
    }
#endif
#ifndef OBV_WITHOUT_WEBP
    if (kind == OBV_CONTAINER_WEBP) {
        return obv_picture_webp(file, 0, arena, ret);
    }
#endif
    return kind == OBV_CONTAINER_PNG ? obv_picture_png(file, 0, arena, ret)
                                     : OBV_UNSUPPORTED;
}

int
main(int argc, char **argv)
{
    obv_arena *pictures = obv_arena_new(OBV_PICTURE_ARENA);
    obv_arena *arena = obv_arena_new(OBV_PICTURE_ARENA);
    obv_sheet sheet;
    if (argc < 2 || pictures == NULL || arena == NULL) {
        return 2;
    }
    obv_slice file = file_read(argv[1]);
    if (file.ptr == NULL || open_picture(file, pictures, &sheet) != OBV_OK) {
        return 1;
    }
    for (size_t i = 0; i < COUNT(readers); i++) {
        /* The first call pays for pages that nobody has touched. */
        obv_arena_empty(arena);
        symbols.count = 0;
        int64_t effort = INT64_MAX;
        (void)readers[i].read(&sheet.grey, false, &effort, arena, &symbols);
    }
    for (size_t i = 0; i < COUNT(readers); i++) {
        race(&readers[i], &sheet.grey, argv + 2, (size_t)argc - 2, arena);
    }
    file_free(file);
    obv_arena_free(arena);
    obv_arena_free(pictures);
    return 0;
}
