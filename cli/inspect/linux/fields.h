/* SPDX-License-Identifier: MIT */
/* Options that are structures, as JSON. */
#ifndef SKT_CLI_INSPECT_LINUX_FIELDS_H
#define SKT_CLI_INSPECT_LINUX_FIELDS_H

#include <skt/skt.h>

#include <jansson.h>

/*
 * A structure as JSON, with as many fields as the kernel returned. The names are those of skt_option_bytes_text, with
 * the unit as suffix. Fields whose value is "none" are left out.
 */
json_t *fields_as_json(skt_option option, const void *bytes, size_t len);

/* The same for TCP_INFO. The state is not in the object; *state_out has it as in seen.h. */
json_t *tcp_info_as_json(const void *bytes, size_t len, int *state_out);

#endif
