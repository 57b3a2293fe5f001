/* SPDX-License-Identifier: MIT */
/*
 * Spans of time, and points on the monotonic clock. Both count nanoseconds.
 *
 * A point in time can be waited for again and again, so a call that a signal interrupts is called again with the same
 * deadline, and several calls can share one.
 */
#ifndef SKT_TIME_H
#define SKT_TIME_H

#include <skt/system.h>

#include <stdbool.h>

SKT_BEGIN

/* A span of time in nanoseconds. A call that does not take a negative one returns SKT_EINVAL. */
typedef int64_t skt_duration;

/* Spans of so many nanoseconds, microseconds, milliseconds or seconds, and the one without an end. */
#define SKT_NANOSECONDS(n)  ((skt_duration)(n))
#define SKT_MICROSECONDS(n) ((skt_duration)(n) * 1000)
#define SKT_MILLISECONDS(n) ((skt_duration)(n) * 1000000)
#define SKT_SECONDS(n)      ((skt_duration)(n) * 1000000000)
#define SKT_FOREVER         INT64_MAX

/*
 * A point on the monotonic clock.
 *
 * It is a structure, so that a duration in its place does not compile. All zero is a point in the past. A call that is
 * given a point in the past does what can be done at once.
 */
typedef struct skt_deadline {
    int64_t nanoseconds; /* on the clock of skt_now; INT64_MAX is never */
} skt_deadline;

/* The deadline that does not come. */
#define SKT_NEVER (SKT_LITERAL(skt_deadline){INT64_MAX})

/*
 * Reads the monotonic clock.
 *
 * Returns   The present: a deadline that has just passed.
 * Calls     clock_gettime(2) with CLOCK_MONOTONIC.
 * Windows   QueryPerformanceCounter.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API skt_deadline skt_now(void);

/*
 * Makes the deadline that lies a span of time from now.
 *
 * span      Nanoseconds. A negative span gives a point in the past.
 *
 * Returns   The deadline; SKT_NEVER for SKT_FOREVER and for a point that the clock cannot reach.
 * Calls     As skt_now.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API skt_deadline skt_deadline_in(skt_duration span);

/*
 * Says how much time is left until a deadline.
 *
 * Returns   Nanoseconds, 0 once the deadline has passed, SKT_FOREVER for SKT_NEVER.
 * Calls     As skt_now; none for SKT_NEVER.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API skt_duration skt_deadline_left(skt_deadline deadline);

/*
 * Says whether a deadline has passed.
 *
 * Returns   true once it has; always false for SKT_NEVER.
 * Calls     As skt_now; none for SKT_NEVER.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API bool skt_deadline_passed(skt_deadline deadline);

SKT_END

#endif
