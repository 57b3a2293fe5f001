/* SPDX-License-Identifier: MIT */
/* Which Windows this is, where nothing can be tried to find out. */
#include "sys.h"

/* ntddk.h has it, which few have. */
__declspec(dllimport) LONG WINAPI RtlGetVersion(OSVERSIONINFOW *version);

unsigned skt__windows_build(void)
{
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    return RtlGetVersion(&version) == 0 ? version.dwBuildNumber : 0;
}
