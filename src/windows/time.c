/* SPDX-License-Identifier: MIT */
/* The clock of the deadlines: the performance counter, which is monotonic. */
#include "sys.h"

skt_deadline skt_now(void)
{
    LARGE_INTEGER ticks, per_second;
    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&per_second);
    int64_t rest = ticks.QuadPart % per_second.QuadPart;
    int64_t seconds = ticks.QuadPart / per_second.QuadPart;
    return (skt_deadline){SKT_SECONDS(seconds) + SKT_SECONDS(rest) / per_second.QuadPart};
}
