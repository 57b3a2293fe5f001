/* SPDX-License-Identifier: MIT */
/* UTF-8 and the UTF-16 of Windows. */
#include "sys.h"

int skt__to_wide(const char *text, WCHAR *out, size_t room)
{
    return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, out, (int)room) - 1;
}

int skt__from_wide(const WCHAR *text, char *out, size_t room)
{
    return WideCharToMultiByte(CP_UTF8, 0, text, -1, out, (int)room, NULL, NULL) - 1;
}
