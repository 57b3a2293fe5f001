/* SPDX-License-Identifier: MIT */
/* Marks a datagram with ECN, and reads the ECN, the hop limit and the time of what was received. */
#include <skt/skt.h>

#include <stdio.h>

static int send_marked(skt_socket s, const skt_addr *to)
{
    SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
    skt_control control;
    skt_buf data = skt_buf_of("marked", 6);
    skt_msg msg = skt_msg_of(to, &data, 1, NULL, 0);

    skt_control_begin(&control, bytes, sizeof bytes, skt_addr_family(to));
    skt_control_put_ecn(&control, 2); /* ECT(0) */
    int rc = skt_control_finish(&control, &msg);
    if (rc < 0) return rc;
    skt_ssize sent = skt_sendmsg(s, &msg, 0);
    return sent < 0 ? (int)sent : 0;
}

static int receive_marked(skt_socket s, uint32_t granted)
{
    SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
    char room[64];
    skt_addr peer;
    skt_buf data = skt_buf_of(room, sizeof room);
    skt_msg msg = skt_msg_of(&peer, &data, 1, bytes, sizeof bytes);
    skt_control_item item = {0};
    uint32_t seen = 0;

    skt_ssize len = skt_recvmsg(s, &msg, 0);
    if (len < 0) return (int)len;
    while (skt_control_next(&msg, &item)) {
        switch (item.kind) {
        case SKT_CONTROL_TOS:
        case SKT_CONTROL_ECN:
            printf("ECN %d\n", item.tos & 3);
            seen |= SKT_INFO_ECN;
            break;
        case SKT_CONTROL_HOP_LIMIT:
            printf("hop limit %d\n", item.hop_limit);
            seen |= SKT_INFO_HOP_LIMIT;
            break;
        case SKT_CONTROL_TIME:
            printf("received at %lld ns\n", (long long)item.time);
            seen |= SKT_INFO_TIME;
            break;
        default: break; /* other items of the system */
        }
    }
    return (granted & ~seen) == 0 ? 0 : SKT_ENODATA;
}

int main(void)
{
    skt_socket s;
    skt_addr here;
    uint32_t granted = 0;

    skt_addr_loopback(SKT_AF_INET, 0, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;
    rc = skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_SECONDS(10));
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) rc = skt_info_enable(s, SKT_INFO_ECN | SKT_INFO_HOP_LIMIT | SKT_INFO_TIME, &granted);
    if (rc == 0) rc = skt_set_int(s, SKT_IP_TTL, 7); /* of all that this socket sends */
    if (rc == 0) rc = send_marked(s, &here);
    if (rc == 0) rc = receive_marked(s, granted);
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    skt_close(s);
    return rc == 0 ? 0 : 1;
}
