/* SPDX-License-Identifier: MIT */
/* Says what an address is: addresses '[2001:db8::1]:443' */
#include <skt/skt.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    skt_addr addr, plain;
    uint8_t ip[16];
    char text[SKT_ADDR_TEXT_MAX];

    int rc = skt_addr_parse(argc > 1 ? argv[1] : "[::ffff:192.0.2.1]:443", &addr);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;

    /* IPv4 in the form that an IPv6 socket shows it. */
    if (skt_addr_is_v4_mapped(&addr)) {
        skt_addr_unmap_v4(&addr, &plain);
        addr = plain;
    }
    skt_addr_format(&addr, text, sizeof text);
    printf("%s is %s", text, skt_family_name(skt_addr_family(&addr)));
    if (skt_addr_ip(&addr, ip) > 0) printf(" with port %d", skt_addr_port(&addr));
    printf("\n");
    return 0;
}
