/* SPDX-License-Identifier: MIT */
#include "packets.h"

#include <string.h>

#define BUFFER (4 * 1024 * 1024)

int packets_open(packets *p, skt_socket s, bool coalesce)
{
    uint32_t wanted = coalesce ? SKT_INFO_SEGMENTS : 0, granted = 0;
    skt_addr here;
    *p = (packets){.socket = s, .is_ip = skt_family(s) == SKT_AF_INET || skt_family(s) == SKT_AF_INET6};
    if (!p->is_ip) return 0;
    /* The destination address of received datagrams matters only if the socket is bound to several. */
    if (skt_local_address(s, &here) < 0 || skt_addr_is_any(&here)) wanted |= SKT_INFO_LOCAL;
    int rc = skt_udp_attach(&p->udp, sizeof p->udp, s, wanted, &granted);
    if (rc < 0) return rc;
    p->segments = (skt_udp_features(&p->udp) & SKT_INFO_SEGMENTS) != 0;
    p->coalesces = (granted & SKT_INFO_SEGMENTS) != 0;
    /* Turn automatic segmentation off: packets_send sets the segment size itself. */
    skt_udp_least_run(&p->udp, 0);
    return 0;
}

void packets_widen(skt_socket s, const settings *options)
{
    for (size_t i = 0; i < options->count; i++)
        if (strncmp(options->words[i].info->name, "SO_RCVBUF", 9) == 0) return;
    skt_grow_buffer(s, SKT_SO_RCVBUF, BUFFER);
}

static skt_datagram datagram(const unsigned char *data, size_t len, packets_peer *to)
{
    skt_datagram out = skt_datagram_to(data, len, to != NULL ? &to->addr : NULL);
    if (to != NULL) {
        out.local = to->local;
        out.has = to->has;
    }
    return out;
}

static skt_ssize send_segments(packets *p, const unsigned char *data, size_t size, size_t count, packets_peer *to)
{
    skt_datagram out = datagram(data, size * count, to);
    out.segment_size = (uint32_t)size;
    skt_ssize taken = skt_udp_send(&p->udp, &out, 1, 0);
    if (taken == 1) return (skt_ssize)count;
    return taken < 0 ? taken : (skt_ssize)(out.sent / size);
}

static skt_ssize send_several(packets *p, const unsigned char *data, size_t size, size_t count, packets_peer *to)
{
    skt_datagram out[PACKETS_AT_ONCE];
    if (count > PACKETS_AT_ONCE) count = PACKETS_AT_ONCE;
    for (size_t i = 0; i < count; i++) out[i] = datagram(data + i * size, size, to);
    return skt_udp_send(&p->udp, out, count, 0);
}

skt_ssize packets_send(packets *p, const unsigned char *data, size_t size, size_t count, size_t segments,
                       packets_peer *to)
{
    if (!p->is_ip) {
        skt_ssize sent =
            to != NULL ? skt_sendto(p->socket, data, size, 0, &to->addr) : skt_send(p->socket, data, size, 0);
        return sent < 0 ? sent : 1;
    }
    if (segments > 1 && count > 1) return send_segments(p, data, size, count < segments ? count : segments, to);
    return send_several(p, data, size, count, to);
}

void packets_rooms(skt_datagram in[PACKETS_AT_ONCE], skt_addr peers[PACKETS_AT_ONCE], unsigned char *memory)
{
    for (size_t i = 0; i < PACKETS_AT_ONCE; i++)
        in[i] = skt_datagram_into(memory + i * PACKETS_ROOM, PACKETS_ROOM, &peers[i]);
}

skt_ssize packets_recv(packets *p, skt_datagram in[PACKETS_AT_ONCE], size_t most)
{
    if (p->is_ip) return skt_udp_recv(&p->udp, in, most, 0);
    skt_ssize len = skt_recvfrom(p->socket, in[0].data.base, PACKETS_ROOM, 0, in[0].peer);
    if (len < 0) return len;
    in[0].len = (size_t)len;
    in[0].got = 0;
    in[0].segment_size = 0;
    return 1;
}

void packets_sender(const packets *p, const skt_datagram *in, packets_peer *out)
{
    skt_datagram answer = {0};
    if (p->is_ip) skt_udp_reply(in, &answer);
    *out = (packets_peer){.addr = *in->peer, .local = answer.local, .has = answer.has};
}
