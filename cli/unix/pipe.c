/* SPDX-License-Identifier: MIT */
#include "../stream/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool pipe_is_spliced(void)
{
    return true;
}

int pipe_open(skt_file out[2])
{
    int ends[2];
    if (pipe(ends) < 0) return -errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
#if defined(F_SETPIPE_SZ)
        fcntl(ends[i], F_SETPIPE_SZ, 256 * 1024);
#endif
        out[i] = ends[i];
    }
    return 0;
}

void pipe_close(const skt_file ends[2])
{
    close(ends[0]);
    close(ends[1]);
}
