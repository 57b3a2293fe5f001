/* SPDX-License-Identifier: MIT */
/* The results for each failure of the resolver, which is simulated: these functions replace those of libc. */
#include "support.h"

#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>

/* What the resolver returns, and the errno that it leaves; -1 leaves errno as it was. */
static int code, left;

static int fail_as_played(void)
{
    if (left >= 0) errno = left;
    return code;
}

/* libc's headers call the parameters otherwise. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
int getaddrinfo(const char *restrict node, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict list)
{
    (void)node, (void)service, (void)hints, (void)list;
    return fail_as_played();
}

int getnameinfo(const struct sockaddr *restrict addr, socklen_t len, char *restrict node, socklen_t node_room,
                char *restrict service, socklen_t service_room, int flags)
{
    (void)addr, (void)len, (void)node, (void)node_room, (void)service, (void)service_room, (void)flags;
    return fail_as_played();
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

static void assert_answer(int wanted)
{
    skt_addr addr = address("127.0.0.1:80"), out = dirty(), before = out;
    char name[64];
    errno = EIO;
    assert_rc(skt_resolve("name", "80", 0, 0, 0, &out, 1), wanted);
    assert_memory_equal(&out, &before, sizeof out);
    errno = EIO;
    assert_rc(skt_resolve_name(&addr, name, sizeof name, NULL, 0, 0), wanted);
}

static void test_resolver_failures__a_failure_of_the_system_is_its_errno(void **state)
{
    (void)state;
    static const int codes[] = {EACCES, EMFILE, ENFILE, ENOMEM, EAFNOSUPPORT};
    code = EAI_SYSTEM;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        left = codes[i];
        assert_answer(-codes[i]);
    }
}

/* glibc, where it has no descriptor left. */
static void test_resolver_failures__a_failure_of_the_system_without_errno_is_one_of_descriptors(void **state)
{
    (void)state;
    code = EAI_SYSTEM;
    left = 0;
    assert_answer(SKT_EMFILE);
    left = -1;
    assert_answer(SKT_EMFILE);
}

static void test_resolver_failures__every_code_has_a_name(void **state)
{
    (void)state;
    static const struct {
        int native, rc;
    } rows[] = {
        {EAI_NONAME, SKT_EAI_NONAME},   {EAI_AGAIN, SKT_EAI_AGAIN},       {EAI_BADFLAGS, SKT_EAI_BADFLAGS},
        {EAI_FAIL, SKT_EAI_FAIL},       {EAI_FAMILY, SKT_EAI_FAMILY},     {EAI_MEMORY, SKT_EAI_MEMORY},
        {EAI_SERVICE, SKT_EAI_SERVICE}, {EAI_SOCKTYPE, SKT_EAI_SOCKTYPE}, {EAI_OVERFLOW, SKT_EAI_OVERFLOW},
        {12345, SKT_EAI_OTHER},         {-12345, SKT_EAI_OTHER},
    };
    left = EIO;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        code = rows[i].native;
        assert_answer(rows[i].rc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_resolver_failures__a_failure_of_the_system_is_its_errno),
        TEST(test_resolver_failures__a_failure_of_the_system_without_errno_is_one_of_descriptors),
        TEST(test_resolver_failures__every_code_has_a_name),
    };
    return RUN(tests);
}
