/* SPDX-License-Identifier: MIT */
/*
 * skt_pair, which Windows does not have: of Unix sockets where there are such, else of TCP over loopback; and strangers
 * who connect first, who must lose.
 */
#include "played.h"

#include <afunix.h>

static const int families[] = {SKT_AF_UNIX, SKT_AF_INET, SKT_AF_INET6};

/* Makes a pair; false where this family has none, and then with the one error for that. */
static bool make_pair(int family, int bits, skt_socket out[2])
{
    int rc = skt_pair(family, SKT_SOCK_STREAM | bits, 0, out);
    if (rc == SKT_EOPNOTSUPP || rc == SKT_EUNSUPPORTED) {
        assert_int_not_equal(family, SKT_AF_UNIX);
        return false;
    }
    assert_rc(rc, 0);
    return true;
}

static void assert_end(skt_socket s)
{
    skt_pollfd fd = {.socket = s, .events = SKT_POLLIN};
    char byte;
    assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
    assert_int_equal(skt_recv(s, &byte, 1, 0), 0);
}

/* The Unix path that was bound last; false if none was. */
static bool bound_path(WCHAR out[sizeof(SOCKADDR_UN)])
{
    SOCKADDR_UN name;
    const standin_call *call = standin_last("bind", AF_UNIX, STANDIN_ANY);
    if (call == NULL) return false;
    memcpy(&name, call->value, sizeof name);
    assert_true(MultiByteToWideChar(CP_UTF8, 0, name.sun_path, -1, out, sizeof(SOCKADDR_UN)) > 0);
    return true;
}

/* Whether its file is still there. */
static bool path_is_left(void)
{
    WCHAR path[sizeof(SOCKADDR_UN)];
    return bound_path(path) && GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

static void remove_bound_path(void)
{
    WCHAR path[sizeof(SOCKADDR_UN)];
    assert_true(bound_path(path));
    assert_true(DeleteFileW(path));
}

static void test_pair__is_two_sockets_of_ours_however_many_come_first(void **state)
{
    (void)state;
    static const struct {
        unsigned attackers;
        bool reset;
    } crowds[] = {{0, false}, {1, false}, {3, false}, {2, true}};
    for (size_t i = 0; i < COUNT_OF(families) * COUNT_OF(crowds); i++) {
        skt_socket both[2];
        size_t open = standin_open_sockets();
        standin.attackers = crowds[i % COUNT_OF(crowds)].attackers;
        standin.attackers_reset = crowds[i % COUNT_OF(crowds)].reset;
        if (!make_pair(families[i / COUNT_OF(crowds)], 0, both)) continue;
        assert_int_equal(standin_open_sockets(), open + 2);
        assert_false(path_is_left());
        for (int end = 0; end < 2; end++) {
            assert_false(inheritable(both[end]));
            assert_true(standin_blocks(both[end]));
            assert_int_equal(standin_events(both[end]), 0);
        }
        assert_talk(both[0], both[1]);
        skt_close(both[0]);
        assert_end(both[1]);
        skt_close(both[1]);
        play(NULL);
    }
}

/* The addresses of the two ends belong together, on whatever they are made of. */
static void test_pair__ends_are_each_others_peers(void **state)
{
    (void)state;
    skt_socket both[2];
    skt_addr local, peer;
    standin.attackers = 1;
    assert_true(make_pair(SKT_AF_UNIX, 0, both));
    for (int end = 0; end < 2; end++) {
        assert_rc(skt_local_address(both[end], &local), 0);
        assert_rc(skt_peer_address(both[!end], &peer), 0);
        assert_true(skt_addr_equal(&local, &peer));
    }
    assert_int_equal(skt_family(both[0]) == SKT_AF_UNIX, SINCE(STANDIN_1809));
    skt_close(both[0]);
    skt_close(both[1]);
}

static void test_pair__bits_hold_for_both_ends(void **state)
{
    (void)state;
    static const struct {
        int bits;
        bool blocks, inheritable;
    } rows[] = {
        {SKT_SOCK_NONBLOCK, false, false},
        {SKT_SOCK_INHERIT, true, true},
        {SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT, false, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows) * COUNT_OF(families); i++) {
        skt_socket both[2];
        standin.attackers = 1;
        if (!make_pair(families[i / COUNT_OF(rows)], rows[i % COUNT_OF(rows)].bits, both)) continue;
        for (int end = 0; end < 2; end++) {
            assert_int_equal(standin_blocks(both[end]), rows[i % COUNT_OF(rows)].blocks);
            assert_int_equal(inheritable(both[end]), rows[i % COUNT_OF(rows)].inheritable);
        }
        assert_talk(both[0], both[1]);
        skt_close(both[0]);
        skt_close(both[1]);
    }
}

/* The first, second, third ... call of each function fails, until it is not called that often. */
static void test_pair__that_fails_at_any_call_leaves_nothing_behind(void **state)
{
    (void)state;
    static const char *const steps[] = {"WSASocketW", "bind",       "listen",      "getsockname", "connect",
                                        "accept",     "WSAIoctl",   "getpeername", "ioctlsocket", "ConnectEx",
                                        "setsockopt", "getsockopt", "WSAPoll",     "send",        "recv"};
    size_t open = standin_open_sockets();
    for (size_t i = 0; i < COUNT_OF(steps) * COUNT_OF(families); i++)
        for (unsigned at = 0, reached = 1; reached && at < 64; at++) {
            unsigned passed = at / 2;
            skt_socket both[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
            const char *step = steps[i % COUNT_OF(steps)];
            play(NULL);
            standin.attackers = at % 2;
            standin_fail(step, WSAENOBUFS, passed, 1);
            int rc = skt_pair(families[i / COUNT_OF(steps)], SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, both);
            reached = standin_count(step, STANDIN_ANY, STANDIN_ANY) > passed;
            assert_false(path_is_left());
            play(NULL);
            if (rc == 0) {
                assert_talk(both[0], both[1]);
                skt_close(both[0]);
                skt_close(both[1]);
            } else if (rc != SKT_EOPNOTSUPP && rc != SKT_EUNSUPPORTED) {
                assert_rc(rc, SKT_ENOBUFS);
                assert_true(reached);
            }
            assert_int_equal(standin_open_sockets(), open);
        }
}

static void test_pair__of_datagrams_is_refused(void **state)
{
    (void)state;
    skt_socket both[2];
    size_t open = standin_open_sockets();
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, both);
    assert_true(rc == SKT_EUNSUPPORTED || rc == SKT_EOPNOTSUPP || rc == SKT_EAFNOSUPPORT || rc == SKT_ESOCKTNOSUPPORT);
    assert_int_equal(standin_open_sockets(), open);
}

/* If bind failed, the file at the path may belong to another process. */
static void test_pair__leaves_the_file_that_somebody_has_at_its_path(void **state)
{
    (void)state;
    skt_socket both[2];
    standin.path_taken = true;
    assert_rc(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both), 0);
    assert_talk(both[0], both[1]);
    skt_close(both[0]);
    skt_close(both[1]);
    assert_int_equal(path_is_left(), SINCE(STANDIN_1809));
    if (path_is_left()) remove_bound_path();
}

/* The listener of a TCP pair sets SO_EXCLUSIVEADDRUSE before it binds. */
static void test_pair__over_tcp_has_a_port_of_its_own(void **state)
{
    (void)state;
    skt_socket both[2];
    BOOL exclusive = FALSE;
    standin_fail("bind", WSAEADDRINUSE, 0, SINCE(STANDIN_1809));
    assert_rc(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both), 0);
    assert_int_equal(skt_family(both[0]), SKT_AF_INET);
    const standin_call *set = standin_last("setsockopt", SOL_SOCKET, SO_EXCLUSIVEADDRUSE);
    const standin_call *bind = standin_last("bind", AF_INET, STANDIN_ANY);
    assert_true(set != NULL && bind != NULL && set < bind && set->socket == bind->socket);
    if (set != NULL) memcpy(&exclusive, set->value, sizeof exclusive);
    assert_int_equal(exclusive, TRUE);
    skt_close(both[0]);
    skt_close(both[1]);
}

/* An accepted socket is made as its listener was. */
static void test_pair__with_registered_io_has_it_at_both_ends(void **state)
{
    (void)state;
    for (int tcp = 0; tcp < 2; tcp++) {
        skt_socket both[2];
        play(NULL);
        standin_fail("bind", WSAEADDRINUSE, 0, tcp && SINCE(STANDIN_1809));
        assert_rc(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_REGISTERED_IO, 0, both), 0);
        size_t made = standin_count("WSASocketW", STANDIN_ANY, STANDIN_ANY);
        DWORD flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT | WSA_FLAG_REGISTERED_IO;
        assert_int_equal(standin_count("WSASocketW", STANDIN_ANY, (long)flags), made);
        skt_close(both[0]);
        skt_close(both[1]);
        play(NULL);
        standin_fail("bind", WSAEADDRINUSE, 0, tcp && SINCE(STANDIN_1809));
        assert_rc(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both), 0);
        assert_int_equal(standin_count("WSASocketW", STANDIN_ANY, (long)flags), 0);
        skt_close(both[0]);
        skt_close(both[1]);
    }
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_pair__is_two_sockets_of_ours_however_many_come_first),
        PLAY(test_pair__ends_are_each_others_peers),
        PLAY(test_pair__bits_hold_for_both_ends),
        PLAY(test_pair__that_fails_at_any_call_leaves_nothing_behind),
        PLAY(test_pair__of_datagrams_is_refused),
        PLAY(test_pair__leaves_the_file_that_somebody_has_at_its_path),
        PLAY(test_pair__over_tcp_has_a_port_of_its_own),
        PLAY(test_pair__with_registered_io_has_it_at_both_ends),
    };
    return RUN(tests);
}
