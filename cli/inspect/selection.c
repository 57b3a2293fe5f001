/* SPDX-License-Identifier: MIT */
#include "selection.h"

#include "../say.h"

#include <stdlib.h>
#include <string.h>

/* Reads a decimal number and returns the position behind it; NULL if there is none. */
static const char *take_number(const char *text, int64_t *out)
{
    char *end;
    if (text[0] < '0' || text[0] > '9') return NULL;
    *out = strtoll(text, &end, 10);
    return *out <= INT32_MAX ? end : NULL;
}

int target_read(const char *text, target *out)
{
    char shown[SAY_MAX];
    *out = (target){.pid = -1, .fd = -1, .text = text};
    const char *end = take_number(text, &out->pid);
    if (end != NULL && *end == '\0') return STATUS_OK;
    if (end != NULL && *end == ':') {
        end = take_number(end + 1, &out->fd);
        if (end != NULL && *end == '\0') return STATUS_OK;
        return complain_of_usage("%s is not PID:FD", printable(text, shown));
    }
    if (text[0] == '\0' || strchr(text, ':') != NULL)
        return complain_of_usage("%s is no PID, PID:FD or name of a program", printable(text[0] ? text : "''", shown));
    out->pid = -1;
    out->name = text;
    return STATUS_OK;
}

static bool goes_to(const selection *wanted, const skt_addr *peer)
{
    skt_addr plain = *peer;
    if (skt_addr_is_v4_mapped(peer)) skt_addr_unmap_v4(peer, &plain);
    for (size_t i = 0; i < wanted->to_count; i++)
        if (skt_addr_equal(&plain, &wanted->to[i])) return true;
    return false;
}

/* A datagram socket counts as listening if it has the port and no peer. */
static bool listens_at(const seen *s, int port)
{
    bool waits = s->state == STATE_LISTEN || (s->type != SKT_SOCK_STREAM && s->state == STATE_CLOSED);
    return waits && skt_addr_port(&s->local) == port;
}

bool selection_takes(const selection *wanted, const seen *s, const seen *peer)
{
    if (wanted->state != STATE_UNKNOWN && s->state != wanted->state) return false;
    if (wanted->listening >= 0 && !listens_at(s, wanted->listening)) return false;
    if (wanted->to_count > 0 && !goes_to(wanted, &s->peer)) return false;
    if (wanted->unix_path == NULL) return true;
    return skt_addr_equal(&s->local, &wanted->unix_address) || skt_addr_equal(&s->peer, &wanted->unix_address) ||
           (peer != NULL && skt_addr_equal(&peer->local, &wanted->unix_address));
}

bool selection_is_narrow(const selection *wanted)
{
    return wanted->state != STATE_UNKNOWN || wanted->listening >= 0 || wanted->to_count > 0 ||
           wanted->unix_path != NULL;
}
