/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_TRANSPORTS_H
#define SKT_CLI_CHECK_TRANSPORTS_H

#include <stdbool.h>

/* Tries the transports that the library names. With `vsock`, also connects over vsock. */
void check_transports(bool vsock);

#endif
