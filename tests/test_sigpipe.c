/* SPDX-License-Identifier: MIT */
/*
 * No function raises SIGPIPE. Each test runs in a child with the default action, which ends it. A write(2) in the same
 * child shows that the signal would have ended it.
 */
#include "support.h"

#include "host.h"
#include "kinds.h"
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static sigset_t sigpipe_alone(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

static void make_sigpipe_deadly(void)
{
    const sigset_t set = sigpipe_alone();
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static bool is_pending(void)
{
    sigset_t set;
    sigpending(&set);
    return sigismember(&set, SIGPIPE) == 1;
}

/* Connections to which nothing can be sent any more. */

static connection tcp_reset(void)
{
    connection c = tcp_connection("127.0.0.1:0");
    assert_ok(skt_set_linger(c.server, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    assert_ok(skt_close(c.server));
    skt_pollfd fd = {.socket = c.client, .events = SKT_POLLIN};
    assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
    assert_rc(skt_pending_error(c.client), SKT_ECONNRESET);
    c.server = SKT_INVALID_SOCKET;
    return c;
}

static connection tcp_shut(void)
{
    connection c = tcp_connection("[::1]:0");
    assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
    return c;
}

static connection unix_gone(int type)
{
    connection c = unix_pair(type);
    assert_ok(skt_close(c.server));
    c.server = SKT_INVALID_SOCKET;
    return c;
}

static connection unix_stream_gone(void)
{
    return unix_gone(SKT_SOCK_STREAM);
}

static connection unix_packets_gone(void)
{
    return unix_gone(SKT_SOCK_SEQPACKET);
}

static connection unix_bare_gone(void)
{
    return unix_gone(SKT_SOCK_STREAM | SKT_SOCK_BARE);
}

static connection unix_stream_shut(void)
{
    connection c = unix_pair(SKT_SOCK_STREAM);
    assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
    return c;
}

static connection unix_peer_shut(void)
{
    connection c = unix_pair(SKT_SOCK_STREAM);
    assert_ok(skt_shutdown(c.server, SKT_SHUT_RD));
    return c;
}

static connection unix_datagrams_shut(void)
{
    connection c = unix_pair(SKT_SOCK_DGRAM);
    assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
    return c;
}

static const struct {
    const char *name;
    connection (*make)(void);
} broken[] = {
    {"TCP, reset by the peer", tcp_reset},
    {"TCP, shut down", tcp_shut},
    {"Unix stream, peer closed", unix_stream_gone},
    {"Unix packets, peer closed", unix_packets_gone},
    {"Unix stream made bare, peer closed", unix_bare_gone},
    {"Unix stream, shut down", unix_stream_shut},
    {"Unix stream, peer reads no more", unix_peer_shut},
    {"Unix datagrams, shut down", unix_datagrams_shut},
};

/* Every way to send. */

static int by_send(skt_socket s)
{
    return (int)skt_send(s, "x", 1, 0);
}

static int by_send_more(skt_socket s)
{
    return (int)skt_send(s, "x", 1, SKT_MSG_DONTWAIT);
}

static int by_sendto(skt_socket s)
{
    return (int)skt_sendto(s, "x", 1, 0, NULL);
}

static int by_sendto_an_address(skt_socket s)
{
    skt_addr peer = {.len = 0};
    if (skt_type(s) != SKT_SOCK_STREAM || skt_family(s) == SKT_AF_UNIX) return SKT_EPIPE;
    assert_ok(skt_local_address(s, &peer));
    return (int)skt_sendto(s, "x", 1, 0, &peer);
}

static int by_vectors(skt_socket s, size_t count)
{
    char bytes[] = "xy";
    skt_buf bufs[2] = {skt_buf_of(bytes, 1), skt_buf_of(bytes + 1, 1)};
    return (int)skt_sendv(s, bufs, count, 0);
}

static int by_one_vector(skt_socket s)
{
    return by_vectors(s, 1);
}

static int by_two_vectors(skt_socket s)
{
    return by_vectors(s, 2);
}

static int by_sendmsg(skt_socket s)
{
    char byte = 'x';
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return (int)skt_sendmsg(s, &msg, 0);
}

static int by_send_all(skt_socket s)
{
    return skt_send_all(s, "xyz", 3, 0, SKT_NEVER, NULL);
}

static int by_export(skt_socket s)
{
    return skt_family(s) == SKT_AF_UNIX ? skt_export(s, s, 0) : SKT_EPIPE;
}

static int by_sendfile(skt_socket s)
{
    skt_file file = temp_file(0, "xyz", 3);
    int rc = (int)skt_sendfile(s, file, 0, 3);
    file_close(file);
    return rc == SKT_EUNSUPPORTED ? SKT_EPIPE : rc;
}

/* The head or the tail alone are sent by other calls. */
static int by_sendfile_with(skt_socket s)
{
    static const uint8_t lens[][3] = {{1, 1, 1}, {0, 1, 1}, {1, 0, 0}, {0, 0, 1}};
    skt_file file = temp_file(0, "xyz", 3);
    int rc = SKT_EPIPE;
    for (size_t i = 0; i < COUNT_OF(lens) && rc == SKT_EPIPE; i++)
        rc = (int)skt_sendfile_with(s, "x", lens[i][0], file, 0, lens[i][1], "y", lens[i][2]);
    file_close(file);
    return rc == SKT_EUNSUPPORTED ? SKT_EPIPE : rc;
}

static int by_splice(skt_socket s)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "xyz", 3), 3);
    int rc = (int)skt_splice(ends[0], s, 3, 0);
    close(ends[0]);
    close(ends[1]);
    return rc == SKT_EUNSUPPORTED ? SKT_EPIPE : rc;
}

static const struct {
    const char *name;
    int (*send)(skt_socket s);
} ways[] = {
    {"send", by_send},
    {"send with a flag", by_send_more},
    {"sendto", by_sendto},
    {"sendto an address", by_sendto_an_address},
    {"sendv of one", by_one_vector},
    {"sendv of two", by_two_vectors},
    {"sendmsg", by_sendmsg},
    {"send_all", by_send_all},
    {"export", by_export},
    {"sendfile", by_sendfile},
    {"sendfile with a head and a tail", by_sendfile_with},
    {"splice", by_splice},
};

typedef struct attempt {
    skt_socket s;
    int (*send)(skt_socket s);
} attempt;

/* Twice, since the first may only meet the error that waits. */
static int try_and_live(void *context)
{
    const attempt *a = context;
    make_sigpipe_deadly();
    for (int i = 0; i < 2; i++) {
        int rc = a->send(a->s);
        if (rc != SKT_EPIPE) fprintf(stderr, "got %d %s\n", rc, skt_error_name(rc));
        CHECK(rc == SKT_EPIPE);
        CHECK(!is_pending());
    }
    return 0;
}

static void test_sigpipe__no_way_to_send_is_deadly(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++)
        for (size_t j = 0; j < COUNT_OF(ways); j++) {
            connection c = broken[i].make();
            attempt a = {.s = c.client, .send = ways[j].send};
            int status = child_status(try_and_live, &a);
            if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
                fail_msg("%s, %s: %s %d", broken[i].name, ways[j].name, WIFSIGNALED(status) ? "signal" : "status",
                         WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
            close_both(&c);
        }
}

static int write_and_die(void *context)
{
    const skt_socket *s = context;
    make_sigpipe_deadly();
    return write(*s, "x", 1) < 0 ? 1 : 2;
}

static void test_sigpipe__what_the_system_does_by_itself_is_deadly(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        connection c = broken[i].make();
        int status = child_status(write_and_die, &c.client);
        /* Linux raises none for packets and datagrams. */
        bool stream = skt_type(c.client) == SKT_SOCK_STREAM;
        if (stream && (!WIFSIGNALED(status) || WTERMSIG(status) != SIGPIPE))
            fail_msg("%s: write(2) was not deadly", broken[i].name);
        close_both(&c);
    }
}

/* Calls without a flag to suppress SIGPIPE, around which it is blocked. */
static int (*const holding[])(skt_socket) = {by_sendfile, by_sendfile_with, by_splice};

static int keeps_a_pending_one(void *context)
{
    const attempt *a = context;
    const sigset_t set = sigpipe_alone();
    make_sigpipe_deadly();
    sigset_t mask;
    CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
    CHECK(raise(SIGPIPE) == 0);
    CHECK(is_pending());
    CHECK(a->send(a->s) == SKT_EPIPE);
    CHECK(is_pending());
    CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0);
    CHECK(sigismember(&mask, SIGPIPE) == 1);

    /* And it is the caller's to take. */
    int taken = 0;
    CHECK(sigwait(&set, &taken) == 0 && taken == SIGPIPE);
    CHECK(!is_pending());
    return 0;
}

static int leaves_a_blocked_one_unraised(void *context)
{
    const attempt *a = context;
    const sigset_t set = sigpipe_alone();
    sigset_t mask;
    make_sigpipe_deadly();
    CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
    CHECK(a->send(a->s) == SKT_EPIPE);
    CHECK(!is_pending());
    CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0);
    CHECK(sigismember(&mask, SIGPIPE) == 1);
    return 0;
}

static int leaves_the_mask_as_it_was(void *context)
{
    const attempt *a = context;
    sigset_t before, after;
    make_sigpipe_deadly();
    sigemptyset(&before);
    sigaddset(&before, SIGUSR1);
    sigaddset(&before, SIGTERM);
    CHECK(sigprocmask(SIG_SETMASK, &before, NULL) == 0);
    CHECK(a->send(a->s) == SKT_EPIPE);
    CHECK(sigprocmask(SIG_SETMASK, NULL, &after) == 0);
    for (int signal_number = 1; signal_number < 32; signal_number++)
        CHECK(sigismember(&before, signal_number) == sigismember(&after, signal_number));
    return 0;
}

static volatile sig_atomic_t handled;

static void handle(int signal_number)
{
    handled = signal_number;
}

static int calls_no_handler(void *context)
{
    const attempt *a = context;
    make_sigpipe_deadly();
    signal(SIGPIPE, handle);
    CHECK(a->send(a->s) == SKT_EPIPE);
    CHECK(handled == 0);
    CHECK(raise(SIGPIPE) == 0);
    CHECK(handled == SIGPIPE);
    return 0;
}

static int lives_with_ignoring(void *context)
{
    const attempt *a = context;
    signal(SIGPIPE, SIG_IGN);
    CHECK(a->send(a->s) == SKT_EPIPE);
    CHECK(a->send(a->s) == SKT_EPIPE);
    CHECK(signal(SIGPIPE, SIG_IGN) == SIG_IGN);
    return 0;
}

static void assert_for_holding(int (*body)(void *context))
{
    for (size_t i = 0; i < COUNT_OF(holding); i++) {
        connection c = unix_stream_gone();
        attempt a = {.s = c.client, .send = holding[i]};
        if (skt_splice(-1, -1, 0, 0) == SKT_EUNSUPPORTED && holding[i] == by_splice) continue;
        assert_child(body, &a);
        close_both(&c);
    }
}

static void test_sigpipe__one_that_was_pending_before_stays_so(void **state)
{
    (void)state;
    assert_for_holding(keeps_a_pending_one);
}

static void test_sigpipe__a_caller_that_blocks_it_finds_none(void **state)
{
    (void)state;
    assert_for_holding(leaves_a_blocked_one_unraised);
}

static void test_sigpipe__the_signal_mask_is_as_before(void **state)
{
    (void)state;
    assert_for_holding(leaves_the_mask_as_it_was);
}

static void test_sigpipe__a_handler_is_not_called(void **state)
{
    (void)state;
    assert_for_holding(calls_no_handler);
}

static void test_sigpipe__a_process_that_ignores_it_is_no_other(void **state)
{
    (void)state;
    assert_for_holding(lives_with_ignoring);
}

/* The peer closes while the kernel copies: the count of sent bytes is returned, although SIGPIPE was raised. */
typedef struct reader {
    skt_socket s;
    size_t len;
} reader;

static void read_some_and_close(void *context)
{
    const reader *r = context;
    static _Thread_local char bytes[1 << 16];
    /* A TCP that has ended its own direction answers a reset with EPIPE. */
    skt_shutdown(r->s, SKT_SHUT_WR);
    skt_recv_all(r->s, bytes, r->len, 0, SKT_NEVER, NULL);
    skt_close(r->s);
}

static int send_into_a_closing_peer(connection *c, skt_file file, skt_ssize *sent_out)
{
    test_thread thread;
    reader r = {.s = c->server, .len = 40000};
    skt_socket s = c->client;
    thread_start(&thread, read_some_and_close, &r);
    *sent_out = skt_sendfile(s, file, 0, 64 << 20);
    thread_join(&thread);
    bool pending = is_pending();
    skt_close(s);
    return pending;
}

static int sendfile_lives_through_a_closing_peer(void *context)
{
    (void)context;
    skt_file file = temp_file((64 << 20) - 1, "", 1);
    make_sigpipe_deadly();
    int cut = 0;
    for (int i = 0; i < 40; i++) {
        connection c = i % 2 ? unix_pair(SKT_SOCK_STREAM) : tcp_connection("127.0.0.1:0");
        skt_ssize sent = 0;
        CHECK(send_into_a_closing_peer(&c, file, &sent) == 0);
        CHECK(sent < 64 << 20);
        CHECK(sent > 0 || sent == SKT_EPIPE || sent == SKT_ECONNRESET);
        cut += sent > 0;
    }
    CHECK(cut > 0);
    file_close(file);
    return 0;
}

static void test_sigpipe__a_peer_that_closes_in_the_middle_of_a_file_is_not_deadly(void **state)
{
    (void)state;
    if (skt_sendfile(SKT_INVALID_SOCKET, -1, 0, 0) == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    assert_child(sendfile_lives_through_a_closing_peer, NULL);
}

static int splice_lives_through_a_closing_peer(void *context)
{
    (void)context;
    enum { LEN = 1 << 20 };
    static char zeros[LEN];
    make_sigpipe_deadly();
    int cut = 0;
    for (int i = 0; i < 40; i++) {
        connection c = i % 2 ? unix_pair(SKT_SOCK_STREAM) : tcp_connection("127.0.0.1:0");
        test_thread thread;
        reader r = {.s = c.server, .len = 40000};
        int ends[2];
        CHECK(pipe(ends) == 0);
#if defined(F_SETPIPE_SZ)
        CHECK(fcntl(ends[1], F_SETPIPE_SZ, LEN) >= LEN);
#endif
        CHECK(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
        CHECK(write(ends[1], zeros, LEN) > 0);
        CHECK(skt_set_int(c.client, SKT_SO_SNDBUF, 1 << 16) == 0);
        thread_start(&thread, read_some_and_close, &r);
        skt_ssize moved = skt_splice(ends[0], c.client, LEN, 0);
        thread_join(&thread);
        CHECK(!is_pending());
        CHECK(moved > 0 || moved == SKT_EPIPE || moved == SKT_ECONNRESET);
        cut += moved > 0 && moved < LEN;
        skt_close(c.client);
        close(ends[0]);
        close(ends[1]);
    }
    CHECK(cut > 0);
    return 0;
}

static void test_sigpipe__a_peer_that_closes_in_the_middle_of_a_splice_is_not_deadly(void **state)
{
    (void)state;
    if (skt_splice(-1, -1, 0, 0) == SKT_EUNSUPPORTED) SKIP("no splice on this system");
    assert_child(splice_lives_through_a_closing_peer, NULL);
}

static int splice_into_a_pipe_that_nobody_reads(void *context)
{
    (void)context;
    int from[2], to[2];
    make_sigpipe_deadly();
    CHECK(pipe(from) == 0 && pipe(to) == 0);
    CHECK(write(from[1], "x", 1) == 1);
    CHECK(close(to[0]) == 0);
    CHECK(skt_splice(from[0], to[1], 1, 0) == SKT_EPIPE);
    CHECK(!is_pending());
    return 0;
}

static void test_sigpipe__a_pipe_that_nobody_reads_is_not_deadly(void **state)
{
    (void)state;
    if (skt_splice(-1, -1, 0, 0) == SKT_EUNSUPPORTED) SKIP("no splice on this system");
    assert_child(splice_into_a_pipe_that_nobody_reads, NULL);
}

/*
 * A program that blocks SIGPIPE and accepts it in a thread of its own. A call that moves less than requested, and so
 * may have raised the signal, must not remove one that was sent to the process.
 */
enum { SENT_TO_PROCESS = 20000 };

typedef struct signals {
    connection c;
    skt_file file;
    atomic_int taken;
    atomic_bool done;
    int failed;
} signals;

static void take_signals(void *context)
{
    signals *all = context;
    const sigset_t set = sigpipe_alone();
    for (int number; atomic_load(&all->taken) < SENT_TO_PROCESS;)
        if (sigwait(&set, &number) == 0) atomic_fetch_add(&all->taken, 1);
}

static void send_parts_until_done(void *context)
{
    signals *all = context;
    static char drained[1 << 16];
    while (!atomic_load(&all->done)) {
        skt_ssize sent = skt_sendfile(all->c.client, all->file, 0, 8 << 20);
        if (sent < 0 && sent != SKT_EAGAIN) all->failed = (int)sent;
        while (skt_recv(all->c.server, drained, sizeof drained, 0) > 0) {
        }
    }
}

static int takes_none_of_another_thread(void *context)
{
    const sigset_t set = sigpipe_alone();
    signals all = {.c = unix_pair(SKT_SOCK_STREAM), .file = temp_file((8 << 20) - 1, "", 1)};
    test_thread taker, sender;
    (void)context;
    CHECK(skt_set_nonblocking(all.c.client, true) == 0 && skt_set_nonblocking(all.c.server, true) == 0);
    CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
    thread_start(&taker, take_signals, &all);
    thread_start(&sender, send_parts_until_done, &all);
    for (int i = 0; i < SENT_TO_PROCESS; i++) {
        CHECK(kill(getpid(), SIGPIPE) == 0);
        for (skt_deadline end = skt_deadline_in(SKT_SECONDS(20)); atomic_load(&all.taken) <= i;)
            CHECK(!skt_deadline_passed(end));
    }
    atomic_store(&all.done, true);
    thread_join(&sender);
    thread_join(&taker);
    CHECK(all.failed == 0);
    return 0;
}

static void test_sigpipe__one_of_the_process_is_left_to_the_thread_that_waits_for_it(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("takes signals in its own order");
    if (skt_sendfile(SKT_INVALID_SOCKET, -1, 0, 0) == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    assert_child(takes_none_of_another_thread, NULL);
}

#if defined(__linux__)
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* In a sandbox that refuses to say which signals are pending. seccomp(2). */
static int lives_in_a_sandbox(void *context)
{
    const attempt *a = context;
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigpending, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {.len = COUNT_OF(rules), .filter = rules};
    sigset_t set;
    make_sigpipe_deadly();
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    CHECK(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0);
    CHECK(sigpending(&set) == -1);
    for (int i = 0; i < 3; i++) CHECK(a->send(a->s) == SKT_EPIPE);
    return 0;
}
#endif

static void test_sigpipe__a_sandbox_that_hides_what_is_pending_is_not_deadly(void **state)
{
    (void)state;
#if defined(__linux__)
    NOT_UNDER_VALGRIND("asks which signals are pending by itself");
    assert_for_holding(lives_in_a_sandbox);
#else
    SKIP("seccomp(2) is Linux's");
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_sigpipe__no_way_to_send_is_deadly),
        TEST(test_sigpipe__what_the_system_does_by_itself_is_deadly),
        TEST(test_sigpipe__one_that_was_pending_before_stays_so),
        TEST(test_sigpipe__a_caller_that_blocks_it_finds_none),
        TEST(test_sigpipe__the_signal_mask_is_as_before),
        TEST(test_sigpipe__a_handler_is_not_called),
        TEST(test_sigpipe__a_process_that_ignores_it_is_no_other),
        TEST(test_sigpipe__a_peer_that_closes_in_the_middle_of_a_file_is_not_deadly),
        TEST(test_sigpipe__a_peer_that_closes_in_the_middle_of_a_splice_is_not_deadly),
        TEST(test_sigpipe__a_pipe_that_nobody_reads_is_not_deadly),
        TEST(test_sigpipe__one_of_the_process_is_left_to_the_thread_that_waits_for_it),
        TEST(test_sigpipe__a_sandbox_that_hides_what_is_pending_is_not_deadly),
    };
    return RUN(tests);
}
