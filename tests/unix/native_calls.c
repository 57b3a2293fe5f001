/* SPDX-License-Identifier: MIT */
#include "native_calls.h"

int native_start(void)
{
    return 0;
}

int native_end(void)
{
    return 0;
}

int native_send(skt_socket s, skt_native_buf *bufs, size_t count)
{
    return (int)writev(s, bufs, (int)count);
}

int native_receive(skt_socket s, skt_native_buf *bufs, size_t count)
{
    return (int)readv(s, bufs, (int)count);
}

int native_send_message(skt_socket s, skt_native_msg *msg)
{
    return (int)sendmsg(s, msg, 0);
}

int native_receive_message(skt_socket s, skt_native_msg *msg)
{
    return (int)recvmsg(s, msg, 0);
}

native_fields native_fields_of(const skt_native_msg *msg)
{
    return (native_fields){
        .addr = msg->msg_name,
        .addr_len = msg->msg_namelen,
        .bufs = msg->msg_iov,
        .buf_count = (size_t)msg->msg_iovlen,
        .control = msg->msg_control,
    };
}
