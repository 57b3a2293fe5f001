/* SPDX-License-Identifier: MIT */
/*
 * Datagrams with all that goes with them: the local address, TOS and ECN, hop limit, time stamps, and many at once.
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
 * Several datagrams to one peer become one call of segmented sending where the system has it, and several calls become
 * one of sendmmsg(2) where it has that. None is sent twice, left out or reordered. Nothing is allocated.
 */
#ifndef SKT_UDP_H
#define SKT_UDP_H

#include <skt/control.h>
#include <skt/io.h>

SKT_BEGIN

/*
 * One datagram, or several of one size one behind the other. Zero is the default of every field.
 *
 * A sender fills in data or pieces, peer, and the fields whose bits it sets in has. A receiver gives room in data or
 * pieces and for the peer; the bits of got say which fields were filled in.
 */
typedef struct skt_datagram {
    skt_buf data;          /* the content, or room for it; never written */
    const skt_buf *pieces; /* instead of data: the content or the room in several parts */
    skt_addr *peer;        /* where to, or where from; NULL: the socket's peer, or nobody wants to know */
    skt_addr *original;    /* room for where it was sent to before a redirection; may be NULL */
    size_t len;            /* of what was received, in bytes */
    size_t sent;           /* the bytes that the system has taken already, where segment_size is given */
    int64_t time, hardware_time, send_time; /* CLOCK_REALTIME, the device's clock, skt_now; nanoseconds */
    skt_local local;                        /* this host's side */
    uint32_t piece_count;                   /* 0: there are no pieces */
    uint32_t has, got;                      /* SKT_INFO_*: which fields are given, and which came */
    uint32_t segment_size;                  /* the length of each of several datagrams, but the last; 0: there is one */
    uint32_t key, drops;                    /* of its time stamp; how many the socket had no room for so far */
    uint8_t tos, hop_limit;
    uint8_t skt__zero[6];
    uint64_t skt__reserved[4];
} skt_datagram;

/*
 * A datagram to send, and room for one to receive.
 *
 * data, room  Used until the call that sends or receives has returned.
 * peer        Where to, or where the sender's address is put; may be NULL.
 *
 * Returns   The datagram, all else being zero.
 * Since     0.1
 */
SKT_API skt_datagram skt_datagram_to(const void *data, size_t len, const skt_addr *peer);
SKT_API skt_datagram skt_datagram_into(void *room, size_t size, skt_addr *peer);

/* What is known of a socket: what it can do, and what it was asked for. It may be copied and shared by threads. */
typedef struct skt_udp {
    uint64_t skt__opaque[16];
} skt_udp;

/*
 * Prepares a socket for the functions of this header. The socket stays the caller's.
 *
 * Attach after bind and connect. With SKT_INFO_ECN the upper bits of TOS that the socket has now are those of the
 * datagrams that it sends.
 *
 * size         Of *u: sizeof(skt_udp).
 * s            A datagram or raw socket over IP, of any mode.
 * wanted       SKT_INFO_*: what a receive shall say, by skt_info_enable, and of SKT_INFO_SEND_TIME and SKT_INFO_KEY
 *              what shall be sent. SKT_INFO_SEGMENTS lets several datagrams come in one buffer; sending several at once
 *              needs not to be asked for.
 * granted_out  Those of wanted that the system has; may be NULL.
 *
 * Returns   0, also where nothing was granted.
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
 * What can be said of a datagram that is sent: the bits that may stand in has, and SKT_INFO_SEGMENTS while several are
 * sent as one. Bits that the system turns out to refuse go from it.
 *
 *     datagram.has &= skt_udp_features(&udp);
 *
 * Returns   SKT_INFO_*.
 * Since     0.1
 */
SKT_API uint32_t skt_udp_features(const skt_udp *u);

/*
 * Switches features off for good. With SKT_INFO_SEGMENTS neither direction has several datagrams at once any more;
 * datagrams that have arrived already may still come so.
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
 * Sets how many datagrams of one size to one peer are the least that are sent as one: 2 unless set, 0 for never.
 * A datagram with a segment_size of its own is not concerned.
 *
 * Since     0.1
 */
SKT_API void skt_udp_least_run(skt_udp *u, unsigned least);

/*
 * Sends datagrams in their order, with as few system calls as the system allows.
 *
 * It stops before the first that is refused. Call again with that one first to learn why, if the cause lasts. If then a
 * segmented sending is refused with EIO, EINVAL or EMSGSIZE, the same datagrams are sent one by one; after EIO, which is
 * a device that cannot, all later ones too. If a system takes no TOS per datagram (SKT_EINVAL), they are sent without,
 * later ones too.
 *
 * datagrams  has: SKT_INFO_LOCAL, TOS, ECN, HOP_LIMIT, DONT_FRAGMENT, KEY, SEND_TIME. sent is written where segment_size
 *            is given: the bytes that were taken, with which the next call goes on.
 * flags      SKT_MSG_*.
 *
 * Returns   How many datagrams were taken as a whole: 0 where only a part of the first was.
 * Errors    SKT_EUNSUPPORTED  A datagram has a bit that skt_udp_features lacks; nothing was sent. Also an absent flag.
 *           SKT_EINVAL        SKT_MSG_ZEROCOPY, whose completions count system calls.
 *           SKT_EAGAIN        There is no room, and the socket does not block.
 *           SKT_ENOBUFS, SKT_EPERM  As the system says; nothing is tried again.
 *           SKT_ECONNREFUSED and other answers to earlier datagrams: nothing was taken.
 *           and those of skt_sendmsg.
 * Calls     sendmmsg(2) per 20 datagrams or runs, sendmsg(2), or sendto(2) for one that has nothing beside its data.
 * Windows   WSASendMsg or WSASendTo per datagram or run.
 * Threads   Safe.
 * Since     0.1
 * See       udp(7), sendmmsg(2)
 */
SKT_API skt_ssize skt_udp_send(skt_udp *u, skt_datagram *datagrams, size_t count, int flags);

/*
 * Receives datagrams: it waits for the first as skt_recvmsg does, and then takes what is there.
 *
 * An empty datagram is one too. One that is longer than its room is cut, and has SKT_INFO_TRUNCATED in got.
 *
 * datagrams  Of each the room and the peer must be set; has is not read. With SKT_INFO_SEGMENTS granted, the room
 *            should be that of skt_udp_room, in data.
 *
 * Returns   How many came, at least 1 where count is.
 * Errors    SKT_EAGAIN  Nothing is there, and the socket does not block.
 *           SKT_EINVAL  pieces, where several datagrams may come at once.
 *           SKT_ECONNREFUSED and other answers to what was sent.
 *           and those of skt_recvmsg.
 * Calls     recvmmsg(2) once, or recvmsg(2) per datagram. On Linux recvfrom(2) for one, if nothing was granted.
 * Windows   WSARecvMsg or WSARecvFrom per datagram. On a socket that blocks a WSAPoll before each but the first.
 * Threads   Safe.
 * Since     0.1
 * See       udp(7), recvmmsg(2)
 */
SKT_API skt_ssize skt_udp_recv(skt_udp *u, skt_datagram *datagrams, size_t count, int flags);

/*
 * How many bytes of room a datagram must have so that several at once are not cut.
 *
 * Returns   The bytes, 0 where they come one by one.
 * Since     0.1
 */
SKT_API size_t skt_udp_room(const skt_udp *u);

/*
 * Walks through the datagrams that came in one buffer. One that was cut off is left out; an empty one is one step.
 *
 * at_io     0 at first.
 * one_out   A part of the datagram's data.
 *
 * Returns   Whether there was another.
 * Since     0.1
 */
SKT_API bool skt_udp_next(const skt_datagram *datagram, size_t *at_io, skt_buf *one_out);

/*
 * Makes a datagram an answer to another: to its sender, from the address to which it was sent.
 *
 * The interface is left to the system unless the peer's address is link-local. An answer to a multicast or broadcast
 * datagram names the interface alone.
 *
 * out       Its peer, local and SKT_INFO_LOCAL of has are set; peer points to the other's.
 *
 * Since     0.1
 */
SKT_API void skt_udp_reply(const skt_datagram *in, skt_datagram *out);

/* What an event is about. */
enum {
    SKT_EVENT_ICMP = 1,  /* a router's or the peer's answer: error, icmp_type, icmp_code, mtu, offender */
    SKT_EVENT_LOCAL,     /* this host refused: error, mtu */
    SKT_EVENT_STAMP,     /* a datagram was sent: key, stage, time, hardware_time */
    SKT_EVENT_ZEROCOPY,  /* sendings with MSG_ZEROCOPY are done: first, last, copied */
    SKT_EVENT_SEND_TIME, /* a datagram missed its time: error, time */
    SKT_EVENT_OTHER
};

/* One entry of the error queue. */
typedef struct skt_udp_event {
    skt_buf data;  /* room for the datagram that it is about; may be empty */
    size_t len;    /* what came of it */
    uint32_t kind; /* SKT_EVENT_* */
    uint32_t got;  /* SKT_INFO_TIME, HARDWARE_TIME, KEY, LOCAL, TRUNCATED: which fields came */
    int error;     /* a negative code, 0 where nothing failed */
    uint8_t icmp_type, icmp_code;
    uint8_t stage;        /* 0 the device has it, 1 it is queued, 2 it was acknowledged: SCM_TSTAMP_* */
    bool copied;          /* zero copy was none */
    uint32_t mtu;         /* of the path, where error is SKT_EMSGSIZE */
    uint32_t key;         /* of the datagram's has */
    uint32_t first, last; /* the range of sendings */
    uint32_t link_length; /* of the frame, of a hardware time stamp */
    int64_t time, hardware_time;
    skt_local local;
    skt_addr peer;     /* where the datagram was sent to; length 0: not known */
    skt_addr offender; /* who reported it; length 0: not known */
} skt_udp_event;

/*
 * Takes an event from the socket's error queue. It does not block.
 *
 * out       data is read, all else written.
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
 * Makes a message of a datagram, for calls that skt does not make: overlapped ones, io_uring.
 *
 * socket_family  That of the socket that will send it.
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
 * msg       As it came: count is the bytes received, addr the peer.
 * io        len, got and the fields of got are written.
 *
 * Since     0.1
 */
SKT_API void skt_datagram_unpack(const skt_msg *msg, skt_datagram *io);

SKT_END

#endif
