/* SPDX-License-Identifier: MIT */
#include "hear.h"

#include "../background.h"
#include "../held_path.h"
#include "../os.h"
#include "../say.h"
#include "misread.h"

#include <stdio.h>
#include <string.h>

static struct {
    const char *text;
    skt_serve_plan plan;
    hear *h;
} job;

static int serve(void *unused)
{
    (void)unused;
    return skt_serve(job.text, &job.plan, job.h->sockets, SKT_SERVE_MOST);
}

static int prepare(skt_socket s, const skt_addr *address, void *user)
{
    hear *h = user;
    (void)address;
    return settings_apply(h->options, s, false, &h->failed);
}

static int complain_of_serve(const hear *h, const char *text, bool replace, int rc)
{
    char shown[SAY_MAX];
    if (h->failed != NULL) return settings_complain(h->failed, rc);
    if (rc == SKT_EINVAL || rc == SKT_ENAMETOOLONG) return complain_of_address(text, true, rc);
    if (rc == SKT_ETIMEDOUT)
        return complain("%s: the resolver did not answer in the time of --timeout (ETIMEDOUT)", printable(text, shown)),
               STATUS_TIMEOUT;
    return complain_of_listening(text, replace, rc);
}

/* Replaces bytes that a terminal would interpret by %xx, which skt_addr_parse can read. */
static void escape(const char *text, char *out, size_t size)
{
    size_t used = 0;
    for (const char *c = text; *c != '\0' && used + 5 < size; c++) {
        size_t len = printable_bytes(c);
        if (len == 0) {
            used += (size_t)snprintf(out + used, size - used, "%%%02x", (unsigned)(unsigned char)*c);
            continue;
        }
        memcpy(out + used, c, len);
        used += len;
        c += len - 1;
    }
    out[used] = '\0';
}

void hear_tell(const hear *h, os_stream to)
{
    for (size_t i = 0; i < h->count; i++) {
        char text[SKT_ADDR_TEXT_MAX] = "?", escaped[3 * SKT_ADDR_TEXT_MAX];
        skt_addr here;
        if (skt_local_address(h->sockets[i], &here) == 0) skt_addr_format(&here, text, sizeof text);
        escape(text, escaped, sizeof escaped);
        print(to, "listening on %s\n", escaped);
    }
}

int hear_begin(hear *h, const char *text, const kind *how, const settings *options, bool replace)
{
    int status = hear_open(h, text, how, options, replace, SKT_NEVER);
    if (status == STATUS_OK) hear_tell(h, OS_STDERR);
    return status;
}

int hear_open(hear *h, const char *text, const kind *how, const settings *options, bool replace, skt_deadline deadline)
{
    bool left;
    *h = (hear){.kind = *how, .options = options};
    job.text = text;
    job.h = h;
    skt_serve_plan_init(&job.plan);
    job.plan.type = how->type | SKT_SOCK_NONBLOCK;
    job.plan.protocol = how->protocol;
    job.plan.flags = replace ? SKT_SERVE_REPLACE : 0;
    job.plan.prepare = prepare;
    job.plan.user = h;
    int rc = background_call(serve, NULL, deadline, &left);
    if (rc < 0) return complain_of_serve(h, text, replace, rc);
    h->count = (size_t)rc;
    skt_addr here;
    if (skt_local_address(h->sockets[0], &here) == 0) held_path_keep(&here);
    return STATUS_OK;
}

int hear_wait(const hear *h, skt_socket *out)
{
    skt_pollfd entries[SKT_SERVE_MOST + 1];
    for (size_t i = 0; i < h->count; i++) entries[i] = (skt_pollfd){.socket = h->sockets[i], .events = SKT_POLLIN};
    entries[h->count] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    for (;;) {
        if (os_interrupt_status()) return SKT_EINTR;
        int rc = skt_poll(entries, h->count + 1, SKT_NEVER);
        if (rc < 0 && rc != SKT_EINTR) return rc;
        for (size_t i = 0; rc > 0 && i < h->count; i++) {
            if (entries[i].revents == 0) continue;
            *out = h->sockets[i];
            return 0;
        }
    }
}

/* Whether an error of accept concerns the listener. All others concern one connection, or a shortage that may end. */
static bool ends_accepting(int rc)
{
    return rc == SKT_EBADF || rc == SKT_ENOTSOCK || rc == SKT_EINVAL || rc == SKT_EFAULT || rc == SKT_EUNSUPPORTED;
}

/* Whether the connection has ended before it was accepted, or there was none. */
static bool is_gone(int rc)
{
    return skt_error_is_again(rc) || rc == SKT_EINTR || rc == SKT_ECONNABORTED || rc == SKT_ECONNRESET;
}

/* Prints the error once, then sleeps: the connection may still be pending, so that poll would return at once. */
static void wait_for_better(int rc, int *said, skt_duration *pause)
{
    char why[SAY_MAX];
    if (rc != *said) complain("cannot take a connection now, trying again: %s", explain(rc, why));
    *said = rc;
    skt_pollfd entry = {.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    skt_poll(&entry, 1, skt_deadline_in(*pause));
    if (*pause < SKT_SECONDS(1)) *pause *= 2;
}

static int take_peer(const hear *h, skt_socket from, skt_socket *out)
{
    skt_addr peer;
    if (h->kind.type != SKT_SOCK_DGRAM) return skt_accept(from, 0, out, NULL);
    int rc = skt_peek_sender(from, &peer);
    if (rc < 0) return rc;
    /* Fails if the peer has no address or has closed. It cannot be answered then, but its data is still received. */
    skt_connect(from, &peer);
    *out = from;
    return skt_set_nonblocking(from, false);
}

int hear_next(hear *h, skt_socket *out)
{
    int said = 0;
    skt_duration pause = SKT_MILLISECONDS(1);
    for (;;) {
        skt_socket ready;
        int rc = hear_wait(h, &ready);
        if (rc == 0) {
            rc = take_peer(h, ready, out);
            if (rc < 0 && is_gone(rc)) continue;
            if (rc < 0 && !ends_accepting(rc)) {
                wait_for_better(rc, &said, &pause);
                continue;
            }
        }
        if (rc == 0) rc = settings_apply(h->options, *out, true, &h->failed);
        if (rc < 0 && h->failed != NULL) return settings_complain(h->failed, rc);
        return rc < 0 ? complain_of("accepting", rc) : STATUS_OK;
    }
}

void hear_end(hear *h, skt_socket kept)
{
    held_path_remove();
    for (size_t i = 0; i < h->count; i++)
        if (h->sockets[i] != kept) skt_close(h->sockets[i]);
    h->count = 0;
}
