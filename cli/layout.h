/* SPDX-License-Identifier: MIT */
/* Text in lines as long as the terminal is wide, and the parts of what the tables say in prose. */
#ifndef SKT_CLI_LAYOUT_H
#define SKT_CLI_LAYOUT_H

#include "say.h"

/* The columns of lines that go to no terminal. */
#define LAYOUT_WIDTH 100

/* How many columns stdout has; `otherwise` where it is no terminal. */
size_t layout_width(size_t otherwise);

typedef enum layout_style { LAYOUT_STRONG, LAYOUT_GOOD, LAYOUT_BAD, LAYOUT_WEAK } layout_style;

/* The text that begins a style on stdout, and the one that ends it: empty without a terminal, with NO_COLOR, or where
   TERM is "dumb". */
const char *layout_begin(layout_style style);
const char *layout_end(void);

/* The text that clears the terminal and goes to its top: empty where stdout is none, or where TERM is "dumb". */
const char *layout_clear(void);

/* The texts that give the terminal a screen of its own, and take that away again with all that is on it; empty likewise. */
const char *layout_aside(void);
const char *layout_back(void);

/* Writes the words of a text to lines of `width` columns and ends the last one. `at` columns of the first line are
   written already; the others begin with `indent` blanks. */
void layout_fill(os_stream to, const char *text, size_t len, size_t at, size_t indent, size_t width);

/* A paragraph to be filled, or a line to be shown as it is, as those are that begin with two blanks. */
typedef struct layout_block {
    const char *text; /* without its indentation and its end */
    size_t len;
    bool is_line;
    bool is_example; /* a line that calls the tool */
} layout_block;

/* The next block of a text; false at its end. */
bool layout_next(const char **text_io, layout_block *out);

/* The next block that is an example, or the next that is none. */
bool layout_next_of(const char **text_io, bool examples, layout_block *out);

/* Writes to stdout the blocks of a text that are examples, or those that are none. */
void layout_blocks(const char *text, bool examples, size_t width);

#endif
