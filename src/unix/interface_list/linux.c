/* SPDX-License-Identifier: MIT */
/*
 * Linux: by rtnetlink(7), since getifaddrs(3) has no index, and gives as name the address's label, which may be any
 * text, even another interface's name. First all links with their hardware addresses, then all addresses.
 */
#include "interface_list.h"
#include "rtnetlink.h"

typedef struct span {
    const uint8_t *bytes;
    size_t len;
} span;

typedef struct list {
    skt_interface *out;
    size_t max;
    size_t count;
    size_t links;     /* the first entries, one per link */
    bool interrupted; /* the kernel's list changed meanwhile: entries may be missing or repeated */
} list;

enum { ATTEMPTS = 10 };

static size_t padded(size_t len)
{
    return (len + 3) & ~(size_t)3;
}

/* Finds the attributes with numbers below ATTRIBUTES; those that are missing stay empty. */
static void find_attributes(span rest, span out[ATTRIBUTES])
{
    for (size_t i = 0; i < ATTRIBUTES; i++) out[i] = (span){NULL, 0};
    attribute_header header;
    while (rest.len >= sizeof header) {
        memcpy(&header, rest.bytes, sizeof header);
        if (header.len < sizeof header || header.len > rest.len) return;
        if (header.type < ATTRIBUTES) out[header.type] = (span){rest.bytes + sizeof header, header.len - sizeof header};
        size_t step = padded(header.len) < rest.len ? padded(header.len) : rest.len;
        rest = (span){rest.bytes + step, rest.len - step};
    }
}

static void take_hardware(const link_message *link, span hardware, skt_addr *out)
{
    out->len = 0;
    if (hardware.bytes == NULL) return;
    if (skt_addr_link((uint32_t)link->index, 0, hardware.bytes, hardware.len, out) < 0) return;
    memcpy(out->storage.bytes + offsetof(skt__sockaddr_ll, sll_hatype), &link->type, sizeof link->type);
}

static void take_link(list *l, span message)
{
    link_message link;
    span found[ATTRIBUTES];
    if (message.len < sizeof link) return;
    memcpy(&link, message.bytes, sizeof link);
    l->links = ++l->count;
    if (l->count > l->max) return;
    find_attributes((span){message.bytes + sizeof link, message.len - sizeof link}, found);
    skt_interface *entry = &l->out[l->count - 1];
    *entry = (skt_interface){.index = (uint32_t)link.index, .flags = link.flags};
    size_t name_len = found[LINK_NAME].len > 0 ? found[LINK_NAME].len - 1 : 0;
    skt__text_copy(entry->name, sizeof entry->name, (const char *)found[LINK_NAME].bytes, name_len);
    take_hardware(&link, found[LINK_ADDRESS], &entry->address);
    if (link.flags & SKT_IFF_BROADCAST) take_hardware(&link, found[LINK_BROADCAST], &entry->remote);
}

static void take_ip(const addr_message *addr, span ip, skt_addr *out)
{
    out->len = 0;
    if (addr->family == AF_INET && ip.len == 4) skt_addr_ipv4(ip.bytes, 0, out);
    if (addr->family != AF_INET6 || ip.len != 16) return;
    bool of_link = ip.bytes[0] == 0xfe && (ip.bytes[1] & 0xc0) == 0x80;
    bool of_link_group = ip.bytes[0] == 0xff && (ip.bytes[1] & 0xf) == 2;
    skt_addr_ipv6(ip.bytes, 0, of_link || of_link_group ? addr->index : 0, out);
}

/*
 * Copies name and flags of the address's link. A link that appeared after the links were listed is looked up by index.
 */
static void take_link_of(const list *l, skt_interface *entry)
{
    for (size_t i = 0; i < l->links; i++) {
        if (l->out[i].index != entry->index) continue;
        memcpy(entry->name, l->out[i].name, sizeof entry->name);
        entry->flags = l->out[i].flags;
        return;
    }
    skt_interface_name(entry->index, entry->name, sizeof entry->name);
}

static void take_addr(list *l, span message)
{
    addr_message addr;
    span found[ATTRIBUTES];
    if (message.len < sizeof addr) return;
    memcpy(&addr, message.bytes, sizeof addr);
    if (addr.family != AF_INET && addr.family != AF_INET6) return;
    if (++l->count > l->max) return;
    find_attributes((span){message.bytes + sizeof addr, message.len - sizeof addr}, found);
    skt_interface *entry = &l->out[l->count - 1];
    *entry = (skt_interface){.index = addr.index, .prefix = addr.prefix};
    take_link_of(l, entry);
    bool two = found[ADDR_LOCAL].bytes != NULL;
    take_ip(&addr, found[two ? ADDR_LOCAL : ADDR_ADDRESS], &entry->address);
    if (entry->flags & SKT_IFF_BROADCAST) take_ip(&addr, found[ADDR_BROADCAST], &entry->remote);
    skt_addr other = {.len = 0};
    if (two) take_ip(&addr, found[ADDR_ADDRESS], &other);
    if (two && !skt_addr_equal(&other, &entry->address)) entry->remote = other;
}

/* Reads the messages of one receive. Returns 1 at the end of the list, 0 if more will come, or the error. */
static int take_answer(list *l, uint32_t sequence, span rest)
{
    message_header header;
    while (rest.len >= sizeof header) {
        memcpy(&header, rest.bytes, sizeof header);
        if (header.len < sizeof header || header.len > rest.len) return SKT_EBADMSG;
        span message = {rest.bytes + sizeof header, header.len - sizeof header};
        int32_t error = 0;
        bool ours = header.sequence == sequence;
        if (ours && (header.flags & DUMP_INTERRUPTED)) l->interrupted = true;
        if (ours && header.type == NEW_LINK) take_link(l, message);
        if (ours && header.type == NEW_ADDR) take_addr(l, message);
        if (ours && header.type == TYPE_DONE) return 1;
        if (ours && header.type == TYPE_ERROR && message.len >= sizeof error) {
            memcpy(&error, message.bytes, sizeof error);
            return error < 0 ? error : SKT_EBADMSG;
        }
        size_t step = padded(header.len) < rest.len ? padded(header.len) : rest.len;
        rest = (span){rest.bytes + step, rest.len - step};
    }
    return 0;
}

/* Requests all links or all addresses and reads them. Returns 0 or the error. */
static int ask(skt_socket s, list *l, uint16_t type, uint32_t sequence)
{
    answer room;
    skt_addr kernel, from;
    const request all = {
        .header = {.len = sizeof all, .type = type, .flags = REQUEST_DUMP, .sequence = sequence},
    };
    int rc = skt_addr_netlink(0, 0, &kernel);
    skt_ssize sent = rc == 0 ? skt_sendto(s, &all, sizeof all, 0, &kernel) : rc;
    if (sent < 0) return (int)sent;
    while (rc == 0) {
        skt_ssize came = skt_recvfrom(s, room.bytes, sizeof room.bytes, SKT_MSG_TRUNC, &from);
        if (came < 0) return (int)came;
        if ((size_t)came > sizeof room.bytes) return SKT_EMSGSIZE;
        /* Other processes may send to this socket as well. */
        if (skt_addr_equal(&from, &kernel)) rc = take_answer(l, sequence, (span){room.bytes, (size_t)came});
    }
    return rc < 0 ? rc : 0;
}

int skt__list_interfaces(skt_interface *out, size_t max)
{
    skt_socket s;
    list l = {.interrupted = true};
    int rc = skt_open(SKT_AF_NETLINK, SKT_SOCK_RAW, ROUTE, &s);
    if (rc < 0) return rc;
    for (uint32_t attempt = 0; rc == 0 && l.interrupted && attempt < ATTEMPTS; attempt++) {
        l = (list){.out = out, .max = max};
        rc = ask(s, &l, GET_LINK, 2 * attempt + 1);
        /* Android refuses the list of links to most programs. */
        if (rc == SKT_EACCES) rc = 0;
        if (rc == 0) rc = ask(s, &l, GET_ADDR, 2 * attempt + 2);
    }
    skt_close(s);
    return rc < 0 ? rc : (int)l.count;
}
