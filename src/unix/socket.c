/* SPDX-License-Identifier: MIT */
/* Creating, accepting and closing sockets on Unix. */
#include "sys.h"

#define SKT__SOCK_BITS (SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO)

/* The system's creation flags for SKT_SOCK_ bits; 0 if the system has none. */
static int creation_flags(int bits)
{
    int flags = bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE) ? 0 : SKT__SOCK_CLOEXEC;
    return bits & SKT_SOCK_NONBLOCK ? flags | SKT__SOCK_NONBLOCK : flags;
}

/* Sets what the creating call could not. `may_inherit_mode`: on the BSDs accepted sockets have the listener's mode. */
static inline int complete(int fd, int bits, bool atomic, bool may_inherit_mode)
{
    if (!atomic) {
        bool nonblocking = bits & SKT_SOCK_NONBLOCK;
        bool settle_mode = nonblocking || (may_inherit_mode && !(bits & SKT_SOCK_BARE));
        int rc = 0;
        if (!(bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE))) rc = skt_set_inheritable(fd, false);
        if (rc == 0 && settle_mode) rc = skt_set_nonblocking(fd, nonblocking);
        if (rc < 0) return rc;
    }
    /* Accepted sockets inherit SO_NOSIGPIPE; setting it fails on a Unix socket whose peer has closed. */
    bool set_nosigpipe = SKT__NOSIGPIPE_PER_SOCKET && !may_inherit_mode && !(bits & SKT_SOCK_BARE);
    return set_nosigpipe ? skt_set_bool(fd, SKT_SO_NOSIGPIPE, true) : 0;
}

/* Completes a new socket and stores it in *out, or closes it on failure. */
static inline int hand_out(int fd, int bits, bool atomic, bool accepted, skt_socket *out)
{
    int rc = complete(fd, bits, atomic, accepted);
    if (rc < 0) {
        close(fd);
        return rc;
    }
    *out = fd;
    return 0;
}

/* The type for socket(2), or the error in the arguments. */
static inline int native_type(int family, int type, int protocol)
{
    int plain = type & ~SKT__SOCK_BITS;
    bool lacking = skt__absent(family) || skt__absent(plain) || skt__absent(protocol);
    if (lacking || (type & SKT_SOCK_REGISTERED_IO)) return SKT_EUNSUPPORTED;
    /* A negative type would be taken for an error code by the caller. */
    if (plain < 0) return SKT_EINVAL;
    return plain | creation_flags(type);
}

static SKT__APART int open_as_asked(int family, int type, int protocol, skt_socket *out)
{
    int native = native_type(family, type, protocol);
    if (native < 0) return native;
    int fd = socket(family, native, protocol);
    return fd < 0 ? skt__socket_code() : hand_out(fd, type, SKT__SOCK_CLOEXEC != 0, false, out);
}

int skt_open(int family, int type, int protocol, skt_socket *out)
{
    /* Smaller arguments have no SKT_SOCK_ bits and are no placeholders, so they need no checks. */
    if ((unsigned)(family | type | protocol) >= SKT__LEAST_SPECIAL) return open_as_asked(family, type, protocol, out);
    int fd = socket(family, type | SKT__SOCK_CLOEXEC, protocol);
    return fd < 0 ? skt__socket_code() : hand_out(fd, 0, SKT__SOCK_CLOEXEC != 0, false, out);
}

int skt_pair(int family, int type, int protocol, skt_socket out[2])
{
    int native = native_type(family, type, protocol);
    if (native < 0) return native;
    int fds[2];
    if (socketpair(family, native, protocol, fds) < 0) return skt__socket_code();

    int rc = complete(fds[0], type, SKT__SOCK_CLOEXEC != 0, false);
    if (rc == 0) rc = complete(fds[1], type, SKT__SOCK_CLOEXEC != 0, false);
    if (rc < 0) {
        close(fds[0]);
        close(fds[1]);
        return rc;
    }
    out[0] = fds[0];
    out[1] = fds[1];
    return 0;
}

static SKT__APART int accept_as_asked(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out)
{
    if (flags & SKT_SOCK_REGISTERED_IO) return SKT_EUNSUPPORTED;
    if (flags & ~SKT__SOCK_BITS) return SKT_EINVAL;
    socklen_t len = sizeof peer_out->storage;
    struct sockaddr *peer = peer_out ? skt__sockaddr_out(peer_out) : NULL;
    int fd = skt__accept4(s, peer, peer ? &len : NULL, creation_flags(flags));
    if (fd < 0) return skt__socket_code();
    if (peer_out) skt__received(peer_out, len);
    return hand_out(fd, flags, SKT__HAVE_ACCEPT4, true, out);
}

int skt_accept(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out)
{
    /* One comparison for both arguments. */
    if ((unsigned)flags | (uintptr_t)peer_out) return accept_as_asked(s, flags, out, peer_out);
    int fd = skt__accept4(s, NULL, NULL, SKT__SOCK_CLOEXEC);
    return fd < 0 ? skt__socket_code() : hand_out(fd, 0, SKT__HAVE_ACCEPT4, true, out);
}

int skt_dup(skt_socket s, skt_socket *out)
{
    int fd = fcntl(s, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return skt__socket_code();
    *out = fd;
    return 0;
}

int skt_close(skt_socket s)
{
    return skt__result(close(s));
}

int skt_shutdown(skt_socket s, int how)
{
    return skt__result(shutdown(s, how));
}
