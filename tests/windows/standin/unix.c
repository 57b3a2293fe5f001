/* SPDX-License-Identifier: MIT */
/*
 * AF_UNIX on Windows, on top of TCP over loopback: a bound socket's file holds its port. Streams with a path in UTF-8;
 * nothing abstract can be connected to, nothing is bound without a path, and the file outlives its socket. Sources:
 * AF_UNIX comes to Windows (Microsoft); microsoft/WSL issues 4240, 4676, 9045.
 */
#include "kernel.h"

static bool take_name(const struct sockaddr *from, int len, SOCKADDR_UN *out)
{
    memset(out, 0, sizeof *out);
    if (len < (int)offsetof(SOCKADDR_UN, sun_path) + 1 || from->sa_family != AF_UNIX) return false;
    memcpy(out, from, (size_t)len < sizeof *out ? (size_t)len : sizeof *out);
    return memchr(out->sun_path, 0, sizeof out->sun_path) != NULL && out->sun_path[0] != 0;
}

static HANDLE open_file(const SOCKADDR_UN *name, DWORD access, DWORD how)
{
    WCHAR path[sizeof name->sun_path];
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name->sun_path, -1, path, (int)COUNT_OF(path)) == 0)
        return INVALID_HANDLE_VALUE;
    return CreateFileW(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, how, 0, NULL);
}

int unix_bind(SOCKET s, endpoint *e, const struct sockaddr *as, int len)
{
    SOCKADDR_UN name;
    struct sockaddr_storage address;
    DWORD written;
    if (e->named || !take_name(as, len, &name)) return refuse(WSAEINVAL);
    if (standin.path_taken) CloseHandle(open_file(&name, GENERIC_WRITE, CREATE_NEW));
    HANDLE file = open_file(&name, GENERIC_WRITE, CREATE_NEW);
    if (file == INVALID_HANDLE_VALUE) return refuse(GetLastError() == ERROR_FILE_EXISTS ? WSAEADDRINUSE : WSAEINVAL);
    int rc = bind(s, (const struct sockaddr *)&address, loopback(AF_INET, 0, &address));
    USHORT port = port_of(s, getsockname);
    WriteFile(file, &port, sizeof port, &written, NULL);
    CloseHandle(file);
    e->named = rc == 0;
    e->name = name;
    return rc;
}

int unix_connect(SOCKET s, endpoint *e, const struct sockaddr *to, int len)
{
    SOCKADDR_UN name;
    struct sockaddr_storage address;
    USHORT port = 0;
    DWORD read = 0;
    if (!take_name(to, len, &name)) return refuse(WSAEINVAL);
    HANDLE file = open_file(&name, GENERIC_READ, OPEN_EXISTING);
    if (file == INVALID_HANDLE_VALUE) return refuse(WSAECONNREFUSED);
    ReadFile(file, &port, sizeof port, &read, NULL);
    CloseHandle(file);
    int size = standin.silence ? nobody(AF_INET, &address) : loopback(AF_INET, port, &address);
    e->peer = name;
    return connect(s, (const struct sockaddr *)&address, size);
}

/* The returned length of a name is not documented: it may be the whole structure, or end with the path. */
int unix_give(const SOCKADDR_UN *name, struct sockaddr *out, int *len)
{
    SOCKADDR_UN given = *name;
    size_t size = sizeof given;
    given.sun_family = AF_UNIX;
    if (!standin.whole_unix_names)
        size = offsetof(SOCKADDR_UN, sun_path) + (given.sun_path[0] != 0 ? strlen(given.sun_path) + 1 : 0);
    if (out == NULL || len == NULL || (size_t)*len < size) return refuse(WSAEFAULT);
    memcpy(out, &given, size);
    *len = (int)size;
    return 0;
}

/* Who connected is found by the port: one of this process, an attacker, or another process, which has no name here. */
void unix_accepted(SOCKET s, endpoint *e, const endpoint *listener)
{
    USHORT port = port_of(s, getpeername);
    const endpoint *peer = endpoint_at(port);
    e->name = listener->name;
    if (peer != NULL) e->peer = peer->name;
    if (is_attacker(port)) e->peer_pid = standin.attacker_pid;
}
