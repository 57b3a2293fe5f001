/* SPDX-License-Identifier: MIT */
/*
 * Control data: the items that are sent and received with the bytes of a message.
 *
 * A sender builds control data in a buffer and adds it to the message:
 *
 *     SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
 *     skt_control control;
 *     skt_control_begin(&control, bytes, sizeof bytes, skt_addr_family(peer));
 *     skt_control_put_tos(&control, 0x02);
 *     rc = skt_control_finish(&control, &msg);
 *
 * A receiver calls skt_info_enable once for the items that it needs, gives the message room for control data, and reads
 * the items after each receive:
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

/* Declares a buffer for control data, aligned for every system. It may be a variable or a member of a structure. */
#if defined(__cplusplus)
#define SKT_CONTROL_BUFFER(name, size) alignas(8) unsigned char name[size]
#else
#define SKT_CONTROL_BUFFER(name, size) _Alignas(8) unsigned char name[size]
#endif

/* Room for every item of skt_info_enable, on every system. */
#define SKT_CONTROL_MAX 512

/* An address and interface of this host: those at which a datagram arrived, or from which one is sent. */
typedef struct skt_local {
    uint8_t ip[16];           /* network order; only the first four bytes if family is SKT_AF_INET */
    uint32_t family;          /* SKT_AF_INET, SKT_AF_INET6, or 0: no address, only the interface */
    uint32_t interface_index; /* 0: to send, the system chooses */
} skt_local;

/* The process that sent a message, or the one at the other end of a connection. */
typedef struct skt_credentials {
    int64_t pid, uid, gid; /* valid if their bit is set in has */
    uint32_t has;          /* SKT_HAS_PID and so on */
    uint32_t skt__zero;
} skt_credentials;
enum { SKT_HAS_PID = 1, SKT_HAS_UID = 2, SKT_HAS_GID = 4 };

/* Facts about datagrams: those that a socket can report on receive, and those that can be set on send. */
enum {
    SKT_INFO_LOCAL = 1,         /* the address and interface of this host */
    SKT_INFO_TOS = 2,           /* the whole TOS byte or traffic class: DSCP and ECN */
    SKT_INFO_HOP_LIMIT = 4,     /* the TTL or hop limit */
    SKT_INFO_DONT_FRAGMENT = 8, /* send only: do not fragment this datagram; on Unix-likes only IPv6 sockets */
    SKT_INFO_KEY = 16,          /* send only: a number that identifies the time stamp of this send */
    SKT_INFO_DROPS = 32,      /* datagrams dropped for lack of room since the socket was opened; not reported while 0 */
    SKT_INFO_TIME = 64,       /* the time at which it was received */
    SKT_INFO_SEND_TIME = 128, /* send only: the time at which it shall leave */
    SKT_INFO_ORIGINAL = 256,  /* its destination before a redirection */
    SKT_INFO_SEGMENTS = 512,  /* several datagrams in one buffer, sent and received */
    SKT_INFO_ERRORS = 1024,   /* the error queue */
    SKT_INFO_TRUNCATED = 2048,         /* received: the datagram was truncated */
    SKT_INFO_CONTROL_TRUNCATED = 4096, /* received: its control data was truncated */
    SKT_INFO_SUSPECT = 8192,           /* received: longer than one datagram, without the item for several */
    SKT_INFO_ECN = 1 << 14,            /* only the two ECN bits */
    SKT_INFO_HARDWARE_TIME = 1 << 15,  /* the time at which the device received it */
    SKT_INFO_GROUP = 1 << 16           /* received: its local address is a multicast or broadcast address */
};

/*
 * Enables control data about what a socket receives.
 *
 * The call sets the options of the socket's family, and on an IPv6 socket that also receives IPv4 those of both
 * families. It never turns one off. SKT_INFO_SEGMENTS and SKT_INFO_ERRORS change what a receive returns: several
 * datagrams in one buffer, and errors of earlier sends in the error queue.
 *
 * s            A datagram or raw socket over IP. Unix sockets accept SKT_INFO_TIME.
 * wanted       Bits: SKT_INFO_LOCAL, TOS, ECN, HOP_LIMIT, DROPS, TIME, HARDWARE_TIME, KEY, ORIGINAL, SEGMENTS, ERRORS.
 *              Other bits are never granted.
 * granted_out  Those of wanted that the socket now reports; the system lacks the others. May be NULL.
 *
 * Returns   0, even if nothing was granted.
 * Errors    SKT_EBADF, SKT_ENOTSOCK  s is no open socket.
 * Calls     getsockopt(2) of the family, and of IPV6_V6ONLY with IPv6; setsockopt(2) for each option. On Linux one
 *           option has all time stamps, so getsockopt(2) reads it before it is set.
 * Windows   setsockopt for each option. SKT_INFO_TIME is SIO_TIMESTAMPING, which needs Windows 11, and which an
 *           administrator must turn on for the network card.
 * Since     0.1
 * See       ip(7), ipv6(7), socket(7), udp(7)
 */
SKT_API int skt_info_enable(skt_socket s, uint32_t wanted, uint32_t *granted_out);

/* Control data that is being built. */
typedef struct skt_control {
    uint64_t skt__opaque[6];
} skt_control;

/*
 * Begins to build control data.
 *
 * The functions that add items return nothing. The first error is kept, and skt_control_finish returns it. An item that
 * fails is not added.
 *
 * bytes        The buffer, best declared by SKT_CONTROL_BUFFER. It must stay valid until the message is sent.
 * size         The size of the buffer in bytes.
 * peer_family  The family of the peer. If an IPv6 socket sends to a mapped IPv4 address, it is SKT_AF_INET. For other
 *              sockets than those over IP, their family, such as SKT_AF_UNIX.
 *
 * Since     0.1
 */
SKT_API void skt_control_begin(skt_control *control, void *bytes, size_t size, int peer_family);

/*
 * Adds one item. skt_control_finish returns the errors:
 *
 *     SKT_EUNSUPPORTED  this system lacks the item for the family of the peer
 *     SKT_ERANGE        a value does not fit
 *     SKT_ENOBUFS       the buffer has no room for the item
 *
 * The items:
 *
 *     local          the source address, the interface to send through, or both
 *     tos            the whole TOS byte or traffic class, 0 to 255
 *     ecn            the two ECN bits, 0 to 3; if the system has no item for them alone, the whole byte with DSCP 0
 *     hop_limit      TTL or hop limit, 0 to 255
 *     dont_fragment  true: the datagram is not fragmented, even if the socket's option allows it; for IPv4 only Windows
 *     segment_size   the length of each datagram into which the system splits the bytes, 1 to 65535
 *     send_time      the time at which it shall leave, in nanoseconds of the clock that SO_TXTIME names; Linux
 *     key            the number that identifies its time stamp; Linux 6.13
 *     stamp          the time stamps to make of this send: SOF_TIMESTAMPING_TX_* of Linux
 *     mark           the packet's mark; Linux
 *     handles        descriptors to pass, on a Unix socket; the receiver gets a duplicate of each
 *     credentials    the credentials of the sender, which the kernel checks; Linux, on a Unix socket
 *     tls_record     the type of the TLS record, on a socket with kTLS; Linux
 *     raw            an item by the system's level and type; its data is copied
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
 * Adds the control data to a message.
 *
 * to        control and control_len are set, to NULL and 0 if there is no item.
 *
 * Returns   0.
 * Errors    The first error of an item. The message then has no control data.
 * Since     0.1
 */
SKT_API int skt_control_finish(skt_control *control, skt_msg *to);

/* The kinds of items, each with the fields that it fills. */
enum {
    SKT_CONTROL_LOCAL = 1,    /* local, group */
    SKT_CONTROL_TOS,          /* tos */
    SKT_CONTROL_HOP_LIMIT,    /* hop_limit */
    SKT_CONTROL_SEGMENT_SIZE, /* segment_size */
    SKT_CONTROL_TIME,         /* time, hardware_time */
    SKT_CONTROL_DROPS,        /* drops */
    SKT_CONTROL_ERROR,        /* error; skt_control_address returns the host that reported it */
    SKT_CONTROL_TIME_SOURCE,  /* source */
    SKT_CONTROL_ECN,          /* tos, but only the two ECN bits are valid */
    SKT_CONTROL_HANDLES,      /* handles, read by skt_control_handle */
    SKT_CONTROL_CREDENTIALS,  /* credentials */
    SKT_CONTROL_PIDFD,        /* handles, always one */
    SKT_CONTROL_ORIGINAL,     /* skt_control_address */
    SKT_CONTROL_MARK,         /* mark */
    SKT_CONTROL_TLS_RECORD,   /* tls_record */
    SKT_CONTROL_SECURITY,     /* data, len: a text without a null byte */
    SKT_CONTROL_INQ,          /* inq */
    SKT_CONTROL_RAW           /* level, type, data, len */
};

/* The device that made a hardware time stamp, and the length of the frame. */
typedef struct skt_time_source {
    uint32_t interface_index, length;
} skt_time_source;

/* Received handles, read by skt_control_handle. */
typedef struct skt_handles {
    const void *at;
    size_t count;
} skt_handles;

/*
 * An entry of the error queue of Linux. skt_recvmsg with SKT_MSG_ERRQUEUE receives one and does not block.
 *
 * Zero copy: skt_sendmsg or skt_send_batch with SKT_MSG_ZEROCOPY, over TCP or UDP on a socket with SO_ZEROCOPY, lets
 * the network card read the caller's bytes. The caller must not change them until the system has finished. The system
 * numbers the messages of each socket from 0, and counts every message of which it accepted some bytes. An entry of
 * SKT_SO_EE_ORIGIN_ZEROCOPY reports that the messages with the numbers from info to data are finished. Its icmp_code is
 * 1 if the system copied the bytes after all, as it always does on loopback; if this happens every time, the flag costs
 * time and saves none. SKT_POLLERR is set while the queue has an entry. SKT_ENOBUFS from a send means that too many
 * sends are not finished.
 */
typedef struct skt_queued_error {
    int error;                            /* a positive code */
    uint8_t origin, icmp_type, icmp_code; /* SKT_SO_EE_ORIGIN_* */
    uint32_t info, data;                  /* by origin: the path MTU; a range of zero-copy sends; a stage and a key */
} skt_queued_error;

/* The origins of entries of the error queue. */
enum {
    SKT_SO_EE_ORIGIN_LOCAL = 1,        /* this host */
    SKT_SO_EE_ORIGIN_ICMP = 2,         /* another host, by ICMP over IPv4 */
    SKT_SO_EE_ORIGIN_ICMP6 = 3,        /* another host, by ICMP over IPv6 */
    SKT_SO_EE_ORIGIN_TIMESTAMPING = 4, /* the time stamp of a send */
    SKT_SO_EE_ORIGIN_ZEROCOPY = 5,     /* sends with SKT_MSG_ZEROCOPY are finished */
    SKT_SO_EE_ORIGIN_TXTIME = 6        /* a send_time that was missed or is not valid */
};

/* One item of received control data, and the position of the next. */
typedef struct skt_control_item {
    int kind; /* SKT_CONTROL_* */
    SKT__EXTENSION union {
        skt_local local;
        int tos, hop_limit;
        size_t segment_size; /* the length of each datagram except the last, which may be shorter */
        skt_time_source source;
        uint32_t drops, mark;
        skt_handles handles;
        skt_credentials credentials;
        int tls_record; /* the record's type */
        int inq;        /* the bytes that can still be received */
        skt_queued_error error;
        uint64_t skt__room[8];
    };
    int64_t time, hardware_time; /* nanoseconds: of CLOCK_REALTIME; of the device's clock; 0: not known */
    bool group;                  /* local is a multicast or broadcast address, which cannot be a source */
    int level, type;             /* the system's numbers */
    const void *data;
    size_t len;
    size_t skt__at;
} skt_control_item;

/*
 * Goes to the next item of received control data.
 *
 * The function is safe for any bytes. A truncated item ends where the bytes end, an item that is too short for its type
 * is SKT_CONTROL_RAW, and after an invalid header there are no more items. The caller closes the handles of all items,
 * including those that it does not use.
 *
 * msg       A message after a receive.
 * io        Zero before the first call.
 *
 * Returns   true if there was another item.
 * Windows   A time stamp is the value of a counter, which is in data. time is calculated from the age of the stamp if
 *           that is less than a minute. If the network card makes the stamps, the counter is the card's and time is 0.
 * Since     0.1
 * See       cmsg(3)
 */
SKT_API bool skt_control_next(const skt_msg *msg, skt_control_item *io);

/*
 * Returns one of the handles of an item. The caller closes it.
 *
 * Returns   The handle, or -1 if the item has no handle with this index.
 * Since     0.1
 */
SKT_API skt_file skt_control_handle(const skt_control_item *item, size_t index);

/*
 * Reads the address of an item: the destination before a redirection, or the host that reported an error.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  The item has no address.
 * Since     0.1
 */
SKT_API int skt_control_address(const skt_control_item *item, skt_addr *out);

/*
 * Sends handles to another process over a Unix socket, with some bytes.
 *
 * len       At least 1. A stream carries no handles without a byte.
 *
 * Returns   0. The caller's handles stay open.
 * Errors    SKT_EINVAL         count or len is 0, or count is more than SKT_HANDLES_MAX.
 *           SKT_EMSGSIZE       The handles and only a part of the bytes were sent.
 *           SKT_EOPNOTSUPP     channel is no Unix socket; nothing was sent.
 *           SKT_ETOOMANYREFS   More handles are in transit than the process may have open.
 *           SKT_EUNSUPPORTED   This system cannot send handles (Windows). skt_export passes a socket there.
 *           and those of skt_sendmsg.
 * Calls     getsockname(2), sendmsg(2).
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_send_handles(skt_socket channel, const skt_file *handles, size_t count, const void *data, size_t len);

/* The most handles that one message carries, on every system. */
#define SKT_HANDLES_MAX 253

/*
 * Receives handles and the bytes sent with them. Child processes do not inherit the handles.
 *
 * out       Room for max handles. The caller closes those that were received. If there are more than max, all are
 *           closed.
 * data      Room for *len_io bytes; receives the bytes.
 * len_io    Before the call the size of data in bytes, afterwards the bytes received.
 *
 * Returns   The number of handles received, 0 or more.
 * Errors    SKT_EEOF           The stream has ended.
 *           SKT_EMSGSIZE       There were more than max handles, or some were truncated. All are closed, and the bytes
 *                              are lost.
 *           SKT_EMFILE         The process could not open all handles. Those that were received are closed.
 *           SKT_EOPNOTSUPP     channel is no Unix socket; nothing was received.
 *           SKT_EUNSUPPORTED   This system cannot receive handles (Windows).
 *           and those of skt_recvmsg.
 * Calls     getsockname(2), recvmsg(2); close(2) for each handle that is not returned.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_recv_handles(skt_socket channel, skt_file *out, size_t max, void *data, size_t *len_io);

/*
 * Sends several messages with as few system calls as the system allows.
 *
 * msgs      The messages. The count of each that was sent is set to its bytes.
 * count     The number of messages. Those beyond the system's limit (1024 on Linux) are not sent by this call.
 *
 * Returns   The number of messages that were sent. If the system refuses a message after the first, it is less than
 *           count, and a call that begins with this message returns the error. Each message blocks as with skt_sendmsg.
 * Errors    Those of skt_sendmsg for the first message.
 * Calls     sendmmsg(2) once; sendmsg(2) for each message on systems without it.
 * Apple     On macOS sendmsg_x, after two getsockopt(2), if there are at least four messages, all with bytes and
 *           without an address, the socket is a datagram socket with SKT_SO_NOSIGPIPE, and flags has no bit except
 *           SKT_MSG_DONTWAIT. One sendmsg_x sends at most 64. If it fails, each message is sent by sendmsg(2).
 *           sendmsg_x does not tell how many messages it sent before an error, so these are sent twice.
 * Windows   WSASendMsg or WSASendTo for each message.
 * Since     0.1
 * See       sendmmsg(2)
 */
SKT_API skt_ssize skt_send_batch(skt_socket s, skt_msg *msgs, size_t count, int flags);

/*
 * Receives several messages with as few system calls as the system allows.
 *
 * The call blocks for the first message as skt_recvmsg does, and then receives the messages that are already there.
 *
 * msgs      As for skt_recvmsg. The count of each message that was received is set to its bytes.
 * count     The number of messages that msgs has room for.
 *
 * Returns   The number of messages received.
 * Errors    Those of skt_recvmsg for the first message.
 * Calls     recvmmsg(2) once, and again after SKT_EINVAL as in skt_recvmsg. On systems without it recvmsg(2) for each
 *           message, and once more to find that there is none left.
 * Apple     On macOS recvmsg_x, after a getsockopt(2), if count is at least four, each message has one buffer, the
 *           socket is a datagram socket, and flags has no bit except SKT_MSG_DONTWAIT. One recvmsg_x receives at most
 *           64. The buffers for control data are zeroed first.
 * Windows   As skt_recvmsg for each message, with a WSAPoll before each except the first.
 * Since     0.1
 * See       recvmmsg(2)
 */
SKT_API skt_ssize skt_recv_batch(skt_socket s, skt_msg *msgs, size_t count, int flags);

SKT_END

#endif
