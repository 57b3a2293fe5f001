/* SPDX-License-Identifier: MIT */
#include "svg.h"

#include "../say.h"
#include "axis.h"
#include "quantity.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The picture: one panel below the other. */
static const int WIDTH = 980, LEFT = 90, RIGHT = 940, TOP = 90, PANEL = 260, GAP = 90;

/* The text of the file; NULL after an allocation failed. */
typedef struct canvas {
    char *text;
    size_t len, room;
} canvas;

SAY_PRINTF(2, 3) static void add(canvas *c, const char *format, ...)
{
    va_list values;
    if (c->text == NULL) return;
    if (c->room - c->len < PRINT_MAX) {
        char *larger = realloc(c->text, 2 * c->room);
        if (larger == NULL) {
            free(c->text);
            c->text = NULL;
            return;
        }
        c->text = larger;
        c->room *= 2;
    }
    va_start(values, format);
    int len = vsnprintf(c->text + c->len, PRINT_MAX, format, values);
    va_end(values);
    c->len += len < PRINT_MAX ? (size_t)len : PRINT_MAX - 1;
}

static void add_escaped(canvas *c, const char *text)
{
    char shown[SAY_MAX];
    for (const char *at = printable(text, shown); *at != '\0'; at++) {
        if (*at == '<' || *at == '>' || *at == '&')
            add(c, "&#%d;", *at);
        else
            add(c, "%c", *at);
    }
}

/* Colours that are distinct on white and on black. */
static const char head[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
    "font-family=\"sans-serif\" font-size=\"13\">\n<style>\n"
    ":root{--back:#fff;--text:#222;--grid:#ddd;--a:#1565c0;--b:#d84315;--c:#6a6a6a}\n"
    "@media(prefers-color-scheme:dark){:root{--back:#16181c;--text:#ddd;--grid:#3a3d42;--a:#64b5f6;--b:#ff8a65;--c:#"
    "aaa}}\n"
    ".back{fill:var(--back)}text{fill:var(--text)}.grid{stroke:var(--grid)}.axis{stroke:var(--text);fill:none}\n"
    ".a,.b,.c{fill:none;stroke-width:2}.a{stroke:var(--a)}.b{stroke:var(--b)}.c{stroke:var(--c);stroke-dasharray:4 3}\n"
    ".omitted{fill:var(--grid);opacity:.5}\n</style>\n<rect class=\"back\" width=\"%d\" height=\"%d\"/>\n";

typedef const char *(*namer)(double value, char out[QUANTITY_MAX]);

static const char *seconds_text(double seconds, char out[QUANTITY_MAX])
{
    snprintf(out, QUANTITY_MAX, "%.6g s", seconds);
    return out;
}

static bool is_power_of_ten(double value)
{
    double power = log10(value);
    return fabs(power - round(power)) < 1e-9;
}

static void add_up(canvas *c, const axis *y, namer name)
{
    char text[QUANTITY_MAX];
    const bool crowded = y->logarithmic && log10(y->most / y->least) > 5;
    for (size_t i = 0; i < y->mark_count; i++) {
        double at = axis_place(y, y->marks[i]);
        add(c, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n", LEFT, at, RIGHT);
        if (crowded && !is_power_of_ten(y->marks[i])) continue;
        add(c, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", LEFT - 8, at + 4, name(y->marks[i], text));
    }
}

static void add_mark(canvas *c, double at, double bottom, const char *name)
{
    add(c, "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/>", at, bottom - PANEL, bottom);
    add(c, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", at, bottom + 18, name);
}

/* The axes themselves. */
static void add_frame(canvas *c, double bottom, const char *title)
{
    add(c, "<path class=\"axis\" d=\"M%d %.1fV%.1fH%d\"/>", LEFT, bottom - PANEL, bottom, RIGHT);
    add(c, "<text x=\"%d\" y=\"%.1f\" font-weight=\"bold\">%s</text>\n", LEFT, bottom - PANEL - 12, title);
}

/* The name of a curve, the nth from the right. */
static void add_legend(canvas *c, double bottom, int nth, const char *class, const char *name)
{
    double x = RIGHT - 110 * (nth + 1), y = bottom - PANEL - 16;
    add(c, "<path class=\"%s\" d=\"M%.1f %.1fh24\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>\n", class, x, y, x + 30,
        y + 4, name);
}

/* Gets the value that a curve shows from a point. */
typedef double (*part)(const point *p);

static double part_forth(const point *p)
{
    return p->forth;
}

static double part_back(const point *p)
{
    return p->back;
}

static double part_p50(const point *p)
{
    return p->p50;
}

static double part_p99(const point *p)
{
    return p->p99;
}

static double part_most(const point *p)
{
    return p->most;
}

/* A step for each interval. Those without a value, such as those without an answer, are left out. */
static void add_curve(canvas *c, const result *r, const axis *x, const axis *y, part of, const char *class)
{
    char letter = 'M';
    add(c, "<path class=\"%s\" d=\"", class);
    for (size_t i = 0; i < r->point_count; i++) {
        double value = of(&r->points[i]);
        if (y->logarithmic && value <= 0) {
            letter = 'M';
            continue;
        }
        double begin = i > 0 ? r->points[i - 1].seconds : 0;
        add(c, "%c%.1f %.1fH%.1f", letter, axis_place(x, begin), axis_place(y, value),
            axis_place(x, r->points[i].seconds));
        letter = 'L';
    }
    add(c, "\"/>\n");
}

static double largest(const result *r, part of)
{
    double most = 0;
    for (size_t i = 0; i < r->point_count; i++)
        if (of(&r->points[i]) > most) most = of(&r->points[i]);
    return most;
}

static double smallest(const result *r, part of)
{
    double least = 0;
    for (size_t i = 0; i < r->point_count; i++) {
        double value = of(&r->points[i]);
        if (value > 0 && (least == 0 || value < least)) least = value;
    }
    return least;
}

/* The axis of time, with what is omitted in another colour. */
static axis add_time(canvas *c, const result *r, double bottom)
{
    char text[QUANTITY_MAX];
    double end = r->point_count > 0 ? r->points[r->point_count - 1].seconds : 1, omitted = 0;
    axis x = axis_linear(end, LEFT, RIGHT);
    /* Remove marks behind the end of the run. */
    while (x.mark_count > 1 && x.marks[x.mark_count - 1] > end * 1.001) x.mark_count--;
    x.most = end > x.marks[x.mark_count - 1] ? end : x.marks[x.mark_count - 1];
    for (size_t i = 0; i < r->point_count && r->points[i].omitted; i++) omitted = r->points[i].seconds;
    if (omitted > 0)
        add(c, "<rect class=\"omitted\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>\n", LEFT, bottom - PANEL,
            axis_place(&x, omitted) - LEFT, PANEL);
    for (size_t i = 0; i < x.mark_count; i++)
        add_mark(c, axis_place(&x, x.marks[i]), bottom, seconds_text(x.marks[i], text));
    return x;
}

static void add_throughput(canvas *c, const result *r, double bottom)
{
    const uint64_t directions = r->wishes->plan[PLAN_DIRECTIONS];
    double forth = largest(r, part_forth), back = largest(r, part_back);
    axis x = add_time(c, r, bottom), y = axis_linear(forth > back ? forth : back, bottom, bottom - PANEL);
    add_up(c, &y, quantity_bits);
    add_frame(c, bottom, "Throughput over time");
    if (directions & PLAN_FORTH) {
        add_curve(c, r, &x, &y, part_forth, "a");
        add_legend(c, bottom, directions & PLAN_BACK ? 1 : 0, "a", "there");
    }
    if (directions & PLAN_BACK) {
        add_curve(c, r, &x, &y, part_back, "b");
        add_legend(c, bottom, 0, "b", "back");
    }
}

static void add_latency(canvas *c, const result *r, double bottom)
{
    axis x = add_time(c, r, bottom);
    axis y = axis_logarithmic(smallest(r, part_p50), largest(r, part_most), bottom, bottom - PANEL);
    add_up(c, &y, quantity_span);
    add_frame(c, bottom, "Latency over time");
    add_curve(c, r, &x, &y, part_p50, "a");
    add_curve(c, r, &x, &y, part_p99, "b");
    add_curve(c, r, &x, &y, part_most, "c");
    add_legend(c, bottom, 2, "a", "50 %");
    add_legend(c, bottom, 1, "b", "99 %");
    add_legend(c, bottom, 0, "c", "max");
}

/* The number of nines of a percentile: 1 for 90, 2 for 99; at most 5. */
static double nines(double percentile)
{
    return percentile < 99.999 ? -log10(1 - percentile / 100) : 5;
}

static void add_distribution(canvas *c, const result *r, double bottom)
{
    static const struct {
        double percentile;
        const char *name;
    } marks[] = {{0, "0"},         {50, "50 %"},       {90, "90 %"},        {99, "99 %"},
                 {99.9, "99.9 %"}, {99.99, "99.99 %"}, {99.999, "99.999 %"}};
    axis x = {.least = 0, .most = 5, .from = LEFT, .to = RIGHT};
    axis y = axis_logarithmic((double)hdr_min(r->times), (double)hdr_max(r->times), bottom, bottom - PANEL);
    struct hdr_iter iter;
    char letter = 'M';
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        add_mark(c, axis_place(&x, nines(marks[i].percentile)), bottom, marks[i].name);
    add_up(c, &y, quantity_span);
    add_frame(c, bottom, "Distribution: so much of all answers came within");
    add(c, "<path class=\"a\" d=\"");
    hdr_iter_percentile_init(&iter, r->times, 10);
    while (hdr_iter_next(&iter)) {
        double percentile = iter.specifics.percentiles.percentile;
        add(c, "%c%.1f %.1f", letter, axis_place(&x, nines(percentile)),
            axis_place(&y, (double)iter.highest_equivalent_value));
        letter = 'L';
        if (percentile >= 99.999) break;
    }
    add(c, "\"/>\n");
}

static void draw(canvas *c, const result *r)
{
    const bool distribution = r->times != NULL && r->times->total_count > 0;
    const int height = TOP + PANEL + GAP / 2 + (distribution ? PANEL + GAP : 0);
    const uint64_t *plan = r->wishes->plan;
    add(c, head, WIDTH, height, WIDTH, height, WIDTH, height);
    /* An address of so many characters is wider than the picture. */
    const char *squeezed = strlen(r->peer) > 80 ? " textLength=\"850\" lengthAdjust=\"spacingAndGlyphs\"" : "";
    add(c, "<text x=\"%d\" y=\"28\" font-size=\"17\"%s>skt bench ", LEFT, squeezed);
    add_escaped(c, r->peer);
    add(c, "</text>\n<text x=\"%d\" y=\"48\">%s, %d stream%s, %s of %" PRIu64 " bytes</text>\n", LEFT, r->transport,
        (int)plan[PLAN_STREAMS], plan[PLAN_STREAMS] == 1 ? "" : "s", plan[PLAN_PING] ? "requests" : "messages",
        plan[PLAN_SIZE]);
    if (plan[PLAN_PING])
        add_latency(c, r, TOP + PANEL);
    else
        add_throughput(c, r, TOP + PANEL);
    if (distribution) add_distribution(c, r, TOP + 2 * PANEL + GAP);
    add(c, "</svg>\n");
}

int svg_open(const char *path, skt_file *out)
{
    char shown[SAY_MAX];
    uint64_t len;
    int rc = os_open_to_change(path, out, &len);
    if (rc == SKT_ENOENT) rc = os_create(path, out);
    if (rc == 0) rc = os_truncate(*out, 0);
    return rc < 0 ? complain_of(printable(path, shown), rc) : STATUS_OK;
}

int svg_write(const result *r, skt_file file)
{
    canvas c = {.text = malloc(2 * PRINT_MAX), .room = 2 * PRINT_MAX};
    draw(&c, r);
    if (c.text == NULL) return complain("there is no memory for the picture");
    int rc = 0;
    for (size_t done = 0; rc == 0 && done < c.len;) {
        skt_ssize count = os_write_at(file, c.text + done, c.len - done, done);
        if (count < 0)
            rc = (int)count;
        else
            done += (size_t)count;
    }
    free(c.text);
    int closed = os_close(file);
    if (rc == 0) rc = closed;
    return rc < 0 ? complain_of("the picture", rc) : STATUS_OK;
}
