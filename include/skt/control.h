/* SPDX-License-Identifier: MIT */
/*
 * Control data: what is sent beside the bytes of a message, and what the system says of one that was received.
 *
 * A sender builds it over bytes of its own and puts it into the message:
 *
 *     SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
 *     skt_control control;
 *     skt_control_begin(&control, bytes, sizeof bytes, skt_addr_family(peer));
 *     skt_control_put_tos(&control, 0x02);
 *     rc = skt_control_finish(&control, &msg);
 *
 * A receiver asks with skt_info_enable for what it wants to know, gives the message room, and walks through the items:
 *
 *     skt_control_item item = {0};
 *     while (skt_control_next(&msg, &item))
 *         if (item.kind == SKT_CONTROL_TOS) tos = item.tos;
 */
#ifndef SKT_CONTROL_H
#define SKT_CONTROL_H

#include <skt/address.h>
#include <skt/message.h>
#include <skt/system.h>

#include <stdbool.h>

SKT_BEGIN

/* Bytes for control data, aligned as every system wants them; also as a member of a structure. */
#if defined(__cplusplus)
#define SKT_CONTROL_BUFFER(name, size) alignas(8) unsigned char name[size]
#else
#define SKT_CONTROL_BUFFER(name, size) _Alignas(8) unsigned char name[size]
#endif

/* Room for every item of skt_info_enable, on every system. */
#define SKT_CONTROL_MAX 512

/* An address of this host and an interface: where a datagram arrived, or where it is sent from. */
typedef struct skt_local {
    uint8_t ip[16];           /* four bytes where family is SKT_AF_INET */
    uint32_t family;          /* SKT_AF_INET, SKT_AF_INET6, or 0: no address, the interface alone */
    uint32_t interface_index; /* 0: the system chooses */
} skt_local;

/* Who sent a message, or who is at the other end of a connection. */
typedef struct skt_credentials {
    int64_t pid, uid, gid; /* those of the bits in has */
    uint32_t has;          /* SKT_HAS_PID and so on */
    uint32_t skt__zero;
} skt_credentials;
enum { SKT_HAS_PID = 1, SKT_HAS_UID = 2, SKT_HAS_GID = 4 };

/* What a socket can be asked to say of datagrams, and what can be said of one that is sent. */
enum {
    SKT_INFO_LOCAL = 1,         /* the address and interface of this host */
    SKT_INFO_TOS = 2,           /* the whole byte: DSCP and ECN */
    SKT_INFO_HOP_LIMIT = 4,     /* TTL, hop limit */
    SKT_INFO_DONT_FRAGMENT = 8, /* per datagram; sending only; on Unix-likes by sockets of IPv6 alone */
    SKT_INFO_KEY = 16,          /* a number by which the time stamp of a sending is known; sending only */
    SKT_INFO_DROPS = 32,        /* how many datagrams the socket had no room for since it was opened; not said of 0 */
    SKT_INFO_TIME = 64,         /* when it was received */
    SKT_INFO_SEND_TIME = 128,   /* when it is to leave; sending only */
    SKT_INFO_ORIGINAL = 256,    /* where it was sent to before a redirection */
    SKT_INFO_SEGMENTS = 512,    /* several datagrams at once, sent and received */
    SKT_INFO_ERRORS = 1024,     /* the error queue */
    SKT_INFO_TRUNCATED = 2048,  /* of a received datagram: its end was cut off */
    SKT_INFO_CONTROL_TRUNCATED = 4096, /* of a received datagram: items of its control data are missing */
    SKT_INFO_SUSPECT = 8192,          /* of a received datagram: more bytes than one has, and nothing said of several */
    SKT_INFO_ECN = 1 << 14,           /* the two bits of ECN alone */
    SKT_INFO_HARDWARE_TIME = 1 << 15, /* when the device received it */
    SKT_INFO_GROUP = 1 << 16          /* of a received datagram: its local address is a multicast or broadcast one */
};

/*
 * Asks a socket to say more of what it receives.
 *
 * The options are those of the socket's family; an IPv6 socket that takes IPv4 too is asked for both. What is enabled
 * stays so. SKT_INFO_SEGMENTS and SKT_INFO_ERRORS change what a receive returns: several datagrams in one buffer, and
 * errors of earlier sendings by the error queue.
 *
 * s            A datagram or raw socket over IP. Unix sockets take SKT_INFO_TIME.
 * wanted       SKT_INFO_* of LOCAL, TOS, ECN, HOP_LIMIT, DROPS, TIME, HARDWARE_TIME, KEY, ORIGINAL, SEGMENTS, ERRORS.
 *              Others are never granted.
 * granted_out  Those that the system will say; the others it lacks. May be NULL.
 *
 * Returns   0, also where nothing was granted.
 * Errors    SKT_EBADF, SKT_ENOTSOCK  The handle is no open socket.
 * Calls     getsockopt(2) of the family, and of IPV6_V6ONLY with IPv6; setsockopt(2) per option. Time stamps on Linux
 *           are read by getsockopt(2) before they are set, as one option has them all.
 * Windows   setsockopt per option. SKT_INFO_TIME is SIO_TIMESTAMPING, which Windows 11 has and an administrator must
 *           switch on for the network card.
 * Since     0.1
 * See       ip(7), ipv6(7), socket(7), udp(7)
 */
SKT_API int skt_info_enable(skt_socket s, uint32_t wanted, uint32_t *granted_out);

/* A builder of control data. */
typedef struct skt_control {
    uint64_t skt__opaque[6];
} skt_control;

/*
 * Begins to build control data.
 *
 * Nothing that follows fails at once: the first error is kept until skt_control_finish, and an item that failed leaves
 * nothing behind.
 *
 * bytes        Room, best declared by SKT_CONTROL_BUFFER. It must live until the message is sent.
 * size         Of the room, in bytes.
 * peer_family  The family of the peer: SKT_AF_INET also for an IPv4 peer of an IPv6 socket, whose address is mapped.
 *              SKT_AF_UNIX and others for what has no family of IP.
 *
 * Since     0.1
 */
SKT_API void skt_control_begin(skt_control *control, void *bytes, size_t size, int peer_family);

/*
 * Adds one item.
 *
 * An item that this system lacks for the family of the peer is SKT_EUNSUPPORTED, a value that does not fit is
 * SKT_ERANGE, and one for which there is no room SKT_ENOBUFS: all of these are returned by skt_control_finish.
 *
 *     local          the source: address, interface, or both
 *     tos            the whole byte, 0 to 255
 *     ecn            the two bits of ECN, 0 to 3; where the system has no item of its own, the byte with DSCP 0
 *     hop_limit      TTL or hop limit, 0 to 255
 *     dont_fragment  that nobody may fragment the datagram, whatever the socket says; for IPv4 peers Windows only
 *     segment_size   the length of each datagram that the bytes are cut into; 1 to 65535
 *     send_time      when it shall leave, in nanoseconds of the clock that SO_TXTIME names; Linux
 *     key            the number that its time stamp will have; Linux 6.13
 *     stamp          which time stamps are made of it: SOF_TIMESTAMPING_TX_* of Linux
 *     mark           the packet's mark; Linux
 *     handles        descriptors to hand over, on a Unix socket; the receiver has its own of each
 *     credentials    a process's own, which the kernel checks; Linux, on a Unix socket
 *     tls_record     the type of the TLS record, on a socket with kTLS; Linux
 *     raw            an item as it is, its data copied
 *
 * Since     0.1
 * See       cmsg(3), ip(7), ipv6(7), unix(7), WSASendMsg
 */
SKT_API void skt_control_put_local(skt_control *control, const skt_local *local);
SKT_API void skt_control_put_tos(skt_control *control, int tos);
SKT_API void skt_control_put_ecn(skt_control *control, int ecn);
SKT_API void skt_control_put_hop_limit(skt_control *control, int hop_limit);
SKT_API void skt_control_put_dont_fragment(skt_control *control, bool dont_fragment);
SKT_API void skt_control_put_segment_size(skt_control *control, size_t segment_size);
SKT_API void skt_control_put_send_time(skt_control *control, int64_t send_time);
SKT_API void skt_control_put_key(skt_control *control, uint32_t key);
SKT_API void skt_control_put_stamp(skt_control *control, uint32_t sof_flags);
SKT_API void skt_control_put_mark(skt_control *control, uint32_t mark);
SKT_API void skt_control_put_handles(skt_control *control, const skt_file *handles, size_t count);
SKT_API void skt_control_put_credentials(skt_control *control, const skt_credentials *credentials);
SKT_API void skt_control_put_tls_record(skt_control *control, int type);
SKT_API void skt_control_put_raw(skt_control *control, int level, int type, const void *data, size_t len);

/*
 * Gives the control data to a message.
 *
 * to        Its control and control_len are set. Without an item they are NULL and 0.
 *
 * Returns   0.
 * Errors    The first that an item had; the message then has no control data.
 * Since     0.1
 */
SKT_API int skt_control_finish(skt_control *control, skt_msg *to);

/* What an item says. */
enum {
    SKT_CONTROL_LOCAL = 1,    /* local, group */
    SKT_CONTROL_TOS,          /* tos */
    SKT_CONTROL_HOP_LIMIT,    /* hop_limit */
    SKT_CONTROL_SEGMENT_SIZE, /* segment_size */
    SKT_CONTROL_TIME,         /* time, hardware_time */
    SKT_CONTROL_DROPS,        /* drops */
    SKT_CONTROL_ERROR,        /* error; skt_control_address has who reported it */
    SKT_CONTROL_TIME_SOURCE,  /* source */
    SKT_CONTROL_ECN,          /* tos, of which only the two bits of ECN count */
    SKT_CONTROL_HANDLES,      /* handles, by skt_control_handle */
    SKT_CONTROL_CREDENTIALS,  /* credentials */
    SKT_CONTROL_PIDFD,        /* handles, one */
    SKT_CONTROL_ORIGINAL,     /* skt_control_address */
    SKT_CONTROL_MARK,         /* mark */
    SKT_CONTROL_TLS_RECORD,   /* tls_record */
    SKT_CONTROL_SECURITY,     /* data, len: a text without an end */
    SKT_CONTROL_INQ,          /* inq */
    SKT_CONTROL_RAW           /* level, type, data, len */
};

/* The device that made a hardware time stamp, and the length of the frame. */
typedef struct skt_time_source {
    uint32_t interface_index, length;
} skt_time_source;

/* Handles that arrived; skt_control_handle has each. */
typedef struct skt_handles {
    const void *at;
    size_t count;
} skt_handles;

/*
 * An entry of the error queue, as Linux has it: skt_recvmsg takes one with SKT_MSG_ERRQUEUE, and does not block.
 *
 * Zero copy. A sending with SKT_MSG_ZEROCOPY, by skt_sendmsg or skt_send_batch over TCP or UDP on a socket with
 * SO_ZEROCOPY, lets the network card read the caller's bytes, which must stay as they are until the system has done with
 * them. Each message of which it took something has a number, from 0 on for each socket. An entry of
 * SKT_SO_EE_ORIGIN_ZEROCOPY says that those from info to data are done; several come as one. icmp_code is then 1 where
 * the system copied the bytes after all, as it always does on loopback: if that is so every time, the flag costs time and
 * saves none. While an entry waits, SKT_POLLERR is set. A SKT_ENOBUFS means that too many are under way.
 */
typedef struct skt_queued_error {
    int error;                            /* a positive code */
    uint8_t origin, icmp_type, icmp_code; /* SKT_SO_EE_ORIGIN_* */
    uint32_t info, data;                  /* the path MTU; a range of zero-copy sendings; a stage and a key */
} skt_queued_error;

/* Where an entry of the error queue comes from. */
enum {
    SKT_SO_EE_ORIGIN_LOCAL = 1,        /* this host */
    SKT_SO_EE_ORIGIN_ICMP = 2,         /* another host, by ICMP */
    SKT_SO_EE_ORIGIN_ICMP6 = 3,        /* the same over IPv6 */
    SKT_SO_EE_ORIGIN_TIMESTAMPING = 4, /* the time stamp of a sending */
    SKT_SO_EE_ORIGIN_ZEROCOPY = 5,     /* sendings with SKT_MSG_ZEROCOPY are done */
    SKT_SO_EE_ORIGIN_TXTIME = 6        /* a send_time that was missed or is no time */
};

/* One item of received control data, and where the next one is. */
typedef struct skt_control_item {
    int kind; /* SKT_CONTROL_* */
    SKT__EXTENSION union {
        skt_local local;
        int tos, hop_limit;
        size_t segment_size; /* the length of each of the datagrams, but the last */
        skt_time_source source;
        uint32_t drops, mark;
        skt_handles handles;
        skt_credentials credentials;
        int tls_record; /* the record's type */
        int inq;        /* the bytes that can still be received */
        skt_queued_error error;
        uint64_t skt__room[8];
    };
    int64_t time, hardware_time; /* nanoseconds of CLOCK_REALTIME, of the device's clock; 0: not given */
    bool group;                  /* a multicast or broadcast address, from which nothing can be sent */
    int level, type;             /* the system's numbers */
    const void *data;
    size_t len;
    size_t skt__at;
} skt_control_item;

/*
 * Goes to the next item of received control data.
 *
 * It is safe on any bytes whatever: one that is cut off ends where the bytes end, one that is too short to be what it
 * says is SKT_CONTROL_RAW, and a header that cannot be ends the walk. Handles of items that are passed over stay open
 * and are the caller's to close.
 *
 * msg       After a receive.
 * io        All zero at first.
 *
 * Returns   Whether there was another.
 * Windows   A time stamp is a counter, whose value is in data: its time is found from its age, if that is less than a
 *           minute. It is the network card's own, and time 0, where the card makes stamps.
 * Since     0.1
 * See       cmsg(3)
 */
SKT_API bool skt_control_next(const skt_msg *msg, skt_control_item *io);

/*
 * One of the handles of an item, which is the caller's to close.
 *
 * Returns   The handle, or -1 where the item has not so many.
 * Since     0.1
 */
SKT_API skt_file skt_control_handle(const skt_control_item *item, size_t index);

/*
 * The address that an item brings: where it was sent to first, or who reported an error.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  The item has none.
 * Since     0.1
 */
SKT_API int skt_control_address(const skt_control_item *item, skt_addr *out);

/*
 * Sends handles to another process over a Unix socket, beside some bytes.
 *
 * len       At least 1: a stream carries no handles without a byte.
 *
 * Returns   0. The caller's handles stay open.
 * Errors    SKT_EINVAL         Nothing to send, or more handles than SKT_HANDLES_MAX.
 *           SKT_EMSGSIZE       Only a part of the bytes went, with the handles.
 *           SKT_EOPNOTSUPP     The channel is no Unix socket; nothing was sent.
 *           SKT_ETOOMANYREFS   More are under way than the process may have open.
 *           SKT_EUNSUPPORTED   The system cannot (Windows): skt_export hands over a socket there.
 *           and those of skt_sendmsg.
 * Calls     getsockname(2), sendmsg(2).
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_send_handles(skt_socket channel, const skt_file *handles, size_t count, const void *data, size_t len);

/* The most handles that one message carries, on every system. */
#define SKT_HANDLES_MAX 253

/*
 * Receives handles and the bytes beside them. None is inherited by child processes.
 *
 * out       Room for max handles; those that came are the caller's to close. If there are more, all are closed.
 * data      Room for *len_io bytes; then what came.
 *
 * Returns   How many handles came, 0 or more.
 * Errors    SKT_EEOF           The stream has ended.
 *           SKT_EMSGSIZE       There were more than max, or some were cut off: all are closed, and the bytes lost.
 *           SKT_EMFILE         The process had no free handles; those that came are closed.
 *           SKT_EOPNOTSUPP     The channel is no Unix socket; nothing was received.
 *           SKT_EUNSUPPORTED   The system cannot (Windows).
 *           and those of skt_recvmsg.
 * Calls     getsockname(2), recvmsg(2); close(2) for what is not handed out.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_recv_handles(skt_socket channel, skt_file *out, size_t max, void *data, size_t *len_io);

/*
 * Sends several messages with as few system calls as the system allows.
 *
 * msgs      Their count is set to the bytes of each that was sent.
 * count     How many; those beyond the system's limit (1024 on Linux) wait for the next call.
 *
 * Returns   How many were sent, less than count if one was refused: the next call, which begins with it, returns why.
 *           It blocks as skt_sendmsg does for each.
 * Errors    Those of skt_sendmsg, of the first message.
 * Calls     sendmmsg(2) once; sendmsg(2) per message where there is none.
 * Apple     On macOS sendmsg_x, after two getsockopt(2), for four messages or more that have bytes and no address, over
 *           a datagram socket with SKT_SO_NOSIGPIPE and without flags but SKT_MSG_DONTWAIT; 64 at once. If it is refused
 *           each goes singly. A failure in the middle does not say how many went: they go twice.
 * Windows   WSASendMsg or WSASendTo per message.
 * Since     0.1
 * See       sendmmsg(2)
 */
SKT_API skt_ssize skt_send_batch(skt_socket s, skt_msg *msgs, size_t count, int flags);

/*
 * Receives several messages with as few system calls as the system allows.
 *
 * It waits for the first as skt_recvmsg does, and then takes what is there.
 *
 * msgs      As for skt_recvmsg; the count of each that came is set to its bytes.
 *
 * Returns   How many came.
 * Errors    Those of skt_recvmsg, of the first message.
 * Calls     recvmmsg(2) once, and again after a SKT_EINVAL as skt_recvmsg; recvmsg(2) per message where there is none,
 *           and once more.
 * Apple     On macOS recvmsg_x, after a getsockopt(2), for four messages or more of one buffer each over a datagram
 *           socket, without flags but SKT_MSG_DONTWAIT; 64 at once. The room for control data is cleared before.
 * Windows   As skt_recvmsg per message, with a WSAPoll before each but the first.
 * Since     0.1
 * See       recvmmsg(2)
 */
SKT_API skt_ssize skt_recv_batch(skt_socket s, skt_msg *msgs, size_t count, int flags);

SKT_END

#endif
