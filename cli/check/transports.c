/* SPDX-License-Identifier: MIT */
/* skt check: the transports that the library names. */
#include "transports.h"

#include "../os.h"
#include "loopback.h"
#include "report.h"
#include "traffic.h"

#include <stdio.h>
#include <string.h>

#define STREAM_BYTES ((uint64_t)1 << 20)

/* Protocols for which system.h has no names, since few programs need them. */
enum { CAN_RAW = 1, BLUETOOTH_RFCOMM = 3, NETLINK_USERSOCK = 2, PF_KEY_V2 = 2, SYSTEM_CONTROL = 2, HYPERV_RAW = 1 };

/* An EtherType for local experiments, IEEE 802. */
#define EXPERIMENT "88b5"

enum shape {
    STREAM,    /* listen, connect, accept, a stream both ways */
    MESSAGES,  /* the same with messages */
    DATAGRAMS, /* two sockets with addresses */
    FRAMES,    /* the same without empty messages */
    PAIR,      /* a socket pair, tried as its type requires */
    ECHO,      /* this machine answers an ICMP echo request */
    OPEN,      /* only opened, since nothing would answer */
    VSOCK,     /* STREAM, if --vsock was given */
};

static const struct row {
    const char *name;
    int family, type, protocol;
    enum shape shape;
    const char *here;    /* "path:" and "abstract:" get a unique name; %u is the index of the loopback interface */
    const char *instead; /* connect to this address with the listener's port; NULL for the listener's address */
} rows[] = {
    {"TCP over IPv4", SKT_AF_INET, SKT_SOCK_STREAM, 0, STREAM, "127.0.0.1:0", NULL},
    {"TCP over IPv6", SKT_AF_INET6, SKT_SOCK_STREAM, 0, STREAM, "[::1]:0", NULL},
    {"TCP over IPv4 to an IPv6 socket", SKT_AF_INET6, SKT_SOCK_STREAM, 0, STREAM, "[::]:0", "127.0.0.1"},
    {"MPTCP over IPv4", SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, STREAM, "127.0.0.1:0", NULL},
    {"MPTCP over IPv6", SKT_AF_INET6, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, STREAM, "[::1]:0", NULL},
    {"SCTP over IPv4", SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP, STREAM, "127.0.0.1:0", NULL},
    {"SCTP over IPv6", SKT_AF_INET6, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP, STREAM, "[::1]:0", NULL},
    {"DCCP over IPv4", SKT_AF_INET, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, MESSAGES, "127.0.0.1:0", NULL},
    {"DCCP over IPv6", SKT_AF_INET6, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, MESSAGES, "[::1]:0", NULL},
    {"UDP over IPv4", SKT_AF_INET, SKT_SOCK_DGRAM, 0, DATAGRAMS, "127.0.0.1:0", NULL},
    {"UDP over IPv6", SKT_AF_INET6, SKT_SOCK_DGRAM, 0, DATAGRAMS, "[::1]:0", NULL},
    {"UDP-Lite over IPv4", SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE, DATAGRAMS, "127.0.0.1:0", NULL},
    {"UDP-Lite over IPv6", SKT_AF_INET6, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE, DATAGRAMS, "[::1]:0", NULL},
    {"Unix stream, path", SKT_AF_UNIX, SKT_SOCK_STREAM, 0, STREAM, "path:s", NULL},
    {"Unix datagram, path", SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, DATAGRAMS, "path:d", NULL},
    {"Unix seqpacket, path", SKT_AF_UNIX, SKT_SOCK_SEQPACKET, 0, MESSAGES, "path:q", NULL},
    {"Unix stream, abstract", SKT_AF_UNIX, SKT_SOCK_STREAM, 0, STREAM, "abstract:s", NULL},
    {"Unix datagram, abstract", SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, DATAGRAMS, "abstract:d", NULL},
    {"Unix seqpacket, abstract", SKT_AF_UNIX, SKT_SOCK_SEQPACKET, 0, MESSAGES, "abstract:q", NULL},
    {"Unix stream, pair", SKT_AF_UNIX, SKT_SOCK_STREAM, 0, PAIR, NULL, NULL},
    {"Unix datagram, pair", SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, PAIR, NULL, NULL},
    {"Unix seqpacket, pair", SKT_AF_UNIX, SKT_SOCK_SEQPACKET, 0, PAIR, NULL, NULL},
    {"raw ICMP", SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP, ECHO, "127.0.0.1", NULL},
    {"raw ICMPv6", SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6, ECHO, "::1", NULL},
    {"ping ICMP", SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_ICMP, ECHO, "127.0.0.1", NULL},
    {"ping ICMPv6", SKT_AF_INET6, SKT_SOCK_DGRAM, SKT_IPPROTO_ICMPV6, ECHO, "::1", NULL},
    {"packets without header", SKT_AF_PACKET, SKT_SOCK_DGRAM, 0, FRAMES, "link:%u:" EXPERIMENT ":00:00:00:00:00:00",
     NULL},
    {"netlink", SKT_AF_NETLINK, SKT_SOCK_RAW, NETLINK_USERSOCK, FRAMES, "netlink:0:0", NULL},
    {"vsock stream", SKT_AF_VSOCK, SKT_SOCK_STREAM, 0, VSOCK, "vsock:4294967295:4294967295", "vsock:1:0"},
    {"vsock datagram", SKT_AF_VSOCK, SKT_SOCK_DGRAM, 0, OPEN, NULL, NULL},
    {"vsock seqpacket", SKT_AF_VSOCK, SKT_SOCK_SEQPACKET, 0, OPEN, NULL, NULL},
    {"Hyper-V", SKT_AF_HYPERV, SKT_SOCK_STREAM, HYPERV_RAW, OPEN, NULL, NULL},
    {"CAN", SKT_AF_CAN, SKT_SOCK_RAW, CAN_RAW, OPEN, NULL, NULL},
    {"Bluetooth RFCOMM", SKT_AF_BLUETOOTH, SKT_SOCK_STREAM, BLUETOOTH_RFCOMM, OPEN, NULL, NULL},
    {"routing messages", SKT_AF_ROUTE, SKT_SOCK_RAW, 0, OPEN, NULL, NULL},
    {"key management", SKT_AF_KEY, SKT_SOCK_RAW, PF_KEY_V2, OPEN, NULL, NULL},
    {"kernel control", SKT_AF_SYSTEM, SKT_SOCK_DGRAM, SYSTEM_CONTROL, OPEN, NULL, NULL},
    {"kernel cryptography", SKT_AF_ALG, SKT_SOCK_SEQPACKET, 0, OPEN, NULL, NULL},
    {"XDP", SKT_AF_XDP, SKT_SOCK_RAW, 0, OPEN, NULL, NULL},
    {"TIPC", SKT_AF_TIPC, SKT_SOCK_STREAM, 0, OPEN, NULL, NULL},
    {"RDS", SKT_AF_RDS, SKT_SOCK_SEQPACKET, 0, OPEN, NULL, NULL},
    {"QRTR", SKT_AF_QIPCRTR, SKT_SOCK_DGRAM, 0, OPEN, NULL, NULL},
    {"SMC", SKT_AF_SMC, SKT_SOCK_STREAM, 0, OPEN, NULL, NULL},
    {"KCM", SKT_AF_KCM, SKT_SOCK_SEQPACKET, 0, OPEN, NULL, NULL},
    {"IrDA", SKT_AF_IRDA, SKT_SOCK_STREAM, 0, OPEN, NULL, NULL},
};

/* The temporary folder, or why it could not be made. */
typedef struct workplace {
    char folder[OS_PATH_MAX];
    int rc;
} workplace;

#define PATH     "path:"
#define ABSTRACT "abstract:"

static bool begins_with(const char *text, const char *prefix)
{
    return text != NULL && strncmp(text, prefix, strlen(prefix)) == 0;
}

/* The address of a row; `extra` is appended to make different Unix addresses. */
static int address_of(const struct row *row, const workplace *at, const char *extra, skt_addr *out)
{
    char text[OS_PATH_MAX + 32], interface[SKT_INTERFACE_NAME_MAX];
    uint32_t index = 0;
    const char *gap = strchr(row->here, '%');
    if (begins_with(row->here, PATH)) {
        snprintf(text, sizeof text, "%s/%s%s", at->folder, row->here + strlen(PATH), extra);
        return skt_addr_unix(text, out);
    }
    if (begins_with(row->here, ABSTRACT)) {
        int len = snprintf(text, sizeof text, "skt-check-%lld-%s%s", (long long)os_process_id(),
                           row->here + strlen(ABSTRACT), extra);
        return skt_addr_unix_abstract(text, (size_t)len, out);
    }
    if (gap == NULL) return skt_addr_parse(row->here, out);
    int rc = check_loopback(interface, &index);
    if (rc < 0) return rc;
    snprintf(text, sizeof text, "%.*s%u%s", (int)(gap - row->here), row->here, index, gap + 2);
    return skt_addr_parse(text, out);
}

static outcome try_stream(const struct row *row, const workplace *at)
{
    skt_socket ends[2];
    skt_addr here, instead;
    outcome o;
    int rc = address_of(row, at, "", &here);
    if (rc == 0 && row->instead) rc = skt_addr_parse(row->instead, &instead);
    if (rc < 0) return check_error("address", rc, true);
    if (!check_connect(&here, row->instead ? &instead : NULL, row->type, row->protocol, ends, &o)) {
        if (skt_addr_unix_path(&here)) os_remove(skt_addr_unix_path(&here));
        return o;
    }
    if (row->shape == MESSAGES) {
        o = check_messages(ends[0], ends[1], NULL, false);
        if (o.verdict == CHECK_WORKS) o = check_messages(ends[1], ends[0], NULL, false);
    } else {
        o = check_stream(ends[0], ends[1], STREAM_BYTES);
        if (o.verdict == CHECK_WORKS) o = check_stream(ends[1], ends[0], STREAM_BYTES);
    }
    skt_close(ends[0]);
    skt_close(ends[1]);
    if (skt_addr_unix_path(&here)) os_remove(skt_addr_unix_path(&here));
    return o;
}

static int open_bound(const struct row *row, const skt_addr *here, skt_socket *out, const char **step)
{
    *step = "open";
    int rc = skt_open(row->family, row->type, row->protocol, out);
    if (rc < 0) return rc;
    *step = "bind";
    rc = skt_bind(*out, here);
    if (rc < 0) skt_close(*out);
    return rc;
}

static outcome try_datagrams(const struct row *row, const workplace *at)
{
    const char *step = "address";
    skt_socket ends[2];
    skt_addr here[2];
    int rc = address_of(row, at, "1", &here[0]);
    if (rc == 0) rc = address_of(row, at, "2", &here[1]);
    if (rc == 0) rc = open_bound(row, &here[0], &ends[0], &step);
    if (rc < 0) return check_error(step, rc, true);
    rc = open_bound(row, &here[1], &ends[1], &step);
    outcome o = check_works();
    if (rc == 0) {
        skt_addr to = here[1];
        /* The local address of a packet socket contains the hardware address, which for loopback is zeros. */
        if (row->family != SKT_AF_PACKET) rc = (step = "local address", skt_local_address(ends[1], &to));
        if (rc == 0) o = check_messages(ends[0], ends[1], &to, row->shape == DATAGRAMS);
        skt_close(ends[1]);
    }
    if (rc < 0) o = check_error(step, rc, false);
    skt_close(ends[0]);
    for (size_t i = 0; i < 2; i++)
        if (skt_addr_unix_path(&here[i])) os_remove(skt_addr_unix_path(&here[i]));
    return o;
}

static outcome try_pair(const struct row *row)
{
    skt_socket ends[2];
    int rc = skt_pair(row->family, row->type, row->protocol, ends);
    if (rc < 0) return check_error("make the pair", rc, true);
    bool stream = row->type == SKT_SOCK_STREAM;
    outcome o = stream ? check_stream(ends[0], ends[1], STREAM_BYTES) : check_messages(ends[0], ends[1], NULL, false);
    skt_close(ends[0]);
    skt_close(ends[1]);
    return o;
}

static outcome try_echo(const struct row *row)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr to;
    int rc = skt_addr_parse(row->here, &to);
    if (rc == 0) rc = skt_open(row->family, row->type, row->protocol, &s);
    if (rc < 0) return check_error("open", rc, true);
    outcome o = check_echo(s, &to);
    skt_close(s);
    return o;
}

static outcome try_open(const struct row *row, const char *why)
{
    skt_socket s;
    int rc = skt_open(row->family, row->type, row->protocol, &s);
    if (rc < 0) return check_error("open", rc, true);
    skt_close(s);
    return check_offered(why);
}

static outcome try_row(const struct row *row, const workplace *at, bool vsock)
{
    if (begins_with(row->here, PATH) && at->rc < 0) return check_folder_error("temporary folder", at->rc);
    switch (row->shape) {
    case STREAM:
    case MESSAGES: return try_stream(row, at);
    case DATAGRAMS:
    case FRAMES: return try_datagrams(row, at);
    case PAIR: return try_pair(row);
    case ECHO: return try_echo(row);
    case VSOCK: return vsock ? try_stream(row, at) : try_open(row, "not connected without --vsock");
    case OPEN: break;
    }
    return try_open(row, "nothing here to talk to");
}

void check_transports(bool vsock)
{
    static workplace at;
    at.rc = os_make_temporary_folder(at.folder, sizeof at.folder);
    for (size_t i = 0; i < COUNT_OF(rows) && !os_interrupt_status(); i++) {
        outcome o = try_row(&rows[i], &at, vsock);
        check_add_cause(&o, rows[i].family);
        report_line(rows[i].name, o);
    }
    if (at.rc == 0) os_remove_folder(at.folder);
}
