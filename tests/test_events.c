/* SPDX-License-Identifier: MIT */
/* What skt_poll reports of a socket in each situation that it can be in, on every system. */
#include "support.h"

/* A socket in some situation, and what else has to be closed afterwards. */
typedef struct scene {
    skt_socket s;
    skt_socket others[2];
} scene;

static const skt_socket none = SKT_INVALID_SOCKET;

static scene connected(void)
{
    connection c = tcp_connection("127.0.0.1:0");
    return (scene){c.client, {c.server, none}};
}

static scene idle(void)
{
    return connected();
}

static scene data(void)
{
    scene on = connected();
    assert_int_equal(skt_send(on.others[0], "x", 1, 0), 1);
    return on;
}

static scene peer_ended_sending(void)
{
    scene on = connected();
    assert_ok(skt_shutdown(on.others[0], SKT_SHUT_WR));
    return on;
}

static scene peer_closed(void)
{
    scene on = connected();
    assert_ok(skt_close(on.others[0]));
    on.others[0] = none;
    return on;
}

static scene reset(void)
{
    scene on = connected();
    assert_ok(skt_set_linger(on.others[0], SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    assert_ok(skt_close(on.others[0]));
    on.others[0] = none;
    return on;
}

static scene both_ended(void)
{
    scene on = peer_ended_sending();
    assert_ok(skt_shutdown(on.s, SKT_SHUT_WR));
    return on;
}

static scene own_end_of_sending(void)
{
    scene on = connected();
    assert_ok(skt_shutdown(on.s, SKT_SHUT_WR));
    return on;
}

static scene own_end_of_receiving(void)
{
    scene on = connected();
    assert_ok(skt_shutdown(on.s, SKT_SHUT_RD));
    return on;
}

static scene own_end_of_both(void)
{
    scene on = connected();
    assert_ok(skt_shutdown(on.s, SKT_SHUT_RDWR));
    return on;
}

static scene refused(void)
{
    skt_addr here;
    scene on = {none, {none, none}};
    skt_close(bound("127.0.0.1:0", SKT_SOCK_STREAM, &here));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &on.s));
    int rc = skt_connect(on.s, &here);
    if (rc != SKT_EINPROGRESS) SKIP("connecting on loopback takes no time on this system: %s", skt_error_name(rc));
    return on;
}

static scene connecting_ended(void)
{
    skt_addr here;
    scene on = {none, {listener("127.0.0.1:0", &here), none}};
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &on.s));
    int rc = skt_connect(on.s, &here);
    assert_true(rc == 0 || rc == SKT_EINPROGRESS);
    return on;
}

static scene urgent(void)
{
    scene on = connected();
    assert_int_equal(skt_send(on.others[0], "!", 1, SKT_MSG_OOB), 1);
    return on;
}

/* An entry in the error queue, by which Linux reports ICMP errors. */
static scene error_queue(void)
{
    connection c = udp_connection("127.0.0.1:0");
    const int on = 1;
    skt_addr peer;
    assert_ok(skt_set_raw(c.client, SKT_IPPROTO_IP, 11 /* IP_RECVERR */, &on, sizeof on));
    assert_ok(skt_peer_address(c.client, &peer));
    assert_ok(skt_close(c.server));
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    wait_for(c.client, 0);
    assert_rc(skt_pending_error(c.client), SKT_ECONNREFUSED);
    return (scene){c.client, {none, none}};
}

static scene closed_handle(void)
{
    scene on = connected();
    assert_ok(skt_close(on.s));
    return on;
}

static scene waiting_listener(void)
{
    skt_addr here;
    scene on = {listener("127.0.0.1:0", &here), {none, none}};
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &on.others[0]));
    assert_ok(skt_connect(on.others[0], &here));
    return on;
}

static scene idle_listener(void)
{
    skt_addr here;
    return (scene){listener("127.0.0.1:0", &here), {none, none}};
}

/* The peer of a listener that is closed before it accepts. */
static scene never_accepted(void)
{
    scene on = waiting_listener();
    skt_socket client = on.others[0];
    assert_ok(skt_close(on.s));
    return (scene){client, {none, none}};
}

#define IN   SKT_POLLIN
#define OUT  SKT_POLLOUT
#define ERR  SKT_POLLERR
#define HUP  SKT_POLLHUP
#define NVAL SKT_POLLNVAL
#define PRI  SKT_POLLPRI

static const struct situation {
    scene (*make)(void);
    int asked, must, may;
    unsigned systems;
    const char *sentence;
} situations[] = {
    {idle, IN, 0, 0, SKT_ON_ALL, "nothing to receive is no event"},
    {idle, OUT, OUT, 0, SKT_ON_ALL, "room to send is"},
    {idle, IN | OUT, OUT, 0, SKT_ON_ALL, "room to send is all there is"},
    {idle, ERR | HUP | NVAL, 0, 0, SKT_ON_ALL, "to ask for what is reported unasked is harmless"},
    {idle, OUT | ERR | HUP | NVAL, OUT, 0, SKT_ON_ALL, "to ask for it with others is harmless too"},
    {data, IN, IN, 0, SKT_ON_ALL, "data can be received"},
    {data, IN | OUT, IN | OUT, 0, SKT_ON_ALL, "data can be received while there is room"},
    {data, 0, 0, 0, SKT_ON_ALL, "data is not reported unasked"},
    {peer_ended_sending, IN, IN, HUP, SKT_ON_ALL, "the end of the peer's sending can be received"},
    {peer_ended_sending, IN | OUT, IN, OUT | HUP, SKT_ON_ALL, "the end is received by who waits for both"},
    {peer_ended_sending, OUT, OUT, HUP, SKT_ON_ALL, "the other direction goes on"},
    {peer_closed, IN, IN, HUP, SKT_ON_ALL, "a close can be received"},
    {peer_closed, IN | OUT, IN, OUT | HUP, SKT_ON_ALL, "a close is received by who waits for both"},
    {reset, IN, IN, ERR | HUP, SKT_ON_ALL, "a reset ends waiting to receive"},
    {reset, OUT, OUT, ERR | HUP, SKT_ON_ALL, "a reset ends waiting to send"},
    {reset, IN | OUT, IN | OUT, ERR | HUP, SKT_ON_ALL, "a reset ends both"},
    {reset, 0, HUP, ERR, SKT_ON_ALL, "a reset is reported unasked"},
    {both_ended, IN, IN, HUP, SKT_ON_ALL, "who ended sending first still receives the end"},
    {both_ended, 0, HUP, 0, SKT_ON_UNIX & ~SKT_ON_APPLE, "a connection that both have ended is reported unasked"},
    {own_end_of_sending, IN, 0, 0, SKT_ON_ALL, "one's own end of sending is nothing to receive"},
    {own_end_of_receiving, IN, IN, 0, SKT_ON_UNIX, "one's own end of receiving can be received"},
    {own_end_of_both, IN, IN, HUP, SKT_ON_UNIX, "one's own end of both can be received"},
    {own_end_of_both, OUT, OUT, HUP, SKT_ON_UNIX, "one's own end of both ends waiting to send"},
    {refused, OUT, OUT, ERR | HUP, SKT_ON_ALL, "a refused connect ends waiting to send"},
    {refused, IN, IN, ERR | HUP, SKT_ON_ALL, "a refused connect ends waiting to receive"},
    {refused, IN | OUT, IN | OUT, ERR | HUP, SKT_ON_ALL, "a refused connect ends both"},
    {connecting_ended, OUT, OUT, 0, SKT_ON_ALL, "a connect that has ended well can be sent to"},
    {connecting_ended, IN | OUT, OUT, 0, SKT_ON_ALL, "and is nothing to receive"},
    {urgent, PRI, PRI, 0, SKT_ON_UNIX, "urgent data is an event of its own"},
    {urgent, IN, 0, 0, SKT_ON_LINUX, "urgent data is not among the rest"},
    {urgent, IN, IN, 0, SKT_ON_WINDOWS, "urgent data is SKT_POLLRDBAND, and so SKT_POLLIN"},
    {urgent, OUT, OUT, 0, SKT_ON_ALL, "urgent data is no error"},
    {error_queue, IN, IN | ERR, 0, SKT_ON_LINUX, "an entry in the error queue ends waiting to receive"},
    {error_queue, OUT, OUT | ERR, 0, SKT_ON_LINUX, "an entry in the error queue does not hide that there is room"},
    {error_queue, 0, ERR, 0, SKT_ON_LINUX, "an entry in the error queue is reported unasked"},
    {closed_handle, IN | OUT, NVAL, 0, SKT_ON_ALL, "a closed handle is reported as such"},
    {closed_handle, 0, NVAL, 0, SKT_ON_ALL, "a closed handle is reported unasked"},
    {idle_listener, IN, 0, 0, SKT_ON_ALL, "a listener without a connection has no event"},
    {waiting_listener, IN, IN, 0, SKT_ON_ALL, "a connection can be accepted"},
    {never_accepted, IN, IN, ERR | HUP, SKT_ON_ALL, "a listener that is closed resets who waits for it"},
    {never_accepted, IN | OUT, IN, OUT | ERR | HUP, SKT_ON_ALL, "who waits for it to send is told too"},
};

static bool holds(const struct situation *row)
{
    scene on = row->make();
    skt_pollfd fd = {.socket = on.s, .events = (short)row->asked, .revents = 0x7a7a};
    skt_duration span = row->must ? SKT_SECONDS(10) : SKT_MILLISECONDS(20);
    int rc = skt_poll(&fd, 1, skt_deadline_in(span));
    /* The events may arrive in two steps: the first ends the wait. */
    for (int i = 0; rc == 1 && (fd.revents & row->must) != row->must && i < 100; i++) {
        skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
        rc = skt_poll(&fd, 1, skt_deadline_in(span));
    }
    /* An event may be of several bits, of which one is enough. */
    int wanted = row->must, allowed = row->must | row->may;
    if (host.system == SKT_ON_WINDOWS && (fd.revents & IN)) wanted &= ~IN;
    bool right = rc == (row->must != 0) && (fd.revents & wanted) == wanted && (fd.revents & ~allowed) == 0;
    if (host.system == SKT_ON_WINDOWS && (row->must & IN)) right = right && (fd.revents & IN);
    if (!right)
        printf("%s: asked for %#x, got %d and %#x, wanted %#x\n", row->sentence, (unsigned)row->asked, rc,
               (unsigned)(unsigned short)fd.revents, (unsigned)row->must);
    if (row->must != NVAL) skt_close(on.s);
    for (size_t i = 0; i < COUNT_OF(on.others); i++)
        if (on.others[i] != none) skt_close(on.others[i]);
    return right;
}

static void test_events__every_situation_is_reported_as_the_header_says(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < COUNT_OF(situations); i++) {
        if (!(situations[i].systems & host.system)) continue;
        if (!holds(&situations[i])) wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* The same for several at once: each entry is completed by its own events. */
static void test_events__each_entry_has_its_own(void **state)
{
    (void)state;
    scene on[] = {data(), idle(), peer_closed(), refused(), idle()};
    skt_pollfd fds[] = {{.socket = on[0].s, .events = IN},   {.socket = none, .events = IN | OUT, .revents = 0x7a7a},
                        {.socket = on[1].s, .events = OUT},  {.socket = on[2].s, .events = IN},
                        {.socket = none, .revents = 0x7a7a}, {.socket = on[3].s, .events = OUT},
                        {.socket = on[4].s, .events = IN}};
    wait_for(on[2].s, IN);
    wait_for(on[3].s, OUT);
    assert_int_equal(skt_poll(fds, COUNT_OF(fds), skt_deadline_in(SKT_SECONDS(10))), 4);
    assert_true(fds[0].revents & IN);
    assert_int_equal(fds[1].revents, 0);
    assert_events(fds[2].revents, OUT);
    assert_true(fds[3].revents & IN);
    assert_int_equal(fds[4].revents, 0);
    assert_true(fds[5].revents & OUT);
    assert_int_equal(fds[6].revents, 0);
    /* Entries keep their positions and requested events. */
    assert_true(fds[1].socket == none && fds[4].socket == none);
    assert_int_equal(fds[1].events, IN | OUT);
    assert_true(fds[0].socket == on[0].s && fds[5].socket == on[3].s && fds[6].socket == on[4].s);
    for (size_t i = 0; i < COUNT_OF(on); i++) {
        skt_close(on[i].s);
        if (on[i].others[0] != none) skt_close(on[i].others[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_events__every_situation_is_reported_as_the_header_says),
        TEST(test_events__each_entry_has_its_own),
    };
    return RUN(tests);
}
