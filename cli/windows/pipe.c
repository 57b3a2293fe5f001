/* SPDX-License-Identifier: MIT */
#include "../stream/pipe.h"

bool pipe_is_spliced(void)
{
    return false;
}

void pipe_enlarge(skt_file file)
{
    (void)file;
}

int pipe_open(skt_file out[2])
{
    (void)out;
    return SKT_EUNSUPPORTED;
}

void pipe_close(const skt_file ends[2])
{
    (void)ends;
}
