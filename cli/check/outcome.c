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
    case SKT_ENODEV: return true;
    default: return rc == SKT_EUNSUPPORTED;
    }
}

/* Errors that depend on the configuration: no route, no address, no room. */
static bool says_restricted(int rc)
{
    switch (rc) {
    case SKT_ENETUNREACH:
    case SKT_ENETDOWN:
    case SKT_EHOSTUNREACH:
    case SKT_EADDRNOTAVAIL:
    case SKT_EMFILE:
    case SKT_ENFILE:
    case SKT_ENOMEM:
    case SKT_ENOBUFS:
    case SKT_ENOSPC:
    case SKT_EDQUOT:
    case SKT_EROFS:
    case SKT_EFBIG:
    case SKT_ENAMETOOLONG:
    case SKT_ENOSYS: return true;
    default: return false;
    }
}

static verdict meaning(int rc, bool may_lack)
{
    if (rc == SKT_EPERM || rc == SKT_EACCES) return CHECK_DENIED;
    if (rc == SKT_EUNSUPPORTED || (may_lack && says_absent(rc))) return CHECK_ABSENT;
    return says_restricted(rc) ? CHECK_RESTRICTED : CHECK_FAILED;
}

outcome check_error(const char *step, int rc, bool may_lack)
{
    char why[SAY_MAX];
    const char *name = skt_error_name(rc);
    outcome o = check_failed("%s: %s", step, name ? name : "unknown error");
    o.verdict = meaning(rc, may_lack);
    o.rc = rc;
    if (o.verdict == CHECK_FAILED || o.verdict == CHECK_RESTRICTED)
        snprintf(o.detail, sizeof o.detail, "%.60s: %.240s", step, explain(rc, why));
    return o;
}

outcome check_folder_error(const char *step, int rc)
{
    outcome o = check_error(step, rc, false);
    if (o.verdict == CHECK_FAILED) o.verdict = CHECK_RESTRICTED;
    return o;
}

outcome check_count(skt_ssize count, size_t wanted, const char *otherwise)
{
    if (count < 0) return check_error("receive", (int)count, false);
    return (size_t)count == wanted ? check_works() : check_failed("%s", otherwise);
}
