/* SPDX-License-Identifier: MIT */
/*
 * Windows: a program may bind a socket to a completion port. Overlapped calls that the library makes and waits for
 * itself must not queue packets to that port.
 */
#include "support.h"

#include <skt/native.h>

static HANDLE port_of(skt_socket s)
{
    HANDLE port = CreateIoCompletionPort((HANDLE)s, NULL, 4711, 0);
    assert_non_null(port);
    return port;
}

/* Fails unless the first packet of the port is that of the program's own overlapped call. */
static void assert_quiet_until_now(HANDLE port, skt_socket s)
{
    WSAOVERLAPPED own = {.hEvent = NULL}, *told = NULL;
    char byte = 'x';
    WSABUF buf = {.len = 1, .buf = &byte};
    DWORD count = 0;
    ULONG_PTR key = 0;
    int rc = WSASend(s, &buf, 1, NULL, 0, &own, NULL);
    assert_true(rc == 0 || WSAGetLastError() == WSA_IO_PENDING);
    assert_true(GetQueuedCompletionStatus(port, &count, &key, &told, 20000));
    assert_ptr_equal(told, &own);
    assert_int_equal(key, 4711);
    assert_int_equal(count, 1);
    assert_false(GetQueuedCompletionStatus(port, &count, &key, &told, 0));
    assert_int_equal(GetLastError(), WAIT_TIMEOUT);
    CloseHandle(port);
}

static void test_completion_port__connecting_by_a_deadline_is_not_told(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        skt_addr here;
        skt_socket listening = listener("127.0.0.1:0", &here), client, server;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | (nonblocking ? SKT_SOCK_NONBLOCK : 0), 0, &client));
        HANDLE port = port_of(client);
        assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(20))), 0);
        assert_ok(skt_accept(listening, 0, &server, NULL));
        assert_quiet_until_now(port, client);
        skt_close(client);
        skt_close(server);
        skt_close(listening);
    }
}

static void test_completion_port__a_refused_connect_is_not_told(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket gone = listener("127.0.0.1:0", &here), client;
    skt_close(gone);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    HANDLE port = port_of(client);
    DWORD count;
    ULONG_PTR key;
    WSAOVERLAPPED *told;
    assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(20))), SKT_ECONNREFUSED);
    assert_false(GetQueuedCompletionStatus(port, &count, &key, &told, 0));
    assert_int_equal(GetLastError(), WAIT_TIMEOUT);
    CloseHandle(port);
    skt_close(client);
}

enum { LARGE = 4 << 20 };

static char large[LARGE];

typedef struct taker {
    skt_socket s;
    size_t done;
    int rc;
} taker;

static void take(void *context)
{
    static char in[LARGE];
    taker *t = context;
    t->rc = skt_recv_all(t->s, in, LARGE, 0, skt_deadline_in(SKT_SECONDS(60)), &t->done);
}

static void test_completion_port__sending_and_receiving_all_is_not_told(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    HANDLE port = port_of(c.client), other = port_of(c.server);
    taker t = {.s = c.server};
    test_thread thread;
    thread_start(&thread, take, &t);
    int rc = skt_send_all(c.client, large, LARGE, 0, skt_deadline_in(SKT_SECONDS(60)), NULL);
    thread_join(&thread);
    assert_rc(rc, 0);
    assert_rc(t.rc, 0);
    char byte;
    assert_rc(skt_recv_all(c.client, &byte, 1, 0, skt_deadline_in(SKT_MILLISECONDS(1)), NULL), SKT_ETIMEDOUT);
    assert_quiet_until_now(port, c.client);
    assert_quiet_until_now(other, c.server);
    close_both(&c);
}

static void test_completion_port__a_file_that_is_sent_is_not_told(void **state)
{
    (void)state;
    static const char text[] = "what stands in the file";
    connection c = tcp_connection("127.0.0.1:0");
    skt_file file = temp_file(0, text, sizeof text);
    HANDLE port = port_of(c.client);
    assert_int_equal(skt_sendfile(c.client, file, 0, sizeof text), sizeof text);
    assert_int_equal(skt_sendfile(c.client, file, 5, 4), 4);
    assert_int_equal(skt_sendfile(c.client, file, sizeof text, 4), 0);
    assert_quiet_until_now(port, c.client);
    file_close(file);
    close_both(&c);
}

static void test_completion_port__the_plain_calls_are_not_told(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    HANDLE port = port_of(c.client), other = port_of(c.server);
    char out[] = "ab", in[4], control[64];
    skt_buf from[2] = {skt_buf_of(out, 1), skt_buf_of(out + 1, 1)}, to[2] = {skt_buf_of(in, 1), skt_buf_of(in + 1, 3)};
    skt_msg sent = skt_msg_of(NULL, from, 2, NULL, 0), got = skt_msg_of(NULL, to, 2, control, sizeof control);
    int flags;
    assert_int_equal(skt_send(c.client, out, 2, 0), 2);
    assert_int_equal(skt_sendv(c.client, from, 2, 0), 2);
    assert_int_equal(skt_sendmsg(c.client, &sent, 0), 2);
    assert_int_equal(skt_recv(c.server, in, sizeof in, 0), 2);
    assert_int_equal(skt_recvv(c.server, to, 2, 0, &flags), 2);
    assert_int_equal(skt_recvmsg(c.server, &got, 0), 2);
    assert_quiet_until_now(port, c.client);
    assert_quiet_until_now(other, c.server);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_completion_port__connecting_by_a_deadline_is_not_told),
        TEST(test_completion_port__a_refused_connect_is_not_told),
        TEST(test_completion_port__sending_and_receiving_all_is_not_told),
        TEST(test_completion_port__a_file_that_is_sent_is_not_told),
        TEST(test_completion_port__the_plain_calls_are_not_told),
    };
    return RUN(tests);
}
