/* SPDX-License-Identifier: MIT */
/*
 * A transparent TCP proxy for Linux: netfilter redirects connections to it, and it connects to their original
 * destinations. The data is spliced in the kernel; each direction of a connection has a process.
 *
 *     proxy ADDRESS
 *     nft add rule ip nat prerouting tcp dport 80 redirect to :PORT
 */
#include <skt/skt.h>

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { AT_ONCE = 1 << 16 };

/* Moves data from a socket to another until its end. Returns 0 or the error. */
static skt_ssize relay(skt_socket from, skt_socket to)
{
    int ends[2];
    skt_ssize got, rc = pipe(ends) == 0 ? 0 : SKT_EMFILE;
    while (rc >= 0 && (got = rc = skt_splice(from, ends[1], AT_ONCE, SKT_SPLICE_F_MOVE)) > 0)
        for (; rc >= 0 && got > 0; got -= rc) rc = skt_splice(ends[0], to, (size_t)got, SKT_SPLICE_F_MOVE);
    if (rc < 0) {
        skt_shutdown(from, SKT_SHUT_RDWR); /* so that the other direction ends too */
        skt_shutdown(to, SKT_SHUT_RDWR);
        return rc;
    }
    return skt_shutdown(to, SKT_SHUT_WR);
}

/* Connects to the original destination of a client's connection. */
static int connect_on(skt_socket client, skt_socket *server_out)
{
    skt_addr headed, here;
    int rc = skt_original_destination(client, &headed);
    if (rc == 0) rc = skt_local_address(client, &here);
    if (rc == 0 && skt_addr_equal(&headed, &here)) rc = SKT_ENOENT; /* the proxy would connect to itself */
    if (rc == 0) rc = skt_open(skt_addr_family(&headed), SKT_SOCK_STREAM, 0, server_out);
    if (rc == 0) rc = skt_connect_by(*server_out, &headed, skt_deadline_in(SKT_SECONDS(30)));
    return rc;
}

/* Runs in the process of a connection, which starts another one for the other direction. */
static skt_ssize proxy(skt_socket client)
{
    skt_socket server = SKT_INVALID_SOCKET;
    const int rc = connect_on(client, &server);
    if (rc < 0) return rc;
    skt_set_bool(client, SKT_TCP_NODELAY, true);
    skt_set_bool(server, SKT_TCP_NODELAY, true);
    return fork() == 0 ? relay(server, client) : relay(client, server);
}

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET, client;
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    int rc = argc == 2 ? skt_addr_parse(argv[1], &here) : SKT_EINVAL;
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &s);
    if (rc == 0) rc = skt_reuse_address(s);
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_listen(s, SKT_SOMAXCONN);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) {
        skt_addr_format(&here, text, sizeof text);
        printf("%s\n", text);
        fflush(stdout);
        signal(SIGCHLD, SIG_IGN); /* child processes leave no zombies */
    }
    while (rc == 0 || rc == SKT_ECONNABORTED || rc == SKT_EINTR) {
        rc = skt_accept(s, 0, &client, NULL);
        if (rc < 0) continue;
        if (fork() == 0) {
            skt_close(s);
            rc = (int)proxy(client);
            if (rc < 0) fprintf(stderr, "proxy: a connection: %s\n", skt_error_name(rc));
            _exit(rc < 0);
        }
        skt_close(client);
    }
    fprintf(stderr, "proxy: %s\n", skt_error_name(rc));
    return 1;
}
