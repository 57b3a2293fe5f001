/* SPDX-License-Identifier: MIT */
/* Why the kernel refuses access to another process. */
#ifndef SKT_CLI_INSPECT_LINUX_REFUSAL_H
#define SKT_CLI_INSPECT_LINUX_REFUSAL_H

#include "../../say.h"

/*
 * Explains, as the end of a sentence, an error of reading or copying the descriptors of the process. The kernel returns
 * the same EPERM or ENOSYS for several rules, so this checks the rules in the kernel's order.
 */
const char *refusal_reason(int64_t pid, int rc, char out[SAY_MAX]);

#endif
