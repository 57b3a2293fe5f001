/* SPDX-License-Identifier: MIT */
#include "outcome.h"

#include <stdarg.h>
#include <stdio.h>

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
