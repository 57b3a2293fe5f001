/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_TRANSPORTS_H
#define SKT_CLI_CHECK_TRANSPORTS_H

#include <stdbool.h>

/* Tries every transport that the library has a name for. With `vsock` it also connects over that. */
void check_transports(bool vsock);

#endif
