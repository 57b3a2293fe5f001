/* SPDX-License-Identifier: MIT */
/* Random bytes and processor time on Unix. */
#include "../os.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

int os_random(void *out, size_t len)
{
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return -errno;
    ssize_t count = read(fd, out, len);
    int rc = count < 0 ? -errno : (size_t)count < len ? SKT_EEOF : 0;
    close(fd);
    return rc;
}

static skt_duration span(struct timeval time)
{
    return SKT_SECONDS(time.tv_sec) + SKT_MICROSECONDS(time.tv_usec);
}

skt_duration os_processor_time(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) < 0 ? 0 : span(usage.ru_utime) + span(usage.ru_stime);
}
