/* SPDX-License-Identifier: MIT */
/* Creating sockets on Windows, new ones and duplicates. */
#ifndef SKT_CREATION_H
#define SKT_CREATION_H

#include "sys.h"

/* All sockets are overlapped, which makes no difference to programs that do not use overlapped calls. */
static inline DWORD skt__creation_flags(int bits)
{
    DWORD flags = WSA_FLAG_OVERLAPPED;
    if (!(bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE))) flags |= WSA_FLAG_NO_HANDLE_INHERIT;
    return bits & SKT_SOCK_REGISTERED_IO ? flags | WSA_FLAG_REGISTERED_IO : flags;
}

/* Opens a socket from the description that WSADuplicateSocketW made in this process or another one. */
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
