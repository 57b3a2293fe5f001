/* SPDX-License-Identifier: MIT */
/*
 * The contract: what unix/ and windows/ must each provide for the rest of the library, and nothing else of the system
 * is seen outside those two folders.
 *
 * 1. native.h, found through the include path that the build sets for the system. It brings the system's headers and
 *    evens out what differs between the systems of its folder, so that the .c files hold no #if:
 *      skt__socket_code()       the negated code of the call that just failed (errno, WSAGetLastError)
 *      skt__sockaddr_un and so on   the layouts of the address families, also of those that the system lacks
 *      skt__set_len(addr, len)  sets the length, and BSD's length byte where there is one
 *      skt__sockopt_set, skt__sockopt_get   one setsockopt or getsockopt: 0 or the negative code
 *      skt__sockopt_get_int     getsockopt of an int: Windows writes only one byte of many
 *      SKT__THIS_SYSTEM         this system's bit of enum skt_systems
 *      SKT__HUP_IS_BOTH         whether a hang-up means that neither direction is left
 *      SKT__HAVE_ABSTRACT       whether Unix addresses may have abstract names
 *      skt__mreq_index, skt__multicast_if   how multicast names an interface by its index
 *
 * 2. The public functions that are system calls. Both folders define the same ones in files of the same name, in the
 *    same order:
 *      address.c    the constructors and parts of the families whose layout is not the same everywhere
 *      batch.c      skt_send_batch, skt_recv_batch
 *      connect.c    skt_connect, skt_connect_by
 *      control.c    the tables of control_table.h, and the functions there
 *      interface.c  skt_interface_*, skt_interfaces
 *      io.c         the data calls of io.h
 *      mode.c       the blocking mode, and whether the handle is inherited
 *      option.c     skt_ports_reserve, and the calls below that are about options
 *      poll.c       skt_poll, skt__wait
 *      resolve.c    skt_resolve
 *      rights.c     skt_export, skt_import, skt_send_handles, skt_recv_handles
 *      sendfile.c   skt_sendfile, skt_splice
 *      socket.c     the rest of socket.h, but what is asked by options, and the names of numbers
 *      time.c       skt_now
 *      udp.c        the functions of udp_native.h
 *      waker.c      skt_waker_*
 *      whole.c      skt_send_all, skt_recv_all
 *
 * 3. A flat table of socket options, skt__option_table, one file per system: options_*.c, or options.c. A row that
 *    is not there is an option that the system lacks.
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

/* Whether a constant of system.h is one of a thing that this system lacks. */
static inline bool skt__absent(int number)
{
    return number > 20000 && number < 30000;
}

/* Every number that a system has is smaller; SKT_SOCK_ bits and the numbers of what a system lacks are not. */
#define SKT__LEAST_SPECIAL 0x4000u

/* How the system stores an option's value. The first is that of a row that is not there. */
typedef enum skt__wire {
    SKT__WIRE_NONE,
    SKT__WIRE_INT,     /* int; bool and int, and duration in the row's unit */
    SKT__WIRE_UINT,    /* unsigned int; likewise */
    SKT__WIRE_U8,      /* one byte; bool and int */
    SKT__WIRE_BE32,    /* 32 bits in network order; int */
    SKT__WIRE_U64,     /* 64 bits; u64 */
    SKT__WIRE_TIMEVAL, /* struct timeval, or milliseconds where the system has those; duration */
    SKT__WIRE_LINGER,  /* struct linger; linger */
    SKT__WIRE_CHARS,   /* text, its end not counted, at most `unit` bytes; name */
    SKT__WIRE_IN_ADDR, /* four bytes; ipv4 */
    SKT__WIRE_BYTES    /* whatever the caller gives; bytes */
} skt__wire;

/* By what call it is read and written. */
typedef enum skt__via {
    SKT__VIA_SOCKOPT, /* setsockopt and getsockopt of level and name */
    SKT__VIA_IOCTL,   /* skt__option_call: the system's ioctl, whose code is the name */
    SKT__VIA_CALL     /* skt__option_call: a function of the system's own, by level and name */
} skt__via;

/* Which number of units says "for ever". */
typedef enum skt__forever { SKT__NO_FOREVER, SKT__FOREVER_IS_ZERO, SKT__FOREVER_IS_MINUS_ONE } skt__forever;

typedef struct skt__option_row {
    int level;
    int name;
    int unit; /* of a duration: nanoseconds; of a name: the bytes of the system's field */
    uint8_t wire;
    uint8_t via;
    uint8_t forever;
    uint8_t plain; /* an int by setsockopt, whose zero is nothing special: what most rows are */
} skt__option_row;

/* One more than the highest number of an option. */
#define SKT__OPTION_NUMBERS 128

/*
 * Options that functions of their own set, in the same table.
 */
#define SKT__SO_ATTACH_FILTER     SKT_OPTION(bytes, 120)
#define SKT__SO_DETACH_FILTER     SKT_OPTION(int, 121)
#define SKT__SO_ORIGINAL_DST      SKT_OPTION(bytes, 122)
#define SKT__IP6T_SO_ORIGINAL_DST SKT_OPTION(bytes, 123)

/* The kernel's sock_fprog, the value of SO_ATTACH_FILTER. */
typedef struct skt__program {
    unsigned short len;
    const skt_filter *filter;
} skt__program;

extern const skt__option_row skt__option_table[SKT__OPTION_NUMBERS];

/* The row of a number; one of SKT__WIRE_NONE where this system lacks it. */
static inline const skt__option_row *skt__option_row_of(unsigned number)
{
    static const skt__option_row none = {.wire = SKT__WIRE_NONE};
    return number < SKT__OPTION_NUMBERS ? &skt__option_table[number] : &none;
}

/* The functions of bool, int and duration for rows of every sort; those of option.h begin with the plain ones. */
int skt__set_number(skt_socket s, const skt__option_row *row, int64_t value);
int skt__get_number(skt_socket s, const skt__option_row *row, int64_t *out);
int skt__get_truth(skt_socket s, const skt__option_row *row, bool *out);
int skt__set_duration(skt_socket s, const skt__option_row *row, skt_duration value);
int skt__get_duration(skt_socket s, const skt__option_row *row, skt_duration *out);

/*
 * Reads (`out`, `len_io`) or writes (`value`, `*len_io`) an option that setsockopt cannot; the other pointer is NULL.
 * Returns 0 or the negative code.
 */
int skt__option_call(skt_socket s, const skt__option_row *row, const void *value, void *out, size_t *len_io);

/* Sets both spans of keepalive at once, on a system that may lack their options; else SKT_ENOPROTOOPT. */
int skt__set_both_keepalive_times(skt_socket s, skt_duration idle, skt_duration interval);

/* The forms in which a multicast membership is given to the system, and what is done with it. */
typedef enum skt__membership_form {
    SKT__V4_BY_ADDRESS,        /* struct ip_mreq */
    SKT__V4_BY_INDEX,          /* skt__mreq_by_index of native.h */
    SKT__V4_SOURCE_BY_ADDRESS, /* struct ip_mreq_source */
    SKT__V4_SOURCE_BY_INDEX,   /* struct group_source_req */
    SKT__V6,                   /* struct ipv6_mreq */
    SKT__V6_SOURCE,            /* struct group_source_req */
    SKT__MEMBERSHIP_FORMS
} skt__membership_form;

typedef enum skt__membership_verb {
    SKT__JOIN,
    SKT__LEAVE,
    SKT__BLOCK,
    SKT__UNBLOCK,
    SKT__MEMBERSHIP_VERBS
} skt__membership_verb;

/* The option's name per form and verb; 0 where the system has none. The level is that of the family. */
extern const int skt__membership_table[SKT__MEMBERSHIP_FORMS][SKT__MEMBERSHIP_VERBS];

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

/* Fills the rest of `out` from text that was printed at `used`; returns the length of the whole, as snprintf(3). */
int skt__text_copy(char *out, size_t size, const char *text, size_t len);

#endif
