/* SPDX-License-Identifier: MIT */
/* Whether calls on a socket block, and whether child processes inherit it. */
#include "sys.h"

int skt_set_nonblocking(skt_socket s, bool on)
{
    u_long mode = on;
    return SKT__RESULT(ioctlsocket(s, (long)FIONBIO, &mode));
}

int skt_get_nonblocking(skt_socket s, bool *out)
{
    (void)s, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_set_inheritable(skt_socket s, bool on)
{
    if (!skt__is_handle((intptr_t)s)) return SKT_EBADF;
    bool set = SetHandleInformation((HANDLE)s, HANDLE_FLAG_INHERIT, on ? HANDLE_FLAG_INHERIT : 0);
    return set ? 0 : skt__windows_code();
}

int skt_get_inheritable(skt_socket s, bool *out)
{
    DWORD flags;
    if (!skt__is_handle((intptr_t)s)) return SKT_EBADF;
    if (!GetHandleInformation((HANDLE)s, &flags)) return skt__windows_code();
    *out = flags & HANDLE_FLAG_INHERIT;
    return 0;
}
