/* SPDX-License-Identifier: MIT */
/*
 * Durations, and deadlines on the monotonic clock. Both are in nanoseconds.
 *
 * A deadline is a point in time. After a signal the caller can therefore repeat a call with the same deadline, and
 * several calls can share one deadline.
 */
#ifndef SKT_TIME_H
#define SKT_TIME_H

#include <skt/system.h>

#include <stdbool.h>

SKT_BEGIN

/* A duration in nanoseconds. A call returns SKT_EINVAL for a negative one, unless it says otherwise. */
typedef int64_t skt_duration;

/* Durations of n nanoseconds, microseconds, milliseconds or seconds, and the infinite one. */
#define SKT_NANOSECONDS(n)  ((skt_duration)(n))
#define SKT_MICROSECONDS(n) ((skt_duration)(n) * 1000)
#define SKT_MILLISECONDS(n) ((skt_duration)(n) * 1000000)
#define SKT_SECONDS(n)      ((skt_duration)(n) * 1000000000)
#define SKT_FOREVER         INT64_MAX

/*
 * A point on the monotonic clock.
 *
 * It is a structure, so that passing a duration instead does not compile. Zero is a point in the past. A call whose
 * deadline has passed does only what it can do without waiting.
 */
typedef struct skt_deadline {
    int64_t nanoseconds; /* on the clock of skt_now; INT64_MAX: never */
} skt_deadline;

/* The deadline that never passes. */
#define SKT_NEVER (SKT_LITERAL(skt_deadline){INT64_MAX})

/*
 * Reads the monotonic clock.
 *
 * Returns   The current time, as a deadline that has just passed.
 * Calls     clock_gettime(2) with CLOCK_MONOTONIC.
 * Windows   QueryPerformanceCounter.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API skt_deadline skt_now(void);

/*
 * Makes the deadline that passes after a duration from now.
 *
 * span      Nanoseconds. If it is negative, the deadline has already passed.
 *
 * Returns   The deadline. SKT_NEVER for SKT_FOREVER and for a time beyond the range of the clock.
 * Calls     As skt_now.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API skt_deadline skt_deadline_in(skt_duration span);

/*
 * Returns the time that is left until a deadline.
 *
 * Returns   Nanoseconds, 0 once the deadline has passed, SKT_FOREVER for SKT_NEVER.
 * Calls     As skt_now; none for SKT_NEVER.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API skt_duration skt_deadline_left(skt_deadline deadline);

/*
 * Tells whether a deadline has passed.
 *
 * Returns   true if it has; always false for SKT_NEVER.
 * Calls     As skt_now; none for SKT_NEVER.
 * Threads   Safe.
 * Signals   Safe.
 * Since     0.1
 */
SKT_API bool skt_deadline_passed(skt_deadline deadline);

SKT_END

#endif
