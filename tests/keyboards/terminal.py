#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a command on a terminal of its own and types on it.

    terminal.py ACTIONS COMMAND...      on the terminal
    terminal.py --line ACTIONS COMMAND...   beside it: @LINE@ is its name

ACTIONS is a text, one a line:
    type FILE       the bytes of a file, at once
    slow FILE       ... one by one, each when the one before is long read
    key HEX         these bytes
    wait TEXT       until the command has said that (again)
    raw | cooked    until the terminal is so
    signal NAME     to the command
    stopped         until the command is suspended
    end             hang up

What the command says goes to standard output; the exit status is its own.
Nothing here asks how long anything took: whoever waits 20 seconds in vain has
failed (exit status 99).
"""
import os
import pty
import select
import signal
import sys
import termios
import time
import tty

PATIENCE = 20


class Terminal:
    def __init__(self, line, command):
        self.said = b""
        self.heard = 0  # what `wait` has passed over
        self.status = None
        self.master, self.slave = pty.openpty()
        name = os.ttyname(self.slave)
        command = [name if word == "@LINE@" else word for word in command]
        self.out = self.master
        if line:
            tty.setraw(self.slave)
            self.out, told = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            if line:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(told, 1)
                os.dup2(told, 2)
            else:
                os.setsid()
                here = os.open(name, os.O_RDWR)
                for number in range(3):
                    os.dup2(here, number)
            os.closerange(3, 256)
            os.execvp(command[0], command)
        if line:
            os.close(told)

    def listen(self, seconds):
        if self.out < 0:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self.out], [], [], seconds)
        if ready:
            try:
                some = os.read(self.out, 65536)
            except OSError:
                some = b""
            self.said += some
            return some != b""
        return False

    def until(self, so, what):
        end = time.monotonic() + PATIENCE
        while not so():
            if time.monotonic() > end:
                self.give_up("waited in vain: " + what)
            self.listen(0.01)

    def give_up(self, why):
        os.kill(self.pid, signal.SIGKILL)
        sys.stdout.buffer.write(self.said)
        sys.stdout.flush()
        print("\nterminal.py: " + why)
        os._exit(99)

    def write(self, data):
        while data:
            _, ready, _ = select.select([], [self.master], [], 0.01)
            if ready:
                data = data[os.write(self.master, data[:256]):]
            self.listen(0)

    def is_raw(self):
        return not termios.tcgetattr(self.slave)[3] & termios.ICANON

    def hears(self, text):
        at = self.said.find(text, self.heard)
        if at >= 0:
            self.heard = at + len(text)
        return at >= 0

    def is_stopped(self):
        pid, status = os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)
        return pid != 0 and os.WIFSTOPPED(status)

    def is_over(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid != 0:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def do(self, action, word):
        if action == "type":
            with open(word, "rb") as f:
                self.write(f.read())
        elif action == "slow":
            with open(word, "rb") as f:
                for c in f.read():
                    self.write(bytes([c]))
                    self.listen(0.02)
        elif action == "key":
            self.write(bytes.fromhex(word))
        elif action == "wait":
            self.until(lambda: self.hears(word.encode()), word)
        elif action in ("raw", "cooked"):
            self.until(lambda: self.is_raw() == (action == "raw"), action)
        elif action == "signal":
            os.kill(self.pid, getattr(signal, "SIG" + word))
        elif action == "stopped":
            self.until(self.is_stopped, "suspended")
        elif action == "end":
            os.close(self.slave)
            os.close(self.master)
            self.out = -1 if self.out == self.master else self.out
        else:
            self.give_up("no such action: " + action)


def main():
    line = sys.argv[1] == "--line"
    arguments = sys.argv[2:] if line else sys.argv[1:]
    t = Terminal(line, arguments[1:])
    for action in arguments[0].splitlines():
        action, _, word = action.strip().partition(" ")
        if action:
            t.do(action, word)
    t.until(t.is_over, "the end")
    while t.listen(0):
        pass
    sys.stdout.buffer.write(t.said)
    if t.status < 0:
        print("\nterminal.py: ended by signal", -t.status)
    return t.status if t.status >= 0 else 128 - t.status


sys.exit(main())
