/* SPDX-License-Identifier: MIT */
/* What Windows's resolver answers, as getaddrinfo's codes. getaddrinfo, Microsoft: "Return value". */
#include "played.h"

static void test_resolve__a_failure_of_windows_has_getaddrinfos_code(void **state)
{
    (void)state;
    static const struct {
        int native, rc;
    } rows[] = {
        {WSATRY_AGAIN, SKT_EAI_AGAIN},           {WSAEINVAL, SKT_EAI_BADFLAGS},
        {WSANO_RECOVERY, SKT_EAI_FAIL},          {WSAEAFNOSUPPORT, SKT_EAI_FAMILY},
        {WSA_NOT_ENOUGH_MEMORY, SKT_EAI_MEMORY}, {WSAHOST_NOT_FOUND, SKT_EAI_NONAME},
        {WSATYPE_NOT_FOUND, SKT_EAI_SERVICE},    {WSAESOCKTNOSUPPORT, SKT_EAI_SOCKTYPE},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr found;
        standin_fail("GetAddrInfoW", rows[i].native, 0, 1);
        assert_rc(skt_resolve("name.invalid", "80", 0, 0, 0, &found, 1), rows[i].rc);
    }
}

/* The name exists and has no address: Windows tells it apart. */
static void test_resolve__a_name_without_an_address_is_one_of_two_codes(void **state)
{
    (void)state;
    skt_addr found;
    standin_fail("GetAddrInfoW", WSANO_DATA, 0, 1);
    int rc = skt_resolve("name.invalid", "80", 0, 0, 0, &found, 1);
    assert_true(rc == SKT_EAI_NODATA || rc == SKT_EAI_NONAME);
}

static void test_resolve__what_is_no_code_of_the_resolver_is_told_as_it_is(void **state)
{
    (void)state;
    skt_addr found;
    standin_fail("GetAddrInfoW", WSAENETDOWN, 0, 1);
    assert_rc(skt_resolve("name.invalid", "80", 0, 0, 0, &found, 1), SKT_ENETDOWN);
}

static void test_resolve__every_list_is_freed_once(void **state)
{
    (void)state;
    skt_addr found[2];
    const int numbers = SKT_AI_NUMERICHOST | SKT_AI_NUMERICSERV;
    assert_rc(skt_resolve("127.0.0.1", "80", 0, 0, numbers, found, 2), 1);
    assert_calls("FreeAddrInfoW", 1);
    assert_rc(skt_resolve("::1", "80", 0, SKT_SOCK_STREAM, numbers, NULL, 0), 1);
    assert_calls("FreeAddrInfoW", 2);
    assert_true(skt_resolve("name", "80", 0, 0, numbers, found, 2) < 0);
    standin_fail("GetAddrInfoW", WSATRY_AGAIN, 0, 1);
    assert_rc(skt_resolve("127.0.0.1", "80", 0, 0, numbers, found, 2), SKT_EAI_AGAIN);
    assert_calls("FreeAddrInfoW", 2);
}

static void test_resolve__a_failure_to_find_a_name_has_its_code(void **state)
{
    (void)state;
    static const struct {
        int native, rc;
    } rows[] = {
        {WSATRY_AGAIN, SKT_EAI_AGAIN},     {WSAEINVAL, SKT_EAI_BADFLAGS},           {WSANO_RECOVERY, SKT_EAI_FAIL},
        {WSAEAFNOSUPPORT, SKT_EAI_FAMILY}, {WSA_NOT_ENOUGH_MEMORY, SKT_EAI_MEMORY}, {WSAHOST_NOT_FOUND, SKT_EAI_NONAME},
        {WSAENETDOWN, SKT_ENETDOWN},
    };
    skt_addr addr = address("127.0.0.1:80");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char name[64];
        standin_fail("GetNameInfoW", rows[i].native, 0, 1);
        assert_rc(skt_resolve_name(&addr, name, sizeof name, NULL, 0, 0), rows[i].rc);
    }
}

static void test_resolve__dialling_gives_the_resolver_up_at_the_deadline(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    standin.silent_resolver = true;
    int64_t began = now_ms();
    skt_deadline soon = skt_deadline_in(SKT_MILLISECONDS(100));
    assert_rc(skt_dial("name.invalid", "80", NULL, soon, &s), SKT_ETIMEDOUT);
    assert_true(now_ms() - began >= 99);
    assert_calls("GetAddrInfoExW", 1);
    assert_calls("GetAddrInfoExCancel", 1);
    assert_calls("FreeAddrInfoExW", 0);
    assert_calls("WSASocketW", 0);
}

static void test_resolve__a_failure_while_dialling_has_its_code(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    skt_deadline late = skt_deadline_in(SKT_SECONDS(20));
    standin_fail("GetAddrInfoExW", WSAHOST_NOT_FOUND, 0, 1);
    assert_rc(skt_dial("name.invalid", "80", NULL, late, &s), SKT_EAI_NONAME);
    assert_calls("GetAddrInfoExCancel", 0);
}

/* Of localhost, which the resolver does not know, the list of loopback addresses. */
static void test_resolve__dialling_frees_every_list_once(void **state)
{
    (void)state;
    skt_addr here;
    char port[8];
    skt_socket s = SKT_INVALID_SOCKET, waits = listener("127.0.0.1:0", &here);
    skt_deadline late = skt_deadline_in(SKT_SECONDS(20));
    snprintf(port, sizeof port, "%d", skt_addr_port(&here));
    assert_rc(skt_dial("127.0.0.1", port, NULL, late, &s), 0);
    skt_close(s);
    assert_calls("FreeAddrInfoExW", 1);
    standin_fail("GetAddrInfoExW", WSAHOST_NOT_FOUND, 0, 1);
    assert_rc(skt_dial("LocalHost.", port, NULL, late, &s), 0);
    skt_close(s);
    assert_calls("FreeAddrInfoExW", 1);
    assert_calls("FreeAddrInfoW", 1);
    skt_close(waits);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_resolve__a_failure_of_windows_has_getaddrinfos_code),
        PLAY(test_resolve__a_name_without_an_address_is_one_of_two_codes),
        PLAY(test_resolve__what_is_no_code_of_the_resolver_is_told_as_it_is),
        PLAY(test_resolve__every_list_is_freed_once),
        PLAY(test_resolve__a_failure_to_find_a_name_has_its_code),
        PLAY(test_resolve__dialling_gives_the_resolver_up_at_the_deadline),
        PLAY(test_resolve__a_failure_while_dialling_has_its_code),
        PLAY(test_resolve__dialling_frees_every_list_once),
    };
    return RUN(tests);
}
