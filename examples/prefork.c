/* SPDX-License-Identifier: MIT */
/*
 * A pre-fork server: one process accepts connections and passes each to the next of its worker processes, which were
 * started before. A worker sends its number and the client's address.
 *
 *     prefork ADDRESS WORKERS [COUNT]    for ever, or until so many connections were passed on
 */
#include <skt/skt.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_WORKERS = 64 };

typedef struct server {
    skt_socket listener;
    skt_socket workers[MOST_WORKERS]; /* a channel to each */
    unsigned count;
} server;

static void serve(skt_socket client, unsigned number)
{
    char peer[SKT_ADDR_TEXT_MAX], text[SKT_ADDR_TEXT_MAX + 50];
    skt_addr address;
    if (skt_peer_address(client, &address) < 0) return;
    skt_addr_format(&address, peer, sizeof peer);
    const int len = snprintf(text, sizeof text, "worker %u serves %s\n", number, peer);
    skt_send_all(client, text, (size_t)len, 0, skt_deadline_in(SKT_SECONDS(30)), NULL);
}

/* Serves the connections from the channel until it ends. */
static int work(skt_socket channel, unsigned number)
{
    for (;;) {
        skt_file client;
        char byte;
        size_t len = 1;
        const int rc = skt_recv_handles(channel, &client, 1, &byte, &len);
        if (rc == SKT_EEOF) return 0;
        if (rc < 0 && rc != SKT_EINTR) return rc;
        if (rc != 1) continue;
        serve(client, number);
        skt_close(client);
    }
}

/* Starts a worker. It closes the ends of the other channels, so that these end when the parent does. */
static int add_worker(server *s)
{
    skt_socket ends[2];
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, ends);
    if (rc < 0) return rc;
    s->workers[s->count++] = ends[0];
    switch (fork()) {
    case -1: return -errno;
    case 0:
        for (unsigned i = 0; i < s->count; i++) skt_close(s->workers[i]);
        skt_close(s->listener);
        rc = work(ends[1], s->count);
        if (rc < 0) fprintf(stderr, "prefork: worker %u: %s\n", s->count, skt_error_name(rc));
        _exit(rc < 0);
    default: return skt_close(ends[1]);
    }
}

static int accept_and_pass(server *s, unsigned long count)
{
    int rc = 0;
    for (unsigned next = 0; rc == 0 && count > 0; next = (next + 1) % s->count, count--) {
        skt_socket client;
        do rc = skt_accept(s->listener, 0, &client, NULL);
        while (rc == SKT_ECONNABORTED || rc == SKT_EINTR);
        if (rc < 0) break;
        rc = skt_send_handles(s->workers[next], &client, 1, "c", 1);
        skt_close(client);
    }
    return rc;
}

int main(int argc, char **argv)
{
    server s = {.count = 0};
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    const unsigned long workers = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    int rc = workers < 1 || workers > MOST_WORKERS ? SKT_EINVAL : skt_addr_parse(argv[1], &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &s.listener);
    if (rc == 0) rc = skt_reuse_address(s.listener);
    if (rc == 0) rc = skt_bind(s.listener, &here);
    if (rc == 0) rc = skt_listen(s.listener, 128);
    if (rc == 0) rc = skt_local_address(s.listener, &here);
    while (rc == 0 && s.count < workers) rc = add_worker(&s);
    if (rc == 0) {
        skt_addr_format(&here, text, sizeof text);
        printf("%s\n", text);
        fflush(stdout);
        rc = accept_and_pass(&s, argc > 3 ? strtoul(argv[3], NULL, 10) : ULONG_MAX);
    }
    if (rc < 0) fprintf(stderr, "prefork: %s\n", skt_error_name(rc));
    while (s.count > 0) skt_close(s.workers[--s.count]);
    while (wait(NULL) > 0) continue;
    return rc < 0;
}
