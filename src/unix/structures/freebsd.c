/* SPDX-License-Identifier: MIT */
#define SKT__STRUCTURES "structures/freebsd.def"
#include "option/structure_table.h"
