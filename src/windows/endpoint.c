/* SPDX-License-Identifier: MIT */
/* The ends of a socket on Windows: its own address, by which it is found, and that of its peer. */
#include "sys.h"

int skt_bind(skt_socket s, const skt_addr *addr)
{
    return SKT__RESULT(bind(s, skt__sockaddr(addr), (int)addr->len));
}

/* SO_REUSEADDR would let it take an address that is in use. */
int skt_reuse_address(skt_socket s)
{
    int type;
    return skt__sockopt_get_int(s, SOL_SOCKET, SO_TYPE, &type);
}

/* A plain backlog is cut to 200. A greater one is given as a hint, SOMAXCONN_HINT, which is its negative. */
#define PLAIN_BACKLOG_MAX 200
#define HINT_MAX          65535

int skt_listen(skt_socket s, int backlog)
{
    bool is_hint = backlog < 0 || backlog > PLAIN_BACKLOG_MAX;
    if (backlog < 0 || backlog > HINT_MAX) backlog = HINT_MAX;
    return SKT__RESULT(listen(s, is_hint ? -backlog : backlog));
}

int skt_local_address(skt_socket s, skt_addr *out)
{
    int len = sizeof out->storage;
    if (!SKT__SUCCEEDS(getsockname(s, skt__sockaddr_out(out), &len))) return skt__socket_code();
    skt__received(out, len);
    return 0;
}

int skt_peer_address(skt_socket s, skt_addr *out)
{
    int len = sizeof out->storage;
    if (!SKT__SUCCEEDS(getpeername(s, skt__sockaddr_out(out), &len))) return skt__socket_code();
    skt__received(out, len);
    return 0;
}
