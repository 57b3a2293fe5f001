/* SPDX-License-Identifier: MIT */
#include "icmp.h"

#include <stdio.h>

/* RFC 792, 1122, 1812, 4443. */
static const struct {
    bool is_v6;
    uint8_t type, code;
    const char *text;
} words[] = {
    {false, 3, 0, "network unreachable"},
    {false, 3, 1, "host unreachable"},
    {false, 3, 2, "protocol unreachable"},
    {false, 3, 3, "port unreachable"},
    {false, 3, 4, "fragmentation needed"},
    {false, 3, 5, "source route failed"},
    {false, 3, 6, "network unknown"},
    {false, 3, 7, "host unknown"},
    {false, 3, 9, "network prohibited"},
    {false, 3, 10, "host prohibited"},
    {false, 3, 11, "network unreachable for this type of service"},
    {false, 3, 12, "host unreachable for this type of service"},
    {false, 3, 13, "administratively prohibited"},
    {false, 3, 14, "host precedence violation"},
    {false, 3, 15, "precedence cutoff"},
    {false, 11, 0, "hop limit exceeded"},
    {false, 11, 1, "fragment reassembly time exceeded"},
    {false, 12, 0, "bad header"},
    {true, 1, 0, "no route"},
    {true, 1, 1, "administratively prohibited"},
    {true, 1, 2, "beyond the scope of the source"},
    {true, 1, 3, "address unreachable"},
    {true, 1, 4, "port unreachable"},
    {true, 1, 5, "source address failed policy"},
    {true, 1, 6, "route rejected"},
    {true, 2, 0, "packet too big"},
    {true, 3, 0, "hop limit exceeded"},
    {true, 3, 1, "fragment reassembly time exceeded"},
    {true, 4, 0, "bad header"},
    {true, 4, 1, "unknown next header"},
    {true, 4, 2, "unknown option"},
};

const char *icmp_text(int family, uint8_t type, uint8_t code, char out[ICMP_TEXT_MAX])
{
    bool is_v6 = family == SKT_AF_INET6;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].is_v6 == is_v6 && words[i].type == type && words[i].code == code) return words[i].text;
    snprintf(out, ICMP_TEXT_MAX, "type %d code %d", type, code);
    return out;
}

bool icmp_is_exceeded(int family, uint8_t type)
{
    return type == (family == SKT_AF_INET6 ? 3 : 11);
}

bool icmp_is_port(int family, uint8_t type, uint8_t code)
{
    return family == SKT_AF_INET6 ? type == 1 && code == 4 : type == 3 && code == 3;
}

void icmp_count(icmp_answers *all, int family, const skt_udp_event *event)
{
    size_t i = 0;
    for (; i < all->count; i++) {
        const icmp_answer *a = &all->kinds[i];
        if (a->type == event->icmp_type && a->code == event->icmp_code && a->mtu == event->mtu &&
            skt_addr_same_host(&a->from, &event->offender))
            break;
    }
    if (i == ICMP_KINDS_MOST) {
        all->others++;
        return;
    }
    if (i == all->count)
        all->kinds[all->count++] = (icmp_answer){.from = event->offender,
                                                 .family = family,
                                                 .error = event->error,
                                                 .type = event->icmp_type,
                                                 .code = event->icmp_code,
                                                 .mtu = event->mtu};
    all->kinds[i].count++;
}

const char *icmp_from(const skt_addr *from, char out[SKT_IP_TEXT_MAX])
{
    skt_addr host = *from;
    if (from->len > 0) skt_addr_set_port(&host, 0);
    if (from->len == 0 || skt_ip_format(&host, out, SKT_IP_TEXT_MAX) < 0) snprintf(out, SKT_IP_TEXT_MAX, "?");
    return out;
}

void icmp_put_json(const icmp_answer *answer, json_t *into)
{
    char text[ICMP_TEXT_MAX], from[SKT_IP_TEXT_MAX];
    const char *error = skt_error_name(answer->error);
    json_object_set_new(into, "address", json_string(icmp_from(&answer->from, from)));
    json_object_set_new(into, "icmp_type", json_integer(answer->type));
    json_object_set_new(into, "icmp_code", json_integer(answer->code));
    json_object_set_new(into, "icmp", json_string(icmp_text(answer->family, answer->type, answer->code, text)));
    if (error != NULL) json_object_set_new(into, "error", json_string(error));
    if (answer->mtu != 0) json_object_set_new(into, "mtu_bytes", json_integer(answer->mtu));
}
