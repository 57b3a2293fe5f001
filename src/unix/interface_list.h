/* SPDX-License-Identifier: MIT */
/* Listing the interfaces, one file per way of doing it in interface_list/; the build picks one. */
#ifndef SKT_INTERFACE_LIST_H
#define SKT_INTERFACE_LIST_H

#include "sys.h"

int skt__list_interfaces(skt_interface *out, size_t max);

#endif
