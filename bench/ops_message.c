/* SPDX-License-Identifier: MIT */
/* The operations on datagrams and their control data. Those of several at once are counted per datagram. */
#include "ops.h"

#include <skt/skt.h>

#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>

/* The datagrams of one call; `times` must be a multiple. */
enum { BATCH = 50, LEN = 64 };

static struct {
    skt_udp udp;
    skt_socket in, out;
    skt_local local;
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    size_t control_len;
    char data[BATCH][LEN];
    struct mmsghdr raw[BATCH];
    struct iovec iovs[BATCH];
    struct sockaddr_storage from[BATCH];
    skt_msg msgs[BATCH];
    skt_buf bufs[BATCH];
    skt_addr addrs[BATCH];
} e;

RAW(send_batch)
{
    for (; times > 0; times -= BATCH) check(sendmmsg(e.out, e.raw, BATCH, MSG_NOSIGNAL) == BATCH);
}
SKT(send_batch)
{
    for (; times > 0; times -= BATCH) check(skt_send_batch(e.out, e.msgs, BATCH, 0) == BATCH);
}

RAW(recv_batch)
{
    for (; times > 0; times -= BATCH) check(recvmmsg(e.in, e.raw, BATCH, MSG_WAITFORONE, NULL) == BATCH);
}
SKT(recv_batch)
{
    for (; times > 0; times -= BATCH) check(skt_recv_batch(e.in, e.msgs, BATCH, 0) == BATCH);
}

/* With the address of each sender; its length must be set again before each call. */
RAW(recv_batch_from)
{
    for (; times > 0; times -= BATCH) {
        for (int i = 0; i < BATCH; i++) e.raw[i].msg_hdr.msg_namelen = sizeof e.from[i];
        check(recvmmsg(e.in, e.raw, BATCH, MSG_WAITFORONE, NULL) == BATCH);
    }
}
SKT(recv_batch_from)
{
    for (; times > 0; times -= BATCH) check(skt_recv_batch(e.in, e.msgs, BATCH, 0) == BATCH);
}

RAW(udp_send)
{
    while (times-- > 0) check(send(e.out, e.data[0], LEN, MSG_NOSIGNAL) == LEN);
}
SKT(udp_send)
{
    skt_datagram d = skt_datagram_to(e.data[0], LEN, NULL);
    while (times-- > 0) check(skt_udp_send(&e.udp, &d, 1, 0) == 1);
}

/* The data of a datagram that programs store, with addresses of either family. */
typedef struct packet {
    struct iovec data;
    struct sockaddr_storage *peer;
    uint8_t ip[16];
    int ip_family, interface_index, tos, segment_size;
} packet;

static unsigned char *append(unsigned char *at, int level, int type, const void *data, size_t len)
{
    struct cmsghdr header = {CMSG_LEN(len), level, type};
    memcpy(at, &header, sizeof header);
    memcpy(at + CMSG_LEN(0), data, len);
    return at + CMSG_SPACE(len);
}

/* Makes the message of a datagram with source address, TOS and segment size. */
static __attribute__((noinline)) bool pack_by_hand(packet *p, int family, unsigned char *control, size_t size,
                                                   struct msghdr *out)
{
    const size_t most = CMSG_SPACE(sizeof(struct in6_pktinfo)) + 2 * CMSG_SPACE(sizeof(int));
    const uint16_t segment_size = (uint16_t)p->segment_size;
    unsigned char *at = control;
    if (size < most) return false;
    memset(control, 0, most);
    if (family == AF_INET) {
        if (p->ip_family != AF_INET) return false;
        struct in_pktinfo info = {.ipi_ifindex = p->interface_index};
        memcpy(&info.ipi_spec_dst, p->ip, sizeof info.ipi_spec_dst);
        at = append(at, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
        if (p->tos >= 0) at = append(at, IPPROTO_IP, IP_TOS, &p->tos, sizeof p->tos);
    } else {
        if (p->ip_family != AF_INET6) return false;
        struct in6_pktinfo info = {.ipi6_ifindex = (unsigned)p->interface_index};
        memcpy(&info.ipi6_addr, p->ip, sizeof info.ipi6_addr);
        at = append(at, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
        if (p->tos >= 0) at = append(at, IPPROTO_IPV6, IPV6_TCLASS, &p->tos, sizeof p->tos);
    }
    if (segment_size > 0) at = append(at, SOL_UDP, UDP_SEGMENT, &segment_size, sizeof segment_size);
    *out = (struct msghdr){.msg_name = p->peer, .msg_iov = &p->data, .msg_iovlen = 1};
    if (p->peer) out->msg_namelen = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    out->msg_control = control;
    out->msg_controllen = (size_t)(at - control);
    return true;
}

RAW(pack)
{
    packet p = {.data = {e.data[0], LEN},
                .ip = {127, 0, 0, 1},
                .ip_family = AF_INET,
                .interface_index = 1,
                .tos = 2,
                .segment_size = 1200};
    struct msghdr msg;
    while (times-- > 0) check(pack_by_hand(&p, AF_INET, e.control, sizeof e.control, &msg));
}
SKT(pack)
{
    skt_datagram d = skt_datagram_to(e.data[0], LEN, NULL);
    d.has = SKT_INFO_LOCAL | SKT_INFO_TOS;
    d.local = e.local;
    d.tos = 2;
    d.segment_size = 1200;
    skt_msg msg;
    while (times-- > 0) check(skt_datagram_pack(&d, SKT_AF_INET, e.control, sizeof e.control, &msg) == 0);
}

/* Reads the same from a received message. */
static __attribute__((noinline)) void unpack_by_hand(struct msghdr *msg, packet *out)
{
    out->tos = -1;
    out->segment_size = 0;
    out->ip_family = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
        const unsigned char *data = CMSG_DATA(c);
        const size_t len = c->cmsg_len - CMSG_LEN(0);
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO && len >= sizeof(struct in_pktinfo)) {
            struct in_pktinfo info;
            memcpy(&info, data, sizeof info);
            out->ip_family = AF_INET;
            out->interface_index = info.ipi_ifindex;
            memcpy(out->ip, &info.ipi_addr, sizeof info.ipi_addr);
        } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO && len >= sizeof(struct in6_pktinfo)) {
            struct in6_pktinfo info;
            memcpy(&info, data, sizeof info);
            out->ip_family = AF_INET6;
            out->interface_index = (int)info.ipi6_ifindex;
            memcpy(out->ip, &info.ipi6_addr, sizeof info.ipi6_addr);
        } else if ((c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TOS) ||
                   (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_TCLASS)) {
            if (len == 1) out->tos = *data;
            if (len >= sizeof out->tos) memcpy(&out->tos, data, sizeof out->tos);
        } else if (c->cmsg_level == SOL_UDP && c->cmsg_type == UDP_GRO && len >= sizeof out->segment_size) {
            memcpy(&out->segment_size, data, sizeof out->segment_size);
        }
    }
}

RAW(unpack)
{
    struct msghdr msg = {.msg_control = e.control, .msg_controllen = e.control_len};
    packet p;
    while (times-- > 0) {
        unpack_by_hand(&msg, &p);
        check(p.ip_family == AF_INET && p.tos == 2 && p.segment_size == 1200);
    }
}
SKT(unpack)
{
    const skt_msg msg = skt_msg_of(NULL, NULL, 0, e.control, e.control_len);
    skt_datagram d = {.len = 0};
    while (times-- > 0) {
        skt_datagram_unpack(&msg, &d);
        check(d.local.family == AF_INET && d.tos == 2 && d.segment_size == 1200);
    }
}

static void fill(long times)
{
    while (times-- > 0) check(send(e.out, e.data, LEN, 0) == LEN);
}

static void drain(long times)
{
    while (times-- > 0) check(recv(e.in, e.data, LEN, 0) == LEN);
}

/* The buffers of the batches, with room for addresses if requested. */
static void prepare(bool with_address)
{
    for (int i = 0; i < BATCH; i++) {
        e.iovs[i] = (struct iovec){e.data[i], LEN};
        e.raw[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &e.iovs[i], .msg_iovlen = 1}};
        if (with_address) e.raw[i].msg_hdr.msg_name = &e.from[i];
        e.bufs[i] = skt_buf_of(e.data[i], LEN);
        e.msgs[i] = skt_msg_of(with_address ? &e.addrs[i] : NULL, &e.bufs[i], 1, NULL, 0);
    }
}

static void before_send_batch(long times)
{
    (void)times;
    prepare(false);
}

static void before_recv_batch(long times)
{
    prepare(false);
    fill(times);
}

static void before_recv_batch_from(long times)
{
    prepare(true);
    fill(times);
}

static void before_unpack(long times)
{
    (void)times;
    const struct in_pktinfo info = {.ipi_ifindex = 1};
    const int segment_size = 1200;
    const uint8_t tos = 2;
    skt_control control;
    skt_msg msg;
    skt_control_begin(&control, e.control, sizeof e.control, SKT_AF_INET);
    skt_control_put_raw(&control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    skt_control_put_raw(&control, IPPROTO_IP, IP_TOS, &tos, sizeof tos);
    skt_control_put_raw(&control, SOL_UDP, UDP_GRO, &segment_size, sizeof segment_size);
    check(skt_control_finish(&control, &msg) == 0);
    e.control_len = msg.control_len;
}

/* Batches are counted per datagram. */
const operation message_operations[] = {
    {BOTH(send_batch), .before = before_send_batch, .after = drain, .above = 10},
    {BOTH(recv_batch), .before = before_recv_batch, .above = 10},
    {BOTH(recv_batch_from), .before = before_recv_batch_from, .above = 10},
    {BOTH(udp_send), .after = drain, .above = 60},
    {BOTH(pack), .percent = 150, .no_call = true},
    {BOTH(unpack), .before = before_unpack, .percent = 150, .no_call = true},
};
const size_t message_operation_count = sizeof message_operations / sizeof message_operations[0];

void message_operations_begin(void)
{
    skt_addr there, here;
    e.in = bound(SKT_SOCK_DGRAM, &there);
    e.out = bound(SKT_SOCK_DGRAM, &here);
    check(skt_connect(e.out, &there) == 0);
    check(skt_set_int(e.in, SKT_SO_RCVBUF, 1 << 20) == 0);
    check(skt_udp_attach(&e.udp, sizeof e.udp, e.out, 0, NULL) == 0);
    e.local = (skt_local){.ip = {127, 0, 0, 1}, .family = SKT_AF_INET, .interface_index = 1};
}
