/* SPDX-License-Identifier: MIT */
/* What the commands that show options say of one. */
#ifndef SKT_CLI_OPTION_INFO_H
#define SKT_CLI_OPTION_INFO_H

#include <skt/skt.h>

/* "duration". */
const char *option_kind_name(const skt_option_info *info);

/* "IPPROTO_TCP"; where a level has no name of a protocol, the first word of its options: "SOL_NETLINK". */
#define OPTION_LEVEL_MAX 40
const char *option_level_name(const skt_option_info *info, char out[OPTION_LEVEL_MAX]);

/* Whether the name is like the pattern: * for anything, ? for one character, letters of any case, SKT_ or not. */
bool option_matches(const char *pattern, const char *name);

/* The nanoseconds of "20ms", as the library writes a span of time; false for what is none: "forever", "off". */
bool option_nanoseconds(const char *text, int64_t *out);

#endif
