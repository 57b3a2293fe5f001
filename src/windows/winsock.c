/* SPDX-License-Identifier: MIT */
/* Winsock itself: its start, its ioctls and extension functions, and the facts about it that are found once. */
#include "sys.h"

/* ntddk.h has it, which few have. */
__declspec(dllimport) LONG WINAPI RtlGetVersion(OSVERSIONINFOW *version);

static BOOL CALLBACK start_once(PINIT_ONCE once, void *code_out, void **context)
{
    (void)once, (void)context;
    WSADATA data;
    int *code = code_out;
    *code = WSAStartup(MAKEWORD(2, 2), &data);
    return *code == 0;
}

/* There is no end: other users of Winsock count their own starts, and the process takes all down with it. */
int skt__start(void)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    int code = 0;
    return InitOnceExecuteOnce(&once, start_once, &code, NULL) ? 0 : -code;
}

int skt__socket_code(void)
{
    int code = WSAGetLastError();
    if (code != WSANOTINITIALISED) return -code;
    int rc = skt__start();
    return rc < 0 ? rc : SKT_ENOTSOCK;
}

int skt__ioctl(skt_socket s, DWORD code, const void *in, size_t in_len, void *out, size_t *len_io)
{
    DWORD written = 0;
    DWORD room = len_io ? (DWORD)*len_io : 0;
    int rc = skt__result(WSAIoctl(s, code, (void *)(uintptr_t)in, (DWORD)in_len, out, room, &written, NULL, NULL));
    if (rc == 0 && len_io) *len_io = written;
    return rc;
}

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

int skt__protocol_info(skt_socket s, WSAPROTOCOL_INFOW *out)
{
    size_t len = sizeof *out;
    return skt__sockopt_get(s, SOL_SOCKET, SO_PROTOCOL_INFOW, out, &len);
}

bool skt__poll_tells_failures(void)
{
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    return RtlGetVersion(&version) == 0 && version.dwBuildNumber >= 19041;
}

int skt__to_wide(const char *text, WCHAR *out, size_t room)
{
    return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, out, (int)room) - 1;
}

int skt__from_wide(const WCHAR *text, char *out, size_t room)
{
    return WideCharToMultiByte(CP_UTF8, 0, text, -1, out, (int)room, NULL, NULL) - 1;
}
