/* SPDX-License-Identifier: MIT */
/* Connecting to the first address of a list, or of a name, that accepts. */
#include "dial_text.h"
#include "dialer.h"
#include "plan.h"

/* The addresses of a name beyond this number are ignored. */
#define ADDRESSES_MAX 64

/* Steps until connected, failed or the deadline. The first `waiting` entries of fds hold the events of a poll. */
static SKT__APART int finish(skt_dialer *dialer, skt_pollfd *fds, int waiting, skt_deadline deadline, skt_socket *out)
{
    int rc;
    while ((rc = skt__dialer_go_on(dialer, fds, waiting, out)) == SKT_EINPROGRESS) {
        skt_deadline next;
        waiting = skt_dialer_wait_for(dialer, fds, SKT_DIAL_AT_ONCE, &next);
        bool last = deadline.nanoseconds <= next.nanoseconds;
        int ready = skt_poll(fds, (size_t)waiting, last ? deadline : next);
        if (ready > 0) continue;
        waiting = 0;
        rc = ready == 0 && last ? SKT_ETIMEDOUT : ready;
        if (rc == SKT_EINTR && skt_deadline_passed(deadline)) rc = SKT_ETIMEDOUT;
        if (rc < 0 && rc != SKT_EINTR) break;
    }
    skt_dialer_end(dialer);
    return rc;
}

static SKT__APART int dial_several(const skt_addr *addrs, size_t count, const skt_dial_plan *plan,
                                   skt_deadline deadline, skt_socket *out)
{
    skt_dialer dialer;
    skt_pollfd fds[SKT_DIAL_AT_ONCE];
    int rc = skt_dialer_begin(&dialer, sizeof dialer, addrs, count, plan);
    return rc < 0 ? rc : finish(&dialer, fds, 0, deadline, out);
}

/* Takes over from dial_one; rc is the result of the connect so far. */
static SKT__APART int dial_further(const skt_pollfd *fd, int rc, const skt_addr *addr, skt_deadline deadline,
                                   skt_socket *out)
{
    skt_dialer dialer;
    skt_pollfd fds[SKT_DIAL_AT_ONCE] = {*fd};
    skt_dialer_begin(&dialer, sizeof dialer, addr, 1, NULL);
    skt__dialer_adopt(&dialer, fd->socket, rc);
    return finish(&dialer, fds, fd->revents != 0, deadline, out);
}

/* The common case, one address and no plan, without the state of a dialer. */
static int dial_one(const skt_addr *addr, skt_deadline deadline, skt_socket *out)
{
    skt_pollfd fd = {.events = SKT_POLLOUT};
    int rc = skt_open(skt_addr_family(addr), SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &fd.socket);
    if (rc < 0) return rc;
    rc = skt_connect(fd.socket, addr);
    if (rc == SKT_EINPROGRESS) {
        int ready = skt_poll(&fd, 1, deadline);
        if (ready == 0) rc = SKT_ETIMEDOUT;
        if (ready > 0 && !(fd.revents & (SKT_POLLERR | SKT_POLLHUP))) rc = skt_pending_error(fd.socket);
    }
    if (rc == 0) rc = skt_set_nonblocking(fd.socket, false);
    if (rc < 0) return dial_further(&fd, rc, addr, deadline, out);
    *out = fd.socket;
    return 0;
}

int skt_dial_list(const skt_addr *addrs, size_t count, const skt_dial_plan *plan, skt_deadline deadline,
                  skt_socket *out)
{
    if (count == 1 && plan == NULL) return dial_one(addrs, deadline, out);
    return dial_several(addrs, count, plan, deadline, out);
}

/* "localhost" and names that end in ".localhost". */
static bool is_localhost(const char *host)
{
    static const char name[] = "localhost";
    const size_t name_len = sizeof name - 1;
    size_t len = strlen(host);
    if (len > 0 && host[len - 1] == '.') len--;
    if (len < name_len || (len > name_len && host[len - name_len - 1] != '.')) return false;
    for (size_t i = 0; i < name_len; i++)
        if ((host[len - name_len + i] | 0x20) != name[i]) return false;
    return true;
}

static int resolve(const char *host, const char *service, const skt_dial_plan *plan, skt_deadline deadline,
                   skt_addr *out)
{
    bool inet = !plan || skt__dial_plan_allows(plan, SKT_AF_INET);
    bool inet6 = !plan || skt__dial_plan_allows(plan, SKT_AF_INET6);
    if (!inet && !inet6) return SKT_EAFNOSUPPORT;
    int family = !inet6 ? SKT_AF_INET : !inet ? SKT_AF_INET6 : SKT_AF_UNSPEC;
    int type = skt__plan_resolved_type(plan ? plan->type : 0);
    int count = skt__resolve_by(host, service, family, type, 0, out, ADDRESSES_MAX, deadline);
    if (is_localhost(host)) {
        /* RFC 6761: localhost is the loopback address, whatever the resolver says. The dialer skips repetitions. */
        int known = count > 0 ? count : 0, room = known < ADDRESSES_MAX ? ADDRESSES_MAX - known : 0;
        int more = skt__resolve_by(NULL, service, family, type, 0, out + ADDRESSES_MAX - room, (size_t)room, deadline);
        if (more > 0) count = known + more;
    }
    return count < ADDRESSES_MAX ? count : ADDRESSES_MAX;
}

int skt_dial(const char *host, const char *service, const skt_dial_plan *plan, skt_deadline deadline, skt_socket *out)
{
    skt__place place = {.addr = {.len = 0}};
    skt_addr found[ADDRESSES_MAX];
    int rc = skt__dial_plan_check(plan);
    if (rc == 0 && service == NULL) {
        rc = skt__place_of(host, &place);
        host = place.host;
        service = place.service;
    }
    if (rc < 0) return rc;
    if (place.addr.len > 0)
        return skt_addr_port(&place.addr) == 0 ? SKT_EINVAL : skt_dial_list(&place.addr, 1, plan, deadline, out);
    if (*host == '\0' || skt__service_port(service) <= 0) return SKT_EINVAL;
    rc = resolve(host, service, plan, deadline, found);
    return rc < 0 ? rc : skt_dial_list(found, (size_t)rc, plan, deadline, out);
}
