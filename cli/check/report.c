/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "../json.h"
#include "../layout.h"
#include "why.h"

#include <stdio.h>
#include <string.h>

/* The column of verdicts, and the least width of the terminal for that. */
#define MARGIN      35
#define LEAST_WIDTH (MARGIN + 25)

static const struct {
    const char *words;
    const char *name; /* in JSON */
    layout_style style;
} verdicts[CHECK_VERDICTS] = {
    [CHECK_WORKS] = {"works", "works", LAYOUT_GOOD},
    [CHECK_OFFERED] = {"offered", "offered", LAYOUT_WEAK},
    [CHECK_ABSENT] = {"not on this system", "absent", LAYOUT_WEAK},
    [CHECK_DENIED] = {"no permission", "denied", LAYOUT_STRONG},
    [CHECK_RESTRICTED] = {"restricted", "restricted", LAYOUT_STRONG},
    [CHECK_FAILED] = {"FAILED", "failed", LAYOUT_BAD},
};

static struct {
    const char *group;
    json_t *rows; /* NULL when the report is text */
    bool with_why;
    size_t width;
    unsigned counts[CHECK_VERDICTS];
} report;

void report_begin(bool as_json, bool with_why)
{
    if (as_json) report.rows = json_array();
    report.with_why = with_why;
    report.width = layout_width(SIZE_MAX);
}

void report_group(const char *name)
{
    report.group = name;
    if (report.rows == NULL) print(OS_STDOUT, "%s\n", name);
}

static void add_row(const char *name, const outcome *o, const why *because)
{
    const char *error = o->rc < 0 ? skt_error_name(o->rc) : NULL;
    bool works = o->verdict == CHECK_WORKS;
    json_array_append_new(report.rows,
                          json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s*, s:s*}", "group", report.group, "name", name,
                                    "verdict", verdicts[o->verdict].name, "detail", o->detail, "error", error, "cause",
                                    works ? NULL : because->cause, "remedy", works ? NULL : because->remedy));
}

static void print_fact(const char *name, const char *text)
{
    print(OS_STDOUT, "    %-6s", name);
    layout_fill(OS_STDOUT, text, strlen(text), 10, 10, report.width);
}

static void print_row(const char *name, const outcome *o, const why *because)
{
    char text[SAY_MAX + 40];
    bool beside = report.width >= LEAST_WIDTH;
    size_t margin = beside ? MARGIN : 4;
    snprintf(text, sizeof text, o->detail[0] ? "%s (%s)" : "%s", verdicts[o->verdict].words, o->detail);
    print(OS_STDOUT, beside ? "  %-32s %s" : "  %s\n    %s", name, layout_begin(verdicts[o->verdict].style));
    layout_fill(OS_STDOUT, text, strlen(text), margin, margin, report.width);
    print_text(OS_STDOUT, layout_end());
    if (!report.with_why) return;
    print_fact("cause", because->cause);
    print_fact("do", because->remedy);
}

void report_line(const char *name, outcome o)
{
    why because;
    report.counts[o.verdict]++;
    why_find(name, &o, &because);
    if (report.rows)
        add_row(name, &o, &because);
    else if (!report.with_why || o.verdict != CHECK_WORKS)
        print_row(name, &o, &because);
}

static int print_summary(void)
{
    char text[SAY_MAX];
    size_t used = 0;
    for (size_t i = 0; i < CHECK_VERDICTS; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%u %s", i ? ", " : "", report.counts[i],
                                 verdicts[i].words);
    layout_fill(OS_STDOUT, text, used, 0, 0, report.width);
    return STATUS_OK;
}

static int print_as_json(void)
{
    json_t *counts = json_object();
    for (size_t i = 0; i < CHECK_VERDICTS; i++)
        json_object_set_new(counts, verdicts[i].name, json_integer(report.counts[i]));
    return print_json(json_pack("{s:s, s:s, s:o, s:o}", "schema", "skt.check/1", "version", skt_version(), "counts",
                                counts, "checks", report.rows));
}

int report_end(void)
{
    int status = report.rows ? print_as_json() : print_summary();
    return report.counts[CHECK_FAILED] ? STATUS_FAILED : status;
}
