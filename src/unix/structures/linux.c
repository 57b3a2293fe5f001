/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures/linux.def"
#include "option/structure_table.h"
