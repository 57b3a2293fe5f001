/* SPDX-License-Identifier: MIT */
/*
 * Linux: effects of options, observed other than by reading the option: in a packet, in control data, or in the result
 * of another call. A row for each, a file for each level; test_linux_effects.c runs and counts them.
 */
#ifndef SKT_TESTS_EFFECTS_H
#define SKT_TESTS_EFFECTS_H

#include "netns.h"
#include "received.h"

/* Two sockets that are connected to each other. */
typedef enum ends { UDP4, UDP6, TCP4, TCP6, LITE4, UNIX_STREAM, UNIX_DATAGRAM } ends;

static inline const char *option_name(skt_option option)
{
    return skt_option_describe(option)->name;
}

typedef struct effect effect;
struct effect {
    skt_option option;
    const char *set; /* the value to set, as text */
    void (*show)(const effect *row);
    const char *sentence;
    ends where;
    /* The expected effect: an item of control data by its numbers or by its kind, or bytes of a packet. */
    int level, type, kind;
    size_t at;        /* the offset in the packet, counted from the IP header */
    const char *seen; /* in hex, in little-endian order, with ? for any digit; NULL: any value */
    /* An option to set on the sender, with the same effect. */
    skt_option sent;
    const char *sent_set;
};

#define EFFECT(name) .option = {SKT_NUMBER_##name}
#define SENT(name)   .sent = {SKT_NUMBER_##name}

typedef struct effects {
    const effect *rows;
    size_t count;
} effects;
extern const effects socket_effects, unix_effects, tcp_effects, repair_effects, udp_effects, ip_effects, ipv6_effects,
    group_effects, netlink_effects, packet_effects;
#define EFFECTS(rows) {rows, COUNT_OF(rows)}

/* Sets an option; skips the test if this kernel or process cannot. */
void set_text(skt_socket s, skt_option option, const char *text);
void set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len);
int64_t int_of(skt_socket s, skt_int_option key);

connection open_ends(ends where);

/* A TCP connection over an address; with a row, the client sets its option before connecting. */
connection connect_with(const char *text, const effect *row, const char *set);

/* Waits until so many bytes can be received. */
void await_bytes(skt_socket s, int64_t count);

/* Sends one byte, which must arrive. */
void send_x(skt_socket s);
void expect_x(skt_socket s);

/* Bytes as hex; whether such a text matches a pattern with ?. */
bool is_like(const void *bytes, size_t len, const char *pattern);

/*
 * A packet socket that receives the packets sent by an interface of this network as soon as the sender's call returns.
 *
 * What the kernel sends on its own time, segments of connections that end and reports of groups, is passed over: a
 * segment is only found by its port. clear_wire drops what there is. The length of the next packet from IP on, 0 where
 * there is none.
 */
typedef struct packet {
    uint8_t bytes[70000];
    size_t len;
} packet;
skt_socket open_wire(const char *interface);
size_t next_on_wire(skt_socket wire, packet *out);
size_t next_segment(skt_socket wire, int from_port, packet *out);
void clear_wire(skt_socket wire);
int port_of(skt_socket s);

/* Closes both ends by a reset, so that no data is left to send. */
void abort_both(connection *c);

/* Effects that several levels have in common. */
void an_item_comes(const effect *row);    /* the option makes receives report an item */
void is_in_the_packet(const effect *row); /* the option changes bytes of sent packets */
void the_rest_is_counted(const effect *row);

#endif
