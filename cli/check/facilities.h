/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_FACILITIES_H
#define SKT_CLI_CHECK_FACILITIES_H

/* Tries functions of the library besides sending and receiving. */
void check_facilities(void);

#endif
