/* SPDX-License-Identifier: MIT */
/* The version that was built. */
#include "sys.h"

const char *skt_version(void)
{
    return SKT_VERSION;
}
