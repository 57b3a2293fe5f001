/* SPDX-License-Identifier: MIT */
#include "../stream/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define ROOM (256 * 1024)

bool pipe_is_spliced(void)
{
    return true;
}

void pipe_enlarge(skt_file file)
{
#if defined(F_SETPIPE_SZ)
    /* Half a typical second-level cache: larger pipes are slower, since spliced data is then read from memory. */
    if (fcntl(file, F_GETPIPE_SZ) < ROOM) fcntl(file, F_SETPIPE_SZ, ROOM);
#else
    (void)file;
#endif
}

int pipe_open(skt_file out[2])
{
    int ends[2];
    if (pipe(ends) < 0) return -errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        out[i] = ends[i];
    }
    pipe_enlarge(ends[0]);
    return 0;
}

void pipe_close(const skt_file ends[2])
{
    close(ends[0]);
    close(ends[1]);
}
