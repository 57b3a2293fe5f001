/* SPDX-License-Identifier: MIT */
#include "input.h"

#include "../os.h"
#include "../stdio.h"

#include <stdatomic.h>

/* The thread fills one buffer while the other is in use. It runs until the program ends. */
static struct {
    char bytes[2][128 * 1024];
    skt_ssize counts[2];
    atomic_uint filled, taken;
    skt_waker full, empty;
} input;

static void run(void *unused)
{
    (void)unused;
    for (unsigned i = 0;; i++) {
        while (i - atomic_load(&input.taken) >= 2) {
            skt_pollfd entry = {.socket = skt_waker_socket(&input.empty), .events = SKT_POLLIN};
            skt_poll(&entry, 1, SKT_NEVER);
            skt_waker_clear(&input.empty);
        }
        input.counts[i % 2] = stdio_read(input.bytes[i % 2], sizeof input.bytes[0]);
        atomic_store(&input.filled, i + 1);
        skt_waker_wake(&input.full);
        if (input.counts[i % 2] <= 0) return;
    }
}

int input_begin(void)
{
    int rc = skt_waker_open(&input.full);
    if (rc == 0) rc = skt_waker_open(&input.empty);
    return rc == 0 ? os_start_thread(run, NULL) : rc;
}

skt_ssize input_take(const char **out, skt_socket other, skt_deadline deadline)
{
    static bool in_use;
    if (in_use) {
        in_use = false;
        atomic_fetch_add(&input.taken, 1);
        skt_waker_wake(&input.empty);
    }
    for (;;) {
        skt_waker_clear(&input.full);
        unsigned i = atomic_load(&input.taken);
        if (i < atomic_load(&input.filled)) {
            in_use = true;
            *out = input.bytes[i % 2];
            return input.counts[i % 2];
        }
        skt_pollfd entries[] = {{.socket = skt_waker_socket(&input.full), .events = SKT_POLLIN},
                                {.socket = os_interrupt_socket(), .events = SKT_POLLIN},
                                {.socket = other, .events = SKT_POLLIN}};
        int ready = skt_poll(entries, 3, deadline);
        if (os_interrupt_status()) return SKT_EINTR;
        if (ready < 0 && ready != SKT_EINTR) return ready;
        if (ready == 0 || (ready > 0 && entries[2].revents != 0)) return SKT_EAGAIN;
    }
}
