/* SPDX-License-Identifier: MIT */
/*
 * Echoes datagrams, many per call, from the address that they were sent to and with their ECN: the UDP part of a QUIC
 * server.
 *
 *     echo_udp ADDRESS [COUNT]    for ever, or until so many datagrams were answered
 */
#include <skt/skt.h>

#include <stdio.h>
#include <stdlib.h>

enum { AT_ONCE = 16, ROOM = 65535, ANSWERS = 64 };

static unsigned char room[AT_ONCE][ROOM];

static int open_at(const char *text, skt_socket *out)
{
    skt_addr here;
    int rc = skt_addr_parse(text, &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, out);
    if (rc == 0 && skt_addr_family(&here) == SKT_AF_INET6) skt_set_bool(*out, SKT_IPV6_V6ONLY, false);
    if (rc == 0) rc = skt_bind(*out, &here);
    return rc;
}

/* Sends all datagrams, and skips those that the system refuses, since datagrams may be lost anyway. */
static void send_answers(skt_udp *udp, skt_datagram *answers, size_t count)
{
    for (size_t done = 0; done < count;) {
        skt_ssize sent = skt_udp_send(udp, answers + done, count - done, 0);
        done += sent > 0 ? (size_t)sent : sent == SKT_EINTR ? 0 : 1;
    }
}

/* Echoes all datagrams that were coalesced in a buffer. */
static size_t answer(skt_udp *udp, const skt_datagram *in)
{
    skt_datagram answers[ANSWERS];
    skt_buf one;
    size_t count = 0, all = 0;
    for (size_t at = 0; skt_udp_next(in, &at, &one); all++) {
        skt_datagram *out = &answers[count++];
        *out = skt_datagram_to(one.base, one.len, NULL);
        skt_udp_reply(in, out);
        out->tos = in->tos;
        out->has |= in->got & SKT_INFO_ECN;
        out->has &= skt_udp_features(udp);
        if (count < ANSWERS) continue;
        send_answers(udp, answers, count);
        count = 0;
    }
    send_answers(udp, answers, count);
    return all;
}

int main(int argc, char **argv)
{
    const uint32_t wanted = SKT_INFO_LOCAL | SKT_INFO_ECN | SKT_INFO_SEGMENTS;
    skt_socket s;
    skt_udp udp;
    skt_addr here, peers[AT_ONCE];
    skt_datagram in[AT_ONCE];
    char text[SKT_ADDR_TEXT_MAX];
    size_t left = argc > 2 ? strtoul(argv[2], NULL, 10) : SIZE_MAX;

    int rc = argc < 2 ? SKT_EINVAL : open_at(argv[1], &s);
    if (rc == 0) rc = skt_udp_attach(&udp, sizeof udp, s, wanted, NULL);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) {
        skt_addr_format(&here, text, sizeof text);
        printf("%s\n", text);
        fflush(stdout);
    }
    while (rc >= 0 && left > 0) {
        for (size_t i = 0; i < AT_ONCE; i++) in[i] = skt_datagram_into(room[i], ROOM, &peers[i]);
        rc = (int)skt_udp_recv(&udp, in, AT_ONCE, 0);
        for (int i = 0; i < rc; i++) {
            size_t answered = answer(&udp, &in[i]);
            left = answered < left ? left - answered : 0;
        }
        if (rc == SKT_EINTR) rc = 0;
    }
    if (rc < 0) fprintf(stderr, "echo_udp: %s\n", skt_error_name(rc));
    return rc < 0 ? 1 : 0;
}
