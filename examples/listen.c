/* SPDX-License-Identifier: MIT */
/*
 * A server that sends a greeting to each client, by default on a port that the system chooses. greet.c is its client.
 */
#include <skt/skt.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];

    int rc = skt_addr_parse(argc > 1 ? argv[1] : "[::1]:0", &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &s);
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_listen(s, 128);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) {
        skt_addr_format(&here, text, sizeof text);
        printf("listening on %s\n", text);
        fflush(stdout);
    }
    while (rc == 0 || rc == SKT_ECONNABORTED || rc == SKT_EINTR) {
        skt_socket client;
        rc = skt_accept(s, 0, &client, &here);
        if (rc == 0) {
            skt_set_keepalive(client, SKT_SECONDS(30), SKT_SECONDS(5), 3);
            skt_set_bool(client, SKT_TCP_NODELAY, true);
            skt_send_all(client, "hello\n", 6, 0, SKT_NEVER, NULL);
            skt_close(client);
        }
    }
    fprintf(stderr, "%s\n", skt_error_name(rc));
    return 1;
}
