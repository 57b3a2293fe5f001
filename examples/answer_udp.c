/* SPDX-License-Identifier: MIT */
/* Answers datagrams at an address with themselves, from the address that they were sent to, until one is empty. */
#include <skt/skt.h>
#include <stdio.h>

static unsigned char room[65535];

static void answer_all(skt_socket s)
{
    skt_addr peer;
    skt_udp udp;
    skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_LOCAL | SKT_INFO_SEGMENTS, NULL);
    skt_datagram in = skt_datagram_into(room, sizeof room, &peer);
    while (skt_udp_recv(&udp, &in, 1, 0) == 1 && in.len > 0) {
        skt_buf one;
        for (size_t at = 0; skt_udp_next(&in, &at, &one);) { /* several, where the system coalesced them */
            skt_datagram out = skt_datagram_to(one.base, one.len, NULL);
            skt_udp_reply(&in, &out);
            skt_udp_send(&udp, &out, 1, 0);
        }
    }
}

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    int rc = skt_addr_parse(argc > 1 ? argv[1] : "127.0.0.1:0", &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, &s);
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;
    skt_addr_format(&here, text, sizeof text);
    printf("%s\n", text);
    fflush(stdout);
    answer_all(s);
    return skt_close(s) < 0;
}
