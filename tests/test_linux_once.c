/* SPDX-License-Identifier: MIT */
/*
 * Linux: sends numbered datagrams over the link in each way of sending and under each kind of disturbance. The kernel
 * must accept each number once, or it is reported unsent; each received datagram is complete and arrives once; and the
 * number of missing ones equals the kernel's counters. SKT_ONCE is how many numbers are sent in each way.
 */
#include "netns.h"
#include "refusals.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>

enum { NUMBERS = 50000, CHUNK = 50, PARTS_MOST = 150, LONGEST = 600, ROOM = 65535, ROOMS = 16 };

/* The number that ends the run. */
static const uint32_t last_number = UINT32_MAX;

/* How the numbers are handed over. */
typedef enum form { SINGLY, BATCHES, RUNS, PARTS } form;

typedef struct way {
    form form;
    refusal refusal;
    bool nonblocking; /* the sender */
    bool signals;     /* one every 100 microseconds */
    bool paced;       /* the receiver has taken all before more is sent */
    bool coalesced;   /* received several at once */
    bool has_errors;  /* the sender learns of full queues */
    int room;         /* of the receiving socket, in bytes; 0: as it is */
    bool slow;        /* the cable */
    int queue;        /* of the slow cable, in bytes; 0: more than the sender may have under way */
    int told;         /* what the sender must have been told; 0: nothing */
    bool loses;       /* datagrams for which the receiver has no room */
    const char *sentence;
} way;

/* Both ends, and what became of each number. The receiving thread writes the lower half. */
typedef struct flow {
    const way *way;
    bool v6;
    uint32_t numbers;
    skt_socket c, s;
    skt_udp client, server;
    skt_addr to;
    uint8_t *taken;
    uint32_t taken_count, given_up, told_count, told_of_it;
    uint32_t taken_bytes; /* they may wrap: differences count */

    uint8_t *arrived;
    _Atomic uint32_t arrived_count;
    _Atomic uint32_t arrived_bytes;
    uint32_t doubled, torn, drops;
    _Atomic bool has_ended;
} flow;

typedef struct header {
    uint32_t number, len;
} header;

static uint32_t numbers_of(const way *w)
{
    const char *wanted = getenv("SKT_ONCE");
    uint32_t count = wanted ? (uint32_t)strtoul(wanted, NULL, 10) : w->slow ? NUMBERS / 4 : NUMBERS;
    return under_valgrind() ? count / 50 : count;
}

static unsigned char byte_of(uint32_t number, size_t at)
{
    return (unsigned char)(number * 31 + at * 7);
}

static void fill(unsigned char *bytes, uint32_t number, size_t len)
{
    const header head = {number, (uint32_t)len};
    for (size_t i = sizeof head; i < len; i++) bytes[i] = byte_of(number, i);
    memcpy(bytes, &head, sizeof head);
}

static void take_one(flow *f, const unsigned char *bytes, size_t len)
{
    header head = {0, 0};
    if (len >= sizeof head) memcpy(&head, bytes, sizeof head);
    if (head.number == last_number) {
        f->has_ended = true;
        return;
    }
    bool is_whole = head.len == len && head.number < f->numbers;
    for (size_t i = sizeof head; i < len && is_whole; i++) is_whole = bytes[i] == byte_of(head.number, i);
    if (!is_whole) {
        f->torn++;
        return;
    }
    f->doubled += f->arrived[head.number];
    f->arrived[head.number] = 1;
    f->arrived_count++;
    f->arrived_bytes += (uint32_t)len;
}

static void receive_all(void *context)
{
    flow *f = context;
    static unsigned char rooms[ROOMS][ROOM];
    while (!f->has_ended) {
        skt_datagram in[ROOMS];
        skt_pollfd waiting = {.socket = f->s, .events = SKT_POLLIN};
        for (size_t i = 0; i < ROOMS; i++) in[i] = skt_datagram_into(rooms[i], ROOM, NULL);
        skt_poll(&waiting, 1, skt_deadline_in(SKT_SECONDS(1)));
        skt_ssize count = skt_udp_recv(&f->server, in, ROOMS, 0);
        for (skt_ssize i = 0; i < count; i++) {
            skt_buf one;
            if (in[i].got & SKT_INFO_DROPS) f->drops = in[i].drops;
            for (size_t at = 0; skt_udp_next(&in[i], &at, &one);) take_one(f, one.base, one.len);
        }
    }
}

static void attach_client(flow *f)
{
    assert_rc(skt_udp_attach(&f->client, sizeof f->client, f->c, f->way->has_errors ? SKT_INFO_ERRORS : 0, NULL), 0);
    if (f->way->form == BATCHES) skt_udp_least_run(&f->client, 0);
}

static flow *open_flow(const way *w, bool v6)
{
    static flow f;
    memset(&f, 0, sizeof f);
    f.way = w;
    f.v6 = v6;
    f.numbers = numbers_of(w) / 2;
    f.taken = calloc(f.numbers, 1);
    f.arrived = calloc(f.numbers, 1);
    assert_true(f.taken && f.arrived);
    f.to = address(v6 ? "[fd09::2]:0" : "10.9.0.2:0");
    f.s = netns_open_far(skt_addr_family(&f.to), SKT_SOCK_DGRAM, 0);
    assert_ok(skt_bind(f.s, &f.to));
    assert_ok(skt_local_address(f.s, &f.to));
    assert_ok(skt_set_nonblocking(f.s, true));
    if (w->room > 0)
        assert_ok(skt_set_int(f.s, SKT_SO_RCVBUF, w->room));
    else
        assert_ok((int)skt_grow_buffer(f.s, SKT_SO_RCVBUF, 8 << 20));
    const uint32_t wanted = SKT_INFO_DROPS | (w->coalesced ? SKT_INFO_SEGMENTS : 0);
    assert_rc(skt_udp_attach(&f.server, sizeof f.server, f.s, wanted, NULL), 0);
    assert_ok(skt_open(skt_addr_family(&f.to), SKT_SOCK_DGRAM, 0, &f.c));
    assert_ok(skt_set_nonblocking(f.c, w->nonblocking));
    if (w->slow && w->queue == 0) assert_ok(skt_set_int(f.c, SKT_SO_SNDBUF, 20000));
    return &f;
}

static void close_flow(flow *f)
{
    skt_close(f->c);
    skt_close(f->s);
    free(f->taken);
    free(f->arrived);
}

/* Until the receiver has taken all that is there. */
static void wait_for_receiver(const flow *f)
{
    skt_pollfd waiting = {.socket = f->s, .events = SKT_POLLIN};
    while (skt_poll(&waiting, 1, skt_deadline_in(0)) == 1) sched_yield();
}

/* Numbers one behind the other, and the datagrams that hold them. */
typedef struct chunk {
    uint32_t first;
    size_t count, lens[PARTS_MOST];
    unsigned char bytes[PARTS_MOST * LONGEST];
    skt_datagram datagrams[CHUNK]; /* the first alone, if it is several */
} chunk;

static void make_chunk(chunk *c, const flow *f, uint32_t first)
{
    const bool is_parts = f->way->form == PARTS;
    const uint32_t left = f->numbers - first, most = is_parts ? 1 + draw_below(PARTS_MOST) : CHUNK;
    const bool has_tos = draw(2);
    size_t len = 0, at = 0;
    c->first = first;
    c->count = left < most ? left : most;
    for (size_t i = 0; i < c->count; i++) {
        if (i == 0 || (!is_parts && draw(6))) len = sizeof(header) + draw_below(LONGEST - sizeof(header));
        c->lens[i] = is_parts && i + 1 == c->count ? sizeof(header) + draw_below((unsigned)(len - 7)) : len;
        fill(c->bytes + at, first + (uint32_t)i, c->lens[i]);
        if (!is_parts || i == 0) {
            c->datagrams[i] = skt_datagram_to(c->bytes + at, c->lens[i], &f->to);
            c->datagrams[i].has = has_tos ? SKT_INFO_TOS : 0;
            c->datagrams[i].tos = 2;
        }
        at += c->lens[i];
    }
    if (is_parts) {
        c->datagrams[0].segment_size = (uint32_t)len;
        c->datagrams[0].data.len = at;
    }
}

/* One call. Returns how many numbers were taken. */
static size_t send_some(flow *f, chunk *c, size_t done, int *rc_out)
{
    const bool is_parts = f->way->form == PARTS;
    const size_t asked = is_parts || f->way->form == SINGLY ? 1 : c->count - done;
    skt_datagram *d = &c->datagrams[is_parts ? 0 : done];
    skt_ssize sent = skt_udp_send(&f->client, d, asked, 0);
    *rc_out = (int)sent;
    if (sent < (skt_ssize)asked) f->told_count++;
    if (!is_parts) return sent > 0 ? (size_t)sent : 0;
    return sent > 0 ? c->count - done : d->sent / d->segment_size - done;
}

/* What is refused for good is given up every other time; all else goes again. */
static void send_chunk(flow *f, chunk *c)
{
    size_t done = 0;
    while (done < c->count) {
        int rc;
        size_t taken = send_some(f, c, done, &rc);
        for (; taken > 0; taken--, done++) {
            uint32_t number = c->first + (uint32_t)done;
            f->taken[number]++;
            f->taken_count++;
            f->taken_bytes += (uint32_t)c->lens[done];
        }
        if (rc >= 0) continue;
        if (-rc != f->way->told) fail_msg("%s: %s", f->way->sentence, skt_error_name(rc));
        f->told_of_it++;
        if (rc == SKT_EAGAIN && f->way->refusal.error == 0) {
            skt_pollfd waiting = {.socket = f->c, .events = SKT_POLLOUT};
            skt_poll(&waiting, 1, skt_deadline_in(SKT_SECONDS(20)));
        }
        if ((rc == SKT_EPERM || rc == SKT_ENOBUFS) && draw(2)) {
            /* Of one that is several, the rest. */
            size_t lost = f->way->form == PARTS ? c->count - done : 1;
            f->given_up += (uint32_t)lost;
            done += lost;
        }
    }
}

static void on_signal(int number)
{
    (void)number;
}

static void set_signals(bool on)
{
    const struct sigaction action = {.sa_handler = on_signal};
    const struct itimerval every = {.it_interval.tv_usec = on ? 100 : 0, .it_value.tv_usec = on ? 100 : 0};
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &every, NULL), 0);
}

static void send_all(flow *f)
{
    static chunk c;
    refuse(f->way->refusal);
    if (f->way->signals) set_signals(true);
    for (uint32_t number = 0, chunks = 0; number < f->numbers; number += (uint32_t)c.count, chunks++) {
        /* What the system was found to lack is looked for anew. */
        if (chunks % 20 == 0) attach_client(f);
        make_chunk(&c, f, number);
        send_chunk(f, &c);
        if (f->way->paced) wait_for_receiver(f);
    }
    set_signals(false);
}

/* What the kernel says that it dropped, so far. */
typedef struct losses {
    uint64_t socket;           /* datagrams, by its own count */
    uint64_t errors;           /* datagrams, by that of the network */
    uint64_t cable;            /* packets */
    uint64_t wall, wall_bytes; /* what the firewall dropped on arrival: packets and their bytes */
    uint64_t refused;          /* and refused to send: packets */
} losses;

static bool has_wall;

static losses count_losses(const flow *f)
{
    losses now = {0};
    char command[100];
    snprintf(command, sizeof command, "awk '$2 ~ /:%04X$/ {print $NF}' /proc/net/udp%s", skt_addr_port(&f->to),
             f->v6 ? "6" : "");
    now.socket = netns_number(command, true);
    now.errors = f->v6 ? netns_number("awk '$1 == \"Udp6InErrors\" {print $2}' /proc/net/snmp6", true)
                       : netns_number("awk '$1 == \"Udp:\" {n = $4} END {print n}' /proc/net/snmp", true);
    now.cable = netns_number("awk '$1 == \"near:\" {print $13}' /proc/net/dev", false) +
                netns_number("awk '$1 == \"far:\" {print $5}' /proc/net/dev", true);
    if (!has_wall) return now;
    now.wall = netns_number("nft list counters | awk '$1 == \"packets\" {print $2}'", true);
    now.wall_bytes = netns_number("nft list counters | awk '$1 == \"packets\" {print $4}'", true);
    now.refused = netns_number("nft list counters | awk '$1 == \"packets\" {print $2}'", false);
    return now;
}

/* Whether what is missing is what the kernel lost since then. A packet of several is one to the firewall. */
static bool is_explained(const flow *f, const losses *before, losses *out)
{
    losses now = count_losses(f);
    *out = (losses){now.socket - before->socket, now.errors - before->errors,         now.cable - before->cable,
                    now.wall - before->wall,     now.wall_bytes - before->wall_bytes, now.refused - before->refused};
    uint32_t missing = f->taken_count - f->arrived_count, missing_bytes = f->taken_bytes - f->arrived_bytes;
    if (has_wall) return out->errors == 0 && missing_bytes == out->wall_bytes - out->wall * (f->v6 ? 48 : 28);
    return missing == out->errors + out->cable;
}

/* Sends the last datagram until it has come, without anything that hinders it. */
static void end_flow(flow *f)
{
    const header last = {last_number, sizeof last};
    refuse((refusal){0});
    for (int i = 0; i < 1000 && !f->has_ended; i++) {
        skt_sendto(f->c, &last, sizeof last, 0, &f->to);
        skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(20)));
    }
    assert_true(f->has_ended);
}

static void check_numbers(const flow *f)
{
    for (uint32_t i = 0; i < f->numbers; i++) {
        if (f->taken[i] > 1) fail_msg("%u was taken %u times", i, f->taken[i]);
        if (f->arrived[i] > f->taken[i]) fail_msg("%u was reported unsent, and came", i);
    }
    assert_int_equal(f->doubled, 0);
    assert_int_equal(f->torn, 0);
    assert_int_equal(f->taken_count + f->given_up, f->numbers);
}

static void run_way(const way *w, bool v6, const char *calm)
{
    flow *f = open_flow(w, v6);
    test_thread receiver = {.run = receive_all, .context = f};
    losses before = count_losses(f), lost;
    sigset_t alarms, old;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarms, &old);
    thread_start(&receiver, receive_all, f);
    sigprocmask(SIG_SETMASK, &old, NULL);

    send_all(f);
    const handed sent = handed_over;
    const skt_deadline end_of_sending = skt_deadline_in(0);
    bool explained = false;
    while (!(explained = is_explained(f, &before, &lost)) && since(end_of_sending) < SKT_SECONDS(20)) sched_yield();
    if (calm) netns_status(calm, false), netns_status(calm, true);
    end_flow(f);
    thread_join(&receiver);

    printf("%s, IPv%d: %u numbers: %u taken, %u unsent, %u arrived; lost: %llu without room, %llu on the cable, "
           "%llu packets by the firewall; %llu refusals, %u told\n",
           w->sentence, v6 ? 6 : 4, f->numbers, f->taken_count, f->given_up, f->arrived_count,
           (unsigned long long)lost.errors, (unsigned long long)lost.cable, (unsigned long long)lost.wall,
           (unsigned long long)sent.refused, f->told_count);
    check_numbers(f);
    if (!explained) fail_msg("the kernel does not say why %u are missing", f->taken_count - f->arrived_count);
    assert_int_equal(lost.socket, lost.errors);
    assert_int_equal(f->drops, lost.socket);
    if (w->loses) assert_true(lost.socket > 0);
    assert_int_equal(sent.datagrams, f->taken_count);
    if (w->told) assert_int_equal(f->told_count, sent.refused);
    /* Few numbers fill nothing. */
    if (w->told && !under_valgrind()) assert_true(f->told_of_it > 0);
    if (has_wall) assert_int_equal(lost.refused, sent.refused);
    close_flow(f);
}

static void test_linux_once__each_number_goes_by_every_way(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const way ways[] = {
        {.form = SINGLY, .paced = true, .sentence = "singly"},
        {.form = BATCHES, .paced = true, .sentence = "in batches"},
        {.form = RUNS, .paced = true, .sentence = "in runs"},
        {.form = PARTS, .paced = true, .sentence = "as parts of one"},
        {.form = RUNS, .paced = true, .coalesced = true, .sentence = "in runs, received several at once"},
        {.form = PARTS, .paced = true, .coalesced = true, .sentence = "as parts, received several at once"},
        {.form = RUNS, .refusal = {EIO, 5, true, false}, .paced = true, .sentence = "in runs that a device refuses"},
        {.form = PARTS, .refusal = {EIO, 3, true, false}, .paced = true, .sentence = "as parts that a device refuses"},
        {.form = RUNS, .refusal = {EINVAL, 3, true, false}, .paced = true, .sentence = "in runs that a kernel refuses"},
        {.form = PARTS, .refusal = {EMSGSIZE, 3, true, false}, .paced = true, .sentence = "as parts too long for it"},
        {.form = SINGLY, .room = 1, .loses = true, .sentence = "singly, to a receiver without room"},
        {.form = BATCHES, .room = 1, .loses = true, .sentence = "in batches, to a receiver without room"},
        {.form = RUNS, .room = 1, .loses = true, .sentence = "in runs, to a receiver without room"},
    };
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        for (int v6 = 0; v6 < 2; v6++) run_way(&ways[i], v6, NULL);
}

/* Runs the ways while the cable is so slow that any sender fills it. */
static void run_slowly(const way *ways, size_t count)
{
    char command[100];
    for (size_t i = 0; i < count; i++)
        for (int v6 = 0; v6 < 2; v6++) {
            snprintf(command, sizeof command, "tc qdisc add dev near root tbf rate 40mbit burst 128k limit %d",
                     ways[i].queue > 0 ? ways[i].queue : 4000000);
            int status = netns_status(command, false);
            if (status != 0) SKIP("no token bucket: %s: status %d", command, status);
            run_way(&ways[i], v6, "tc qdisc del dev near root 2>/dev/null");
        }
}

static void test_linux_once__each_number_goes_while_buffers_are_full(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const way ways[] = {
        {.form = SINGLY, .slow = true, .nonblocking = true, .told = EAGAIN, .sentence = "singly, full buffers"},
        {.form = BATCHES, .slow = true, .nonblocking = true, .told = EAGAIN, .sentence = "in batches, full buffers"},
        {.form = RUNS, .slow = true, .nonblocking = true, .told = EAGAIN, .sentence = "in runs, full buffers"},
        {.form = PARTS, .slow = true, .nonblocking = true, .told = EAGAIN, .sentence = "as parts, full buffers"},
    };
    run_slowly(ways, COUNT_OF(ways));
}

static void test_linux_once__each_number_goes_in_spite_of_signals(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const way ways[] = {
        {.form = SINGLY, .slow = true, .signals = true, .told = EINTR, .sentence = "singly, signals"},
        {.form = BATCHES, .slow = true, .signals = true, .told = EINTR, .sentence = "in batches, signals"},
        {.form = RUNS, .slow = true, .signals = true, .told = EINTR, .sentence = "in runs, signals"},
        {.form = PARTS, .slow = true, .signals = true, .told = EINTR, .sentence = "as parts, signals"},
    };
    run_slowly(ways, COUNT_OF(ways));
}

static void test_linux_once__what_a_full_queue_drops_is_reported_unsent(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const way ways[] = {
        {.form = SINGLY,
         .slow = true,
         .has_errors = true,
         .queue = 10000,
         .told = ENOBUFS,
         .sentence = "singly, a full queue"},
        {.form = BATCHES,
         .slow = true,
         .has_errors = true,
         .queue = 10000,
         .told = ENOBUFS,
         .sentence = "in batches, a full queue"},
        {.form = RUNS,
         .slow = true,
         .has_errors = true,
         .queue = 70000,
         .told = ENOBUFS,
         .sentence = "in runs, a full queue"},
        {.form = PARTS,
         .slow = true,
         .has_errors = true,
         .queue = 70000,
         .told = ENOBUFS,
         .sentence = "as parts, a full queue"},
    };
    run_slowly(ways, COUNT_OF(ways));
}

/* A fifth is refused where it leaves, and a fifth of the rest dropped where it arrives. */
static void test_linux_once__what_a_firewall_refuses_is_reported_unsent(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const way ways[] = {
        {.form = SINGLY, .paced = true, .told = EPERM, .sentence = "singly, a firewall"},
        {.form = BATCHES, .paced = true, .told = EPERM, .sentence = "in batches, a firewall"},
        {.form = RUNS, .paced = true, .told = EPERM, .sentence = "in runs, a firewall"},
        {.form = PARTS, .paced = true, .told = EPERM, .sentence = "as parts, a firewall"},
    };
    static const char rules[] =
        "nft 'add table inet wall; add counter inet wall lost;"
        "add chain inet wall way { type filter hook %s priority 0; };"
        "add rule inet wall way meta l4proto udp numgen random mod 100 < 20 counter name lost drop'";
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        for (int v6 = 0; v6 < 2; v6++) {
            char command[sizeof rules + 10];
            snprintf(command, sizeof command, rules, "output");
            int status = netns_status(command, false);
            if (status != 0) SKIP("no firewall: %s: status %d", command, status);
            snprintf(command, sizeof command, rules, "input");
            assert_int_equal(netns_status(command, true), 0);
            has_wall = true;
            run_way(&ways[i], v6, "nft flush ruleset");
            has_wall = false;
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_once__each_number_goes_by_every_way),
        TEST(test_linux_once__each_number_goes_while_buffers_are_full),
        TEST(test_linux_once__each_number_goes_in_spite_of_signals),
        TEST(test_linux_once__what_a_full_queue_drops_is_reported_unsent),
        TEST(test_linux_once__what_a_firewall_refuses_is_reported_unsent),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
