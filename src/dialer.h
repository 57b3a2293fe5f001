/* SPDX-License-Identifier: MIT */
/* What skt_dial and skt_dial_list use of a dialer beyond its public functions. */
#ifndef SKT_DIALER_H
#define SKT_DIALER_H

#include "sys.h"

/* Whether the plan is one: 0 or the error. *attempts_out becomes 0. */
int skt__dial_plan_check(const skt_dial_plan *plan);

/* Whether a plan allows a family. */
bool skt__dial_plan_allows(const skt_dial_plan *plan, int family);

/* A step, after skt_poll has seen the entries of skt_dialer_wait_for. */
int skt__dialer_go_on(skt_dialer *dialer, const skt_pollfd *fds, int count, skt_socket *out);

/* Takes the place of the first step, for who opened the socket himself; rc is what came of it so far. */
void skt__dialer_adopt(skt_dialer *dialer, skt_socket s, int rc);

#endif
