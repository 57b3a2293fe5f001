/* SPDX-License-Identifier: MIT */
#include "pair.h"

/* More than one, so that connections from other processes do not fill the backlog. */
#define BACKLOG 16

/* Whether `one` is connected to `other`: 1, 0, or an error. */
typedef int is_connected(skt_socket one, skt_socket other);

/* Identifies a Unix peer by its process. Within this process nothing else knows the path. */
static int is_same_process(skt_socket one, skt_socket other)
{
    int64_t pid;
    (void)other;
    int rc = skt_get_int(one, SKT_SIO_AF_UNIX_GETPEERPID, &pid);
    return rc < 0 ? rc : pid == (int64_t)GetCurrentProcessId();
}

/* Identifies a TCP peer by its address and port. */
static int is_same_address(skt_socket one, skt_socket other)
{
    skt_addr peer, local;
    int rc = skt_peer_address(one, &peer);
    if (rc == 0) rc = skt_local_address(other, &local);
    return rc < 0 ? rc : skt_addr_equal(&peer, &local);
}

/* Accepts connections until the one of `client`, which is in the backlog already, and closes all others. */
static int accept_ours(skt_socket listener, skt_socket client, int bits, is_connected *check, skt_socket *out)
{
    for (;;) {
        int rc = skt_accept(listener, bits & ~SKT_SOCK_REGISTERED_IO, out, NULL);
        if (rc == SKT_ECONNRESET || rc == SKT_ECONNABORTED) continue;
        if (rc < 0) return rc;
        rc = check(*out, client);
        if (rc > 0) return 0;
        skt_close(*out);
        /* A connection that has ended already was not that of `client`. */
        if (rc < 0 && rc != SKT_ENOTCONN && rc != SKT_ECONNRESET) return rc;
    }
}

/* Accepted sockets have SKT_SOCK_REGISTERED_IO if their listener has it. */
static int open_listener(int family, int bits, skt_socket *out)
{
    return skt_open(family, SOCK_STREAM | (bits & SKT_SOCK_REGISTERED_IO), 0, out);
}

/* Makes the pair by a bound listener, which the caller closes. */
static int connect_pair(skt_socket listener, int bits, is_connected *check, skt_socket out[2])
{
    skt_addr here;
    skt_socket client = SKT_INVALID_SOCKET;
    int rc = skt_listen(listener, BACKLOG);
    if (rc == 0) rc = skt_local_address(listener, &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SOCK_STREAM | bits, 0, &client);
    if (rc < 0) return rc;
    rc = skt_connect(client, &here);
    if (rc == 0) rc = check(client, listener);
    if (rc >= 0) rc = rc == 0 ? SKT_ECONNREFUSED : accept_ours(listener, client, bits, check, &out[1]);
    if (rc < 0)
        skt_close(client);
    else
        out[0] = client;
    return rc;
}

/* A path in Windows' folder for temporary files that other processes cannot easily guess. */
static int temporary_path(skt_addr *out)
{
    static volatile LONG count;
    static const char digits[] = "0123456789abcdef";
    WCHAR folder[MAX_PATH];
    char path[MAX_PATH * 3];
    UINT len = GetSystemWindowsDirectoryW(folder, MAX_PATH);
    int used = len > 0 && len < MAX_PATH ? skt__from_wide(folder, path, MAX_PATH * 3 - 64) : -1;
    if (used < 0) return SKT_ENAMETOOLONG;

    memcpy(path + used, "\\Temp\\skt-", 10);
    used += 10;
    uint64_t name = (uint64_t)skt_now().nanoseconds ^ (uint64_t)GetCurrentProcessId() << 32;
    name = (name ^ (uint64_t)InterlockedIncrement(&count) << 16) * 0x9e3779b97f4a7c15;
    for (int i = 0; i < 16; i++) path[used++] = digits[name >> (60 - 4 * i) & 15];
    path[used] = '\0';
    return skt_addr_unix(path, out);
}

static void remove_path(const skt_addr *addr)
{
    WCHAR path[SKT_STORAGE_SIZE];
    if (skt__to_wide(skt_addr_unix_path(addr), path, SKT_STORAGE_SIZE) > 0) DeleteFileW(path);
}

int skt__unix_pair(int bits, skt_socket out[2])
{
    skt_addr path;
    skt_socket listener;
    int rc = open_listener(AF_UNIX, bits, &listener);
    if (rc < 0) return rc;
    rc = temporary_path(&path);
    if (rc == 0) rc = skt_bind(listener, &path);
    /* If bind fails, a file at the path belongs to somebody else. */
    if (rc == 0) {
        rc = connect_pair(listener, bits, is_same_process, out);
        remove_path(&path);
    }
    skt_close(listener);
    return rc;
}

int skt__tcp_pair(int bits, skt_socket out[2])
{
    static const uint8_t loopback[4] = {127, 0, 0, 1};
    skt_addr here;
    skt_socket listener;
    skt_addr_ipv4(loopback, 0, &here);
    int rc = open_listener(AF_INET, bits, &listener);
    if (rc < 0) return rc;
    /* Keeps other processes from binding the same port and taking the connection. */
    rc = skt_set_bool(listener, SKT_SO_EXCLUSIVEADDRUSE, true);
    if (rc == 0) rc = skt_bind(listener, &here);
    if (rc == 0) rc = connect_pair(listener, bits, is_same_address, out);
    skt_close(listener);
    if (rc < 0) return rc;
    skt_set_bool(out[0], SKT_TCP_NODELAY, true);
    skt_set_bool(out[1], SKT_TCP_NODELAY, true);
    return 0;
}
