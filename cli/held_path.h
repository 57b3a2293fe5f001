/* SPDX-License-Identifier: MIT */
/* The path of the Unix socket on which this process listens; there is one at a time. */
#ifndef SKT_CLI_HELD_PATH_H
#define SKT_CLI_HELD_PATH_H

#include <skt/skt.h>

/* From now on the path of this address is removed at the end, an interrupt's too; nothing if it has none. */
void held_path_keep(const skt_addr *addr);

/* Removes it, if it is still the same socket. */
void held_path_remove(void);

#endif
