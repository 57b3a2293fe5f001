#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A peer for the tests that speaks the transfer format step by step, well or badly; and a proxy between two tools.

    peer.py connect ADDRESS STEP...     does the steps as a client
    peer.py crowd COUNT ADDRESS STEP... the same as so many clients; NUMBER in a step is the client's
    peer.py listen STEP...              prints "listening on ADDRESS", takes one connection, does the steps
    peer.py proxy ADDRESS LIMIT[+]      passes one connection on; after LIMIT bytes from the client it cuts both
                                        ends, or with a + holds back the rest until there is a file named "go"

A step is one of these; in texts \\xHH stands for a byte:

    hello                the preamble              raw:TEXT            these bytes
    file:LENGTH:NAME     message F                 start:OFFSET        message S
    whole:LENGTH:NAME    message F of a whole file folder:NAME         message M
    link:NAME:TARGET     message L                 up                  message U
    endless:NAME         message F without length  hole:LENGTH         message H
    ready:OFFSET         message R, checksum 0     check               message C, checksum 0
    done  end  wait      messages D, E and W       refused:TEXT        message X
    bytes:COUNT          message B and zero bytes  piece:COUNT         message B alone
    zeros:COUNT          so many zero bytes        shut                ends sending
    take                 receives a preamble       hear                receives a message and prints it
    hear_last            receives messages W and then another one, which it prints
    hear_refusal         receives messages until X, which it prints
    idle                 waits for the other end to close
    connected            prints that
    until:FILE           waits until there is that file
    reset                closes with a reset
    trickle              sends a zero byte four times a second until the other end closes
"""
import os
import re
import select
import socket
import struct
import sys
import threading
import time

PREAMBLE = b"\x89skt\r\n\x1a\x02"
NOTHING = bytes(15)  # no details


def unescape(text):
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), os.fsencode(text))


def message(letter, body=b""):
    return letter + struct.pack(">H", len(body)) + body


def receive(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def hear(connection):
    letter, length = struct.unpack(">cH", receive(connection, 3))
    body = receive(connection, length)
    if letter == b"R":
        return "R %d" % struct.unpack(">Q", body[:8])
    if letter == b"D":
        return "D %d" % struct.unpack(">L", body)
    return (letter + b" " + body).decode("utf-8", "backslashreplace").strip()


def to_send(step):
    """The bytes of a step that sends; None for one that does not."""
    verb, _, rest = step.partition(":")
    if verb == "file":
        length, _, name = rest.partition(":")
        return message(b"F", NOTHING + struct.pack(">Q", int(length)) + unescape(name))
    if verb == "whole":
        length, _, name = rest.partition(":")
        return message(b"F", b"\x08" + NOTHING[1:] + struct.pack(">Q", int(length)) + unescape(name))
    if verb == "link":
        name, _, target = rest.partition(":")
        return message(b"L", NOTHING + bytes([len(unescape(name))]) + unescape(name) + unescape(target))
    return {
        "hello": lambda: PREAMBLE,
        "raw": lambda: unescape(rest),
        "start": lambda: message(b"S", struct.pack(">Q", int(rest))),
        "ready": lambda: message(b"R", struct.pack(">Q", int(rest)) + bytes(16)),
        "check": lambda: message(b"C", bytes(16)),
        "folder": lambda: message(b"M", NOTHING + unescape(rest)),
        "endless": lambda: message(b"F", b"\x04" + NOTHING[1:] + bytes(8) + unescape(rest)),
        "up": lambda: message(b"U"),
        "hole": lambda: message(b"H", struct.pack(">Q", int(rest))),
        "piece": lambda: message(b"B", struct.pack(">Q", int(rest))),
        "zeros": lambda: bytes(int(rest)),
        "done": lambda: message(b"D", struct.pack(">L", int(rest or 1))),
        "end": lambda: message(b"E"),
        "wait": lambda: message(b"W"),
        "refused": lambda: message(b"X", unescape(rest)),
        "bytes": lambda: message(b"B", struct.pack(">Q", int(rest))) + bytes(int(rest)),
    }.get(verb, lambda: None)()


def do(connection, step):
    data = to_send(step)
    if data is not None:
        connection.sendall(data)
    elif step == "take":
        receive(connection, len(PREAMBLE))
    elif step == "hear":
        print(hear(connection), flush=True)
    elif step == "hear_last":
        said = hear(connection)
        while said == "W":
            said = hear(connection)
        print(said, flush=True)
    elif step == "hear_refusal":
        said = hear(connection)
        while said[0] != "X":
            said = hear(connection)
        print(said, flush=True)
    elif step == "shut":
        connection.shutdown(socket.SHUT_WR)
    elif step == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    elif step == "connected":
        os.write(1, b"connected\n")
    elif step == "trickle":
        while not select.select([connection], [], [], 0.25)[0]:
            connection.sendall(b"\0")
    elif step.startswith("until:"):
        while not os.path.exists(step[6:]):
            time.sleep(0.01)
    elif step == "idle":
        while connection.recv(65536):
            pass
    else:
        sys.exit("peer.py has no step " + step)


def converse(connection, steps):
    for step in steps:
        try:
            do(connection, step)
        except (EOFError, ConnectionError) as error:
            print("the connection ended at", step, type(error).__name__, flush=True)
            break
    connection.close()


def listen():
    listener = socket.create_server(("127.0.0.1", 0))
    print("listening on %s:%d" % listener.getsockname(), flush=True)
    connection, _ = listener.accept()
    return connection


def connect(address):
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address[5:])
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)))


def proxy(address, limit):
    hold = limit.endswith("+")
    limit = int(limit.rstrip("+"))
    client = listen()
    server = connect(address)
    passed = 0
    open_ends = [client, server]
    while client in open_ends or server in open_ends:
        for source in select.select(open_ends, [], [])[0]:
            to_server = source is client
            if to_server and passed == limit and hold:
                while not os.path.exists("go"):
                    time.sleep(0.01)
                limit = 1 << 63
            try:
                data = source.recv(min(65536, limit - passed) if to_server else 65536)
                (server if to_server else client).sendall(data)
            except ConnectionError:
                data = b""
            passed += len(data) if to_server else 0
            if not data:
                open_ends.remove(source)
                try:
                    (server if to_server else client).shutdown(socket.SHUT_WR)
                except OSError:
                    pass
        if passed == limit and not hold:
            break
    for end in (client, server):
        end.close()
    print("passed", passed, flush=True)


def main():
    mode, *rest = sys.argv[1:]
    if mode == "connect":
        converse(connect(rest[0]), rest[1:])
    elif mode == "crowd":
        count, address, *steps = rest
        for i in range(int(count)):
            own = [step.replace("NUMBER", str(i)) for step in steps]
            threading.Thread(target=converse, args=(connect(address), own)).start()
    elif mode == "listen":
        converse(listen(), rest)
    elif mode == "proxy":
        proxy(*rest)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
