/* SPDX-License-Identifier: MIT */
/* The original destination of a connection that a firewall redirected. */
#include "option/row.h"

/* `len` must be the exact size of the address, since Linux does not write the length. */
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
    /* The peer of a dual-stack socket may be an IPv4 one, whose connection only the option of IPv4 finds. */
    return rc == SKT_ENOENT ? ask(s, SKT__SO_ORIGINAL_DST, sizeof(struct sockaddr_in), out) : rc;
}
