# SPDX-License-Identifier: MIT
"""exchange_ctypes.py MODULE_FOLDER LIBRARY: TCP and UDP with the module that was made of api.json, options set and read by their keys."""
import ctypes
import sys

sys.path.insert(0, sys.argv[1])
import skt_ctypes as skt  # noqa: E402

library = skt.load(sys.argv[2])
assert library.skt_version().decode()
assert skt.layouts_agree(library)


def opened(kind):
    s = skt_socket()
    assert library.skt_open(skt.SKT_AF_INET, kind, 0, ctypes.byref(s)) == 0
    return s.value


def skt_socket():
    return ctypes.c_int(-1)


def parsed(text):
    address = skt.skt_addr()
    assert library.skt_addr_parse(text, ctypes.byref(address)) == 0
    return address


def bound(s):
    any_port, local = parsed(b"127.0.0.1:0"), skt.skt_addr()
    assert library.skt_bind(s, ctypes.byref(any_port)) == 0
    assert library.skt_local_address(s, ctypes.byref(local)) == 0
    assert library.skt_addr_port(ctypes.byref(local)) > 0
    return local


def tcp():
    listener = opened(skt.SKT_SOCK_STREAM)
    address = bound(listener)
    assert library.skt_listen(listener, 5) == 0
    client, server = opened(skt.SKT_SOCK_STREAM), skt_socket()
    assert library.skt_connect_by(client, ctypes.byref(address), library.skt_deadline_in(20 * 10**9)) == 0
    assert library.skt_accept(listener, 0, ctypes.byref(server), None) == 0
    flag, span = ctypes.c_bool(False), ctypes.c_int64()
    assert library.skt_set_bool(client, skt.SKT_TCP_NODELAY, True) == 0
    assert library.skt_get_bool(client, skt.SKT_TCP_NODELAY, ctypes.byref(flag)) == 0 and flag.value
    assert library.skt_set_duration(client, skt.SKT_TCP_KEEPIDLE, 77 * 10**9) == 0
    assert library.skt_get_duration(client, skt.SKT_TCP_KEEPIDLE, ctypes.byref(span)) == 0 and span.value == 77 * 10**9
    room = ctypes.create_string_buffer(16)
    assert library.skt_send(client, b"hello", 5, 0) == 5
    assert library.skt_recv_all(server, room, 5, 0, library.skt_deadline_in(20 * 10**9), None) == 0 and room.value == b"hello"
    refused = library.skt_bind(client, ctypes.byref(address))
    assert refused == skt.SKT_EINVAL and library.skt_error_name(refused) == b"EINVAL"
    for s in (client, server, listener):
        assert library.skt_close(s) == 0


def udp():
    first, second = opened(skt.SKT_SOCK_DGRAM), opened(skt.SKT_SOCK_DGRAM)
    there, sender = bound(first), skt.skt_addr()
    assert library.skt_sendto(second, b"datagram", 8, 0, ctypes.byref(there)) == 8
    room = ctypes.create_string_buffer(16)
    assert library.skt_recvfrom(first, room, 16, 0, ctypes.byref(sender)) == 8 and room.value == b"datagram"
    assert library.skt_addr_port(ctypes.byref(sender)) > 0
    for s in (first, second):
        assert library.skt_close(s) == 0


tcp()
udp()
print("ctypes: TCP and UDP, SKT_TCP_NODELAY and SKT_TCP_KEEPIDLE by key")
