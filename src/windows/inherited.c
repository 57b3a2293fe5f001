/* SPDX-License-Identifier: MIT */
/* Windows has no service manager that opens sockets. */
#include "sys.h"

int skt_inherited(const char *listen_pid, const char *listen_fds, skt_socket *out, size_t max)
{
    (void)listen_pid, (void)listen_fds, (void)out, (void)max;
    return 0;
}
