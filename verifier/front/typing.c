/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a scanner types: a terminal, a serial line, a pipe, a file.
 *
 * A terminal in line mode would cut a text silently at 4,095 characters and
 * show it; so it is raw while we listen, and as it was whenever we stop: at
 * the end, on a signal, while we are suspended.
 */
#include "front/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Signals ------------------------------------------------------------ */

static volatile sig_atomic_t asked_to_end, asked_to_stop;

static void
note_end(int number)
{
    (void)number;
    asked_to_end = 1;
}

static void
note_stop(int number)
{
    (void)number;
    asked_to_stop = 1;
}

static const struct {
    int number;
    void (*handler)(int);
} handled[OBV_TYPING_SIGNALS] = {
    {SIGINT, note_end},  {SIGTERM, note_end},  {SIGHUP, note_end},
    {SIGQUIT, note_end}, {SIGTSTP, note_stop},
};

/* They come only while we wait: a code that is being judged is finished. */
static void
hold_signals(obv_typing *t)
{
    sigset_t held;
    sigemptyset(&held);
    asked_to_end = asked_to_stop = 0;
    for (size_t i = 0; i < COUNT(handled); i++) {
        struct sigaction action = {.sa_handler = handled[i].handler};
        sigaddset(&held, handled[i].number);
        sigaction(handled[i].number, &action, &t->actions[i]);
    }
    sigprocmask(SIG_BLOCK, &held, &t->mask);
}

static void
release_signals(const obv_typing *t)
{
    for (size_t i = 0; i < COUNT(handled); i++) {
        sigaction(handled[i].number, &t->actions[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &t->mask, NULL);
}

/* ---- The terminal ------------------------------------------------------- */

static const struct {
    const char *name;
    speed_t speed;
} speeds[] = {
    {"1200", B1200},   {"2400", B2400},     {"4800", B4800},
    {"9600", B9600},   {"19200", B19200},   {"38400", B38400},
    {"57600", B57600}, {"115200", B115200},
};

bool
obv_typing_knows_speed(const char *baud)
{
    for (size_t i = 0; i < COUNT(speeds); i++) {
        if (strcmp(speeds[i].name, baud) == 0) {
            return true;
        }
    }
    return false;
}

/* The line ends of our own output stay; the keys that send signals do not: a
   code may hold such a character, and what follows it in the code would then
   be typed to the shell. */
static void
make_raw(const obv_typing *t)
{
    struct termios raw = t->before;
    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON | IXOFF |
                               BRKINT | PARMRK | INPCK);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ISIG | ECHO | ECHONL | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(t->file, TCSADRAIN, &raw);
}

/* Nobody's terminal: all that comes are bytes. */
static void
make_serial(const obv_typing *t)
{
    struct termios raw = t->before;
    cfmakeraw(&raw);
    raw.c_cflag |= CLOCAL | CREAD;
    for (size_t i = 0; i < COUNT(speeds); i++) {
        if (strcmp(speeds[i].name, t->baud) == 0) {
            cfsetispeed(&raw, speeds[i].speed);
            cfsetospeed(&raw, speeds[i].speed);
        }
    }
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(t->file, TCSADRAIN, &raw);
}

static void
set_up(const obv_typing *t)
{
    if (t->keyboard) {
        make_raw(t);
    } else if (t->terminal) {
        make_serial(t);
    }
}

/* What was typed and not read is dropped: else the rest of a code would be a
   command of the shell. */
static void
set_back(const obv_typing *t)
{
    if (t->terminal) {
        tcsetattr(t->file, TCSAFLUSH, &t->before);
    }
}

/* ---- Opening ------------------------------------------------------------ */

/* Without O_NONBLOCK, a serial line would wait for its carrier. */
static int
open_device(const char *device)
{
    if (strcmp(device, "-") == 0) {
        return STDIN_FILENO;
    }
    int file = open(device, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file >= 0) {
        fcntl(file, F_SETFL, 0);
    }
    return file;
}

static bool
can_be_read(const obv_typing *t)
{
    struct stat about;
    if (fstat(t->file, &about) != 0) {
        return false;
    }
    errno = S_ISDIR(about.st_mode) ? EISDIR : ENODEV;
    return t->terminal || S_ISREG(about.st_mode) || S_ISFIFO(about.st_mode) ||
           S_ISSOCK(about.st_mode);
}

bool
obv_typing_start(const char *device, const char *baud, obv_typing *ret,
                 obv_message *why)
{
    *ret = (obv_typing){.file = open_device(device), .baud = baud};
    if (ret->file >= 0) {
        ret->terminal = tcgetattr(ret->file, &ret->before) == 0;
        ret->keyboard = ret->terminal && ret->file == STDIN_FILENO;
    }
    if (ret->file < 0 || !can_be_read(ret)) {
        *why = obv_why(errno);
        if (ret->file > STDERR_FILENO) {
            close(ret->file);
        }
        return false;
    }
    hold_signals(ret);
    set_up(ret);
    return true;
}

void
obv_typing_end(obv_typing *t)
{
    set_back(t);
    release_signals(t);
    if (t->file != STDIN_FILENO) {
        close(t->file);
    }
}

/* ---- Listening ---------------------------------------------------------- */

static void
suspend(const obv_typing *t)
{
    asked_to_stop = 0;
    set_back(t);
    raise(SIGSTOP);
    set_up(t);
}

/* poll, with the signals let through. */
static int
wait_for(const obv_typing *t, int milliseconds)
{
    struct pollfd p = {.fd = t->file, .events = POLLIN};
    struct timespec time = {milliseconds / 1000,
                            (long)(milliseconds % 1000) * 1000000};
    int ready = ppoll(&p, 1, milliseconds < 0 ? NULL : &time, &t->mask);
    if (asked_to_stop) {
        suspend(t);
    }
    return ready;
}

/* ---- Keys ----------------------------------------------------------------
 */

/* What a key does that the terminal would have acted upon. */
static const struct {
    int place;  /* in c_cc: people may have chosen another */
    int number; /* of the signal; 0: there is no more to come */
} keys[] = {{VINTR, SIGINT}, {VQUIT, SIGQUIT}, {VSUSP, SIGTSTP}, {VEOF, 0}};

/* Whoever presses a key presses nothing else for so many milliseconds; no
   scanner is so slow. */
#define ALONE 250

/* One character, or a key that is held down. */
static bool
is_key(const obv_typing *t, size_t key, const uint8_t *typed, size_t len)
{
    cc_t c = t->before.c_cc[keys[key].place];
    size_t same = 0;
    while (same < len && typed[same] == c && c != _POSIX_VDISABLE) {
        same++;
    }
    return same == len;
}

/* COUNT(keys) where what was typed is none, or stands in a text. */
static size_t
find_key(const obv_typing *t, const uint8_t *typed, size_t len, bool within)
{
    size_t key = t->keyboard && !within ? 0 : COUNT(keys);
    while (key < COUNT(keys) && !is_key(t, key, typed, len)) {
        key++;
    }
    return key < COUNT(keys) && wait_for(t, ALONE) > 0 ? COUNT(keys) : key;
}

obv_typing_event
obv_typing_listen(obv_typing *t, int milliseconds, bool within, uint8_t *room,
                  size_t size, size_t *len)
{
    *len = 0;
    for (;;) {
        int ready = wait_for(t, milliseconds);
        if (asked_to_end) {
            return OBV_TYPING_STOPPED;
        }
        if (ready == 0) {
            return OBV_TYPING_PAUSE;
        }
        if (ready < 0) {
            continue; /* a signal: that of a window, of going on */
        }
        ssize_t got = read(t->file, room, size);
        size_t key = got > 0 ? find_key(t, room, (size_t)got, within) : 0;
        if (got > 0 && key == COUNT(keys)) {
            *len = (size_t)got;
            return OBV_TYPING_BYTES;
        }
        if (got > 0 && keys[key].number != 0) {
            kill(0, keys[key].number); /* us, and whom we write to */
        } else if (got >= 0 || errno != EINTR) {
            return OBV_TYPING_OVER; /* a line that was pulled out, too */
        }
    }
}
