/* SPDX-License-Identifier: MIT */
/* The properties of a socket that options tell. */
#include "sys.h"

static int option_value(skt_socket s, skt_int_option key)
{
    int64_t value;
    int rc = skt_get_int(s, key, &value);
    return rc < 0 ? rc : (int)value;
}

int skt_family(skt_socket s)
{
    int family = option_value(s, SKT_SO_DOMAIN);
    if (family != SKT_EUNSUPPORTED) return family;
    skt_addr local;
    int rc = skt_local_address(s, &local);
    return rc < 0 ? rc : skt_addr_family(&local);
}

int skt_type(skt_socket s)
{
    return option_value(s, SKT_SO_TYPE);
}

int skt_protocol(skt_socket s)
{
    return option_value(s, SKT_SO_PROTOCOL);
}

int skt_is_listener(skt_socket s)
{
    bool listens;
    int rc = skt_get_bool(s, SKT_SO_ACCEPTCONN, &listens);
    return rc < 0 ? rc : listens;
}

int skt_pending_error(skt_socket s)
{
    int code;
    int rc = skt__sockopt_get_int(s, SOL_SOCKET, SO_ERROR, &code);
    return rc < 0 ? rc : -code;
}

bool skt_family_supported(int family, int type, int protocol)
{
    skt_socket s = SKT_INVALID_SOCKET;
    if (skt_open(family, type | SKT_SOCK_BARE, protocol, &s) < 0) return false;
    skt_close(s);
    return true;
}
