#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""proxy_peers.py serve ADDRESS PORT: says "ready"; then takes one connection, and once its client has ended sending answers with
the client's address, a newline, and what the client sent.
proxy_peers.py ask ADDRESS PORT: asks there, prints the address that it is told, and fails unless all bytes came back."""
import random
import socket
import sys

role, place = sys.argv[1], (sys.argv[2], int(sys.argv[3]))


def receive_all(s):
    parts = []
    while part := s.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


if role == "serve":
    with socket.create_server(place) as listener:
        print("ready", flush=True)
        connection, client = listener.accept()
        connection.sendall(client[0].encode() + b"\n" + receive_all(connection))
        connection.close()
else:
    sent = random.Random(1).randbytes(5000000)
    with socket.create_connection(place, 60) as s:
        s.sendall(sent)
        s.shutdown(socket.SHUT_WR)
        told, came = receive_all(s).split(b"\n", 1)
    print(told.decode())
    sys.exit(came != sent)
