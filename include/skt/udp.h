/* SPDX-License-Identifier: MIT */
/*
 * Datagrams with their local address, TOS and ECN, hop limit and time stamps, and many of them by one call.
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
 * Several datagrams to one peer are sent by one call with segmentation offload where the system has it, and several
 * calls by one sendmmsg(2) where it has that. No datagram is sent twice, left out or reordered. Nothing is allocated.
 */
#ifndef SKT_UDP_H
#define SKT_UDP_H

#include <skt/control.h>
#include <skt/io.h>

SKT_BEGIN

/*
 * One datagram, or several datagrams of one size in one buffer. Zero is the default of every field.
 *
 * A sender sets data or pieces, peer, and the fields whose bits it sets in has. A receiver provides room in data or
 * pieces, and for the peer. The bits of got say which fields a receive has set.
 */
typedef struct skt_datagram {
    skt_buf data;          /* the content, or room for it; never written */
    const skt_buf *pieces; /* instead of data: the content or the room in several parts */
    skt_addr *peer;        /* the address to send to, or room for the sender's; NULL: the socket's peer, or no room */
    skt_addr *original;    /* room for its destination before a redirection; may be NULL */
    size_t len;            /* of the received data, in bytes */
    size_t sent;           /* the bytes that the system has taken already, where segment_size is given */
    int64_t time, hardware_time, send_time; /* CLOCK_REALTIME, the device's clock, skt_now; nanoseconds */
    skt_local local;                        /* this host's side */
    uint32_t piece_count;                   /* 0: there are no pieces */
    uint32_t has, got;                      /* SKT_INFO_*: which fields the sender sets, and a receive has set */
    uint32_t segment_size;                  /* the length of each of several datagrams, but the last; 0: there is one */
    uint32_t key, drops;                    /* of its time stamp; datagrams dropped so far, for want of room */
    uint8_t tos, hop_limit;
    uint8_t skt__zero[6];
    uint64_t skt__reserved[4];
} skt_datagram;

/*
 * A datagram to send, and room for one to receive.
 *
 * data, room  Used until the call that sends or receives has returned.
 * peer        The address to send to, or room for the sender's; may be NULL.
 *
 * Returns   The datagram. Its other fields are zero.
 * Since     0.1
 */
SKT_API skt_datagram skt_datagram_to(const void *data, size_t len, const skt_addr *peer);
SKT_API skt_datagram skt_datagram_into(void *room, size_t size, skt_addr *peer);

/* What skt_udp_attach found out about a socket, and which features are on. It may be copied, and shared by threads. */
typedef struct skt_udp {
    uint64_t skt__opaque[16];
} skt_udp;

/*
 * Prepares a socket for the functions of this header. The socket stays the caller's.
 *
 * Attach after bind and connect. With SKT_INFO_ECN, datagrams are sent with the DSCP (the upper six bits of TOS) that
 * the socket has at this time.
 *
 * size         Of *u: sizeof(skt_udp).
 * s            A datagram or raw socket over IP, of any mode.
 * wanted       SKT_INFO_*: what a receive reports, as for skt_info_enable. SKT_INFO_SEND_TIME and SKT_INFO_KEY enable
 *              these for sending. SKT_INFO_SEGMENTS enables coalesced receiving: several datagrams in one buffer.
 *              Segmented sending is on without being asked for.
 * granted_out  Those of wanted that the system has; may be NULL.
 *
 * Returns   0, also if no feature was granted.
 * Errors    SKT_EINVAL         size is not that of this library or an earlier one.
 *           SKT_EAFNOSUPPORT   The socket is not of IP.
 *           SKT_EOPNOTSUPP     The socket is a stream.
 *           SKT_EBADF, SKT_ENOTSOCK
 * Calls     getsockopt(2) of type, family, protocol and V6ONLY, and of what the socket can do; those of
 *           skt_info_enable; getsockname(2).
 * Since     0.1
 * See       udp(7), ip(7), ipv6(7)
 */
SKT_API int skt_udp_attach(skt_udp *u, size_t size, skt_socket s, uint32_t wanted, uint32_t *granted_out);

/*
 * Reads which bits a datagram to send may have in has, and SKT_INFO_SEGMENTS while segmented sending is on. A bit is
 * cleared once the system has refused the feature.
 *
 *     datagram.has &= skt_udp_features(&udp);
 *
 * Returns   SKT_INFO_*.
 * Since     0.1
 */
SKT_API uint32_t skt_udp_features(const skt_udp *u);

/*
 * Switches features off for good. SKT_INFO_SEGMENTS switches off segmented sending and coalesced receiving; datagrams
 * that have arrived before may still come coalesced.
 *
 * Calls     setsockopt(2) of SKT_INFO_SEGMENTS if receiving had it.
 * Since     0.1
 */
SKT_API void skt_udp_disable(skt_udp *u, uint32_t bits);

/*
 * Reads the names of features, such as a user may give them: "segments,ecn". The names are those of SKT_INFO_* in any
 * case; "all" is all of them.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  A name that is none.
 * Since     0.1
 */
SKT_API int skt_udp_features_parse(const char *text, uint32_t *out);

/*
 * Sets the least number of datagrams, of one size and to one peer, for which segmented sending is used. The default is
 * 2; 0 means never. It does not apply to a datagram with a segment_size of its own.
 *
 * Since     0.1
 */
SKT_API void skt_udp_least_run(skt_udp *u, unsigned least);

/*
 * Sends datagrams in their order, with as few system calls as the system allows.
 *
 * It stops before the first datagram that is refused. To learn why, call again with that datagram first: if the cause
 * lasts, the call returns the error. If the first of a call is sent segmented and refused with EIO, EINVAL or
 * EMSGSIZE, the same datagrams are sent one by one. EIO means that the device cannot do it: all later ones are sent one
 * by one too. If the system takes no TOS per datagram (SKT_EINVAL), these and all later datagrams are sent without it.
 *
 * datagrams  has: SKT_INFO_LOCAL, TOS, ECN, HOP_LIMIT, DONT_FRAGMENT, KEY, SEND_TIME. If segment_size is set, sent is
 *            written: the bytes that the system has taken, after which the next call continues.
 * flags      SKT_MSG_*.
 *
 * Returns   The number of datagrams that were taken as a whole; 0 if only a part of the first was.
 * Errors    SKT_EUNSUPPORTED  A datagram has a bit that skt_udp_features lacks; nothing was sent. Also an absent flag.
 *           SKT_EINVAL        SKT_MSG_ZEROCOPY in flags: its completions count system calls, not datagrams.
 *           SKT_EAGAIN        There is no room, and the socket does not block.
 *           SKT_ENOBUFS, SKT_EPERM  As the system says; nothing is tried again.
 *           SKT_ECONNREFUSED and other ICMP errors caused by earlier datagrams; nothing was taken.
 *           and those of skt_sendmsg.
 * Calls     sendmmsg(2) per 20 datagrams or runs, sendmsg(2), or sendto(2) for one that has nothing beside its data.
 * Windows   WSASendMsg or WSASendTo per datagram or run.
 * Threads   Safe.
 * Since     0.1
 * See       udp(7), sendmmsg(2)
 */
SKT_API skt_ssize skt_udp_send(skt_udp *u, skt_datagram *datagrams, size_t count, int flags);

/*
 * Receives datagrams. It waits for the first as skt_recvmsg does, and then takes those that have arrived.
 *
 * An empty datagram counts too. If a datagram is longer than its room, the rest is discarded, and got has
 * SKT_INFO_TRUNCATED.
 *
 * datagrams  The room and the peer of each must be set; has is not read. If SKT_INFO_SEGMENTS was granted, data should
 *            have the room that skt_udp_room says.
 *
 * Returns   The number of datagrams received, at least 1 if count is.
 * Errors    SKT_EAGAIN  No datagram has arrived, and the socket does not block.
 *           SKT_EINVAL  A datagram has pieces, and coalesced receiving is on.
 *           SKT_ECONNREFUSED and other ICMP errors caused by what was sent.
 *           and those of skt_recvmsg.
 * Calls     recvmmsg(2) once, or recvmsg(2) per datagram. On Linux recvfrom(2) for one, if nothing was granted.
 * Windows   WSARecvMsg or WSARecvFrom per datagram. On a blocking socket, WSAPoll before each but the first.
 * Threads   Safe.
 * Since     0.1
 * See       udp(7), recvmmsg(2)
 */
SKT_API skt_ssize skt_udp_recv(skt_udp *u, skt_datagram *datagrams, size_t count, int flags);

/*
 * Reads how large a buffer must be so that coalesced datagrams are not cut off.
 *
 * Returns   The size in bytes; 0 if datagrams come one by one.
 * Since     0.1
 */
SKT_API size_t skt_udp_room(const skt_udp *u);

/*
 * Steps through the datagrams that came in one buffer. A last one that was cut off is left out. An empty datagram is
 * one step.
 *
 * at_io     The position; 0 before the first call.
 * one_out   Refers to a part of the datagram's data.
 *
 * Returns   Whether there was another.
 * Since     0.1
 */
SKT_API bool skt_udp_next(const skt_datagram *datagram, size_t *at_io, skt_buf *one_out);

/*
 * Addresses a datagram as an answer to another one: to its sender, from the address to which it was sent.
 *
 * The system chooses the interface, unless the peer's address is link-local. For an answer to a multicast or broadcast
 * datagram only the interface is set, and the system chooses the address.
 *
 * out       peer, local and SKT_INFO_LOCAL in has are set. peer points to the address that in->peer points to.
 *
 * Since     0.1
 */
SKT_API void skt_udp_reply(const skt_datagram *in, skt_datagram *out);

/* What an event is about. */
enum {
    SKT_EVENT_ICMP = 1,  /* a router's or the peer's answer: error, icmp_type, icmp_code, mtu, offender */
    SKT_EVENT_LOCAL,     /* this host refused: error, mtu */
    SKT_EVENT_STAMP,     /* a datagram was sent: key, stage, time, hardware_time */
    SKT_EVENT_ZEROCOPY,  /* sends with MSG_ZEROCOPY are complete: first, last, copied */
    SKT_EVENT_SEND_TIME, /* a datagram missed its time: error, time */
    SKT_EVENT_OTHER
};

/* One entry of the error queue. */
typedef struct skt_udp_event {
    skt_buf data;  /* room for the datagram that it is about; may be empty */
    size_t len;    /* the bytes of it that came */
    uint32_t kind; /* SKT_EVENT_* */
    uint32_t got;  /* SKT_INFO_TIME, HARDWARE_TIME, KEY, LOCAL, TRUNCATED: which fields came */
    int error;     /* a negative code, 0 where nothing failed */
    uint8_t icmp_type, icmp_code;
    uint8_t stage;        /* 0 the device has it, 1 it is queued, 2 it was acknowledged: SCM_TSTAMP_* */
    bool copied;          /* the kernel copied the data after all */
    uint32_t mtu;         /* of the path, if error is SKT_EMSGSIZE */
    uint32_t key;         /* of the datagram's has */
    uint32_t first, last; /* the range of zero-copy sends */
    uint32_t link_length; /* of the frame, of a hardware time stamp */
    int64_t time, hardware_time;
    skt_local local;
    skt_addr peer;     /* where the datagram was sent to; length 0: not known */
    skt_addr offender; /* who reported it; length 0: not known */
} skt_udp_event;

/*
 * Takes an event from the socket's error queue. It does not block.
 *
 * out       data is read; all other fields are written.
 * size      sizeof(skt_udp_event).
 *
 * Returns   1.
 * Errors    SKT_EAGAIN        There is none.
 *           SKT_EUNSUPPORTED  The system has no error queue.
 *           SKT_EINVAL        size.
 * Calls     recvmsg(2) with MSG_ERRQUEUE.
 * Systems   Linux.
 * Since     0.1
 * See       ip(7), IP_RECVERR; Documentation/networking/timestamping.rst of Linux
 */
SKT_API skt_ssize skt_udp_event_next(skt_udp *u, skt_udp_event *out, size_t size);

/*
 * Makes a message of a datagram, for calls that skt does not make itself: overlapped calls, io_uring.
 *
 * socket_family  The family of the socket that will send it.
 * control        Room for control data, aligned as SKT_CONTROL_BUFFER; also for the address of an IPv4 peer of an IPv6
 *                socket. SKT_CONTROL_MAX is enough.
 * out            Refers to the datagram, its peer, and the room.
 *
 * Returns   0.
 * Errors    SKT_ENOBUFS, and those of the items as skt_control_finish has them.
 * Since     0.1
 */
SKT_API int skt_datagram_pack(const skt_datagram *datagram, int socket_family, void *control, size_t size,
                              skt_msg *out);

/*
 * Fills in a datagram from a message that was received by such a call.
 *
 * msg       The received message: count is the number of bytes, addr the peer.
 * io        len, got and the fields of got are written.
 *
 * Since     0.1
 */
SKT_API void skt_datagram_unpack(const skt_msg *msg, skt_datagram *io);

SKT_END

#endif
