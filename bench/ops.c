/* SPDX-License-Identifier: MIT */
#include "ops.h"

#include <skt/native.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SIZE 64

static struct {
    skt_socket tcp_in, tcp_out; /* connected to each other */
    skt_socket udp_in, udp_out; /* likewise */
    skt_socket empty;           /* non-blocking, and never gets data */
    skt_socket listener;
    skt_addr udp_in_address, listener_address;
    char data[SIZE];
    char room[MOST_TIMES * SIZE];
} e;

/* An empty loop, to measure the cost of the loops themselves. */
RAW(nothing)
{
    while (times-- > 0) __asm__ volatile("" ::: "memory");
}
SKT(nothing)
{
    while (times-- > 0) __asm__ volatile("" ::: "memory");
}

RAW(send_tcp)
{
    while (times-- > 0) check(send(e.tcp_out, e.data, SIZE, MSG_NOSIGNAL) == SIZE);
}
SKT(send_tcp)
{
    while (times-- > 0) check(skt_send(e.tcp_out, e.data, SIZE, 0) == SIZE);
}

RAW(recv_tcp)
{
    while (times-- > 0) check(recv(e.tcp_in, e.room, SIZE, 0) == SIZE);
}
SKT(recv_tcp)
{
    while (times-- > 0) check(skt_recv(e.tcp_in, e.room, SIZE, 0) == SIZE);
}

RAW(send_udp)
{
    while (times-- > 0) check(send(e.udp_out, e.data, SIZE, MSG_NOSIGNAL) == SIZE);
}
SKT(send_udp)
{
    while (times-- > 0) check(skt_send(e.udp_out, e.data, SIZE, 0) == SIZE);
}

RAW(recv_udp)
{
    while (times-- > 0) check(recv(e.udp_in, e.room, SIZE, 0) == SIZE);
}
SKT(recv_udp)
{
    while (times-- > 0) check(skt_recv(e.udp_in, e.room, SIZE, 0) == SIZE);
}

RAW(sendto)
{
    const struct sockaddr *to = skt_native_sockaddr(&e.udp_in_address);
    while (times-- > 0) check(sendto(e.udp_out, e.data, SIZE, MSG_NOSIGNAL, to, e.udp_in_address.len) == SIZE);
}
SKT(sendto)
{
    while (times-- > 0) check(skt_sendto(e.udp_out, e.data, SIZE, 0, &e.udp_in_address) == SIZE);
}

RAW(recvfrom)
{
    struct sockaddr_storage from;
    while (times-- > 0) {
        socklen_t len = sizeof from;
        check(recvfrom(e.udp_in, e.room, SIZE, 0, (struct sockaddr *)&from, &len) == SIZE);
    }
}
SKT(recvfrom)
{
    skt_addr from;
    while (times-- > 0) check(skt_recvfrom(e.udp_in, e.room, SIZE, 0, &from) == SIZE);
}

RAW(send_2_vectors)
{
    struct iovec bufs[2] = {{e.data, 16}, {e.data + 16, SIZE - 16}};
    while (times-- > 0) {
        struct msghdr msg = {.msg_iov = bufs, .msg_iovlen = 2};
        check(sendmsg(e.tcp_out, &msg, MSG_NOSIGNAL) == SIZE);
    }
}
SKT(send_2_vectors)
{
    skt_buf bufs[2] = {{e.data, 16}, {e.data + 16, SIZE - 16}};
    while (times-- > 0) check(skt_sendv(e.tcp_out, bufs, 2, 0) == SIZE);
}

RAW(recv_2_vectors)
{
    struct iovec bufs[2] = {{e.room, 16}, {e.room + 16, SIZE - 16}};
    while (times-- > 0) {
        struct msghdr msg = {.msg_iov = bufs, .msg_iovlen = 2};
        check(recvmsg(e.tcp_in, &msg, 0) == SIZE && !(msg.msg_flags & MSG_TRUNC));
    }
}
SKT(recv_2_vectors)
{
    skt_buf bufs[2] = {{e.room, 16}, {e.room + 16, SIZE - 16}};
    int flags;
    while (times-- > 0) check(skt_recvv(e.tcp_in, bufs, 2, 0, &flags) == SIZE && !(flags & SKT_MSG_TRUNC));
}

RAW(recv_again)
{
    while (times-- > 0) check(recv(e.empty, e.room, SIZE, 0) < 0 && errno == EAGAIN);
}
SKT(recv_again)
{
    while (times-- > 0) check(skt_recv(e.empty, e.room, SIZE, 0) == SKT_EAGAIN);
}

RAW(set_bool)
{
    int on = 1;
    while (times-- > 0) check(setsockopt(e.tcp_out, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
}
SKT(set_bool)
{
    while (times-- > 0) check(skt_set_bool(e.tcp_out, SKT_TCP_NODELAY, true) == 0);
}

RAW(get_bool)
{
    int on;
    while (times-- > 0) {
        socklen_t len = sizeof on;
        check(getsockopt(e.tcp_out, IPPROTO_TCP, TCP_NODELAY, &on, &len) == 0 && on);
    }
}
SKT(get_bool)
{
    bool on;
    while (times-- > 0) check(skt_get_bool(e.tcp_out, SKT_TCP_NODELAY, &on) == 0 && on);
}

RAW(set_int)
{
    int size = 65536;
    while (times-- > 0) check(setsockopt(e.empty, SOL_SOCKET, SO_RCVBUF, &size, sizeof size) == 0);
}
SKT(set_int)
{
    while (times-- > 0) check(skt_set_int(e.empty, SKT_SO_RCVBUF, 65536) == 0);
}

RAW(get_int)
{
    int size;
    while (times-- > 0) {
        socklen_t len = sizeof size;
        check(getsockopt(e.empty, SOL_SOCKET, SO_RCVBUF, &size, &len) == 0 && size > 0);
    }
}
SKT(get_int)
{
    int64_t size;
    while (times-- > 0) check(skt_get_int(e.empty, SKT_SO_RCVBUF, &size) == 0 && size > 0);
}

/* An option that the system stores in whole seconds. */
RAW(set_duration)
{
    int idle = 30;
    while (times-- > 0) check(setsockopt(e.tcp_out, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle) == 0);
}
SKT(set_duration)
{
    while (times-- > 0) check(skt_set_duration(e.tcp_out, SKT_TCP_KEEPIDLE, SKT_SECONDS(30)) == 0);
}

RAW(get_duration)
{
    int idle;
    while (times-- > 0) {
        socklen_t len = sizeof idle;
        check(getsockopt(e.tcp_out, IPPROTO_TCP, TCP_KEEPIDLE, &idle, &len) == 0 && idle > 0);
    }
}
SKT(get_duration)
{
    skt_duration idle;
    while (times-- > 0) check(skt_get_duration(e.tcp_out, SKT_TCP_KEEPIDLE, &idle) == 0 && idle > 0);
}

/* An option that the system stores as a timeval. */
RAW(set_timeout)
{
    struct timeval timeout = {.tv_sec = 2, .tv_usec = 500000};
    while (times-- > 0) check(setsockopt(e.tcp_out, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout) == 0);
}
SKT(set_timeout)
{
    while (times-- > 0) check(skt_set_duration(e.tcp_out, SKT_SO_RCVTIMEO, SKT_MILLISECONDS(2500)) == 0);
}

RAW(get_timeout)
{
    struct timeval timeout;
    while (times-- > 0) {
        socklen_t len = sizeof timeout;
        check(getsockopt(e.tcp_out, SOL_SOCKET, SO_RCVTIMEO, &timeout, &len) == 0 && timeout.tv_sec >= 0);
    }
}
SKT(get_timeout)
{
    skt_duration timeout;
    while (times-- > 0) check(skt_get_duration(e.tcp_out, SKT_SO_RCVTIMEO, &timeout) == 0 && timeout > 0);
}

RAW(local_address)
{
    struct sockaddr_storage here;
    while (times-- > 0) {
        socklen_t len = sizeof here;
        check(getsockname(e.tcp_out, (struct sockaddr *)&here, &len) == 0);
    }
}
SKT(local_address)
{
    skt_addr here;
    while (times-- > 0) check(skt_local_address(e.tcp_out, &here) == 0);
}

/* Connects, accepts and closes both ends, the accepted one first: five calls. */
RAW(connection)
{
    const struct sockaddr *to = skt_native_sockaddr(&e.listener_address);
    while (times-- > 0) {
        int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
        check(client >= 0);
        check(connect(client, to, e.listener_address.len) == 0);
        int server = accept4(e.listener, NULL, NULL, SOCK_CLOEXEC);
        check(server >= 0);
        check(close(server) == 0);
        check(close(client) == 0);
    }
}
SKT(connection)
{
    skt_socket client, server;
    while (times-- > 0) {
        check(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_TCP, &client) == 0);
        check(skt_connect(client, &e.listener_address) == 0);
        check(skt_accept(e.listener, 0, &server, NULL) == 0);
        check(skt_close(server) == 0);
        check(skt_close(client) == 0);
    }
}

/* Compared with ppoll, which skt_poll calls. */
RAW(poll)
{
    while (times-- > 0) {
        struct pollfd fd = {.fd = e.udp_out, .events = POLLOUT};
        check(ppoll(&fd, 1, NULL, NULL) == 1 && fd.revents == POLLOUT);
    }
}
SKT(poll)
{
    while (times-- > 0) {
        skt_pollfd fd = {.socket = e.udp_out, .events = SKT_POLLOUT};
        check(skt_poll(&fd, 1, SKT_NEVER) == 1 && fd.revents == SKT_POLLOUT);
    }
}

/* Waits several times with a common deadline. */
static struct timespec until(int64_t deadline)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t left = deadline - ((int64_t)now.tv_sec * 1000000000 + now.tv_nsec);
    if (left < 0) left = 0;
    return (struct timespec){.tv_sec = (time_t)(left / 1000000000), .tv_nsec = (long)(left % 1000000000)};
}

RAW(poll_until)
{
    const int64_t deadline = skt_deadline_in(SKT_SECONDS(1000)).nanoseconds;
    while (times-- > 0) {
        struct pollfd fd = {.fd = e.udp_out, .events = POLLOUT};
        struct timespec wait = until(deadline);
        check(ppoll(&fd, 1, &wait, NULL) == 1 && fd.revents == POLLOUT);
    }
}
SKT(poll_until)
{
    const skt_deadline deadline = skt_deadline_in(SKT_SECONDS(1000));
    while (times-- > 0) {
        skt_pollfd fd = {.socket = e.udp_out, .events = SKT_POLLOUT};
        check(skt_poll(&fd, 1, deadline) == 1 && fd.revents == SKT_POLLOUT);
    }
}

/* A non-blocking connect by hand that waits as precisely as skt does and goes on after signals; -1 if it fails. */
static __attribute__((noinline)) int dial_by_hand(const struct sockaddr *to, socklen_t len, int64_t deadline)
{
    int s = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s < 0) return -1;
    int error = connect(s, to, len) == 0 ? 0 : errno;
    if (error == EINPROGRESS || error == EINTR) {
        struct pollfd fd = {.fd = s, .events = POLLOUT};
        int ready;
        do {
            struct timespec wait = until(deadline);
            ready = ppoll(&fd, 1, &wait, NULL);
        } while (ready < 0 && errno == EINTR);
        error = ready < 0 ? errno : ETIMEDOUT;
        socklen_t size = sizeof error;
        if (ready > 0 && getsockopt(s, SOL_SOCKET, SO_ERROR, &error, &size) < 0) error = errno;
    }
    int flags = error == 0 ? fcntl(s, F_GETFL) : -1;
    if (flags >= 0 && fcntl(s, F_SETFL, flags & ~O_NONBLOCK) == 0) return s;
    close(s);
    return -1;
}

/* A connection by a deadline, accepted and closed. */
static void accept_and_close(int client)
{
    int server = accept4(e.listener, NULL, NULL, SOCK_CLOEXEC);
    check(server >= 0 && close(server) == 0 && close(client) == 0);
}
RAW(dial_list)
{
    const struct sockaddr *to = skt_native_sockaddr(&e.listener_address);
    const int64_t deadline = skt_deadline_in(SKT_SECONDS(1000)).nanoseconds;
    while (times-- > 0) {
        int client = dial_by_hand(to, e.listener_address.len, deadline);
        check(client >= 0);
        accept_and_close(client);
    }
}
SKT(dial_list)
{
    const skt_deadline deadline = skt_deadline_in(SKT_SECONDS(1000));
    skt_socket client;
    while (times-- > 0) {
        check(skt_dial_list(&e.listener_address, 1, NULL, deadline, &client) == 0);
        accept_and_close(client);
    }
}

RAW(from_native)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_port = htons(80)};
    struct sockaddr_storage kept;
    while (times-- > 0) {
        memcpy(&kept, &from, sizeof from);
        __asm__ volatile("" : : "r"(&kept), "r"(&from) : "memory");
    }
}
SKT(from_native)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_port = htons(80)};
    skt_addr kept;
    while (times-- > 0) {
        check(skt_addr_from_native(&from, sizeof from, &kept) == 0);
        __asm__ volatile("" : : "r"(&kept), "r"(&from) : "memory");
    }
}

/* A peer address in a form that programs such as games and resolvers store in their tables. */
typedef struct peer {
    uint8_t ip[4];
    uint16_t port;
} peer;

static peer known;

/*
 * Sends a datagram to a peer, polls with skt's precision and receives it, converting the addresses to and from that
 * form.
 */
RAW(exchange)
{
    const int64_t deadline = skt_deadline_in(SKT_SECONDS(1000)).nanoseconds;
    while (times-- > 0) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(known.port)}, from;
        memcpy(&to.sin_addr, known.ip, 4);
        const struct sockaddr *target = (const struct sockaddr *)&to;
        check(sendto(e.udp_out, e.data, SIZE, MSG_NOSIGNAL, target, sizeof to) == SIZE);
        struct pollfd fd = {.fd = e.udp_in, .events = POLLIN};
        struct timespec wait = until(deadline);
        check(ppoll(&fd, 1, &wait, NULL) == 1 && (fd.revents & POLLIN));
        socklen_t len = sizeof from;
        check(recvfrom(e.udp_in, e.room, SIZE, 0, (struct sockaddr *)&from, &len) == SIZE);
        check(len == sizeof from && from.sin_family == AF_INET);
        peer sender = {.port = ntohs(from.sin_port)};
        memcpy(sender.ip, &from.sin_addr, 4);
        check(sender.port != 0 && sender.ip[0] == 127);
    }
}
SKT(exchange)
{
    const skt_deadline deadline = skt_deadline_in(SKT_SECONDS(1000));
    while (times-- > 0) {
        skt_addr to, from;
        skt_addr_ipv4(known.ip, known.port, &to);
        check(skt_sendto(e.udp_out, e.data, SIZE, 0, &to) == SIZE);
        skt_pollfd fd = {.socket = e.udp_in, .events = SKT_POLLIN};
        check(skt_poll(&fd, 1, deadline) == 1 && (fd.revents & SKT_POLLIN));
        check(skt_recvfrom(e.udp_in, e.room, SIZE, 0, &from) == SIZE);
        uint8_t ip[16];
        check(skt_addr_ip(&from, ip) == 4);
        peer sender = {.port = (uint16_t)skt_addr_port(&from)};
        memcpy(sender.ip, ip, 4);
        check(sender.port != 0 && sender.ip[0] == 127);
    }
}

static void fill_tcp(long times)
{
    check(send(e.tcp_out, e.room, (size_t)times * SIZE, 0) == times * SIZE);
}

static void drain_tcp(long times)
{
    check(recv(e.tcp_in, e.room, (size_t)times * SIZE, MSG_WAITALL) == times * SIZE);
}

static void fill_udp(long times)
{
    while (times-- > 0) check(send(e.udp_out, e.data, SIZE, 0) == SIZE);
}

static void drain_udp(long times)
{
    while (times-- > 0) check(recv(e.udp_in, e.room, SIZE, 0) == SIZE);
}

/* The limit for an option is raw + 20 instructions; durations get more, for the division or multiplication. */
const operation operations[] = {
    {BOTH(nothing)},
    {BOTH(send_tcp), .after = drain_tcp, .above = 8},
    {BOTH(recv_tcp), .before = fill_tcp, .above = 8},
    {BOTH(send_udp), .after = drain_udp, .above = 8},
    {BOTH(recv_udp), .before = fill_udp, .above = 8},
    {BOTH(sendto), .after = drain_udp, .above = 10},
    {BOTH(recvfrom), .before = fill_udp, .above = 11},
    {BOTH(send_2_vectors), .after = drain_tcp, .above = 14},
    {BOTH(recv_2_vectors), .before = fill_tcp, .above = 22},
    {BOTH(recv_again), .above = 8},
    {BOTH(set_bool), .option = true, .above = 20},
    {BOTH(get_bool), .option = true, .above = 20, .static_only = true},
    {BOTH(set_int), .option = true, .above = 20},
    {BOTH(get_int), .option = true, .above = 20},
    {BOTH(set_duration), .option = true, .above = 25},
    {BOTH(get_duration), .option = true, .above = 25},
    {BOTH(set_timeout), .option = true},
    {BOTH(get_timeout), .option = true},
    {BOTH(local_address), .above = 14},
    {BOTH(poll)},
    {BOTH(poll_until)},
    {BOTH(from_native), .at_most = 25, .no_call = true},
    {BOTH(exchange), .percent = 150},
    {BOTH(connection), .at_most = 120, .static_only = true},
    {BOTH(dial_list), .percent = 130},
};
const size_t operation_count = sizeof operations / sizeof operations[0];

skt_socket bound(int type, skt_addr *here)
{
    static const uint8_t loopback[4] = {127, 0, 0, 1};
    skt_socket s;
    skt_addr_ipv4(loopback, 0, here);
    check(skt_open(SKT_AF_INET, type, 0, &s) == 0);
    check(skt_bind(s, here) == 0);
    check(skt_local_address(s, here) == 0);
    return s;
}

void operations_begin(void)
{
    skt_addr here;
    e.listener = bound(SKT_SOCK_STREAM, &e.listener_address);
    check(skt_listen(e.listener, 16) == 0);
    e.tcp_out = bound(SKT_SOCK_STREAM, &here);
    check(skt_connect(e.tcp_out, &e.listener_address) == 0);
    check(skt_accept(e.listener, 0, &e.tcp_in, NULL) == 0);
    check(skt_set_bool(e.tcp_out, SKT_TCP_NODELAY, true) == 0);
    /*
     * Accepted sockets inherit the linger time of 0: the reset leaves no TIME_WAIT state, which would use up the ports.
     */
    check(skt_set_linger(e.listener, SKT_SO_LINGER, (skt_linger){.on = true}) == 0);

    e.udp_in = bound(SKT_SOCK_DGRAM, &e.udp_in_address);
    e.udp_out = bound(SKT_SOCK_DGRAM, &here);
    check(skt_connect(e.udp_out, &e.udp_in_address) == 0);
    check(skt_connect(e.udp_in, &here) == 0);
    check(skt_set_int(e.udp_in, SKT_SO_RCVBUF, 1 << 20) == 0);
    uint8_t ip[16];
    check(skt_addr_ip(&e.udp_in_address, ip) == 4);
    memcpy(known.ip, ip, 4);
    known.port = (uint16_t)skt_addr_port(&e.udp_in_address);
    e.empty = bound(SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, &here);
    message_operations_begin();
}
