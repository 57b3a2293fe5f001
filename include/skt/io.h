/* SPDX-License-Identifier: MIT */
/*
 * Sending and receiving.
 *
 * A function makes one system call unless Calls says otherwise. It does not retry, and blocks only as long as that call
 * does. No function raises SIGPIPE. A function may send or receive fewer bytes than requested, for example if the
 * request exceeds the system's limit for one call: 2 GiB less a page on Linux, 2 GiB less a byte on Windows.
 *
 * flags are SKT_MSG_* or the system's own bits. The comment of skt_queued_error in control.h describes how to use
 * SKT_MSG_ZEROCOPY.
 *
 * The errors of all functions:
 *
 *     SKT_EAGAIN         The socket is non-blocking, and the call would block.
 *     SKT_EINTR          A signal handler ran before anything was done.
 *     SKT_ECONNRESET     The peer has reset the connection.
 *     SKT_ENOTCONN       The socket is not connected.
 *     SKT_ECONNREFUSED   An earlier datagram of a connected datagram socket was refused.
 *     SKT_EUNSUPPORTED   This system lacks a flag.
 *
 * and of those that send:
 *
 *     SKT_EPIPE          The connection has ended, or this side has shut down sending.
 *     SKT_EMSGSIZE       The datagram is larger than the socket can send, or there are too many buffers.
 *     SKT_ENOBUFS        The system has no buffers left.
 *     SKT_EDESTADDRREQ   The datagram socket has no peer, and no address is given.
 *
 * All functions may be called from several threads at once.
 *
 * Windows   Buffers with more than 4 GiB in total are SKT_ERANGE, those of a message too. An expired SKT_SO_RCVTIMEO is
 *           SKT_ETIMEDOUT.
 */
#ifndef SKT_IO_H
#define SKT_IO_H

#include <skt/address.h>
#include <skt/message.h>
#include <skt/time.h>

SKT_BEGIN

/*
 * Sends data to the peer.
 *
 * Returns   The bytes that the system took.
 * Calls     send(2).
 * Since     0.1
 * See       send(2)
 */
SKT_API skt_ssize skt_send(skt_socket s, const void *data, size_t len, int flags);

/*
 * Receives data from the peer.
 *
 * If a datagram is longer than len, the rest of it is discarded. skt_recvv and skt_recvmsg report this with
 * SKT_MSG_TRUNC.
 *
 * Returns   The bytes put into out. 0 means the end of the stream, an empty datagram, or that this side has shut down
 *           receiving (SKT_SHUT_RD). With SKT_MSG_TRUNC on Linux the whole length of the datagram, which may exceed
 *           len.
 * Calls     recv(2).
 * Since     0.1
 * See       recv(2)
 */
SKT_API skt_ssize skt_recv(skt_socket s, void *out, size_t len, int flags);

/*
 * Sends a datagram to an address.
 *
 * to        The address; NULL: the peer of the socket.
 *
 * Returns   The bytes that the system took.
 * Calls     sendto(2), or send(2) without an address.
 * Since     0.1
 * See       send(2)
 */
SKT_API skt_ssize skt_sendto(skt_socket s, const void *data, size_t len, int flags, const skt_addr *to);

/*
 * Receives data and the address of its sender.
 *
 * from_out  The sender's address; may be NULL. It has no family (its length is 0) if the system does not provide it: on
 *           connected streams, from unnamed Unix senders, and after an error.
 *
 * Returns   As skt_recv.
 * Calls     recvfrom(2), or recv(2) if from_out is NULL.
 * Since     0.1
 * See       recv(2)
 */
SKT_API skt_ssize skt_recvfrom(skt_socket s, void *out, size_t len, int flags, skt_addr *from_out);

/*
 * Sends the data of several buffers, as if they were one.
 *
 * Returns   The bytes that the system took.
 * Errors    SKT_EMSGSIZE  There are more buffers than the system accepts: 1024 on Linux.
 * Calls     sendmsg(2), or send(2) for a single buffer.
 * Windows   WSASendTo.
 * Since     0.1
 * See       send(2)
 */
SKT_API skt_ssize skt_sendv(skt_socket s, const skt_buf *bufs, size_t count, int flags);

/*
 * Receives data into several buffers, filling one after the other.
 *
 * flags_out  The flags of the received data: SKT_MSG_TRUNC, SKT_MSG_EOR and so on. May be NULL.
 *
 * Returns   As skt_recv.
 * Errors    SKT_EMSGSIZE  There are more buffers than the system accepts: 1024 on Linux.
 * Calls     recvmsg(2), or recv(2) for a single buffer without flags_out.
 * Windows   WSARecvFrom.
 * Since     0.1
 * See       recv(2)
 */
SKT_API skt_ssize skt_recvv(skt_socket s, skt_buf *bufs, size_t count, int flags, int *flags_out);

/*
 * Sends a message: its buffers, with its control data, to its address if it has one.
 *
 * Returns   The bytes that the system took.
 * Errors    SKT_EMSGSIZE  There are more buffers than the system accepts.
 *           SKT_ENOBUFS   There is more control data than the system accepts.
 *           SKT_EINVAL    The system does not accept the control data.
 * Calls     sendmsg(2).
 * Windows   WSASendTo, or WSASendMsg with control data. Only datagram and raw sockets accept control data.
 * Since     0.1
 * See       send(2), cmsg(3)
 */
SKT_API skt_ssize skt_sendmsg(skt_socket s, const skt_msg *msg, int flags);

/*
 * Receives a message: fills its buffers and its control data, and sets control_len, flags and the address.
 *
 * Child processes do not inherit received handles. The caller closes them.
 *
 * Returns   As skt_recv.
 * Errors    SKT_EMSGSIZE  There are more buffers than the system accepts.
 * Calls     recvmsg(2) with MSG_CMSG_CLOEXEC. Linux's packet sockets refuse this flag: after SKT_EINVAL the call is
 *           made once more without it. On systems without the flag, fcntl(2) for each handle.
 * Windows   WSARecvFrom if there is no room for control data, else WSARecvMsg, which is looked up once. WSARecvMsg
 *           refuses streams: getsockopt then reads the type of the socket, and WSARecvFrom receives.
 * Since     0.1
 * See       recv(2), cmsg(3)
 */
SKT_API skt_ssize skt_recvmsg(skt_socket s, skt_msg *msg, int flags);

/*
 * Reads the sender of the next datagram. The datagram stays in the queue.
 *
 * Returns   0.
 * Calls     recvfrom(2) with MSG_PEEK.
 * Since     0.1
 * See       recv(2)
 */
SKT_API int skt_peek_sender(skt_socket s, skt_addr *out);

/*
 * Sends all of a buffer. It blocks until the deadline at most, whether or not the socket is non-blocking.
 *
 * A signal does not end the call.
 *
 * deadline  If it has passed already, only what can be sent without blocking is sent.
 * done_out  The bytes that the system took, also on failure; may be NULL.
 *
 * Returns   0 once all bytes were taken.
 * Errors    SKT_ETIMEDOUT  The deadline passed.
 *           SKT_EINVAL     flags has SKT_MSG_OOB; the urgent byte might not be the last one.
 *           and the first error of a send, except SKT_EAGAIN and SKT_EINTR.
 * Calls     send(2) with MSG_DONTWAIT and ppoll(2), as often as needed. If the socket is reported ready and still takes
 *           nothing, the call pauses for 1 to 50 ms.
 * Windows   WSAPoll; getpeername if there is no room at first; overlapped WSASend of at most 128 KiB with an event of
 *           its own, which the deadline cancels as in skt_connect_by. A cancelled send may have sent more bytes than
 *           *done_out says; this happens only where Windows takes fewer bytes than WSAPoll reported room for. No
 *           completion port is notified.
 * Since     0.1
 * See       send(2)
 */
SKT_API int skt_send_all(skt_socket s, const void *data, size_t len, int flags, skt_deadline deadline,
                         size_t *done_out);

/*
 * Receives as many bytes as a buffer holds. It blocks until the deadline at most, whether or not the socket is
 * non-blocking.
 *
 * A signal does not end the call. It is meant for streams: the rest of a datagram that does not fit is discarded, and
 * an empty datagram counts as the end.
 *
 * deadline  If it has passed already, only what has arrived is received.
 * done_out  The bytes received, also on failure; may be NULL.
 *
 * Returns   0 once the buffer is full.
 * Errors    SKT_EEOF       The stream has ended.
 *           SKT_ETIMEDOUT  The deadline passed.
 *           SKT_EINVAL     flags has SKT_MSG_PEEK, SKT_MSG_TRUNC, SKT_MSG_OOB or SKT_MSG_ERRQUEUE. With them the call
 *                          would receive the same bytes again, or bytes that do not belong to the stream.
 *           and the first error of a receive, except SKT_EAGAIN and SKT_EINTR.
 * Calls     recv(2) with MSG_DONTWAIT and ppoll(2), as often as needed. If the socket is reported ready and still gives
 *           nothing, the call pauses for 1 to 50 ms.
 * Windows   Overlapped WSARecv of at most 128 KiB with an event of its own, which the deadline cancels as in
 *           skt_connect_by. No completion port is notified.
 * Since     0.1
 * See       recv(2)
 */
SKT_API int skt_recv_all(skt_socket s, void *out, size_t len, int flags, skt_deadline deadline, size_t *done_out);

/*
 * Sends bytes of a file without copying them through the program. The position of the file does not change.
 *
 * offset    The position in the file at which to begin, in bytes.
 * len       The most bytes to send.
 *
 * Returns   The bytes sent, 0 at the end of the file. If the system sent some of them and then failed, their count; the
 *           next call returns the error.
 * Errors    SKT_EINVAL        The system cannot send this kind of file.
 *           SKT_ERANGE        offset does not fit the system's type.
 *           SKT_EUNSUPPORTED  This system has no such call.
 *           and those of skt_send.
 * Calls     sendfile(2) between two pthread_sigmask(3), which block SIGPIPE. After SKT_EPIPE or a short count,
 *           sigpending(2). If SIGPIPE has become pending, pthread_kill(3) and sigtimedwait(2), or sigwait(3) on systems
 *           without it, take the signal of this thread and of no other.
 * Systems   Linux, Apple, FreeBSD, DragonFly, illumos, AIX, Windows.
 * Windows   GetFileType and GetFileSizeEx, TransmitFile with an event of its own, and SetFilePointerEx before and after
 *           it. The call blocks until everything is sent, even on a non-blocking socket. One call sends at most 2 GiB
 *           less two bytes. Client versions of Windows run only two such calls at a time.
 * Since     0.1
 * See       sendfile(2)
 */
SKT_API skt_ssize skt_sendfile(skt_socket s, skt_file file, uint64_t offset, uint64_t len);

/*
 * Sends bytes, a piece of a file and more bytes, in this order and by one call: a header, a body and a trailer.
 *
 * Each part is sent only after all of the part before it, so the count tells where to continue. If the file ends before
 * len bytes, the tail is not sent.
 *
 * s         A connected stream.
 * head      head_len bytes; may be NULL if that is 0.
 * offset    The position in the file at which to begin, in bytes.
 * len       The most bytes of the file to send.
 * tail      tail_len bytes; may be NULL if that is 0.
 *
 * Returns   The bytes sent of all three. If the system sent some of them and then failed, their count; the next call
 *           returns the error.
 * Errors    As skt_sendfile.
 * Calls     As skt_sendfile, with send(2) of the head before it and of the tail after it. On Linux the head is sent
 *           with MSG_MORE: the kernel holds it back until bytes of the file follow, or for 200 ms if the file has none
 *           at offset. FreeBSD's sendfile takes the head.
 * Systems   As skt_sendfile.
 * Windows   As skt_sendfile. TransmitFile takes all three, at most 2 GiB less two bytes together.
 * Since     0.1
 * See       sendfile(2), send(2)
 */
SKT_API skt_ssize skt_sendfile_with(skt_socket s, const void *head, size_t head_len, skt_file file, uint64_t offset,
                                    uint64_t len, const void *tail, size_t tail_len);

/*
 * Moves bytes between two files, at least one of which is a pipe.
 *
 * flags     SKT_SPLICE_F_*.
 *
 * Returns   The bytes moved, 0 at the end.
 * Errors    SKT_EINVAL        Neither file is a pipe, or the other one cannot be spliced.
 *           SKT_EUNSUPPORTED  This system has no such call.
 * Calls     splice(2), between the calls of skt_sendfile that block SIGPIPE.
 * Systems   Linux.
 * Since     0.1
 * See       splice(2)
 */
SKT_API skt_ssize skt_splice(skt_file from, skt_file to, size_t len, int flags);

/* Flags of skt_splice. splice(2). */
#define SKT_SPLICE_F_MOVE     1 /* move pages instead of copying, where possible */
#define SKT_SPLICE_F_NONBLOCK 2 /* do not wait for the pipe */
#define SKT_SPLICE_F_MORE     4 /* more data follows soon */

SKT_END

#endif
