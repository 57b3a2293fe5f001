/* SPDX-License-Identifier: MIT */
/* A whole number on the command line. */
#ifndef SKT_CLI_PATH_NUMBER_H
#define SKT_CLI_PATH_NUMBER_H

#include "../command.h"

#include <stdint.h>

/*
 * Reads the value of a flag, from least to most; `*out` stays as it is where the flag was not given. Complains.
 * A status.
 */
int number_read(const arguments *given, const command_flag *flags, size_t flag, uint32_t least, uint32_t most,
                uint32_t *out);

#endif
