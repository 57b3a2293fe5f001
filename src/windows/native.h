/* SPDX-License-Identifier: MIT */
/* Adapts Winsock to the rest of the library. sys.h says what this file provides. */
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

/* Older headers lack it. */
#ifndef SIO_UDP_NETRESET
#define SIO_UDP_NETRESET _WSAIOW(IOC_VENDOR, 15)
#endif

/* The largest length of a Winsock call, a ULONG; send and recv take an int. */
#define SKT__LENGTH_MAX UINT32_MAX

typedef ADDRESS_FAMILY sa_family_t;

/* start.c: starts Winsock, once for the process and for good. Returns 0 or the negative code. */
int skt__start(void);

/*
 * start.c: if a call has just failed because Winsock was not started, as may happen in a process that inherited a
 * socket, starts it and returns true: the call should be repeated. If starting fails, the call's error becomes that of
 * the start.
 */
bool skt__start_late(void);

/* Makes a call that returns a count or SOCKET_ERROR, and repeats it after skt__start_late. */
#define SKT__COUNT(count, call)                                             \
    do {                                                                    \
        (count) = (call);                                                   \
        if ((count) == SOCKET_ERROR && skt__start_late()) (count) = (call); \
    } while (0)

/* The same for a call that returns 0 or SOCKET_ERROR: whether it succeeded; and its result, 0 or the negative code. */
#define SKT__SUCCEEDS(call) ((call) == 0 || (skt__start_late() && (call) == 0))
#define SKT__RESULT(call)   (SKT__SUCCEEDS(call) ? 0 : skt__socket_code())

static inline int skt__socket_code(void)
{
    return -WSAGetLastError();
}

/* For functions outside Winsock. */
static inline int skt__windows_code(void)
{
    return -(int)GetLastError();
}

/*
 * Whether a number may be a handle. Negative numbers are pseudo handles for the current process (which equals
 * INVALID_HANDLE_VALUE), its thread and their tokens; functions for handles of any kind would accept them.
 */
static inline bool skt__is_handle(intptr_t handle)
{
    return handle >= 0;
}

/* Extension functions of a socket's provider. */
typedef enum skt__extension { SKT__CONNECT_EX, SKT__TRANSMIT_FILE, SKT__RECV_MSG, SKT__EXTENSIONS } skt__extension;
typedef void (*skt__function)(void);

/* extension.c: looks a function up, once per process; cast *out to its LPFN_ type. Returns 0 or the negative code. */
int skt__find_extension(skt_socket s, skt__extension which, skt__function *out);

/* ioctl.c: an ioctl of a socket, without overlapped I/O. *len_io is the room at `out`, then the bytes written. */
int skt__ioctl(skt_socket s, DWORD code, const void *in, size_t in_len, void *out, size_t *len_io);

/* protocol.c: the socket's family, type and protocol from its provider, which do not need a bound socket. */
int skt__protocol_info(skt_socket s, WSAPROTOCOL_INFOW *out);

/* WSAPoll reports SKT_POLLHUP as soon as the peer has shut down sending. */
#define SKT__HUP_IS_BOTH 0
#define SKT__LENGTH_FLAG 0

/* build.c: the build number, such as 19041 for Windows 10 2004; 0 if it is unknown. */
unsigned skt__windows_build(void);

/*
 * wide.c: UTF-8 to UTF-16 and back, ended by a zero. Returns the length without the zero, or -1 if the text is invalid
 * or does not fit.
 */
int skt__to_wide(const char *text, WCHAR *out, size_t room);
int skt__from_wide(const WCHAR *text, char *out, size_t room);

/* Unlike on Unix there is no narrower type: message.c refuses counts that are too large. */
static inline size_t skt__fit(size_t count)
{
    return count;
}

static inline int skt__sockopt_set(skt_socket s, int level, int name, const void *value, size_t len)
{
    return SKT__RESULT(setsockopt(s, level, name, value, (int)len));
}

/* Ignores a larger length: Wine leaves garbage there under WoW64. */
static inline int skt__sockopt_get(skt_socket s, int level, int name, void *out, size_t *len_io)
{
    int len = (int)*len_io;
    int rc = SKT__RESULT(getsockopt(s, level, name, out, &len));
    if (rc == 0 && (unsigned)len < *len_io) *len_io = (size_t)len;
    return rc;
}

/* For many options Windows writes only one byte. */
static inline int skt__sockopt_get_int(skt_socket s, int level, int name, int *out)
{
    size_t len = sizeof *out;
    *out = 0;
    int rc = skt__sockopt_get(s, level, name, out, &len);
    if (rc == 0 && len == 1) *out &= 0xff;
    return rc;
}

#endif
