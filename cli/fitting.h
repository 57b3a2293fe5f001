/* SPDX-License-Identifier: MIT */
/* Which kind of socket an option is for. */
#ifndef SKT_CLI_FITTING_H
#define SKT_CLI_FITTING_H

#include <skt/skt.h>

/*
 * Opens a fresh socket on which this kernel takes the option, and names its kind. Returns 0, or why there is none: the
 * first socket's error, or a lack of permission where that is what stands in the way.
 */
int fitting_socket(skt_option option, skt_socket *out, const char **kind_out);

#endif
