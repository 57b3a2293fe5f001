/* SPDX-License-Identifier: MIT */
#include "crowd.h"

#include "../say.h"
#include "rate.h"

#include <stdatomic.h>
#include <stdio.h>

#define REDRAW      SKT_MILLISECONDS(200)
#define REDRAW_SOON SKT_MILLISECONDS(100)

static struct {
    bool shown; /* set before there are threads */
    atomic_uint senders;
    atomic_ullong bytes;
    atomic_llong drawn_at; /* or meant to be; a skt_deadline */
    /* One thread at a time writes to the terminal and has what follows. */
    atomic_flag taken;
    bool drawn;
    unsigned long long bytes_at_last;
    double rate; /* bytes in a second, smoothed */
} crowd = {.taken = ATOMIC_FLAG_INIT};

static void take(void)
{
    while (atomic_flag_test_and_set_explicit(&crowd.taken, memory_order_acquire))
        skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
}

static void give_back(void)
{
    atomic_flag_clear_explicit(&crowd.taken, memory_order_release);
}

static void clear(void)
{
    if (crowd.drawn) say_wipe();
    crowd.drawn = false;
}

void crowd_clear(void)
{
    if (!crowd.shown) return;
    take();
    clear();
    give_back();
}

void crowd_begin(void)
{
    crowd.shown = os_has_terminal();
    say_first(crowd_clear);
}

bool crowd_is_shown(void)
{
    return crowd.shown;
}

void crowd_join(void)
{
    if (atomic_fetch_add(&crowd.senders, 1) == 0) atomic_store(&crowd.drawn_at, skt_now().nanoseconds);
}

void crowd_leave(void)
{
    if (atomic_fetch_sub(&crowd.senders, 1) == 1) crowd_clear();
}

void crowd_add(uint64_t bytes)
{
    atomic_fetch_add_explicit(&crowd.bytes, bytes, memory_order_relaxed);
}

void crowd_draw(void)
{
    char all[SAY_MAX], rate[SAY_MAX], line[3 * SAY_MAX];
    long long last = atomic_load(&crowd.drawn_at), now = skt_now().nanoseconds;
    skt_duration since = now - last;
    if (!crowd.shown || since < REDRAW_SOON) return;
    /* It is one thread's turn; who else waits does so for the next one. */
    if (!atomic_compare_exchange_strong(&crowd.drawn_at, &last, now)) return;
    if (atomic_flag_test_and_set_explicit(&crowd.taken, memory_order_acquire)) return;
    unsigned senders = atomic_load(&crowd.senders);
    unsigned long long bytes = atomic_load(&crowd.bytes);
    crowd.rate = rate_after(crowd.rate, bytes - crowd.bytes_at_last, since);
    crowd.bytes_at_last = bytes;
    if (senders > 0) {
        snprintf(line, sizeof line, "%u sender%s %s %s/s", senders, senders == 1 ? "" : "s", bytes_text(bytes, all),
                 bytes_text((uint64_t)crowd.rate, rate));
        say_over(line);
        crowd.drawn = true;
    }
    give_back();
}

skt_deadline crowd_due(void)
{
    return (skt_deadline){crowd.shown ? atomic_load(&crowd.drawn_at) + REDRAW : SKT_NEVER.nanoseconds};
}
