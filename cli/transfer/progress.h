/* SPDX-License-Identifier: MIT */
/* The progress bar: one line on stderr where that is a terminal, nothing elsewhere. There is one at a time. */
#ifndef SKT_CLI_PROGRESS_H
#define SKT_CLI_PROGRESS_H

#include <skt/skt.h>

/*
 * Starts a bar for `total` bytes of which `done` need not be moved, in place of the one before. `doing` stands behind the
 * label: " checking", or "" for bytes that move. It is drawn when something has moved.
 */
#define PROGRESS_ENDLESS UINT64_MAX /* nobody knows how many there will be */
void progress_begin(const char *label, const char *doing, uint64_t done, uint64_t total);

/* More bytes have moved, 0 to let the time go on. Draws if the last drawing is old enough. */
void progress_add(uint64_t bytes);

/* When progress_add(0) shall be called at the latest, so that who waits sees the time go on; SKT_NEVER without a bar. */
skt_deadline progress_due(void);

/* All is done: draws it a last time and leaves it there. */
void progress_end(void);

/* Something went wrong: takes the bar away for good. */
void progress_drop(void);

#endif
