/* SPDX-License-Identifier: MIT */
/* Creating, duplicating, listening, accepting and closing. */
#include "kernel.h"

SOCKET own_socket(int family, int type)
{
    return WSASocketW(family, type, 0, NULL, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
}

int loopback(int family, USHORT port, struct sockaddr_storage *out)
{
    static const struct in6_addr one = IN6ADDR_LOOPBACK_INIT;
    memset(out, 0, sizeof *out);
    if (family == AF_INET6) {
        struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = port, .sin6_addr = one};
        memcpy(out, &v6, sizeof v6);
        return sizeof v6;
    }
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = port};
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    memcpy(out, &v4, sizeof v4);
    return sizeof v4;
}

/* Unix sockets are streams only, and as old as build 17063 (AF_UNIX comes to Windows, Microsoft). */
static int unix_refusal(int type, int protocol)
{
    if (standin.build < 17063) return WSAEAFNOSUPPORT;
    if (type != SOCK_STREAM) return standin.unix_datagram_error;
    return protocol == 0 ? 0 : WSAEPROTONOSUPPORT;
}

/* The data for making a duplicate is stored behind the text in the structure. */
typedef struct luggage {
    char mark[8];
    DWORD pid;
    endpoint *shared; /* in that process */
    int family, type, protocol;
    bool named;
    SOCKADDR_UN name, peer;
} luggage;
#define MARK "standin"

static void *luggage_in(const WSAPROTOCOL_INFOW *info)
{
    WCHAR *text = (WCHAR *)(uintptr_t)info->szProtocol;
    return text + COUNT_OF(info->szProtocol) - sizeof(luggage) / sizeof(WCHAR);
}
_Static_assert(sizeof(luggage) < sizeof(((WSAPROTOCOL_INFOW *)NULL)->szProtocol) - 32 * sizeof(WCHAR), "no room");

int WSAAPI standin_WSADuplicateSocketW(SOCKET s, DWORD pid, WSAPROTOCOL_INFOW *out)
{
    if (fails("WSADuplicateSocketW", s, 0, pid, NULL, 0)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    int rc = WSADuplicateSocketW(s, pid, out);
    if (rc != 0 || e == NULL) return rc;
    luggage packed = {.mark = MARK, .pid = GetCurrentProcessId(), .shared = e, .named = e->named};
    packed.family = e->family;
    packed.type = e->type;
    packed.protocol = e->protocol;
    packed.name = e->name;
    packed.peer = e->peer;
    memcpy(luggage_in(out), &packed, sizeof packed);
    return 0;
}

static void unpack(SOCKET s, const WSAPROTOCOL_INFOW *info)
{
    luggage packed;
    memcpy(&packed, luggage_in(info), sizeof packed);
    if (memcmp(packed.mark, MARK, sizeof packed.mark) != 0) {
        endpoint_new(s, info->iAddressFamily, info->iSocketType, info->iProtocol);
        return;
    }
    if (packed.pid == GetCurrentProcessId()) {
        endpoint_share(s, packed.shared);
        return;
    }
    endpoint *e = endpoint_new(s, packed.family, packed.type, packed.protocol);
    e->named = packed.named;
    e->name = packed.name;
    e->peer = packed.peer;
}

SOCKET WSAAPI standin_WSASocketW(int family, int type, int protocol, WSAPROTOCOL_INFOW *info, GROUP group, DWORD flags)
{
    if (fails("WSASocketW", INVALID_SOCKET, family, flags, NULL, 0)) return INVALID_SOCKET;
    int refusal = family == AF_UNIX && info == NULL ? unix_refusal(type, protocol) : 0;
    if (refusal != 0) {
        WSASetLastError(refusal);
        return INVALID_SOCKET;
    }
    SOCKET s = WSASocketW(family == AF_UNIX ? AF_INET : family, type, protocol, info, group,
                          flags & ~(DWORD)WSA_FLAG_REGISTERED_IO);
    if (s == INVALID_SOCKET) return s;
    if (info != NULL)
        unpack(s, info);
    else
        endpoint_new(s, family, type, protocol)->overlapped = (flags & WSA_FLAG_OVERLAPPED) != 0;
    return s;
}

/* Whether closing would have to wait for as long as the socket is to linger, though it does not block (closesocket). */
static bool would_linger(SOCKET s, const endpoint *e)
{
    struct linger linger = {.l_onoff = 0};
    int len = sizeof linger;
    if (e == NULL || !e->nonblocking || port_of(s, getpeername) == 0) return false;
    return getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && linger.l_onoff && linger.l_linger > 0;
}

int WSAAPI standin_closesocket(SOCKET s)
{
    if (fails("closesocket", s, 0, 0, NULL, 0)) return SOCKET_ERROR;
    if (would_linger(s, endpoint_of(s))) return refuse(WSAEWOULDBLOCK);
    endpoint_close(s);
    return closesocket(s);
}

int WSAAPI standin_listen(SOCKET s, int backlog)
{
    if (fails("listen", s, 0, (unsigned long)backlog, NULL, 0)) return SOCKET_ERROR;
    int rc = listen(s, backlog);
    if (rc == 0) attack(s);
    return rc;
}

/* A new socket has the properties of its listener, the events of WSAEventSelect included (accept, Microsoft). */
static void inherit(SOCKET s, endpoint *e, const endpoint *listener)
{
    memcpy(e->options, listener->options, sizeof e->options);
    e->option_count = listener->option_count;
    SetHandleInformation((HANDLE)s, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    if (listener->events != 0) WSAEventSelect(s, listener->event, listener->events);
    e->event = listener->event;
    e->events = listener->events;
    set_mode(s, e, listener->nonblocking);
}

SOCKET WSAAPI standin_accept(SOCKET s, struct sockaddr *peer, int *len)
{
    if (fails("accept", s, 0, 0, NULL, 0)) return INVALID_SOCKET;
    const endpoint *listener = endpoint_of(s);
    SOCKET accepted = accept(s, is_unix(listener) ? NULL : peer, is_unix(listener) ? NULL : len);
    if (accepted == INVALID_SOCKET || listener == NULL) return accepted;
    endpoint *e = endpoint_new(accepted, listener->family, listener->type, listener->protocol);
    inherit(accepted, e, listener);
    if (is_unix(e)) {
        unix_accepted(accepted, e, listener);
        if (peer != NULL) unix_give(&e->peer, peer, len);
    }
    return accepted;
}

/*
 * Until SO_UPDATE_CONNECT_CONTEXT a socket that ConnectEx connected can only send and receive (ConnectEx, Microsoft).
 */
int WSAAPI standin_shutdown(SOCKET s, int how)
{
    if (fails("shutdown", s, 0, (unsigned long)how, NULL, 0)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    if (e != NULL && e->stale) return refuse(WSAENOTCONN);
    int rc = shutdown(s, how);
    if (rc == 0 && e != NULL && how != SD_SEND) e->receive_shut = true;
    return rc;
}
