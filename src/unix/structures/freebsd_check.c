/* SPDX-License-Identifier: MIT */
#include "sys.h"

#include <netinet/icmp6.h>
#include <netinet/sctp.h>
#include <netinet/sctp_uio.h>
#include <sys/ucred.h>

#define SKT__ADDR_SIZE  SKT_STORAGE_SIZE
#define SKT__STRUCTURES "structures/freebsd.def"
#include "option/structure_check.h"
