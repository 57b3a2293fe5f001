/* SPDX-License-Identifier: MIT */
/* A provider without one of the functions that are asked for by identifier; the program's first argument names it. */
#include "played.h"

static const char *absent;

static int play_without(void **state)
{
    play(state);
    standin.absent_extension = absent;
    return 0;
}

static bool lacks(const char *function)
{
    return strcmp(absent, function) == 0;
}

/* What it should be, or, where the function that does it is lacking, Windows's error for that. */
static void assert_result(skt_ssize got, skt_ssize wanted, const char *function)
{
    if (got != wanted && !lacks(function)) assert_int_equal(got, wanted);
    if (got != wanted) assert_true(got == SKT_EUNSUPPORTED || got == -WSAEINVAL);
}

/* Without ConnectEx there is another way that is as good, or none: no hang, no false success, no touched mode. */
static void test_without__connecting_by_a_deadline_works_or_is_refused(void **state)
{
    (void)state;
    skt_addr here, nowhere, peer;
    skt_socket listening = listener("127.0.0.1:0", &here), client;
    skt_close(listener("127.0.0.1:0", &nowhere));
    for (int refused = 0; refused < 2; refused++) {
        const skt_addr *to = refused ? &nowhere : &here;
        assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client), 0);
        int rc = skt_connect_by(client, to, skt_deadline_in(SKT_SECONDS(20)));
        assert_no_mode_set();
        assert_true(standin_blocks(client));
        assert_result(rc, refused ? SKT_ECONNREFUSED : 0, "ConnectEx");
        if (rc < 0) assert_rc(skt_peer_address(client, &peer), SKT_ENOTCONN);
        skt_close(client);
    }
    skt_close(listening);
}

static void test_without__messages_are_received_or_refused(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0"), stream = tcp_connection("127.0.0.1:0");
    char got[8];
    skt_buf buf = skt_buf_of(got, sizeof got);
    uint64_t control[32];
    skt_msg msg = skt_msg_of(NULL, &buf, 1, control, sizeof control);
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    assert_result(skt_recvmsg(c.server, &msg, 0), 3, "WSARecvMsg");
    msg.control_len = sizeof control;
    assert_int_equal(skt_send(stream.client, "abc", 3, 0), 3);
    assert_int_equal(skt_recvmsg(stream.server, &msg, 0), 3);
    close_both(&c);
    close_both(&stream);
}

static void test_without__a_file_is_sent_or_refused(void **state)
{
    (void)state;
    WCHAR path[MAX_PATH + 1];
    connection c = tcp_connection("127.0.0.1:0");
    assert_true(GetModuleFileNameW(NULL, path, MAX_PATH) > 0);
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    assert_result(skt_sendfile(c.client, (skt_file)file, 0, 2), 2, "TransmitFile");
    CloseHandle(file);
    close_both(&c);
}

/* What failed for a passing reason is not kept as an absence. */
static void test_without__one_whose_asking_failed_is_asked_for_again(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    char got[8];
    skt_buf buf = skt_buf_of(got, sizeof got);
    uint64_t control[32];
    skt_msg msg = skt_msg_of(NULL, &buf, 1, control, sizeof control);
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    standin_fail("WSAIoctl", WSAENOBUFS, 0, 1);
    assert_rc(skt_recvmsg(c.server, &msg, 0), SKT_ENOBUFS);
    assert_int_equal(skt_recvmsg(c.server, &msg, 0), 3);
    close_both(&c);
}

int main(int argc, char **argv)
{
    absent = argc > 1 ? argv[1] : "ConnectEx";
    const struct CMUnitTest for_a_moment[] = {PLAY(test_without__one_whose_asking_failed_is_asked_for_again)};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_without__connecting_by_a_deadline_works_or_is_refused, play_without),
        cmocka_unit_test_setup(test_without__messages_are_received_or_refused, play_without),
        cmocka_unit_test_setup(test_without__a_file_is_sent_or_refused, play_without),
    };
    return lacks("memory") ? RUN(for_a_moment) : RUN(tests);
}
