/* SPDX-License-Identifier: MIT */
/* Local and peer addresses, and connecting. */
#include "kernel.h"

/* A listener that accepts nothing, and connections that fill its backlog. */
static SOCKET full_listener(int family)
{
    struct sockaddr_storage here;
    int len = loopback(family, 0, &here);
    SOCKET listener = own_socket(family, SOCK_STREAM);
    if (bind(listener, (const struct sockaddr *)&here, len) != 0) abort();
    listen(listener, 0);
    getsockname(listener, (struct sockaddr *)&here, &len);
    for (int i = 0; i < 8; i++) {
        SOCKET waiting = own_socket(family, SOCK_STREAM);
        ioctlsocket(waiting, (long)FIONBIO, &(u_long){1});
        if (connect(waiting, (const struct sockaddr *)&here, len) == 0) continue;
    }
    return listener;
}

int nobody(int family, struct sockaddr_storage *out)
{
    static SRWLOCK lock = SRWLOCK_INIT;
    static SOCKET listeners[2];
    SOCKET *listener = &listeners[family == AF_INET6];
    int len = sizeof *out;
    AcquireSRWLockExclusive(&lock);
    if (*listener == 0) *listener = full_listener(family);
    getsockname(*listener, (struct sockaddr *)out, &len);
    ReleaseSRWLockExclusive(&lock);
    return len;
}

int WSAAPI standin_bind(SOCKET s, const struct sockaddr *name, int len)
{
    if (fails("bind", s, name->sa_family, 0, name, (size_t)len)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    return is_unix(e) ? unix_bind(s, e, name, len) : bind(s, name, len);
}

/* The result of a non-overlapped connect; WSAPoll watches one that stays in progress. */
static int connect_ended(endpoint *e, int rc)
{
    if (rc != 0 && WSAGetLastError() == WSAEWOULDBLOCK) e->connecting = true;
    return rc;
}

int WSAAPI standin_connect(SOCKET s, const struct sockaddr *name, int len)
{
    if (fails("connect", s, name->sa_family, 0, name, (size_t)len)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    struct sockaddr_storage silent;
    if (!is_stream(e)) return connect(s, name, len);
    if (is_unix(e)) return connect_ended(e, unix_connect(s, e, name, len));
    if (standin.silence) {
        len = nobody(e->family, &silent);
        name = (const struct sockaddr *)&silent;
    }
    int rc = connect(s, name, len);
    /* The underlying system first returns the failure of an earlier connect; Windows starts a new one. */
    if (rc != 0 && WSAGetLastError() == WSAECONNABORTED) rc = connect(s, name, len);
    return connect_ended(e, rc);
}

int WSAAPI standin_getsockname(SOCKET s, struct sockaddr *out, int *len)
{
    if (fails("getsockname", s, 0, 0, NULL, 0)) return SOCKET_ERROR;
    const endpoint *e = endpoint_of(s);
    if (!is_unix(e)) return getsockname(s, out, len);
    return is_bound(s) ? unix_give(&e->name, out, len) : refuse(WSAEINVAL);
}

int WSAAPI standin_getpeername(SOCKET s, struct sockaddr *out, int *len)
{
    if (fails("getpeername", s, 0, 0, NULL, 0)) return SOCKET_ERROR;
    const endpoint *e = endpoint_of(s);
    if (e != NULL && e->stale) return refuse(WSAENOTCONN);
    if (!is_unix(e)) return getpeername(s, out, len);
    return port_of(s, getpeername) != 0 ? unix_give(&e->peer, out, len) : refuse(WSAENOTCONN);
}
