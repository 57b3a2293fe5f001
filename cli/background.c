/* SPDX-License-Identifier: MIT */
#include "background.h"

#include "os.h"

/* The thread's data. Static, since the thread may outlive the function that started it. */
static struct {
    int (*call)(void *);
    void *argument;
    skt_waker done;
    int rc;
} job;

static void run(void *unused)
{
    (void)unused;
    job.rc = job.call(job.argument);
    skt_waker_wake(&job.done);
}

static int wait_until(skt_deadline deadline)
{
    for (;;) {
        skt_pollfd entries[] = {{.socket = skt_waker_socket(&job.done), .events = SKT_POLLIN},
                                {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
        if (os_interrupt_status()) return SKT_EINTR;
        int ready = skt_poll(entries, 2, deadline);
        if (ready > 0 && entries[0].revents != 0) return skt_waker_clear(&job.done);
        if (ready < 0 && ready != SKT_EINTR) return ready;
        if (skt_deadline_passed(deadline)) return SKT_ETIMEDOUT;
    }
}

int background_call(int (*call)(void *), void *argument, skt_deadline deadline, bool *left_out)
{
    *left_out = false;
    job.call = call;
    job.argument = argument;
    int rc = skt_waker_open(&job.done);
    if (rc < 0) return rc;
    rc = os_start_thread(run, NULL);
    if (rc < 0) {
        skt_waker_close(&job.done);
        return rc;
    }
    rc = wait_until(deadline);
    *left_out = rc < 0;
    if (rc < 0) return rc;
    skt_waker_close(&job.done);
    return job.rc;
}
