/* SPDX-License-Identifier: MIT */
/* The text of an address: everything that can be known to be wrong is found here, before a resolver is asked. */
#include "endpoint.h"

#include "say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MPTCP_PREFIX "mptcp:"
#define PORT_MAX     65535

/* The families of the library's texts; whatever stands behind one of these is no host. */
static const char *const families[] = {
    "unix:", "vsock:", "link:", "netlink:", "can:", "hyperv:", "bluetooth:", "family:"};

/* What the text is, and how it is shown. */
typedef struct reading {
    const char *text;
    const char *shown;
    bool to_listen;
} reading;

static bool is_ip(const skt_addr *addr)
{
    return skt_addr_port(addr) >= 0;
}

static bool has_family(const char *text)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strncmp(text, families[i], strlen(families[i])) == 0) return true;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(const char *text)
{
    size_t len = 0;
    while (is_digit(text[len])) len++;
    return len > 0 && text[len] == '\0';
}

/* What the digits say; more than PORT_MAX for what is too large or begins with no digit. */
static long port_of(const char *digits)
{
    return all_digits(digits) && strlen(digits) <= 9 ? strtol(digits, NULL, 10) : PORT_MAX + 1L;
}

static int no_address(const reading *r)
{
    return complain_of_usage("%s is not an address: write HOST:PORT, [IPv6]:PORT or unix:PATH", r->shown);
}

static int read_family(const reading *r, endpoint *out)
{
    char why[SAY_MAX];
    if (strcmp(r->text, "unix:@") == 0) return complain_of_usage("%s: the abstract name is empty", r->shown);
    if (strcmp(r->text, "unix:") == 0 && !r->to_listen) return complain_of_usage("%s names no path", r->shown);
    int rc = skt_addr_parse(r->text, &out->addresses[0]);
    if (rc == SKT_EINVAL) return complain_of_usage("%s is not an address", r->shown);
    if (rc < 0) return complain("%s: %s", r->shown, explain(rc, why));
    int family = skt_addr_family(&out->addresses[0]);
    if (family != SKT_AF_UNIX && family != SKT_AF_VSOCK)
        return complain_of_usage("%s is not an address of a stream transport", r->shown);
    out->count = 1;
    return STATUS_OK;
}

/* A number, or the name of a service. `service` is NULL where there was no colon. */
static int read_service(const reading *r, const char *service, endpoint *out)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+.*/";
    if (service == NULL && r->to_listen) service = "0";
    if (service == NULL || service[0] == '\0')
        return complain_of_usage("%s lacks the port%s", r->shown, r->to_listen ? "" : " to connect to");
    if (strlen(service) >= sizeof out->service || strspn(service, allowed) != strlen(service)) return no_address(r);
    bool number = is_digit(service[0]) || service[0] == '-' || service[0] == '+';
    if (number && port_of(service) > PORT_MAX)
        return complain_of_usage("%s: %s is no port: it is 0 to 65535, or the name of a service", r->shown, service);
    if (number && port_of(service) == 0 && !r->to_listen)
        return complain_of_usage("%s lacks the port to connect to", r->shown);
    snprintf(out->service, sizeof out->service, "%s", service);
    return STATUS_OK;
}

/* Whether resolvers take it for the number of an address: 127.1, 4000, 0x7f000001. */
static bool is_numeric_host(const char *host)
{
    const char *dot = strrchr(host, '.');
    const char *last = dot ? dot + 1 : host;
    return is_digit(last[0]) && (all_digits(last) || last[1] == 'x' || last[1] == 'X');
}

static bool is_host_name(const char *host)
{
    for (const char *c = host; *c != '\0'; c += printable_bytes(c)) {
        if (printable_bytes(c) == 0 || strchr(" /\\@[]%*?#\"'<>(){}|,;=&!$`^~+", *c) != NULL) return false;
    }
    return host[0] != '\0' && host[0] != '-' && host[0] != '.';
}

/* A literal address whose port is a number is whole already; that of a service is looked up later. */
static void finish_literal(endpoint *out)
{
    if (is_digit(out->service[0])) {
        for (size_t i = 0; i < out->count; i++) skt_addr_set_port(&out->addresses[i], (uint16_t)port_of(out->service));
        out->service[0] = '\0';
    }
    out->host[0] = '\0';
}

static int read_literal(const reading *r, const char *literal, endpoint *out)
{
    char why[SAY_MAX];
    int rc = skt_addr_parse(literal, &out->addresses[0]);
    if (rc == SKT_EINVAL || (rc == 0 && !is_ip(&out->addresses[0]))) return no_address(r);
    if (rc < 0) return complain("%s: %s", r->shown, explain(rc, why));
    out->count = 1;
    finish_literal(out);
    return STATUS_OK;
}

static void set_every_address(endpoint *out)
{
    const uint8_t any[16] = {0};
    skt_addr_ipv6(any, 0, 0, &out->addresses[0]);
    skt_addr_ipv4(any, 0, &out->addresses[1]);
    out->count = 2;
    out->is_every_address = true;
    finish_literal(out);
}

/* "[::1]:4000": with brackets. */
static int read_brackets(const reading *r, endpoint *out)
{
    char literal[256];
    const char *end = strchr(r->text, ']');
    if (end == NULL || (end[1] != '\0' && end[1] != ':')) return no_address(r);
    size_t len = (size_t)(end + 1 - r->text);
    if (len >= sizeof literal) return no_address(r);
    memcpy(literal, r->text, len);
    literal[len] = '\0';
    int status = read_service(r, end[1] == ':' ? end + 2 : NULL, out);
    return status == STATUS_OK ? read_literal(r, literal, out) : status;
}

/* "::1", which has no port. */
static int read_bare_ipv6(const reading *r, endpoint *out)
{
    if (skt_addr_parse(r->text, &out->addresses[0]) == SKT_EINVAL) return no_address(r);
    if (!r->to_listen) return complain_of_usage("%s lacks the port to connect to: write [IPv6]:PORT", r->shown);
    int status = read_service(r, NULL, out);
    return status == STATUS_OK ? read_literal(r, r->text, out) : status;
}

static int read_host(const reading *r, endpoint *out)
{
    const char *colon = strchr(r->text, ':');
    size_t len = colon ? (size_t)(colon - r->text) : strlen(r->text);
    if (len >= sizeof out->host) return complain_of_usage("%s: no host has so long a name", r->shown);
    memcpy(out->host, r->text, len);
    out->host[len] = '\0';
    if (colon == NULL && all_digits(out->host))
        return complain_of_usage("%s is a number and no address: did you mean :%s?", r->shown, r->text);
    if (strcmp(out->host, "*") == 0 && colon != NULL)
        return complain_of_usage("%s is not an address: did you mean %.80s?", r->shown, r->shown + 1);
    if (len == 0 && !r->to_listen) return complain_of_usage("%s names no host to connect to", r->shown);
    if (len > 0 && !is_numeric_host(out->host) && !is_host_name(out->host)) return no_address(r);
    int status = read_service(r, colon ? colon + 1 : NULL, out);
    if (status != STATUS_OK) return status;
    if (len == 0)
        set_every_address(out);
    else if (is_numeric_host(out->host))
        return read_literal(r, out->host, out);
    return STATUS_OK;
}

static int read_text(const reading *r, endpoint *out)
{
    const char *colon = strchr(r->text, ':');
    if (r->text[0] == '\0') return complain_of_usage("the address is empty: write HOST:PORT, [IPv6]:PORT or unix:PATH");
    if (has_family(r->text)) return read_family(r, out);
    if (strstr(r->text, "://") != NULL)
        return complain_of_usage("%s is a URL and no address: write HOST:PORT", r->shown);
    if (r->text[0] == '[') return read_brackets(r, out);
    return colon != NULL && strchr(colon + 1, ':') != NULL ? read_bare_ipv6(r, out) : read_host(r, out);
}

int endpoint_parse(const char *text, bool mptcp, bool to_listen, endpoint *out)
{
    char shown[SAY_MAX];
    printable(text, shown);
    *out = (endpoint){.text = text, .patience = SKT_FOREVER};
    if (strncmp(text, MPTCP_PREFIX, strlen(MPTCP_PREFIX)) == 0) {
        out->text += strlen(MPTCP_PREFIX);
        mptcp = true;
    }
    if (mptcp) out->protocol = SKT_IPPROTO_MPTCP;
    int status = read_text(&(reading){out->text, shown, to_listen}, out);
    if (status == STATUS_OK && mptcp && out->count > 0 && !is_ip(&out->addresses[0]))
        return complain_of_usage("%s: MPTCP needs an IP address", shown);
    return status;
}

void endpoint_name(const endpoint *e, const skt_addr *addr, char name[ENDPOINT_TEXT_MAX])
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_addr_format(addr, text, sizeof text);
    size_t used = (size_t)snprintf(name, ENDPOINT_TEXT_MAX, "%s", e->protocol == SKT_IPPROTO_MPTCP ? MPTCP_PREFIX : "");
    for (const char *c = text; *c != '\0' && used + 5 < ENDPOINT_TEXT_MAX; c++) {
        size_t len = printable_bytes(c);
        if (len == 0) {
            /* A path may have any bytes, and its text may have each of them as a number. */
            used += (size_t)snprintf(name + used, ENDPOINT_TEXT_MAX - used, "%%%02x", (unsigned)(unsigned char)*c);
            continue;
        }
        memcpy(name + used, c, len);
        used += len;
        c += len - 1;
    }
    name[used] = '\0';
}
