/* SPDX-License-Identifier: MIT */
#include "endpoint.h"

#include "os.h"
#include "say.h"
#include "transfer/channel.h"

#include <stdio.h>
#include <string.h>

#define MPTCP_PREFIX "mptcp:"

/* "host:port", "host" or ":port" by the resolver. */
static int resolve(const char *text, bool to_listen, endpoint *out)
{
    char host[256];
    const char *colon = strrchr(text, ':');
    size_t len = colon ? (size_t)(colon - text) : strlen(text);
    if (len >= sizeof host) return SKT_ENAMETOOLONG;
    memcpy(host, text, len);
    host[len] = '\0';
    const char *service = colon ? colon + 1 : "0";
    if (strchr(host, ':') != NULL || (len == 0 && service[0] == '\0')) return SKT_EINVAL;

    int count = skt_resolve(len ? host : NULL, service, SKT_AF_UNSPEC, SKT_SOCK_STREAM, to_listen ? SKT_AI_PASSIVE : 0,
                            out->addresses, ENDPOINT_MOST);
    if (count < 0) return count;
    out->count = count < ENDPOINT_MOST ? (size_t)count : ENDPOINT_MOST;
    return count > 0 ? 0 : SKT_EAI_NONAME;
}

static bool is_ip(const skt_addr *addr)
{
    return skt_addr_port(addr) >= 0;
}

static bool is_stream_family(const skt_addr *addr)
{
    int family = skt_addr_family(addr);
    return is_ip(addr) || family == SKT_AF_UNIX || family == SKT_AF_VSOCK;
}

int endpoint_parse(const char *text, bool mptcp, bool to_listen, endpoint *out)
{
    char shown[SAY_MAX], why[SAY_MAX];
    printable(text, shown);
    if (strncmp(text, MPTCP_PREFIX, strlen(MPTCP_PREFIX)) == 0) {
        text += strlen(MPTCP_PREFIX);
        mptcp = true;
    }
    out->protocol = mptcp ? SKT_IPPROTO_MPTCP : 0;
    out->count = 1;
    int rc = skt_addr_parse(text, &out->addresses[0]);
    if (rc == SKT_EINVAL) rc = resolve(text, to_listen, out);
    if (rc == SKT_EINVAL) return complain_of_usage("%s is not an address", shown);
    if (rc < 0) return complain("%s: %s", shown, explain(rc, why));

    for (size_t i = 0; i < out->count; i++) {
        const skt_addr *addr = &out->addresses[i];
        if (!is_stream_family(addr)) return complain_of_usage("%s is not an address of a stream transport", shown);
        if (mptcp && !is_ip(addr)) return complain_of_usage("%s: MPTCP needs an IP address", shown);
        if (!to_listen && skt_addr_port(addr) == 0) return complain_of_usage("%s lacks the port to connect to", shown);
    }
    return STATUS_OK;
}

static int open_for(const endpoint *e, const skt_addr *addr, skt_socket *out)
{
    return skt_open(skt_addr_family(addr), SKT_SOCK_STREAM, e->protocol, out);
}

static int listen_on(const endpoint *e, const skt_addr *addr, skt_socket *out, skt_addr *here)
{
    int rc = open_for(e, addr, out);
    if (rc < 0) return rc;
    if (is_ip(addr) && os_reuse_address_is_safe()) skt_set_bool(*out, SKT_SO_REUSEADDR, true);
    rc = skt_bind(*out, addr);
    if (rc == 0) rc = skt_listen(*out, 16);
    if (rc == 0) rc = skt_local_address(*out, here);
    if (rc == 0) rc = skt_set_nonblocking(*out, true);
    if (rc < 0) skt_close(*out);
    return rc;
}

static void name_of(const endpoint *e, const skt_addr *addr, char name[ENDPOINT_TEXT_MAX])
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_addr_format(addr, text, sizeof text);
    snprintf(name, ENDPOINT_TEXT_MAX, "%s%s", e->protocol == SKT_IPPROTO_MPTCP ? MPTCP_PREFIX : "", text);
}

int endpoint_listen(const endpoint *e, skt_socket *out, char name[ENDPOINT_TEXT_MAX])
{
    skt_addr here;
    int rc = SKT_EINVAL;
    for (size_t i = 0; rc < 0 && i < e->count; i++) rc = listen_on(e, &e->addresses[i], out, &here);
    name_of(e, rc == 0 ? &here : &e->addresses[e->count - 1], name);
    return rc < 0 ? complain_of(name, rc) : STATUS_OK;
}

void endpoint_close(skt_socket listener)
{
    skt_addr here;
    const char *path = skt_local_address(listener, &here) == 0 ? skt_addr_unix_path(&here) : NULL;
    if (path != NULL) os_remove(path);
    skt_close(listener);
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

/* Not by skt_connect_by, which goes on after an interrupt. */
static int connect_within(skt_socket s, const skt_addr *addr, skt_duration idle)
{
    skt_deadline deadline = skt_deadline_in(idle);
    int rc = skt_set_nonblocking(s, true);
    if (rc == 0) rc = skt_connect(s, addr);
    if (rc == SKT_EAGAIN) return connect_to_busy(s, addr, deadline);
    if (rc != SKT_EINPROGRESS) return rc;
    rc = channel_wait(s, SKT_POLLOUT, deadline);
    return rc == 0 ? skt_pending_error(s) : rc;
}

int endpoint_connect(const endpoint *e, skt_duration idle, skt_socket *out)
{
    char name[ENDPOINT_TEXT_MAX];
    int rc = SKT_EINVAL;
    for (size_t i = 0; rc < 0 && i < e->count && os_interrupt_status() == 0; i++) {
        name_of(e, &e->addresses[i], name);
        rc = open_for(e, &e->addresses[i], out);
        if (rc < 0) continue;
        rc = connect_within(*out, &e->addresses[i], idle);
        if (rc < 0) skt_close(*out);
    }
    return rc < 0 ? complain_of(name, rc) : STATUS_OK;
}
