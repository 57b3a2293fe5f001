/* SPDX-License-Identifier: MIT */
/* skt check: tries everything on this machine and reports one line for each. */
#include "check.h"

#include "command.h"
#include "json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FLAG_JSON, FLAG_VSOCK };

const command_flag check_flags[] = {
    [FLAG_JSON] = {"json", 0, NULL, "as JSON"},
    [FLAG_VSOCK] = {"vsock", 0, NULL, "also connect over vsock to this machine's own context, 1"},
    {0},
};

static const char *const words[CHECK_VERDICTS] = {
    [CHECK_WORKS] = "works",          [CHECK_OFFERED] = "offered", [CHECK_ABSENT] = "not on this system",
    [CHECK_DENIED] = "no permission", [CHECK_FAILED] = "FAILED",
};

static struct {
    const char *group;
    json_t *rows; /* NULL when the report is text */
    unsigned counts[CHECK_VERDICTS];
} report;

outcome check_works(void)
{
    return (outcome){.verdict = CHECK_WORKS};
}

outcome check_offered(const char *why)
{
    outcome o = {.verdict = CHECK_OFFERED};
    snprintf(o.detail, sizeof o.detail, "%s", why);
    return o;
}

outcome check_failed(const char *format, ...)
{
    outcome o = {.verdict = CHECK_FAILED};
    va_list values;
    va_start(values, format);
    vsnprintf(o.detail, sizeof o.detail, format, values);
    va_end(values);
    return o;
}

static bool says_absent(int rc)
{
    switch (rc) {
    case SKT_EAFNOSUPPORT:
    case SKT_EPFNOSUPPORT:
    case SKT_EPROTONOSUPPORT:
    case SKT_ESOCKTNOSUPPORT:
    case SKT_EPROTOTYPE:
    case SKT_ENOPROTOOPT:
    case SKT_EOPNOTSUPP:
    case SKT_ENOSYS:
    case SKT_ENODEV:
    case SKT_EADDRNOTAVAIL: return true;
    default: return rc == SKT_EUNSUPPORTED;
    }
}

outcome check_error(const char *step, int rc, bool may_lack)
{
    char why[SAY_MAX];
    const char *name = skt_error_name(rc);
    outcome o = check_failed("%s: %s", step, name ? name : "unknown error");
    if (rc == SKT_EPERM || rc == SKT_EACCES)
        o.verdict = CHECK_DENIED;
    else if (rc == SKT_EUNSUPPORTED || (may_lack && says_absent(rc)))
        o.verdict = CHECK_ABSENT;
    else
        o = check_failed("%.60s: %.240s", step, explain(rc, why));
    return o;
}

void check_report(const char *name, outcome o)
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

static void begin_group(const char *name)
{
    report.group = name;
    if (report.rows == NULL) print(OS_STDOUT, "%s\n", name);
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

int check_run(const arguments *given)
{
    if (given->flags[FLAG_JSON]) report.rows = json_array();
    begin_group("transports");
    check_transports(given->flags[FLAG_VSOCK] != NULL);
    begin_group("options");
    check_options();
    begin_group("facilities");
    check_facilities();
    int status = report.rows ? print_as_json() : print_summary();
    return report.counts[CHECK_FAILED] ? STATUS_FAILED : status;
}
