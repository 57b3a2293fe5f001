/* SPDX-License-Identifier: MIT */
/* What the provider of a socket says of it. */
#include "sys.h"

int skt__protocol_info(skt_socket s, WSAPROTOCOL_INFOW *out)
{
    size_t len = sizeof *out;
    return skt__sockopt_get(s, SOL_SOCKET, SO_PROTOCOL_INFOW, out, &len);
}
