/* SPDX-License-Identifier: MIT */
/* Local and peer addresses on Windows. */
#include "sys.h"

int skt_bind(skt_socket s, const skt_addr *addr)
{
    return SKT__RESULT(bind(s, skt__sockaddr(addr), (int)addr->len));
}

/* Nothing to set: on Windows SO_REUSEADDR would allow binding an address that is in use. */
int skt_reuse_address(skt_socket s)
{
    int type;
    return skt__sockopt_get_int(s, SOL_SOCKET, SO_TYPE, &type);
}

/* Windows reduces a plain backlog to 200. SOMAXCONN_HINT, the negative number, allows more. */
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
