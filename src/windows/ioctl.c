/* SPDX-License-Identifier: MIT */
/* The ioctls of a socket. */
#include "sys.h"

int skt__ioctl(skt_socket s, DWORD code, const void *in, size_t in_len, void *out, size_t *len_io)
{
    DWORD written = 0;
    DWORD room = len_io ? (DWORD)*len_io : 0;
    int rc = SKT__RESULT(WSAIoctl(s, code, (void *)(uintptr_t)in, (DWORD)in_len, out, room, &written, NULL, NULL));
    if (rc == 0 && len_io) *len_io = written;
    return rc;
}
