/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures/openbsd.def"
#include "option/structure_table.h"
