/* SPDX-License-Identifier: MIT */
/*
 * A stand-in for ws2_32.dll, for behaviour that Wine lacks. Tests choose the version of Windows and which calls fail,
 * and check the recorded calls.
 *
 * A test program links its import library where others link ws2_32. TCP and UDP over loopback are the real ones below;
 * what it adds is written from Microsoft's documentation and from what is on record about Windows itself. Where both
 * are silent about an answer, a field of standin_windows chooses between the answers that there can be.
 */
#ifndef SKT_TESTS_STANDIN_H
#define SKT_TESTS_STANDIN_H

#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef STANDIN_BUILDING
#define STANDIN_API extern
#else
#define STANDIN_API __declspec(dllimport) extern
#endif

/* Builds of Windows: before AF_UNIX and TCP_KEEPIDLE; with them; with UDP segmentation and a WSAPoll that tells all. */
#define STANDIN_1607 14393
#define STANDIN_1809 17763
#define STANDIN_11   22631

typedef struct standin_windows {
    unsigned build;          /* returned by RtlGetVersion; decides which families, options and control codes exist */
    int bool_size;           /* the bytes in which getsockopt answers a BOOL: 1 or 4 */
    bool whole_unix_names;   /* a sockaddr_un is returned with its full size, not up to the path's zero */
    int unix_datagram_error; /* the error for Unix datagram sockets */
    bool cut_control_fails;  /* truncated control data makes WSARecvMsg fail, as truncated data does */
    bool failure_counts;     /* such a failure nevertheless returns the count of bytes */
    const char *absent_extension;       /* a function that SIO_GET_EXTENSION_FUNCTION_POINTER does not find */
    bool silence;                       /* connects get no answer, whatever their address */
    bool silent_resolver;               /* GetAddrInfoExW does not complete before it is cancelled */
    bool slow_cancel;                   /* CancelIoEx returns before the call that it cancels has ended */
    bool path_taken;                    /* a file exists at the next path that is bound */
    unsigned attackers;                 /* the number of attackers that connect first to each new loopback listener */
    bool attackers_reset;               /* they reset their connections before these are accepted */
    DWORD attacker_pid;                 /* the process id of their Unix sockets */
    DWORD transmit_limit;               /* bytes after which TransmitFile's connection is reset; 0 for never */
    int64_t stamp;                      /* the network card's timestamp; 0: timestamps are made by software */
    DWORD transmit_head, transmit_tail; /* the lengths of TransmitFile's last buffers; set by the stand-in */
} standin_windows;

/* May be changed at any time; standin_reset restores Windows 11. */
STANDIN_API standin_windows standin;

/* One call of a Winsock function. */
typedef struct standin_call {
    const char *function;
    SOCKET socket;
    int level;          /* of an option; the family of a new socket, or of the address that is bound or connected to;
                         * the number of entries of WSAPoll */
    unsigned long name; /* the option, the control code, the flags, or the backlog */
    uint64_t len;       /* the bytes passed to the call */
    unsigned char value[288]; /* the first of these bytes */
} standin_call;

/* Resets to Windows 11 with an empty record and no failures. */
STANDIN_API void standin_reset(void);

/*
 * How often a function was called since the reset, with any or with this level and name; and the last such call, or
 * NULL.
 */
#define STANDIN_ANY (-1L)
STANDIN_API size_t standin_count(const char *function, long level, long name);
STANDIN_API const standin_call *standin_last(const char *function, long level, long name);

/* Makes `times` calls of a function fail with the error without an effect, after `passed` calls that succeed. */
STANDIN_API void standin_fail(const char *function, int error, unsigned passed, unsigned times);

/* Makes an ICMP error for a datagram of this socket pending, as WSAECONNRESET or WSAENETRESET. */
STANDIN_API void standin_icmp(SOCKET s, int error);

/* Whether the socket blocks, and the events selected by WSAEventSelect. */
STANDIN_API bool standin_blocks(SOCKET s);
STANDIN_API long standin_events(SOCKET s);

/* Makes Winsock not started although there are sockets, as in a process that inherited them. */
STANDIN_API void standin_forget_start(void);

/* The number of open sockets. */
STANDIN_API size_t standin_open_sockets(void);

/* Definitions of later SDKs. */
#define STANDIN_SIO_UDP_NETRESET _WSAIOW(IOC_VENDOR, 15)
#define STANDIN_SIO_TIMESTAMPING _WSAIOW(IOC_VENDOR, 235)
/* mingw's headers have neither of SIOCSMSFILTER and SIOCGMSFILTER. */
#define STANDIN_SIOCSMSFILTER    _IOW('t', 126, ULONG)
#define STANDIN_SIOCGMSFILTER    _IOW('t', 127, ULONG)
#define STANDIN_SIO_CPU_AFFINITY _WSAIOW(IOC_VENDOR, 21)
enum standin_numbers {
    STANDIN_SO_RANDOMIZE_PORT = 0x3005,
    STANDIN_SO_PORT_SCALABILITY = 0x3006,
    STANDIN_SO_REUSE_UNICASTPORT = 0x3007,
    STANDIN_SO_REUSE_MULTICASTPORT = 0x3008,
    STANDIN_SO_TIMESTAMP = 0x300a,
    STANDIN_SO_PAUSE_ACCEPT = 0x3003,
    STANDIN_SO_COMPARTMENT_ID = 0x3004,
    STANDIN_SO_ORIGINAL_DST = 0x300f,
    STANDIN_TCP_KEEPIDLE = 3,
    STANDIN_TCP_MAXSEG = 4,
    STANDIN_TCP_MAXRT = 5,
    STANDIN_TCP_TIMESTAMPS = 10,
    STANDIN_TCP_MAXRTMS = 14,
    STANDIN_TCP_FAIL_CONNECT_ON_ICMP_ERROR = 18,
    STANDIN_TCP_FASTOPEN = 15,
    STANDIN_TCP_KEEPCNT = 16,
    STANDIN_TCP_KEEPINTVL = 17,
    STANDIN_UDP_SEND_MSG_SIZE = 2,
    STANDIN_UDP_RECV_MAX_COALESCED_SIZE = 3,
    STANDIN_UDP_COALESCED_INFO = 3,
    STANDIN_IP_RECVECN = 50,
    STANDIN_IP_ORIGINAL_ARRIVAL_IF = 47,
    STANDIN_IP_RECVERR = 75
};

#endif
