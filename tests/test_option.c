/* SPDX-License-Identifier: MIT */
/* Tests of all options: the lists agree, and missing or invalid options return the right errors. */
#include "sorts.h"

#include <stdlib.h>

#define KIND_OF(key)                            \
    _Generic((key),                             \
        skt_bool_option: SKT_KIND_BOOL,         \
        skt_int_option: SKT_KIND_INT,           \
        skt_u64_option: SKT_KIND_U64,           \
        skt_duration_option: SKT_KIND_DURATION, \
        skt_linger_option: SKT_KIND_LINGER,     \
        skt_name_option: SKT_KIND_NAME,         \
        skt_ipv4_option: SKT_KIND_IPV4,         \
        skt_bytes_option: SKT_KIND_BYTES)

/* Sets a value that every option of the kind could have. */
static int set_any(skt_socket s, skt_option option, int kind)
{
    static const uint8_t ip[4] = {127, 0, 0, 1};
    unsigned number = option.number;
    switch (kind) {
    case SKT_KIND_BOOL: return skt_set_bool(s, (skt_bool_option){number}, true);
    case SKT_KIND_INT: return skt_set_int(s, (skt_int_option){number}, 1);
    case SKT_KIND_U64: return skt_set_u64(s, (skt_u64_option){number}, 1);
    case SKT_KIND_DURATION: return skt_set_duration(s, (skt_duration_option){number}, SKT_SECONDS(1));
    case SKT_KIND_LINGER: return skt_set_linger(s, (skt_linger_option){number}, (skt_linger){.on = true});
    case SKT_KIND_NAME: return skt_set_name(s, (skt_name_option){number}, "lo");
    case SKT_KIND_IPV4: return skt_set_ipv4(s, (skt_ipv4_option){number}, ip);
    default: return skt_set_bytes(s, (skt_bytes_option){number}, ip, sizeof ip);
    }
}

static int get_any(skt_socket s, skt_option option, int kind)
{
    unsigned number = option.number;
    bool truth;
    int64_t value;
    uint64_t wide;
    skt_linger linger;
    char bytes[256];
    size_t len = sizeof bytes;
    switch (kind) {
    case SKT_KIND_BOOL: return skt_get_bool(s, (skt_bool_option){number}, &truth);
    case SKT_KIND_INT: return skt_get_int(s, (skt_int_option){number}, &value);
    case SKT_KIND_U64: return skt_get_u64(s, (skt_u64_option){number}, &wide);
    case SKT_KIND_DURATION: return skt_get_duration(s, (skt_duration_option){number}, &value);
    case SKT_KIND_LINGER: return skt_get_linger(s, (skt_linger_option){number}, &linger);
    case SKT_KIND_NAME: return skt_get_name(s, (skt_name_option){number}, bytes, sizeof bytes);
    case SKT_KIND_IPV4: return skt_get_ipv4(s, (skt_ipv4_option){number}, (uint8_t *)bytes);
    default: return skt_get_bytes(s, (skt_bytes_option){number}, bytes, &len);
    }
}

static skt_socket tcp(void)
{
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    return s;
}

static void test_option__every_key_is_found_and_described_in_its_place(void **state)
{
    (void)state;
    const struct {
        const char *name;
        skt_option option;
        int kind;
    } rows[] = {
#define OPTION(name, access, phase, unit, source, systems) {#name, SKT_ANY(SKT_##name), KIND_OF(SKT_##name)},
#include "../src/option/options.def"
#undef OPTION
    };
    assert_int_equal(skt_option_count(), COUNT_OF(rows));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char prefixed[64];
        skt_option found = {0};
        const skt_option_info *info = skt_option_describe(rows[i].option);
        assert_int_equal(skt_option_at(i).number, rows[i].option.number);
        assert_non_null(info);
        assert_string_equal(info->name, rows[i].name);
        assert_int_equal(info->kind, rows[i].kind);

        assert_rc(skt_option_find(rows[i].name, &found), 0);
        assert_int_equal(found.number, rows[i].option.number);
        found.number = 0;
        snprintf(prefixed, sizeof prefixed, "SKT_%s", rows[i].name);
        assert_rc(skt_option_find(prefixed, &found), 0);
        assert_int_equal(found.number, rows[i].option.number);
    }
}

static void test_option__what_is_known_of_an_option_is_its_row(void **state)
{
    (void)state;
    static const struct {
        int access, phase, systems;
    } rows[] = {
#define OPTION(name, access, phase, unit, source, systems) {SKT_ACCESS_##access, SKT_PHASE_##phase, systems},
#include "../src/option/options.def"
#undef OPTION
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const skt_option_info *info = skt_option_describe(skt_option_at(i));
        assert_int_equal(info->access, rows[i].access);
        assert_int_equal(info->phase, rows[i].phase);
        assert_int_equal(info->systems, rows[i].systems);
        assert_int_not_equal(info->systems, 0);
    }
}

static void test_option__the_header_has_the_same_options_in_the_same_order(void **state)
{
    (void)state;
    static const char *const kinds[] = {"bool", "int", "u64", "duration", "linger", "name", "ipv4", "bytes"};
    char path[1024], line[512], name[32], kind[16], digits[8];
    bool seen[1024] = {false};
    size_t count = 0;
    snprintf(path, sizeof path, "%s", __FILE__);
    char *slash = strrchr(path, '/');
    assert_non_null(slash);
    snprintf(slash, sizeof path - (size_t)(slash - path), "/../include/skt/option_keys.h");
    FILE *header = fopen(path, "r");
    if (header == NULL) {
        SKIP("%s cannot be read", path);
        return;
    }
    while (fgets(line, sizeof line, header)) {
        if (sscanf(line, "#define SKT_%31s SKT_OPTION(%15[a-z0-9], %7[0-9])", name, kind, digits) != 3) continue;
        const unsigned long number = strtoul(digits, NULL, 10);
        const skt_option_info *info = skt_option_describe(skt_option_at(count));
        assert_non_null(info);
        assert_string_equal(info->name, name);
        assert_string_equal(kinds[info->kind], kind);
        assert_int_equal(skt_option_at(count).number, number);
        assert_in_range(number, 1, COUNT_OF(seen) - 1);
        assert_false(seen[number]);
        seen[number] = true;
        count++;
    }
    fclose(header);
    assert_int_equal(count, skt_option_count());
}

static void test_option__numbers_are_constants_for_static_tables(void **state)
{
    (void)state;
    static const skt_option table[] = {SKT_ANY_INIT(TCP_NODELAY), SKT_ANY_INIT(SO_RCVBUF), SKT_ANY_INIT(SO_LINGER)};
    const skt_option keys[] = {SKT_ANY(SKT_TCP_NODELAY), SKT_ANY(SKT_SO_RCVBUF), SKT_ANY(SKT_SO_LINGER)};
    for (size_t i = 0; i < COUNT_OF(table); i++) assert_int_equal(table[i].number, keys[i].number);
    assert_int_equal(SKT_NUMBER_TCP_NODELAY, 40);
}

static void test_option__level_and_number_are_those_of_getsockopt(void **state)
{
    (void)state;
    static const struct {
        skt_option option;
        int level;
    } rows[] = {{SKT_ANY_INIT(SO_KEEPALIVE), SKT_SOL_SOCKET},
                {SKT_ANY_INIT(TCP_NODELAY), SKT_IPPROTO_TCP},
                {SKT_ANY_INIT(IP_MULTICAST_LOOP), SKT_IPPROTO_IP},
                {SKT_ANY_INIT(IPV6_V6ONLY), SKT_IPPROTO_IPV6}};
    const int on = 1;
    skt_socket s = tcp();
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(skt_option_describe(rows[i].option)->level, rows[i].level);
    const skt_option_info *keepalive = skt_option_describe(SKT_ANY(SKT_SO_KEEPALIVE));
    bool kept = false;
    assert_ok(skt_set_raw(s, keepalive->level, keepalive->optname, &on, sizeof on));
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &kept));
    assert_true(kept);
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        const skt_option_info *info = skt_option_describe(option);
        char bytes[256] = {0};
        size_t len = sizeof bytes;
        if (!skt_option_supported(option)) assert_true(info->level == -1 && info->optname == -1);
        assert_int_equal(info->level == -1, info->optname == -1);
        if (info->level == -1 || !(info->access & SKT_ACCESS_READ)) continue;
        if (info->kind == SKT_KIND_U64) len = sizeof(uint64_t);
        int rc = skt_get_raw(s, info->level, info->optname, bytes, &len);
        bool known = (rc == SKT_EINVAL || rc == SKT_EFAULT) && info->kind == SKT_KIND_BYTES;
        assert_rc(skt_option_probe(s, option), known ? 0 : rc);
        assert_ptr_equal(skt_option_describe(option), info);
    }
    skt_close(s);
}

static void test_option__this_build_has_what_is_claimed_of_its_system(void **state)
{
    (void)state;
    for (size_t i = 0; i < skt_option_count(); i++) {
        const skt_option_info *info = skt_option_describe(skt_option_at(i));
        bool claimed = (info->systems & host.system) != 0;
        if (skt_option_supported(skt_option_at(i)) != claimed) fail_msg("%s", info->name);
    }
}

static void test_option__a_name_that_is_none_is_not_found(void **state)
{
    (void)state;
    static const char *const names[] = {"",
                                        "SKT_",
                                        "NOSUCH",
                                        "TCP_NODELAYS",
                                        "TCP_NODELA",
                                        "tcp_nodelay",
                                        "SKT_SKT_TCP_NODELAY",
                                        " TCP_NODELAY",
                                        "TCP_NODELAY ",
                                        "SO_ATTACH_FILTER"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        skt_option found = {4711};
        assert_rc(skt_option_find(names[i], &found), SKT_EINVAL);
        assert_int_equal(found.number, 4711);
    }
}

/* The error of a function of this kind for a number of another kind; 0 for its own kind. */
static int refusal(unsigned number, int kind)
{
    const skt_option_info *info = skt_option_describe((skt_option){number});
    if (info != NULL) return info->kind == kind ? 0 : SKT_EINVAL;
    return number == 0 || number > 65535 ? SKT_EINVAL : SKT_EUNSUPPORTED;
}

static void check_refusals(skt_socket s, unsigned number)
{
    skt_option option = {number};
    for (int kind = SKT_KIND_BOOL; kind <= SKT_KIND_BYTES; kind++) {
        int wanted = refusal(number, kind);
        if (wanted == 0) continue;
        int set = set_any(s, option, kind), get = get_any(s, option, kind);
        if (set != wanted || get != wanted)
            fail_msg("number %u as kind %d: %s, %s", number, kind, skt_error_name(set), skt_error_name(get));
    }
}

/* Everything that can be read as a text, one after the other, except the clock of TCP. */
static void read_everything(skt_socket s, char *out, size_t size)
{
    size_t len = 0;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        if (skt_option_describe(option)->kind == SKT_KIND_BYTES || option.number == SKT_TCP_TIMESTAMP.number) continue;
        int rc = skt_option_get_text(s, option, out + len, size - len);
        if (rc >= 0) len += (size_t)rc;
        assert_true(len + 64 < size);
    }
}

static void test_option__a_number_of_another_kind_is_refused_and_sets_nothing(void **state)
{
    (void)state;
    static const sort sorts[] = {TCP, UDP, UDP6};
    for (size_t i = 0; i < COUNT_OF(sorts); i++) {
        static char before[8192], after[8192];
        skt_socket s = opened(sorts[i]);
        const skt_filter all = {.code = 6, .k = UINT32_MAX};
        int filter = skt_attach_filter(s, &all, 1);
        read_everything(s, before, sizeof before);
        for (unsigned number = 0; number < 66000; number++) check_refusals(s, number);
        for (unsigned shift = 16; shift < 32; shift++) check_refusals(s, SKT_NUMBER_TCP_NODELAY | 1U << shift);
        check_refusals(s, UINT32_MAX);
        read_everything(s, after, sizeof after);
        assert_string_equal(before, after);
        if (filter == 0) assert_rc(skt_detach_filter(s), 0);
        skt_close(s);
    }
}

static void test_option__a_number_that_is_none_is_answered(void **state)
{
    (void)state;
    static const struct {
        unsigned number;
        int rc;
    } rows[] = {
        {0, SKT_EINVAL},          {39, SKT_EUNSUPPORTED},   {56, SKT_EUNSUPPORTED},    {66, SKT_EUNSUPPORTED},
        {89, SKT_EUNSUPPORTED},   {600, SKT_EUNSUPPORTED},  {1023, SKT_EUNSUPPORTED},  {1024, SKT_EUNSUPPORTED},
        {1025, SKT_EUNSUPPORTED}, {2048, SKT_EUNSUPPORTED}, {65535, SKT_EUNSUPPORTED}, {65536, SKT_EINVAL},
        {65536 + 40, SKT_EINVAL}, {100000, SKT_EINVAL},     {INT32_MAX, SKT_EINVAL},   {UINT32_MAX, SKT_EINVAL},
    };
    skt_socket s = tcp();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_option option = {rows[i].number};
        char text[16];
        assert_null(skt_option_describe(option));
        assert_false(skt_option_supported(option));
        assert_rc(skt_option_probe(s, option), rows[i].rc);
        assert_rc(skt_option_set_text(s, option, "1"), rows[i].rc);
        assert_rc(skt_option_get_text(s, option, text, sizeof text), rows[i].rc);
    }
    assert_null(skt_option_describe(skt_option_at(skt_option_count())));
    assert_null(skt_option_describe(skt_option_at(SIZE_MAX)));
    skt_close(s);
}

static void test_option__what_this_system_lacks_is_unsupported(void **state)
{
    (void)state;
    skt_socket s = tcp();
    size_t lacking = 0;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        const skt_option_info *info = skt_option_describe(option);
        if (skt_option_supported(option)) continue;
        lacking++;
        assert_rc(set_any(s, option, info->kind), SKT_EUNSUPPORTED);
        assert_rc(get_any(s, option, info->kind), SKT_EUNSUPPORTED);
        assert_rc(skt_option_probe(s, option), SKT_EUNSUPPORTED);
    }
    assert_true(lacking > 0);
    skt_close(s);
}

/* Whether this version of the system lacks the option, so that the socket does not matter. */
static bool is_lacking_here(skt_option option)
{
    skt_socket other;
    if (open_sort(usual_sort(option), &other) < 0) return *host.young != NULL;
    int lack = young_lack(other, option);
    skt_close(other);
    return lack < 0;
}

static void test_option__an_invalid_socket_is_told_for_every_option(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        const skt_option_info *info = skt_option_describe(option);
        int wanted = skt_option_supported(option) ? host.no_socket : SKT_EUNSUPPORTED;
        char text[16];
        if (wanted == host.no_socket && is_lacking_here(option)) continue;
        int set = set_any(s, option, info->kind), get = get_any(s, option, info->kind);
        /* Windows may return errors about the option before those about the socket. */
        bool all = host.system != SKT_ON_WINDOWS;
        if (info->access & SKT_ACCESS_WRITE && set != wanted && under_wine()) {
            printf("SKIP %s: Wine looks at no socket before it says %s\n", info->name, skt_error_name(set));
            continue;
        }
        if (all || info->access & SKT_ACCESS_WRITE) assert_rc(set, wanted);
        if (all || info->access & SKT_ACCESS_READ) assert_rc(get, wanted);
        assert_rc(skt_option_probe(s, option), wanted);
        assert_rc(skt_option_get_text(s, option, text, sizeof text), get);
    }
}

static void test_option__an_invalid_socket_is_told_by_the_functions_of_several_arguments(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    skt_membership group = {.group = address("224.0.0.251")};
    skt_filter all = {.code = 6, .k = UINT32_MAX};
    skt_addr addr;
    char text[16];
    int value = 0;
    size_t len = sizeof value;
    /* Something that every system has at this place. */
    assert_rc(skt_set_raw(s, SKT_SOL_SOCKET, 4, &value, sizeof value), host.no_socket);
    assert_rc(skt_get_raw(s, SKT_SOL_SOCKET, 4, &value, &len), host.no_socket);
    assert_rc(skt_set_keepalive(s, 0, 0, 0), host.no_socket);
    assert_rc(skt_multicast_join(s, &group), host.no_socket);
    assert_rc(skt_multicast_leave(s, &group), host.no_socket);
    group.source = address("127.0.0.1");
    assert_rc(skt_multicast_block(s, &group), host.no_socket);
    assert_rc(skt_multicast_unblock(s, &group), host.no_socket);
    assert_rc(skt_multicast_interface(s, 1), host.no_socket);

    /* What only some systems have. */
    int results[] = {skt_attach_filter(s, &all, 1),
                     skt_detach_filter(s),
                     skt_original_destination(s, &addr),
                     skt_bind_device(s, NULL),
                     skt_bind_device_index(s, 0),
                     skt_device(s, text, sizeof text),
                     skt_device_index(s)};
    for (size_t i = 0; i < COUNT_OF(results); i++) {
        if (results[i] != SKT_EUNSUPPORTED) assert_rc(results[i], host.no_socket);
    }
}

static void test_option__a_probe_of_every_option_changes_none(void **state)
{
    (void)state;
    skt_socket s = tcp();
    skt_option options[512];
    char before[512][64], after[64];
    assert_true(skt_option_count() <= COUNT_OF(options));
    size_t count = 0;
    for (size_t i = 0; i < skt_option_count(); i++) {
        if (skt_option_get_text(s, skt_option_at(i), before[count], sizeof before[count]) < 0) continue;
        options[count++] = skt_option_at(i);
    }
    assert_true(count > 10);
    for (size_t i = 0; i < skt_option_count(); i++) skt_option_probe(s, skt_option_at(i));
    for (size_t i = 0; i < count; i++) {
        if (options[i].number == SKT_TCP_TIMESTAMP.number) continue; /* a clock */
        assert_ok(skt_option_get_text(s, options[i], after, sizeof after));
        assert_string_equal(after, before[i]);
    }
    skt_close(s);
}

static void test_option__a_probe_tells_what_the_socket_takes(void **state)
{
    (void)state;
    skt_socket stream = tcp(), datagram;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &datagram));
    assert_rc(skt_option_probe(stream, SKT_ANY(SKT_TCP_NODELAY)), 0);
    assert_rc(skt_option_probe(stream, SKT_ANY(SKT_SO_RCVBUF)), 0);
    assert_rc(skt_option_probe(stream, SKT_ANY(SKT_SO_LINGER)), 0);
    assert_rc(skt_option_probe(datagram, SKT_ANY(SKT_IP_MULTICAST_IF)), 0);
    assert_true(skt_option_probe(datagram, SKT_ANY(SKT_TCP_NODELAY)) < 0);
    assert_true(skt_option_probe(datagram, SKT_ANY(SKT_DCCP_SOCKOPT_CCID)) < 0);
    skt_close(stream);
    skt_close(datagram);
}

static void test_option__the_raw_door_reads_and_writes_the_same_option(void **state)
{
    (void)state;
    skt_socket s = tcp();
    int on = 1, value = 0;
    size_t len = sizeof value;
    bool truth = false;
    const int tcp_nodelay = 1;
    assert_rc(skt_set_raw(s, SKT_IPPROTO_TCP, tcp_nodelay, &on, sizeof on), 0);
    assert_rc(skt_get_bool(s, SKT_TCP_NODELAY, &truth), 0);
    assert_true(truth);
    assert_rc(skt_get_raw(s, SKT_IPPROTO_TCP, tcp_nodelay, &value, &len), 0);
    assert_int_not_equal(value, 0);
    assert_true(len == sizeof value || len == 1);

    assert_rc(skt_set_raw(s, SKT_SOL_SOCKET, 20000, &on, sizeof on), SKT_ENOPROTOOPT);
    assert_rc(skt_get_raw(s, SKT_SOL_SOCKET, 20000, &value, &len), SKT_ENOPROTOOPT);
    skt_close(s);
}

static void test_option__a_length_beyond_the_systems_is_refused_before_any_call(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    char byte = 0;
    size_t len = (size_t)INT32_MAX + 1;
    assert_rc(skt_set_raw(s, SKT_SOL_SOCKET, 2, &byte, len), SKT_ERANGE);
    assert_rc(skt_get_raw(s, SKT_SOL_SOCKET, 2, &byte, &len), SKT_ERANGE);
    len = SIZE_MAX;
    assert_rc(skt_set_raw(s, SKT_SOL_SOCKET, 2, &byte, len), SKT_ERANGE);
    assert_rc(skt_get_raw(s, SKT_SOL_SOCKET, 2, &byte, &len), SKT_ERANGE);
    assert_int_equal(len, SIZE_MAX);
    if (skt_option_supported(SKT_ANY(SKT_TCP_INFO))) assert_rc(skt_get_bytes(s, SKT_TCP_INFO, &byte, &len), SKT_ERANGE);
    if (skt_option_supported(SKT_ANY(SKT_DCCP_SOCKOPT_CCID)))
        assert_rc(skt_set_bytes(s, SKT_DCCP_SOCKOPT_CCID, &byte, len), SKT_ERANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option__every_key_is_found_and_described_in_its_place),
        TEST(test_option__what_is_known_of_an_option_is_its_row),
        TEST(test_option__the_header_has_the_same_options_in_the_same_order),
        TEST(test_option__numbers_are_constants_for_static_tables),
        TEST(test_option__level_and_number_are_those_of_getsockopt),
        TEST(test_option__this_build_has_what_is_claimed_of_its_system),
        TEST(test_option__a_name_that_is_none_is_not_found),
        TEST(test_option__a_number_of_another_kind_is_refused_and_sets_nothing),
        TEST(test_option__a_number_that_is_none_is_answered),
        TEST(test_option__what_this_system_lacks_is_unsupported),
        TEST(test_option__an_invalid_socket_is_told_for_every_option),
        TEST(test_option__an_invalid_socket_is_told_by_the_functions_of_several_arguments),
        TEST(test_option__a_probe_of_every_option_changes_none),
        TEST(test_option__a_probe_tells_what_the_socket_takes),
        TEST(test_option__the_raw_door_reads_and_writes_the_same_option),
        TEST(test_option__a_length_beyond_the_systems_is_refused_before_any_call),
    };
    return RUN(tests);
}
