/* SPDX-License-Identifier: MIT */
#include "peers.h"

const peer peers[] = {{0}};
const size_t peer_count = 0;
