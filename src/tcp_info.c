/* SPDX-License-Identifier: MIT */
/* Converts the system's TCP_INFO structure by the system's table. */
#include "tcp_info.h"

#define FIELD(base, row) ((int64_t *)(void *)(base) + (row)->field)
#define BIT(row)         (UINT64_C(1) << ((row)->field - 1))

/* A slow start threshold of this or more means "not set": it is the BSDs' initial value, and Linux's is larger. */
#define NO_LIMIT (UINT64_C(65535) << 14)

/* Reads a number; sets *given to false if all its bits are ones, which means "unknown". */
static uint64_t number_at(const unsigned char *at, size_t size, bool *given)
{
    uint32_t four;
    uint64_t eight;
    if (size == 1) return *at;
    if (size == 4) {
        memcpy(&four, at, sizeof four);
        *given = four != UINT32_MAX;
        return four;
    }
    memcpy(&eight, at, sizeof eight);
    *given = eight <= INT64_MAX;
    return eight;
}

void skt__tcp_info_fill(const unsigned char *theirs, size_t len, skt_tcp_info *out, size_t size)
{
    static const int units[] = {1, 1000, 1000000};
    skt_tcp_info info = {0};
    for (const skt__tcp_row *row = skt__tcp_rows; row->size != 0; row++) {
        bool given = true;
        if ((size_t)row->offset + row->size > len || ((size_t)row->field + 1) * sizeof(int64_t) > size) continue;
        int64_t value = (int64_t)number_at(theirs + row->offset, row->size, &given);
        if (row->how & SKT__TCP_STATE) value = value < SKT__TCP_STATES ? skt__tcp_states[value] : 0;
        if ((row->how & (SKT__TCP_NONZERO | SKT__TCP_STATE)) && value == 0) given = false;
        if ((row->how & SKT__TCP_LIMIT) && value >= (int64_t)NO_LIMIT) given = false;
        if (!given) continue;
        *FIELD(&info, row) = value * (row->how & SKT__TCP_SEGMENTS ? info.mss : units[row->unit]);
        info.has |= BIT(row);
    }
    memset(out, 0, size);
    memcpy(out, &info, size < sizeof info ? size : sizeof info);
}
