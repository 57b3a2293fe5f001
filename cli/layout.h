/* SPDX-License-Identifier: MIT */
/* Filling text to the width of the terminal, and splitting the prose of the tables into blocks. */
#ifndef SKT_CLI_LAYOUT_H
#define SKT_CLI_LAYOUT_H

#include "say.h"

/* The width of lines if stdout is no terminal. */
#define LAYOUT_WIDTH 100

/* The width of stdout; `otherwise` if it is no terminal. */
size_t layout_width(size_t otherwise);

typedef enum layout_style { LAYOUT_STRONG, LAYOUT_GOOD, LAYOUT_BAD, LAYOUT_WEAK } layout_style;

/* The escape sequences that begin and end a style on stdout: empty without a terminal, with NO_COLOR, or if TERM is
   "dumb". */
const char *layout_begin(layout_style style);
const char *layout_end(void);

/* The escape sequence that clears the terminal: empty if stdout is no terminal or TERM is "dumb". */
const char *layout_clear(void);

/* The texts that give the terminal a screen of its own, and take that away again with all that is on it; empty likewise. */
const char *layout_aside(void);
const char *layout_back(void);

/* Writes the words of a text to lines of `width` columns and ends the last one. `at` columns of the first line are
   written already; the others begin with `indent` blanks. */
void layout_fill(os_stream to, const char *text, size_t len, size_t at, size_t indent, size_t width);

/* A paragraph to be filled, or a line that begins with two blanks, which is shown as it is. */
typedef struct layout_block {
    const char *text; /* without indentation and line end */
    size_t len;
    bool is_line;
    bool is_example; /* a line that calls the tool */
} layout_block;

/* The next block of a text; false at its end. */
bool layout_next(const char **text_io, layout_block *out);

/* The next block that is an example, or with false the next one that is not. */
bool layout_next_of(const char **text_io, bool examples, layout_block *out);

/* Prints the blocks of a text that are examples, or with false all others. */
void layout_blocks(const char *text, bool examples, size_t width);

#endif
