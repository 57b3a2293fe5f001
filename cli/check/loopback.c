/* SPDX-License-Identifier: MIT */
#include "loopback.h"

#include "outcome.h"

#include <stdio.h>
#include <string.h>

#define INTERFACES_MAX 64

/* The entry with an address of this family on a loopback interface, or NULL. */
static const skt_interface *find(skt_interface all[INTERFACES_MAX], int family, int *rc_out)
{
    *rc_out = skt_interfaces(all, INTERFACES_MAX);
    for (int i = 0; i < *rc_out && i < INTERFACES_MAX; i++) {
        bool fits = family == SKT_AF_UNSPEC || skt_addr_family(&all[i].address) == family;
        if ((all[i].flags & SKT_IFF_LOOPBACK) && fits) return &all[i];
    }
    return NULL;
}

int check_loopback(char name[SKT_INTERFACE_NAME_MAX], uint32_t *index_out)
{
    static skt_interface all[INTERFACES_MAX];
    int rc;
    const skt_interface *found = find(all, SKT_AF_UNSPEC, &rc);
    if (found == NULL) return rc < 0 ? rc : SKT_ENODEV;
    memcpy(name, found->name, sizeof found->name);
    *index_out = found->index;
    return 0;
}

void check_add_cause(outcome *o, int family)
{
    static skt_interface all[INTERFACES_MAX];
    const char *cause = NULL;
    int rc;
    if (o->verdict != CHECK_RESTRICTED || (family != SKT_AF_INET && family != SKT_AF_INET6 && family != SKT_AF_PACKET))
        return;
    const skt_interface *any = find(all, SKT_AF_UNSPEC, &rc);
    if (rc < 0) return;
    if (any == NULL)
        cause = "there is no loopback interface";
    else if (!(any->flags & SKT_IFF_UP))
        cause = "the loopback interface is down";
    else if (family != SKT_AF_PACKET && find(all, family, &rc) == NULL)
        cause = family == SKT_AF_INET6 ? "IPv6 is off there" : "the loopback interface has no IPv4 address";
    size_t len = strlen(o->detail);
    if (cause != NULL) snprintf(o->detail + len, sizeof o->detail - len, "; %s", cause);
}
