/* SPDX-License-Identifier: MIT */
/* Why the kernel does not let this process look into another one. */
#ifndef SKT_CLI_INSPECT_LINUX_REFUSAL_H
#define SKT_CLI_INSPECT_LINUX_REFUSAL_H

#include "../../say.h"

/*
 * Says as the end of a sentence why reading the descriptors of the process, or copying one, gave that error: the kernel
 * tells an EPERM or ENOSYS, whichever of its rules it was, so its rules are gone through in its own order.
 */
const char *refusal_reason(int64_t pid, int rc, char out[SAY_MAX]);

#endif
