/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include "../say.h"
#include "crowd.h"
#include "rate.h"

#include <stdio.h>
#include <string.h>

#define LABEL_WIDTH 24
#define MOST_CELLS  40
#define REDRAW      SKT_MILLISECONDS(200)
#define LONGEST     360000.0 /* seconds; a longer remaining time is not shown */

static struct {
    bool active;
    bool drawn;
    char label[SAY_MAX];
    const char *doing;
    uint64_t total, skipped, done;
    skt_deadline begun, last;
    uint64_t done_at_last;
    double rate; /* bytes per second, smoothed */
} bar;

/* Clears the bar on the terminal before other output; it may be drawn again. */
static void clear(void)
{
    if (!bar.drawn) return;
    say_wipe();
    bar.drawn = false;
}

void progress_begin(const char *label, const char *doing, uint64_t done, uint64_t total)
{
    clear();
    memset(&bar, 0, sizeof bar);
    bar.doing = doing;
    bar.active = os_has_terminal();
    printable(label, bar.label);
    bar.total = total;
    bar.skipped = bar.done = bar.done_at_last = done;
    bar.begun = bar.last = skt_now();
    say_first(clear);
}

static double seconds(skt_duration span)
{
    return (double)span / 1e9;
}

/* The end of the label, as much as fits, in whole UTF-8 characters. */
static const char *short_label(void)
{
    const char *label = bar.label;
    size_t len = strlen(label);
    if (len > LABEL_WIDTH) label += len - LABEL_WIDTH;
    while (((unsigned char)*label & 0xc0) == 0x80) label++;
    return label;
}

/* Draws the bar of a transfer of unknown length. */
static void draw_endless(void)
{
    char done[SAY_MAX], rate[SAY_MAX], line[3 * SAY_MAX];
    snprintf(line, sizeof line, "%s %s %s/s", short_label(), bytes_text(bar.done, done),
             bytes_text((uint64_t)bar.rate, rate));
    say_over(line);
    bar.drawn = true;
}

/* Draws the bar as wide as the terminal, with the remaining time, or at the end with the time that it took. */
static void draw(bool at_end)
{
    char done[SAY_MAX], rate[SAY_MAX], time[SAY_MAX] = "?", line[3 * SAY_MAX], cells[MOST_CELLS + 1];
    if (bar.total == PROGRESS_ENDLESS) {
        draw_endless();
        return;
    }
    double share = bar.total ? (double)bar.done / (double)bar.total : 1;
    double span =
        at_end ? seconds(bar.last.nanoseconds - bar.begun.nanoseconds) : (double)(bar.total - bar.done) / bar.rate;
    if (span < LONGEST) clock_text((skt_duration)(span * 1e9), time);
    int len = snprintf(line, sizeof line, "%s%s %3d%% %s %s/s %s%s", short_label(), bar.doing, (int)(share * 100),
                       bytes_text(bar.done, done), bytes_text((uint64_t)bar.rate, rate), time, at_end ? "" : " left");

    int width = os_terminal_width();
    int room = width - len - 4;
    int count = room > MOST_CELLS ? MOST_CELLS : room > 0 ? room : 0;
    memset(cells, '.', sizeof cells);
    memset(cells, '#', (size_t)(share * count));
    cells[count] = '\0';
    /* Spaces cover the last drawing, since not every terminal can erase. Bytes are counted, of which the label may have
       more than columns: as many more each time. */
    int used = (len < width ? len : width - 1) + (count ? count + 3 : 0);
    print(OS_STDERR, "\r%.*s%s%s%s%*s", width - 1, line, count ? " [" : "", cells, count ? "]" : "", width - 1 - used,
          "");
    bar.drawn = true;
}

void progress_add(uint64_t bytes)
{
    /* Without a bar there may be several threads. */
    if (!bar.active) {
        crowd_draw();
        return;
    }
    bar.done += bytes;
    if (bar.done == bar.skipped) return;
    skt_deadline now = skt_now();
    skt_duration since = now.nanoseconds - bar.last.nanoseconds;
    if (since < SKT_MILLISECONDS(100)) return;

    bar.rate = rate_after(bar.rate, bar.done - bar.done_at_last, since);
    bar.last = now;
    bar.done_at_last = bar.done;
    draw(false);
}

skt_deadline progress_due(void)
{
    if (crowd_is_shown()) return crowd_due();
    if (!bar.active || bar.done == bar.skipped) return SKT_NEVER;
    return (skt_deadline){bar.last.nanoseconds + REDRAW};
}

void progress_end(void)
{
    if (!bar.active) return;
    bar.active = false;
    bar.last = skt_now();
    bar.rate = bar.last.nanoseconds > bar.begun.nanoseconds
                   ? (double)(bar.done - bar.skipped) / seconds(bar.last.nanoseconds - bar.begun.nanoseconds)
                   : 0;
    draw(true);
    print_text(OS_STDERR, "\n");
    bar.drawn = false;
}

void progress_drop(void)
{
    if (!bar.active) return;
    clear();
    bar.active = false;
}
