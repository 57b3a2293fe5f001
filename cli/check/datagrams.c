/* SPDX-License-Identifier: MIT */
/* skt check: the features of datagrams. */
#include "datagrams.h"

#include "traffic.h"

#include <string.h>

enum { MANY = 8, EACH = 100, ROOM = 65535 };

/* Two sockets that are connected to each other over loopback, and their features. */
typedef struct path {
    skt_socket from, to;
    skt_udp sender, receiver;
    uint32_t granted;
} path;

static int bind_one(skt_socket *out, skt_addr *here)
{
    skt_addr_ipv4((const uint8_t[4]){127, 0, 0, 1}, 0, here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, out);
    if (rc == 0) rc = skt_bind(*out, here);
    return rc == 0 ? skt_local_address(*out, here) : rc;
}

static int open_path(path *p, uint32_t wanted)
{
    skt_addr from, to;
    *p = (path){.from = SKT_INVALID_SOCKET, .to = SKT_INVALID_SOCKET};
    int rc = bind_one(&p->from, &from);
    if (rc == 0) rc = bind_one(&p->to, &to);
    if (rc == 0) rc = skt_connect(p->from, &to);
    if (rc == 0) rc = skt_udp_attach(&p->receiver, sizeof p->receiver, p->to, wanted, &p->granted);
    if (rc == 0) rc = skt_udp_attach(&p->sender, sizeof p->sender, p->from, 0, NULL);
    return rc;
}

static void close_path(path *p)
{
    if (p->from != SKT_INVALID_SOCKET) skt_close(p->from);
    if (p->to != SKT_INVALID_SOCKET) skt_close(p->to);
}

static skt_ssize receive(path *p, skt_datagram *in, size_t count)
{
    skt_pollfd entry = {.socket = p->to, .events = SKT_POLLIN};
    int ready = skt_poll(&entry, 1, skt_deadline_in(CHECK_PATIENCE));
    if (ready <= 0) return ready == 0 ? SKT_ETIMEDOUT : ready;
    return skt_udp_recv(&p->receiver, in, count, 0);
}

/* Sends one datagram with the feature, if sending has it, and checks that receiving reports it. */
static outcome ask(path *p, uint32_t bit)
{
    char room[EACH];
    skt_datagram out = skt_datagram_to("x", 1, NULL), in = skt_datagram_into(room, sizeof room, NULL);
    out.has = bit & skt_udp_features(&p->sender) & (SKT_INFO_TOS | SKT_INFO_ECN | SKT_INFO_HOP_LIMIT);
    out.tos = 2;
    out.hop_limit = 7;
    if (!(p->granted & bit)) return check_error("ask", SKT_EUNSUPPORTED, true);
    skt_ssize count = skt_udp_send(&p->sender, &out, 1, 0);
    if (count < 0) return check_error("send", (int)count, false);
    count = receive(p, &in, 1);
    if (count < 0) return check_error("receive", (int)count, false);
    if (!(in.got & bit)) return check_failed("it was granted, and the datagram does not say it");
    bool right = !(out.has & (SKT_INFO_TOS | SKT_INFO_ECN)) || (in.tos & 3) == 2;
    right = right && (!(out.has & SKT_INFO_HOP_LIMIT) || in.hop_limit == 7);
    return right ? check_works() : check_failed("what the datagram says differs");
}

outcome check_datagram_info(uint32_t bit)
{
    path p;
    int rc = open_path(&p, bit);
    outcome o = rc < 0 ? check_error("open", rc, false) : ask(&p, bit);
    close_path(&p);
    return o;
}

/* Sends several datagrams of one size, segmented if the system can. Each must arrive once. */
static outcome send_many(path *p)
{
    static unsigned char content[MANY * EACH], room[ROOM];
    skt_datagram out[MANY];
    size_t came = 0;
    check_pattern(content, sizeof content, 0);
    for (size_t i = 0; i < MANY; i++) out[i] = skt_datagram_to(content + i * EACH, EACH, NULL);
    skt_ssize count = skt_udp_send(&p->sender, out, MANY, 0);
    if (count < 0) return check_error("send", (int)count, false);
    while (came < (size_t)count) {
        skt_datagram in = skt_datagram_into(room, sizeof room, NULL);
        skt_buf one;
        skt_ssize rc = receive(p, &in, 1);
        if (rc < 0) return check_error("receive", (int)rc, false);
        for (size_t at = 0; came < MANY && skt_udp_next(&in, &at, &one); came++)
            if (one.len != EACH || memcmp(one.base, content + came * EACH, EACH) != 0)
                return check_failed("datagram %zu differs", came);
    }
    return count == MANY ? check_works() : check_failed("%d of %d were sent", (int)count, MANY);
}

outcome check_segments(bool coalesce)
{
    path p;
    int rc = open_path(&p, coalesce ? SKT_INFO_SEGMENTS : 0);
    outcome o = rc < 0 ? check_error("open", rc, false) : send_many(&p);
    uint32_t has = rc < 0 ? 0 : coalesce ? p.granted : skt_udp_features(&p.sender);
    if (o.verdict == CHECK_WORKS && !(has & SKT_INFO_SEGMENTS)) o = check_error("ask", SKT_EUNSUPPORTED, true);
    close_path(&p);
    return o;
}
