/* SPDX-License-Identifier: MIT */
#include "tcp_state.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>

static void take(const struct inet_diag_msg *msg, size_t len, tcp_state *out)
{
    *out = (tcp_state){.timer = msg->idiag_timer, .expires = msg->idiag_expires};
    out->cookie = (uint64_t)msg->id.idiag_cookie[1] << 32 | msg->id.idiag_cookie[0];
    const char *at = (const char *)(msg + 1);
    for (size_t left = len - sizeof *msg; left >= sizeof(struct rtattr);) {
        struct rtattr attribute;
        memcpy(&attribute, at, sizeof attribute);
        if (attribute.rta_type == INET_DIAG_CONG)
            snprintf(out->congestion, sizeof out->congestion, "%s", at + RTA_LENGTH(0));
        size_t step = RTA_ALIGN(attribute.rta_len);
        if (step == 0 || step > left) break;
        at += step;
        left -= step;
    }
}

/* Reads the answers to a dump up to its end. Returns whether one was for the two ports. */
static bool read_dump(skt_socket s, uint16_t port, uint16_t peer, tcp_state *out)
{
    union {
        struct nlmsghdr header;
        char bytes[1 << 15];
    } buffer;
    bool found = false;
    for (;;) {
        skt_ssize len = skt_recv(s, &buffer, sizeof buffer, 0);
        assert_ok(len);
        const char *at = buffer.bytes;
        struct nlmsghdr header;
        for (size_t left = (size_t)len; left >= sizeof header;) {
            memcpy(&header, at, sizeof header);
            if (header.nlmsg_type == NLMSG_DONE) return found;
            if (header.nlmsg_type == NLMSG_ERROR) return false;
            const struct inet_diag_msg *msg = (const struct inet_diag_msg *)(const void *)(at + NLMSG_HDRLEN);
            if (ntohs(msg->id.idiag_sport) == port && ntohs(msg->id.idiag_dport) == peer) {
                take(msg, header.nlmsg_len - NLMSG_HDRLEN, out);
                found = true;
            }
            size_t step = NLMSG_ALIGN(header.nlmsg_len);
            if (step > left) break;
            at += step;
            left -= step;
        }
    }
}

int tcp_state_of(skt_socket s, tcp_state *out)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } dump = {
        .header = {.nlmsg_len = sizeof dump,
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {.sdiag_family = AF_INET,
                    .sdiag_protocol = IPPROTO_TCP,
                    .idiag_ext = 1 << (INET_DIAG_CONG - 1),
                    .idiag_states = UINT32_MAX},
    };
    skt_socket netlink;
    skt_addr here, peer;
    assert_ok(skt_local_address(s, &here));
    int there = skt_peer_address(s, &peer) == 0 ? skt_addr_port(&peer) : 0;
    int rc = skt_open(SKT_AF_NETLINK, SKT_SOCK_DGRAM, NETLINK_SOCK_DIAG, &netlink);
    if (rc < 0) return rc;
    assert_ok(skt_set_duration(netlink, SKT_SO_RCVTIMEO, SKT_SECONDS(20)));
    rc = (int)skt_send(netlink, &dump, sizeof dump, 0);
    if (rc >= 0) rc = read_dump(netlink, (uint16_t)skt_addr_port(&here), (uint16_t)there, out) ? 0 : SKT_ENOENT;
    skt_close(netlink);
    return rc;
}

struct tcp_info tcp_info_of(skt_socket s)
{
    struct tcp_info info = {0};
    size_t len = sizeof info;
    assert_ok(skt_get_raw(s, SKT_IPPROTO_TCP, TCP_INFO, &info, &len));
    return info;
}

int make_deaf(skt_socket s)
{
    const skt_filter nothing = {.code = 0x06, .k = 0};
    return skt_attach_filter(s, &nothing, 1);
}
