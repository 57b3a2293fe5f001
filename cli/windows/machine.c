/* SPDX-License-Identifier: MIT */
/* Random bytes and processor time on Windows. */
#include "../os.h"

#include <windows.h>

#include <ntsecapi.h>

int os_random(void *out, size_t len)
{
    return RtlGenRandom(out, (ULONG)len) ? 0 : -ERROR_GEN_FAILURE;
}

static skt_duration span(FILETIME time)
{
    return (skt_duration)((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime) * 100;
}

skt_duration os_processor_time(void)
{
    FILETIME made, ended, kernel, user;
    return GetProcessTimes(GetCurrentProcess(), &made, &ended, &kernel, &user) ? span(kernel) + span(user) : 0;
}
