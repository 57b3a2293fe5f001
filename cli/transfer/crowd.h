/* SPDX-License-Identifier: MIT */
/* Many senders at once in one line on stderr, where that is a terminal: how many there are and what they move together. */
#ifndef SKT_CLI_CROWD_H
#define SKT_CLI_CROWD_H

#include <skt/skt.h>

/* From now on there is the line, in place of bars. What follows may be called by any thread, and does nothing without it. */
void crowd_begin(void);
bool crowd_is_shown(void);

/* A sender more, or one less; with the last one the line goes. */
void crowd_join(void);
void crowd_leave(void);

/* So many bytes have come. */
void crowd_add(uint64_t bytes);

/* Draws, if the last drawing is old enough; and when that shall be called at the latest. */
void crowd_draw(void);
skt_deadline crowd_due(void);

/* Takes the line off the terminal, so that something else can be written; it is drawn again later. */
void crowd_clear(void);

#endif
