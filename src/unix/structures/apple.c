/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures/apple.def"
#include "option/structure_table.h"
