/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An allocator that fails when it is told to, for the libraries too.  For one
 * source of a test program; sanitizers bring their own allocator, so under them
 * nothing ever fails here.
 */
#ifndef FAILING_H
#define FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* How many allocations still succeed; negative: all. */
__attribute__((unused)) static long until_failure = -1;
/* Whether all that follow the first fail too. */
__attribute__((unused)) static bool fails_for_good = false;

#ifndef SANITIZED
/* glibc's own names for what is replaced here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool
fails_now(void)
{
    if (until_failure > 0) {
        until_failure--;
        return false;
    }
    bool fails = until_failure == 0;
    until_failure = fails && !fails_for_good ? -1 : until_failure;
    return fails;
}

void *
malloc(size_t size)
{
    return fails_now() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __libc_realloc(old, size);
}
#endif

/*
 * Makes `call` with its first allocation failing, then its second, until none
 * fails any more: each time it must say OBV_NO_MEMORY or what `want` says.
 */
#define CHECK_EACH_FAILURE(call, want)                                         \
    do {                                                                       \
        bool done_ = false;                                                    \
        for (long n_ = 0; !done_; n_++) {                                      \
            CHECK(n_ < 10000);                                                 \
            until_failure = n_;                                                \
            obv_status status_ = (call);                                       \
            done_ = until_failure >= 0 || until_failure_is_idle();             \
            until_failure = -1;                                                \
            CHECK(status_ == (want) || status_ == OBV_NO_MEMORY);              \
            CHECK(!done_ || status_ == (want));                                \
        }                                                                      \
    } while (0)

/* Under a sanitizer once is enough. */
static inline bool
until_failure_is_idle(void)
{
#ifdef SANITIZED
    return true;
#else
    return false;
#endif
}

#endif
