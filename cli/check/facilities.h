/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_FACILITIES_H
#define SKT_CLI_CHECK_FACILITIES_H

/* Tries what the library does besides moving data. */
void check_facilities(void);

#endif
