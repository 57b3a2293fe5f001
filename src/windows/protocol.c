/* SPDX-License-Identifier: MIT */
/* The description of a socket by its provider. */
#include "sys.h"

int skt__protocol_info(skt_socket s, WSAPROTOCOL_INFOW *out)
{
    size_t len = sizeof *out;
    return skt__sockopt_get(s, SOL_SOCKET, SO_PROTOCOL_INFOW, out, &len);
}
