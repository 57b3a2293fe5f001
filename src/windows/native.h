/* SPDX-License-Identifier: MIT */
/* Winsock as the rest of the library wants it. sys.h says what this file provides and why. */
#ifndef SKT_WINDOWS_NATIVE_H
#define SKT_WINDOWS_NATIVE_H

#include <winsock2.h>
#include <ws2tcpip.h>

#include <afunix.h>
#include <mstcpip.h>
#include <mswsock.h>

#include <limits.h>
#include <stddef.h>
#include <string.h>

#include <skt/skt.h>

#define SKT__THIS_SYSTEM SKT_ON_WINDOWS

/* Headers may be older. */
#ifndef SIO_UDP_NETRESET
#define SIO_UDP_NETRESET _WSAIOW(IOC_VENDOR, 15)
#endif

/* What one call of Winsock may be given: its lengths are a ULONG, those of send and recv an int. */
#define SKT__LENGTH_MAX UINT32_MAX

typedef ADDRESS_FAMILY sa_family_t;

/* start.c: starts Winsock, once for the process and for good. Returns 0 or the negative code. */
int skt__start(void);

/*
 * start.c: whether a call of Winsock that has just failed is to be made once more, because nothing had started Winsock,
 * as in a process that inherited its handle. If it cannot be started, the call has failed with that error.
 */
bool skt__start_late(void);

/* Makes a call that returns a count or SOCKET_ERROR; once more if nothing had started Winsock. */
#define SKT__COUNT(count, call)                                             \
    do {                                                                    \
        (count) = (call);                                                   \
        if ((count) == SOCKET_ERROR && skt__start_late()) (count) = (call); \
    } while (0)

/* The same for a call that returns 0 or SOCKET_ERROR: whether it succeeded; and its result, 0 or the negative code. */
#define SKT__SUCCEEDS(call) ((call) == 0 || (skt__start_late() && (call) == 0))
#define SKT__RESULT(call)   (SKT__SUCCEEDS(call) ? 0 : skt__socket_code())

/* The code of the call that failed. */
static inline int skt__socket_code(void)
{
    return -WSAGetLastError();
}

/* The code of a call of another part of Windows. */
static inline int skt__windows_code(void)
{
    return -(int)GetLastError();
}

/*
 * Whether a number may be a handle. Negative ones stand for the process itself, which has the same number as
 * INVALID_HANDLE_VALUE, for its thread and their tokens; functions for handles of any kind take them.
 */
static inline bool skt__is_handle(intptr_t handle)
{
    return handle >= 0;
}

/* Functions that only the provider of a socket can give. */
typedef enum skt__extension { SKT__CONNECT_EX, SKT__TRANSMIT_FILE, SKT__RECV_MSG, SKT__EXTENSIONS } skt__extension;
typedef void (*skt__function)(void);

/* extension.c: finds one and remembers it; *out is to be cast to its LPFN_. Returns 0 or the negative code. */
int skt__find_extension(skt_socket s, skt__extension which, skt__function *out);

/* ioctl.c: an ioctl of a socket, which waits. *len_io is the room at `out`, then what was written. */
int skt__ioctl(skt_socket s, DWORD code, const void *in, size_t in_len, void *out, size_t *len_io);

/* protocol.c: what the socket's provider says of it, which is known before the socket has an address. */
int skt__protocol_info(skt_socket s, WSAPROTOCOL_INFOW *out);

/* WSAPoll reports SKT_POLLHUP as soon as the peer has ended sending. */
#define SKT__HUP_IS_BOTH 0
#define SKT__LENGTH_FLAG 0

/* build.c: the build of this Windows, 19041 for Windows 10 2004; 0 if it cannot be asked for. */
unsigned skt__windows_build(void);

/*
 * wide.c: UTF-8 to UTF-16 and back, ended by a zero; -1 for text that is none or does not fit, else the length
 * without the zero.
 */
int skt__to_wide(const char *text, WCHAR *out, size_t room);
int skt__from_wide(const WCHAR *text, char *out, size_t room);

/* The counts of a WSAMSG are kept as wide as ours: what is too large is seen and refused. */
static inline size_t skt__fit(size_t count)
{
    return count;
}

static inline int skt__sockopt_set(skt_socket s, int level, int name, const void *value, size_t len)
{
    return SKT__RESULT(setsockopt(s, level, name, value, (int)len));
}

/* Under WoW64 Wine leaves garbage in a length. */
static inline int skt__sockopt_get(skt_socket s, int level, int name, void *out, size_t *len_io)
{
    int len = (int)*len_io;
    int rc = SKT__RESULT(getsockopt(s, level, name, out, &len));
    if (rc == 0 && (unsigned)len < *len_io) *len_io = (size_t)len;
    return rc;
}

/* Of many numbers only one byte is written. */
static inline int skt__sockopt_get_int(skt_socket s, int level, int name, int *out)
{
    size_t len = sizeof *out;
    *out = 0;
    int rc = skt__sockopt_get(s, level, name, out, &len);
    if (rc == 0 && len == 1) *out &= 0xff;
    return rc;
}

#endif
