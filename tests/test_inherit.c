/* SPDX-License-Identifier: MIT */
/* What a program sees that is executed by a child: this same program, which then only looks at what it was given. */
#include "support.h"

#include "host.h"
#include "kinds.h"
#include "process.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *own_path;

/* Another file may have got the same number, so that a handle is told by its inode too. */
static unsigned long long inode_of(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 ? (unsigned long long)about.st_ino : 0;
}

/* The executed program: 0 where the handle is there, 1 where it is not. */
static int look(char *const *arguments)
{
    bool there = inode_of((int)strtol(arguments[0], NULL, 10)) == strtoull(arguments[1], NULL, 10);
    return there ? 0 : 1;
}

static int execute(void *context)
{
    char number[20], inode[30];
    int fd = *(int *)context;
    snprintf(number, sizeof number, "%d", fd);
    snprintf(inode, sizeof inode, "%llu", inode_of(fd));
    execl(own_path, own_path, "look", number, inode, (char *)NULL);
    return 99;
}

static bool is_inherited(skt_socket s)
{
    int status = child_status(execute, &s);
    assert_true(WIFEXITED(status));
    assert_in_range(WEXITSTATUS(status), 0, 1);
    return WEXITSTATUS(status) == 0;
}

/* The bits that a socket can be asked for with, and whether an executed program has it then. */
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
    int fd = dup(STDERR_FILENO);
    assert_true(is_inherited(fd));
    assert_int_equal(fcntl(fd, F_SETFD, FD_CLOEXEC), 0);
    assert_false(is_inherited(fd));
    close(fd);
}

static void test_inherit__open(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | rows[i].bits, 0, &s));
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
        skt_socket s, copy;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | rows[i].bits, 0, &s));
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
    connection channel = unix_pair(SKT_SOCK_STREAM), c = udp_connection("127.0.0.1:0");
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

static void test_inherit__it_can_be_changed_both_ways(void **state)
{
    (void)state;
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    assert_ok(skt_set_inheritable(s, true));
    assert_true(is_inherited(s));
    assert_ok(skt_set_inheritable(s, false));
    assert_false(is_inherited(s));
    skt_close(s);
}

/* All that the library opens at once, and not one of it in the executed program. */
static int leaves_no_handle(void *context)
{
    (void)context;
    int before = open_handles();
    skt_socket s, both[2], channel[2], copy, server;
    skt_addr here;
    s = listener("127.0.0.1:0", &here);
    CHECK(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both) == 0);
    CHECK(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, channel) == 0);
    CHECK(skt_dup(s, &copy) == 0);
    CHECK(skt_export(s, channel[0], 0) == 0);
    CHECK(skt_import(channel[1], 0, &copy) == 0);
    CHECK(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &copy) == 0);
    CHECK(skt_connect(copy, &here) == 0);
    CHECK(skt_accept(s, 0, &server, NULL) == 0);
    CHECK(open_handles() == before + 9);
    char number[20];
    snprintf(number, sizeof number, "%d", before);
    execl(own_path, own_path, "count", number, (char *)NULL);
    return 99;
}

static void test_inherit__a_program_gets_no_handle_that_it_was_not_given(void **state)
{
    (void)state;
    assert_child(leaves_no_handle, NULL);
}

int main(int argc, char **argv)
{
    own_path = argv[0];
    if (argc == 4 && strcmp(argv[1], "look") == 0) return look(argv + 2);
    if (argc == 3 && strcmp(argv[1], "count") == 0) return open_handles() == strtol(argv[2], NULL, 10) ? 0 : 1;
    const struct CMUnitTest tests[] = {
        TEST(test_inherit__the_test_itself_sees_what_is_inherited),
        TEST(test_inherit__open),
        TEST(test_inherit__pair),
        TEST(test_inherit__accept),
        TEST(test_inherit__dup),
        TEST(test_inherit__import),
        TEST(test_inherit__it_can_be_changed_both_ways),
        TEST(test_inherit__a_program_gets_no_handle_that_it_was_not_given),
    };
    return RUN(tests);
}
