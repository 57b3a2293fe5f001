/* SPDX-License-Identifier: MIT */
/*
 * Connects to one service of up to ten hosts at once, in one thread: dial_many https example.org example.net ...
 * wait_epoll.c and wait_poll.c are its event loop; the build picks one.
 */
#include "wait.h"

#include <stdio.h>

enum { HOSTS_MAX = 10, ADDRESSES_MAX = 16 };

typedef struct target {
    const char *host;
    skt_addr addrs[ADDRESSES_MAX]; /* must stay valid until the dialer has ended */
    skt_dialer dialer;
    bool dialling;
} target;

static target targets[HOSTS_MAX];
static skt_deadline began;

static void report(const target *t, int rc, skt_socket s)
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_addr peer;
    int ms = (int)((skt_now().nanoseconds - began.nanoseconds) / SKT_MILLISECONDS(1));
    if (rc < 0) printf("%s: %s after %d ms\n", t->host, skt_error_name(rc), ms);
    if (rc < 0 || skt_peer_address(s, &peer) < 0) return;
    skt_addr_format(&peer, text, sizeof text);
    printf("%s: connected to %s after %d ms\n", t->host, text, ms);
}

static void begin(target *t, const char *host, const char *service)
{
    t->host = host;
    int rc = skt_resolve(host, service, 0, SKT_SOCK_STREAM, 0, t->addrs, ADDRESSES_MAX);
    size_t count = rc < ADDRESSES_MAX ? (size_t)rc : ADDRESSES_MAX;
    if (rc >= 0) rc = skt_dialer_begin(&t->dialer, sizeof t->dialer, t->addrs, count, NULL);
    t->dialling = rc == 0;
    if (rc < 0) report(t, rc, SKT_INVALID_SOCKET);
}

/* Makes the next step for one host. Returns whether it has connected. */
static bool step(target *t)
{
    skt_socket s;
    int rc = skt_dialer_step(&t->dialer, &s);
    if (rc == SKT_EINPROGRESS) return false;
    t->dialling = false;
    report(t, rc, s);
    if (rc == 0) skt_close(s); /* a real client would now send a request */
    return rc == 0;
}

int main(int argc, char **argv)
{
    int count = argc - 2, connected = 0;
    if (count < 1 || count > HOSTS_MAX) {
        fprintf(stderr, "usage: dial_many SERVICE HOST... (up to %d)\n", HOSTS_MAX);
        return 2;
    }
    for (int i = 0; i < count; i++) begin(&targets[i], argv[i + 2], argv[1]);
    began = skt_now();
    skt_deadline end = skt_deadline_in(SKT_SECONDS(10));
    for (;;) {
        /* Collect what all dialers wait for, which may change with each step. */
        skt_pollfd entries[HOSTS_MAX * SKT_DIAL_AT_ONCE];
        size_t waiting = 0;
        skt_deadline first = end, next;
        bool dialling = false;
        for (int i = 0; i < count; i++) {
            if (!targets[i].dialling) continue;
            connected += step(&targets[i]);
            dialling |= targets[i].dialling;
            if (!targets[i].dialling) continue;
            waiting += (size_t)skt_dialer_wait_for(&targets[i].dialer, entries + waiting, SKT_DIAL_AT_ONCE, &next);
            if (next.nanoseconds < first.nanoseconds) first = next;
        }
        if (!dialling || skt_deadline_passed(end)) break;
        wait_for_any(entries, waiting, first);
    }
    for (int i = 0; i < count; i++) {
        if (!targets[i].dialling) continue;
        skt_dialer_end(&targets[i].dialer);
        report(&targets[i], SKT_ETIMEDOUT, SKT_INVALID_SOCKET);
    }
    return connected == count ? 0 : 1;
}
