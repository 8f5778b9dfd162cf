/* SPDX-License-Identifier: Apache-2.0 */
/* Inflating within a limit, and the checksum of chunks. */
#include "check.h"

#include "container/container.h"
#include "making.h"

static obv_arena *arena;

static obv_status
inflate_of(obv_slice packed, size_t max, obv_slice *ret)
{
    obv_arena_empty(arena);
    return obv_inflate(packed, max, arena, ret);
}

static void
the_checksum_is_that_of_the_standard(void **state)
{
    (void)state;
    CHECK_NUMBER(obv_crc32(obv_slice_of("")), 0);
    CHECK_NUMBER(obv_crc32(obv_slice_of("123456789")), 0xCBF43926);
    CHECK_NUMBER(obv_crc32(obv_slice_of("IEND")), 0xAE426082);
}

static void
what_was_packed_comes_out(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 8191, 8192, 8193, 300000};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        making text = {NULL, 0, 0}, m = {NULL, 0, 0};
        for (size_t n = 0; n < lengths[i]; n++) {
            making_put(&text, &(char){(char)('a' + n * n % 26)}, 1);
        }
        making_deflated(&m, text.ptr, text.len);
        obv_slice ret;
        CHECK_NUMBER(inflate_of(making_slice(&m), lengths[i], &ret), OBV_OK);
        CHECK(obv_slice_equal(ret, making_slice(&text)));
        if (lengths[i] > 0) {
            CHECK_NUMBER(inflate_of(making_slice(&m), lengths[i] - 1, &ret),
                         OBV_LIMIT);
        }
        making_clear(&text);
        making_clear(&m);
    }
}

static void
a_bomb_stops_at_the_limit(void **state)
{
    (void)state;
    making text = {NULL, 0, 0}, m = {NULL, 0, 0};
    making_fill(&text, ' ', 64u * 1024 * 1024);
    making_deflated(&m, text.ptr, text.len);
    obv_slice ret;
    CHECK_NUMBER(inflate_of(making_slice(&m), 1000000, &ret), OBV_LIMIT);
    CHECK_NUMBER(inflate_of(making_slice(&m), SIZE_MAX, &ret), OBV_NO_MEMORY);
    making_clear(&text);
    making_clear(&m);
}

static void
every_prefix_and_what_follows_is_refused(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    obv_slice ret;
    making_deflated(&m, "abcdefgh", 8);
    for (size_t len = 0; len < m.len; len++) {
        CHECK_NUMBER(inflate_of((obv_slice){m.ptr, len}, 100, &ret),
                     OBV_MALFORMED);
    }
    CHECK_NUMBER(inflate_of(making_slice(&m), 100, &ret), OBV_OK);
    making_text(&m, "x");
    CHECK_NUMBER(inflate_of(making_slice(&m), 100, &ret), OBV_MALFORMED);
    making_clear(&m);
}

static void
every_flipped_bit_is_refused_or_changes_nothing(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    obv_slice ret;
    making_deflated(&m, "abcdefgh", 8);
    for (size_t bit = 0; bit < 8 * m.len; bit++) {
        m.ptr[bit / 8] ^= (uint8_t)(1 << bit % 8);
        obv_status status = inflate_of(making_slice(&m), 100, &ret);
        CHECK(status != OBV_OK || obv_slice_is(ret, "abcdefgh"));
        m.ptr[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    making_clear(&m);
}

static void
every_size_of_arena(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_deflated(&m, "abcdefgh", 8);
    bool enough = false;
    for (size_t size = 0; !enough; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_slice ret;
        obv_status status = obv_inflate(making_slice(&m), 100, small, &ret);
        enough = status == OBV_OK;
        CHECK(enough ? obv_slice_is(ret, "abcdefgh") : status == OBV_NO_MEMORY);
        obv_arena_free(small);
    }
    making_clear(&m);
}

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new(OBV_ARENA);
    return arena == NULL;
}

static int
stop(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checksum_is_that_of_the_standard),
        cmocka_unit_test(what_was_packed_comes_out),
        cmocka_unit_test(a_bomb_stops_at_the_limit),
        cmocka_unit_test(every_prefix_and_what_follows_is_refused),
        cmocka_unit_test(every_flipped_bit_is_refused_or_changes_nothing),
        cmocka_unit_test(every_size_of_arena),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
