/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures/none.def"
#include "option/structure_table.h"
