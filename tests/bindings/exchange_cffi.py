# SPDX-License-Identifier: MIT
"""exchange_cffi.py CDEF LIBRARY: TCP and UDP by cffi without a compiler, with the declarations that were made of api.json."""
import sys

import cffi

ffi = cffi.FFI()
with open(sys.argv[1]) as declarations:
    ffi.cdef(declarations.read())
skt = ffi.dlopen(sys.argv[2])


def layout(number):
    count = ffi.new("size_t *")
    return list(skt.skt_layout(number, count)[0:count[0]])


def opened(kind):
    s = ffi.new("skt_socket *")
    assert skt.skt_open(skt.SKT_AF_INET, kind, 0, s) == 0
    return s[0]


def parsed(text):
    address = ffi.new("skt_addr *")
    assert skt.skt_flat_addr_parse(text, len(text), address) == 0
    return address


def bound(s):
    local = ffi.new("skt_addr *")
    assert skt.skt_bind(s, parsed(b"127.0.0.1:0")) == 0
    assert skt.skt_local_address(s, local) == 0
    return local


def option(s, number, kind, value):
    """Sets an option by its number, and what is then read."""
    read, size = ffi.new(f"{ffi.typeof(value).item.cname} *"), ffi.new("size_t *", ffi.sizeof(ffi.typeof(value).item))
    assert skt.skt_flat_set(s, number, kind, value, size[0]) == 0
    assert skt.skt_flat_get(s, number, kind, read, size) == 0
    return read[0]


def tcp():
    listener, client, server = opened(skt.SKT_SOCK_STREAM), opened(skt.SKT_SOCK_STREAM), ffi.new("skt_socket *")
    address, soon = bound(listener), skt.skt_flat_deadline_in(20 * 10**9)
    assert skt.skt_listen(listener, 5) == 0
    assert skt.skt_flat_connect_by(client, address, soon) == 0
    assert skt.skt_accept(listener, 0, server, ffi.NULL) == 0
    assert option(client, skt.SKT_N_TCP_NODELAY, skt.SKT_KIND_BOOL, ffi.new("uint8_t *", 1)) == 1
    assert option(client, skt.SKT_N_TCP_KEEPIDLE, skt.SKT_KIND_DURATION, ffi.new("int64_t *", 77 * 10**9)) == 77 * 10**9
    assert skt.skt_flat_set(client, skt.SKT_N_TCP_NODELAY, skt.SKT_KIND_INT, ffi.new("int64_t *", 1), 8) == skt.SKT_EINVAL
    room = ffi.new("char[16]")
    assert skt.skt_send(client, b"hello", 5, 0) == 5
    assert skt.skt_flat_recv_all(server[0], room, 5, 0, soon, ffi.NULL) == 0 and ffi.string(room) == b"hello"
    for s in (client, server[0], listener):
        assert skt.skt_close(s) == 0


def udp():
    first, second = opened(skt.SKT_SOCK_DGRAM), opened(skt.SKT_SOCK_DGRAM)
    there, sender, room = bound(first), ffi.new("skt_addr *"), ffi.new("char[16]")
    assert skt.skt_sendto(second, b"datagram", 8, 0, there) == 8
    assert skt.skt_recvfrom(first, room, 16, 0, sender) == 8 and ffi.string(room) == b"datagram"
    assert skt.skt_addr_port(sender) > 0
    for s in (first, second):
        assert skt.skt_close(s) == 0


# What cffi makes of the declarations is as the library has it.
for structure in ("skt_addr", "skt_pollfd", "skt_datagram"):
    assert any(numbers[:1] == [ffi.sizeof(structure)] for numbers in map(layout, range(64))), structure
tcp()
udp()
print("cffi: TCP and UDP, SKT_TCP_NODELAY and SKT_TCP_KEEPIDLE by number")
