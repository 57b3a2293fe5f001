/* SPDX-License-Identifier: MIT */
/* Keys for signing TCP segments, by the structures of linux/tcp.h, which no other system has. */
#include "option/row.h"

enum { KEY_MAX = 80, ADDRESS_SIZE = 128 };

/* tcp_md5sig */
typedef struct md5_key {
    uint8_t address[ADDRESS_SIZE];
    uint8_t flags;
    uint8_t prefix;
    uint16_t key_len;
    int32_t interface_index;
    uint8_t key[KEY_MAX];
} md5_key;
_Static_assert(sizeof(md5_key) == 216, "tcp_md5sig has another size");

/* tcp_ao_add */
typedef struct ao_key {
    _Alignas(8) uint8_t address[ADDRESS_SIZE];
    char algorithm[64];
    int32_t interface_index;
    uint32_t current : 1, next : 1, reserved : 30;
    uint16_t reserved2;
    uint8_t prefix, send_id, receive_id, mac_len, flags, key_len;
    uint8_t key[KEY_MAX];
} ao_key;
_Static_assert(sizeof(ao_key) == 288, "tcp_ao_add has another size");

/* tcp_ao_del */
typedef struct ao_id {
    _Alignas(8) uint8_t address[ADDRESS_SIZE];
    int32_t interface_index;
    uint32_t current : 1, next : 1, later : 1, reserved : 29;
    uint16_t reserved2;
    uint8_t prefix, send_id, receive_id, current_key, next_key, flags;
} ao_id;
_Static_assert(sizeof(ao_id) == 144, "tcp_ao_del has another size");

/* tcp_ao_info_opt */
typedef struct ao_info {
    uint32_t current : 1, next : 1, required : 1, set_counters : 1, accept_icmp : 1, reserved : 27;
    uint16_t reserved2;
    uint8_t current_key, next_key;
    _Alignas(8) uint64_t good, bad, unknown, unsigned_, icmp;
} ao_info;
_Static_assert(sizeof(ao_info) == 48, "tcp_ao_info_opt has another size");

/* The peer as the kernel takes it, without its port; or the error. */
static int put_peer(const skt_addr *peer, uint8_t out[ADDRESS_SIZE])
{
    int family = skt_addr_family(peer);
    size_t len;
    skt_addr copy = *peer;
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    skt_addr_set_port(&copy, 0);
    const void *bytes = skt_addr_native(&copy, &len);
    memcpy(out, bytes, len < ADDRESS_SIZE ? len : ADDRESS_SIZE);
    return 0;
}

/* The bits that two addresses must share: all of them unless it is said, or the address stands for any. */
static uint8_t prefix_of(const skt_tcp_ao_key *key)
{
    if (key->prefix != 0 || skt_addr_is_any(&key->peer)) return key->prefix;
    return skt_addr_family(&key->peer) == SKT_AF_INET6 ? 128 : 32;
}

int skt_tcp_md5(skt_socket s, const skt_addr *peer, const void *key, size_t len)
{
    md5_key wire;
    memset(&wire, 0, sizeof wire);
    int rc = put_peer(peer, wire.address);
    if (rc < 0) return rc;
    if (len > KEY_MAX) return SKT_ERANGE;
    if (len > 0) memcpy(wire.key, key, len);
    wire.key_len = (uint16_t)len;
    return skt_set_bytes(s, SKT_TCP_MD5SIG_EXT, &wire, sizeof wire);
}

int skt_tcp_ao_add(skt_socket s, const skt_tcp_ao_key *key)
{
    ao_key wire;
    memset(&wire, 0, sizeof wire);
    int rc = put_peer(&key->peer, wire.address);
    if (rc < 0) return rc;
    size_t name_len = strlen(key->algorithm);
    if (key->key_len > KEY_MAX || name_len >= sizeof wire.algorithm) return SKT_ERANGE;
    memcpy(wire.algorithm, key->algorithm, name_len);
    memcpy(wire.key, key->key, key->key_len);
    wire.interface_index = (int32_t)key->interface_index;
    wire.current = key->current;
    wire.next = key->next;
    wire.prefix = prefix_of(key);
    wire.send_id = key->send_id;
    wire.receive_id = key->receive_id;
    wire.mac_len = key->mac_len;
    wire.flags = key->interface_index != 0;
    wire.key_len = (uint8_t)key->key_len;
    return skt_set_bytes(s, SKT_TCP_AO_ADD_KEY, &wire, sizeof wire);
}

int skt_tcp_ao_delete(skt_socket s, const skt_tcp_ao_key *key)
{
    ao_id wire;
    memset(&wire, 0, sizeof wire);
    int rc = put_peer(&key->peer, wire.address);
    if (rc < 0) return rc;
    wire.interface_index = (int32_t)key->interface_index;
    wire.prefix = prefix_of(key);
    wire.send_id = key->send_id;
    wire.receive_id = key->receive_id;
    wire.flags = key->interface_index != 0;
    return skt_set_bytes(s, SKT_TCP_AO_DEL_KEY, &wire, sizeof wire);
}

int skt_tcp_ao_info(skt_socket s, skt_tcp_ao_state *out)
{
    ao_info wire;
    size_t len = sizeof wire;
    memset(&wire, 0, sizeof wire);
    int rc = skt_get_bytes(s, SKT_TCP_AO_INFO, &wire, &len);
    if (rc < 0) return rc;
    *out = (skt_tcp_ao_state){
        .current = wire.current ? wire.current_key : -1,
        .next = wire.next ? wire.next_key : -1,
        .required = wire.required,
        .accept_icmp = wire.accept_icmp,
        .good = wire.good,
        .bad = wire.bad,
        .unknown_key = wire.unknown,
        .without_signature = wire.unsigned_,
        .dropped_icmp = wire.icmp,
    };
    return 0;
}
