/* SPDX-License-Identifier: Apache-2.0 */
/* A passphrase, from a descriptor or from the terminal with the echo off. */
#include "issuer/issuer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

/* One byte at a time: what follows the line is not ours to take. */
static bool
read_line(obv_call *call, int fd, obv_locked *into)
{
    size_t len = 0;
    for (;;) {
        char c;
        ssize_t got = read(fd, &c, 1);
        if (got < 0) {
            return obv_fail(call, "cannot read the passphrase: %s",
                            strerror(errno));
        }
        if (got == 0 || c == '\n') {
            break;
        }
        if (len == into->len) {
            return obv_refuse(call, "a passphrase has at most %d bytes",
                              OBV_MAX_PASSPHRASE);
        }
        into->ptr[len++] = (uint8_t)c;
        obv_wipe(&c, 1);
    }
    into->len = len;
    return len > 0 || obv_refuse(call, "the passphrase is empty");
}

static bool
from_descriptor(obv_call *call, const char *number, obv_locked *into)
{
    char *end;
    errno = 0;
    long fd = strtol(number, &end, 10);
    if (errno != 0 || end == number || *end != '\0' || fd < 0 || fd > INT_MAX) {
        return obv_fail(call, "--passphrase-fd takes a number");
    }
    return read_line(call, (int)fd, into);
}

/* ---- The terminal -------------------------------------------------------- */

static volatile sig_atomic_t signalled;

static void
note_signal(int number)
{
    signalled = number;
}

/* Signals that would leave a terminal without echo. */
static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static bool
read_silently(obv_call *call, int tty, obv_locked *into)
{
    struct termios before, silent;
    struct sigaction old[COUNT(deadly)];
    const struct sigaction note = {.sa_handler = note_signal};
    if (tcgetattr(tty, &before) != 0) {
        return obv_fail(call, "cannot ask for a passphrase: no terminal");
    }
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
    signalled = 0;
    for (size_t i = 0; i < COUNT(deadly); i++) {
        sigaction(deadly[i], &note, &old[i]);
    }
    bool done =
        tcsetattr(tty, TCSAFLUSH, &silent) == 0 && read_line(call, tty, into);
    tcsetattr(tty, TCSAFLUSH, &before);
    for (size_t i = 0; i < COUNT(deadly); i++) {
        sigaction(deadly[i], &old[i], NULL);
    }
    if (signalled != 0) {
        raise(signalled);
    }
    return done;
}

static bool
ask(obv_call *call, const char *question, obv_locked *into)
{
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0) {
        obv_say_failed(call, "cannot ask for a passphrase: no terminal");
        obv_hint("--passphrase-fd N reads it from a descriptor");
        return false;
    }
    dprintf(tty, "%s: ", question);
    bool done = read_silently(call, tty, into);
    dprintf(tty, "\n");
    close(tty);
    return done;
}

static bool
ask_again(obv_call *call, const obv_locked *first)
{
    obv_locked second;
    if (!obv_locked_new(call, OBV_MAX_PASSPHRASE, &second)) {
        return false;
    }
    bool done = ask(call, "Again", &second);
    if (done && (first->len != second.len ||
                 memcmp(first->ptr, second.ptr, first->len) != 0)) {
        done = obv_refuse(call, "the two passphrases differ");
    }
    obv_locked_free(&second);
    return done;
}

bool
obv_passphrase(obv_call *call, bool is_new, obv_locked *ret)
{
    const char *number = obv_given(call, "--passphrase-fd");
    if (!obv_locked_new(call, OBV_MAX_PASSPHRASE, ret)) {
        return false;
    }
    bool done = number != NULL ? from_descriptor(call, number, ret)
                               : ask(call, "Passphrase", ret) &&
                                     (!is_new || ask_again(call, ret));
    if (!done) {
        obv_locked_free(ret);
    }
    return done;
}
