/* SPDX-License-Identifier: MIT */
#include "option_ways.h"

#include <linux/bpf.h>
#include <linux/if_alg.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What must be set first. */
static const struct {
    skt_option option, first;
    const char *text;
} firsts[] = {
    {SKT_ANY_INIT(SO_ATTACH_REUSEPORT_CBPF), SKT_ANY_INIT(SO_REUSEPORT), "true"},
    {SKT_ANY_INIT(SO_ATTACH_REUSEPORT_EBPF), SKT_ANY_INIT(SO_REUSEPORT), "true"},
    {SKT_ANY_INIT(SO_DETACH_REUSEPORT_BPF), SKT_ANY_INIT(SO_REUSEPORT), "true"},
    {SKT_ANY_INIT(TLS_TX), SKT_ANY_INIT(TCP_ULP), "tls"},
    {SKT_ANY_INIT(TLS_RX), SKT_ANY_INIT(TCP_ULP), "tls"},
    {SKT_ANY_INIT(TLS_TX_ZEROCOPY_RO), SKT_ANY_INIT(TCP_ULP), "tls"},
    {SKT_ANY_INIT(TLS_RX_EXPECT_NO_PAD), SKT_ANY_INIT(TCP_ULP), "tls"},
    {SKT_ANY_INIT(TCP_REPAIR_QUEUE), SKT_ANY_INIT(TCP_REPAIR), "1"},
    {SKT_ANY_INIT(TCP_QUEUE_SEQ), SKT_ANY_INIT(TCP_REPAIR), "1"},
    {SKT_ANY_INIT(TCP_QUEUE_SEQ), SKT_ANY_INIT(TCP_REPAIR_QUEUE), "1"},
    {SKT_ANY_INIT(TCP_REPAIR_WINDOW), SKT_ANY_INIT(TCP_REPAIR), "1"},
    {SKT_ANY_INIT(IP_DROP_MEMBERSHIP), SKT_ANY_INIT(IP_ADD_MEMBERSHIP), "e00000fb7f000001"},
    {SKT_ANY_INIT(IP_DROP_SOURCE_MEMBERSHIP), SKT_ANY_INIT(IP_ADD_SOURCE_MEMBERSHIP), "e00000fb7f0000017f000002"},
    {SKT_ANY_INIT(IP_BLOCK_SOURCE), SKT_ANY_INIT(IP_ADD_MEMBERSHIP), "e00000fb7f000001"},
    {SKT_ANY_INIT(IP_UNBLOCK_SOURCE), SKT_ANY_INIT(IP_ADD_MEMBERSHIP), "e00000fb7f000001"},
    {SKT_ANY_INIT(IP_UNBLOCK_SOURCE), SKT_ANY_INIT(IP_BLOCK_SOURCE), "e00000fb7f0000017f000002"},
    {SKT_ANY_INIT(IP_MSFILTER), SKT_ANY_INIT(IP_ADD_MEMBERSHIP), "e00000fb7f000001"},
    {SKT_ANY_INIT(MCAST_MSFILTER), SKT_ANY_INIT(IP_ADD_MEMBERSHIP), "e00000fb7f000001"},
    {SKT_ANY_INIT(IPV6_LEAVE_GROUP), SKT_ANY_INIT(IPV6_JOIN_GROUP), "ff0200000000000000000000000000fb01000000"},
    {SKT_ANY_INIT(IPV6_LEAVE_ANYCAST), SKT_ANY_INIT(IPV6_JOIN_ANYCAST), "fd0900000000000000000000000000fb01000000"},
    {SKT_ANY_INIT(PACKET_FANOUT_DATA), SKT_ANY_INIT(PACKET_FANOUT), "0x60007"}, /* PACKET_FANOUT_CBPF */
};

int option_prepare(skt_option option, connection *c)
{
    for (size_t i = 0; i < COUNT_OF(firsts); i++) {
        if (firsts[i].option.number != option.number) continue;
        int rc = skt_option_set_text(c->client, firsts[i].first, firsts[i].text);
        if (rc < 0) return rc;
    }
    return 0;
}

/* A program that lets all through; or the error. */
static int program(void)
{
    const struct bpf_insn code[] = {{.code = 0xb7, .imm = 0}, {.code = 0x95}};
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
    attributes.insn_cnt = 2;
    attributes.insns = (uint64_t)(uintptr_t)code;
    attributes.license = (uint64_t)(uintptr_t)"GPL";
    int handle = (int)syscall(SYS_bpf, BPF_PROG_LOAD, &attributes, sizeof attributes);
    return handle < 0 ? SKT_EPERM : handle;
}

static int with_program(skt_socket s, skt_bytes_option key)
{
    int handle = program();
    if (handle < 0) return handle;
    int rc = skt_set_bytes(s, key, &handle, sizeof handle);
    close(handle);
    return rc;
}

static const skt_filter all[] = {{.code = 0x06, .k = 0}};

/* sock_fprog */
static const struct {
    uint16_t count;
    const skt_filter *code;
} classic = {1, all};

static int attach_bpf(connection *c)
{
    return with_program(c->client, SKT_SO_ATTACH_BPF);
}

static int attach_reuseport_cbpf(connection *c)
{
    return skt_set_bytes(c->client, SKT_SO_ATTACH_REUSEPORT_CBPF, &classic, sizeof classic);
}

static int attach_reuseport_ebpf(connection *c)
{
    return with_program(c->client, SKT_SO_ATTACH_REUSEPORT_EBPF);
}

static int detach_reuseport(connection *c)
{
    int rc = attach_reuseport_cbpf(c);
    return rc < 0 ? rc : skt_set_bool(c->client, SKT_SO_DETACH_REUSEPORT_BPF, true);
}

static int fanout_data(connection *c)
{
    return skt_set_bytes(c->client, SKT_PACKET_FANOUT_DATA, &classic, sizeof classic);
}

/* The first call turns the stamps on. */
static int last_stamp(connection *c)
{
    int64_t stamp[2] = {0, 0};
    size_t len = sizeof stamp;
    char byte;
    skt_addr here = address("127.0.0.1:0");
    int rc = skt_get_bytes(c->client, SKT_SIOCGSTAMP, stamp, &len);
    if (rc != SKT_ENOENT) return rc < 0 ? rc : 1;
    assert_ok(skt_bind(c->client, &here));
    assert_ok(skt_local_address(c->client, &here));
    assert_int_equal(skt_sendto(c->client, "x", 1, 0, &here), 1);
    assert_int_equal(skt_recv(c->client, &byte, 1, 0), 1);
    len = sizeof stamp;
    rc = skt_get_bytes(c->client, SKT_SIOCGSTAMP, stamp, &len);
    return rc < 0 ? rc : stamp[0] == 0;
}

/* tcp_md5sig: a key for 127.0.0.1. */
static int set_md5(skt_socket s, skt_bytes_option key)
{
    struct {
        struct sockaddr_storage peer;
        uint8_t flags, prefix;
        uint16_t key_len;
        int32_t interface;
        uint8_t key[80];
    } wire = {.key_len = 3, .key = "abc"};
    size_t len;
    skt_addr peer = address("127.0.0.1:0");
    memcpy(&wire.peer, skt_addr_native(&peer, &len), sizeof(struct sockaddr_in));
    return skt_set_bytes(s, key, &wire, sizeof wire);
}

static int md5(connection *c)
{
    return set_md5(c->client, SKT_TCP_MD5SIG);
}

static int md5_ext(connection *c)
{
    return set_md5(c->client, SKT_TCP_MD5SIG_EXT);
}

static skt_tcp_ao_key ao_key(void)
{
    return (skt_tcp_ao_key){.peer = address("127.0.0.1:0"),
                            .algorithm = "hmac(sha1)",
                            .key = "secret",
                            .key_len = 6,
                            .current = true,
                            .send_id = 7,
                            .receive_id = 8};
}

static int ao_add(connection *c)
{
    const skt_tcp_ao_key key = ao_key();
    return skt_tcp_ao_add(c->client, &key);
}

static int ao_delete(connection *c)
{
    skt_tcp_ao_key key = ao_key();
    key.current = false;
    int rc = skt_tcp_ao_add(c->client, &key);
    return rc < 0 ? rc : skt_tcp_ao_delete(c->client, &key);
}

static int ao_info(connection *c)
{
    skt_tcp_ao_state state = {0};
    int rc = ao_add(c);
    if (rc == 0) rc = skt_tcp_ao_info(c->client, &state);
    return rc < 0 ? rc : state.current != 7;
}

/* tcp_ao_getsockopt: one key is asked for, any. */
static int ao_keys(connection *c)
{
    struct {
        struct sockaddr_storage peer;
        uint8_t algorithm[64], key[80];
        uint32_t count;
        uint16_t get_all_is_4;
        uint8_t send_id, receive_id, prefix, mac_len, flags, key_len;
        int32_t interface;
        uint64_t good, bad;
    } wire = {.count = 1, .get_all_is_4 = 4};
    size_t len = sizeof wire;
    int rc = ao_add(c);
    if (rc == 0) rc = skt_get_bytes(c->client, SKT_TCP_AO_GET_KEYS, &wire, &len);
    return rc < 0 ? rc : strcmp((char *)wire.key, "secret") != 0 || wire.send_id != 7 || wire.receive_id != 8;
}

/* Its length must be that of the structure. */
static int repair_window(connection *c)
{
    uint32_t window[5];
    size_t len = sizeof window;
    int rc = skt_get_bytes(c->client, SKT_TCP_REPAIR_WINDOW, window, &len);
    return rc < 0 ? rc : window[2] == 0; /* max_window */
}

/* A key of AES-GCM of 128 bits for TLS 1.3; its length must be exact to read it too. */
static int tls_key(skt_socket s, skt_bytes_option key)
{
    uint8_t wire[40] = {4, 3, 51, 0}, got[sizeof wire];
    size_t len = sizeof got;
    memset(wire + 4, 7, 8 + 16 + 4);
    int rc = skt_set_bytes(s, key, wire, sizeof wire);
    if (rc == 0) rc = skt_get_bytes(s, key, got, &len);
    return rc < 0 ? rc : memcmp(wire, got, sizeof wire) != 0;
}

static int tls_tx(connection *c)
{
    return tls_key(c->client, SKT_TLS_TX);
}

static int tls_rx(connection *c)
{
    return tls_key(c->client, SKT_TLS_RX);
}

static int tls_no_pad(connection *c)
{
    int rc = tls_key(c->client, SKT_TLS_RX);
    return rc < 0 ? rc : skt_set_bool(c->client, SKT_TLS_RX_EXPECT_NO_PAD, true);
}

/* A policy of IPsec that lets everything out as it is: xfrm_userpolicy_info. */
static int set_policy(skt_socket s, skt_bytes_option key, uint16_t family)
{
    _Alignas(8) uint8_t wire[168] = {[160] = 1};
    memcpy(wire + 40, &family, sizeof family);
    return skt_set_bytes(s, key, wire, sizeof wire);
}

static int policy(connection *c)
{
    return set_policy(c->client, SKT_IP_XFRM_POLICY, AF_INET);
}

static int policy6(connection *c)
{
    return set_policy(c->client, SKT_IPV6_XFRM_POLICY, AF_INET6);
}

/* One source of a group that was joined. */
static int source_filter(connection *c)
{
    struct group_filter wire;
    size_t len;
    skt_addr group = address("224.0.0.251:0"), source = address("127.0.0.2:0");
    memset(&wire, 0, sizeof wire);
    memcpy(&wire.gf_group, skt_addr_native(&group, &len), sizeof(struct sockaddr_in));
    memcpy(&wire.gf_slist[0], skt_addr_native(&source, &len), sizeof(struct sockaddr_in));
    wire.gf_interface = 1;
    wire.gf_fmode = MCAST_INCLUDE;
    wire.gf_numsrc = 1;
    return skt_set_bytes(c->client, SKT_MCAST_MSFILTER, &wire, sizeof wire);
}

/* sctp_prim: the address that the association has, as the one to send to. */
static int sctp_primary(connection *c)
{
    uint8_t wire[4 + sizeof(struct sockaddr_storage)] = {0};
    skt_addr peer;
    size_t len;
    assert_ok(skt_peer_address(c->client, &peer));
    memcpy(wire + 4, skt_addr_native(&peer, &len), sizeof(struct sockaddr_in));
    return skt_set_bytes(c->client, SKT_SCTP_PRIMARY_ADDR, wire, sizeof wire);
}

/* What MPTCP is asked for begins with how large the asker's structures are: mptcp_subflow_data. */
static int mptcp_array(skt_socket s, skt_bytes_option key, uint32_t size)
{
    struct {
        uint32_t head_size, subflows, kernel_size, size;
        uint64_t rest[64];
    } wire = {.head_size = 16, .size = size};
    size_t len = sizeof wire;
    int rc = skt_get_bytes(s, key, &wire, &len);
    return rc < 0 ? rc : wire.subflows != 1;
}

static int mptcp_tcpinfo(connection *c)
{
    return mptcp_array(c->client, SKT_MPTCP_TCPINFO, 64);
}

static int mptcp_addresses(connection *c)
{
    return mptcp_array(c->client, SKT_MPTCP_SUBFLOW_ADDRS, 2 * sizeof(struct sockaddr_storage));
}

/* mptcp_full_info, with no room for subflows. */
static int mptcp_full(connection *c)
{
    struct {
        uint32_t tcp_kernel_size, tcp_size, subflow_kernel_size, subflow_size, subflows, room;
        uint64_t infos, tcp_infos, info[32];
    } wire;
    size_t len = sizeof wire;
    memset(&wire, 0, sizeof wire);
    int rc = skt_get_bytes(c->client, SKT_MPTCP_FULL_INFO, &wire, &len);
    return rc < 0 ? rc : wire.subflows != 1;
}

/* The kernel's cryptography has keys for an algorithm, which is an address. */
static int bind_algorithm(skt_socket s, const char *type, const char *name)
{
    struct sockaddr_alg at = {.salg_family = AF_ALG};
    memcpy(at.salg_type, type, strlen(type));
    memcpy(at.salg_name, name, strlen(name));
    return bind(s, (struct sockaddr *)&at, sizeof at) == 0 ? 0 : SKT_ENOPROTOOPT;
}

static int alg_key(connection *c)
{
    int rc = bind_algorithm(c->client, "skcipher", "cbc(aes)");
    return rc < 0 ? rc : skt_set_bytes(c->client, SKT_ALG_SET_KEY, "sixteen of bytes", 16);
}

/* Its value is its length. */
static int alg_authsize(connection *c)
{
    int rc = bind_algorithm(c->client, "aead", "gcm(aes)");
    return rc < 0 ? rc : skt_set_bytes(c->client, SKT_ALG_SET_AEAD_AUTHSIZE, "sixteen of bytes", 16);
}

/* Binds a socket of L2CAP to no device: sockaddr_l2. */
static void bind_bluetooth(skt_socket s, uint8_t kind)
{
    struct {
        uint16_t family, port;
        uint8_t device[6];
        uint16_t channel;
        uint8_t kind;
    } at = {.family = AF_BLUETOOTH, .kind = kind};
    assert_int_equal(bind(s, (struct sockaddr *)&at, sizeof at), 0);
}

/* What the kernel writes it does not say: its length must be that of the structure. */
static int bluetooth_security(connection *c)
{
    uint8_t level[2] = {9, 9};
    size_t len = sizeof level;
    int rc = skt_get_bytes(c->client, SKT_BT_SECURITY, level, &len);
    return rc < 0 ? rc : level[0] != 1; /* BT_SECURITY_LOW */
}

static int bluetooth_power(connection *c)
{
    uint8_t active = 9;
    size_t len = sizeof active;
    int rc = skt_get_bytes(c->client, SKT_BT_POWER, &active, &len);
    return rc < 0 ? rc : active != 1;
}

static int bluetooth_defer(connection *c)
{
    bool defers = false;
    bind_bluetooth(c->client, 0);
    int rc = skt_set_bool(c->client, SKT_BT_DEFER_SETUP, true);
    if (rc == 0) rc = skt_get_bool(c->client, SKT_BT_DEFER_SETUP, &defers);
    return rc < 0 ? rc : !defers;
}

/* Only of low energy. */
static int bluetooth_mtu(connection *c)
{
    int64_t mtu = 0;
    bind_bluetooth(c->client, 1);
    int rc = skt_set_int(c->client, SKT_BT_RCVMTU, 700);
    if (rc == 0) rc = skt_get_int(c->client, SKT_BT_RCVMTU, &mtu);
    return rc < 0 ? rc : mtu != 700;
}

static const struct {
    skt_option option;
    int (*go)(connection *);
} ways[] = {
    {SKT_ANY_INIT(SO_ATTACH_BPF), attach_bpf},
    {SKT_ANY_INIT(SO_ATTACH_REUSEPORT_CBPF), attach_reuseport_cbpf},
    {SKT_ANY_INIT(SO_ATTACH_REUSEPORT_EBPF), attach_reuseport_ebpf},
    {SKT_ANY_INIT(SO_DETACH_REUSEPORT_BPF), detach_reuseport},
    {SKT_ANY_INIT(SIOCGSTAMP), last_stamp},
    {SKT_ANY_INIT(TCP_MD5SIG), md5},
    {SKT_ANY_INIT(TCP_MD5SIG_EXT), md5_ext},
    {SKT_ANY_INIT(TCP_AO_ADD_KEY), ao_add},
    {SKT_ANY_INIT(TCP_AO_DEL_KEY), ao_delete},
    {SKT_ANY_INIT(TCP_AO_INFO), ao_info},
    {SKT_ANY_INIT(TCP_AO_GET_KEYS), ao_keys},
    {SKT_ANY_INIT(TCP_REPAIR_WINDOW), repair_window},
    {SKT_ANY_INIT(IP_XFRM_POLICY), policy},
    {SKT_ANY_INIT(IPV6_XFRM_POLICY), policy6},
    {SKT_ANY_INIT(MCAST_MSFILTER), source_filter},
    {SKT_ANY_INIT(SCTP_PRIMARY_ADDR), sctp_primary},
    {SKT_ANY_INIT(MPTCP_TCPINFO), mptcp_tcpinfo},
    {SKT_ANY_INIT(MPTCP_SUBFLOW_ADDRS), mptcp_addresses},
    {SKT_ANY_INIT(MPTCP_FULL_INFO), mptcp_full},
    {SKT_ANY_INIT(TLS_TX), tls_tx},
    {SKT_ANY_INIT(TLS_RX), tls_rx},
    {SKT_ANY_INIT(TLS_RX_EXPECT_NO_PAD), tls_no_pad},
    {SKT_ANY_INIT(PACKET_FANOUT_DATA), fanout_data},
    {SKT_ANY_INIT(ALG_SET_KEY), alg_key},
    {SKT_ANY_INIT(ALG_SET_AEAD_AUTHSIZE), alg_authsize},
    {SKT_ANY_INIT(BT_SECURITY), bluetooth_security},
    {SKT_ANY_INIT(BT_DEFER_SETUP), bluetooth_defer},
    {SKT_ANY_INIT(BT_POWER), bluetooth_power},
    {SKT_ANY_INIT(BT_RCVMTU), bluetooth_mtu},
};

bool option_has_way(skt_option option)
{
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        if (ways[i].option.number == option.number) return true;
    return false;
}

int option_go_way(skt_option option, connection *c)
{
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        if (ways[i].option.number == option.number) return ways[i].go(c);
    return SKT_EUNSUPPORTED;
}
