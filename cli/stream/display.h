/* SPDX-License-Identifier: MIT */
/* Writing received data to standard output: unchanged, safe for a terminal, as lines, in hex, or with times. */
#ifndef SKT_CLI_DISPLAY_H
#define SKT_CLI_DISPLAY_H

#include <skt/skt.h>

typedef struct display_form {
    bool hex;        /* rows of 16 bytes */
    bool lines;      /* each message becomes a line; of streams only whole lines are written */
    bool timestamps; /* each line begins with the time */
    bool messages;   /* each display_write is a message */
} display_form;

/* The state between calls. Initialize with {0}. */
typedef struct display {
    display_form form;
    bool terminal;    /* replace terminal controls by '?' */
    bool within_line; /* the last byte written was no line end */
    uint64_t offset;  /* of the next row in hex */
    char kept[4096];  /* an incomplete line or character */
    size_t kept_len;
} display;

/* Whether data is written unchanged. */
bool display_is_plain(const display *s);

/* Writes data. Returns 0 or an error. */
int display_write(display *s, const char *data, size_t len);

/* Writes the rest that is kept. Returns 0 or an error. */
int display_end(display *s);

#endif
