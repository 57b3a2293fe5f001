/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures/netbsd.def"
#include "option/structure_table.h"
