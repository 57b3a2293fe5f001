/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdlib.h>

static const char *name_of(int rc)
{
    static char number[2][16];
    static int which;
    if (rc == 0) return "0";
    const char *name = skt_error_name(rc);
    which = !which;
    snprintf(number[which], sizeof number[which], "%d", rc);
    return name ? name : number[which];
}

void skt_test_assert_rc(int got, int wanted, const char *what, const char *file, int line)
{
    if (got == wanted) return;
    print_error("%s: got %s, wanted %s\n", what, name_of(got), name_of(wanted));
    _fail(file, line);
}

void skt_test_assert_ok(int got, const char *what, const char *file, int line)
{
    if (got >= 0) return;
    print_error("%s: %s\n", what, name_of(got));
    _fail(file, line);
}

skt_addr address(const char *text)
{
    skt_addr parsed;
    assert_ok(skt_addr_parse(text, &parsed));
    return parsed;
}

skt_socket listener(const char *text, skt_addr *here)
{
    skt_socket s;
    *here = address(text);
    assert_ok(skt_open(skt_addr_family(here), SKT_SOCK_STREAM, 0, &s));
    assert_ok(skt_bind(s, here));
    assert_ok(skt_listen(s, 16));
    assert_ok(skt_local_address(s, here));
    return s;
}

void wait_for(skt_socket s, short events)
{
    skt_pollfd entry = {.socket = s, .events = events};
    assert_int_equal(skt_poll(&entry, 1, skt_deadline_in(SKT_SECONDS(20))), 1);
}

connection tcp_connection(const char *text)
{
    connection c;
    skt_addr here;
    skt_socket listening = listener(text, &here);
    assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &c.client));
    assert_ok(skt_connect(c.client, &here));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    return c;
}

connection udp_connection(const char *text)
{
    connection c;
    skt_addr client = address(text), server = client;
    assert_ok(skt_open(skt_addr_family(&client), SKT_SOCK_DGRAM, 0, &c.client));
    assert_ok(skt_open(skt_addr_family(&server), SKT_SOCK_DGRAM, 0, &c.server));
    assert_ok(skt_bind(c.client, &client));
    assert_ok(skt_bind(c.server, &server));
    assert_ok(skt_local_address(c.client, &client));
    assert_ok(skt_local_address(c.server, &server));
    assert_ok(skt_connect(c.client, &server));
    assert_ok(skt_connect(c.server, &client));
    return c;
}

connection unix_pair(int type)
{
    skt_socket both[2];
    assert_ok(skt_pair(SKT_AF_UNIX, type, 0, both));
    return (connection){.client = both[0], .server = both[1]};
}

void close_both(connection *c)
{
    skt_close(c->client);
    skt_close(c->server);
}

bool under_valgrind(void)
{
    return getenv("SKT_UNDER_VALGRIND") != NULL;
}
