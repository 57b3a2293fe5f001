/* SPDX-License-Identifier: MIT */
/* Handing sockets to other processes: SCM_RIGHTS. */
#include "native_message.h"

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
