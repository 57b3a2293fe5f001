/* SPDX-License-Identifier: MIT */
/* Local and peer addresses on Unix. */
#include "sys.h"

int skt_bind(skt_socket s, const skt_addr *addr)
{
    skt_addr whole;
    if (skt__is_short_link(addr)) addr = skt__whole_link(addr, &whole);
    return skt__result(bind(s, skt__sockaddr(addr), addr->len));
}

int skt_reuse_address(skt_socket s)
{
    int type;
    const int on = 1;
    int rc = skt__sockopt_get_int(s, SOL_SOCKET, SO_TYPE, &type);
    return rc < 0 || type != SOCK_STREAM ? rc : skt__sockopt_set(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

int skt_listen(skt_socket s, int backlog)
{
    return skt__result(listen(s, backlog));
}

int skt_local_address(skt_socket s, skt_addr *out)
{
    socklen_t len = sizeof out->storage;
    int rc = getsockname(s, skt__sockaddr_out(out), &len);
    if (skt__is_odd(len) && rc < 0) return skt__socket_code();
    skt__received(out, len);
    return 0;
}

int skt_peer_address(skt_socket s, skt_addr *out)
{
    socklen_t len = sizeof out->storage;
    int rc = getpeername(s, skt__sockaddr_out(out), &len);
    if (skt__is_odd(len) && rc < 0) return skt__socket_code();
    skt__received(out, len);
    return 0;
}
