/* SPDX-License-Identifier: MIT */
#include "connect.h"

#include "overlapped.h"

void skt__refuse_at_once(skt_socket s)
{
    TCP_INITIAL_RTO_PARAMETERS once = {
        .Rtt = TCP_INITIAL_RTO_UNSPECIFIED_RTT,
        .MaxSynRetransmissions = TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS,
    };
    skt__ioctl(s, SIO_TCP_INITIAL_RTO, &once, sizeof once, NULL, NULL);
}

/* ConnectEx wants a socket that has an address; connect gives it one. */
static int bind_if_unbound(skt_socket s, int family)
{
    static const uint8_t any[16] = {0};
    skt_addr local;
    if (skt_local_address(s, &local) != SKT_EINVAL) return 0;
    if (family == AF_INET6)
        skt_addr_ipv6(any, 0, 0, &local);
    else
        skt_addr_ipv4(any, 0, &local);
    return skt_bind(s, &local);
}

int skt__connect_ex(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    skt__function connect_ex;
    int rc = skt__find_extension(s, SKT__CONNECT_EX, &connect_ex);
    if (rc == 0) rc = bind_if_unbound(s, skt_addr_family(addr));
    if (rc < 0) return rc;
    if (skt_addr_is_loopback(addr)) skt__refuse_at_once(s);

    skt__overlapped call;
    rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    const struct sockaddr *to = skt__sockaddr(addr);
    bool done = ((LPFN_CONNECTEX)connect_ex)(s, to, (int)addr->len, NULL, 0, NULL, &call.overlapped);
    rc = (int)skt__overlapped_end(&call, s, done, 0, deadline);
    return rc < 0 ? rc : skt__sockopt_set(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0);
}

/* By select, which has always told of failed connects. It waits for less than an hour at once. */
int skt__wait_connected(skt_socket s, skt_deadline deadline)
{
    for (;;) {
        fd_set connected = {.fd_count = 1, .fd_array = {s}}, failed = connected;
        skt_duration left = skt__remaining(deadline);
        int64_t microseconds = (left < SKT_SECONDS(3600) ? left : SKT_SECONDS(3600)) / 1000 + 1;
        struct timeval wait = {.tv_sec = (long)(microseconds / 1000000), .tv_usec = (long)(microseconds % 1000000)};
        int ready = select(0, NULL, &connected, &failed, &wait);
        if (ready != 0) return ready < 0 ? skt__socket_code() : 0;
        if (skt__remaining(deadline) == 0) return SKT_ETIMEDOUT;
    }
}
