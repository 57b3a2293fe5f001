/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <stdlib.h>
#include <string.h>

#define INDENT     "  "
#define INDENT_LEN 2

size_t layout_width(size_t otherwise)
{
    return os_is_terminal(OS_STDOUT) ? (size_t)os_terminal_width() : otherwise;
}

static bool obeys_escapes(void)
{
    const char *terminal = getenv("TERM");
    return os_is_terminal(OS_STDOUT) && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static bool has_styles(void)
{
    const char *no_colour = getenv("NO_COLOR");
    return obeys_escapes() && (no_colour == NULL || no_colour[0] == '\0');
}

const char *layout_begin(layout_style style)
{
    static const char *const begins[] = {
        [LAYOUT_STRONG] = "\x1b[1m", [LAYOUT_GOOD] = "\x1b[32m", [LAYOUT_BAD] = "\x1b[31m", [LAYOUT_WEAK] = "\x1b[2m"};
    return has_styles() ? begins[style] : "";
}

const char *layout_end(void)
{
    return has_styles() ? "\x1b[0m" : "";
}

const char *layout_clear(void)
{
    return obeys_escapes() ? "\x1b[H\x1b[2J" : "";
}

const char *layout_aside(void)
{
    return obeys_escapes() ? "\x1b[?1049h" : "";
}

const char *layout_back(void)
{
    return obeys_escapes() ? "\x1b[?1049l" : "";
}

void layout_fill(os_stream to, const char *text, size_t len, size_t at, size_t indent, size_t width)
{
    const char *end = text + len;
    const size_t most = width > indent ? width - indent : 1; /* longer words continue in the next line */
    bool begun = false;
    while (text < end) {
        size_t blanks = strspn(text, " \n"), word = strcspn(text + blanks, " \n");
        text += blanks;
        if (text >= end) break;
        if (word > (size_t)(end - text)) word = (size_t)(end - text);
        if (word > most) word = most;
        if (begun && at + 1 + word > width) {
            print(to, "\n%*s", (int)indent, "");
            at = indent;
        } else if (begun) {
            print_text(to, " ");
            at++;
        }
        print(to, "%.*s", (int)word, text);
        at += word;
        text += word;
        begun = true;
    }
    print_text(to, "\n");
}

bool layout_next(const char **text_io, layout_block *out)
{
    const char *text = *text_io + strspn(*text_io, "\n");
    if (*text == '\0') return false;
    *out = (layout_block){.is_line = strncmp(text, INDENT, INDENT_LEN) == 0};
    if (out->is_line) text += INDENT_LEN;
    out->text = text;
    out->is_example = out->is_line && strncmp(text, "skt ", 4) == 0;
    const char *end = text + strcspn(text, "\n");
    /* A paragraph ends at an empty line or at one that is shown as it is. */
    while (!out->is_line && *end == '\n' && end[1] != '\0' && end[1] != '\n' && end[1] != ' ')
        end += 1 + strcspn(end + 1, "\n");
    out->len = (size_t)(end - text);
    *text_io = end;
    return true;
}

bool layout_next_of(const char **text_io, bool examples, layout_block *out)
{
    while (layout_next(text_io, out))
        if (out->is_example == examples) return true;
    return false;
}

void layout_blocks(const char *text, bool examples, size_t width)
{
    layout_block block;
    while (layout_next_of(&text, examples, &block)) {
        if (!block.is_line) {
            layout_fill(OS_STDOUT, block.text, block.len, 0, 0, width);
        } else if (block.len + INDENT_LEN <= width) {
            print(OS_STDOUT, INDENT "%.*s\n", (int)block.len, block.text);
        } else {
            print_text(OS_STDOUT, INDENT);
            layout_fill(OS_STDOUT, block.text, block.len, INDENT_LEN, 2 * INDENT_LEN, width);
        }
    }
}
