/* SPDX-License-Identifier: MIT */
/* An echo server, and a client of it in the same program. The server ends after that one. */
#include <skt/skt.h>

#include <stdio.h>
#include <string.h>

/* Accepts one connection. A connection that ended before it was accepted is not a fault of the server. */
static int accept_one(skt_socket listener, skt_socket *out)
{
    int rc;
    do {
        rc = skt_accept(listener, 0, out, NULL);
    } while (rc == SKT_ECONNABORTED || rc == SKT_ECONNRESET || rc == SKT_EINTR);
    return rc;
}

/* Sends back what comes, until the peer has sent all. */
static int echo(skt_socket s, skt_deadline deadline)
{
    char room[4096];
    for (;;) {
        skt_ssize len = skt_recv(s, room, sizeof room, 0);
        if (len == SKT_EINTR) continue;
        if (len <= 0) return (int)len;
        int rc = skt_send_all(s, room, (size_t)len, 0, deadline, NULL);
        if (rc < 0) return rc;
    }
}

int main(void)
{
    skt_socket listener = SKT_INVALID_SOCKET, client = SKT_INVALID_SOCKET, served = SKT_INVALID_SOCKET;
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(10));
    skt_addr here = {0};
    char answer[5] = "";

    int rc = skt_serve("127.0.0.1:0", NULL, &listener, 1);
    if (rc > 0) rc = skt_local_address(listener, &here);

    /* The client. The system completes its connection before the server accepts it. */
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &client);
    if (rc == 0) rc = skt_connect_by(client, &here, soon);
    if (rc == 0) rc = skt_send_all(client, "hello", 5, 0, soon, NULL);
    if (rc == 0) rc = skt_shutdown(client, SKT_SHUT_WR);

    if (rc == 0) rc = accept_one(listener, &served);
    if (rc == 0) rc = echo(served, soon);
    if (rc == 0) rc = skt_recv_all(client, answer, sizeof answer, 0, soon, NULL);
    if (rc == 0)
        printf("%.5s\n", answer);
    else
        fprintf(stderr, "%s\n", skt_error_name(rc));

    if (served != SKT_INVALID_SOCKET) skt_close(served);
    if (client != SKT_INVALID_SOCKET) skt_close(client);
    if (listener != SKT_INVALID_SOCKET) skt_close(listener);
    return rc == 0 && memcmp(answer, "hello", 5) == 0 ? 0 : 1;
}
