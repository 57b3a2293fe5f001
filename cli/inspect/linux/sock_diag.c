/* SPDX-License-Identifier: MIT */
#include "sock_diag.h"

#include "../options.h"
#include "fields.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Some headers lack these. */
enum { REQUEST_PROTOCOL = 3, ATTRIBUTE_SOCKOPT = 22, ATTRIBUTE_ULP = 18 };

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* The attributes behind a message. */
typedef struct attributes {
    const uint8_t *at;
    size_t len;
} attributes;

/* The bytes of an attribute; NULL if it is missing or shorter than `least`. */
static const void *find(attributes all, int type, size_t least, size_t *len_out)
{
    while (all.len >= sizeof(struct nlattr)) {
        struct nlattr head;
        memcpy(&head, all.at, sizeof head);
        if (head.nla_len < sizeof head || head.nla_len > all.len) return NULL;
        size_t len = head.nla_len - sizeof head, step = NLA_ALIGN(head.nla_len);
        if ((head.nla_type & NLA_TYPE_MASK) == type) {
            if (len_out != NULL) *len_out = len;
            return len >= least ? all.at + sizeof head : NULL;
        }
        if (step >= all.len) return NULL;
        all.at += step;
        all.len -= step;
    }
    return NULL;
}

static uint32_t word_at(const void *bytes, size_t index)
{
    uint32_t word;
    memcpy(&word, (const uint8_t *)bytes + index * sizeof word, sizeof word);
    return word;
}

static void put(json_t *object, const char *name, uint64_t value)
{
    json_object_set_new(object, name, json_integer((json_int_t)value));
}

static void put_option(json_t *rows, const char *name, unsigned value)
{
    char text[16];
    snprintf(text, sizeof text, "%u", value);
    json_array_append_new(rows, option_row(name, text));
}

static void put_flag(json_t *rows, const char *name, bool value)
{
    json_array_append_new(rows, option_row(name, value ? "true" : "false"));
}

static void put_memory(json_t *known, const void *bytes, size_t len)
{
    if (bytes != NULL) json_object_set_new(known, "memory", fields_as_json(SKT_ANY(SKT_SO_MEMINFO), bytes, len));
}

/* Options that the list contains, for sockets that cannot be copied. */
static void read_options(const seen *s, attributes all, json_t *rows)
{
    static const struct {
        unsigned byte, bit; /* struct inet_diag_sockopt */
        const char *ipv4, *ipv6;
    } flags[] = {
        {0, 0x01, "IP_RECVERR", "IPV6_RECVERR"},
        {0, 0x04, "IP_FREEBIND", "IPV6_FREEBIND"},
        {0, 0x08, "IP_HDRINCL", NULL},
        {0, 0x10, "IP_MULTICAST_LOOP", "IPV6_MULTICAST_LOOP"},
        {0, 0x20, "IP_TRANSPARENT", "IPV6_TRANSPARENT"},
        {0, 0x40, "IP_MULTICAST_ALL", "IPV6_MULTICAST_ALL"},
        {0, 0x80, "IP_NODEFRAG", NULL},
        {1, 0x01, "IP_BIND_ADDRESS_NO_PORT", NULL},
    };
    size_t len;
    const uint8_t *bytes = find(all, INET_DIAG_SKMEMINFO, 16, NULL);
    if (bytes != NULL) {
        put_option(rows, "SO_RCVBUF", word_at(bytes, 1));
        put_option(rows, "SO_SNDBUF", word_at(bytes, 3));
    }
    bytes = find(all, INET_DIAG_MARK, 4, NULL);
    if (bytes != NULL) put_option(rows, "SO_MARK", word_at(bytes, 0));
    const char *name = find(all, INET_DIAG_CONG, 2, &len);
    if (name != NULL && name[len - 1] == '\0') json_array_append_new(rows, option_row("TCP_CONGESTION", name));
    bytes = find(all, INET_DIAG_TOS, 1, NULL);
    if (bytes != NULL) put_option(rows, "IP_TOS", bytes[0]);
    bytes = find(all, INET_DIAG_TCLASS, 1, NULL);
    if (bytes != NULL) put_option(rows, "IPV6_TCLASS", bytes[0]);
    bytes = find(all, INET_DIAG_SKV6ONLY, 1, NULL);
    if (bytes != NULL) put_flag(rows, "IPV6_V6ONLY", bytes[0] != 0);
    bytes = find(all, ATTRIBUTE_SOCKOPT, 2, NULL);
    for (size_t i = 0; bytes != NULL && i < COUNT_OF(flags); i++) {
        const char *flag = s->family == SKT_AF_INET6 ? flags[i].ipv6 : flags[i].ipv4;
        if (flag != NULL) put_flag(rows, flag, (bytes[flags[i].byte] & flags[i].bit) != 0);
    }
}

static void read_queues(seen *s, const struct inet_diag_msg *head, attributes all)
{
    json_t *queues = json_object();
    if (s->state == STATE_LISTEN) {
        put(queues, "accept", head->idiag_rqueue);
        put(queues, "accept_most", head->idiag_wqueue);
    } else {
        bool stream = s->type == SKT_SOCK_STREAM;
        put(queues, stream ? "unread_bytes" : "receive_memory_bytes", head->idiag_rqueue);
        put(queues, stream ? "unacked_bytes" : "send_memory_bytes", head->idiag_wqueue);
    }
    json_object_set_new(s->known, "queues", queues);
    const uint8_t *shut = find(all, INET_DIAG_SHUTDOWN, 1, NULL);
    static const char *const halves[] = {NULL, "receiving", "sending", "both"};
    if (shut != NULL && (shut[0] & 3)) json_object_set_new(s->known, "shut_down", json_string(halves[shut[0] & 3]));
}

static void read_timer(json_t *known, const struct inet_diag_msg *head)
{
    static const char *const names[] = {NULL, "retransmission", "keepalive", "time_wait", "window_probe"};
    if (head->idiag_timer == 0 || head->idiag_timer >= COUNT_OF(names)) return;
    json_object_set_new(known, "timer",
                        json_pack("{s:s, s:I, s:i}", "name", names[head->idiag_timer], "left_ns",
                                  (json_int_t)head->idiag_expires * 1000000, "tries", head->idiag_retrans));
}

/* `ip` has room for both families. */
static void read_address(int family, const uint32_t *ip, uint16_t port, uint32_t scope, skt_addr *out)
{
    const uint8_t *bytes = (const uint8_t *)ip, *number = (const uint8_t *)&port;
    uint16_t host = (uint16_t)(number[0] << 8 | number[1]);
    if (family == SKT_AF_INET)
        skt_addr_ipv4(bytes, host, out);
    else
        skt_addr_ipv6(bytes, host, bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80 ? scope : 0, out);
}

static void put_cookie(json_t *known, const uint32_t cookie[2])
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, (uint64_t)cookie[1] << 32 | cookie[0]);
    json_object_set_new(known, "cookie", json_string(text));
}

static void read_inet(seen *s, int protocol, const struct inet_diag_msg *head, attributes all)
{
    size_t len = 0;
    s->family = head->idiag_family;
    s->protocol = protocol;
    s->type = protocol == SKT_IPPROTO_TCP || protocol == SKT_IPPROTO_MPTCP ? SKT_SOCK_STREAM
              : protocol == SKT_IPPROTO_RAW                                ? SKT_SOCK_RAW
                                                                           : SKT_SOCK_DGRAM;
    s->state = head->idiag_state == STATE_NEW_SYN_RECV ? STATE_SYN_RECV : head->idiag_state;
    s->inode = head->idiag_inode;
    read_address(s->family, head->id.idiag_src, head->id.idiag_sport, head->id.idiag_if, &s->local);
    if (head->id.idiag_dport != 0)
        read_address(s->family, head->id.idiag_dst, head->id.idiag_dport, head->id.idiag_if, &s->peer);
    const uint8_t *raw = find(all, INET_DIAG_PROTOCOL, 1, NULL);
    if (s->type == SKT_SOCK_RAW && raw != NULL) s->protocol = raw[0];

    put_cookie(s->known, head->id.idiag_cookie);
    put(s->known, "uid", head->idiag_uid);
    read_queues(s, head, all);
    read_timer(s->known, head);
    const void *bytes = find(all, INET_DIAG_SKMEMINFO, 4, &len);
    put_memory(s->known, bytes, len);
    bytes = find(all, INET_DIAG_INFO, 8, &len);
    if (bytes != NULL && protocol == SKT_IPPROTO_TCP && s->state != STATE_LISTEN && s->state != STATE_CLOSED)
        json_object_set_new(s->known, "tcp", tcp_info_as_json(bytes, len, &(int){0}));
    json_t *rows = json_array();
    read_options(s, all, rows);
    json_object_set_new(s->known, "options", rows);
}

static void read_unix(seen *s, const struct unix_diag_msg *head, attributes all)
{
    char path[256];
    size_t len = 0;
    s->family = SKT_AF_UNIX;
    s->type = head->udiag_type;
    s->protocol = 0;
    s->state = head->udiag_state;
    s->inode = head->udiag_ino;
    const char *name = find(all, UNIX_DIAG_NAME, 1, &len);
    if (name != NULL && name[0] == '\0') {
        skt_addr_unix_abstract(name + 1, len - 1, &s->local);
    } else if (name != NULL && len < sizeof path) {
        memcpy(path, name, len);
        path[len] = '\0';
        skt_addr_unix(path, &s->local);
    }
    const void *bytes = find(all, UNIX_DIAG_PEER, 4, NULL);
    if (bytes != NULL) s->peer_inode = word_at(bytes, 0);
    put_cookie(s->known, head->udiag_cookie);
    bytes = find(all, UNIX_DIAG_UID, 4, NULL);
    if (bytes != NULL) put(s->known, "uid", word_at(bytes, 0));
    bytes = find(all, UNIX_DIAG_RQLEN, 8, NULL);
    if (bytes != NULL) {
        bool listens = s->state == STATE_LISTEN;
        json_t *queues = json_object();
        put(queues, listens ? "accept" : "unread_bytes", word_at(bytes, 0));
        put(queues, listens ? "accept_most" : "unacked_bytes", word_at(bytes, 1));
        json_object_set_new(s->known, "queues", queues);
    }
    bytes = find(all, UNIX_DIAG_MEMINFO, 4, &len);
    put_memory(s->known, bytes, len);
}

/* The sockets that one request lists. */
typedef struct list_kind {
    int family, protocol;
} list_kind;

static const list_kind kinds[] = {
    {SKT_AF_INET, SKT_IPPROTO_TCP},
    {SKT_AF_INET6, SKT_IPPROTO_TCP},
    {SKT_AF_INET, SKT_IPPROTO_MPTCP},
    {SKT_AF_INET6, SKT_IPPROTO_MPTCP},
    {SKT_AF_INET, SKT_IPPROTO_UDP},
    {SKT_AF_INET6, SKT_IPPROTO_UDP},
    {SKT_AF_INET, SKT_IPPROTO_UDPLITE},
    {SKT_AF_INET6, SKT_IPPROTO_UDPLITE},
    {SKT_AF_INET, SKT_IPPROTO_RAW},
    {SKT_AF_INET6, SKT_IPPROTO_RAW},
    {SKT_AF_UNIX, 0},
};

static int ask(skt_socket netlink, const list_kind *kind)
{
    struct {
        struct nlmsghdr head;
        union {
            struct {
                struct inet_diag_req_v2 request;
                struct nlattr attribute;
                uint32_t protocol; /* a protocol number above 255 */
            } inet;
            struct unix_diag_req unix_;
        } of;
    } message = {.head = {.nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP}};
    size_t len = sizeof message.head;
    if (kind->family == SKT_AF_UNIX) {
        message.of.unix_ = (struct unix_diag_req){.sdiag_family = SKT_AF_UNIX,
                                                  .udiag_states = ~0U,
                                                  .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN |
                                                                UDIAG_SHOW_MEMINFO | UDIAG_SHOW_UID};
        len += sizeof message.of.unix_;
    } else {
        bool wide = kind->protocol > UINT8_MAX;
        message.of.inet.request =
            (struct inet_diag_req_v2){.sdiag_family = (uint8_t)kind->family,
                                      .sdiag_protocol = wide ? UINT8_MAX : (uint8_t)kind->protocol,
                                      .idiag_ext = UINT8_MAX,
                                      .idiag_states = ~0U};
        message.of.inet.attribute = (struct nlattr){.nla_len = 8, .nla_type = REQUEST_PROTOCOL};
        message.of.inet.protocol = (uint32_t)kind->protocol;
        len += wide ? sizeof message.of.inet : sizeof message.of.inet.request;
    }
    message.head.nlmsg_len = (uint32_t)len;
    skt_ssize sent = skt_send(netlink, &message, len, 0);
    return sent < 0 ? (int)sent : 0;
}

static int read_message(const struct nlmsghdr *head, const list_kind *kind, uint64_t network, seen_list *out)
{
    const uint8_t *body = (const uint8_t *)head + NLMSG_HDRLEN;
    size_t len = head->nlmsg_len - NLMSG_HDRLEN;
    size_t least = kind->family == SKT_AF_UNIX ? sizeof(struct unix_diag_msg) : sizeof(struct inet_diag_msg);
    if (len < least) return SKT_EPROTO;
    attributes all = {body + NLMSG_ALIGN(least), len > NLMSG_ALIGN(least) ? len - NLMSG_ALIGN(least) : 0};
    seen *s = seen_add(out);
    if (s == NULL) return SKT_ENOMEM;
    s->network = network;
    if (kind->family == SKT_AF_UNIX)
        read_unix(s, (const struct unix_diag_msg *)(const void *)body, all);
    else
        read_inet(s, kind->protocol, (const struct inet_diag_msg *)(const void *)body, all);
    return 0;
}

/* Returns 1 at the end of the list. */
static int read_messages(const uint8_t *at, size_t len, const list_kind *kind, uint64_t network, seen_list *out)
{
    int rc = 0;
    while (rc == 0 && len >= NLMSG_HDRLEN) {
        const struct nlmsghdr *head = (const struct nlmsghdr *)(const void *)at;
        size_t step = NLMSG_ALIGN(head->nlmsg_len);
        if (head->nlmsg_len < NLMSG_HDRLEN || head->nlmsg_len > len) return SKT_EPROTO;
        if (head->nlmsg_type == NLMSG_DONE) return 1;
        /* This kernel cannot list such sockets. */
        if (head->nlmsg_type == NLMSG_ERROR) return 1;
        if (head->nlmsg_type == SOCK_DIAG_BY_FAMILY) rc = read_message(head, kind, network, out);
        if (step > len) break;
        at += step;
        len -= step;
    }
    return rc;
}

int sock_diag_list(skt_socket netlink, uint64_t network, seen_list *out)
{
    static union {
        struct nlmsghdr aligned;
        uint8_t bytes[65536];
    } room;
    int rc = 0;
    for (size_t i = 0; rc >= 0 && i < COUNT_OF(kinds); i++) {
        rc = ask(netlink, &kinds[i]);
        while (rc == 0) {
            skt_ssize len = skt_recv(netlink, room.bytes, sizeof room.bytes, 0);
            if (len == SKT_EINTR) continue;
            rc = len < 0 ? (int)len : read_messages(room.bytes, (size_t)len, &kinds[i], network, out);
        }
    }
    return rc < 0 ? rc : 0;
}
