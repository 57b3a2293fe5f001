/* SPDX-License-Identifier: MIT */
/* Linux: skt_open accepts every family, type and protocol that the kernel accepts, and returns its errors unchanged. */
#include "support.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* 0 or the negative code of the system's own call. */
static int kernel_open(int family, int type, int protocol)
{
    int fd = socket(family, type, protocol);
    return fd < 0 ? -errno : close(fd);
}

static int kernel_pair(int family, int type, int protocol)
{
    int fds[2];
    if (socketpair(family, type, protocol, fds) < 0) return -errno;
    close(fds[0]);
    return close(fds[1]);
}

static int skt_opened(int family, int type, int protocol)
{
    skt_socket s;
    int rc = skt_open(family, type, protocol, &s);
    return rc < 0 ? rc : skt_close(s);
}

static int skt_paired(int family, int type, int protocol)
{
    skt_socket two[2];
    int rc = skt_pair(family, type, protocol, two);
    if (rc < 0) return rc;
    skt_close(two[0]);
    return skt_close(two[1]);
}

static void compare(int family, int type, int protocol)
{
    int wanted = kernel_open(family, type, protocol), got = skt_opened(family, type, protocol);
    if (got != wanted) fail_msg("skt_open(%d, %d, %d) is %d, socket %d", family, type, protocol, got, wanted);
    bool supported = skt_family_supported(family, type, protocol);
    if (supported != (wanted == 0)) fail_msg("skt_family_supported(%d, %d, %d) is wrong", family, type, protocol);
}

static void compare_pairs(int family, int type, int protocol)
{
    int wanted = kernel_pair(family, type, protocol), got = skt_paired(family, type, protocol);
    if (got != wanted) fail_msg("skt_pair(%d, %d, %d) is %d, socketpair %d", family, type, protocol, got, wanted);
}

/* 0 if every protocol reaches the kernel, which refuses all packet sockets of a child without rights at once. */
static int packet_sockets_refused(void)
{
    pid_t child = fork();
    if (child == 0) {
        int protocol = geteuid() == 0 && setuid(65534) < 0 ? -1 : 0;
        while (protocol >= 0 && protocol <= UINT16_MAX && skt_opened(AF_PACKET, SOCK_RAW, protocol) == -EPERM)
            protocol++;
        _exit(protocol <= UINT16_MAX);
    }
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return status;
}

/* The protocol of a packet socket is an EtherType in network order, so that it may be any number of 16 bits. */
static void test_linux_open__every_ethertype_reaches_the_kernel(void **state)
{
    (void)state;
    assert_int_equal(packet_sockets_refused(), 0);
}

/* To close one makes the kernel wait, so that these are few. */
static void test_linux_open__a_packet_socket_has_any_ethertype(void **state)
{
    (void)state;
    static const int types[] = {0x0000, 0x0003, 0x0800, 0x0806, 0x22f0, 0x4e21, 0x5000, 0x6003,
                                0x8035, 0x8100, 0x814e, 0x814f, 0x8150, 0x8151, 0x8863, 0x8864,
                                0x8870, 0x888e, 0x8892, 0x88a8, 0x88cc, 0x88f7, 0xffff};
    int rc = kernel_open(AF_PACKET, SOCK_RAW, 0);
    if (rc < 0) SKIP("no packet socket: %s", skt_error_name(rc));
    for (size_t i = 0; i < COUNT_OF(types); i++)
        assert_rc(skt_opened(AF_PACKET, SOCK_RAW, htons((uint16_t)types[i])), 0);
    compare(AF_PACKET, SOCK_DGRAM, htons(0x8863));
    compare(AF_PACKET, SOCK_RAW, 0x12345678);
    compare(AF_PACKET, SOCK_RAW, -1);
}

static void test_linux_open__numbers_are_the_kernels_to_judge(void **state)
{
    (void)state;
    static const int protocols[] = {0,     1,     6,     17,     255,        256,       262, 263,
                                    20001, 22016, 29999, 0x4000, 0x70f0f400, INT32_MAX, -1};
    /* None that a kernel would load a module for. */
    static const int families[] = {-1, 0, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, 46, 47, 60};
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (int type = 0; type < 16; type++)
            for (size_t i = 0; i < COUNT_OF(protocols); i++) compare(families[f], type, protocols[i]);
    static const int large[] = {20001, 20022, 21001, 21006, 22001, 22017, 30000, 65535, 65536, 0x70f0efff, 0x70f0f400};
    for (size_t i = 0; i < COUNT_OF(large); i++) {
        compare(large[i], SOCK_STREAM, 0);
        compare(AF_INET, large[i], 0);
        compare(AF_INET, SOCK_RAW, large[i]);
        compare_pairs(large[i], SOCK_STREAM, 0);
        compare_pairs(AF_UNIX, large[i], 0);
        compare_pairs(AF_UNIX, SOCK_STREAM, large[i]);
        assert_rc(skt_resolve("127.0.0.1", NULL, large[i], 0, 0, NULL, 0), SKT_EAI_FAMILY);
    }
}

static void test_linux_open__what_linux_lacks_is_unsupported(void **state)
{
    (void)state;
    static const int families[] = {SKT_AF_LINK, SKT_AF_SYSTEM, SKT_AF_HYPERV};
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        assert_rc(skt_opened(families[i], SKT_SOCK_STREAM, 0), SKT_EUNSUPPORTED);
        assert_rc(skt_paired(families[i], SKT_SOCK_STREAM, 0), SKT_EUNSUPPORTED);
        assert_rc(skt_opened(families[i], SKT_SOCK_STREAM | SKT_SOCK_BARE, 0), SKT_EUNSUPPORTED);
        assert_rc(skt_resolve("127.0.0.1", NULL, families[i], 0, 0, NULL, 0), SKT_EUNSUPPORTED);
    }
    assert_rc(skt_opened(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_DIVERT), SKT_EUNSUPPORTED);
    assert_rc(skt_paired(SKT_AF_UNIX, SKT_SOCK_STREAM, SKT_IPPROTO_DIVERT), SKT_EUNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_open__every_ethertype_reaches_the_kernel),
        TEST(test_linux_open__a_packet_socket_has_any_ethertype),
        TEST(test_linux_open__numbers_are_the_kernels_to_judge),
        TEST(test_linux_open__what_linux_lacks_is_unsupported),
    };
    return RUN(tests);
}
