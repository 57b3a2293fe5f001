/* SPDX-License-Identifier: MIT */
/* Sends a folder with all that is in it. */
#ifndef SKT_CLI_WALK_H
#define SKT_CLI_WALK_H

#include "sending.h"

/* Under this name; s->path is the folder's. What cannot be sent is left out, with a complaint. A status. */
int walk_folder(sending *s, const os_folder *folder, const char *name);

#endif
