#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Transfers of a folder that are interrupted at random, each resumed until it is whole.

    interruptions.py COUNT SEED TOOL...

Everything goes through a proxy in this process, which at a random number of the sender's bytes cuts the connection, or
interrupts or kills the sender or the receiver. A folder is sent again, with --resume, until nothing interrupts it any
more or it is whole, and then compared. COUNT interruptions are made; an empty SEED is a new one, which is printed.
"""
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

KINDS = ["cut", "cut", "interrupt sender", "interrupt receiver", "kill sender", "kill receiver"]


def make_tree(rng, top):
    """A folder with small and large files, one with holes; returns about how many bytes it has on the wire."""
    os.makedirs(top + "/small")
    for i in range(60):
        with open(f"{top}/small/{i}", "wb") as f:
            f.write(rng.randbytes(rng.randrange(2000)))
    with open(top + "/large", "wb") as f:
        f.write(rng.randbytes(1500000 + rng.randrange(100000)))
    with open(top + "/holes", "wb") as f:
        for _ in range(4):
            f.seek(rng.randrange(1 << 20) + 300000, 1)
            f.write(rng.randbytes(200000))
    os.symlink("large", top + "/link")
    return 2500000


def contents(top):
    """What is there, with modes and times of files."""
    found = {}
    for folder, folders, files in os.walk(top):
        for name in folders:
            found[os.path.relpath(os.path.join(folder, name), top)] = None
        for name in files:
            path = os.path.join(folder, name)
            info = os.lstat(path)
            if os.path.islink(path):
                found[os.path.relpath(path, top)] = os.readlink(path)
            else:
                with open(path, "rb") as f:
                    found[os.path.relpath(path, top)] = (info.st_mode, info.st_mtime_ns, f.read())
    return found


class Proxy:
    """Passes one connection on, and after so many of the client's bytes does something about it."""

    def __init__(self, to, limit, act):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.to, self.limit, self.act, self.acted = to, limit, act, False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        client, _ = self.listener.accept()
        server = socket.create_connection(self.to)
        other = {client: server, server: client}
        passed = 0
        try:
            while other:
                for source in select.select(list(other), [], [])[0]:
                    sink = server if source is client else client
                    want = min(65536, self.limit - passed) if source is client else 65536
                    if source is client and want == 0:
                        self.acted = True
                        if self.act():
                            return
                        self.limit = 1 << 62
                        continue
                    data = source.recv(want)
                    passed += len(data) if source is client else 0
                    if data:
                        sink.sendall(data)
                    else:
                        del other[source]
                        sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        finally:
            client.close()
            server.close()
            self.listener.close()


def attempt(tool, folder, limit, kind):
    """One transfer, interrupted at that byte. Returns both statuses, and whether the interruption came."""
    receiver = subprocess.Popen(tool + ["recv", "-q", "--resume", "-o", folder + "/in", "127.0.0.1:0"],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = receiver.stdout.readline()
    if not line.startswith("listening on "):
        sys.exit("the receiver does not listen: " + receiver.stderr.read())
    sender = None
    started = threading.Event()

    def act():
        started.wait()
        if kind == "cut":
            return True
        victim = sender if kind.endswith("sender") else receiver
        victim.send_signal(signal.SIGKILL if kind.startswith("kill") else signal.SIGINT)
        return False

    host, _, port = line.split()[-1].rpartition(":")
    proxy = Proxy((host, int(port)), limit, act)
    address = "127.0.0.1:%d" % proxy.listener.getsockname()[1]
    sender = subprocess.Popen(tool + ["send", "-q", "-r", folder + "/tree", address], stderr=subprocess.PIPE, text=True)
    started.set()
    said = [sender.communicate(timeout=100)[1], receiver.communicate(timeout=100)[1]]
    proxy.thread.join(100)
    return sender.returncode, receiver.returncode, proxy.acted, said


def interrupt_until(tool, rng, most):
    """Sends a tree, interrupts it up to `most` times, and lets it end. Returns how often it was interrupted."""
    folder = tempfile.mkdtemp(prefix="skt-interruptions-")
    count = 0
    try:
        total = make_tree(rng, folder + "/tree")
        os.mkdir(folder + "/in")
        while count < most:
            limit, kind = rng.randrange(8, total), rng.choice(KINDS)
            *statuses, acted, said = attempt(tool, folder, limit, kind)
            if statuses == [0, 0]:
                break
            if not acted:
                sys.exit(f"it failed by itself: {statuses} {said}")
            count += 1
            for name in os.listdir(folder + "/in/tree") if os.path.isdir(folder + "/in/tree") else []:
                final = f"{folder}/in/tree/{name}"
                if os.path.isfile(final) and not name.endswith(".part"):
                    with open(final, "rb") as a, open(f"{folder}/tree/{name}", "rb") as b:
                        if a.read() != b.read():
                            sys.exit(f"{name} has its name after {kind} at {limit}, and is not whole")
        *statuses, _, said = attempt(tool, folder, 1 << 62, "cut")
        if statuses != [0, 0]:
            sys.exit(f"it does not end: {statuses} {said}")
        if contents(folder + "/tree") != contents(folder + "/in/tree"):
            sys.exit("what arrived is not what was sent")
    finally:
        shutil.rmtree(folder)
    return count


def main():
    count, seed, *tool = sys.argv[1:]
    seed = seed or str(random.randrange(1 << 32))
    rng = random.Random(int(seed))
    left, transfers = int(count), 0
    while left > 0:
        left -= interrupt_until(tool, rng, min(left, rng.randrange(1, 8)))
        transfers += 1
    print(f"{count} interruptions of {transfers} transfers, all resumed to the same bytes (seed {seed})")


if __name__ == "__main__":
    main()
