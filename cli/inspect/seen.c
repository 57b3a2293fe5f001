/* SPDX-License-Identifier: MIT */
#include "seen.h"

#include <ctype.h>
#include <stdlib.h>

static const char *const states[] = {
    [STATE_ESTABLISHED] = "ESTABLISHED", [STATE_SYN_SENT] = "SYN_SENT",     [STATE_SYN_RECV] = "SYN_RECV",
    [STATE_FIN_WAIT1] = "FIN_WAIT1",     [STATE_FIN_WAIT2] = "FIN_WAIT2",   [STATE_TIME_WAIT] = "TIME_WAIT",
    [STATE_CLOSED] = "CLOSED",           [STATE_CLOSE_WAIT] = "CLOSE_WAIT", [STATE_LAST_ACK] = "LAST_ACK",
    [STATE_LISTEN] = "LISTEN",           [STATE_CLOSING] = "CLOSING",       [STATE_NEW_SYN_RECV] = "SYN_RECV",
};
#define STATES (int)(sizeof states / sizeof states[0])

seen *seen_add(seen_list *list)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        seen *all = realloc(list->all, room * sizeof *all);
        if (all == NULL) return NULL;
        list->all = all;
        list->room = room;
    }
    seen *s = &list->all[list->count++];
    *s = (seen){.family = -1, .type = -1, .protocol = -1, .known = json_object()};
    return s;
}

void seen_remove_last(seen_list *list)
{
    json_decref(list->all[--list->count].known);
}

void seen_free(seen_list *list)
{
    for (size_t i = 0; i < list->count; i++) json_decref(list->all[i].known);
    free(list->all);
    *list = (seen_list){0};
}

const char *seen_state_name(int state)
{
    return state > STATE_UNKNOWN && state < STATES ? states[state] : NULL;
}

static const char *skip_dashes(const char *text)
{
    while (*text == '-' || *text == '_') text++;
    return text;
}

static bool same_words(const char *one, const char *other)
{
    for (;;) {
        one = skip_dashes(one);
        other = skip_dashes(other);
        if (toupper((unsigned char)*one) != toupper((unsigned char)*other)) return false;
        if (*one == '\0') return true;
        one++;
        other++;
    }
}

int seen_state_find(const char *name)
{
    for (int state = STATE_ESTABLISHED; state < STATE_NEW_SYN_RECV; state++)
        if (same_words(name, states[state])) return state;
    return STATE_UNKNOWN;
}

static json_t *address(const skt_addr *addr)
{
    char text[SKT_ADDR_TEXT_MAX];
    if (addr->len == 0 || skt_addr_is_unnamed(addr)) return NULL;
    return skt_addr_format(addr, text, sizeof text) < 0 ? NULL : json_string(text);
}

/* Only protocols of IP have names; others are numbers. */
static json_t *protocol(const seen *s)
{
    bool ip = s->family == SKT_AF_INET || s->family == SKT_AF_INET6;
    const char *name = ip ? skt_protocol_name(s->protocol) : NULL;
    if (s->protocol < 0 || (s->protocol == 0 && name == NULL)) return NULL;
    return name ? json_string(name) : json_integer(s->protocol);
}

static json_t *number(uint64_t value)
{
    return value ? json_integer((json_int_t)value) : NULL;
}

json_t *seen_as_json(const seen *s)
{
    json_t *all =
        json_pack("{s:s*, s:s*, s:o*, s:s*, s:o*, s:o*, s:o*, s:o*, s:o*}", "family",
                  s->family < 0 ? NULL : skt_family_name(s->family), "type",
                  s->type < 0 ? NULL : skt_type_name(s->type), "protocol", protocol(s), "state",
                  seen_state_name(s->state), "local", address(&s->local), "peer", address(&s->peer), "inode",
                  number(s->inode), "network_namespace", number(s->network), "peer_inode", number(s->peer_inode));
    json_object_update(all, s->known);
    return all;
}
