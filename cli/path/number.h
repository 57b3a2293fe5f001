/* SPDX-License-Identifier: MIT */
/* Whole numbers on the command line. */
#ifndef SKT_CLI_PATH_NUMBER_H
#define SKT_CLI_PATH_NUMBER_H

#include "../command.h"

#include <stdint.h>

/*
 * Reads the value of a flag, from least to most; leaves `*out` alone if the flag was not given. Prints a message on
 * error. A status.
 */
int number_read(const arguments *given, const command_flag *flags, size_t flag, uint32_t least, uint32_t most,
                uint32_t *out);

#endif
