/* SPDX-License-Identifier: MIT */
/* Connects to an address that is given as text and reads six bytes, all of it within three seconds. */
#include <skt/skt.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr server;
    char greeting[6];
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(3));

    int rc = skt_addr_parse(argc > 1 ? argv[1] : "[::1]:4711", &server);
    if (rc == 0) rc = skt_open(skt_addr_family(&server), SKT_SOCK_STREAM, 0, &s);
    if (rc == 0 && skt_addr_port(&server) >= 0) /* IP: only TCP has keepalive */
        rc = skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 0);
    if (rc == 0) rc = skt_connect_by(s, &server, soon);
    if (rc == 0) rc = skt_recv_all(s, greeting, sizeof greeting, 0, soon, NULL);
    switch (rc) {
    case 0: return printf("%.6s", greeting) == 6 ? 0 : 1;
    case SKT_ECONNREFUSED: fprintf(stderr, "nobody listens there\n"); return 1;
    case SKT_ETIMEDOUT: fprintf(stderr, "no answer in three seconds\n"); return 1;
    default: fprintf(stderr, "%s\n", skt_error_name(rc)); return 1;
    }
}
