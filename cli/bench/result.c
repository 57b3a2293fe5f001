/* SPDX-License-Identifier: MIT */
#include "result.h"

static uint64_t difference(const uint64_t first[], const uint64_t last[], int figure)
{
    return last[figure] > first[figure] ? last[figure] - first[figure] : 0;
}

/*
 * Seconds by the clock of one end. At the end of a run they end with the last byte received, not with the later look.
 */
static double seconds_of(const uint64_t first[], const uint64_t last[], bool at_end)
{
    uint64_t until =
        at_end && last[FIGURE_RECEIVED_AT] > first[FIGURE_TIME] ? last[FIGURE_RECEIVED_AT] : last[FIGURE_TIME];
    return until > first[FIGURE_TIME] ? (double)(until - first[FIGURE_TIME]) / 1e9 : 0;
}

way result_way(const stretch *s, bool forth, bool at_end)
{
    const uint64_t *from0 = forth ? s->first.here : s->first.there, *from1 = forth ? s->last.here : s->last.there;
    const uint64_t *to0 = forth ? s->first.there : s->first.here, *to1 = forth ? s->last.there : s->last.here;
    way w = {.sent_bytes = difference(from0, from1, FIGURE_SENT_BYTES),
             .received_bytes = difference(to0, to1, FIGURE_RECEIVED_BYTES),
             .sent = difference(from0, from1, FIGURE_SENT),
             .received = difference(to0, to1, FIGURE_RECEIVED),
             .duplicates = difference(to0, to1, FIGURE_DUPLICATES),
             .reordered = difference(to0, to1, FIGURE_REORDERED),
             .seconds = seconds_of(to0, to1, at_end),
             .retransmits = difference(from0, from1, FIGURE_RETRANSMITS),
             .jitter_ns = to1[FIGURE_JITTER] / (s->streams > 0 ? s->streams : 1),
             .rtt_least_ns = from1[FIGURE_RTT_LEAST],
             .has_tcp = from1[FIGURE_TCP_STREAMS] > 0};
    /* Gaps in the numbers are lost; at the end of the run also datagrams behind the last one received. */
    uint64_t expected = at_end ? from1[FIGURE_SENT] : to1[FIGURE_EXPECTED];
    if (expected > to0[FIGURE_EXPECTED])
        expected -= to0[FIGURE_EXPECTED];
    else
        expected = 0;
    w.lost = expected > w.received ? expected - w.received : 0;
    if (w.has_tcp) w.rtt_ns = from1[FIGURE_RTT] / from1[FIGURE_TCP_STREAMS];
    if (w.seconds > 0) {
        w.bits_per_second = 8 * (double)w.received_bytes / w.seconds;
        w.messages_per_second = (double)w.received / w.seconds;
    }
    return w;
}

double result_processor(const stretch *s, bool here)
{
    uint64_t bytes = difference(s->first.there, s->last.there, FIGURE_RECEIVED_BYTES) +
                     difference(s->first.here, s->last.here, FIGURE_RECEIVED_BYTES);
    uint64_t time = here ? difference(s->first.here, s->last.here, FIGURE_PROCESSOR)
                         : difference(s->first.there, s->last.there, FIGURE_PROCESSOR);
    return bytes > 0 ? (double)time / (double)bytes : 0;
}

void result_note(result *r, const stretch *s)
{
    if (r->point_count == RESULT_POINTS) return;
    r->points[r->point_count++] = (point){.seconds = (double)s->to / 1e9,
                                          .forth = result_way(s, true, false).bits_per_second,
                                          .back = result_way(s, false, false).bits_per_second,
                                          .p50 = (double)s->latency.percentiles[0],
                                          .p99 = (double)s->latency.percentiles[2],
                                          .most = (double)s->latency.most,
                                          .omitted = s->omitted};
}
