/* SPDX-License-Identifier: MIT */
/* What is said of texts that are no address, and of paths that are taken. */
#ifndef SKT_CLI_MISREAD_H
#define SKT_CLI_MISREAD_H

#include <skt/skt.h>

/* Complains of a text that cannot be dialled or served, with what was probably meant. STATUS_USAGE. */
int complain_of_address(const char *text, bool to_listen, int rc);

/* Complains that the address could not be listened at; of a path that is taken it says by whom. A status. */
int complain_of_listening(const char *text, bool replace, int rc);

#endif
