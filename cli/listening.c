/* SPDX-License-Identifier: MIT */
/* The receiver's socket. */
#include "endpoint.h"
#include "held_path.h"
#include "os.h"
#include "say.h"

#include <stdio.h>

enum life { LIVES, ENDED, UNKNOWN };

/* Whether anybody has a socket at a path. A datagram socket cannot connect to a stream, so whoever listens notices nothing. */
static enum life life_of(const skt_addr *addr)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_UNIX, SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc < 0) rc = skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc < 0) return UNKNOWN;
    rc = skt_connect(s, addr);
    skt_close(s);
    if (rc == SKT_ECONNREFUSED) return ENDED;
    return rc == SKT_EACCES || rc == SKT_EPERM ? UNKNOWN : LIVES;
}

/* Says what is at a path that is taken. */
static int complain_of_path(const endpoint *e, const char *shown, int rc)
{
    char why[SAY_MAX];
    os_identity there;
    const skt_addr *addr = &e->addresses[0];
    if (rc == SKT_EEXIST) return complain("%s.lock: %s", shown, explain(rc, why));
    if (rc != SKT_EADDRINUSE) return complain_of(shown, rc);
    if (os_identify_socket(skt_addr_unix_path(addr), &there) == SKT_ENOTSOCK)
        return complain("%s: there is a file of that name, which is no socket (EADDRINUSE)", shown);
    enum life life = life_of(addr);
    if (life == LIVES) return complain("%s: another program listens there (EADDRINUSE)", shown);
    if (life == UNKNOWN || e->replace) return complain_of(shown, rc);
    return complain("%s: the path is stale: nobody listens there any more; --replace replaces it (EADDRINUSE)", shown);
}

/* Listens at an address, or at every one of the port. */
static int listen_on(const endpoint *e, const skt_addr *addr, bool everywhere, skt_socket *out)
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_serve_plan plan;
    skt_serve_plan_init(&plan);
    plan.type = SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK;
    plan.protocol = e->protocol;
    plan.backlog = 16;
    plan.flags = e->replace ? SKT_SERVE_REPLACE : 0;
    if (everywhere)
        snprintf(text, sizeof text, ":%d", skt_addr_port(addr));
    else
        skt_addr_format(addr, text, sizeof text);
    int rc = skt_serve(text, &plan, out, 1);
    return rc < 0 ? rc : 0;
}

/* On the first address that can be bound, which then is *at_out; of every address one socket has to do. */
static int listen_on_any(const endpoint *e, skt_socket *out, const skt_addr **at_out)
{
    size_t i = 0;
    int rc = listen_on(e, &e->addresses[0], e->is_every_address, out);
    /* Where it takes two sockets, or there is no IPv6, that is IPv4's. */
    bool goes_on = !e->is_every_address || rc == SKT_ERANGE;
    while (rc < 0 && goes_on && i + 1 < e->count) rc = listen_on(e, &e->addresses[++i], false, out);
    *at_out = &e->addresses[i];
    return rc;
}

int endpoint_listen(endpoint *e, skt_socket *out, char name[ENDPOINT_TEXT_MAX])
{
    skt_addr here;
    const skt_addr *at;
    char shown[SAY_MAX];
    int status = endpoint_resolve(e, true, skt_deadline_in(e->patience));
    if (status != STATUS_OK) return status;
    int rc = listen_on_any(e, out, &at);
    endpoint_name(e, at, name);
    printable(name, shown);
    const char *path = skt_addr_unix_path(at);
    if (rc < 0) return path != NULL ? complain_of_path(e, shown, rc) : complain_of(shown, rc);
    if (skt_local_address(*out, &here) == 0) endpoint_name(e, &here, name);
    held_path_keep(at);
    return STATUS_OK;
}

void endpoint_close(skt_socket listener)
{
    /* First the path, so that nobody can connect to a socket that takes nothing any more. */
    held_path_remove();
    skt_close(listener);
}
