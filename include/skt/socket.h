/* SPDX-License-Identifier: MIT */
/*
 * The life of a socket: made, named, connected, listened on, duplicated, shut down, closed.
 *
 * The handle is the system's own. Every call takes a socket that was made elsewhere as well, and answers a handle that
 * is no open socket with SKT_EBADF or SKT_ENOTSOCK. Each is one system call unless **Calls:** says otherwise. On
 * Windows the first call that needs Winsock starts it, for as long as the process lives.
 */
#ifndef SKT_SOCKET_H
#define SKT_SOCKET_H

#include <skt/address.h>
#include <skt/error.h>
#include <skt/time.h>

SKT_BEGIN

/*
 * Makes a socket. `type` may carry SKT_SOCK_NONBLOCK, SKT_SOCK_INHERIT and SKT_SOCK_BARE; without them the socket
 * blocks, is not inherited by child processes and never raises SIGPIPE. A protocol of 0 is the type's usual one.
 * Returns 0. **Acts on:** SKT_EUNSUPPORTED (a family, type, protocol or bit that this system lacks), SKT_EAFNOSUPPORT,
 * SKT_EPROTONOSUPPORT, SKT_ESOCKTNOSUPPORT, SKT_EACCES, SKT_EPERM, SKT_EMFILE, SKT_ENFILE. **Calls:** one where the
 * system takes the bits with the type; else fcntl(2) for each, so that a fork in between inherits; and one
 * setsockopt(2) on Apple for SO_NOSIGPIPE. On Windows the socket is overlapped, one ioctl sets SKT_SOCK_NONBLOCK, and
 * two switch SKT_SIO_UDP_CONNRESET and SKT_SIO_UDP_NETRESET off where it is UDP. socket(2), WSASocketW.
 */
SKT_API int skt_open(int family, int type, int protocol, skt_socket *out);

/*
 * Makes two sockets that are connected to each other; the bits are those of skt_open. Returns 0. **Acts on:** as
 * skt_open, and SKT_EOPNOTSUPP (a family other than Unix). **Calls:** as skt_open, each for both. Windows has streams
 * only, and makes them with a listener: of a Unix path in its folder for what is temporary, or on a loopback port where
 * that fails, so that the family is then SKT_AF_INET. Whoever else connects there is sent away. socketpair(2).
 */
SKT_API int skt_pair(int family, int type, int protocol, skt_socket out[2]);

/*
 * Gives the socket its local address. Returns 0. **Acts on:** SKT_EADDRINUSE, SKT_EADDRNOTAVAIL, SKT_EACCES,
 * SKT_EINVAL (bound already), SKT_ENOENT and the file system's other errors for a Unix path. bind(2).
 */
SKT_API int skt_bind(skt_socket s, const skt_addr *addr);

/*
 * Lets the socket accept connections, `backlog` of them waiting; the system cuts it to its own limit. A negative one
 * is SKT_EINVAL, and one above 65535 is cut to that, which no system exceeds and old ones wrap. listen(2).
 */
SKT_API int skt_listen(skt_socket s, int backlog);

/*
 * Connects, or sets the peer of a datagram socket; an address without a family takes its peer away again. Returns 0.
 * **Acts on:** SKT_EINPROGRESS (not blocking: wait for SKT_POLLOUT, then ask skt_pending_error), SKT_EINTR (the connect
 * goes on: wait in the same way, or call skt_connect_by), SKT_ECONNREFUSED, SKT_ETIMEDOUT, SKT_ENETUNREACH,
 * SKT_EHOSTUNREACH, SKT_EADDRNOTAVAIL, SKT_EAGAIN (Linux: a Unix socket's backlog is full). **Calls:** one, but on the
 * BSDs and Apple getpeername(2) besides to take a peer away, which they report as an error. On Windows an ioctl before
 * it for a loopback address, which without SIO_TCP_INITIAL_RTO would take two seconds to refuse; and to take a peer
 * away getsockopt of the socket's family. connect(2).
 */
SKT_API int skt_connect(skt_socket s, const skt_addr *addr);

/*
 * Connects, and gives up when the deadline has come. The socket is not blocking meanwhile, which its duplicates see,
 * and has the mode it came with afterwards. Returns 0 only when there is a peer. **Acts on:** what skt_connect says,
 * but never SKT_EINPROGRESS and SKT_EINTR; SKT_ETIMEDOUT when the deadline came first: the connect then goes on, and
 * another call with the same address waits for it again, or the socket is closed. With SKT_NEVER the system's own time
 * holds. **Calls:** fcntl(2) to read the mode, and twice to change it if the socket blocked; connect(2), ppoll(2) as
 * often as signals come, getsockopt(2) of SO_ERROR, getpeername(2). A Unix socket on Linux whose peer's backlog is full
 * tries again, at first after a millisecond and at last every 50. Windows cannot tell the mode and so does not touch
 * it: a stream over IP is connected by ConnectEx, for which it is bound to any address if it had none, and given up
 * when the deadline has come, so that another call starts anew; an event is made and closed, and no completion port
 * hears of it. A socket that has this peer already is one whose connect was under way. The other kinds are connected by
 * connect, which waits as long as the system likes if the socket blocks.
 */
SKT_API int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline);

/*
 * Takes a connection. `flags` are SKT_SOCK_NONBLOCK, SKT_SOCK_INHERIT and SKT_SOCK_BARE; without them the new socket
 * blocks, whatever the listener does, and is not inherited. The peer's address goes to *peer_out unless it is NULL.
 * Returns 0. **Acts on:** SKT_EAGAIN, SKT_EINTR, SKT_ECONNABORTED, on Windows SKT_ECONNRESET (try again), SKT_EMFILE,
 * SKT_ENFILE, SKT_EINVAL (not listening). **Calls:** accept4(2); where there is none accept(2) and fcntl(2) for each
 * property. On Windows SetHandleInformation, so that a process that is created in between inherits, WSAEventSelect to
 * drop the listener's events, and an ioctl for the mode. accept(2).
 */
SKT_API int skt_accept(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out);

/*
 * Another handle to the same socket, not inherited by child processes. Both share the blocking mode and all else.
 * Returns 0. **Acts on:** SKT_EMFILE. **Calls:** one; two on Windows. fcntl(2) F_DUPFD_CLOEXEC, WSADuplicateSocketW.
 */
SKT_API int skt_dup(skt_socket s, skt_socket *out);

/*
 * Closes the handle, which is gone whatever is returned, unless that is SKT_EBADF: never call it again. close(2).
 */
SKT_API int skt_close(skt_socket s);

/* Ends sending, receiving or both: SKT_SHUT_WR, SKT_SHUT_RD, SKT_SHUT_RDWR. **Acts on:** SKT_ENOTCONN. shutdown(2). */
SKT_API int skt_shutdown(skt_socket s, int how);

/* The address the socket is bound to; of one that is not, Windows tells SKT_EINVAL. getsockname(2). */
SKT_API int skt_local_address(skt_socket s, skt_addr *out);

/* The address it is connected to. **Acts on:** SKT_ENOTCONN. getpeername(2). */
SKT_API int skt_peer_address(skt_socket s, skt_addr *out);

/*
 * The family and type it was made with, its protocol (0 where the family has none), and whether it listens (1 or 0).
 * **Acts on:** SKT_EUNSUPPORTED where the system cannot tell: the protocol on Apple and NetBSD, listening on
 * Apple. **Calls:** one, getsockopt(2); the family is asked by getsockname(2) where there is no SO_DOMAIN.
 */
SKT_API int skt_family(skt_socket s);
SKT_API int skt_type(skt_socket s);
SKT_API int skt_protocol(skt_socket s);
SKT_API int skt_is_listener(skt_socket s);

/* Takes the error that waits on the socket, which is then gone: 0 for none, else its negative code. SO_ERROR. */
SKT_API int skt_pending_error(skt_socket s);

/*
 * Whether calls on the socket wait. Windows cannot tell: SKT_EUNSUPPORTED. **Calls:** fcntl(2) to read, and one to
 * write if that changes anything; one ioctl on Windows.
 */
SKT_API int skt_set_nonblocking(skt_socket s, bool on);
SKT_API int skt_get_nonblocking(skt_socket s, bool *out);

/*
 * Whether child processes inherit the handle. **Calls:** as skt_set_nonblocking; one on Windows. fcntl(2) FD_CLOEXEC,
 * SetHandleInformation.
 */
SKT_API int skt_set_inheritable(skt_socket s, bool on);
SKT_API int skt_get_inheritable(skt_socket s, bool *out);

/*
 * Hands a duplicate of the socket to the process at the other end of `channel`, a connected Unix stream, on Windows any
 * connected stream; `pid` is that process on Windows and not looked at elsewhere. Returns 0. **Calls:** one sendmsg(2)
 * of SCM_RIGHTS; on Windows getsockopt to see that the channel is a socket, WSADuplicateSocketW, and what skt_send_all
 * makes for its 636 bytes. unix(7).
 */
SKT_API int skt_export(skt_socket s, skt_socket channel, int64_t pid);

/*
 * Takes the socket that the other end exported. `flags`: SKT_SOCK_INHERIT and SKT_SOCK_BARE; a mode is not set, since
 * both processes share it. Returns 0. **Acts on:** SKT_EEOF (the channel ended), SKT_EBADMSG (what came was not one
 * socket), SKT_EMFILE (it is lost), SKT_EINVAL (other flags). **Calls:** one recvmsg(2), getsockopt(2) to see that it
 * is a socket, and fcntl(2) to let it be inherited, or not where recvmsg(2) cannot see to that. On Windows recv, what
 * skt_recv_all makes if less came than all, WSASocketW, and SetHandleInformation to let it be inherited.
 */
SKT_API int skt_import(skt_socket channel, int flags, skt_socket *out);

/* Whether this kernel makes such sockets for this process. **Calls:** socket(2) and close(2). */
SKT_API bool skt_family_supported(int family, int type, int protocol);

/* "AF_INET6", "SOCK_STREAM", "IPPROTO_MPTCP"; NULL for a number without a name. SKT_SOCK_ bits are not looked at. */
SKT_API const char *skt_family_name(int family);
SKT_API const char *skt_type_name(int type);
SKT_API const char *skt_protocol_name(int protocol);

SKT_END

#endif
