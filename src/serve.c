/* SPDX-License-Identifier: MIT */
/* Listening at an address that is given as text. */
#include "dial_text.h"
#include "path.h"
#include "plan.h"

/* Attempts to find a port that is free on all addresses. */
#define PORTS_TRIED 16

#define ALL_FLAGS (SKT_SERVE_REPLACE | SKT_SERVE_V6ONLY | SKT_SERVE_REUSEPORT)

/* The families that a socket bound to [::] accepts. BOTH fails on a system whose IPv6 sockets cannot accept IPv4. */
enum taken { BOTH_IF_POSSIBLE, IPV6_ALONE, BOTH };

static int set_options(skt_socket s, const skt_addr *addr, enum taken taken, uint32_t flags)
{
    int rc = 0;
    if (skt_addr_port(addr) >= 0) rc = skt_reuse_address(s);
    if (rc == 0 && flags & SKT_SERVE_REUSEPORT) rc = skt_set_bool(s, SKT_SO_REUSEPORT, true);
    if (rc < 0 || skt_addr_family(addr) != SKT_AF_INET6 || !skt_addr_is_any(addr)) return rc;
    rc = skt_set_bool(s, SKT_IPV6_V6ONLY, taken == IPV6_ALONE);
    if (rc < 0 && taken == BOTH_IF_POSSIBLE) return 0;
    return rc < 0 && taken == BOTH ? SKT_EUNSUPPORTED : rc;
}

/*
 * Returns 0 if no socket is bound to the path. The test connects a datagram socket: a stream listener refuses it with
 * another error than a path without a socket does, sees no connection, and is found before it listens. Systems without
 * Unix datagram sockets need a stream, which the listener gets to accept.
 */
static int find_nobody(const skt_addr *addr)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_UNIX, SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc < 0 && skt_error_is_unsupported(rc)) rc = skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc < 0) return rc;
    rc = skt_connect(s, addr);
    skt_close(s);
    return rc == SKT_ECONNREFUSED || rc == SKT_ENOENT ? 0 : SKT_EADDRINUSE;
}

/* Removes the file of a socket that no process has bound any more, then binds. */
static int bind_instead(skt_socket s, const skt_addr *addr, const char *path)
{
    skt__file_id there;
    int rc = skt__path_look(path, &there);
    if (rc == 0) rc = find_nobody(addr);
    if (rc == 0) rc = skt__path_remove(path, &there);
    if (rc == SKT_ENOTSOCK) rc = SKT_EADDRINUSE;
    return rc == 0 || rc == SKT_ENOENT ? skt_bind(s, addr) : rc;
}

static int bind_and_listen(skt_socket s, const skt_addr *addr, const skt_serve_plan *plan)
{
    const char *path = skt_addr_unix_path(addr);
    bool has_mode = path != NULL && plan->mode != 0;
    int type = skt__plan_plain_type(plan->type), rc = has_mode ? skt__path_mode(s, NULL, plan->mode) : 0;
    if (rc < 0) return rc;
    rc = skt_bind(s, addr);
    if (rc == SKT_EADDRINUSE && path != NULL && plan->flags & SKT_SERVE_REPLACE) rc = bind_instead(s, addr, path);
    if (rc < 0) return rc;
    if (has_mode) rc = skt__path_mode(s, path, plan->mode);
    if (rc == 0 && (type == SKT_SOCK_STREAM || type == SKT_SOCK_SEQPACKET))
        rc = skt_listen(s, plan->backlog ? plan->backlog : -1);
    skt__file_id made;
    if (rc < 0 && path != NULL && skt__path_look(path, &made) == 0) skt__path_remove(path, &made);
    return rc;
}

/* The same under a lock: two processes that replace the path at once could remove each other's new socket. */
static SKT__APART int bind_locked(skt_socket s, const skt_addr *addr, const skt_serve_plan *plan, const char *path)
{
    static const char suffix[] = ".lock";
    char lock_path[SKT__PATH_MOST + sizeof suffix];
    skt_file lock;
    size_t len = strlen(path);
    for (size_t i = 0; i < len; i++) lock_path[i] = path[i];
    memcpy(lock_path + len, suffix, sizeof suffix);
    int rc = skt__lock_take(lock_path, &lock);
    if (rc < 0) return rc;
    rc = bind_and_listen(s, addr, plan);
    skt__lock_leave(lock_path, lock);
    return rc;
}

static int listen_on(const skt_addr *addr, enum taken taken, const skt_serve_plan *plan, skt_socket *out)
{
    const char *path = skt_addr_unix_path(addr);
    bool replaces = path != NULL && plan->flags & SKT_SERVE_REPLACE;
    int rc = skt__plan_open(skt_addr_family(addr), skt__plan_type(plan->type), plan->protocol, out);
    if (rc < 0) return rc;
    rc = set_options(*out, addr, taken, plan->flags);
    if (rc == 0 && plan->prepare) rc = plan->prepare(*out, addr, plan->user);
    if (rc == 0) rc = replaces ? bind_locked(*out, addr, plan, path) : bind_and_listen(*out, addr, plan);
    if (rc < 0) skt_close(*out);
    return rc;
}

/* Listens on all addresses or none. With port 0 the others take the port that the system chose for the first. */
static int listen_once(const skt_addr *addrs, int count, enum taken taken, const skt_serve_plan *plan, skt_socket *out)
{
    int made = 0, rc = 0, port = skt_addr_port(&addrs[0]);
    while (rc == 0 && made < count) {
        skt_addr addr = addrs[made];
        if (port > 0) skt_addr_set_port(&addr, (uint16_t)port);
        rc = listen_on(&addr, taken, plan, &out[made]);
        if (rc < 0) break;
        if (port == 0 && count > 1) rc = skt_local_address(out[made], &addr);
        port = skt_addr_port(&addr);
        made++;
    }
    while (rc < 0 && made > 0) skt_close(out[--made]);
    return rc < 0 ? rc : count;
}

static int listen_on_all(const skt_addr *addrs, int count, enum taken taken, const skt_serve_plan *plan,
                         skt_socket *out)
{
    int rc = SKT_EADDRINUSE;
    int tries = count > 1 && skt_addr_port(&addrs[0]) == 0 ? PORTS_TRIED : 1;
    while (rc == SKT_EADDRINUSE && tries-- > 0) rc = listen_once(addrs, count, taken, plan, out);
    return rc;
}

/* Whether the error says that the system lacks a family, or sockets of both families. */
static bool lacks(int rc)
{
    return skt_error_is_unsupported(rc) || rc == SKT_EADDRNOTAVAIL;
}

static int listen_everywhere(uint16_t port, const skt_serve_plan *plan, skt_socket *out, size_t max)
{
    skt_addr any[2];
    int rc = max < 1 ? SKT_ERANGE : SKT_EUNSUPPORTED;
    skt_addr_any(SKT_AF_INET6, port, &any[0]);
    skt_addr_any(SKT_AF_INET, port, &any[1]);
    if (lacks(rc) && !(plan->flags & SKT_SERVE_V6ONLY)) rc = listen_on_all(any, 1, BOTH, plan, out);
    if (lacks(rc)) rc = max < 2 ? SKT_ERANGE : listen_on_all(any, 2, IPV6_ALONE, plan, out);
    if (lacks(rc)) rc = listen_on_all(any + 1, 1, BOTH, plan, out);
    return rc;
}

static int check_plan(const skt_serve_plan *plan)
{
    int rc = skt__plan_check(plan, plan->size, sizeof *plan);
    if (rc == SKT_EINVAL || plan->flags & ~(uint32_t)ALL_FLAGS || plan->mode & ~07777U) return SKT_EINVAL;
    return rc;
}

static int resolve(const char *host, const char *service, const skt_serve_plan *plan, skt_addr *out)
{
    int type = skt__plan_resolved_type(plan->type);
    return skt_resolve(host, service, SKT_AF_UNSPEC, type, SKT_AI_PASSIVE, out, SKT_SERVE_MOST);
}

int skt_serve(const char *at, const skt_serve_plan *plan, skt_socket *out, size_t max)
{
    static const skt_serve_plan usual = {.size = sizeof usual};
    skt__place place = {.addr = {.len = 0}};
    skt_addr found[SKT_SERVE_MOST];
    skt_socket made[SKT_SERVE_MOST];
    if (plan == NULL) plan = &usual;
    int rc = check_plan(plan), count = 1;
    if (rc == 0) rc = skt__place_of(at, &place);
    if (rc < 0) return rc;
    found[0] = place.addr;
    bool everywhere = place.addr.len == 0 && *place.host == '\0';
    int port = everywhere ? skt__service_port(place.service) : 0;
    if (place.addr.len == 0 && (!everywhere || port == SKT__SERVICE_NAME))
        count = resolve(everywhere ? NULL : place.host, place.service, plan, found);
    if (count < 0) return count;
    if (port == SKT__SERVICE_NAME) port = skt_addr_port(&found[0]);
    bool apart = count > 1 || plan->flags & SKT_SERVE_V6ONLY;
    if (everywhere)
        rc = listen_everywhere((uint16_t)port, plan, made, max);
    else if (count > SKT_SERVE_MOST || (size_t)count > max)
        rc = SKT_ERANGE;
    else
        rc = listen_on_all(found, count, apart ? IPV6_ALONE : BOTH_IF_POSSIBLE, plan, made);
    if (rc > 0) memcpy(out, made, (size_t)rc * sizeof *out);
    return rc;
}
