/* SPDX-License-Identifier: MIT */
/* Spans of time, and points on the monotonic clock. Both count nanoseconds. */
#ifndef SKT_TIME_H
#define SKT_TIME_H

#include <skt/system.h>

SKT_BEGIN

/* A span of time in nanoseconds. A call that is given a negative one answers SKT_EINVAL. */
typedef int64_t skt_duration;

#define SKT_NANOSECONDS(n)  ((skt_duration)(n))
#define SKT_MICROSECONDS(n) ((skt_duration)(n) * 1000)
#define SKT_MILLISECONDS(n) ((skt_duration)(n) * 1000000)
#define SKT_SECONDS(n)      ((skt_duration)(n) * 1000000000)
#define SKT_FOREVER         INT64_MAX

/*
 * A point on the clock that only moves forward, in nanoseconds; only skt_deadline_in makes sense of the number. The
 * calls that take one deal with SKT_EINTR themselves. A point in the past means: do what can be done at once.
 */
typedef int64_t skt_deadline;

#define SKT_NEVER INT64_MAX

/*
 * The point that lies `span` from now: before now for a negative span, SKT_NEVER for SKT_FOREVER and for what the clock
 * cannot reach.
 */
SKT_API skt_deadline skt_deadline_in(skt_duration span);

SKT_END

#endif
