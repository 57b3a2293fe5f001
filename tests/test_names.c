/* SPDX-License-Identifier: MIT */
#include "support.h"

typedef struct named {
    int number;
    const char *name;
} named;

#define NAMED(constant) {SKT_##constant, #constant}

static const named families[] = {
    NAMED(AF_UNSPEC),  NAMED(AF_UNIX),      NAMED(AF_INET), NAMED(AF_INET6),  NAMED(AF_PACKET), NAMED(AF_NETLINK),
    NAMED(AF_LINK),    NAMED(AF_ROUTE),     NAMED(AF_KEY),  NAMED(AF_SYSTEM), NAMED(AF_VSOCK),  NAMED(AF_HYPERV),
    NAMED(AF_CAN),     NAMED(AF_BLUETOOTH), NAMED(AF_ALG),  NAMED(AF_TIPC),   NAMED(AF_RDS),    NAMED(AF_XDP),
    NAMED(AF_QIPCRTR), NAMED(AF_SMC),       NAMED(AF_KCM),  NAMED(AF_IRDA),
};

static const named types[] = {
    NAMED(SOCK_STREAM), NAMED(SOCK_DGRAM), NAMED(SOCK_RAW), NAMED(SOCK_RDM), NAMED(SOCK_SEQPACKET), NAMED(SOCK_DCCP),
};

static const named protocols[] = {
    NAMED(IPPROTO_IP),     NAMED(IPPROTO_ICMP), NAMED(IPPROTO_IGMP), NAMED(IPPROTO_TCP),     NAMED(IPPROTO_UDP),
    NAMED(IPPROTO_DCCP),   NAMED(IPPROTO_IPV6), NAMED(IPPROTO_GRE),  NAMED(IPPROTO_ESP),     NAMED(IPPROTO_AH),
    NAMED(IPPROTO_ICMPV6), NAMED(IPPROTO_PIM),  NAMED(IPPROTO_SCTP), NAMED(IPPROTO_UDPLITE), NAMED(IPPROTO_MPTCP),
    NAMED(IPPROTO_DIVERT), NAMED(IPPROTO_RAW),
};

/* Where two names share a number, as AF_ROUTE and AF_NETLINK do on Linux, the first is given. */
static const char *first_name(const named *rows, int number)
{
    while (rows->number != number) rows++;
    return rows->name;
}

static void test_names__every_family_has_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(families); i++)
        assert_string_equal(skt_family_name(families[i].number), first_name(families, families[i].number));
}

static void test_names__every_type_has_its_name_whatever_bits_it_carries(void **state)
{
    (void)state;
    const int bits = SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        assert_string_equal(skt_type_name(types[i].number), first_name(types, types[i].number));
        assert_string_equal(skt_type_name(types[i].number | bits), first_name(types, types[i].number));
    }
}

static void test_names__every_protocol_has_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(protocols); i++)
        assert_string_equal(skt_protocol_name(protocols[i].number), first_name(protocols, protocols[i].number));
}

static void test_names__a_number_without_a_name_has_none(void **state)
{
    (void)state;
    static const int numbers[] = {-1, 250, 99999, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_null(skt_family_name(numbers[i]));
        assert_null(skt_protocol_name(numbers[i]));
    }
    assert_null(skt_type_name(-1));
    assert_null(skt_type_name(0));
    assert_null(skt_type_name(99));
}

/* A constant that this system lacks must not be taken for another one. */
static void assert_no_two_absent_are_one(const named *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (rows[i].number > 20000) assert_int_not_equal(rows[i].number, rows[j].number);
}

static void test_names__the_constants_that_a_system_lacks_are_distinct(void **state)
{
    (void)state;
    assert_no_two_absent_are_one(families, COUNT_OF(families));
    assert_no_two_absent_are_one(types, COUNT_OF(types));
    assert_no_two_absent_are_one(protocols, COUNT_OF(protocols));
}

static void test_names__the_library_is_of_the_headers_version(void **state)
{
    (void)state;
    char text[40];
    snprintf(text, sizeof text, "%d.%d.%d", SKT_VERSION_MAJOR, SKT_VERSION_MINOR, SKT_VERSION_PATCH);
    assert_string_equal(text, SKT_VERSION);
    assert_string_equal(skt_version(), SKT_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_names__every_family_has_its_name),
        TEST(test_names__every_type_has_its_name_whatever_bits_it_carries),
        TEST(test_names__every_protocol_has_its_name),
        TEST(test_names__a_number_without_a_name_has_none),
        TEST(test_names__the_constants_that_a_system_lacks_are_distinct),
        TEST(test_names__the_library_is_of_the_headers_version),
    };
    return RUN(tests);
}
