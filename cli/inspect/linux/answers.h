/* SPDX-License-Identifier: MIT */
/* What a socket answers itself. */
#ifndef SKT_CLI_INSPECT_LINUX_ANSWERS_H
#define SKT_CLI_INSPECT_LINUX_ANSWERS_H

#include "../seen.h"

/* Asks a copy of the socket for all but its options. Nothing of that waits, or changes anything. */
void answers_read(skt_socket copy, seen *s);

#endif
