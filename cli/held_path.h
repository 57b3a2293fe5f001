/* SPDX-License-Identifier: MIT */
/* Removes the path of this process's listening Unix socket at its end. There is one at a time. */
#ifndef SKT_CLI_HELD_PATH_H
#define SKT_CLI_HELD_PATH_H

#include <skt/skt.h>

/* Makes the path of this address, if it has one, be removed even if an interrupt ends the process. */
void held_path_keep(const skt_addr *addr);

/* Removes the path if it is still the same socket. */
void held_path_remove(void);

#endif
