/* SPDX-License-Identifier: MIT */
#include "display.h"

#include "../os.h"
#include "../say.h"
#include "../stdio.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define ROW 16

bool display_is_plain(const display *s)
{
    return !s->terminal && !s->form.hex && !s->form.lines && !s->form.timestamps;
}

/* "2026-01-31 23:59:59.123456 ", in local time. */
static size_t time_text(char out[40])
{
    int64_t now = stdio_time();
    time_t seconds = (time_t)(now / 1000000);
    const struct tm *parts = localtime(&seconds);
    if (parts == NULL) return 0;
    size_t len = strftime(out, 40, "%Y-%m-%d %H:%M:%S", parts);
    return len + (size_t)snprintf(out + len, 40 - len, ".%06d ", (int)(now % 1000000));
}

static int write_row(display *s, const unsigned char *bytes, size_t len)
{
    char line[160];
    size_t at = s->form.timestamps ? time_text(line) : 0;
    at += (size_t)snprintf(line + at, sizeof line - at, "%08llx ", (unsigned long long)s->offset);
    for (size_t i = 0; i < ROW; i++)
        at += (size_t)snprintf(line + at, sizeof line - at, i < len ? "%s%02x" : "%s  ", i == ROW / 2 ? "  " : " ",
                               i < len ? bytes[i] : 0);
    at += (size_t)snprintf(line + at, sizeof line - at, "  |");
    for (size_t i = 0; i < len; i++) line[at++] = bytes[i] >= ' ' && bytes[i] < 0x7f ? (char)bytes[i] : '.';
    line[at++] = '|';
    line[at++] = '\n';
    s->offset += len;
    return os_write(OS_STDOUT, line, at);
}

static int write_hex(display *s, const char *data, size_t len)
{
    int rc = 0;
    if (s->form.messages) s->offset = 0;
    for (size_t at = 0; rc == 0 && at < len; at += ROW)
        rc = write_row(s, (const unsigned char *)data + at, len - at < ROW ? len - at : ROW);
    return rc;
}

/* Replaces characters in a line or part of one that a terminal would interpret. `data[len]` must be 0. */
static size_t make_safe(char *data, size_t len)
{
    size_t used = 0;
    for (size_t at = 0; at < len;) {
        bool plain = data[at] == '\n' || data[at] == '\t';
        size_t bytes = plain ? 1 : printable_bytes(data + at);
        if (bytes == 0 || at + bytes > len) {
            data[used++] = data[at] == '\r' && at + 1 < len && data[at + 1] == '\n' ? '\n' : '?';
            at += data[at] == '\r' && at + 1 < len && data[at + 1] == '\n' ? 2 : 1;
            continue;
        }
        memmove(data + used, data + at, bytes);
        used += bytes;
        at += bytes;
    }
    return used;
}

/* Writes a line or a part of one, with the time at the start of a line. */
static int write_part(display *s, char *data, size_t len)
{
    char stamp[40];
    int rc = 0;
    if (s->form.timestamps && !s->within_line) rc = os_write(OS_STDOUT, stamp, time_text(stamp));
    if (s->terminal) len = make_safe(data, len);
    if (rc == 0) rc = os_write(OS_STDOUT, data, len);
    s->within_line = len == 0 || data[len - 1] != '\n';
    return rc;
}

/* The number of bytes at the end that may begin a character whose other bytes have not arrived yet. */
static size_t unfinished(const char *data, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char c = (unsigned char)data[len - back];
        if (c < 0x80) return 0;
        if (c < 0xc0) continue;
        size_t wanted = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        return wanted > back ? back : 0;
    }
    return 0;
}

/* Writes complete data from the buffer: up to the last line end, or all but an incomplete character. */
static int write_whole(display *s)
{
    for (;;) {
        const char *end = memchr(s->kept, '\n', s->kept_len);
        bool full = s->kept_len == sizeof s->kept - 1;
        size_t len = end ? (size_t)(end - s->kept) + 1 : s->kept_len - unfinished(s->kept, s->kept_len);
        if (end == NULL && s->form.lines && !full) return 0;
        if (len == 0) return 0;
        char line[sizeof s->kept];
        memcpy(line, s->kept, len);
        line[len] = '\0';
        memmove(s->kept, s->kept + len, s->kept_len - len);
        s->kept_len -= len;
        int rc = write_part(s, line, len);
        if (rc < 0) return rc;
    }
}

int display_end(display *s)
{
    char line[sizeof s->kept];
    size_t len = s->kept_len;
    memcpy(line, s->kept, len);
    line[len] = '\0';
    s->kept_len = 0;
    int rc = len > 0 ? write_part(s, line, len) : 0;
    bool open = s->within_line && s->form.messages;
    if (rc == 0 && open) rc = os_write(OS_STDOUT, "\n", 1);
    s->within_line = false;
    return rc;
}

int display_write(display *s, const char *data, size_t len)
{
    if (display_is_plain(s)) return os_write(OS_STDOUT, data, len);
    if (s->form.hex) return write_hex(s, data, len);
    bool whole_line = s->form.messages && s->form.lines, empty = len == 0;
    int rc = 0;
    while (rc == 0 && len > 0) {
        size_t room = sizeof s->kept - 1 - s->kept_len, some = len < room ? len : room;
        memcpy(s->kept + s->kept_len, data, some);
        s->kept_len += some;
        data += some;
        len -= some;
        rc = write_whole(s);
    }
    if (rc < 0 || !whole_line) return rc;
    char end[] = "\n";
    return empty ? write_part(s, end, 1) : display_end(s);
}
