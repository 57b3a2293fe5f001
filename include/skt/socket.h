/* SPDX-License-Identifier: MIT */
/*
 * Making, binding, connecting, listening, accepting, duplicating, shutting down and closing sockets.
 *
 * A handle is the system's own, so every function also accepts sockets that other code made. For a handle that is not
 * an open socket, functions return SKT_EBADF or SKT_ENOTSOCK. A function makes one system call unless Calls says
 * otherwise. All may be called from several threads at once.
 *
 * Windows   The first call that needs Winsock starts it. It stays started until the process ends.
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
 * The socket blocks, is not inherited by child processes, and never raises SIGPIPE, unless type has one of the bits
 * below.
 *
 * family    SKT_AF_INET and so on.
 * type      SKT_SOCK_STREAM and so on, with any of the bits SKT_SOCK_NONBLOCK, SKT_SOCK_INHERIT and SKT_SOCK_BARE.
 * protocol  SKT_IPPROTO_TCP and so on; 0 is the usual protocol of the type.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the family, the type, the protocol or a bit.
 *           SKT_EAFNOSUPPORT, SKT_EPROTONOSUPPORT, SKT_ESOCKTNOSUPPORT, SKT_EPROTOTYPE  This kernel lacks the family,
 *                                                                                       the type or the protocol.
 *           SKT_EACCES, SKT_EPERM  Making such a socket needs a privilege.
 *           SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS, SKT_ENOMEM
 * Calls     socket(2). On systems whose socket(2) does not take the bits, fcntl(2) for each of them; a child process
 *           that is forked in between inherits the handle.
 * Apple     Also setsockopt(2) of SO_NOSIGPIPE.
 * Windows   WSASocketW; the socket is overlapped. An ioctl for SKT_SOCK_NONBLOCK. For UDP two ioctls, which turn
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
 * Windows   Only streams. They are connected through a listener at a path in the system's folder for temporary files.
 *           If that fails, the listener is at a loopback port, and the family of the sockets is SKT_AF_INET. If another
 *           program connects to the listener, its connection is closed. With SKT_SOCK_REGISTERED_IO the listener has
 *           this bit too; Microsoft does not document that the accepted end inherits it.
 * Since     0.1
 * See       socketpair(2)
 */
SKT_API int skt_pair(int family, int type, int protocol, skt_socket out[2]);

/*
 * Binds a socket to a local address.
 *
 * Returns   0.
 * Errors    SKT_EADDRINUSE     Another socket has the address, or the path exists.
 *           SKT_EADDRNOTAVAIL  This machine does not have the address.
 *           SKT_EACCES         The port or the path needs a privilege.
 *           SKT_EINVAL         The socket already has an address.
 *           and the errors of the file system for a Unix path: SKT_ENOENT, SKT_ENOTDIR, SKT_EROFS ...
 * Since     0.1
 * See       bind(2)
 */
SKT_API int skt_bind(skt_socket s, const skt_addr *addr);

/*
 * Binds a socket to an address and a free port of a range. The search begins at a random port of the range.
 *
 * addr         An IP address. Its port is ignored.
 * first, last  The first and the last port of the range.
 *
 * Returns   The port.
 * Errors    SKT_EINVAL      first is 0 or above last.
 *           SKT_EADDRINUSE  All ports are in use.
 *           and those of skt_bind.
 * Calls     bind(2) for each port that is in use, and once more.
 * Since     0.1
 * See       bind(2)
 */
SKT_API int skt_bind_range(skt_socket s, const skt_addr *addr, uint16_t first, uint16_t last);

/*
 * Allows a stream socket to bind an address that connections of an earlier listener still use.
 *
 * Call it before skt_bind, and for every listener: on Linux the earlier listener needs it too.
 *
 * Returns   0. If the socket is not a stream, the call does nothing.
 * Calls     getsockopt(2) of SO_TYPE, setsockopt(2) of SO_REUSEADDR.
 * Windows   The call does nothing. Windows allows such an address anyway, and its SO_REUSEADDR would allow an address
 *           on which another socket is active.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_reuse_address(skt_socket s);

/*
 * Makes a socket listen for connections.
 *
 * backlog   The number of connections that may wait to be accepted. The system reduces it to its own limit.
 *           SKT_SOMAXCONN and negative numbers mean that limit.
 *
 * Returns   0.
 * Errors    SKT_EADDRINUSE  Another socket listens on the port.
 *           SKT_EINVAL      The socket is connected, or on Windows has no address.
 *           SKT_EOPNOTSUPP  A socket of this type cannot listen.
 * Windows   A backlog above 200 is passed as SOMAXCONN_HINT, because Windows would otherwise reduce it to 200.
 * Since     0.1
 * See       listen(2)
 */
SKT_API int skt_listen(skt_socket s, int backlog);

/*
 * Connects a stream socket, or sets the peer of a datagram socket.
 *
 * addr      The peer. An address without a family removes the peer of a datagram socket.
 *
 * Returns   0 once the socket is connected.
 * Errors    SKT_EINPROGRESS    The socket does not block, and the connect is in progress. Wait for SKT_POLLOUT, then
 *                              call skt_connect_result.
 *           SKT_EINTR          A signal handler ran. The connect is still in progress.
 *           SKT_EALREADY       An earlier connect is in progress.
 *           SKT_EISCONN        The socket is connected.
 *           SKT_ECONNREFUSED   Nothing listens there.
 *           SKT_ETIMEDOUT      The peer did not answer within the system's timeout.
 *           SKT_ENETUNREACH, SKT_EHOSTUNREACH  There is no route to the peer.
 *           SKT_EADDRNOTAVAIL  No local port is free, or the address cannot be a peer.
 *           SKT_EAFNOSUPPORT   The address and the socket have different families.
 * Calls     connect(2).
 * Linux     If the backlog of a Unix peer is full, a non-blocking connect returns SKT_EAGAIN. If an earlier connect has
 *           succeeded meanwhile, the next call returns 0 even if it names another address; skt_connect_by compares the
 *           addresses.
 * BSD       To remove a peer, also getpeername(2): these systems remove it but report an error.
 * Windows   If a loopback address refuses a connect, Windows by default tries again for two seconds. Before such a
 *           connect an ioctl (SIO_TCP_INITIAL_RTO) makes the socket try only once, and afterwards another ioctl
 *           restores the machine's setting. A non-blocking connect leaves the socket set until the next connect to a
 *           loopback address ends. The ioctls are not made before Windows 10 1709, nor on sockets that child processes
 *           inherit; these include sockets of SKT_SOCK_BARE, unless skt_set_inheritable changed it. To remove a peer,
 *           getsockopt reads the family.
 * Since     0.1
 * See       connect(2)
 */
SKT_API int skt_connect(skt_socket s, const skt_addr *addr);

/*
 * Connects to an address and gives up at the deadline.
 *
 * The socket is non-blocking during the call, and so are its duplicates. Afterwards it has its former mode again. A
 * signal does not end the call.
 *
 * s         A socket of any type, blocking or not.
 * addr      The peer.
 * deadline  With SKT_NEVER only the system's own timeout ends the call.
 *
 * Returns   0 when the socket is connected to this peer.
 * Errors    SKT_ETIMEDOUT     The deadline passed, or the system's own timeout did. After the deadline the connect
 *                             continues: call again with the same address, or close the socket. To distinguish the two,
 *                             call skt_connect_result: it returns SKT_EINPROGRESS if the connect continues.
 *           SKT_EISCONN       The socket is connected to another address, perhaps by an earlier connect that was in
 *                             progress.
 *           SKT_ECONNREFUSED  Nothing listens there. If an earlier connect was in progress, this and similar errors may
 *                             be its errors.
 *           SKT_EAFNOSUPPORT  The address has no family, or another family than the socket.
 *           and those of skt_connect, except SKT_EINPROGRESS, SKT_EALREADY and SKT_EINTR.
 * Calls     connect(2), ppoll(2) for each wait, getsockopt(2), getpeername(2); fcntl(2) up to three times for the mode.
 * Linux     If the backlog of a Unix peer is full, connect(2) is repeated after 1 ms, and then after growing pauses of
 *           at most 50 ms.
 * Windows   The mode of a socket cannot be read, so it is not changed. Streams over IP use ConnectEx. It needs a bound
 *           socket, so a socket without an address is bound first, to a port that other connections may share
 *           (SKT_SO_REUSE_UNICASTPORT), as connect does. Loopback addresses get the ioctls of skt_connect. At the
 *           deadline the connect is cancelled: it does not continue, and the next call starts a new one. No completion
 *           port is notified. If CancelIoEx fails, CancelIo cancels all overlapped calls of this thread on this socket;
 *           if that fails too, the call lasts until Windows ends the connect. Other sockets use connect; if such a
 *           socket blocks, the deadline does not end the call.
 * Since     0.1
 * See       connect(2), RFC 9293
 */
SKT_API int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline);

/*
 * Reads the result of a connect. It does not block.
 *
 * Call it after SKT_EINPROGRESS or SKT_EINTR of skt_connect, once skt_poll reports SKT_POLLOUT.
 *
 * Returns   0 if the socket is connected.
 * Errors    SKT_EINPROGRESS   The connect is still in progress.
 *           SKT_ENOTCONN      No connect was started, its failure was already reported, or the connection has ended
 *                             since.
 *           SKT_ECONNREFUSED, SKT_ETIMEDOUT, SKT_EHOSTUNREACH and so on: why the connect failed. The error is returned
 *           once, because it is the pending error of the socket, which reading clears.
 *           SKT_EBADF, SKT_ENOTSOCK  s is not an open socket.
 * Calls     ppoll(2), getsockopt(2) of SO_ERROR, getpeername(2); while the connect is in progress only the first and
 *           the last.
 * Windows   For a bound socket that was never connected the result is SKT_EINPROGRESS too.
 * Since     0.1
 * See       connect(2)
 */
SKT_API int skt_connect_result(skt_socket s);

/*
 * Accepts a connection from a listening socket.
 *
 * The new socket blocks, even if the listener does not, and is not inherited by child processes.
 *
 * flags     Any of SKT_SOCK_NONBLOCK, SKT_SOCK_INHERIT and SKT_SOCK_BARE.
 * peer_out  The address of the peer; may be NULL.
 *
 * Returns   0.
 * Errors    SKT_EAGAIN        The listener does not block, and no connection waits.
 *           SKT_EINTR         A signal handler ran.
 *           SKT_ECONNABORTED  A connection ended before it was accepted; accept the next one. On Windows the error is
 *                             SKT_ECONNRESET.
 *           SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS, SKT_ENOMEM  The connection still waits.
 *           SKT_EINVAL        The socket does not listen, or flags has another bit.
 *           SKT_EUNSUPPORTED  flags has SKT_SOCK_REGISTERED_IO, which is a property of the listener.
 * Calls     accept4(2); on systems without it accept(2) and fcntl(2) for each property.
 * Windows   accept; SetHandleInformation (a process that is created in between inherits the handle); WSAEventSelect,
 *           which removes the listener's events from the new socket; an ioctl for the mode.
 * Since     0.1
 * See       accept(2)
 */
SKT_API int skt_accept(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out);

/*
 * Duplicates a handle. Both handles share the socket and its blocking mode. Child processes do not inherit the new one.
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
 * The handle is closed even if an error is returned, so do not close it again. Only after SKT_EBADF and SKT_ENOTSOCK
 * there was no socket to close.
 *
 * Returns   0.
 * Errors    SKT_EINTR, SKT_EIO  The handle is closed; data may be lost.
 *           SKT_EBADF, SKT_ENOTSOCK
 * Windows   closesocket. It refuses to close a non-blocking socket that has a linger time (SKT_SO_LINGER) and unsent
 *           data. In this case SKT_SO_LINGER is turned off and a second closesocket closes the handle. Windows sends
 *           the data afterwards and does not report the result.
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
 *           SKT_EINVAL    how has another value.
 * Since     0.1
 * See       shutdown(2)
 */
SKT_API int skt_shutdown(skt_socket s, int how);

/*
 * Reads the address that a socket is bound to.
 *
 * Returns   0. If the socket is not bound, out is an address of zeros or has no family.
 * Windows   SKT_EINVAL if the socket is not bound.
 * Since     0.1
 * See       getsockname(2)
 */
SKT_API int skt_local_address(skt_socket s, skt_addr *out);

/*
 * Reads the address that a socket is connected to.
 *
 * Returns   0.
 * Errors    SKT_ENOTCONN  The socket is not connected.
 * Apple     SKT_EINVAL if both sides have ended the connection.
 * Since     0.1
 * See       getpeername(2)
 */
SKT_API int skt_peer_address(skt_socket s, skt_addr *out);

/*
 * Read the family, the type and the protocol of a socket, and whether it listens:
 *
 *     skt_family       SKT_AF_INET and so on
 *     skt_type         SKT_SOCK_STREAM and so on
 *     skt_protocol     SKT_IPPROTO_TCP and so on; 0 if the family has no protocols
 *     skt_is_listener  1 or 0
 *
 * Returns   The value, 0 or more.
 * Errors    SKT_EUNSUPPORTED  This system cannot tell: the protocol on Apple and NetBSD, listening on Apple.
 * Calls     getsockopt(2). On systems without SO_DOMAIN getsockname(2) for the family.
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
 * Errors    SKT_EBADF, SKT_ENOTSOCK  s is not an open socket; these are never pending errors. If the call itself fails
 *                                    in another way, its error looks like a pending error; use skt_get_int with
 *                                    SKT_SO_ERROR to distinguish the two.
 * Calls     getsockopt(2) of SO_ERROR.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_pending_error(skt_socket s);

/*
 * Set or read whether a socket is non-blocking: whether calls return SKT_EAGAIN instead of blocking.
 *
 * Returns   0.
 * Calls     To set, ioctl(2) of FIONBIO. To read, fcntl(2).
 * Windows   To read is SKT_EUNSUPPORTED: Windows has no way to read it.
 * Since     0.1
 * See       fcntl(2)
 */
SKT_API int skt_set_nonblocking(skt_socket s, bool on);
SKT_API int skt_get_nonblocking(skt_socket s, bool *out);

/*
 * Set or read whether child processes inherit a handle.
 *
 * Returns   0.
 * Calls     fcntl(2) to read. To set, fcntl(2) again if the value changes.
 * Windows   SetHandleInformation, GetHandleInformation.
 * Since     0.1
 * See       fcntl(2)
 */
SKT_API int skt_set_inheritable(skt_socket s, bool on);
SKT_API int skt_get_inheritable(skt_socket s, bool *out);

/*
 * Sends a duplicate of a socket to another process.
 *
 * s         The socket. It stays open.
 * channel   A Unix socket that is connected to the other process.
 * pid       The process id of the other process. It is used only on Windows.
 *
 * Returns   0.
 * Errors    SKT_EOPNOTSUPP  channel is not a Unix socket. Nothing was sent.
 *           and those of skt_send.
 * Calls     getsockname(2), sendmsg(2) of SCM_RIGHTS with one byte of data.
 * Windows   channel may be any connected stream. getsockopt tests that s is a socket; WSADuplicateSocketW; then as
 *           skt_send_all for 636 bytes.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_export(skt_socket s, skt_socket channel, int64_t pid);

/*
 * Receives a socket that skt_export sent.
 *
 * Child processes do not inherit the new handle. Its blocking mode is that of the sender's handle, since both share it.
 *
 * Import only from a trusted process: it chooses the socket and keeps a handle to it. On Windows it can also name a
 * socket that this process already has, and two parts of the program would then close the same handle.
 *
 * channel   The other end of the sender's channel.
 * flags     Any of SKT_SOCK_INHERIT and SKT_SOCK_BARE.
 *
 * Returns   0.
 * Errors    SKT_EEOF        The channel has ended.
 *           SKT_EBADMSG     The message does not contain exactly one socket. All received handles are closed.
 *           SKT_EMFILE      The process has too many open handles. The received socket is lost.
 *           SKT_EOPNOTSUPP  channel is not a Unix socket. Nothing was received.
 *           SKT_EINVAL      flags has another bit.
 *           and those of skt_recv.
 * Calls     getsockname(2); recvmsg(2); getsockopt(2), which tests that the handle is a socket; fcntl(2) with
 *           SKT_SOCK_INHERIT, or on systems whose recvmsg(2) cannot prevent inheritance.
 * Windows   channel may be any connected stream; everyone who can send over it is trusted. recv, and as skt_recv_all if
 *           the first recv returned only a part; WSASocketW; getsockopt, which tests that the handle is a socket;
 *           SetHandleInformation with SKT_SOCK_INHERIT. A message that names a handle of another kind is SKT_EBADMSG,
 *           and that handle stays open.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_import(skt_socket channel, int flags, skt_socket *out);

/*
 * Tests whether this process can make a socket of a family, type and protocol.
 *
 * Returns   true if skt_open succeeds.
 * Calls     socket(2), close(2).
 * Since     0.1
 */
SKT_API bool skt_family_supported(int family, int type, int protocol);

/*
 * Return the name of a family, a type or a protocol: "AF_INET6", "SOCK_STREAM", "IPPROTO_MPTCP".
 *
 * type      The SKT_SOCK_ bits of this library are ignored.
 *
 * Returns   The name, a constant string; NULL if the number has no name.
 * Since     0.1
 */
SKT_API const char *skt_family_name(int family);
SKT_API const char *skt_type_name(int type);
SKT_API const char *skt_protocol_name(int protocol);

SKT_END

#endif
