/* SPDX-License-Identifier: MIT */
#include "carry.h"

#include "../os.h"
#include "../stdio.h"

#include <stdlib.h>

static void wait_for(skt_socket s, short events)
{
    skt_pollfd entry = {.socket = s, .events = events};
    skt_poll(&entry, 1, SKT_NEVER);
}

skt_ssize carry_recv(carry *c, void *out, size_t len)
{
    for (;;) {
        skt_ssize count = skt_recv(c->from, out, len, 0);
        if (skt_error_is_again((int)count))
            wait_for(c->from, SKT_POLLIN);
        else if (count != SKT_EINTR)
            return count;
    }
}

int carry_send(carry *c, const void *data, size_t len)
{
    return skt_send_all(c->to, data, len, 0, SKT_NEVER, NULL);
}

int carry_send_message(carry *c, const void *data, size_t len)
{
    for (;;) {
        skt_ssize count = skt_send(c->to, data, len, 0);
        if (count >= 0) return 0;
        if (count != SKT_EINTR && count != SKT_ENOBUFS) return (int)count;
        /* The queue of the network device is full; poll cannot wait for that. */
        if (count == SKT_ENOBUFS) skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
    }
}

skt_ssize carry_splice_once(skt_file from, skt_file to, size_t len)
{
    for (;;) {
        skt_ssize count = skt_splice(from, to, len, 0);
        if (!skt_error_is_again((int)count)) return count;
        /* SKT_EAGAIN does not tell which of the two is not ready. */
        wait_for((skt_socket)from, SKT_POLLIN);
        wait_for((skt_socket)to, SKT_POLLOUT);
    }
}

skt_ssize carry_splice(carry *c, size_t len)
{
    skt_ssize count = skt_splice((skt_file)c->from, c->pipe[1], len, 0);
    for (skt_ssize done = 0; done < count;) {
        skt_ssize moved = skt_splice(c->pipe[0], (skt_file)c->to, (size_t)(count - done), 0);
        if (moved <= 0 && moved != SKT_EINTR) return moved < 0 ? moved : SKT_EPIPE;
        if (moved > 0) done += moved;
    }
    return count;
}

skt_ssize carry_input(carry *c, void *out, size_t len)
{
    (void)c;
    return stdio_read(out, len);
}

int carry_nothing(carry *c, const void *data, size_t len)
{
    (void)c, (void)data, (void)len;
    return 0;
}

static void note(carry *c, size_t count)
{
    atomic_fetch_add_explicit(&c->bytes, count, memory_order_relaxed);
    atomic_store_explicit(&c->moved_at, skt_now().nanoseconds, memory_order_relaxed);
}

static carry_state copy_through(carry *c, char *room)
{
    for (;;) {
        skt_ssize count = c->take(c, room, c->chunk);
        if (count == SKT_EEOF || (count == 0 && c->empty_is_end)) return CARRY_ENDED;
        c->error = count < 0 ? (int)count : c->give(c, room, (size_t)count);
        if (c->error < 0) return count < 0 ? CARRY_SOURCE_FAILED : CARRY_SINK_FAILED;
        note(c, (size_t)count);
    }
}

/* Tells by the error which end failed, since sockets and files have different errors. */
static carry_state failed_end(const carry *c, int error)
{
    bool of_file = error == SKT_EIO || error == SKT_ENOSPC || error == SKT_EFBIG || error == SKT_EDQUOT;
    if (c->from == SKT_INVALID_SOCKET) return of_file ? CARRY_SOURCE_FAILED : CARRY_SINK_FAILED;
    return of_file || error == SKT_EPIPE ? CARRY_SINK_FAILED : CARRY_SOURCE_FAILED;
}

static carry_state move(carry *c, bool *possible_out)
{
    skt_ssize count;
    bool first = true;
    while ((count = c->move(c, CARRY_CHUNK)) > 0 || count == SKT_EINTR) {
        if (count > 0) note(c, (size_t)count);
        first = first && count < 0;
    }
    *possible_out = !(first && (count == SKT_EINVAL || count == SKT_EUNSUPPORTED || count == SKT_EBADF));
    if (count == 0) return CARRY_ENDED;
    c->error = (int)count;
    return failed_end(c, c->error);
}

static carry_state run(carry *c, char *room)
{
    bool possible = false;
    if (c->move != NULL) {
        carry_state state = move(c, &possible);
        if (possible) return state;
    }
    return copy_through(c, room);
}

static void begin(void *argument)
{
    carry *c = argument;
    char *room = malloc(c->chunk);
    c->error = SKT_ENOMEM;
    carry_state state = room == NULL ? CARRY_SOURCE_FAILED : run(c, room);
    free(room);
    if (state == CARRY_ENDED && c->shuts_down) {
        int rc = skt_shutdown(c->to, SKT_SHUT_WR);
        /* SKT_ENOTCONN: the peer has ended both directions already. */
        if (rc < 0 && rc != SKT_ENOTCONN) c->error = rc, state = CARRY_SINK_FAILED;
    }
    c->ended_at = skt_now();
    atomic_store_explicit(&c->state, state, memory_order_release);
    skt_waker_wake(c->change);
}

int carry_start(carry *c)
{
    atomic_store(&c->moved_at, skt_now().nanoseconds);
    return os_start_thread(begin, c);
}
