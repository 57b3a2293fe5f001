/* SPDX-License-Identifier: MIT */
/* How sockets are created on Windows, new ones and those that another handle stands for. */
#ifndef SKT_CREATION_H
#define SKT_CREATION_H

#include "sys.h"

/* All sockets are overlapped, which is no property that a program would notice otherwise. */
static inline DWORD skt__creation_flags(int bits)
{
    DWORD flags = WSA_FLAG_OVERLAPPED;
    if (!(bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE))) flags |= WSA_FLAG_NO_HANDLE_INHERIT;
    return bits & SKT_SOCK_REGISTERED_IO ? flags | WSA_FLAG_REGISTERED_IO : flags;
}

/* The socket that another process, or this one, described by WSADuplicateSocketW. */
static inline int skt__open_described(WSAPROTOCOL_INFOW *description, int bits, skt_socket *out)
{
    enum { SAME = FROM_PROTOCOL_INFO };
    DWORD creation = skt__creation_flags(bits);
    skt_socket s = WSASocketW(SAME, SAME, SAME, description, 0, creation);
    if (s == INVALID_SOCKET && skt__start_late()) s = WSASocketW(SAME, SAME, SAME, description, 0, creation);
    if (s == INVALID_SOCKET) return skt__socket_code();
    *out = s;
    return 0;
}

#endif
