/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include "../options.h"
#include "sock_diag.h"
#include "tcp_info.h"

#include <sys/socket.h>

/* Not in all of the headers that there are. */
#if !defined(SO_MEMINFO)
#define SO_MEMINFO 55
#endif

static void read_peer(skt_socket s, json_t *known)
{
    int32_t who[3]; /* struct ucred */
    size_t len = sizeof who;
    if (skt_get_bytes(s, SKT_SO_PEERCRED, who, &len) < 0 || len != sizeof who || who[1] < 0) return;
    json_object_set_new(known, "peer_credentials",
                        json_pack("{s:i, s:I, s:I}", "pid", who[0], "uid", (json_int_t)(uint32_t)who[1], "gid",
                                  (json_int_t)(uint32_t)who[2]));
}

/* Others answer with zeros. */
static bool has_peers(int family)
{
    return family == SKT_AF_INET || family == SKT_AF_INET6 || family == SKT_AF_UNIX || family == SKT_AF_VSOCK;
}

void answers_read(skt_socket copy, skt_deadline until, seen *s)
{
    uint8_t room[512];
    size_t len = sizeof room;
    s->family = skt_family(copy);
    s->type = skt_type(copy);
    s->protocol = skt_protocol(copy);
    if (skt_local_address(copy, &s->local) < 0) s->local.len = 0;
    if (!has_peers(s->family) || skt_peer_address(copy, &s->peer) < 0) s->peer.len = 0;
    if (s->family == SKT_AF_UNIX) read_peer(copy, s->known);
    if (skt_get_raw(copy, SKT_SOL_SOCKET, SO_MEMINFO, room, &len) == 0)
        json_object_set_new(s->known, "memory", sock_diag_memory(room, len));
    len = sizeof room;
    bool is_tcp = skt_get_bytes(copy, SKT_TCP_INFO, room, &len) == 0;
    if (is_tcp) s->state = tcp_info_state(room, len);
    if (is_tcp && s->state != STATE_LISTEN && s->state != STATE_CLOSED)
        json_object_set_new(s->known, "tcp", tcp_info_as_json(room, len));
    if (s->state == STATE_UNKNOWN && has_peers(s->family))
        s->state = skt_is_listener(copy) > 0 ? STATE_LISTEN : s->peer.len > 0 ? STATE_ESTABLISHED : STATE_CLOSED;
    json_object_set_new(s->known, "options", options_read(copy, until));
}
