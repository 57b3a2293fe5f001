/* SPDX-License-Identifier: MIT */
/*
 * Sending and receiving many datagrams by one call, with local address, TOS, ECN, hop limit and time stamps.
 *
 *     skt_udp udp;
 *     uint32_t granted;
 *     int rc = skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_LOCAL | SKT_INFO_ECN | SKT_INFO_SEGMENTS, &granted);
 *
 *     skt_addr peer;
 *     skt_datagram in = skt_datagram_into(room, sizeof room, &peer);
 *     while (rc == 0 && skt_udp_recv(&udp, &in, 1, 0) == 1) {
 *         skt_buf one;
 *         for (size_t at = 0; skt_udp_next(&in, &at, &one);) {
 *             skt_datagram out = skt_datagram_to(one.base, one.len, &peer);
 *             skt_udp_reply(&in, &out);
 *             skt_udp_send(&udp, &out, 1, 0);
 *         }
 *     }
 *
 * If the system has segmentation offload, several datagrams to one peer are sent as one message. If it has sendmmsg(2),
 * several messages are sent by one call. No datagram is sent twice, left out or reordered. Nothing is allocated.
 */
#ifndef SKT_UDP_H
#define SKT_UDP_H

#include <skt/control.h>
#include <skt/io.h>

SKT_BEGIN

/*
 * One datagram, or several datagrams of one size in one buffer. Zero is the default of every field.
 *
 * To send, set data or pieces, peer, and the optional fields together with their bits in has. To receive, provide room
 * in data or pieces, and for the peer; the call sets got to the bits of the fields that it has filled in.
 */
typedef struct skt_datagram {
    skt_buf data;          /* the bytes to send, or room to receive; the call does not change this field */
    const skt_buf *pieces; /* instead of data: the bytes or the room in several parts */
    skt_addr *peer;        /* the address to send to, or room for the sender's; NULL: the socket's peer, or no room */
    skt_addr *original;    /* room for its destination before a redirection; may be NULL */
    size_t len;            /* the bytes received */
    size_t sent;           /* if segment_size is set: the bytes that the system has accepted so far */
    int64_t time, hardware_time, send_time; /* nanoseconds: CLOCK_REALTIME; device's clock; skt_now */
    skt_local local;                        /* the address and interface of this host */
    uint32_t piece_count;                   /* 0: there are no pieces */
    uint32_t has, got;                      /* SKT_INFO_*: the fields set by a sender, and by a receive */
    uint32_t segment_size;                  /* the length of each datagram except the last; 0: data is one datagram */
    uint32_t key, drops; /* the key of its time stamp; the datagrams dropped so far for lack of room */
    uint8_t tos, hop_limit;
    uint8_t skt__zero[6];
    uint64_t skt__reserved[4];
} skt_datagram;

/*
 * Make a datagram to send, or one to receive into.
 *
 * data, room  The bytes to send, or the room to receive. They must stay valid until the call that sends or receives
 *             returns.
 * peer        The address to send to, or room for the sender's; may be NULL.
 *
 * Returns   The datagram. Its other fields are zero.
 * Since     0.1
 */
SKT_API skt_datagram skt_datagram_to(const void *data, size_t len, const skt_addr *peer);
SKT_API skt_datagram skt_datagram_into(void *room, size_t size, skt_addr *peer);

/* A socket with its features, made by skt_udp_attach. It may be copied, and several threads may use it. */
typedef struct skt_udp {
    uint64_t skt__opaque[16];
} skt_udp;

/*
 * Prepares a socket for the functions of this header. The caller still owns the socket.
 *
 * Call it after bind and connect. With SKT_INFO_ECN, datagrams are sent with the DSCP (the upper six bits of TOS) that
 * the socket has at the time of this call.
 *
 * size         sizeof(skt_udp).
 * s            A datagram or raw socket over IP, blocking or not.
 * wanted       SKT_INFO_*: the fields that a receive reports, as for skt_info_enable. SKT_INFO_SEND_TIME and
 *              SKT_INFO_KEY enable these fields for sending. SKT_INFO_SEGMENTS enables coalesced receiving: several
 *              datagrams in one buffer. Segmented sending need not be requested: it is on if the system has it.
 * granted_out  Those of wanted that the system has; may be NULL.
 *
 * Returns   0, even if no feature was granted.
 * Errors    SKT_EINVAL         size is not a size of this library version or an earlier one.
 *           SKT_EAFNOSUPPORT   The socket is neither IPv4 nor IPv6.
 *           SKT_EOPNOTSUPP     The socket is a stream.
 *           SKT_EBADF, SKT_ENOTSOCK
 * Calls     getsockopt(2) of type, family, protocol and V6ONLY, and of each feature; those of skt_info_enable;
 *           getsockname(2).
 * Since     0.1
 * See       udp(7), ip(7), ipv6(7)
 */
SKT_API int skt_udp_attach(skt_udp *u, size_t size, skt_socket s, uint32_t wanted, uint32_t *granted_out);

/*
 * Returns the features that are available for sending.
 *
 * They are the bits that a datagram may have in has, and SKT_INFO_SEGMENTS while segmented sending is on. When the
 * system refuses a feature, its bit is cleared.
 *
 *     datagram.has &= skt_udp_features(&udp);
 *
 * Returns   Bits of SKT_INFO_*.
 * Since     0.1
 */
SKT_API uint32_t skt_udp_features(const skt_udp *u);

/*
 * Turns features off permanently.
 *
 * SKT_INFO_SEGMENTS turns off segmented sending and coalesced receiving. Datagrams that arrived before the call may
 * still be received coalesced.
 *
 * bits      SKT_INFO_*.
 *
 * Calls     setsockopt(2) if coalesced receiving was on.
 * Since     0.1
 */
SKT_API void skt_udp_disable(skt_udp *u, uint32_t bits);

/*
 * Converts the names of features to bits: "segments,ecn".
 *
 * text      The names of SKT_INFO_* without this prefix, in upper or lower case, separated by commas; or "all".
 * out       The bits.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  A name is unknown.
 * Since     0.1
 */
SKT_API int skt_udp_features_parse(const char *text, uint32_t *out);

/*
 * Sets the least number of datagrams for which segmented sending is used.
 *
 * They are consecutive datagrams of one size to one peer. The number does not apply to a datagram with a segment_size
 * of its own.
 *
 * least     The number; the default is 2, and 0 means never.
 *
 * Since     0.1
 */
SKT_API void skt_udp_least_run(skt_udp *u, unsigned least);

/*
 * Sends datagrams in order, with as few system calls as the system allows.
 *
 * The call stops before the first datagram that the system refuses. To get the error, call again with that datagram
 * first; if the cause persists, the call returns it.
 *
 * If the system refuses the first message of a call with EIO, EINVAL or EMSGSIZE, and the message is segmented, its
 * datagrams are sent one by one. EIO means that the device cannot segment; all later datagrams are then sent one by one
 * too. If the system does not accept a TOS for each datagram (SKT_EINVAL), this and all later datagrams are sent
 * without it.
 *
 * datagrams  The datagrams. Bits that has may contain: SKT_INFO_LOCAL, TOS, ECN, HOP_LIMIT, DONT_FRAGMENT, KEY,
 *            SEND_TIME. If segment_size is set, sent is set to the bytes that the system has accepted; the next call
 *            continues after them.
 * flags      SKT_MSG_*.
 *
 * Returns   The number of datagrams that were sent completely; 0 if only a part of the first was sent.
 * Errors    SKT_EUNSUPPORTED  has contains a bit that skt_udp_features lacks, or this system lacks a flag. Nothing was
 *                             sent.
 *           SKT_EINVAL        flags has SKT_MSG_ZEROCOPY, whose completions count system calls, not datagrams.
 *           SKT_EAGAIN        The send buffer has no room, and the socket does not block.
 *           SKT_ENOBUFS, SKT_EPERM  From the system; the call does not retry.
 *           SKT_ECONNREFUSED and other ICMP errors caused by earlier datagrams; nothing was sent.
 *           and those of skt_sendmsg.
 * Calls     sendmmsg(2) for up to 20 messages, sendmsg(2), or sendto(2) for one datagram without optional fields. A
 *           message is a datagram, or several that are sent segmented.
 * Windows   WSASendMsg or WSASendTo for each message.
 * Threads   Safe.
 * Since     0.1
 * See       udp(7), sendmmsg(2)
 */
SKT_API skt_ssize skt_udp_send(skt_udp *u, skt_datagram *datagrams, size_t count, int flags);

/*
 * Receives datagrams.
 *
 * The call blocks for the first datagram as skt_recvmsg does, and then receives those that have already arrived. An
 * empty datagram is counted too. If a datagram is longer than its room, the rest is discarded, and got has
 * SKT_INFO_TRUNCATED.
 *
 * datagrams  Set the room and the peer of each; has is not read. If SKT_INFO_SEGMENTS was granted, each should have
 *            room for skt_udp_room bytes.
 * count      The number of datagrams.
 * flags      SKT_MSG_*.
 *
 * Returns   The number of datagrams received, at least 1 if count is not 0.
 * Errors    SKT_EAGAIN  No datagram has arrived, and the socket does not block.
 *           SKT_EINVAL  A datagram has pieces, and coalesced receiving is on.
 *           SKT_ECONNREFUSED and other ICMP errors caused by earlier sends.
 *           and those of skt_recvmsg.
 * Calls     recvmmsg(2) once, or recvmsg(2) for each datagram. On Linux recvfrom(2) for a single one if nothing was
 *           granted.
 * Windows   WSARecvMsg or WSARecvFrom for each datagram. On a blocking socket, WSAPoll before each except the first.
 * Threads   Safe.
 * Since     0.1
 * See       udp(7), recvmmsg(2)
 */
SKT_API skt_ssize skt_udp_recv(skt_udp *u, skt_datagram *datagrams, size_t count, int flags);

/*
 * Returns the size of a buffer in which coalesced datagrams are not truncated.
 *
 * Returns   The size in bytes; 0 if coalesced receiving is off.
 * Since     0.1
 */
SKT_API size_t skt_udp_room(const skt_udp *u);

/*
 * Returns the next of the datagrams that were received in one buffer.
 *
 * A truncated datagram at the end of the buffer is left out. An empty datagram is returned once.
 *
 * at_io     The position; 0 before the first call.
 * one_out   The datagram, a part of datagram->data.
 *
 * Returns   true if there was another datagram.
 * Since     0.1
 */
SKT_API bool skt_udp_next(const skt_datagram *datagram, size_t *at_io, skt_buf *one_out);

/*
 * Addresses a datagram as an answer: to the sender of a received one, from the address to which it was sent.
 *
 * The system chooses the interface, unless the peer's address is link-local. For an answer to a multicast or broadcast
 * datagram only the interface is set, and the system chooses the address.
 *
 * in        A received datagram.
 * out       peer, local and the bit SKT_INFO_LOCAL of has are set. peer is a copy of the pointer in->peer.
 *
 * Since     0.1
 */
SKT_API void skt_udp_reply(const skt_datagram *in, skt_datagram *out);

/* The kinds of events, each with the fields that it fills. */
enum {
    SKT_EVENT_ICMP = 1,  /* an ICMP error from a router or the peer: error, icmp_type, icmp_code, mtu, offender */
    SKT_EVENT_LOCAL,     /* an error of this host: error, mtu */
    SKT_EVENT_STAMP,     /* the time stamp of a send: key, stage, time, hardware_time */
    SKT_EVENT_ZEROCOPY,  /* sends with SKT_MSG_ZEROCOPY are finished: first, last, copied */
    SKT_EVENT_SEND_TIME, /* a datagram missed its send_time: error, time */
    SKT_EVENT_OTHER
};

/* One entry of the error queue. */
typedef struct skt_udp_event {
    skt_buf data;  /* room for the datagram that caused the event; may be empty */
    size_t len;    /* the bytes received into data */
    uint32_t kind; /* SKT_EVENT_* */
    uint32_t got;  /* SKT_INFO_TIME, HARDWARE_TIME, KEY, LOCAL, TRUNCATED: the fields that are set */
    int error;     /* a negative code; 0: no error */
    uint8_t icmp_type, icmp_code;
    uint8_t stage;        /* 0: given to the device, 1: queued, 2: acknowledged; SCM_TSTAMP_* */
    bool copied;          /* the kernel copied the data after all */
    uint32_t mtu;         /* the path MTU, if error is SKT_EMSGSIZE */
    uint32_t key;         /* the key with which the datagram was sent */
    uint32_t first, last; /* the range of zero-copy sends */
    uint32_t link_length; /* the length of the frame, with a hardware time stamp */
    int64_t time, hardware_time;
    skt_local local;
    skt_addr peer;     /* the address to which the datagram was sent; len 0: not known */
    skt_addr offender; /* the host that reported the error; len 0: not known */
} skt_udp_event;

/*
 * Receives an event from the socket's error queue. It does not block.
 *
 * out       Set data to the room for the datagram. The call writes all other fields.
 * size      sizeof(skt_udp_event).
 *
 * Returns   1.
 * Errors    SKT_EAGAIN        The error queue is empty.
 *           SKT_EUNSUPPORTED  This system has no error queue.
 *           SKT_EINVAL        size is not valid.
 * Calls     recvmsg(2) with MSG_ERRQUEUE.
 * Systems   Linux.
 * Since     0.1
 * See       ip(7), IP_RECVERR; Documentation/networking/timestamping.rst of Linux
 */
SKT_API skt_ssize skt_udp_event_next(skt_udp *u, skt_udp_event *out, size_t size);

/*
 * Converts a datagram to a message, for sends by other means than this library: overlapped calls, io_uring.
 *
 * socket_family  The family of the socket that will send it.
 * control        Room for control data, aligned as by SKT_CONTROL_BUFFER. If an IPv6 socket sends to an IPv4 peer, the
 *                peer's address is stored there too. SKT_CONTROL_MAX bytes are enough.
 * size           The size of control in bytes.
 * out            The message. It points to the datagram's data, its peer, and control.
 *
 * Returns   0.
 * Errors    SKT_ENOBUFS, and the other errors of skt_control_finish.
 * Since     0.1
 */
SKT_API int skt_datagram_pack(const skt_datagram *datagram, int socket_family, void *control, size_t size,
                              skt_msg *out);

/*
 * Fills in a datagram from a message that was received by such means.
 *
 * msg       The received message: count is the number of bytes, addr the peer.
 * io        len, got and the fields of the bits in got are written.
 *
 * Since     0.1
 */
SKT_API void skt_datagram_unpack(const skt_msg *msg, skt_datagram *io);

SKT_END

#endif
