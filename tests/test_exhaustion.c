/* SPDX-License-Identifier: MIT */
/* A process without free handles: each call returns that error and loses no handle. Each test runs in a child. */
#include "support.h"

#include "kinds.h"
#include "process.h"

static int open_without_a_handle(void *context)
{
    (void)context;
    skt_socket s = SKT_INVALID_SOCKET;
    CHECK(use_up_handles(0) > 0);
    int before = open_handles();
    CHECK(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s) == SKT_EMFILE);
    CHECK(skt_open(SKT_AF_UNIX, SKT_SOCK_DGRAM | SKT_SOCK_BARE, 0, &s) == SKT_EMFILE);
    CHECK(s == SKT_INVALID_SOCKET);
    CHECK(!skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, 0));
    CHECK(open_handles() == before);
    return 0;
}

static void test_exhaustion__open(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    assert_child(open_without_a_handle, NULL);
}

static int pair_without_handles(void *context)
{
    const int left = *(const int *)context;
    skt_socket both[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
    CHECK(use_up_handles(left) > 0);
    int before = open_handles();
    CHECK(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both) == (left < 2 ? SKT_EMFILE : 0));
    CHECK(open_handles() == before + (left < 2 ? 0 : 2));
    CHECK((both[0] == SKT_INVALID_SOCKET) == (left < 2));
    CHECK((both[1] == SKT_INVALID_SOCKET) == (left < 2));
    return 0;
}

static void test_exhaustion__a_pair_needs_two(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    for (int left = 0; left <= 2; left++) assert_child(pair_without_handles, &left);
}

static int look_for_interfaces_without_a_handle(void *context)
{
    (void)context;
    char name[SKT_INTERFACE_NAME_MAX];
    skt_addr addr;
    skt_interface first;
    CHECK(skt_interfaces(&first, 1) > 0);
    CHECK(use_up_handles(0) > 0);
    /* Not every system needs one for it. */
    int rc = skt_interface_index(first.name);
    CHECK(rc > 0 || rc == SKT_EMFILE);
    rc = skt_interface_name(first.index, name, sizeof name);
    CHECK(rc > 0 || rc == SKT_EMFILE);
    rc = skt_addr_parse("[fe80::1%lo]:80", &addr);
    CHECK(rc != SKT_ENOENT);
    return 0;
}

static void test_exhaustion__an_interface_is_not_said_to_be_missing(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    assert_child(look_for_interfaces_without_a_handle, NULL);
}

typedef struct waiting {
    skt_socket listening;
    skt_socket client;
} waiting;

static int accept_without_a_handle(void *context)
{
    const waiting *w = context;
    skt_socket server = SKT_INVALID_SOCKET;
    skt_addr peer, before_peer;
    CHECK(use_up_handles(0) > 0);
    int before = open_handles();
    memset(&peer, 0xa5, sizeof peer);
    before_peer = peer;
    CHECK(skt_accept(w->listening, 0, &server, &peer) == SKT_EMFILE);
    CHECK(skt_accept(w->listening, SKT_SOCK_NONBLOCK, &server, NULL) == SKT_EMFILE);
    CHECK(server == SKT_INVALID_SOCKET);
    CHECK(peer.len == before_peer.len &&
          memcmp(peer.storage.bytes, before_peer.storage.bytes, sizeof peer.storage.bytes) == 0);
    CHECK(open_handles() == before);

    /* The connection is still in the backlog. */
    CHECK(skt_close(w->client) == 0);
    CHECK(skt_accept(w->listening, 0, &server, &peer) == 0);
    return 0;
}

static void test_exhaustion__accept_leaves_the_connection_for_later(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    EACH_STREAM(k) {
        skt_addr here;
        waiting w = {.listening = kind_bound(k, &here), .client = kind_open(k)};
        assert_ok(skt_connect(w.client, &here));
        assert_child(accept_without_a_handle, &w);
        skt_close(w.client);
        skt_close(w.listening);
        leave_address(&here);
    }
}

static int dup_without_a_handle(void *context)
{
    const skt_socket *s = context;
    skt_socket copy = SKT_INVALID_SOCKET;
    CHECK(use_up_handles(0) > 0);
    int before = open_handles();
    CHECK(skt_dup(*s, &copy) == SKT_EMFILE);
    CHECK(copy == SKT_INVALID_SOCKET);
    CHECK(open_handles() == before);
    return 0;
}

static void test_exhaustion__dup(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    assert_child(dup_without_a_handle, &s);
    skt_close(s);
}

/* glibc sets ENOENT if it cannot open a socket; the result must not be "no such interface" with any libc. */
static bool is_lack(int rc)
{
    return rc == SKT_EMFILE || rc == SKT_ENOENT;
}

static int look_up_without_a_handle(void *context)
{
    (void)context;
    char name[SKT_INTERFACE_NAME_MAX];
    skt_addr addr;
    CHECK(use_up_handles(0) > 0);
    int before = open_handles();
    CHECK(is_lack(skt_interface_index("lo")));
    CHECK(is_lack(skt_interface_name(1, name, sizeof name)));
    CHECK(skt_interfaces(NULL, 0) == SKT_EMFILE);
    CHECK(is_lack(skt_addr_parse("[fe80::1%lo]:80", &addr)));
    CHECK(skt_addr_parse("[fe80::1%1]:80", &addr) == 0);
    int rc = skt_resolve("localhost", "80", 0, SKT_SOCK_STREAM, 0, &addr, 1);
    CHECK(rc == SKT_EMFILE || rc == SKT_EAI_MEMORY || rc == SKT_EAI_NONAME || rc == SKT_EAI_AGAIN);
    CHECK(open_handles() == before);
    return 0;
}

static void test_exhaustion__interfaces_and_names(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
#if !defined(__linux__)
    SKIP("only Linux is known to need a handle for these");
#endif
    assert_child(look_up_without_a_handle, NULL);
}

static int work_on_without_a_handle(void *context)
{
    const connection *c = context;
    char byte = 0;
    skt_addr here;
    CHECK(use_up_handles(0) > 0);
    CHECK(skt_send_all(c->client, "x", 1, 0, SKT_NEVER, NULL) == 0);
    CHECK(skt_recv_all(c->server, &byte, 1, 0, SKT_NEVER, NULL) == 0);
    CHECK(skt_local_address(c->client, &here) == 0);
    CHECK(skt_set_nonblocking(c->client, true) == 0);
    CHECK(skt_connect_by(c->client, &here, SKT_NEVER) != SKT_EMFILE);
    return 0;
}

static void test_exhaustion__what_is_open_works_on(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    connection c = tcp_connection("127.0.0.1:0");
    assert_child(work_on_without_a_handle, &c);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_exhaustion__open),
        TEST(test_exhaustion__a_pair_needs_two),
        TEST(test_exhaustion__an_interface_is_not_said_to_be_missing),
        TEST(test_exhaustion__accept_leaves_the_connection_for_later),
        TEST(test_exhaustion__dup),
        TEST(test_exhaustion__interfaces_and_names),
        TEST(test_exhaustion__what_is_open_works_on),
    };
    return RUN(tests);
}
