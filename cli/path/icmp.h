/* SPDX-License-Identifier: MIT */
/* Answers by ICMP to datagrams. */
#ifndef SKT_CLI_PATH_ICMP_H
#define SKT_CLI_PATH_ICMP_H

#include <skt/skt.h>

#include <jansson.h>

#define ICMP_KINDS_MOST 32
#define ICMP_TEXT_MAX   96

typedef struct icmp_answer {
    skt_addr from;
    int family; /* of the ICMP version */
    int error;
    uint8_t type, code;
    uint32_t mtu; /* 0: none */
    uint64_t count;
} icmp_answer;

/* The different answers, in the order of their first arrival. */
typedef struct icmp_answers {
    icmp_answer kinds[ICMP_KINDS_MOST];
    size_t count;
    uint64_t others; /* answers of further kinds, for which there was no room */
} icmp_answers;

void icmp_count(icmp_answers *all, int family, const skt_udp_event *event);

/* "administratively prohibited", or the numbers if they have no text. */
const char *icmp_text(int family, uint8_t type, uint8_t code, char out[ICMP_TEXT_MAX]);

/* Whether a router dropped the datagram because of its hop limit; whether a host has no socket at the port. */
bool icmp_is_exceeded(int family, uint8_t type);
bool icmp_is_port(int family, uint8_t type, uint8_t code);

/* Adds the answer's fields to a JSON object. */
void icmp_put_json(const icmp_answer *answer, json_t *into);

/* The text of its IP address. */
const char *icmp_from(const skt_addr *from, char out[SKT_IP_TEXT_MAX]);

#endif
