/* SPDX-License-Identifier: MIT */
/* The progress bar: a line on stderr if that is a terminal, else nothing. There is one at a time. */
#ifndef SKT_CLI_PROGRESS_H
#define SKT_CLI_PROGRESS_H

#include <skt/skt.h>

/*
 * Starts a bar for `total` bytes of which `done` need not be transferred, in place of the previous one. `doing` follows
 * the label: " checking", or "" for a transfer. It is drawn when there is progress.
 */
#define PROGRESS_ENDLESS UINT64_MAX /* the total is unknown */
void progress_begin(const char *label, const char *doing, uint64_t done, uint64_t total);

/* Adds transferred bytes, 0 to update the time. Draws unless the last drawing is recent. */
void progress_add(uint64_t bytes);

/* When to call progress_add(0) at the latest to update the time; SKT_NEVER without a bar. */
skt_deadline progress_due(void);

/* Draws the bar for the last time and leaves it on the terminal. */
void progress_end(void);

/* Removes the bar after a failure. */
void progress_drop(void);

#endif
