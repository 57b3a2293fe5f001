/* SPDX-License-Identifier: MIT */
/* Where a redirected connection was headed. */
#include "option/row.h"

/* Linux leaves the length as it was given. */
static int ask(skt_socket s, int row, size_t len, skt_addr *out)
{
    skt_addr found = {.len = 0};
    int rc = skt__get_row(s, &skt__option_table[row], &found.storage, &len);
    return rc < 0 ? rc : skt_addr_from_native(&found.storage, len, out);
}

int skt_original_destination(skt_socket s, skt_addr *out)
{
    int family = skt_family(s);
    if (family < 0) return family;
    if (family != SKT_AF_INET6) return ask(s, SKT__SO_ORIGINAL_DST, sizeof(struct sockaddr_in), out);
    int rc = ask(s, SKT__IP6T_SO_ORIGINAL_DST, sizeof(struct sockaddr_in6), out);
    /* The connection may be that of an IPv4 peer, which is kept with the others of IPv4. */
    return rc == SKT_ENOENT ? ask(s, SKT__SO_ORIGINAL_DST, sizeof(struct sockaddr_in), out) : rc;
}
