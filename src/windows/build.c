/* SPDX-License-Identifier: MIT */
/* The build number of Windows, for features whose presence cannot be tested otherwise. */
#include "sys.h"

/* Declared in ntddk.h, which only the driver kit has. */
__declspec(dllimport) LONG WINAPI RtlGetVersion(OSVERSIONINFOW *version);

unsigned skt__windows_build(void)
{
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    return RtlGetVersion(&version) == 0 ? version.dwBuildNumber : 0;
}
