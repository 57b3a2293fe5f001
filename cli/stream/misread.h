/* SPDX-License-Identifier: MIT */
/* Messages about invalid addresses, and about paths that are in use. */
#ifndef SKT_CLI_MISREAD_H
#define SKT_CLI_MISREAD_H

#include <skt/skt.h>

/* Prints why a text is no address to connect to or listen at, and a suggestion. Returns STATUS_USAGE. */
int complain_of_address(const char *text, bool to_listen, int rc);

/* Prints why listening failed; for a path that is in use, what uses it. A status. */
int complain_of_listening(const char *text, bool replace, int rc);

#endif
