/* SPDX-License-Identifier: MIT */
/*
 * Sends ICMP echo requests over IPv4 or IPv6, by an unprivileged ping socket if the system permits it, else by a raw
 * socket. Uses the kernel's receive timestamps, if there are any, so that delays in this program do not count.
 *
 *     ping ADDRESS [COUNT]    an IP address without a port; COUNT is 4 by default
 */
#include <skt/skt.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

enum { HEADER = 8, LEN = HEADER + (int)sizeof(skt_deadline), ROOM = 256 };

typedef struct pinger {
    skt_socket s;
    skt_udp udp;
    skt_addr to;
    bool is_ipv6;
} pinger;

/* Real time in nanoseconds, as the kernel's timestamps have. */
static int64_t wall_clock(void)
{
    struct timeval now;
    gettimeofday(&now, NULL);
    return ((int64_t)now.tv_sec * 1000000 + (int64_t)now.tv_usec) * 1000;
}

/* The checksum of RFC 1071. The kernel computes it for IPv6, and for IPv4 on ping sockets. */
static void put_checksum(unsigned char *bytes, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++) sum += (uint32_t)bytes[i] << (i % 2 ? 0 : 8);
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    bytes[2] = (unsigned char)(~sum >> 8);
    bytes[3] = (unsigned char)~sum;
}

/* Whether a message is the reply to a request. On some sockets it begins with the IPv4 header. */
static bool is_echo(const pinger *p, const skt_datagram *in, const unsigned char *request)
{
    const unsigned char *bytes = in->data.base;
    size_t ip_header = 0;
    if (!p->is_ipv6 && in->len > 0 && bytes[0] >> 4 == 4) ip_header = (bytes[0] & 15U) * 4U;
    if (in->len < ip_header + LEN || bytes[ip_header] != (p->is_ipv6 ? 129 : 0)) return false;
    return memcmp(bytes + ip_header + 6, request + 6, LEN - 6) == 0;
}

static int wait_for_echo(pinger *p, const unsigned char *request, skt_datagram *in)
{
    const skt_deadline deadline = skt_deadline_in(SKT_SECONDS(5));
    skt_pollfd fd = {.socket = p->s, .events = SKT_POLLIN};
    for (;;) {
        int rc = skt_poll(&fd, 1, deadline);
        if (rc == 0) return SKT_ETIMEDOUT;
        if (rc > 0) rc = (int)skt_udp_recv(&p->udp, in, 1, 0);
        if (rc > 0 && is_echo(p, in, request)) return 0;
        if (rc < 0 && rc != SKT_EAGAIN && rc != SKT_EINTR) return rc;
    }
}

/* Compare the time but not the identifier, which some systems replace. */
static int ping(pinger *p, uint16_t sequence)
{
    unsigned char request[LEN] = {p->is_ipv6 ? 128 : 8, 0, [6] = (unsigned char)(sequence >> 8),
                                  (unsigned char)sequence};
    unsigned char room[ROOM];
    char text[SKT_ADDR_TEXT_MAX];
    skt_addr from;
    skt_datagram in = skt_datagram_into(room, sizeof room, &from), out = skt_datagram_to(request, LEN, &p->to);
    const skt_deadline sent_at = skt_now();
    memcpy(request + HEADER, &sent_at, sizeof sent_at);
    if (!p->is_ipv6) put_checksum(request, LEN);
    int rc = (int)skt_udp_send(&p->udp, &out, 1, 0);
    if (rc == 1) rc = wait_for_echo(p, request, &in);
    if (rc < 0) return rc;
    int64_t took = skt_now().nanoseconds - sent_at.nanoseconds;
    if (in.got & SKT_INFO_TIME) took -= wall_clock() - in.time;
    skt_ip_format(&from, text, sizeof text);
    printf("%d: %s  %.3f ms", sequence, text, (double)took / 1e6);
    if (in.got & SKT_INFO_HOP_LIMIT) printf("  hop limit %d", in.hop_limit);
    puts(in.got & SKT_INFO_TIME ? "  by the kernel's time" : "");
    return 0;
}

int main(int argc, char **argv)
{
    pinger p = {.s = SKT_INVALID_SOCKET};
    const char *kind = "datagram";
    const unsigned long count = argc > 2 ? strtoul(argv[2], NULL, 10) : 4;
    int rc = argc > 1 ? skt_ip_parse(argv[1], 0, &p.to) : SKT_EINVAL;
    if (rc == 0) {
        const int family = skt_addr_family(&p.to);
        p.is_ipv6 = family == SKT_AF_INET6;
        const int protocol = p.is_ipv6 ? SKT_IPPROTO_ICMPV6 : SKT_IPPROTO_ICMP;
        rc = skt_open(family, SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, protocol, &p.s);
        if (rc < 0) {
            kind = "raw";
            rc = skt_open(family, SKT_SOCK_RAW | SKT_SOCK_NONBLOCK, protocol, &p.s);
        }
    }
    if (rc == 0) rc = skt_udp_attach(&p.udp, sizeof p.udp, p.s, SKT_INFO_TIME | SKT_INFO_HOP_LIMIT, NULL);
    if (rc == 0) printf("by a %s socket\n", kind);
    for (unsigned long i = 1; rc == 0 && i <= count; i++) {
        if (i > 1) skt_poll(NULL, 0, skt_deadline_in(SKT_SECONDS(1)));
        rc = ping(&p, (uint16_t)i);
    }
    if (rc < 0) fprintf(stderr, "ping: %s\n", skt_error_name(rc));
    if (p.s != SKT_INVALID_SOCKET) skt_close(p.s);
    return rc < 0;
}
