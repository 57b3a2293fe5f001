/* SPDX-License-Identifier: MIT */
/* Sending and receiving on Windows: one call each. */
#include "sys.h"

#include "overlapped.h"

/* More than any datagram, so that none is cut in two, and what may be on its way when a deadline comes. */
#define CHUNK ((size_t)128 * 1024)

/* The result of a data call: the count, or the negative code. */
static inline skt_ssize result(int rc, skt_ssize count)
{
    return rc == SOCKET_ERROR ? skt__socket_code() : count;
}

/*
 * The result of a receive into so much room: a datagram that was cut filled it, and whoever shut down his own side
 * receives the end.
 */
static skt_ssize received(int rc, skt_ssize count, skt_ssize room)
{
    if (rc != SOCKET_ERROR) return count;
    int code = skt__socket_code();
    if (code == SKT_EMSGSIZE) return room;
    return code == SKT_EPIPE ? 0 : code;
}

/* send and recv take an int. */
static inline int io_length(size_t len)
{
    return len < INT_MAX ? (int)len : INT_MAX;
}

/* Whether the buffers are more than Winsock counts. */
static bool is_too_much(const skt_buf *bufs, size_t count, size_t control_len)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count && sum <= SKT__LENGTH_MAX; i++)
        sum = bufs[i].len <= SKT__LENGTH_MAX ? sum + bufs[i].len : UINT64_MAX;
    return sum > SKT__LENGTH_MAX || count > SKT__LENGTH_MAX || control_len > SKT__LENGTH_MAX;
}

/* The system's structures, which skt_buf and skt_msg are laid out as. */
static inline WSABUF *native_bufs(const skt_buf *bufs)
{
    return (WSABUF *)(uintptr_t)bufs;
}

static inline WSAMSG *native_msg(skt_msg *msg)
{
    return (WSAMSG *)(void *)msg;
}

/* A message as Winsock takes it, which wants at least one buffer. */
static skt_msg complete(const skt_msg *msg, size_t addr_len, int flags)
{
    static const skt_buf none = {.len = 0};
    skt_msg native = *msg;
    native.skt__addr_len = msg->addr ? (int)addr_len : 0;
    native.flags = flags;
    if (native.buf_count > 0) return native;
    native.bufs = (skt_buf *)(uintptr_t)&none;
    native.buf_count = 1;
    return native;
}

skt_ssize skt_send(skt_socket s, const void *data, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int count = send(s, data, io_length(len), flags);
    return result(count, count);
}

skt_ssize skt_recv(skt_socket s, void *out, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int count = recv(s, out, io_length(len), flags);
    return received(count, count, io_length(len));
}

skt_ssize skt_sendto(skt_socket s, const void *data, size_t len, int flags, const skt_addr *to)
{
    if (to == NULL) return skt_send(s, data, len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int count = sendto(s, data, io_length(len), flags, skt__sockaddr(to), (int)to->len);
    return result(count, count);
}

skt_ssize skt_recvfrom(skt_socket s, void *out, size_t len, int flags, skt_addr *from_out)
{
    if (from_out == NULL) return skt_recv(s, out, len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int from_len = sizeof from_out->storage;
    int count = recvfrom(s, out, io_length(len), flags, skt__sockaddr_out(from_out), &from_len);
    skt_ssize done = received(count, count, io_length(len));
    skt__received(from_out, done < 0 ? 0 : from_len);
    return done;
}

skt_ssize skt_sendv(skt_socket s, const skt_buf *bufs, size_t count, int flags)
{
    if (count == 1) return skt_send(s, bufs[0].base, bufs[0].len, flags);
    skt_msg msg = {.bufs = (skt_buf *)(uintptr_t)bufs, .buf_count = count};
    return skt_sendmsg(s, &msg, flags);
}

skt_ssize skt_recvv(skt_socket s, skt_buf *bufs, size_t count, int flags, int *flags_out)
{
    if (count == 1 && flags_out == NULL) return skt_recv(s, bufs[0].base, bufs[0].len, flags);
    skt_msg msg = {.bufs = bufs, .buf_count = count};
    skt_ssize done = skt_recvmsg(s, &msg, flags);
    if (done >= 0 && flags_out) *flags_out = msg.flags;
    return done;
}

/* Only datagram and raw sockets have control data, and WSASendMsg knows no others. */
skt_ssize skt_sendmsg(skt_socket s, const skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (is_too_much(msg->bufs, msg->buf_count, msg->control_len)) return SKT_ERANGE;
    skt_msg native = complete(msg, msg->addr ? msg->addr->len : 0, 0);
    DWORD sent = 0, bits = (DWORD)flags;
    if (msg->control_len > 0) {
        int rc = WSASendMsg(s, native_msg(&native), bits, &sent, NULL, NULL);
        return result(rc, (skt_ssize)sent);
    }
    const struct sockaddr *to = msg->addr ? skt__sockaddr(msg->addr) : NULL;
    DWORD count = (DWORD)native.buf_count;
    int rc = WSASendTo(s, native_bufs(native.bufs), count, &sent, bits, to, native.skt__addr_len, NULL, NULL);
    return result(rc, (skt_ssize)sent);
}

/* The room of the buffers, which a datagram that was cut has filled. */
static skt_ssize room_of(const skt_msg *msg)
{
    size_t room = 0;
    for (size_t i = 0; i < msg->buf_count; i++) room += msg->bufs[i].len;
    return (skt_ssize)room;
}

/* What came. SKT_EMSGSIZE is that the data was cut, or the control data, of which the flags tell. */
static skt_ssize take_message(skt_msg *msg, const skt_msg *native, int code, DWORD count)
{
    if (code < 0 && code != SKT_EMSGSIZE && code != SKT_EPIPE) return code;
    if (msg->addr) skt__received(msg->addr, native->skt__addr_len);
    msg->control_len = native->control_len;
    msg->flags = native->flags;
    if (code == SKT_EPIPE) return 0;
    if (code == 0 || native->flags & SKT_MSG_CTRUNC) return (skt_ssize)count;
    msg->flags |= SKT_MSG_TRUNC;
    return room_of(msg);
}

/* Without control data, which goes for streams too. */
static skt_ssize recv_plain(skt_socket s, skt_msg *msg, int flags)
{
    skt_msg native = complete(msg, sizeof msg->addr->storage, flags);
    DWORD received_now = 0, bits = (DWORD)flags, count = (DWORD)native.buf_count;
    struct sockaddr *from = msg->addr ? skt__sockaddr_out(msg->addr) : NULL;
    int *from_len = msg->addr ? &native.skt__addr_len : NULL;
    int rc = WSARecvFrom(s, native_bufs(native.bufs), count, &received_now, &bits, from, from_len, NULL, NULL);
    native.flags = (int)bits;
    native.control_len = 0;
    return take_message(msg, &native, skt__result(rc), received_now);
}

static skt_ssize recv_control(skt_socket s, skt_msg *msg, int flags)
{
    skt__function recv_msg;
    int rc = skt__find_extension(s, SKT__RECV_MSG, &recv_msg);
    if (rc < 0) return rc;
    skt_msg native = complete(msg, sizeof msg->addr->storage, flags);
    DWORD received_now = 0;
    rc = ((LPFN_WSARECVMSG)recv_msg)(s, native_msg(&native), &received_now, NULL, NULL);
    return take_message(msg, &native, skt__result(rc), received_now);
}

skt_ssize skt_recvmsg(skt_socket s, skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (is_too_much(msg->bufs, msg->buf_count, msg->control_len)) return SKT_ERANGE;
    if (msg->control_len == 0) return recv_plain(s, msg, flags);
    skt_ssize count = recv_control(s, msg, flags);
    bool may_be_stream = count == SKT_EOPNOTSUPP || count == SKT_EINVAL;
    return may_be_stream && skt_type(s) == SOCK_STREAM ? recv_plain(s, msg, flags) : count;
}

int skt_peek_sender(skt_socket s, skt_addr *out)
{
    char some[8];
    skt_ssize count = skt_recvfrom(s, some, sizeof some, SKT_MSG_PEEK, out);
    return count < 0 ? (int)count : 0;
}

/* A stream that was never connected would never have room. */
static int wait_for_room(skt_socket s, skt_deadline deadline)
{
    skt_addr peer;
    int rc = skt__wait(s, SKT_POLLOUT, skt_deadline_in(0));
    if (rc != SKT_ETIMEDOUT) return rc;
    rc = skt_peer_address(s, &peer);
    return rc == 0 ? skt__wait(s, SKT_POLLOUT, deadline) : rc;
}

/* One send that is given up when the deadline comes. There is room when it begins, so that seldom anything is cut. */
static skt_ssize send_by(skt_socket s, const char *data, size_t len, int flags, skt_deadline deadline)
{
    skt__overlapped call;
    int rc = wait_for_room(s, deadline);
    if (rc == 0) rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    skt_buf buf = skt_buf_of((void *)(uintptr_t)data, len < CHUNK ? len : CHUNK);
    DWORD count = 0;
    bool done = WSASend(s, native_bufs(&buf), 1, &count, (DWORD)flags, &call.overlapped, NULL) == 0;
    return skt__overlapped_end(&call, s, done, count, deadline);
}

int skt_send_all(skt_socket s, const void *data, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    int rc = flags & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 0;
    while (rc == 0 && done < len) {
        skt_ssize sent = send_by(s, (const char *)data + done, len - done, flags, deadline);
        if (sent >= 0)
            done += (size_t)sent;
        else
            rc = (int)sent;
    }
    if (done_out) *done_out = done;
    return rc;
}

static skt_ssize recv_by(skt_socket s, char *out, size_t len, int flags, skt_deadline deadline)
{
    skt__overlapped call;
    int rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    skt_buf buf = skt_buf_of(out, (size_t)io_length(len));
    DWORD count = 0, bits = (DWORD)flags;
    bool done = WSARecv(s, native_bufs(&buf), 1, &count, &bits, &call.overlapped, NULL) == 0;
    skt_ssize received_now = skt__overlapped_end(&call, s, done, count, deadline);
    if (received_now == SKT_EMSGSIZE) return io_length(len);
    return received_now == SKT_EPIPE ? 0 : received_now;
}

int skt_recv_all(skt_socket s, void *out, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    int rc = flags & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 0;
    while (rc == 0 && done < len) {
        skt_ssize count = recv_by(s, (char *)out + done, len - done, flags, deadline);
        if (count > 0)
            done += (size_t)count;
        else
            rc = count == 0 ? SKT_EEOF : (int)count;
    }
    if (done_out) *done_out = done;
    return rc;
}

/* How many bytes the file has from the offset on; TransmitFile takes an end that is not there for an error. */
static int64_t rest_of(HANDLE file, uint64_t offset)
{
    LARGE_INTEGER size;
    if (!GetFileSizeEx(file, &size)) return GetFileType(file) == FILE_TYPE_UNKNOWN ? SKT_EBADF : SKT_EINVAL;
    if (GetFileType(file) != FILE_TYPE_DISK) return SKT_EINVAL;
    return size.QuadPart > (int64_t)offset ? size.QuadPart - (int64_t)offset : 0;
}

/* The position of a file is moved where its handle is not overlapped. */
static skt_ssize transmit(skt_socket s, HANDLE file, uint64_t offset, DWORD len)
{
    skt__function transmit_file;
    skt__overlapped call;
    LARGE_INTEGER here = {.QuadPart = 0};
    int rc = skt__find_extension(s, SKT__TRANSMIT_FILE, &transmit_file);
    if (rc == 0) rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    bool has_position = SetFilePointerEx(file, here, &here, FILE_CURRENT);
    call.overlapped.Offset = (DWORD)offset;
    call.overlapped.OffsetHigh = (DWORD)(offset >> 32);
    bool done = ((LPFN_TRANSMITFILE)transmit_file)(s, file, len, 0, &call.overlapped, NULL, 0);
    skt_ssize count = skt__overlapped_end(&call, s, done, (DWORD)call.overlapped.InternalHigh, SKT_NEVER);
    if (has_position) SetFilePointerEx(file, here, NULL, FILE_BEGIN);
    return count;
}

skt_ssize skt_sendfile(skt_socket s, skt_file file, uint64_t offset, uint64_t len)
{
    if (offset > INT64_MAX) return SKT_ERANGE;
    int64_t rest = rest_of((HANDLE)file, offset);
    if (rest < 0) return (skt_ssize)rest;
    if (len > (uint64_t)rest) len = (uint64_t)rest;
    /* Zero would be all of the file, and INT_MAX is one too many. */
    return len == 0 ? 0 : transmit(s, (HANDLE)file, offset, len < INT_MAX ? (DWORD)len : INT_MAX - 1);
}

skt_ssize skt_splice(skt_file from, skt_file to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
