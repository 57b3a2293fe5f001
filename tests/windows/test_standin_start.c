/* SPDX-License-Identifier: MIT */
/* The first call of any function starts Winsock, once. Each row and each other argument is a process of its own. */
#include "played.h"

#include "first_calls.h"

#include <stdlib.h>

static int open_one(void)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s);
    if (rc == 0) skt_close(s);
    return rc;
}

static int make_pair(void)
{
    skt_socket both[2];
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both);
    if (rc != 0) return rc;
    skt_close(both[0]);
    skt_close(both[1]);
    return 0;
}

static int resolve(void)
{
    skt_addr found;
    return skt_resolve("127.0.0.1", "80", 0, SKT_SOCK_STREAM, SKT_AI_NUMERICHOST, &found, 1) == 1 ? 0 : -1;
}

/* No socket at all, and one that is none: both are answers that need Winsock. */
static int poll_nothing(void)
{
    skt_pollfd none = {.socket = 12345, .events = SKT_POLLIN};
    int rc = skt_poll(&none, 1, skt_deadline_in(0));
    if (rc == 1 && (none.revents & SKT_POLLNVAL) != 0) return 0;
    return rc == SKT_ENOTSOCK ? 0 : rc;
}

static int ask_family(void)
{
    return skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, 0) ? 0 : -1;
}

/* A handle of nothing, which is told before Winsock has started as it is told after. */
static int use_no_handle(void)
{
    int rc = (int)skt_send(12345, "x", 1, 0);
    return rc == SKT_ENOTSOCK || rc == SKT_EBADF ? 0 : rc;
}

static const struct first {
    const char *word;
    int (*call)(void);
    int sockets; /* that it makes; -1 for as many as it needs */
} firsts[] = {
    {"open", open_one, 1},
    {"pair", make_pair, -1},
    {"resolve", resolve, 0},
    {"poll", poll_nothing, 0},
    {"family_supported", ask_family, 1},
    {"handle", use_no_handle, 0},
};
static const struct first *first = &firsts[0];
static const first_row *inherited;

static void test_start__the_first_call_starts_winsock_and_no_later_one(void **state)
{
    (void)state;
    assert_rc(first->call(), 0);
    assert_calls("WSAStartup", 1);
    if (first->sockets >= 0) assert_calls("WSASocketW", (size_t)first->sockets);
    assert_int_equal(standin_open_sockets(), 0);
    for (size_t i = 0; i < COUNT_OF(firsts); i++) assert_rc(firsts[i].call(), 0);
    assert_calls("WSAStartup", 1);
    assert_calls("WSACleanup", 0);
    assert_int_equal(standin_open_sockets(), 0);
}

static void test_start__one_that_failed_is_told_and_tried_again(void **state)
{
    (void)state;
    skt_addr found;
    standin_fail("WSAStartup", WSASYSNOTREADY, 0, 3);
    assert_rc(open_one(), -WSASYSNOTREADY);
    assert_rc(skt_resolve("127.0.0.1", "80", 0, 0, SKT_AI_NUMERICHOST, &found, 1), -WSASYSNOTREADY);
    assert_rc(skt_send(12345, "x", 1, 0), -WSASYSNOTREADY);
    assert_calls("WSASocketW", 0);
    assert_rc(open_one(), 0);
    assert_calls("WSAStartup", 4);
    assert_rc(open_one(), 0);
    assert_calls("WSAStartup", 4);
    assert_calls("WSACleanup", 0);
}

#define THREADS 16

static HANDLE gate;

static DWORD WINAPI open_behind_the_gate(void *result)
{
    WaitForSingleObject(gate, INFINITE);
    *(int *)result = open_one();
    return 0;
}

static void test_start__threads_that_come_together_start_it_once(void **state)
{
    (void)state;
    HANDLE threads[THREADS];
    int results[THREADS];
    gate = CreateEventW(NULL, TRUE, FALSE, NULL);
    for (int i = 0; i < THREADS; i++) {
        threads[i] = CreateThread(NULL, 0, open_behind_the_gate, &results[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    SetEvent(gate);
    assert_int_equal(WaitForMultipleObjects(THREADS, threads, TRUE, 60000), WAIT_OBJECT_0);
    for (int i = 0; i < THREADS; i++) {
        assert_rc(results[i], 0);
        CloseHandle(threads[i]);
    }
    CloseHandle(gate);
    assert_calls("WSAStartup", 1);
    assert_calls("WSACleanup", 0);
    assert_calls("WSASocketW", THREADS);
}

/*
 * A process that has sockets and has not started Winsock. They are made by Winsock alone, since the library starts it
 * once for a process.
 */
static SOCKET raw_bound(int type, struct sockaddr_in *here)
{
    int len = sizeof *here;
    SOCKET s = WSASocketW(AF_INET, type, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    *here = (struct sockaddr_in){.sin_family = AF_INET};
    here->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(s, (const struct sockaddr *)here, sizeof *here), 0);
    assert_int_equal(getsockname(s, (struct sockaddr *)here, &len), 0);
    return s;
}

static SOCKET raw_connected(int type, const struct sockaddr_in *to)
{
    SOCKET s = WSASocketW(AF_INET, type, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    assert_int_equal(connect(s, (const struct sockaddr *)to, sizeof *to), 0);
    return s;
}

/* The socket of a row, of a sort that is connected or not. */
static SOCKET raw_socket(first_sort sort, SOCKET listening, const struct sockaddr_in *stream_at)
{
    struct sockaddr_in here, there;
    SOCKET s, other;
    switch (sort) {
    case NEW_STREAM: return WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    case NEW_DATAGRAM: return WSASocketW(AF_INET, SOCK_DGRAM, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    case BOUND_STREAM: return raw_bound(SOCK_STREAM, &here);
    case LISTENER: raw_connected(SOCK_STREAM, stream_at); return listening;
    case STREAM:
        s = raw_connected(SOCK_STREAM, stream_at);
        other = accept(listening, NULL, NULL);
        break;
    default:
        s = raw_bound(SOCK_DGRAM, &here);
        other = raw_bound(SOCK_DGRAM, &there);
        assert_int_equal(connect(s, (const struct sockaddr *)&there, sizeof there), 0);
        assert_int_equal(connect(other, (const struct sockaddr *)&here, sizeof here), 0);
        break;
    }
    assert_int_equal(send(other, "x", 1, 0), 1);
    if (sort == STREAM) assert_int_equal(shutdown(other, SD_SEND), 0);
    return s;
}

static void test_start__the_first_call_with_an_inherited_handle_succeeds(void **state)
{
    (void)state;
    WSADATA data;
    struct sockaddr_in stream_at, datagram_at;
    assert_int_equal(WSAStartup(MAKEWORD(2, 2), &data), 0);
    SOCKET listening = raw_bound(SOCK_STREAM, &stream_at);
    assert_int_equal(listen(listening, 4), 0);
    raw_bound(SOCK_DGRAM, &datagram_at);
    first_given g = {.channel = raw_connected(SOCK_STREAM, &stream_at)};
    accept(listening, NULL, NULL);
    g.s = raw_socket(inherited->sort, listening, &stream_at);
    const struct sockaddr_in *there = inherited->sort == NEW_DATAGRAM ? &datagram_at : &stream_at;
    assert_ok(skt_addr_from_native(there, sizeof *there, &g.there));
    SetHandleInformation((HANDLE)g.s, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);

    standin_forget_start();
    assert_ok(inherited->call(&g));
    assert_true(standin_count("WSAStartup", STANDIN_ANY, STANDIN_ANY) <= 1);
    assert_calls("WSACleanup", 0);
}

/* A process for each row. */
static void test_start__each_call_with_an_inherited_handle_may_be_the_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < first_row_count; i++) {
        char row[8];
        snprintf(row, sizeof row, "%zu", i);
        test_child child = child_start(NULL, (const char *const[]){"row", row, NULL});
        if (child_wait(&child) != 0) fail_msg("skt_%s cannot be the first call", first_rows[i].name);
    }
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "open";
    const struct CMUnitTest rows[] = {PLAY(test_start__the_first_call_starts_winsock_and_no_later_one)};
    const struct CMUnitTest again[] = {PLAY(test_start__one_that_failed_is_told_and_tried_again)};
    const struct CMUnitTest threads[] = {PLAY(test_start__threads_that_come_together_start_it_once)};
    const struct CMUnitTest row[] = {PLAY(test_start__the_first_call_with_an_inherited_handle_succeeds)};
    const struct CMUnitTest all[] = {PLAY(test_start__each_call_with_an_inherited_handle_may_be_the_first)};
    if (argc == 3) inherited = &first_rows[strtoul(argv[2], NULL, 10)];
    if (inherited != NULL) return RUN(row);
    if (strcmp(word, "inherited") == 0) return RUN(all);
    if (strcmp(word, "again") == 0) return RUN(again);
    if (strcmp(word, "threads") == 0) return RUN(threads);
    for (size_t i = 0; i < COUNT_OF(firsts); i++)
        if (strcmp(word, firsts[i].word) == 0) first = &firsts[i];
    return RUN(rows);
}
