/* SPDX-License-Identifier: MIT */
#ifndef WAIT_H
#define WAIT_H

#include <skt/skt.h>

/* Waits until one of the sockets has what its entry asks for, or until the deadline. It may end before. */
void wait_for_any(skt_pollfd *entries, size_t count, skt_deadline deadline);

#endif
