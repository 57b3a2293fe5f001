/* SPDX-License-Identifier: MIT */
#include "support.h"

static skt_serve_plan plan_with(uint32_t flags)
{
    skt_serve_plan plan;
    skt_serve_plan_init(&plan);
    plan.flags = flags;
    return plan;
}

static int port_of(skt_socket s)
{
    skt_addr here;
    assert_rc(skt_local_address(s, &here), 0);
    return skt_addr_port(&here);
}

static void close_all(skt_socket *sockets, int count)
{
    for (int i = 0; i < count; i++) skt_close(sockets[i]);
}

/* Whether a connection to the address comes to one of the listeners. */
static bool is_reached(const char *ip, int port, const skt_socket *listeners, int count)
{
    skt_addr to = address(ip);
    skt_socket client, server = SKT_INVALID_SOCKET;
    assert_rc(skt_addr_set_port(&to, (uint16_t)port), 0);
    int rc = skt_open(skt_addr_family(&to), SKT_SOCK_STREAM, 0, &client);
    if (rc < 0) return false;
    rc = skt_connect_by(client, &to, skt_deadline_in(SKT_SECONDS(20)));
    skt_pollfd waiting[SKT_SERVE_MOST];
    for (int i = 0; i < count; i++) waiting[i] = (skt_pollfd){.socket = listeners[i], .events = SKT_POLLIN};
    if (rc == 0) assert_true(skt_poll(waiting, (size_t)count, skt_deadline_in(SKT_SECONDS(20))) > 0);
    for (int i = 0; rc == 0 && i < count; i++)
        if (waiting[i].revents) assert_rc(skt_accept(listeners[i], 0, &server, NULL), 0);
    if (server != SKT_INVALID_SOCKET) skt_close(server);
    skt_close(client);
    return rc == 0;
}

static void test_serve__a_text_without_a_host_is_every_address_of_both_families(void **state)
{
    (void)state;
    skt_socket made[SKT_SERVE_MOST];
    int count = skt_serve(":0", NULL, made, SKT_SERVE_MOST);
    assert_in_range(count, 1, 2);
    int port = port_of(made[0]);
    assert_int_not_equal(port, 0);
    for (int i = 0; i < count; i++) assert_int_equal(port_of(made[i]), port);
    assert_true(is_reached("127.0.0.1", port, made, count));
    assert_true(is_reached("::1", port, made, count));
    close_all(made, count);
}

static void test_serve__with_v6only_they_are_two_sockets_with_one_port(void **state)
{
    (void)state;
    skt_serve_plan plan = plan_with(SKT_SERVE_V6ONLY);
    for (int i = 0; i < 20; i++) {
        skt_socket made[SKT_SERVE_MOST];
        assert_int_equal(skt_serve(":0", &plan, made, SKT_SERVE_MOST), 2);
        int port = port_of(made[0]);
        assert_int_equal(port_of(made[1]), port);
        assert_int_equal(skt_family(made[0]), SKT_AF_INET6);
        assert_int_equal(skt_family(made[1]), SKT_AF_INET);
        assert_true(is_reached("127.0.0.1", port, made + 1, 1));
        assert_true(is_reached("::1", port, made, 1));
        close_all(made, 2);
    }
}

static void test_serve__there_are_all_listeners_or_none(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket first = listener("127.0.0.1:0", &here), made[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
    skt_serve_plan plan = plan_with(SKT_SERVE_V6ONLY);
    char text[16];
    snprintf(text, sizeof text, ":%d", skt_addr_port(&here));
    int open = open_handles(), rc = skt_serve(text, &plan, made, 2);
    if (rc == 2 && host.system == SKT_ON_WINDOWS) {
        close_all(made, 2);
        skt_close(first);
        SKIP("an address of zeros may be taken beside one of them");
    }
    assert_rc(rc, SKT_EADDRINUSE);
    assert_int_equal(open_handles(), open);
    assert_true(made[0] == SKT_INVALID_SOCKET && made[1] == SKT_INVALID_SOCKET);
    skt_close(first);
}

/* A text, and the result where it is an error. */
static const struct {
    const char *text;
    int result;
} texts[] = {
    {"127.0.0.1:0", 0},
    {"127.0.0.1", 0},
    {"[::1]:0", 0},
    {"", SKT_EINVAL},
    {"127.0.0.1:65536", SKT_EINVAL},
    {"::1:x", SKT_EINVAL},
    {":", SKT_EINVAL},
    {":-1", SKT_EINVAL},
    {":+80", SKT_EINVAL},
    {"nothing:of:this", SKT_EINVAL},
};

static void test_serve__a_text_that_is_an_address_is_served_and_one_that_is_none_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_socket s = SKT_INVALID_SOCKET;
        int rc = skt_serve(texts[i].text, NULL, &s, 1);
        if (texts[i].result == 0) {
            assert_int_equal(rc, 1);
            assert_int_equal(skt_is_listener(s), 1);
            skt_close(s);
        } else {
            if (rc >= 0) fail_msg("\"%s\" is served", texts[i].text);
            assert_true(s == SKT_INVALID_SOCKET);
            if (rc != SKT_EUNSUPPORTED) assert_rc(rc, texts[i].result);
        }
    }
}

static void test_serve__a_name_is_resolved_and_all_of_its_addresses_have_one_port(void **state)
{
    (void)state;
    skt_socket made[SKT_SERVE_MOST];
    int count = skt_serve("localhost:0", NULL, made, SKT_SERVE_MOST);
    if (count == SKT_EADDRNOTAVAIL) SKIP("an address of localhost is not there");
    assert_in_range(count, 1, SKT_SERVE_MOST);
    for (int i = 0; i < count; i++) assert_int_equal(port_of(made[i]), port_of(made[0]));
    close_all(made, count);
}

static void test_serve__where_there_is_no_room_nothing_is_served(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    skt_serve_plan plan = plan_with(SKT_SERVE_V6ONLY);
    int open = open_handles();
    assert_rc(skt_serve(":0", &plan, &s, 1), SKT_ERANGE);
    assert_rc(skt_serve(":0", NULL, &s, 0), SKT_ERANGE);
    assert_rc(skt_serve("127.0.0.1:0", NULL, &s, 0), SKT_ERANGE);
    assert_true(s == SKT_INVALID_SOCKET);
    assert_int_equal(open_handles(), open);
}

static void test_serve__a_datagram_socket_is_bound(void **state)
{
    (void)state;
    skt_socket s, client;
    skt_addr here;
    char got[8];
    skt_serve_plan plan = plan_with(0);
    plan.type = SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK;
    assert_int_equal(skt_serve("127.0.0.1:0", &plan, &s, 1), 1);
    assert_int_equal(skt_type(s), SKT_SOCK_DGRAM);
    assert_rc(skt_recv(s, got, sizeof got, 0), SKT_EAGAIN);
    assert_rc(skt_local_address(s, &here), 0);
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &client), 0);
    assert_int_equal(skt_sendto(client, "x", 1, 0, &here), 1);
    wait_for(s, SKT_POLLIN);
    assert_int_equal(skt_recv(s, got, sizeof got, 0), 1);
    skt_close(client);
    skt_close(s);
}

/* What prepare is called with, and what it returns. */
typedef struct preparing {
    int calls, result;
} preparing;

static int prepare(skt_socket s, const skt_addr *address, void *user)
{
    preparing *p = user;
    skt_addr here;
    p->calls++;
    assert_int_equal(skt_family(s), skt_addr_family(address));
    assert_true(skt_local_address(s, &here) < 0 || skt_addr_port(&here) <= 0);
    return p->result;
}

static void test_serve__each_socket_is_prepared_before_it_is_bound(void **state)
{
    (void)state;
    preparing p = {0, 0};
    skt_serve_plan plan = plan_with(SKT_SERVE_V6ONLY);
    skt_socket made[SKT_SERVE_MOST];
    plan.prepare = prepare;
    plan.user = &p;
    int count = skt_serve("127.0.0.1:0", &plan, made, SKT_SERVE_MOST);
    assert_rc(count, 1);
    assert_int_equal(p.calls, 1);
    close_all(made, count);
    p.result = SKT_EDOM;
    assert_rc(skt_serve("127.0.0.1:0", &plan, made, SKT_SERVE_MOST), SKT_EDOM);
    assert_int_equal(p.calls, 2);
}

static void test_serve__mptcp_is_tcp_where_there_is_none(void **state)
{
    (void)state;
    skt_socket s;
    skt_serve_plan plan = plan_with(0);
    plan.protocol = SKT_IPPROTO_MPTCP;
    assert_int_equal(skt_serve("127.0.0.1:0", &plan, &s, 1), 1);
    assert_true(is_reached("127.0.0.1", port_of(s), &s, 1));
    skt_close(s);
}

static void test_serve__with_reuseport_two_listen_at_one_address(void **state)
{
    (void)state;
    skt_socket first, second;
    char text[32];
    skt_serve_plan plan = plan_with(SKT_SERVE_REUSEPORT);
    int rc = skt_serve("127.0.0.1:0", &plan, &first, 1);
    if (rc == SKT_EUNSUPPORTED) SKIP("this system has no SO_REUSEPORT");
    assert_int_equal(rc, 1);
    snprintf(text, sizeof text, "127.0.0.1:%d", port_of(first));
    assert_rc(skt_serve(text, NULL, &second, 1), SKT_EADDRINUSE);
    assert_int_equal(skt_serve(text, &plan, &second, 1), 1);
    skt_close(first);
    skt_close(second);
}

static void test_serve__a_plan_of_another_version_is_taken_if_it_asks_for_nothing_new(void **state)
{
    (void)state;
    struct {
        skt_serve_plan plan;
        uint64_t later;
    } longer = {.plan = plan_with(0)};
    skt_socket s;
    longer.plan.size = sizeof longer;
    assert_int_equal(skt_serve("127.0.0.1:0", &longer.plan, &s, 1), 1);
    skt_close(s);
    longer.later = 1;
    assert_rc(skt_serve("127.0.0.1:0", &longer.plan, &s, 1), SKT_EUNSUPPORTED);
    longer.plan.size = 8;
    assert_rc(skt_serve("127.0.0.1:0", &longer.plan, &s, 1), SKT_EINVAL);
    skt_serve_plan odd = plan_with(1U << 31);
    assert_rc(skt_serve("127.0.0.1:0", &odd, &s, 1), SKT_EINVAL);
    odd = plan_with(0);
    odd.mode = 0100000;
    assert_rc(skt_serve("127.0.0.1:0", &odd, &s, 1), SKT_EINVAL);
}

/* A free path, and its text. */
typedef struct place {
    char path[TEMP_PATH_MAX];
    char text[3 * TEMP_PATH_MAX];
    skt_addr addr;
} place;

static place free_path(void)
{
    place p;
    temp_path(p.path);
    assert_rc(skt_addr_unix(p.path, &p.addr), 0);
    skt_addr_format(&p.addr, p.text, sizeof p.text);
    return p;
}

/* Whether the file is there as write_own wrote it. */
static bool is_own(const char *path)
{
    char got[8] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL) return false;
    bool read = fgets(got, sizeof got, file) != NULL;
    fclose(file);
    return read && strcmp(got, "mine") == 0;
}

/* Writes a file that is none of ours. */
static void write_own(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) return;
    fputs("mine", file);
    fclose(file);
    assert_true(is_own(path));
}

static bool is_served(const place *p)
{
    skt_socket s;
    assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s), 0);
    int rc = skt_connect(s, &p->addr);
    skt_close(s);
    return rc == 0;
}

static void test_serve__a_path_that_is_taken_is_in_use_and_stays(void **state)
{
    (void)state;
    NEEDS_UNIX();
    place p = free_path();
    skt_socket first, second;
    skt_serve_plan replacing = plan_with(SKT_SERVE_REPLACE);
    assert_int_equal(skt_serve(p.text, NULL, &first, 1), 1);
    assert_rc(skt_serve(p.text, NULL, &second, 1), SKT_EADDRINUSE);
    assert_rc(skt_serve(p.text, &replacing, &second, 1), SKT_EADDRINUSE);
    assert_true(is_served(&p));
    skt_close(first);
    assert_rc(skt_serve(p.text, NULL, &second, 1), SKT_EADDRINUSE);
    remove(p.path);
}

static void test_serve__a_path_that_nobody_serves_is_replaced_when_asked(void **state)
{
    (void)state;
    NEEDS_UNIX();
    place p = free_path();
    char lock[TEMP_PATH_MAX + 8];
    skt_socket s;
    skt_serve_plan replacing = plan_with(SKT_SERVE_REPLACE);
    snprintf(lock, sizeof lock, "%s.lock", p.path);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(skt_serve(p.text, &replacing, &s, 1), 1);
        assert_true(is_served(&p));
        skt_close(s);
        assert_int_equal(remove(lock), -1);
    }
    remove(p.path);
}

static void test_serve__a_file_at_the_path_is_never_replaced(void **state)
{
    (void)state;
    NEEDS_UNIX();
    place p = free_path();
    skt_socket s;
    skt_serve_plan replacing = plan_with(SKT_SERVE_REPLACE);
    write_own(p.path);
    assert_rc(skt_serve(p.text, &replacing, &s, 1), SKT_EADDRINUSE);
    assert_true(is_own(p.path));
    remove(p.path);
}

static void test_serve__a_lock_that_is_another_file_is_left_alone(void **state)
{
    (void)state;
    NEEDS_UNIX();
    place p = free_path();
    char lock[TEMP_PATH_MAX + 8];
    skt_socket s;
    skt_serve_plan replacing = plan_with(SKT_SERVE_REPLACE);
    snprintf(lock, sizeof lock, "%s.lock", p.path);
    write_own(lock);
    assert_rc(skt_serve(p.text, &replacing, &s, 1), SKT_EEXIST);
    assert_true(is_own(lock));
    remove(lock);
}

/* Starters of one path at the same time. */
enum { STARTERS = 4 };

typedef struct starter {
    const place *place;
    test_thread thread;
    skt_socket socket;
    int rc;
} starter;

static void start(void *context)
{
    starter *self = context;
    skt_serve_plan replacing = plan_with(SKT_SERVE_REPLACE);
    self->rc = skt_serve(self->place->text, &replacing, &self->socket, 1);
}

static void test_serve__of_several_starters_exactly_one_wins(void **state)
{
    (void)state;
    NEEDS_UNIX();
    place p = free_path();
    for (int round = 0; round < 200; round++) {
        starter starters[STARTERS];
        int winners = 0;
        for (int i = 0; i < STARTERS; i++) {
            starters[i] = (starter){.place = &p};
            thread_start(&starters[i].thread, start, &starters[i]);
        }
        for (int i = 0; i < STARTERS; i++) thread_join(&starters[i].thread);
        assert_true(is_served(&p));
        for (int i = 0; i < STARTERS; i++) {
            if (starters[i].rc < 0) assert_rc(starters[i].rc, SKT_EADDRINUSE);
            if (starters[i].rc < 0) continue;
            winners++;
            /* Its path stays, so that every second round finds a stale one. */
            skt_close(starters[i].socket);
        }
        assert_int_equal(winners, 1);
        if (round % 2) remove(p.path);
    }
    remove(p.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_serve__a_text_without_a_host_is_every_address_of_both_families),
        TEST(test_serve__with_v6only_they_are_two_sockets_with_one_port),
        TEST(test_serve__there_are_all_listeners_or_none),
        TEST(test_serve__a_text_that_is_an_address_is_served_and_one_that_is_none_refused),
        TEST(test_serve__a_name_is_resolved_and_all_of_its_addresses_have_one_port),
        TEST(test_serve__where_there_is_no_room_nothing_is_served),
        TEST(test_serve__a_datagram_socket_is_bound),
        TEST(test_serve__each_socket_is_prepared_before_it_is_bound),
        TEST(test_serve__mptcp_is_tcp_where_there_is_none),
        TEST(test_serve__with_reuseport_two_listen_at_one_address),
        TEST(test_serve__a_plan_of_another_version_is_taken_if_it_asks_for_nothing_new),
        TEST(test_serve__a_path_that_is_taken_is_in_use_and_stays),
        TEST(test_serve__a_path_that_nobody_serves_is_replaced_when_asked),
        TEST(test_serve__a_file_at_the_path_is_never_replaced),
        TEST(test_serve__a_lock_that_is_another_file_is_left_alone),
        TEST(test_serve__of_several_starters_exactly_one_wins),
    };
    return RUN(tests);
}
