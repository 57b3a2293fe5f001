/* SPDX-License-Identifier: MIT */
/* The sender's socket. */
#include "endpoint.h"
#include "os.h"
#include "say.h"
#include "transfer/channel.h"

/* How long an address has to answer before the next one is tried beside it, as RFC 8305 has it. */
#define STAGGER SKT_MILLISECONDS(250)

/* Attempts to connect that are under way at once. */
typedef struct race {
    const endpoint *e;
    skt_addr addresses[ENDPOINT_MOST];
    skt_socket sockets[ENDPOINT_MOST]; /* SKT_INVALID_SOCKET once one has failed */
    size_t begun, pending;
    skt_deadline next; /* when the next address is tried though others may still answer */
    size_t last;       /* the address that `error` is about */
    int error;
} race;

/* An address that stands for all of this machine is one to listen on; not every system connects to it. */
static skt_addr reachable(const skt_addr *addr)
{
    static const uint8_t loopback_v6[16] = {[15] = 1}, loopback_v4[4] = {127, 0, 0, 1};
    skt_addr out = *addr;
    if (!skt_addr_is_any(addr)) return out;
    if (skt_addr_family(addr) == SKT_AF_INET6)
        skt_addr_ipv6(loopback_v6, (uint16_t)skt_addr_port(addr), 0, &out);
    else
        skt_addr_ipv4(loopback_v4, (uint16_t)skt_addr_port(addr), &out);
    return out;
}

static skt_deadline earlier(skt_deadline a, skt_deadline b)
{
    return a.nanoseconds < b.nanoseconds ? a : b;
}

static void lose(race *r, size_t i, int error)
{
    if (r->sockets[i] != SKT_INVALID_SOCKET) skt_close(r->sockets[i]);
    r->sockets[i] = SKT_INVALID_SOCKET;
    r->last = i;
    r->error = error;
}

/* A Unix peer has no room for one more, and no system says when it has: this tries again after growing pauses. */
static int connect_to_busy(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int rc = SKT_EAGAIN;
    for (skt_duration pause = SKT_MILLISECONDS(1); rc == SKT_EAGAIN; pause *= pause < SKT_MILLISECONDS(50) ? 2 : 1) {
        if (skt_deadline_passed(deadline)) return SKT_ETIMEDOUT;
        int waited = channel_pause(pause);
        rc = waited < 0 ? waited : skt_connect(s, addr);
    }
    return rc;
}

/* Begins with the next address. True if it is connected at once. */
static bool begin_next(race *r, skt_deadline deadline)
{
    size_t i = r->begun++;
    const skt_addr *to = &r->addresses[i];
    r->last = i;
    r->next = skt_deadline_in(STAGGER);
    r->sockets[i] = SKT_INVALID_SOCKET;
    int rc = skt_open(skt_addr_family(to), SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, r->e->protocol, &r->sockets[i]);
    if (rc == 0) rc = skt_connect(r->sockets[i], to);
    if (rc == SKT_EAGAIN) rc = connect_to_busy(r->sockets[i], to, deadline);
    if (rc == SKT_EINPROGRESS || rc == SKT_EINTR)
        r->pending++;
    else if (rc < 0)
        lose(r, i, rc);
    return rc == 0;
}

/* Looks what became of the attempts. True if one is connected: `*winner_out`. */
static bool look(race *r, size_t *winner_out)
{
    for (size_t i = 0; i < r->begun; i++) {
        if (r->sockets[i] == SKT_INVALID_SOCKET) continue;
        int rc = skt_connect_result(r->sockets[i]);
        *winner_out = i;
        if (rc == 0) return true;
        if (rc == SKT_EINPROGRESS) continue;
        lose(r, i, rc);
        r->pending--;
    }
    return false;
}

/* Waits until an attempt has an end, the next is due, or there is an interrupt. */
static int wait_for_any(const race *r, skt_deadline deadline)
{
    skt_pollfd entries[ENDPOINT_MOST + 1];
    for (size_t i = 0; i < r->begun; i++) entries[i] = (skt_pollfd){.socket = r->sockets[i], .events = SKT_POLLOUT};
    entries[r->begun] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    int rc = skt_poll(entries, r->begun + 1, r->begun < r->e->count ? earlier(deadline, r->next) : deadline);
    return rc == SKT_EINTR ? 0 : rc;
}

/* Until one is connected: its place, or an error. */
static int run(race *r, skt_deadline deadline)
{
    for (;;) {
        size_t winner;
        if (os_interrupt_status()) return SKT_EINTR;
        if (r->begun < r->e->count && (r->pending == 0 || skt_deadline_passed(r->next))) {
            if (begin_next(r, deadline)) return (int)r->last;
            continue;
        }
        if (r->pending == 0) return r->error;
        int rc = wait_for_any(r, deadline);
        if (rc < 0) return rc;
        if (look(r, &winner)) return (int)winner;
        if (skt_deadline_passed(deadline)) return SKT_ETIMEDOUT;
    }
}

/*
 * Not by skt_connect_by: that sees no interrupt, and on Windows a connect is given up when its deadline comes. An address
 * that does not answer costs a moment and not all of the time.
 */
static int connect_to_any(race *r, skt_deadline deadline, skt_socket *out)
{
    for (size_t i = 0; i < r->e->count; i++) r->addresses[i] = reachable(&r->e->addresses[i]);
    int rc = run(r, deadline);
    if (rc >= 0) *out = r->sockets[rc];
    for (size_t i = 0; i < r->begun; i++)
        if (r->sockets[i] != SKT_INVALID_SOCKET && (int)i != rc) skt_close(r->sockets[i]);
    return rc < 0 ? rc : 0;
}

int endpoint_connect(endpoint *e, skt_duration idle, skt_socket *out)
{
    char name[ENDPOINT_TEXT_MAX], shown[SAY_MAX];
    skt_deadline deadline = skt_deadline_in(idle);
    int status = endpoint_resolve(e, false, deadline);
    if (status != STATUS_OK) return status;
    race r = {.e = e, .error = SKT_EINVAL};
    int rc = connect_to_any(&r, deadline, out);
    endpoint_name(e, &r.addresses[r.last], name);
    return rc < 0 ? complain_of(printable(name, shown), rc) : STATUS_OK;
}
