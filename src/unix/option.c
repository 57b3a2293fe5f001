/* SPDX-License-Identifier: MIT */
/* Options that are not simply a value of setsockopt and getsockopt. */
#include "native_option.h"
#include "option/row.h"

#include <sys/ioctl.h>

int skt_ports_reserve(skt_socket s, uint16_t first, uint16_t count, uint16_t *first_out, uint64_t *token_out)
{
    (void)s, (void)first, (void)count, (void)first_out, (void)token_out;
    return SKT_EUNSUPPORTED;
}

/* These ioctls only read, and write an int or a timeval without regard to the caller's room. */
static int get_by_ioctl(skt_socket s, const skt__option_row *row, void *out, size_t *len_io)
{
    union {
        int number;
        struct timeval time;
    } value = {.number = 0};
    size_t len = row->wire == SKT__WIRE_BYTES ? sizeof value.time : sizeof value.number;
    int rc = skt__result(ioctl(s, (skt__ioctl_code)skt__code_of(row), &value));
    if (rc < 0) return rc;
    if (len < *len_io) *len_io = len;
    memcpy(out, &value, *len_io);
    return 0;
}

/* The only row besides ioctls is Cygwin's SO_PEERCRED_HANDSHAKE, which an empty value switches off. */
int skt__option_call(skt_socket s, const skt__option_row *row, const void *value, void *out, size_t *len_io)
{
    int on;
    if (skt__via_of(row) == SKT__VIA_IOCTL) {
        int type;
        if (out) return get_by_ioctl(s, row, out, len_io);
        int rc = skt__sockopt_get_int(s, SOL_SOCKET, SO_TYPE, &type);
        return rc < 0 ? rc : SKT_ENOPROTOOPT;
    }
    if (out != NULL) return SKT_EUNSUPPORTED;
    if (value == NULL) return 0;
    memcpy(&on, value, sizeof on);
    return on ? SKT_EINVAL : skt__sockopt_set(s, row->level, row->name, NULL, 0);
}

int skt__set_both_keepalive_times(skt_socket s, skt_duration idle, skt_duration interval)
{
    (void)s, (void)idle, (void)interval;
    return SKT_ENOPROTOOPT;
}

int skt__set_group_sources(skt_socket s, const skt__group_sources *sources)
{
    return skt__native_set_sources(s, sources);
}

int skt__get_group_sources(skt_socket s, skt__group_sources *io)
{
    return skt__native_get_sources(s, io);
}

int skt_ioctl(skt_socket s, uint32_t code, const void *in, size_t in_len, void *out, size_t out_size, size_t *out_len)
{
    if (in && out && in != out) return SKT_EINVAL;
    void *argument = out ? out : (void *)(uintptr_t)in;
    (void)in_len;
    int rc = skt__result(ioctl(s, (skt__ioctl_code)code, argument));
    if (rc < 0) return rc;
    if (out_len) *out_len = out ? out_size : 0;
    return 0;
}
