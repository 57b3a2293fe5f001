/* SPDX-License-Identifier: MIT */
/* The measurements of TCP, as the kernel stores them. */
#ifndef SKT_CLI_INSPECT_LINUX_TCP_INFO_H
#define SKT_CLI_INSPECT_LINUX_TCP_INFO_H

#include <jansson.h>

/*
 * A struct tcp_info as JSON; newer kernels have more of it than older ones. A field is called as there, with its unit.
 */
json_t *tcp_info_as_json(const void *bytes, size_t len);

/* Its state, as seen.h has it. */
int tcp_info_state(const void *bytes, size_t len);

#endif
