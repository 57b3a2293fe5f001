/* SPDX-License-Identifier: MIT */
/* Shared by the files of the stand-in: the state of sockets as a program sees them, and the record of its calls. */
#ifndef STANDIN_KERNEL_H
#define STANDIN_KERNEL_H

#define STANDIN_BUILDING
#include "standin.h"

#include <afunix.h>
#include <mstcpip.h>
#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Control data: WSA_CMSG_LEN and its like, without their signed arithmetic. */
#define CONTROL_ALIGN(size) (((size) + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1))
#define CONTROL_HEAD        CONTROL_ALIGN(sizeof(WSACMSGHDR))

/* An option that the underlying system lacks or treats differently. */
typedef struct kept_option {
    int level, name, value;
} kept_option;

/* The state that all handles of a socket share. */
typedef struct endpoint {
    unsigned handles;
    int family, type, protocol; /* as requested; Unix sockets are really TCP sockets */
    bool overlapped;            /* otherwise WSASend and WSARecv ignore their OVERLAPPED */
    bool nonblocking;
    bool receive_shut;
    bool connecting; /* a non-blocking connect is in progress */
    bool stale;      /* connected by ConnectEx, without SO_UPDATE_CONNECT_CONTEXT so far */
    HANDLE event;
    long events;
    bool told[2]; /* whether receives return WSAECONNRESET, and WSAENETRESET */
    bool stamps;  /* received datagrams have a timestamp */
    int icmp;     /* the pending ICMP error */
    bool named;
    SOCKADDR_UN name, peer;
    DWORD peer_pid;
    kept_option options[32];
    size_t option_count;
} endpoint;

/* The endpoint of a handle; NULL for handles that the stand-in did not create. */
endpoint *endpoint_of(SOCKET s);
endpoint *endpoint_new(SOCKET s, int family, int type, int protocol);
void endpoint_share(SOCKET s, endpoint *e);
void endpoint_close(SOCKET s);
/* The endpoint whose socket has this port of the loopback address. */
endpoint *endpoint_at(USHORT port);
bool is_unix(const endpoint *e);
bool is_stream(const endpoint *e);
bool is_bound(SOCKET s);
USHORT port_of(SOCKET s, int(WSAAPI *ask)(SOCKET, struct sockaddr *, int *));

/* Sets the error and returns SOCKET_ERROR. */
int refuse(int error);

/* Records a call. Returns true if the test wants it to fail, with the error set. */
bool fails(const char *function, SOCKET s, int level, unsigned long name, const void *value, size_t len);

/* A socket of the underlying system for the stand-in itself; and the loopback address of a family. */
SOCKET own_socket(int family, int type);
int loopback(int family, USHORT port, struct sockaddr_storage *out);

/* A silent address: a loopback listener with a full backlog. Returns the address's length. */
int nobody(int family, struct sockaddr_storage *out);

/* Sets the mode as ioctlsocket does. */
int set_mode(SOCKET s, endpoint *e, bool nonblocking);

/* Options kept for a socket. */
bool option_kept(const endpoint *e, int level, int name, int *out);

/* Unix sockets. */
int unix_bind(SOCKET s, endpoint *e, const struct sockaddr *as, int len);
int unix_connect(SOCKET s, endpoint *e, const struct sockaddr *to, int len);
int unix_give(const SOCKADDR_UN *name, struct sockaddr *out, int *len);
void unix_accepted(SOCKET s, endpoint *e, const endpoint *listener);

/* Makes attackers connect to a new listener. */
void attack(SOCKET listener);
bool is_attacker(USHORT port);
void attackers_leave(void);

/* The bytes of buffers. */
DWORD size_of(const WSABUF *bufs, DWORD count);

/* Replaces the source address of a received datagram by the one that its sender requested. */
void see_through(struct sockaddr *from, const int *len);

/* The functions that are exported or handed out. */
BOOL WSAAPI standin_ConnectEx(SOCKET s, const struct sockaddr *name, int len, void *data, DWORD size, DWORD *sent,
                              OVERLAPPED *overlapped);
BOOL WSAAPI standin_TransmitFile(SOCKET s, HANDLE file, DWORD bytes, DWORD per_send, OVERLAPPED *overlapped,
                                 TRANSMIT_FILE_BUFFERS *buffers, DWORD flags);
int WSAAPI standin_WSARecvMsg(SOCKET s, WSAMSG *msg, DWORD *received, WSAOVERLAPPED *overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
int WSAAPI standin_WSASendMsg(SOCKET s, WSAMSG *msg, DWORD flags, DWORD *sent, WSAOVERLAPPED *overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);

/* An extension function of mswsock. */
typedef void (*any_function)(void);
any_function real_extension(const GUID *which);

#endif
