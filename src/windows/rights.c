/* SPDX-License-Identifier: MIT */
/* Passing sockets to other processes by the description that WSADuplicateSocketW makes. */
#include "creation.h"

/* The message on the channel: a mark, so that other data is not taken for a socket, and the description. */
typedef struct exported {
    char mark[8];
    WSAPROTOCOL_INFOW description;
} exported;

static const char mark[8] = {'s', 'k', 't', ' ', 's', 'o', 'c', 'k'};

int skt_export(skt_socket s, skt_socket channel, int64_t pid)
{
    exported whole;
    if (pid < 0 || pid > UINT32_MAX) return SKT_ERANGE;
    if (!skt__is_handle((intptr_t)s)) return SKT_ENOTSOCK;
    /* Check the channel first: once the duplicate exists, only the other process can close it. */
    int rc = skt_type(channel);
    if (rc < 0) return rc;
    memcpy(whole.mark, mark, sizeof mark);
    rc = SKT__RESULT(WSADuplicateSocketW(s, (DWORD)pid, &whole.description));
    return rc < 0 ? rc : skt_send_all(channel, &whole, sizeof whole, 0, SKT_NEVER, NULL);
}

int skt_import(skt_socket channel, int flags, skt_socket *out)
{
    exported whole;
    if (flags & ~(SKT_SOCK_INHERIT | SKT_SOCK_BARE)) return SKT_EINVAL;
    /* An ordinary receive, so that a non-blocking channel returns SKT_EAGAIN; the rest follows at once. */
    skt_ssize received = skt_recv(channel, &whole, sizeof whole, 0);
    if (received <= 0) return received < 0 ? (int)received : SKT_EEOF;

    size_t have = (size_t)received;
    int rc = skt_recv_all(channel, (char *)&whole + have, sizeof whole - have, 0, SKT_NEVER, NULL);
    if (rc < 0) return rc == SKT_EEOF ? SKT_EBADMSG : rc;
    if (memcmp(whole.mark, mark, sizeof mark) != 0) return SKT_EBADMSG;
    skt_socket taken = SKT_INVALID_SOCKET;
    rc = skt__open_described(&whole.description, flags, &taken);
    if (rc < 0) return rc;
    /* A forged description may name another handle of this process. If it is no socket, it must not be closed. */
    int type;
    rc = skt__sockopt_get_int(taken, SOL_SOCKET, SO_TYPE, &type);
    if (rc == SKT_ENOTSOCK || rc == SKT_EOPNOTSUPP) return SKT_EBADMSG;
    if (rc == 0 && flags != 0) rc = skt_set_inheritable(taken, true);
    if (rc < 0) {
        skt_close(taken);
        return rc;
    }
    *out = taken;
    return 0;
}

int skt_send_handles(skt_socket channel, const skt_file *handles, size_t count, const void *data, size_t len)
{
    (void)channel, (void)handles, (void)count, (void)data, (void)len;
    return SKT_EUNSUPPORTED;
}

int skt_recv_handles(skt_socket channel, skt_file *out, size_t max, void *data, size_t *len_io)
{
    (void)channel, (void)out, (void)max, (void)data, (void)len_io;
    return SKT_EUNSUPPORTED;
}
