/* SPDX-License-Identifier: MIT */
/* Kinds of errors, in a file of their own so that static programs need not link the names. */
#include "sys.h"

bool skt_error_is_again(int rc)
{
    return rc == SKT_EAGAIN;
}

bool skt_error_is_unsupported(int rc)
{
    switch (rc) {
    case SKT_EUNSUPPORTED:
    case SKT_ENOPROTOOPT:
    case SKT_EOPNOTSUPP:
    case SKT_ENOTSUP:
    case SKT_EAFNOSUPPORT:
    case SKT_EPFNOSUPPORT:
    case SKT_EPROTONOSUPPORT:
    case SKT_ESOCKTNOSUPPORT:
    case SKT_ENOSYS:
    case SKT_ENOTTY: return true;
    default: return false;
    }
}
