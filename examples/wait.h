/* SPDX-License-Identifier: MIT */
#ifndef WAIT_H
#define WAIT_H

#include <skt/skt.h>

/* Waits for an event of one of the entries, or until the deadline. May return early. */
void wait_for_any(skt_pollfd *entries, size_t count, skt_deadline deadline);

#endif
