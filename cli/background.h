/* SPDX-License-Identifier: MIT */
/* A call that resolves, and cannot be interrupted: a thread makes it. */
#ifndef SKT_CLI_BACKGROUND_H
#define SKT_CLI_BACKGROUND_H

#include <skt/skt.h>

/*
 * Makes the call in a thread and waits for it until the deadline or an interrupt. What it returned; or SKT_ETIMEDOUT or
 * SKT_EINTR, and then `*left_out` says whether it is still under way: the process had better end.
 */
int background_call(int (*call)(void *), void *argument, skt_deadline deadline, bool *left_out);

#endif
