/* SPDX-License-Identifier: MIT */
/* Linux: datagrams with a send time. SO_TXTIME of socket(7); tc-fq(8). */
#include "netns.h"
#include "received.h"

#include <linux/bpf.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const char *const texts[] = {"10.9.0.2:0", "[fd09::2]:0"};

/* A sender here that says when, and a receiver over there. */
typedef struct ends {
    skt_socket c, s;
    skt_udp client;
    skt_addr to;
} ends;

static ends open_ends(const char *text)
{
    ends e = {.to = address(text)};
    uint32_t granted;
    e.s = netns_open_far(skt_addr_family(&e.to), SKT_SOCK_DGRAM, 0);
    assert_ok(skt_bind(e.s, &e.to));
    assert_ok(skt_local_address(e.s, &e.to));
    assert_ok(skt_open(skt_addr_family(&e.to), SKT_SOCK_DGRAM, 0, &e.c));
    assert_rc(skt_udp_attach(&e.client, sizeof e.client, e.c, SKT_INFO_SEND_TIME, &granted), 0);
    assert_int_equal(granted, SKT_INFO_SEND_TIME);
    return e;
}

static void close_ends(const ends *e)
{
    skt_close(e->c);
    skt_close(e->s);
}

static void send_at(ends *e, const void *data, size_t len, int64_t when)
{
    skt_datagram out = skt_datagram_to(data, len, &e->to);
    out.has = SKT_INFO_SEND_TIME;
    out.send_time = when;
    assert_rc(skt_udp_send(&e->client, &out, 1, 0), 1);
}

static int64_t real_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return SKT_SECONDS((int64_t)now.tv_sec) + now.tv_nsec;
}

static void test_linux_send_time__a_datagram_does_not_leave_before(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const int status = netns_status("tc qdisc replace dev near root fq", false);
    if (status != 0) SKIP("nothing here holds a packet back: tc qdisc fq: status %d", status);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int64_t wait = 0; wait <= SKT_MILLISECONDS(200); wait += SKT_MILLISECONDS(50)) {
            ends e = open_ends(texts[i]);
            skt_udp server;
            skt_datagram in;
            char room[10];
            assert_rc(skt_udp_attach(&server, sizeof server, e.s, SKT_INFO_TIME, NULL), 0);
            /* The clocks differ by no less, whatever comes between the two readings. */
            const int64_t difference = real_time() - skt_now().nanoseconds;
            const int64_t when = skt_now().nanoseconds + wait;
            send_at(&e, "hello", 5, when);
            in = skt_datagram_into(room, sizeof room, NULL);
            wait_for(e.s, SKT_POLLIN);
            assert_rc(skt_udp_recv(&server, &in, 1, 0), 1);
            assert_true(in.got & SKT_INFO_TIME);
            assert_true(in.time - difference >= when);
            close_ends(&e);
        }
    NETNS_RUN("tc qdisc del dev near root");
}

/* Of include/uapi/linux/bpf.h, which may be older than the kernel. */
enum { TCX_EGRESS = 47, DROP = 2, PASS = 0 };

static int bpf(int command, void *attributes, size_t size)
{
    return (int)syscall(SYS_bpf, command, attributes, (unsigned)size);
}

/* A program for packets of so many bytes, which drops those that have another time than this one. */
static int load_filter(uint32_t packet_len, int64_t wanted)
{
    const struct bpf_insn program[] = {
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = PASS},
        {.code = BPF_LDX | BPF_MEM | BPF_W, .dst_reg = 2, .src_reg = 1, .off = offsetof(struct __sk_buff, len)},
        {.code = BPF_JMP | BPF_JNE | BPF_K, .dst_reg = 2, .off = 5, .imm = (int32_t)packet_len},
        {.code = BPF_LDX | BPF_MEM | BPF_DW, .dst_reg = 2, .src_reg = 1, .off = offsetof(struct __sk_buff, tstamp)},
        {.code = BPF_LD | BPF_IMM | BPF_DW, .dst_reg = 3, .imm = (int32_t)(uint32_t)wanted},
        {.imm = (int32_t)(uint32_t)((uint64_t)wanted >> 32)},
        {.code = BPF_JMP | BPF_JEQ | BPF_X, .dst_reg = 2, .src_reg = 3, .off = 1},
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = DROP},
        {.code = BPF_JMP | BPF_EXIT},
    };
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = BPF_PROG_TYPE_SCHED_CLS;
    attributes.insn_cnt = COUNT_OF(program);
    attributes.insns = (uintptr_t)program;
    attributes.license = (uintptr_t)"MIT";
    return bpf(BPF_PROG_LOAD, &attributes, sizeof attributes);
}

/* At the near end of the cable, as long as the returned descriptor is open. */
static int attach_filter(int program)
{
    struct {
        uint32_t program, interface, kind, flags, rest[8];
    } attributes = {.program = (uint32_t)program, .interface = NEAR_INDEX, .kind = TCX_EGRESS};
    return bpf(BPF_LINK_CREATE, &attributes, sizeof attributes);
}

/* What a queue or a device that obeys it is given. */
static void test_linux_send_time__is_the_packets(void **state)
{
    (void)state;
    NEEDS_CABLE();
    enum { LEN = 777, ETHERNET = 14, UDP = 8 };
    static char bytes[LEN];
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ends e = open_ends(texts[i]);
        received got;
        const int64_t when = skt_now().nanoseconds + SKT_SECONDS(1) / 1000;
        const int program = load_filter(ETHERNET + (i == 0 ? 20 : 40) + UDP + LEN, when);
        const int link = program < 0 ? -1 : attach_filter(program);
        if (link < 0) {
            if (program >= 0) close(program);
            close_ends(&e);
            SKIP("bpf(2) is not permitted, or older than Linux 6.6");
        }
        for (int64_t wrong = -1; wrong <= 1; wrong++) {
            bytes[0] = (char)wrong;
            send_at(&e, bytes, LEN, when + wrong);
        }
        receive(e.s, &got);
        assert_int_equal(got.len, LEN);
        assert_int_equal(got.data[0], 0);
        assert_false(has_come(e.s));
        close(link);
        close(program);
        close_ends(&e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_send_time__a_datagram_does_not_leave_before),
        TEST(test_linux_send_time__is_the_packets),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
