/* SPDX-License-Identifier: MIT */
/* The receiver's socket. */
#include "endpoint.h"
#include "os.h"
#include "say.h"

#include <stdio.h>

/* Both families by one socket, whatever the system's default is. */
static int accept_both(skt_socket s, const skt_addr *addr)
{
    if (skt_addr_family(addr) != SKT_AF_INET6) return 0;
    return skt_set_bool(s, SKT_IPV6_V6ONLY, false);
}

static int bind_and_listen(skt_socket s, const skt_addr *addr, skt_addr *here)
{
    os_identity made;
    const char *path = skt_addr_unix_path(addr);
    int rc = skt_bind(s, addr);
    if (rc < 0) return rc;
    rc = skt_listen(s, 16);
    if (rc == 0) rc = skt_local_address(s, here);
    if (rc < 0 && path != NULL && os_identify_socket(path, &made) == 0) os_remove_socket(path, &made);
    return rc;
}

static int listen_on(const endpoint *e, const skt_addr *addr, skt_socket *out, skt_addr *here)
{
    int rc = skt_open(skt_addr_family(addr), SKT_SOCK_STREAM, e->protocol, out);
    if (rc < 0) return rc;
    bool is_ip = skt_addr_port(addr) >= 0;
    if (is_ip) skt_reuse_address(*out);
    if (e->is_every_address) rc = accept_both(*out, addr);
    if (rc == 0) rc = skt_set_nonblocking(*out, true);
    if (rc == 0) rc = bind_and_listen(*out, addr, here);
    if (rc < 0) skt_close(*out);
    return rc;
}

/* Where IPv6 has the port taken, IPv4 alone would be half of what was asked for. */
static bool is_next_worth_trying(const endpoint *e, int rc)
{
    return !e->is_every_address || (rc != SKT_EADDRINUSE && rc != SKT_EACCES);
}

/* The path of the listener, if it has one, and the lock beside it that says that the listener lives. */
static struct {
    char path[SKT_ADDR_TEXT_MAX]; /* "" for none */
    char lock_path[SKT_ADDR_TEXT_MAX + 8];
    os_identity socket;
    os_lock lock;
    int locked; /* 0, or why it is not */
} held;

enum life { LIVES, ENDED, UNKNOWN };

/*
 * Whether anybody listens at a path. A datagram socket cannot connect to a stream, so whoever listens notices nothing:
 * the answer is that of the type, however many connections wait already. Where there are no such sockets a connection
 * is made after all; no `skt recv` gets it, since one that lives has the lock.
 */
static enum life life_of(const skt_addr *addr)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) rc = skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s);
    if (rc < 0) return UNKNOWN;
    rc = skt_set_nonblocking(s, true);
    if (rc == 0) rc = skt_connect(s, addr);
    skt_close(s);
    if (rc == SKT_ECONNREFUSED) return ENDED;
    return rc == SKT_EACCES || rc == SKT_EPERM ? UNKNOWN : LIVES;
}

/* The path is taken: says by what, or listens in its place if that has ended and may be replaced. */
static int take_over(const endpoint *e, const char *shown, skt_socket *out, skt_addr *here)
{
    const skt_addr *addr = &e->addresses[0];
    const char *path = skt_addr_unix_path(addr);
    char why[SAY_MAX];
    os_identity there;
    int rc = os_identify_socket(path, &there);
    if (rc == SKT_ENOTSOCK) return complain("%s: there is a file of that name, which is no socket (EADDRINUSE)", shown);
    if (rc < 0 && rc != SKT_ENOENT) return complain_of(shown, rc);
    if (held.locked == SKT_EBUSY) return complain("%s: another `skt recv` listens there (EADDRINUSE)", shown);
    enum life life = rc == 0 ? life_of(addr) : ENDED;
    if (life == LIVES) return complain("%s: another program listens there (EADDRINUSE)", shown);
    if (life == UNKNOWN) return complain_of(shown, SKT_EADDRINUSE);
    if (!e->replace)
        return complain("%s: the path is stale: nobody listens there any more; --replace replaces it (EADDRINUSE)",
                        shown);
    if (held.locked < 0) return complain("%s.lock: %s", shown, explain(held.locked, why));
    if (rc == 0) rc = os_remove_socket(path, &there);
    if (rc == 0 || rc == SKT_ENOENT) rc = listen_on(e, addr, out, here);
    return rc < 0 ? complain_of(shown, rc) : STATUS_OK;
}

/* A listener does with no lock, unless it has to replace another's path. */
static void lock_path_of(const char *path)
{
    snprintf(held.path, sizeof held.path, "%s", path);
    snprintf(held.lock_path, sizeof held.lock_path, "%s.lock", path);
    held.locked = os_lock_take(held.lock_path, &held.lock);
}

static void leave_path(void)
{
    os_remove_when_ended(NULL, NULL);
    if (held.locked == 0) os_lock_leave(held.lock_path, &held.lock);
    held.path[0] = '\0';
}

static int listen_at_path(const endpoint *e, const char *shown, skt_socket *out, skt_addr *here)
{
    const char *path = skt_addr_unix_path(&e->addresses[0]);
    lock_path_of(path);
    int rc = listen_on(e, &e->addresses[0], out, here);
    int status = rc == SKT_EADDRINUSE ? take_over(e, shown, out, here) : rc < 0 ? complain_of(shown, rc) : STATUS_OK;
    if (status == STATUS_OK && os_identify_socket(path, &held.socket) == 0)
        os_remove_when_ended(held.path, &held.socket);
    else
        leave_path();
    return status;
}

int endpoint_listen(endpoint *e, skt_socket *out, char name[ENDPOINT_TEXT_MAX])
{
    skt_addr here;
    char shown[SAY_MAX];
    int rc, status = endpoint_resolve(e, true, skt_deadline_in(e->patience));
    if (status != STATUS_OK) return status;
    endpoint_name(e, &e->addresses[0], name);
    if (skt_addr_unix_path(&e->addresses[0]) != NULL) return listen_at_path(e, printable(name, shown), out, &here);
    size_t i = 0;
    do rc = listen_on(e, &e->addresses[i], out, &here);
    while (rc < 0 && ++i < e->count && is_next_worth_trying(e, rc));
    endpoint_name(e, rc == 0 ? &here : &e->addresses[i < e->count ? i : e->count - 1], name);
    return rc < 0 ? complain_of(printable(name, shown), rc) : STATUS_OK;
}

void endpoint_close(skt_socket listener)
{
    /* First the path, so that nobody can connect to a socket that takes nothing any more. */
    if (held.path[0] != '\0') os_remove_socket(held.path, &held.socket);
    skt_close(listener);
    leave_path();
}
