/* SPDX-License-Identifier: MIT */
/* Calls to the resolver in a thread, since they can neither be interrupted nor have a timeout. */
#ifndef SKT_CLI_BACKGROUND_H
#define SKT_CLI_BACKGROUND_H

#include <skt/skt.h>

/*
 * Makes the call in a thread and waits until it ends, the deadline, or an interrupt. Returns the call's result, or
 * SKT_ETIMEDOUT or SKT_EINTR. `*left_out` says whether the call is still running; the process should then end soon.
 */
int background_call(int (*call)(void *), void *argument, skt_deadline deadline, bool *left_out);

#endif
