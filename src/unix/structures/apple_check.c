/* SPDX-License-Identifier: MIT */
#include "sys.h"

#include <sys/ucred.h>

#define SKT__ADDR_SIZE  SKT_STORAGE_SIZE
#define SKT__STRUCTURES "structures/apple.def"
#include "option/structure_check.h"
