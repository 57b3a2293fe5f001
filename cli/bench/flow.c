/* SPDX-License-Identifier: MIT */
#include "flow.h"

#include "pace.h"

#include <stdlib.h>
#include <string.h>

/* The least size of a stream's receive buffer. */
#define RECEIVE_LEAST (128 * 1024)

bool flow_is_passing(int rc)
{
    return skt_error_is_again(rc) || rc == SKT_EINTR || rc == SKT_ETIMEDOUT || rc == SKT_ENOBUFS;
}

static void fail(flow *f, int rc)
{
    int none = 0;
    atomic_compare_exchange_strong(&f->error, &none, rc);
}

int flow_prepare(flow *f)
{
    int rc = skt_set_nonblocking(f->socket, false);
    if (rc == 0) rc = skt_set_duration(f->socket, SKT_SO_RCVTIMEO, FLOW_PATIENCE);
    if (rc == 0) rc = skt_set_duration(f->socket, SKT_SO_SNDTIMEO, FLOW_PATIENCE);
    /* Fails on streams other than TCP, where it is not needed. */
    if (f->plan[PLAN_PING] && !f->datagrams) skt_set_bool(f->socket, SKT_TCP_NODELAY, true);
    return rc;
}

static void count_sent(flow *f, uint64_t messages, uint64_t bytes)
{
    flow_add(f, FIGURE_SENT, messages);
    flow_add(f, FIGURE_SENT_BYTES, bytes);
}

/* The size of the next message: smaller if fewer planned bytes are left. */
static size_t next_len(flow *f)
{
    uint64_t size = f->plan[PLAN_SIZE], sent = flow_figure(f, FIGURE_SENT_BYTES);
    if (f->bytes == 0) return (size_t)size;
    uint64_t left = f->bytes - sent;
    return (size_t)(left < size ? left : size);
}

static void send_stream(flow *f, const pace *p, const unsigned char *data)
{
    uint64_t number = 0;
    size_t done = 0, len;
    while (!flow_stops(f) && (len = next_len(f) + done) > 0) {
        if (len > f->plan[PLAN_SIZE]) len = (size_t)f->plan[PLAN_SIZE];
        if (p->interval_ps > 0 && done == 0 && pace_due(p, number) > skt_now().nanoseconds) {
            pace_wait(pace_due(p, number));
            continue;
        }
        skt_ssize count = skt_send(f->socket, data + done, len - done, 0);
        if (count < 0 && flow_is_passing((int)count)) continue;
        if (count < 0) {
            fail(f, (int)count);
            return;
        }
        done += (size_t)count;
        count_sent(f, done >= len, (uint64_t)count);
        if (done < len) continue;
        done = 0;
        number++;
    }
    skt_shutdown(f->socket, SKT_SHUT_WR);
}

/* How many datagrams may be sent now; 0 after a wait. */
static uint64_t due_now(flow *f, const pace *p, uint64_t number, uint64_t most)
{
    if (f->bytes > 0) {
        uint64_t left = (f->bytes + f->plan[PLAN_SIZE] - 1) / f->plan[PLAN_SIZE] - number;
        if (most > left) most = left;
    }
    if (p->interval_ps == 0) return most;
    uint64_t due = pace_count(p, skt_now().nanoseconds) - number;
    if (due == 0) pace_wait(pace_due(p, number));
    return due < most ? due : most;
}

static void wait_for_room(flow *f)
{
    skt_pollfd entry = {.socket = f->socket, .events = SKT_POLLOUT};
    /* Poll reports an unconnected Unix socket as writable although the receiver's queue is full: sleep instead. */
    if (!f->port.is_ip)
        skt_poll(NULL, 0, skt_deadline_in(SKT_MICROSECONDS(50)));
    else
        skt_poll(&entry, 1, skt_deadline_in(SKT_MILLISECONDS(10)));
}

static void send_datagrams(flow *f, const pace *p, unsigned char *data)
{
    const size_t size = (size_t)f->plan[PLAN_SIZE];
    size_t segments = f->port.segments ? (size_t)f->plan[PLAN_SEGMENTS] : 0;
    if (segments > PACKETS_LARGEST / size) segments = PACKETS_LARGEST / size;
    uint64_t number = 0, most = segments > 1 ? segments : PACKETS_AT_ONCE, refused = 0;
    header h = {.stream = (uint32_t)f->plan[PLAN_STREAM], .token = f->token};
    while (!flow_stops(f) && (f->bytes == 0 || flow_figure(f, FIGURE_SENT_BYTES) < f->bytes)) {
        uint64_t count = due_now(f, p, number, most);
        h.time = skt_now().nanoseconds;
        for (h.number = number; h.number < number + count; h.number++)
            header_encode(&h, data + (h.number - number) * size);
        skt_ssize taken = count == 0 ? 0 : packets_send(&f->port, data, size, (size_t)count, segments, f->to);
        if (taken > 0) {
            number += (uint64_t)taken;
            count_sent(f, (uint64_t)taken, (uint64_t)taken * size);
            refused = 0;
        } else if (taken < 0 && flow_is_passing((int)taken)) {
            wait_for_room(f);
        } else if (taken < 0 && ++refused > 3) {
            /* An error may belong to an earlier datagram; tolerated once or twice. */
            fail(f, (int)taken);
            return;
        }
    }
}

void flow_send(flow *f)
{
    size_t count = f->datagrams ? PACKETS_SEGMENTS : 1;
    unsigned char *data = calloc(count, (size_t)f->plan[PLAN_SIZE]);
    pace p = {skt_now().nanoseconds, f->plan[PLAN_INTERVAL]};
    if (data == NULL)
        fail(f, SKT_ENOMEM);
    else if (f->datagrams)
        send_datagrams(f, &p, data);
    else
        send_stream(f, &p, data);
    free(data);
}

static void count_received(flow *f, uint64_t messages, uint64_t bytes, int64_t now)
{
    flow_add(f, FIGURE_RECEIVED, messages);
    flow_add(f, FIGURE_RECEIVED_BYTES, bytes);
    atomic_store_explicit(&f->figures[FIGURE_RECEIVED_AT], (uint64_t)now, memory_order_relaxed);
}

/* Updates the jitter of RFC 3550: the mean difference between the transit times of consecutive datagrams. */
static void note_way(flow *f, int64_t way)
{
    if (f->last_way != 0) {
        int64_t difference = way > f->last_way ? way - f->last_way : f->last_way - way;
        f->jitter_scaled += (uint64_t)difference - f->jitter_scaled / 16;
        atomic_store_explicit(&f->figures[FIGURE_JITTER], f->jitter_scaled / 16, memory_order_relaxed);
    }
    f->last_way = way;
}

void flow_take(flow *f, const skt_datagram *in, int64_t now)
{
    uint64_t bytes = 0, messages = 0, late = 0, duplicates = 0;
    size_t at = 0;
    skt_buf one;
    header h = {0};
    while (skt_udp_next(in, &at, &one)) {
        if (!header_decode(one.base, one.len, &h) || h.token != f->token) continue;
        sequence_verdict verdict = sequence_take(&f->seen, h.number);
        if (verdict == SEQUENCE_DUPLICATE) {
            duplicates++;
            continue;
        }
        late += verdict == SEQUENCE_LATE;
        bytes += one.len;
        messages++;
    }
    if (messages > 0) {
        note_way(f, now - h.time);
        count_received(f, messages, bytes, now);
    }
    if (late > 0) flow_add(f, FIGURE_REORDERED, late);
    if (duplicates > 0) flow_add(f, FIGURE_DUPLICATES, duplicates);
    atomic_store_explicit(&f->figures[FIGURE_EXPECTED], f->seen.next, memory_order_relaxed);
}

static void receive_stream(flow *f)
{
    size_t room = f->plan[PLAN_SIZE] > RECEIVE_LEAST ? (size_t)f->plan[PLAN_SIZE] : RECEIVE_LEAST;
    unsigned char *data = malloc(room);
    skt_ssize count = data != NULL ? 1 : SKT_ENOMEM;
    while (data != NULL && count != 0 && !atomic_load_explicit(&f->over, memory_order_relaxed)) {
        count = skt_recv(f->socket, data, room, 0);
        if (count > 0)
            count_received(f, 1, (uint64_t)count, skt_now().nanoseconds);
        else if (count < 0 && !flow_is_passing((int)count))
            break;
    }
    if (count < 0 && !flow_is_passing((int)count)) fail(f, (int)count);
    free(data);
}

static void receive_datagrams(flow *f)
{
    unsigned char *memory = malloc((size_t)PACKETS_AT_ONCE * PACKETS_ROOM);
    skt_addr peers[PACKETS_AT_ONCE];
    skt_datagram in[PACKETS_AT_ONCE];
    if (memory == NULL) {
        fail(f, SKT_ENOMEM);
        return;
    }
    packets_rooms(in, peers, memory);
    while (!atomic_load_explicit(&f->over, memory_order_relaxed)) {
        skt_ssize count = packets_recv(&f->port, in, PACKETS_AT_ONCE);
        int64_t now = skt_now().nanoseconds;
        for (skt_ssize i = 0; i < count; i++) flow_take(f, &in[i], now);
        if (count >= 0 || flow_is_passing((int)count)) continue;
        fail(f, (int)count);
        break;
    }
    free(memory);
}

void flow_receive(flow *f)
{
    if (f->datagrams)
        receive_datagrams(f);
    else
        receive_stream(f);
    atomic_store(&f->ended, true);
}

/* Sends or receives a whole message. Returns 0, SKT_EEOF at the end, or an error, also when the flow is over. */
static int move_all(flow *f, unsigned char *data, size_t len, bool out)
{
    for (size_t done = 0; done < len;) {
        skt_ssize count =
            out ? skt_send(f->socket, data + done, len - done, 0) : skt_recv(f->socket, data + done, len - done, 0);
        if (count == 0 || atomic_load_explicit(&f->over, memory_order_relaxed)) return SKT_EEOF;
        if (count > 0)
            done += (size_t)count;
        else if (!flow_is_passing((int)count))
            return (int)count;
    }
    return 0;
}

void flow_echo(flow *f)
{
    const size_t size = (size_t)f->plan[PLAN_SIZE];
    unsigned char *data = malloc(size);
    int rc = data != NULL ? 0 : SKT_ENOMEM;
    while (rc == 0) {
        rc = move_all(f, data, size, false);
        if (rc == 0) rc = move_all(f, data, size, true);
        if (rc < 0) break;
        /* Count after sending, so that it does not delay the answer. */
        count_received(f, 1, size, skt_now().nanoseconds);
        count_sent(f, 1, size);
    }
    if (rc != SKT_EEOF) fail(f, rc);
    free(data);
    atomic_store(&f->ended, true);
}

static void add_tcp(flow *f, uint64_t figures[MESSAGE_VALUES])
{
    skt_tcp_info info;
    if (f->datagrams || skt_tcp_info_get(f->socket, &info, sizeof info) < 0) return;
    figures[FIGURE_TCP_STREAMS]++;
    figures[FIGURE_RETRANSMITS] += (uint64_t)info.retransmits;
    figures[FIGURE_RTT] += (uint64_t)info.rtt;
    if (figures[FIGURE_RTT_LEAST] == 0 || (uint64_t)info.rtt_least < figures[FIGURE_RTT_LEAST])
        figures[FIGURE_RTT_LEAST] = (uint64_t)info.rtt_least;
}

void flow_look(flow *f, uint64_t figures[MESSAGE_VALUES])
{
    static const int sums[] = {FIGURE_SENT_BYTES, FIGURE_SENT,       FIGURE_RECEIVED_BYTES, FIGURE_RECEIVED,
                               FIGURE_EXPECTED,   FIGURE_DUPLICATES, FIGURE_REORDERED,      FIGURE_JITTER};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) figures[sums[i]] += flow_figure(f, sums[i]);
    uint64_t at = flow_figure(f, FIGURE_RECEIVED_AT);
    if (at > figures[FIGURE_RECEIVED_AT]) figures[FIGURE_RECEIVED_AT] = at;
    figures[FIGURE_ENDED] += atomic_load(&f->ended);
    add_tcp(f, figures);
}
