/* SPDX-License-Identifier: MIT */
/*
 * Addresses as text: one row per prefix, with a function that parses the text behind it and one that prints it.
 * skt_addr_parse in address.h describes the forms.
 */
#include "sys.h"
#include "text.h"

/* Skips the character `c`; false if another one is next. */
static bool take_char(const char **at, char c)
{
    if (**at != c) return false;
    ++*at;
    return true;
}

/* Reads a number and the separator `end` behind it; '\0' is the end of the text. */
static bool take_field(const char **at, unsigned base, uint64_t most, char end, uint64_t *out)
{
    if (!skt__take_number(at, base, most, out)) return false;
    return end == '\0' ? **at == '\0' : take_char(at, end);
}

static int parse_ipv4(const char *ip, uint16_t port, skt_addr *out)
{
    uint8_t bytes[4];
    if (inet_pton(AF_INET, ip, bytes) != 1) return SKT_EINVAL;
    skt_addr_ipv4(bytes, port, out);
    return 0;
}

/* The scope behind a per cent sign: an interface's index or name. */
static int parse_scope(const char *text, uint32_t *out)
{
    uint64_t number;
    const char *at = text;
    /* Linux ignores a colon in an interface name and all behind it, so that "fe80::1%lo:80" would lose its port. */
    if (*text == '\0' || strchr(text, ':')) return SKT_EINVAL;
    if (*text < '0' || *text > '9' || !take_field(&at, 10, UINT32_MAX, '\0', &number)) {
        int index = skt_interface_index(text);
        if (index < 0) return index;
        number = (uint32_t)index;
    }
    *out = (uint32_t)number;
    return 0;
}

/* Whether an IPv4 tail, as in ::1.2.3.04, has a number with a leading zero, which some systems' inet_pton accepts. */
static bool has_leading_zero(const char *ip)
{
    const char *at = strchr(ip, '.') ? strrchr(ip, ':') : NULL;
    for (; at; at = strchr(at + 1, '.'))
        if (at[1] == '0' && at[2] >= '0' && at[2] <= '9') return true;
    return false;
}

/* Room for an IPv6 address with the name of its scope. */
#define IP_ROOM (46 + 1 + SKT_INTERFACE_NAME_MAX)

/* Cuts the scope off `ip`. */
static int parse_ipv6(char *ip, uint16_t port, skt_addr *out)
{
    uint8_t bytes[16];
    uint32_t scope = 0;
    char *percent = strchr(ip, '%');
    if (percent) *percent = '\0';
    if (inet_pton(AF_INET6, ip, bytes) != 1 || has_leading_zero(ip)) return SKT_EINVAL;
    int rc = percent ? parse_scope(percent + 1, &scope) : 0;
    if (rc == 0) skt_addr_ipv6(bytes, port, scope, out);
    return rc;
}

/* All `len` bytes at `start` must be an IP address. */
static int parse_host(const char *start, size_t len, bool v6, uint16_t port, skt_addr *out)
{
    char ip[IP_ROOM];
    if (len >= sizeof ip) return SKT_EINVAL;
    memcpy(ip, start, len);
    ip[len] = '\0';
    return v6 ? parse_ipv6(ip, port, out) : parse_ipv4(ip, port, out);
}

int skt_ip_parse(const char *text, uint16_t port, skt_addr *out)
{
    return parse_host(text, strlen(text), strchr(text, ':') != NULL, port, out);
}

/* Reads an optional last field: `mark` and decimal digits. The text must end behind it. */
static bool take_extra(const char **at, const char *mark, uint64_t most, uint64_t *out)
{
    size_t len = strlen(mark);
    if (**at == '\0') return true;
    if (strncmp(*at, mark, len) != 0) return false;
    *at += len;
    return take_field(at, 10, most, '\0', out);
}

static void put_extra(skt__text *text, const char *mark, uint32_t number)
{
    if (number == 0) return;
    skt__put(text, mark);
    skt__put_decimal(text, number);
}

/* An address without a prefix is IP: IPv6 in brackets or with two colons, else IPv4. */
static int parse_ip(const char *text, skt_addr *out)
{
    const char *end = *text == '[' ? strchr(text, ']') : strchr(text, ':');
    bool bracket = *text == '[';
    if (bracket && end == NULL) return SKT_EINVAL;
    bool bare_ipv6 = !bracket && end != NULL && strchr(end + 1, ':') != NULL;
    if (end == NULL || bare_ipv6) end = text + strlen(text);

    uint64_t port = 0, flow = 0;
    const char *start = text + bracket, *behind = end + bracket;
    if (*behind != '\0' && !(take_char(&behind, ':') && skt__take_number(&behind, 10, 65535, &port))) return SKT_EINVAL;
    if (bracket ? !take_extra(&behind, "?flow=", 0x0fffffff, &flow) : *behind != '\0') return SKT_EINVAL;
    skt_addr parsed;
    int rc = parse_host(start, (size_t)(end - start), bracket || bare_ipv6, (uint16_t)port, &parsed);
    if (rc == 0 && flow > 0) rc = skt_addr_set_flow(&parsed, (uint32_t)flow);
    if (rc == 0) *out = parsed;
    return rc;
}

static void format_ipv4(skt__text *text, const uint8_t ip[4])
{
    for (size_t i = 0; i < 4; i++) {
        if (i > 0) skt__put_char(text, '.');
        skt__put_decimal(text, ip[i]);
    }
}

/* RFC 5952: lower case, no leading zeros, :: for the longest run of two or more zero groups, the first if several. */
static void format_ipv6(skt__text *text, const uint8_t ip[16], bool mapped)
{
    int best = -1, best_len = 1;
    for (int start = 0; start < 8; start++) {
        int len = 0;
        while (start + len < 8 && ip[2 * (start + len)] == 0 && ip[2 * (start + len) + 1] == 0) len++;
        if (len > best_len) best = start, best_len = len;
    }
    if (mapped) {
        skt__put(text, "::ffff:");
        format_ipv4(text, ip + 12);
        return;
    }
    for (int i = 0; i < 8; i++) {
        if (i == best) {
            skt__put(text, "::");
            i += best_len - 1;
            continue;
        }
        if (i > 0 && i != best + best_len) skt__put_char(text, ':');
        skt__put_hex(text, (unsigned)ip[2 * i] << 8 | ip[2 * i + 1], 1);
    }
}

/* Writes the address without its port; false if it is not an IP address. */
static bool format_host(const skt_addr *addr, skt__text *text)
{
    uint8_t ip[16];
    switch (skt_addr_ip(addr, ip)) {
    case 4: format_ipv4(text, ip); return true;
    case 16: format_ipv6(text, ip, skt_addr_is_v4_mapped(addr)); break;
    default: return false;
    }
    if (skt_addr_scope(addr) != 0) {
        skt__put_char(text, '%');
        skt__put_decimal(text, skt_addr_scope(addr));
    }
    return true;
}

int skt_ip_format(const skt_addr *addr, char *out, size_t size)
{
    skt__text text = {.out = out, .size = size};
    return format_host(addr, &text) ? skt__put_end(&text) : SKT_EAFNOSUPPORT;
}

static void format_ip(const skt_addr *addr, skt__text *text)
{
    bool v6 = skt_addr_family(addr) == SKT_AF_INET6;
    if (v6) skt__put_char(text, '[');
    format_host(addr, text);
    if (v6) skt__put_char(text, ']');
    skt__put_char(text, ':');
    skt__put_decimal(text, (uint64_t)skt_addr_port(addr));
    put_extra(text, "?flow=", skt_addr_flow(addr));
}

static int parse_unix(const char *text, skt_addr *out)
{
    char bytes[SKT_STORAGE_SIZE];
    size_t len = 0;
    bool abstract = take_char(&text, '@');
    bool has_zero = false;
    while (*text) {
        int high = *text == '%' ? skt__hex_digit(text[1]) : -1;
        int low = high < 0 ? -1 : skt__hex_digit(text[2]);
        if (len == sizeof bytes - 1) return SKT_ENAMETOOLONG;
        bytes[len] = (char)(low < 0 ? *text : high << 4 | low);
        has_zero |= bytes[len++] == '\0';
        text += low < 0 ? 1 : 3;
    }
    if (abstract) return skt_addr_unix_abstract(bytes, len, out);
    if (has_zero) return SKT_EINVAL;
    bytes[len] = '\0';
    if (len > 0) return skt_addr_unix(bytes, out);
    skt_addr_unix_unnamed(out);
    return 0;
}

/* Escapes the bytes that the parser would misread, and control characters. */
static void put_name(skt__text *text, const unsigned char *bytes, size_t len, bool any_bytes)
{
    for (size_t i = 0; i < len; i++) {
        bool mark = i == 0 && !any_bytes && bytes[i] == '@';
        if (bytes[i] < ' ' || bytes[i] == 0x7f || bytes[i] == '%' || mark || (any_bytes && bytes[i] > 0x7f)) {
            skt__put_char(text, '%');
            skt__put_hex(text, bytes[i], 2);
        } else {
            skt__put_char(text, (char)bytes[i]);
        }
    }
}

static bool format_unix(const skt_addr *addr, skt__text *text)
{
    size_t len = 0;
    const char *path = skt_addr_unix_path(addr);
    const void *name = skt_addr_unix_abstract_name(addr, &len);
    if (path) put_name(text, (const unsigned char *)path, strlen(path), false);
    if (name) {
        skt__put_char(text, '@');
        put_name(text, name, len, true);
    }
    return true;
}

static int parse_vsock(const char *text, skt_addr *out)
{
    uint64_t cid, port, flags = 0;
    bool good = take_field(&text, 10, UINT32_MAX, ':', &cid) && skt__take_number(&text, 10, UINT32_MAX, &port);
    if (!good || !take_extra(&text, "?flags=", UINT32_MAX, &flags)) return SKT_EINVAL;
    skt_addr parsed;
    int rc = skt_addr_vsock((uint32_t)cid, (uint32_t)port, &parsed);
    if (rc == 0) rc = skt_addr_set_vsock_flags(&parsed, (uint32_t)flags);
    if (rc == 0) *out = parsed;
    return rc;
}

static void put_pair(skt__text *text, uint32_t first, uint32_t second)
{
    skt__put_decimal(text, first);
    skt__put_char(text, ':');
    skt__put_decimal(text, second);
}

static bool format_vsock(const skt_addr *addr, skt__text *text)
{
    uint32_t cid, port;
    if (skt_addr_vsock_parts(addr, &cid, &port) < 0) return false;
    put_pair(text, cid, port);
    put_extra(text, "?flags=", skt_addr_vsock_flags(addr));
    return true;
}

static int parse_link(const char *text, skt_addr *out)
{
    uint64_t index, protocol;
    uint8_t hardware[SKT_STORAGE_SIZE];
    if (!take_field(&text, 10, INT32_MAX, ':', &index)) return SKT_EINVAL;
    if (!skt__take_number(&text, 16, UINT16_MAX, &protocol)) return SKT_EINVAL;
    int len = take_char(&text, ':') ? skt__take_bytes(text, ':', hardware, sizeof hardware) : 0;
    if (len < 0 || (len == 0 && *text != '\0')) return SKT_EINVAL;
    return skt_addr_link((uint32_t)index, (uint16_t)protocol, hardware, (size_t)len, out);
}

static bool format_link(const skt_addr *addr, skt__text *text)
{
    uint32_t index;
    uint16_t protocol;
    size_t len;
    if (skt_addr_link_parts(addr, &index, &protocol, NULL, &len) < 0 || index > INT32_MAX) return false;
    if (len > SKT__HARDWARE_MOST) return false;
    skt__put_decimal(text, index);
    skt__put_char(text, ':');
    skt__put_hex(text, protocol, 4);
    if (len > 0) skt__put_char(text, ':');
    skt__put_between(text, skt_addr_link_hardware(addr, &len), len, ":");
    return true;
}

static int parse_netlink(const char *text, skt_addr *out)
{
    uint64_t pid, groups;
    bool good = take_field(&text, 10, UINT32_MAX, ':', &pid) && take_field(&text, 10, UINT32_MAX, '\0', &groups);
    return good ? skt_addr_netlink((uint32_t)pid, (uint32_t)groups, out) : SKT_EINVAL;
}

static bool format_netlink(const skt_addr *addr, skt__text *text)
{
    uint32_t pid, groups;
    if (skt_addr_netlink_parts(addr, &pid, &groups) < 0) return false;
    put_pair(text, pid, groups);
    return true;
}

static int parse_can(const char *text, skt_addr *out)
{
    uint64_t index, receive = 0, transmit = 0;
    if (!skt__take_number(&text, 10, INT32_MAX, &index)) return SKT_EINVAL;
    if (take_char(&text, ':')) {
        bool ids =
            take_field(&text, 10, UINT32_MAX, ':', &receive) && take_field(&text, 10, UINT32_MAX, '\0', &transmit);
        if (!ids) return SKT_EINVAL;
    }
    if (*text != '\0') return SKT_EINVAL;
    return skt_addr_can((uint32_t)index, (uint32_t)receive, (uint32_t)transmit, out);
}

static bool format_can(const skt_addr *addr, skt__text *text)
{
    uint32_t index, receive, transmit;
    if (skt_addr_can_parts(addr, &index, &receive, &transmit) < 0 || index > INT32_MAX) return false;
    skt__put_decimal(text, index);
    skt__put_char(text, ':');
    put_pair(text, receive, transmit);
    return true;
}

static int parse_j1939(const char *text, skt_addr *out)
{
    uint64_t index, name, group, address;
    bool good = take_field(&text, 10, INT32_MAX, ':', &index) && take_field(&text, 16, UINT64_MAX, ':', &name) &&
                take_field(&text, 16, UINT32_MAX, ':', &group) && take_field(&text, 16, UINT8_MAX, '\0', &address);
    return good ? skt_addr_j1939((uint32_t)index, name, (uint32_t)group, (uint8_t)address, out) : SKT_EINVAL;
}

/* Without group and address a J1939 address cannot be told from one of ISO-TP, which format_can prints. */
static bool format_j1939(const skt_addr *addr, skt__text *text)
{
    uint32_t index, group;
    uint64_t name;
    uint8_t address;
    if (skt_addr_j1939_parts(addr, &index, &name, &group, &address) < 0 || index > INT32_MAX) return false;
    if (group == 0 && address == 0) return false;
    skt__put_decimal(text, index);
    skt__put_char(text, ':');
    skt__put_hex(text, name, 16);
    skt__put_char(text, ':');
    skt__put_hex(text, group, 5);
    skt__put_char(text, ':');
    skt__put_hex(text, address, 2);
    return true;
}

/* For each byte of a GUID's text its index in memory, and whether a dash precedes it. */
static const uint8_t guid_order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
static const bool guid_dash[16] = {[4] = true, [6] = true, [8] = true, [10] = true};

static bool take_guid(const char **at, uint8_t out[16])
{
    for (size_t i = 0; i < 16; i++) {
        if (guid_dash[i] && !take_char(at, '-')) return false;
        int high = skt__hex_digit((*at)[0]);
        int low = high < 0 ? -1 : skt__hex_digit((*at)[1]);
        if (low < 0) return false;
        out[guid_order[i]] = (uint8_t)(high << 4 | low);
        *at += 2;
    }
    return true;
}

static void put_guid(skt__text *text, const uint8_t guid[16])
{
    for (size_t i = 0; i < 16; i++) {
        if (guid_dash[i]) skt__put_char(text, '-');
        skt__put_hex(text, guid[guid_order[i]], 2);
    }
}

static int parse_hyperv(const char *text, skt_addr *out)
{
    uint8_t vm[16], service[16];
    bool good = take_guid(&text, vm) && take_char(&text, ':') && take_guid(&text, service) && *text == '\0';
    return good ? skt_addr_hyperv(vm, service, out) : SKT_EINVAL;
}

static bool format_hyperv(const skt_addr *addr, skt__text *text)
{
    uint8_t vm[16], service[16];
    if (skt_addr_hyperv_parts(addr, vm, service) < 0) return false;
    put_guid(text, vm);
    skt__put_char(text, ':');
    put_guid(text, service);
    return true;
}

static int parse_bluetooth(const char *text, skt_addr *out)
{
    char device_text[18];
    uint8_t device[6];
    uint64_t channel;
    if (strlen(text) < sizeof device_text) return SKT_EINVAL;
    memcpy(device_text, text, sizeof device_text - 1);
    device_text[sizeof device_text - 1] = '\0';
    text += sizeof device_text - 1;
    bool good = skt__take_bytes(device_text, ':', device, sizeof device) == 6 && take_char(&text, ':') &&
                take_field(&text, 10, UINT32_MAX, '\0', &channel);
    return good ? skt_addr_bluetooth(device, (uint32_t)channel, out) : SKT_EINVAL;
}

static bool format_bluetooth(const skt_addr *addr, skt__text *text)
{
    uint8_t device[6];
    uint32_t channel;
    if (skt_addr_bluetooth_parts(addr, device, &channel) < 0 || channel > 30) return false;
    skt__put_between(text, device, sizeof device, ":");
    skt__put_char(text, ':');
    skt__put_decimal(text, channel);
    return true;
}

/* Any other family: its number and the bytes of sa_data in hex. */
static int parse_family(const char *text, skt_addr *out)
{
    skt_addr parsed = {.len = 0};
    uint64_t family;
    size_t header = offsetof(struct sockaddr, sa_data);
    if (!take_field(&text, 10, UINT16_MAX, ':', &family)) return SKT_EINVAL;
    int len = skt__take_bytes(text, '\0', parsed.storage.bytes + header, sizeof parsed.storage - header);
    if (len < 0 || (sizeof(sa_family_t) == 1 && family > UINT8_MAX)) return SKT_EINVAL;
    ((struct sockaddr *)(void *)&parsed.storage)->sa_family = (sa_family_t)family;
    skt__set_len(&parsed, header + (size_t)len);
    return skt_addr_from_native(&parsed.storage, parsed.len, out);
}

static bool format_family(const skt_addr *addr, skt__text *text)
{
    size_t header = offsetof(struct sockaddr, sa_data);
    skt__put_decimal(text, (uint64_t)skt_addr_family(addr));
    skt__put_char(text, ':');
    skt__put_between(text, addr->storage.bytes + header, addr->len - header, "");
    return true;
}

static const struct form {
    char prefix[11];
    int family;
    int (*parse)(const char *, skt_addr *);
    bool (*format)(const skt_addr *, skt__text *); /* false if this form cannot represent the address */
} forms[] = {
    {"unix:", SKT_AF_UNIX, parse_unix, format_unix},
    {"vsock:", SKT_AF_VSOCK, parse_vsock, format_vsock},
    {"link:", SKT_AF_PACKET, parse_link, format_link},
    {"link:", SKT_AF_LINK, parse_link, format_link},
    {"netlink:", SKT_AF_NETLINK, parse_netlink, format_netlink},
    {"j1939:", SKT_AF_CAN, parse_j1939, format_j1939},
    {"can:", SKT_AF_CAN, parse_can, format_can},
    {"hyperv:", SKT_AF_HYPERV, parse_hyperv, format_hyperv},
    {"bluetooth:", SKT_AF_BLUETOOTH, parse_bluetooth, format_bluetooth},
    {"family:", -1, parse_family, format_family},
};

#define FORMS (sizeof forms / sizeof forms[0])

/* The form whose prefix the text begins with; NULL if there is none. */
static const struct form *form_of(const char *text)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strncmp(text, forms[i].prefix, strlen(forms[i].prefix)) == 0) return &forms[i];
    return NULL;
}

bool skt__has_prefix(const char *text)
{
    return form_of(text) != NULL;
}

int skt_addr_parse(const char *text, skt_addr *out)
{
    const struct form *form = form_of(text);
    return form ? form->parse(text + strlen(form->prefix), out) : parse_ip(text, out);
}

int skt_addr_format(const skt_addr *addr, char *out, size_t size)
{
    skt__text text = {.out = out, .size = size};
    int family = skt_addr_family(addr);
    if (family == SKT_AF_INET || family == SKT_AF_INET6) {
        format_ip(addr, &text);
        return skt__put_end(&text);
    }
    if (addr->len < offsetof(struct sockaddr, sa_data)) {
        skt__put(&text, "none");
        return skt__put_end(&text);
    }
    for (size_t i = 0; i < FORMS; i++) {
        bool any = i + 1 == FORMS;
        if (forms[i].family != family && !any) continue;
        text.len = 0;
        skt__put(&text, forms[i].prefix);
        if (forms[i].format(addr, &text)) break;
    }
    return skt__put_end(&text);
}
