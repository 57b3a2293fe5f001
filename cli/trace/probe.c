/* SPDX-License-Identifier: MIT */
#include "probe.h"

#include "../stdio.h"

/* The payload of UDP packets. */
static const char content[] = "skt trace";

static int set_hop_limit(skt_socket s, int family, unsigned hops)
{
    if (family == SKT_AF_INET6) return skt_set_int(s, SKT_IPV6_UNICAST_HOPS, hops);
    return skt_set_int(s, SKT_IP_TTL, hops);
}

/* Enables the error queue, which alone tells who answers. */
static int ask_for_answers(skt_socket s)
{
    uint32_t granted = 0;
    int rc = skt_info_enable(s, SKT_INFO_ERRORS | SKT_INFO_TIME, &granted);
    if (rc < 0) return rc;
    return granted & SKT_INFO_ERRORS ? 0 : SKT_EUNSUPPORTED;
}

/* Allows several probes to share a source port. */
static int bind_source(const probe_plan *plan, skt_socket s)
{
    if (plan->source.len == 0) return 0;
    int rc = plan->tcp ? skt_reuse_address(s) : skt_set_bool(s, SKT_SO_REUSEADDR, true);
    return rc < 0 ? rc : skt_bind(s, &plan->source);
}

static skt_addr target(const probe_plan *plan, unsigned index)
{
    skt_addr to = plan->to;
    unsigned port = (unsigned)skt_addr_port(&to);
    if (plan->ports_differ) skt_addr_set_port(&to, (uint16_t)(port + index % (65536 - port)));
    return to;
}

static int send_packet(const probe_plan *plan, hop_probe *p)
{
    skt_addr to = target(plan, p->index);
    p->sent_time = stdio_time() * 1000;
    p->sent_at = skt_now();
    p->until = skt_deadline_in(plan->wait);
    int rc = skt_connect(p->s, &to);
    if (plan->tcp) return rc == SKT_EINPROGRESS || rc == SKT_ECONNREFUSED ? 0 : rc;
    if (rc < 0) return rc;
    skt_ssize sent = skt_send(p->s, content, sizeof content - 1, 0);
    /* For addresses of this machine the answer may arrive during the send. */
    return sent < 0 && sent != SKT_ECONNREFUSED ? (int)sent : 0;
}

int probe_begin(probe_plan *plan, unsigned hop, unsigned index, hop_probe *out)
{
    const int family = skt_addr_family(&plan->to);
    *out = (hop_probe){.hop = hop, .index = index};
    int rc = skt_open(family, (plan->tcp ? SKT_SOCK_STREAM : SKT_SOCK_DGRAM) | SKT_SOCK_NONBLOCK, 0, &out->s);
    if (rc < 0) return rc;
    rc = ask_for_answers(out->s);
    if (rc == 0) rc = set_hop_limit(out->s, family, hop);
    if (rc == 0 && plan->device != NULL) rc = skt_bind_device(out->s, plan->device);
    if (rc == 0) rc = settings_apply(plan->options, out->s, false, &plan->failed);
    if (rc == 0) rc = bind_source(plan, out->s);
    if (rc == 0) rc = send_packet(plan, out);
    if (rc == 0) return 0;
    skt_close(out->s);
    out->s = SKT_INVALID_SOCKET;
    return rc;
}

static skt_duration since(const hop_probe *p)
{
    return skt_now().nanoseconds - p->sent_at.nanoseconds;
}

/* Uses the kernel's timestamp of the answer if it is plausible. */
static skt_duration time_of(const hop_probe *p, int64_t came)
{
    skt_duration now = since(p), took = came - p->sent_time;
    return came > 0 && took > 0 && took < now ? took : now;
}

static void take_icmp(const probe_plan *plan, hop_probe *p, const skt_control_item *item, int64_t came)
{
    const int family = skt_addr_family(&plan->to);
    answer *a = &p->answer;
    a->by_icmp = true;
    a->type = item->error.icmp_type;
    a->code = item->error.icmp_code;
    a->error = -item->error.error;
    if (a->error == SKT_EMSGSIZE) a->mtu = item->error.info;
    if (skt_control_address(item, &a->from) < 0) a->from.len = 0;
    a->took = time_of(p, came);
    a->what = ANSWER_REFUSED;
    if (icmp_is_exceeded(family, a->type)) a->what = ANSWER_ROUTER;
    if (icmp_is_port(family, a->type, a->code)) a->what = ANSWER_REACHED;
}

/* Reads the error queue up to the first answer from the network. */
static bool look_at_queue(const probe_plan *plan, hop_probe *p)
{
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    for (;;) {
        skt_msg msg = skt_msg_of(NULL, NULL, 0, control, sizeof control);
        if (skt_recvmsg(p->s, &msg, SKT_MSG_ERRQUEUE | SKT_MSG_DONTWAIT) < 0) return false;
        skt_control_item item = {0}, error = {0};
        int64_t came = 0;
        while (skt_control_next(&msg, &item)) {
            if (item.kind == SKT_CONTROL_ERROR) error = item;
            if (item.kind == SKT_CONTROL_TIME) came = item.time;
        }
        bool is_icmp = error.kind != 0 &&
                       (error.error.origin == SKT_SO_EE_ORIGIN_ICMP || error.error.origin == SKT_SO_EE_ORIGIN_ICMP6);
        if (!is_icmp) continue;
        take_icmp(plan, p, &error, came);
        return true;
    }
}

/*
 * The state of the socket: an answer of the host, or an error from an unknown router, as older kernels report for TCP.
 */
static bool look_at_socket(const probe_plan *plan, hop_probe *p)
{
    char byte;
    skt_ssize rc = plan->tcp ? skt_connect_result(p->s) : skt_recv(p->s, &byte, 1, 0);
    if (rc == SKT_EINPROGRESS || rc == SKT_EAGAIN || rc == SKT_EINTR) return false;
    answer *a = &p->answer;
    bool by_host = rc >= 0 || rc == SKT_ECONNREFUSED || rc == SKT_ECONNRESET;
    a->error = rc < 0 ? (int)rc : 0;
    a->took = since(p);
    a->what = by_host ? ANSWER_REACHED : rc == SKT_EHOSTUNREACH ? ANSWER_ROUTER : ANSWER_REFUSED;
    if (by_host) a->from = plan->to;
    return true;
}

bool probe_look(const probe_plan *plan, hop_probe *p)
{
    /* Read the error queue first, and again after an error, whose entry may have been added in between. */
    bool ended = look_at_queue(plan, p);
    if (!ended && look_at_socket(plan, p)) {
        ended = true;
        if (p->answer.error != 0) look_at_queue(plan, p);
    }
    if (!ended && !skt_deadline_passed(p->until)) return false;
    probe_end(plan, p);
    return true;
}

void probe_end(const probe_plan *plan, hop_probe *p)
{
    /* Reset the connection, so that neither side keeps state for it. */
    if (plan->tcp) skt_set_linger(p->s, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0});
    skt_close(p->s);
    p->s = SKT_INVALID_SOCKET;
}
