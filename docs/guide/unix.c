/* SPDX-License-Identifier: MIT */
/* Asks who is at the other end of a Unix socket, and passes it a socket. */
#include <skt/skt.h>

#include <stdio.h>

/* Passes one end of a new pair over the channel and talks through what arrives. */
static int pass_one(skt_socket channel[2])
{
    skt_socket pair[2];
    skt_file given, taken = (skt_file)SKT_INVALID_SOCKET;
    char text[3];
    size_t len = 1;
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(10));

    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, pair);
    if (rc < 0) return rc;
    given = (skt_file)pair[0];
    rc = skt_send_handles(channel[0], &given, 1, "h", 1);
    if (rc == 0) rc = skt_recv_handles(channel[1], &taken, 1, text, &len);
    if (rc == 1) {
        rc = skt_send_all((skt_socket)taken, "hi\n", 3, 0, soon, NULL);
        if (rc == 0) rc = skt_recv_all(pair[1], text, 3, 0, soon, NULL);
        if (rc == 0) printf("through the socket that was passed: %.3s", text);
        skt_close((skt_socket)taken);
    }
    skt_close(pair[0]);
    skt_close(pair[1]);
    return rc;
}

int main(void)
{
    skt_socket channel[2];
    skt_credentials peer;

    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, channel);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;

    rc = skt_peer_credentials(channel[0], &peer, sizeof peer);
    if (rc == 0 && (peer.has & SKT_HAS_PID)) printf("the peer is process %lld\n", (long long)peer.pid);
    if (rc == 0 && (peer.has & SKT_HAS_UID)) printf("of user %lld\n", (long long)peer.uid);

    rc = pass_one(channel);
    if (rc == SKT_EUNSUPPORTED) rc = printf("no handles are passed here: see skt_export\n") < 0;
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    skt_close(channel[0]);
    skt_close(channel[1]);
    return rc == 0 ? 0 : 1;
}
