/* SPDX-License-Identifier: MIT */
/* A packet with a hop limit, on a socket of its own, and its answer. */
#ifndef SKT_CLI_TRACE_PROBE_H
#define SKT_CLI_TRACE_PROBE_H

#include "../path/icmp.h"
#include "../settings.h"

typedef enum outcome {
    ANSWER_NONE,
    ANSWER_ROUTER,  /* from the router at which the hop limit was reached */
    ANSWER_REACHED, /* from the destination host */
    ANSWER_REFUSED  /* from a router that does not forward the packet */
} outcome;

typedef struct answer {
    outcome what;
    skt_addr from; /* of length 0 if unknown */
    skt_duration took;
    int error;    /* from the host 0 or SKT_ECONNREFUSED; from routers the error that the system makes of the ICMP */
    bool by_icmp; /* the answer was ICMP, with type and code */
    uint8_t type, code;
    uint32_t mtu;
} answer;

/* How to send the probes of a trace. */
typedef struct probe_plan {
    skt_addr to;     /* with the port */
    skt_addr source; /* of length 0 if the system chooses */
    bool tcp;
    bool ports_differ; /* each probe is sent to another port, counted up from that of `to` */
    const char *device;
    const settings *options;
    const option_word *failed; /* the option that was refused */
    skt_duration wait;
} probe_plan;

typedef struct hop_probe {
    skt_socket s; /* SKT_INVALID_SOCKET once it has ended */
    unsigned hop, index;
    skt_deadline sent_at, until;
    int64_t sent_time; /* real time */
    answer answer;
} hop_probe;

/* Sends the probe; `number` counts all probes. Returns 0, or an error of this machine. */
int probe_begin(probe_plan *plan, unsigned hop, unsigned index, hop_probe *out);

/* Reads an answer if there is one. Returns whether the probe has ended. */
bool probe_look(const probe_plan *plan, hop_probe *p);

/* Ends the probe without an answer. */
void probe_end(const probe_plan *plan, hop_probe *p);

#endif
