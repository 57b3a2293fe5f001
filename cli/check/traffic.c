/* SPDX-License-Identifier: MIT */
#include "traffic.h"

#include <inttypes.h>
#include <string.h>

void check_pattern(uint8_t *out, size_t len, uint64_t position)
{
    for (size_t i = 0; i < len; i++) {
        uint64_t at = position + i;
        out[i] = (uint8_t)(at ^ at >> 8 ^ at >> 16);
    }
}

static bool is_pattern(const uint8_t *bytes, size_t len, uint64_t position)
{
    for (size_t i = 0; i < len; i++) {
        uint8_t wanted;
        check_pattern(&wanted, 1, position + i);
        if (bytes[i] != wanted) return false;
    }
    return true;
}

/* The progress of sending and receiving one stream. */
typedef struct pump {
    skt_socket from, to;
    uint64_t sent, received, total;
} pump;

/* Sends what the socket takes at once. Returns the count, 0 if it takes nothing, or an error. */
static skt_ssize push(pump *p)
{
    uint8_t bytes[16 * 1024];
    uint64_t left = p->total - p->sent;
    if (left == 0) return 0;
    size_t len = left < sizeof bytes ? (size_t)left : sizeof bytes;
    check_pattern(bytes, len, p->sent);
    skt_ssize count = skt_send(p->from, bytes, len, 0);
    if (count > 0) p->sent += (uint64_t)count;
    return skt_error_is_again((int)count) || count == SKT_EINTR ? 0 : count;
}

/* Receives what has arrived. Returns the same, or SKT_EBADMSG if it differs from what was sent. */
static skt_ssize pull(pump *p)
{
    uint8_t bytes[16 * 1024];
    skt_ssize count = skt_recv(p->to, bytes, sizeof bytes, 0);
    if (skt_error_is_again((int)count) || count == SKT_EINTR) return 0;
    if (count == 0) return SKT_EEOF;
    if (count > 0 && !is_pattern(bytes, (size_t)count, p->received)) return SKT_EBADMSG;
    if (count > 0) p->received += (uint64_t)count;
    return count;
}

/* Polls again after signals that do not end the program. */
static int wait_for(skt_pollfd *entries, size_t count)
{
    skt_deadline end = skt_deadline_in(CHECK_PATIENCE);
    int ready;
    do ready = skt_poll(entries, count, end);
    while (ready == SKT_EINTR && !os_interrupt_status());
    return ready == 0 ? SKT_ETIMEDOUT : ready < 0 ? ready : 0;
}

static int wait_for_either(const pump *p)
{
    skt_pollfd entries[] = {{.socket = p->to, .events = SKT_POLLIN}, {.socket = p->from, .events = SKT_POLLOUT}};
    return wait_for(entries, p->sent < p->total ? 2 : 1);
}

outcome check_stream(skt_socket from, skt_socket to, uint64_t total)
{
    pump p = {.from = from, .to = to, .total = total};
    int rc = skt_set_nonblocking(from, true);
    if (rc == 0) rc = skt_set_nonblocking(to, true);
    if (rc < 0) return check_error("set non-blocking", rc, false);
    while (p.received < total) {
        skt_ssize pushed = push(&p);
        if (pushed < 0) return check_error("send", (int)pushed, false);
        skt_ssize pulled = pull(&p);
        if (pulled == SKT_EBADMSG) return check_failed("what came differs after %" PRIu64 " bytes", p.received);
        if (pulled < 0) return check_error("receive", (int)pulled, false);
        if (pushed == 0 && pulled == 0) rc = wait_for_either(&p);
        if (rc < 0) return check_error("wait for data", rc, false);
    }
    return check_works();
}

skt_ssize check_recv(skt_socket s, void *out, size_t len, skt_addr *from_out)
{
    skt_pollfd entry = {.socket = s, .events = SKT_POLLIN};
    int rc = wait_for(&entry, 1);
    return rc < 0 ? rc : skt_recvfrom(s, out, len, 0, from_out);
}

static outcome check_message(skt_socket from, skt_socket to, const skt_addr *address, size_t len)
{
    uint8_t sent[2048], came[2048];
    skt_addr sender = {0}, source;
    check_pattern(sent, len, len);
    skt_ssize count = skt_sendto(from, sent, len, 0, address);
    if (count < 0) return check_error("send", (int)count, false);
    if ((size_t)count != len) return check_failed("only %td of %zu bytes were sent", count, len);
    count = check_recv(to, came, sizeof came, &sender);
    if (count < 0) return check_error("receive", (int)count, false);
    if ((size_t)count != len) return check_failed("%td bytes came of a message of %zu", count, len);
    if (memcmp(sent, came, len) != 0) return check_failed("a message of %zu bytes came with other content", len);
    bool tells_sender = address != NULL && skt_addr_family(&sender) != SKT_AF_UNSPEC;
    if (tells_sender && skt_local_address(from, &source) == 0 && !skt_addr_equal(&sender, &source))
        return check_failed("the sender's address is not the one that it has");
    return check_works();
}

outcome check_messages(skt_socket from, skt_socket to, const skt_addr *address, bool with_empty)
{
    static const size_t lengths[] = {0, 1, 13, 512, 1200};
    outcome o = check_works();
    for (size_t i = with_empty ? 0 : 1; o.verdict == CHECK_WORKS && i < COUNT_OF(lengths); i++)
        o = check_message(from, to, address, lengths[i]);
    return o;
}

static uint32_t sum_of(const uint8_t *bytes, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; i + 1 < len; i += 2) sum += (uint32_t)(bytes[i] << 8 | bytes[i + 1]);
    return sum;
}

/*
 * The checksum of ICMPv6 includes the addresses, the length and the protocol, RFC 4443. Some systems do not fill it in.
 */
static uint16_t echo_checksum(const uint8_t *request, size_t len, const skt_addr *address)
{
    uint8_t ip[16];
    uint32_t sum = sum_of(request, len);
    if (skt_addr_ip(address, ip) == 16) sum += 2 * sum_of(ip, sizeof ip) + (uint32_t)len + SKT_IPPROTO_ICMPV6;
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}

/* Finds the ICMP message: raw IPv4 sockets, and ping sockets of Apple's systems, also return the IP header. */
static const uint8_t *behind_ip_header(const uint8_t *bytes, size_t len, size_t *len_out)
{
    size_t header = len > 0 && bytes[0] >> 4 == 4 ? (size_t)(bytes[0] & 15) * 4 : 0;
    *len_out = header < len ? len - header : 0;
    return bytes + header;
}

outcome check_echo(skt_socket s, const skt_addr *address)
{
    enum { HEADER = 8, PAYLOAD = 32 };
    bool v6 = skt_addr_family(address) == SKT_AF_INET6;
    uint8_t request[HEADER + PAYLOAD] = {v6 ? 128 : 8};
    uint8_t came[512];
    check_pattern(request + 4, sizeof request - 4, (uint64_t)skt_now().nanoseconds);
    uint16_t sum = echo_checksum(request, sizeof request, address);
    request[2] = (uint8_t)(sum >> 8);
    request[3] = (uint8_t)sum;
    skt_ssize count = skt_sendto(s, request, sizeof request, 0, address);
    if (count < 0) return check_error("send", (int)count, false);
    /* A raw socket also receives messages for other programs, and its own request. */
    for (skt_deadline end = skt_deadline_in(CHECK_PATIENCE); !skt_deadline_passed(end);) {
        count = check_recv(s, came, sizeof came, NULL);
        if (count == SKT_ETIMEDOUT) break;
        if (count < 0) return check_error("receive", (int)count, false);
        size_t len;
        const uint8_t *reply = behind_ip_header(came, (size_t)count, &len);
        bool ours = len == sizeof request && reply[0] == (v6 ? 129 : 0);
        if (ours && memcmp(reply + HEADER, request + HEADER, PAYLOAD) == 0) return check_works();
    }
    outcome o = check_failed("no answer came: the system may be told to give none");
    o.verdict = CHECK_RESTRICTED;
    return o;
}

/* The name and the result of a call, for the report. */
typedef struct step {
    const char *name;
    int rc;
} step;

static step listen_at(const skt_addr *here, int type, int protocol, skt_socket *out)
{
    step at = {"open", skt_open(skt_addr_family(here), type, protocol, out)};
    if (at.rc < 0) return at;
    if (skt_addr_is_any(here) && skt_addr_family(here) == SKT_AF_INET6)
        at = (step){"allow IPv4 on the IPv6 socket", skt_set_bool(*out, SKT_IPV6_V6ONLY, false)};
    if (at.rc == 0) at = (step){"bind", skt_bind(*out, here)};
    if (at.rc == 0) at = (step){"listen", skt_listen(*out, 8)};
    if (at.rc < 0) skt_close(*out);
    return at;
}

static int accept_soon(skt_socket listener, skt_socket *out)
{
    skt_pollfd entry = {.socket = listener, .events = SKT_POLLIN};
    int rc = wait_for(&entry, 1);
    return rc < 0 ? rc : skt_accept(listener, 0, out, NULL);
}

static step connect_to(skt_socket listener, const skt_addr *there, int type, int protocol, skt_socket out[2])
{
    step at = {"open", skt_open(skt_addr_family(there), type, protocol, &out[0])};
    if (at.rc < 0) return at;
    at = (step){"connect", skt_connect_by(out[0], there, skt_deadline_in(CHECK_PATIENCE))};
    if (at.rc == 0) at = (step){"accept", accept_soon(listener, &out[1])};
    if (at.rc < 0) skt_close(out[0]);
    return at;
}

/* The address to connect to: the listener's, or `instead` with the listener's port. */
static int client_address(skt_socket listener, const skt_addr *instead, skt_addr *out)
{
    uint32_t cid, port;
    skt_addr local;
    int rc = skt_local_address(listener, &local);
    *out = instead ? *instead : local;
    if (rc < 0 || instead == NULL) return rc;
    if (skt_addr_vsock_parts(&local, &cid, &port) == 0) {
        uint32_t no_port;
        rc = skt_addr_vsock_parts(instead, &cid, &no_port);
        return rc < 0 ? rc : skt_addr_vsock(cid, port, out);
    }
    return skt_addr_set_port(out, (uint16_t)skt_addr_port(&local));
}

bool check_connect(const skt_addr *here, const skt_addr *instead, int type, int protocol, skt_socket out[2],
                   outcome *why)
{
    skt_socket listener;
    skt_addr there;
    step at = listen_at(here, type, protocol, &listener);
    if (at.rc < 0) {
        *why = check_error(at.name, at.rc, true);
        return false;
    }
    at = (step){"find the listener's address", client_address(listener, instead, &there)};
    if (at.rc == 0) at = connect_to(listener, &there, type, protocol, out);
    skt_close(listener);
    if (at.rc < 0) *why = check_error(at.name, at.rc, false);
    return at.rc == 0;
}
