/* SPDX-License-Identifier: MIT */
#include "channel.h"

#include "../os.h"
#include "progress.h"

#include <string.h>

int channel_begin(channel *c, skt_socket socket, skt_duration idle, channel_turn *turn)
{
    c->socket = socket;
    c->idle = idle;
    c->turn = turn;
    c->in_begin = c->in_end = c->out_len = 0;
    int family = skt_family(socket);
    if (family == SKT_AF_INET || family == SKT_AF_INET6) skt_set_bool(socket, SKT_TCP_NODELAY, true);
    return skt_set_nonblocking(socket, true);
}

static skt_deadline earlier(skt_deadline a, skt_deadline b)
{
    return a.nanoseconds < b.nanoseconds ? a : b;
}

void channel_credit(const channel *c)
{
    if (c->turn != NULL) c->turn->waited = 0, c->turn->moved = 0;
}

static bool is_over(channel_turn *turn)
{
    if (turn->waited < CHANNEL_TURN_TIME) return false;
    if (turn->moved < CHANNEL_TURN_BYTES) return true;
    turn->waited = 0;
    turn->moved = 0;
    return false;
}

static int wait_for(skt_socket socket, short events, skt_deadline deadline, channel_turn *turn)
{
    for (;;) {
        if (os_interrupt_status()) return SKT_EINTR;
        skt_deadline begun = skt_now(), until = earlier(deadline, progress_due());
        size_t others = 0;
        if (turn != NULL && is_over(turn))
            others = turn->count;
        else if (turn != NULL)
            until = earlier(until, skt_deadline_in(CHANNEL_TURN_TIME - turn->waited));
        skt_pollfd entries[2 + SKT_SERVE_MOST] = {{.socket = socket, .events = events},
                                                  {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
        for (size_t i = 0; i < others; i++)
            entries[2 + i] = (skt_pollfd){.socket = turn->others[i], .events = SKT_POLLIN};
        int ready = skt_poll(entries, 2 + others, until);
        if (turn != NULL) turn->waited += skt_now().nanoseconds - begun.nanoseconds;
        if (ready < 0 && ready != SKT_EINTR) return ready;
        if (ready > 0 && entries[0].revents != 0) return 0;
        for (size_t i = 0; ready > 0 && i < others; i++)
            if (entries[2 + i].revents != 0) return CHANNEL_TURN_OVER;
        if (ready == 0 && skt_deadline_passed(deadline)) return SKT_ETIMEDOUT;
        progress_add(0);
    }
}

int channel_wait(skt_socket socket, short events, skt_deadline deadline)
{
    return wait_for(socket, events, deadline, NULL);
}

/* Waits after a call that moved nothing, unless its error is final. */
static int wait_after(const channel *c, skt_ssize error, short events, skt_deadline deadline)
{
    if (error == SKT_EINTR) return os_interrupt_status() ? SKT_EINTR : 0;
    return skt_error_is_again((int)error) ? wait_for(c->socket, events, deadline, c->turn) : (int)error;
}

static int send_now(const channel *c, const char *data, size_t len)
{
    int rc = 0;
    for (size_t done = 0; rc == 0 && done < len;) {
        if (os_interrupt_status()) return SKT_EINTR;
        skt_ssize sent = skt_send(c->socket, data + done, len - done, 0);
        if (sent >= 0)
            done += (size_t)sent;
        else
            rc = wait_after(c, sent, SKT_POLLOUT, skt_deadline_in(c->idle));
    }
    return rc;
}

int channel_flush(channel *c)
{
    size_t len = c->out_len;
    c->out_len = 0;
    return send_now(c, c->out, len);
}

int channel_send(channel *c, const void *data, size_t len)
{
    int rc = len > sizeof c->out - c->out_len ? channel_flush(c) : 0;
    if (rc < 0) return rc;
    if (len > sizeof c->out) return send_now(c, (const char *)data, len);
    if (len > 0) memcpy(c->out + c->out_len, data, len);
    c->out_len += len;
    return 0;
}

int channel_send_file(channel *c, skt_file file, uint64_t offset, uint64_t len, uint64_t *done_out)
{
    int rc = channel_flush(c);
    uint64_t done = 0;
    *done_out = 0;
    while (rc == 0 && done < len) {
        if (os_interrupt_status()) return SKT_EINTR;
        skt_ssize sent = skt_sendfile(c->socket, file, offset + done, len - done);
        if (sent > 0)
            done += (uint64_t)sent;
        else
            rc = sent == 0 ? SKT_EEOF : wait_after(c, sent, SKT_POLLOUT, skt_deadline_in(c->idle));
        *done_out = done;
    }
    return rc;
}

static skt_ssize recv_by(channel *c, void *out, size_t len, skt_deadline deadline)
{
    for (;;) {
        if (os_interrupt_status()) return SKT_EINTR;
        skt_ssize count = skt_recv(c->socket, out, len, 0);
        if (count > 0 && c->turn != NULL) c->turn->moved += (uint64_t)count;
        if (count > 0) return count;
        int rc = c->out_len > 0 ? channel_flush(c) : 0;
        if (rc == 0) rc = count == 0 ? SKT_EEOF : wait_after(c, count, SKT_POLLIN, deadline);
        if (rc < 0) return rc;
    }
}

static skt_ssize take(channel *c, void *out, size_t len, skt_deadline deadline)
{
    if (c->in_begin == c->in_end) {
        if (len >= sizeof c->in) return recv_by(c, out, len, deadline);
        skt_ssize count = recv_by(c, c->in, sizeof c->in, deadline);
        if (count < 0) return count;
        c->in_begin = 0;
        c->in_end = (size_t)count;
    }
    size_t rest = c->in_end - c->in_begin;
    size_t count = len < rest ? len : rest;
    memcpy(out, c->in + c->in_begin, count);
    c->in_begin += count;
    return (skt_ssize)count;
}

int channel_recv(channel *c, void *out, size_t len)
{
    skt_deadline deadline = skt_deadline_in(c->idle);
    for (size_t done = 0; done < len;) {
        skt_ssize count = take(c, (char *)out + done, len - done, deadline);
        if (count < 0) return (int)count;
        done += (size_t)count;
    }
    return 0;
}

skt_ssize channel_recv_some(channel *c, void *out, size_t len)
{
    return take(c, out, len, skt_deadline_in(c->idle));
}

bool channel_has_rest(const channel *c)
{
    return c->in_begin < c->in_end;
}

bool channel_has_input(const channel *c)
{
    skt_pollfd entry = {.socket = c->socket, .events = SKT_POLLIN};
    return channel_has_rest(c) || skt_poll(&entry, 1, skt_deadline_in(0)) > 0;
}

void channel_drain(channel *c)
{
    skt_deadline deadline = skt_deadline_in(SKT_SECONDS(2));
    channel_flush(c);
    skt_shutdown(c->socket, SKT_SHUT_WR);
    while (!skt_deadline_passed(deadline) && recv_by(c, c->in, sizeof c->in, deadline) > 0) continue;
}
