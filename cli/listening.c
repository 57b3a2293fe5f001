/* SPDX-License-Identifier: MIT */
/* The receiver's socket. */
#include "endpoint.h"
#include "os.h"
#include "say.h"

/* Both families by one socket, whatever the system's default is. */
static int accept_both(skt_socket s, const skt_addr *addr)
{
    if (skt_addr_family(addr) != SKT_AF_INET6) return 0;
    return skt_set_bool(s, SKT_IPV6_V6ONLY, false);
}

static int listen_on(const endpoint *e, const skt_addr *addr, skt_socket *out, skt_addr *here)
{
    int rc = skt_open(skt_addr_family(addr), SKT_SOCK_STREAM, e->protocol, out);
    if (rc < 0) return rc;
    bool is_ip = skt_addr_port(addr) >= 0;
    if (is_ip && os_reuse_address_is_safe()) skt_set_bool(*out, SKT_SO_REUSEADDR, true);
    if (e->is_every_address) rc = accept_both(*out, addr);
    if (rc == 0) rc = skt_bind(*out, addr);
    if (rc == 0) rc = skt_listen(*out, 16);
    if (rc == 0) rc = skt_local_address(*out, here);
    if (rc == 0) rc = skt_set_nonblocking(*out, true);
    if (rc < 0) skt_close(*out);
    return rc;
}

/* Where IPv6 has the port taken, IPv4 alone would be half of what was asked for. */
static bool is_next_worth_trying(const endpoint *e, int rc)
{
    return !e->is_every_address || (rc != SKT_EADDRINUSE && rc != SKT_EACCES);
}

int endpoint_listen(endpoint *e, skt_socket *out, char name[ENDPOINT_TEXT_MAX])
{
    skt_addr here;
    char shown[SAY_MAX];
    int rc = endpoint_resolve(e, true, SKT_NEVER);
    if (rc < 0) return complain_of(printable(e->text, shown), rc);
    size_t i = 0;
    do rc = listen_on(e, &e->addresses[i], out, &here);
    while (rc < 0 && ++i < e->count && is_next_worth_trying(e, rc));
    endpoint_name(e, rc == 0 ? &here : &e->addresses[i < e->count ? i : e->count - 1], name);
    return rc < 0 ? complain_of(printable(name, shown), rc) : STATUS_OK;
}

void endpoint_close(skt_socket listener)
{
    skt_addr here;
    const char *path = skt_local_address(listener, &here) == 0 ? skt_addr_unix_path(&here) : NULL;
    if (path != NULL) os_remove(path);
    skt_close(listener);
}
