# SPDX-License-Identifier: MIT
"""The other side of `skt udp`, as it should not be: docs/udp-protocol.md.

udp_peer.py serve KIND                 a server; prints its address, and serves until it is ended
udp_peer.py attack KIND HOST PORT      a client; prints `sent BYTES` and `got BYTES`
udp_peer.py spoof KIND HOST PORT FROM  sends from an address that is not its own; prints `sent BYTES`
"""
import os
import socket
import struct
import sys

HELLO, CHALLENGE, PROBE, REPORT = 1, 2, 3, 4
COUNTED = 1
COOKIE = b"c" * 16


def head(kind, run, seq=0, flags=0, cookie=b"\0" * 16, version=1):
    return b"sktu" + struct.pack("!BBH16s8sI", version, kind, flags, cookie, run, seq)


def report(run, seq, length, order=1, copy=0, wild=False):
    if wild:
        return head(REPORT, run, seq, 0xffdf) + b"\xff" * 8 + struct.pack("!H", copy) + b"\xff" * 34
    return head(REPORT, run, seq, 7) + struct.pack("!IBBHHHqIIIIQ", length, 0, 64, 1, copy, 0, 0, order, 0, 0, order, 0)


def udp(host):
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)


def serve(kind):
    s = udp("127.0.0.1")
    s.bind(("127.0.0.1", 0))
    other = udp("127.0.0.1")
    other.bind(("127.0.0.1", 0))
    print("listening on 127.0.0.1:%d" % s.getsockname()[1], flush=True)
    order, kept = 0, None
    while True:
        data, peer = s.recvfrom(65535)
        flags, run, seq = struct.unpack("!H", data[6:8])[0], data[24:32], struct.unpack("!I", data[32:36])[0]
        if data[5] == HELLO:
            s.sendto(head(CHALLENGE, run, cookie=COOKIE, version=2 if kind == "version" else 1), peer)
            continue
        assert data[5] == PROBE and data[8:24] == COOKIE
        counted = flags & COUNTED
        order += counted
        answer = report(run, seq, len(data), order, 0xffff * (kind == "copies"), kind == "wild")
        if kind == "mute":
            continue
        if kind == "strange" and counted:
            for bad in (b"", b"sktu", os.urandom(200), head(REPORT, run, seq, version=2) + b"\0" * 44,
                        report(b"\0" * 8, seq, 80), head(9, run) + b"\0" * 80, head(REPORT, run, seq)):
                s.sendto(bad, peer)
        if kind == "third" and counted:
            other.sendto(report(run, seq, len(data), order, wild=True), peer)
            other.sendto(head(CHALLENGE, run, cookie=b"x" * 16), peer)
        if kind == "late" and counted:
            s.sendto(report(run, seq + 100, 80), peer)
        if kind == "swaps" and counted and kept is None:
            kept = answer
            continue
        s.sendto(answer, peer)
        if kind == "doubles" and counted:
            s.sendto(answer, peer)
        if kept is not None and counted:
            s.sendto(kept, peer)
            kept = None


class Client:
    def __init__(self, host, port):
        self.s, self.to, self.sent, self.got = udp(host), (host, int(port)), 0, 0
        self.s.settimeout(20)

    def send(self, data):
        self.sent += len(data)
        self.s.sendto(data, self.to)

    def receive(self):
        data = self.s.recv(65535)
        self.got += len(data)
        return data

    def cookie(self, run=b"abcdefgh"):
        self.send(head(HELLO, run) + b"\0" * 92)
        data = self.receive()
        assert data[5] == CHALLENGE and data[24:32] == run and len(data) == 36
        return data[8:24]


def probe(cookie, seq=0, size=80, report_len=0, copies=0, run=b"abcdefgh", flags=0):
    data = head(PROBE, run, seq, flags, cookie) + struct.pack("!IBBH", report_len, 0, 0, copies)
    return data + b"\0" * (size - len(data))


def nothing_more(c, cookie):
    """What came before this probe is answered before it, so that all that was is there."""
    c.send(probe(cookie, 77))
    while True:
        data = c.receive()
        if data[5] == REPORT and data[32:36] == struct.pack("!I", 77):
            return


def unasked(c):
    """Datagrams that no server answers."""
    yield b""
    yield b"sktu"
    yield os.urandom(1000)
    yield b"\0" * 65000
    for kind in (0, CHALLENGE, REPORT, 5, 255):
        yield head(kind, b"abcdefgh") + b"\0" * 92
    yield head(HELLO, b"abcdefgh", version=0) + b"\0" * 92
    yield head(HELLO, b"abcdefgh", version=2) + b"\0" * 92
    yield head(HELLO, b"abcdefgh") + b"\0" * 91


def attack(kind, host, port):
    c = Client(host, port)
    cookie = c.cookie()
    c.got = c.sent = 0
    if kind == "garbage":
        for data in unasked(c):
            c.send(data)
    elif kind == "no-cookie":
        c.send(probe(b"\0" * 16))
        c.send(probe(os.urandom(16)))
        for i in range(128):
            wrong = bytearray(cookie)
            wrong[i // 8] ^= 1 << i % 8
            c.send(probe(bytes(wrong)))
    elif kind == "replayed-cookie":
        other = Client(host, port)
        c.send(probe(other.cookie()))
    elif kind == "greedy":
        for size, report_len, copies in ((80, 65535, 1), (80, 80, 16), (1000, 1001, 1), (1000, 80, 65535),
                                         (1024, 80, 9), (200, 0xffffffff, 16), (80, 0, 0)):
            c.send(probe(cookie, 1, size, report_len, copies))
    elif kind == "flood":
        for i in range(1000):
            one = Client(host, port)
            one.send(head(HELLO, b"abcdefgh") + b"\0" * 92)
            c.sent += one.sent
            if i % 100 == 0:
                c.got += len(one.receive())
    elif kind == "runs":
        for i in range(2000):
            run = struct.pack("!Q", i)
            c.send(probe(cookie, i, run=run, flags=COUNTED))
            c.receive()
    elif kind == "counts":
        for seq in (0, 1, 1, 3, 2, 2, 2, 5000, 5000, 0xffffffff):
            c.send(probe(cookie, seq, flags=COUNTED))
        nothing_more(c, cookie)
        c.send(probe(cookie, 78))
        data = c.receive()
        print("received %d duplicates %d reordered %d" % struct.unpack("!III", data[56:68]))
    before = c.got
    c.sent -= 80
    nothing_more(c, cookie)
    print("sent", c.sent)
    print("got", c.got - 80 if kind != "flood" else before)


def spoof(kind, host, port, source):
    c = Client(host, port)
    cookie = c.cookie()
    level, name = (socket.IPPROTO_IPV6, 75) if ":" in host else (socket.IPPROTO_IP, 19)
    c.s = udp(host)
    c.s.setsockopt(level, name, 1)  # IPV6_TRANSPARENT, IP_TRANSPARENT
    c.s.bind((source, 4000))
    c.sent = 0
    for i in range(50):
        c.send(head(HELLO, b"abcdefgh") + b"\0" * 92 if kind == "hello" else probe(cookie, i, 1000, 1000))
    print("sent", c.sent)


{"serve": serve, "attack": attack, "spoof": spoof}[sys.argv[1]](*sys.argv[2:])
