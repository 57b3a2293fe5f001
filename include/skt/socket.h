/* SPDX-License-Identifier: MIT */
/*
 * Making, binding, connecting, listening, accepting, duplicating, shutting down and closing sockets.
 *
 * The handle is the system's own, so every function takes sockets that were made elsewhere as well. A handle that is no
 * open socket gives SKT_EBADF or SKT_ENOTSOCK. A function makes one system call unless Calls says otherwise. All may be
 * called from several threads at once.
 *
 * Windows   The first call that needs Winsock starts it, for as long as the process lives.
 */
#ifndef SKT_SOCKET_H
#define SKT_SOCKET_H

#include <skt/address.h>
#include <skt/error.h>
#include <skt/time.h>

SKT_BEGIN

/*
 * Makes a socket.
 *
 * It blocks, is not inherited by child processes, and never raises SIGPIPE, unless the type says otherwise.
 *
 * family    SKT_AF_INET and so on.
 * type      SKT_SOCK_STREAM and so on, with any of SKT_SOCK_NONBLOCK, SKT_SOCK_INHERIT and SKT_SOCK_BARE.
 * protocol  SKT_IPPROTO_TCP and so on; 0 is the usual protocol of the type.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system has no such family, type, protocol or bit.
 *           SKT_EAFNOSUPPORT, SKT_EPROTONOSUPPORT, SKT_ESOCKTNOSUPPORT, SKT_EPROTOTYPE  This kernel lacks it.
 *           SKT_EACCES, SKT_EPERM  Making such a socket needs a privilege.
 *           SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS, SKT_ENOMEM
 * Calls     socket(2). Where it does not take the bits, fcntl(2) for each of them. A fork in between inherits the
 *           handle.
 * Apple     setsockopt(2) of SO_NOSIGPIPE besides.
 * Windows   WSASocketW; the socket is overlapped. An ioctl for SKT_SOCK_NONBLOCK, and for UDP two that switch
 *           SKT_SIO_UDP_CONNRESET and SKT_SIO_UDP_NETRESET off.
 * Since     0.1
 * See       socket(2), address_families(7)
 */
SKT_API int skt_open(int family, int type, int protocol, skt_socket *out);

/*
 * Makes two sockets that are connected to each other.
 *
 * family    SKT_AF_UNIX.
 * type      As for skt_open; the bits apply to both sockets.
 *
 * Returns   0.
 * Errors    SKT_EOPNOTSUPP  The family has no pairs.
 *           and those of skt_open.
 * Calls     socketpair(2), and as skt_open for both.
 * Windows   Streams only. They are connected through a listener at a path in the system's folder for temporary files,
 *           or, if that fails, at a loopback port; their family is then SKT_AF_INET. Connections of other programs
 *           to that listener are closed. With SKT_SOCK_REGISTERED_IO the listener has that bit too; that Windows passes
 *           it on to the end that is accepted is not documented.
 * Since     0.1
 * See       socketpair(2)
 */
SKT_API int skt_pair(int family, int type, int protocol, skt_socket out[2]);

/*
 * Gives a socket its local address.
 *
 * Returns   0.
 * Errors    SKT_EADDRINUSE     Another socket has the address, or the path exists.
 *           SKT_EADDRNOTAVAIL  The address is not one of this machine.
 *           SKT_EACCES         The port or the path needs a privilege.
 *           SKT_EINVAL         The socket has an address already.
 *           and the errors of the file system for a Unix path: SKT_ENOENT, SKT_ENOTDIR, SKT_EROFS ...
 * Since     0.1
 * See       bind(2)
 */
SKT_API int skt_bind(skt_socket s, const skt_addr *addr);

/*
 * Binds a socket to an address with some port of a range, beginning at a random one.
 *
 * addr         An address of IP; its port does not matter.
 * first, last  The range, both included.
 *
 * Returns   The port.
 * Errors    SKT_EINVAL      first is 0 or above last.
 *           SKT_EADDRINUSE  All are in use.
 *           and those of skt_bind.
 * Calls     bind(2) per port that is in use, and once more.
 * Since     0.1
 * See       bind(2)
 */
SKT_API int skt_bind_range(skt_socket s, const skt_addr *addr, uint16_t first, uint16_t last);

/*
 * Lets a stream socket take an address that connections of an earlier listener still use.
 *
 * Call it before skt_bind, and for every listener: Linux wants it of the earlier one too.
 *
 * Returns   0. Nothing is done to a socket that is no stream.
 * Calls     getsockopt(2) of SO_TYPE, setsockopt(2) of SO_REUSEADDR.
 * Windows   Nothing is done to any socket: Windows takes such an address without being asked, and SO_REUSEADDR lets a
 *           socket take an address that another one is using.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_reuse_address(skt_socket s);

/*
 * Lets a socket accept connections.
 *
 * backlog   How many connections may wait to be accepted. The system lowers it to its own limit; SKT_SOMAXCONN and
 *           negative numbers stand for that limit.
 *
 * Returns   0.
 * Errors    SKT_EADDRINUSE  Another socket listens on the port.
 *           SKT_EINVAL      The socket is connected; on Windows it has no address.
 *           SKT_EOPNOTSUPP  The type of the socket does not listen.
 * Windows   A backlog above 200 is given as SOMAXCONN_HINT, since Windows would else lower it to 200.
 * Since     0.1
 * See       listen(2)
 */
SKT_API int skt_listen(skt_socket s, int backlog);

/*
 * Connects a stream, or sets the peer of a datagram socket.
 *
 * addr      The peer. An address without a family removes the peer of a datagram socket.
 *
 * Returns   0 once the socket is connected.
 * Errors    SKT_EINPROGRESS    The socket does not block and the connect is under way: wait for SKT_POLLOUT, then call
 *                              skt_connect_result.
 *           SKT_EINTR          A signal handler ran; the connect is under way all the same.
 *           SKT_EALREADY       An earlier connect is under way.
 *           SKT_EISCONN        The socket is connected.
 *           SKT_ECONNREFUSED   Nothing listens there.
 *           SKT_ETIMEDOUT      The peer did not answer for as long as the system waits.
 *           SKT_ENETUNREACH, SKT_EHOSTUNREACH  No route leads there.
 *           SKT_EADDRNOTAVAIL  No local port is left, or the address cannot be a peer.
 *           SKT_EAFNOSUPPORT   The address is not of the socket's family.
 * Calls     connect(2).
 * Linux     A Unix socket whose peer's backlog is full gives SKT_EAGAIN if it does not block. A connect after one that
 *           has ended meanwhile returns 0, also if that was to another address; skt_connect_by compares.
 * BSD       getpeername(2) besides to remove a peer, which these systems do and report as an error.
 * Windows   By default Windows tries a loopback address that refuses again for two seconds. An ioctl before the connect
 *           (SIO_TCP_INITIAL_RTO) makes the socket try once; after it another one restores what the machine is
 *           configured for; a connect that does not block leaves it set until the next connect to a loopback address
 *           ends. Nothing is set on a socket that child processes inherit, which one of SKT_SOCK_BARE is unless
 *           skt_set_inheritable changed it, nor before Windows 10 1709. getsockopt of the family to remove a peer.
 * Since     0.1
 * See       connect(2)
 */
SKT_API int skt_connect(skt_socket s, const skt_addr *addr);

/*
 * Connects to an address and gives up at the deadline.
 *
 * The socket is non-blocking during the call, which duplicates of it can see, and returns to its former mode
 * afterwards. A signal does not end the call.
 *
 * s         A socket of any type and mode.
 * addr      The peer.
 * deadline  SKT_NEVER leaves only the system's own timeout.
 *
 * Returns   0 once this peer is connected.
 * Errors    SKT_ETIMEDOUT     The deadline passed, or the system gave up. After the deadline the connect continues:
 *                             call again with the same address, or close. skt_connect_result tells the two apart: it
 *                             returns SKT_EINPROGRESS if the connect continues.
 *           SKT_EISCONN       The socket is connected to another address. An earlier connect may have been under way.
 *           SKT_ECONNREFUSED  Nothing listens there. If an earlier connect was under way, this and the errors like it
 *                             are those of that connect.
 *           SKT_EAFNOSUPPORT  The address has no family, or another one than the socket.
 *           and those of skt_connect, except SKT_EINPROGRESS, SKT_EALREADY and SKT_EINTR.
 * Calls     connect(2), ppoll(2) per wait, getsockopt(2), getpeername(2); fcntl(2) up to three times for the mode.
 * Linux     A Unix socket whose peer's backlog is full tries again after 1 ms, and at last every 50 ms.
 * Windows   The mode of a socket cannot be read, and is not touched. Streams over IP use ConnectEx, for which the
 *           socket is bound if it has no address, to a port that other connections may share (SKT_SO_REUSE_UNICASTPORT,
 *           as the ports are that skt_connect is given); loopback addresses are asked as by skt_connect. A connect that
 *           is cancelled at the deadline does not continue, and another call starts anew. No completion port is
 *           notified. Where CancelIoEx fails, CancelIo cancels all overlapped calls of this thread on this socket;
 *           where that fails too, the call lasts until Windows ends it. Other sockets use connect, which blocks as
 *           long as the system likes if the socket blocks.
 * Since     0.1
 * See       connect(2), RFC 9293
 */
SKT_API int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline);

/*
 * Reads the result of a connect. It does not block.
 *
 * Call it after SKT_EINPROGRESS or SKT_EINTR of skt_connect, once skt_poll reports SKT_POLLOUT.
 *
 * Returns   0 while the socket is connected.
 * Errors    SKT_EINPROGRESS   The connect is under way.
 *           SKT_ENOTCONN      No connect was started, its failure was reported before, or the connection has ended
 *                             since.
 *           SKT_ECONNREFUSED, SKT_ETIMEDOUT, SKT_EHOSTUNREACH and so on: why it failed. It is reported
 *                             once, as it is the pending error of the socket, which reading clears.
 *           SKT_EBADF, SKT_ENOTSOCK  The handle is no open socket.
 * Calls     ppoll(2), getsockopt(2) of SO_ERROR, getpeername(2); only the first and the last while it is under way.
 * Windows   A bound socket that was never connected gives SKT_EINPROGRESS too.
 * Since     0.1
 * See       connect(2)
 */
SKT_API int skt_connect_result(skt_socket s);

/*
 * Takes a connection from a listening socket.
 *
 * The new socket blocks, also if the listener does not, and is not inherited by child processes.
 *
 * flags     Any of SKT_SOCK_NONBLOCK, SKT_SOCK_INHERIT and SKT_SOCK_BARE.
 * peer_out  The address of the peer; may be NULL.
 *
 * Returns   0.
 * Errors    SKT_EAGAIN        The listener does not block and no connection waits.
 *           SKT_EINTR         A signal handler ran.
 *           SKT_ECONNABORTED  A connection ended before it was accepted: accept the next. On Windows SKT_ECONNRESET.
 *           SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS, SKT_ENOMEM  The connection still waits.
 *           SKT_EINVAL        The socket does not listen; or another bit in flags.
 *           SKT_EUNSUPPORTED  SKT_SOCK_REGISTERED_IO in flags: it would be a property of the listener.
 * Calls     accept4(2); where there is none, accept(2) and fcntl(2) for each property.
 * Windows   accept, SetHandleInformation (a process that is created in between inherits), WSAEventSelect to drop the
 *           listener's events, and an ioctl for the mode.
 * Since     0.1
 * See       accept(2)
 */
SKT_API int skt_accept(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out);

/*
 * Makes another handle to the same socket, not inherited by child processes. Both handles share the blocking mode.
 *
 * Returns   0.
 * Errors    SKT_EMFILE
 * Calls     fcntl(2) with F_DUPFD_CLOEXEC.
 * Windows   WSADuplicateSocketW and WSASocketW.
 * Since     0.1
 * See       fcntl(2)
 */
SKT_API int skt_dup(skt_socket s, skt_socket *out);

/*
 * Closes a handle.
 *
 * The handle is closed also if an error is returned, so it must not be closed again. SKT_EBADF and SKT_ENOTSOCK mean
 * that there was no socket to close.
 *
 * Returns   0.
 * Errors    SKT_EINTR, SKT_EIO  The handle is closed; data may be lost.
 *           SKT_EBADF, SKT_ENOTSOCK
 * Windows   closesocket. It refuses to close a socket that does not block, has a time to linger (SKT_SO_LINGER) and has
 *           data left to send. Then the time is removed and the handle closed by a second closesocket; the data is
 *           sent afterwards, and what becomes of it is not reported.
 * Since     0.1
 * See       close(2)
 */
SKT_API int skt_close(skt_socket s);

/*
 * Shuts down sending, receiving or both.
 *
 * how       SKT_SHUT_WR, SKT_SHUT_RD or SKT_SHUT_RDWR.
 *
 * Returns   0.
 * Errors    SKT_ENOTCONN  The socket is not connected.
 *           SKT_EINVAL    Another value of how.
 * Since     0.1
 * See       shutdown(2)
 */
SKT_API int skt_shutdown(skt_socket s, int how);

/*
 * Reads the address that a socket is bound to.
 *
 * Returns   0. A socket without an address has an address of zeros, or none.
 * Windows   SKT_EINVAL for a socket without an address.
 * Since     0.1
 * See       getsockname(2)
 */
SKT_API int skt_local_address(skt_socket s, skt_addr *out);

/*
 * Reads the address that a socket is connected to.
 *
 * Returns   0.
 * Errors    SKT_ENOTCONN  The socket is not connected.
 * Apple     SKT_EINVAL for a connection that both sides have ended.
 * Since     0.1
 * See       getpeername(2)
 */
SKT_API int skt_peer_address(skt_socket s, skt_addr *out);

/*
 * Read what a socket was made with, and whether it listens: SKT_AF_INET and so on, SKT_SOCK_STREAM and so on,
 * SKT_IPPROTO_TCP and so on (0 where the family has no protocols), and 1 or 0.
 *
 * Returns   The value, 0 or more.
 * Errors    SKT_EUNSUPPORTED  The system cannot tell: the protocol on Apple and NetBSD, listening on Apple.
 * Calls     getsockopt(2); getsockname(2) for the family where there is no SO_DOMAIN.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_family(skt_socket s);
SKT_API int skt_type(skt_socket s);
SKT_API int skt_protocol(skt_socket s);
SKT_API int skt_is_listener(skt_socket s);

/*
 * Reads and clears the pending error of a socket.
 *
 * Returns   0 if none is pending, else the pending error.
 * Errors    SKT_EBADF, SKT_ENOTSOCK  These are never pending: the handle is no open socket. Any other failure of the
 *                                    call itself looks like a pending error; skt_get_int with SKT_SO_ERROR keeps the
 *                                    two apart.
 * Calls     getsockopt(2) of SO_ERROR.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_pending_error(skt_socket s);

/*
 * Set and read whether calls on a socket return SKT_EAGAIN rather than block.
 *
 * Returns   0.
 * Calls     ioctl(2) of FIONBIO to write, fcntl(2) to read.
 * Windows   Reading is SKT_EUNSUPPORTED: Windows cannot tell.
 * Since     0.1
 * See       fcntl(2)
 */
SKT_API int skt_set_nonblocking(skt_socket s, bool on);
SKT_API int skt_get_nonblocking(skt_socket s, bool *out);

/*
 * Set and read whether child processes inherit a handle.
 *
 * Returns   0.
 * Calls     fcntl(2) to read, and again to write if that changes anything.
 * Windows   SetHandleInformation, GetHandleInformation.
 * Since     0.1
 * See       fcntl(2)
 */
SKT_API int skt_set_inheritable(skt_socket s, bool on);
SKT_API int skt_get_inheritable(skt_socket s, bool *out);

/*
 * Sends a duplicate of a socket to another process.
 *
 * s         The socket, which the caller keeps.
 * channel   A Unix socket that is connected to the other process.
 * pid       The other process on Windows; not used elsewhere.
 *
 * Returns   0.
 * Errors    SKT_EOPNOTSUPP  The channel is not a Unix socket. Nothing was sent.
 *           and those of skt_send.
 * Calls     getsockname(2), sendmsg(2) of SCM_RIGHTS with one byte of data.
 * Windows   The channel may be any connected stream. getsockopt to see that it is a socket, WSADuplicateSocketW, and as
 *           skt_send_all for 636 bytes.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_export(skt_socket s, skt_socket channel, int64_t pid);

/*
 * Receives a socket that skt_export sent.
 *
 * The new handle is not inherited by child processes. Its blocking mode is that of the sender's, since both share it.
 *
 * Import only from a process that is trusted: it chooses the socket, and keeps a handle to it. On Windows it can also
 * name a socket that this process has already, which would then have two owners that both close it.
 *
 * channel   The other end of the sender's channel.
 * flags     Any of SKT_SOCK_INHERIT and SKT_SOCK_BARE.
 *
 * Returns   0.
 * Errors    SKT_EEOF        The channel has ended.
 *           SKT_EBADMSG     What came was not one socket. All handles that came are closed.
 *           SKT_EMFILE      The process has no handle left; the socket that came is lost.
 *           SKT_EOPNOTSUPP  The channel is not a Unix socket. Nothing was received.
 *           SKT_EINVAL      Another bit in flags.
 *           and those of skt_recv.
 * Calls     getsockname(2), recvmsg(2), getsockopt(2) to see that it is a socket; fcntl(2) to let it be inherited, or
 *           not to where recvmsg(2) cannot see to that.
 * Windows   The channel may be any connected stream, over which anyone who can send is trusted. recv, as skt_recv_all
 *           if less came than all, WSASocketW, getsockopt to see that it is a socket, and SetHandleInformation to let
 *           it be inherited. A message that names a handle of another kind is SKT_EBADMSG, and that handle stays open.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_import(skt_socket channel, int flags, skt_socket *out);

/*
 * Says whether this kernel makes such sockets for this process.
 *
 * Returns   true if skt_open succeeds.
 * Calls     socket(2), close(2).
 * Since     0.1
 */
SKT_API bool skt_family_supported(int family, int type, int protocol);

/*
 * Give the name of a family, a type or a protocol: "AF_INET6", "SOCK_STREAM", "IPPROTO_MPTCP". The SKT_SOCK_ bits of
 * skt are not looked at.
 *
 * Returns   The name, which lives as long as the program; NULL for a number without a name.
 * Since     0.1
 */
SKT_API const char *skt_family_name(int family);
SKT_API const char *skt_type_name(int type);
SKT_API const char *skt_protocol_name(int protocol);

SKT_END

#endif
