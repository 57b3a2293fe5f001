/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures.def"
#include "option/structure_table.h"
