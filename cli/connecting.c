/* SPDX-License-Identifier: MIT */
/* The sender's socket. */
#include "endpoint.h"
#include "os.h"
#include "say.h"

/* An address that stands for all of this machine is one to listen on; not every system connects to it. */
static skt_addr reachable(const skt_addr *addr)
{
    skt_addr out = *addr;
    if (skt_addr_is_any(addr)) skt_addr_loopback(skt_addr_family(addr), (uint16_t)skt_addr_port(addr), &out);
    return out;
}

/* Waits for the dialer's next step or an interrupt. */
static int wait_for_step(const skt_dialer *dialer, skt_deadline deadline)
{
    skt_pollfd entries[SKT_DIAL_AT_ONCE + 1];
    skt_deadline next;
    int count = skt_dialer_wait_for(dialer, entries, SKT_DIAL_AT_ONCE, &next);
    entries[count++] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    if (os_interrupt_status()) return SKT_EINTR;
    bool last = deadline.nanoseconds <= next.nanoseconds;
    int ready = skt_poll(entries, (size_t)count, last ? deadline : next);
    if (ready == 0 && last) return SKT_ETIMEDOUT;
    return ready < 0 && ready != SKT_EINTR ? ready : SKT_EINPROGRESS;
}

/* Not by skt_dial_list, which sees no interrupt. */
static int dial(const skt_addr *addrs, size_t count, const skt_dial_plan *plan, skt_deadline deadline, skt_socket *out)
{
    skt_dialer dialer;
    int rc = skt_dialer_begin(&dialer, sizeof dialer, addrs, count, plan);
    if (rc < 0) return rc;
    while ((rc = skt_dialer_step(&dialer, out)) == SKT_EINPROGRESS) {
        rc = wait_for_step(&dialer, deadline);
        if (rc != SKT_EINPROGRESS) break;
    }
    skt_dialer_end(&dialer);
    return rc;
}

/* The address that an error is about: the first that failed so, or the last that was attempted. */
static const skt_addr *failed(const skt_dial_attempt *attempts, size_t count, int rc)
{
    size_t i = 0;
    while (i + 1 < count && attempts[i].error != rc) i++;
    return &attempts[i].address;
}

int endpoint_connect(endpoint *e, skt_duration idle, skt_socket *out)
{
    char name[ENDPOINT_TEXT_MAX], shown[SAY_MAX];
    skt_addr addresses[ENDPOINT_MOST];
    skt_dial_attempt attempts[ENDPOINT_MOST];
    size_t count = 0;
    skt_dial_plan plan;
    skt_deadline deadline = skt_deadline_in(idle);
    int status = endpoint_resolve(e, false, deadline);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < e->count; i++) addresses[i] = reachable(&e->addresses[i]);
    skt_dial_plan_init(&plan);
    plan.protocol = e->protocol;
    plan.attempts = attempts;
    plan.attempts_max = ENDPOINT_MOST;
    plan.attempts_out = &count;
    int rc = dial(addresses, e->count, &plan, deadline, out);
    if (rc == 0) return STATUS_OK;
    endpoint_name(e, count > 0 ? failed(attempts, count, rc) : &addresses[0], name);
    return complain_of(printable(name, shown), rc);
}
