/* SPDX-License-Identifier: MIT */
/* skt check: functions of the library besides sending and receiving. */
#include "facilities.h"

#include "../os.h"
#include "datagrams.h"
#include "loopback.h"
#include "report.h"
#include "traffic.h"

#include <stdio.h>
#include <string.h>

/*
 * A facility is tried on a new TCP connection over loopback or on a UDP socket bound there. Without a loopback
 * interface, facilities that work on any connection get a socket pair.
 */
typedef struct stage {
    skt_socket client, server, udp;
    skt_addr udp_address;
    outcome tcp, datagrams, connection; /* CHECK_WORKS, or why it could not be made */
} stage;

static outcome try_inheritance(const stage *on)
{
    bool fresh = true, accepted = true, asked = false;
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM | SKT_SOCK_INHERIT, 0, &s);
    if (rc < 0) return check_error("open", rc, true);
    rc = skt_get_inheritable(s, &asked);
    skt_close(s);
    if (rc == 0) rc = skt_get_inheritable(on->client, &fresh);
    if (rc == 0) rc = skt_get_inheritable(on->server, &accepted);
    if (rc < 0) return check_error("get", rc, false);
    if (fresh || accepted) return check_failed("child processes inherit what was to be kept from them");
    return asked ? check_works() : check_failed("SKT_SOCK_INHERIT is not inherited");
}

static outcome try_nonblocking(const stage *on)
{
    char byte;
    int rc = skt_set_nonblocking(on->server, true);
    if (rc < 0) return check_error("set", rc, false);
    skt_ssize count = skt_recv(on->server, &byte, 1, 0);
    rc = skt_set_nonblocking(on->server, false);
    if (count < 0 && !skt_error_is_again((int)count)) return check_error("receive", (int)count, false);
    if (count >= 0) return check_failed("receiving nothing did not say that it would wait");
    return rc < 0 ? check_error("set back", rc, false) : check_works();
}

static outcome try_deadline(const stage *on)
{
    char byte;
    skt_duration span = SKT_MILLISECONDS(30);
    skt_deadline begun = skt_now();
    int rc = skt_recv_all(on->server, &byte, 1, 0, skt_deadline_in(span), NULL);
    skt_duration took = skt_now().nanoseconds - begun.nanoseconds;
    if (rc < 0 && rc != SKT_ETIMEDOUT) return check_error("receive", rc, false);
    if (rc == 0) return check_failed("receiving nothing did not end with ETIMEDOUT");
    return took >= span && took < SKT_SECONDS(3) ? check_works() : check_failed("the wait had the wrong length");
}

static outcome try_timeout(const stage *on)
{
    char byte;
    int rc = skt_set_duration(on->server, SKT_SO_RCVTIMEO, SKT_MILLISECONDS(30));
    if (rc < 0) return check_error("set", rc, true);
    int count = (int)skt_recv(on->server, &byte, 1, 0);
    skt_set_duration(on->server, SKT_SO_RCVTIMEO, SKT_FOREVER);
    /* Windows returns SKT_ETIMEDOUT. */
    if (count == SKT_EAGAIN || count == SKT_ETIMEDOUT) return check_works();
    return check_count(count, SIZE_MAX, "receiving nothing did not end by SO_RCVTIMEO");
}

static outcome try_poll(const stage *on)
{
    skt_pollfd entry = {.socket = on->server, .events = SKT_POLLIN | SKT_POLLOUT};
    int ready = skt_poll(&entry, 1, skt_deadline_in(0));
    if (ready < 0) return check_error("wait", ready, false);
    if (ready != 1 || entry.revents != SKT_POLLOUT) return check_failed("a fresh connection is not just writable");
    skt_ssize count = skt_send(on->client, "x", 1, 0);
    if (count < 0) return check_error("send", (int)count, false);
    entry.events = SKT_POLLIN;
    ready = skt_poll(&entry, 1, skt_deadline_in(CHECK_PATIENCE));
    if (ready < 0) return check_error("wait", ready, false);
    if (ready != 1 || !(entry.revents & SKT_POLLIN)) return check_failed("data that came does not make it readable");
    char byte;
    return check_count(skt_recv(on->server, &byte, 1, 0), 1, "the data was not there");
}

static outcome try_vectors(const stage *on)
{
    char three[] = "abc", two[] = "de", first[2], second[3];
    skt_buf out[] = {skt_buf_of(three, 3), skt_buf_of(two, 2)};
    skt_buf in[] = {skt_buf_of(first, sizeof first), skt_buf_of(second, sizeof second)};
    skt_ssize count = skt_sendv(on->client, out, COUNT_OF(out), 0);
    if (count < 0) return check_error("send", (int)count, false);
    skt_pollfd entry = {.socket = on->server, .events = SKT_POLLIN};
    skt_poll(&entry, 1, skt_deadline_in(CHECK_PATIENCE));
    count = skt_recvv(on->server, in, COUNT_OF(in), 0, NULL);
    if (count < 0) return check_error("receive", (int)count, false);
    bool same = count == 5 && memcmp(first, "ab", 2) == 0 && memcmp(second, "cde", 3) == 0;
    return same ? check_works() : check_failed("what came differs");
}

static outcome try_peek_sender(const stage *on)
{
    skt_addr sender;
    char byte;
    skt_ssize count = skt_sendto(on->udp, "x", 1, 0, &on->udp_address);
    if (count < 0) return check_error("send", (int)count, false);
    int rc = skt_peek_sender(on->udp, &sender);
    if (rc < 0) return check_error("peek", rc, false);
    if (!skt_addr_equal(&sender, &on->udp_address)) return check_failed("the sender is another one");
    return check_count(check_recv(on->udp, &byte, 1, NULL), 1, "the datagram is gone");
}

static int fill_file(skt_file file, uint64_t len)
{
    uint8_t bytes[4096];
    for (uint64_t at = 0; at < len;) {
        size_t want = len - at < sizeof bytes ? (size_t)(len - at) : sizeof bytes;
        check_pattern(bytes, want, at);
        skt_ssize count = os_write_at(file, bytes, want, at);
        if (count < 0) return (int)count;
        at += (uint64_t)count;
    }
    return 0;
}

static outcome send_file(const stage *on, skt_file file, uint64_t len)
{
    uint8_t came[1000], wanted[sizeof came];
    uint64_t offset = 123, left = len - offset;
    while (left > 0) {
        uint64_t want = left < sizeof came ? left : sizeof came;
        skt_ssize sent = skt_sendfile(on->client, file, offset, want);
        if (sent <= 0) return check_error("send", sent < 0 ? (int)sent : SKT_EEOF, false);
        int rc = skt_recv_all(on->server, came, (size_t)sent, 0, skt_deadline_in(CHECK_PATIENCE), NULL);
        if (rc < 0) return check_error("receive", rc, false);
        check_pattern(wanted, (size_t)sent, offset);
        if (memcmp(came, wanted, (size_t)sent) != 0) return check_failed("what came differs");
        offset += (uint64_t)sent;
        left -= (uint64_t)sent;
    }
    return check_works();
}

static outcome try_sendfile(const stage *on)
{
    char folder[OS_PATH_MAX - 8], path[OS_PATH_MAX];
    skt_file file;
    int rc = os_make_temporary_folder(folder, sizeof folder);
    if (rc < 0) return check_folder_error("temporary folder", rc);
    snprintf(path, sizeof path, "%s/file", folder);
    rc = os_create(path, &file);
    outcome o = check_works();
    if (rc == 0) {
        const uint64_t len = 100000;
        rc = fill_file(file, len);
        if (rc == 0) o = send_file(on, file, len);
        os_close(file);
        os_remove(path);
    }
    os_remove_folder(folder);
    return rc < 0 ? check_folder_error("write a file", rc) : o;
}

static outcome try_duplicate(const stage *on)
{
    char byte;
    skt_socket copy;
    int rc = skt_dup(on->client, &copy);
    if (rc < 0) return check_error("duplicate", rc, false);
    skt_ssize count = skt_send(copy, "x", 1, 0);
    skt_close(copy);
    if (count < 0) return check_error("send", (int)count, false);
    return check_count(check_recv(on->server, &byte, 1, NULL), 1, "what was sent did not come");
}

static outcome try_handing_over(const stage *on)
{
    char byte;
    skt_socket channel[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET}, taken = SKT_INVALID_SOCKET;
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, channel);
    if (rc < 0) return check_error("make a channel", rc, true);
    rc = skt_export(on->client, channel[0], os_process_id());
    if (rc == 0) rc = skt_import(channel[1], 0, &taken);
    skt_close(channel[0]);
    skt_close(channel[1]);
    if (rc < 0) return check_error("hand over", rc, false);
    skt_ssize count = skt_send(taken, "x", 1, 0);
    skt_close(taken);
    if (count < 0) return check_error("send", (int)count, false);
    return check_count(check_recv(on->server, &byte, 1, NULL), 1, "what was sent did not come");
}

static outcome try_keepalive(const stage *on)
{
    bool is_on = false;
    skt_duration idle = 0;
    int rc = skt_set_keepalive(on->client, SKT_SECONDS(30), SKT_SECONDS(5), 3);
    bool spans_alone = rc < 0 && skt_set_keepalive(on->client, SKT_SECONDS(30), SKT_SECONDS(5), 0) == 0;
    if (spans_alone) return check_offered("the spans can be set, but not the count");
    if (rc < 0) return check_error("set", rc, true);
    rc = skt_get_bool(on->client, SKT_SO_KEEPALIVE, &is_on);
    if (rc == 0) rc = skt_get_duration(on->client, SKT_TCP_KEEPIDLE, &idle);
    if (rc < 0) return check_error("get", rc, false);
    return is_on && idle == SKT_SECONDS(30) ? check_works() : check_failed("what was set does not come back");
}

static outcome check_no_loopback(int rc)
{
    outcome o = check_error("loopback interface", rc, false);
    if (rc == SKT_ENODEV) o.verdict = CHECK_RESTRICTED;
    return o;
}

static outcome join_and_leave(skt_socket s, const char *group, skt_membership m)
{
    int rc = skt_addr_parse(group, &m.group);
    if (rc == 0) rc = skt_multicast_join(s, &m);
    if (rc < 0) return check_error("join", rc, true);
    rc = skt_multicast_leave(s, &m);
    return rc < 0 ? check_error("leave", rc, false) : check_works();
}

static outcome try_multicast(const stage *on)
{
    return join_and_leave(on->udp, "239.255.77.78", (skt_membership){.interface_address = on->udp_address});
}

static outcome try_multicast_v6(const stage *on)
{
    (void)on;
    char name[SKT_INTERFACE_NAME_MAX];
    skt_membership m = {0};
    skt_socket s;
    int rc = check_loopback(name, &m.interface_index);
    if (rc < 0) return check_no_loopback(rc);
    rc = skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) return check_error("open", rc, true);
    outcome o = join_and_leave(s, "ff15::77:78", m);
    skt_close(s);
    return o;
}

static outcome try_filter(const stage *on)
{
    static const skt_filter drop_all[] = {{.code = 0x06, .k = 0}}; /* return 0 */
    char text[8];
    int rc = skt_attach_filter(on->udp, drop_all, COUNT_OF(drop_all));
    if (rc < 0) return check_error("attach", rc, true);
    skt_ssize count = skt_sendto(on->udp, "dropped", 7, 0, &on->udp_address);
    rc = skt_detach_filter(on->udp);
    if (rc < 0) return check_error("detach", rc, false);
    if (count == 7) count = skt_sendto(on->udp, "kept", 4, 0, &on->udp_address);
    if (count < 0) return check_error("send", (int)count, false);
    count = check_recv(on->udp, text, sizeof text, NULL);
    if (count < 0 && count != SKT_ETIMEDOUT) return check_error("receive", (int)count, false);
    return count == 4 && memcmp(text, "kept", 4) == 0 ? check_works() : check_failed("it did not drop, or not stop to");
}

static outcome try_device(const stage *on)
{
    char name[SKT_INTERFACE_NAME_MAX] = "", back[SKT_INTERFACE_NAME_MAX] = "";
    uint32_t index = 0;
    int rc = check_loopback(name, &index);
    if (rc < 0) return check_no_loopback(rc);
    rc = skt_bind_device(on->udp, name);
    if (rc < 0) return check_error("bind", rc, true);
    rc = skt_device(on->udp, back, sizeof back);
    if (rc >= 0) skt_bind_device(on->udp, NULL);
    if (rc < 0) return check_error("get", rc, false);
    return strcmp(name, back) == 0 ? check_works() : check_failed("bound to %s, got %s back", name, back);
}

/* Binding a socket with the reservation's token must give it one of the reserved ports. */
static outcome try_reserved_ports(const stage *on)
{
    (void)on;
    uint16_t first = 0;
    uint64_t token = 0;
    skt_socket keeper, user;
    skt_addr here;
    skt_addr_ipv4((const uint8_t[4]){127, 0, 0, 1}, 0, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &keeper);
    if (rc < 0) return check_error("open", rc, true);
    rc = skt_ports_reserve(keeper, 0, 1, &first, &token);
    outcome o = rc < 0 ? check_error("reserve", rc, true) : check_works();
    if (rc == 0 && skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &user) == 0) {
        rc = skt_set_u64(user, SKT_SIO_ASSOCIATE_PORT_RESERVATION, token);
        if (rc == 0) rc = skt_bind(user, &here);
        if (rc == 0) rc = skt_local_address(user, &here);
        if (rc < 0) o = check_error("use", rc, false);
        if (rc == 0 && skt_addr_port(&here) != first) o = check_failed("the port is another one");
        skt_close(user);
    }
    skt_close(keeper);
    return o;
}

static outcome try_original_destination(const stage *on)
{
    skt_addr to;
    int rc = skt_original_destination(on->server, &to);
    /* These errors say that the connection was not redirected, which is right. */
    if (rc == SKT_ENOENT || rc == SKT_EINVAL) return check_works();
    return rc == 0 ? check_offered("something redirects connections over loopback") : check_error("get", rc, true);
}

static outcome try_interfaces(const stage *on)
{
    (void)on;
    char name[SKT_INTERFACE_NAME_MAX] = "", back[SKT_INTERFACE_NAME_MAX] = "";
    uint32_t index = 0;
    int rc = check_loopback(name, &index);
    if (rc < 0) return check_no_loopback(rc);
    int by_name = skt_interface_index(name);
    if (by_name < 0) return check_error("index of the name", by_name, false);
    rc = skt_interface_name(index, back, sizeof back);
    if (rc < 0) return check_error("name of the index", rc, false);
    bool same = (uint32_t)by_name == index && strcmp(name, back) == 0;
    return same ? check_works() : check_failed("name and index do not belong together");
}

/* A resolver that does not know localhost is a matter of the machine's configuration. */
static outcome check_resolver_error(int rc)
{
    outcome o = check_error("localhost", rc, false);
    bool is_resolvers = rc <= -30000 && rc > -30100;
    if (o.verdict == CHECK_FAILED && is_resolvers) o.verdict = CHECK_RESTRICTED;
    return o;
}

static outcome try_resolving(const stage *on)
{
    (void)on;
    skt_addr found[8];
    int count = skt_resolve("localhost", "80", SKT_AF_UNSPEC, SKT_SOCK_STREAM, 0, found, COUNT_OF(found));
    if (count < 0) return check_resolver_error(count);
    for (int i = 0; i < count && i < (int)COUNT_OF(found); i++)
        if (!skt_addr_is_loopback(&found[i]) || skt_addr_port(&found[i]) != 80)
            return check_failed("localhost is not this machine");
    return count > 0 ? check_works() : check_failed("localhost has no address");
}

static void close_if_open(skt_socket s)
{
    if (s != SKT_INVALID_SOCKET) skt_close(s);
}

/* Connects to a port that was bound and released, so that nobody listens there. */
static outcome try_refusal(const stage *on)
{
    (void)on;
    skt_socket s[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
    skt_addr nobody;
    int rc = skt_addr_parse("127.0.0.1:0", &nobody);
    if (rc == 0) rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s[0]);
    if (rc < 0) return check_error("open", rc, true);
    rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s[1]);
    if (rc == 0) rc = skt_bind(s[0], &nobody);
    if (rc == 0) rc = skt_local_address(s[0], &nobody);
    if (rc == 0) rc = skt_connect_by(s[1], &nobody, skt_deadline_in(CHECK_PATIENCE));
    close_if_open(s[0]);
    close_if_open(s[1]);
    if (rc == SKT_ECONNREFUSED) return check_works();
    return rc < 0 ? check_error("connect", rc, false) : check_failed("somebody answered");
}

static outcome try_lost_peer(const stage *on)
{
    int before = os_interrupt_status();
    skt_shutdown(on->client, SKT_SHUT_WR);
    skt_ssize count = skt_send(on->client, "x", 1, 0);
    if (os_interrupt_status() != before) return check_failed("a signal came");
    if (count == SKT_EPIPE) return check_works();
    return count < 0 ? check_error("send", (int)count, false) : check_failed("sending after the end was no error");
}

/* The socket that a facility needs. */
enum need { NOTHING, CONNECTION, TCP, DATAGRAMS };

/* The features of datagrams, by SKT_INFO_ bit. */
#define INFO(name, bit)                        \
    static outcome try_##name(const stage *on) \
    {                                          \
        (void)on;                              \
        return check_datagram_info(bit);       \
    }
INFO(local, SKT_INFO_LOCAL)
INFO(ecn, SKT_INFO_ECN)
INFO(hop_limit, SKT_INFO_HOP_LIMIT)
INFO(arrival, SKT_INFO_TIME)

static outcome try_segmented_sending(const stage *on)
{
    (void)on;
    return check_segments(false);
}

static outcome try_coalesced_receiving(const stage *on)
{
    (void)on;
    return check_segments(true);
}

/* A wake must stay visible until it is cleared. */
static outcome try_waker(const stage *on)
{
    skt_waker waker;
    (void)on;
    int rc = skt_waker_open(&waker);
    if (rc < 0) return check_error("open", rc, false);
    skt_pollfd entry = {.socket = skt_waker_socket(&waker), .events = SKT_POLLIN};
    rc = skt_waker_wake(&waker);
    if (rc == 0) rc = skt_poll(&entry, 1, skt_deadline_in(CHECK_PATIENCE));
    int cleared = skt_waker_clear(&waker);
    skt_waker_close(&waker);
    if (rc < 0 || cleared < 0) return check_error("wake", rc < 0 ? rc : cleared, false);
    return rc == 1 ? check_works() : check_failed("nobody was woken");
}

static outcome try_handles(const stage *on)
{
    skt_socket channel[2];
    skt_file got[1] = {0};
    char byte;
    size_t len = sizeof byte;
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, channel);
    if (rc < 0) return check_error("pair", rc, true);
    const skt_file handle = (skt_file)on->client;
    rc = skt_send_handles(channel[0], &handle, 1, "x", 1);
    if (rc == 0) rc = skt_recv_handles(channel[1], got, 1, &byte, &len);
    if (rc == 1) skt_close((skt_socket)got[0]);
    skt_close(channel[0]);
    skt_close(channel[1]);
    if (rc < 0) return check_error("hand over", rc, false);
    return rc == 1 ? check_works() : check_failed("no handle came");
}

static const struct {
    const char *name;
    outcome (*run)(const stage *on);
    enum need need;
    int family; /* also needs the loopback address of this family; SKT_AF_UNSPEC for none */
} rows[] = {
    {"inheritance by child processes", try_inheritance, CONNECTION, SKT_AF_UNSPEC},
    {"non-blocking mode", try_nonblocking, CONNECTION, SKT_AF_UNSPEC},
    {"deadlines", try_deadline, CONNECTION, SKT_AF_UNSPEC},
    {"receive timeout", try_timeout, CONNECTION, SKT_AF_UNSPEC},
    {"waiting for events", try_poll, CONNECTION, SKT_AF_UNSPEC},
    {"several buffers at once", try_vectors, CONNECTION, SKT_AF_UNSPEC},
    {"sender of a waiting datagram", try_peek_sender, DATAGRAMS, SKT_AF_INET},
    {"where a datagram arrived", try_local, DATAGRAMS, SKT_AF_INET},
    {"ECN of a datagram", try_ecn, DATAGRAMS, SKT_AF_INET},
    {"hop limit of a datagram", try_hop_limit, DATAGRAMS, SKT_AF_INET},
    {"time of a datagram", try_arrival, DATAGRAMS, SKT_AF_INET},
    {"segmented sending", try_segmented_sending, DATAGRAMS, SKT_AF_INET},
    {"coalesced receiving", try_coalesced_receiving, DATAGRAMS, SKT_AF_INET},
    {"waking a thread that waits", try_waker, NOTHING, SKT_AF_UNSPEC},
    {"handles over a Unix socket", try_handles, CONNECTION, SKT_AF_UNSPEC},
    {"sending a file", try_sendfile, CONNECTION, SKT_AF_UNSPEC},
    {"duplicated sockets", try_duplicate, CONNECTION, SKT_AF_UNSPEC},
    {"sockets handed to a process", try_handing_over, CONNECTION, SKT_AF_UNSPEC},
    {"keepalive", try_keepalive, TCP, SKT_AF_INET},
    {"multicast groups, IPv4", try_multicast, DATAGRAMS, SKT_AF_INET},
    {"multicast groups, IPv6", try_multicast_v6, NOTHING, SKT_AF_INET6},
    {"packet filters", try_filter, DATAGRAMS, SKT_AF_INET},
    {"binding to an interface", try_device, DATAGRAMS, SKT_AF_INET},
    {"reserved ports", try_reserved_ports, NOTHING, SKT_AF_INET},
    {"original destination", try_original_destination, TCP, SKT_AF_INET},
    {"interfaces", try_interfaces, NOTHING, SKT_AF_UNSPEC},
    {"resolving localhost", try_resolving, NOTHING, SKT_AF_UNSPEC},
    {"refused connections", try_refusal, NOTHING, SKT_AF_INET},
    {"no signal for a lost peer", try_lost_peer, CONNECTION, SKT_AF_UNSPEC},
};

static void connect_stage(stage *on)
{
    skt_addr here;
    skt_socket ends[2];
    skt_addr_ipv4((const uint8_t[4]){127, 0, 0, 1}, 0, &here);
    on->connection = on->tcp = check_works();
    if (!check_connect(&here, NULL, SKT_SOCK_STREAM, 0, ends, &on->tcp)) {
        if (skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, ends) < 0) {
            on->connection = on->tcp;
            return;
        }
    }
    on->client = ends[0];
    on->server = ends[1];
}

static void bind_stage(stage *on)
{
    skt_addr here;
    skt_addr_ipv4((const uint8_t[4]){127, 0, 0, 1}, 0, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &on->udp);
    if (rc == 0) rc = skt_bind(on->udp, &here);
    if (rc == 0) rc = skt_local_address(on->udp, &on->udp_address);
    on->datagrams = rc < 0 ? check_error("a UDP socket on loopback", rc, true) : check_works();
}

static outcome run_on(size_t i, const stage *on)
{
    const outcome *needed = NULL;
    switch (rows[i].need) {
    case NOTHING: break;
    case CONNECTION: needed = &on->connection; break;
    case TCP: needed = &on->tcp; break;
    case DATAGRAMS: needed = &on->datagrams; break;
    }
    return needed != NULL && needed->verdict != CHECK_WORKS ? *needed : rows[i].run(on);
}

/* Each row gets new sockets, so that it cannot disturb the next one. */
static outcome run_row(size_t i)
{
    stage on = {.client = SKT_INVALID_SOCKET, .server = SKT_INVALID_SOCKET, .udp = SKT_INVALID_SOCKET};
    if (rows[i].need == CONNECTION || rows[i].need == TCP) connect_stage(&on);
    if (rows[i].need == DATAGRAMS) bind_stage(&on);
    outcome o = run_on(i, &on);
    close_if_open(on.client);
    close_if_open(on.server);
    close_if_open(on.udp);
    return o;
}

void check_facilities(void)
{
    for (size_t i = 0; i < COUNT_OF(rows) && !os_interrupt_status(); i++) {
        outcome o = run_row(i);
        check_add_cause(&o, rows[i].family);
        report_line(rows[i].name, o);
    }
}
