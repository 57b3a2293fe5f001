/* SPDX-License-Identifier: MIT */
/* Facts that calls on the socket itself tell. */
#ifndef SKT_CLI_INSPECT_LINUX_ANSWERS_H
#define SKT_CLI_INSPECT_LINUX_ANSWERS_H

#include "../seen.h"

/* Reads everything but the options from a copy of the socket. The calls neither block nor change it. */
void answers_read(skt_socket copy, seen *s);

#endif
