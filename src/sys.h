/* SPDX-License-Identifier: MIT */
/*
 * The contract: what unix/ and windows/ must each provide for the rest of the library. Code outside these two folders
 * uses nothing else of the system.
 *
 * 1. native.h, found through the include path that the build sets for the system. It includes the system's headers and
 *    hides differences between the systems of its folder, so that the .c files need no #if:
 *      skt__socket_code()       the negated code of the call that just failed (errno, WSAGetLastError)
 *      skt__sockaddr_un and so on   the layouts of the address families, also of those that the system lacks
 *      SKT__ABSTRACT_LEAST, SKT__PATH_MOST   the fewest bytes of sun_path that are an abstract name; the longest path
 *      skt__set_len(addr, len)  sets the length, and BSD's length byte where there is one
 *      skt__sockopt_set, skt__sockopt_get   one setsockopt or getsockopt: 0 or the negative code
 *      skt__sockopt_get_int     getsockopt of an int: Windows writes only one byte of many
 *      SKT__THIS_SYSTEM         this system's bit of enum skt_systems
 *      SKT__LENGTH_FLAG         with this flag a receive returns the full length of a truncated UDP datagram; or 0
 *      SKT__HUP_IS_BOTH         whether SKT_POLLHUP means that both directions have ended
 *      SKT__HAVE_ABSTRACT       whether Unix addresses may have abstract names
 *    native_option.h beside it does the same for option/: times, linger, multicast memberships.
 *
 * 2. The public functions that are system calls. Both folders define the same ones in files of the same name, in the
 *    same order:
 *      address.c    the constructors and parts of the families whose layout is not the same everywhere
 *      batch.c      skt_send_batch, skt_recv_batch
 *      connect.c    skt_connect, skt_connect_by
 *      connection.c what connection.h declares, by the tables of tcp_info.h
 *      control.c    the tables of control_table.h, and the functions there
 *      endpoint.c   skt_bind, skt_reuse_address, skt_listen, skt_local_address, skt_peer_address
 *      inherited.c  skt_inherited
 *      interface.c  skt_interface_*, skt_interfaces
 *      io.c         the data calls of io.h with one buffer, skt_peek_sender
 *      message.c    those with several buffers or a message
 *      mode.c       the blocking mode, and whether the handle is inherited
 *      option.c     skt_ports_reserve, and the calls that option/row.h declares
 *      path.c       the functions of path.h
 *      poll.c       skt_poll, skt__wait
 *      resolve.c    skt_resolve, skt__resolve_by, skt_resolve_name
 *      rights.c     skt_export, skt_import, skt_send_handles, skt_recv_handles
 *      sendfile.c   skt_sendfile, skt_sendfile_with, skt_splice
 *      socket.c     the rest of socket.h, without the functions that read options and the names of numbers
 *      time.c       skt_now
 *      udp.c        the functions of udp_native.h
 *      waker.c      skt_waker_*
 *      whole.c      skt_send_all, skt_recv_all
 *
 * 3. A flat table of socket options, skt__option_table, one file per system: options_*.c, or options.c. An option
 *    without a row is one that the system lacks. option/row.h defines the rows, option/table.h the macros for them.
 *
 * 4. The functions and tables declared at the end of this file.
 *
 * Rules for both: errors of the system are returned unchanged and never logged; calls are retried only where the public
 * comment says so; no memory is allocated; the only state is what a once-guard sets up.
 */
#ifndef SKT_SYS_H
#define SKT_SYS_H

#include <skt/skt.h>

#include "native.h"
#include "native_address.h"

/* Keeps the code of a rare case out of its caller, where it would cost the common case registers and stack. */
#if defined(__GNUC__)
#define SKT__APART __attribute__((noinline))
#else
#define SKT__APART
#endif

/* Always inlined: callers pass constants that simplify the code. */
#if defined(__GNUC__)
#define SKT__WITHIN inline __attribute__((always_inline))
#else
#define SKT__WITHIN inline
#endif

/*
 * Whether a family, type or protocol is the placeholder in system.h for one that this system lacks. All other numbers
 * go to the kernel: AF_PACKET, for one, accepts every protocol of 16 bits.
 */
static inline bool skt__absent(int number)
{
    return (number & ~0x3ff) == 0x70f0f000;
}

/* The longest hardware address of any kind of network: Linux's MAX_ADDR_LEN. */
#define SKT__HARDWARE_MOST 32

/* The SKT_SOCK_ bits and the placeholders for what a system lacks are at least this; usual arguments are below. */
#define SKT__LEAST_SPECIAL 0x4000u

/*
 * Flags that skt_send_all and skt_recv_all refuse, since their loops would return wrong counts. Flags that the system
 * lacks are left to the calls within, which return SKT_EUNSUPPORTED.
 */
#define SKT__NOT_FOR_SEND_ALL (SKT_MSG_OOB & ~SKT__MSG_ABSENT)
#define SKT__NOT_FOR_RECV_ALL ((SKT_MSG_PEEK | SKT_MSG_TRUNC | SKT_MSG_OOB | SKT_MSG_ERRQUEUE) & ~SKT__MSG_ABSENT)

/*
 * Waits for events of one socket; a signal does not end the wait. Returns the system's events, 0 once the deadline has
 * passed, or an error.
 */
int skt__wait(skt_socket s, short events, skt_deadline deadline);

/*
 * The same before repeating a call that returned SKT_EAGAIN, with SKT_ETIMEDOUT for 0. Unless *pause is 0, sleeps
 * for that time first and makes *pause longer. The caller sets *pause to 0 at first and after each successful call.
 */
int skt__wait_again(skt_socket s, short events, skt_deadline deadline, skt_duration *pause);

/* Sleeps, each time longer. Returns 0, or SKT_ETIMEDOUT at once if the deadline has passed. */
int skt__pause(skt_deadline deadline, skt_duration *pause);

/* The result of a connect, given the events of the socket: 0 and the peer, SKT_EINPROGRESS, or the connect's error. */
int skt__connect_outcome(skt_socket s, int ready, skt_addr *peer_out);

/* Whether `peer` is the address that results from connecting to `addr`. */
bool skt__is_peer(const skt_addr *peer, const skt_addr *addr);

/*
 * skt_resolve for a service that is not NULL. On systems that can cancel a lookup, returns SKT_ETIMEDOUT at the
 * deadline. Addresses may be repeated.
 */
int skt__resolve_by(const char *host, const char *service, int family, int type, int flags, skt_addr *out, size_t max,
                    skt_deadline deadline);

/* Copies as many of the `len` bytes as fit, ends them with a zero and returns `len`, as snprintf(3) does. */
int skt__text_copy(char *out, size_t size, const char *text, size_t len);

#endif
