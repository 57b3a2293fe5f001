/* SPDX-License-Identifier: MIT */
/* The clock of the deadlines: the performance counter, which is monotonic. */
#include "sys.h"

skt_deadline skt__now(void)
{
    LARGE_INTEGER ticks, per_second;
    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&per_second);
    int64_t rest = ticks.QuadPart % per_second.QuadPart;
    return SKT_SECONDS(ticks.QuadPart / per_second.QuadPart) + SKT_SECONDS(rest) / per_second.QuadPart;
}
