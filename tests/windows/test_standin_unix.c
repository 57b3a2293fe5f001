/* SPDX-License-Identifier: MIT */
/* Unix sockets as Windows has them since build 17063, and as it does not have them before. */
#include "played.h"

#include <afunix.h>

/* A path in this directory that is not there, with letters outside ASCII: "x", an omega, its number. */
static skt_addr new_path(char path[64], WCHAR wide[64])
{
    static int count;
    skt_addr addr;
    snprintf(path, 64, "standin-%lu-\xce\xa9-%d.sock", GetCurrentProcessId(), count++);
    MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, 64);
    DeleteFileW(wide); /* of a run that failed */
    assert_rc(skt_addr_unix(path, &addr), 0);
    return addr;
}

typedef struct place {
    skt_addr addr;
    char path[64];
    WCHAR wide[64];
    skt_socket listening;
} place;

static place listen_somewhere(void)
{
    place p;
    p.addr = new_path(p.path, p.wide);
    assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &p.listening), 0);
    assert_rc(skt_bind(p.listening, &p.addr), 0);
    assert_rc(skt_listen(p.listening, 8), 0);
    return p;
}

static void leave(place *p)
{
    skt_close(p->listening);
    assert_true(DeleteFileW(p->wide));
}

static skt_socket open_unix(void)
{
    skt_socket s;
    assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s), 0);
    return s;
}

static connection unix_connection(const place *p)
{
    connection c = {.client = open_unix()};
    assert_rc(skt_connect(c.client, &p->addr), 0);
    assert_rc(skt_accept(p->listening, 0, &c.server, NULL), 0);
    return c;
}

static void test_unix__before_windows_has_them_its_own_error_is_given(void **state)
{
    (void)state;
    skt_socket s;
    assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s), SKT_EAFNOSUPPORT);
    assert_false(skt_family_supported(SKT_AF_UNIX, SKT_SOCK_STREAM, 0));
}

static void test_unix__only_streams_and_windows_says_so(void **state)
{
    (void)state;
    static const int errors[] = {WSAEAFNOSUPPORT, WSAESOCKTNOSUPPORT};
    static const int types[] = {SKT_SOCK_DGRAM, SKT_SOCK_SEQPACKET};
    for (size_t i = 0; i < 4; i++) {
        skt_socket s;
        standin.unix_datagram_error = errors[i / 2];
        assert_rc(skt_open(SKT_AF_UNIX, types[i % 2], 0, &s), -errors[i / 2]);
    }
}

static void test_unix__the_path_is_utf_8_and_its_file_outlives_the_socket(void **state)
{
    (void)state;
    place p = listen_somewhere();
    skt_socket second = open_unix();
    assert_int_not_equal(GetFileAttributesW(p.wide), INVALID_FILE_ATTRIBUTES);
    assert_rc(skt_bind(second, &p.addr), SKT_EADDRINUSE);
    skt_close(p.listening);
    assert_rc(skt_bind(second, &p.addr), SKT_EADDRINUSE);
    assert_true(DeleteFileW(p.wide));
    assert_rc(skt_bind(second, &p.addr), 0);
    skt_close(second);
    assert_true(DeleteFileW(p.wide));
}

/* Whether Windows gives a name back with all its bytes or up to the path's end. */
static void test_unix__both_ends_have_the_names_that_they_were_given(void **state)
{
    (void)state;
    for (int whole = 0; whole < 2; whole++) {
        skt_addr addr, peer;
        skt_socket server;
        standin.whole_unix_names = whole;
        place p = listen_somewhere();
        skt_socket client = open_unix();
        assert_rc(skt_local_address(p.listening, &addr), 0);
        assert_true(skt_addr_equal(&addr, &p.addr));
        assert_string_equal(skt_addr_unix_path(&addr), p.path);
        assert_rc(skt_connect(client, &p.addr), 0);
        assert_rc(skt_accept(p.listening, 0, &server, &peer), 0);
        assert_true(skt_addr_is_unnamed(&peer));
        assert_int_equal(skt_addr_family(&peer), SKT_AF_UNIX);
        assert_rc(skt_peer_address(server, &addr), 0);
        assert_true(skt_addr_is_unnamed(&addr));
        assert_rc(skt_peer_address(client, &addr), 0);
        assert_true(skt_addr_equal(&addr, &p.addr));
        assert_rc(skt_local_address(client, &addr), 0);
        assert_true(skt_addr_is_unnamed(&addr));
        assert_rc(skt_local_address(server, &addr), 0);
        assert_true(skt_addr_equal(&addr, &p.addr));
        assert_talk(client, server);
        skt_close(client);
        skt_close(server);
        leave(&p);
    }
}

static void test_unix__a_client_that_was_bound_is_known_to_the_server(void **state)
{
    (void)state;
    place p = listen_somewhere(), own;
    skt_addr peer;
    skt_socket server;
    own.addr = new_path(own.path, own.wide);
    own.listening = open_unix();
    assert_rc(skt_bind(own.listening, &own.addr), 0);
    assert_rc(skt_connect(own.listening, &p.addr), 0);
    assert_rc(skt_accept(p.listening, 0, &server, &peer), 0);
    assert_true(skt_addr_equal(&peer, &own.addr));
    skt_close(server);
    leave(&own);
    leave(&p);
}

/* 107 bytes and the zero are the longest path. */
static void test_unix__the_longest_path_is_whole_in_both_forms(void **state)
{
    (void)state;
    for (int whole = 0; whole < 2; whole++) {
        char path[108];
        skt_addr addr, back;
        skt_socket s = open_unix();
        standin.whole_unix_names = whole;
        memset(path, 'x', sizeof path - 1);
        path[sizeof path - 1] = 0;
        assert_rc(skt_addr_unix(path, &addr), 0);
        assert_rc(skt_bind(s, &addr), 0);
        assert_rc(skt_local_address(s, &back), 0);
        assert_string_equal(skt_addr_unix_path(&back), path);
        skt_close(s);
        assert_true(DeleteFileA(path));
    }
}

static void test_unix__says_what_it_is(void **state)
{
    (void)state;
    place p = listen_somewhere();
    assert_int_equal(skt_family(p.listening), SKT_AF_UNIX);
    assert_int_equal(skt_type(p.listening), SKT_SOCK_STREAM);
    assert_int_equal(skt_protocol(p.listening), 0);
    assert_int_equal(skt_is_listener(p.listening), 1);
    leave(&p);
}

static void test_unix__connecting_to_nothing_and_to_abstract_names_fails(void **state)
{
    (void)state;
    char path[64];
    WCHAR wide[64];
    SOCKADDR_UN abstract = {.sun_family = AF_UNIX, .sun_path = "\0name"};
    skt_addr nowhere = new_path(path, wide), unreachable;
    for (int by_deadline = 0; by_deadline < 2; by_deadline++) {
        skt_socket s = open_unix();
        skt_deadline soon = skt_deadline_in(SKT_SECONDS(20));
        assert_rc(by_deadline ? skt_connect_by(s, &nowhere, soon) : skt_connect(s, &nowhere), SKT_ECONNREFUSED);
        if (skt_addr_from_native(&abstract, sizeof abstract, &unreachable) == 0)
            assert_rc(by_deadline ? skt_connect_by(s, &unreachable, soon) : skt_connect(s, &unreachable), SKT_EINVAL);
        skt_close(s);
    }
    assert_rc(skt_addr_unix_abstract("name", 4, &unreachable), SKT_EUNSUPPORTED);
}

static void test_unix__is_connected_by_a_deadline_in_either_mode(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        place p = listen_somewhere();
        skt_socket client, server;
        assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM | (nonblocking ? SKT_SOCK_NONBLOCK : 0), 0, &client), 0);
        size_t modes = standin_count("ioctlsocket", STANDIN_ANY, (long)FIONBIO);
        assert_rc(skt_connect_by(client, &p.addr, skt_deadline_in(SKT_SECONDS(20))), 0);
        assert_int_equal(standin_count("ioctlsocket", STANDIN_ANY, (long)FIONBIO), modes);
        assert_int_equal(standin_blocks(client), !nonblocking);
        assert_rc(skt_accept(p.listening, 0, &server, NULL), 0);
        assert_talk(client, server);
        assert_rc(skt_shutdown(client, SKT_SHUT_WR), 0);
        assert_int_equal(skt_recv(server, &(char){0}, 1, 0), 0);
        skt_close(client);
        skt_close(server);
        leave(&p);
    }
}

/* Windows says that the answer has no bytes, and gives it. */
static void test_unix__the_peers_process_is_told(void **state)
{
    (void)state;
    place p = listen_somewhere();
    connection c = unix_connection(&p);
    int64_t pid = 0;
    assert_rc(skt_get_int(c.client, SKT_SIO_AF_UNIX_GETPEERPID, &pid), 0);
    assert_int_equal(pid, GetCurrentProcessId());
    assert_rc(skt_get_int(c.server, SKT_SIO_AF_UNIX_GETPEERPID, &pid), 0);
    assert_int_equal(pid, GetCurrentProcessId());
    assert_rc(skt_get_int(p.listening, SKT_SIO_AF_UNIX_GETPEERPID, &pid), SKT_ENOTCONN);
    close_both(&c);
    c = tcp_connection("127.0.0.1:0");
    assert_rc(skt_get_int(c.client, SKT_SIO_AF_UNIX_GETPEERPID, &pid), SKT_EOPNOTSUPP);
    close_both(&c);
    leave(&p);
}

static void test_unix__whatever_is_received_has_no_sender(void **state)
{
    (void)state;
    place p = listen_somewhere();
    connection c = unix_connection(&p);
    assert_no_sender(&c);
    close_both(&c);
    leave(&p);
}

static void test_unix__has_no_options_of_tcp(void **state)
{
    (void)state;
    skt_socket s = open_unix();
    bool on;
    assert_rc(skt_get_bool(s, SKT_TCP_NODELAY, &on), SKT_ENOPROTOOPT);
    assert_rc(skt_set_bool(s, SKT_TCP_NODELAY, true), SKT_ENOPROTOOPT);
    assert_true(skt_set_keepalive(s, SKT_SECONDS(9), SKT_SECONDS(9), 9) < 0);
    skt_close(s);
}

/* A Unix socket and a TCP socket, each handed through a Unix channel to this very process. */
static void test_unix__carries_sockets_to_a_process(void **state)
{
    (void)state;
    place p = listen_somewhere();
    connection channel = unix_connection(&p);
    for (int tcp = 0; tcp < 2; tcp++) {
        connection c = tcp ? tcp_connection("127.0.0.1:0") : unix_connection(&p);
        skt_socket got;
        assert_rc(skt_export(c.client, channel.client, (int64_t)GetCurrentProcessId()), 0);
        assert_rc(skt_import(channel.server, 0, &got), 0);
        assert_false(inheritable(got));
        assert_int_equal(skt_family(got), tcp ? SKT_AF_INET : SKT_AF_UNIX);
        skt_close(c.client);
        assert_talk(got, c.server);
        skt_close(got);
        skt_close(c.server);
    }
    skt_close(channel.client);
    skt_socket none;
    assert_rc(skt_import(channel.server, 0, &none), SKT_EEOF);
    skt_close(channel.server);
    leave(&p);
}

/* What cannot be taken is an error, and nothing stays open. */
static void test_unix__a_socket_that_cannot_be_carried_is_an_error(void **state)
{
    (void)state;
    place p = listen_somewhere();
    connection channel = unix_connection(&p);
    skt_socket got, own = open_unix();
    size_t open = standin_open_sockets();
    standin_fail("WSADuplicateSocketW", WSAENOBUFS, 0, 1);
    assert_rc(skt_export(own, channel.client, (int64_t)GetCurrentProcessId()), SKT_ENOBUFS);
    assert_rc(skt_export(own, channel.client, -1), SKT_ERANGE);
    assert_rc(skt_export(own, channel.client, INT64_MAX), SKT_ERANGE);
    assert_rc(skt_export(own, channel.client, (int64_t)GetCurrentProcessId()), 0);
    standin_fail("WSASocketW", WSAEMFILE, 0, 1);
    assert_rc(skt_import(channel.server, 0, &got), SKT_EMFILE);
    assert_int_equal(standin_open_sockets(), open);
    skt_close(own);
    close_both(&channel);
    leave(&p);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest without[] = {PLAY(test_unix__before_windows_has_them_its_own_error_is_given)};
    const struct CMUnitTest tests[] = {
        PLAY(test_unix__only_streams_and_windows_says_so),
        PLAY(test_unix__the_path_is_utf_8_and_its_file_outlives_the_socket),
        PLAY(test_unix__both_ends_have_the_names_that_they_were_given),
        PLAY(test_unix__a_client_that_was_bound_is_known_to_the_server),
        PLAY(test_unix__the_longest_path_is_whole_in_both_forms),
        PLAY(test_unix__says_what_it_is),
        PLAY(test_unix__connecting_to_nothing_and_to_abstract_names_fails),
        PLAY(test_unix__is_connected_by_a_deadline_in_either_mode),
        PLAY(test_unix__the_peers_process_is_told),
        PLAY(test_unix__whatever_is_received_has_no_sender),
        PLAY(test_unix__has_no_options_of_tcp),
        PLAY(test_unix__carries_sockets_to_a_process),
        PLAY(test_unix__a_socket_that_cannot_be_carried_is_an_error),
    };
    return SINCE(STANDIN_1809) ? RUN(tests) : RUN(without);
}
