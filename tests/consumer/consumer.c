/* SPDX-License-Identifier: MIT */
/* A first program of a user of the library. Compiled as C and, unchanged, as C++. */
#include <skt/native.h>
#include <skt/skt.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr here;
    bool keepalive = false;
    char text[SKT_ADDR_TEXT_MAX];

    int rc = skt_addr_parse("127.0.0.1:0", &here);
    if (rc == 0) rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_TCP, &s);
    if (rc == 0) rc = skt_set_bool(s, SKT_SO_KEEPALIVE, true);
    if (rc == 0) rc = skt_get_bool(s, SKT_SO_KEEPALIVE, &keepalive);
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) rc = skt_close(s);
    if (rc < 0) {
        fprintf(stderr, "%s\n", skt_error_name(rc));
        return 1;
    }
    skt_addr_format(&here, text, sizeof text);
    printf("skt %s: %s\n", skt_version(), text);
    return keepalive && strcmp(skt_version(), SKT_VERSION) == 0 && skt_native_len(&here) > 0 ? 0 : 1;
}
