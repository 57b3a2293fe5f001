/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_OPTIONS_H
#define SKT_CLI_CHECK_OPTIONS_H

/* Reads every option, and sets it on a new socket and reads it again. */
void check_options(void);

#endif
