/* SPDX-License-Identifier: MIT */
/* Dialling on the Windows that is played: to addresses that are silent, refuse or listen, and without descriptors. */
#include "played.h"

enum { ADDRS_MAX = 3 };
enum peer { NOBODY, SILENT, REFUSES, LISTENS };

static skt_addr listens, refuses;

/* The silent ones differ by their ports. */
static skt_addr address_of(enum peer peer, size_t index)
{
    skt_addr addr = peer == LISTENS ? listens : refuses;
    if (peer == SILENT) assert_ok(skt_addr_set_port(&addr, (uint16_t)(index + 1)));
    return addr;
}

/* The stand-in has no silent addresses, but lets nobody answer while it is asked to. */
static int choose_silence(skt_socket s, const skt_addr *addr, void *user)
{
    (void)s, (void)user;
    standin.silence = skt_addr_port(addr) <= ADDRS_MAX;
    return 0;
}

static const struct {
    const char *sentence;
    enum peer peers[ADDRS_MAX];
    int rc, begun;
    int ms, deadline; /* after how long; 0: a long time */
    int socket_error; /* of the second socket */
} rows[] = {
    {"One that listens is connected.", {LISTENS}, 0, 1, 0, 0, 0},
    {"After a refusal the next begins at once.", {REFUSES, LISTENS}, 0, 2, 0, 0, 0},
    {"A silent one costs the delay.", {SILENT, LISTENS}, 0, 2, 100, 0, 0},
    {"Two silent ones cost two.", {SILENT, SILENT, LISTENS}, 0, 3, 200, 0, 0},
    {"A refusal between costs nothing.", {SILENT, REFUSES, LISTENS}, 0, 3, 100, 0, 0},
    {"One that refuses is the error.", {REFUSES}, SKT_ECONNREFUSED, 1, 0, 0, 0},
    {"The deadline is for the whole.", {SILENT, SILENT, SILENT}, SKT_ETIMEDOUT, 3, 300, 300, 0},
    {"The deadline comes before the delay.", {SILENT, LISTENS}, SKT_ETIMEDOUT, 1, 50, 50, 0},
    {"Without descriptors the next one waits.", {SILENT, LISTENS}, SKT_ETIMEDOUT, 1, 300, 300, WSAEMFILE},
    {"So it does without buffers.", {SILENT, LISTENS}, SKT_ETIMEDOUT, 1, 300, 300, WSAENOBUFS},
    {"Another error is that of its attempt.", {SILENT, LISTENS}, SKT_ETIMEDOUT, 2, 300, 300, WSAEACCES},
};

static void run_row(size_t row)
{
    skt_addr addrs[ADDRS_MAX];
    skt_dial_plan plan;
    skt_socket s = SKT_INVALID_SOCKET;
    size_t count = 0, begun = 0;
    for (; count < ADDRS_MAX && rows[row].peers[count] != NOBODY; count++)
        addrs[count] = address_of(rows[row].peers[count], count);
    skt_dial_plan_init(&plan);
    plan.delay = SKT_MILLISECONDS(100);
    plan.prepare = choose_silence;
    plan.attempts_out = &begun;
    if (rows[row].socket_error) standin_fail("WSASocketW", rows[row].socket_error, 1, 1);
    size_t before = standin_open_sockets();
    int64_t start = now_ms();
    int deadline = rows[row].deadline ? rows[row].deadline : 20000;
    int rc = skt_dial_list(addrs, count, &plan, skt_deadline_in(SKT_MILLISECONDS(deadline)), &s);
    int64_t took = now_ms() - start;
    standin.silence = false;
    if (rc != rows[row].rc || begun != (size_t)rows[row].begun) print_error("%s\n", rows[row].sentence);
    assert_rc(rc, rows[row].rc);
    assert_int_equal(begun, rows[row].begun);
    /* GetTickCount64 is coarse. */
    assert_true(took >= rows[row].ms - 16);
    assert_int_equal(standin_open_sockets(), before + (rc == 0));
    if (rc < 0) return;
    assert_true(standin_blocks(s));
    skt_close(s);
}

static void test_dial__every_situation_ends_as_it_should(void **state)
{
    (void)state;
    skt_socket waits = listener("127.0.0.1:0", &listens);
    skt_close(bound("127.0.0.1:0", SKT_SOCK_STREAM, &refuses));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        play(NULL);
        run_row(i);
    }
    skt_close(waits);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_dial__every_situation_ends_as_it_should),
    };
    return RUN(tests);
}
