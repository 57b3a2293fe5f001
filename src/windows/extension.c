/* SPDX-License-Identifier: MIT */
/* Extension functions, which must be looked up by an ioctl of a socket. */
#include "sys.h"

int skt__find_extension(skt_socket s, skt__extension which, skt__function *out)
{
    static GUID ids[SKT__EXTENSIONS] = {
        [SKT__CONNECT_EX] = WSAID_CONNECTEX,
        [SKT__TRANSMIT_FILE] = WSAID_TRANSMITFILE,
        [SKT__RECV_MSG] = WSAID_WSARECVMSG,
    };
    static PVOID volatile known[SKT__EXTENSIONS];
    void *found = InterlockedCompareExchangePointer(&known[which], NULL, NULL);
    if (found == NULL) {
        size_t len = sizeof found;
        DWORD code = SIO_GET_EXTENSION_FUNCTION_POINTER;
        int rc = skt__ioctl(s, code, &ids[which], sizeof ids[which], (void *)&found, &len);
        if (rc < 0) return rc;
        InterlockedExchangePointer(&known[which], found);
    }
    *out = (skt__function)(uintptr_t)found;
    return 0;
}
