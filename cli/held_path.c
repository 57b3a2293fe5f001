/* SPDX-License-Identifier: MIT */
#include "held_path.h"

#include "os.h"

#include <stdio.h>

static struct {
    char path[SKT_ADDR_TEXT_MAX]; /* "" for none */
    os_identity socket;
} held;

void held_path_keep(const skt_addr *addr)
{
    const char *path = skt_addr_unix_path(addr);
    if (path == NULL || os_identify_socket(path, &held.socket) < 0) return;
    snprintf(held.path, sizeof held.path, "%s", path);
    os_remove_when_ended(held.path, &held.socket);
}

void held_path_remove(void)
{
    if (held.path[0] == '\0') return;
    os_remove_socket(held.path, &held.socket);
    os_remove_when_ended(NULL, NULL);
    held.path[0] = '\0';
}
