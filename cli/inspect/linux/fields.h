/* SPDX-License-Identifier: MIT */
/* The structures of options, as the kernel stores them. */
#ifndef SKT_CLI_INSPECT_LINUX_FIELDS_H
#define SKT_CLI_INSPECT_LINUX_FIELDS_H

#include <skt/skt.h>

#include <jansson.h>

/*
 * A structure as JSON; newer kernels have more of it than older ones. A field is called as in skt_option_bytes_text, with
 * its unit; one that the kernel has no number for is left out.
 */
json_t *fields_as_json(skt_option option, const void *bytes, size_t len);

/* The same of TCP_INFO, without the state, which is given as seen.h has it. */
json_t *tcp_info_as_json(const void *bytes, size_t len, int *state_out);

#endif
