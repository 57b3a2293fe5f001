/* SPDX-License-Identifier: MIT */
/*
 * Linux: runs every public function between two marks that strace shows. calls.py compares the system calls with those
 * that are expected here. The program replaces malloc, to check that no function allocates memory.
 */
#include <skt/skt.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static int failures;
static int allocations;

/* Replaces libc's heap. Memory is never freed. Each block is preceded by its size. */
static _Alignas(max_align_t) unsigned char heap[8 << 20];
static size_t heap_used;

static void *take(size_t size, size_t alignment)
{
    allocations++;
    size_t at = (heap_used + sizeof(size_t) + alignment - 1) / alignment * alignment;
    if (size > sizeof heap || at > sizeof heap - size) return NULL;
    memcpy(heap + at - sizeof size, &size, sizeof size);
    heap_used = at + size;
    return heap + at;
}

/*
 * libc's headers call the parameters __size and __ptr. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
 */
void *malloc(size_t size)
{
    return take(size, sizeof(max_align_t));
}

void *calloc(size_t count, size_t size)
{
    /* Fresh memory of the heap is zero. */
    return size && count > SIZE_MAX / size ? NULL : take(count * size, sizeof(max_align_t));
}

void *realloc(void *old, size_t size)
{
    void *block = take(size, sizeof(max_align_t));
    size_t old_size = 0;
    if (old) memcpy(&old_size, (char *)old - sizeof old_size, sizeof old_size);
    if (old && block) memcpy(block, old, old_size < size ? old_size : size);
    return block;
}

void free(void *block)
{
    (void)block;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/* A mark is a write to descriptor -1, whose text strace shows. */
static void mark(const char *first, const char *second)
{
    char text[512];
    int len = snprintf(text, sizeof text, "%s|%s", first, second);
    if (len < 0 || (size_t)len >= sizeof text) abort();
    syscall(SYS_write, -1, text, (size_t)len);
}

static void check(bool held, const char *what, int line)
{
    if (held) return;
    fprintf(stderr, "calls.c:%d: %s; errno %d\n", line, what, errno);
    failures++;
}

/*
 * Runs a call that makes these system calls, takes nothing from the heap and has this outcome. The function is the
 * first skt_ name of the expression. LIBC_MAKES: the calls and allocations are those of libc.
 */
#define RUN(calls, outcome, may_allocate)                                    \
    do {                                                                     \
        int before = allocations;                                            \
        mark(calls, #outcome);                                               \
        bool held = (outcome);                                               \
        int taken = allocations - before;                                    \
        mark("end", "");                                                     \
        check(held, #outcome, __LINE__);                                     \
        check(may_allocate || taken == 0, "allocates: " #outcome, __LINE__); \
    } while (0)
#define MAKES(calls, outcome) RUN(calls, outcome, false)
#define LIBC_MAKES(outcome)   RUN("*", outcome, true)

/* For preparations, whose system calls are not compared. */
#define MUST(outcome) check(outcome, #outcome, __LINE__)

static const uint8_t loopback[4] = {127, 0, 0, 1};
static const uint8_t loopback6[16] = {[15] = 1};

static skt_socket bound(int type, skt_addr *here)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr_ipv4(loopback, 0, here);
    MUST(skt_open(SKT_AF_INET, type, 0, &s) == 0);
    MUST(skt_bind(s, here) == 0);
    MUST(skt_local_address(s, here) == 0);
    return s;
}

static skt_socket opened(int family, int type)
{
    skt_socket s = SKT_INVALID_SOCKET;
    MUST(skt_open(family, type, 0, &s) == 0);
    return s;
}

static void run_addresses(void)
{
    skt_addr a, b;
    uint8_t ip[16] = {0xfe, 0x80};
    uint32_t x, y, z;
    uint64_t name;
    uint16_t protocol;
    uint8_t hardware[8];
    char text[SKT_ADDR_TEXT_MAX];
    size_t len;
    MAKES("", skt_addr_parse("192.0.2.1:80", &a) == 0);
    MAKES("", skt_addr_parse("[fe80::1%1]:80", &a) == 0);
    MAKES("socket ioctl close", skt_addr_parse("[fe80::1%lo]:80", &a) == 0);
    MAKES("", skt_ip_parse("fe80::1%1", 80, &a) == 0);
    MAKES("socket ioctl close", skt_ip_parse("fe80::1%lo", 80, &a) == 0);
    MAKES("", skt_ip_format(&a, text, sizeof text) > 0);
    MAKES("", skt_addr_any(SKT_AF_INET, 80, &b) == 0);
    MAKES("", skt_addr_loopback(SKT_AF_INET6, 80, &b) == 0);
    MAKES("", skt_addr_set_scope(&b, 1) == 0);
    MAKES("", !skt_addr_same_host(&a, &b));
    MAKES("", skt_addr_parse("not an address", &a) == SKT_EINVAL);
    MAKES("", skt_addr_format(&a, text, sizeof text) > 0);
    MAKES("", ((skt_addr_ipv4)(loopback, 1, &a), true));
    MAKES("", (skt_addr_family)(&a) == SKT_AF_INET);
    MAKES("", (skt_addr_set_port)(&a, 80) == 0);
    MAKES("", (skt_addr_port)(&a) == 80);
    MAKES("", (skt_addr_ip)(&a, ip) == 4);
    MAKES("", skt_addr_is_loopback(&a));
    MAKES("", !skt_addr_is_multicast(&a));
    MAKES("", !skt_addr_is_any(&a));
    MAKES("", !skt_addr_is_v4_mapped(&a));
    MAKES("", skt_addr_map_v4(&a, &b) == 0);
    MAKES("", skt_addr_unmap_v4(&b, &b) == 0);
    MAKES("", skt_addr_equal(&a, &b));
    MAKES("", skt_addr_hash(&a) == skt_addr_hash(&b));
    MAKES("", (skt_addr_native)(&a, &len) != NULL);
    MAKES("", skt_addr_from_native(&a.storage, len, &b) == 0);
    MAKES("", ((skt_addr_ipv6)(ip, 1, 2, &a), true));
    MAKES("", (skt_addr_scope)(&a) == 2);
    MAKES("", skt_addr_set_flow(&a, 3) == 0);
    MAKES("", skt_addr_flow(&a) == 3);
    MAKES("", skt_addr_unix("/run/x", &a) == 0);
    MAKES("", skt_addr_unix_path(&a) != NULL);
    MAKES("", skt_addr_unix("", &a) == SKT_EINVAL);
    MAKES("", (skt_addr_unix_unnamed(&a), true));
    MAKES("", skt_addr_is_unnamed(&a));
    MAKES("", skt_addr_unix_abstract("x", 1, &a) == 0);
    MAKES("", skt_addr_unix_abstract_name(&a, &len) != NULL);
    MAKES("", skt_addr_vsock(2, 3, &a) == 0);
    MAKES("", skt_addr_vsock_parts(&a, &x, &y) == 0);
    MAKES("", skt_addr_set_vsock_flags(&a, 1) == 0);
    MAKES("", skt_addr_vsock_flags(&a) == 1);
    MAKES("", skt_addr_link(1, 2, hardware, 0, &a) == 0);
    MAKES("", skt_addr_link_hardware(&a, &len) != NULL);
    MAKES("", skt_addr_link_parts(&a, &x, &protocol, hardware, &len) == 0);
    MAKES("", skt_addr_netlink(1, 2, &a) == 0);
    MAKES("", skt_addr_netlink_parts(&a, &x, &y) == 0);
    MAKES("", skt_addr_can(1, 2, 3, &a) == 0);
    MAKES("", skt_addr_can_parts(&a, &x, &y, &z) == 0);
    MAKES("", skt_addr_j1939(1, 2, 3, 4, &a) == 0);
    MAKES("", skt_addr_j1939_parts(&a, &x, &name, &y, hardware) == 0);
    MAKES("", skt_addr_bluetooth(hardware, 1, &a) == 0);
    MAKES("", skt_addr_bluetooth_parts(&a, hardware, &x) == 0);
    MAKES("", skt_addr_hyperv(ip, ip, &a) == SKT_EUNSUPPORTED);
    MAKES("", skt_addr_hyperv_parts(&a, ip, ip) == SKT_EAFNOSUPPORT);
    skt_addr_ipv4(loopback, 80, &a);
    MAKES("socket setsockopt connect getsockname close", skt_source_for(&a, &b) == 0);
    skt_addr_ipv6(loopback6, 80, 0, &a);
    MAKES("socket connect getsockname close", skt_source_for(&a, &b) == 0);
    skt_addr_unix_unnamed(&a);
    MAKES("", skt_source_for(&a, &b) == SKT_EAFNOSUPPORT);
    LIBC_MAKES(skt_resolve_name(&b, text, sizeof text, NULL, 0, SKT_NI_NUMERICHOST) == 0);
    LIBC_MAKES(skt_resolve("127.0.0.1", "80", 0, SKT_SOCK_STREAM, SKT_AI_NUMERICHOST, &a, 1) == 1);
}

static void run_small_modules(void)
{
    char text[64];
    skt_interface interfaces[4];
    int loopback_index = 0, found;
    MAKES("", skt_version() != NULL);
    MAKES("", skt_error_name(SKT_EINVAL) != NULL);
    MAKES("", skt_error_name(-12345) == NULL);
    MAKES("", skt_error_text(SKT_EINVAL, text, sizeof text) > 0);
    MAKES("", skt_error_text(-12345, text, sizeof text) > 0);
    MAKES("", skt_error_find("WSAECONNREFUSED", &found) == 0 && found == SKT_ECONNREFUSED);
    MAKES("", skt_error_count() > 0);
    MAKES("", skt_error_at(0) == SKT_EPERM);
    MAKES("", skt_error_is_again(SKT_EAGAIN));
    MAKES("", skt_error_is_unsupported(SKT_ENOSYS));
    MAKES("", skt_family_name(SKT_AF_INET) != NULL);
    MAKES("", skt_type_name(SKT_SOCK_STREAM) != NULL);
    MAKES("", skt_protocol_name(SKT_IPPROTO_TCP) != NULL);
    MAKES("", skt_now().nanoseconds > 0);
    MAKES("", skt_deadline_in(SKT_SECONDS(1)).nanoseconds > 0);
    MAKES("", skt_deadline_left(SKT_NEVER) == SKT_FOREVER);
    MAKES("", !skt_deadline_passed(SKT_NEVER));
    MAKES("", (skt_buf_of)(text, 1).len == 1);
    MAKES("", (skt_msg_of)(NULL, NULL, 0, NULL, 0).buf_count == 0);
    MAKES("socket ioctl close", skt_interface_index("lo") > 0);
    MAKES("socket ioctl close", skt_interface_index("no-such") < 0);
    loopback_index = skt_interface_index("lo");
    MAKES("socket ioctl close", skt_interface_name((uint32_t)loopback_index, text, sizeof text) == 2);
    MAKES("", skt_interface_index("lo:1") == SKT_ENODEV);
    MAKES("", skt_interface_index("sixteen-letters-") == SKT_ENODEV);
    /* As many receives as the kernel has messages. */
    RUN("*", skt_interfaces(interfaces, 4) > 0, false);
}

static void run_sockets(void)
{
    skt_addr here, nobody = {.len = 0}, peer;
    skt_socket s, two[2], client, server, listener = bound(SKT_SOCK_STREAM, &here);
    bool on;

    MAKES("socket", skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s) == 0);
    MAKES("close", skt_close(s) == 0);
    MAKES("close", skt_close(SKT_INVALID_SOCKET) == SKT_EBADF);
    MAKES("socket", skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT, 0, &s) == 0);
    skt_close(s);
    MAKES("socket", skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_BARE, 0, &s) == 0);
    skt_close(s);
    MAKES("socket", skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_UDP, &s) == SKT_EPROTONOSUPPORT);
    MAKES("", skt_open(SKT_AF_HYPERV, SKT_SOCK_STREAM, 0, &s) == SKT_EUNSUPPORTED);
    MAKES("socketpair", skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, two) == 0);
    skt_close(two[0]);
    skt_close(two[1]);
    MAKES("socket close", skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, 0));
    MAKES("socket", !skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_UDP));

    MAKES("listen", skt_listen(listener, 16) == 0);
    MAKES("listen", skt_listen(listener, -1) == 0);
    MAKES("getsockopt setsockopt", skt_reuse_address(listener) == 0);
    s = opened(SKT_AF_INET, SKT_SOCK_DGRAM);
    MAKES("bind", skt_bind(s, &(skt_addr){.len = 0}) < 0);
    uint16_t port = (uint16_t)skt_addr_port(&here);
    MAKES("bind", skt_bind_range(s, &here, port, port) == port);
    MAKES("connect", skt_connect(s, &here) == 0);
    MAKES("connect", skt_connect(s, &nobody) == 0);
    skt_close(s);

    client = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    MAKES("connect", skt_connect(client, &here) == 0);
    MAKES("accept4", skt_accept(listener, 0, &server, NULL) == 0);
    MAKES("getsockname", skt_local_address(client, &peer) == 0);
    MAKES("getpeername", skt_peer_address(client, &peer) == 0);
    MAKES("getpeername", skt_peer_address(listener, &peer) == SKT_ENOTCONN);
    MAKES("getsockopt", skt_family(client) == SKT_AF_INET);
    MAKES("getsockopt", skt_type(client) == SKT_SOCK_STREAM);
    MAKES("getsockopt", skt_protocol(client) == SKT_IPPROTO_TCP);
    MAKES("getsockopt", skt_is_listener(listener) == 1);
    MAKES("getsockopt", skt_pending_error(client) == 0);
    MAKES("ioctl", skt_set_nonblocking(client, true) == 0);
    MAKES("fcntl", skt_get_nonblocking(client, &on) == 0 && on);
    MAKES("fcntl fcntl", skt_set_inheritable(client, true) == 0);
    MAKES("fcntl", skt_set_inheritable(client, true) == 0);
    MAKES("fcntl", skt_get_inheritable(client, &on) == 0 && on);
    MAKES("fcntl", skt_dup(client, &s) == 0);
    MAKES("shutdown", skt_shutdown(client, SKT_SHUT_WR) == 0);
    skt_close(s);
    skt_close(client);
    skt_close(server);

    client = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    MUST(skt_connect(client, &here) == 0);
    MAKES("accept4", skt_accept(listener, SKT_SOCK_NONBLOCK, &server, &peer) == 0);
    skt_close(client);
    skt_close(server);
    MUST(skt_set_nonblocking(listener, true) == 0);
    MAKES("accept4", skt_accept(listener, 0, &server, &peer) == SKT_EAGAIN);
    skt_close(listener);
}

static void run_wakers(void)
{
    skt_waker waker;
    MAKES("eventfd2", skt_waker_open(&waker) == 0);
    MAKES("", skt_waker_socket(&waker) >= 0);
    MAKES("write", skt_waker_wake(&waker) == 0);
    MAKES("read", skt_waker_clear(&waker) == 0);
    MAKES("read", skt_waker_clear(&waker) == 0);
    MAKES("close", (skt_waker_close(&waker), waker.receive == SKT_INVALID_SOCKET));
}

static void run_connecting_by(void)
{
    skt_addr here, gone, path = {.len = 0};
    skt_socket s, other, listener = bound(SKT_SOCK_STREAM, &here);
    MUST(skt_listen(listener, 16) == 0);
    skt_close(bound(SKT_SOCK_STREAM, &gone));
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(20)), past = skt_deadline_in(-1);

    s = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    MAKES("fcntl fcntl connect ppoll getsockopt getpeername fcntl", skt_connect_by(s, &here, soon) == 0);
    MAKES("ppoll getsockopt getpeername", skt_connect_result(s) == 0);
    skt_close(s);
    s = opened(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK);
    MAKES("fcntl connect ppoll getsockopt getpeername", skt_connect_by(s, &here, soon) == 0);
    skt_close(s);
    s = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    MAKES("fcntl fcntl connect ppoll getsockopt fcntl", skt_connect_by(s, &gone, soon) == SKT_ECONNREFUSED);
    skt_close(s);
    s = opened(SKT_AF_INET, SKT_SOCK_DGRAM);
    MAKES("fcntl fcntl connect getpeername fcntl", skt_connect_by(s, &here, soon) == 0);
    skt_close(s);
    MAKES("fcntl", skt_connect_by(SKT_INVALID_SOCKET, &here, soon) == SKT_EBADF);
    skt_close(listener);

    /* A backlog of 0 holds one connection; the next has to wait. */
    listener = bound(SKT_SOCK_STREAM, &here);
    MUST(skt_listen(listener, 0) == 0);
    s = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    other = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    MUST(skt_connect(s, &here) == 0);
    MAKES("fcntl fcntl connect ppoll fcntl", skt_connect_by(other, &here, past) == SKT_ETIMEDOUT);
    MAKES("fcntl fcntl connect ppoll fcntl", skt_connect_by(other, &here, past) == SKT_ETIMEDOUT);
    skt_close(s);
    skt_close(other);
    skt_close(listener);

    /* The kernel chooses the name. */
    listener = opened(SKT_AF_UNIX, SKT_SOCK_STREAM);
    skt_addr_unix_unnamed(&path);
    MUST(skt_bind(listener, &path) == 0 && skt_listen(listener, 0) == 0);
    MUST(skt_local_address(listener, &path) == 0);
    s = opened(SKT_AF_UNIX, SKT_SOCK_STREAM);
    other = opened(SKT_AF_UNIX, SKT_SOCK_STREAM);
    MAKES("fcntl fcntl connect fcntl", skt_connect_by(s, &path, soon) == 0);
    MAKES("fcntl fcntl connect fcntl", skt_connect_by(other, &path, past) == SKT_ETIMEDOUT);
    skt_close(s);
    skt_close(other);
    skt_close(listener);
}

static int leave_it(skt_socket s, const skt_addr *addr, void *user)
{
    (void)s, (void)addr, (void)user;
    return 0;
}

/* One address without a plan has a way of its own, so each is run with a plan too. */
static void run_dialling(void)
{
    skt_addr two[2], path = {.len = 0}, source;
    skt_socket s, listener = bound(SKT_SOCK_STREAM, &two[1]);
    skt_dial_attempt attempts[2];
    skt_dial_plan plan, full;
    skt_dialer dialer;
    skt_pollfd entries[SKT_DIAL_AT_ONCE];
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(20)), past = skt_deadline_in(-1), next;
    MUST(skt_listen(listener, 16) == 0);
    skt_close(bound(SKT_SOCK_STREAM, &two[0]));
    skt_dial_plan_init(&plan);
    skt_dial_plan_init(&full);
    skt_addr_ipv4(loopback, 0, &source);
    full.source = &source;
    full.device = "lo";
    full.prepare = leave_it;
    full.attempts = attempts;
    full.attempts_max = 2;

    MAKES("socket connect ppoll getsockopt ioctl", skt_dial_list(&two[1], 1, NULL, soon, &s) == 0);
    skt_close(s);
    MAKES("socket connect ppoll getsockopt ioctl", skt_dial_list(&two[1], 1, &plan, soon, &s) == 0);
    skt_close(s);
    MAKES("socket setsockopt bind connect ppoll getsockopt ioctl", skt_dial_list(&two[1], 1, &full, soon, &s) == 0);
    skt_close(s);
    plan.type = SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK;
    MAKES("socket connect ppoll getsockopt", skt_dial_list(&two[1], 1, &plan, soon, &s) == 0);
    skt_close(s);
    MAKES("socket connect ppoll ppoll getsockopt close", skt_dial_list(&two[0], 1, NULL, soon, &s) == SKT_ECONNREFUSED);
    MAKES("socket connect ppoll ppoll getsockopt close socket connect ppoll getsockopt ioctl",
          skt_dial_list(two, 2, NULL, soon, &s) == 0);
    skt_close(s);
    MAKES("", skt_dial_list(two, 0, NULL, soon, &s) == SKT_EINVAL);
    skt_addr_unix_unnamed(&path);
    MAKES("socket connect close", skt_dial_list(&path, 1, NULL, soon, &s) == SKT_EINVAL);

    char text[SKT_ADDR_TEXT_MAX];
    skt_addr_format(&two[1], text, sizeof text);
    MAKES("socket connect ppoll getsockopt ioctl", skt_dial(text, NULL, NULL, soon, &s) == 0);
    skt_close(s);
    MAKES("", skt_dial("127.0.0.1:0", NULL, NULL, soon, &s) == SKT_EINVAL);
    LIBC_MAKES(skt_dial("127.0.0.1", strrchr(text, ':') + 1, NULL, soon, &s) == 0);
    skt_close(s);

    MAKES("", skt_dialer_begin(&dialer, sizeof dialer, two, 2, NULL) == 0);
    MAKES("", skt_dialer_wait_for(&dialer, entries, 1, &next) == 0);
    MAKES("socket connect", skt_dialer_step(&dialer, &s) == SKT_EINPROGRESS);
    MAKES("", skt_dialer_wait_for(&dialer, entries, 1, &next) == 1);
    MUST(skt_poll(entries, 1, soon) == 1);
    MAKES("ppoll ppoll getsockopt close socket connect", skt_dialer_step(&dialer, &s) == SKT_EINPROGRESS);
    MAKES("close", (skt_dialer_end(&dialer), true));
    MAKES("", (skt_dialer_end(&dialer), true));
    MAKES("", skt_dialer_step(&dialer, &s) == SKT_EINVAL);
    skt_close(listener);

    /* A backlog of 0 holds one connection. */
    listener = bound(SKT_SOCK_STREAM, &two[1]);
    MUST(skt_listen(listener, 0) == 0);
    MUST(skt_dial_list(&two[1], 1, NULL, soon, &s) == 0);
    skt_socket none;
    MAKES("socket connect ppoll close", skt_dial_list(&two[1], 1, NULL, past, &none) == SKT_ETIMEDOUT);
    skt_close(s);
    skt_close(listener);
}

static void run_handing_over(void)
{
    skt_socket channel[2], s = opened(SKT_AF_INET, SKT_SOCK_DGRAM), got;
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, channel) == 0);
    MAKES("getsockname sendmsg", skt_export(s, channel[0], 0) == 0);
    MAKES("getsockname recvmsg getsockopt", skt_import(channel[1], 0, &got) == 0);
    skt_close(got);
    MUST(skt_export(s, channel[0], 0) == 0);
    MAKES("getsockname recvmsg getsockopt fcntl fcntl", skt_import(channel[1], SKT_SOCK_INHERIT, &got) == 0);
    skt_close(got);
    MAKES("", skt_import(channel[1], SKT_SOCK_NONBLOCK, &got) == SKT_EINVAL);
    skt_close(channel[0]);
    MAKES("getsockname recvmsg", skt_import(channel[1], 0, &got) == SKT_EEOF);
    skt_close(channel[1]);
    skt_close(s);
}

static void run_io(void)
{
    char room[64];
    skt_buf bufs[2] = {{room, 1}, {room + 1, 1}};
    skt_addr here, from;
    skt_socket two[2], full[2], udp = bound(SKT_SOCK_DGRAM, &here);
    skt_deadline past = skt_deadline_in(-1), soon = skt_deadline_in(SKT_SECONDS(20));
    int flags;
    size_t done;
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, two) == 0);
    MAKES("sendto", skt_send(two[0], "12", 2, 0) == 2);
    MAKES("recvfrom", skt_recv(two[1], room, 2, 0) == 2);
    MAKES("recvfrom", skt_recv(two[1], room, 2, SKT_MSG_DONTWAIT) == SKT_EAGAIN);
    MAKES("sendto", skt_send(SKT_INVALID_SOCKET, "1", 1, 0) == SKT_EBADF);
    MAKES("sendto", skt_sendto(udp, "12", 2, 0, &here) == 2);
    MAKES("sendto", skt_sendto(udp, "12", 2, 0, NULL) == SKT_EDESTADDRREQ);
    MAKES("recvfrom", skt_peek_sender(udp, &from) == 0);
    MAKES("recvfrom", skt_recvfrom(udp, room, 2, 0, &from) == 2);
    MAKES("recvfrom", skt_recvfrom(udp, room, 2, SKT_MSG_DONTWAIT, NULL) == SKT_EAGAIN);
    MAKES("sendto", skt_sendv(two[0], bufs, 1, 0) == 1);
    MAKES("recvfrom", skt_recvv(two[1], bufs, 1, 0, NULL) == 1);
    MAKES("sendmsg", skt_sendv(two[0], bufs, 2, 0) == 2);
    MAKES("recvmsg", skt_recvv(two[1], bufs, 2, 0, &flags) == 2);
    skt_msg msg = skt_msg_of(NULL, bufs, 2, NULL, 0);
    MAKES("sendmsg", skt_sendmsg(two[0], &msg, 0) == 2);
    MAKES("recvmsg", skt_recvmsg(two[1], &msg, 0) == 2);

    MAKES("sendto", skt_send_all(two[0], "123", 3, 0, SKT_NEVER, NULL) == 0);
    MAKES("recvfrom", skt_recv_all(two[1], room, 3, 0, SKT_NEVER, NULL) == 0);
    MAKES("recvfrom ppoll", skt_recv_all(two[1], room, 3, 0, past, &done) == SKT_ETIMEDOUT);
    MUST(skt_send(two[0], "1", 1, 0) == 1);
    skt_close(two[0]);
    MAKES("recvfrom recvfrom", skt_recv_all(two[1], room, 3, 0, soon, &done) == SKT_EEOF && done == 1);
    MAKES("sendto", skt_send(two[1], "1", 1, 0) == SKT_EPIPE);
    skt_close(two[1]);
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, full) == 0);
    while (skt_send(full[0], room, sizeof room, SKT_MSG_DONTWAIT) > 0) {
    }
    MAKES("sendto ppoll", skt_send_all(full[0], "123", 3, 0, past, &done) == SKT_ETIMEDOUT && done == 0);
    skt_close(full[0]);
    skt_close(full[1]);
    skt_close(udp);
}

static void run_copying(void)
{
    skt_socket two[2];
    int ends[2];
    FILE *file = tmpfile();
    if (file == NULL) abort();
    MUST(pipe(ends) == 0 && fputs("123456", file) >= 0 && fflush(file) == 0);
    skt_file fd = fileno(file);
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, two) == 0);
    MAKES("rt_sigprocmask sendfile rt_sigprocmask", skt_sendfile(two[0], fd, 1, 5) == 5);
    MAKES("rt_sigprocmask sendfile rt_sigpending rt_sigprocmask", skt_sendfile(two[0], fd, 1, 9) == 5);
    MAKES("", skt_sendfile(two[0], fd, UINT64_MAX, 5) == SKT_ERANGE);
    MAKES("rt_sigprocmask sendto sendfile sendto rt_sigprocmask",
          skt_sendfile_with(two[0], "<", 1, fd, 1, 5, ">", 1) == 7);
    MAKES("rt_sigprocmask sendto sendfile rt_sigpending rt_sigprocmask",
          skt_sendfile_with(two[0], "<", 1, fd, 1, 6, ">", 1) == 6);
    MAKES("rt_sigprocmask sendfile rt_sigprocmask", skt_sendfile_with(two[0], NULL, 0, fd, 1, 5, NULL, 0) == 5);
    MUST(write(ends[1], "12", 2) == 2);
    MAKES("rt_sigprocmask splice rt_sigprocmask", skt_splice(ends[0], two[0], 2, 0) == 2);
    MUST(write(ends[1], "12", 2) == 2);
    MAKES("rt_sigprocmask splice rt_sigpending rt_sigprocmask", skt_splice(ends[0], two[0], 3, 0) == 2);
    skt_close(two[1]);
    MAKES("rt_sigprocmask sendfile rt_sigpending gettid getpid tgkill rt_sigtimedwait rt_sigprocmask",
          skt_sendfile(two[0], fd, 0, 5) == SKT_EPIPE);
    MUST(write(ends[1], "12", 2) == 2);
    MAKES("rt_sigprocmask splice rt_sigpending gettid getpid tgkill rt_sigtimedwait rt_sigprocmask",
          skt_splice(ends[0], two[0], 2, 0) == SKT_EPIPE);
    skt_close(two[0]);
    close(ends[0]);
    close(ends[1]);
    fclose(file);
}

static void on_alarm(int signal)
{
    (void)signal;
}

static void run_polling(void)
{
    skt_socket two[2];
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, two) == 0);
    skt_pollfd ready = {.socket = two[0], .events = SKT_POLLOUT}, idle = {.socket = two[0], .events = SKT_POLLIN};
    MAKES("ppoll", skt_poll(&ready, 1, SKT_NEVER) == 1);
    MAKES("ppoll", skt_poll(&idle, 1, skt_deadline_in(-1)) == 0);
    MAKES("ppoll", skt_poll(&idle, 1, skt_deadline_in(SKT_MILLISECONDS(1))) == 0);

    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval once = {.it_value = {.tv_usec = 100000}};
    MUST(sigaction(SIGALRM, &action, NULL) == 0);
    skt_deadline later = skt_deadline_in(SKT_SECONDS(2));
    MUST(setitimer(ITIMER_REAL, &once, NULL) == 0);
    MAKES("ppoll", skt_poll(&idle, 1, later) == SKT_EINTR);
    skt_close(two[0]);
    skt_close(two[1]);
}

static void run_options(void)
{
    skt_socket tcp = opened(SKT_AF_INET, SKT_SOCK_STREAM), udp = opened(SKT_AF_INET, SKT_SOCK_DGRAM);
    const int one = 1;
    bool on;
    int64_t number;
    uint64_t wide;
    skt_duration time;
    skt_linger linger = {.on = true, .time = SKT_SECONDS(1)};
    char text[64];
    uint8_t ip[4];
    size_t len = sizeof text;
    skt_option option;
    MAKES("setsockopt", skt_set_bool(tcp, SKT_TCP_NODELAY, true) == 0);
    MAKES("getsockopt", skt_get_bool(tcp, SKT_TCP_NODELAY, &on) == 0 && on);
    MAKES("", skt_set_bool(tcp, SKT_SO_NOSIGPIPE, true) == SKT_EUNSUPPORTED);
    MAKES("", skt_get_bool(tcp, SKT_SO_NOSIGPIPE, &on) == SKT_EUNSUPPORTED);
    MAKES("setsockopt", skt_set_int(tcp, SKT_SO_RCVBUF, 65536) == 0);
    MAKES("getsockopt", skt_get_int(tcp, SKT_SO_RCVBUF, &number) == 0);
    MAKES("setsockopt", skt_set_int(tcp, SKT_IP_TOS, 8) == 0);
    MAKES("getsockopt", skt_get_int(tcp, SKT_IP_TOS, &number) == 0 && number == 8);
    MAKES("", skt_set_int(tcp, SKT_SO_RCVBUF, INT64_MAX) == SKT_ERANGE);
    MAKES("getsockopt", skt_get_u64(tcp, SKT_SO_COOKIE, &wide) == 0);
    MAKES("setsockopt", skt_set_u64(tcp, SKT_SO_COOKIE, 1) < 0);
    MAKES("setsockopt", skt_set_duration(tcp, SKT_TCP_KEEPIDLE, SKT_SECONDS(3)) == 0);
    MAKES("getsockopt", skt_get_duration(tcp, SKT_TCP_KEEPIDLE, &time) == 0);
    MAKES("setsockopt", skt_set_duration(tcp, SKT_SO_RCVTIMEO, SKT_SECONDS(3)) == 0);
    MAKES("getsockopt", skt_get_duration(tcp, SKT_SO_RCVTIMEO, &time) == 0);
    MAKES("", skt_set_duration(tcp, SKT_SO_RCVTIMEO, 0) == SKT_EINVAL);
    MAKES("setsockopt", skt_set_linger(tcp, SKT_SO_LINGER, linger) == 0);
    MAKES("getsockopt", skt_get_linger(tcp, SKT_SO_LINGER, &linger) == 0);
    MAKES("getsockopt", skt_get_name(tcp, SKT_TCP_CONGESTION, text, sizeof text) > 0);
    MAKES("setsockopt", skt_set_name(tcp, SKT_TCP_CONGESTION, text) == 0);
    MAKES("setsockopt", skt_set_ipv4(udp, SKT_IP_MULTICAST_IF, loopback) == 0);
    MAKES("getsockopt", skt_get_ipv4(udp, SKT_IP_MULTICAST_IF, ip) == 0);
    MAKES("setsockopt", skt_set_bytes(tcp, SKT_DCCP_SOCKOPT_CCID, "\2", 1) < 0);
    MAKES("getsockopt", skt_get_bytes(tcp, SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS, text, &len) < 0);
    len = sizeof number;
    MAKES("setsockopt", skt_set_raw(tcp, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0);
    MAKES("getsockopt", skt_get_raw(tcp, SOL_SOCKET, SO_REUSEADDR, &number, &len) == 0);
    MAKES("", skt_option_find("TCP_NODELAY", &option) == 0);
    MAKES("", skt_option_find_native(SOL_SOCKET, SO_REUSEADDR, &option) == 0);
    MAKES("", skt_option_count() > 0);
    MAKES("", skt_option_at(0).number > 0);
    MAKES("", skt_option_describe(option) != NULL);
    MAKES("", skt_option_supported(option));
    MAKES("getsockopt", skt_option_probe(tcp, option) == 0);
    MAKES("setsockopt", skt_option_probe(tcp, SKT_ANY(SKT_DCCP_SOCKOPT_CCID)) < 0);
    MAKES("", skt_option_probe(tcp, SKT_ANY(SKT_SO_NOSIGPIPE)) == SKT_EUNSUPPORTED);
    MAKES("setsockopt", skt_option_set_text(tcp, option, "true") == 0);
    MAKES("getsockopt", skt_option_get_text(tcp, option, text, sizeof text) == 4);
    MAKES("getsockopt setsockopt", skt_option_set_text(udp, SKT_ANY(SKT_SO_TXTIME), "clockid=1") == 0);
    MAKES("", skt_option_bytes_text(SKT_ANY(SKT_SO_TXTIME), &one, sizeof one, text, sizeof text) == 9);
    MAKES("getsockopt getsockopt setsockopt getsockopt setsockopt getsockopt setsockopt setsockopt",
          skt_set_keepalive(tcp, SKT_SECONDS(9), SKT_SECONDS(3), 3) == 0);
    MAKES("getsockopt getsockopt setsockopt setsockopt", skt_set_keepalive(tcp, 0, 0, 3) == 0);
    MAKES("getsockopt setsockopt", skt_set_keepalive(tcp, 0, 0, 0) == 0);
    MAKES("getsockopt", skt_set_keepalive(udp, 0, 0, 0) == SKT_EOPNOTSUPP);
    MAKES("", skt_set_keepalive(tcp, -1, 0, 0) == SKT_EINVAL);
    skt_close(tcp);
    skt_close(udp);
}

static void run_control_data(void)
{
    const skt_local local = {.family = SKT_AF_INET};
    const skt_credentials own = {1, 2, 3, SKT_HAS_PID | SKT_HAS_UID | SKT_HAS_GID, 0};
    const skt_file handle = STDERR_FILENO;
    skt_control c;
    skt_control_item item = {0};
    skt_msg msg = skt_msg_of(NULL, NULL, 0, NULL, 0);
    skt_addr addr;
    SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
    MAKES("", (skt_control_begin(&c, bytes, sizeof bytes, SKT_AF_INET), true));
    MAKES("", (skt_control_put_local(&c, &local), true));
    MAKES("", (skt_control_put_tos(&c, 1), true));
    MAKES("", (skt_control_put_ecn(&c, 1), true));
    MAKES("", (skt_control_put_hop_limit(&c, 1), true));
    MAKES("", (skt_control_put_segment_size(&c, 1), true));
    MAKES("", (skt_control_put_send_time(&c, 1), true));
    MAKES("", (skt_control_put_key(&c, 1), true));
    MAKES("", (skt_control_put_stamp(&c, 1), true));
    MAKES("", (skt_control_put_mark(&c, 1), true));
    MAKES("", (skt_control_put_handles(&c, &handle, 1), true));
    MAKES("", (skt_control_put_credentials(&c, &own), true));
    MAKES("", (skt_control_put_tls_record(&c, 1), true));
    MAKES("", (skt_control_put_raw(&c, 1, 2, "x", 1), true));
    MAKES("", skt_control_finish(&c, &msg) == 0 && msg.control_len > 0);
    MAKES("", skt_control_next(&msg, &item));
    MAKES("", skt_control_handle(&item, 0) == -1);
    MAKES("", skt_control_address(&item, &addr) == SKT_EINVAL);
    MAKES("", (skt_control_put_dont_fragment(&c, true), true));
    MAKES("", skt_control_finish(&c, &msg) == SKT_EUNSUPPORTED);
}

static void run_messages_and_datagrams(void)
{
    char room[2][64];
    skt_buf bufs[2] = {{room[0], 64}, {room[1], 64}}, one;
    skt_msg msgs[2] = {skt_msg_of(NULL, &bufs[0], 1, NULL, 0), skt_msg_of(NULL, &bufs[1], 1, NULL, 0)};
    skt_addr here, peer;
    skt_socket both[2], s = bound(SKT_SOCK_DGRAM, &here);
    skt_udp udp;
    uint32_t granted;
    size_t len = 64, at = 0;
    skt_file handle = s, got;
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both) == 0);
    MAKES("getsockname sendmsg", skt_send_handles(both[0], &handle, 1, "x", 1) == 0);
    MAKES("getsockname recvmsg", skt_recv_handles(both[1], &got, 1, room[0], &len) == 1);
    close(got);
    skt_close(both[0]);
    skt_close(both[1]);

    MUST(skt_connect(s, &here) == 0);
    MAKES("sendmmsg", skt_send_batch(s, msgs, 2, 0) == 2);
    MAKES("recvmmsg", skt_recv_batch(s, msgs, 2, 0) == 2);
    skt_datagram plain = skt_datagram_into(room[0], 64, NULL);
    MUST(skt_udp_attach(&udp, sizeof udp, s, 0, NULL) == 0 && skt_send(s, "hello", 5, 0) == 5);
    MAKES("recvfrom", skt_udp_recv(&udp, &plain, 1, 0) == 1);
    MAKES("getsockopt setsockopt", skt_info_enable(s, SKT_INFO_TOS, &granted) == 0 && granted == SKT_INFO_TOS);
    MAKES("getsockopt getsockopt getsockopt getsockopt setsockopt setsockopt setsockopt getsockopt getsockopt",
          skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_LOCAL | SKT_INFO_TOS | SKT_INFO_SEGMENTS, &granted) == 0);
    MAKES("", skt_udp_features(&udp) != 0);
    MAKES("", skt_udp_features_parse("local", &granted) == 0);
    MAKES("", (skt_udp_least_run(&udp, 2), true));
    MAKES("", skt_udp_room(&udp) == 65535);

    skt_datagram out[2] = {skt_datagram_to("hello", 5, NULL), skt_datagram_to("hello", 5, NULL)};
    skt_datagram in[2] = {skt_datagram_into(room[0], 64, &peer), skt_datagram_into(room[1], 64, NULL)};
    MAKES("", skt_datagram_to("hello", 5, &here).peer == &here);
    MAKES("", skt_datagram_into(room[0], 64, &peer).peer == &peer);
    MAKES("sendto", skt_udp_send(&udp, out, 1, 0) == 1);
    MAKES("recvmsg", skt_udp_recv(&udp, in, 1, 0) == 1);
    MAKES("", skt_udp_next(&in[0], &at, &one) && one.len == 5);
    MAKES("", (skt_udp_reply(&in[0], &out[0]), out[0].has == SKT_INFO_LOCAL));
    MAKES("sendmsg", skt_udp_send(&udp, out, 1, 0) == 1);
    out[0] = out[1];
    MAKES("sendmsg", skt_udp_send(&udp, out, 2, 0) == 2);
    MAKES("recvmmsg", skt_udp_recv(&udp, in, 2, 0) == 2);
    MAKES("setsockopt", (skt_udp_disable(&udp, SKT_INFO_SEGMENTS), true));
    MAKES("sendmmsg", skt_udp_send(&udp, out, 2, 0) == 2);

    skt_udp_event event = {.len = 0};
    SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
    MAKES("recvmsg", skt_udp_event_next(&udp, &event, sizeof event) == SKT_EAGAIN);
    MAKES("", skt_datagram_pack(&out[0], SKT_AF_INET, bytes, sizeof bytes, &msgs[0]) == 0);
    MAKES("", (skt_datagram_unpack(&msgs[0], &in[0]), true));
    skt_close(s);
}

static void run_groups_and_devices(void)
{
    const uint8_t group[4] = {239, 1, 2, 3}, sender[4] = {192, 0, 2, 1};
    const skt_filter all = {.code = 6, .k = UINT32_MAX};
    skt_socket s = opened(SKT_AF_INET, SKT_SOCK_DGRAM);
    skt_membership any = {.interface_index = 0}, one;
    skt_addr headed;
    char text[32];
    uint16_t port;
    uint64_t token;
    int rc;
    skt_addr_ipv4(group, 0, &any.group);
    skt_addr_ipv4(loopback, 0, &any.interface_address);
    one = any;
    skt_addr_ipv4(sender, 0, &one.source);
    MAKES("setsockopt", skt_multicast_join(s, &any) == 0);
    MAKES("setsockopt", skt_multicast_block(s, &one) == 0);
    skt_membership by_index = {.group = any.group, .interface_index = 1};
    MAKES("getsockopt", skt_multicast_sources(s, &by_index, &rc, &headed, 1) == 1);
    MAKES("setsockopt", skt_multicast_set_sources(s, &by_index, SKT_MCAST_EXCLUDE, &headed, 1) == 0);
    MAKES("setsockopt", skt_multicast_unblock(s, &one) == 0);
    MAKES("", skt_multicast_block(s, &any) == SKT_EINVAL);
    MAKES("setsockopt", skt_multicast_leave(s, &any) == 0);
    MAKES("getsockopt setsockopt", skt_multicast_interface(s, 1) == 0);
    MAKES("setsockopt", skt_attach_filter(s, &all, 1) == 0);
    MAKES("setsockopt", skt_detach_filter(s) == 0);
    MAKES("", skt_attach_filter(s, &all, 65536) == SKT_ERANGE);
    MAKES("getsockopt getsockopt", skt_original_destination(s, &headed) < 0);
    MAKES("", skt_ports_reserve(s, 0, 1, &port, &token) == SKT_EUNSUPPORTED);
    /* Older kernels let only the superuser. */
    MAKES("setsockopt", (rc = skt_bind_device(s, "lo")) == 0 || rc == SKT_EPERM);
    MAKES("setsockopt", (rc = skt_bind_device(s, NULL)) == 0 || rc == SKT_EPERM);
    MAKES("setsockopt", (rc = skt_bind_device_index(s, 0)) == 0 || rc == SKT_EPERM);
    MAKES("getsockopt", skt_device(s, text, sizeof text) >= 0);
    MAKES("getsockopt", skt_device_index(s) >= 0);
    int64_t size = 0;
    MUST(skt_get_int(s, SKT_SO_RCVBUF, &size) == 0);
    MAKES("getsockopt", skt_grow_buffer(s, SKT_SO_RCVBUF, 1) == size);
    MAKES("getsockopt setsockopt", skt_set_path_mtu(s, SKT_IP_PMTUDISC_DO) == 0);
    MAKES("getpeername", skt_path_mtu(s) == SKT_ENOTCONN);
    MAKES("getsockopt setsockopt", skt_bind_foreign(s, true) == 0);
    MAKES("setsockopt", skt_reuseport_by_cpu(s, 2) < 0);
    MAKES("setsockopt", skt_attach_program(s, -1) == SKT_EBADF);
    MAKES("setsockopt", skt_attach_reuseport_filter(s, &all, 1) < 0);
    MAKES("setsockopt", skt_attach_reuseport_program(s, -1) < 0);
    MAKES("setsockopt", skt_detach_reuseport(s) < 0);
    MAKES("setsockopt", skt_cork(s, true) < 0);
    MAKES("setsockopt", skt_defer_accept(s, 0) < 0);
    MAKES("setsockopt", skt_tcp_md5(s, &any.group, "key", 3) < 0);
    MAKES("setsockopt", skt_tcp_ao_add(s, &(skt_tcp_ao_key){.peer = any.group, .algorithm = "none", .key = ""}) < 0);
    MAKES("setsockopt", skt_tcp_ao_delete(s, &(skt_tcp_ao_key){.peer = any.group}) < 0);
    MAKES("getsockopt", skt_tcp_ao_info(s, &(skt_tcp_ao_state){0}) < 0);
    int unread;
    MAKES("ioctl", skt_ioctl(s, 0x541b /* FIONREAD */, NULL, 0, &unread, sizeof unread, NULL) == 0 && unread == 0);
    skt_close(s);
}

static void run_serving(void)
{
    skt_socket s[SKT_SERVE_MOST];
    char folder[] = "/tmp/skt-calls-XXXXXX", text[64], pid[20];
    skt_serve_plan plan;
    skt_serve_plan_init(&plan);
    plan.flags = SKT_SERVE_REPLACE;
    plan.mode = 0600;
    MUST(mkdtemp(folder) != NULL);
    snprintf(text, sizeof text, "unix:%s/s", folder);
    MAKES("socket getsockopt setsockopt bind listen", skt_serve("127.0.0.1:0", NULL, s, 1) == 1);
    skt_close(s[0]);
    MAKES("socket getsockopt setsockopt setsockopt bind listen", skt_serve(":0", NULL, s, 2) == 1);
    skt_close(s[0]);
    MAKES("", skt_serve(":-1", NULL, s, 1) == SKT_EINVAL);
    MAKES("socket bind listen", skt_serve(text, NULL, s, 1) == 1);
    MAKES("socket bind close", skt_serve(text, NULL, s + 1, 1) == SKT_EADDRINUSE);
    skt_close(s[0]);
    MAKES("socket openat newfstatat flock newfstatat newfstatat fchmod bind newfstatat socket connect close newfstatat "
          "unlink "
          "bind chmod listen newfstatat newfstatat unlink close",
          skt_serve(text, &plan, s, 1) == 1);
    skt_close(s[0]);
    unlink(text + strlen("unix:"));
    rmdir(folder);
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    MAKES("getpid", skt_inherited("1", "1", s, 1) == 0);
    MAKES("getpid", skt_inherited(pid, "0", s, 1) == 0);
}

static void run_connections(void)
{
    skt_addr here;
    skt_tcp_info info;
    skt_credentials known;
    skt_file process;
    skt_socket both[2], listening = bound(SKT_SOCK_STREAM, &here), s = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    MUST(skt_listen(listening, 1) == 0 && skt_connect(s, &here) == 0);
    MAKES("getsockopt", skt_tcp_info_get(s, &info, sizeof info) == 0 && info.state == SKT_TCP_ESTABLISHED);
    MAKES("", skt_tcp_info_get(s, &info, 8) == SKT_EINVAL);
    MAKES("getsockopt", skt_is_mptcp(s) == 0);
    MAKES("ioctl", skt_unsent_bytes(s) == 0);
    MAKES("ioctl", skt_unacked_bytes(s) == 0);
    MAKES("ioctl", skt_unread_bytes(s) == 0);
    skt_close(s);
    skt_close(listening);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, &s);
    if (rc == 0) {
        MAKES("getsockopt getsockopt", skt_is_mptcp(s) == 0);
        skt_close(s);
    }
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both) == 0);
    MAKES("getsockopt", skt_peer_credentials(both[0], &known, sizeof known) == 0 && known.has == 7);
    MAKES("getsockopt", (rc = skt_peer_pidfd(both[0], &process)) == 0 || rc == SKT_ENOPROTOOPT);
    if (rc == 0) close(process);
    skt_close(both[0]);
    skt_close(both[1]);
}

static void run_flat(void)
{
    skt_addr here, a;
    skt_socket two[2], listening = bound(SKT_SOCK_STREAM, &here), s = opened(SKT_AF_INET, SKT_SOCK_STREAM);
    const int64_t idle = SKT_SECONDS(77);
    char room[64];
    int64_t number;
    size_t len = sizeof number, host_len;
    int rc;
    MAKES("", skt_layout(0, &len)[0] == sizeof(skt_buf));
    len = sizeof number;
    MAKES("setsockopt", skt_flat_set(s, SKT_NUMBER_TCP_KEEPIDLE, SKT_KIND_DURATION, &idle, sizeof idle) == 0);
    MAKES("getsockopt", skt_flat_get(s, SKT_NUMBER_TCP_KEEPIDLE, SKT_KIND_DURATION, &number, &len) == 0);
    MAKES("", skt_flat_set(s, SKT_NUMBER_TCP_KEEPIDLE, SKT_KIND_INT, &idle, sizeof idle) == SKT_EINVAL);
    MAKES("getsockopt", skt_flat_option_probe(s, SKT_NUMBER_TCP_NODELAY) == 0);
    MAKES("setsockopt", skt_flat_option_set_text(s, SKT_NUMBER_TCP_NODELAY, "on?", 2) == 0);
    MAKES("getsockopt", skt_flat_option_get_text(s, SKT_NUMBER_TCP_NODELAY, room, sizeof room) == 4);
    MAKES("getsockopt", skt_flat_grow_buffer(s, SKT_NUMBER_SO_RCVBUF, 1) > 1);

    int64_t soon = 0;
    MAKES("", (soon = skt_flat_deadline_in(SKT_SECONDS(20))) > 0);
    MUST(skt_listen(listening, 5) == 0);
    MAKES("fcntl fcntl connect ppoll getsockopt getpeername fcntl", skt_flat_connect_by(s, &here, soon) == 0);
    skt_close(s);
    MAKES("socket connect ppoll getsockopt ioctl", skt_flat_dial_list(&here, 1, NULL, soon, &s) == 0);
    skt_close(s);
    host_len = (size_t)skt_addr_format(&here, room, sizeof room);
    room[host_len] = '5'; /* which is not of the text */
    MAKES("socket connect ppoll getsockopt ioctl", skt_flat_dial(room, host_len, NULL, 0, NULL, soon, &s) == 0);
    skt_close(s);
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, two) == 0);
    skt_pollfd ready = {.socket = two[0], .events = SKT_POLLOUT};
    MAKES("ppoll", skt_flat_poll(&ready, 1, SKT_FOREVER) == 1);
    MAKES("sendto", skt_flat_send_all(two[0], "123", 3, 0, soon, NULL) == 0);
    MAKES("recvfrom", skt_flat_recv_all(two[1], room, 3, 0, soon, NULL) == 0);

    MAKES("", skt_flat_addr_parse("192.0.2.1:80", 12, &a) == 0);
    MAKES("", skt_flat_addr_unix("/run/x", 6, &a) == 0);
    LIBC_MAKES(skt_flat_resolve("127.0.0.1", 9, "80", 2, 0, SKT_SOCK_STREAM, SKT_AI_NUMERICHOST, &a, 1) == 1);
    MAKES("socket ioctl close", skt_flat_interface_index("lo", 2) > 0);
    MAKES("setsockopt", (rc = skt_flat_bind_device(two[0], "lo", 2)) == 0 || rc == SKT_EPERM || rc == SKT_EOPNOTSUPP);
    MAKES("socket getsockopt setsockopt bind listen", skt_flat_serve("127.0.0.1:0", 11, NULL, &s, 1) == 1);
    skt_close(s);
    skt_close(two[0]);
    skt_close(two[1]);
    skt_close(listening);
}

int main(void)
{
    run_addresses();
    run_small_modules();
    run_sockets();
    run_connecting_by();
    run_dialling();
    run_handing_over();
    run_io();
    run_copying();
    run_polling();
    run_wakers();
    run_options();
    run_control_data();
    run_messages_and_datagrams();
    run_groups_and_devices();
    run_connections();
    run_serving();
    run_flat();
    return failures ? 1 : 0;
}
