#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tool under a real terminal, by tmux: each screen of screens.table at three widths, and what keys do to a session.

    screens.py SKT               the tests
    screens.py SKT --document    writes docs/screens.md

Nothing is done before what it waits for is on the screen.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = os.path.join(HERE, "..", "..", "docs", "screens.md")
PATIENCE = 60


class Peer:
    """Listens; says hello to each client, and what it is told to say to all; keeps them."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.clients = []
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            client = self.listener.accept()[0]
            client.sendall(b"hello\n")
            self.clients.append(client)

    def address(self):
        return "127.0.0.1:%d" % self.listener.getsockname()[1]

    def wait(self):
        while not self.clients:
            time.sleep(0.01)

    def say(self, text):
        self.wait()
        for client in self.clients:
            try:
                client.sendall(text.encode())
            except OSError:
                pass

    def end(self):
        self.wait()
        for client in self.clients:
            try:
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass


class Terminal:
    """A window of a tmux of its own with a shell of which the prompt is `$ `."""

    def __init__(self, tool, columns):
        self.folder = tempfile.TemporaryDirectory(prefix="skt-screens-")
        os.symlink(tool, os.path.join(self.folder.name, "skt"))
        self.environment = {"PATH": self.folder.name + ":/usr/bin:/bin:/usr/sbin:/sbin", "HOME": self.folder.name,
                            "LC_ALL": "C.UTF-8", "TERM": "screen"}
        self.environment.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
        with open(os.path.join(self.folder.name, "rc"), "w", encoding="ascii") as rc:
            rc.write("PS1='$ '\nHISTFILE=\n")  # nothing is written to the folder while it is removed
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", "60",
                  "bash --rcfile rc --noediting -i")
        self.tmux("set-option", "-g", "status", "off")
        self.wait(r"^\$")

    def tmux(self, *words):
        return subprocess.run(["tmux", "-S", os.path.join(self.folder.name, "tmux"), *words], env=self.environment,
                              cwd=self.folder.name, check=True, capture_output=True, text=True).stdout

    def screen(self):
        """Its lines; what the terminal has wrapped is one again."""
        return self.tmux("capture-pane", "-p", "-J", "-S", "-200").rstrip()

    def wait(self, pattern):
        deadline = time.monotonic() + PATIENCE
        while not re.search(pattern, self.screen(), re.MULTILINE):
            if time.monotonic() > deadline:
                raise AssertionError(f"this never comes: {pattern}\n{self.screen()}")
            time.sleep(0.05)

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def run(self, line):
        self.tmux("send-keys", "-l", line + "; echo status=$?")
        self.keys("Enter")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.tmux("kill-server")
        except subprocess.CalledProcessError:
            pass
        self.folder.cleanup()


def rows():
    with open(os.path.join(HERE, "screens.table"), encoding="utf-8") as table:
        for line in table:
            if line.strip() and not line.startswith("#"):
                command, *pattern, name = (field.strip() for field in line.split("|"))
                yield command, "|".join(pattern), name


def show(terminal, number, row):
    """The lines of a command."""
    command, pattern, _ = row
    peer = Peer()
    terminal.tmux("send-keys", "-l", f"{command.replace('LISTENER', peer.address())}; echo status-{number}=$?")
    terminal.keys("Enter")
    if pattern in ("hello", "68 65 6c"):
        peer.end()
    terminal.wait(f"^status-{number}=")
    text = terminal.screen().replace(peer.address(), "127.0.0.1:4000")
    lines = text.rpartition(f"echo status-{number}=$?\n")[2].partition(f"status-{number}=")[0]
    if not re.search(pattern, lines):
        raise AssertionError(f"{command} does not show {pattern}:\n{text}")
    return lines.rstrip("\n").split("\n")


def check_rows(tool, columns):
    with Terminal(tool, columns) as terminal:
        for number, row in enumerate(rows()):
            show(terminal, number, row)


def start(terminal, words):
    terminal.run(words)
    terminal.wait("^(hello|listening on .*|skt: .*)$")


def resize(tool):
    peer = Peer()
    with Terminal(tool, 80) as terminal:
        start(terminal, "skt connect " + peer.address())
        for columns in ("40", "200", "80"):
            terminal.tmux("resize-window", "-x", columns, "-y", "24")
            peer.say(f"after {columns}\n")
            terminal.wait(f"^after {columns}$")
        peer.end()
        terminal.wait("^status=0")


def stop_and_go_on(tool):
    peer = Peer()
    with Terminal(tool, 80) as terminal:
        start(terminal, "skt connect " + peer.address())
        terminal.keys("C-z")
        terminal.wait("Stopped")
        peer.say("said meanwhile\n")
        terminal.keys("fg", "Enter")
        terminal.wait("^said meanwhile$")
        peer.end()
        terminal.wait(r"^\$ *$")


def interrupt(tool, words, pattern, before=()):
    peer = Peer()
    with Terminal(tool, 80) as terminal:
        terminal.run(words.replace("LISTENER", peer.address()))
        terminal.wait(pattern)
        for keys in before:
            terminal.keys(keys)
        terminal.keys("C-c")
        terminal.wait("status=130$")


def output(tool, where, status):
    peer = Peer()
    with Terminal(tool, 80) as terminal:
        terminal.run(f"skt connect -v {peer.address()} {where}")
        terminal.wait("connected to|status")
        peer.end()
        terminal.wait(f"^status={status}$")


def senders(tool):
    """What several senders move is one line, which goes with the last of them."""
    with Terminal(tool, 80) as terminal:
        start(terminal, "skt recv --keep unix:k.sock")
        both = [subprocess.Popen([tool, "send", "--quiet", "--as", name, "-", "unix:k.sock"], stdin=subprocess.PIPE,
                                 cwd=terminal.folder.name) for name in "ab"]
        for sender in both:
            sender.stdin.write(bytes(1000000))
            sender.stdin.flush()
        terminal.wait(r"^2 senders 1\.9 MiB ")
        both[0].communicate()
        terminal.wait(r"^1 sender 1\.9 MiB ")
        both[1].communicate()
        terminal.wait(r"^listening on unix:k\.sock\s*\Z")
        terminal.keys("C-c")
        terminal.wait("status=130$")


TESTS = [
    ("each screen is there at 40 columns", check_rows, 40),
    ("each screen is there at 80 columns", check_rows, 80),
    ("each screen is there at 200 columns", check_rows, 200),
    ("a window may change its size", resize),
    ("a session may be stopped and goes on", stop_and_go_on),
    ("an interrupt ends what listens", interrupt, "skt listen 127.0.0.1:0", "^listening on"),
    ("an interrupt ends a session", interrupt, "skt connect LISTENER", "^hello"),
    ("an interrupt ends a session whose input has ended", interrupt, "skt connect LISTENER", "^hello", ["C-d"]),
    ("an interrupt ends a relay", interrupt, "skt relay 127.0.0.1:0 LISTENER", "^listening on"),
    ("an interrupt ends a report that fills", interrupt, "skt trace --report --rounds 0 --interval 20ms 127.0.0.1",
     "^[1-9][0-9]+ rounds so far"),
    ("several senders have one line", senders),
    ("a full output has status 1", output, ">/dev/full", 1),
    ("a closed output is none", output, ">&-", 0),
]


def document(tool):
    text = ("# Screens\n\nWhat the commands show on a terminal of 80 columns; made by `./dev screens` of "
            "`tests/cli/screens.table`.\n")
    with Terminal(tool, 80) as terminal:
        for number, row in enumerate(rows()):
            command = row[0].replace("LISTENER", "127.0.0.1:4000")
            text += f"\n## {row[2]}\n\n    $ {command}\n"
            text += "".join(f"    {line}".rstrip() + "\n" for line in show(terminal, number, row))
    with open(DOCUMENT, "w", encoding="utf-8") as out:
        out.write(text)


def main():
    if not shutil.which("tmux"):
        print("SKIP: there is no tmux")
        return 77
    tool = os.path.realpath(sys.argv[1])
    if sys.argv[2:] == ["--document"]:
        return document(tool)
    failures = 0
    for sentence, test, *more in TESTS:
        try:
            test(tool, *more)
            print("ok  ", sentence, flush=True)
        except (AssertionError, subprocess.CalledProcessError) as failure:
            failures += 1
            print(f"FAILED {sentence}: {failure}", flush=True)
    print(f"{failures} of {len(TESTS)} failed")
    return failures > 0


if __name__ == "__main__":
    sys.exit(int(main() or 0))
