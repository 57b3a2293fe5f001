/* SPDX-License-Identifier: MIT */
/*
 * Echoes datagrams, as echo_udp does, by io_uring of Linux: skt makes the messages, liburing the calls.
 *
 *     uring_udp ADDRESS [COUNT]    for ever, or until so many datagrams were answered
 */
#include <skt/native.h>

#include <limits.h>
#include <liburing.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 64, ROOM = 2048 };

/* A datagram that is received, then sent back. Its memory must stay valid until the call has ended. */
typedef struct slot {
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    unsigned char room[ROOM];
    skt_addr peer;
    skt_buf buf;
    skt_datagram answer;
    skt_msg msg;
    skt_native_msg *native; /* points to msg */
    bool is_sending;
} slot;

typedef struct answerer {
    skt_socket s;
    int family;
    struct io_uring ring;
    slot slots[SLOTS];
} answerer;

/* The ring has room for one call per slot. */
static void receive(answerer *a, slot *one)
{
    struct io_uring_sqe *call = io_uring_get_sqe(&a->ring);
    one->is_sending = false;
    one->peer.len = SKT_STORAGE_SIZE;
    one->buf = skt_buf_of(one->room, ROOM);
    one->msg = skt_msg_of(&one->peer, &one->buf, 1, one->control, sizeof one->control);
    one->native = skt_native_msg_of(&one->msg);
    io_uring_prep_recvmsg(call, a->s, one->native, 0);
    io_uring_sqe_set_data(call, one);
}

/* Echoes a datagram, from the address that it was sent to and with its ECN. */
static int answer(answerer *a, slot *one, int len)
{
    skt_datagram in = {.len = 0};
    one->peer.len = one->native->msg_namelen;
    one->msg.count = (uint32_t)len;
    skt_datagram_unpack(&one->msg, &in);
    one->answer = skt_datagram_to(one->room, in.len, NULL);
    skt_udp_reply(&in, &one->answer);
    one->answer.tos = in.tos;
    one->answer.has |= in.got & SKT_INFO_ECN;
    int rc = skt_datagram_pack(&one->answer, a->family, one->control, sizeof one->control, &one->msg);
    if (rc < 0) return rc;
    struct io_uring_sqe *call = io_uring_get_sqe(&a->ring);
    one->is_sending = true;
    one->native = skt_native_msg_of(&one->msg);
    io_uring_prep_sendmsg(call, a->s, one->native, 0);
    io_uring_sqe_set_data(call, one);
    return 0;
}

static int serve(answerer *a, unsigned long count)
{
    for (size_t i = 0; i < SLOTS; i++) receive(a, &a->slots[i]);
    while (count > 0) {
        struct io_uring_cqe *done;
        const int rc = io_uring_submit_and_wait(&a->ring, 1);
        if (rc < 0 && rc != SKT_EINTR) return rc;
        while (count > 0 && io_uring_peek_cqe(&a->ring, &done) == 0) {
            slot *one = io_uring_cqe_get_data(done);
            const int result = done->res;
            io_uring_cqe_seen(&a->ring, done);
            if (one->is_sending) count--;
            if (one->is_sending || result < 0 || answer(a, one, result) < 0) receive(a, one);
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    static answerer a;
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    int rc = argc < 2 ? SKT_EINVAL : skt_addr_parse(argv[1], &here);
    if (rc == 0) rc = io_uring_queue_init(SLOTS, &a.ring, 0);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, &a.s);
    if (rc == 0 && skt_addr_family(&here) == SKT_AF_INET6) rc = skt_set_bool(a.s, SKT_IPV6_V6ONLY, false);
    if (rc == 0) rc = skt_bind(a.s, &here);
    if (rc == 0) rc = skt_info_enable(a.s, SKT_INFO_LOCAL | SKT_INFO_ECN, NULL);
    if (rc == 0) rc = skt_local_address(a.s, &here);
    if (rc == 0) {
        a.family = skt_addr_family(&here);
        skt_addr_format(&here, text, sizeof text);
        printf("%s\n", text);
        fflush(stdout);
        rc = serve(&a, argc > 2 ? strtoul(argv[2], NULL, 10) : ULONG_MAX);
    }
    if (rc < 0) fprintf(stderr, "uring_udp: %s\n", skt_error_name(rc));
    return rc < 0;
}
