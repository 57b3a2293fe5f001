/* SPDX-License-Identifier: MIT */
/* The handles that a child process inherits. The child is this program again and reports them. */
#include "support.h"

#include "first_calls.h"
#include "kinds.h"

#include <skt/native.h>

#include <stdlib.h>

static const char *own_path;

/* Another socket may have got the same number, so that one is told by its address too: "none" where there is none. */
static void describe(skt_socket s, char out[SKT_ADDR_TEXT_MAX])
{
    skt_addr here = {.len = 0};
    if (skt_local_address(s, &here) < 0) here.len = 0;
    skt_addr_format(&here, out, SKT_ADDR_TEXT_MAX);
}

/* The executed program: 0 where the handle is there, 1 where it is not. */
static int look(const char *number, const char *wanted)
{
    char seen[SKT_ADDR_TEXT_MAX];
    describe((skt_socket)strtoll(number, NULL, 10), seen);
    return strcmp(seen, wanted) == 0 ? 0 : 1;
}

/* Whether an executed program has the handle, which was that of `wanted`. */
static bool is_there(skt_socket s, const char *wanted)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)s);
    test_child child = child_start(own_path, (const char *const[]){"look", number, wanted, NULL});
    int code = child_wait(&child);
    assert_in_range(code, 0, 1);
    return code == 0;
}

static bool is_inherited(skt_socket s)
{
    char wanted[SKT_ADDR_TEXT_MAX];
    describe(s, wanted);
    assert_string_not_equal(wanted, "none");
    return is_there(s, wanted);
}

/* How many handles an executed program has. */
static int handles_of_a_child(void)
{
    test_child child = child_start(own_path, (const char *const[]){"count", NULL});
    int count = child_wait(&child);
    assert_in_range(count, 1, 254);
    return count;
}

/* The bits for creating a socket, and whether an executed program inherits it. */
static const struct {
    int bits;
    bool inherited;
} rows[] = {
    {0, false},
    {SKT_SOCK_NONBLOCK, false},
    {SKT_SOCK_INHERIT, true},
    {SKT_SOCK_INHERIT | SKT_SOCK_NONBLOCK, true},
    {SKT_SOCK_BARE, true},
};

static void test_inherit__the_test_itself_sees_what_is_inherited(void **state)
{
    (void)state;
    char wanted[SKT_ADDR_TEXT_MAX];
    skt_addr any = address("127.0.0.1:0");
    assert_true(skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM, 0));
    /* By default the system's sockets are inheritable. */
    skt_socket s = socket(AF_INET, SOCK_DGRAM, 0);
    assert_ok(skt_bind(s, &any));
    describe(s, wanted);
    assert_true(is_inherited(s));
    assert_ok(skt_close(s));
    assert_false(is_there(s, wanted));
}

static void test_inherit__open(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr here;
        skt_socket s = bound("127.0.0.1:0", SKT_SOCK_STREAM | rows[i].bits, &here);
        assert_int_equal(is_inherited(s), rows[i].inherited);
        skt_close(s);
    }
}

static void test_inherit__pair(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket both[2];
        assert_ok(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM | rows[i].bits, 0, both));
        assert_int_equal(is_inherited(both[0]), rows[i].inherited);
        assert_int_equal(is_inherited(both[1]), rows[i].inherited);
        skt_close(both[0]);
        skt_close(both[1]);
    }
}

static void test_inherit__accept(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket listening = kind_bound(k, &here);
        for (int listener_inherited = 0; listener_inherited < 2; listener_inherited++)
            for (size_t i = 0; i < COUNT_OF(rows); i++) {
                skt_socket client = kind_open(k), server;
                assert_ok(skt_set_inheritable(listening, listener_inherited));
                assert_ok(skt_connect(client, &here));
                assert_ok(skt_accept(listening, rows[i].bits, &server, NULL));
                assert_int_equal(is_inherited(server), rows[i].inherited);
                skt_close(client);
                skt_close(server);
            }
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_inherit__dup(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr here;
        skt_socket s = bound("127.0.0.1:0", SKT_SOCK_STREAM | rows[i].bits, &here), copy;
        assert_ok(skt_dup(s, &copy));
        assert_false(is_inherited(copy));
        assert_int_equal(is_inherited(s), rows[i].inherited);
        skt_close(copy);
        skt_close(s);
    }
}

static void test_inherit__import(void **state)
{
    (void)state;
    EACH_CHANNEL(k) {
        connection channel = kind_connection(k), c = udp_connection("127.0.0.1:0");
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            skt_socket copy;
            if (rows[i].bits & SKT_SOCK_NONBLOCK) continue;
            assert_ok(skt_export(c.client, channel.client, own_pid()));
            assert_ok(skt_import(channel.server, rows[i].bits, &copy));
            assert_int_equal(is_inherited(copy), rows[i].inherited);
            skt_close(copy);
        }
        close_both(&c);
        close_both(&channel);
    }
}

static void test_inherit__it_can_be_changed_both_ways(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here);
    assert_ok(skt_set_inheritable(s, true));
    assert_true(is_inherited(s));
    assert_ok(skt_set_inheritable(s, false));
    assert_false(is_inherited(s));
    skt_close(s);
}

/* Opens one of everything; the executed program must inherit none of it. */
static void test_inherit__a_program_gets_no_handle_that_it_was_not_given(void **state)
{
    (void)state;
    int before = open_handles(), given = handles_of_a_child();
    skt_socket both[2], copies[2], client, server;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here);
    connection channel = kind_connection(next_channel(NULL));
    assert_ok(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both));
    assert_ok(skt_dup(listening, &copies[0]));
    assert_ok(skt_export(listening, channel.client, own_pid()));
    assert_ok(skt_import(channel.server, 0, &copies[1]));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    assert_ok(skt_accept(listening, 0, &server, NULL));
    assert_true(open_handles() >= before + 9);
    assert_int_equal(handles_of_a_child(), given);
    close_both(&channel);
    skt_socket all[] = {listening, both[0], both[1], copies[0], copies[1], client, server};
    for (size_t i = 0; i < COUNT_OF(all); i++) skt_close(all[i]);
}

static void test_inherit__an_inherited_handle_works_at_the_first_call(void **state)
{
    (void)state;
    first_calls_in_children(own_path);
}

int main(int argc, char **argv)
{
    own_path = argv[0];
    if (is_first_call(argc, argv)) return first_call(argv);
    if (argc == 4 && strcmp(argv[1], "look") == 0) return look(argv[2], argv[3]);
    if (argc == 2 && strcmp(argv[1], "count") == 0) return open_handles();
    const struct CMUnitTest tests[] = {
        TEST(test_inherit__the_test_itself_sees_what_is_inherited),
        TEST(test_inherit__open),
        TEST(test_inherit__pair),
        TEST(test_inherit__accept),
        TEST(test_inherit__dup),
        TEST(test_inherit__import),
        TEST(test_inherit__it_can_be_changed_both_ways),
        TEST(test_inherit__an_inherited_handle_works_at_the_first_call),
        TEST(test_inherit__a_program_gets_no_handle_that_it_was_not_given),
    };
    return RUN(tests);
}
