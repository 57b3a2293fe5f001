/* SPDX-License-Identifier: MIT */
/* Sockets that a service manager opened: systemd's protocol. */
#include "sys.h"
#include "text.h"

/* The first descriptor: SD_LISTEN_FDS_START. */
#define FIRST 3

static bool number(const char *text, uint64_t most, uint64_t *out)
{
    return skt__take_number(&text, 10, most, out) && *text == '\0';
}

int skt_inherited(const char *listen_pid, const char *listen_fds, skt_socket *out, size_t max)
{
    uint64_t pid, count;
    if (listen_pid == NULL || listen_fds == NULL) return 0;
    if (!number(listen_pid, INT_MAX, &pid) || !number(listen_fds, INT_MAX - FIRST, &count)) return SKT_EINVAL;
    if ((pid_t)pid != getpid()) return 0;
    for (int i = 0; i < (int)count; i++) {
        int type, rc = skt_set_inheritable(FIRST + i, false);
        if (rc < 0) return rc;
        rc = skt__sockopt_get_int(FIRST + i, SOL_SOCKET, SO_TYPE, &type);
        if ((size_t)i < max) out[i] = rc == 0 ? FIRST + i : SKT_INVALID_SOCKET;
    }
    return (int)count;
}
