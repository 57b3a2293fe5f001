/* SPDX-License-Identifier: MIT */
/*
 * Sending and receiving.
 *
 * Every call is exactly one system call unless **Calls:** says otherwise, does not wait for more than that call waits
 * for, and never raises SIGPIPE. `flags` are SKT_MSG_*, or the system's own bits; one that this system lacks is
 * SKT_EUNSUPPORTED. Counts may be short. All act on SKT_EAGAIN, SKT_EINTR, SKT_ECONNRESET, SKT_ENOTCONN; those that
 * send also on SKT_EPIPE, SKT_EMSGSIZE and SKT_ENOBUFS; those on unconnected datagram sockets on SKT_EDESTADDRREQ. More
 * bytes than the system moves at once (2 GiB less a page on Linux, less a byte on Windows) give a short count; on
 * Windows several buffers, and those of a message, are SKT_ERANGE if they have more than 4 GiB in all. Receiving after
 * one's own SKT_SHUT_RD is the end. send(2), recv(2).
 */
#ifndef SKT_IO_H
#define SKT_IO_H

#include <skt/address.h>
#include <skt/message.h>
#include <skt/time.h>

SKT_BEGIN

/* Sends to the peer. Returns the bytes that the system took. */
SKT_API skt_ssize skt_send(skt_socket s, const void *data, size_t len, int flags);

/*
 * Receives from the peer. Returns the bytes put into `out`, 0 for the end of a stream or an empty datagram. What does
 * not fit of a datagram is lost without a word; the calls with flags_out or a skt_msg tell.
 */
SKT_API skt_ssize skt_recv(skt_socket s, void *out, size_t len, int flags);

/* Sends a datagram to an address; NULL for the peer. */
SKT_API skt_ssize skt_sendto(skt_socket s, const void *data, size_t len, int flags, const skt_addr *to);

/*
 * Receives, and the sender's address to *from_out unless it is NULL. The address has no family (its length is 0) where
 * the system tells none: on connected streams, from unnamed Unix senders, and after an error.
 */
SKT_API skt_ssize skt_recvfrom(skt_socket s, void *out, size_t len, int flags, skt_addr *from_out);

/* Sends several buffers as one. A single buffer goes by send(2), more by sendmsg(2), on Windows WSASendTo. */
SKT_API skt_ssize skt_sendv(skt_socket s, const skt_buf *bufs, size_t count, int flags);

/*
 * Receives into several buffers in order. The flags of what came (SKT_MSG_TRUNC and so on) go to *flags_out unless it
 * is NULL; a single buffer without them goes by recv(2), else by recvmsg(2), on Windows WSARecvFrom.
 */
SKT_API skt_ssize skt_recvv(skt_socket s, skt_buf *bufs, size_t count, int flags, int *flags_out);

/*
 * Sends a message: its buffers, to its address if it has one, with its control data. message.h. sendmsg(2); on Windows
 * WSASendTo, and WSASendMsg with control data, which there only datagrams have.
 */
SKT_API skt_ssize skt_sendmsg(skt_socket s, const skt_msg *msg, int flags);

/*
 * Receives a message: fills its buffers and control data, and sets control_len, flags and the address with its length.
 * Returns the bytes received. Sockets that arrive as SCM_RIGHTS are not inherited by child processes. **Calls:** one.
 * On Windows WSARecvFrom where there is no room for control data, else WSARecvMsg, which is looked for once; a stream,
 * which that refuses, is then received from by WSARecvFrom, after a getsockopt of the type. recvmsg(2).
 */
SKT_API skt_ssize skt_recvmsg(skt_socket s, skt_msg *msg, int flags);

/* The sender of the next datagram, which stays. Returns 0. recvfrom(2) with MSG_PEEK. */
SKT_API int skt_peek_sender(skt_socket s, skt_addr *out);

/*
 * Sends all `len` bytes, waiting until the deadline, whatever the socket's mode. Returns 0 or the first error, and the
 * bytes that were taken to *done_out unless it is NULL. **Acts on:** SKT_ETIMEDOUT (the deadline). **Calls:** send(2)
 * with MSG_DONTWAIT and ppoll(2), as often as needed. On Windows WSAPoll, getpeername where there is no room at first,
 * and an overlapped WSASend of 128 KiB at most, with an event of its own, waited for and at the deadline cancelled; a
 * send that is cancelled may have sent more than *done_out says, which happens only where the system takes less than it
 * offered room for. No completion port hears of it.
 */
SKT_API int skt_send_all(skt_socket s, const void *data, size_t len, int flags, skt_deadline deadline,
                         size_t *done_out);

/*
 * Receives exactly `len` bytes, waiting until the deadline. Returns 0 or the first error, and the bytes that came to
 * *done_out unless it is NULL. **Acts on:** SKT_EEOF (the stream ended before), SKT_ETIMEDOUT. **Calls:** recv(2) with
 * MSG_DONTWAIT and ppoll(2), as often as needed. On Windows an overlapped WSARecv, as skt_send_all.
 */
SKT_API int skt_recv_all(skt_socket s, void *out, size_t len, int flags, skt_deadline deadline, size_t *done_out);

/*
 * Sends up to `len` bytes of a file from `offset` on, without copying them through the program; the file's own
 * position stays. Returns the bytes sent, 0 at the end of the file; where the system sent some and then failed, the
 * count, and the next call meets the error. **Acts on:** SKT_EAGAIN, SKT_EPIPE, SKT_EINVAL (a file that cannot be
 * sent), SKT_ERANGE (offset beyond the system's). **Calls:** sendfile(2) between two pthread_sigmask(3) that hold
 * SIGPIPE back, which it cannot be told to leave out; sigpending(2) where fewer bytes than `len` were sent, and
 * sigwait(3) where that was because the peer is gone. On Windows GetFileType and GetFileSizeEx, TransmitFile with an
 * event of its own, and SetFilePointerEx before and after it; it waits until all is sent that was asked for, 2 GiB less
 * two bytes at most, whatever the socket's mode, and Windows for clients does two at a time.
 * **Systems:** Linux, Apple, FreeBSD, DragonFly, illumos, AIX, Windows.
 */
SKT_API skt_ssize skt_sendfile(skt_socket s, skt_file file, uint64_t offset, uint64_t len);

/*
 * Moves up to `len` bytes between two files one of which is a pipe. `flags` are SKT_SPLICE_F_*. Returns the bytes
 * moved, 0 at the end. **Calls:** splice(2) between two pthread_sigmask(3), as skt_sendfile. **Systems:** Linux.
 */
SKT_API skt_ssize skt_splice(skt_file from, skt_file to, size_t len, int flags);

#define SKT_SPLICE_F_MOVE     1
#define SKT_SPLICE_F_NONBLOCK 2
#define SKT_SPLICE_F_MORE     4

SKT_END

#endif
