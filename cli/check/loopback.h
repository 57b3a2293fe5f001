/* SPDX-License-Identifier: MIT */
/* skt check: the loopback interface. */
#ifndef SKT_CLI_CHECK_LOOPBACK_H
#define SKT_CLI_CHECK_LOOPBACK_H

#include <skt/skt.h>

/* The interface that leads back to this machine, 0 for none. */
uint32_t check_loopback(char name[SKT_INTERFACE_NAME_MAX]);

#endif
