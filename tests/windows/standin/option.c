/* SPDX-License-Identifier: MIT */
/*
 * getsockopt and setsockopt: a row for each option that the system below lacks, or whose answers Windows gives in
 * another form. Everything else is the system's below. Sizes, ranges and ages are those of the tables "SOL_SOCKET
 * socket options", "IPPROTO_TCP ...", "IPPROTO_UDP ...", "IPPROTO_IP ..." and "IPPROTO_IPV6 socket options" of
 * Microsoft.
 */
#include "kernel.h"

#include <limits.h>

enum form { BOOLEAN_FORM, NUMBER, GIVEN };
enum place { KEPT, BOTH, BELOW }; /* kept here; here and, if it takes it, below; below */
enum sockets { ANY, TCP, UDP };

typedef struct option_row {
    int level, name;
    enum form form;
    enum place place;
    enum sockets sockets;
    unsigned since;
    int initial, least, most;
} option_row;

#define FLAG(level, name, place, sockets) {level, name, BOOLEAN_FORM, place, sockets, 0, 0, INT_MIN, INT_MAX}
#define KEPT_NUMBER(level, name, sockets, since, initial, least, most) \
    {level, name, NUMBER, KEPT, sockets, since, initial, least, most}
/* A structure that can only be set. */
#define GIVEN_BYTES(level, name, size) {level, name, GIVEN, KEPT, ANY, 0, size, 0, 0}

static const option_row rows[] = {
    FLAG(SOL_SOCKET, SO_ACCEPTCONN, BELOW, ANY),
    FLAG(SOL_SOCKET, SO_REUSEADDR, BELOW, ANY),
    FLAG(SOL_SOCKET, SO_EXCLUSIVEADDRUSE, BELOW, ANY),
    FLAG(SOL_SOCKET, SO_KEEPALIVE, BELOW, ANY),
    FLAG(SOL_SOCKET, SO_BROADCAST, BELOW, ANY),
    FLAG(SOL_SOCKET, SO_OOBINLINE, BELOW, ANY),
    FLAG(SOL_SOCKET, STANDIN_SO_RANDOMIZE_PORT, KEPT, ANY),
    FLAG(SOL_SOCKET, STANDIN_SO_PORT_SCALABILITY, KEPT, ANY),
    FLAG(SOL_SOCKET, STANDIN_SO_REUSE_UNICASTPORT, KEPT, ANY),
    FLAG(SOL_SOCKET, STANDIN_SO_REUSE_MULTICASTPORT, KEPT, UDP),
    FLAG(SOL_SOCKET, SO_CONDITIONAL_ACCEPT, KEPT, TCP),
    FLAG(SOL_SOCKET, STANDIN_SO_PAUSE_ACCEPT, KEPT, TCP),
    KEPT_NUMBER(SOL_SOCKET, STANDIN_SO_COMPARTMENT_ID, ANY, 0, 1, 0, INT_MAX),

    FLAG(IPPROTO_TCP, TCP_NODELAY, BELOW, TCP),
    FLAG(IPPROTO_TCP, TCP_EXPEDITED_1122, KEPT, TCP),
    FLAG(IPPROTO_TCP, TCP_BSDURGENT, KEPT, TCP),
    FLAG(IPPROTO_TCP, STANDIN_TCP_TIMESTAMPS, KEPT, TCP),
    FLAG(IPPROTO_TCP, STANDIN_TCP_FAIL_CONNECT_ON_ICMP_ERROR, KEPT, TCP),
    KEPT_NUMBER(IPPROTO_TCP, STANDIN_TCP_MAXRTMS, TCP, 0, 21000, -1, INT_MAX),
    {IPPROTO_TCP, STANDIN_TCP_FASTOPEN, BOOLEAN_FORM, KEPT, TCP, 14393, 0, INT_MIN, INT_MAX},
    KEPT_NUMBER(IPPROTO_TCP, STANDIN_TCP_KEEPIDLE, TCP, 16299, 7200, 1, INT_MAX),
    KEPT_NUMBER(IPPROTO_TCP, STANDIN_TCP_KEEPINTVL, TCP, 16299, 1, 1, INT_MAX),
    KEPT_NUMBER(IPPROTO_TCP, STANDIN_TCP_KEEPCNT, TCP, 15063, 10, 1, 255),
    KEPT_NUMBER(IPPROTO_TCP, STANDIN_TCP_MAXRT, TCP, 0, 21, -1, INT_MAX),
    KEPT_NUMBER(IPPROTO_TCP, STANDIN_TCP_MAXSEG, TCP, 0, 65483, 1, 0),

    KEPT_NUMBER(IPPROTO_UDP, STANDIN_UDP_SEND_MSG_SIZE, UDP, 19041, 0, 0, 65535),
    KEPT_NUMBER(IPPROTO_UDP, STANDIN_UDP_RECV_MAX_COALESCED_SIZE, UDP, 19041, 0, 0, 65535),

    FLAG(IPPROTO_UDP, UDP_NOCHECKSUM, KEPT, UDP),
    FLAG(IPPROTO_IP, IP_RECEIVE_BROADCAST, KEPT, UDP),
    FLAG(IPPROTO_IP, STANDIN_IP_ORIGINAL_ARRIVAL_IF, KEPT, UDP),
    FLAG(IPPROTO_IP, STANDIN_IP_RECVERR, KEPT, UDP),
    FLAG(IPPROTO_IPV6, STANDIN_IP_RECVERR, KEPT, UDP),
    FLAG(IPPROTO_IP, IP_DONTFRAGMENT, KEPT, UDP),
    FLAG(IPPROTO_IP, IP_HDRINCL, BELOW, ANY),
    FLAG(IPPROTO_IP, IP_MULTICAST_LOOP, BELOW, ANY),
    FLAG(IPPROTO_IP, IP_PKTINFO, BOTH, UDP),
    FLAG(IPPROTO_IP, IP_RECVTTL, BOTH, UDP),
    FLAG(IPPROTO_IP, IP_HOPLIMIT, BOTH, UDP),
    FLAG(IPPROTO_IP, IP_RECVTOS, BOTH, UDP),
    {IPPROTO_IP, STANDIN_IP_RECVECN, BOOLEAN_FORM, KEPT, UDP, 20348, 0, INT_MIN, INT_MAX},
    KEPT_NUMBER(IPPROTO_IP, IP_UNICAST_IF, ANY, 0, 0, INT_MIN, INT_MAX),
    KEPT_NUMBER(IPPROTO_IP, IP_MTU_DISCOVER, ANY, 0, 0, 0, 3),
    KEPT_NUMBER(IPPROTO_IP, IP_USER_MTU, ANY, 0, -1, INT_MIN, INT_MAX),
    KEPT_NUMBER(IPPROTO_IP, IP_MTU, ANY, 0, 1500, 1, 0),

    FLAG(IPPROTO_IPV6, IPV6_V6ONLY, BELOW, ANY),
    FLAG(IPPROTO_IPV6, IPV6_DONTFRAG, KEPT, UDP),
    FLAG(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, BELOW, ANY),
    FLAG(IPPROTO_IPV6, IPV6_PKTINFO, BOTH, UDP),
    FLAG(IPPROTO_IPV6, IPV6_HOPLIMIT, BOTH, UDP),
    FLAG(IPPROTO_IPV6, IPV6_RECVTCLASS, BOTH, UDP),
    {IPPROTO_IPV6, STANDIN_IP_RECVECN, BOOLEAN_FORM, KEPT, UDP, 20348, 0, INT_MIN, INT_MAX},
    KEPT_NUMBER(IPPROTO_IPV6, IPV6_TCLASS, ANY, 0, 0, -1, 255),
    KEPT_NUMBER(IPPROTO_IPV6, IPV6_UNICAST_IF, ANY, 0, 0, INT_MIN, INT_MAX),
    KEPT_NUMBER(IPPROTO_IPV6, IPV6_MTU_DISCOVER, ANY, 0, 0, 0, 3),
    KEPT_NUMBER(IPPROTO_IPV6, IPV6_USER_MTU, ANY, 0, -1, INT_MIN, INT_MAX),
    KEPT_NUMBER(IPPROTO_IPV6, IPV6_MTU, ANY, 0, 1500, 1, 0),

    GIVEN_BYTES(IPPROTO_IP, MCAST_JOIN_GROUP, sizeof(struct group_req)),
    GIVEN_BYTES(IPPROTO_IP, MCAST_LEAVE_GROUP, sizeof(struct group_req)),
    GIVEN_BYTES(IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IP, MCAST_LEAVE_SOURCE_GROUP, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IP, MCAST_BLOCK_SOURCE, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IP, MCAST_UNBLOCK_SOURCE, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IPV6, MCAST_JOIN_GROUP, sizeof(struct group_req)),
    GIVEN_BYTES(IPPROTO_IPV6, MCAST_LEAVE_GROUP, sizeof(struct group_req)),
    GIVEN_BYTES(IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IPV6, MCAST_LEAVE_SOURCE_GROUP, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IPV6, MCAST_BLOCK_SOURCE, sizeof(struct group_source_req)),
    GIVEN_BYTES(IPPROTO_IPV6, MCAST_UNBLOCK_SOURCE, sizeof(struct group_source_req)),
};

static const option_row *row_of(const endpoint *e, int level, int name)
{
    for (size_t i = 0; e != NULL && i < COUNT_OF(rows); i++)
        if (rows[i].level == level && rows[i].name == name) return &rows[i];
    return NULL;
}

/* The error if this socket does not have the option; 0 if it has. */
static int lack(const endpoint *e, int level, const option_row *row)
{
    if (is_unix(e)) return level == SOL_SOCKET ? 0 : WSAENOPROTOOPT;
    if ((level == IPPROTO_IPV6 && e->family != AF_INET6) || (level == IPPROTO_IP && e->family != AF_INET))
        return WSAEINVAL;
    if (row == NULL) return 0;
    bool fits = row->sockets == ANY || (row->sockets == TCP ? is_stream(e) : !is_stream(e));
    return fits && standin.build >= row->since ? 0 : WSAENOPROTOOPT;
}

bool option_kept(const endpoint *e, int level, int name, int *out)
{
    for (size_t i = 0; i < e->option_count; i++)
        if (e->options[i].level == level && e->options[i].name == name) {
            *out = e->options[i].value;
            return true;
        }
    return false;
}

static void keep(endpoint *e, const option_row *row, int value)
{
    size_t i = 0;
    while (i < e->option_count && (e->options[i].level != row->level || e->options[i].name != row->name)) i++;
    if (i == COUNT_OF(e->options)) return;
    e->options[i] = (kept_option){.level = row->level, .name = row->name, .value = value};
    if (i == e->option_count) e->option_count++;
}

static int set_row(SOCKET s, endpoint *e, const option_row *row, const char *bytes, int len)
{
    int value = 0;
    if (row->form == GIVEN) return len < row->initial ? refuse(WSAEFAULT) : 0;
    if (bytes == NULL || len < (row->form == BOOLEAN_FORM ? 1 : 4)) return refuse(WSAEFAULT);
    memcpy(&value, bytes, len < 4 ? (size_t)len : sizeof value);
    if (row->least > row->most) return refuse(WSAENOPROTOOPT);
    if (value < row->least || value > row->most) return refuse(WSAEINVAL);
    if (row->place == BELOW) return setsockopt(s, row->level, row->name, bytes, len);
    if (row->place == BOTH) setsockopt(s, row->level, row->name, bytes, len);
    keep(e, row, row->form == BOOLEAN_FORM ? value != 0 : value);
    return 0;
}

int WSAAPI standin_setsockopt(SOCKET s, int level, int name, const char *value, int len)
{
    if (fails("setsockopt", s, level, (unsigned long)name, value, (size_t)len)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    const option_row *row = row_of(e, level, name);
    if (e == NULL) return setsockopt(s, level, name, value, len);
    int missing = lack(e, level, row);
    if (missing != 0) return refuse(missing);
    if (level == SOL_SOCKET && name == SO_UPDATE_CONNECT_CONTEXT) e->stale = false;
    return row ? set_row(s, e, row, value, len) : setsockopt(s, level, name, value, len);
}

/* The path MTU is known of a connected socket only. */
static int get_row(SOCKET s, const endpoint *e, const option_row *row, char *out, int *len)
{
    int value = row->initial, size = sizeof value;
    if (row->form == GIVEN) return refuse(WSAENOPROTOOPT);
    if (row->least > row->most && port_of(s, getpeername) == 0) return refuse(WSAENOTCONN);
    if (row->place == BELOW) {
        value = 0;
        if (getsockopt(s, row->level, row->name, (char *)&value, &size) != 0) return SOCKET_ERROR;
    } else {
        option_kept(e, row->level, row->name, &value);
    }
    size = row->form == BOOLEAN_FORM ? standin.bool_size : (int)sizeof value;
    if (out == NULL || *len < size) return refuse(WSAEFAULT);
    memcpy(out, &value, (size_t)size);
    *len = size;
    return 0;
}

/* The family, type and protocol of Unix sockets. */
static void correct(const endpoint *e, WSAPROTOCOL_INFOW *info)
{
    info->iAddressFamily = e->family;
    info->iProtocol = e->protocol;
}

int WSAAPI standin_getsockopt(SOCKET s, int level, int name, char *out, int *len)
{
    if (fails("getsockopt", s, level, (unsigned long)name, NULL, 0)) return SOCKET_ERROR;
    const endpoint *e = endpoint_of(s);
    const option_row *row = row_of(e, level, name);
    if (e == NULL) return getsockopt(s, level, name, out, len);
    int missing = lack(e, level, row);
    if (missing != 0) return refuse(missing);
    if (level == IPPROTO_IP && name == STANDIN_SO_ORIGINAL_DST) return refuse(WSAEINVAL); /* it was not redirected */
    if (row != NULL) return get_row(s, e, row, out, len);
    int rc = getsockopt(s, level, name, out, len);
    if (rc == 0 && is_unix(e) && level == SOL_SOCKET && name == SO_PROTOCOL_INFOW)
        correct(e, (WSAPROTOCOL_INFOW *)(void *)out);
    return rc;
}
