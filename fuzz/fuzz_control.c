/* SPDX-License-Identifier: MIT */
/*
 * Bytes as control data: each item must lie within them, the walk must end, and coalesced datagrams must lie within the
 * data.
 */
#include "fuzz.h"

static void check_item(const skt_control_item *item, const unsigned char *bytes, size_t size)
{
    const unsigned char *data = item->data;
    skt_addr addr;
    CLAIM(item->kind >= SKT_CONTROL_LOCAL && item->kind <= SKT_CONTROL_RAW);
    CLAIM(data >= bytes && item->len <= size && data + item->len <= bytes + size);
    /* Read every byte, so that AddressSanitizer detects invalid ones. */
    unsigned sum = 0;
    for (size_t i = 0; i < item->len; i++) sum += data[i];
    CLAIM(sum < UINT32_MAX);
    size_t handles = 0;
    while (handles <= size && skt_control_handle(item, handles) != (skt_file)-1) handles++;
    CLAIM(handles * sizeof(skt_file) <= item->len);
    if (skt_control_address(item, &addr) == 0) CLAIM(skt_addr_family(&addr) >= 0);
}

static void check_walk(const skt_datagram *d)
{
    skt_buf one;
    size_t sum = 0, steps = 0;
    for (size_t at = 0; skt_udp_next(d, &at, &one); steps++) {
        const unsigned char *base = one.base, *all = d->data.base;
        CLAIM(base == all + sum && one.len <= d->len - sum);
        sum += one.len;
        CLAIM(steps <= d->len);
    }
    CLAIM(sum <= d->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* The first bytes are the flags and lengths of the receive. */
    if (size < 4) return 0;
    size_t room = size - 4;
    unsigned char *bytes = malloc(room ? room : 1);
    CLAIM(bytes != NULL);
    unsigned char *control = bytes;
    memcpy(control, data + 4, room);
    skt_msg msg = skt_msg_of(NULL, NULL, 0, control, room);
    msg.flags = (data[0] & 1 ? SKT_MSG_TRUNC : 0) | (data[0] & 2 ? SKT_MSG_CTRUNC : 0);
    skt_control_item item = {0};
    size_t count = 0;
    while (skt_control_next(&msg, &item)) {
        check_item(&item, control, room);
        CLAIM(++count <= room);
    }
    CLAIM(!skt_control_next(&msg, &item));

    unsigned char content[64] = {0};
    skt_datagram d = skt_datagram_into(content, sizeof content, NULL);
    skt_addr original;
    d.original = data[0] & 4 ? &original : NULL;
    msg.count = data[1] % (sizeof content + 1);
    skt_datagram_unpack(&msg, &d);
    CLAIM(d.len == data[1] % (sizeof content + 1));
    check_walk(&d);
    d.segment_size = data[2];
    d.got |= SKT_INFO_SEGMENTS;
    check_walk(&d);
    free(bytes);
    return 0;
}
