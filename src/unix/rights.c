/* SPDX-License-Identifier: MIT */
/* Handing sockets to other processes: SCM_RIGHTS. */
#include "native_message.h"

/* Room for one descriptor, and for all that a channel may add: credentials, a security label, a pidfd. */
typedef union one_descriptor {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int)) + 1024];
} one_descriptor;

/* A socket of another family takes the control data for none of its own, and sends or receives the byte alone. */
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

/* The one descriptor that came as such. All others are closed, and that one too if there are several. */
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
    /* There was room, so what was cut off is a descriptor for which the process had none. */
    return cut && rights < 2 ? SKT_EMFILE : SKT_EBADMSG;
}

int skt_import(skt_socket channel, int flags, skt_socket *out)
{
    if (flags & ~(SKT_SOCK_INHERIT | SKT_SOCK_BARE)) return SKT_EINVAL;
    int rc = check_channel(channel);
    if (rc < 0) return rc;
    one_descriptor control;
    char mark;
    skt_buf buf = skt_buf_of(&mark, sizeof mark);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, sizeof control.bytes);
    skt_ssize received = skt_recvmsg(channel, &msg, 0);
    if (received < 0) return (int)received;
    int fd = take_descriptor(&msg, received == 0);
    if (fd < 0) return fd;
    int type;
    if (skt__sockopt_get_int(fd, SOL_SOCKET, SO_TYPE, &type) < 0) rc = SKT_EBADMSG;
    if (rc == 0 && flags) rc = skt_set_inheritable(fd, true);
    if (rc < 0) {
        close(fd);
        return rc;
    }
    *out = fd;
    return 0;
}
