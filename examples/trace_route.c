/* SPDX-License-Identifier: MIT */
/*
 * Prints the routers on the way to an address, by the error queue, which needs no privileges. Each router at which a
 * datagram's hop limit runs out answers, and so does the host if nobody listens at the port.
 *
 *     trace_route ADDRESS    an IP address without a port
 */
#include <skt/skt.h>

#include <stdio.h>

enum { HOPS_MAX = 30, FIRST_PORT = 33434 };

/* The next event of the socket, or SKT_ETIMEDOUT. */
static int wait_for_answer(skt_udp *udp, skt_socket s, skt_udp_event *out)
{
    const skt_deadline deadline = skt_deadline_in(SKT_SECONDS(2));
    skt_pollfd fd = {.socket = s};
    for (;;) {
        int rc = (int)skt_udp_event_next(udp, out, sizeof *out);
        if (rc != SKT_EAGAIN) return rc;
        rc = skt_poll(&fd, 1, deadline);
        if (rc == 0) return SKT_ETIMEDOUT;
        if (rc < 0 && rc != SKT_EINTR) return rc;
    }
}

/* Sends a datagram with a hop limit. Returns 1 if it reached the host, 0 if it did not. */
static int probe(skt_udp *udp, skt_socket s, skt_addr *to, uint8_t hops)
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_udp_event event = {.len = 0};
    skt_datagram out = skt_datagram_to("skt", 3, to);
    out.has = SKT_INFO_HOP_LIMIT;
    out.hop_limit = hops;
    skt_addr_set_port(to, (uint16_t)(FIRST_PORT + hops));
    const skt_deadline sent_at = skt_now();
    int rc = (int)skt_udp_send(udp, &out, 1, 0);
    if (rc == 1) rc = wait_for_answer(udp, s, &event);
    if (rc == SKT_ETIMEDOUT) {
        printf("%2d  no answer\n", hops);
        return 0;
    }
    if (rc < 0) return rc;
    skt_duration took = skt_now().nanoseconds - sent_at.nanoseconds;
    skt_addr_set_port(&event.offender, 0);
    skt_ip_format(&event.offender, text, sizeof text);
    printf("%2d  %s  %.3f ms  %s\n", hops, text, (double)took / 1e6, skt_error_name(event.error));
    return event.kind == SKT_EVENT_ICMP && event.error == SKT_ECONNREFUSED;
}

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_udp udp;
    skt_addr to;
    uint32_t granted = 0;
    int rc = argc == 2 ? skt_ip_parse(argv[1], FIRST_PORT, &to) : SKT_EINVAL;
    if (rc == 0) rc = skt_open(skt_addr_family(&to), SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc == 0) rc = skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_ERRORS, &granted);
    if (rc == 0 && !(granted & SKT_INFO_ERRORS)) rc = SKT_EUNSUPPORTED;
    for (uint8_t hops = 1; rc == 0 && hops <= HOPS_MAX; hops++) rc = probe(&udp, s, &to, hops);
    if (rc < 0) fprintf(stderr, "trace_route: %s\n", skt_error_name(rc));
    if (s != SKT_INVALID_SOCKET) skt_close(s);
    return rc == 1 ? 0 : 1;
}
