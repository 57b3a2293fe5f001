/* SPDX-License-Identifier: MIT */
/*
 * A name server that answers every query for A or AAAA with the client's own address, as whoami.akamai.net does.
 * Answers are sent from the address that the query was sent to.
 *
 *     dns_answer [ADDRESS]    [::]:0 unless given: every address of this host, IPv4 and IPv6
 */
#include <skt/skt.h>

#include <stdio.h>

enum { AT_ONCE = 32, ROOM = 512, HEADER = 12, TYPE_A = 1, TYPE_AAAA = 28, CLASS_IN = 1 };

/* The length of the header and the question, or 0 if it is no query with one question. */
static size_t query_len(const unsigned char *query, size_t len)
{
    if (len < HEADER || query[2] & 0xf8 || query[4] != 0 || query[5] != 1) return 0;
    size_t at = HEADER;
    while (at < len && query[at] != 0) at += 1U + query[at];
    return at + 5 <= len ? at + 5 : 0;
}

/* Turns the query in the buffer into its answer. Returns the length, or 0 for no answer. */
static size_t answer(unsigned char *bytes, size_t len, const skt_addr *asker)
{
    unsigned char ip[16];
    skt_addr plain;
    size_t at = query_len(bytes, len);
    if (at == 0) return 0;
    if (skt_addr_unmap_v4(asker, &plain) < 0) plain = *asker; /* it is IPv6 */
    const int ip_len = skt_addr_ip(&plain, ip);
    const int asked = bytes[at - 4] << 8 | bytes[at - 3], class = bytes[at - 2] << 8 | bytes[at - 1];
    const bool has_it = class == CLASS_IN && asked == (ip_len == 4 ? TYPE_A : TYPE_AAAA);

    bytes[2] = (unsigned char)(bytes[2] | 0x84); /* an authoritative response */
    bytes[3] = 0;
    for (size_t i = 6; i < HEADER; i++) bytes[i] = 0;
    if (!has_it || at + 12 + (size_t)ip_len > ROOM) return at;
    bytes[7] = 1;
    const unsigned char record[12] = {0xc0, HEADER, 0, (unsigned char)asked, 0, CLASS_IN, [11] = (unsigned char)ip_len};
    memcpy(bytes + at, record, sizeof record);
    memcpy(bytes + at + sizeof record, ip, (size_t)ip_len);
    return at + sizeof record + (size_t)ip_len;
}

/* Answers the queries of one receive. Answers that the system refuses are lost; the client will repeat the query. */
static int serve(skt_udp *udp)
{
    static unsigned char room[AT_ONCE][ROOM];
    skt_addr askers[AT_ONCE];
    skt_datagram in[AT_ONCE], out[AT_ONCE];
    size_t count = 0;
    for (size_t i = 0; i < AT_ONCE; i++) in[i] = skt_datagram_into(room[i], ROOM, &askers[i]);
    const skt_ssize came = skt_udp_recv(udp, in, AT_ONCE, 0);
    if (came < 0) return (int)came;
    for (skt_ssize i = 0; i < came; i++) {
        const size_t len = answer(room[i], in[i].len, &askers[i]);
        if (len == 0) continue;
        out[count] = skt_datagram_to(room[i], len, NULL);
        skt_udp_reply(&in[i], &out[count++]);
    }
    for (size_t done = 0; done < count;) {
        const skt_ssize sent = skt_udp_send(udp, out + done, count - done, 0);
        done += sent > 0 ? (size_t)sent : 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_udp udp;
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    int rc = skt_addr_parse(argc > 1 ? argv[1] : "[::]:0", &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, &s);
    if (rc == 0 && skt_addr_family(&here) == SKT_AF_INET6) rc = skt_set_bool(s, SKT_IPV6_V6ONLY, false);
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_LOCAL, NULL);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) {
        skt_addr_format(&here, text, sizeof text);
        printf("%s\n", text);
        fflush(stdout);
    }
    while (rc == 0 || rc == SKT_EINTR) rc = serve(&udp);
    fprintf(stderr, "dns_answer: %s\n", skt_error_name(rc));
    return 1;
}
