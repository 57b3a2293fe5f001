/* SPDX-License-Identifier: MIT */
#include "native_calls.h"

#include <mswsock.h>

int native_start(void)
{
    WSADATA data;
    return WSAStartup(MAKEWORD(2, 2), &data);
}

int native_end(void)
{
    return WSACleanup();
}

int native_send(skt_socket s, skt_native_buf *bufs, size_t count)
{
    DWORD sent;
    return WSASend(s, bufs, (DWORD)count, &sent, 0, NULL, NULL) == 0 ? (int)sent : -1;
}

int native_receive(skt_socket s, skt_native_buf *bufs, size_t count)
{
    DWORD received, flags = 0;
    return WSARecv(s, bufs, (DWORD)count, &received, &flags, NULL, NULL) == 0 ? (int)received : -1;
}

int native_send_message(skt_socket s, skt_native_msg *msg)
{
    DWORD sent;
    return WSASendMsg(s, msg, 0, &sent, NULL, NULL) == 0 ? (int)sent : -1;
}

/* WSARecvMsg is no export; the provider hands it out. */
int native_receive_message(skt_socket s, skt_native_msg *msg)
{
    GUID which = WSAID_WSARECVMSG;
    LPFN_WSARECVMSG receive_message;
    DWORD received, len;
    int rc = WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &which, sizeof which, (void *)&receive_message,
                      sizeof receive_message, &len, NULL, NULL);
    if (rc == 0) rc = receive_message(s, msg, &received, NULL, NULL);
    return rc == 0 ? (int)received : -1;
}

native_fields native_fields_of(const skt_native_msg *msg)
{
    return (native_fields){
        .addr = msg->name,
        .addr_len = (size_t)msg->namelen,
        .bufs = msg->lpBuffers,
        .buf_count = msg->dwBufferCount,
        .control = msg->Control.buf,
    };
}
