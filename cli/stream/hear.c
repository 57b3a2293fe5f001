/* SPDX-License-Identifier: MIT */
#include "hear.h"

#include "../background.h"
#include "../held_path.h"
#include "../os.h"
#include "../say.h"

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

static int complain_of_serve(const hear *h, const char *text, int rc)
{
    char shown[SAY_MAX];
    if (h->failed != NULL) return settings_complain(h->failed, rc);
    if (rc == SKT_EINVAL || rc == SKT_ENAMETOOLONG)
        return complain_of_usage("%s is no address to listen on: %s", printable(text, shown), skt_error_name(rc));
    return complain_of(printable(text, shown), rc);
}

static void tell(const hear *h)
{
    for (size_t i = 0; i < h->count; i++) {
        char text[SKT_ADDR_TEXT_MAX] = "?", shown[SAY_MAX];
        skt_addr here;
        if (skt_local_address(h->sockets[i], &here) == 0) skt_addr_format(&here, text, sizeof text);
        print(OS_STDERR, "listening on %s\n", printable(text, shown));
    }
}

int hear_begin(hear *h, const char *text, const kind *how, const settings *options, bool replace)
{
    bool left;
    *h = (hear){.kind = *how, .options = options, .keeps = h->keeps};
    job.text = text;
    job.h = h;
    skt_serve_plan_init(&job.plan);
    job.plan.type = how->type | SKT_SOCK_NONBLOCK;
    job.plan.protocol = how->protocol;
    job.plan.flags = replace ? SKT_SERVE_REPLACE : 0;
    job.plan.prepare = prepare;
    job.plan.user = h;
    int rc = background_call(serve, NULL, SKT_NEVER, &left);
    if (rc < 0) return complain_of_serve(h, text, rc);
    h->count = (size_t)rc;
    skt_addr here;
    if (skt_local_address(h->sockets[0], &here) == 0) held_path_keep(&here);
    tell(h);
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

/* Who has gone again, or is not there yet after all, is no reason to end. */
static bool is_passing(int rc)
{
    return skt_error_is_again(rc) || rc == SKT_EINTR || rc == SKT_ECONNABORTED || rc == SKT_ECONNRESET;
}

bool hear_lacks_descriptors(int rc)
{
    return rc == SKT_EMFILE || rc == SKT_ENFILE;
}

/* Who waits to be accepted keeps the listener ready, so that polling it would not wait. */
static void wait_for_descriptors(void)
{
    skt_pollfd entry = {.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    skt_poll(&entry, 1, skt_deadline_in(SKT_MILLISECONDS(100)));
}

static int take_peer(const hear *h, skt_socket from, skt_socket *out)
{
    skt_addr peer;
    if (h->kind.type != SKT_SOCK_DGRAM) return skt_accept(from, 0, out, NULL);
    int rc = skt_peek_sender(from, &peer);
    if (rc < 0) return rc;
    /* A peer that has no name, or has ended, cannot be answered; what it sent is heard all the same. */
    skt_connect(from, &peer);
    *out = from;
    return skt_set_nonblocking(from, false);
}

int hear_next(hear *h, skt_socket *out)
{
    for (;;) {
        skt_socket ready;
        int rc = hear_wait(h, &ready);
        if (rc == 0) {
            rc = take_peer(h, ready, out);
            if (rc < 0 && is_passing(rc)) continue;
            if (hear_lacks_descriptors(rc) && h->keeps) {
                wait_for_descriptors();
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
