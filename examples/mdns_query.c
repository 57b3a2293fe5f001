/* SPDX-License-Identifier: MIT */
/*
 * Looks up the IPv4 address of a name by multicast DNS (a one-shot query of RFC 6762) on several interfaces with one
 * socket, and prints on which interface each answer arrived. Ends when each interface has had an answer.
 *
 *     mdns_query NAME INTERFACE...    mdns_query printer.local eth0 wlan0
 */
#include <skt/skt.h>

#include <stdio.h>

enum { HEADER = 12, QUERY_MAX = HEADER + 255 + 4, ROOM = 9000, MOST_INTERFACES = 16, TRIES = 5 };

typedef struct asker {
    skt_socket s;
    skt_udp udp;
    char **names;
    uint32_t indexes[MOST_INTERFACES];
    bool has_answered[MOST_INTERFACES];
    unsigned char query[QUERY_MAX];
    size_t query_len;
    size_t count, missing; /* the number of interfaces, and of those without an answer so far */
} asker;

/* Makes the query for a name's address. Returns its length, or 0 if the name is invalid. */
static size_t make_query(const char *name, unsigned char out[QUERY_MAX])
{
    static const unsigned char header[HEADER] = {[5] = 1}, end[] = {0, 0, 1, 0, 1}; /* A, IN */
    size_t at = HEADER;
    memcpy(out, header, HEADER);
    for (size_t len; *name != 0; name += name[len] == '.' ? len + 1 : len) {
        len = strcspn(name, ".");
        if (len == 0 || len > 63 || at + 1 + len + sizeof end > QUERY_MAX) return 0;
        out[at++] = (unsigned char)len;
        memcpy(out + at, name, len);
        at += len;
    }
    memcpy(out + at, end, sizeof end);
    return at + sizeof end;
}

/* The address in an answer, which repeats the query; NULL if it is not an answer to it. */
static const unsigned char *address_in(const asker *a, const unsigned char *bytes, size_t len)
{
    size_t at = a->query_len;
    if (len <= at || !(bytes[2] & 0x80) || memcmp(bytes + HEADER, a->query + HEADER, at - HEADER) != 0) return NULL;
    at += bytes[at] >= 0xc0 ? 2 : a->query_len - HEADER - 4; /* a compression pointer, or the name again */
    const bool is_address = at + 14 <= len && bytes[at + 1] == 1 && bytes[at + 9] == 4;
    return is_address ? bytes + at + 10 : NULL;
}

static int ask(asker *a)
{
    static const uint8_t group[4] = {224, 0, 0, 251};
    skt_datagram out[MOST_INTERFACES];
    skt_addr to;
    skt_addr_ipv4(group, 5353, &to);
    for (size_t i = 0; i < a->count; i++) {
        out[i] = skt_datagram_to(a->query, a->query_len, &to);
        out[i].has = SKT_INFO_LOCAL; /* without a family, only the interface is set */
        out[i].local.interface_index = a->indexes[i];
    }
    return (int)skt_udp_send(&a->udp, out, a->count, 0);
}

static void take(asker *a, const skt_datagram *in)
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_addr found;
    const unsigned char *address = address_in(a, in->data.base, in->len);
    for (size_t i = 0; address != NULL && i < a->count; i++) {
        if (a->indexes[i] != in->local.interface_index) continue;
        skt_addr_ipv4(address, 0, &found);
        skt_ip_format(&found, text, sizeof text);
        printf("%s by %s\n", text, a->names[i]);
        a->missing -= !a->has_answered[i];
        a->has_answered[i] = true;
    }
}

static int take_until(asker *a, skt_deadline deadline)
{
    static unsigned char room[ROOM];
    skt_pollfd fd = {.socket = a->s, .events = SKT_POLLIN};
    while (a->missing > 0) {
        skt_datagram in = skt_datagram_into(room, sizeof room, NULL);
        int rc = skt_poll(&fd, 1, deadline);
        if (rc == 0) break;
        if (rc > 0) rc = (int)skt_udp_recv(&a->udp, &in, 1, 0);
        if (rc > 0) take(a, &in);
        if (rc < 0 && rc != SKT_EAGAIN && rc != SKT_EINTR) return rc;
    }
    return 0;
}

int main(int argc, char **argv)
{
    asker a = {.names = argv + 2, .count = argc > 2 ? (size_t)argc - 2 : 0};
    uint32_t granted = 0;
    if (argc > 2) a.query_len = make_query(argv[1], a.query);
    int rc = a.count > MOST_INTERFACES || a.query_len == 0 ? SKT_EINVAL : 0;
    for (; rc >= 0 && a.missing < a.count; a.missing++) {
        rc = skt_interface_index(a.names[a.missing]);
        a.indexes[a.missing] = (uint32_t)rc;
    }
    if (rc >= 0) rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, 0, &a.s);
    if (rc >= 0) rc = skt_udp_attach(&a.udp, sizeof a.udp, a.s, SKT_INFO_LOCAL, &granted);
    if (rc >= 0 && !(granted & SKT_INFO_LOCAL)) rc = SKT_EUNSUPPORTED;
    for (int i = 0; rc >= 0 && a.missing > 0 && i < TRIES; i++) {
        rc = ask(&a);
        if (rc >= 0) rc = take_until(&a, skt_deadline_in(SKT_SECONDS(1) << i));
    }
    if (rc < 0) fprintf(stderr, "mdns_query: %s\n", skt_error_name(rc));
    return rc < 0 || a.missing > 0;
}
