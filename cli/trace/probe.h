/* SPDX-License-Identifier: MIT */
/* One packet that is to end after so many hops, on a socket of its own, and who answers it. */
#ifndef SKT_CLI_TRACE_PROBE_H
#define SKT_CLI_TRACE_PROBE_H

#include "../path/icmp.h"
#include "../settings.h"

typedef enum outcome {
    ANSWER_NONE,
    ANSWER_ROUTER,  /* its hops were used up there */
    ANSWER_REACHED, /* the host itself */
    ANSWER_REFUSED  /* a router that does not pass it on */
} outcome;

typedef struct answer {
    outcome what;
    skt_addr from; /* length 0: not known */
    skt_duration took;
    int error;    /* of the host: 0, SKT_ECONNREFUSED; of routers what their ICMP amounts to */
    bool by_icmp; /* type and code are its */
    uint8_t type, code;
    uint32_t mtu;
} answer;

/* How all of them are sent. */
typedef struct probe_plan {
    skt_addr to;     /* with the port */
    skt_addr source; /* length 0: the system chooses */
    bool tcp;
    bool ports_differ; /* each goes to a port of its own, which are counted from that of `to` */
    const char *device;
    const settings *options;
    const option_word *failed; /* the option that was refused */
    skt_duration wait;
} probe_plan;

typedef struct hop_probe {
    skt_socket s; /* SKT_INVALID_SOCKET once it has ended */
    unsigned hop, index;
    skt_deadline sent_at, until;
    int64_t sent_time; /* of day */
    answer answer;
} hop_probe;

/* Sends the probe with this number of all. 0, or why this machine cannot. */
int probe_begin(probe_plan *plan, unsigned hop, unsigned index, hop_probe *out);

/* Takes what has come. Whether the probe has ended. */
bool probe_look(const probe_plan *plan, hop_probe *p);

/* Gives it up. */
void probe_end(const probe_plan *plan, hop_probe *p);

#endif
