/* SPDX-License-Identifier: MIT */
#include "say.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool lost;
static void (*make_room)(void);

void say_first(void (*call)(void))
{
    make_room = call;
}

void say_over(const char *line)
{
    int width = os_terminal_width() - 1;
    print(OS_STDERR, "\r%-*.*s", width, width, line);
}

void say_wipe(void)
{
    print(OS_STDERR, "\r%*s\r", os_terminal_width() - 1, "");
}

void append(char *out, size_t size, const char *format, ...)
{
    size_t used = strlen(out);
    va_list values;
    va_start(values, format);
    if (used < size) vsnprintf(out + used, size - used, format, values);
    va_end(values);
}

bool print_is_complete(void)
{
    return !lost;
}

SAY_PRINTF(1, 0) static void say(const char *format, va_list values)
{
    char text[PRINT_MAX - 8], line[PRINT_MAX];
    vsnprintf(text, sizeof text, format, values);
    int len = snprintf(line, sizeof line, "skt: %s\n", text);
    if (make_room != NULL) make_room();
    os_write(OS_STDERR, line, (size_t)len);
}

int complain(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    say(format, values);
    va_end(values);
    return STATUS_FAILED;
}

int complain_of_usage(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    say(format, values);
    va_end(values);
    return STATUS_USAGE;
}

int complain_of(const char *subject, int rc)
{
    char text[SAY_MAX];
    if (rc == SKT_EINTR && os_interrupt_status()) {
        complain("interrupted");
        return os_interrupt_status();
    }
    return complain("%s: %s", subject, explain(rc, text));
}

const char *explain(int rc, char out[SAY_MAX])
{
    char sentence[SAY_MAX - 40];
    const char *name = skt_error_name(rc);
    skt_error_text(rc, sentence, sizeof sentence);
    snprintf(out, SAY_MAX, "%s%s%s", name ? name : "", name ? ": " : "", sentence);
    return out;
}

void print_text(os_stream to, const char *text)
{
    char why[SAY_MAX];
    if (to == OS_STDOUT && lost) return;
    int rc = os_write(to, text, strlen(text));
    if (rc == 0 || to != OS_STDOUT) return;
    lost = true;
    complain("cannot write the output: %s", explain(rc, why));
}

void print(os_stream to, const char *format, ...)
{
    char text[PRINT_MAX];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    print_text(to, text);
}

/*
 * Characters that a terminal interprets instead of showing them: controls, line and paragraph separators, and those
 * that change the direction of text or are invisible.
 */
static bool plays_tricks(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } tricks[] = {{0, 0x1f},        {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
                  {0x180e, 0x180e}, {0x200b, 0x200b}, {0x200e, 0x200f}, {0x2028, 0x202e},
                  {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++)
        if (point >= tricks[i].first && point <= tricks[i].last) return true;
    return false;
}

/* The length of the UTF-8 character at `text`; 0 if it is invalid: truncated, overlong, a surrogate or too large. */
static size_t decode(const unsigned char *text, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = text[0] < 0x80   ? 1
                 : text[0] < 0xc0 ? 0
                 : text[0] < 0xe0 ? 2
                 : text[0] < 0xf0 ? 3
                 : text[0] < 0xf8 ? 4
                                  : 0;
    if (len == 0) return 0;
    *out = len == 1 ? text[0] : text[0] & (0x7fU >> len);
    for (size_t i = 1; i < len; i++) {
        if ((text[i] & 0xc0) != 0x80) return 0;
        *out = *out << 6 | (text[i] & 0x3f);
    }
    bool surrogate = *out >= 0xd800 && *out <= 0xdfff;
    return *out < least[len] || surrogate || *out > 0x10ffff ? 0 : len;
}

size_t printable_bytes(const char *text)
{
    uint32_t point;
    size_t len = decode((const unsigned char *)text, &point);
    return len > 0 && plays_tricks(point) ? 0 : len;
}

const char *printable(const char *text, char out[SAY_MAX])
{
    size_t used = 0;
    while (*text != '\0' && used + 4 < SAY_MAX) {
        uint32_t point;
        size_t all = decode((const unsigned char *)text, &point), len = printable_bytes(text);
        if (len == 0)
            out[used++] = '?';
        else
            memcpy(out + used, text, len);
        used += len;
        text += all ? all : 1;
    }
    out[used] = '\0';
    return out;
}

const char *bytes_text(uint64_t count, char out[SAY_MAX])
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    size_t unit = 0;
    double value = (double)count;
    for (; value >= 1024 && unit < 6; unit++) value /= 1024;
    snprintf(out, SAY_MAX, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return out;
}

const char *clock_text(skt_duration span, char out[SAY_MAX])
{
    int64_t seconds = span / SKT_SECONDS(1);
    if (seconds >= 3600)
        snprintf(out, SAY_MAX, "%" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
    else
        snprintf(out, SAY_MAX, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
    return out;
}
