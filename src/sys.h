/* SPDX-License-Identifier: MIT */
/*
 * The contract: what unix/ and windows/ must each provide for the rest of the library, and nothing else of the system
 * is seen outside those two folders.
 *
 * 1. native.h, found through the include path that the build sets for the system. It brings the system's headers and
 *    evens out what differs between the systems of its folder, so that the .c files hold no #if:
 *      skt__socket_code()       the negated code of the call that just failed (errno, WSAGetLastError)
 *      skt__sockaddr_un and so on   the layouts of the address families, also of those that the system lacks
 *      SKT__ABSTRACT_LEAST, SKT__PATH_MOST   the least of sun_path that is such a name, and the longest path
 *      skt__set_len(addr, len)  sets the length, and BSD's length byte where there is one
 *      skt__sockopt_set, skt__sockopt_get   one setsockopt or getsockopt: 0 or the negative code
 *      skt__sockopt_get_int     getsockopt of an int: Windows writes only one byte of many
 *      SKT__THIS_SYSTEM         this system's bit of enum skt_systems
 *      SKT__LENGTH_FLAG         with it a receive returns the length that a UDP datagram had, also if it was cut off; or 0
 *      SKT__HUP_IS_BOTH         whether a hang-up means that neither direction is left
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
 *      socket.c     the rest of socket.h, but what is asked by options, and the names of numbers
 *      time.c       skt_now
 *      udp.c        the functions of udp_native.h
 *      waker.c      skt_waker_*
 *      whole.c      skt_send_all, skt_recv_all
 *
 * 3. A flat table of socket options, skt__option_table, one file per system: options_*.c, or options.c. A row that
 *    is not there is an option that the system lacks. option/row.h says what a row is, option/table.h how it is written.
 *
 * 4. The functions and tables declared at the end of this file.
 *
 * Rules for both: an error is returned as it came, never logged, never retried but where the public comment says so; no
 * memory is allocated; no state is kept but what a once-guard sets up.
 */
#ifndef SKT_SYS_H
#define SKT_SYS_H

#include <skt/skt.h>

#include "native.h"
#include "native_address.h"

/* Keeps a function out of its caller, whose short way would else pay for the long one. */
#if defined(__GNUC__)
#define SKT__APART __attribute__((noinline))
#else
#define SKT__APART
#endif

/* Keeps a function within its callers, which know its arguments. */
#if defined(__GNUC__)
#define SKT__WITHIN inline __attribute__((always_inline))
#else
#define SKT__WITHIN inline
#endif

/*
 * Whether a family, type or protocol is the constant of system.h for one that this system lacks. Any other number is
 * the kernel's to judge: AF_PACKET alone takes every protocol of 16 bits.
 */
static inline bool skt__absent(int number)
{
    return (number & ~0x3ff) == 0x70f0f000;
}

/* The longest hardware address of any kind of network: Linux's MAX_ADDR_LEN. */
#define SKT__HARDWARE_MOST 32

/* SKT_SOCK_ bits and the numbers of what a system lacks are not below this; most others are. */
#define SKT__LEAST_SPECIAL 0x4000u

/* Flags with which the results of these loops would be false. What the system lacks is refused as everywhere. */
#define SKT__NOT_FOR_SEND_ALL (SKT_MSG_OOB & ~SKT__MSG_ABSENT)
#define SKT__NOT_FOR_RECV_ALL ((SKT_MSG_PEEK | SKT_MSG_TRUNC | SKT_MSG_OOB | SKT_MSG_ERRQUEUE) & ~SKT__MSG_ABSENT)

/*
 * Waits for events of one socket, and goes on after a signal. Returns the events as the system has them, 0 once the
 * deadline has passed, or an error.
 */
int skt__wait(skt_socket s, short events, skt_deadline deadline);

/*
 * The same before a call is made again that has answered SKT_EAGAIN; SKT_ETIMEDOUT for 0. *pause is 0 at first and after
 * each call that has done something: while it is not, the socket is left alone for that time before it is looked at.
 */
int skt__wait_again(skt_socket s, short events, skt_deadline deadline, skt_duration *pause);

/* Only the pause, which grows from call to call. Returns 0, or SKT_ETIMEDOUT without a pause. */
int skt__pause(skt_deadline deadline, skt_duration *pause);

/* What became of a connect, by the events of the socket: 0 and the peer, SKT_EINPROGRESS, or why there is none. */
int skt__connect_outcome(skt_socket s, int ready, skt_addr *peer_out);

/* Whether the address of a peer is that which was connected to. */
bool skt__is_peer(const skt_addr *peer, const skt_addr *addr);

/*
 * skt_resolve for a service that is not NULL, given up with SKT_ETIMEDOUT at the deadline where the system has a way to.
 * An address may be there twice.
 */
int skt__resolve_by(const char *host, const char *service, int family, int type, int flags, skt_addr *out, size_t max,
                    skt_deadline deadline);

/* Fills the rest of `out` from text that was printed at `used`; returns the length of the whole, as snprintf(3). */
int skt__text_copy(char *out, size_t size, const char *text, size_t len);

#endif
