/* SPDX-License-Identifier: MIT */
/*
 * Splits the round trip to a UDP echo server, such as echo_udp, into the time in this program and system and the time
 * beyond, by the kernel's timestamps of sent and received datagrams.
 *
 *     latency ADDRESS [COUNT]    sends COUNT datagrams, by default 100, one after the other
 */
#include <skt/skt.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The times of a round trip. Those of the kernel are 0 if it does not report them. */
enum { USER_SENT, KERNEL_SENT, KERNEL_RECEIVED, USER_RECEIVED, POINTS };
enum { MOST = 10000 };

static const struct {
    const char *name;
    int from, to;
} parts[] = {
    {"from the program to the kernel", USER_SENT, KERNEL_SENT},
    {"from the kernel and back to it", KERNEL_SENT, KERNEL_RECEIVED},
    {"from the kernel to the program", KERNEL_RECEIVED, USER_RECEIVED},
    {"all of it", USER_SENT, USER_RECEIVED},
};

typedef struct meter {
    skt_socket s;
    skt_udp udp;
    uint32_t granted;
} meter;

/* Real time in nanoseconds, as the kernel's timestamps have. */
static int64_t wall_clock(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Receives the echo and the send timestamp, if they have arrived. */
static int take(meter *m, uint32_t key, int64_t points[POINTS])
{
    uint32_t echoed = 0;
    skt_datagram in = skt_datagram_into(&echoed, sizeof echoed, NULL);
    skt_udp_event event = {.len = 0};
    const int rc = (int)skt_udp_recv(&m->udp, &in, 1, 0);
    if (rc == 1 && echoed == key) {
        points[USER_RECEIVED] = wall_clock();
        points[KERNEL_RECEIVED] = in.got & SKT_INFO_TIME ? in.time : 0;
    }
    while (m->granted & SKT_INFO_KEY && skt_udp_event_next(&m->udp, &event, sizeof event) == 1)
        if (event.kind == SKT_EVENT_STAMP && event.key == key) points[KERNEL_SENT] = event.time;
    return rc == SKT_EAGAIN || rc == SKT_EINTR ? 0 : rc;
}

/* Sends a datagram and waits for its echo and its send timestamp. */
static int measure(meter *m, uint32_t key, int64_t points[POINTS])
{
    const skt_deadline deadline = skt_deadline_in(SKT_SECONDS(5));
    skt_pollfd fd = {.socket = m->s, .events = SKT_POLLIN};
    skt_datagram out = skt_datagram_to(&key, sizeof key, NULL);
    out.has = m->granted & SKT_INFO_KEY;
    out.key = key;
    points[USER_SENT] = wall_clock();
    int rc = (int)skt_udp_send(&m->udp, &out, 1, 0);
    while (rc >= 0 && (points[USER_RECEIVED] == 0 || (out.has && points[KERNEL_SENT] == 0))) {
        rc = skt_poll(&fd, 1, deadline);
        if (rc == 0) return SKT_ETIMEDOUT;
        if (rc > 0) rc = take(m, key, points);
        if (rc == SKT_EINTR) rc = 0;
    }
    return rc;
}

static int in_order(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void print(int64_t points[][POINTS], size_t count)
{
    static int64_t spans[MOST];
    printf("%5zu echoes, in microseconds       least   median     most\n", count);
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        const int from = parts[part].from, to = parts[part].to;
        if (count == 0 || points[0][from] == 0 || points[0][to] == 0) continue;
        for (size_t i = 0; i < count; i++) spans[i] = points[i][to] - points[i][from];
        qsort(spans, count, sizeof *spans, in_order);
        printf("%-32s", parts[part].name);
        const int64_t least = spans[0], median = spans[(count - 1) / 2], most = spans[count - 1];
        printf(" %8.1f %8.1f %8.1f\n", (double)least / 1e3, (double)median / 1e3, (double)most / 1e3);
    }
}

int main(int argc, char **argv)
{
    static int64_t points[MOST][POINTS];
    meter m = {.s = SKT_INVALID_SOCKET};
    skt_addr to;
    const size_t wanted = argc > 2 ? strtoul(argv[2], NULL, 10) : 100;
    size_t count = 0;
    int rc = argc < 2 || wanted > MOST ? SKT_EINVAL : skt_addr_parse(argv[1], &to);
    if (rc == 0) rc = skt_open(skt_addr_family(&to), SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, 0, &m.s);
    if (rc == 0) rc = skt_connect(m.s, &to);
    if (rc == 0) rc = skt_udp_attach(&m.udp, sizeof m.udp, m.s, SKT_INFO_KEY | SKT_INFO_TIME, &m.granted);
    while (rc >= 0 && count < wanted) {
        rc = measure(&m, (uint32_t)count + 1, points[count]);
        if (rc >= 0) count++;
    }
    print(points, count);
    if (rc < 0) fprintf(stderr, "latency: %s\n", skt_error_name(rc));
    return rc < 0;
}
