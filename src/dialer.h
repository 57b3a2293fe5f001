/* SPDX-License-Identifier: MIT */
/* Functions of a dialer that only skt_dial and skt_dial_list use. */
#ifndef SKT_DIALER_H
#define SKT_DIALER_H

#include "sys.h"

/* Checks the plan, which may be NULL, and sets its *attempts_out to 0. Returns 0 or the error. */
int skt__dial_plan_check(const skt_dial_plan *plan);

bool skt__dial_plan_allows(const skt_dial_plan *plan, int family);

/* skt_dialer_step after a poll: `fds` are the `count` entries of skt_dialer_wait_for with their events. */
int skt__dialer_go_on(skt_dialer *dialer, const skt_pollfd *fds, int count, skt_socket *out);

/* Instead of the first step: the caller has opened the socket and called skt_connect on it; rc is the result so far. */
void skt__dialer_adopt(skt_dialer *dialer, skt_socket s, int rc);

#endif
