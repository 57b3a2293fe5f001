/* SPDX-License-Identifier: MIT */
#include "kinds.h"

static const kind streams[] = {
    {"TCP over IPv4", SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_TCP, SKT_ON_ALL, "127.0.0.1:0"},
    {"TCP over IPv6", SKT_AF_INET6, SKT_SOCK_STREAM, SKT_IPPROTO_TCP, SKT_ON_ALL, "[::1]:0"},
    {"MPTCP", SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, SKT_ON_LINUX, "127.0.0.1:0"},
    {"Unix stream", SKT_AF_UNIX, SKT_SOCK_STREAM, 0, SKT_ON_ALL, NULL},
    {"abstract Unix stream", SKT_AF_UNIX, SKT_SOCK_STREAM, 0, SKT_ON_LINUX, "@"},
    {"Unix sequenced packets", SKT_AF_UNIX, SKT_SOCK_SEQPACKET, 0, SKT_ON_UNIX, NULL},
};

static const kind datagrams[] = {
    {"UDP over IPv4", SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDP, SKT_ON_ALL, "127.0.0.1:0"},
    {"UDP over IPv6", SKT_AF_INET6, SKT_SOCK_DGRAM, SKT_IPPROTO_UDP, SKT_ON_ALL, "[::1]:0"},
    {"UDP-Lite", SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE, SKT_ON_LINUX | SKT_ON_FREEBSD | SKT_ON_OPENBSD,
     "127.0.0.1:0"},
    {"Unix datagrams", SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, SKT_ON_UNIX, NULL},
    {"abstract Unix datagrams", SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, SKT_ON_LINUX, "@"},
};

/* 0 if this machine has such sockets, else the error. */
static int lack_of(const kind *k)
{
    skt_addr addr;
    skt_socket s;
    int rc = skt_open(k->family, k->type, k->protocol, &s);
    if (rc < 0) return rc;

    /* A machine may know IPv6 and have no ::1. */
    if (k->family != SKT_AF_UNIX) {
        addr = address(k->address);
        rc = skt_bind(s, &addr);
    }
    skt_close(s);
    return rc;
}

static const kind *next(const kind *rows, size_t count, bool *told, const kind *last)
{
    for (const kind *k = last ? last + 1 : rows; k < rows + count; k++) {
        if (!(k->systems & host.system)) continue;
        int lack = lack_of(k);
        if (lack == 0) return k;
        if (!told[k - rows]) printf("SKIP %s: %s\n", k->name, skt_error_name(lack));
        told[k - rows] = true;
    }
    return NULL;
}

const kind *next_stream(const kind *last)
{
    static bool told[COUNT_OF(streams)];
    return next(streams, COUNT_OF(streams), told, last);
}

const kind *next_datagram(const kind *last)
{
    static bool told[COUNT_OF(datagrams)];
    return next(datagrams, COUNT_OF(datagrams), told, last);
}

const kind *next_channel(const kind *last)
{
    const kind *k = next_stream(last);
    while (k != NULL && (k->type != SKT_SOCK_STREAM || (k->family != SKT_AF_UNIX && !host.exports_over_any_stream)))
        k = next_stream(k);
    return k;
}

skt_addr kind_address(const kind *k)
{
    char path[TEMP_PATH_MAX];
    skt_addr addr;
    if (k->family != SKT_AF_UNIX) return address(k->address);
    temp_path(path);
    if (k->address)
        assert_ok(skt_addr_unix_abstract(path, strlen(path), &addr));
    else
        assert_ok(skt_addr_unix(path, &addr));
    return addr;
}

void leave_address(const skt_addr *addr)
{
    const char *path = skt_addr_unix_path(addr);
    if (path) remove(path);
}

skt_socket kind_open(const kind *k)
{
    skt_socket s;
    assert_ok(skt_open(k->family, k->type, k->protocol, &s));
    return s;
}

skt_socket kind_bound(const kind *k, skt_addr *here)
{
    skt_socket s = kind_open(k);
    *here = kind_address(k);
    assert_ok(skt_bind(s, here));
    if (k->type != SKT_SOCK_DGRAM) assert_ok(skt_listen(s, 16));
    assert_ok(skt_local_address(s, here));
    return s;
}

connection kind_connection(const kind *k)
{
    connection c;
    skt_addr here, there;
    if (k->type != SKT_SOCK_DGRAM) {
        skt_socket listening = kind_bound(k, &here);
        c.client = kind_open(k);
        assert_ok(skt_connect(c.client, &here));
        assert_ok(skt_accept(listening, 0, &c.server, NULL));
        skt_close(listening);
        leave_address(&here);
        return c;
    }
    c.client = kind_bound(k, &here);
    c.server = kind_bound(k, &there);
    assert_ok(skt_connect(c.client, &there));
    assert_ok(skt_connect(c.server, &here));
    leave_address(&here);
    leave_address(&there);
    return c;
}
