# SPDX-License-Identifier: MIT
"""bench_hostile.py NAME ADDRESS: a peer of `skt bench --serve` that keeps to no rules, by its name below. It ends with
0 if the server did as it should: closed the connection, refused, or answered nothing."""
import os
import select
import socket
import struct
import sys

HELLO, JOIN, LOOK, STOP = 1, 2, 3, 4
CHALLENGE, WELCOME, FIGURES, REFUSED = 64, 65, 66, 67
VERSION, FULL, PLAN, TOKEN = 1, 2, 3, 4
LENGTH, SHORT = 256, 48
FORTH, BACK = 1, 2
HOUR = 3600 * 10**9


def plan(directions=FORTH, ping=0, streams=1, stream=0, size=1000, total=0, span=10**9, interval=0, segments=0):
    return [directions, ping, streams, stream, size, total, span, interval, segments]


def message(kind, number=1, values=(), cookie=b"", token=b"", version=1):
    values = list(values) + [0] * (26 - len(values))
    return struct.pack(">8sHHI16s16s26Q", b"sktbench", version, kind, number, cookie, token, *values)


def data(token, number, size=1000):
    return struct.pack(">4sIQQq", b"sktd", 0, struct.unpack(">Q", token[:8])[0], number, 0) + bytes(size - 32)


class Answer:
    def __init__(self, text):
        assert len(text) in (LENGTH, SHORT), len(text)
        magic, version, self.kind, self.number, self.cookie, self.token = struct.unpack(">8sHHI16s16s", text[:SHORT])
        assert magic == b"sktbench" and version == 1


def address():
    host, port = sys.argv[2].rsplit(":", 1)
    return host, int(port)


# Streams.


def connect():
    s = socket.create_connection(address(), 50)
    s.settimeout(50)
    return s


def take(s):
    text = b""
    while len(text) < LENGTH:
        piece = s.recv(LENGTH - len(text))
        assert piece, "the server closed instead of answering"
        text += piece
    return Answer(text)


def ask(s, *arguments, **more):
    s.sendall(message(*arguments, **more))
    return take(s)


def must_close(s):
    try:
        while s.recv(65536):
            pass
    except ConnectionError:
        pass


def must_refuse(s, why, *arguments, **more):
    answer = ask(s, *arguments, **more)
    assert (answer.kind, answer.number) == (REFUSED, why), (answer.kind, answer.number)
    must_close(s)


def session(**more):
    s = connect()
    answer = ask(s, HELLO, values=plan(**more))
    assert answer.kind == WELCOME, (answer.kind, answer.number)
    return s, answer.token


def joined(token, stream=0):
    s = connect()
    assert ask(s, JOIN, values=plan(stream=stream), token=token).kind == WELCOME
    return s


def garbage():
    s = connect()
    s.sendall(os.urandom(LENGTH))
    must_close(s)


def another_protocol():
    s = connect()
    s.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + bytes(LENGTH))
    must_close(s)


def wrong_version():
    must_refuse(connect(), VERSION, HELLO, values=plan(), version=2)
    must_refuse(connect(), VERSION, JOIN, version=2)


def silent():
    must_close(connect())
    s = connect()
    s.sendall(message(HELLO, values=plan())[:100])
    must_close(s)


def silent_later():
    s, token = session(directions=BACK)
    stream = connect()
    stream.sendall(message(JOIN, values=plan(), token=token))
    must_close(s)
    must_close(stream)


def endless_greeting():
    s = connect()
    try:
        while True:
            s.sendall(bytes(65536))
    except ConnectionError:
        pass


def endless_data():
    s, token = session()
    stream = joined(token)
    stream.sendall(bytes(1 << 20))
    s.close()
    try:
        while True:
            stream.sendall(bytes(65536))
    except ConnectionError:
        pass


def huge_sizes():
    huge = 2**64 - 1
    for values in (
        plan(size=huge), plan(size=2**40), plan(size=2**20 + 1), plan(size=0), plan(ping=1, size=31), plan(ping=2),
        plan(streams=huge), plan(streams=33), plan(streams=0), plan(span=huge), plan(span=HOUR + 1),
        plan(total=huge), plan(interval=huge), plan(segments=huge), plan(segments=65), plan(directions=0),
        plan(directions=4), [huge] * 26,
    ):
        must_refuse(connect(), PLAN, HELLO, values=values)


def reset_in_the_middle():
    s, token = session(streams=2)
    for stream in (0, 1):
        one = joined(token, stream)
        one.sendall(bytes(100000))
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.close()
    assert ask(s, LOOK).kind == FIGURES
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


def unknown_token():
    must_refuse(connect(), TOKEN, JOIN, token=os.urandom(16))
    must_refuse(connect(), TOKEN, JOIN)


def stream_twice():
    s, token = session(streams=2)
    kept = joined(token)
    must_refuse(connect(), TOKEN, JOIN, values=plan(stream=0), token=token)
    must_refuse(connect(), TOKEN, JOIN, values=plan(stream=2), token=token)
    must_refuse(connect(), TOKEN, JOIN, values=plan(stream=2**63), token=token)
    must_refuse(connect(), TOKEN, JOIN, values=plan(stream=1, total=2**64 - 1), token=token)
    kept.close()
    s.close()


def nonsense_in_a_session():
    s, _ = session()
    s.sendall(message(99))
    must_close(s)


def too_many_sessions():
    sessions = [session()[0] for _ in range(16)]
    must_refuse(connect(), FULL, HELLO, values=plan())
    for s in sessions:
        s.close()


# Datagrams. The server takes them in their order, so that the answer to what is sent last shows that there was none to
# what was sent before it.


def datagram_socket(at="127.0.0.1"):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((at, 0))
    s.settimeout(50)
    return s


def say(s, text):
    s.sendto(text, address())


def hear(s):
    text = s.recv(65536)
    return Answer(text), len(text)


def must_be_silent(s):
    """Nothing of what was sent is answered but this greeting, and that by less than it has."""
    say(s, message(HELLO, number=77, values=plan()))
    answer, length = hear(s)
    assert (answer.kind, answer.number) == (CHALLENGE, 77), (answer.kind, answer.number)
    assert length == SHORT
    return answer.cookie


def ask_datagram(s, *arguments, **more):
    say(s, message(*arguments, **more))
    return hear(s)[0]


def proven(s, kind=HELLO, **more):
    cookie = must_be_silent(s)
    return ask_datagram(s, kind, number=5, cookie=cookie, **more)


def udp_garbage():
    s = datagram_socket()
    for size in (0, 1, 8, 47, 48, 49, 255, 256, 257, 1200, 20000):
        say(s, os.urandom(size))
        say(s, b"sktbench" + os.urandom(max(size - 8, 0)))
        say(s, b"sktd" + os.urandom(max(size - 4, 0)))
        must_be_silent(s)


def udp_short():
    s = datagram_socket()
    for size in (SHORT, SHORT + 1, LENGTH - 1, LENGTH + 1):
        say(s, (message(HELLO, values=plan()) + bytes(8))[:size])
    must_be_silent(s)


def udp_wrong_version():
    answer = proven(datagram_socket(), version=2)
    assert (answer.kind, answer.number) == (REFUSED, VERSION)


def udp_wrong_cookie():
    s = datagram_socket()
    for kind in (HELLO, JOIN):
        say(s, message(kind, values=plan(), cookie=os.urandom(16)))
    must_be_silent(s)


def udp_replayed_cookie():
    s, other = datagram_socket(), datagram_socket()
    cookie = must_be_silent(s)
    say(other, message(HELLO, values=plan(), cookie=cookie))
    must_be_silent(other)
    assert ask_datagram(s, HELLO, values=plan(), cookie=cookie).kind == WELCOME


def udp_no_session():
    s = datagram_socket()
    for kind in (LOOK, STOP, 5, CHALLENGE, WELCOME, FIGURES, REFUSED, 99):
        say(s, message(kind))
    say(s, data(os.urandom(16), 0))
    must_be_silent(s)


def udp_huge_sizes():
    huge = 2**64 - 1
    for values in (plan(size=huge), plan(size=65508), plan(size=31), plan(streams=huge), plan(span=huge), [huge] * 26):
        answer = proven(datagram_socket(), values=values)
        assert (answer.kind, answer.number) == (REFUSED, PLAN), (answer.kind, answer.number)


def udp_foreign_data():
    s, stream = datagram_socket(), datagram_socket()
    token = proven(s, values=plan()).token
    assert proven(stream, JOIN, values=plan(), token=token).kind == WELCOME
    for number in (0, 1, 2**64 - 1, 2**63):
        say(stream, data(os.urandom(16), number))
        say(s, data(token, number))
    say(s, message(LOOK, number=9, token=token))
    text = s.recv(65536)
    received = struct.unpack(">26Q", text[SHORT:])[5]
    assert received == 0, received


def udp_wild_numbers():
    s, stream = datagram_socket(), datagram_socket()
    token = proven(s, values=plan()).token
    assert proven(stream, JOIN, values=plan(), token=token).kind == WELCOME
    for number in (2**64 - 1, 0, 2**63, 8192, 8191, 2**64 - 2, 0):
        say(stream, data(token, number))
    assert ask_datagram(s, LOOK, number=9, token=token).kind == FIGURES


def udp_stolen_address():
    """Who has a client's address and not its token can neither end its session nor learn of it."""
    s = datagram_socket()
    token = proven(s, values=plan()).token
    for kind in (LOOK, STOP, 5, CHALLENGE, WELCOME, FIGURES, REFUSED, 99):
        for wrong in (b"", os.urandom(16), token[:8] + os.urandom(8)):
            say(s, message(kind, number=8, token=wrong))
    for kind in (CHALLENGE, WELCOME, FIGURES, REFUSED, 99):
        say(s, message(kind, number=8, token=token))
    answer = ask_datagram(s, LOOK, number=9, token=token)
    assert (answer.kind, answer.number) == (FIGURES, 9), (answer.kind, answer.number)


def udp_silent_later():
    """What is sent back ends when the client is silent, though others who claim its address are not."""
    s, stream = datagram_socket(), datagram_socket()
    token = proven(s, values=plan(directions=BACK, span=HOUR, interval=10**9)).token
    say(stream, message(HELLO, number=77))
    cookie = hear(stream)[0].cookie
    say(stream, message(JOIN, number=5, values=plan(), token=token, cookie=cookie))
    stream.recv(65536)
    while select.select([stream], [], [], 2)[0]:
        stream.recv(65536)
        say(s, message(LOOK))
        say(stream, data(os.urandom(16), 0))


def udp_too_many_sessions():
    sockets = [datagram_socket() for _ in range(17)]
    answers = [proven(s, values=plan()) for s in sockets]
    kinds = [answer.kind for answer in answers]
    assert kinds == [WELCOME] * 16 + [REFUSED], kinds
    for s, answer in zip(sockets, answers):
        say(s, message(5, token=answer.token))


def udp_spoofed():
    """To an address that others claim goes no more than they sent, and nothing but challenges; needs a raw socket."""
    victim, attacker = datagram_socket("127.0.0.9"), datagram_socket()
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    cookie = must_be_silent(attacker)
    token = ask_datagram(attacker, HELLO, values=plan(directions=BACK), cookie=cookie).token
    sent = 0

    def spoof(text):
        nonlocal sent
        udp = struct.pack(">HHHH", victim.getsockname()[1], address()[1], 8 + len(text), 0) + text
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0,
                         socket.inet_aton("127.0.0.9"), socket.inet_aton("127.0.0.1"))
        raw.sendto(ip + udp, address())
        sent += len(text)

    for number in range(20):
        for stolen in (cookie, os.urandom(16)):
            spoof(message(HELLO, number=number, values=plan(directions=BACK), cookie=stolen))
            spoof(message(JOIN, number=number, values=plan(), token=token, cookie=stolen))
        for kind in (LOOK, STOP):
            spoof(message(kind, number=number, token=token))
        spoof(data(token, number))
        spoof(message(HELLO)[:SHORT])
    must_be_silent(victim)
    sent = 0
    for number in range(20):
        spoof(message(HELLO, number=number, values=plan(directions=BACK)))
        spoof(message(JOIN, number=number, values=plan(), token=token))
    got = 0
    for _ in range(40):
        answer, length = hear(victim)
        assert answer.kind == CHALLENGE
        got += length
    must_be_silent(victim)
    assert got * 5 < sent, (got, sent)


globals()[sys.argv[1].replace(" ", "_")]()
