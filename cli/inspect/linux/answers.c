/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include "fields.h"

static void read_peer(skt_socket s, json_t *known)
{
    skt_credentials who;
    if (skt_peer_credentials(s, &who, sizeof who) < 0) return;
    json_t *all = json_object();
    if (who.has & SKT_HAS_PID) json_object_set_new(all, "pid", json_integer(who.pid));
    if (who.has & SKT_HAS_UID) json_object_set_new(all, "uid", json_integer(who.uid));
    if (who.has & SKT_HAS_GID) json_object_set_new(all, "gid", json_integer(who.gid));
    json_object_set_new(known, "peer_credentials", all);
}

/* Not for datagrams: the ioctl counts only the next one, and the list of sock_diag all. */
static void read_queues(skt_socket s, json_t *known)
{
    json_t *queues = json_object();
    int64_t unread = skt_unread_bytes(s), unacked = skt_unacked_bytes(s), unsent = skt_unsent_bytes(s);
    if (unread >= 0) json_object_set_new(queues, "unread_bytes", json_integer(unread));
    if (unacked >= 0) json_object_set_new(queues, "unacked_bytes", json_integer(unacked));
    if (unsent >= 0) json_object_set_new(queues, "unsent_bytes", json_integer(unsent));
    json_object_set_new(known, "queues", queues);
}

/* Other families return an address of zeros. */
static bool has_peers(int family)
{
    return family == SKT_AF_INET || family == SKT_AF_INET6 || family == SKT_AF_UNIX || family == SKT_AF_VSOCK;
}

void answers_read(skt_socket copy, seen *s)
{
    uint8_t room[512];
    size_t len = sizeof room;
    s->family = skt_family(copy);
    s->type = skt_type(copy);
    s->protocol = skt_protocol(copy);
    if (skt_local_address(copy, &s->local) < 0) s->local.len = 0;
    if (!has_peers(s->family) || skt_peer_address(copy, &s->peer) < 0) s->peer.len = 0;
    if (s->family == SKT_AF_UNIX) read_peer(copy, s->known);
    if (skt_get_bytes(copy, SKT_SO_MEMINFO, room, &len) == 0)
        json_object_set_new(s->known, "memory", fields_as_json(SKT_ANY(SKT_SO_MEMINFO), room, len));
    len = sizeof room;
    bool is_tcp = skt_get_bytes(copy, SKT_TCP_INFO, room, &len) == 0;
    json_t *tcp = is_tcp ? tcp_info_as_json(room, len, &s->state) : NULL;
    if (is_tcp && s->state != STATE_LISTEN && s->state != STATE_CLOSED) json_object_set(s->known, "tcp", tcp);
    json_decref(tcp);
    if (s->state == STATE_UNKNOWN && has_peers(s->family))
        s->state = skt_is_listener(copy) > 0 ? STATE_LISTEN : s->peer.len > 0 ? STATE_ESTABLISHED : STATE_CLOSED;
    if (s->type == SKT_SOCK_STREAM && s->peer.len > 0) read_queues(copy, s->known);
}
