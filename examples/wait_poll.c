/* SPDX-License-Identifier: MIT */
/* Waiting by skt_poll, on every system. */
#include "wait.h"

void wait_for_any(skt_pollfd *entries, size_t count, skt_deadline deadline)
{
    skt_poll(entries, count, deadline);
}
