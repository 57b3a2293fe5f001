/* SPDX-License-Identifier: MIT */
/* Texts about options. */
#ifndef SKT_CLI_OPTION_INFO_H
#define SKT_CLI_OPTION_INFO_H

#include <skt/skt.h>

/* "duration". */
const char *option_kind_name(const skt_option_info *info);

/* "IPPROTO_TCP"; for levels that are no protocol, SOL_ and the first word of the options: "SOL_NETLINK". */
#define OPTION_LEVEL_MAX 40
const char *option_level_name(const skt_option_info *info, char out[OPTION_LEVEL_MAX]);

/* Whether the name matches the pattern: * for any text, ? for one character; ignores case and SKT_. */
bool option_matches(const char *pattern, const char *name);

/* Reads a duration as the library prints it, "20ms"; false for other texts, such as "forever" and "off". */
bool option_nanoseconds(const char *text, int64_t *out);

#endif
