/* SPDX-License-Identifier: MIT */
#include "control.h"

#include "../os.h"

#include <string.h>

/* The time after which an unanswered datagram is repeated. */
#define AGAIN SKT_MILLISECONDS(200)

static int wait_readable(const control *c, skt_deadline deadline)
{
    skt_pollfd entries[] = {{.socket = c->socket, .events = SKT_POLLIN},
                            {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
    for (;;) {
        if (os_interrupt_status()) return SKT_EINTR;
        int ready = skt_poll(entries, 2, deadline);
        if (ready > 0 && entries[0].revents != 0) return 0;
        if (ready < 0 && ready != SKT_EINTR) return ready;
        if (skt_deadline_passed(deadline)) return SKT_ETIMEDOUT;
    }
}

static int ask_stream(const control *c, const message *request, message *answer_out)
{
    unsigned char data[MESSAGE_LEN];
    skt_deadline deadline = skt_deadline_in(CONTROL_PATIENCE);
    message_encode(request, data);
    int rc = skt_send_all(c->socket, data, sizeof data, 0, deadline, NULL);
    if (rc == 0) rc = wait_readable(c, deadline);
    if (rc == 0) rc = skt_recv_all(c->socket, data, sizeof data, 0, deadline, NULL);
    if (rc == 0 && !message_decode(data, sizeof data, answer_out)) rc = SKT_EPROTO;
    return rc;
}

/*
 * Receives until the answer arrives. SKT_EAGAIN: the server sent a cookie, now in the request, which must be repeated.
 */
static int hear_datagram(const control *c, message *request, message *answer_out, skt_deadline deadline)
{
    for (;;) {
        unsigned char data[MESSAGE_LEN + 1];
        int rc = wait_readable(c, deadline);
        if (rc < 0) return rc;
        skt_ssize len = skt_recv(c->socket, data, sizeof data, 0);
        /* Windows returns an error for a truncated datagram. */
        if (len < 0 && (skt_error_is_again((int)len) || len == SKT_EMSGSIZE)) continue;
        if (len < 0) return (int)len;
        if (!message_decode(data, (size_t)len, answer_out)) continue;
        if (answer_out->type == MESSAGE_REFUSED) return 0;
        if (answer_out->number != request->number) continue;
        if (answer_out->type != MESSAGE_CHALLENGE) return 0;
        memcpy(request->cookie, answer_out->cookie, sizeof request->cookie);
        return SKT_EAGAIN;
    }
}

static int ask_datagram(const control *c, message *request, message *answer_out)
{
    unsigned char data[MESSAGE_LEN];
    skt_deadline deadline = skt_deadline_in(CONTROL_PATIENCE);
    for (;;) {
        message_encode(request, data);
        skt_ssize sent = skt_send(c->socket, data, sizeof data, 0);
        if (sent < 0 && !skt_error_is_again((int)sent)) return (int)sent;
        skt_deadline again = skt_deadline_in(AGAIN);
        int rc = hear_datagram(c, request, answer_out, again.nanoseconds < deadline.nanoseconds ? again : deadline);
        if (skt_error_is_again(rc)) continue;
        if (rc != SKT_ETIMEDOUT || skt_deadline_passed(deadline)) return rc;
    }
}

int control_ask(control *c, message *request, message *answer_out)
{
    request->number = ++c->number;
    memcpy(request->token, c->token, sizeof request->token);
    return c->datagrams ? ask_datagram(c, request, answer_out) : ask_stream(c, request, answer_out);
}

void control_end(control *c)
{
    unsigned char data[MESSAGE_LEN];
    message bye = {.type = MESSAGE_BYE};
    memcpy(bye.token, c->token, sizeof bye.token);
    message_encode(&bye, data);
    skt_send(c->socket, data, sizeof data, 0);
}
