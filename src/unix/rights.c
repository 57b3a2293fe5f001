/* SPDX-License-Identifier: MIT */
/* Passing sockets to other processes by SCM_RIGHTS. */
#include "control_table.h"
#include "native_message.h"

/* Room for one descriptor and items that the channel may add: credentials, a security label, a pidfd. */
typedef union one_descriptor {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int)) + 1024];
} one_descriptor;

/* Sockets of other families would ignore the control data and transfer only the byte. */
static int check_channel(skt_socket channel)
{
    skt_addr local;
    int rc = skt_local_address(channel, &local);
    if (rc < 0) return rc;
    return skt_addr_family(&local) == SKT_AF_UNIX ? 0 : SKT_EOPNOTSUPP;
}

int skt_export(skt_socket s, skt_socket channel, int64_t pid)
{
    (void)pid;
    int rc = check_channel(channel);
    if (rc < 0) return rc;
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

/*
 * Returns the descriptor if exactly one came by SCM_RIGHTS. Closes all others, such as a pidfd, and all if several
 * came.
 */
static int take_descriptor(const skt_msg *msg, bool empty)
{
    struct msghdr *native = (struct msghdr *)(uintptr_t)msg;
    int taken = -1;
    size_t rights = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(native); c != NULL; c = skt__next_header(native, c)) {
        size_t count = skt__descriptors(msg, c);
        bool are_rights = c->cmsg_type == SCM_RIGHTS;
        for (size_t i = 0; i < count; i++) {
            int fd = skt__descriptor(c, i);
            if (are_rights && rights++ == 0)
                taken = fd;
            else
                close(fd);
        }
    }
    bool cut = msg->flags & SKT_MSG_CTRUNC;
    if (rights == 1 && !cut) return taken;
    if (rights > 0) close(taken);
    if (rights == 0 && empty && !cut) return SKT_EEOF;
    /* The buffer was large enough, so the kernel left the descriptor out because the process has too many. */
    return cut && rights < 2 ? SKT_EMFILE : SKT_EBADMSG;
}

int skt_import(skt_socket channel, int flags, skt_socket *out)
{
    if (flags & ~(SKT_SOCK_INHERIT | SKT_SOCK_BARE)) return SKT_EINVAL;
    int rc = check_channel(channel);
    if (rc < 0) return rc;
    one_descriptor control = {.bytes = {0}};
    char mark = 0;
    skt_buf buf = skt_buf_of(&mark, sizeof mark);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, sizeof control.bytes);
    skt_ssize received = skt_recvmsg(channel, &msg, 0);
    if (received < 0) return (int)received;
    int fd = take_descriptor(&msg, received == 0);
    if (fd < 0) return fd;
    int type;
    rc = skt__sockopt_get_int(fd, SOL_SOCKET, SO_TYPE, &type);
    if (rc == SKT_ENOTSOCK) rc = SKT_EBADMSG;
    if (rc == 0 && flags) rc = skt_set_inheritable(fd, true);
    if (rc < 0) {
        close(fd);
        return rc;
    }
    *out = fd;
    return 0;
}

int skt_send_handles(skt_socket channel, const skt_file *handles, size_t count, const void *data, size_t len)
{
    SKT_CONTROL_BUFFER(bytes, CMSG_SPACE(SKT_HANDLES_MAX * sizeof(int)));
    if (len == 0) return SKT_EINVAL;
    int rc = check_channel(channel);
    if (rc < 0) return rc;
    skt_buf buf = skt_buf_of((void *)(uintptr_t)data, len);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    skt_control control;
    skt_control_begin(&control, bytes, sizeof bytes, SKT_AF_UNIX);
    skt_control_put_handles(&control, handles, count);
    rc = skt_control_finish(&control, &msg);
    if (rc < 0) return rc;
    skt_ssize sent = skt_sendmsg(channel, &msg, 0);
    if (sent < 0) return (int)sent;
    return (size_t)sent < len ? SKT_EMSGSIZE : 0;
}

/* Copies up to `max` handles that came by SCM_RIGHTS and closes all others. Returns how many came. */
static size_t take_handles(const skt_msg *msg, skt_file *out, size_t max)
{
    skt_control_item item = {0};
    size_t count = 0;
    while (skt_control_next(msg, &item))
        for (size_t i = 0; skt_control_handle(&item, i) >= 0; i++) {
            bool handed_out = item.kind == SKT_CONTROL_HANDLES && count < max;
            if (handed_out)
                out[count] = skt_control_handle(&item, i);
            else
                close(skt_control_handle(&item, i));
            count += item.kind == SKT_CONTROL_HANDLES;
        }
    return count;
}

int skt_recv_handles(skt_socket channel, skt_file *out, size_t max, void *data, size_t *len_io)
{
    /* Room for the most descriptors of a message and for items that the channel may add. */
    SKT_CONTROL_BUFFER(bytes, CMSG_SPACE(SKT_HANDLES_MAX * sizeof(int)) + 1024);
    int rc = check_channel(channel);
    if (rc < 0) return rc;
    skt_buf buf = skt_buf_of(data, *len_io);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, bytes, sizeof bytes);
    skt_ssize received = skt_recvmsg(channel, &msg, 0);
    if (received < 0) return (int)received;
    size_t count = take_handles(&msg, out, max);
    bool cut = msg.flags & SKT_MSG_CTRUNC;
    if (cut || count > max) {
        for (size_t i = 0; i < count && i < max; i++) close(out[i]);
        /* The buffer was large enough, so the kernel left descriptors out because the process has too many. */
        return cut ? SKT_EMFILE : SKT_EMSGSIZE;
    }
    if (received == 0 && count == 0 && *len_io > 0) return SKT_EEOF;
    *len_io = (size_t)received;
    return (int)count;
}
