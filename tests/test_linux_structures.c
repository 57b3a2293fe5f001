/* SPDX-License-Identifier: MIT */
/* Linux: the structures of the kernel's headers as text, and the text as structures. */
#include "netns.h"
#include "sorts.h"

#include <linux/can.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/sctp.h>
#include <linux/tcp.h>

#include <unistd.h>

static char text[4096];

static const char *text_of(skt_option option, const void *bytes, size_t len)
{
    int rc = skt_option_bytes_text(option, bytes, len, text, sizeof text);
    assert_int_equal(rc, strlen(text));
    return text;
}

#define TEXT_OF(key, value) text_of(SKT_ANY(key), &(value), sizeof(value))

static struct sockaddr_storage storage_of(const char *address)
{
    skt_addr addr;
    struct sockaddr_storage out = {0};
    size_t len;
    assert_ok(skt_addr_parse(address, &addr));
    const void *native = skt_addr_native(&addr, &len);
    memcpy(&out, native, len);
    return out;
}

/* The first 232 bytes, which no kernel has less of. */
static void test_linux_structures__each_field_of_tcp_info_has_its_name_and_unit(void **state)
{
    (void)state;
    struct tcp_info info = {.tcpi_state = 1,
                            .tcpi_ca_state = 2,
                            .tcpi_retransmits = 3,
                            .tcpi_probes = 4,
                            .tcpi_backoff = 5,
                            .tcpi_options = TCPI_OPT_SACK | TCPI_OPT_ECN_SEEN,
                            .tcpi_snd_wscale = 6,
                            .tcpi_rcv_wscale = 7,
                            .tcpi_delivery_rate_app_limited = 1,
                            .tcpi_fastopen_client_fail = 2,
                            .tcpi_rto = 204000,
                            .tcpi_ato = 40000,
                            .tcpi_snd_mss = 8,
                            .tcpi_rcv_mss = 9,
                            .tcpi_unacked = 10,
                            .tcpi_sacked = 11,
                            .tcpi_lost = 12,
                            .tcpi_retrans = 13,
                            .tcpi_fackets = 1000,
                            .tcpi_last_data_sent = 14,
                            .tcpi_last_ack_sent = 1000,
                            .tcpi_last_data_recv = 15,
                            .tcpi_last_ack_recv = 16,
                            .tcpi_pmtu = 17,
                            .tcpi_rcv_ssthresh = 18,
                            .tcpi_rtt = 19,
                            .tcpi_rttvar = 20,
                            .tcpi_snd_ssthresh = 21,
                            .tcpi_snd_cwnd = 22,
                            .tcpi_advmss = 23,
                            .tcpi_reordering = 24,
                            .tcpi_rcv_rtt = 25,
                            .tcpi_rcv_space = 26,
                            .tcpi_total_retrans = 27,
                            .tcpi_pacing_rate = 28,
                            .tcpi_max_pacing_rate = UINT64_MAX,
                            .tcpi_bytes_acked = 29,
                            .tcpi_bytes_received = UINT64_C(1) << 40,
                            .tcpi_segs_out = 30,
                            .tcpi_segs_in = 31,
                            .tcpi_notsent_bytes = 32,
                            .tcpi_min_rtt = UINT32_MAX,
                            .tcpi_data_segs_in = 33,
                            .tcpi_data_segs_out = 34,
                            .tcpi_delivery_rate = 35,
                            .tcpi_busy_time = 36,
                            .tcpi_rwnd_limited = 37,
                            .tcpi_sndbuf_limited = 38,
                            .tcpi_delivered = 39,
                            .tcpi_delivered_ce = 40,
                            .tcpi_bytes_sent = 41,
                            .tcpi_bytes_retrans = 42,
                            .tcpi_dsack_dups = 43,
                            .tcpi_reord_seen = 44,
                            .tcpi_rcv_ooopack = 45,
                            .tcpi_snd_wnd = 46};
    static const char wanted[] =
        "state=1 ca_state=2 retransmits=3 probes=4 backoff=5 timestamps=false sack=true wscale=false ecn=false "
        "ecn_seen=true "
        "syn_data=false usec_ts=false tfo_child=false snd_wscale=6 rcv_wscale=7 app_limited=true "
        "fastopen_client_fail=2 "
        "rto=204ms ato=40ms snd_mss=8B rcv_mss=9B unacked=10 sacked=11 lost=12 retrans=13 last_data_sent=14ms "
        "last_data_recv=15ms last_ack_recv=16ms pmtu=17B rcv_ssthresh=18B rtt=19us rttvar=20us snd_ssthresh=21 "
        "snd_cwnd=22 "
        "advmss=23B reordering=24 rcv_rtt=25us rcv_space=26B total_retrans=27 pacing_rate=28B/s max_pacing_rate=none "
        "acked=29B "
        "received=1099511627776B segs_out=30 segs_in=31 notsent=32B min_rtt=none data_segs_in=33 data_segs_out=34 "
        "delivery_rate=35B/s busy_time=36us rwnd_limited=37us sndbuf_limited=38us delivered=39 delivered_ce=40 "
        "sent=41B "
        "retransmitted=42B dsack_dups=43 reord_seen=44 rcv_ooopack=45 snd_wnd=46B";
    assert_string_equal(text_of(SKT_ANY(SKT_TCP_INFO), &info, offsetof(struct tcp_info, tcpi_snd_wnd) + 4), wanted);
    /* An older kernel's, and one that ends within a field. */
    assert_string_equal(text_of(SKT_ANY(SKT_TCP_INFO), &info, 5),
                        "state=1 ca_state=2 retransmits=3 probes=4 backoff=5");
    uint8_t cut[14] = {1, 2, 3, 4, 5, [12] = 0xab, [13] = 0xcd};
    assert_non_null(strstr(text_of(SKT_ANY(SKT_TCP_INFO), cut, sizeof cut), " rto=0s rest=abcd"));
}

static void test_linux_structures__the_text_of_a_connection_is_what_the_kernel_said(void **state)
{
    (void)state;
    skt_socket ends[2];
    skt_addr at;
    uint8_t raw[512];
    size_t len = sizeof raw;
    skt_socket server = opened(TCP);
    assert_ok(skt_addr_parse("127.0.0.1:0", &at));
    assert_ok(skt_bind(server, &at));
    assert_ok(skt_listen(server, 1));
    assert_ok(skt_local_address(server, &at));
    ends[0] = opened(TCP);
    assert_ok(skt_connect(ends[0], &at));
    assert_ok(skt_accept(server, 0, &ends[1], NULL));
    assert_int_equal(skt_send(ends[0], "hello", 5, 0), 5);
    assert_ok(skt_get_bytes(ends[0], SKT_TCP_INFO, raw, &len));
    struct tcp_info info = {.tcpi_state = 0};
    memcpy(&info, raw, len < sizeof info ? len : sizeof info);
    char part[128];
    text_of(SKT_ANY(SKT_TCP_INFO), raw, len);
    snprintf(part, sizeof part, "state=%u ca_state=%u ", info.tcpi_state, info.tcpi_ca_state);
    assert_memory_equal(text, part, strlen(part));
    snprintf(part, sizeof part, " snd_mss=%uB rcv_mss=%uB unacked=%u sacked=%u ", info.tcpi_snd_mss, info.tcpi_rcv_mss,
             info.tcpi_unacked, info.tcpi_sacked);
    assert_non_null(strstr(text, part));
    snprintf(part, sizeof part, " segs_out=%u segs_in=%u ", info.tcpi_segs_out, info.tcpi_segs_in);
    assert_non_null(strstr(text, part));
    assert_true(skt_option_get_text(ends[0], SKT_ANY(SKT_TCP_INFO), text, sizeof text) > 500);
    assert_memory_equal(text, "state=1 ", 8);
    skt_close(ends[0]);
    skt_close(ends[1]);
    skt_close(server);
}

static void test_linux_structures__those_of_sctp_have_their_addresses(void **state)
{
    (void)state;
    struct sctp_initmsg init = {10, 20, 4, 60000};
    assert_string_equal(TEXT_OF(SKT_SCTP_INITMSG, init),
                        "num_ostreams=10 max_instreams=20 max_attempts=4 max_init_timeo=60s");
    struct sctp_rtoinfo rto = {-1, 3000, 60000, 1};
    assert_string_equal(TEXT_OF(SKT_SCTP_RTOINFO, rto), "assoc_id=-1 initial=3s max=60s min=1ms");
    struct sctp_assocparams assoc = {1, 2, 3, 4, 5, 6};
    assert_string_equal(
        TEXT_OF(SKT_SCTP_ASSOCINFO, assoc),
        "assoc_id=1 asocmaxrxt=2 number_peer_destinations=3 peer_rwnd=4B local_rwnd=5B cookie_life=6ms");
    struct sctp_prim prim = {.ssp_assoc_id = 7, .ssp_addr = storage_of("[fd09::1]:80")};
    assert_string_equal(TEXT_OF(SKT_SCTP_PRIMARY_ADDR, prim), "assoc_id=7 addr=[fd09::1]:80");
    struct sctp_paddrparams params = {.spp_address = storage_of("127.0.0.1:9"),
                                      .spp_hbinterval = 30000,
                                      .spp_pathmaxrxt = 5,
                                      .spp_pathmtu = 1500,
                                      .spp_sackdelay = 200,
                                      .spp_flags = 0x21,
                                      .spp_dscp = 3};
    assert_string_equal(
        TEXT_OF(SKT_SCTP_PEER_ADDR_PARAMS, params),
        "assoc_id=0 addr=127.0.0.1:9 hbinterval=30s pathmaxrxt=5 pathmtu=1500B sackdelay=200ms flags=0x21 "
        "flowlabel=0x0 dscp=3");
    struct sctp_status status = {
        .sstat_assoc_id = 1,
        .sstat_state = 2,
        .sstat_rwnd = 3,
        .sstat_unackdata = 4,
        .sstat_penddata = 5,
        .sstat_instrms = 6,
        .sstat_outstrms = 7,
        .sstat_fragmentation_point = 8,
        .sstat_primary = {.spinfo_state = 9, .spinfo_cwnd = 10, .spinfo_srtt = 11, .spinfo_rto = 12, .spinfo_mtu = 13}};
    assert_string_equal(TEXT_OF(SKT_SCTP_STATUS, status),
                        "assoc_id=1 state=2 rwnd=3B unackdata=4 penddata=5 instrms=6 outstrms=7 fragmentation_point=8B "
                        "primary=none primary_state=9 cwnd=10 srtt=11ms rto=12ms mtu=13B");
    struct sctp_event_subscribe events = {.sctp_data_io_event = 1, .sctp_sender_dry_event = 1};
    assert_string_equal(
        text_of(SKT_ANY(SKT_SCTP_EVENTS), &events, 10),
        "data_io=true association=false address=false send_failure=false peer_error=false shutdown=false "
        "partial_delivery=false adaptation_layer=false authentication=false sender_dry=true");
}

static void test_linux_structures__the_others_have_their_names(void **state)
{
    (void)state;
    struct ucred who = {.pid = 1, .uid = (uid_t)-1, .gid = 1000};
    assert_string_equal(TEXT_OF(SKT_SO_PEERCRED, who), "pid=1 uid=-1 gid=1000");
    uint32_t memory[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assert_string_equal(
        TEXT_OF(SKT_SO_MEMINFO, memory),
        "rmem_alloc=1B rcvbuf=2B wmem_alloc=3B sndbuf=4B fwd_alloc=5B wmem_queued=6B optmem=7B backlog=8B "
        "drops=9");
    uint32_t groups[] = {0, 4, 1000};
    assert_string_equal(TEXT_OF(SKT_SO_PEERGROUPS, groups), "groups=0,4,1000");
    uint32_t set[8] = {0x19, [3] = 0x80000000, [4] = 3};
    assert_string_equal(TEXT_OF(SKT_ICMP6_FILTER, set), "blocked=0,3-4,127-129");
    assert_string_equal(TEXT_OF(SKT_NETLINK_LIST_MEMBERSHIPS, set), "groups=1,4-5,128-130");
    uint32_t nothing = 0;
    assert_string_equal(TEXT_OF(SKT_ICMP_FILTER, nothing), "blocked=none");
    struct tpacket_stats statistics = {5, 6};
    assert_string_equal(TEXT_OF(SKT_PACKET_STATISTICS, statistics), "packets=5 drops=6");
    struct tpacket_stats_v3 statistics3 = {5, 6, 7};
    assert_string_equal(TEXT_OF(SKT_PACKET_STATISTICS, statistics3), "packets=5 drops=6 freezes=7");
    struct can_filter filters[] = {{0x123, CAN_SFF_MASK}, {4, 5}};
    assert_string_equal(TEXT_OF(SKT_CAN_RAW_FILTER, filters), "id=0x123 mask=0x7ff id=0x4 mask=0x5");
    struct tcp_bbr_info bbr = {1, 2, 3, 4, 5};
    assert_string_equal(TEXT_OF(SKT_TCP_CC_INFO, bbr), "bw_lo=1B bw_hi=2B min_rtt=3us pacing_gain=4 cwnd_gain=5");
    uint8_t vegas[16] = {0xab};
    assert_string_equal(TEXT_OF(SKT_TCP_CC_INFO, vegas), "ab000000000000000000000000000000");
    struct mptcp_info mptcp = {.mptcpi_subflows = 1, .mptcpi_flags = 3, .mptcpi_token = 0xabcd, .mptcpi_write_seq = 4};
    static const char begin[] = "subflows=1 add_addr_signal=0 add_addr_accepted=0 subflows_max=0 add_addr_signal_max=0 "
                                "add_addr_accepted_max=0 flags=0x3 token=0xabcd write_seq=4 snd_una=0 ";
    assert_memory_equal(TEXT_OF(SKT_MPTCP_INFO, mptcp), begin, sizeof begin - 1);
}

/* An option that is readable and of everybody, on a socket of its own. */
static const struct {
    const char *set;
    int rc;
    const char *get;
} txtimes[] = {
    {"clockid=1 flags=0x2", 0, "clockid=1 flags=0x2"},
    {"flags=0x1", 0, "clockid=1 flags=0x1"}, /* what is not named stays */
    {"flags=2", 0, "clockid=1 flags=0x2"},
    {"clockid=1", 0, "clockid=1 flags=0x2"},
    {"0100000001000000", 0, "clockid=1 flags=0x1"}, /* the bytes themselves */
    {"clockid=-1", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"flags=0x100000000", SKT_ERANGE, "clockid=1 flags=0x1"},
    {"clockid=2147483648", SKT_ERANGE, "clockid=1 flags=0x1"},
    {"flag=1", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"flagss=1", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"flags=", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"flags=1x", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"flags", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"=1", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"flags=1  clockid=1", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"rest=0", SKT_EINVAL, "clockid=1 flags=0x1"},
    {"rest=00", SKT_EINVAL, "clockid=1 flags=0x1"}, /* longer than the kernel's */
};

static void test_linux_structures__fields_are_set_by_their_names(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    skt_option option = SKT_ANY(SKT_SO_TXTIME);
    for (size_t i = 0; i < COUNT_OF(txtimes); i++) {
        assert_rc(skt_option_set_text(s, option, txtimes[i].set), txtimes[i].rc);
        assert_true(skt_option_get_text(s, option, text, sizeof text) > 0);
        if (strcmp(text, txtimes[i].get) != 0) fail_msg("%s: %s", txtimes[i].set, text);
    }
    skt_close(s);
}

static void test_linux_structures__filters_and_arrays_are_set_by_their_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *set;
        int rc;
        const char *get;
    } rows[] = {
        {"blocked=0,3-5,255", 0, "blocked=0,3-5,255"}, {"blocked=none", 0, "blocked=none"},
        {"blocked=0-255", 0, "blocked=0-255"},         {"blocked=256", SKT_EINVAL, "blocked=0-255"},
        {"blocked=5-", SKT_EINVAL, "blocked=0-255"},   {"blocked=5,", SKT_EINVAL, "blocked=0-255"},
        {"blocked=5-4", SKT_EINVAL, "blocked=0-255"},  {"blocked=", SKT_EINVAL, "blocked=0-255"},
    };
    NEEDS_NETNS();
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6, &s));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_rc(skt_option_set_text(s, SKT_ANY(SKT_ICMP6_FILTER), rows[i].set), rows[i].rc);
        assert_true(skt_option_get_text(s, SKT_ANY(SKT_ICMP6_FILTER), text, sizeof text) > 0);
        if (strcmp(text, rows[i].get) != 0) fail_msg("%s: %s", rows[i].set, text);
    }
    skt_close(s);
    s = opened(TCP);
    assert_rc(skt_option_set_text(s, SKT_ANY(SKT_MPTCP_INFO), "=1"), SKT_EINVAL); /* a gap has no name */
    assert_rc(skt_option_set_text(s, SKT_ANY(SKT_SCTP_EVENTS), "data_io=none"), SKT_EINVAL);
    assert_rc(skt_option_set_text(s, SKT_ANY(SKT_SCTP_DEFAULT_SNDINFO), "flags=none"), SKT_EINVAL);
    skt_close(s);
    s = opened(UDP6);
    assert_ok(skt_option_set_text(s, SKT_ANY(SKT_IPV6_PKTINFO), "addr=::1 ifindex=1"));
    assert_rc(skt_option_set_text(s, SKT_ANY(SKT_IPV6_PKTINFO), "addr=127.0.0.1 ifindex=1"), SKT_EINVAL);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_structures__each_field_of_tcp_info_has_its_name_and_unit),
        TEST(test_linux_structures__the_text_of_a_connection_is_what_the_kernel_said),
        TEST(test_linux_structures__those_of_sctp_have_their_addresses),
        TEST(test_linux_structures__the_others_have_their_names),
        TEST(test_linux_structures__fields_are_set_by_their_names),
        TEST(test_linux_structures__filters_and_arrays_are_set_by_their_numbers),
    };
    return cmocka_run_group_tests(tests, netns_setup, netns_teardown);
}
