/* SPDX-License-Identifier: MIT */
#include "network.h"

#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_namespace(int64_t pid, const char *kind)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%" PRId64 "/ns/%s", pid, kind);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

/* Only for the child process: it does not return to its namespaces. */
static int enter(int64_t pid)
{
    int network = open_namespace(pid, "net");
    if (network < 0) return network;
    if (setns(network, CLONE_NEWNET) == 0) return 0;
    int rc = -errno;
    /* The creator of the user namespace has all capabilities in it. */
    int user = open_namespace(pid, "user");
    if (user < 0 || setns(user, CLONE_NEWUSER) < 0) return rc;
    return setns(network, CLONE_NEWNET) == 0 ? 0 : -errno;
}

/* Sends the socket to the parent, or the error instead. */
static void open_in_child(skt_socket channel, int64_t pid, int family, int type, int protocol)
{
    skt_socket s;
    int rc = enter(pid);
    if (rc == 0) rc = skt_open(family, type, protocol, &s);
    if (rc == 0)
        rc = skt_send_handles(channel, &s, 1, &rc, sizeof rc);
    else
        skt_send(channel, &rc, sizeof rc, 0);
    _exit(0);
}

int network_open(int64_t pid, int family, int type, int protocol, skt_socket *out)
{
    skt_socket channel[2];
    if (process_namespace(pid, "net") == process_namespace(getpid(), "net"))
        return skt_open(family, type, protocol, out);
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_SEQPACKET, 0, channel);
    if (rc < 0) return rc;
    pid_t child = fork();
    if (child == 0) open_in_child(channel[1], pid, family, type, protocol);
    skt_close(channel[1]);
    if (child > 0) {
        int said = SKT_EPIPE;
        size_t len = sizeof said;
        do rc = skt_recv_handles(channel[0], out, 1, &said, &len);
        while (rc == SKT_EINTR);
        if (rc == 0) rc = len == sizeof said ? said : SKT_EPIPE;
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
    } else {
        rc = -errno;
    }
    skt_close(channel[0]);
    return rc < 0 ? rc : 0;
}
