/* SPDX-License-Identifier: MIT */
/* Sends sixteen datagrams by as few calls as the system allows, and receives several by one. */
#include <skt/skt.h>

#include <stdio.h>

enum { COUNT = 16, SIZE = 1200, ROOM = 65535 };

static unsigned char packets[COUNT][SIZE], room[ROOM];

static int send_all_of(skt_udp *udp, const skt_addr *to)
{
    skt_datagram out[COUNT];
    for (int i = 0; i < COUNT; i++) {
        packets[i][0] = (unsigned char)i;
        out[i] = skt_datagram_to(packets[i], SIZE, to);
    }
    for (size_t done = 0; done < COUNT;) {
        skt_ssize sent = skt_udp_send(udp, out + done, COUNT - done, 0);
        if (sent == SKT_EINTR) continue;
        if (sent < 0) return (int)sent;
        done += (size_t)sent;
    }
    return 0;
}

static int receive_all_of(skt_udp *udp)
{
    skt_addr peer;
    int count = 0, calls = 0;
    while (count < COUNT) {
        skt_datagram in = skt_datagram_into(room, sizeof room, &peer);
        skt_ssize rc = skt_udp_recv(udp, &in, 1, 0);
        if (rc == SKT_EINTR) continue;
        if (rc < 0) return (int)rc;
        calls++;
        skt_buf one;
        for (size_t at = 0; skt_udp_next(&in, &at, &one); count++)
            if (one.len != SIZE || *(const unsigned char *)one.base != count) return SKT_EBADMSG;
    }
    printf("%d datagrams by %d calls\n", count, calls);
    return 0;
}

int main(void)
{
    skt_socket s;
    skt_addr here;
    skt_udp udp;
    uint32_t granted = 0;

    skt_addr_loopback(SKT_AF_INET, 0, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;
    rc = skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_SECONDS(10));
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) {
        skt_grow_buffer(s, SKT_SO_RCVBUF, 65536); /* all sixteen wait in it */
        rc = skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_SEGMENTS, &granted);
    }
    if (rc == 0) {
        printf("several at once: sent %s, received %s\n", skt_udp_features(&udp) & SKT_INFO_SEGMENTS ? "yes" : "no",
               granted & SKT_INFO_SEGMENTS ? "yes" : "no");
        rc = send_all_of(&udp, &here);
    }
    if (rc == 0) rc = receive_all_of(&udp);
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    skt_close(s);
    return rc == 0 ? 0 : 1;
}
