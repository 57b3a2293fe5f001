/* SPDX-License-Identifier: MIT */
#include "played.h"

#include <stdlib.h>

static unsigned build = STANDIN_11;

void play_build(int argc, char **argv)
{
    if (argc > 1) build = (unsigned)strtoul(argv[1], NULL, 10);
    play(NULL);
}

int play(void **state)
{
    (void)state;
    standin_reset();
    standin.build = build;
    return 0;
}

void assert_no_mode_set(void)
{
    assert_int_equal(standin_count("ioctlsocket", STANDIN_ANY, (long)FIONBIO), 0);
    assert_int_equal(standin_count("WSAIoctl", STANDIN_ANY, (long)FIONBIO), 0);
    assert_calls("WSAEventSelect", 0);
}

bool inheritable(skt_socket s)
{
    DWORD flags = 0;
    assert_true(GetHandleInformation((HANDLE)s, &flags));
    return (flags & HANDLE_FLAG_INHERIT) != 0;
}

int64_t now_ms(void)
{
    return (int64_t)GetTickCount64();
}

void assert_no_sender(const connection *c)
{
    char got[8];
    skt_addr from = dirty();
    assert_int_equal(skt_send(c->client, "abc", 3, 0), 3);
    assert_int_equal(skt_recvfrom(c->server, got, sizeof got, 0, &from), 3);
    assert_int_equal(from.len, 0);
    assert_int_equal(skt_addr_family(&from), SKT_AF_UNSPEC);
}

static void assert_arrives(skt_socket from, skt_socket to, const char *text)
{
    char got[16] = {0};
    size_t done = 0;
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(10));
    assert_rc(skt_send_all(from, text, strlen(text), 0, soon, NULL), 0);
    assert_rc(skt_recv_all(to, got, strlen(text), 0, soon, &done), 0);
    assert_int_equal(done, strlen(text));
    assert_memory_equal(got, text, done);
}

void assert_talk(skt_socket a, skt_socket b)
{
    assert_arrives(a, b, "there");
    assert_arrives(b, a, "and back");
}
