/* SPDX-License-Identifier: MIT */
#include "sys.h"

#include <netinet/icmp6.h>

#define SKT__ADDR_SIZE  SKT_STORAGE_SIZE
#define SKT__STRUCTURES "structures/netbsd.def"
#include "option/structure_check.h"
