/* SPDX-License-Identifier: MIT */
/* Sends a datagram from an address that it chooses, and answers it from the address to which it was sent. */
#include <skt/skt.h>

#include <stdio.h>

/* A socket on every IPv4 address, where it can be reached by loopback, and what it can do. */
static int open_any(skt_socket *out, skt_udp *udp, skt_addr *loopback)
{
    skt_addr here;
    skt_addr_any(SKT_AF_INET, 0, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, out);
    if (rc == 0) rc = skt_set_duration(*out, SKT_SO_RCVTIMEO, SKT_SECONDS(10));
    if (rc == 0) rc = skt_bind(*out, &here);
    if (rc == 0) rc = skt_udp_attach(udp, sizeof *udp, *out, SKT_INFO_LOCAL, NULL);
    if (rc == 0) rc = skt_local_address(*out, &here);
    if (rc == 0) rc = skt_addr_loopback(SKT_AF_INET, (uint16_t)skt_addr_port(&here), loopback);
    return rc;
}

static int ask_and_answer(skt_udp *asker, skt_udp *server, const skt_addr *server_addr)
{
    skt_addr seen;
    char room[64], text[SKT_ADDR_TEXT_MAX];

    /* The asker has several addresses: it names the one to send from. */
    skt_datagram question = skt_datagram_to("who am I?", 9, server_addr);
    question.local = (skt_local){.ip = {127, 0, 0, 1}, .family = SKT_AF_INET};
    question.has = SKT_INFO_LOCAL & skt_udp_features(asker);
    skt_ssize rc = skt_udp_send(asker, &question, 1, 0);

    /* The answer goes to where the question came from, from where it was sent to. */
    skt_datagram in = skt_datagram_into(room, sizeof room, &seen);
    if (rc == 1) rc = skt_udp_recv(server, &in, 1, 0);
    if (rc != 1) return (int)rc;
    int len = skt_addr_format(&seen, text, sizeof text);
    skt_datagram answer = skt_datagram_to(text, (size_t)len, NULL);
    skt_udp_reply(&in, &answer);
    rc = skt_udp_send(server, &answer, 1, 0);

    in = skt_datagram_into(room, sizeof room, &seen);
    if (rc == 1) rc = skt_udp_recv(asker, &in, 1, 0);
    if (rc != 1) return (int)rc;
    printf("sent from %.*s\n", (int)in.len, room);
    return skt_addr_equal(&seen, server_addr) ? 0 : SKT_EADDRNOTAVAIL;
}

int main(void)
{
    skt_socket asker = SKT_INVALID_SOCKET, server = SKT_INVALID_SOCKET;
    skt_udp asking, serving;
    skt_addr asker_addr, server_addr;

    int rc = open_any(&asker, &asking, &asker_addr);
    if (rc == 0) rc = open_any(&server, &serving, &server_addr);
    if (rc == 0) rc = ask_and_answer(&asking, &serving, &server_addr);
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    if (asker != SKT_INVALID_SOCKET) skt_close(asker);
    if (server != SKT_INVALID_SOCKET) skt_close(server);
    return rc == 0 ? 0 : 1;
}
