/* SPDX-License-Identifier: MIT */
#include "sys.h"

#define SKT__ADDR_SIZE  SKT_STORAGE_SIZE
#define SKT__STRUCTURES "structures.def"
#include "option/structure_check.h"
