/* SPDX-License-Identifier: MIT */
/* The life of a socket on Unix: socket(2) and its family, each called once, the results negated. */
#include "sys.h"

#define SKT__SOCK_BITS (SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO)

/* Sets or clears one bit of what fcntl reads with `get` and writes with `set`. */
static int change_flag(int fd, int get, int set, int bit, bool on)
{
    int flags = fcntl(fd, get);
    if (flags < 0) return skt__socket_code();
    int wanted = on ? flags | bit : flags & ~bit;
    if (wanted != flags && fcntl(fd, set, wanted) < 0) return skt__socket_code();
    return 0;
}

/* The system's own creation flags for our bits; none where it has none. */
static int creation_flags(int bits)
{
    int flags = bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE) ? 0 : SKT__SOCK_CLOEXEC;
    return bits & SKT_SOCK_NONBLOCK ? flags | SKT__SOCK_NONBLOCK : flags;
}

/* Sets what the creation could not. `may_inherit_mode`: an accepted socket has its listener's mode on the BSDs. */
static int complete(int fd, int bits, bool atomic, bool may_inherit_mode)
{
    if (!atomic) {
        bool nonblocking = bits & SKT_SOCK_NONBLOCK;
        bool settle_mode = nonblocking || (may_inherit_mode && !(bits & SKT_SOCK_BARE));
        int rc = 0;
        if (!(bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE))) rc = skt_set_inheritable(fd, false);
        if (rc == 0 && settle_mode) rc = skt_set_nonblocking(fd, nonblocking);
        if (rc < 0) return rc;
    }
    /* An accepted socket has it from its listener; to set it there fails once the peer of a Unix socket is gone. */
    bool set_nosigpipe = SKT__NOSIGPIPE_PER_SOCKET && !may_inherit_mode && !(bits & SKT_SOCK_BARE);
    return set_nosigpipe ? skt_set_bool(fd, SKT_SO_NOSIGPIPE, true) : 0;
}

/* Completes a new handle and gives it to *out, or closes it. */
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

/* The type as the system takes it, or the error in what was asked for. */
static int native_type(int family, int type, int protocol)
{
    int plain = type & ~SKT__SOCK_BITS;
    bool lacking = skt__absent(family) || skt__absent(plain) || skt__absent(protocol);
    if (lacking || (type & SKT_SOCK_REGISTERED_IO)) return SKT_EUNSUPPORTED;
    /* It would pass for an error. */
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
    /* Only our bits and the numbers of what a system lacks are as large; the rest has no more to be looked at. */
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

int skt_bind(skt_socket s, const skt_addr *addr)
{
    return skt__result(bind(s, skt__sockaddr(addr), addr->len));
}

int skt_listen(skt_socket s, int backlog)
{
    if (backlog < 0) return SKT_EINVAL;
    return skt__result(listen(s, backlog < 65535 ? backlog : 65535));
}

/* 4.4BSD does it, and then says EAFNOSUPPORT or EINVAL. */
static SKT__APART int forget_peer(skt_socket s)
{
    struct sockaddr nobody = {.sa_family = AF_UNSPEC};
    if (connect(s, &nobody, sizeof nobody) == 0) return 0;
    int rc = skt__socket_code();
    skt_addr peer;
    bool forgotten = (rc == SKT_EAFNOSUPPORT || rc == SKT_EINVAL) && skt_peer_address(s, &peer) == SKT_ENOTCONN;
    return forgotten ? 0 : rc;
}

int skt_connect(skt_socket s, const skt_addr *addr)
{
    if (addr->len == 0) return forget_peer(s);
    return skt__result(connect(s, skt__sockaddr(addr), addr->len));
}

/* Connects, again after a pause while a Unix peer's backlog is full, which no poll can wait for. */
static int connect_or_start(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    for (skt_duration pause = SKT_MILLISECONDS(1);; pause *= 2) {
        int rc = skt_connect(s, addr);
        if (rc != SKT_EAGAIN || skt_addr_family(addr) != SKT_AF_UNIX) return rc;

        if (pause > SKT_MILLISECONDS(50)) pause = SKT_MILLISECONDS(50);
        skt_duration left = skt__remaining(deadline);
        if (left == 0) return SKT_ETIMEDOUT;
        if (pause > left) pause = left;
        skt_poll(NULL, 0, skt_deadline_in(pause));
    }
}

static int connect_until(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int rc = connect_or_start(s, addr, deadline);
    if (rc != SKT_EINPROGRESS && rc != SKT_EALREADY && rc != SKT_EINTR) return rc;

    rc = skt__wait(s, SKT_POLLOUT, deadline);
    if (rc == 0) rc = skt_pending_error(s);
    skt_addr peer;
    return rc == 0 ? skt_peer_address(s, &peer) : rc;
}

int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int mode = fcntl(s, F_GETFL);
    if (mode < 0) return skt__socket_code();
    if (mode & O_NONBLOCK) return connect_until(s, addr, deadline);

    if (fcntl(s, F_SETFL, mode | O_NONBLOCK) < 0) return skt__socket_code();
    int rc = connect_until(s, addr, deadline);
    if (fcntl(s, F_SETFL, mode) < 0 && rc == 0) rc = skt__socket_code();
    return rc;
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
    if (flags || peer_out) return accept_as_asked(s, flags, out, peer_out);
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

int skt_local_address(skt_socket s, skt_addr *out)
{
    socklen_t len = sizeof out->storage;
    if (getsockname(s, skt__sockaddr_out(out), &len) < 0) return skt__socket_code();
    skt__received(out, len);
    return 0;
}

int skt_peer_address(skt_socket s, skt_addr *out)
{
    socklen_t len = sizeof out->storage;
    if (getpeername(s, skt__sockaddr_out(out), &len) < 0) return skt__socket_code();
    skt__received(out, len);
    return 0;
}

int skt_set_nonblocking(skt_socket s, bool on)
{
    return change_flag(s, F_GETFL, F_SETFL, O_NONBLOCK, on);
}

int skt_get_nonblocking(skt_socket s, bool *out)
{
    int flags = fcntl(s, F_GETFL);
    if (flags < 0) return skt__socket_code();
    *out = flags & O_NONBLOCK;
    return 0;
}

int skt_set_inheritable(skt_socket s, bool on)
{
    return change_flag(s, F_GETFD, F_SETFD, FD_CLOEXEC, !on);
}

int skt_get_inheritable(skt_socket s, bool *out)
{
    int flags = fcntl(s, F_GETFD);
    if (flags < 0) return skt__socket_code();
    *out = !(flags & FD_CLOEXEC);
    return 0;
}

/* Room for the control data of one descriptor, and for the credentials that some channels add. */
typedef union one_descriptor {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int)) + 128];
} one_descriptor;

int skt_export(skt_socket s, skt_socket channel, int64_t pid)
{
    (void)pid;
    one_descriptor control = {.bytes = {0}};
    control.header.cmsg_len = CMSG_LEN(sizeof s);
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    memcpy(CMSG_DATA(&control.header), &s, sizeof s);

    char mark = 's';
    skt_buf buf = skt_buf_of(&mark, sizeof mark);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, CMSG_SPACE(sizeof s));
    skt_ssize sent = skt_sendmsg(channel, &msg, 0);
    return sent < 0 ? (int)sent : 0;
}

/* The one descriptor that came. More than one are none, and are closed. */
static int take_descriptor(const skt_msg *msg)
{
    struct msghdr *native = (struct msghdr *)(uintptr_t)msg;
    int taken[sizeof(one_descriptor) / sizeof(int)];
    size_t count = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(native); c != NULL; c = skt__next_header(native, c)) {
        size_t more = skt__rights(msg, c);
        for (size_t i = 0; i < more; i++) taken[count++] = skt__right(c, i);
    }
    bool cut = msg->flags & SKT_MSG_CTRUNC;
    if (count == 1 && !cut) return taken[0];
    for (size_t i = 0; i < count; i++) close(taken[i]);
    /* There was room, so what was cut off is a descriptor for which the process had none. */
    return cut && count < 2 ? SKT_EMFILE : SKT_EBADMSG;
}

int skt_import(skt_socket channel, int flags, skt_socket *out)
{
    if (flags & ~(SKT_SOCK_INHERIT | SKT_SOCK_BARE)) return SKT_EINVAL;
    one_descriptor control;
    char mark;
    skt_buf buf = skt_buf_of(&mark, sizeof mark);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, sizeof control.bytes);
    skt_ssize received = skt_recvmsg(channel, &msg, 0);
    if (received < 0) return (int)received;
    if (received == 0) return SKT_EEOF;
    int fd = take_descriptor(&msg);
    if (fd < 0) return fd;
    int rc = skt_type(fd) < 0 ? SKT_EBADMSG : 0;
    if (rc == 0 && (flags & (SKT_SOCK_INHERIT | SKT_SOCK_BARE))) rc = skt_set_inheritable(fd, true);
    if (rc < 0) {
        close(fd);
        return rc;
    }
    *out = fd;
    return 0;
}
