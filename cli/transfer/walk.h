/* SPDX-License-Identifier: MIT */
/* Sending a folder recursively. */
#ifndef SKT_CLI_WALK_H
#define SKT_CLI_WALK_H

#include "sending.h"

/* Sends the folder at s->path under this name. Skips what cannot be sent, with a message. A status. */
int walk_folder(sending *s, const os_folder *folder, const char *name);

#endif
