/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "../json.h"

static const char *const words[CHECK_VERDICTS] = {
    [CHECK_WORKS] = "works",          [CHECK_OFFERED] = "offered",       [CHECK_ABSENT] = "not on this system",
    [CHECK_DENIED] = "no permission", [CHECK_RESTRICTED] = "restricted", [CHECK_FAILED] = "FAILED",
};

static struct {
    const char *group;
    json_t *rows; /* NULL when the report is text */
    unsigned counts[CHECK_VERDICTS];
} report;

void report_begin(bool as_json)
{
    if (as_json) report.rows = json_array();
}

void report_group(const char *name)
{
    report.group = name;
    if (report.rows == NULL) print(OS_STDOUT, "%s\n", name);
}

void report_line(const char *name, outcome o)
{
    report.counts[o.verdict]++;
    if (report.rows)
        json_array_append_new(report.rows, json_pack("{s:s, s:s, s:s, s:s}", "group", report.group, "name", name,
                                                     "verdict", words[o.verdict], "detail", o.detail));
    else if (o.detail[0])
        print(OS_STDOUT, "  %-32s %s (%s)\n", name, words[o.verdict], o.detail);
    else
        print(OS_STDOUT, "  %-32s %s\n", name, words[o.verdict]);
}

static int print_summary(void)
{
    for (size_t i = 0; i < CHECK_VERDICTS; i++) print(OS_STDOUT, "%s%u %s", i ? ", " : "", report.counts[i], words[i]);
    print_text(OS_STDOUT, "\n");
    return STATUS_OK;
}

static int print_as_json(void)
{
    json_t *counts = json_object();
    for (size_t i = 0; i < CHECK_VERDICTS; i++) json_object_set_new(counts, words[i], json_integer(report.counts[i]));
    json_t *all = json_pack("{s:s, s:o, s:o}", "version", skt_version(), "counts", counts, "checks", report.rows);
    return print_json(all);
}

int report_end(void)
{
    int status = report.rows ? print_as_json() : print_summary();
    return report.counts[CHECK_FAILED] ? STATUS_FAILED : status;
}
