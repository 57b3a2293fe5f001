/* SPDX-License-Identifier: MIT */
/*
 * Proofs by CBMC about received datagrams, for every content of a control buffer of up to CONTROL_MOST bytes. CBMC
 * takes uninitialized variables, and results of functions without a body, as any value.
 *
 * Each buffer is at the start or the end of its memory, so that accesses before or behind it are errors. The walk does
 * not depend on the data of items, so tools/prove leaves reading them out there and proves it separately.
 */
#include <stdlib.h>

#include "../src/control.c"
#include "../src/datagram.c"

enum { CONTROL_MOST = 128 };

size_t nondet_size(void);
bool nondet_bool(void);
int nondet_int(void);

/* CBMC has no body for this function. */
void *memchr(const void *bytes, int byte, size_t len)
{
    (void)byte;
    __CPROVER_assert(__CPROVER_r_ok(bytes, len), "what memchr looks through is memory");
    size_t at = nondet_size();
    return at < len ? (unsigned char *)bytes + at : NULL;
}

static unsigned char memory[CONTROL_MOST];

/* A buffer of `size` bytes with any content, at the start or the end of its memory. */
static unsigned char *any_bytes(size_t size)
{
    __CPROVER_havoc_object(memory);
    return nondet_bool() ? memory : memory + CONTROL_MOST - size;
}

static skt_msg any_message(void)
{
    skt_msg msg;
    size_t size = nondet_size();
    __CPROVER_assume(size <= CONTROL_MOST);
    msg.control = nondet_bool() ? any_bytes(size) : NULL;
    msg.control_len = size;
    return msg;
}

/* An item as skt_control_next passes it to the functions that read it. */
static skt_control_item any_item(void)
{
    skt_control_item item;
    __CPROVER_assume(item.len <= CONTROL_MOST);
    item.data = any_bytes(item.len);
    return item;
}

static void in_bounds(const skt_msg *msg, const skt_control_item *item, size_t before)
{
    const unsigned char *control = msg->control, *data = item->data;
    __CPROVER_assert(__CPROVER_r_ok(data, item->len), "the data of an item is memory");
    __CPROVER_assert(data >= control && data + item->len <= control + msg->control_len, "it is of the buffer");
    __CPROVER_assert(before < item->skt__at && item->skt__at <= msg->control_len, "a step goes on, not past the end");
}

/* The walk ends: tools/prove gives a bound for the loop, which CBMC proves. */
void prove_walk(void)
{
    const skt_msg msg = any_message();
    skt_control_item item = {0};
    while (skt_control_next(&msg, &item)) {
    }
    __CPROVER_assert(!skt_control_next(&msg, &item), "a walk that has ended stays so");
}

/* One step, from an item with any content. */
void prove_step(void)
{
    const skt_msg msg = any_message();
    skt_control_item item;
    const size_t before = item.skt__at;
    if (skt_control_next(&msg, &item)) in_bounds(&msg, &item, before);
}

/* Reading data in each form that a table may have. */
void prove_read_item(void)
{
    skt_control_item item = any_item();
    const skt_control_item before = item;
    const int form = nondet_int();
    const bool is_one = read_item(&item, form);
    __CPROVER_assert(item.data == before.data && item.len == before.len && item.skt__at == before.skt__at &&
                         item.kind == before.kind,
                     "the walk does not depend on what is read");
    if (is_one && form == SKT__FORM_HANDLES)
        __CPROVER_assert(item.handles.at == item.data && item.handles.count <= item.len / sizeof(skt_file),
                         "the handles are of the data");
}

/* Reading an item after the walk. */
void prove_item(void)
{
    skt_control_item item = any_item();
    skt_addr addr;
    if (item.kind == SKT_CONTROL_HANDLES || item.kind == SKT_CONTROL_PIDFD) {
        item.handles.at = item.data;
        item.handles.count = item.len / sizeof(skt_file);
    }
    skt_control_handle(&item, nondet_size());
    skt_control_address(&item, &addr);
}

/* Reading an item into a datagram. */
void prove_take_item(void)
{
    const skt_control_item item = any_item();
    skt_datagram d;
    skt_addr original;
    d.original = nondet_bool() ? &original : NULL;
    take_item(&item, nondet_bool(), &d);
}

/* The whole walk into a datagram, with the loop bound of prove_walk. */
void prove_take(void)
{
    const skt_msg msg = any_message();
    skt_datagram d;
    skt__datagram_take(&msg, nondet_size(), nondet_bool(), &d);
}

/* One step of the walk through coalesced datagrams, from any place, with any lengths. */
void prove_udp_next(void)
{
    skt_datagram d;
    skt_buf one;
    const size_t before = nondet_size();
    size_t at = before;
    __CPROVER_assume(d.len <= UINT16_MAX);
    d.data.base = malloc(d.len);
    __CPROVER_assume(d.data.base != NULL);
    if (!skt_udp_next(&d, &at, &one)) return;
    __CPROVER_assert(__CPROVER_r_ok(one.base, one.len), "one datagram is of the bytes that came");
    __CPROVER_assert(before < at && (at <= d.len || d.len == 0), "a step goes on, not past the end");
}
