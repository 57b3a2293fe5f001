#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""mdns_peer.py NAME ADDRESS...: answers multicast DNS queries for a name on the interface of each address, with that address,
as RFC 6762 wants it for one-shot queries: to the asker alone, with the question repeated. Says "ready" when it does."""
import select
import socket
import sys

name, addresses = sys.argv[1], sys.argv[2:]
question = b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0\0\1\0\1"


def responder(address):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.setsockopt(socket.IPPROTO_IP, 49, 0)  # IP_MULTICAST_ALL: groups of this socket alone
    s.bind(("224.0.0.251", 5353))
    here = socket.inet_aton(address)
    s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("224.0.0.251") + here)
    t = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    t.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    t.bind((address, 5353))
    return s, (t, here)


responders = dict(responder(address) for address in addresses)
print("ready", flush=True)
while True:
    for s in select.select(list(responders), [], [])[0]:
        query, asker = s.recvfrom(9000)
        if query[12:] != question:
            continue
        sender, address = responders[s]
        record = b"\xc0\x0c\0\1\0\1" + (10).to_bytes(4, "big") + b"\0\4" + address
        sender.sendto(query[:2] + b"\x84\0\0\1\0\1\0\0\0\0" + question + record, asker)
