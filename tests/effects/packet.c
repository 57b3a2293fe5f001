/* SPDX-License-Identifier: MIT */
/* SOL_PACKET: packet(7), kernel documentation networking/packet_mmap. */
#include "effects.h"

#include <linux/filter.h>
#include <linux/if_packet.h>
#include <sys/mman.h>

enum { PACKET_LEVEL = 263, SOME = 4, BLOCK = 4096, FRAME = 2048, ETHERNET = 14, HEADERS = 20 + 8 };

static void send_some(const connection *c)
{
    for (int i = 0; i < SOME; i++) send_x(c->client);
}

static int count_packets(skt_socket wire)
{
    static packet p;
    int count = 0;
    while (next_on_wire(wire, &p) > 0) count++;
    return count;
}

/* A socket that sees frames with their headers of Ethernet. */
static skt_socket open_frames(const char *interface, int protocol)
{
    skt_socket s;
    skt_addr at;
    assert_ok(skt_open(SKT_AF_PACKET, SKT_SOCK_RAW, 0, &s));
    assert_ok(skt_addr_link((uint32_t)skt_interface_index(interface), (uint16_t)protocol, NULL, 0, &at));
    assert_ok(skt_bind(s, &at));
    return s;
}

enum { EVERY = 3, NONE = 0 };

/* Leaves out all but UDP over IPv4, whose header begins there. */
static void only_udp(skt_socket s, uint32_t ip)
{
    const skt_filter udp[] = {
        {.code = 0x30, .k = ip + 9}, {.code = 0x15, .jf = 1, .k = 17}, {.code = 0x06, .k = UINT32_MAX}, {.code = 0x06}};
    assert_ok(skt_attach_filter(s, udp, COUNT_OF(udp)));
}

static void the_statistics_are_longer(const effect *row)
{
    NEEDS_NETNS();
    for (int on = 0; on < 2; on++) {
        uint32_t told[8];
        size_t len = sizeof told;
        skt_socket wire = open_wire("lo");
        if (on) set_text(wire, row->option, row->set);
        assert_rc(skt_get_bytes(wire, SKT_PACKET_STATISTICS, told, &len), 0);
        assert_int_equal(len, on ? sizeof(struct tpacket_stats_v3) : sizeof(struct tpacket_stats));
        skt_close(wire);
    }
}

static uint32_t packets_told(skt_socket wire)
{
    struct tpacket_stats told = {0};
    size_t len = sizeof told;
    assert_rc(skt_get_bytes(wire, SKT_PACKET_STATISTICS, &told, &len), 0);
    return told.tp_packets;
}

static void packets_are_counted(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    connection c = udp_connection("127.0.0.1:0");
    skt_socket wire = open_wire("lo");
    set_text(wire, SKT_ANY(SKT_PACKET_IGNORE_OUTGOING), "true");
    only_udp(wire, 0);
    packets_told(wire);
    send_some(&c);
    for (int i = 0; i < SOME; i++) expect_x(c.server);
    assert_int_equal(packets_told(wire), SOME);
    assert_int_equal(packets_told(wire), 0);
    skt_close(wire);
    close_both(&c);
}

static void the_length_of_the_frame_comes_along(const effect *row)
{
    NEEDS_NETNS();
    connection c = udp_connection("127.0.0.1:0");
    skt_socket wire = open_wire("lo");
    only_udp(wire, 0);
    for (int on = 0; on < 2; on++) {
        received got;
        struct tpacket_auxdata more = {0};
        if (on) set_text(wire, row->option, row->set);
        clear_wire(wire);
        send_x(c.client);
        receive(wire, &got);
        int wanted = on ? (int)sizeof more : -1;
        assert_int_equal(control_of(&got, PACKET_LEVEL, PACKET_AUXDATA, &more, sizeof more), wanted);
        if (on) assert_int_equal(more.tp_len, HEADERS + 1);
    }
    skt_close(wire);
    close_both(&c);
}

static void each_packet_goes_to_one_of_the_group(const effect *row)
{
    NEEDS_NETNS();
    const bool by_program = row->option.number == SKT_NUMBER_PACKET_FANOUT_DATA;
    struct sock_filter second = {.code = 0x06, .k = 1};
    struct sock_fprog program;
    connection c = udp_connection("127.0.0.1:0");
    skt_socket wires[2] = {open_wire("lo"), open_wire("lo")};
    memset(&program, 0, sizeof program);
    program.len = 1;
    program.filter = &second;
    send_some(&c);
    assert_int_equal(count_packets(wires[0]) + count_packets(wires[1]), 2 * SOME);
    for (size_t i = 0; i < 2; i++)
        assert_ok(
            skt_set_int(wires[i], SKT_PACKET_FANOUT, (by_program ? PACKET_FANOUT_CBPF : PACKET_FANOUT_LB) << 16 | 7));
    if (by_program) set_bytes(wires[0], SKT_PACKET_FANOUT_DATA, &program, sizeof program);
    send_some(&c);
    int first = count_packets(wires[0]), other = count_packets(wires[1]);
    assert_int_equal(first + other, SOME);
    if (by_program) assert_int_equal(other, SOME);
    skt_close(wires[0]);
    skt_close(wires[1]);
    close_both(&c);
}

static void what_is_sent_is_not_seen(const effect *row)
{
    NEEDS_NETNS();
    connection c = udp_connection("127.0.0.1:0");
    skt_socket wire = open_wire("lo");
    send_some(&c);
    assert_int_equal(count_packets(wire), SOME);
    set_text(wire, row->option, row->set);
    send_some(&c);
    assert_int_equal(count_packets(wire), 0);
    skt_close(wire);
    close_both(&c);
}

/* A frame of an experimental protocol, for nobody. */
static const uint8_t frame[ETHERNET + 50] = {2, 0, 0, 0, 0, 0x77, 2, 0, 0, 0, 0, 1, 0x88, 0xb5};

static void taps_do_not_see_the_frame(const effect *row)
{
    NEEDS_NETNS();
    skt_socket s = open_frames("lo", NONE), wire = open_wire("lo");
    for (int on = 0; on < 2; on++) {
        if (on) set_text(s, row->option, row->set);
        assert_int_equal(skt_send(s, frame, sizeof frame, 0), sizeof frame);
        assert_int_equal(count_packets(wire), !on);
    }
    skt_close(s);
    skt_close(wire);
}

static const struct tpacket_req two_frames = {
    .tp_block_size = BLOCK, .tp_block_nr = 1, .tp_frame_size = FRAME, .tp_frame_nr = 2};

/* The ring of a socket, of TPACKET_V2. */
static uint8_t *ring_of(skt_socket s, skt_bytes_option which)
{
    assert_ok(skt_set_int(s, SKT_PACKET_VERSION, TPACKET_V2));
    set_bytes(s, which, &two_frames, sizeof two_frames);
    uint8_t *ring = mmap(NULL, BLOCK, PROT_READ | PROT_WRITE, MAP_SHARED, s, 0);
    assert_true(ring != MAP_FAILED);
    return ring;
}

/* The header of the first frame that comes into a ring, once a byte was sent. */
static struct tpacket2_hdr first_in_ring(const char *reserve, uint8_t *last_out)
{
    connection c = udp_connection("127.0.0.1:0");
    skt_socket s = open_frames("lo", EVERY);
    only_udp(s, ETHERNET);
    if (reserve) set_text(s, SKT_ANY(SKT_PACKET_RESERVE), reserve);
    uint8_t *ring = ring_of(s, SKT_PACKET_RX_RING);
    struct tpacket2_hdr header;
    send_x(c.client);
    wait_for(s, SKT_POLLIN);
    memcpy(&header, ring, sizeof header);
    assert_true(header.tp_status & TP_STATUS_USER);
    assert_int_equal(header.tp_len, ETHERNET + HEADERS + 1);
    *last_out = ring[header.tp_mac + header.tp_len - 1];
    munmap(ring, BLOCK);
    skt_close(s);
    close_both(&c);
    return header;
}

static void packets_are_in_the_ring(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    uint8_t last = 0;
    first_in_ring(NULL, &last);
    assert_int_equal(last, 'x');
}

static void packets_begin_later(const effect *row)
{
    NEEDS_NETNS();
    uint8_t last = 0;
    const int usual = first_in_ring(NULL, &last).tp_mac;
    assert_int_equal(first_in_ring(row->set, &last).tp_mac - usual, 64);
    assert_int_equal(last, 'x');
}

/* Of what is sent the bytes follow the header, whose length is a multiple of TPACKET_ALIGNMENT. */
enum { DATA = sizeof(struct tpacket2_hdr) };

static void put_frame(uint8_t *at, uint32_t len)
{
    struct tpacket2_hdr header = {.tp_len = len, .tp_status = TP_STATUS_SEND_REQUEST};
    memcpy(at + DATA, frame, sizeof frame);
    memcpy(at, &header, sizeof header);
}

static uint32_t status_of(const uint8_t *at)
{
    struct tpacket2_hdr header;
    memcpy(&header, at, sizeof header);
    return header.tp_status;
}

static void what_is_in_the_ring_is_sent(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    static packet p;
    skt_socket s = open_frames("lo", NONE), wire = open_wire("lo");
    uint8_t *ring = ring_of(s, SKT_PACKET_TX_RING);
    put_frame(ring, sizeof frame);
    put_frame(ring + FRAME, sizeof frame);
    assert_int_equal(skt_send(s, NULL, 0, 0), 2 * sizeof frame);
    assert_int_equal(next_on_wire(wire, &p), sizeof frame - ETHERNET);
    assert_int_equal(next_on_wire(wire, &p), sizeof frame - ETHERNET);
    munmap(ring, BLOCK);
    skt_close(s);
    skt_close(wire);
}

static void a_wrong_frame_is_left_out(const effect *row)
{
    NEEDS_NETNS();
    for (int on = 0; on < 2; on++) {
        skt_socket s = open_frames("lo", NONE), wire = open_wire("lo");
        if (on) set_text(s, row->option, row->set);
        uint8_t *ring = ring_of(s, SKT_PACKET_TX_RING);
        put_frame(ring, 60000);
        put_frame(ring + FRAME, sizeof frame);
        assert_rc((int)skt_send(s, NULL, 0, 0), on ? (int)sizeof frame : SKT_EMSGSIZE);
        assert_int_equal(count_packets(wire), on);
        if (!on) assert_true(status_of(ring) & TP_STATUS_WRONG_FORMAT);
        munmap(ring, BLOCK);
        skt_close(s);
        skt_close(wire);
    }
}

/* How many lines of the kernel's list of addresses that a device receives have the one of the row. */
#define LISTED() netns_number("grep -c 01005e7f7f7f /proc/net/dev_mcast; true", false)

static void the_device_receives_the_address(const effect *row)
{
    (void)row;
    NEEDS_CABLE();
    static const char request[] = "470000000000060001005e7f7f7f0000"; /* NEAR_INDEX, PACKET_MR_MULTICAST */
    skt_socket s = open_frames("near", NONE);
    assert_int_equal(LISTED(), 0);
    set_text(s, SKT_ANY(SKT_PACKET_ADD_MEMBERSHIP), request);
    assert_int_equal(LISTED(), 1);
    set_text(s, SKT_ANY(SKT_PACKET_DROP_MEMBERSHIP), request);
    assert_int_equal(LISTED(), 0);
    skt_close(s);
}

static void the_device_is_the_one_below(const effect *row)
{
    NEEDS_CABLE();
    if (netns_status("ip link add above link near address 02:00:00:00:00:77 type macvlan mode bridge", false) != 0)
        SKIP("no macvlan");
    NETNS_RUN("ip link set above addrgenmode none up");
    skt_socket s = open_frames("above", EVERY), far = netns_open_far(SKT_AF_PACKET, SKT_SOCK_RAW, 0);
    skt_addr to;
    assert_ok(skt_addr_link(FAR_INDEX, NONE, NULL, 0, &to));
    for (int on = 0; on < 2; on++) {
        uint8_t bytes[256];
        skt_addr from;
        struct sockaddr_ll link;
        if (on) set_text(s, row->option, row->set);
        assert_int_equal(skt_sendto(far, frame, sizeof frame, 0, &to), sizeof frame);
        do {
            wait_for(s, SKT_POLLIN);
            assert_ok(skt_recvfrom(s, bytes, sizeof bytes, 0, &from));
        } while (memcmp(bytes, frame, ETHERNET) != 0);
        memcpy(&link, &from.storage, sizeof link);
        assert_int_equal(link.sll_ifindex == NEAR_INDEX, on);
    }
    skt_close(far);
    skt_close(s);
    NETNS_RUN("ip link del above");
}

static void frames_begin_with_a_header(const effect *row)
{
    NEEDS_NETNS();
    enum { HEADER = 10 };
    connection c = udp_connection("127.0.0.1:0");
    skt_socket s = open_frames("lo", EVERY);
    only_udp(s, ETHERNET);
    for (int on = 0; on < 2; on++) {
        uint8_t bytes[256];
        if (on) set_text(s, row->option, row->set);
        send_x(c.client);
        for (int i = 0; i < 2; i++) {
            wait_for(s, SKT_POLLIN);
            skt_ssize len = skt_recv(s, bytes, sizeof bytes, 0);
            assert_int_equal(len, (on ? HEADER : 0) + ETHERNET + HEADERS + 1);
        }
    }
    skt_close(s);
    close_both(&c);
}

static const effect rows[] = {
    {EFFECT(PACKET_VERSION), "2", the_statistics_are_longer, "PACKET_STATISTICS has one number more"},
    {EFFECT(PACKET_STATISTICS), NULL, packets_are_counted, "is as many as were sent, and then 0"},
    {EFFECT(PACKET_AUXDATA), "true", the_length_of_the_frame_comes_along, "the length of the packet comes along"},
    {EFFECT(PACKET_FANOUT), NULL, each_packet_goes_to_one_of_the_group, "each packet is seen by one of two"},
    {EFFECT(PACKET_FANOUT_DATA), NULL, each_packet_goes_to_one_of_the_group, "a program says by which"},
    {EFFECT(PACKET_IGNORE_OUTGOING), "true", what_is_sent_is_not_seen, "what is sent is not seen"},
    {EFFECT(PACKET_QDISC_BYPASS), "true", taps_do_not_see_the_frame, "other packet sockets do not see what is sent"},
    {EFFECT(PACKET_RX_RING), NULL, packets_are_in_the_ring, "what comes is in the ring"},
    {EFFECT(PACKET_TX_RING), NULL, what_is_in_the_ring_is_sent, "what is in the ring is sent by one call"},
    {EFFECT(PACKET_RESERVE), "64", packets_begin_later, "packets begin so much later in the ring"},
    {EFFECT(PACKET_LOSS), "true", a_wrong_frame_is_left_out, "a wrong frame does not keep the next from being sent"},
    {EFFECT(PACKET_ADD_MEMBERSHIP), NULL, the_device_receives_the_address, "the device receives the address"},
    {EFFECT(PACKET_DROP_MEMBERSHIP), NULL, the_device_receives_the_address, "the device does not any more"},
    {EFFECT(PACKET_ORIGDEV), "true", the_device_is_the_one_below, "the interface is the one that received"},
    {EFFECT(PACKET_VNET_HDR), "true", frames_begin_with_a_header, "frames begin with a virtio_net_hdr"},
};
const effects packet_effects = EFFECTS(rows);
