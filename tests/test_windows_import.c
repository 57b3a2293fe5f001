/* SPDX-License-Identifier: MIT */
/* skt_import with messages whose handle is not that of an exported socket. */
#include "support.h"

#include <skt/native.h>

#include <windows.h>

/* What skt_export sends: a mark, and Winsock's description, in which the handle stands at one of two places. */
typedef struct message {
    char mark[8];
    WSAPROTOCOL_INFOW description;
} message;

/*
 * A message that is right in all but the number of the handle. Whether the description has it where it is looked for.
 */
static bool forge(const connection *channel, HANDLE handle, message *out)
{
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here), copy;
    const DWORD number = (DWORD)(uintptr_t)handle;
    assert_ok(skt_export(s, channel->client, own_pid()));
    assert_ok(skt_recv_all(channel->server, out, sizeof *out, 0, skt_deadline_in(SKT_SECONDS(20)), NULL));
    assert_int_equal(skt_send(channel->client, out, sizeof *out, 0), sizeof *out);
    assert_ok(skt_import(channel->server, 0, &copy));
    assert_memory_equal(out->mark, "skt sock", sizeof out->mark);
    /* The duplicate was made by skt_export, and its number is in the description. */
    DWORD *places[] = {&out->description.dwProviderReserved, &out->description.dwServiceFlags3};
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        if (*places[i] != (DWORD)copy) continue;
        *places[i] = number;
        found = true;
    }
    skt_close(copy);
    skt_close(s);
    return found;
}

static void test_import__a_handle_that_is_no_socket_is_refused_and_stays_open(void **state)
{
    (void)state;
    static const int flags[] = {0, SKT_SOCK_INHERIT, SKT_SOCK_BARE};
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    HANDLE others[] = {event, CreateMutexW(NULL, FALSE, NULL), (HANDLE)temp_file(0, "abc", 3)};
    connection channel = tcp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(others) * COUNT_OF(flags); i++) {
        HANDLE other = others[i % COUNT_OF(others)];
        message forged;
        DWORD before = 0, after = 1;
        skt_socket taken = SKT_INVALID_SOCKET;
        if (!forge(&channel, other, &forged)) SKIP("the description has the handle at another place");
        assert_true(GetHandleInformation(other, &before));
        assert_int_equal(skt_send(channel.client, &forged, sizeof forged, 0), sizeof forged);
        int rc = skt_import(channel.server, flags[i / COUNT_OF(others)], &taken);
        /* Windows may refuse it by itself. */
        if (rc != SKT_EBADMSG && rc != SKT_ENOTSOCK) assert_rc(rc, SKT_EINVAL);
        assert_true(taken == SKT_INVALID_SOCKET);
        assert_true(GetHandleInformation(other, &after));
        assert_int_equal(after, before);
    }
    assert_true(SetEvent(event));
    assert_int_equal(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    for (size_t i = 0; i < COUNT_OF(others); i++) CloseHandle(others[i]);
    close_both(&channel);
}

static void test_import__a_number_of_nothing_is_refused(void **state)
{
    (void)state;
    connection channel = tcp_connection("127.0.0.1:0");
    message forged;
    skt_socket taken = SKT_INVALID_SOCKET;
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (!forge(&channel, event, &forged)) SKIP("the description has the handle at another place");
    CloseHandle(event);
    assert_int_equal(skt_send(channel.client, &forged, sizeof forged, 0), sizeof forged);
    assert_true(skt_import(channel.server, 0, &taken) < 0);
    assert_true(taken == SKT_INVALID_SOCKET);
    close_both(&channel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_import__a_handle_that_is_no_socket_is_refused_and_stays_open),
        TEST(test_import__a_number_of_nothing_is_refused),
    };
    return RUN(tests);
}
