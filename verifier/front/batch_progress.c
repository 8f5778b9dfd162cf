/* SPDX-License-Identifier: Apache-2.0 */
/* A line on the terminal that says how far it is, and is gone at the end. */
#include "front/batch.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* Often enough for an eye. */
#define EVERY_MS 100
#define BAR 20

static int64_t
milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
obv_progress_start(obv_progress *p, const obv_words *words, size_t first,
                   size_t count)
{
    *p = (obv_progress){.words = words,
                        .first = first,
                        .done = first,
                        .count = count,
                        .began = milliseconds(),
                        .on = isatty(STDERR_FILENO) == 1};
}

/* 1:02:03, 2:03 */
static void
print_time(int64_t seconds, char *room, size_t size)
{
    long long hours = seconds / 3600, minutes = seconds / 60 % 60;
    int rest = (int)(seconds % 60);
    if (hours > 0) {
        snprintf(room, size, "%lld:%02lld:%02d", hours, minutes, rest);
    } else {
        snprintf(room, size, "%lld:%02d", minutes, rest);
    }
}

static void
put_bar(obv_buffer *out, const obv_progress *p)
{
    size_t full = p->count > 0 ? p->done * BAR / p->count : BAR;
    for (size_t i = 0; i < BAR; i++) {
        obv_put_text(out, i < full ? "█" : "░");
    }
    obv_put_text(out, "  ");
}

static void
put_words(obv_buffer *out, const obv_progress *p, int64_t now)
{
    char done[OBV_COUNT_ROOM], count[OBV_COUNT_ROOM], left[32] = "-";
    size_t fresh = p->done - p->first;
    if (fresh > 0) {
        double each = (double)(now - p->began) / (double)fresh;
        print_time((int64_t)(each * (double)(p->count - p->done) / 1000 + 0.5),
                   left, sizeof(left));
    }
    obv_put_phrase(out, p->words->messages[OBV_MSG_BATCH_PROGRESS],
                   VALUES({"done", obv_count(p->words, p->done, done)},
                          {"count", obv_count(p->words, p->count, count)},
                          {"left", obv_slice_of(left)}),
                   OBV_MAX_SHOWN);
}

static size_t
columns(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
               ? size.ws_col
               : 80;
}

void
obv_progress_show(obv_progress *p)
{
    int64_t now = milliseconds();
    if (!p->on || now - p->shown < EVERY_MS) {
        return;
    }
    p->shown = now;
    obv_arena *arena = obv_arena_new(4096);
    if (arena == NULL) {
        return;
    }
    obv_buffer line = obv_buffer_in(arena);
    put_bar(&line, p);
    put_words(&line, p, now);
    obv_slice text = obv_buffer_slice(&line);
    if (!line.failed && obv_columns(text) < columns()) {
        fprintf(stderr, "\r%.*s\x1b[K", (int)text.len, (const char *)text.ptr);
        fflush(stderr);
    }
    obv_arena_free(arena);
}

void
obv_progress_end(obv_progress *p)
{
    if (p->on && p->shown > 0) {
        fputs("\r\x1b[K", stderr);
        fflush(stderr);
    }
    p->on = false;
}
