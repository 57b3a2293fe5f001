/* SPDX-License-Identifier: MIT */
/*
 * Measures the gain of the UDP path: sends datagrams through two sockets on loopback by skt, by send and recvfrom, by
 * handwritten calls with the same features, and by the libraries of peers.h, in random order over many rounds. Prints
 * medians with quartiles in nanoseconds per datagram, and how many times faster skt is than the others. Exits with 1 if
 * that is below the limit.
 *
 *     bench_udp [ROUNDS]
 */
#include "peers.h"

#include <skt/skt.h>

#include <skt/native.h>

#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#if !defined(UDP_SEGMENT)
#define UDP_SEGMENT 103
#define UDP_GRO     104
#endif

#define LEAST_OF_HAND 0.95

enum { ROUNDS_MAX = 1001, MANY = 64, DATAGRAMS = 512, ROOM = 65535 };

static void must(bool held, const char *what)
{
    if (held) return;
    fprintf(stderr, "%s\n", what);
    exit(1);
}
#define MUST(what) must(what, #what)

typedef struct road {
    skt_socket out, in;
    skt_udp sender, receiver;
    const peer *peer; /* the library that has the state, or NULL */
    void *state;
    bool offload;
} road;

static unsigned char content[MANY * 1200];
static unsigned char room[MANY][ROOM];

static road make_road(bool coalesce, bool segments)
{
    road r = {.offload = segments};
    skt_addr there;
    MUST(skt_addr_parse("127.0.0.1:0", &there) == 0);
    MUST(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &r.in) == 0 && skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &r.out) == 0);
    MUST(skt_bind(r.in, &there) == 0 && skt_local_address(r.in, &there) == 0 && skt_connect(r.out, &there) == 0);
    skt_set_int(r.in, SKT_SO_RCVBUF, 4 << 20);
    MUST(skt_udp_attach(&r.receiver, sizeof r.receiver, r.in, coalesce ? SKT_INFO_SEGMENTS : 0, NULL) == 0);
    MUST(skt_udp_attach(&r.sender, sizeof r.sender, r.out, 0, NULL) == 0);
    if (!segments) skt_udp_least_run(&r.sender, 0);
    return r;
}

static skt_datagram outgoing[MANY], incoming[MANY];

static void prepare(size_t count, size_t len)
{
    for (size_t i = 0; i < count; i++) {
        outgoing[i] = skt_datagram_to(content + i * len, len, NULL);
        incoming[i] = skt_datagram_into(room[i], ROOM, NULL);
    }
}

/* With coalescing, one buffer is enough. */
static void by_skt(road *r, size_t count, size_t len)
{
    const bool coalesces = skt_udp_room(&r->receiver) > 0;
    (void)len;
    MUST(skt_udp_send(&r->sender, outgoing, count, 0) == (skt_ssize)count);
    for (size_t have = 0; have < count;) {
        skt_ssize came = skt_udp_recv(&r->receiver, incoming, coalesces ? 1 : count - have, 0);
        MUST(came > 0);
        for (skt_ssize i = 0; i < came; i++) {
            skt_buf one;
            for (size_t at = 0; skt_udp_next(&incoming[i], &at, &one); have++) {
            }
        }
    }
}

static void by_send_and_recvfrom(road *r, size_t count, size_t len)
{
    struct sockaddr_storage from;
    for (size_t i = 0; i < count; i++) MUST(send(r->out, content + i * len, len, 0) == (ssize_t)len);
    for (size_t i = 0; i < count; i++) {
        socklen_t from_len = sizeof from;
        MUST(recvfrom(r->in, room[0], ROOM, 0, (struct sockaddr *)&from, &from_len) == (ssize_t)len);
    }
}

/* One segmented send of datagrams anywhere in memory, and receives with coalescing. */
static void by_hand_segmented(road *r, size_t count, size_t len)
{
    union {
        struct cmsghdr align;
        unsigned char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec iovs[MANY];
    for (size_t i = 0; i < count; i++) iovs[i] = (struct iovec){outgoing[i].data.base, outgoing[i].data.len};
    struct msghdr msg = {.msg_iov = iovs, .msg_iovlen = count};
    if (count > 1) {
        const uint16_t size = (uint16_t)len;
        memset(&control, 0, sizeof control);
        msg.msg_control = &control;
        msg.msg_controllen = CMSG_SPACE(sizeof size);
        struct cmsghdr *header = CMSG_FIRSTHDR(&msg);
        header->cmsg_level = SOL_UDP;
        header->cmsg_type = UDP_SEGMENT;
        header->cmsg_len = CMSG_LEN(sizeof size);
        memcpy(CMSG_DATA(header), &size, sizeof size);
    }
    MUST(sendmsg(r->out, &msg, 0) == (ssize_t)(count * len));
    for (size_t have = 0; have < count;) {
        struct iovec into = {room[0], ROOM};
        struct msghdr in = {
            .msg_iov = &into, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
        ssize_t came = recvmsg(r->in, &in, 0);
        MUST(came > 0);
        int each = (int)came;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&in); c; c = CMSG_NXTHDR(&in, c))
            if (c->cmsg_level == SOL_UDP && c->cmsg_type == UDP_GRO) memcpy(&each, CMSG_DATA(c), sizeof each);
        have += ((size_t)came + (size_t)each - 1) / (size_t)each;
    }
}

static void by_hand_batched(road *r, size_t count, size_t len)
{
    struct mmsghdr msgs[MANY];
    struct iovec iovs[MANY];
    memset(msgs, 0, sizeof msgs);
    for (size_t i = 0; i < count; i++) {
        iovs[i] = (struct iovec){content + i * len, len};
        msgs[i].msg_hdr.msg_iov = &iovs[i];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }
    for (unsigned done = 0; done < count;) {
        int sent = sendmmsg(r->out, msgs + done, (unsigned)count - done, 0);
        MUST(sent > 0);
        done += (unsigned)sent;
    }
    for (size_t i = 0; i < count; i++) iovs[i] = (struct iovec){room[i], ROOM};
    for (unsigned done = 0; done < count;) {
        int came = recvmmsg(r->in, msgs + done, (unsigned)count - done, MSG_WAITFORONE, NULL);
        MUST(came > 0);
        done += (unsigned)came;
    }
}

static void by_peer(road *r, size_t count, size_t len)
{
    r->peer->round(r->state, content, count, len, r->offload);
}

typedef void (*way)(road *r, size_t count, size_t len);

/* A row: the number and length of datagrams, and whether segmentation and coalescing are used. */
static const struct {
    size_t count, len;
    bool offload;
    way by_hand;
    double least; /* the least speed relative to send and recvfrom */
    const char *name;
} rows[] = {
    {54, 1200, true, by_hand_segmented, 14, "54x1200"},
    {8, 1200, true, by_hand_segmented, 5, "8x1200"},
    {64, 64, true, by_hand_segmented, 30, "64x64"},
    {1, 1200, false, by_hand_segmented, 0.97, "1x1200"},
    {32, 1200, false, by_hand_batched, 1.00, "32x1200-without-offload"},
};

enum { OURS = 3, WAYS_MAX = OURS + PEERS_MAX };

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Nanoseconds per datagram. */
static double measure(road *r, way by, size_t count, size_t len)
{
    skt_deadline begun = skt_now();
    size_t done = 0;
    for (; done < DATAGRAMS; done += count) by(r, count, len);
    return (double)(skt_now().nanoseconds - begun.nanoseconds) / (double)done;
}

/* Runs the ways of a row, each with sockets of its own, since coalescing is set per socket. */
typedef struct contest {
    size_t count;
    const char *names[WAYS_MAX];
    way ways[WAYS_MAX];
    road roads[WAYS_MAX];
    double took[WAYS_MAX][ROUNDS_MAX];
} contest;

static void enter(contest *c, const char *name, way by, bool offload)
{
    c->names[c->count] = name;
    c->ways[c->count] = by;
    c->roads[c->count++] = make_road(offload, offload);
}

static void enter_peer(contest *c, const peer *one, bool offload)
{
    enter(c, one->name, by_peer, false);
    road *r = &c->roads[c->count - 1];
    r->peer = one;
    r->offload = offload;
    r->state = one->begin(r->out, r->in);
}

static void run(contest *c, int rounds, size_t count, size_t len)
{
    for (int round = 0; round < rounds; round++) {
        size_t first = (size_t)rand() % c->count;
        for (size_t w = 0; w < c->count; w++) {
            size_t which = (first + w) % c->count;
            c->took[which][round] = measure(&c->roads[which], c->ways[which], count, len);
        }
    }
}

/* Prints medians and quartiles, and closes the sockets that no library has taken over. */
static void finish(contest *c, int rounds, const char *row)
{
    for (size_t w = 0; w < c->count; w++) {
        qsort(c->took[w], (size_t)rounds, sizeof c->took[w][0], compare);
        printf("%-26s %-18s %8.0f ns  (%.0f to %.0f)\n", row, c->names[w], c->took[w][rounds / 2],
               c->took[w][rounds / 4], c->took[w][rounds * 3 / 4]);
        if (c->roads[w].peer) continue;
        skt_close(c->roads[w].in);
        skt_close(c->roads[w].out);
    }
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 201;
    if (rounds < 3 || rounds > ROUNDS_MAX) rounds = 201;
    int below = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static contest c;
        c.count = 0;
        enter(&c, "skt", by_skt, rows[i].offload);
        enter(&c, "send and recvfrom", by_send_and_recvfrom, false);
        enter(&c, "by hand", rows[i].by_hand, rows[i].offload);
        for (size_t p = 0; p < peer_count; p++) enter_peer(&c, &peers[p], rows[i].offload);
        prepare(rows[i].count, rows[i].len);
        run(&c, rounds, rows[i].count, rows[i].len);
        finish(&c, rounds, rows[i].name);
        const double skt = c.took[0][rounds / 2];
        const double ratio = c.took[1][rounds / 2] / skt, of_hand = c.took[2][rounds / 2] / skt;
        printf("ratio %s %.2f (at least %.2f)\n", rows[i].name, ratio, rows[i].least);
        printf("of-hand-written %s %.2f (at least %.2f)\n", rows[i].name, of_hand, LEAST_OF_HAND);
        for (size_t p = 0; p < peer_count; p++)
            printf("of-%s %s %.2f\n", peers[p].name, rows[i].name, c.took[OURS + p][rounds / 2] / skt);
        below += ratio < rows[i].least || of_hand < LEAST_OF_HAND;
    }
    return below ? 1 : 0;
}
