/* SPDX-License-Identifier: MIT */
/* Waiting before a call is repeated. */
#include "sys.h"

/*
 * Poll may report a socket ready although the call would block: an entry in the error queue keeps SKT_POLLERR set, or
 * another process has taken the data. Growing pauses between the attempts then keep the loop from spinning.
 */
#define PAUSE_MIN SKT_MILLISECONDS(1)
#define PAUSE_MAX SKT_MILLISECONDS(50)

int skt__pause(skt_deadline deadline, skt_duration *pause)
{
    skt_duration left = skt_deadline_left(deadline);
    if (left == 0) return SKT_ETIMEDOUT;
    if (*pause == 0) *pause = PAUSE_MIN;
    skt_poll(NULL, 0, skt_deadline_in(*pause < left ? *pause : left));
    *pause = *pause < PAUSE_MAX / 2 ? *pause * 2 : PAUSE_MAX;
    return 0;
}

int skt__wait_again(skt_socket s, short events, skt_deadline deadline, skt_duration *pause)
{
    int rc = *pause > 0 ? skt__pause(deadline, pause) : 0;
    if (rc < 0) return rc;
    int ready = skt__wait(s, events, deadline);
    if (*pause == 0) *pause = PAUSE_MIN;
    return ready == 0 ? SKT_ETIMEDOUT : ready;
}
