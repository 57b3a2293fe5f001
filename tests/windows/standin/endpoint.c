/* SPDX-License-Identifier: MIT */
/* The open sockets and their state. */
#include "kernel.h"

static SRWLOCK lock = SRWLOCK_INIT;
static struct handle {
    SOCKET socket;
    endpoint *endpoint;
} handles[4096];

static struct handle *place_of(SOCKET s)
{
    for (size_t i = 0; i < COUNT_OF(handles); i++)
        if (handles[i].endpoint != NULL && handles[i].socket == s) return &handles[i];
    return NULL;
}

endpoint *endpoint_of(SOCKET s)
{
    AcquireSRWLockShared(&lock);
    struct handle *place = place_of(s);
    endpoint *e = place ? place->endpoint : NULL;
    ReleaseSRWLockShared(&lock);
    return e;
}

void endpoint_share(SOCKET s, endpoint *e)
{
    endpoint_close(s);
    AcquireSRWLockExclusive(&lock);
    for (size_t i = 0; i < COUNT_OF(handles); i++)
        if (handles[i].endpoint == NULL) {
            handles[i] = (struct handle){.socket = s, .endpoint = e};
            e->handles++;
            break;
        }
    ReleaseSRWLockExclusive(&lock);
}

endpoint *endpoint_new(SOCKET s, int family, int type, int protocol)
{
    endpoint *e = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *e);
    if (e == NULL) abort();
    *e = (endpoint){.family = family, .type = type, .protocol = protocol, .told = {true, true}, .overlapped = true};
    e->peer_pid = GetCurrentProcessId();
    endpoint_share(s, e);
    return e;
}

void endpoint_close(SOCKET s)
{
    AcquireSRWLockExclusive(&lock);
    struct handle *place = place_of(s);
    if (place != NULL) {
        if (--place->endpoint->handles == 0) HeapFree(GetProcessHeap(), 0, place->endpoint);
        place->endpoint = NULL;
    }
    ReleaseSRWLockExclusive(&lock);
}

USHORT port_of(SOCKET s, int(WSAAPI *ask)(SOCKET, struct sockaddr *, int *))
{
    struct sockaddr_storage address = {0};
    int len = sizeof address;
    if (ask(s, (struct sockaddr *)&address, &len) != 0) return 0;
    return ((const struct sockaddr_in *)(const void *)&address)->sin_port;
}

endpoint *endpoint_at(USHORT port)
{
    endpoint *found = NULL;
    AcquireSRWLockShared(&lock);
    for (size_t i = 0; i < COUNT_OF(handles) && found == NULL; i++)
        if (handles[i].endpoint != NULL && is_unix(handles[i].endpoint) &&
            port_of(handles[i].socket, getsockname) == port)
            found = handles[i].endpoint;
    ReleaseSRWLockShared(&lock);
    return found;
}

bool is_unix(const endpoint *e)
{
    return e != NULL && e->family == AF_UNIX;
}

bool is_stream(const endpoint *e)
{
    return e != NULL && e->type == SOCK_STREAM;
}

bool is_bound(SOCKET s)
{
    return port_of(s, getsockname) != 0;
}

bool standin_blocks(SOCKET s)
{
    const endpoint *e = endpoint_of(s);
    return e != NULL && !e->nonblocking;
}

long standin_events(SOCKET s)
{
    const endpoint *e = endpoint_of(s);
    return e ? e->events : 0;
}

void standin_icmp(SOCKET s, int error)
{
    endpoint *e = endpoint_of(s);
    if (e != NULL) e->icmp = error;
}

size_t standin_open_sockets(void)
{
    size_t count = 0;
    AcquireSRWLockShared(&lock);
    for (size_t i = 0; i < COUNT_OF(handles); i++) count += handles[i].endpoint != NULL;
    ReleaseSRWLockShared(&lock);
    return count;
}
