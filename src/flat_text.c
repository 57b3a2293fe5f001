/* SPDX-License-Identifier: MIT */
/* Plain arguments for bindings: values and texts by pointer and length. */
#include "sys.h"

enum { TEXT_ROOM = 1024 + 1 };

/* A text as C has it. NULL is an empty one. */
static SKT__APART int end_text(char room[TEXT_ROOM], const char *from, size_t len)
{
    if (len >= TEXT_ROOM) return SKT_ENAMETOOLONG;
    if (len > 0) {
        if (memchr(from, '\0', len)) return SKT_EINVAL;
        memcpy(room, from, len);
    }
    room[len] = '\0';
    return 0;
}

/* Makes a call with the text `t` in place of a text and its length. */
#define WITH_TEXT(from, len, call)       \
    do {                                 \
        char t[TEXT_ROOM];               \
        int rc = end_text(t, from, len); \
        return rc < 0 ? rc : (call);     \
    } while (0)

/* The sizes of values; 0 where any is right. */
static bool is_size(int kind, size_t len)
{
    static const uint8_t sizes[] = {
        [SKT_KIND_BOOL] = sizeof(bool),
        [SKT_KIND_INT] = sizeof(int64_t),
        [SKT_KIND_U64] = sizeof(uint64_t),
        [SKT_KIND_DURATION] = sizeof(skt_duration),
        [SKT_KIND_LINGER] = sizeof(skt_linger),
        [SKT_KIND_IPV4] = 4,
        [SKT_KIND_BYTES] = 0,
    };
    return (unsigned)kind < sizeof sizes && (sizes[kind] == 0 || sizes[kind] == len);
}

/* Apart, for its room is not needed for other kinds. */
static SKT__APART int set_name(skt_socket s, uint32_t number, const char *from, size_t len)
{
    WITH_TEXT(from, len, skt_set_name(s, (skt_name_option){number}, t));
}

int skt_flat_set(skt_socket s, uint32_t number, int kind, const void *value, size_t len)
{
    if (!is_size(kind, len)) return SKT_EINVAL;
    const int64_t *wide = value;
    switch (kind) {
    case SKT_KIND_BOOL: return skt_set_bool(s, (skt_bool_option){number}, *(const uint8_t *)value != 0);
    case SKT_KIND_INT: return skt_set_int(s, (skt_int_option){number}, *wide);
    case SKT_KIND_U64: return skt_set_u64(s, (skt_u64_option){number}, (uint64_t)*wide);
    case SKT_KIND_DURATION: return skt_set_duration(s, (skt_duration_option){number}, *wide);
    case SKT_KIND_LINGER: return skt_set_linger(s, (skt_linger_option){number}, *(const skt_linger *)value);
    case SKT_KIND_NAME: return set_name(s, number, value, len);
    case SKT_KIND_IPV4: return skt_set_ipv4(s, (skt_ipv4_option){number}, value);
    default: return skt_set_bytes(s, (skt_bytes_option){number}, value, len);
    }
}

int skt_flat_get(skt_socket s, uint32_t number, int kind, void *out, size_t *len_io)
{
    if (!is_size(kind, *len_io)) return SKT_EINVAL;
    switch (kind) {
    case SKT_KIND_BOOL: return skt_get_bool(s, (skt_bool_option){number}, out);
    case SKT_KIND_INT: return skt_get_int(s, (skt_int_option){number}, out);
    case SKT_KIND_U64: return skt_get_u64(s, (skt_u64_option){number}, out);
    case SKT_KIND_DURATION: return skt_get_duration(s, (skt_duration_option){number}, out);
    case SKT_KIND_LINGER: return skt_get_linger(s, (skt_linger_option){number}, out);
    case SKT_KIND_NAME: return skt_get_name(s, (skt_name_option){number}, out, *len_io);
    case SKT_KIND_IPV4: return skt_get_ipv4(s, (skt_ipv4_option){number}, out);
    default: return skt_get_bytes(s, (skt_bytes_option){number}, out, len_io);
    }
}

int skt_flat_option_set_text(skt_socket s, uint32_t number, const char *from, size_t len)
{
    WITH_TEXT(from, len, skt_option_set_text(s, (skt_option){number}, t));
}

int skt_flat_dial(const char *host, size_t host_len, const char *service, size_t service_len, const skt_dial_plan *plan,
                  int64_t deadline, skt_socket *out)
{
    char second[TEXT_ROOM];
    int why = end_text(second, service, service_len);
    if (why < 0) return why;
    WITH_TEXT(host, host_len, skt_dial(t, service ? second : NULL, plan, (skt_deadline){deadline}, out));
}

int skt_flat_addr_parse(const char *from, size_t len, skt_addr *out)
{
    WITH_TEXT(from, len, skt_addr_parse(t, out));
}

int skt_flat_addr_unix(const char *path, size_t len, skt_addr *out)
{
    WITH_TEXT(path, len, skt_addr_unix(t, out));
}

int skt_flat_resolve(const char *host, size_t host_len, const char *service, size_t service_len, int family, int type,
                     int flags, skt_addr *out, size_t max)
{
    char second[TEXT_ROOM];
    int why = end_text(second, service, service_len);
    if (why < 0) return why;
    WITH_TEXT(host, host_len, skt_resolve(host ? t : NULL, service ? second : NULL, family, type, flags, out, max));
}

int skt_flat_interface_index(const char *name, size_t len)
{
    WITH_TEXT(name, len, skt_interface_index(t));
}

int skt_flat_bind_device(skt_socket s, const char *name, size_t len)
{
    WITH_TEXT(name, len, skt_bind_device(s, name ? t : NULL));
}

int skt_flat_serve(const char *at, size_t len, const skt_serve_plan *plan, skt_socket *out, size_t max)
{
    WITH_TEXT(at, len, skt_serve(t, plan, out, max));
}
