/* SPDX-License-Identifier: MIT */
/* How what comes is written to standard output: as it is, safe for a terminal, as lines, in hex, with its time. */
#ifndef SKT_CLI_DISPLAY_H
#define SKT_CLI_DISPLAY_H

#include <skt/skt.h>

typedef struct display_form {
    bool hex;        /* rows of 16 bytes */
    bool lines;      /* each message is a line; of streams only whole lines are written */
    bool timestamps; /* each line begins with the time */
    bool messages;   /* what is written at once is a message */
} display_form;

/* What is kept from one piece to the next. {0} to begin with. */
typedef struct display {
    display_form form;
    bool terminal;    /* controls of a terminal become '?' */
    bool within_line; /* the last byte that was written is no line's end */
    uint64_t offset;  /* of hex */
    char kept[4096];  /* the beginning of a line, or of a character */
    size_t kept_len;
} display;

/* Whether it is no more than the bytes as they are. */
bool display_is_plain(const display *s);

/* Writes a piece. 0 or an error. */
int display_write(display *s, const char *data, size_t len);

/* Writes what is kept. 0 or an error. */
int display_end(display *s);

#endif
