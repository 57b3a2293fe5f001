/* SPDX-License-Identifier: MIT */
/* Connects to a port where nobody listens, and tells what came of it. */
#include <skt/skt.h>

#include <stdio.h>

static int explain(int rc)
{
    char text[128];
    switch (rc) {
    case 0: return printf("connected\n") < 0;
    case SKT_ECONNREFUSED: return printf("nobody listens there\n") < 0;
    case SKT_ETIMEDOUT: return printf("no answer in time\n") < 0;
    default: break;
    }
    skt_error_text(rc, text, sizeof text);
    fprintf(stderr, "%s (%s)\n", text, skt_error_name(rc));
    return 1;
}

int main(void)
{
    skt_socket bound = SKT_INVALID_SOCKET, s = SKT_INVALID_SOCKET;
    skt_addr there;

    /* A port that is taken, so that nobody else gets it, and does not listen. */
    skt_addr_loopback(SKT_AF_INET, 0, &there);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &bound);
    if (rc == 0) rc = skt_bind(bound, &there);
    if (rc == 0) rc = skt_local_address(bound, &there);

    if (rc == 0) rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s);
    if (rc == 0) rc = skt_connect_by(s, &there, skt_deadline_in(SKT_SECONDS(5)));
    int status = explain(rc);
    if (s != SKT_INVALID_SOCKET) skt_close(s);
    if (bound != SKT_INVALID_SOCKET) skt_close(bound);
    return status;
}
