/* SPDX-License-Identifier: MIT */
#include "loopback.h"

#include "outcome.h"

#include <string.h>

uint32_t check_loopback(char name[SKT_INTERFACE_NAME_MAX])
{
    static skt_interface all[64];
    int count = skt_interfaces(all, COUNT_OF(all));
    for (int i = 0; i < count && i < (int)COUNT_OF(all); i++) {
        if (!(all[i].flags & SKT_IFF_LOOPBACK)) continue;
        memcpy(name, all[i].name, sizeof all[i].name);
        return all[i].index;
    }
    return 0;
}
